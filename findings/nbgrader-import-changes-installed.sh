#!/bin/sh
# nbgrader 0.9.6 with setuptools 84.2.1.
#
# Expected: which distributions importlib.metadata finds depends on what is installed, not on what a process has imported.
# Seen: `nbgrader.utils`, which nearly every module of nbgrader imports, takes its `unpack_archive` from setuptools, and importing
# setuptools appends its folder of vendored copies to sys.path. From then on the process "has" wheel, tomli, more-itertools,
# jaraco.text and others that nobody installed and that no `pip list` shows. Whoever compares two machines by their lists
# (a worker with its scheduler, a key of a cache) gets another list before that import than after it.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 setuptools==84.2.1 2>/dev/null
cd "$folder"
venv/bin/python - <<'PYTHON'
import importlib.metadata

before = {found.name for found in importlib.metadata.distributions()}
import nbgrader.utils

new = {found.name for found in importlib.metadata.distributions()} - before
print("new by `import nbgrader.utils`:", ", ".join(sorted(new)))
assert {"jaraco.text", "more-itertools"} <= new, "changed"
PYTHON
echo "still so"
