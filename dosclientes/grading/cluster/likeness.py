"""Whether another machine grades as this one does: the same Python, libraries and engine, and a sandbox."""

from __future__ import annotations

import hashlib
import platform
import site
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dosclientes.grading.processes import sandbox
from dosclientes.language.translation import gettext as _

__all__ = ["about", "differences"]

_NAMED = 3
"""How many libraries are named."""

_OWN = "dosclientes"


def about() -> dict[str, Any]:
    """What decides on this machine how a hand-in is graded, as plain data."""
    return {"python": platform.python_version(), "libraries": _libraries(), "engine": _engine()}


def _libraries() -> dict[str, str]:
    """The installed distributions and their versions; the first of a name counts, as it does for an import."""
    found: dict[str, str] = {}
    for folder in _searched():
        for path in sorted(folder.glob("*.dist-info")):
            name, _dash, version = path.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(name.lower().replace("-", "_"), version)
    return {name: version for name, version in found.items() if name != _OWN}


def _searched() -> Iterator[Path]:
    """Where an import looks, without folders inside a library.

    Those are put there by the library itself once it is imported: setuptools (which nbgrader imports) adds the copies
    it brings along, so that a process that has done so would seem to have more than one that has not yet.
    """
    installed = {Path(folder).resolve() for folder in [*site.getsitepackages(), site.getusersitepackages()]}
    for entry in sys.path:
        if installed.isdisjoint(Path(entry).resolve().parents):
            yield Path(entry)


def _engine() -> str:
    """A digest of this package's code."""
    package = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def differences(here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """Why a worker may not grade, in words; nothing if it may.

    Arguments:
        here: see `about`.
        there: the same of the worker; `problem` is why it has no sandbox, or None.
    """
    found = []
    if here["python"] != there["python"]:
        found.append(_("tiene Python {there}, y aquí hay {here}", there=there["python"], here=here["python"]))
    if here["engine"] != there["engine"]:
        found.append(_("su dosclientes es otra versión que la de aquí"))
    others = list(_others(here["libraries"], there["libraries"]))
    if len(others) > _NAMED:
        others[_NAMED:] = [_("y {count} bibliotecas más", count=len(others) - _NAMED)]
    found += others
    if there["problem"]:
        found.append(_("no hay entorno aislado: {problem}", problem=there["problem"]))
    return found


def _others(here: dict[str, str], there: dict[str, str]) -> Iterator[str]:
    for name in sorted(here.keys() | there.keys()):
        mine, theirs = here.get(name), there.get(name)
        if theirs is None:
            yield _("le falta {name} {version}", name=name, version=mine)
        elif mine is None:
            yield _("tiene {name} {version}, que aquí falta", name=name, version=theirs)
        elif mine != theirs:
            yield _("tiene {name} {there}, y aquí hay {here}", name=name, there=theirs, here=mine)


def problem(lang: str) -> str | None:
    """Why there is no sandbox here, in a language; None when there is one."""
    from dosclientes.language.translation import languages, use_language

    with use_language(lang if lang in languages() else "es"):
        return sandbox.problem()
