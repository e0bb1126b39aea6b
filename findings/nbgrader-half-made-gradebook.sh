#!/bin/sh
# nbgrader 0.9.6, nbgrader.api.Gradebook: opening a gradebook that does not exist yet makes it.
#
# Expected: a gradebook is made whole or not at all; the library needs no program on the PATH.
# Seen: where the environment is used without being activated (venv/bin/python, a service, cron), the first opening fails with
# FileNotFoundError for the program `alembic`, which is looked up on the PATH, after all tables were made. The second opening
# succeeds and works, since "tables exist" is taken for "made": a gradebook without alembic_version, of which a later
# `nbgrader db upgrade` cannot know where to begin.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 sqlalchemy==2.0.44 alembic==1.17.2 2>/dev/null
cd "$folder"
PATH=/usr/bin:/bin "$folder/venv/bin/python" - <<'PYTHON'
from nbgrader.api import Gradebook
from sqlalchemy import inspect

try:
    Gradebook("sqlite:///gradebook.db")
    first = "opened"
except FileNotFoundError as error:
    first = error.filename
with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_student("s1")
    tables = inspect(gradebook.engine).get_table_names()
print("first:", first, "| second: opened | versioned:", "alembic_version" in tables, "|", len(tables), "tables")
assert first == "alembic" and "grade" in tables and "alembic_version" not in tables, "changed"
print("still so")
PYTHON
