#!/bin/sh
# nbgrader 0.9.6, `nbgrader export`: grades.csv of its own CsvExportPlugin.
#
# Expected: a CSV file: a field with a comma is quoted; what nobody has graded yet is empty or marked.
# Seen: fields are joined with commas as they are, so that a family name with a comma ("Ruiz, de la") makes a row of 12 fields
# below a head of 11, and every number slips one column to the right: a reader by name finds the penalty where the score is. An
# essay that waits for a person and one that got 0 give the same row.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 sqlalchemy==2.0.44 alembic==1.17.2 2>/dev/null
cd "$folder"
PATH="$folder/venv/bin:$PATH" "$folder/venv/bin/python" - <<'PYTHON'
import csv
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("a1")
    gradebook.add_notebook("nb", "a1")
    gradebook.add_grade_cell("essay", "nb", "a1", max_score=5, cell_type="markdown")
    for student, name in (("waits", "Ruiz, de la"), ("zero", "Vega")):
        gradebook.add_student(student, last_name=name)
        gradebook.add_submission("a1", student)
        grade = gradebook.find_grade("essay", "nb", "a1", student)
        grade.needs_manual_grade = student == "waits"
        grade.manual_score = None if student == "waits" else 0.0
    gradebook.db.commit()
    CsvExportPlugin().export(gradebook)
with open("grades.csv", newline="") as file:
    head, *rows = csv.reader(file)
print(len(head), [len(row) for row in rows])
seen = {row[3]: row[-4:] for row in rows}
print(seen)
assert [len(row) - len(head) for row in rows] == [1, 0] and seen["waits"] == seen["zero"], "changed"
print("still so")
PYTHON
