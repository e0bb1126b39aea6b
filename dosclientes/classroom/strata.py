"""Answers about groups of a table: a correlation for each group, or a row for each combination of two columns.

Visible checks and hidden ones read answers by these functions. They say whether the form is right, never whether
the numbers are, nor by which column one should have split.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import Any

from dosclientes.classroom.counted import number_of
from dosclientes.classroom.forms import AnswerError, filled
from dosclientes.classroom.rows import rows_of
from dosclientes.language.translation import gettext as _

__all__ = ["correlations", "crossed_rows"]

_JOINT = " / "
_ROUNDING = 1e-9


def correlations(answer: Any) -> dict[str, float]:
    """The correlation of each group, by the group's name, from a dict or a Series.

    Raises AnswerError unless there are two groups at least, each with a number from -1 to 1.
    """
    if hasattr(filled(answer), "to_dict") and not hasattr(answer, "columns"):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping) or len(answer) < 2:
        raise AnswerError(_("Se esperaba un diccionario o una serie, con una correlación para cada grupo."))
    found = {str(group): number_of(value, str(group)) for group, value in answer.items()}
    for group, value in found.items():
        if abs(value) > 1 + _ROUNDING:
            raise AnswerError(_("«{name}»: una correlación va de −1 a 1.", name=group))
    return found


def crossed_rows(
    table: Any, keys: Mapping[str, Sequence[str]], columns: Collection[str]
) -> dict[tuple[str, ...], list[float]]:
    """The numbers in `columns` for each combination of the groups of the columns `keys`, which may be the index.

    Raises AnswerError unless each combination has one row, and no other has, with a finite number in each column.
    """
    if not hasattr(filled(table), "columns") or not hasattr(table, "reset_index"):
        raise AnswerError(_("Se esperaba una tabla de pandas (DataFrame)."))
    levels = [name for name in keys if name not in table.columns and name in table.index.names]
    plain = table.reset_index(level=levels) if levels else table
    for name in keys:
        if name not in plain.columns:
            raise AnswerError(_("A la tabla le falta la columna «{name}».", name=name))
    joined = [_JOINT.join(map(str, groups)) for groups in zip(*(plain[name] for name in keys), strict=True)]
    wanted = {_JOINT.join(groups): groups for groups in product(*keys.values())}
    rows = rows_of(plain.assign(**{_JOINT: joined}), _JOINT, wanted, columns)
    return {groups: rows[name] for name, groups in wanted.items()}
