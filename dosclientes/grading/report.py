"""What a person sees of a run: a progress bar while it goes, a table when it is done."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from dosclientes.grading.submissions.text import shown as plain
from dosclientes.grading.summary import Summary
from dosclientes.language.translation import gettext as _

_MANY = 4
_LONG = 500


class Bar:
    """The progress bar: done, failed, left, time."""

    def __init__(self, quiet: bool) -> None:
        self.bar = Progress(
            TextColumn(_("calificando")),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(_("para una persona:") + " {task.fields[person]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            disable=quiet,
            console=Console(stderr=True),
            refresh_per_second=4,
        )

    def __enter__(self) -> Bar:
        self.bar.start()
        self.task = self.bar.add_task("", total=None, person=0)
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def __call__(self, what: str, value: Any) -> None:
        if what == "rehearsal":
            for line in value:
                self.bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        elif what == "total":
            self.bar.update(self.task, total=value)
        else:
            self.bar.update(self.task, advance=1, person=len(value.person) + len(value.broken))


def _grouped(reasons: dict[str, str]) -> list[str]:
    """Each reason once, with the cells it is about."""
    cells: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        cells.setdefault(reason, []).append(name)
    return [
        f"{', '.join(names)}: {reason}"
        if len(names) < _MANY
        else _("{count} preguntas: {reason}", count=len(names), reason=reason)
        for reason, names in cells.items()
    ]


def reasons(summary: Summary) -> dict[str, str]:
    """Why each student waits for a person."""
    found = {
        student: "; ".join(
            [*_grouped(summary.results[student]["reasons"]), *summary.results[student]["remarks"]]
        )
        for student in summary.person
    }
    for student, cells in summary.waiting.items():
        found[student] = _("de una vez anterior: {cells}", cells=", ".join(cells))
    return {student: plain(_cut(why)) for student, why in found.items()}


def _cut(given: str) -> str:
    """Text of a length that a table bears, cut between words."""
    return given if len(given) <= _LONG else given[:_LONG].rsplit(" ", 1)[0] + " …"


def text(given: str) -> Text:
    """What came from a student, as text: no markup, nothing that a terminal obeys, not endless."""
    return Text(plain(_cut(given)))


def table(summary: Summary, seconds: float, sandboxed: bool) -> None:
    """Print the summary: totals, and each student who needs a person, with the reason."""
    console = Console()
    shown = Table(title=text(_("{name}: lo que tiene que mirar una persona", name=summary.assignment)))
    for column in (_("estudiante"), _("puntos"), _("sin juzgar"), _("por qué")):
        shown.add_column(column)
    for student, why in reasons(summary).items():
        result = summary.results.get(student)
        points = f"{result['points']:g} / {result['of']:g}" if result else "-"
        unjudged = result["error"] if result else len(summary.waiting[student])
        shown.add_row(text(student), points, str(unjudged), text(why))
    for student, reason in summary.broken.items():
        shown.add_row(text(student), "-", "-", text(_("no se ha guardado: {reason}", reason=reason)))
    for student, reason in summary.no_page.items():
        shown.add_row(text(student), "-", "-", text(_("sin página de comentarios: {why}", why=reason)))
    if shown.row_count:
        console.print(shown)
    clean = len(summary.results) - len(summary.person)
    console.print(
        _(
            "Calificadas: {clean}; para una persona: {person}; sin guardar: {broken}; calificadas antes: {skipped}; "
            "{seconds:.1f} s",
            clean=clean,
            person=len(summary.person) + len(summary.waiting),
            broken=len(summary.broken),
            skipped=len(summary.skipped) - len(summary.waiting),
            seconds=seconds,
        )
    )
    if summary.by_hand:
        console.print(
            _(
                "Por calificar a mano, en el formgrader: {answers} (estudiantes: {students})",
                answers=sum(map(len, summary.by_hand.values())),
                students=len(summary.by_hand),
            )
        )
    if not summary.protected:
        console.print(_("Sin proteger: las pruebas se ejecutaron en los kernels de los estudiantes."))
    if not sandboxed:
        console.print(_("Sin aislar: el código de los estudiantes podía leer y escribir lo mismo que tú."))
