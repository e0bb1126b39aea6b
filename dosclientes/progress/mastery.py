"""Where the learner stands: each objective, calibration, the commonest misconception, and one next step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dosclientes.items import UnknownItemError, find
from dosclientes.progress.lessons import Lesson, Objective, lessons
from dosclientes.progress.record import cards, current_answers, now
from dosclientes.progress.schedule import SELF, UNCARDED, Card, Given, counted

__all__ = ["Standing", "Step", "finished", "next_step", "standing", "state_of"]

_FINISHED = 0.8  # of the items a lesson asks: one may skip some and still be through


@dataclass(frozen=True)
class Standing:
    """The whole record at a moment."""

    cards: Mapping[str, Card]
    sure: int
    sure_right: int
    confusion: tuple[str, int, str] | None
    """The misconception revealed most often, how often, and the section that treats it."""
    at: datetime
    written: Mapping[str, Given] = field(default_factory=dict)
    """The last word of the learner on each text of their own, by item; it makes nothing mastered."""

    @property
    def due(self) -> list[Card]:
        return [card for card in self.cards.values() if card.is_due(self.at)]


@dataclass(frozen=True)
class Step:
    """What to do next: "review" items, "read" a lesson, or "done"; with the lesson it is about."""

    what: str
    lesson: Lesson | None = None


def standing(at: datetime | None = None) -> Standing:
    """Where the learner stands now, or at `at`. Raises RecordError."""
    known, all_given = cards(), current_answers()
    given = [one for one in all_given if one.confidence not in UNCARDED]
    written = {one.item: one for one in all_given if one.confidence == SELF}
    sure = [one for one in _first_of_days(given, at or now()) if one.confidence == "sure"]
    right = sum(one.correct for one in sure)
    return Standing(known, len(sure), right, _confusion(given), at or now(), written)


def _first_of_days(given: Iterable[Given], at: datetime) -> Iterator[Given]:
    """The answers that say how well one judges oneself: not those given after reading the explanation."""
    by_item: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_item[one.item].append(one)
    for of_one in by_item.values():
        yield from counted(of_one, at).values()


def state_of(items: Iterable[str], stand: Standing) -> str:
    """The state of what some items practise: "new", "begun", "shaky", "due", "known" or "mastered".

    "shaky": one was wrong the last time, or right by guessing. "due": known, and time to remember it. "mastered": all
    are known, each on more than one day. "known": all are known, some on one day only. "begun": those answered are
    known, and others are left.
    """
    wanted = list(items)
    met = [stand.cards[item] for item in wanted if item in stand.cards]
    if not met:
        return "new"
    if any(card.shaky for card in met):
        return "shaky"
    if any(card.is_due(stand.at) for card in met):
        return "due"
    if len(met) < len(wanted):
        return "begun"
    return "mastered" if all(card.proven for card in met) else "known"


def objective_state(lesson: Lesson, objective: Objective, stand: Standing) -> str:
    """The state of an objective, by those of its items that the lesson asks, or by any that were answered."""
    asked = [item for item in objective.items if item in lesson.asked or item in stand.cards]
    return state_of(asked or objective.items, stand)


def finished(lesson: Lesson, stand: Standing) -> bool:
    """Whether most of what a lesson asks has been answered."""
    return sum(item in stand.cards or item in stand.written for item in lesson.asked) >= _FINISHED * len(
        lesson.asked
    )


def next_step(stand: Standing) -> Step:
    """Review what is due once it is as much as a lesson's worth or nothing else is left; else read on."""
    unread = next((lesson for lesson in lessons() if not finished(lesson, stand)), None)
    surprised = any(card.last.surprised for card in stand.due)
    if stand.due and (surprised or len(stand.due) >= 10 or unread is None):
        return Step("review")
    return Step("read", unread) if unread else Step("done")


def _confusion(answers: list[Given]) -> tuple[str, int, str] | None:
    counted = Counter(code for one in answers for code in one.misconceptions)
    if not counted:
        return None
    code, times = counted.most_common(1)[0]
    latest = next(one.item for one in reversed(answers) if code in one.misconceptions)
    try:
        return code, times, find(latest).section
    except UnknownItemError:  # of an older course
        return code, times, ""
