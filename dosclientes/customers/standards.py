"""Which edition of a standard the course teaches, and the clause of each of its words: read from one file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dosclientes import yaml_file

__all__ = ["cite", "clause", "clauses", "is_read", "taught"]


def taught() -> str:
    """The edition whose words the course explains, such as "ISO 9000:2015"."""
    return str(_data()["taught"])


def is_read(edition: str) -> bool:
    """Whether the course's authors have seen this edition's text. Raises KeyError for an unknown edition."""
    return bool(_data()["editions"][edition]["read"])


def clause(word: str, edition: str | None = None) -> str:
    """The clause of a word such as "customer", in an edition or the one taught. Raises KeyError."""
    return str(_data()["clauses"][word][edition or taught()])


def cite(word: str, edition: str | None = None) -> str:
    """How to cite it: "ISO 9000:2015, 3.2.4". Raises KeyError for a word that the edition does not define."""
    return f"{edition or taught()}, {clause(word, edition)}"


def clauses() -> dict[str, frozenset[str]]:
    """The clauses that may be cited, by edition."""
    found: dict[str, set[str]] = {edition: set() for edition in _data()["editions"]}
    for numbers in _data()["clauses"].values():
        for edition, number in numbers.items():
            found[edition].add(str(number))
    return {edition: frozenset(numbers) for edition, numbers in found.items()}


@cache
def _data() -> Any:
    return yaml_file.read(Path(__file__).parent / "standards.yaml")
