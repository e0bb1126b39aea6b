"""A learner's plan on the board: what stands where, what it lacks, and how it is kept in `answers.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dosclientes.customers import label_name
from dosclientes.explorers.board.actions import ACTIONS, Action, Quadrant, Side, quadrant
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

__all__ = ["DAYS", "MOST_EFFORT", "MOST_IMPACT", "Placement", "Plan", "signed"]

DAYS = 26
"""Days of work the hospital has for its plan."""

MOST_EFFORT, MOST_IMPACT = 20, 30
_USUAL_LOAD = {"internal": -3.0, "external": 2.0}  # hours a week, the truth of the model


@dataclass(frozen=True)
class Placement:
    """Where an action stands: days, points, for whom, and whether it is in the plan."""

    effort: int
    impact: int
    customer: Side
    planned: bool = False

    @property
    def quadrant(self) -> Quadrant:
        return quadrant(self.effort, self.impact)


@dataclass
class Plan:
    """All placements by the action's id; `compared` says whether the simulated effects have been shown."""

    placed: dict[str, Placement] = field(default_factory=dict)
    compared: bool = False

    @property
    def chosen(self) -> list[Action]:
        """The actions in the plan."""
        return [ACTIONS[name] for name, each in self.placed.items() if each.planned]

    def stored(self) -> dict[str, Any]:
        """Plain data for the answer book."""
        placed = {name: asdict(each) for name, each in self.placed.items()}
        return {"placed": placed, "compared": self.compared}

    @classmethod
    def restored(cls, data: object) -> Plan:
        """The plan in an answer book; whatever somebody edited out of shape counts as not placed."""
        plan = cls()
        if not isinstance(data, Mapping) or not isinstance(data.get("placed"), Mapping):
            return plan
        for name in ACTIONS:
            found = _placement(data["placed"].get(name))
            if found:
                plan.placed[name] = found
        plan.compared = data.get("compared") is True and len(plan.placed) > 0
        return plan

    def remarks(self) -> list[str]:
        """What the plan lacks, what it does to the teams' load, and what speaks against its first choice."""
        chosen = self.chosen
        if not chosen:
            return [_("Tu plan está vacío: marca «Entra en mi plan» en alguna acción y colócala.")]
        return [*self._days(), *_one_sided(chosen), *self._load(chosen), *self._against()]

    def _days(self) -> list[str]:
        days = sum(each.effort for each in self.placed.values() if each.planned)
        if days > DAYS:
            return [_("⚠ No cabe: suma {days} días, y hay {limit}. ¿Qué quitas?", days=days, limit=DAYS)]
        return [_("Cabe: suma {days} de {limit} días.", days=days, limit=DAYS)]

    def _load(self, chosen: list[Action]) -> list[str]:
        """The change of overtime, foreseen by the usual one, or as simulated once that has been shown."""
        loads = {each.id: each.effect.load if self.compared else _USUAL_LOAD[each.side] for each in chosen}
        total = signed(sum(loads.values()))
        source = (
            _("lo simulado")
            if self.compared
            else _("lo habitual: +2 si el cliente es externo, −3 si interno")
        )
        lines = [
            _(
                "Carga: {total} horas extra por semana en conjunto, según {source}.",
                total=total,
                source=source,
            )
        ]
        if sum(loads.values()) > 0:
            lines[0] = f"⚠ {lines[0]} {_('Sobrecarga: prevé quién hará ese trabajo (C109).')}"
        else:
            rising = "; ".join(
                f"{each.number} ({signed(loads[each.id])})" for each in chosen if loads[each.id] > 0
            )
            if rising:
                lines.append(
                    _(
                        "⚠ El alivio de un equipo no llega a otro. Suben las acciones: {rising} (C109).",
                        rising=rising,
                    )
                )
        return lines

    def _against(self) -> list[str]:
        """The planned action of the most impact for its effort, and its counter-argument."""
        best = max(self.chosen, key=lambda each: self.placed[each.id].impact / self.placed[each.id].effort)
        return [
            _(
                "Tu primera elección, por puntos al día: {number}. {title}. En contra: {against}",
                number=best.number,
                title=best.title,
                against=best.counter_argument,
            )
        ]


def signed(hours: float) -> str:
    """A change with its sign and one decimal."""
    return f"{'+' if hours > 0 else '−' if hours < 0 else ''}{numeral(abs(hours), 1)}"


def _one_sided(chosen: list[Action]) -> list[str]:
    sides = {each.side for each in chosen}
    if sides == {"internal"}:
        return [_("⚠ Solo sirve a quien está dentro. ¿Qué notará Carmen?")]
    if sides == {"external"}:
        return [_("⚠ Solo sirve a quien está fuera. ¿Con qué trabajará mejor el personal?")]
    return [
        _(
            "Sirve a los dos lados: {first} y {second}.",
            first=label_name("internal"),
            second=label_name("external"),
        )
    ]


def _placement(data: object) -> Placement | None:
    if not isinstance(data, Mapping):
        return None
    effort, impact, customer = data.get("effort"), data.get("impact"), data.get("customer")
    if not isinstance(effort, int) or not isinstance(impact, int):
        return None
    if not 1 <= effort <= MOST_EFFORT or not 1 <= impact <= MOST_IMPACT:
        return None
    if customer not in ("internal", "external"):
        return None
    return Placement(effort, impact, customer, data.get("planned") is True)
