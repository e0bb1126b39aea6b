"""The words of JupyterLab's menus, as the installed JupyterLab shows them in the language in force."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dosclientes.language.translation import language

__all__ = ["menu"]

_PACKS = {"es": "es_ES"}
"""The language packs that are installed; JupyterLab's own words are English."""


def menu(bar: str, *entry: str, lang: str | None = None) -> str:
    """Where a command stands: `menu("Kernel", "Restart Kernel…", "Run All Cells")`, by JupyterLab's English words.

    `bar` is a menu's name; an entry that does two things is made of two phrases, which JupyterLab joins. `lang` is
    the language in force if it is not given. What the language pack does not know stays English, as on the screen.
    """
    words = _catalog(lang or language())
    say = words.gettext
    joint = say("and").join("  ")
    return f"{words.pgettext('menu', bar)} → {joint.join(say(phrase).rstrip('…') for phrase in entry)}"


@cache
def _catalog(lang: str) -> gettext.NullTranslations:
    locale = _PACKS.get(lang, "")
    pack = find_spec(f"jupyterlab_language_pack_{locale}") if locale else None
    if pack is None or not pack.submodule_search_locations:
        return gettext.NullTranslations()
    file = Path(pack.submodule_search_locations[0], "locale", locale, "LC_MESSAGES", "jupyterlab.mo")
    try:
        with file.open("rb") as content:
            return gettext.GNUTranslations(content)
    except (OSError, ValueError):
        return gettext.NullTranslations()
