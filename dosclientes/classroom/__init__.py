"""What the notebook of an assignment calls: each student's own data, and whether an answer has the form asked for."""

from dosclientes.classroom.forms import AnswerError, answered, labelled, named, ordered, paired
from dosclientes.classroom.personal import identify, personal
from dosclientes.classroom.tables import table

__all__ = [
    "AnswerError",
    "answered",
    "identify",
    "labelled",
    "named",
    "ordered",
    "paired",
    "personal",
    "table",
]
