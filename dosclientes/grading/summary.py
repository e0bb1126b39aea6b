"""What a run over a class did: each student's line, who needs a person, and the whole as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from dosclientes.grading.submissions.gradebook.graded import Graded
from dosclientes.grading.submissions.submission import Submission


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
