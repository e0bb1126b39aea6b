"""Grading an assignment for a whole class: many submissions at once, one writer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from dosclientes.grading.processes.pool import Pool, PoolLost, TaskKills
from dosclientes.grading.rehearsal.findings import sentences, unprotected
from dosclientes.grading.rehearsal.rehearse import rehearse
from dosclientes.grading.submissions import hand_ins
from dosclientes.grading.submissions.folders import DRAFT, OLD, REPORT, is_complete, remove
from dosclientes.grading.submissions.gradebook.graded import Graded
from dosclientes.grading.submissions.gradebook.recorder import Recorder
from dosclientes.grading.submissions.gradebook.standing import Standing
from dosclientes.grading.submissions.plan import CannotGrade, Plan, read_plan
from dosclientes.grading.submissions.submission import Desk, Submission
from dosclientes.grading.submissions.text import shown
from dosclientes.language.translation import gettext as _


@dataclass
class Summary:
    """What a run did.

    Attributes:
        results: verdict counts and points by student.
        skipped: students graded before.
        waiting: those of them who still have cells that a person has to judge, with these.
        by_hand: cells that are graded by hand by design and have no points yet, by student.
        broken: students that could not be recorded, with the reason.
        no_page: graded students whose feedback could not be made, with the reason.
        rehearsal: what the rehearsal has found, in a line or two.
        unprotected: tests that run in the students' kernels, or are left to a person, with the reason.
    """

    assignment: str
    protected: bool
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    by_hand: dict[str, list[str]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    no_page: dict[str, str] = field(default_factory=dict)
    rehearsal: list[str] = field(default_factory=list)
    unprotected: dict[str, str] = field(default_factory=dict)

    @property
    def person(self) -> list[str]:
        """Students with a verdict that needs a person."""
        return sorted(name for name, result in self.results.items() if result["error"] or result["remarks"])


Progress = Callable[[str, Any], None]


class Run:
    """One run over one assignment.

    Arguments:
        converter: nbgrader's Autograde converter, configured.
        gradebook: open for the time of the run.
        options: see `submission.Desk`.
        pool: runs tasks.
    """

    def __init__(self, converter: Any, gradebook: Gradebook, options: dict[str, Any], pool: Pool) -> None:
        self.converter = converter
        self.pool = pool
        self.plan: Plan = read_plan(gradebook, converter, converter.coursedir.assignment_id)
        self.desk = Desk(converter, self.plan, options)
        self.standing = Standing(gradebook, self.plan)
        self.recorder = Recorder(gradebook, self.plan, converter)
        self.summary = Summary(self.plan.assignment, not options["unprotected"])
        self.options = options
        pool.begin(self.plan.checks(), options)

    def submissions(self) -> list[tuple[str, Path, Path]]:
        """Students with their submitted and graded folders, those graded before left out.

        Raises: CannotGrade when nobody has handed in.
        """
        directory = self.converter.coursedir
        found = hand_ins.folders(directory, self.plan.assignment)
        if not found:
            place = directory.format_path(
                directory.submitted_directory, directory.student_id, self.plan.assignment
            )
            raise CannotGrade(_("no hay ninguna entrega en {place}", place=place))
        known = self.standing.known()
        chosen = []
        for student, folder in found.items():
            destination = Path(self.converter._format_dest(self.plan.assignment, student))
            if self.converter.force or student not in known or newer(folder, destination, directory.ignore):
                chosen.append((student, folder, destination))
            else:
                self.summary.skipped.append(student)
        return chosen

    def go(self, progress: Progress) -> Summary:
        """Grade; `progress` is told each student as they are done.

        Raises: CannotGrade; PoolLost when nothing is left that runs tasks: whoever is not recorded is not graded.
        """
        try:
            return self.grade(progress)
        finally:
            self.desk.shut()
            self.recorder.close()

    def grade(self, progress: Progress) -> Summary:
        """Keep as many submissions on their way as the window allows, and record each as it comes back."""
        self.tidy()
        waiting = self.submissions()
        if waiting and not self.options["unprotected"]:
            self.rehearse()
            progress("rehearsal", self.summary.rehearsal)
        progress("total", len(waiting))
        queue: Iterator[tuple[str, Path, Path]] = iter(waiting)
        running: dict[Future[Any], Submission] = {}
        more = True
        while more or running:
            while more and len(running) < self.pool.window:
                entry = next(queue, None)
                more = entry is not None
                if entry is not None:
                    self.begin(entry, running)
            done = wait(running, return_when=FIRST_COMPLETED).done if running else set()
            for future in done:
                self.finish(running.pop(future), future)
                progress("done", self.summary)
        waits = self.standing.waiting()
        self.summary.by_hand = self.standing.waiting(by_hand=True)
        self.summary.waiting = {name: waits[name] for name in self.summary.skipped if name in waits}
        return self.summary

    def rehearse(self, again: bool = False) -> None:
        """Find out how each test is to be judged, from the instructor's own notebooks."""
        findings = rehearse(self.converter, self.plan, self.options, self.pool.submit, again)
        self.summary.rehearsal = sentences(self.plan, findings)
        self.summary.unprotected = unprotected(self.plan)

    def tidy(self) -> None:
        """Remove what a run that was killed, or a full disk, has left beside graded folders."""
        root = Path(self.converter.coursedir.root)
        for suffix in (DRAFT, OLD):
            pattern = self.converter._format_dest(f".{self.plan.assignment}{suffix}", "*")
            for found in root.glob(os.path.relpath(pattern, root)):
                if suffix == DRAFT or found.with_name(self.plan.assignment).exists():
                    remove(found)

    def begin(self, entry: tuple[str, Path, Path], running: dict[Future[Any], Submission]) -> None:
        """Read a submission and send it on its way."""
        try:
            submission, task = self.desk.open(*entry)
        except Exception as error:  # one bad submission harms nobody
            self.lost(entry[0], error)
            return
        running[self.submit(task)] = submission

    def submit(self, task: bytes | None) -> Future[Any]:
        """Hand a task to the pool."""
        if task is not None:
            return self.pool.submit(task)
        nothing: Future[Any] = Future()
        nothing.set_result(None)
        return nothing

    def finish(self, submission: Submission, future: Future[Any]) -> None:
        """Take one submission's outcomes into files and gradebook."""
        try:
            result = future.result()
        except TaskKills as error:
            result = self.desk.unknown(submission, str(error))
        except PoolLost:
            raise
        except Exception as error:
            self.lost(submission.student, error)
            return
        try:
            graded = self.desk.close(submission, result)
            self.desk.compare(submission, graded, self.standing.given(submission.student))
            draft = self.desk.write(submission, graded)
            try:
                draft.set_aside()
                self.recorder.record(graded)
            except BaseException:
                draft.discard()
                raise
            draft.publish()
            self.summary.results[submission.student] = tally(graded, submission)
        except Exception as error:  # one bad submission harms nobody
            self.lost(submission.student, error)

    def lost(self, student: str, error: Exception) -> None:
        """Note that a submission could not be recorded."""
        self.summary.broken[student] = shown(
            f"{type(error).__name__}: {getattr(error, 'orig', None) or error}"
        )


