"""`docs/verdicts/aN.md`: what each stored submission of an assignment loses, behaviour by behaviour.

Made by real grading: the engine grades all of them as one class, in every language. `make verdicts` brings the tables
up to date; `python -m dosclientes.teaching.verdict_table a1 --check` only says whether one is stale.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dosclientes.assignments import names
from dosclientes.authoring.files import write
from dosclientes.curriculum.misconceptions import describe
from dosclientes.language.translation import languages, use_language
from dosclientes.paths import ROOT, SOURCE_LANGUAGE
from dosclientes.teaching.commands import Class
from dosclientes.teaching.graded import stored_class, verdicts

__all__ = ["Behaviour", "Line", "behaviours", "lines", "main", "page"]

FOLDER = ROOT / "docs" / "verdicts"
_KINDS = {
    "right": "Correctas · Right",
    "misconceived": "Con una confusión, o casi bien · Misconceived or nearly right",
    "half-done": "A medias · Half done",
    "blank": "En blanco · Blank",
    "broken": "Con defectos al entregar · Handed in with defects",
    "": "Otras · Others",
}
_Found = dict[str, tuple[str, float | None]]
_ALL, _PERSON, _BY_HAND, _LOST = "·", "**?**", "✎", "**0**"


@dataclass(frozen=True)
class Behaviour:
    """One graded behaviour: its grade id, points, and what its check is about ("" where a person grades)."""

    name: str
    points: float
    about: str


@dataclass(frozen=True)
class Line:
    """One stored submission, with the engine's verdict by grade id: (verdict, points or None for a person)."""

    name: str
    kind: str
    says: str
    misconceptions: Sequence[str]
    found: _Found = field(default_factory=dict)


def behaviours(assignment: str) -> list[Behaviour]:
    """What is graded in an assignment, in the order of its notebook, from the source and the hidden checks."""
    checks = importlib.import_module(f"autograde_tests.{assignment}")
    found = []
    for cell in _corpus().notebook(assignment, SOURCE_LANGUAGE, "source")["cells"]:
        label = cell["metadata"].get("nbgrader", {})
        if label.get("grade") or label.get("task"):
            names = dict.fromkeys(re.findall(r"\bimport (check_\w+)$", cell["source"], re.MULTILINE))
            names.pop("check_form", None)  # of the visible part
            about = [str(getattr(checks, name).__doc__ or "").split("\n")[0] for name in names]
            found.append(Behaviour(label["grade_id"], float(label["points"]), " ".join(about)))
    return found


def lines(assignment: str, classes: Mapping[str, Class] | None = None) -> list[Line]:
    """What every stored submission gets, the same in every language.

    Arguments:
        classes: by language, a class of them that is graded already; else they are graded now.

    Raises CommandError, and ValueError for a submission whose points depend on the language.
    """
    graded = {
        lang: _read(assignment, classes[lang]) if classes else _graded(assignment, lang)
        for lang in languages()
    }
    first = graded[SOURCE_LANGUAGE]
    for lang, found in graded.items():
        differ = [name for name in first if found[name] != first[name]]
        if differ:
            one = differ[0]
            cells = {key: (first[one][key], found[one].get(key)) for key in first[one]}
            unlike = {key: both for key, both in cells.items() if both[0] != both[1]}
            told = f"{', '.join(differ)}; {one}: {unlike}"
            raise ValueError(f"{assignment}: {SOURCE_LANGUAGE} and {lang} differ: {told}")
    return [_line(assignment, name, found) for name, found in first.items()]


