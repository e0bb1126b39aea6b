"""Lesson 10: an impact and effort board for ten improvements, which answers back and keeps the plan."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dosclientes.answers import AnswerBook
from dosclientes.customers import label_name
from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.board import drawn
from dosclientes.explorers.board.actions import ACTIONS, Side
from dosclientes.explorers.board.plan import MOST_EFFORT, MOST_IMPACT, Placement, Plan
from dosclientes.explorers.board.words import quadrant_names
from dosclientes.explorers.shared.parts import announced, explorer_box, spoken_slider
from dosclientes.language.translation import gettext as _

_ANSWER = "10-board"
_ENOUGH = 3  # actions placed before the simulated effects are shown


class Explorer(Shown):
    """Place actions by effort and impact, say whom they serve, make a plan, and see what it lacks."""

    def __init__(self) -> None:
        self.book = AnswerBook()
        kept = self.book.get(_ANSWER)
        self.plan = Plan.restored(kept.response if kept else None)

    def place(self, action: str, effort: int, impact: int, customer: str, plan: bool = False) -> str:
        """Put an action on the board as the sliders do, keep it, and say what the board says."""
        if action not in ACTIONS or customer not in ("internal", "external"):
            return _(
                'No existe: {name}. Escribe explore("board") para ver las acciones.',
                name=f"{action}, {customer}",
            )
        if effort not in range(1, MOST_EFFORT + 1) or impact not in range(1, MOST_IMPACT + 1):
            words = {"effort": f"{MOST_EFFORT}", "impact": f"{MOST_IMPACT}"}
            return _(
                "El esfuerzo va de 1 a {effort} días y el impacto de 1 a {impact} puntos, sin decimales.",
                **words,
            )
        side: Side = "internal" if customer == "internal" else "external"
        self.plan.placed[action] = Placement(int(effort), int(impact), side, plan)
        self.keep()
        return "\n".join([self.told(action), *self.plan.remarks()])

    def compare(self) -> bool:
        """Show the simulated effects from now on; False while too few actions are placed."""
        if len(self.plan.placed) < _ENOUGH:
            return False
        self.plan.compared = True
        self.keep()
        return True

    def keep(self) -> None:
        self.book.put(_ANSWER, self.plan.stored(), "fairly")

    def told(self, name: str) -> str:
        """Where an action now stands, and whether its customer is the one the learner said."""
        action, placed = ACTIONS[name], self.plan.placed[name]
        where = _(
            "{number} está en «{where}».", number=action.number, where=quadrant_names()[placed.quadrant]
        )
        words = {"receives": action.receives, "side": label_name(action.side)}
        receives = _("Mira quién recibe: {receives}. Con la frontera en el hospital, {side}.", **words)
        return f"{where} {'✓' if placed.customer == action.side else '✗'} {receives}"

    def __repr__(self) -> str:
        lines = [_("Tablero de esfuerzo e impacto")]
        for name, action in ACTIONS.items():
            lines.append(f"{name}: {action.number}. {action.title}")
            if name in self.plan.placed:
                lines.append(f"  {self.told(name)}")
        lines += self.plan.remarks()
        example = 'explore("board").place("labels", effort=5, impact=12, customer="internal", plan=True)'
        return "\n".join([*lines, _("Para colocar en código:"), f"  {example}"])

    def _build(self) -> ipywidgets.Widget:
        return _Board(self).widget


class _Board:
    """The widget: an action and its figures above, the board, its lists and its remarks below."""

    def __init__(self, piece: Explorer) -> None:
        self._piece = piece
        options = [(f"{each.number}. {each.title}", name) for name, each in ACTIONS.items()]
        self._action = light.Dropdown(options=options, description=_("Acción"), css="dc-row dc-action")
        self._effort = _slider(_("Esfuerzo (días)"), MOST_EFFORT, "dc-effort")
        self._impact = _slider(_("Impacto (puntos)"), MOST_IMPACT, "dc-impact")
        sides = [(_("— elige —"), ""), *((label_name(each), each) for each in ("internal", "external"))]
        asked = _("¿A qué cliente sirve?")
        self._customer = light.Dropdown(options=sides, value="", description=asked, css="dc-row")
        self._planned = light.Checkbox(description=_("Entra en mi plan"), indent=False)
        self._said, self._drawn, self._lists = announced(), light.HTML(), light.HTML()
        self._remarks, self._table = announced(), light.HTML()
        self._action.observe(lambda _event: self._load(), names="value")
        acts = {
            _("Colocar"): self._place,
            _("Siguiente acción"): self._next,
            _("Comparar con lo simulado"): self._compare,
        }
        buttons = light.Box([_button(words, act) for words, act in acts.items()], css="dc-buttons")
        self._watch_fields()
        self._load()
        self._draw()
        fields = [self._action, self._effort, self._impact, self._customer, self._planned, buttons]
        shown = [self._said, self._drawn, self._lists, self._remarks, self._table]
        marks = [
            spoken_slider(_("Esfuerzo, de 1 a 20 días"), ".dc-effort"),
            spoken_slider(_("Impacto, de 1 a 30 puntos"), ".dc-impact"),
        ]
        self.widget = explorer_box([*fields, *shown], _("Tablero de esfuerzo e impacto"), "dc-board", marks)

    def _watch_fields(self) -> None:
        """Know which fields the learner has set and not yet placed."""
        self._fields = (self._effort, self._impact, self._customer, self._planned)
        self._set: set[ipywidgets.Widget] = set()
        for field in self._fields:
            field.observe(lambda event: self._set.add(event["owner"]), names="value")

    def _load(self) -> None:
        """Show what is known of the chosen action: where it was placed, or else what the learner has set meanwhile.

        The page may report an action only after what was chosen for it: it holds back the second of two quick changes
        of a menu, but not what is changed elsewhere.
        """
        placed = self._piece.plan.placed.get(self._action.value)
        if placed:
            self._set.clear()
        known = (
            (placed.effort, placed.impact, placed.customer, placed.planned) if placed else (10, 15, "", False)
        )
        kept = set(self._set)
        for field, value in zip(self._fields, known, strict=True):
            if field not in kept:
                field.value = value
        self._set = kept
        self._said.value = ""

    def _place(self) -> None:
        if not self._customer.value:
            self._said.value = problem_html(_("Antes de colocarla, di a qué cliente sirve."))
            self._customer.focus()
            return
        name = self._action.value
        self._piece.place(
            name, self._effort.value, self._impact.value, self._customer.value, self._planned.value
        )
        self._set.clear()
        self._said.value = f"<p>{escape(self._piece.told(name))}</p>"
        if self._piece.book.problem:
            self._said.value += problem_html(self._piece.book.problem)
        self._draw()

    def _next(self) -> None:
        """Go to the next action not placed yet, or to the next one if all are."""
        names = list(ACTIONS)
        here = names.index(self._action.value)
        after = names[here + 1 :] + names[: here + 1]
        left = [name for name in after if name not in self._piece.plan.placed]
        self._set.clear()  # what was set for the one left unplaced is not meant for the next
        self._action.value = (left or after)[0]
        self._action.focus()

    def _compare(self) -> None:
        if self._piece.compare():
            self._draw()
            self._said.value = (
                f"<p>{escape(_('Cada aspa dice dónde pone lo simulado a una acción tuya.'))}</p>"
            )
            return
        words = _(
            "Coloca antes al menos {enough} acciones: primero se apuesta y luego se mira.", enough=_ENOUGH
        )
        self._said.value = problem_html(words)

    def _draw(self) -> None:
        plan = self._piece.plan
        self._drawn.value, self._lists.value = drawn.drawing(plan), drawn.lists(plan)
        items = "".join(f"<li>{escape(line)}</li>" for line in plan.remarks())
        title = escape(_("Lo que el tablero dice de tu plan"))
        self._remarks.value = f'<p class="dc-verdict">{title}</p><ul>{items}</ul>'
        self._table.value = drawn.comparison(plan) if plan.compared else ""


def _slider(words: str, most: int, css: str) -> ipywidgets.IntSlider:
    traits = {"min": 1, "max": most, "value": 1, "description": words, "continuous_update": False}
    return light.IntSlider(**traits, css=f"dc-slider {css}")


def _button(words: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = light.Button(description=words)
    button.on_click(lambda _button: act())
    return button
