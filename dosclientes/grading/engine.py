"""Grading an assignment for a whole class: many submissions at once, one writer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from dosclientes.grading.examiner.line import BUSY
from dosclientes.grading.processes.pool import Pool, PoolLost, TaskKills
from dosclientes.grading.rehearsal.findings import sentences, unprotected
from dosclientes.grading.rehearsal.rehearse import rehearse
from dosclientes.grading.submissions import hand_ins
from dosclientes.grading.submissions.folders import DRAFT, OLD, REPORT, is_complete, remove
from dosclientes.grading.submissions.gradebook.recorder import Recorder
from dosclientes.grading.submissions.gradebook.standing import Standing
from dosclientes.grading.submissions.plan import CannotGrade, Plan, read_plan
from dosclientes.grading.submissions.submission import Desk, Submission
from dosclientes.grading.submissions.text import shown
from dosclientes.grading.summary import Summary, tally
from dosclientes.language.translation import gettext as _

Progress = Callable[[str, Any], None]

Entry = tuple[str, Path, Path]
"""A student, what was handed in, and the graded folder."""


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

    def submissions(self) -> list[Entry]:
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
        """Grade all, and those that others have kept from a processor once more at the end, each alone."""
        self.tidy()
        waiting = self.submissions()
        if waiting and not self.options["unprotected"]:
            self.rehearse()
            progress("rehearsal", self.summary.rehearsal)
        progress("total", len(waiting))
        starved: list[Entry] = []
        self.through(waiting, self.pool.window, progress, starved)
        self.through(starved, 1, progress)
        waits = self.standing.waiting()
        self.summary.by_hand = self.standing.waiting(by_hand=True)
        self.summary.waiting = {name: waits[name] for name in self.summary.skipped if name in waits}
        return self.summary

    def through(
        self,
        entries: Iterable[Entry],
        window: int,
        progress: Progress,
        starved: list[Entry] | None = None,
    ) -> None:
        """Keep as many submissions on their way as the window allows, and record each as it comes back.

        Arguments:
            starved: takes up those that had too little of a processor, which are not recorded; None: all are.
        """
        queue = iter(entries)
        running: dict[Future[Any], Submission] = {}
        more = True
        while more or running:
            while more and len(running) < window:
                entry = next(queue, None)
                more = entry is not None
                if entry is not None:
                    self.begin(entry, running)
            done = wait(running, return_when=FIRST_COMPLETED).done if running else set()
            for future in done:
                submission = running.pop(future)
                if starved is not None and was_busy(future):
                    starved.append((submission.student, submission.source, submission.destination))
                    continue
                self.finish(submission, future)
                progress("done", self.summary)

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

    def begin(self, entry: Entry, running: dict[Future[Any], Submission]) -> None:
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


def was_busy(future: Future[Any]) -> bool:
    """Whether the machine was too busy for a submission, which nobody can blame on whoever wrote it."""
    if future.exception() is not None or BUSY.encode() not in (future.result() or b""):
        return False
    outcomes = [outcome for cells in json.loads(future.result()) for outcome in cells]
    return any(BUSY in str(outcome.get("reason", "")) for outcome in outcomes)


def newer(source: Path, destination: Path, ignore: list[str]) -> bool:
    """Whether what was handed in is not what was graded, or nothing was."""
    if not is_complete(destination, source):
        return True
    try:
        graded = json.loads((destination / REPORT).read_text("utf-8")).get("content")
    except (OSError, ValueError, AttributeError):
        return True
    return bool(graded != hand_ins.fingerprint(source, ignore))
