"""A learner's answers, in `answers.json` beside the notebook."""

from dosclientes.answers.book import AnswerBook
from dosclientes.answers.file import CONFIDENCES, FILE, UNASKED, VERSION, Answer, HandedIn, read_answers

__all__ = ["CONFIDENCES", "FILE", "UNASKED", "VERSION", "Answer", "AnswerBook", "HandedIn", "read_answers"]
