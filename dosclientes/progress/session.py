"""`dosclientes review`: a review in the terminal, by typing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dosclientes.answers import CONFIDENCES, Answer, AnswerBook
from dosclientes.exercises import plain
from dosclientes.exercises.exercise import Exercise
from dosclientes.exercises.words import confidence_words, label_text, task
from dosclientes.items import Item, ResponseError, check_response
from dosclientes.items.labels import label_ids
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.options import add_language, speak
from dosclientes.progress import start
from dosclientes.progress.mastery import standing
from dosclientes.progress.pages import memory
from dosclientes.progress.place import is_on
from dosclientes.progress.queue import due_items
from dosclientes.progress.record import now
from dosclientes.progress.store import RecordError
from dosclientes.progress.words import off_text

__all__ = ["add_arguments", "ask", "run"]

Read = Callable[[str], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--number", type=int, default=10, help=_("cuántos ejercicios como mucho (10)"))
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Ask what is due until the learner has enough. Returns 2 if the record cannot be read."""
    speak(options)
    if not is_on():
        print(off_text())
        return 0
    try:
        stand = standing()
        items, _all = due_items(stand, max(0, options.number))
    except RecordError as problem:
        print(problem, file=sys.stderr)
        return 2
    if not items:
        print(_("No toca repasar nada. Lo que respondas en las lecciones volverá aquí a su tiempo."))
        return 0
    print(ngettext("Un ejercicio. «q» para dejarlo.", "{n} ejercicios. «q» para dejarlo.", len(items)))
    start()
    for number, item in enumerate(items, 1):
        print(f"\n{number}/{len(items)} · {task(item)} · {item.id}\n")
        told = memory(item.id, stand)
        if told:
            print(f"{told}\n")
        if not ask(item, input):
            break
    return 0


class _Memory(AnswerBook):
    """Keeps nothing: the record does."""

    def __init__(self) -> None:
        super().__init__()
        self.occasion = now().isoformat()

    def get(self, item_id: str) -> Answer | None:
        return None

    def put(
        self,
        item_id: str,
        response: Any,
        confidence: str,
        seed: str = "",
        hints: int = 0,
        drew: Mapping[str, Any] | None = None,
    ) -> Answer:
        return Answer(response, confidence, now().isoformat(timespec="seconds"), 1, seed, hints, drew or {})


def ask(item: Item, read: Read) -> bool:
    """Ask one item, and explain; `read(prompt)` gets a line. Returns False when the learner wants no more."""
    exercise = Exercise(item, _Memory())
    print(unmarked(exercise.item.prompt))
    try:
        response = _response(exercise.item, read)
        confidence = _confidence(read)
    except (EOFError, KeyboardInterrupt, _EnoughError):
        print()
        return False
    committed = exercise.commit(response, confidence)
    print("\n" + plain.explanation(exercise.item, committed.answer, committed.score, exercise.problem))
    return True


class _EnoughError(Exception):
    """The learner wants no more."""


def _line(read: Read, prompt: str) -> str:
    line = read(prompt).strip()
    if line.lower() in {"q", "quit", "exit"}:
        raise _EnoughError
    return line


def _response(item: Item, read: Read) -> Any:
    """A well-formed response; a line that is not understood is asked again."""
    key = next((key for key in ("options", "cases", "steps") if key in item.parts), None)
    parts = item.shuffled(key) if key else []
    if key != "cases":
        for number, part in enumerate(parts, 1):
            print(f"  {number}. {unmarked(part['text'])}")
    while True:
        try:
            return check_response(item, _read_response(item, parts, read))
        except ResponseError as problem:
            print(problem)


def _read_response(item: Item, parts: Sequence[Any], read: Read) -> Any:
    ids = [str(part["id"]) for part in parts]
    if item.kind == "number":
        return _line(read, f"{item.parts.get('unit_text', '')} > ")
    if item.kind == "choice":
        return next(_numbered(_line(read, _("Número: ")), ids), "")
    if item.kind in ("multi", "order"):
        return list(_numbered(_line(read, _("Números, separados por espacios: ")), ids))
    labels = label_ids(item)
    for number, label in enumerate(labels, 1):
        print(f"  {number}. {label_text(item, label)}")
    return {
        part["id"]: next(_numbered(_line(read, f"{unmarked(part['text'])} > "), labels), "") for part in parts
    }


def _numbered(line: str, ids: Sequence[str]) -> Iterator[str]:
    """The ids that numbers from 1 stand for; an id may be typed too."""
    for word in line.replace(",", " ").split():
        yield ids[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(ids) else word


def _confidence(read: Read) -> str:
    words = confidence_words()
    asked = " · ".join(f"{number} {words[one]}" for number, one in enumerate(CONFIDENCES, 1))
    while True:
        given = next(_numbered(_line(read, f"{asked}: "), CONFIDENCES), "")
        if given in CONFIDENCES:
            return given
