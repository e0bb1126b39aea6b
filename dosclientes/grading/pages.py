"""A process that makes the feedback of some students: `feedback` starts several, which share a class.

Standard input brings the course's folder, the assignment and the students, as JSON; standard output gets who has none.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from dosclientes.slow_imports import skip_address_grammar

__all__ = ["main"]


def main() -> None:
    """Make what standard input asks for."""
    root, assignment, names = json.load(sys.stdin)
    skip_address_grammar()
    from dosclientes.grading.feedback import make_here

    with redirect_stdout(sys.stderr):  # a course's configuration may print
        missing = make_here(Path(root), assignment, names)
    print(json.dumps(missing))


if __name__ == "__main__":
    main()
