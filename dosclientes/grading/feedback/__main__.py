"""A process that makes a class's pages for a server, see `class_pages.make_apart`.

Standard input brings the course's folder, the assignment and the students, as JSON; standard output gets what was done.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from dosclientes.slow_imports import skip_address_grammar


def main() -> None:
    """Make what standard input asks for."""
    root, assignment, student = json.load(sys.stdin)
    skip_address_grammar()
    from dosclientes.grading.feedback.class_pages import as_json, make_pages

    with redirect_stdout(sys.stderr):  # a course's configuration may print
        made = make_pages(Path(root), assignment, student)
    print(as_json(made))


if __name__ == "__main__":
    main()
