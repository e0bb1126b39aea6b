"""What the notebook of an assignment calls: each student's own data, and whether an answer has the form asked for."""

from dosclientes.classroom.forms import AnswerError, BlankError
from dosclientes.classroom.personal import identify, personal
from dosclientes.classroom.speaking import answered, check_form, labelled, named, ordered, paired
from dosclientes.classroom.tables import table

__all__ = [
    "AnswerError",
    "BlankError",
    "answered",
    "check_form",
    "identify",
    "labelled",
    "named",
    "ordered",
    "paired",
    "personal",
    "table",
]
