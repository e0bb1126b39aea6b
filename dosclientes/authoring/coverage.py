"""What the course covers: claims, contradictions and misconceptions, by lesson; and where a hole is."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dosclientes.items import Item, load

CLAIMS = tuple(f"C{number}" for number in range(1, 111))
CONTRADICTIONS = tuple(f"X{letter}" for letter in "ABCDEFGHIJKL")
MISCONCEPTIONS = tuple(f"M{number}" for number in range(1, 17))
LEAST_ITEMS, LEAST_PER_LESSON, LEAST_PER_MISCONCEPTION = 150, 12, 2
_EASY = {"remember", "understand"}


@dataclass
class Coverage:
    """Where each thing is taught or practised: lists of lessons ("01") or of item ids."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    cited: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tagged: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    misconceptions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def holes(self) -> Iterator[str]:
        """Each thing that is missing, in a sentence."""
        for code in (*CLAIMS, *CONTRADICTIONS):
            if not self.cited[code]:
                yield f"{code}: cited in no lesson"
            if not self.tagged[code]:
                yield f"{code}: tagged on no item"
        for code in MISCONCEPTIONS:
            if len(self.misconceptions[code]) < LEAST_PER_MISCONCEPTION:
                yield f"{code}: in {len(self.misconceptions[code])} items, wanted {LEAST_PER_MISCONCEPTION}"
        for lesson in (f"{number:02}" for number in range(1, 11)):
            yield from self._lesson_holes(lesson)
        total = sum(map(len, self.items.values()))
        if total < LEAST_ITEMS:
            yield f"{total} items in all, wanted {LEAST_ITEMS}"

    def _lesson_holes(self, lesson: str) -> Iterator[str]:
        items = self.items.get(lesson, [])
        if len(items) < LEAST_PER_LESSON:
            yield f"lesson {lesson}: {len(items)} items, wanted {LEAST_PER_LESSON}"
        blooms = Counter(item.parts["bloom"] for item in items)
        if items and sum(blooms[level] for level in _EASY) > len(items) / 2:
            yield f"lesson {lesson}: more than half of the items only ask to remember or understand"
        if items and len({item.kind for item in items}) < 4:
            yield f"lesson {lesson}: fewer than four kinds of items"


def coverage(root: Path) -> Coverage:
    """Read the Spanish lessons and the item bank below `root`."""
    found = Coverage()
    for path in sorted((root / "course" / "es").glob("[0-9][0-9]-*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        # codes stand in the list of sources alone, so that the running text reads without them
        listed = " ".join("".join(c["source"]) for c in cells if c["id"] == "sources")
        for code in _codes(listed):
            found.cited[code].add(path.stem[:2])
    for path in sorted((root / "course" / "items").glob("*.yml")):
        found.items[path.stem] = load(path)
        for item in found.items[path.stem]:
            for code in (*item.parts.get("claims", ()), *item.parts.get("contradictions", ())):
                found.tagged[code].add(item.id)
            for code in misconceptions(item):
                found.misconceptions[code].add(item.id)
    return found


def table(found: Coverage) -> Iterator[str]:
    """The coverage as lines to print."""
    yield f"{'lesson':8}{'items':>6}  kinds and Bloom levels"
    for lesson, items in found.items.items():
        kinds = Counter(item.kind for item in items)
        blooms = Counter(item.parts["bloom"] for item in items)
        listed = ", ".join(f"{name} {number}" for name, number in (*kinds.items(), *blooms.items()))
        yield f"{lesson:8}{len(items):>6}  {listed}"
    yield ""
    for code in (*CLAIMS, *CONTRADICTIONS):
        lessons, tagged = sorted(found.cited[code]), sorted(found.tagged[code])
        yield f"{code:8}{' '.join(lessons) or '-':8}{' '.join(tagged) or '-'}"
    yield ""
    for code in MISCONCEPTIONS:
        yield f"{code:8}{len(found.misconceptions[code]):>6}  {' '.join(sorted(found.misconceptions[code]))}"


def _codes(prose: str) -> Iterator[str]:
    """C12, XD, and ranges such as "C18 a C21"."""
    for first, last in re.findall(r"\bC(\d+)(?: a C?(\d+))?\b", prose):
        for number in range(int(first), int(last or first) + 1):
            yield f"C{number}"
    yield from re.findall(r"\bX[A-L]\b", prose)


def misconceptions(item: Item) -> set[str]:
    """The misconceptions that wrong answers to an item reveal."""
    parts = item.parts
    listed = [*parts.get("options", ()), *parts.get("wrong", ())]
    listed += [wrong for case in parts.get("cases", ()) for wrong in case.get("wrong", ())]
    return {part["misconception"] for part in listed if "misconception" in part}
