"""Lesson 06: the same ten reports with the same twelve errors, whatever one counts as an opportunity."""

from __future__ import annotations

from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.explorers.shared.parts import announced, positions
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.measures import sixsigma

__all__ = ["REPORTS", "Inflation"]

REPORTS = (3, 2, 2, 1, 1, 1, 1, 1, 0, 0)
"""The errors in each of ten discharge reports: 12 in all."""

_WAYS = (3, 6, 12, 60, 300)


class Inflation:
    """A slider over what is counted, and what follows; `children` are the widgets, `slider` the first."""

    def __init__(self) -> None:
        self.slider = positions([(str(ways), ways) for ways in _WAYS], _("Oportunidades por informe"))
        self.slider.add_class("dc-ways")
        self._picture, self._change = light.HTML(), announced()
        self.slider.observe(lambda event: self._show(event["old"]), names="value")
        self._show(None)
        title = escape(_("2. La trampa: ¿qué contamos como oportunidad?"))
        told = escape(_("Diez informes de alta. Cada ✗ es un error que alguien va a leer."))
        head = light.HTML(f'<p class="dc-verdict">{title}</p><p>{told}</p>')
        self.children = (head, self.slider, self._picture, self._change)

    def _show(self, before: int | None) -> None:
        ways = self.slider.value
        self._picture.value = f"{_reports()}{_numbers(ways)}"
        self._change.value = f"<p>{escape(_changed(before, ways))}</p>"


def lines() -> list[str]:
    """The trap as text, one line for each way of counting."""
    return [
        _(
            "{ways} oportunidades ({what}): {rate} DPMO, {level} sigma; los errores siguen siendo 12",
            ways=ways,
            what=_counted(ways),
            rate=numeral(_rate(ways)),
            level=numeral(_level(ways), 2),
        )
        for ways in _WAYS
    ]


def _rate(ways: int) -> float:
    return sixsigma.dpmo(sum(REPORTS), len(REPORTS), ways)


def _level(ways: int) -> float:
    return sixsigma.sigma_level(_rate(ways))


def _counted(ways: int) -> str:
    return {
        3: _("el nombre, la dosis y la hora"),
        6: _("los seis datos que usa quien lo lee"),
        12: _("cada casilla del impreso"),
        60: _("cada palabra"),
        300: _("cada letra"),
    }[ways]


def _reports() -> str:
    told = _("Diez informes con 12 errores; dos no tienen ninguno.")
    pages = "".join(f"<span>{'✗' * errors or '✓'}</span>" for errors in REPORTS)
    return f'<div class="dc-reports" role="img" aria-label="{escape(told)}">{pages}</div>'


def _numbers(ways: int) -> str:
    """What changes with the way of counting, above what does not."""
    errors = sum(REPORTS)
    clean = REPORTS.count(0)
    rows = [
        (_("Lo que se cuenta en cada informe"), f"{ways}: {_counted(ways)}", True),
        (_("DPMO"), numeral(_rate(ways)), True),
        (_("Nivel sigma (con 1,5)"), numeral(_level(ways), 2), True),
        (_("Errores en los diez informes"), str(errors), False),
        (_("Errores por informe (DPU)"), numeral(sixsigma.dpu(errors, len(REPORTS)), 1), False),
        (_("Informes sin ningún error"), _("{number} de {all}", number=clean, all=len(REPORTS)), False),
    ]
    marks = {True: _("cambia"), False: _("igual")}
    cells = "".join(
        f'<tr class="{"dc-changes" if moves else "dc-stays"}"><th scope="row">{escape(name)}</th>'
        f"<td>{escape(value)}</td><td>{escape(marks[moves])}</td></tr>"
        for name, value, moves in rows
    )
    return f'<table class="dc-numbers">{cells}</table>'


def _changed(before: int | None, ways: int) -> str:
    if before is None:
        return _("Antes de mover: si cuentas más oportunidades, ¿qué cambiará y qué seguirá igual?")
    return _(
        "El DPMO pasa de {old} a {new}, y el nivel sigma de {low} a {high}. Los errores son los mismos 12: "
        "quien lee estos informes no ha notado nada.",
        old=numeral(_rate(before)),
        new=numeral(_rate(ways)),
        low=numeral(_level(before), 2),
        high=numeral(_level(ways), 2),
    )
