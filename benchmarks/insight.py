"""`dosclientes insight` on simulated classes: does it meet the truth, is a wrong key found, how long does it take?

A pool of learners (`dosclientes/demo/learners.py`) is the world, and what is reckoned of the whole pool is the
truth. Classes are drawn from it with replacement. Printed: how often an interval holds the truth (it promises 95
%), how often a wrong key planted in A1's first question is found, how many questions of a clean class are
suspected, in how many clean classes anybody is said to share answers (at most 5 %), how often a copy is found, and
time and memory of the command.

`--only` does one part, `--people` classes of one size; `--seeds 5` draws from five pools and judges all classes
together, `--first 20` begins at another. The models of similarity were chosen on seed 19: the seeds after it confirm.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from hand_ins import class_of, copied_whole

from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Asked, Sheet, as_group, asked, rescored, sheet, simulate
from dosclientes.insight.alike.answers import FALSE, shared_answers
from dosclientes.insight.alike.together import alike_together
from dosclientes.insight.alike.written import written_alike
from dosclientes.insight.count import choices, classical
from dosclientes.insight.count.estimates import FEW, Estimate
from dosclientes.insight.count.flags import flags
from dosclientes.insight.count.misconceptions import confusions, signs
from dosclientes.insight.read.model import Group, HandIn
from dosclientes.items import Item

POOL, SEED, PROMISED, ROOM = 6_000, 19, 0.95, 0.02
CLASSES = {12: 300, 30: 300, 200: 100, 2_000: 12}
ALIKE = {10: 600, 30: 600, 200: 200, 2_000: 20}
WHOLE = {12: 60, 30: 60, 200: 20, 2_000: 2}
CHANGED = (0.0, 0.1, 0.2, 0.3)
"""Shares of a copied text's words that are written differently."""
TENTH, FOUND = 0.1, 0.95
"""With so many words written differently, so many copies are to be found."""
LIMITS = {200: 10.0, 2_000: 60.0}
MEGABYTES = 500
SUSPECTED = 0.05
"""Questions of a clean class whose key may be suspected."""
Known = Mapping[tuple[str, str], Estimate]
"""Estimates by their kind and by what they are of."""


def world(seed: int) -> tuple[list[Asked], list[Sheet]]:
    """The questions of A1 and everybody in the pool."""
    chance = random.Random(seed)
    questions = asked("a1", "es")
    return questions, [sheet(questions, who, chance) for who in draw([str(n) for n in range(POOL)], chance)]


def estimates(group: Group, answers: bool) -> Known:
    """All that has an interval; that of single answers, which takes the longest, only if `answers`."""
    counts, whole = classical.questions(group.points, group.full), classical.reliability(group.points)
    found = {("alpha", ""): whole.alpha} if whole else {}
    for column, (one, count) in enumerate(zip(group.questions, counts, strict=True)):
        found |= {
            ("mean", one.name): count.mean,
            ("with the rest", one.name): count.rest,
            ("upper less lower", one.name): count.tells,
        }
        for each in choices.chosen(group, column) if answers else ():
            name = f"{one.name} {each.part} {each.value}"
            found["answer", name] = each.share
            if each.right or each.people >= FEW:  # the page shows a coefficient of those alone
                found["answer with the rest", name] = each.rest
    return found | {("misconception", one.code): one.share for one in confusions(group, signs(group))}


def coverage(pool: Group, truth: Known, n: int, times: int, seed: int) -> dict[str, list[bool]]:
    """Whether the intervals of classes of `n` hold what is so in the pool, by kind."""
    held: dict[str, list[bool]] = defaultdict(list)
    choose = np.random.default_rng(seed)
    for time_ in range(times):
        rows = choose.integers(0, len(pool.hand_ins), n)
        drawn = estimates(_class(pool, rows), answers=time_ % 5 == 0)
        for (kind, name), one in drawn.items():
            if not one.says_nothing and (kind, name) in truth:
                held[kind].append(one.low <= truth[kind, name].value <= one.high)
    return held


