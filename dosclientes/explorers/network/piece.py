"""Lesson 05: a network one builds arrow by arrow over the areas of a hospital; who is whose biggest customer?"""

from __future__ import annotations

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.network.areas import DELIVERIES, OUTSIDE, PLACES, Arrow, Delivery, judge
from dosclientes.explorers.network.biggest import MEASURES, measure_names, rankings
from dosclientes.explorers.network.told import listed, ranking_table, taken_lead, told_arrow
from dosclientes.explorers.network.words import short_names
from dosclientes.explorers.shared.graph import Graph, Part
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.language.translation import gettext as _

_SIZE = {"width": 834, "height": 420}
_AREA = {"x": 4, "y": 8, "width": 640, "height": 408}
_COLUMNS, _ROWS = {70: 1, 574: -1}, {64: 1, 376: -1}
"""The sides of the drawing, and to which side of a rising coordinate its inside lies."""


class Explorer(Shown):
    """Connect who delivers the chosen output with each customer of it; every arrow is judged, with its reason.

    Right arrows stay and make up the network, in which the requests' data tell each provider's biggest customer.
    `choose` takes another output, `connect` draws an arrow, `rank_by` takes another measure.
    """

    def __init__(self) -> None:
        self._names = short_names()
        self.delivery = next(iter(DELIVERIES.values()))
        self.measure = MEASURES[0]
        self._right: dict[str, list[Arrow]] = {name: [] for name in DELIVERIES}
        self._wrong: Arrow | None = None
        self._all = False
        self.graph = Graph(mode="connect", label=_("Red de áreas del hospital"), areas=self._areas(), **_SIZE)
        self._told, self._story, self._table = announced(), light.HTML(), light.HTML()
        self._draw()
        self.graph.on_press(self._pressed)

    @property
    def network(self) -> frozenset[Arrow]:
        """All right arrows drawn so far, whatever goes over."""
        return frozenset(arrow for drawn in self._right.values() for arrow in drawn)

    def choose(self, output: str) -> None:
        """Look at another output; right arrows are kept. Raises KeyError for an unknown one."""
        self.delivery, self._wrong = DELIVERIES[output], None
        self.graph.selected = ""
        self._draw()
        self._say(_("Ahora: «{output}». ¿De quién a quién?", output=self.delivery.name))

    def connect(self, source: str, target: str) -> None:
        """Draw an arrow, or take a right one away."""
        self.graph.connect(source, target)

    def rank_by(self, measure: str) -> None:
        """Rank customers by another of `MEASURES`. Raises KeyError for an unknown one."""
        counted = self._counted()
        before, after = rankings(counted, self.measure), rankings(counted, measure)
        self.measure = measure
        self._draw()
        self._told.value = taken_lead(before, after, self._names, measure)

    def __repr__(self) -> str:
        """Each output, what is known of it, and its right arrows."""
        return "\n".join(
            [
                _("Quién entrega qué a quién, visto desde el hospital:"),
                *(line for each in DELIVERIES.values() for line in self._written(each)),
            ]
        )

    def _written(self, delivery: Delivery) -> list[str]:
        arrows = [
            f"  {self._names[source]} → {self._names[target]}: {delivery.verdict(target).name}"
            for source, target in delivery.arrows
        ]
        return [f"{delivery.name}. {delivery.story}", *arrows]

    def _build(self) -> ipywidgets.Widget:
        outputs = [(each.name, name) for name, each in DELIVERIES.items()]
        output = light.Dropdown(options=outputs, value=self.delivery.id, description=_("Salida"))
        output.observe(lambda event: self.choose(event["new"]), names="value")
        measures = [(words, name) for name, words in measure_names().items()]
        measure = light.Dropdown(options=measures, value=self.measure, description=_("Mayor, según"))
        measure.observe(lambda event: self.rank_by(event["new"]), names="value")
        for menu in (output, measure):
            menu.add_class("dc-row")
        give_up = light.Button(description=_("Mostrar las que faltan"))
        give_up.on_click(lambda _button: self._reveal())
        whole = light.Checkbox(value=False, description=_("Ver toda la red"), indent=False)
        whole.observe(lambda event: self._show_all(event["new"]), names="value")
        row = light.Box([whole, give_up])
        row.add_class("dc-buttons")
        self._told.value = f"<p>{escape(_invitation())}</p>"
        children = [output, self._story, self.graph, self._told, row, measure, self._table]

        return explorer_box(children, _("Red: quién es cliente de quién"), "dc-network")

    def _pressed(self, graph: Graph) -> None:
        """A box was taken hold of or let go, or two boxes were connected."""
        source, arrow, target = graph.last.partition(">")
        if arrow:
            self._judge((source, target))
        elif graph.selected:
            self._say(_("{who} entrega. ¿Quién recibe?", who=self._names[graph.selected]))
        else:
            self._say(_("Ya no sujetas a nadie. ¿Quién entrega?"))

    def _judge(self, arrow: Arrow) -> None:
        drawn, self._wrong = self._right[self.delivery.id], None
        if arrow in drawn:
            drawn.remove(arrow)
            said = f"<p>{escape(_('Flecha quitada: {arrow}.', arrow=self._arrow(arrow)))}</p>"
        else:
            judgement = judge(self.delivery, arrow)
            if judgement.kind == "right":
                drawn.append(arrow)
            else:
                self._wrong = arrow
            said = told_arrow(self.delivery, arrow, judgement, self._names)
        self._draw()
        self._told.value = f"{said}<p>{escape(self._progress())}</p>"

    def _reveal(self) -> None:
        """Draw what is missing of this output."""
        drawn = self._right[self.delivery.id]
        missing = [arrow for arrow in self.delivery.arrows if arrow not in drawn]
        drawn += missing
        self._wrong = None
        self._draw()
        lines = [_("Faltaban {number}.", number=len(missing)), *map(self._arrow, missing)]
        self._told.value = listed(lines) if missing else f"<p>{escape(self._progress())}</p>"

    def _show_all(self, whole: bool) -> None:
        self._all = whole
        self._draw()
        if whole:
            self._say(_("Flechas en toda la red: {number}.", number=len(self.network)))
        else:
            self._say(_("Solo las flechas de «{output}».", output=self.delivery.name))

    def _say(self, text: str) -> None:
        self._told.value = f"<p>{escape(text)}</p>"

    def _progress(self) -> str:
        found, wanted = len(self._right[self.delivery.id]), len(self.delivery.customers)
        text = _("Clientes encontrados de esta salida: {found} de {all}.", found=found, all=wanted)
        return text if found < wanted else f"{text} {_('Están todos: elige otra salida.')}"

    def _counted(self) -> frozenset[Arrow]:
        drawn = ((name, arrow) for name, arrows in self._right.items() for arrow in arrows)
        return frozenset(arrow for name, arrow in drawn if DELIVERIES[name].counted)

    def _draw(self) -> None:
        self.graph.change(nodes=[self._node(name) for name in PLACES], edges=self._edges())
        self._story.value = f'<p class="dc-story">{escape(self.delivery.story)}</p>'
        counted = self._counted()
        whole = {each.provider: len(each.customers) for each in DELIVERIES.values() if each.counted}
        self._table.value = ranking_table(
            rankings(counted, self.measure) if counted else {}, self._names, whole, self.measure
        )

    def _node(self, name: str) -> Part:
        (x, y), drawn = PLACES[name], self._right[self.delivery.id]
        part: Part = {"id": name, "x": x, "y": y, "width": 118, "height": 60, "label": self._names[name]}
        where = _("fuera del hospital") if name in OUTSIDE else _("dentro del hospital")
        note = ""
        if any(target == name for _source, target in drawn):
            verdict = self.delivery.verdict(name)
            part["side"], note = verdict.label, verdict.name
        elif drawn and name == self.delivery.provider:
            note = _("entrega")
        says = f"{self._names[name]}, {where}" + (f": {note}" if note else "")
        return {**part, "note": note, "says": says}

    def _edges(self) -> list[Part]:
        """This output's arrows, with what they are; with the whole network, those of the others too."""
        drawn = self._right[self.delivery.id]
        edges = [self._edge(arrow, "✓") for arrow in drawn]
        if self._wrong:
            signs = {
                "turned": _("⇄ al revés"),
                "not_received": _("✗ no la recibe"),
                "not_delivered": _("✗ no la entrega"),
            }
            edges.append(self._edge(self._wrong, signs[judge(self.delivery, self._wrong).kind]))
        shown = {(each["source"], each["target"]) for each in edges}
        if self._all:
            edges += [self._edge(each, "") for each in sorted(self.network) if each not in shown]
        return edges

    def _edge(self, arrow: Arrow, label: str) -> Part:
        source, target = arrow
        side, told = "neutral", label
        if arrow != self._wrong:
            delivery = next(each for each in DELIVERIES.values() if arrow in each.arrows)
            verdict = delivery.verdict(target)
            side, told = verdict.label, verdict.name
        says = f"{self._arrow(arrow)}: {told}"
        part = {"source": source, "target": target, "label": label, "says": says, "side": side}
        return {**part, "fixed": True, "bend": _bend(source, target)}

    def _arrow(self, arrow: Arrow) -> str:
        return f"{self._names[arrow[0]]} → {self._names[arrow[1]]}"

    def _areas(self) -> list[Part]:
        return [{**_AREA, "label": _("el hospital")}]


def _bend(source: str, target: str) -> int:
    """Arrows along one side of the drawing curve inwards, so that none runs behind a box."""
    (x1, y1), (x2, y2) = PLACES[source], PLACES[target]
    if y1 == y2 and y1 in _ROWS and abs(x2 - x1) > 160:
        return 110 * _ROWS[y1] * (1 if x2 > x1 else -1)
    if x1 == x2 and x1 in _COLUMNS and abs(y2 - y1) > 90:
        return 150 * _COLUMNS[x1] * (-1 if y2 > y1 else 1)
    return 24 if (target, source) in _both_ways() else 0


def _both_ways() -> set[Arrow]:
    arrows = {arrow for each in DELIVERIES.values() for arrow in each.arrows}
    return {(source, target) for source, target in arrows if (target, source) in arrows}


def _invitation() -> str:
    return _(
        "Lee lo que se sabe. Pulsa a quien entrega y después a quien recibe, o arrastra de uno a otro. Con el "
        "teclado: Tab hasta el dibujo, las teclas de flecha para moverte e Intro para elegir."
    )
