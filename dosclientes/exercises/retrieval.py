"""The three old items with which each lesson opens, where nothing is known of the learner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes import yaml_file
from dosclientes.exercises.exercise import Exercise
from dosclientes.exercises.shown import Shown
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ITEMS

if TYPE_CHECKING:
    from ipywidgets import Widget


def fixed(lesson: str) -> list[str]:
    """The items with which lesson `lesson` ("01", "02", …) opens for somebody without a record.

    Raises ValueError for a lesson that has none.
    """
    known: dict[str, list[str]] = yaml_file.read(ITEMS / "retrieval.yaml")
    if lesson not in known:
        names = ", ".join(known)
        raise ValueError(
            _("«{lesson}» no es una lección con repaso; las hay para: {known}.", lesson=lesson, known=names)
        )
    return known[lesson]


class Retrieval(Shown):
    """Some exercises, one below the other."""

    def __init__(self, exercises: list[Exercise]) -> None:
        self.exercises = exercises

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.exercises))

    def _build(self) -> Widget:
        from ipywidgets import VBox

        return VBox([each.widget for each in self.exercises])
