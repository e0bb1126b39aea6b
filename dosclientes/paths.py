"""Where things lie in a checkout or a student bundle."""

import os
import shlex
import shutil
import sys
from pathlib import Path

MOVED = "DOSCLIENTES_ROOT"
"""Variable of the environment: another folder for `ROOT`, where a machine that grades has been sent one."""

ROOT = Path(os.environ.get(MOVED) or Path(__file__).resolve().parent.parent)
"""The folder that holds `course/`, `locale/` and, but for `MOVED`, this package."""

ITEMS = ROOT / "course" / "items"
"""The practice items, one YAML file a lesson."""

LOCALE = ROOT / "locale"
"""The catalogs: `<language>/public.po` and `<language>/graded.po`."""

SOURCE_LANGUAGE = "es"


def import_path() -> list[str]:
    """The folders that the environment adds to where Python looks for modules (`PYTHONPATH`)."""
    return [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]


def typed(command: str) -> str:
    """How to type `dosclientes COMMAND` in the reader's terminal: with its folder where the name alone is not found."""
    if shutil.which("dosclientes"):
        return f"dosclientes {command}"
    program = Path(sys.executable).with_name("dosclientes")
    return f"{shlex.quote(str(program))} {command}"
