"""What all hidden checks share: verdicts, the answers as handed in, and how a student hears of them.

A check is a function that returns a `Verdict`. Called from a test cell it says nothing when all is right,
returns the points for an answer that is right in part, and otherwise raises an error that shows the message
alone. The error is raised here and never in the check, so that no line of a traceback holds a key.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial, update_wrapper
from pathlib import Path
from typing import Any

from dosclientes import datasets
from dosclientes.answers import FILE, HandedIn, read_answers
from dosclientes.classroom.forms import AnswerError, BlankError
from dosclientes.curriculum.sections import place
from dosclientes.items import Item, ResponseError, load, score
from dosclientes.items.model import translated
from dosclientes.language.translation import gettext, language, languages, pgettext, use_language

_ = partial(gettext, catalog="graded")
_ITEMS = Path(__file__).with_name("items")
_WARM = "GRADING_WARM" in os.environ


class CheckFailedError(AnswerError):
    """The answer is not right; the message says what to think about and where to read on."""


class NeedsPersonError(AnswerError):
    """The answer cannot be judged by a program; the message says why, to student and instructor."""

    needs_person = True


@dataclass(frozen=True)
class Verdict:
    """How much of an answer is right, from 0 to 1, and what its author should hear if that is not all."""

    fraction: float
    message: str = ""
    section: str = ""

    def words(self) -> str:
        """The message, and where to read on."""
        return "\n".join([self.message, *([_where(self.section)] if self.section else [])])


RIGHT = Verdict(1.0)


class Check:
    """One graded behaviour. `judge` returns the verdict, for tests; calling it is for test cells."""

    def __init__(
        self, judge: Callable[..., Verdict], points: float = 1.0, clicks: Clicks | None = None
    ) -> None:
        self.judge = judge
        self.points = points
        self.clicks = clicks
        update_wrapper(self, judge)

    def __call__(self, *answers: Any) -> float | None:
        """None for full points, else the points for a part.

        Raises CheckFailedError, BlankError where nothing was answered, NeedsPersonError.
        """
        verdict = self._verdict(answers)
        if verdict.fraction >= 1:
            return None
        points = credit(verdict.fraction, self.points)
        if points == 0:
            raise CheckFailedError(verdict.words())
        print(verdict.words())
        return points

    def _verdict(self, answers: tuple[Any, ...]) -> Verdict:
        try:
            return self._judged(answers)
        except (BlankError, NeedsPersonError):
            raise
        except AnswerError as error:
            told = str(error)
        except Exception as error:  # an answer of a kind nobody thought of, or a slip of ours
            kind = type(error).__name__
            raise NeedsPersonError(_("No se pudo juzgar tu respuesta ({kind}).", kind=kind)) from None
        return Verdict(0.0, told)

    def _judged(self, answers: tuple[Any, ...]) -> Verdict:
        """The verdict on the code; where that is blank, on what was clicked instead."""
        try:
            return self.judge(*answers)
        except BlankError:
            response = handed_in().answers.get(self.clicks.item) if self.clicks else None
            if response is None or not self.clicks:
                raise
            return self.judge(self.clicks.made(response.response))


@dataclass(frozen=True)
class Clicks:
    """An exercise that may be answered instead of code; `made` makes of its response what the code would have made."""

    item: str
    made: Callable[[Any], Any] = lambda response: response


def check(judge: Callable[..., Verdict]) -> Check:
    """Make a check worth one point of a function that judges an answer."""
    return Check(judge)


def code_or_clicks(item_id: str, made: Callable[[Any], Any] | None = None) -> Callable[..., Check]:
    """Make such a check, of an answer in code for which an exercise may stand in; see `Clicks`."""
    clicks = Clicks(item_id, made) if made else Clicks(item_id)
    return lambda judge: Check(judge, clicks=clicks)


def credit(fraction: float, points: float) -> float:
    """The points for an answer right in part: whole quarters, rounded down, so that nothing is given away."""
    return math.floor(fraction * 4 + 1e-9) / 4 * points


@cache
def _loaded(assignment: str) -> Mapping[str, Item]:
    # tests check these files against the schema; a class need not wait for it
    return {item.id: item for item in load(_ITEMS / f"{assignment}.yml", checked=not _WARM)}


def items(assignment: str) -> list[Item]:
    """An assignment's graded items, whole; none for an assignment without any."""
    return list(_loaded(assignment).values()) if (_ITEMS / f"{assignment}.yml").is_file() else []


def prepare(assignment: str, *data: str) -> None:
    """Read an assignment's items as its checks are imported: forks of a process that has done so need not.

    The engine's warm process does so in all languages, and draws the shared data sets that tests use; anybody else does
    what is needed, when it is.
    """
    items = _loaded(assignment)
    if _WARM:
        for name in data:
            datasets.load(name)
        for code in languages():
            with use_language(code):
                for name in items:
                    place(item(name).section)  # where a message sends its reader


