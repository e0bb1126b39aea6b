"""A trial of the choice questions: a numbered sheet without a key for a reader, and the score of what they answered.

Read blind, it shows what the questions give away; read after the lessons, whether they are fair. `guessing` measures
the look of the options; whether their *words* need the lesson takes readers.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

from dosclientes.authoring.files import BadInputError
from dosclientes.items import Item, load
from dosclientes.items.model import translated
from dosclientes.items.variants import drawn
from dosclientes.language.translation import languages, pgettext, use_language

__all__ = ["Sheet", "printed", "scored", "sheet"]

HOW = {"knew": "sabido", "sense": "sentido", "wording": "forma", "guess": "azar"}
"""How a reader came by an answer, in an English and in a Spanish file."""

HEADS = {
    "es": """# Cuestionario: {number} preguntas

Contesta a todas, desde la primera, sin consultar nada y sin volver atrás. Cada pregunta tiene una sola respuesta buena;
si no la sabes, elige la que te parezca mejor. Escribe las respuestas en un archivo de texto. Su primera línea es esta,
tal cual:

    {mark}

Después va una línea por pregunta, con el número, la letra y cómo has llegado a ella. Por ejemplo: `12 b sentido`.

- `sabido`: ya lo sabías, o lo has leído en la lección;
- `sentido`: se deduce pensando, con sentido común;
- `forma`: te lo ha dicho cómo están escritas las opciones, o algo que dice otra pregunta;
- `azar`: lo has echado a suertes.""",
    "en": """# Questionnaire: {number} questions

Answer all of them, from the first on, looking nothing up and never going back. Each question has just one right answer;
if you do not know it, take the one that seems best. Write your answers in a text file. Its first line is this one, just
as it is:

    {mark}

Then comes one line a question, with its number, the letter, and how you came by it. For example: `12 b sense`.

- `knew`: you knew it, or have read it in the lesson;
- `sense`: it can be worked out by common sense;
- `wording`: the way the options are written told you, or something that another question says;
- `guess`: you drew lots.""",
}

_MARK = re.compile(r"sheet (\w+) (-?\d+) (\w+) [0-9a-f]{8}")
_ANSWER = re.compile(r"(\d+)[.):]?\s+([a-zA-Z])[.):]?(?:\s+(\w+))?")


@dataclass(frozen=True)
class Sheet:
    """The choice questions as one reader gets them: (lesson, item as asked), question 1 first."""

    language: str
    seed: int
    lesson: str
    questions: Sequence[tuple[str, Item]]

    @property
    def mark(self) -> str:
        """The line by which a file of answers says what it answers; another once a word of it has changed."""
        shown = "\n".join(line for _lesson, item in self.questions for line in _question(item))
        digest = hashlib.blake2b(shown.encode(), digest_size=4).hexdigest()
        return f"sheet {self.language} {self.seed} {self.lesson} {digest}"

    def right(self, number: int, letter: str) -> bool:
        """Whether `letter` answers question `number`."""
        options = self.questions[number - 1][1].shuffled("options")
        return bool(options[ascii_lowercase.index(letter)].get("correct"))


@dataclass(frozen=True)
class _Answers:
    """A reader's file: of each number the letter, and how it was come by, in English ("" if it is not said)."""

    path: Path
    sheet: Sheet
    given: Mapping[int, tuple[str, str]]

    def verdicts(self) -> Iterator[tuple[str, str, bool, str]]:
        """Of each question asked: lesson, item id, whether it was answered right, how; one left out is wrong."""
        for number, (lesson, item) in enumerate(self.sheet.questions, 1):
            letter, how = self.given.get(number, ("", ""))
            yield lesson, item.id, bool(letter) and self.sheet.right(number, letter), how


def sheet(root: Path, language: str, seed: int, lesson: str = "all") -> Sheet:
    """The questions of a lesson such as "03", or of all, in an order of options drawn from `seed`.

    Raises BadInputError for a language or lesson that is not there, ItemError for a malformed file.
    """
    folder = root / "course" / "items"
    if language not in languages():
        raise BadInputError("locale", f"no language {language!r}: expected one of {', '.join(languages())}")
    found: list[tuple[str, Item]] = []
    with use_language(language):
        for path in sorted(folder.glob("*.yml" if lesson == "all" else f"{lesson}.yml")):
            asked = (drawn(_spoken(item), f"trial#{seed}") for item in load(path) if item.kind == "choice")
            found += ((path.stem, item) for item in asked)
    if not found:
        raise BadInputError("course/items", f"no choice question in lesson {lesson!r}")
    return Sheet(language, seed, lesson, found)


