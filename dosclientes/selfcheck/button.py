"""The button at the end of an assignment: check, see the table, judge one's own text, open the pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from dosclientes.exercises import light
from dosclientes.exercises.access import box
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.language.translation import gettext as _
from dosclientes.paths import typed
from dosclientes.selfcheck.keep.attempt import FEEDBACK, SOLUTION, Attempt
from dosclientes.selfcheck.keep.store import attempts
from dosclientes.selfcheck.read.where import (
    ATTEMPTS,
    CannotCheckError,
    has_solutions,
    in_class,
    not_here,
    work_in,
)
from dosclientes.selfcheck.show.assess_form import assess_form
from dosclientes.selfcheck.show.page import lines, table
from dosclientes.selfcheck.show.words import compared, time_text, title, total

__all__ = ["CheckMine"]

_SECONDS = 600
_SAVING = 10.0
_START = "00-welcome.ipynb"


class _Saver(light.Light, anywidget.AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """An invisible widget that saves the notebook when the button is pressed, and says when it asked for it."""

    _esm = Path(__file__).parent / "static" / "save.js"
    asked = traitlets.Float(0.0).tag(sync=True)
    """Seconds since 1970; 0 where nobody listened."""


class CheckMine(Shown):
    """What `check_mine()` shows: the button and the last attempt, or why there is no checking here."""

    def __init__(self) -> None:
        self._folder = Path.cwd()
        self._problem = _why_not(self._folder)
        self._status = _live()
        self._told, self._forms = light.HTML(), light.VBox()
        self._links, self._saver = light.Output(), _Saver()
        self._button = light.Button(description=_("Comprobar mi trabajo"), button_style="primary")
        self._button.on_click(lambda _button: self._begin())
        self._running: threading.Thread | None = None

    def __repr__(self) -> str:
        return self._problem or _(
            "En la terminal: {command}", command=typed(f"check {work_in(self._folder).assignment}")
        )

    def wait(self) -> None:
        """Wait for the check that is running, if one is."""
        if self._running:
            self._running.join()

    def _build(self) -> ipywidgets.Widget:
        name = _("Comprobar mi trabajo")
        if self._problem:
            return box([light.HTML(f"<p>{escape(self._problem)}</p>")], name)
        text = _(
            "Corrige tu copia en este ordenador, en unos segundos. El botón guarda antes el cuaderno; si tu programa "
            "no se lo deja hacer, guarda tú con Ctrl+S. No cambia nada de lo que has escrito."
        )
        head = light.HTML(f'<div class="dc-task">{escape(name)}</div><p>{escape(text)}</p>')
        row = light.Box([self._button])
        for css in ("dc-buttons", "dc-check-now"):
            row.add_class(css)
        found = attempts(self._folder)
        if found:
            self._show(found[-1], found[-2] if len(found) > 1 else None)
        children = [head, row, self._status, self._told, self._forms, self._links, self._saver]
        return box(children, name, classes=["dc-check"])

    def _begin(self) -> None:
        self._button.disabled = True
        self._told.add_class("dc-stale")
        self._status.value = f"<p>{escape(_('Comprobando…'))}</p>"
        # a kernel that waits is a notebook that hangs
        self._running = threading.Thread(target=self._check, daemon=True)
        self._running.start()

    def _check(self) -> None:
        try:
            notebook = _open_notebook(self._folder)
            _until_saved(notebook, self._saver.asked)
            saved = datetime.fromtimestamp(notebook.stat().st_mtime)
            told = _run(notebook)
            self._status.value = (
                f"<p>{escape(_('Comprobado lo guardado a las {time:%H:%M:%S}.', time=saved))}</p>"
            )
            if told["repeated"]:
                same = _("Nada ha cambiado desde ese intento: no se guarda otro.")
                self._status.value += f"<p>{escape(same)}</p>"
            found = attempts(self._folder)
            place = next(place for place, one in enumerate(found) if one.number == told["attempt"])
            self._show(found[place], found[place - 1] if place else None)
        except (CannotCheckError, OSError, ValueError, LookupError) as error:
            self._status.value = problem_html(str(error))
        finally:
            self._told.remove_class("dc-stale")
            self._button.disabled = False

    def _show(self, attempt: Attempt, before: Attempt | None) -> None:
        notices = "".join(problem_html(text) for text in attempt.notices)
        heading = f'<p class="dc-verdict">{escape(title(attempt))} · {escape(time_text(attempt))}</p>'
        told = lines([*total(attempt), *compared(before, attempt)])
        self._told.value = f"{heading}{notices}{told}{table(attempt, alone=True)}"
        self._forms.children = [
            assess_form(attempt, one, before, self._show) for one in attempt.results if one.state == "own"
        ]
        html = "".join(f"<li>{link}</li>" for link in _links(attempt))
        output = {"output_type": "display_data", "data": {"text/html": f"<ul>{html}</ul>"}, "metadata": {}}
        self._links.outputs = (output,)


def _why_not(folder: Path) -> str:
    """Why work in a folder is not checked here; "" if it is."""
    if in_class() or not has_solutions():
        return not_here()
    try:
        work_in(folder)
    except CannotCheckError as error:
        return str(error)
    return ""


def _open_notebook(folder: Path) -> Path:
    """The notebook whose kernel this is, as Jupyter names it, else the one with the assignment's name."""
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if named.suffix == ".ipynb" and (folder / named.name).is_file():
        return folder / named.name
    return work_in(folder).notebook


def _until_saved(notebook: Path, asked: float, patience: float = _SAVING) -> None:
    """Wait until a notebook is saved as it was when that was `asked` for; not for ever, for clocks may differ."""
    begun = notebook.with_name(f".~{notebook.name}")  # Jupyter's copy, there while it writes
    late = time.monotonic() + patience
    tick = 0.05  # file systems round the time
    while (notebook.stat().st_mtime < asked - tick or begun.exists()) and time.monotonic() < late:
        time.sleep(tick)


def _run(notebook: Path) -> dict[str, Any]:
    """What `dosclientes check` says of a notebook. Raises CannotCheckError with its message if it cannot."""
    command = [sys.executable, "-m", "dosclientes", "check", str(notebook), "--json"]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        raise CannotCheckError(_("Tu cuaderno tarda demasiado: lleva diez minutos sin terminar.")) from None
    if done.returncode > 1:
        raise CannotCheckError(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1])
    found: dict[str, Any] = json.loads(done.stdout.decode("utf-8").splitlines()[-1])
    return found


def _links(attempt: Attempt) -> Iterator[str]:
    place = f"{ATTEMPTS}/{attempt.number}"
    yield f'<a href="{place}/{FEEDBACK}">{escape(_("Tus comentarios, pregunta por pregunta"))}</a>'
    if (attempt.folder / SOLUTION).is_file():
        yield f'<a href="{place}/{SOLUTION}">{escape(_("La solución razonada, cuando quieras verla"))}</a>'
    else:
        yield escape(_("La solución se abre cuando hayas respondido algo."))
    if Path("..", _START).is_file():
        yield f'<a href="../{_START}">{escape(_("Tu mapa, y lo que sigue: 00 · Bienvenida"))}</a>'


def _live() -> ipywidgets.HTML:
    status = light.HTML()
    status.add_class("dc-live")
    return status