def _class(pool: Group, rows: np.ndarray) -> Group:
    """These people of the pool; who is there twice counts as two."""
    people = [
        HandIn(f"{place}", pool.hand_ins[row].answers, pool.hand_ins[row].told)
        for place, row in enumerate(rows)
    ]
    return replace(pool, points=pool.points[rows], hand_ins=people)


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


def intervals(seeds: Sequence[int]) -> bool:
    """Print how often intervals hold the truth; return whether they do so as often as they promise."""
    print("how often an interval holds the truth; in brackets the worst of the seeds", flush=True)
    held: dict[int, list[dict[str, list[bool]]]] = defaultdict(list)
    for seed in seeds:
        pool = as_group(*world(seed))
        truth = estimates(pool, answers=True)
        for n, times in CLASSES.items():
            held[n].append(coverage(pool, truth, n, times, seed))
    kept = True
    for n, all_ in held.items():
        kinds = {kind: [each[kind] for each in all_] for kind in all_[0]}
        shares = {kind: float(np.mean(np.concatenate(each))) for kind, each in kinds.items()}
        kept &= all(share > PROMISED - ROOM for share in shares.values())
        worst = {kind: min(float(np.mean(one)) for one in each) for kind, each in kinds.items()}
        told = "  ".join(f"{kind} {share:.1%} ({worst[kind]:.1%})" for kind, share in shares.items())
        print(f"{n:>6} people: {told}", flush=True)
    return kept


