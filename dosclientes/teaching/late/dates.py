"""Reading a date as the person who wrote it means it, or saying how it would be misread."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from dateutil import parser as dates
from dateutil import tz

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError

__all__ = ["MisreadError", "misreading", "read", "shown"]

_FORM = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?\s*(.*)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


class MisreadError(CannotRunError):
    """A date that cannot be read, or would be read as another one; the message says how to write it."""


def read(text: str) -> dt.datetime:
    """The moment that a date with a time and a zone says, as nbgrader keeps it: UTC, without a zone.

    A zone is a name such as `Europe/Madrid`, an offset such as `+01:00`, or nothing, which is UTC, as in nbgrader.
    Raises MisreadError.
    """
    form = _FORM.fullmatch(text.strip())
    if not form:
        raise MisreadError(_("«{text}» no es una fecha como 2026-11-30 23:59 Europe/Madrid", text=text))
    day, time, zone = form.groups()
    try:
        moment = dt.datetime.fromisoformat(f"{day} {time.rjust(5, '0')}")
    except ValueError as error:
        raise MisreadError(_("«{text}» no existe: {error}", text=text, error=error)) from None
    aware = moment.replace(tzinfo=_zone(zone, text))
    return aware.astimezone(dt.UTC).replace(tzinfo=None)


def shown(moment: dt.datetime) -> str:
    """A moment of nbgrader's, in UTC and by this computer's clock."""
    local = moment.replace(tzinfo=dt.UTC).astimezone()
    return f"{moment:%Y-%m-%d %H:%M} UTC ({local:%Y-%m-%d %H:%M %Z})"


def misreading(text: str) -> str | None:
    """What is wrong with a due date that nbgrader would misread (`nbgrader.utils.parse_utc`), or None.

    It takes a third word for the name of a zone or, if it is a number, for seconds; an unknown zone for UTC.
    """
    words = text.split(" ")
    if len(words) == 3:
        zone = words[2]
        if re.fullmatch(r"[+-]?\d+", zone):
            if int(zone) == 0:
                return None
            moment = (dates.parse(" ".join(words[:2])) - dt.timedelta(seconds=int(zone))).replace(tzinfo=None)
            return _(
                "nbgrader leería «{zone}» como {zone} segundos, es decir {reading}. Escribe el desfase pegado a la "
                "hora, como 23:59+01:00, o una zona como Europe/Madrid",
                zone=zone,
                reading=shown(moment),
            )
        known = tz.gettz(zone) is not None
        reading = " ".join(words[:2])
    else:
        zone = (re.findall(r"[A-Za-z][\w/+-]*$", text) or [""])[0].removeprefix("T")
        known = not zone or zone.upper() in ("Z", "UTC", "GMT", "AM", "PM") or tz.gettz(zone) is not None
        reading = text.removesuffix(zone).strip()
    if known:
        return None
    return _(
        "nbgrader no conoce la zona «{zone}» y leería {reading} UTC. Escribe una como Europe/Madrid",
        zone=zone,
        reading=reading,
    )


def _zone(name: str, text: str) -> dt.tzinfo:
    if name in ("", "Z"):
        return dt.UTC
    offset = _OFFSET.fullmatch(name)
    if offset:
        sign, hours, minutes = offset.groups()
        size = dt.timedelta(hours=int(hours), minutes=int(minutes))
        if size < dt.timedelta(hours=15):
            return dt.timezone(-size if sign == "-" else size)
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise MisreadError(
            _(
                "no hay ninguna zona horaria «{zone}» en «{text}». Escribe una como Europe/Madrid, o +01:00",
                zone=name,
                text=text,
            )
        ) from None
