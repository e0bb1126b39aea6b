"""What to ask again, and in which order."""

from __future__ import annotations

from datetime import timedelta

from dosclientes.items import Item, UnknownItemError, find
from dosclientes.progress.lessons import lessons
from dosclientes.progress.mastery import Standing, finished
from dosclientes.progress.record import now, pick_of, remember_pick
from dosclientes.progress.schedule import Card

__all__ = ["due_items", "pick", "to_reread"]

_PICKED = 3
_REREAD = timedelta(days=7)
"""After so long one reads a text of one's own with other eyes."""
_CHOICE = 3  # times as many as are shown are looked at, since reading an item takes milliseconds


def due_items(stand: Standing, most: int) -> tuple[list[Item], int]:
    """At most `most` items to review now, and how many there are in all.

    Those due come first, sure and wrong ones before the others, then what a finished lesson has not asked yet.
    Neighbours are of different lessons and kinds where there is a choice.
    """
    taught = {item for lesson in lessons() for item in lesson.items}  # not what an older course had
    due = [card.item for card in sorted(stand.due, key=_rank) if card.item in taught]
    unasked = [
        item
        for lesson in lessons()
        if finished(lesson, stand)
        for item in lesson.items
        if item not in stand.cards
    ]
    found = _interleaved(_known(due[: _CHOICE * most]))[:most]
    more = most - len(found)
    return [*found, *_interleaved(_known(unasked[: _CHOICE * more]))[:more]], len(due) + len(unasked)


def pick(lesson: str, stand: Standing) -> list[str]:
    """Three items of earlier lessons, due or shaky, to open a lesson with; fewer if there are no more.

    The same all day, so that a lesson run again asks the same. Raises RecordError.
    """
    day = now().date().isoformat()
    kept = pick_of(lesson, day) if stand.cards else []
    if kept:
        return [item.id for item in _known(kept)]
    wanted = [card for card in stand.cards.values() if card.item[:2] < lesson]
    wanted = [card for card in wanted if card.shaky or card.is_due(stand.at)]
    chosen = [item.id for item in _interleaved(_known([card.item for card in sorted(wanted, key=_rank)]))][
        :_PICKED
    ]
    if chosen:
        remember_pick(lesson, day, chosen)
    return chosen


def to_reread(stand: Standing) -> Item | None:
    """The text of one's own that was looked at longest ago, if that is a week or more."""
    late = sorted((one.time, one.item) for one in stand.written.values() if one.time <= stand.at - _REREAD)
    return next(iter(_known([item for _time, item in late])), None)


def _rank(card: Card) -> tuple[bool, bool, float]:
    return not card.last.surprised, card.last.correct, card.due.timestamp()


def _known(names: list[str]) -> list[Item]:
    found = []
    for name in names:
        try:
            found.append(find(name))
        except UnknownItemError:  # the course has changed since
            continue
    return found


def _interleaved(items: list[Item]) -> list[Item]:
    """Take always the first that differs from the one before, in lesson or at least in kind."""
    left, out = list(items), list[Item]()
    while left:
        last = out[-1] if out else None
        out.append(left.pop(min(range(len(left)), key=lambda place: (_alike(left[place], last), place))))
    return out


def _alike(item: Item, last: Item | None) -> int:
    return 0 if last is None else 2 * (item.id[:2] == last.id[:2]) + (item.kind == last.kind)
