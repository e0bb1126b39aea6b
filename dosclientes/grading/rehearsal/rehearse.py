"""Which tests the examiner can judge, found by trying: those where the solution gets what stock would give it.

The others run in the student's kernel, as stock has it, or are left to a person. That is decided here, from the
instructor's own notebooks, before any hand-in is read; no hand-in can change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.grading.processes import workers
from dosclientes.grading.rehearsal import cache
from dosclientes.grading.rehearsal.actors import Key, Show, Stage, Submit, Ways
from dosclientes.grading.rehearsal.findings import Findings, Part
from dosclientes.grading.rehearsal.hints import SLOW, hints, short
from dosclientes.grading.submissions.plan import Plan, Way
from dosclientes.grading.submissions.scopes import bound, imported, loaded, parse
from dosclientes.language.translation import gettext as _

ROUNDS = 5
"""How often a set of ways is tried at most."""


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
        solution, blank = self.both({}, learn=True)
        self.learn(solution)
        if any(part.written for part in self.findings.parts.values()):
            solution, blank = self.both({}, learn=True)
            self.learn(solution)
        doubtful = [
            key
            for key, verdict in solution.verdicts.items()
            if verdict.verdict != "passed"
            or (blank.verdicts[key].score or 0) > 0
            or self.slow(key, solution)
            or solution.replaced(key)
        ]
        if doubtful:
            inside = {key: Way("inside") for key in solution.verdicts}
            stock, stock_blank = self.both(inside, learn=True, only={name for name, _test in doubtful})
            self.compare(doubtful, (solution, blank), (stock, stock_blank))
        self.hints(solution)
        for name in self.plan.notebooks:
            part = self.findings.parts[name]
            part.ways = {key: way for (where, key), way in self.ways.items() if where == name}
        return self.findings

    def both(self, ways: Ways, learn: bool = False, only: set[str] | None = None) -> tuple[Show, Show]:
        """The solution and the blank release, at the same time; of some notebooks, or of all."""
        ends: list[Callable[[], Show]] = [
            self.stage.begin(solved, ways, learn, only) for solved in (True, False)
        ]
        return ends[0](), ends[1]()

    def learn(self, solution: Show) -> None:
        """Take over what the solution's run has taught."""
        modules: dict[str, None] = {}
        checks: dict[str, None] = {}
        for name, facts in solution.facts.items():
            self.findings.parts[name] = Part(learned=facts.get("learned", {}), written=self.written(facts))
            modules |= dict.fromkeys(facts.get("modules", []))
            checks |= dict.fromkeys(facts.get("checks", []))
            for cell, outcome in solution.outcomes[name]:
                if cell["kind"] == "test":
                    self.ways[name, cell["name"]] = Way(expected=outcome.get("seen"))
        self.findings.loaded = [m for m in (*self.foreseen, *modules) if not self.plan.beside(m)]
        self.findings.checks = [m for m in checks if m not in modules and not self.plan.beside(m)]
        for name, part in self.findings.parts.items():
            self.plan.notebooks[name].learned, self.plan.notebooks[name].written = part.learned, part.written

    def written(self, facts: dict[str, Any]) -> list[str]:
        """Files the solution writes, but for code, which a test imports from the instructor alone."""
        return [name for name in facts.get("written", []) if not name.endswith((".py", ".pyc", ".so"))]

    def compare(self, doubtful: list[Key], mine: tuple[Show, Show], stock: tuple[Show, Show]) -> None:
        """Find another way for each test that the examiner judges otherwise than stock does."""
        for key in doubtful:
            own, right = mine[0].verdicts[key], stock[0].verdicts[key]
            if _points(mine[1], key) > _points(stock[1], key):
                reason = _("aparte la superaría también una entrega vacía")
            elif mine[0].replaced(key):
                reason = _("sustituye {what}, y aparte la respuesta no lo ve", what=mine[0].replaced(key))
            elif _points(stock[0], key) != _points(mine[0], key) and right.verdict in ("passed", "partial"):
                reason = _("aparte no la supera la propia solución ({reason})", reason=short(own.reason))
            elif (  # what ends in neither way is no slower apart: the instructor is told, and it is judged as ever
                right.verdict in ("passed", "partial")
                and self.slow(key, mine[0])
                and stock[0].seconds(key) < mine[0].seconds(key) / 2
            ):
                limit = self.stage.options["timeout"]
                reason = _(
                    "aparte tarda {seconds:.0f} s de {limit:.0f}", seconds=mine[0].seconds(key), limit=limit
                )
            elif own.verdict != "passed" and self.hidden(key, stock[0]) and not self.lacks(key, mine[0]):
                reason = _(
                    "aparte no la supera la propia solución ({reason}), y lo que importa está oculto para el kernel "
                    "del estudiante",
                    reason=short(own.reason),
                )
            else:
                continue
            self.ways[key] = self.second(key, reason)
            if right.verdict not in ("passed", "partial"):
                self.ways[key] = Way("person", reason)
        for _round in range(ROUNDS):
            changed = {name for (name, _test), way in self.ways.items() if way.kind in ("forked", "inside")}
            if not changed:
                return
            tried = self.both(self.ways, only=changed)
            mixed = [key for key in self.ways if key[0] in changed]
            wrong = [key for key in mixed if self.differs(key, tried, stock, mine)]
            if not wrong:
                return
            for key in wrong:
                self.ways[key] = self.next(key, tried[0])
        for key in wrong:
            self.ways[key] = Way("person", self.ways[key].reason)

    def slow(self, key: Key, solution: Show) -> bool:
        """Whether a test comes so near the time limit that another answer as right might not keep it."""
        return solution.seconds(key) > SLOW * float(self.stage.options["timeout"])

    def hidden(self, key: Key, stock: Show) -> bool:
        """Whether a test cannot be run as stock runs it, since the checks it imports are not for students to see."""
        found = re.match(r"ModuleNotFoundError: No module named '(\w+)", stock.error(key))
        path = map(Path, self.stage.options["path"])
        return found is not None and any(
            (place / found[1]).is_dir() or (place / f"{found[1]}.py").is_file() for place in path
        )

    def lacks(self, key: Key, solution: Show) -> bool:
        """Whether a test wants a file that students hand in and a source does not have; the instructor is told.

        It may say so by an error of its own, which asks for a person.
        """
        asks = bool(solution.outcome(key).get("person"))
        return asks or solution.error(key).startswith("FileNotFoundError")

    def differs(
        self, key: Key, tried: tuple[Show, Show], stock: tuple[Show, Show], mine: tuple[Show, Show]
    ) -> bool:
        """Whether a test's verdicts are still not what stock's are."""
        if self.ways[key].kind == "person":
            return False
        if self.ways[key].kind == "examined":  # the examiner's own was right, whatever stock's way lacks here
            return _points(tried[0], key) != _points(mine[0], key)
        more = _points(tried[1], key) > _points(stock[1], key)
        return more or _points(tried[0], key) != _points(stock[0], key)

    def second(self, key: Key, reason: str) -> Way:
        """The second way: a fork, unless answers need names that the test binds."""
        tests = self.tests(key[0])
        shared = self.plan.notebooks[key[0]].analysis.shared
        if _binds(tests[key[1]]) & shared:
            return Way("inside", reason)
        return Way("forked", reason, before=_needed(tests, key[1]))

    def next(self, key: Key, tried: Show) -> Way:
        """What to try after a way that has not worked."""
        way, tests = self.ways[key], self.tests(key[0])
        names = list(tests)
        everything = [tests[name] for name in names[: names.index(key[1])]]
        if way.kind == "examined":
            reason = short(tried.verdicts[key].reason)
            return self.second(key, _("aparte no la supera la propia solución ({reason})", reason=reason))
        if way.kind == "forked" and way.before != everything:
            return Way("forked", way.reason, before=everything)
        return Way("inside" if way.kind == "forked" else "person", way.reason)

    def tests(self, notebook: str) -> dict[str, str]:
        """The sources of a notebook's tests, in order."""
        return {cell.name: cell.source for cell in self.plan.notebooks[notebook].cells.values() if cell.test}

    def hints(self, solution: Show) -> None:
        """Sentences on what the instructor should see to."""
        for name, outcomes in solution.outcomes.items():
            examined = {
                key for (where, key), way in self.ways.items() if (where, way.kind) == (name, "examined")
            }
            memory = solution.facts.get(name, {}).get("memory", 0)
            found = hints(name, outcomes, examined, self.stage.options["timeout"], memory)
            self.findings.problems += found


def _points(show: Show, key: Key) -> float:
    return show.verdicts[key].score or 0.0


def _binds(source: str) -> set[str]:
    tree = parse(source)
    return bound(tree) | imported(tree)


def _needed(tests: dict[str, str], name: str) -> list[str]:
    """Earlier tests that bind what a test uses, or what these use, in order."""
    wanted = loaded(parse(tests[name]))
    found: list[str] = []
    for earlier in reversed(list(tests)[: list(tests).index(name)]):
        if _binds(tests[earlier]) & wanted:
            found.insert(0, tests[earlier])
            wanted |= loaded(parse(tests[earlier]))
    return found
