"""The two hand-ins of a rehearsal, and how one is run: the solution as the best student's, the release as nobody's."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from dosclientes.grading.rehearsal.beside import files_beside
from dosclientes.grading.submissions.plan import Notebook, Plan, Way
from dosclientes.grading.submissions.prepare import Sanitizer, task_cells
from dosclientes.grading.submissions.tasks import environment, task_bytes
from dosclientes.grading.submissions.verdicts import Verdict, judge

Key = tuple[str, str]
"""A notebook's name and a test's grade id."""
Ways = dict[Key, Way]
Submit = Callable[[bytes], Future[bytes]]


@dataclass
class Show:
    """What came of one run.

    Attributes:
        verdicts: on each test.
        outcomes: of each code cell, by notebook, with the cells' sources.
        facts: see `examiner.Examiner.facts`, by notebook.
    """

    verdicts: dict[Key, Verdict] = field(default_factory=dict)
    outcomes: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def outcome(self, key: Key) -> dict[str, Any]:
        """What came of a test; nothing if it was not run."""
        return next((outcome for cell, outcome in self.outcomes[key[0]] if cell.get("name") == key[1]), {})

    def seconds(self, key: Key) -> float:
        """How long a test took, in a run that learns."""
        return float(self.outcome(key).get("seconds", 0))

    def replaced(self, key: Key) -> str:
        """What a test had replaced in a module while the answer ran, in a run that learns; or ""."""
        return ", ".join(self.outcome(key).get("replaced", [])[:3])

    def unfinished(self) -> set[str]:
        """Notebooks that a scout's run ended in, and which begin anew."""
        return {name for name, facts in self.facts.items() if facts.get("needs")}

    def take(self, other: Show) -> None:
        """Put what came of some notebooks in place of what is known of them."""
        self.verdicts |= other.verdicts
        self.outcomes |= other.outcomes
        self.facts |= other.facts

    def error(self, key: Key) -> str:
        """The error that a test has shown, or ""."""
        shown = [found for found in self.outcome(key).get("outputs", []) if found["output_type"] == "error"]
        return f"{shown[-1]['ename']}: {shown[-1]['evalue']}" if shown else ""


class Stage:
    """Runs an assignment's solution and its blank release.

    Arguments:
        converter: nbgrader's Autograde converter.
        plan: the assignment.
        options: see `submission.Desk`.
        submit: hands a task to whatever runs tasks.
    """

    def __init__(self, converter: Any, plan: Plan, options: dict[str, Any], submit: Submit) -> None:
        self.plan = plan
        self.options = {**options, "unprotected": False}
        self.submit = submit
        self.sanitizer = Sanitizer(converter)
        directory = converter.coursedir
        self.beside = files_beside(converter.config, directory, plan.assignment)
        self.source, self.release = (
            Path(directory.format_path(folder, ".", plan.assignment))
            for folder in (directory.source_directory, directory.release_directory)
        )

    @property
    def ready(self) -> bool:
        """Whether there is a solution of every notebook."""
        return not self.plan.unsolved()

    def notebook(self, plan: Notebook, solved: bool) -> Any:
        """The released notebook, with the solutions of the source or without."""
        path, answers = (folder / f"{plan.name}.ipynb" for folder in (self.release, self.source))
        notebook = nbformat.read(path if path.is_file() else answers, as_version=4)
        if solved:
            label = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in _cells(answers)}
            for cell in notebook.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if name in label and name in plan.cells and plan.cells[name].solution:
                    cell.source = label[name].source
        self.sanitizer.clean(notebook, plan)
        return notebook

    def begin(
        self,
        solved: bool,
        ways: Ways,
        learn: bool = False,
        only: Container[str] | None = None,
        scout: bool = False,
    ) -> Callable[[], Show]:
        """Start a run.

        Arguments:
            solved: whether the solution is run, or the blank release.
            ways: how tests are judged; examined if not said.
            only: the notebooks to run; all if not said.
            scout: end a notebook where a library would be loaded, see `Show.unfinished`.

        Returns: what waits for its end.
        """
        found, entries = [], []
        for name, plan in self.plan.notebooks.items():
            if only is not None and name not in only:
                continue
            plan.ways = {key: way for (where, key), way in ways.items() if where == name}
            notebook = self.notebook(plan, solved)
            cells, places = task_cells(notebook, plan)
            found.append((name, notebook, cells, places))
            if cells:
                entries.append({"name": name, "cells": cells, "policy": plan.policy()})
        files = {**self.plan.files, **self.beside} if solved else self.plan.files
        where = environment("rehearsal", self.plan)
        options = {**self.options, "learn": learn, "scout": scout}
        future = self.submit(task_bytes(self.plan, entries, files, where, options)) if entries else None

        def end() -> Show:
            show = Show()
            results = iter(json.loads(future.result()) if future is not None else [])
            for name, notebook, cells, places in found:
                outcomes = next(results) if cells else []
                show.facts[name] = outcomes[len(cells)] if len(outcomes) > len(cells) else {}
                show.outcomes[name] = list(zip(cells, outcomes, strict=False))
                verdicts = judge(
                    notebook, dict(zip(places, outcomes, strict=False)), self.plan.notebooks[name]
                )
                tests = {key for key, cell in self.plan.notebooks[name].cells.items() if cell.test}
                show.verdicts |= {(name, v.name): v for v in verdicts if v.name in tests}
            return show

        return end


def _cells(path: Path) -> list[Any]:
    return list(nbformat.read(path, as_version=4).cells) if path.is_file() else []
