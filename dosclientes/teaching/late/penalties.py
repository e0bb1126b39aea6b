"""Late penalties, reckoned from the gradebook as it is now: no notebook is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties

__all__ = ["Penalty", "recompute"]


@dataclass(frozen=True)
class Penalty:
    """A student's penalty in an assignment, in points, before and after."""

    student: str
    before: float
    after: float


def recompute(gradebook: Any, config: Any, assignment: str) -> list[Penalty]:
    """Bring the penalties of an assignment in line with points, due date and extensions; return those that changed.

    The rule is that of the plugin nbgrader is configured with, which sees the points there are by now.

    Arguments:
        config: nbgrader's configuration.

    Raises nbgrader's MissingEntry.
    """
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    changed = []
    for submission in gradebook.find_assignment(assignment).submissions:
        late = submission.total_seconds_late
        before = after = 0.0
        for notebook in submission.notebooks:
            old, new = notebook.late_submission_penalty, None
            if late > 0:
                new = step.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
                new = None if new is None else step._check_late_penalty(notebook, new)
            before, after = before + (old or 0.0), after + (new or 0.0)
            if old != new:
                notebook.late_submission_penalty = new
        if before != after:
            changed.append(Penalty(submission.student_id, before, after))
    gradebook.db.commit()
    return changed
