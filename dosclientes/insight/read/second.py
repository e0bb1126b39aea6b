"""A second grader's points, from a table with the columns student, question and points."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dosclientes.items import ResponseError
from dosclientes.items.scoring import read_number
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError

__all__ = ["read_second"]

_COLUMNS = ("student", "question", "points")


def read_second(path: Path) -> dict[tuple[str, str], float]:
    """Points by student and question. Raises CannotRunError for a file that is no such table."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(_("No se puede leer {file}: {error}", file=path, error=error)) from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise CannotRunError(
            _("{file}: hacen falta las columnas {names}.", file=path.name, names=", ".join(_COLUMNS))
        )
    found = {}
    for line, row in enumerate(rows, 2):
        try:
            found[str(row["student"]).strip(), str(row["question"]).strip()] = read_number(row["points"])
        except ResponseError as error:
            raise CannotRunError(
                _("{file}, línea {line}: {error}", file=path.name, line=line, error=error)
            ) from None
    return found
