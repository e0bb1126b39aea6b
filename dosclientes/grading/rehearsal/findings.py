"""What a rehearsal has found, as it is kept and as it is said."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from dosclientes.grading.submissions.plan import KINDS, Plan, Way
from dosclientes.language.translation import gettext as _


@dataclass
class Part:
    """What was found about one notebook.

    Attributes:
        ways: how each test is judged, by grade id.
        learned: attributes and operators that tests use on the solution's objects, with these objects' classes.
        written: files that the solution writes.
    """

    ways: dict[str, Way] = field(default_factory=dict)
    learned: dict[str, list[str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


@dataclass
class Findings:
    """What was found about an assignment.

    Attributes:
        parts: by notebook.
        loaded, checks: modules that the solution and the tests load while they run.
        problems: sentences about what the instructor should see to before anybody is graded.
    """

    parts: dict[str, Part] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def apply(self, plan: Plan, strict: bool) -> None:
        """Have an assignment graded accordingly.

        Arguments:
            strict: leave to a person what cannot be protected.
        """
        plan.loaded, plan.loaded_by_checks = self.loaded, self.checks
        for name, part in self.parts.items():
            notebook = plan.notebooks[name]
            notebook.learned, notebook.written = part.learned, part.written
            notebook.ways = {key: _strict(way) if strict else way for key, way in part.ways.items()}

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, text: str) -> Findings:
        """What `dump` wrote. Raises: ValueError, TypeError, KeyError, AttributeError for anything else."""
        plain: dict[str, Any] = json.loads(text)
        found = cls(problems=_words(plain["problems"]))
        found.loaded, found.checks = _words(plain["loaded"]), _words(plain["checks"])
        for name, part in plain["parts"].items():
            ways = {key: Way(**way) for key, way in part["ways"].items()}
            if any(way.kind not in KINDS for way in ways.values()):
                raise ValueError(f"{name}: an unknown way")
            learned = {key: _words(classes) for key, classes in part["learned"].items()}
            found.parts[name] = Part(ways, learned, _words(part["written"]))
        return found


def _words(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError(f"{value!r} is no list of words")
    return value


def _strict(way: Way) -> Way:
    return way if way.protected else Way("person", way.reason)


def count(plan: Plan) -> dict[str, int]:
    """How many tests of an assignment are judged in which way."""
    found = {"examined": 0, "kernel": 0, "person": 0}
    for notebook in plan.notebooks.values():
        for cell in notebook.cells.values():
            if cell.test:
                kind = notebook.ways.get(cell.name, Way()).kind
                found["kernel" if kind in ("forked", "inside") else kind] += 1
    return found


def sentences(plan: Plan, findings: Findings | None) -> list[str]:
    """The rehearsal in a line or two, problems first."""
    if findings is None:
        return [
            _(
                "{name}: no hay solución que ensayar (falta {place}): todas las pruebas se juzgan aparte",
                name=plan.assignment,
                place=", ".join(map(str, plan.unsolved())),
            )
        ]
    found = count(plan)
    if not any(found.values()):
        return [*findings.problems, _("{name}: no tiene pruebas: nada se puntúa solo", name=plan.assignment)]
    line = _("{name}: {count} pruebas juzgadas aparte", name=plan.assignment, count=found["examined"])
    if found["kernel"]:
        line += _("; {count} en el kernel del estudiante, sin proteger", count=found["kernel"])
    if found["person"]:
        line += _("; {count} para una persona", count=found["person"])
    return [*findings.problems, line]


def unprotected(plan: Plan) -> dict[str, str]:
    """The tests that are not judged apart, each with how and why."""
    kinds = {"forked": _("sin proteger"), "inside": _("sin proteger"), "person": _("para una persona")}
    return {
        f"{notebook.name}/{key}": f"{kinds[way.kind]}: {way.reason}"
        for notebook in plan.notebooks.values()
        for key, way in notebook.ways.items()
        if way.kind != "examined"
    }
