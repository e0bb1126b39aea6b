"""A learner checks their own graded work: no class, no instructor, nothing leaves the computer.

`dosclientes check a1` in a terminal, or the button at the end of an assignment's notebook, which is `check_mine()`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

__all__ = ["check_mine"]


def check_mine() -> Any:
    """A button that checks the work in this folder, to be shown as the last line of a cell.

    While nbgrader or this project grades or validates the notebook it is nothing at all. In a class it says what to
    use instead.
    """
    graded = any(name in os.environ for name in ("NBGRADER_EXECUTION", "NBGRADER_STUDENT_ID"))
    if graded or "autograded" in Path.cwd().parts:
        return None
    from dosclientes.selfcheck.button import CheckMine

    return CheckMine()
