"""Reasons are told in a person's language, and nothing that a test says itself is taken for one."""

from __future__ import annotations

import pytest

from dosclientes.grading.submissions.reasons import in_words


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
