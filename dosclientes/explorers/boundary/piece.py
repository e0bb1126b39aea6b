"""Lesson 04: a boundary one moves over a map of organisations, and what each party becomes as it moves."""

from __future__ import annotations

from functools import partial

import ipywidgets

from dosclientes.customers import Verdict, classify, hospital, label_name
from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.boundary.organisations import (
    OUTPUTS,
    PLACES,
    PRESETS,
    boundary_of,
    cases_of,
    preset_names,
    short_names,
)
from dosclientes.explorers.shared.graph import Graph, Part, edge_id
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.explorers.shared.prediction import Prediction
from dosclientes.language.translation import gettext as _

Verdicts = dict[str, Verdict]
_SIZE = {"width": 770, "height": 396}


class Explorer(Shown):
    """Sixteen parties, one output and one boundary; moving the boundary or changing the output relabels them.

    `output` and `inside` say what is shown; `declare(name)` takes one of the declared boundaries.
    """

    def __init__(self) -> None:
        self._names, self._presets = short_names(), preset_names()
        self.output = OUTPUTS[0]
        self._bet: Prediction | None = None
        self.graph = Graph(mode="inside", areas=_areas(), label=_("Mapa de organizaciones"), **_SIZE)
        self.graph.inside = list(PRESETS["hospital"])
        self._cases = cases_of(self.output)
        self._verdicts = self._classified()
        self._change, self._reasons = announced(), light.HTML()
        self._who = self._party_menu()
        self._buttons = {name: self._preset_button(name) for name in PRESETS}
        self._draw()
        self._change.value = _told(_("Pulsa a alguien en el mapa para que cruce la frontera. ¿Qué cambia?"))
        self.graph.on_press(self._pressed)

    @property
    def inside(self) -> frozenset[str]:
        return frozenset(self.graph.inside)

    def label_of(self, party: str) -> str:
        """What a party is now. Raises KeyError for one that is not on the map."""
        return self._verdicts[party].label

    def declare(self, name: str) -> None:
        """Take the declared boundary "laboratory", "hospital" or "health_system"."""
        self.graph.inside = list(PRESETS[name])
        self._moved()

    def choose(self, output: str) -> None:
        """Look at another output, with the same boundary."""
        self.output, self._cases = output, cases_of(output)
        self._verdicts = self._classified()
        self._draw()
        self._change.value = self._customers()

    def __repr__(self) -> str:
        """The first output, and what each party is under each declared boundary."""
        boundaries = [boundary_of(inside) for inside in PRESETS.values()]
        lines = [_("Salida: {output}", output=hospital.output(OUTPUTS[0]).name)]
        lines.append(_("Fronteras: {names}", names=" · ".join(self._presets.values())))
        for name, case in cases_of(OUTPUTS[0]).items():
            labels = " · ".join(classify(case, boundary).name for boundary in boundaries)
            lines.append(f"  {self._names[name]}: {labels}")
        return "\n".join(lines)

    def _build(self) -> ipywidgets.Widget:
        menu = light.Dropdown(
            options=[(hospital.output(each).name, each) for each in OUTPUTS],
            value=self.output,
            description=_("Salida"),
        )
        menu.observe(lambda event: self.choose(event["new"]), names="value")
        row = light.Box([light.HTML(escape(_("Declara una frontera:"))), *self._buttons.values()])
        row.add_class("dc-buttons")
        for each in (menu, self._who):
            each.add_class("dc-row")
        help_text = light.HTML(
            _told(
                _(
                    "Pulsa a alguien, o muévete con las flechas y pulsa Intro, para meterlo o sacarlo. También "
                    "puedes arrastrar la frontera desde dentro. Una raya (—) es ninguna de estas cosas."
                )
            )
        )
        numbers = [(str(number), str(number)) for number in range(len(PLACES) + 1)]
        question = _(
            "Si la frontera pasa del hospital al sistema sanitario, ¿a cuántos les cambiará la etiqueta?"
        )
        self._bet = Prediction("04-boundary-bet", question, numbers, partial(self._gate, [menu], True))
        self._gate([menu], False)
        self._bet.open()
        children = [
            *self._bet.children,
            menu,
            row,
            help_text,
            self.graph,
            self._change,
            self._who,
            self._reasons,
        ]
        return explorer_box(children, _("Una frontera que se mueve"), "dc-boundary")

    def _gate(self, menus: list[ipywidgets.Dropdown], is_open: bool) -> None:
        """Let the controls move things, or not yet."""
        for control in (*menus, *self._buttons.values()):
            control.disabled = not is_open
        first = _("Primero apuesta, arriba: después ya no se puede apostar sin saber.")
        self.graph.closed = None if is_open else lambda: setattr(self._change, "value", problem_html(first))

    def _party_menu(self) -> ipywidgets.Dropdown:
        menu = light.Dropdown(
            options=[(self._names[each], each) for each in PLACES], value="ward", description=_("¿Por qué?")
        )
        menu.observe(lambda _event: self._explain(), names="value")
        return menu

    def _preset_button(self, name: str) -> ipywidgets.Button:
        button = light.Button()
        button.on_click(lambda _button: self.declare(name))
        return button

    def _pressed(self, graph: Graph) -> None:
        self._who.value = graph.last
        self._moved()

    def _moved(self) -> None:
        before, self._verdicts = self._verdicts, self._classified()
        self._draw()
        self._change.value = self._changes(before)
        if self._bet and self.output == OUTPUTS[0] and self.inside == frozenset(PRESETS["health_system"]):
            self._bet.compare(str(self._moving()))

    def _moving(self) -> int:
        """How many labels differ between the hospital and the health system, for the first output."""
        here, there = (boundary_of(PRESETS[name]) for name in ("hospital", "health_system"))
        return sum(classify(case, here).label != classify(case, there).label for case in self._cases.values())

    def _classified(self) -> Verdicts:
        boundary = boundary_of(self.graph.inside)
        return {name: classify(case, boundary) for name, case in self._cases.items()}

    def _draw(self) -> None:
        self.graph.change(
            nodes=[self._node(name) for name in PLACES],
            edges=[edge for name in PLACES for edge in self._edge(name)],
        )
        for name, button in self._buttons.items():
            here = self.inside == frozenset(PRESETS[name])
            button.description = f"{'✓ ' if here else ''}{self._presets[name]}"
            (button.add_class if here else button.remove_class)("dc-chosen")
        self._explain()

    def _node(self, name: str) -> Part:
        verdict, (x, y) = self._verdicts[name], PLACES[name]
        label = _("entrega la salida") if self._delivers(name) else verdict.name
        where = _("dentro de la frontera") if name in self.inside else _("fuera de la frontera")
        return {
            "id": name,
            "x": x,
            "y": y,
            "width": 126,
            "height": 66,
            "label": self._names[name],
            "note": "—" if verdict.label == "none" else label,
            "says": f"{self._names[name]}, {where}: {label}",
            "side": _colour(verdict),
        }

    def _edge(self, name: str) -> list[Part]:
        """The arrow to a customer; none to anybody else."""
        case, verdict = self._cases[name], self._verdicts[name]
        if not (case.receipt and case.purpose):
            return []
        source = next(each for each in PLACES if self._delivers(each))
        says = _(
            "Flecha de la salida: {giver} → {receiver}", giver=self._names[source], receiver=self._names[name]
        )
        arrow = {"id": edge_id(source, name), "source": source, "target": name, "fixed": True}
        return [arrow | {"side": _colour(verdict), "says": says, "bend": _bend(source, name)}]

    def _delivers(self, name: str) -> bool:
        output = self._cases[name].output
        return output is not None and output.provider == self._cases[name].party

    def _changes(self, before: Verdicts) -> str:
        """Who became something else, and why; or that nobody did, which teaches as much."""
        head = _told(_("Frontera: {boundary}", boundary=boundary_of(self.graph.inside).name))
        changed = [name for name in PLACES if before[name].label != self._verdicts[name].label]
        if not changed:
            return head + _told(_("A nadie le ha cambiado la etiqueta."))
        lines = "".join(map(partial(self._change_line, before), changed))
        return head + _told(_("Etiquetas que cambian: {number}.", number=len(changed))) + f"<ul>{lines}</ul>"

    def _customers(self) -> str:
        """Who the customers of this output are: with another output it is no use to say who changed."""
        giver = next(name for name in PLACES if self._delivers(name))
        output = hospital.output(self.output).name
        head = _told(_("Salida: {output}. La entrega: {giver}.", output=output, giver=self._names[giver]))
        customers = [name for name in PLACES if self._edge(name)]
        lines = "".join(
            f"<li><b>{escape(self._names[name])}</b>: {escape(self._verdicts[name].name)}. "
            f"{escape(_deciding(self._verdicts[name]))}</li>"
            for name in customers
        )
        return head + _told(_("Sus clientes: {number}.", number=len(customers))) + f"<ul>{lines}</ul>"

    def _change_line(self, before: Verdicts, name: str) -> str:
        new = self._verdicts[name]
        names = f"{label_name(before[name].label)} → {new.name}"
        return f"<li><b>{escape(self._names[name])}</b>: {escape(names)}. {escape(_deciding(new))}</li>"

    def _explain(self) -> None:
        verdict = self._verdicts[self._who.value]
        lines = "".join(f"<li><b>{each.step}</b> · {escape(each.text)}</li>" for each in verdict.reasons)
        self._reasons.value = f'<p class="dc-verdict">{escape(verdict.name)}</p><ul>{lines}</ul>'


def _colour(verdict: Verdict) -> str:
    return verdict.label if verdict.label in ("internal", "external") else "neutral"


def _deciding(verdict: Verdict) -> str:
    """The last reason before the notes."""
    return [reason.text for reason in verdict.reasons if reason.step < 5][-1]


def _bend(source: str, target: str) -> int:
    """How far an arrow curves, so that a long one runs between the rows of boxes."""
    (x1, y1), (x2, y2) = PLACES[source], PLACES[target]
    if abs(x2 - x1) <= 200:
        return 0
    upwards = -1 if x2 > x1 else 1
    return upwards * (100 if y1 == y2 else 12)


def _told(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _areas() -> list[Part]:
    return [
        {"x": 4, "y": 8, "width": 622, "height": 258, "label": _("sistema sanitario")},
        {"x": 11, "y": 40, "width": 457, "height": 214, "label": _("hospital")},
    ]
