"""Rehearsals are kept by the content of all that decides them: an assignment is rehearsed once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dosclientes.grading.rehearsal.findings import Findings
from dosclientes.grading.rehearsal.kept import FOLDER, paths
from dosclientes.grading.submissions.plan import Plan
from dosclientes.language.translation import language

KEPT = 6
"""Rehearsals kept of one assignment: a course may have several languages, and versions come back."""


def key(plan: Plan, folders: list[Path], beside: Mapping[str, bytes], options: dict[str, Any]) -> str:
    """A digest of assignment, checks, engine and libraries.

    Arguments:
        folders: those of source and release.
        beside: what lies beside the solution, see `files_beside`.
        options: of a run; its `path` is where checks are found, which count by what is in them.
    """
    digest = hashlib.sha256()
    for text in _parts(plan, folders, beside, options):
        digest.update(text if isinstance(text, bytes) else text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:20]


def _parts(
    plan: Plan, folders: list[Path], beside: Mapping[str, bytes], options: dict[str, Any]
) -> Iterator[str | bytes]:
    yield platform.python_version()
    yield repr((options["timeout"], language()))  # what is found is kept in words
    for entry in sys.path:
        yield from sorted(path.name for path in Path(entry).glob("*.dist-info"))
    yield from _files(Path(__file__).parents[1], "*.py")
    for folder in folders:
        yield from _files(folder, "*")
    for name, content in sorted(beside.items()):
        yield from (name, content)
    for notebook in plan.notebooks.values():
        yield from (f"{cell.name}{cell.points}{cell.source}" for cell in notebook.cells.values())
    for base in options["path"]:
        for top in {name.partition(".")[0] for name in plan.checks()}:
            yield from _files(Path(base) / top, "*.py")
            if (Path(base) / f"{top}.py").is_file():
                yield (Path(base) / f"{top}.py").read_bytes()


def _files(folder: Path, pattern: str) -> Iterator[str | bytes]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()


def find(root: Path, assignment: str, digest: str) -> Findings | None:
    """What is kept under a key, if it can be read."""
    try:
        return Findings.load((root / FOLDER / f"{assignment}-{digest}.json").read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(root: Path, assignment: str, digest: str, findings: Findings) -> None:
    """Keep findings, in one step; where nothing can be written, they are made again next time."""
    folder = root / FOLDER
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        draft = folder / f".{assignment}-{digest}.{os.getpid()}"
        draft.write_text(findings.dump(), encoding="utf-8")
        draft.replace(folder / f"{assignment}-{digest}.json")
        for path in paths(root, assignment)[KEPT:]:
            path.unlink(missing_ok=True)