def keys(seeds: Sequence[int]) -> bool:
    """Print how often a wrong key is found and a right one suspected; return whether hardly any right one is."""
    print("\nwrong key planted: found; clean class: questions suspected, of 17", flush=True)
    kept = True
    for n, times in CLASSES.items():
        runs = max(10, times // 3)
        hits, false = [], []
        for seed in seeds:
            (questions, pool), choose = world(seed), random.Random(seed)
            for _run in range(runs):
                drawn = choose.choices(pool, k=n)
                hits.append(suspected(questions, drawn, planted=True)[0])
                false.append(sum(suspected(questions, drawn, planted=False)))
        kept &= float(np.mean(false)) <= SUSPECTED
        print(f"{n:>6} people: {np.mean(hits):.0%} of {len(hits)}; {np.mean(false):.3f} a class", flush=True)
    return kept


def alike(seeds: Sequence[int]) -> bool:
    """Print how often a clean class has anybody named, and how often a copy is found; return whether few are named."""
    print(
        "\nsame answers: clean classes in which anybody is named; copies found of the lower, middle and upper third"
    )
    kept = True
    for n, times in ALIKE.items():
        false, found = [], defaultdict(list)
        for seed in seeds:
            for questions, drawn in _apart(seed, n, times):
                false.append(bool(shared_answers(as_group(questions, drawn))))
                for third in range(3) if len(false) % 4 == 1 or n == max(ALIKE) else ():
                    for whole in (True, False):
                        found[whole, third].append(copied(questions, drawn, third, whole))
        kept &= sum(false) <= FALSE * len(false)
        told = "; ".join(
            f"{words} " + " ".join(f"{np.mean(found[whole, third]):.0%}" for third in range(3))
            for words, whole in (("all answers", True), ("clicks alone", False))
        )
        print(
            f"{n:>6} people: {sum(false)} of {len(false)}; {told}, of {len(found[True, 0])} each", flush=True
        )
    return kept


def whole(seeds: Sequence[int]) -> bool:
    """Print how often a whole copied hand-in is found, by what; return whether nearly always with few words changed.

    In clean classes few may be named.
    """
    print("\nwhole hand-ins copied (the model: benchmarks/hand_ins.py): found; of these by what")
    kept = True
    for n, times in WHOLE.items():
        false, found = [], defaultdict[float, list[set[str]]](list)
        for seed in seeds:
            chance = random.Random(seed + n)
            for questions, drawn in _apart(seed, n, times):
                group = class_of(questions, drawn, chance)
                false.append(bool(_pairs(group)))
                copies = max(1, n // 200)  # in a big class several at once, which spares time
                order = np.argsort(group.points[: n - copies].sum(axis=1))
                sources = [int(order[at]) for at in chance.sample(range(n - copies), copies)]
                both = list(zip(sources, range(n - copies, n), strict=True))
                for words in CHANGED:
                    mixed = group
                    for source, row in both:
                        mixed = copied_whole(mixed, row, source, words, chance)
                    pairs = _pairs(mixed)
                    found[words] += [{kind for *pair, kind in pairs if tuple(pair) == one} for one in both]
        print(f"{n:>6} people: {sum(false)} of {len(false)} clean classes name anybody", flush=True)
        for words, kinds in found.items():
            shares = {
                kind: np.mean([kind in one for one in kinds])
                for kind in ("answers", "text", "code", "together")
            }
            told = ", ".join(f"{kind} {share:.0%}" for kind, share in shares.items())
            named = float(np.mean([bool(one) for one in kinds]))
            kept &= named >= FOUND or words > TENTH
            print(f"        {words:.0%} of words changed: {named:.0%} of {len(kinds)}; {told}", flush=True)
        kept &= sum(false) <= FALSE * len(false)
    return kept


def _pairs(group: Group) -> list[tuple[int, int, str]]:
    """Everybody whom the page shows side by side, with what is alike."""
    pairs = [(one.first, one.second, "answers") for one in shared_answers(group)]
    pairs += [(one.first, one.second, "together") for one in alike_together(group)]
    return pairs + [(one.first, one.second, one.kind) for one in written_alike(group)]


def _apart(seed: int, n: int, times: int) -> Iterator[tuple[list[Asked], list[Sheet]]]:
    """Classes in which nobody is twice: the same learner drawn again is a copy."""
    questions, pool = world(seed)
    choose = random.Random(seed + n)
    for _run in range(times):
        yield questions, choose.sample(pool, n)


def command(_seeds: Sequence[int]) -> bool:
    """Print time and memory of the command; return whether both are within the limits."""
    good = True
    print("\ndosclientes insight a1")
    for n, limit in LIMITS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "class")
            simulate(root, "es", n)
            begun, busy = time.monotonic(), _processor()
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
            spent, busy = time.monotonic() - begun, _processor() - busy
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        good &= spent < limit and peak < MEGABYTES
        print(
            f"{n:>6} people: {spent:.1f} s (limit {limit:g}), {busy:.1f} s on a processor, "
            f"at most {peak:.0f} MB (limit {MEGABYTES})",
            flush=True,
        )
    return good


def _processor() -> float:
    """Seconds that finished children were on a processor, which other work on the machine hardly changes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    parts = {"intervals": intervals, "keys": keys, "alike": alike, "whole": whole, "command": command}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=parts, help="one part")
    parser.add_argument(
        "--seeds", type=int, default=1, metavar="N", help="how many pools, each with its seed"
    )
    parser.add_argument("--first", type=int, default=SEED, metavar="SEED", help="the first of them")
    parser.add_argument("--people", type=int, metavar="N", help="classes of this size alone")
    parser.add_argument("--classes", type=int, metavar="N", help="how many of each size, from each pool")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    if options.people:
        for sizes in (CLASSES, ALIKE, WHOLE, LIMITS):
            for other in set(sizes) - {options.people}:
                del sizes[other]
    if options.classes:
        for times in (CLASSES, ALIKE, WHOLE):
            times |= dict.fromkeys(times, options.classes)
    print(f"pools of {POOL} learners, seeds {seeds[0]} to {seeds[-1]}\n")
    kept = [parts[name](seeds) for name in ([options.only] if options.only else parts)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
