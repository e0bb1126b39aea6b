"""An attempt in the terminal: a table, what to think about, and by what to judge one's own text."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.keep.attempt import FEEDBACK, SOLUTION, Attempt
from dosclientes.selfcheck.show.words import compared, name_text, points_text, sign, state_text, title, total

__all__ = ["ask_assessment", "show"]


def show(console: Console, attempt: Attempt, before: Attempt | None, repeated: bool) -> None:
    """Print the table of questions, the total, what has changed, and where the pages lie."""
    table = Table(title=title(attempt), title_justify="left", box=SIMPLE_HEAD)
    table.add_column(_("N.º"), no_wrap=True)
    table.add_column(_("Pregunta"))
    table.add_column(_("Resultado"), no_wrap=True)
    table.add_column(_("Puntos"), no_wrap=True)
    for one in attempt.results:
        outcome = f"{sign(one)} {state_text(attempt, one)}"
        table.add_row(one.number, escape(name_text(one)), outcome, points_text(attempt, one))
    for notice in attempt.notices:
        console.print(f"! {escape(notice)}", style="bold")
    console.print(table)
    for one in attempt.results:
        if one.told:
            told = Text(one.told.replace("\n", " "))
            console.print(
                Padding(Text.assemble((f"{one.number} {name_text(one)}: ", "bold"), told), (0, 0, 1, 2))
            )
    if repeated:
        console.print(_("Nada ha cambiado desde ese intento: no se guarda otro."))
    for line in [*total(attempt), *compared(before, attempt)]:
        console.print(line, markup=False, highlight=False)
    _show_pages(console, attempt)


def ask_assessment(console: Console, attempt: Attempt) -> dict[str, float]:
    """Show by what each text that waits is judged, and ask for the learner's own points; Enter leaves one for later."""
    given: dict[str, float] = {}
    for one in attempt.waiting:
        console.rule(f"{one.number} · {escape(name_text(one))}")
        console.print(Markdown(one.rubric))
        while True:
            text = _("¿Cuántos puntos te das, de 0 a {points}? (Intro: más tarde) ", points=f"{one.points:g}")
            try:
                reply = console.input(escape(text)).strip().replace(",", ".")
            except EOFError:
                return given
            if not reply:
                break
            try:
                points = float(reply)
            except ValueError:
                continue
            if 0 <= points <= one.points:
                given[one.id] = points
                break
    return given


def _show_pages(console: Console, attempt: Attempt) -> None:
    # long paths must not be broken: people copy them
    page = attempt.folder / FEEDBACK
    console.print(_("Tus comentarios: {path}", path=page), markup=False, highlight=False, soft_wrap=True)
    if (attempt.folder / SOLUTION).is_file():
        path = attempt.folder / SOLUTION
        text = _("La solución razonada, si quieres verla ya: {path}", path=path)
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    else:
        console.print(_("La solución se abre cuando hayas respondido algo."))
