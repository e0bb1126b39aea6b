"""Another way for a test that the examiner judges otherwise than stock does: the student's kernel, or a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dosclientes.grading.rehearsal.actors import Key, Show, Stage, Ways
from dosclientes.grading.rehearsal.hints import SLOW, short
from dosclientes.grading.submissions.plan import Way
from dosclientes.grading.submissions.scopes import bound, imported, loaded, parse
from dosclientes.language.translation import gettext as _

__all__ = ["OtherWays"]

ROUNDS = 5
"""How often a set of ways is tried at most."""

Pair = tuple[Show, Show]
"""What came of the solution and of the blank release."""


class OtherWays:
    """Finds them.

    Arguments:
        ways: those of all tests; changed for those that need another.
        both: runs solution and blank release, tests judged as the ways say; of some notebooks.
    """

    def __init__(self, stage: Stage, ways: Ways, both: Callable[..., Pair]) -> None:
        self.stage = stage
        self.plan = stage.plan
        self.ways = ways
        self.both = both

    def doubtful(self, solution: Show, blank: Show) -> list[Key]:
        """Tests of which stock may say something else."""
        return [
            key
            for key, verdict in solution.verdicts.items()
            if verdict.verdict != "passed"
            or (blank.verdicts[key].score or 0) > 0
            or self.slow(key, solution)
            or solution.replaced(key)
        ]

    def compare(self, doubtful: list[Key], mine: Pair, stock: Pair) -> None:
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

    def differs(self, key: Key, tried: Pair, stock: Pair, mine: Pair) -> bool:
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
