"""Menus named in what people read are those of the installed JupyterLab, in its language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dosclientes.lab.menus import menu
from dosclientes.paths import ROOT

KNOWN = {
    lang: {
        menu("Kernel", "Restart Kernel…", "Run All Cells", lang=lang),
        menu("Run", "Run All Above Selected Cell", lang=lang),
        menu("Run", "Run All Cells", lang=lang),
        " → ".join(
            [*menu("File", lang=lang).split(" → ")[:1], {"es": "Nuevo", "en": "New"}[lang], "Terminal"]
        ),
    }
    for lang in ("es", "en")
}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_menus_are_named_as_they_are_shown(lang: str) -> None:
    named = [
        (path.name, found)
        for path in sorted(Path(ROOT, "course", lang).glob("*.ipynb"))
        for found in re.findall(r"\*(\w+ → [^*]+)\*", path.read_text("utf-8"))
    ]
    assert len(named) >= 4
    assert [(name, found) for name, found in named if found not in KNOWN[lang]] == []
