"""What is said of a filled-in cell: read, filled, run, compared with the solution and with the common mistakes."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dosclientes.exercises.blanks.running import Ran, blanks, filled, made, run
from dosclientes.items import Item
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext

__all__ = ["Outcome", "judge", "solution"]

_MAGIC_LINES = 1  # above the code stands the line that asks for the check


@dataclass(frozen=True)
class Outcome:
    """What is `told` of a cell; `right` is None where nothing was tried yet.

    `shown` is the value of its last line; `names`, what it leaves behind.
    """

    told: str
    right: bool | None = None
    misconception: str | None = None
    shown: Any = None
    names: Mapping[str, Any] | None = None


def solution(item: Item) -> str:
    """The cell as it should be."""
    return filled(item.parts["code"], item.parts["fills"])


def judge(item: Item, code: str, names: Mapping[str, Any]) -> Outcome:
    """What is to be said of `code`, where the notebook's names are `names`; right is what comes to the same value.

    The solution and the mistakes are run as well, each in names of its own, so that data changed in the notebook
    change what is right.
    """
    try:
        ast.parse(code)
        left = blanks(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        return Outcome(_unread(error, code), False)
    if left:
        return Outcome(
            ngettext(
                "Queda un hueco por rellenar. {task}",
                "Quedan {n} huecos por rellenar. {task}",
                left,
                task=item.prompt,
            )
        )
    own = made(solution(item))
    before = {name: value for name, value in names.items() if name not in own}
    value = item.parts["value"]
    expected = run(solution(item), value, before)
    if expected.error is not None:
        return Outcome(_unready(expected.error))
    got = run(code, value, before)
    left_behind = {name: got.names[name] for name in own if name in got.names}
    if got.same(expected):
        return Outcome(item.parts["why"], True, shown=got.shown, names=left_behind)
    for slip in item.parts["wrong"]:
        if got.same(run(filled(item.parts["code"], slip["fills"]), value, before)):
            return Outcome(slip["why"], False, slip.get("misconception"), got.shown, left_behind)
    told = _stopped(got, code) if got.line else item.parts["otherwise"]["why"]
    return Outcome(told, False, shown=got.shown, names=left_behind)


def _unread(error: Exception, code: str) -> str:
    line = getattr(error, "lineno", None) or 1
    return _(
        "Python no entiende la línea {line}: `{code}`. Mira si falta o sobra una comilla, un paréntesis o una coma.",
        line=line + _MAGIC_LINES,
        code=_text(code, line),
    )


def _unready(error: BaseException) -> str:
    """The notebook has not what the cell builds on: nobody's mistake, and no attempt."""
    if isinstance(error, NameError):
        return _("Falta «{name}»: ejecuta antes las celdas de arriba.", name=error.name or error)
    return _(
        "Esta celda usa resultados de las de arriba, y ahora son otros: ejecuta antes las celdas de arriba. ({error})",
        error=error,
    )


def _stopped(ran: Ran, code: str) -> str:
    if isinstance(ran.error, NameError) and ran.error.name:
        return _(
            "Python no conoce `{name}`. Si es un texto, escríbelo entre comillas; si es un nombre, mira si está "
            "escrito como arriba.",
            name=ran.error.name,
        )
    return _(
        "Python se para en la línea {line}, `{code}`: {kind}: {error}.",
        line=ran.line + _MAGIC_LINES,
        code=_text(code, ran.line),
        kind=type(ran.error).__name__,
        error=str(ran.error).rstrip("."),
    )


def _text(code: str, line: int) -> str:
    lines = code.splitlines()
    return lines[line - 1].strip().replace("`", "'") if 0 < line <= len(lines) else ""
