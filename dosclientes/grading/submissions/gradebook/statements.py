"""The statements sent to nbgrader's gradebook: its tables, and what is asked of them.

They are built once: SQLAlchemy takes longer to build and compile a statement than the database to run it.
"""

from __future__ import annotations

from nbgrader import api
from sqlalchemy import and_, bindparam, select

STUDENT = api.Student.__table__
ASSIGNMENT = api.Assignment.__table__
SUBMITTED = api.SubmittedAssignment.__table__
NOTEBOOK = api.SubmittedNotebook.__table__
GRADE = api.Grade.__table__
COMMENT = api.Comment.__table__

FIND_STUDENT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("student"))
MINE = and_(
    SUBMITTED.c.assignment_id == bindparam("assignment"), SUBMITTED.c.student_id == bindparam("student")
)
FIND_SUBMISSION = select(SUBMITTED.c.id).where(MINE)
SET_MOMENT = SUBMITTED.update().where(MINE).values(timestamp=bindparam("moment"))
FIND_HANDED_IN = select(SUBMITTED.c.student_id, SUBMITTED.c.timestamp).where(
    SUBMITTED.c.assignment_id == bindparam("assignment")
)
FIND_NOTEBOOKS = select(NOTEBOOK.c.notebook_id, NOTEBOOK.c.id).where(
    NOTEBOOK.c.assignment_id == bindparam("submission")
)
# Nobody gives points between the look at a grade and what is made of it; SQLite has but one who writes at a time.
FIND_GRADES = (
    select(
        GRADE.c.notebook_id,
        GRADE.c.cell_id,
        GRADE.c.manual_score,
        GRADE.c.auto_score,
        GRADE.c.needs_manual_grade,
    )
    .where(GRADE.c.notebook_id.in_(bindparam("notebooks", expanding=True)))
    .with_for_update()
)
FIND_GIVEN = (
    select(NOTEBOOK.c.notebook_id, GRADE.c.cell_id)
    .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
    .where(and_(NOTEBOOK.c.assignment_id == bindparam("submission"), GRADE.c.manual_score.is_not(None)))
)
FIND_WAITING = (
    select(SUBMITTED.c.student_id, GRADE.c.cell_id)
    .join(NOTEBOOK, NOTEBOOK.c.assignment_id == SUBMITTED.c.id)
    .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
    .where(and_(SUBMITTED.c.assignment_id == bindparam("assignment"), GRADE.c.needs_manual_grade))
)
SET_GRADE = (
    GRADE.update()
    .where(and_(GRADE.c.notebook_id == bindparam("notebook"), GRADE.c.cell_id == bindparam("cell")))
    .values(auto_score=bindparam("score"), needs_manual_grade=bindparam("look"))
)
SET_COMMENT = (
    COMMENT.update()
    .where(and_(COMMENT.c.notebook_id == bindparam("notebook"), COMMENT.c.cell_id == bindparam("cell")))
    .values(auto_comment=bindparam("comment"))
)
SET_PENALTY = (
    NOTEBOOK.update()
    .where(NOTEBOOK.c.id == bindparam("notebook"))
    .values(late_submission_penalty=bindparam("penalty"))
)
FIND_LATE = (
    select(SUBMITTED.c.timestamp, SUBMITTED.c.extension, ASSIGNMENT.c.duedate)
    .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMITTED.c.assignment_id)
    .where(SUBMITTED.c.id == bindparam("submission"))
)
FIND_SCORES = select(GRADE.c.manual_score, GRADE.c.auto_score, GRADE.c.extra_credit).where(
    GRADE.c.notebook_id == bindparam("notebook")
)
