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

from dosclientes.grading.channel.parcels import packed
from dosclientes.grading.processes import workers
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
from dosclientes.grading.submissions.opening import TIMESTAMP, clocks, handed_in_at, inside
from dosclientes.grading.submissions.plan import Notebook, Plan, texts
from dosclientes.grading.submissions.prepare import Sanitizer, Unreadable, task_cells
from dosclientes.grading.submissions.reader import Reader
from dosclientes.grading.submissions.record import Graded
from dosclientes.grading.submissions.text import shown
from dosclientes.grading.submissions.verdicts import judge, missing, unread
from dosclientes.language.translation import gettext as _

LEAST_CELLS = 10
"""A notebook has the time of so many cells, if it has fewer: some are run again after a kernel was lost."""

OF_A_MACHINE = ("path", "limits", "preload")
"""Options that stand in a task's header."""

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


def environment(student: str, plan: Plan) -> dict[str, str]:
    """What both sides know about whose work it is: nbgrader's ids, not the student's word."""
    return {
        "NBGRADER_STUDENT_ID": student,
        "NBGRADER_ASSIGNMENT_ID": plan.assignment,
        "NBGRADER_EXECUTION": "autograde",
    }


def task_bytes(
    plan: Plan,
    notebooks: list[dict[str, Any]],
    files: dict[str, bytes],
    environment: dict[str, str],
    options: dict[str, Any],
) -> bytes:
    """A task for `workers.run`: a line that says what to prepare, and what the examiners read.

    The line alone knows of a machine: folders, limits, how servers are started. Another machine replaces what it says.
    """
    cells = [len(notebook["cells"]) for notebook in notebooks]
    seconds = [whole_time(options, count) for count in cells]
    notebooks = [{**one, "total_timeout": time} for one, time in zip(notebooks, seconds, strict=True)]
    trusted = {name: content for name, content in plan.files.items() if name.endswith(".py")}
    shared = {
        **{name: value for name, value in options.items() if name not in OF_A_MACHINE},
        "checks": plan.checks(),
        "files": packed(files),
        "trusted": packed(trusted),
        "environment": environment,
    }
    warm = {
        "preload": [*plan.modules(), *options["preload"]],
        "checks": plan.checks(),
        "path": options["path"],
        "limits": {"cpu": int(max(seconds)) + 10, **options["limits"]},
        "instructor": plan.cells(),
        "workers": workers.settings(),
    }
    header = {**warm, "cells": cells, "seconds": max(seconds)}
    return (
        json.dumps(header).encode() + b"\n" + json.dumps({"shared": shared, "notebooks": notebooks}).encode()
    )


def whole_time(options: dict[str, Any], cells: int) -> float:
    """Seconds for a whole notebook: what the course says, or for each cell its own, as nbgrader has it."""
    return float(options["total_timeout"] or options["timeout"] * max(LEAST_CELLS, cells))


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
