"""The engine as nbgrader preprocessors, so that `nbgrader autograde` and formgrader's button use it."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import Bool, Dict, Float, List

from dosclientes.grading.course import options
from dosclientes.grading.processes import sandbox, workers
from dosclientes.grading.rehearsal.findings import sentences, unprotected
from dosclientes.grading.rehearsal.rehearse import rehearse
from dosclientes.grading.submissions.folders import REPORT, handed_in, json_bytes, others, remove
from dosclientes.grading.submissions.plan import Notebook, Plan, read_plan
from dosclientes.grading.submissions.prepare import Sanitizer, task_cells
from dosclientes.grading.submissions.submission import comments, environment, fill, task_bytes
from dosclientes.grading.submissions.text import shown
from dosclientes.grading.submissions.verdicts import judge


class _Step(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of nbgrader's Autograde; its converter stands behind the exporter."""

    @property
    def converter(self) -> Any:
        return self.parent.parent

    def plan(self, resources: Any) -> tuple[Plan, Notebook]:
        """The assignment and the notebook at hand, read once a run."""
        known: dict[str, Plan] = self.converter.__dict__.setdefault("_grading_plans", {})
        assignment = resources["nbgrader"]["assignment"]
        if assignment not in known:
            with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
                known[assignment] = plan = read_plan(gradebook, self.converter, assignment)
            workers.renew(_written(plan.checks(), options(self.converter, False)["path"]))
        return known[assignment], known[assignment].notebooks[resources["nbgrader"]["notebook"]]


def _written(modules: list[str], folders: list[str]) -> list[tuple[str, int]]:
    """The files of the packages that hold these modules, and when each was written."""
    tops = {module.partition(".")[0] for module in modules}
    files = {
        path for folder in folders for top in tops for path in Path(folder, top).rglob("*") if path.is_file()
    }
    return sorted((str(path), path.stat().st_mtime_ns) for path in files if "__pycache__" not in path.parts)


class Sanitize(_Step):
    """In place of nbgrader's sanitizing preprocessors: whatever is the instructor's is put back."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        _, plan = self.plan(resources)
        self.begin(resources["nbgrader"])
        known: list[str] = self.converter.__dict__.setdefault("_grading_remarks", [])
        known[:] = map(shown, Sanitizer(self.converter).clean(nb, plan))
        for remark in known:
            self.log.warning("%s", remark)
        return nb, resources

    def begin(self, label: dict[str, Any]) -> None:
        """At a submission's first notebook: a report that was handed in, and copied by nbgrader, is nobody's word."""
        folder = self.converter._format_dest(label["assignment"], label["student"])
        if self.converter.__dict__.get("_grading_folder") != folder:
            self.converter.__dict__["_grading_folder"] = folder
            Path(folder, REPORT).unlink(missing_ok=True)


class Examine(_Step):
    """In place of nbgrader's Execute: the student's cells in a kernel of their own, tests in the examiner."""

    unprotected = List(help="Assignments whose tests run in the student's kernel, as stock has it").tag(
        config=True
    )
    unsandboxed = Bool(False, help="Run students' code without a sandbox").tag(config=True)
    visible = List(help="What students' code may read of the course").tag(config=True)
    strict = Bool(False, help="Leave to a person the tests that cannot be protected").tag(config=True)
    total_timeout = Float(
        0.0, help="Seconds for a whole notebook; 0: the time of a cell, for each (ten at least)"
    ).tag(config=True)
    limits = Dict(help="A submission's limits, see `processes.room.limits`, where not this machine's").tag(
        config=True
    )
    preload = List(help="Modules to import once, besides those the rehearsal finds").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        plan, notebook = self.plan(resources)
        label = resources["nbgrader"]
        directory = self.converter.coursedir
        source = Path(
            directory.format_path(directory.submitted_directory, label["student"], label["assignment"])
        )
        workers.configure(not self.unsandboxed, sandbox.places(Path(directory.root), self.visible))
        self.rehearse(plan, label)
        cells, places = task_cells(nb, notebook)
        outcomes: dict[int, Any] = {}
        if cells:
            files, _ = handed_in(source, others(source, directory.ignore), plan.files)
            entry = {"name": notebook.name, "cells": cells, "policy": notebook.policy()}
            where = environment(label["student"], plan)
            settings = options(self.converter, label["assignment"] in self.unprotected)
            task = task_bytes(plan, [entry], files, where, settings)
            outcomes = dict(zip(places, json.loads(self.run(task, label))[0], strict=True))
        fill(nb, outcomes)
        label["verdicts"] = judge(nb, outcomes, notebook)
        label["protected"] = label["assignment"] not in self.unprotected
        return nb, resources

    def rehearse(self, plan: Plan, label: dict[str, Any]) -> None:
        """Once a run: how each test is to be judged, said in the log."""
        known: set[str] = self.converter.__dict__.setdefault("_grading_rehearsed", set())
        if plan.assignment in known or plan.assignment in self.unprotected:
            return
        known.add(plan.assignment)
        settings = options(self.converter, False)
        with ThreadPoolExecutor(2) as pool:
            findings = rehearse(
                self.converter, plan, settings, lambda task: pool.submit(self.run, task, label)
            )
        for line in sentences(plan, findings):
            self.log.warning("%s", line)
        for test, why in unprotected(plan).items():
            self.log.warning("%s: %s", test, why)

    def run(self, task: bytes, label: dict[str, Any]) -> bytes:
        """The task's outcomes. Without a sandbox nobody can be graded: ends the whole run and says why."""
        try:
            return workers.run(task)
        except workers.NoSandbox as error:
            # nbgrader would take the folder it has begun for a graded one
            remove(Path(self.converter._format_dest(label["assignment"], label["student"])))
            raise SystemExit(str(error)) from None


