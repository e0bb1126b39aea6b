"""Stored submissions, as edits to what students get, with the points each must earn.

`submissions/<assignment>/<name>/edits.yml` holds (those in `hostile` are submissions of A3):

- `says`: what the submission is; `misconceptions`: those it has.
- `base`: `release` (what students get) or another submission, whose edits come first.
- `cells`: the new source of cells, by cell id (null: as students get it). `answers`: the clicks, by item id (null
  takes one away).
- `translated`: the new source of cells of prose, by language and cell id, for a class in that language.
- `expect`: points by grade id; with a base, only those that differ from it. `manual`: points given by hand.
- `delete`, `copy`, `insert`: cells by id that are gone, doubled, or new (source, at the top); `twins`, those with
  another one of the same label behind them, by the other's source; `retype`, those of another type, by the type.
- `files`: other files by name, null for one that is missing; `links`: symbolic links, by what they point to;
  `sizes`: empty files by their bytes; `pipes`: named pipes. A link or a pipe may stand for the notebook.
- `notebook`: another file name. `raw`: the notebook's bytes as text, in `encoding` (UTF-8).
- `owner`: what `answers.json` says of itself. `gradable: false` where stock nbgrader refuses the whole.
"""

from __future__ import annotations

import copy
import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dosclientes import yaml_file

ROOT = Path(__file__).resolve().parent.parent
_STORE = Path(__file__).with_name("submissions")
KINDS = {
    "right": ("solution", "right"),
    "misconceived": ("misled", "nearly", "copied"),
    "half-done": ("half-done",),
    "blank": ("blank",),
    "broken": ("bad",),
}
"""Sorts of submissions, with the first words of their names; a misconception's is its number."""
_TIME = "2026-01-12T09:00:00+00:00"
_HOST = {"hostile": "a3"}
"""The assignment of submissions that have a folder of their own."""

_BY_CELL = ("delete", "copy", "twins", "retype")


@dataclass(frozen=True)
class Submission:
    """One stored submission; `edits` has its bases' edits in it, and `expect` every grade id."""

    assignment: str
    name: str
    edits: dict[str, Any]
    expect: dict[str, float] = field(default_factory=dict)

    @property
    def manual(self) -> dict[str, float]:
        """Points that a person gives."""
        return dict(self.edits.get("manual", {}))

    @property
    def gradable(self) -> bool:
        """Whether stock nbgrader can grade it at all."""
        return bool(self.edits.get("gradable", True))

    @property
    def total(self) -> float:
        """The points in the gradebook once a person has graded too."""
        return sum(self.expect.values()) + sum(self.manual.values())


def names(assignment: str) -> list[str]:
    """The stored submissions of an assignment."""
    return sorted(path.parent.name for path in (_STORE / assignment).glob("*/edits.yml"))


def kind(name: str) -> str:
    """What sort of submission a stored one is, by its name: one of KINDS, or "" for any other, such as hostile ones."""
    found = (
        sort
        for sort, start in KINDS.items()
        if any(name == one or name.startswith(f"{one}-") for one in start)
    )
    return next(found, "misconceived" if re.match(r"m\d+-", name) else "")


def submission(assignment: str, name: str) -> Submission:
    """A stored submission. Raises FileNotFoundError."""
    edits = _edits(assignment, name)
    unknown = edits["expect"].keys() - graded(assignment)
    if unknown:
        raise ValueError(f"{assignment}/{name}: expect {sorted(unknown)}?")
    full = dict.fromkeys(graded(assignment), 0.0)
    return Submission(_HOST.get(assignment, assignment), name, edits, full | edits["expect"])


def graded(assignment: str, lang: str = "es") -> dict[str, float]:
    """The points of each test cell, by grade id."""
    return dict(_graded(assignment, lang))


