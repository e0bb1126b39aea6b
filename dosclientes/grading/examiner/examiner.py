"""The examiner: goes through one notebook, sends the student's cells over there and runs the test cells here.

It never holds a student's object; a test's verdict is decided by whether the test's code ran to its end here.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Container
from pathlib import Path
from typing import Any

from dosclientes.grading.channel.parcels import lay_out
from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.examiner import compiled
from dosclientes.grading.examiner.alarm import Alarm
from dosclientes.grading.examiner.ending import judged
from dosclientes.grading.examiner.life import Cell, Life
from dosclientes.grading.examiner.line import Fault, Process
from dosclientes.grading.examiner.names import KIND, Names, Rewriter
from dosclientes.grading.examiner.patches import Patches
from dosclientes.grading.examiner.policy import Policy
from dosclientes.grading.examiner.remote import kind_of
from dosclientes.grading.examiner.session import Session
from dosclientes.grading.student.collector import Collector
from dosclientes.grading.student.facts import loaded
from dosclientes.grading.student.shell import Output, Shell

EXAMINED, FORKED, INSIDE, PERSON = "examined", "forked", "inside", "person"
"""How a test is judged: here; in a fork of the student's kernel; in that kernel itself; by nobody but a person."""


class Examiner:
    """Runs one notebook.

    Arguments:
        shell: the examiner's own shell, made before forking.
        task: a notebook of `submission.task_bytes`.
        process: starts student kernels.
    """

    def __init__(self, shell: Shell, task: dict[str, Any], process: Process, trusted: Container[str]) -> None:
        self.shell = shell
        self.task = task
        self.limit = float(task["timeout"])
        self.collector = Collector()
        self.policy = Policy(task["policy"], trusted, bool(task.get("learn")))
        self.session = Session(process, self.policy, self.theirs)
        self.life = Life(self.session, self.collector, task)
        self.patches = Patches(self.policy.modules) if self.policy.learning else None
        if self.patches is not None:
            self.session.look = self.patches.look
        self.names = Names(self.session, task["policy"])
        self.names.update({**shell.user_ns, KIND: kind_of})
        shell.user_ns = self.names
        shell.user_module = _Space()
        shell.user_module.__dict__ = self.names
        shell.ast_transformers.append(Rewriter())
        shell.sink = self.own
        self.testing = False
        self.result: str | None = None

    def run(self) -> list[dict[str, Any]]:
        """Outcomes of all cells, in order."""
        self.life.open()
        Alarm.set()
        self.session.scouting = bool(self.task.get("scout"))
        try:
            if self.session.scouting:
                with contextlib.suppress(Fault):
                    self.session.ask({"op": "scout"})
            outcomes = [self.outcome(cell) for cell in self.task["cells"]]
            return [*outcomes, self.facts()] if self.policy.learning else outcomes
        finally:
            self.session.close()

    def facts(self) -> dict[str, Any]:
        """What a rehearsal teaches about the notebook."""
        learned = {name: sorted(classes) for name, classes in self.policy.learned.items()}
        try:
            theirs = self.session.ask({"op": "facts"}) if self.session.alive else {}
        except Fault:
            theirs = {}
        here = loaded([Path.cwd().parent, *map(Path, self.task["path"])])
        needs = self.session.needs
        return {"state": "facts", "outputs": [], "learned": learned, "checks": here, "needs": needs, **theirs}

    def outcome(self, cell: Cell) -> dict[str, Any]:
        """Run one cell of whatever kind; none of a run that is to begin anew."""
        if self.session.needs:
            return {"state": "error", "outputs": []}
        began, stood = time.monotonic(), waited()
        self.collector.clear()
        self.testing, self.result = cell["kind"] == "test" and self.way(cell) == EXAMINED, None
        self.life.allow()
        verdict = self.test(cell) if self.testing else self.student(cell)
        found = {"outputs": self.collector.outputs, "result": self.result, **verdict}
        if self.patches is not None:
            seen, self.policy.seen = sorted(self.policy.seen), set()
            found |= {"seconds": round(self.session.took(began, stood), 3), "seen": seen}
            found["replaced"] = sorted(self.patches.found)
        return found

    def way(self, cell: Cell) -> str:
        """How a test is judged; decided before any hand-in was seen."""
        return INSIDE if self.task["unprotected"] else str(cell.get("way", EXAMINED))

    def student(self, cell: Cell) -> dict[str, Any]:
        """Run a cell over there: a student's, or a test that is not protected."""
        test = cell["kind"] == "test"
        if test and self.way(cell) == PERSON:
            return {"state": "error", "reason": cell["why"]}
        trial = test and self.way(cell) == FORKED
        order = {"op": "trial" if trial else "cell", "source": cell["source"], "count": cell["count"]}
        try:
            reply = self.session.ask({**order, "before": cell.get("before", [])})
            if "raise" in reply:
                raise Fault("error", str(reply["raise"]["message"])[:500])
        except Fault as fault:
            name = "CellTimeoutError" if fault.kind == "timeout" else "DeadKernelError"
            self.collector.add(_error(name, str(fault)))
            self.keep(cell)
            return {"state": "error", "reason": str(fault), "kind": fault.kind}
        if test:
            self.result = self.collector.result()
        self.keep(cell)
        error = reply.get("error") or (self.collector.error() if test else None)
        if isinstance(error, str):
            asks = reply.get("person") is True and test
            return {"state": "error" if asks else "raised", "reason": error[:200]}
        return {"state": "ran"}

    def keep(self, cell: Cell) -> None:
        """After a cell that was run over there: remember it, if it is there that it has left something."""
        lasts = cell["kind"] != "test" or self.way(cell) == INSIDE
        self.life.after("an earlier cell", cell if lasts else None)

    def test(self, cell: Cell) -> dict[str, Any]:
        """Run a test cell here."""
        self.help(cell["helpers"])
        self.take_files()
        self.session.begin()
        self.policy.begin(cell.get("expected"), self.names.held())
        if self.patches is not None:
            self.patches.begin()
        self.life.allow()
        error = self.guarded(cell)
        verdict = judged(error, self.session, self.collector.error(), self.life)
        self.names.forget()
        self.life.after("an earlier test")
        return verdict

    def help(self, sources: list[str]) -> None:
        """Run the instructor's given code that precedes a test; what fails here is asked of the student."""
        self.shell.sink = lambda output: None
        self.names.helping = True
        for source in sources:
            with contextlib.suppress(Exception, Fault), self.shell.streams(), self.shell.builtin_trap:
                exec(compiled.given(source), self.names)
        self.names.helping = False
        self.shell.sink = self.own
        self.life.after("what precedes the test")

    def take_files(self) -> None:
        """Have the files that the solution writes as the student's code has written them."""
        for name in self.task["policy"].get("written", []):
            with contextlib.suppress(Fault, OSError):
                content = self.session.file(name)
                if content is not None:
                    lay_out({name: content}, Path.cwd())
        self.life.after("what precedes the test")

    def own(self, output: Output) -> None:
        """An output of the test itself; its last value may be a partial credit."""
        if output["output_type"] == "execute_result":
            self.result = str(output["data"].get("text/plain", ""))
        self.collector.add(output)

    def theirs(self, output: Output) -> None:
        """An output of the student's code; during a test it may show something, and no more."""
        if not self.testing:
            self.collector.add(output)
        elif output.get("output_type") == "stream" and output.get("name") in ("stdout", "stderr"):
            getattr(sys, output["name"]).write(str(output.get("text", "")))  # a test may have redirected it
        elif output.get("output_type") == "display_data":
            self.collector.add(output)

    def guarded(self, cell: Cell) -> BaseException | None:
        """Run the test's source with an alarm for loops of its own."""
        codes = compiled.test(self.shell, cell["source"])
        with Alarm(self.limit + 5, self.session):
            if codes is None:
                return self.shell.execute(cell["source"], cell["count"])
            return self.shell.run(codes, cell["count"])


class _Space:
    """Stands for the module in which tests run; a real module's dictionary cannot be replaced."""

    __spec__ = None


def _error(name: str, message: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}
