"""What a person sees of a demonstration: a bar for each step, then tables of the class and of the time it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from dosclientes.demo.people import KINDS
from dosclientes.demo.played import Lesson, Played
from dosclientes.language.translation import gettext as _

__all__ = ["Watch", "notes", "tables", "times"]


class Watch:
    """Shows the steps as they go, and knows how long each took: `seconds`, by what the step is called."""

    def __init__(self, console: Console) -> None:
        self.seconds: dict[str, float] = {}
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )

    def __enter__(self) -> Watch:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Callable[[], None]]:
        """One step of `total` parts; what it gives is to be called after each."""
        task = self._bars.add_task(title, total=total)
        begun = time.monotonic()
        yield lambda: self._bars.advance(task)
        self.seconds[title] = time.monotonic() - begun


def tables(played: Played) -> Iterator[Table]:
    """The class: by assignment, then by kind of work."""
    found = _table("", _("entregas"), _("con nota"), _("media"), _("textos por corregir"), _("con problemas"))
    for lesson in played.lessons:
        graded = _graded(lesson)
        mean = f"{_mean(graded)} / {lesson.full:g}"
        counts = (len(lesson.given), len(graded)), (len(lesson.left), len(lesson.problems))
        found.add_row(lesson.name.upper(), *map(str, counts[0]), mean, *map(str, counts[1]))
    yield found
    kinds = _table(_("nota media"), *(f"{one.name.upper()} / {one.full:g}" for one in played.lessons))
    words = _kinds()
    for kind in KINDS:
        ids = {student.id for student in played.students if student.kind == kind}
        if ids:
            kinds.add_row(
                f"{words[kind]} ({len(ids)})", *(_mean(_graded(one, ids)) for one in played.lessons)
            )
    yield kinds


def notes(played: Played) -> Iterator[str]:
    """What a person has to look at, and whether the class has the points foreseen."""
    for lesson in played.lessons:
        for student, why in lesson.problems.items():
            yield _(
                "{assignment}, {student}, lo decide una persona: {why}",
                assignment=lesson.name.upper(),
                student=student,
                why=why,
            )
    wrong = [
        (lesson, student, keys) for lesson in played.lessons for student, keys in lesson.surprises.items()
    ]
    for lesson, student, keys in wrong:
        yield _(
            "{assignment}, {student}: «{stored}» no tiene los puntos previstos en {cells}",
            assignment=lesson.name.upper(),
            student=student,
            stored=lesson.given[student],
            cells=", ".join(keys),
        )
    if not wrong:
        yield _("Todas las entregas tienen los puntos previstos.")


def times(watch: Watch, whole: float) -> Table:
    """How long each step took, and the whole, in seconds."""
    found = _table(_("paso"), _("segundos"))
    for title, seconds in watch.seconds.items():
        found.add_row(title, f"{seconds:.1f}")
    found.add_section()
    found.add_row(_("todo"), f"{whole:.1f}")
    return found


def _kinds() -> dict[str, str]:
    return {
        "right": _("todo bien"),
        "misconceived": _("una confusión, o casi bien"),
        "half-done": _("a medias"),
        "blank": _("en blanco"),
        "broken": _("con defectos al entregar"),
    }


def _graded(lesson: Lesson, ids: set[str] | None = None) -> list[float]:
    return [
        points
        for student, points in lesson.points.items()
        if points is not None and (ids is None or student in ids)
    ]


def _mean(points: Sequence[float]) -> str:
    return f"{sum(points) / len(points):.1f}" if points else "–"


def _table(first: str, *rest: str) -> Table:
    found = Table(first, box=box.SIMPLE_HEAD)
    for title in rest:
        found.add_column(title, justify="right")
    return found
