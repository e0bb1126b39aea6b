"""What is said of an answer whose form is not the one asked for."""

from __future__ import annotations

__all__ = ["AnswerError", "BlankError"]


class AnswerError(AssertionError):
    """What a student should know of an answer; a notebook shows the message and nothing else."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()  # IPython asks for this; lines of code would not help the reader


class BlankError(AnswerError):
    """There is nothing to judge yet: a blank of the skeleton still stands where the answer goes."""