def newer(source: Path, destination: Path, ignore: list[str]) -> bool:
    """Whether what was handed in is not what was graded, or nothing was."""
    if not is_complete(destination, source):
        return True
    try:
        graded = json.loads((destination / REPORT).read_text("utf-8")).get("content")
    except (OSError, ValueError, AttributeError):
        return True
    return bool(graded != hand_ins.fingerprint(source, ignore))


def tally(graded: Graded, submission: Submission) -> dict[str, Any]:
    """A student's line in the summary."""
    found = [verdict for verdicts in graded.verdicts.values() for verdict in verdicts]
    counts: dict[str, Any] = {
        kind: sum(v.verdict == kind for v in found)
        for kind in ("passed", "partial", "failed", "error", "manual")
    }
    counts["points"] = sum(verdict.score or 0.0 for verdict in found)
    counts["of"] = sum(verdict.points for verdict in found)
    counts["remarks"] = submission.remarks
    counts["reasons"] = {v.name: v.reason for v in found if v.verdict == "error"}
    return counts


def dump(summary: Summary) -> str:
    """The summary as JSON; half characters, as names of files may have them, stand as question marks."""
    text = json.dumps(
        {
            "assignment": summary.assignment,
            "protected": summary.protected,
            "rehearsal": summary.rehearsal,
            "unprotected": summary.unprotected,
            "skipped": summary.skipped,
            "waiting": summary.waiting,
            "by_hand": summary.by_hand,
            "broken": summary.broken,
            "no_page": summary.no_page,
            "person": summary.person,
            "results": summary.results,
        },
        indent=1,
        ensure_ascii=False,
    )
    return text.encode("utf-8", "replace").decode("utf-8")
