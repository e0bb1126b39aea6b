"""Lesson 08: turn a question round or leave it out, and watch Cronbach's alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets

from dosclientes.customers import hospital
from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.explorers.shared.prediction import Prediction
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("P1", "P2", "P3", "P4", "P5")
_UNITS = ("pharmacy", "laboratory", "kitchen", "it_desk")
_LEAST = 2
_NOTICED = 0.1


class Explorer(Shown):
    """The survey's five questions, each as asked, turned round or left out; alpha and the answers follow."""

    def __init__(self) -> None:
        from dosclientes import datasets

        self._survey = datasets.load("survey")

    def __repr__(self) -> str:
        ways = {
            _("tal como se preguntó"): ((), _COLUMNS),
            _("con P4 vuelta"): (("P4",), _COLUMNS),
            _("sin P4"): ((), tuple(name for name in _COLUMNS if name != "P4")),
        }
        questions = [f"  {name}: {words}" for name, words in _questions().items()]
        alphas = [
            f"  {way}: {numeral(self._alpha(self._answers('', turned, kept)), 2)}"
            for way, (turned, kept) in ways.items()
        ]
        return "\n".join([_("Cinco preguntas, de 1 a 7"), *questions, _("Alfa de Cronbach"), *alphas])

    def _build(self) -> ipywidgets.Widget:
        questions = _questions()
        self._turn = {name: _tick(_("dar la vuelta a {name}", name=name)) for name in _COLUMNS}
        self._keep = {name: _tick(_("contar con {name}", name=name), True) for name in _COLUMNS}
        self._unit = light.Dropdown(
            options=[
                (_("los cuatro servicios"), ""),
                *((hospital.party(unit).name, unit) for unit in _UNITS),
            ],
            description=_("¿Quién sirve?"),
        )
        self._unit.add_class("dc-row")
        rows = []
        for name in _COLUMNS:
            words = light.HTML(f"<b>{name}</b> · {escape(questions[name])}")
            row = light.Box([words, self._turn[name], self._keep[name]])
            row.add_class("dc-question")
            rows.append(row)
        self._said, self._plot, self._before = announced(), light.HTML(), 0.0
        self._controls = (self._unit, *self._turn.values(), *self._keep.values())
        for control in self._controls:
            control.observe(lambda _change: self._follow(), names="value")
            control.disabled = True
        self._bet = Prediction(
            "08-likert-bet",
            _("Una está invertida. Si le das la vuelta, ¿qué hará alfa?"),
            _moves(),
            self._open,
        )
        self._follow(first=True)
        self._bet.open()
        name = _("Las preguntas de una encuesta y su alfa")
        return explorer_box(
            [*self._bet.children, self._unit, *rows, self._said, self._plot], name, "dc-likert"
        )

    def _open(self) -> None:
        for control in self._controls:
            control.disabled = False

    def _follow(self, first: bool = False) -> None:
        """Show what the controls now ask for."""
        kept = tuple(name for name, tick in self._keep.items() if tick.value)
        if len(kept) < _LEAST:
            self._said.value = (
                f"<p>{escape(_('Deja al menos dos preguntas: con una no hay nada que comparar.'))}</p>"
            )
            return
        turned = tuple(name for name, tick in self._turn.items() if tick.value)
        answers = self._answers(self._unit.value, turned, kept)
        alpha = self._alpha(answers)
        self._said.value = _said(alpha, None if first else self._before, answers)
        self._before = alpha
        if turned == ("P4",) and kept == _COLUMNS:
            asked = self._alpha(self._answers(self._unit.value, (), _COLUMNS))
            self._bet.compare(_move(alpha - asked))
        from dosclientes.plots import likert

        self._plot.value = likert(answers, "survey-answers")._repr_html_()

    def _answers(self, unit: str, turned: tuple[str, ...], kept: tuple[str, ...]) -> pd.DataFrame:
        """The answers on one unit ("" for all), with questions turned and others left out."""
        rows = self._survey[self._survey.unit == unit] if unit else self._survey
        answers = rows[list(kept)].copy()
        for name in turned:
            if name in kept:
                answers[name] = 8 - answers[name]
        return answers

    def _alpha(self, answers: pd.DataFrame) -> float:
        from dosclientes.measures import cronbach_alpha

        return cronbach_alpha(answers)


def _moves() -> list[tuple[str, str]]:
    return [
        (_("bajará 0,1 o más"), "down"),
        (_("cambiará menos de 0,1"), "same"),
        (_("subirá 0,1 o más"), "up"),
    ]


def _move(by: float) -> str:
    return "same" if abs(by) < _NOTICED else "up" if by > 0 else "down"


def _questions() -> dict[str, str]:
    return {
        "P1": _("Los pedidos llegan a la hora acordada."),
        "P2": _("Contestan cuando hay una duda."),
        "P3": _("Lo que entregan sirve a la primera."),
        "P4": _("Los pedidos llegan equivocados."),
        "P5": _("Tratan con respeto a quien pide."),
    }


def _said(alpha: float, before: float | None, answers: pd.DataFrame) -> str:
    """Alpha, how it moved, and which question now points away from the others."""
    figure = numeral(alpha, 2)
    moved = "" if before is None else _(" (antes, {before})", before=numeral(before, 2))
    head = _(
        "Alfa de Cronbach: {alpha}{moved}, con {number} respuestas.",
        alpha=figure,
        moved=moved,
        number=len(answers),
    )
    return f'<p class="dc-verdict">{escape(head)}</p><p>{escape(_pointing(answers))}</p>'


def _pointing(answers: pd.DataFrame) -> str:
    away = [
        name for name in answers.columns if answers[name].corr(answers.drop(columns=name).sum(axis=1)) < 0
    ]
    if not away:
        return _("Todas las preguntas que cuentan apuntan al mismo lado.")
    if len(away) == len(answers.columns):
        return _("Las preguntas apuntan a lados distintos: no se pueden sumar así.")
    return _("Apunta al lado contrario que las demás: {names}.", names=", ".join(away))


def _tick(words: str, value: bool = False) -> ipywidgets.Checkbox:
    return light.Checkbox(value=value, description=words, indent=False)
