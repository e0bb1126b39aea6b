"""What running an instructor's solution teaches about an assignment: modules it loads, files it writes.

Asked of student kernels in a rehearsal alone; of a hand-in nobody believes such things.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LARGEST = 20_000_000
"""Bytes of a file that a test may have from the student's folder."""

_BEFORE: set[str] = set()


def note() -> None:
    """In the warm process: what is loaded already."""
    _BEFORE.update(sys.modules)


def loaded(folders: Iterable[Path]) -> list[str]:
    """Modules loaded since, in the order of loading, but for those whose files lie in these folders."""
    found = []
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if name in _BEFORE or spec is None or spec.name != name:
            continue
        origin = Path(spec.origin) if spec.origin and spec.has_location else None
        if origin is None or not any(origin.is_relative_to(folder) for folder in folders):
            found.append(name)
    return found


def memory() -> int:
    """The most memory this process has had, in bytes; 0 where nobody counts."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """The regular files of a folder by name relative to it: size and time of change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts:
            known = path.stat()
            found[path.relative_to(folder).as_posix()] = (known.st_size, known.st_mtime_ns)
    return found


def unshadow(folder: Path) -> None:
    """Forget loaded modules that have a namesake in the current folder, where Python looks first.

    The standard library's own stay: a fresh kernel has loaded most of them before any notebook is run.
    """
    tops = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    for name in list(sys.modules) if tops else ():
        top = name.partition(".")[0]
        if top in tops and top not in sys.stdlib_module_names and top != __package__.partition(".")[0]:
            del sys.modules[name]


def imported(module: str, attribute: str | None) -> Any:
    """What an import binds: a module, or something in one."""
    found = importlib.import_module(module)
    if attribute is None:
        return found
    if not hasattr(found, attribute):
        importlib.import_module(f"{module}.{attribute}")
    return getattr(found, attribute)
