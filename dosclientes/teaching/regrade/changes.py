"""From two states of the gradebook to who gains or loses which points on which question, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.grades.cells import number, plain
from dosclientes.teaching.regrade.state import Key, Mark

__all__ = ["Change", "changes", "lines", "table"]


@dataclass(frozen=True)
class Change:
    """What is different for one student in one question."""

    student: str
    notebook: str
    question: str
    before: Mark | None
    after: Mark
    why: str

    @property
    def gain(self) -> float:
        """Points won; lost, if it is below 0; 0 while either side has none."""
        old = self.before.points if self.before else None
        new = self.after.points
        return 0.0 if old is None or new is None else new - old


def changes(before: Mapping[Key, Mark], after: Mapping[Key, Mark]) -> list[Change]:
    """Every question whose points, maximum or need of a person differ."""
    found = []
    for key, new in sorted(after.items()):
        old = before.get(key)
        if old is None or _figures(old) != _figures(new):
            found.append(Change(*key, old, new, _why(old, new)))
    return found


def table(found: Sequence[Change]) -> list[list[str]]:
    """The changes as a sheet, which is the log's."""
    head = [
        "student",
        "notebook",
        "question",
        "points_before",
        "points_after",
        "max_before",
        "max_after",
        "why",
    ]
    rows = [
        [
            plain(one.student),
            plain(one.notebook),
            plain(one.question),
            number(one.before.points if one.before else None),
            number(one.after.points),
            number(one.before.full if one.before else None),
            number(one.after.full),
            plain(one.why),
        ]
        for one in found
    ]
    return [head, *rows]


def lines(found: Sequence[Change]) -> Iterator[str]:
    """The changes for a person to read, student by student, and their sum."""
    for one in found:
        points = [number(mark.points, "–") if mark else "–" for mark in (one.before, one.after)]
        yield f"{one.student}  {one.question}  {points[0]} → {points[1]} / {number(one.after.full)}  {one.why}".rstrip()
    students = {one.student for one in found}
    totals = {name: sum(one.gain for one in found if one.student == name) for name in students}
    waits = {one.student for one in found if one.after.waits and not (one.before and one.before.waits)}
    yield _(
        "Ganan puntos: {up}; los pierden: {down}; vuelven a esperar a una persona: {waits}",
        up=sum(total > 0 for total in totals.values()),
        down=sum(total < 0 for total in totals.values()),
        waits=len(waits),
    )


def _figures(mark: Mark) -> tuple[object, ...]:
    return mark.auto, mark.manual, mark.waits, mark.full


def _why(old: Mark | None, new: Mark) -> str:
    said = []
    if old is None:
        said.append(_("no estaba calificada"))
    elif old.work != new.work:
        said.append(_("hay una entrega más nueva"))
    if old and old.full != new.full:
        said.append(_("valía {before:g} y vale {after:g}", before=old.full, after=new.full))
    if new.manual is not None and new.manual > new.full:
        said.append(_("la nota puesta a mano supera el máximo"))
    elif new.manual is not None and old and old.auto != new.auto:
        auto = [number(mark.auto, "–") for mark in (old, new)]
        said.append(
            _(
                "la nota puesta a mano se queda; la automática pasa de {before} a {after}",
                before=auto[0],
                after=auto[1],
            )
        )
    if new.why:
        said.append(new.why)
    elif old and old.why and new.auto is not None:
        said.append(_("ahora pasa la prueba; antes: {reason}", reason=old.why))
    return "; ".join(said)
