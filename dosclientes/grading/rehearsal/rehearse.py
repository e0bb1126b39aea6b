"""Which tests the examiner can judge, found by trying: those where the solution gets what stock would give it.

The others run in the student's kernel, as stock has it, or are left to a person. That is decided here, from the
instructor's own notebooks, before any hand-in is read; no hand-in can change it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.grading.processes import workers
from dosclientes.grading.rehearsal import cache
from dosclientes.grading.rehearsal.actors import Show, Stage, Submit, Ways
from dosclientes.grading.rehearsal.findings import Findings, Part
from dosclientes.grading.rehearsal.hints import hints
from dosclientes.grading.rehearsal.other_ways import OtherWays
from dosclientes.grading.submissions.plan import Plan, Way

LIBRARIES = 6
"""So often a notebook is begun anew at most."""


def rehearse(
    converter: Any, plan: Plan, options: dict[str, Any], submit: Submit, again: bool = False
) -> Findings | None:
    """Rehearse an assignment, unless that was done before, and have the plan follow what was found.

    Arguments:
        converter: nbgrader's Autograde converter.
        options: of a run; `strict` leaves to a person what cannot be protected.
        submit: hands a task to whatever runs tasks.
        again: whether to rehearse though it was done before.

    Returns: what was found; None where there is no solution to rehearse with.

    Raises: CannotGrade when what lies beside the solution cannot be had, see `files_beside`.
    """
    stage = Stage(converter, plan, options, submit)
    if not stage.ready:
        return None
    root = Path(converter.coursedir.root)
    digest = cache.key(plan, [stage.source, stage.release], stage.beside, options)
    findings = None if again else cache.find(root, plan.assignment, digest)
    if findings is None or findings.parts.keys() != plan.notebooks.keys():
        findings = _Rehearsal(stage, workers.foreseen(afresh=again)).run()
        cache.keep(root, plan.assignment, digest, findings)
    findings.apply(plan, bool(options.get("strict")))
    return findings


class _Rehearsal:
    """One rehearsal; what an earlier one of the assignment has loaded, `foreseen`, is taken to be loaded again."""

    def __init__(self, stage: Stage, foreseen: list[str]) -> None:
        self.stage = stage
        self.foreseen = foreseen
        self.plan = stage.plan
        self.findings = Findings()
        self.ways: Ways = {}

    def run(self) -> Findings:
        """Try, compare, and try again until the solution and the blank release get what stock gives them."""
        blank = self.scouted()
        solution = self.stage.begin(True, {}, learn=True)()
        self.learn(solution)
        if any(part.written for part in self.findings.parts.values()):
            solution, blank = self.both({}, learn=True)
            self.learn(solution)
        other = OtherWays(self.stage, self.ways, self.both)
        doubtful = other.doubtful(solution, blank)
        if doubtful:
            inside = {key: Way("inside") for key in solution.verdicts}
            stock, stock_blank = self.both(inside, learn=True, only={name for name, _test in doubtful})
            other.compare(doubtful, (solution, blank), (stock, stock_blank))
        self.hints(solution)
        for name in self.plan.notebooks:
            part = self.findings.parts[name]
            part.ways = {key: way for (where, key), way in self.ways.items() if where == name}
        return self.findings

    def scouted(self) -> Show:
        """The blank release; the libraries it needs are loaded by the servers, once for all, and not by its run."""
        rounds = 0 if workers.settings()["fresh"] else LIBRARIES
        show = self.stage.begin(False, {}, learn=True, scout=rounds > 0)()
        self.load(show)
        while left := show.unfinished():
            rounds -= 1
            show.take(self.stage.begin(False, {}, learn=True, only=left, scout=rounds > 0)())
            self.load(show)
        return show

    def both(self, ways: Ways, learn: bool = False, only: set[str] | None = None) -> tuple[Show, Show]:
        """The solution and the blank release, at the same time; of some notebooks, or of all."""
        ends: list[Callable[[], Show]] = [
            self.stage.begin(solved, ways, learn, only) for solved in (True, False)
        ]
        return ends[0](), ends[1]()

    def load(self, show: Show) -> None:
        """Have loaded from now on, before anybody needs it, what a run has loaded."""
        modules = dict.fromkeys((*self.foreseen, *self.findings.loaded))
        checks = dict.fromkeys(self.findings.checks)
        for facts in show.facts.values():
            modules |= dict.fromkeys((*facts.get("needs", []), *facts.get("modules", [])))
            checks |= dict.fromkeys(facts.get("checks", []))
        self.findings.loaded = [m for m in modules if not self.plan.beside(m)]
        self.findings.checks = [m for m in checks if m not in modules and not self.plan.beside(m)]
        self.plan.loaded, self.plan.loaded_by_checks = self.findings.loaded, self.findings.checks

    def learn(self, solution: Show) -> None:
        """Take over what the solution's run has taught."""
        self.load(solution)
        for name, facts in solution.facts.items():
            part = Part(learned=facts.get("learned", {}), written=self.written(facts))
            self.findings.parts[name] = part
            self.plan.notebooks[name].learned, self.plan.notebooks[name].written = part.learned, part.written
            for cell, outcome in solution.outcomes[name]:
                if cell["kind"] == "test":
                    self.ways[name, cell["name"]] = Way(expected=outcome.get("seen"))

    def written(self, facts: dict[str, Any]) -> list[str]:
        """Files the solution writes, but for code, which a test imports from the instructor alone."""
        return [name for name in facts.get("written", []) if not name.endswith((".py", ".pyc", ".so"))]

    def hints(self, solution: Show) -> None:
        """Sentences on what the instructor should see to."""
        for name, outcomes in solution.outcomes.items():
            examined = {
                key for (where, key), way in self.ways.items() if (where, way.kind) == (name, "examined")
            }
            memory = solution.facts.get(name, {}).get("memory", 0)
            found = hints(name, outcomes, examined, self.stage.options["timeout"], memory)
            self.findings.problems += found
