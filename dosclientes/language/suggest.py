"""The name a learner probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from dosclientes.language.translation import gettext as _

__all__ = ["choose"]


def choose(name: object, known: Iterable[str]) -> str:
    """Return `name` if it is one of `known`; raise ValueError, with the nearest one, if it is not."""
    options = list(known)
    wanted = str(name).strip()
    if wanted in options:
        return wanted
    lower = {option.lower(): option for option in options}
    # two letters of three alike are no hint: a9 is as near to a1 as to a6
    nearest = len(wanted) > 3 and difflib.get_close_matches(wanted.lower(), lower, n=1, cutoff=0.5)
    if nearest:
        raise ValueError(
            _("No hay «{name}». ¿Querías decir «{nearest}»?", name=wanted, nearest=lower[nearest[0]])
        )
    raise ValueError(_("No hay «{name}». Lo que hay: {known}.", name=wanted, known=", ".join(options)))
