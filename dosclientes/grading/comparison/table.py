"""What a comparison has found, for people: a table of hand-ins, tests not protected, rows that differ."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from dosclientes.grading.comparison.measure import Result, shown_name
from dosclientes.grading.comparison.rows import EQUAL, GAINED, LOST, MEANT, PERSON, Row
from dosclientes.grading.submissions.text import shown as plain
from dosclientes.language.translation import gettext as _


def show(results: list[Result]) -> None:
    """Print it."""
    console = Console(soft_wrap=True, highlight=False)
    table = Table(title=_("El motor frente a nbgrader, fila por fila del libro de calificaciones"))
    table.add_column(_("tarea"), no_wrap=True)
    table.add_column(_("quién entrega"), no_wrap=True)
    for heading in (_("filas"), _("igual"), _("adrede"), _("persona"), _("cero"), _("de más")):
        table.add_column(heading, justify="right")
    for result in results:
        for student in dict.fromkeys(row.student for row in result.rows):
            table.add_row(result.assignment, plain(shown_name(student)), *_counts([result], student))
    table.add_section()
    table.add_row(_("todas"), "", *_counts(results, None))
    if any(result.rows for result in results):
        Console().print(table)
    for result in results:
        for line in lines(result):
            console.print(line, markup=False)


def _counts(results: list[Result], student: str | None) -> list[str]:
    found = [sum(result.count(kind, student) for result in results)
             for kind in (EQUAL, MEANT, PERSON, LOST, GAINED)]  # fmt: skip
    return [str(number) for number in (sum(found), *found)]


def lines(result: Result) -> list[str]:
    """What is to be said of one assignment besides its numbers."""
    if result.problem:
        return [_("{name}: no se puede comparar: {problem}", name=result.assignment, problem=result.problem)]
    free = len(result.unprotected) - result.person
    said = [
        "",
        _(
            "{name}: {tests} pruebas; {examined} protegidas, {free} sin proteger, {person} para una persona; "
            "nbgrader {stock:.0f} s, el motor {engine:.0f} s",
            name=result.assignment,
            tests=result.tests,
            examined=result.tests - len(result.unprotected),
            free=free,
            person=result.person,
            stock=result.stock_seconds,
            engine=result.engine_seconds,
        ),
        *(f"  {line}" for line in result.rehearsal[:-1]),
        *(f"  {test}: {why}" for test, why in result.unprotected.items()),
    ]
    return said + [_line(row) for row in result.rows if row.kind != EQUAL]


def _line(row: Row) -> str:
    kinds = {
        PERSON: _("para una persona"),
        LOST: _("cero callado"),
        GAINED: _("puntos de más"),
        MEANT: _("adrede"),
    }
    return plain(
        _(
            "  {student}, {notebook}/{cell}: nbgrader {stock}, el motor {engine}; {kind}: {reason}",
            student=shown_name(row.student),
            notebook=row.notebook,
            cell=row.cell,
            stock=_points(row.stock),
            engine=_points(row.engine),
            kind=kinds[row.kind],
            reason=" ".join(row.reason.split())[:300],
        )
    )


def _points(given: float | None) -> str:
    return "–" if given is None else f"{given:g}"
