"""Hand-ins laid where nbgrader grades them; what was there is kept, and what was collected is remembered."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.grading.submissions.opening import handed_in_at
from dosclientes.language.translation import gettext as _
from dosclientes.teaching.hand_ins import times
from dosclientes.teaching.hand_ins.collecting import TIMESTAMP, Collected

__all__ = ["LEFT", "NEW", "NEWER", "UNCHANGED", "Collector", "remembered"]

NEW, NEWER, UNCHANGED, LEFT = "new", "newer", "unchanged", "left"
"""What became of a hand-in; LEFT: what is there differs, and it is not, or may not be, the older of the two."""
_BOOK = "collected.json"


def remembered(memory: Path) -> dict[str, str]:
    """Moodle's number of each hand-in that was collected from there, by student (see `Collector`)."""
    return {
        student: str(one.get("person", "")).rpartition(" ")[2]
        for student, one in _read(memory / _BOOK).items()
        if one.get("platform") == "moodle"
    }


def _read(book: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(book.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


class Collector:
    """Lays hand-ins into the folders of a class.

    Arguments:
        place: where a student's hand-in goes, with `{student}`.
        memory: the folder that holds what was collected before, and earlier versions.
        replace: lay a hand-in even over one of which it cannot be told whether it is older.
    """

    def __init__(self, place: str, memory: Path, replace: bool = False) -> None:
        self.place = place
        self.memory = memory
        self.replace = replace
        self.record = _read(self._book)

    @property
    def _book(self) -> Path:
        return self.memory / _BOOK

    def lay(self, one: Collected) -> None:
        """Lay a hand-in, if it is new or newer, and remember it."""
        if not one.files:
            one.state = LEFT
            return
        folder = Path(self.place.format(student=one.student))
        one.state = self._state(one, folder)
        before = self.record.get(one.student, {})
        earlier = before.get("earlier", [])
        if one.state in (NEW, NEWER):
            self._put(one, folder)
            earlier = [*earlier, *filter(None, [before.get("digest")])]
        elif one.state == UNCHANGED and one.when and before.get("time") != times.stamp(one.when):
            (folder / TIMESTAMP).write_text(times.stamp(one.when), "utf-8")  # only now it is known
        if one.state != LEFT:
            self.record[one.student] = {
                "digest": one.digest(),
                "earlier": earlier,
                "person": one.place,
                "platform": one.platform,
                "order": one.order,
                "late": one.late,
                "time": times.stamp(one.when) if one.when else None,
            }
            self.memory.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            write_atomically(self._book, text.encode("utf-8", "replace"))

    def _state(self, one: Collected, folder: Path) -> str:
        before = self.record.get(one.student)
        if not folder.is_dir():
            return NEW
        if before is not None and before.get("digest") == one.digest():
            return UNCHANGED  # even if an instructor has mended what was laid
        if before is not None:
            return LEFT if _is_older(one, before) and not self.replace else NEWER
        if all(_holds(folder / name, content) for name, content in one.files.items()):
            return UNCHANGED
        later = one.when is not None and one.when > (_handed_in(folder) or one.when)
        return NEWER if later or self.replace else LEFT

    def _put(self, one: Collected, folder: Path) -> None:
        """Make the folder beside its place, keep what was there, and put it there."""
        fresh = folder.with_name(f".{folder.name}.collecting")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, content in one.files.items():
            path = fresh / name
            if path.is_dir() or any(parent.is_file() for parent in path.parents):
                one.remarks.append(_("«{name}» está donde va otro archivo y no cuenta", name=name))
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if one.when:
            (fresh / TIMESTAMP).write_text(times.stamp(one.when), "utf-8")
        if folder.exists():
            self._keep(one.student, folder)
        fresh.rename(folder)

    def _keep(self, student: str, folder: Path) -> None:
        """Move an earlier version away; nothing that was handed in is thrown away."""
        shelf = self.memory / "earlier" / student
        shelf.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(path.name) for path in shelf.iterdir() if path.name.isdigit()), default=0)
        shutil.move(folder, shelf / str(number))


def _is_older(one: Collected, before: dict[str, Any]) -> bool:
    """Whether a hand-in is, or may be, from before the one that was collected: an older download, by mistake."""
    if one.order and before.get("order"):
        return bool(one.order < before["order"])
    if one.when and before.get("time"):
        return bool(times.stamp(one.when) < before["time"])
    return one.digest() in before.get("earlier", ())


def _handed_in(folder: Path) -> dt.datetime | None:
    """When what is in a folder was handed in, if it says so."""
    moment, _wrong = handed_in_at(folder)
    return moment and moment.replace(tzinfo=dt.UTC)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
