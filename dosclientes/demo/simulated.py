"""A class of simulated learners, graded by the keys of the items and without running anything: 2,000 in some seconds.

Its folders and gradebook are those that nbgrader and the engine leave, as far as `dosclientes insight` reads them.
"""

from __future__ import annotations

import copy
import json
import math
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from dosclientes.answers import Answer
from dosclientes.demo.learners import Learner, confidence, draw, knows, respond
from dosclientes.demo.people import cast
from dosclientes.insight.read import keys
from dosclientes.insight.read.handed_in import cells
from dosclientes.insight.read.model import Group, HandIn, Question
from dosclientes.items import Item, load, score
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import open_class

__all__ = ["Asked", "Sheet", "as_group", "asked", "rescored", "sheet", "simulate"]

_BEGUN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A graded cell: grade id, points, the item or case it asks, whether a person grades it, and how hard it is."""

    name: str
    full: float
    item: Item | None
    case: str | None
    by_hand: bool
    difficulty: float


@dataclass(frozen=True)
class Sheet:
    """What one learner hands in.

    Attributes:
        responses: clicks, by item.
        points: by question.
        told: what grading says of what is wrong, by question.
        labels: what they write in the table, by case.
    """

    who: Learner
    responses: Mapping[str, Any]
    points: Mapping[str, float]
    told: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)


def asked(assignment: str, lang: str, root: Path = ROOT) -> list[Asked]:
    """The graded cells of an assignment, with difficulties from −1.2 to 0.6 that depend on nothing but their names."""
    known = keys.items(root, assignment)
    found = []
    for cell in cells(root / "source" / lang / assignment / f"{assignment}.ipynb"):
        label = cell["metadata"].get("nbgrader", {})
        if label.get("grade") or label.get("task"):
            item, case = keys.asked(cell["source"], known)
            hard = random.Random(str(label["grade_id"])).uniform(-1.2, 0.6)
            by_hand = bool(label.get("task")) or cell["cell_type"] == "markdown"
            found.append(Asked(str(label["grade_id"]), float(label["points"]), item, case, by_hand, hard))
    return found


def sheet(questions: Sequence[Asked], who: Learner, chance: random.Random) -> Sheet:
    """What a learner answers, and the points it earns by the keys: a part in whole quarters, as the course has it."""
    responses: dict[str, Any] = {}
    points, told, labels = {}, {}, {}
    for one in questions:
        if one.item is None or (one.case is None and not one.name.startswith("click")):
            share = knows(who, one.difficulty, chance) if not one.by_hand else _text(who, chance)
        elif one.case is None:
            responses[one.item.id] = response = respond(one.item, who, one.difficulty, chance)
            share = _quarters(one.item, response)
        else:
            case = next(part for part in one.item.parts["cases"] if part["id"] == one.case)
            row = Item({**one.item.parts, "cases": [case]})
            labels[one.case] = label = respond(row, who, one.difficulty, chance)[one.case]
            share = float(label == case["answer"])
            slips = [slip["why"] for slip in case.get("wrong", ()) if slip["id"] == label]
            told.update({one.name: (slips or ["?"])[0]} if not share else {})
        points[one.name] = share * one.full
    return Sheet(who, responses, points, told, labels)


def rescored(questions: Sequence[Asked], one: Sheet, key: Mapping[str, Item]) -> Sheet:
    """The same clicks, with the points that other items, by id, give for them."""
    asked_ = {
        each.item.id: each for each in questions if each.item is not None and each.item.id in one.responses
    }
    points = {
        each.name: _quarters(key[item], one.responses[item]) * each.full
        for item, each in asked_.items()
        if item in key
    }
    return replace(one, points={**one.points, **points})


def as_group(questions: Sequence[Asked], sheets: Sequence[Sheet]) -> Group:
    """A class of these sheets as `dosclientes.insight` would have read it, without anything on the disk."""
    people = [
        HandIn(
            one.who.id,
            {item: Answer(given, "fairly", "") for item, given in one.responses.items()},
            one.told,
        )
        for one in sheets
    ]
    return Group(
        "simulated",
        "a1",
        [Question(one.name, one.full, one.by_hand, one.item, one.case) for one in questions],
        np.array([[one.points[question.name] for question in questions] for one in sheets]),
        people,
    )


def simulate(
    folder: Path, lang: str, number: int, seed: int = 1, assignment: str = "a1", key: Path | None = None
) -> list[Sheet]:
    """Write a graded class of `number` learners into `folder`, and return the truth about it.

    `key` is another file of the assignment's items, such as one with a wrong key, by which they are graded then.
    """
    chance = random.Random(seed)
    group = Class.copy(folder, lang)
    if key is not None:
        shutil.copy(key, group.folder / "autograde_tests" / "items" / f"{assignment}.yml")
    questions = asked(assignment, lang)
    sheets = [sheet(questions, who, chance) for who in draw([one.id for one in cast(number)], chance)]
    if key is not None:
        planted = {one.id: one for one in load(key)}
        sheets = [rescored(questions, one, planted) for one in sheets]
    release = json.loads(
        (ROOT / "assignments" / lang / assignment / f"{assignment}.ipynb").read_text("utf-8")
    )
    for one in sheets:
        _lay(group.folder, lang, assignment, one, release, chance)
    with open_class(group.folder, lang, begin=True) as course:
        _book(course.gradebook, assignment, questions, sheets)
    return sheets


def _quarters(item: Item, response: Any) -> float:
    return math.floor(score(item, response).fraction * 4 + 1e-9) / 4


def _text(who: Learner, chance: random.Random) -> float:
    """The share of a text's points: whole quarters, and a person's grade is a little uncertain."""
    return min(4, max(0, round(2.4 + 1.1 * who.ability + chance.gauss(0, 0.7)))) / 4


def _lay(folder: Path, lang: str, assignment: str, one: Sheet, release: Any, chance: random.Random) -> None:
    notebook = copy.deepcopy(release)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in one.told:
            error = {"output_type": "error", "ename": "CheckFailedError", "evalue": one.told[name]}
            cell["outputs"] = [{**error, "traceback": [one.told[name]]}]
    answers, moment = {}, _BEGUN
    for item, response in one.responses.items():
        moment += timedelta(seconds=chance.randrange(40, 400))
        right = one.points.get(f"click-{item.partition('-')[2]}", 0) > 0
        answers[item] = {
            "response": response,
            "confidence": confidence(right, chance),
            "time": moment.isoformat(timespec="seconds"),
            "tries": 1,
        }
    book = {"assignment": assignment, "version": 1, "answers": answers}
    for step, content in (("submitted", None), ("autograded", notebook)):
        home = folder / step / lang / one.who.id / assignment
        home.mkdir(parents=True)
        (home / "answers.json").write_text(json.dumps(book), "utf-8")
        (home / "course.json").write_text(json.dumps({"language": lang, "assignment": assignment}), "utf-8")
        if content is not None:
            (home / f"{assignment}.ipynb").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _book(book: Any, assignment: str, questions: Sequence[Asked], sheets: Sequence[Sheet]) -> None:
    """The gradebook: nbgrader makes its tables and what is asked; the rows of people are written at once."""
    from nbgrader import api

    book.add_assignment(assignment)
    book.add_notebook(assignment, assignment)
    for one in questions:
        if one.by_hand:
            book.add_task_cell(one.name, assignment, assignment, max_score=one.full, cell_type="markdown")
        else:
            book.add_grade_cell(one.name, assignment, assignment, max_score=one.full, cell_type="code")
    notebook = book.find_notebook(assignment, assignment)
    ids = {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)}
    hand = {one.name for one in questions if one.by_hand}
    tables: dict[Any, list[dict[str, Any]]] = {
        one.__table__: [] for one in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    }
    students, submitted, notebooks, grades = tables.values()
    for made in sheets:
        work, page = api.new_uuid(), api.new_uuid()
        students.append({"id": made.who.id})
        submitted.append({"id": work, "assignment_id": notebook.assignment_id, "student_id": made.who.id})
        notebooks.append({"id": page, "assignment_id": work, "notebook_id": notebook.id, "flagged": False})
        for name, points in made.points.items():
            scores = (None, points) if name in hand else (points, None)
            grades.append(
                {
                    "id": api.new_uuid(),
                    "cell_id": ids[name],
                    "notebook_id": page,
                    "auto_score": scores[0],
                    "manual_score": scores[1],
                    "needs_manual_grade": False,
                }
            )
    for table, rows in tables.items():
        book.db.execute(table.insert(), rows)
    book.db.commit()
