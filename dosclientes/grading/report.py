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

from dosclientes.grading.engine import Summary
from dosclientes.grading.submissions.text import shown as plain
from dosclientes.language.translation import gettext as _


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
                self.bar.console.print(line, markup=False, highlight=False)
        elif what == "total":
            self.bar.update(self.task, total=value)
        else:
            self.bar.update(self.task, advance=1, person=len(value.person) + len(value.broken))


def text(given: str) -> Text:
    """What came from a student, as text: no markup, nothing that a terminal obeys, not endless."""
    return Text(plain(given[:500]))


def table(summary: Summary, seconds: float, sandboxed: bool) -> None:
    """Print the summary: totals, and each student who needs a person, with the reason."""
    console = Console()
    shown = Table(title=text(_("{name}: lo que tiene que mirar una persona", name=summary.assignment)))
    for column in (_("estudiante"), _("puntos"), _("sin juzgar"), _("por qué")):
        shown.add_column(column)
    for student in summary.person:
        result = summary.results[student]
        why = "; ".join(
            [*(f"{name}: {reason}" for name, reason in result["reasons"].items()), *result["remarks"]]
        )
        points = f"{result['points']:g} / {result['of']:g}"
        shown.add_row(text(student), points, str(result["error"]), text(why))
    for student, reason in summary.broken.items():
        shown.add_row(text(student), "-", "-", text(_("no se ha guardado: {reason}", reason=reason)))
    if shown.row_count:
        console.print(shown)
    clean = len(summary.results) - len(summary.person)
    console.print(
        _(
            "Calificadas: {clean}; para una persona: {person}; sin guardar: {broken}; calificadas antes: {skipped}; "
            "{seconds:.1f} s",
            clean=clean,
            person=len(summary.person),
            broken=len(summary.broken),
            skipped=len(summary.skipped),
            seconds=seconds,
        )
    )
    if not summary.protected:
        console.print(_("Sin proteger: las pruebas se ejecutaron en los kernels de los estudiantes."))
    if not sandboxed:
        console.print(_("Sin aislar: el código de los estudiantes podía leer y escribir lo mismo que tú."))
