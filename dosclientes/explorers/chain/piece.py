"""Lesson 02: a blood test's chain, pressed arrow by arrow and turned round: who is whose customer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import ipywidgets

from dosclientes.customers import Verdict
from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.chain.specimen import Handoff, handoffs, people
from dosclientes.explorers.shared.graph import Graph, Part
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.explorers.shared.prediction import Prediction
from dosclientes.language.translation import gettext as _

_PLACES = {
    "nurse": (84, 92),
    "porter": (350, 92),
    "receptionist": (616, 92),
    "analyst": (616, 232),
    "biologist": (350, 232),
    "doctor": (84, 232),
    "patient": (84, 372),
}
_LABELS: list[Part] = [{"dy": -24}, {"dy": -24}, {"dx": -66}, {"dy": -24}, {"dy": -24}, {"dx": 78, "dy": 14}]
"""Where the words of each arrow stand, from its middle."""


class Explorer(Shown):
    """Press an arrow to see its two roles, a person to see all of theirs; turn an arrow and look again."""

    def __init__(self) -> None:
        self._people = people()
        self._ids = {party: name for name, (party, _drawn) in self._people.items()}
        self._steps = {step.id: step for step in handoffs()}
        self._turned: set[str] = set()
        self._seen: set[str] = set()

    def __repr__(self) -> str:
        lines = [_("La cadena de un análisis de sangre, y cada flecha también al revés:")]
        for step in self._steps.values():
            lines.append(f"{step.number}. {_line(step, turned=False)}")
            lines.append(f"   ⇄ {_line(step, turned=True)}")
        return "\n".join(lines)

    def _build(self) -> ipywidgets.Widget:
        self._graph = Graph(
            label=_("La cadena del análisis de sangre de Carmen"),
            width=700,
            height=414,
            press_edges=True,
            areas=[{"x": 4, "y": 22, "width": 692, "height": 274, "label": _("el hospital")}],
            **self._drawn(""),
        )
        self._graph.on_press(lambda graph: self._show(graph.selected))
        self._told = announced()
        self._told.value = f"<p>{escape(_invitation())}</p>"
        self._buttons = [
            _button(_("◀ Flecha anterior"), lambda: self._walk(-1)),
            _button(_("Flecha siguiente ▶"), lambda: self._walk(1)),
            _button(_("⇄ Dar la vuelta"), self._turn),
        ]
        row = light.Box(self._buttons)
        row.add_class("dc-buttons")
        numbers = [(str(number), str(number)) for number in range(len(self._steps) + 1)]
        question = _("¿En cuántas de las seis flechas es cliente interno quien recibe?")
        self._bet = Prediction("02-chain-bet", question, numbers, self._open)
        self._close()
        self._bet.open()
        name = _("Cadena: quién es cliente de quién")
        return explorer_box([*self._bet.children, self._graph, row, self._told], name, "dc-chain")

    def _close(self) -> None:
        for button in self._buttons:
            button.disabled = True
        first = _("Primero apuesta, arriba: después ya no se puede apostar sin saber.")
        self._graph.closed = lambda: setattr(self._told, "value", problem_html(first))

    def _open(self) -> None:
        for button in self._buttons:
            button.disabled = False
        self._graph.closed = None
        self._told.value = f"<p>{escape(_invitation())}</p>"

    def _walk(self, by: int) -> None:
        """To the next arrow or the one before; past either end it goes on at the other."""
        names = list(self._steps)
        at = names.index(self._graph.selected) if self._graph.selected in names else (-1 if by > 0 else 0)
        self._show(names[(at + by) % len(names)])

    def _turn(self) -> None:
        chosen = self._graph.selected
        if chosen in self._steps:
            self._turned ^= {chosen}
            self._show(chosen, just_turned=True)
        else:
            self._told.value = f"<p>{escape(_('Elige antes la flecha a la que quieres dar la vuelta.'))}</p>"

    def _show(self, chosen: str, *, just_turned: bool = False) -> None:
        self._graph.change(selected=chosen, **self._drawn(chosen))
        if chosen in self._steps:
            self._seen.add(chosen)
            if self._seen == set(self._steps):
                self._bet.compare(str(self._internal()))
            self._told.value = _arrow(self._steps[chosen], chosen in self._turned, just_turned)
        else:
            self._told.value = self._person(chosen)

    def _internal(self) -> int:
        """How many arrows, as they were at first, lead to an internal customer."""
        return sum(step.verdicts(False)[0].label == "internal" for step in self._steps.values())

    def _drawn(self, chosen: str) -> dict[str, list[Part]]:
        """Nodes and edges; the two roles in the chosen arrow are written, and the customer's is coloured."""
        nodes = {
            name: {"id": name, "label": drawn, "x": x, "y": y, "width": 144, "height": 70}
            for (name, (_party, drawn)), (x, y) in zip(self._people.items(), _PLACES.values(), strict=True)
        }
        edges = [self._edge(step, chosen) for step in self._steps.values()]
        if chosen in self._steps:
            receiver, giver = self._steps[chosen].verdicts(chosen in self._turned)
            edge = next(each for each in edges if each["id"] == chosen)
            nodes[edge["target"]] |= {"note": receiver.name, "side": receiver.label}
            nodes[edge["source"]] |= {"note": giver.name}
        return {"nodes": list(nodes.values()), "edges": edges}

    def _edge(self, step: Handoff, chosen: str) -> Part:
        turned = step.id in self._turned
        return {
            "id": step.id,
            "source": self._ids[step.providing(turned).party],
            "target": self._ids[step.receiving(turned).party],
            "label": f"{step.number}. {step.output(turned).name}",
            "says": _("Flecha {number} de 6. {what}", number=step.number, what=_handed(step, turned)),
            "side": step.verdicts(turned)[0].label if step.id == chosen else "neutral",
            **_LABELS[step.number - 1],
        }

    def _person(self, name: str) -> str:
        """All roles of one person: one for each arrow that ends or begins at them."""
        lines = "".join(
            f"<li>{escape(_handed(step, turned))}: <b>{escape(verdict.name)}</b></li>"
            for step, turned, verdict in self._roles(name)
        )
        moral = _("La etiqueta es de la entrega, no de la persona.")
        drawn = escape(self._people[name][1])
        return f'<p class="dc-verdict">{drawn}</p><ul>{lines}</ul><p>{escape(moral)}</p>'

    def _roles(self, name: str) -> Iterator[tuple[Handoff, bool, Verdict]]:
        for step in self._steps.values():
            turned = step.id in self._turned
            cases = (step.receiving(turned), step.providing(turned))
            for case, verdict in zip(cases, step.verdicts(turned), strict=True):
                if self._ids[case.party] == name:
                    yield step, turned, verdict


