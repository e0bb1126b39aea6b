"""One submission on its way through a run: from the submitted folder to a task, from outcomes to files and grades."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import IgnorePattern, LimitOutput

from dosclientes.grading.processes.fresh import cut_short
from dosclientes.grading.submissions import hand_ins, review
from dosclientes.grading.submissions.folders import (
    REPORT,
    Draft,
    handed_in,
    json_bytes,
    notebook_bytes,
    others,
)
from dosclientes.grading.submissions.gradebook.graded import Graded
from dosclientes.grading.submissions.opening import TIMESTAMP, clocks, handed_in_at, inside
from dosclientes.grading.submissions.plan import Notebook, Plan, texts
from dosclientes.grading.submissions.prepare import Sanitizer, Unreadable, task_cells
from dosclientes.grading.submissions.reader import Reader
from dosclientes.grading.submissions.tasks import environment, task_bytes
from dosclientes.grading.submissions.text import shown
from dosclientes.grading.submissions.verdicts import judge, missing, unread
from dosclientes.language.translation import gettext as _

FEW = 3
"""Of fewer texts than these nothing is said."""


@dataclass
class Submission:
    """What is known about one submission."""

    student: str
    source: Path
    destination: Path
    timestamp: Any = None
    notebooks: dict[str, Any] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    content: str = ""


class Desk:
    """Turns submissions into tasks and outcomes into results.

    Arguments:
        converter: nbgrader's Autograde converter.
        plan: the assignment.
        options: `timeout`, `unprotected`, `path` for the tests' imports.
    """

    def __init__(self, converter: Any, plan: Plan, options: dict[str, Any]) -> None:
        self.converter = converter
        self.plan = plan
        self.options = options
        self.sanitizer = Sanitizer(converter)
        self.reader = Reader()
        self.top = Path(converter.coursedir.root, converter.coursedir.submitted_directory)
        self.after = [IgnorePattern(parent=converter), LimitOutput(parent=converter)]

    def open(self, student: str, source: Path, destination: Path) -> tuple[Submission, bytes | None]:
        """Read a submission.

        Returns: it, and its task; no task when there is nothing to run.
        """
        submission = Submission(student, source, destination)
        if not inside(self.top, source.absolute()):
            reason = _("la carpeta de la entrega es un enlace a otro lugar y no se lee")
            submission.unreadable = dict.fromkeys(self.plan.notebooks, reason)
            return submission, None
        submission.timestamp, wrong = handed_in_at(source, clocks(self.converter.config))
        ignore = self.converter.coursedir.ignore
        submission.content = hand_ins.fingerprint(source, ignore)
        found = hand_ins.notebooks(self.reader, source, self.plan.notebooks, ignore)
        submission.unreadable, submission.remarks = found.lost, [*([wrong] if wrong else []), *found.remarks]
        notebooks = []
        for name, file in found.names.items():
            plan = self.plan.notebooks[name]
            try:
                notebook, remarks = self.sanitizer.read(self.reader, source, file, plan)
            except Unreadable as error:
                submission.unreadable[name] = str(error)
                continue
            submission.remarks += [*remarks, *foreign(notebook, plan)]
            cells, places = task_cells(notebook, plan)
            submission.notebooks[name], submission.places[name] = notebook, places
            notebooks.append({"name": name, "cells": cells, "policy": plan.policy()})
        return submission, self.task(submission, notebooks, found.base(source))

    def shut(self) -> None:
        """After the last submission."""
        self.reader.close()

    def task(self, submission: Submission, notebooks: list[dict[str, Any]], base: Path) -> bytes | None:
        """What the workers need; `base` is the folder of the notebooks, whose files outrank those above it."""
        runnable = [notebook for notebook in notebooks if notebook["cells"]]
        for folder in dict.fromkeys((submission.source, base)):
            names = others(folder, self.converter.coursedir.ignore)
            files, remarks = handed_in(folder, names, self.plan.files)
            submission.files |= files
            submission.remarks += [remark for remark in remarks if remark not in submission.remarks]
        if not runnable:
            return None
        where = environment(submission.student, self.plan)
        return task_bytes(self.plan, runnable, submission.files, where, self.options)

    def close(self, submission: Submission, result: bytes | None) -> Graded:
        """Verdicts from outcomes, which are put into the notebooks as outputs."""
        submission.remarks = [shown(remark) for remark in submission.remarks]
        graded = Graded(submission.student, submission.timestamp)
        runs = iter(json.loads(result) if result is not None else [])
        for name, plan in self.plan.notebooks.items():
            if name in submission.unreadable:
                graded.verdicts[name] = unread(plan, submission.unreadable[name])
                submission.notebooks[name] = self.sanitizer.stand_in(plan, submission.unreadable[name])
                continue
            if name not in submission.notebooks:
                graded.verdicts[name] = missing(plan)
                graded.absent.add(name)
                continue
            notebook, places = submission.notebooks[name], submission.places[name]
            outcomes = dict(zip(places, next(runs), strict=True)) if places else {}
            fill(notebook, outcomes)
            for preprocessor in self.after:
                if preprocessor.enabled:
                    preprocessor.preprocess(notebook, {})
            graded.verdicts[name] = judge(notebook, outcomes, plan)
            graded.comments[name] = comments(notebook)
        return graded

    def unknown(self, submission: Submission, reason: str) -> bytes:
        """Outcomes of a submission that nothing could run: a person decides."""
        return (
            b"["
            + b",".join(cut_short(len(found), reason) for found in submission.places.values() if found)
            + b"]"
        )

    def compare(self, submission: Submission, graded: Graded, given: dict[str, set[str]]) -> None:
        """Ask for a second look where a person gave points to another answer; what changed is shown to them.

        Arguments:
            given: grade ids with such points, by notebook.
        """
        files = given and any(
            review.differs(submission.destination / name, content)
            for name, content in submission.files.items()
            if name not in self.plan.files and name != TIMESTAMP
        )
        for name, cells in given.items():
            notebook = submission.notebooks.get(name)
            if notebook is not None:
                old = review.read(submission.destination / f"{name}.ipynb")
                changes = review.changed(old, notebook, self.plan.notebooks[name], cells, bool(files))
                review.mark(notebook, changes)
                graded.changed[name] = set(changes)

    def write(self, submission: Submission, graded: Graded) -> Draft:
        """The graded files, to be published once the gradebook has them."""
        mode = int(str(self.converter.permissions), 8)
        draft = Draft(submission.destination, mode, bool(self.converter.coursedir.groupshared))
        files = {
            name: content
            for name, content in {**self.plan.files, **submission.files}.items()
            if name != REPORT
        }
        names = sorted([*files, *(f"{name}.ipynb" for name in submission.notebooks)])
        try:
            for name, content in files.items():
                draft.write(name, content)
            for name, notebook in submission.notebooks.items():
                draft.write(f"{name}.ipynb", notebook_bytes(notebook))
            draft.write(REPORT, json_bytes(self.report(submission, graded, names)))
        except BaseException:
            draft.discard()  # on a full disk it would be in everybody's way
            raise
        return draft

    def report(self, submission: Submission, graded: Graded, files: list[str]) -> dict[str, Any]:
        """What stands in the report beside the graded notebooks."""
        return {
            "student": graded.student,
            "assignment": self.plan.assignment,
            "protected": not self.options["unprotected"],
            "files": files,
            "content": submission.content,
            "remarks": submission.remarks,
            "verdicts": {name: [v.plain() for v in found] for name, found in graded.verdicts.items()},
        }


def foreign(notebook: Any, plan: Notebook) -> list[str]:
    """A remark on a notebook none of whose texts is of this class: that of another language or year, perhaps."""
    found = texts(notebook.cells)
    if len(plan.texts) < FEW or len(found) < FEW or found & plan.texts:
        return []
    return [
        _(
            "ningún texto de «{name}» es el de esta clase: quizá sea de otro idioma o de otro año",
            name=plan.name,
        )
    ]


def fill(notebook: Any, outcomes: dict[int, dict[str, Any]]) -> None:
    """Put outcomes into a notebook as outputs."""
    for count, (place, outcome) in enumerate(outcomes.items(), start=1):
        cell = notebook.cells[place]
        cell.outputs = [nbformat.from_dict(output) for output in outcome["outputs"]]
        cell.execution_count = count
    notebook.metadata["language_info"] = nbformat.from_dict(LANGUAGE)


def comments(notebook: Any) -> dict[str, str | None]:
    """nbgrader's automatic comment on each answer cell."""
    found: dict[str, str | None] = {}
    for cell in notebook.cells:
        if utils.is_solution(cell) or utils.is_task(cell):
            label = cell.metadata.nbgrader
            same = label.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell)
            found[label["grade_id"]] = "No response." if same else None
    return found


LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}
