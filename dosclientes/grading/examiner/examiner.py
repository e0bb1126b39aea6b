"""The examiner: goes through one notebook, sends the student's cells over there and runs the test cells here.

It never holds a student's object; a test's verdict is decided by whether the test's code ran to its end here.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Container
from typing import Any

from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.examiner import compiled
from dosclientes.grading.examiner.names import Names, Rewriter
from dosclientes.grading.examiner.session import PATIENCE, Fault, Process, Session
from dosclientes.grading.student.collector import Collector
from dosclientes.grading.student.shell import Output, Shell, asks_for_person

Cell = dict[str, Any]


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
        self.whole = time.monotonic() + float(task["total_timeout"])
        self.collector = Collector()
        self.session = Session(process, task["policy"], self.theirs, trusted)
        self.session.limit = self.limit
        self.names = Names(self.session, frozenset(task["policy"]["owned"]))
        self.names.update(shell.user_ns)
        shell.user_ns = self.names
        shell.user_module = _Space()
        shell.user_module.__dict__ = self.names
        shell.ast_transformers.append(Rewriter())
        shell.sink = self.own
        self.testing = False
        self.result: str | None = None
        self.done: list[Cell] = []
        self.broken: str | None = None

    @property
    def end(self) -> float:
        """The moment at which the notebook's time is used up."""
        return self.whole + self.session.lent

    def run(self) -> list[dict[str, Any]]:
        """Outcomes of all cells, in order."""
        self.open()
        _alarm.set()
        try:
            return [self.outcome(cell) for cell in self.task["cells"]]
        finally:
            self.session.close()

    def outcome(self, cell: Cell) -> dict[str, Any]:
        """Run one cell of whatever kind."""
        self.collector.clear()
        self.testing, self.result = cell["kind"] == "test" and not self.task["unprotected"], None
        self.allow()
        verdict = self.test(cell) if self.testing else self.student(cell)
        return {"outputs": self.collector.outputs, "result": self.result, **verdict}

    def allow(self) -> None:
        """Give what is done next the time of one cell, as far as the notebook has it."""
        self.session.deadline = min(time.monotonic() + self.limit, self.end)

    def student(self, cell: Cell) -> dict[str, Any]:
        """Run a cell over there."""
        try:
            reply = self.session.ask({"op": "cell", "source": cell["source"], "count": cell["count"]})
        except Fault as fault:
            name = "CellTimeoutError" if fault.kind == "timeout" else "DeadKernelError"
            self.collector.add(_error(name, str(fault)))
            self.after("an earlier cell", cell)
            return {"state": "error", "reason": str(fault), "kind": fault.kind}
        self.after("an earlier cell", cell)
        if isinstance(reply.get("error"), str):
            asks = reply.get("person") is True and cell["kind"] == "test"
            return {"state": "error" if asks else "raised", "reason": reply["error"][:200]}
        return {"state": "ran"}

    def after(self, where: str, cell: Cell | None = None) -> None:
        """Keep a student's cell for replay, or start a fresh kernel after the old one was lost."""
        if not self.session.alive:
            self.revive(where)
        elif cell is not None:
            self.done.append(cell)
        self.session.faults.clear()

    def revive(self, where: str) -> None:
        """Start another kernel, so that later cells get their chance, and note what that leaves in doubt."""
        if self.session.faults:
            self.broken = f"the kernel ended in {where} ({self.session.faults[0]})"
        if time.monotonic() < self.end:
            self.open()

    def open(self) -> None:
        """Start a kernel and bring it to where the last one was."""
        shown, self.collector.outputs = self.collector.outputs, []
        try:
            self.allow()  # what ended the last kernel may have used up its time
            self.session.open(self.task["files"], self.task["environment"])
            for cell in self.done:
                self.allow()
                self.session.ask({"op": "cell", "source": cell["source"], "count": cell["count"]})
        except Fault:
            pass  # whoever asks next hears of it
        self.collector.outputs = shown

    def test(self, cell: Cell) -> dict[str, Any]:
        """Run a test cell here."""
        self.help(cell["helpers"])
        self.allow()
        error = self.guarded(cell)
        verdict = self.verdict(error, list(self.session.faults))
        self.names.forget()
        self.after("an earlier test")
        return verdict

    def help(self, sources: list[str]) -> None:
        """Run the instructor's given code that precedes a test; what fails here is asked of the student."""
        self.shell.sink = lambda output: None
        for source in sources:
            with contextlib.suppress(Exception, Fault), self.shell.streams(), self.shell.builtin_trap:
                exec(compiled.given(source), self.names)
        self.shell.sink = self.own
        self.after("what precedes the test")

    def own(self, output: Output) -> None:
        """An output of the test itself; its last value may be a partial credit."""
        if output["output_type"] == "execute_result":
            self.result = str(output["data"].get("text/plain", ""))
        self.collector.add(output)

    def theirs(self, output: Output) -> None:
        """An output of the student's code; during a test it may show something, and no more."""
        if not self.testing or output.get("output_type") in ("stream", "display_data"):
            self.collector.add(output)

    def guarded(self, cell: Cell) -> BaseException | None:
        """Run the test's source with an alarm for loops of its own."""
        codes = compiled.test(self.shell, cell["source"])
        with _alarm(self.limit + 5, self.session):
            if codes is None:
                return self.shell.execute(cell["source"], cell["count"])
            return self.shell.run(codes, cell["count"])

    def verdict(self, error: BaseException | None, faults: list[Fault]) -> dict[str, Any]:
        """What a test's end means.

        An answer that is too slow has failed, even after a loop so deaf that its kernel had to be killed. It is
        in doubt after a kernel that ended by itself, and when earlier cells have used up the notebook's time.
        """
        for fault in faults:
            slow = fault.kind == "timeout" and not self.session.exited and time.monotonic() < self.end
            state = "failed" if slow else "error"
            return {"state": state, "reason": str(fault), "kind": fault.kind}
        if error is None:
            return {"state": "ran"}
        if isinstance(error, _TestTimeout):
            return {"state": "failed", "reason": "the time limit was reached", "kind": "timeout"}
        reason = f"{type(error).__name__}: {str(error)[:2000]}"
        if asks_for_person(error):  # in its own words, which are for people
            return {"state": "error", "reason": str(error)[:2000] or reason}
        if self.broken is not None:
            return {"state": "error", "reason": f"{self.broken}; then {reason}"}
        return {"state": "failed", "reason": reason}


class _Space:
    """Stands for the module in which tests run; a real module's dictionary cannot be replaced."""

    __spec__ = None


class _TestTimeout(BaseException):
    """A test that loops without asking the student for anything."""


class _alarm:  # noqa: N801
    """Ends a test that takes too long; what it had to wait for processors, here and over there, does not count."""

    running: _alarm

    def __init__(self, seconds: float, session: Session) -> None:
        self.seconds = seconds
        self.session = session
        self.began = time.monotonic()
        self.waited = waited()
        session.extra = 0.0
        _alarm.running = self

    def left(self) -> float:
        """Seconds it still has."""
        extra = min(waited() - self.waited + self.session.extra, self.seconds * 2 * PATIENCE)
        return self.began + self.seconds + extra - time.monotonic()

    @classmethod
    def set(cls) -> None:
        if hasattr(signal, "setitimer"):  # not on Windows
            signal.signal(signal.SIGALRM, cls.ring)

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def ring(*_: object) -> None:
        left = _alarm.running.left()
        if left > 0:
            signal.setitimer(signal.ITIMER_REAL, left)
        else:
            raise _TestTimeout("the time limit was reached")


def _error(name: str, message: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}