def _arrow(step: Handoff, turned: bool, just_turned: bool) -> str:
    """Both roles in one arrow, and why."""
    receiver, giver = step.verdicts(turned)
    title = _("Flecha {number} de 6. {what}", number=step.number, what=_handed(step, turned))
    changed = _("Le has dado la vuelta: ahora viaja otra cosa y los papeles se cambian.")
    reasons = "".join(f"<li>{escape(each.text)}</li>" for each in receiver.reasons if each.step in (3, 4))
    return (
        (f"<p>{escape(changed)}</p>" if just_turned else "")
        + f'<p class="dc-verdict">{escape(title)}</p><div class="dc-roles">'
        + _role(_("Entrega: {name}", name=step.providing(turned).party.name), giver)
        + _role(_("Recibe: {name}", name=step.receiving(turned).party.name), receiver)
        + f"</div><ul>{reasons}</ul>"
    )


def _role(task: str, verdict: Verdict) -> str:
    return f'<p class="dc-role dc-{verdict.label}">{escape(task)}<br><b>{escape(verdict.name)}</b></p>'


def _handed(step: Handoff, turned: bool) -> str:
    giver, taker = step.providing(turned).party.name, step.receiving(turned).party.name
    return f"{giver[:1].upper()}{giver[1:]} → {taker}: {step.output(turned).name}"


def _line(step: Handoff, *, turned: bool) -> str:
    return f"{_handed(step, turned)} ({step.receiving(turned).party.name}: {step.verdicts(turned)[0].name})"


def _invitation() -> str:
    return _(
        "Pulsa una flecha o una persona. Con el teclado: Tab hasta el dibujo, las teclas de flecha para moverte "
        "e Intro para elegir."
    )


def _button(words: str, pressed: Callable[[], None]) -> ipywidgets.Button:
    button = light.Button(description=words)
    button.on_click(lambda _button: pressed())
    return button
