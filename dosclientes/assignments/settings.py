"""What the course sets for nbgrader."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dosclientes.paths import ROOT

__all__ = ["settings"]


def settings(lang: str, root: Path = ROOT) -> Any:
    """What `nbgrader_config.py` at the root says of the class in a language, as nbgrader's Config."""
    from traitlets.config import PyFileConfigLoader

    before = os.environ.get("DOSCLIENTES_LANG")
    os.environ["DOSCLIENTES_LANG"] = lang
    try:
        return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    finally:
        if before is None:
            del os.environ["DOSCLIENTES_LANG"]
        else:
            os.environ["DOSCLIENTES_LANG"] = before
