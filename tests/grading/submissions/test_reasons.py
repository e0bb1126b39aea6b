"""Reasons are told in a person's language, and nothing that a test says itself is taken for one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from dosclientes.grading.submissions.reasons import in_words
from dosclientes.paths import ROOT

GRADING = ROOT / "dosclientes" / "grading"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("the time limit was reached", "se agotó el tiempo"),
        (
            "attribute 'send' of an object of type f",
            "la prueba pide el atributo «send» a un objeto de tipo f",
        ),
        ("a test's value of type Axes cannot cross", "un valor de tipo Axes, que no puede cruzar"),
        ("a value of more than 64 MB cannot cross", "un valor de más de 64 MB no puede cruzar"),
        (
            "the kernel ended in an earlier cell (the time limit was reached); then NameError: name 'f'",
            "el kernel terminó antes (se agotó el tiempo); NameError: name 'f'",
        ),
        (
            "an earlier cell could not be run again (the time limit was reached); then NameError: x",
            "una celda anterior no se pudo ejecutar otra vez (se agotó el tiempo); NameError: x",
        ),
        (
            "the kernel ended in an earlier cell (the machine was too busy to run this in time); then NameError: x",
            "el kernel terminó antes (el ordenador estaba demasiado ocupado",
        ),
        (
            "the kernel ended in a test (more of the machine than one submission has: memory)",
            "el kernel terminó antes (la entrega tomó más memoria de la que le toca)",
        ),
        (
            "the test was not tried with an object of type P; then AssertionError: no",
            "la prueba no se ha probado con un objeto de tipo P; AssertionError: no",
        ),
        (
            "the answer asks for 'execute' of a function of the test's; then AttributeError: x",
            "la respuesta pide «execute» a una función de la prueba; AttributeError: x",
        ),
        ("data that may change in an object of type P", "lo que puede cambiar dentro de un objeto de tipo P"),
        ("malformed exception: 'lineage'", "el kernel del estudiante envió algo que no se entiende"),
    ],
)
def test_in_words(reason: str, words: str) -> None:
    assert words in in_words(reason)


@pytest.mark.parametrize(
    "reason",
    ["AssertionError: the time limit was reached", "ValueError: malformed node", "", "Falta el título"],
)
def test_what_a_test_says_stays(reason: str) -> None:
    assert in_words(reason) == reason


def reasons() -> Iterator[str]:
    """Each reason that the two sides can give, as the code writes it, with something in its gaps."""
    rooms = ("channel", "student", "examiner")
    for path in sorted(path for room in rooms for path in (GRADING / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) in GIVEN:
                yield from filter(re.compile("[a-z]").search, map(text, getattr(node, "args", ())))


GIVEN = {"refuse", "CrossingError", "append"}  # `doubts.append`: what may be why a test failed


def text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words if " " in words else ""
        case ast.JoinedStr(values=parts):
            gap = {ast.Constant: lambda part: part.value, ast.FormattedValue: filled}
            return "".join(gap[type(part)](part) for part in parts)
    return ""


def filled(part: ast.FormattedValue) -> str:
    """A number fits where one is expected, and elsewhere too."""
    return "'7'" if part.conversion == ord("r") else "7"


def test_each_reason_is_told_in_a_persons_language() -> None:
    found = list(reasons())
    assert len(found) > 20
    assert [reason for reason in found if in_words(reason) == reason] == []
