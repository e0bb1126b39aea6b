"""Tables of people as spreadsheets and platforms write them: any separator, encoding, language of the headings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.hand_ins.names import key

__all__ = ["COLUMNS", "TableError", "read_table"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": (
        "id",
        "student",
        "estudiante",
        "student_id",
        "username",
        "usuario",
        "nombre de usuario",
        "SIS Login ID",
    ),
    "first_name": ("first_name", "first name", "nombre", "given name", "nombre de pila"),
    "last_name": ("last_name", "last name", "surname", "apellido", "apellidos", "apellido(s)", "family name"),
    "email": ("email", "e-mail", "email address", "correo", "correo electrónico", "dirección de correo"),
    "lms_user_id": ("lms_user_id", "lms id", "user id", "id de usuario", "canvas user id"),
    "person": ("person", "persona", "identifier", "identificador"),
    "name": ("full name", "nombre completo", "name", "nombre / apellido(s)", "apellido(s), nombre"),
    "time": (
        "time",
        "hora",
        "timestamp",
        "last modified (submission)",
        "última modificación (entrega)",
        "última modificación (envío)",
    ),
}
"""What a column may be called, by what it holds; compared without case, accents or signs."""

_SEPARATORS = ",;\t"


class TableError(Exception):
    """A file that is no table of people; the message says why."""


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table, by what their columns hold (see COLUMNS); other columns and empty rows are left out.

    Raises: TableError.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(_("no se puede leer {path}: {error}", path=path, error=error.strerror)) from None
    if content[:4] == b"PK\x03\x04":
        raise TableError(_("{path} es un libro de Excel: guárdalo como CSV y vuelve a probar", path=path))
    text = _decoded(content)
    heading = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=heading.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise TableError(_("{path} no es una tabla CSV: {error}", path=path, error=error)) from None
    columns = [_meaning(title) for title in lines[0]] if lines else []
    if not any(columns):
        told = _(
            "{path} no tiene ninguna columna conocida; la primera línea es: {line}",
            path=path,
            line=heading[:100],
        )
        raise TableError(told)
    rows = (zip(columns, line, strict=False) for line in lines[1:])
    found = [{name: value.strip() for name, value in row if name and value.strip()} for row in rows]
    return [row for row in found if row]


def _decoded(content: bytes) -> str:
    """Text in UTF-8 or UTF-16 with their marks, or as a Western Windows writes it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


_MEANINGS = {key(title): name for name, titles in COLUMNS.items() for title in titles}


def _meaning(title: str) -> str:
    return _MEANINGS.get(key(title), "")
