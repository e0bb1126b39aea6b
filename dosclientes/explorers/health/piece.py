"""Lesson 07: hospital or health system? One output, thirteen parties, and bets on whose label will change."""

from __future__ import annotations

from collections.abc import Iterable

import ipywidgets

from dosclientes.customers import Boundary, Verdict, classify, hospital
from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.health.cases import PARTIES, Flow, flows, names
from dosclientes.explorers.health.map import AREAS, SIZE, places
from dosclientes.explorers.health.words import (
    UNDECLARED,
    area_names,
    counted,
    deciding,
    note,
    toggle_names,
)
from dosclientes.explorers.shared.graph import Graph, Part, edge_id
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.language.translation import gettext as _


class Explorer(Shown):
    """A toggle over three boundaries (none declared, the hospital, the health system) and a map of parties.

    `output` and `boundary` say what is shown, `bets` whose label is expected to change, `changed` whose label
    changed last. `choose` and `declare` change them, `bet` says or unsays a bet.
    """

    def __init__(self) -> None:
        self._flows, self._names = flows(), names()
        self.output, self.boundary = next(iter(self._flows)), UNDECLARED
        self.bets: set[str] = set()
        self.changed: list[str] = []

    def verdicts(self, output: str | None = None, boundary: str | None = None) -> dict[str, Verdict]:
        """What each party is of an output under a boundary, which are those shown unless told otherwise."""
        flow = self._flows[self.output if output is None else output]
        declared = _boundaries()[self.boundary if boundary is None else boundary]
        return {party: classify(case, declared) for party, case in flow.cases.items()}

    def choose(self, output: str) -> str:
        """Look at another output; what is to be said of it."""
        self.output = output
        self._forget()
        return self._arrival() + self._sides()

    def declare(self, boundary: str) -> str:
        """Move the boundary; what is to be said of the labels that change, and of the bets."""
        before, was, bets = self.verdicts(), self.boundary, set(self.bets)
        self.boundary = boundary
        self._forget()
        if UNDECLARED in (was, boundary):
            return self._sides()
        after = self.verdicts()
        self.changed = [party for party in PARTIES if before[party].label != after[party].label]
        return self._sides() + self._changes(before, after) + self._settled(bets)

    def bet(self, party: str) -> str:
        """Say that a label will change, or unsay it; what is known of the party, and what it is now."""
        verdict = self.verdicts()[party]
        if self.boundary == UNDECLARED:
            bet = _("Para apostar, declara antes una frontera.")
        else:
            self.bets ^= {party}
            bet = _("Apuestas que su etiqueta cambiará.") if party in self.bets else _("Retiras la apuesta.")
        told = f"{self._flow.stories[party]} {deciding(verdict)}"
        return f"<p><b>{escape(self._names[party])}</b>. {escape(told)}</p><p>{escape(bet)}</p>"

    def __repr__(self) -> str:
        lines = []
        for name, flow in self._flows.items():
            lines += ["", self._says_output(flow)]
            small, large = self.verdicts(name, "hospital"), self.verdicts(name, "health_system")
            for party in PARTIES:
                labels = dict.fromkeys((small[party].name, large[party].name))
                lines.append(f"  {self._names[party]}: {' → '.join(labels)}")
        return "\n".join([_("El hospital → el sistema sanitario"), *lines])

    @property
    def _flow(self) -> Flow:
        return self._flows[self.output]

    def _build(self) -> ipywidgets.Widget:
        return _Map(self, self._names, self._flows).widget

    def _says_output(self, flow: Flow) -> str:
        return _(
            "Salida: {output}. Entrega: {provider}.",
            output=flow.output.name,
            provider=self._names[flow.provider],
        )

    def _arrival(self) -> str:
        return f"<p>{escape(self._says_output(self._flow))}</p>"

    def _sides(self) -> str:
        """Who is internal, who external, and whose side the boundary does not tell."""
        found = self.verdicts()
        lines = [f'<p class="dc-verdict">{escape(toggle_names()[self.boundary])}</p>']
        for label in ("internal", "external", "undetermined"):
            those = [party for party in PARTIES if found[party].label == label]
            if those:
                lines.append(f"<p>{escape(counted(label, len(those)))} ({escape(self._listed(those))})</p>")
        return "".join(lines)

    def _forget(self) -> None:
        self.bets.clear()
        self.changed = []

    def _changes(self, before: dict[str, Verdict], after: dict[str, Verdict]) -> str:
        lines = [
            f"<li><b>{escape(self._names[party])}</b>: {escape(before[party].name)} → "
            f"{escape(after[party].name)}. {escape(deciding(after[party]))}</li>"
            for party in self.changed
        ]
        head = escape(_("Etiquetas que cambian: {number}.", number=len(self.changed)))
        return f"<p>{head}</p><ul>{''.join(lines)}</ul>"

    def _settled(self, bets: set[str]) -> str:
        """How the bets came out; nothing if there were none."""
        if not bets:
            return ""
        right = self._listed(party for party in self.changed if party in bets)
        left_out = self._listed(party for party in self.changed if party not in bets)
        unmoved = self._listed(party for party in PARTIES if party in bets and party not in self.changed)
        lines = [
            _("✓ Lo habías dicho: {who}.", who=right) if right else "",
            _("✗ No lo habías dicho: {who}.", who=left_out) if left_out else "",
            _("✗ Apostaste y no cambia: {who}.", who=unmoved) if unmoved else "",
        ]
        return "".join(f"<p>{escape(line)}</p>" for line in lines if line)

    def _listed(self, parties: Iterable[str]) -> str:
        return ", ".join(self._names[party] for party in parties)


