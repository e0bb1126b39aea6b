"""The three old items with which each lesson opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from dosclientes.exercises.exercise import Exercise, exercise
from dosclientes.exercises.shown import Shown
from dosclientes.paths import ITEMS
from dosclientes.translation import gettext as _

if TYPE_CHECKING:
    from ipywidgets import Widget


def retrieval(lesson: str) -> Retrieval:
    """Three items from earlier lessons, to be remembered before lesson `lesson` ("01", "02", …).

    Raises ValueError for a lesson that has none.
    """
    fixed = yaml.safe_load((ITEMS / "retrieval.yaml").read_text(encoding="utf-8"))
    if lesson not in fixed:
        known = ", ".join(fixed)
        raise ValueError(
            _("«{lesson}» no es una lección con repaso; las hay para: {known}.", lesson=lesson, known=known)
        )
    return Retrieval([exercise(item_id) for item_id in fixed[lesson]])


class Retrieval(Shown):
    """Some exercises, one below the other."""

    def __init__(self, exercises: list[Exercise]) -> None:
        self.exercises = exercises

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.exercises))

    def _build(self) -> Widget:
        from ipywidgets import VBox

        return VBox([each.widget for each in self.exercises])
