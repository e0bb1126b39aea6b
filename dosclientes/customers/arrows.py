"""The sixth step: turn the arrow round, move the boundary, and ask again."""

from __future__ import annotations

from dosclientes.customers.parties import Boundary, Case, Fact, Output, Process
from dosclientes.customers.procedure import Verdict, classify
from dosclientes.language.translation import gettext as _

__all__ = ["move_boundary", "turn_arrow"]


def turn_arrow(case: Case, output: Output | str, **facts: Fact) -> Case:
    """The same two parties the other way round: who provided now receives `output` from who received.

    `output` is what flows back, such as a request for a result; a string becomes an output of the former
    receiver. What was known of the old direction says nothing of the new one, so its facts are unknown except
    `facts`.
    Raises ValueError if the case does not say who provides, or if somebody else provides `output`.
    """
    if case.output is None or case.output.provider is None:
        raise ValueError(_("No se puede dar la vuelta a la flecha sin saber quién entrega."))
    if isinstance(output, str):
        output = Output(output, Process(output, case.party))
    if output.provider != case.party:
        raise ValueError(_("«{output}» no sale de quien recibía antes.", output=output.name))
    return Case(case.output.provider, output, **facts)


def move_boundary(case: Case, *boundaries: Boundary | None) -> tuple[Verdict, ...]:
    """The verdicts on one case under several boundaries, in their order."""
    return tuple(classify(case, boundary) for boundary in boundaries)