def item(item_id: str) -> Item:
    """A graded item, whole, in the reader's language."""
    return _translated(item_id, language())


@cache
def _translated(item_id: str, _language: str) -> Item:
    def translate(part: str, text: str) -> str:
        context = f"item:{item_id}:{part}"
        found = pgettext(context, text, catalog="graded")
        return found if found != text else pgettext(context, text)

    return translated(_loaded(item_id.partition("-")[0])[item_id], translate)


def judge_click(item_id: str) -> Verdict:
    """The verdict on what a student clicked, read as it was handed in. Raises NeedsPersonError."""
    asked = item(item_id)
    answer = handed_in().answers.get(item_id)
    if answer is None:
        raise BlankError(_("No hay respuesta a este ejercicio en {file}.", file=FILE))
    return judge_response(asked, answer.response)


def judge_response(asked: Item, response: Any) -> Verdict:
    """The verdict on a response to an item, with the words that make its author think again."""
    try:
        result = score(asked, response)
    except ResponseError as error:
        return Verdict(0.0, str(error))
    if result.correct:
        return RIGHT
    telling = set(_telling(asked))
    hints = [remark.why for remark in result.remarks if not remark.right and remark.why not in telling]
    return Verdict(result.fraction, "\n".join(hints) or unforeseen(), asked.section)


def judge_label(item_id: str, case: str, label: str) -> Verdict:
    """The verdict on the label given to one case of a table."""
    asked = item(item_id)
    parts = next(part for part in asked.parts["cases"] if part["id"] == case)
    if label == parts["answer"]:
        return RIGHT
    slips = [slip["why"] for slip in parts.get("wrong", ()) if slip["id"] == label]
    return Verdict(0.0, (slips or [unforeseen()])[0], asked.section)


def unforeseen() -> str:
    """What to say of a wrong answer that nobody foresaw."""
    return _("Nombra el resultado y pregunta: ¿quién lo recibe o podría?, ¿para quién es?, ¿dentro o fuera?")


def handed_in() -> HandedIn:
    """The student's `answers.json` as handed in. Raises NeedsPersonError if it is not theirs or broken."""
    folder, student = submission()
    try:
        book = read_answers(folder / FILE)
    except FileNotFoundError:
        raise NeedsPersonError(
            _(
                "No se entregó {file}, donde están tus clics. Entrégalo junto al cuaderno.",
                file=FILE,
            )
        ) from None
    except (OSError, ValueError):
        raise NeedsPersonError(
            _("{file} está dañado y no se puede leer. Entrégalo de nuevo o habla con tu docente.", file=FILE)
        ) from None
    _check_owner(book, student)
    return book


def submission() -> tuple[Path, str | None]:
    """Where the hand-in lies untouched by the student's code, and whose it is; not in grading: here, None.

    nbgrader runs the notebook in `autograded/<student>/<assignment>`, on a copy of `submitted/…`. This project's
    engine runs checks in the submission as it was handed in, and says by NBGRADER_STUDENT_ID whose it is.
    """
    here = Path.cwd()
    places = [i for i, part in enumerate(here.parts) if part == "autograded"]
    if not places:
        return here, os.environ.get("NBGRADER_STUDENT_ID")
    untouched = Path(*here.parts[: places[-1]], "submitted", *here.parts[places[-1] + 1 :])
    return (untouched if untouched.is_dir() else here), here.parent.name


def _check_owner(book: HandedIn, student: str | None) -> None:
    assignment = _this_assignment()
    if book.assignment and assignment and book.assignment != assignment:
        raise NeedsPersonError(
            _(
                "Este {file} es de la entrega «{other}» y no de «{this}»: entrega el de esta carpeta.",
                file=FILE,
                other=book.assignment,
                this=assignment,
            )
        )
    if book.student and student and book.student.casefold() != student.casefold():
        raise NeedsPersonError(
            _(
                "Este {file} es de «{other}» y lo entrega «{this}». Si eres la misma persona, avisa.",
                file=FILE,
                other=book.student,
                this=student,
            )
        )


def _this_assignment() -> str | None:
    if "NBGRADER_ASSIGNMENT_ID" in os.environ:  # the engine's word, where the folder is the student's
        return os.environ["NBGRADER_ASSIGNMENT_ID"]
    try:
        return str(json.loads(Path("course.json").read_text("utf-8"))["assignment"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _telling(asked: Item) -> Iterator[str]:
    """The explanations that would give the answer away."""
    for part in (*asked.parts.get("cases", ()), *asked.parts.get("steps", ())):
        yield part["why"]
    yield from (option["why"] for option in asked.parts.get("options", ()) if option.get("correct"))


def _where(section: str) -> str:
    return _("Para releer: {place}.", place=place(section))