class SaveVerdicts(_Step):
    """In place of nbgrader's SaveAutoGrades: verdicts into the gradebook, in one transaction, and into the report."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        label = resources["nbgrader"]
        where = (label["notebook"], label["assignment"], label["student"])
        with Gradebook(label["db_url"]) as gradebook:
            for verdict in label["verdicts"]:
                if self.plan(resources)[1].cells[verdict.name].task:
                    continue
                grade = gradebook.find_grade(verdict.name, *where)
                grade.auto_score = verdict.score
                grade.needs_manual_grade = grade.manual_score is not None or verdict.score is None
            for name, comment in comments(nb).items():
                gradebook.find_comment(name, *where).auto_comment = comment
            gradebook.db.commit()
        self.report(label)
        return nb, resources

    def report(self, label: dict[str, Any]) -> None:
        """Add the notebook's verdicts to the report beside it."""
        folder = Path(self.converter._format_dest(label["assignment"], label["student"]))
        path = folder / REPORT
        report: dict[str, Any] = {key: label[key] for key in ("student", "assignment", "protected")}
        report |= {"files": [], "remarks": [], "verdicts": {}}
        if path.is_file():
            report = json.loads(path.read_text(encoding="utf-8"))
        there = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
        report["files"] = sorted({*there, f"{label['notebook']}.ipynb"} - {REPORT})
        report["remarks"] += self.converter.__dict__.get("_grading_remarks", [])
        report["verdicts"][label["notebook"]] = [verdict.plain() for verdict in label["verdicts"]]
        path.write_bytes(json_bytes(report))


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_OWN_FRAME = re.compile(r"(?:Cell In|Input In) ?\[|-+$|\w+ +Traceback \(most recent")


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """For feedback: of a test, neither its hidden parts nor the source of what it calls is shown, nor its warnings."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        if not utils.is_grade(cell) or cell.cell_type != "code":
            return cell, resources
        hidden = ClearHiddenTests(parent=self)._remove_hidden_test_region(cell)
        errors = [output for output in cell.outputs if output.output_type == "error"]
        for error in errors:
            own = [] if hidden else [part for part in error.traceback if _is_own(part)]
            error.traceback = [*own, f"{error.ename}: {error.evalue}"]
        if hidden:
            cell.outputs = errors
        else:  # a warning quotes the line of the module it comes from
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        return cell, resources


def _is_own(part: str) -> bool:
    """Whether a part of a traceback shows the cell, which its student has, and no module that the cell calls."""
    text = _COLOURS.sub("", part).strip()
    return bool(_OWN_FRAME.match(text)) and "\nFile " not in text
