"""The student's kernel through a whole notebook: after one is lost, another is brought to where it was."""

from __future__ import annotations

import time
from typing import Any

from dosclientes.grading.examiner.line import Fault
from dosclientes.grading.examiner.session import Session
from dosclientes.grading.student.collector import Collector

__all__ = ["Cell", "Life"]

Cell = dict[str, Any]


class Life:
    """One kernel after the other, within the notebook's time.

    Arguments:
        session: the way to the kernel.
        collector: of outputs; what is only run again shows nothing.
        task: see `Examiner`.

    Attributes:
        broken: what was lost for good, so that a later failure may not be the answer's; None if nothing was.
    """

    def __init__(self, session: Session, collector: Collector, task: dict[str, Any]) -> None:
        self.session = session
        self.collector = collector
        self.files, self.environment = task["files"], task["environment"]
        self.session.limit = self.limit = float(task["timeout"])
        self.whole = time.monotonic() + float(task["total_timeout"])
        self.done: list[Cell] = []
        self.broken: str | None = None

    @property
    def end(self) -> float:
        """The moment at which the notebook's time is used up."""
        return self.whole + self.session.lent

    def allow(self) -> None:
        """Give what is done next the time of one cell, as far as the notebook has it."""
        self.session.allow(min(time.monotonic() + self.limit, self.end))

    def after(self, where: str, cell: Cell | None = None) -> None:
        """Keep for replay what changed the student's kernel, or start a fresh one after the old was lost."""
        if not self.session.alive:
            self.revive(where)
        elif cell is not None:
            self.done.append(cell)
        self.session.faults.clear()

    def revive(self, where: str) -> None:
        """Start another kernel, so that later cells get their chance, and note what that leaves in doubt."""
        if self.session.faults:
            self.broken = f"the kernel ended in {where} ({self.session.faults[0]})"
        if time.monotonic() < self.end and not self.session.needs:
            self.open()

    def open(self) -> None:
        """Start a kernel and bring it to where the last one was."""
        shown, self.collector.outputs = self.collector.outputs, []
        try:
            self.session.open(self.files, self.environment)
            while self.again():
                self.session.open(self.files, self.environment)
        except Fault:
            pass  # whoever asks next hears of it
        self.collector.outputs = shown

    def again(self) -> bool:
        """Run earlier cells again; one that does not get through this time is left out.

        Returns: whether it took the kernel with it, so that all begins anew.
        """
        for cell in list(self.done):
            try:
                self.allow()
                self.session.ask({"op": "cell", "source": cell["source"], "count": cell["count"]})
            except Fault as fault:
                self.broken = f"an earlier cell could not be run again ({fault})"
                self.done.remove(cell)
                if not self.session.alive:
                    return time.monotonic() < self.end
        return False
