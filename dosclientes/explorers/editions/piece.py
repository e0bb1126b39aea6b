"""Lesson 01: a slider over three rules for who counts as a customer, and the edition that nobody here has read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ipywidgets

from dosclientes.customers import RULES, Case, Ruling, counts_as_customer, hospital
from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.parts import announced, explorer_box, positions, spoken_slider
from dosclientes.explorers.shared.prediction import Prediction
from dosclientes.language.translation import gettext as _

_CASES = (
    "result_for_centre",
    "result_for_ward",
    "vaccine_for_child",
    "visit_for_waiting_patient",
    "result_for_kitchen_by_mistake",
    "result_for_insurer",
    "care_for_tax_inspector",
)


_UNREAD = "2026"
"""The edition that replaces the last of the rules; its text was not seen."""


@dataclass(frozen=True)
class _Row:
    case: Case
    ruling: Ruling
    moved: bool

    @property
    def name(self) -> str:
        return f"{_capital(self.case.party.name)} · {self.case.output.name if self.case.output else ''}"


class Explorer(Shown):
    """Seven cases, sorted into who counts and who does not by the rule the slider stands at.

    At the edition that was not read nobody is placed: it says what is known of it.
    """

    def __init__(self) -> None:
        self._cases = [hospital.case(name) for name in _CASES]
        names = {rule: f"ISO 9000:{rule}" for rule in (*RULES, _UNREAD)}
        self._names = names | {"payer": _("Quien paga")}

    def __repr__(self) -> str:
        lines = []
        for rule in RULES:
            lines.append(f"{self._names[rule]}:")
            lines += [f"  {'✓' if row.ruling.counts else '✗'} {row.name}" for row in self._rows(rule, None)]
        return "\n".join([*lines, f"{self._names[_UNREAD]}:", f"  {_unread()}"])

    def _build(self) -> ipywidgets.Widget:
        slider = positions([(name, rule) for rule, name in self._names.items()], _("Regla"))
        picture, change = light.HTML(), announced()
        slider.disabled = True

        def opened() -> None:
            slider.disabled = False

        numbers = [(str(number), str(number)) for number in range(len(self._cases) + 1)]
        words = _("¿Cuántos de los siete contarán con la ISO 9000:2015?")
        bet = Prediction("01-editions-bet", words, numbers, opened)

        def show(rule: str, before: str | None) -> None:
            if rule == _UNREAD:
                picture.value, change.value = "", f"<p>{escape(_unread())}</p>"
                return
            before = RULES[-1] if before == _UNREAD else before
            rows = list(self._rows(rule, before))
            picture.value = _panels(rows)
            change.value = _changes(rows, before is not None)
            if rule == RULES[-1]:
                bet.compare(str(sum(bool(row.ruling.counts) for row in rows)))

        slider.observe(lambda event: show(event["new"], event["old"]), names="value")
        show(slider.value, None)
        bet.open()
        label = _("Regla para decidir quién cuenta como cliente")
        return explorer_box(
            [*bet.children, slider, picture, change], label, "dc-editions", [spoken_slider(label)]
        )

    def _rows(self, rule: str, before: str | None) -> Iterator[_Row]:
        for case in self._cases:
            ruling = counts_as_customer(case, rule)
            was = counts_as_customer(case, before).counts if before else ruling.counts
            yield _Row(case, ruling, was != ruling.counts)


def _unread() -> str:
    return _(
        "La ISO 9000:2026 está publicada y sustituye a la de 2015. No la hemos leído: no sabemos si cambian la "
        "definición, los ejemplos o el número de la cláusula, así que aquí no colocamos a nadie. Si tienes un "
        "ejemplar, compárala con la de 2015: ¿a quién moverías?"
    )


def _panels(rows: list[_Row]) -> str:
    counted = [row for row in rows if row.ruling.counts]
    others = [row for row in rows if not row.ruling.counts]
    return (
        '<div class="dc-panels">'
        + _panel(_("✓ Cuentan como clientes: {number}", number=len(counted)), counted, "dc-in")
        + _panel(_("✗ No cuentan: {number}", number=len(others)), others, "dc-out")
        + "</div>"
    )


def _panel(title: str, rows: list[_Row], css: str) -> str:
    chips = "".join(_chip(row) for row in rows)
    return f'<div class="dc-panel {css}"><p class="dc-verdict">{escape(title)}</p><ul>{chips}</ul></div>'


def _chip(row: _Row) -> str:
    css = ' class="dc-moved"' if row.moved else ""
    mark = f" <strong>({escape(_('cambia'))})</strong>" if row.moved else ""
    output = row.case.output.name if row.case.output else ""
    who = escape(_capital(row.case.party.name))
    return f"<li{css}><b>{who}</b><br>{escape(output)}{mark}</li>"


def _changes(rows: list[_Row], moved: bool) -> str:
    """Why each case that changed sides did so; at the start, an invitation."""
    if not moved:
        return f"<p>{escape(_('Mueve el deslizador: ¿quién entra y quién sale con cada regla?'))}</p>"
    lines = [f"<li><b>{escape(row.name)}</b>: {escape(row.ruling.reason)}</li>" for row in rows if row.moved]
    return f"<p>{escape(_('Qué ha cambiado:'))}</p><ul>{''.join(lines)}</ul>"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
