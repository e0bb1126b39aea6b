"""What a test's outputs say to the author of the answer, without the test's source or the way to the error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dosclientes.language.translation import gettext as _

__all__ = ["for_author"]

_MESSAGES = {"AnswerError", "BlankError", "CheckFailedError", "NeedsPersonError"}
"""What a check raises: its text is for the author."""


def for_author(outputs: Iterable[Any]) -> list[Any]:
    """The outputs of a test that its author may see; of an error only the message, which is changed in place."""
    return [_told(output) for output in outputs if _is_for_author(output)]


def _is_for_author(output: Any) -> bool:
    # warnings name files and lines of the tests; a bare number is the credit, which nbgrader shows anyway
    return bool(output.output_type == "error" or (output.output_type == "stream" and output.name == "stdout"))


def _told(output: Any) -> Any:
    if output.output_type == "error":
        if output.ename not in _MESSAGES:
            output.evalue = _explained(output.ename, output.evalue)
        output.traceback = output.evalue.splitlines() or [output.ename]
    return output


def _explained(name: str, value: str) -> str:
    if name == "NameError":
        return _("Falta tu respuesta, o la celda que la da falló. ({error})", error=value)
    return f"{name}: {value}"
