"""`dosclientes insight` on simulated classes: does it meet the truth, is a wrong key found, how long does it take?

A pool of learners (`dosclientes/demo/learners.py`) is the world, and what is reckoned of the whole pool is the
truth. Classes are drawn from it with replacement. Printed: how often an interval holds the truth (it promises 95
%), how often a wrong key planted in A1's first question is found, how many questions of a clean class are
suspected, in how many clean classes anybody is said to share answers (at most 5 %), how often a copy is found, and
time and memory of the command. `--classes` does without the command, `--command` without the classes, `--alike`
without both.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Asked, Sheet, as_group, asked, rescored, sheet, simulate
from dosclientes.insight.alike.answers import FALSE, shared_answers
from dosclientes.insight.count import choices, classical
from dosclientes.insight.count.estimates import Estimate
from dosclientes.insight.count.flags import flags
from dosclientes.items import Item

POOL, SEED, PROMISED = 6_000, 19, 0.95
CLASSES = {30: 300, 200: 150, 2_000: 15}
ALIKE = {10: 600, 30: 600, 200: 200, 2_000: 20}
LIMITS = {200: 10.0, 2_000: 60.0}
MEGABYTES = 500


def world() -> tuple[list[Asked], list[Sheet]]:
    """The questions of A1 and everybody in the pool."""
    chance = random.Random(SEED)
    questions = asked("a1", "es")
    return questions, [sheet(questions, who, chance) for who in draw([str(n) for n in range(POOL)], chance)]


def estimates(points: np.ndarray, full: np.ndarray) -> dict[str, list[Estimate]]:
    """All that has an interval, by its kind."""
    counts, whole = classical.questions(points, full), classical.reliability(points)
    return {
        "mean": [one.mean for one in counts],
        "with the rest": [one.rest for one in counts],
        "upper less lower": [one.tells for one in counts],
        "alpha": [whole.alpha] if whole else [],
    }


def coverage(points: np.ndarray, full: np.ndarray, n: int, times: int) -> dict[str, float]:
    """How often the intervals of classes of `n` hold what is so in the pool."""
    truth = estimates(points, full)
    held: dict[str, list[bool]] = {kind: [] for kind in truth}
    choose = np.random.default_rng(SEED)
    for _time in range(times):
        drawn = estimates(points[choose.integers(0, len(points), n)], full)
        for kind, all_ in drawn.items():
            held[kind] += [
                one.low <= true.value <= one.high
                for one, true in zip(all_, truth[kind], strict=True)
                if not one.says_nothing
            ]
    return {kind: float(np.mean(each)) for kind, each in held.items()}


def suspected(questions: Sequence[Asked], sheets: Sequence[Sheet], planted: bool) -> tuple[bool, int]:
    """Whether the first question's key is suspected, and how many of the others' are."""
    one = questions[0]
    if planted and one.item:
        options = [{**part, "correct": part["id"] == "town"} for part in one.item.parts["options"]]
        wrong = Item({**one.item.parts, "options": options})
        sheets = [rescored(questions, each, {wrong.id: wrong}) for each in sheets]
        questions = [replace(one, item=wrong), *questions[1:]]
    found = as_group(questions, sheets)
    counts = classical.questions(found.points, found.full)
    hits = [
        any(flag.kind in ("key", "backwards") for flag in flags(count, choices.chosen(found, column)))
        for column, count in enumerate(counts)
    ]
    return hits[0], sum(hits[1:])


def copied(questions: Sequence[Asked], sheets: Sequence[Sheet], third: int, whole: bool = True) -> bool:
    """Whether the last is found who hands in what somebody in the middle of a third of the class answered.

    Arguments:
        third: 0 for the third with the fewest points, 2 for that with the most.
        whole: all answers; else the clicks alone, with a table of their own.
    """
    order = sorted(sheets[:-1], key=lambda one: sum(one.points.values()))
    source, mine = order[len(order) * (2 * third + 1) // 6], sheets[-1]
    clicks = (
        {one.name for one in questions if one.name.startswith("click")} if not whole else set(source.points)
    )
    copy = replace(
        mine,
        responses=source.responses,
        points={**mine.points, **{name: source.points[name] for name in clicks}},
        told=source.told if whole else mine.told,
    )
    found = shared_answers(as_group(questions, [*sheets[:-1], copy]))
    return any(one.second == len(sheets) - 1 for one in found)


def classes() -> bool:
    """Print what classes say of the truth; return whether the promises are kept."""
    questions, pool = world()
    whole = as_group(questions, pool)
    kept = True
    print(f"pool of {POOL} learners, seed {SEED}\n\nhow often an interval holds the truth")
    for n, times in CLASSES.items():
        found = coverage(whole.points, whole.full, n, times)
        kept &= all(share > PROMISED - 0.02 for share in found.values())
        print(
            f"{n:>6} people: " + "  ".join(f"{kind} {share:.1%}" for kind, share in found.items()), flush=True
        )
    print("\nwrong key planted: found; clean class: questions suspected, of 17")
    choose = random.Random(SEED)
    for n, times in CLASSES.items():
        runs = max(10, times // 3)
        hits, false = 0, 0
        for _run in range(runs):
            drawn = choose.choices(pool, k=n)
            hits += suspected(questions, drawn, planted=True)[0]
            clean = suspected(questions, drawn, planted=False)
            false += clean[0] + clean[1]
        print(f"{n:>6} people: {hits / runs:.0%} of {runs}; {false / runs:.3f} a class", flush=True)
    return kept & alike(questions, pool)


def alike(questions: Sequence[Asked], pool: Sequence[Sheet]) -> bool:
    """Print how often a clean class has anybody named, and how often a copy is found; return whether few are named."""
    kept = True
    print(
        "\nsame answers: clean classes in which anybody is named; copies found of the lower, middle and upper third"
    )
    for n, times in ALIKE.items():
        choose = random.Random(SEED + n)
        # nobody twice: the same learner drawn again is a copy
        drawn = [choose.sample(list(pool), n) for _run in range(times)]
        false = sum(bool(shared_answers(as_group(questions, each))) for each in drawn)
        some = drawn[: max(10, times // 4)]
        found = {
            words: [
                float(np.mean([copied(questions, each, third, whole) for each in some])) for third in range(3)
            ]
            for words, whole in (("all answers", True), ("clicks alone", False))
        }
        kept &= false <= FALSE * times
        told = "; ".join(
            f"{words} " + " ".join(f"{one:.0%}" for one in each) for words, each in found.items()
        )
        print(f"{n:>6} people: {false} of {times}; {told}, of {len(some)} each", flush=True)
    return kept


def command() -> bool:
    """Print time and memory of the command; return whether both are within the limits."""
    good = True
    print("\ndosclientes insight a1")
    for n, limit in LIMITS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "class")
            simulate(root, "es", n)
            begun = time.monotonic()
            words = [
                sys.executable,
                "-m",
                "dosclientes",
                "insight",
                "a1",
                "--lang",
                "es",
                "--root",
                str(root),
            ]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            spent = time.monotonic() - begun
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        good &= spent < limit and peak < MEGABYTES
        print(
            f"{n:>6} people: {spent:.1f} s (limit {limit:g}), at most {peak:.0f} MB (limit {MEGABYTES})",
            flush=True,
        )
    return good


def main() -> int:
    if "--alike" in sys.argv:
        return 0 if alike(*world()) else 1
    kept = "--command" in sys.argv or classes()
    good = "--classes" in sys.argv or command()
    return 0 if kept and good else 1


if __name__ == "__main__":
    sys.exit(main())
