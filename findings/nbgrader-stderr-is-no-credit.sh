#!/bin/sh
# nbgrader 0.9.6, nbgrader.utils.determine_grade: the points of an autograded test cell that was run.
#
# Expected: a test gets no credit when it raises. Printing, logging or warning changes nothing.
# Seen: one line on stderr is worth as much as an exception: 0 of 4 points for a test whose asserts all passed. So a
# DeprecationWarning in the student's function, logging.warning, or a progress bar (tqdm writes to stderr) in a called helper
# takes the points, and a new version of a library, with a new warning, takes them from a class that was right last year.
# The same line on stdout costs nothing.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 nbclient==0.11.0 ipykernel==7.1.0 2>/dev/null
IPYTHONDIR="$folder/ipython" "$folder/venv/bin/python" - <<'PYTHON'
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

tests = {
    "quiet": "assert 1 + 1 == 2",
    "prints": "print('checking')\nassert 1 + 1 == 2",
    "warns": "import warnings\nwarnings.warn('an old spelling')\nassert 1 + 1 == 2",
    "logs": "import logging\nlogging.warning('slow')\nassert 1 + 1 == 2",
}
mark = {"schema_version": 3, "grade": True, "solution": False, "task": False, "locked": True, "points": 4, "cell_type": "code"}
cells = [new_code_cell(text, metadata={"nbgrader": {**mark, "grade_id": name}}) for name, text in tests.items()]
notebook = new_notebook(cells=cells)
NotebookClient(notebook, kernel_name="python3").execute()
seen = {name: determine_grade(cell)[0] for name, cell in zip(tests, notebook.cells)}
print(seen)
assert seen == {"quiet": 4, "prints": 4, "warns": 0, "logs": 0}, "changed"
print("still so")
PYTHON