@cache  # asked twice for each submission
def _graded(assignment: str, lang: str) -> dict[str, float]:
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: float(cell["metadata"]["nbgrader"]["points"])
        for cell in notebook(assignment, lang, "source")["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }


def notebook(assignment: str, lang: str, tree: str = "assignments") -> Any:
    """The notebook as students get it, or its source, with each cell's text as one string."""
    assignment = _HOST.get(assignment, assignment)
    path = ROOT / tree / lang / assignment / f"{assignment}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    for cell in content["cells"]:
        cell["source"] = "".join(cell["source"])
    return content


def write(stored: Submission, lang: str, folder: Path) -> None:
    """Lay a submission into `folder`, as a student would hand it in."""
    folder.mkdir(parents=True, exist_ok=True)
    release = ROOT / "assignments" / lang / stored.assignment
    for path in release.iterdir():
        if path.suffix != ".ipynb":
            (folder / path.name).write_bytes(path.read_bytes())
    edits = stored.edits
    if edits["answers"]:
        (folder / "answers.json").write_text(json.dumps(_answers(stored), indent=1) + "\n", "utf-8")
    for name, content in edits["files"].items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, "utf-8")
    for name, target in edits.get("links", {}).items():
        (folder / name).symlink_to(target)
    for name, size in edits.get("sizes", {}).items():
        (folder / name).touch()
        os.truncate(folder / name, size)
    for name in edits.get("pipes", ()):
        os.mkfifo(folder / name)
    notebook_file = edits.get("notebook", f"{stored.assignment}.ipynb")
    if notebook_file in (*edits.get("links", ()), *edits.get("pipes", ())):
        return
    if edits.get("raw") is not None:
        text = edits["raw"]
    else:
        cells = edits["cells"] | edits["translated"].get(lang, {})
        content = _edited(notebook(stored.assignment, lang), {**edits, "cells": cells})
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / notebook_file).write_text(text, edits.get("encoding", "utf-8"))


def _edits(assignment: str, name: str) -> dict[str, Any]:
    path = _STORE / assignment / name / "edits.yml"
    if assignment in _HOST and not path.exists():
        assignment = _HOST[assignment]
        path = _STORE / assignment / name / "edits.yml"
    own: dict[str, Any] = yaml_file.read(path)
    base = own.pop("base", "release")
    translated = own.pop("translated", {})
    edits: dict[str, Any] = {} if base == "release" else copy.deepcopy(_edits(assignment, base))
    changed = set(own.get("cells") or ())
    for key in ("cells", "answers", "expect", "manual", "files", "owner"):
        merged = edits.get(key, {}) | (own.pop(key, None) or {})
        edits[key] = merged
    for lang, cells in edits.pop(
        "translated", {}
    ).items():  # a text of one's own is not the base's in any language
        kept = {cell: text for cell, text in cells.items() if cell not in changed}
        translated[lang] = kept | translated.get(lang, {})
    edits["translated"] = translated
    for key in ("answers", "cells"):
        edits[key] = {name: given for name, given in edits[key].items() if given is not None}
    return edits | own


def _answers(stored: Submission) -> dict[str, Any]:
    answers = {
        item: {"response": given, "confidence": "fairly", "time": _TIME, "tries": 1}
        for item, given in stored.edits["answers"].items()
    }
    owner = {"assignment": stored.assignment} | stored.edits["owner"]
    return {**owner, "version": 1, "answers": answers}


def _edited(content: Any, edits: dict[str, Any]) -> Any:
    known = {cell["id"] for cell in content["cells"]}
    touched = {*edits["cells"], *(name for key in _BY_CELL for name in edits.get(key, ()))}
    if touched - known:
        raise ValueError(f"no cells {sorted(touched - known)}")
    cells = []
    for number, source in enumerate(edits.get("insert", ())):
        empty: dict[str, Any] = {"execution_count": None, "metadata": {}, "outputs": []}
        cells.append(empty | {"cell_type": "code", "id": f"inserted-{number}", "source": source})
    for cell in content["cells"]:
        if cell["id"] in edits.get("delete", ()):
            continue
        if cell["id"] in edits["cells"]:
            cell["source"] = edits["cells"][cell["id"]]
        if cell["id"] in edits.get("retype", {}):
            cell = {key: cell[key] for key in ("id", "metadata", "source")}
            cell["cell_type"] = edits["retype"][cell["id"]]
        cells.append(cell)
        if cell["id"] in edits.get("copy", ()):
            cells.append(copy.deepcopy(cell) | {"id": f"{cell['id']}-again"})
        if cell["id"] in edits.get("twins", {}):
            source = edits["twins"][cell["id"]]
            cells.append(copy.deepcopy(cell) | {"id": f"{cell['id']}-twin", "source": source})
    return content | {"cells": cells}
