"""Lesson 06: a slider of the sigma level over two curves, and the trap of counting more opportunities."""

from __future__ import annotations

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.parts import announced, explorer_box, picture, slider, spoken_slider
from dosclientes.explorers.shared.prediction import Prediction
from dosclientes.explorers.sigma import inflation
from dosclientes.explorers.sigma.curves import SHIFT, centre, curves, per_million, share
from dosclientes.items import ResponseError
from dosclientes.items.scoring import read_number
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.measures import sixsigma

_LOW, _HIGH, _START = 1.0, 6.5, 3.0


class Explorer(Shown):
    """How many readings of a fridge pass the customer's limit, by its sigma level and with or without drift."""

    def __repr__(self) -> str:
        lines = [_("Defectos por millón según el nivel sigma")]
        for level in range(1, 7):
            lines.append(
                _(
                    "  {level} sigma: {short} sin desplazar, {long} con el desplazamiento de 1,5",
                    level=level,
                    short=per_million(level, 0),
                    long=per_million(level, SHIFT),
                )
            )
        lines.append(_("Diez informes con 12 errores, según lo que se cuente como oportunidad"))
        return "\n".join([*lines, *(f"  {line}" for line in inflation.lines())])

    def _build(self) -> ipywidgets.Widget:
        curve, trap = _Curve(), inflation.Inflation()
        marks = [
            spoken_slider(_("Nivel sigma de la nevera"), ".dc-level"),
            spoken_slider(_("Oportunidades que se cuentan en cada informe"), ".dc-ways"),
        ]
        name = _("El nivel sigma, el desplazamiento y las oportunidades")
        return explorer_box([*curve.bet.children, *curve.children, *trap.children], name, "dc-sigma", marks)


class _Curve:
    """The level, by slider or typed, the switch, and what they show; `children` are the widgets."""

    def __init__(self) -> None:
        self._slider = slider(_LOW, _HIGH, 0.1, _START, _("Nivel sigma"))
        self._slider.readout = False
        self._slider.add_class("dc-level")
        self._typed = light.Text(
            value=numeral(_START, 1), description=_("O escríbelo"), continuous_update=False
        )
        self._typed.add_class("dc-row")
        self._shift = light.Checkbox(
            value=True, description=_("Desplazar el centro 1,5 sigmas (la convención)"), indent=False
        )
        self._drawn = (self._slider.value, self._shift.value)
        self._place, self._redraw = picture(lambda: curves(*self._drawn))
        self._numbers, self._said, self._problem = light.HTML(), announced(), ""
        for control in (self._slider, self._typed, self._shift):
            control.disabled = True
        words = _(
            "Con la convención puesta, la nevera pasa de 3 a 4 sigma. ¿Qué será de los defectos por millón?"
        )
        self.bet = Prediction("06-sigma-bet", words, _factors(), self._open)
        self._show(None)
        self.bet.open()
        self._slider.observe(self._moved, names="value")
        self._shift.observe(lambda _event: self._show(None), names="value")
        self._typed.observe(self._read, names="value")
        head = light.HTML(f'<p class="dc-verdict">{escape(_("1. El nivel sigma y sus dos curvas"))}</p>')
        above = (head, self._slider, self._typed, self._shift)
        self.children = (*above, self._place, self._numbers, self._said)

    def _open(self) -> None:
        for control in (self._slider, self._typed, self._shift):
            control.disabled = False

    def _moved(self, event: dict[str, float]) -> None:
        self._typed.value = self._written()
        self._show(event["old"])

    def _written(self) -> str:
        return numeral(self._slider.value, 1)

    def _read(self, event: dict[str, str]) -> None:
        """Take a typed level over, or say why it cannot be."""
        if event["new"] == self._written() and self._said.value != self._problem:
            return  # the slider wrote it
        try:
            level = read_number(event["new"], example=3.5)
            if not _LOW <= level <= _HIGH:
                raise ResponseError(
                    _(
                        "El deslizador va de {low} a {high} sigma: escribe un número entre los dos.",
                        low=numeral(_LOW),
                        high=numeral(_HIGH, 1),
                    )
                )
        except ResponseError as problem:
            self._problem = self._said.value = problem_html(str(problem))
            return
        if round(level, 1) == self._slider.value:
            self._typed.value = self._written()
            self._show(None)
        self._slider.value = round(level, 1)

    def _show(self, before: float | None) -> None:
        level, shifted = now = self._slider.value, self._shift.value
        if self._drawn != now:
            self._drawn = now
            self._redraw()
        self._numbers.value = _table(level, shifted)
        self._said.value = f"<p>{escape(_reading(level, shifted, before))}</p>"
        if (level, shifted) == (_START + 1, True):
            self.bet.compare(_factor())


def _factors() -> list[tuple[str, str]]:
    """What one can predict, by how many times fewer defects there will be, at most."""
    return [
        (_("un tercio menos, poco más o menos"), "2"),
        (_("unas cuatro veces menos"), "7"),
        (_("unas once veces menos"), "30"),
        (_("unas cien veces menos"), "inf"),
    ]


def _factor() -> str:
    """Which of them it is."""
    times = sixsigma.dpmo_from_sigma(_START) / sixsigma.dpmo_from_sigma(_START + 1)
    return next(most for _words, most in _factors() if times <= float(most))


def _table(level: float, shifted: bool) -> str:
    rows = [(_("corto plazo (centro en 5 °C, línea continua)"), 0.0)]
    if shifted:
        words = _(
            "largo plazo (centro en {middle} °C, línea discontinua)", middle=numeral(centre(level, SHIFT), 1)
        )
        rows.append((words, SHIFT))
    head = "".join(
        f'<th scope="col">{escape(words)}</th>' for words in ("", _("DPMO"), _("lecturas que cumplen"))
    )
    cells = "".join(
        f'<tr><th scope="row">{escape(words)}</th><td>{per_million(level, shift)}</td>'
        f"<td>{share(level, shift)}</td></tr>"
        for words, shift in rows
    )
    return f'<table class="dc-numbers"><tr>{head}</tr>{cells}</table>'


def _reading(level: float, shifted: bool, before: float | None) -> str:
    """What the level means, what changed, and what the convention alone does."""
    shift = SHIFT if shifted else 0.0
    parts = [
        _(
            "{level} sigma: {rate} de cada millón de lecturas pasan de 8 °C.",
            level=numeral(level, 1),
            rate=per_million(level, shift),
        )
    ]
    if before is not None:
        parts.append(
            _("Antes, con {level}: {rate}.", level=numeral(before, 1), rate=per_million(before, shift))
        )
    if not shifted:
        parts.append(_("Sin desplazar, el centro nunca se mueve de 5 °C."))
    elif level < SHIFT:
        parts.append(_("El centro desplazado ya ha pasado el límite: falla más de la mitad."))
    else:
        times = sixsigma.dpmo_from_sigma(level) / sixsigma.dpmo_from_sigma(level, 0)
        words = _(
            "La nevera es la misma, pero la convención multiplica los defectos por {times}.",
            times=numeral(times),
        )
        parts.append(words)
    return " ".join(parts)
