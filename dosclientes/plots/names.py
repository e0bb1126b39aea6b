"""Ids in data as people read them."""

from __future__ import annotations

from dosclientes.customers.hospital_words import output_names, party_names
from dosclientes.language.translation import gettext as _


def shown(value: object) -> str:
    """The name of a party or output for its id; anything else as it is."""
    text = str(value)
    return party_names().get(text) or output_names().get(text) or text


def side_names() -> dict[str, str]:
    """What each colour of a plot stands for."""
    return {"internal": _("dentro"), "external": _("fuera"), "neutral": ""}
