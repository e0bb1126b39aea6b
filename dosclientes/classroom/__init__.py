"""Graded work and a class: what a student's notebook calls, and what an instructor runs."""

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
