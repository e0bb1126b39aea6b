"""What JupyterLab's page is told of the course: the words of its extension, and which cells it may run by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT

__all__ = ["tell"]


def tell(server: Any, lang: str = "", root: Path = ROOT) -> None:
    """Give the page of a JupyterLab `server` its words, and the lessons in `lang` if it is to start those."""
    told: dict[str, Any] = {"words": _words()}
    if lang:
        told["first"] = first_cells(root / "course" / lang)

    def hook(_handler: Any, page: dict[str, Any]) -> dict[str, Any]:
        return {**page, "dosclientes": told}

    server.web_app.settings["page_config_hook"] = hook


def first_cells(folder: Path) -> dict[str, str]:
    """The first code cell of each lesson in `folder`: only a cell that still is this text runs unasked."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        found.update({path.name: code[0]} if code else {})
    return found


def _words() -> dict[str, str]:
    return {
        "asleep": _(
            "Los ejercicios de esta página están parados, porque el intérprete que los movía ya no está. Tus "
            "respuestas no se han perdido."
        ),
        "wake": _("Ponerlos en marcha"),
        "wide": _("Resultado más ancho que la página: las flechas izquierda y derecha lo desplazan"),
    }
