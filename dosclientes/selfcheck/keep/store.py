"""A learner's attempts at an assignment, kept in `attempts/<number>/` beside the notebook, and how two differ.

Each folder holds `report.json`, the notebook and the answers as they were checked, the pages, and, once the learner has
judged what no program can, `self-assessment.json`. A folder is there whole or not at all; none is ever changed or
deleted, but for the assessment.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.selfcheck.judge.result import Result
from dosclientes.selfcheck.keep.attempt import Attempt
from dosclientes.selfcheck.read.where import ATTEMPTS

__all__ = ["assess", "attempts", "keep"]

_REPORT = "report.json"
_OWN = "self-assessment.json"
_VERSION = 1


def attempts(folder: Path) -> list[Attempt]:
    """The attempts kept in an assignment's folder, oldest first; what cannot be read is passed over and left alone."""
    return sorted(_read_all(folder), key=lambda one: one.number)


def keep(folder: Path, attempt: Attempt, files: Mapping[str, bytes]) -> Attempt:
    """Store an attempt with its files under the next free number. Raises OSError."""
    base = folder / ATTEMPTS
    base.mkdir(exist_ok=True)
    fresh = base / f".new-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        report = {"version": _VERSION, **_plain(attempt)}
        _write(fresh / _REPORT, report)
        if attempt.own:
            _write(fresh / _OWN, {"version": _VERSION, "points": dict(attempt.own)})
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        number = _place(fresh, base)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return replace(attempt, number=number, folder=base / str(number))


def assess(attempt: Attempt, question: str, points: float) -> Attempt:
    """Record what the learner gives their own text. Raises ValueError outside 0 to its points, OSError."""
    one = next((one for one in attempt.results if one.id == question and one.state == "own"), None)
    if one is None or not 0 <= points <= one.points:
        raise ValueError(f"{question}={points:g}")
    own = {**attempt.own, question: float(points)}
    _write(attempt.folder / _OWN, {"version": _VERSION, "points": own})
    return replace(attempt, own=own)


def _read_all(folder: Path) -> Iterator[Attempt]:
    for path in (folder / ATTEMPTS).glob("*/" + _REPORT):
        try:
            content = json.loads(path.read_text("utf-8"))
            if content.pop("version") != _VERSION:
                continue
            results = tuple(Result(**one) for one in content.pop("results"))
            notices = tuple(content.pop("notices"))
            own = _own_points(path.with_name(_OWN))
            number = int(path.parent.name)
            yield Attempt(number, **content, results=results, notices=notices, own=own, folder=path.parent)
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            continue


def _own_points(path: Path) -> dict[str, float]:
    try:
        return {
            str(key): float(value) for key, value in json.loads(path.read_text("utf-8"))["points"].items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _plain(attempt: Attempt) -> dict[str, Any]:
    kept = asdict(attempt)
    for name in ("number", "own", "folder"):
        del kept[name]
    return kept


def _place(fresh: Path, base: Path) -> int:
    """Give the new folder the next number; another check may take it first."""
    taken = [int(path.name) for path in base.iterdir() if path.name.isdecimal()]
    number = max(taken, default=0) + 1
    while True:
        try:
            fresh.rename(base / str(number))
            return number
        except OSError:
            if not (base / str(number)).exists():
                raise
            number += 1


def _write(path: Path, content: Any) -> None:
    write_atomically(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
