"""The decision procedure: from a case and a boundary to a label, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from dosclientes.customers import sentences
from dosclientes.customers.parties import Boundary, Case

__all__ = ["LABELS", "Label", "Reason", "Verdict", "classify", "label_name"]

Label: TypeAlias = Literal["internal", "external", "provider", "interested_party", "none", "undetermined"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class Reason:
    """A sentence in the reader's language, and the step of the procedure, 1 to 5, it belongs to."""

    step: int
    text: str

    def __str__(self) -> str:
        return f"{self.step}. {self.text}"


@dataclass(frozen=True)
class Verdict:
    """What a party is, of one output and under one boundary.

    `missing` is empty unless the label is `undetermined`: then it names what has to be found out next, from
    `FACTS`, `output`, `boundary`, `inside` (on which side the party is) and `provider_inside`.
    """

    label: Label
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The label in the reader's language."""
        return label_name(self.label)

    def __str__(self) -> str:
        return "\n".join([self.name, *map(str, self.reasons)])

    def _repr_markdown_(self) -> str:
        lines = (f"- **{reason.step}** · {reason.text}" for reason in self.reasons)
        return "\n".join([f"**{self.name}**", "", *lines])


def label_name(label: Label) -> str:
    """A label in the reader's language. Raises KeyError for an unknown one."""
    return sentences.labels()[label]


def classify(case: Case, boundary: Boundary | None = None) -> Verdict:
    """Decide what `case.party` is, of `case.output`, seen from `boundary`; and say why.

    A party is a customer if it receives the output, or could, and the output is intended for it or required
    by it (ISO 9000:2015, 3.2.4). It is internal if the boundary holds both giver and receiver, external if it
    runs between them; if it leaves both out, it says nothing about them. (The standard says only "internal or
    external to the organization": this reading of it is the course's.) If it is no customer it is a provider
    (3.2.5), an interested party (3.2.3) or none. An unknown fact makes the label `undetermined` only if the
    label depends on it.
    """
    reasons = [Reason(1, sentences.boundary(boundary)), Reason(2, sentences.output(case))]
    label: Label
    missing: tuple[str, ...]
    if case.output is None:
        label, missing = "undetermined", ("output",)
    else:
        reasons += [Reason(3, sentences.receipt(case)), Reason(3, sentences.purpose(case))]
        if case.receipt and case.purpose:
            label, missing = _side(case, boundary)
            reasons += [Reason(4, text) for text in sentences.side(case, boundary, label, missing)]
        elif case.receipt is False or case.purpose is False:
            label, missing = _otherwise(case)
            reasons += [Reason(3, text) for text in sentences.otherwise(case, label)]
        else:
            label, missing = "undetermined", sentences.unknown(case)
    if missing:
        reasons.append(Reason(_STOPS.get(missing[0], 3), sentences.missing(missing)))
    notes = sentences.notes(case)
    if notes:
        reasons.append(Reason(5, notes))
    return Verdict(label, tuple(reasons), missing)


_STOPS = {"output": 2, "boundary": 4, "inside": 4, "provider_inside": 4}
"""The step that cannot be taken without a fact, where it is not the third."""


def _side(case: Case, boundary: Boundary | None) -> tuple[Label, tuple[str, ...]]:
    if boundary is None or case.output is None:
        return "undetermined", ("boundary",)
    provider = case.output.provider
    receiver_inside = boundary.holds(case.party)
    provider_inside = True if provider is None else boundary.holds(provider)
    sides = {"inside": receiver_inside, "provider_inside": provider_inside}
    unclear = tuple(name for name, side in sides.items() if side is None)
    if unclear:
        return "undetermined", unclear
    if not receiver_inside and not provider_inside:  # this boundary says nothing about the two
        return "undetermined", ("boundary",)
    return ("internal" if receiver_inside and provider_inside else "external"), ()


def _otherwise(case: Case) -> tuple[Label, tuple[str, ...]]:
    if case.provides:
        return "provider", ()
    if case.provides is None:
        return "undetermined", ("provides",)
    if case.interested is None:
        return "undetermined", ("interested",)
    return ("interested_party" if case.interested else "none"), ()
