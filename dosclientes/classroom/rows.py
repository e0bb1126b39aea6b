"""Answers that are tables with a row for each name, such as a number for each ward.

Visible checks and hidden ones read tables by these functions. They say whether the form is right, never whether
the numbers are. The order of rows and columns, the index and further columns do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from dosclientes.classroom.counted import number_of
from dosclientes.classroom.forms import AnswerError, filled
from dosclientes.language.translation import gettext as _

__all__ = ["keyed", "rows_of"]


def keyed(table: Any, key: str, columns: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """What the columns hold for each value of the column `key`, which may be the index.

    Raises AnswerError for what is no DataFrame, for a missing column, and for a name that comes twice.
    """
    if not hasattr(filled(table), "columns") or not hasattr(table, "reset_index"):
        raise AnswerError(_("Se esperaba una tabla de pandas (DataFrame)."))
    if key not in table.columns and table.index.name == key:
        table = table.reset_index()
    wanted = [key, *columns]
    for name in wanted:
        if name not in table.columns:
            raise AnswerError(_("A la tabla le falta la columna «{name}».", name=name))
    found: dict[str, tuple[Any, ...]] = {}
    for name, *values in zip(*(table[column].tolist() for column in wanted), strict=True):
        if str(name) in found:
            raise AnswerError(_("«{id}» está más de una vez.", id=name))
        found[str(name)] = tuple(values)
    return found


def rows_of(table: Any, key: str, names: Collection[str], columns: Collection[str]) -> dict[str, list[float]]:
    """The numbers in `columns`, in that order, for each of the `names`.

    Raises AnswerError unless the column `key` holds each name once and no others, with a finite number in each column.
    """
    rows = keyed(table, key, columns)
    for name in rows:
        if name not in names:
            raise AnswerError(_("«{name}» no es ninguna de: {known}.", name=name, known=", ".join(names)))
    for name in names:
        if name not in rows:
            raise AnswerError(_("Falta «{name}».", name=name))
    return {
        name: [number_of(value, column) for value, column in zip(rows[name], columns, strict=True)]
        for name in names
    }
