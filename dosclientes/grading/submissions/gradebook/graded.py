"""What grading found in one submission."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dosclientes.grading.submissions.verdicts import Verdict


@dataclass
class Graded:
    """A graded submission.

    Attributes:
        student: nbgrader's id.
        timestamp: when it was handed in.
        verdicts: by notebook.
        comments: nbgrader's automatic comment, by notebook and cell.
        absent: notebooks not handed in.
        changed: cells whose answer is another than the one that a person gave points, by notebook.
    """

    student: str
    timestamp: dt.datetime | None
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    comments: dict[str, dict[str, str | None]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    changed: dict[str, set[str]] = field(default_factory=dict)