def printed(one: Sheet) -> Iterator[str]:
    """The sheet's lines, in Markdown: what to do, then each question with its options; no key, no lesson."""
    yield HEADS.get(one.language, HEADS["en"]).format(number=len(one.questions), mark=one.mark)
    for number, (_lesson, item) in enumerate(one.questions, 1):
        prompt, *options = _question(item)
        yield from ("", f"**{number}.** {prompt}", "", *options)


def scored(root: Path, paths: Sequence[Path]) -> Iterator[str]:
    """The score of each file of answers, and the items on which readers differ.

    Raises BadInputError, with the line, for a file that does not answer a sheet of today's questions.
    """
    readers = [_answers(root, path) for path in paths]
    for reader in readers:
        yield from _score(reader)
    rights: dict[str, list[bool]] = {}
    for reader in readers:
        for _lesson, item_id, right, _how in reader.verdicts():
            rights.setdefault(item_id, []).append(right)
    for item_id, each in rights.items():
        if len(set(each)) > 1:
            yield f"readers differ on {item_id}: {sum(each)} of {len(each)} right"


def _spoken(item: Item) -> Item:
    return translated(item, lambda part, text: pgettext(f"item:{item.id}:{part}", text))


def _question(item: Item) -> list[str]:
    options = zip(ascii_lowercase, item.shuffled("options"), strict=False)
    return [item.prompt, *(f"- {letter}) {option['text']}" for letter, option in options)]


def _score(reader: _Answers) -> Iterator[str]:
    verdicts = list(reader.verdicts())
    yield f"{reader.path.name}: {reader.sheet.mark}"
    for lesson in sorted({verdict[0] for verdict in verdicts}):
        yield _line(lesson, [right for stem, _id, right, _how in verdicts if stem == lesson])
    yield _line("all", [right for _stem, _id, right, _how in verdicts])
    asked = Counter(how for _stem, _id, _right, how in verdicts)
    for how in (name for name in (*HOW, "") if asked[name]):
        right_ids = [item_id for _stem, item_id, right, told in verdicts if right and told == how]
        yield f"  {how or 'not said':8}{len(right_ids):>4} of {asked[how]:<4} right: {', '.join(right_ids)}"
    yield f"  missed: {', '.join(item_id for _stem, item_id, right, _how in verdicts if not right)}"


def _line(name: str, rights: Sequence[bool]) -> str:
    return f"  {name:8}{sum(rights):>4} of {len(rights):<4}{sum(rights) / len(rights):>5.0%}"


def _answers(root: Path, path: Path) -> _Answers:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(str(path), f"cannot be read: {error}") from error
    written = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    first, mark = written[0] if written else (1, "")
    found = _MARK.fullmatch(mark)
    if not found:
        expected = "expected the line from the head of the sheet, such as: sheet es 7 all 0123abcd"
        raise BadInputError(str(path), expected, first)
    asked = sheet(root, found[1], int(found[2]), found[3])
    if asked.mark != mark:
        raise BadInputError(str(path), "the questions have changed since this sheet was written", first)
    given: dict[int, tuple[str, str]] = {}
    for place, line in written[1:]:
        number, letter, how = _answer(asked, line, str(path), place)
        if number in given:
            raise BadInputError(str(path), f"question {number} is answered twice", place)
        given[number] = letter, how
    return _Answers(path, asked, given)


def _answer(asked: Sheet, line: str, path: str, place: int) -> tuple[int, str, str]:
    found = _ANSWER.fullmatch(line)
    if not found:
        raise BadInputError(path, f"{line!r}: expected number, letter and how, such as: 12 b sense", place)
    number, letter = int(found[1]), found[2].lower()
    words = {word: how for how, spanish in HOW.items() for word in (how, spanish)}
    how = words.get((found[3] or "").lower(), "")
    if found[3] and not how:
        raise BadInputError(path, f"{found[3]!r}: expected one of {', '.join(words)}", place)
    if not 1 <= number <= len(asked.questions):
        raise BadInputError(path, f"there is no question {number}: the last is {len(asked.questions)}", place)
    letters = ascii_lowercase[: len(asked.questions[number - 1][1].parts["options"])]
    if letter not in letters:
        raise BadInputError(
            path, f"question {number} has no option {letter!r}, but {', '.join(letters)}", place
        )
    return number, letter, how
