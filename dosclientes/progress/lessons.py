"""What the map needs to know of the course: lessons, their objectives and items, and how long they take."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from dosclientes import yaml_file
from dosclientes.answers import AnswerBook
from dosclientes.items.revisions import answer_name
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import language
from dosclientes.paths import ITEMS, ROOT

__all__ = ["Lesson", "Objective", "lessons", "minutes_left", "placement_items"]

_STEP = 5  # minutes: to say less would promise too much


@dataclass(frozen=True)
class Objective:
    """One thing a lesson teaches to do: its verb, the rest of the sentence, and the items that practise it."""

    verb: str
    rest: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A lesson in the reader's language; `asked` are the items its notebook shows, in order."""

    number: str
    notebook: str
    title: str
    minutes: int
    objectives: tuple[Objective, ...]
    asked: tuple[str, ...]

    @property
    def section(self) -> str:
        """The whole of it, as links name the place that they open."""
        return self.notebook.removesuffix(".ipynb")

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for objective in self.objectives for item in objective.items)


def lessons() -> tuple[Lesson, ...]:
    """Lessons 01 to 10."""
    return _lessons(language())


def minutes_left(lesson: Lesson, book: AnswerBook) -> int:
    """Minutes a lesson still takes: its length times the share of its items that have no answer in `book`."""
    open_items = sum(book.get(answer_name(item)) is None for item in lesson.asked)
    share = open_items / len(lesson.asked)
    return -int(-lesson.minutes * share // _STEP) * _STEP


@cache
def placement_items() -> tuple[str, ...]:
    """The ten items of the placement, one a lesson."""
    return tuple(yaml_file.read(ITEMS / "placement.yaml"))


@cache
def _lessons(code: str) -> tuple[Lesson, ...]:
    practised = yaml_file.read(ITEMS / "objectives.yaml")
    paths = sorted((ROOT / "course" / code).glob("[0-9][0-9]-*.ipynb"))
    found = {path.name[:2]: path for path in paths}
    return tuple(_lesson(number, found[number].name, code, practised[number]) for number in sorted(practised))


def _lesson(number: str, notebook: str, code: str, practised: list[list[str]]) -> Lesson:
    cells = json.loads((ROOT / "course" / code / notebook).read_text("utf-8"))["cells"]
    texts = {cell["id"]: "".join(cell["source"]) for cell in cells}
    title = re.search(r"^# \d\d · (.+)$", texts["title"], re.MULTILINE)
    minutes = re.search(r"⏱ (\d+)", texts["title"])
    aims = re.findall(r"^- \*\*([^*]+)\*\*(.*?)[;.]?$", texts["objectives"], re.MULTILINE)
    return Lesson(
        number,
        notebook,
        title[1] if title else notebook,
        int(minutes[1]) if minutes else 0,
        tuple(
            Objective(verb, unmarked(rest.strip(" ,")), tuple(f"{number}-{name}" for name in names))
            for (verb, rest), names in zip(aims, practised, strict=True)
        ),
        tuple(dict.fromkeys(re.findall(r'exercise\("([^"]+)"', "\n".join(texts.values())))),
    )