class _Map:
    """The widget: the toggle and the output above, the map, and below what has changed."""

    def __init__(self, piece: Explorer, names: dict[str, str], flows: dict[str, Flow]) -> None:
        self._piece, self._names, self._flows = piece, names, flows
        self._graph = Graph(label=_("Mapa de quienes rodean la salida"), **SIZE)
        self._graph.on_press(lambda graph: self._say(piece.bet(graph.last)))
        self._toggle = light.RadioButtons(
            options=[(words, name) for name, words in toggle_names().items()], value=piece.boundary
        )
        self._toggle.add_class("dc-toggle")
        self._toggle.observe(lambda event: self._move(piece.declare(event["new"])), names="value")
        menu = light.Dropdown(
            options=[(flow.output.name, name) for name, flow in flows.items()],
            value=piece.output,
            description=_("Salida"),
        )
        menu.add_class("dc-row")
        menu.observe(lambda event: self._move(piece.choose(event["new"])), names="value")
        self._said = announced()
        start = _(
            "Sin frontera hay clientes, pero no lados. Declara una. Después pulsa en el mapa a quienes crees "
            "que cambiarán de etiqueta con la otra, y muévela."
        )
        self._say(f"<p>{escape(start)}</p>")
        marks: list[dict[str, object]] = [
            {"find": ".widget-radio-box", "set": {"role": "radiogroup", "aria-label": _("Frontera")}}
        ]
        children = [menu, self._toggle, self._graph, self._said]
        self.widget = explorer_box(children, _("El hospital o el sistema sanitario"), "dc-health", marks)

    def _move(self, told: str) -> None:
        self._graph.selected = ""
        self._say(told)

    def _say(self, told: str) -> None:
        self._draw()
        self._said.value = told

    def _draw(self) -> None:
        flow, verdicts = self._flows[self._piece.output], self._piece.verdicts()
        where = places(flow.provider)
        self._graph.change(
            areas=[
                area | {"side": _area_side(name, self._piece.boundary), "label": label}
                for (name, area), label in zip(AREAS.items(), area_names().values(), strict=True)
            ],
            nodes=[self._node(flow, party, verdicts[party], where[party]) for party in PARTIES],
            edges=[
                _edge(flow.provider, party, verdicts[party]) for party in PARTIES if flow.is_customer(party)
            ],
        )

    def _node(self, flow: Flow, party: str, verdict: Verdict, place: tuple[int, int]) -> Part:
        label = note(verdict, delivers=party == flow.provider)
        shown, more = label, ""
        if party in self._piece.bets:
            shown, more = _("⚑ apuestas: cambiará"), _("apuestas que cambiará")
        elif party in self._piece.changed:
            shown, more = f"↻ {label}", _("acaba de cambiar")
        return {
            "id": party,
            "x": place[0],
            "y": place[1],
            "width": 130,
            "height": 72,
            "label": self._names[party],
            "note": shown,
            "says": ", ".join(filter(None, (f"{self._names[party]}: {label}", more))),
            "side": _side(verdict),
        }


def _edge(provider: str, party: str, verdict: Verdict) -> Part:
    return {
        "id": edge_id(provider, party),
        "source": provider,
        "target": party,
        "side": _side(verdict),
        "fixed": True,
    }


def _side(verdict: Verdict) -> str:
    return verdict.label if verdict.label in ("internal", "external") else "neutral"


def _boundaries() -> dict[str, Boundary | None]:
    declared = {name: hospital.around(name) for name in AREAS}
    return {UNDECLARED: None, **declared}


def _area_side(name: str, boundary: str) -> str:
    return "internal" if name == boundary else "neutral"
