"""Reading a moment as the person or program that wrote it means it, or not at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dateutil import tz

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError

__all__ = ["MisreadError", "read"]

_FORM = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\s*(\d{1,2}:\d\d(?::\d\d)?)(\.\d{1,6})?\s*(.*)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


class MisreadError(CannotRunError):
    """A moment that cannot be read, or would be read as another one; the message says how to write it."""


def read(text: str, clocks: Sequence[str] = ()) -> dt.datetime:
    """The moment that a date with a time and a zone says, as nbgrader keeps it: UTC, without a zone.

    A zone is a name such as `Europe/Madrid`, an offset such as `+01:00`, or nothing, which is UTC, as in nbgrader. A
    clock's abbreviation, CEST, is known where this computer's clock goes by it, or one of `clocks`.

    Arguments:
        clocks: names of zones, such as the one in which nbgrader's exchange writes its times.

    Raises: MisreadError.
    """
    text = text.strip()
    form = _FORM.fullmatch(text)
    if not form:
        raise MisreadError(_("«{text}» no es una fecha como 2026-11-30 23:59 Europe/Madrid", text=text))
    day, time, fraction, zone = form.groups(default="")
    try:
        moment = dt.datetime.fromisoformat(f"{day} {time.rjust(5, '0')}")
        moment += dt.timedelta(seconds=float(f"0{fraction}"))
        return _in_zone(moment, zone, clocks, text).astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise MisreadError(_("«{text}» no existe: {error}", text=text, error=error)) from None


def _in_zone(moment: dt.datetime, name: str, clocks: Sequence[str], text: str) -> dt.datetime:
    if name.upper() in ("", "Z", "UTC", "GMT"):
        return moment.replace(tzinfo=dt.UTC)
    offset = _OFFSET.fullmatch(name)
    if offset:
        sign, hours, minutes = offset.groups()
        size = dt.timedelta(hours=int(hours), minutes=int(minutes))
        if size < dt.timedelta(hours=15):
            return moment.replace(tzinfo=dt.timezone(-size if sign == "-" else size))
    for clock in (tz.tzlocal(), *filter(None, map(tz.gettz, clocks))):
        for fold in (0, 1):  # in autumn an hour comes twice, under two abbreviations
            here = moment.replace(tzinfo=clock, fold=fold)
            if here.tzname() == name:
                return here
    try:
        return moment.replace(tzinfo=ZoneInfo(name))
    except (OSError, ValueError, KeyError):
        raise MisreadError(
            _(
                "no hay ninguna zona horaria «{zone}» en «{text}». Escribe una como Europe/Madrid, o +01:00",
                zone=name,
                text=text,
            )
        ) from None
