"""Lesson 09: vote, say beforehand how strong a correlation is, see it, and take it apart by group."""

from __future__ import annotations

from contextlib import suppress

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.debate.votes import BEFORE, Ballot, Votes, opinions, question
from dosclientes.explorers.evidence.data import OUTCOMES, chart, outcome_names, reading, stratify
from dosclientes.explorers.shared.parts import Mark, announced, explorer_box, slider, spoken_slider
from dosclientes.explorers.shared.prediction import Bets
from dosclientes.items import ResponseError
from dosclientes.items.scoring import read_number
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.plots.strata import written

_DIVISIONS = ((False, False), (True, False), (False, True), (True, True))


class Explorer(Shown):
    """Morale against satisfaction or profit in 600 simulated branches; nothing is shown before a bet."""

    def __init__(self) -> None:
        self.votes = Votes()
        self.predictions = Bets("09-evidence-bets", OUTCOMES, lambda bet: -1 <= bet <= 1)

    def __repr__(self) -> str:
        lines = [question(), *(f"  ○ {words}" for words in opinions().values())]
        for outcome, words in outcome_names().items():
            lines += ["", _("Correlación de la moral con: {outcome}", outcome=words)]
            for contact, area in _DIVISIONS:
                found = stratify(outcome, contact, area)
                lines.append("  " + "; ".join(stratum.told for stratum in found))
        return "\n".join(lines)

    def _build(self) -> ipywidgets.Widget:
        ballot = Ballot(self.votes, BEFORE, lambda: None)
        board = _Board(self, ballot)
        head = _title(_("1. Vota antes de ver nada. {question}", question=question()))
        name = _("Predice la correlación y sepárala por grupos")
        children = [head, *ballot.children, *board.children]
        return explorer_box(children, name, "dc-evidence", [*ballot.marks(), *board.marks()])


