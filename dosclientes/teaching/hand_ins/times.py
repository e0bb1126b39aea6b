"""When something was handed in, as a platform's table of an assignment says it."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar

from dateutil import parser, tz

from dosclientes.language.translation import gettext as _

__all__ = ["TimeError", "moment", "stamp"]


class TimeError(ValueError):
    """A time that cannot be read; the message says which."""


class _Words(parser.parserinfo):  # type: ignore[misc]
    """English and Spanish names of months and days."""

    MONTHS: ClassVar = [
        ("Jan", "January", "enero", "ene"),
        ("Feb", "February", "febrero"),
        ("Mar", "March", "marzo"),
        ("Apr", "April", "abril", "abr"),
        ("May", "mayo"),
        ("Jun", "June", "junio"),
        ("Jul", "July", "julio"),
        ("Aug", "August", "agosto", "ago"),
        ("Sep", "Sept", "September", "septiembre", "setiembre"),
        ("Oct", "October", "octubre"),
        ("Nov", "November", "noviembre"),
        ("Dec", "December", "diciembre", "dic"),
    ]
    WEEKDAYS: ClassVar = [
        ("Mon", "Monday", "lunes", "lun"),
        ("Tue", "Tuesday", "martes"),
        ("Wed", "Wednesday", "miércoles", "mié"),
        ("Thu", "Thursday", "jueves", "jue"),
        ("Fri", "Friday", "viernes", "vie"),
        ("Sat", "Saturday", "sábado", "sáb"),
        ("Sun", "Sunday", "domingo", "dom"),
    ]
    JUMP: ClassVar = [*parser.parserinfo.JUMP, "de", "a", "las", "h"]


def moment(text: str, zone: str | None = None) -> dt.datetime | None:
    """A time as Moodle's worksheet or a person writes it, in UTC; None for a dash or nothing.

    Arguments:
        zone: the zone of times without one, such as "Europe/Madrid"; that of this computer by default.

    Raises: TimeError, also for an unknown zone.
    """
    if not text.strip(" -–—"):
        return None
    where = tz.gettz(zone) if zone else tz.tzlocal()
    if where is None:
        raise TimeError(_("no se conoce la zona horaria «{zone}»", zone=zone))
    day_first = not re.match(r"\s*\d{4}-", text)
    try:
        found = parser.parse(text, parserinfo=_Words(dayfirst=day_first))
    except (ValueError, OverflowError):
        raise TimeError(_("no se entiende la hora «{text}»", text=text)) from None
    aware: dt.datetime = found if found.tzinfo else found.replace(tzinfo=where)
    return aware.astimezone(dt.UTC)


def stamp(when: dt.datetime) -> str:
    """A moment as nbgrader's `timestamp.txt` has it."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
