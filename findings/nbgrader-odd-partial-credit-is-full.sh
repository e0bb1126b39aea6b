#!/bin/sh
# nbgrader 0.9.6 with NumPy 2.4.6: partial credit, which is the value of a test cell's last line.
#
# Expected: a test that ends in a number gives that number of points, be it Python's or NumPy's; a negative one is an error
# or 0.
# Seen: of 4 points, `1.0` gives 1, and np.float64(1.0), what a mean or a rounded sum is, gives all 4, as does -1.0. The value
# is read back from its text: since NumPy 2 that is "np.float64(1.0)", which is no number, and what is no number, or is below 0,
# counts as full credit, with a line in the log. With NumPy 1 the same test gave 1 point. `float(...)` around it helps.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 nbclient==0.11.0 ipykernel==7.1.0 numpy==2.4.6 2>/dev/null
IPYTHONDIR="$folder/ipython" "$folder/venv/bin/python" - <<'PYTHON'
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

mark = {"schema_version": 3, "grade": True, "solution": False, "task": False, "locked": True, "points": 4, "cell_type": "code"}
tests = ["1.0", "import numpy as np; np.mean([0, 2])", "float(np.mean([0, 2]))", "-1.0"]
cells = [new_code_cell(text, metadata={"nbgrader": {**mark, "grade_id": f"t{i}"}}) for i, text in enumerate(tests)]
notebook = new_notebook(cells=cells)
NotebookClient(notebook, kernel_name="python3").execute()
seen = [determine_grade(cell)[0] for cell in notebook.cells]
print(dict(zip(tests, seen)))
assert seen == [1, 4, 1, 4], "changed"
print("still so")
PYTHON