def page(assignment: str, behaved: Sequence[Behaviour], found: Sequence[Line]) -> str:
    """The table of an assignment, as Markdown."""
    parts = [*_head(assignment, len(found)), *_behaviours(behaved, found), *_misconceptions(found)]
    for kind, title in _KINDS.items():
        chosen = [line for line in found if line.kind == kind]
        if chosen:
            parts += [f"## {title}", "", *_table(behaved, chosen), ""]
    return "\n".join(parts).rstrip() + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables, or with --check only name those that are stale, and return 1 if any is."""
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(prog="python -m dosclientes.teaching.verdict_table", description=__doc__)
    parser.add_argument("assignment", nargs="*", help="these; else all that have stored submissions")
    parser.add_argument("--check", action="store_true", help="write nothing, and fail if a table is stale")
    options = parser.parse_args(arguments)
    stale = 0
    for name in options.assignment or [name for name in names(SOURCE_LANGUAGE) if _corpus().names(name)]:
        target, text = FOLDER / f"{name}.md", page(name, behaviours(name), lines(name))
        if options.check:
            differs = not target.is_file() or target.read_text("utf-8") != text
        else:
            differs = write(target, text.encode())
        stale += differs
        state = ("stale" if options.check else "written") if differs else "fresh"
        print(f"{target.relative_to(ROOT).as_posix()}: {state}", flush=True)
    return 1 if options.check and stale else 0


def _graded(assignment: str, lang: str) -> dict[str, _Found]:
    with tempfile.TemporaryDirectory() as folder:
        return _read(assignment, stored_class(assignment, lang, Path(folder)))


def _read(assignment: str, group: Class) -> dict[str, _Found]:
    return {
        name: {key: (one["verdict"], one["score"]) for key, one in verdicts(group, assignment, name).items()}
        for name in _corpus().names(assignment)
    }


def _line(assignment: str, name: str, found: dict[str, tuple[str, float | None]]) -> Line:
    edits = _corpus().submission(assignment, name).edits
    return Line(name, _corpus().kind(name), edits["says"], edits.get("misconceptions") or (), found)


def _head(assignment: str, number: int) -> list[str]:
    title = assignment.upper()
    signs = (
        (_ALL, "todos los puntos", "all points"),
        (f"{_LOST}, **0.5**", "perdidos todos, o una parte", "all lost, or some"),
        (_PERSON, "no se puede juzgar: decide una persona", "cannot be judged: a person decides"),
        (_BY_HAND, "texto que corrige una persona", "text that a person grades"),
    )
    return [
        f"# {title}: qué pierde cada entrega · what each submission loses",
        "",
        f"El motor corrige aquí, como una sola clase, las {number} entregas guardadas de {title}, en cada idioma y "
        "con el mismo resultado. Los nombres y descripciones son los de "
        f"`autograde_tests/submissions/{assignment}/`, en inglés. Esta página la escribe `make verdicts`: "
        "no la edites.",
        "",
        f"Here the engine grades the {number} stored submissions of {title} as one class, in every language and with "
        "the same result. This page is written by `make verdicts`: do not edit it.",
        "",
        "| | Español | English |",
        "|:-:|---|---|",
        *(f"| {sign} | {spanish} | {english} |" for sign, spanish, english in signs),
        "",
    ]


def _behaviours(behaved: Sequence[Behaviour], found: Sequence[Line]) -> list[str]:
    rows = [
        "## Conductas · Behaviours",
        "",
        "La última columna dice cuántas entregas con una confusión o casi bien pierden puntos ahí. · "
        "The last column says how many misconceived or nearly right submissions lose points there.",
        "",
        "| | Id | Puntos · Points | | Fallan · Fail |",
        "|--:|---|--:|---|--:|",
    ]
    for number, one in enumerate(behaved, 1):
        fail = sum(_loses(line, one) for line in found if line.kind == "misconceived")
        shown = fail if one.about else _BY_HAND
        rows.append(f"| {number} | `{one.name}` | {one.points:g} | {one.about} | {shown} |")
    return [*rows, ""]


def _misconceptions(found: Sequence[Line]) -> list[str]:
    codes = sorted({code for line in found for code in line.misconceptions}, key=lambda code: int(code[1:]))
    rows = ["## Confusiones · Misconceptions", "", "| | Español | English |", "|---|---|---|"]
    for code in codes:
        words = []
        for lang in (SOURCE_LANGUAGE, "en"):
            with use_language(lang):
                words.append(describe(code))
        rows.append(f"| {code} | {' | '.join(words)} |")
    return [*rows, ""] if codes else []


def _table(behaved: Sequence[Behaviour], chosen: Sequence[Line]) -> list[str]:
    numbers = "".join(f" {number} |" for number in range(1, len(behaved) + 1))
    rows = [f"| | |{numbers} Σ |", f"|---|---|{':-:|' * len(behaved)}--:|"]
    for line in chosen:
        codes = f" ({', '.join(line.misconceptions)})" if line.misconceptions else ""
        cells = "".join(f" {_sign(line.found[one.name], one)} |" for one in behaved)
        total = sum(score or 0 for _verdict, score in line.found.values())
        rows.append(f"| `{line.name}` | {_plain(line.says)}{codes} |{cells} {total:g} |")
    return rows


def _sign(found: tuple[str, float | None], behaviour: Behaviour) -> str:
    verdict, score = found
    if verdict == "manual":
        return _BY_HAND
    if score is None:
        return _PERSON
    return _ALL if score == behaviour.points else f"**{score:g}**"


def _loses(line: Line, behaviour: Behaviour) -> bool:
    score = line.found[behaviour.name][1]
    return score is not None and score < behaviour.points


def _plain(text: str) -> str:
    return (
        " ".join(text.split())
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
    )


def _corpus() -> Any:
    from autograde_tests import corpus  # not part of the package: students do not get it

    return corpus


if __name__ == "__main__":
    sys.exit(main())
