"""A moment as a person reads it, and how nbgrader would misread one."""

from __future__ import annotations

import datetime as dt
import re

from dateutil import parser as dates
from dateutil import tz

from dosclientes.language.translation import gettext as _

__all__ = ["misreading", "shown"]


def shown(moment: dt.datetime) -> str:
    """A moment of nbgrader's, in UTC, and by this computer's clock if it goes by another."""
    local = moment.replace(tzinfo=dt.UTC).astimezone()
    here = f" ({local:%Y-%m-%d %H:%M %Z})" if local.utcoffset() else ""
    return f"{moment:%Y-%m-%d %H:%M} UTC{here}"


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
