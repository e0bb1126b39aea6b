"""What the instructor should see to before anybody is graded: sentences from the solution's run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dosclientes.grading.processes.limits import DEFAULT
from dosclientes.grading.submissions.reasons import in_words
from dosclientes.language.translation import gettext as _

SLOW = 0.5
"""The share of the time limit from which a cell of the solution is called slow."""

LONGEST = 160
"""Characters of a reason."""

Cell = dict[str, Any]


def hints(
    name: str, outcomes: list[tuple[Cell, Cell]], judged: set[str], limit: float, memory: int
) -> Iterator[str]:
    """Sentences on one notebook.

    Arguments:
        outcomes: the solution's cells, tests among them, and what came of each.
        judged: the tests that count as they were examined.
        limit: seconds that a cell has.
        memory: the most that the solution has taken, in bytes.
    """
    for cell, outcome in outcomes:
        test = cell["kind"] == "test"
        if outcome["state"] != "ran" and (not test or cell["name"] in judged):
            what = (
                _("la prueba «{test}»", test=cell["name"])
                if test
                else _("la celda {count}", count=cell["count"])
            )
            yield f"{name}: {_failed(what, outcome, limit, test)}"
        seconds = outcome.get("seconds", 0)
        counts = not test or cell["name"] in judged
        if outcome["state"] == "ran" and counts and seconds > SLOW * limit:
            yield _("{name}: la celda {count} tarda {seconds:.0f} s de {limit:.0f}",
                    name=name, count=cell["count"], seconds=seconds, limit=limit)  # fmt: skip
    if memory > DEFAULT["memory"] / 2:
        yield _("{name}: la solución ocupa {size:.1f} GB de memoria", name=name, size=memory / 1024**3)


def _failed(what: str, outcome: Cell, limit: float, test: bool) -> str:
    told = _told(outcome)
    if outcome.get("kind") == "timeout":
        return _("{what} pasa del límite de {limit:.0f} s (c.Execute.timeout) con la propia solución",
                 what=what, limit=limit)  # fmt: skip
    module = re.match(r"ModuleNotFoundError: No module named '(.+?)'", told)
    if module:
        return _("falta el paquete «{module}», que {what} importa: instálalo en este entorno",
                 module=module[1], what=what)  # fmt: skip
    file = re.match(r"FileNotFoundError: .*?'(.+?)'", told)
    if file:
        return _("falta el archivo «{file}», que {what} lee: ponlo junto al cuaderno, en la carpeta de la fuente",
                 file=file[1], what=what)  # fmt: skip
    if test:
        return _("la propia solución no supera {what}: {reason}", what=what, reason=short(told))
    return _("{what} de la propia solución falla: {reason}", what=what, reason=short(told))


def _told(outcome: Cell) -> str:
    errors = [output for output in outcome["outputs"] if output["output_type"] == "error"]
    if errors and outcome["state"] == "raised":
        return f"{errors[-1]['ename']}: {errors[-1]['evalue']}"
    return in_words(str(outcome.get("reason") or ""))


def short(text: str) -> str:
    """A reason on one line."""
    line = " ".join(text.split()).removesuffix(":")  # of an error without a message
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