class _Board:
    """The bet and what it reveals; `children` are the widgets."""

    def __init__(self, piece: Explorer, ballot: Ballot) -> None:
        self._piece, self._ballot = piece, ballot
        names = outcome_names()
        self._outcome = light.RadioButtons(
            options=[(_("Moral y {outcome}", outcome=names[each]), each) for each in OUTCOMES],
            value=OUTCOMES[0],
        )
        self._outcome.add_class("dc-outcome")
        self._slider = slider(-1, 1, 0.05, 0, _("Tu apuesta"))
        self._slider.readout = False
        self._typed = light.Text(description=_("O escríbela, de −1 a 1"), continuous_update=False)
        self._typed.add_class("dc-row")
        self._go = light.Button(description=_("Apostar y ver"))
        self._go.on_click(lambda _button: self._bet())
        bet = light.Box([self._go])
        bet.add_class("dc-buttons")
        self._contact = light.Checkbox(description=_("Separar por contacto con el cliente"), indent=False)
        self._area = light.Checkbox(description=_("Separar por zona"), indent=False)
        self._said, self._plot, self._table, self._problem = announced(), light.HTML(), light.HTML(), ""
        self._asked = light.VBox([self._slider, self._typed, bet])
        self._shown = light.VBox([self._contact, self._area, self._plot, self._table])
        heads = [_title(_("2. Apuesta: ¿cuánto van juntas?")), _title(_("3. Mira y separa"))]
        self._slider.observe(self._moved, names="value")
        self._typed.observe(lambda _event: self._follow(), names="value")
        self._outcome.observe(lambda _event: self._turn(), names="value")
        for division in (self._contact, self._area):
            division.observe(lambda _event: self._show(), names="value")
        self._turn()
        if piece.predictions:
            ballot.settle()  # what was voted on has been seen, perhaps before a restart
        self.children = (heads[0], self._outcome, self._asked, heads[1], self._said, self._shown)

    def marks(self) -> list[Mark]:
        name = _("Qué se compara con la moral")
        group: Mark = {"role": "radiogroup", "aria-label": name}
        spoken = spoken_slider(_("Tu apuesta: correlación de −1 a 1"))
        return [{"find": ".dc-outcome .widget-radio-box", "set": group}, spoken]

    def _moved(self, event: dict[str, float]) -> None:
        if not self._matches(event["new"]):
            self._typed.value = numeral(event["new"], 2)

    def _matches(self, value: float) -> bool:
        """Whether what is typed already says `value`, as finely as the slider can."""
        try:
            return abs(read_number(self._typed.value) - value) <= 0.026
        except ResponseError:
            return False

    def _follow(self) -> None:
        """Move the slider to what is typed; what cannot be read is said when the bet is made."""
        with suppress(ResponseError):
            value = self._read()
            if abs(self._slider.value - value) > 1e-6:  # else an echo would pull a moving handle back
                self._slider.value = value
            if self._problem:  # said of an earlier number
                self._show()

    def _read(self) -> float:
        """The bet, by slider or typed; raises ResponseError where there is none."""
        if not self._typed.value.strip():
            raise ResponseError(
                _("Mueve el deslizador o escribe un número de −1 a 1. Si crees que no hay relación, 0.")
            )
        value = read_number(self._typed.value, example=0.2)
        if not -1 <= value <= 1:
            raise ResponseError(_("Una correlación va de −1 a 1: escribe un número entre los dos."))
        return value

    def _bet(self) -> None:
        if self._piece.votes.get(BEFORE) is None:
            self._said.value = problem_html(
                _("Primero vota, arriba: después ya no se puede votar sin saber.")
            )
            return
        try:
            guess = self._read()
        except ResponseError as problem:
            self._said.value = self._problem = problem_html(str(problem))
            self._typed.focus()
            return
        self._piece.predictions[self._outcome.value] = guess
        self._ballot.settle()
        self._show()
        self._contact.focus()  # the button just pressed is gone: keep the keyboard's place

    def _turn(self) -> None:
        """Begin with another outcome: undivided, and hidden until a bet is made."""
        if self._outcome.value not in self._piece.predictions:
            self._problem = ""
            self._slider.value, self._typed.value = 0, ""  # first: what a quick reader types next must stay
        self._contact.value = self._area.value = False
        self._show()

    def _show(self) -> None:
        self._problem = ""
        outcome, contact, area = self._outcome.value, self._contact.value, self._area.value
        guess = self._piece.predictions.get(outcome)
        light.show(self._asked, guess is None)
        light.show(self._shown, guess is not None)
        if guess is None:
            words = _("Aquí saldrá la gráfica cuando apuestes: 1, juntas del todo; 0, sin relación.")
            self._said.value = f"<p>{escape(words)}</p>"
            return
        found = stratify(outcome, contact, area)
        if len(found) == 1:
            words = _(
                "La correlación es {found}. Habías dicho {guess}.",
                found=written(found[0].correlation),
                guess=written(guess),
            )
        else:
            words = "; ".join(stratum.told for stratum in found) + "."
            words = words[:1].upper() + words[1:]
        hint = escape(reading(outcome, contact, area))
        self._said.value = f'<p class="dc-verdict">{escape(words)}</p><p>{hint}</p>'
        self._plot.value = chart(outcome, contact, area)._repr_html_()
        self._table.value = _numbers(outcome, contact, area)


def _numbers(outcome: str, contact: bool, area: bool) -> str:
    """The correlation in all branches and in each group, with the size of each."""
    found = stratify(outcome, False, False)
    if contact or area:
        found += stratify(outcome, contact, area)
    head = "".join(
        f'<th scope="col">{escape(words)}</th>' for words in (_("grupo"), _("sucursales"), _("correlación"))
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(each.name)}</th><td>{each.size}</td><td>{written(each.correlation)}</td></tr>'
        for each in found
    )
    return f'<table class="dc-numbers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _title(words: str) -> ipywidgets.HTML:
    return light.HTML(f'<p class="dc-verdict">{escape(words)}</p>')
