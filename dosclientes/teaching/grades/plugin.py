"""`nbgrader export`, by the writer of `dosclientes grades --format csv`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExportPlugin

from dosclientes.authoring.files import write
from dosclientes.teaching.course import Course
from dosclientes.teaching.grades.cells import sheet
from dosclientes.teaching.grades.formats import long
from dosclientes.teaching.grades.results import GRADED, STATES, results

__all__ = ["LongCsv"]


class LongCsv(ExportPlugin):  # type: ignore[misc]
    """A quoted long CSV in which nothing that nobody has graded is 0."""

    def export(self, gradebook: Any) -> None:
        """Write it to `grades-<class>.csv`, or where `--to` says."""
        directory = self.parent.coursedir
        names = [[str(one) for one in chosen] for chosen in (self.assignment, self.student)]
        found = list(results(Course(directory, gradebook, self.parent.config), *names))
        target = Path(self.to or f"grades-{directory.course_id}.csv")
        write(target, sheet(long(found, directory.course_id).rows).encode("utf-8"))
        # the application's own level hides what an instructor has to know
        self.log.info("Exporting grades to %s", target)
        level = logging.WARNING if any(one.state != GRADED for one in found) else logging.INFO
        counts = ", ".join(f"{state}: {sum(one.state == state for one in found)}" for state in STATES)
        self.log.log(level, "%s: %s", target, counts)
