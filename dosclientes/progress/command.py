"""`dosclientes progress`: where one stands, in the terminal; and what to do with the record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.options import add_language, speak
from dosclientes.progress.place import folder, is_on, switch
from dosclientes.progress.store import FILE, RecordError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    what = parser.add_mutually_exclusive_group()
    file = _("archivo")
    what.add_argument("--summary", type=Path, metavar=file, help=_("guardar una página HTML con tu resumen"))
    what.add_argument(
        "--export", type=Path, metavar=file, help=_("copiar el registro a un archivo .csv o .json")
    )
    what.add_argument(
        "--import",
        type=Path,
        metavar=file,
        dest="import_",
        help=_("añadir lo exportado; repetirlo no cambia nada"),
    )
    what.add_argument("--delete", action="store_true", help=_("borrar todo el registro"))
    what.add_argument("--off", action="store_true", help=_("dejar de registrar"))
    what.add_argument("--on", action="store_true", help=_("volver a registrar"))
    parser.add_argument("--yes", action="store_true", help=_("con --delete: no preguntar"))
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked. Returns 2 if it cannot be done, having said why."""
    from dosclientes.progress.transfer import TransferError

    speak(options)
    try:
        return _run(options)
    except (RecordError, TransferError) as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or folder()}: {error.strerror or error}", file=sys.stderr)
    return 2


def _run(options: argparse.Namespace) -> int:
    if options.off or options.on:
        switch(options.on)
        print(
            _("El registro está encendido.")
            if options.on
            else _("El registro está apagado; lo que hay se queda.")
        )
    elif options.delete:
        return _delete(options.yes)
    elif options.export:
        from dosclientes.progress.transfer import export

        count = export(options.export)
        print(
            ngettext(
                "Exportada una respuesta: {file}",
                "Exportadas {n} respuestas: {file}",
                count,
                file=options.export,
            )
        )
    elif options.import_:
        from dosclientes.progress.transfer import import_file

        count = import_file(options.import_)
        print(ngettext("Una respuesta nueva.", "{n} respuestas nuevas.", count))
    elif options.summary:
        from dosclientes.progress.summary import write_summary

        write_summary(options.summary)
        print(_("Tu resumen: {file}", file=options.summary))
    else:
        _show()
    return 0


def _show() -> None:
    from rich.console import Console
    from rich.table import Table

    from dosclientes.progress.mastery import standing
    from dosclientes.progress.picture import rows
    from dosclientes.progress.words import SIGNS, findings, off_text, state_words, step_line

    stand, words, console = standing(), state_words(), Console(highlight=False)
    table = Table(_("Lección"), _("Objetivo"), _("Estado"), title=_("Tu mapa: qué dominas"))
    before = ""
    for lesson, aim, state in rows(stand):
        table.add_row(lesson if lesson != before else "", aim, f"{SIGNS[state]} {words[state]}")
        before = lesson
    console.print(table)
    told = [line.text for line in (*findings(stand), step_line(stand))]
    for line in [*told, *([] if is_on() else [off_text()])]:
        console.print(line, markup=False)


def _delete(sure: bool) -> int:
    from dosclientes.progress.record import erase

    if not sure:
        question = _("Se borrará todo lo registrado en {path}. ¿Seguro? Escribe «sí»: ", path=folder() / FILE)
        try:
            given = input(question).strip().lower()
        except EOFError:
            given = ""
        if given not in {"sí", "si", "s", "yes", "y", _("sí")}:
            print(_("No se ha borrado nada."))
            return 1
    print(ngettext("Borrada una respuesta.", "Borradas {n} respuestas.", erase()))
    return 0
