"""The trial of the choice questions: a sheet for a reader, and the score of their answers; see `make items`."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_lowercase

import pytest

from dosclientes.authoring.__main__ import main
from dosclientes.authoring.trial import Sheet, printed, sheet
from dosclientes.paths import ROOT


@pytest.fixture(scope="module")
def spanish() -> Sheet:
    return sheet(ROOT, "es", 7)


def key(one: Sheet) -> dict[int, str]:
    """The right letter of each question, found on the printed sheet by the words of the right option."""
    lines, found, number = "\n".join(printed(one)).splitlines(), {}, 0
    for line in lines:
        if match := re.match(r"\*\*(\d+)\.\*\* ", line):
            number = int(match[1])
        elif number and (match := re.match(r"- ([a-z])\) (.*)", line)):
            options = one.questions[number - 1][1].parts["options"]
            if match[2] == next(option["text"] for option in options if option.get("correct")):
                found[number] = match[1]
    return found


def answered(folder: Path, one: Sheet, *lines: str, name: str = "reader.txt") -> Path:
    path = folder / name
    path.write_text("\n".join([one.mark, *lines, ""]), "utf-8")
    return path


def test_the_sheet_asks_everything_and_tells_nothing(
    capsys: pytest.CaptureFixture[str], spanish: Sheet
) -> None:
    assert main(["items", "--sheet", "es", "--seed", "7"]) == 0
    text = capsys.readouterr().out
    assert spanish.mark in text
    assert len(re.findall(r"^\*\*\d+\.\*\* ", text, re.MULTILINE)) == len(spanish.questions) > 100
    for _lesson, item in spanish.questions:
        assert item.id not in text
        assert item.prompt in text
        assert all(f") {option['text']}\n" in f"{text}\n" for option in item.parts["options"])
        assert not any(option["why"] in text for option in item.parts["options"])


def test_another_seed_another_order_and_another_language_other_words(spanish: Sheet) -> None:
    assert sheet(ROOT, "es", 7).mark == spanish.mark
    other, english = sheet(ROOT, "es", 8), sheet(ROOT, "en", 7)
    assert [item.id for _l, item in other.questions] == [item.id for _l, item in spanish.questions]
    assert key(other) != key(spanish)
    assert key(english) == key(spanish)
    assert len({spanish.mark, other.mark, english.mark}) == 3
    assert "Cada pregunta" not in "\n".join(printed(english))


def test_the_right_letters_score_everything(
    tmp_path: Path, spanish: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{number} {letter}" for number, letter in key(spanish).items()]
    assert main(["items", "--score", str(answered(tmp_path, spanish, *lines))]) == 0
    total = len(spanish.questions)
    assert re.search(rf"^  all +{total} of {total} +100%$", capsys.readouterr().out, re.MULTILINE)


def test_a_score_by_lesson_and_by_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = sheet(ROOT, "en", 3, "00")
    right = key(one)
    wrong = next(letter for letter in ascii_lowercase if letter != right[2])
    path = answered(tmp_path, one, f"1 {right[1]} sense", f"2) {wrong.upper()} azar", f"3. {right[3]} guess")
    assert main(["items", "--score", str(path)]) == 0
    said, ids = capsys.readouterr().out, [item.id for _lesson, item in one.questions]
    assert re.search(rf"^  00 +2 of {len(ids)} ", said, re.MULTILINE)
    assert re.search(rf"sense +1 of 1 +right: {ids[0]}$", said, re.MULTILINE)
    assert re.search(rf"guess +1 of 2 +right: {ids[2]}$", said, re.MULTILINE)
    assert f"missed: {', '.join([ids[1], *ids[3:]])}\n" in said  # one left out is not right


def test_readers_of_two_orders_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sheet(ROOT, "es", 1, "00"), sheet(ROOT, "en", 2, "00")
    files = [
        answered(tmp_path, one, *(f"{number} {letter}" for number, letter in key(one).items())),
        answered(tmp_path, two, f"1 {key(two)[1]}", name="other.txt"),
    ]
    assert main(["items", "--score", *map(str, files)]) == 0
    said, ids = capsys.readouterr().out, [item.id for _lesson, item in one.questions]
    assert re.findall(r"^readers differ on (\S+): 1 of 2 right$", said, re.MULTILINE) == ids[1:]


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["1 b", "zwölf"], 3, "expected number, letter and how"),
        (["900 a"], 2, "no question 900"),
        (["0 a"], 2, "no question 0"),
        (["1 z"], 2, "no option 'z'"),
        (["1 a luck"], 2, "expected one of knew"),
        (["1 a", "", "1 b"], 4, "answered twice"),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, spanish: Sheet, capsys: pytest.CaptureFixture[str], lines: list[str], line: int, said: str
) -> None:
    path = answered(tmp_path, spanish, *lines)
    assert main(["items", "--score", str(path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{path}:{line}: ")
    assert said in error


def test_answers_to_other_questions_are_not_scored(
    tmp_path: Path, spanish: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    path = answered(tmp_path, spanish, "1 a")
    text = path.read_text("utf-8")
    for changed, said in (
        (text.replace(spanish.mark, spanish.mark[:-8] + "00000000"), "have changed"),
        ("1 a\n", "expected the line from the head"),
        ("", "expected the line from the head"),
    ):
        path.write_text(changed, "utf-8")
        assert main(["items", "--score", str(path)]) == 2
        assert said in capsys.readouterr().err
    assert main(["items", "--score", str(tmp_path / "none.txt")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--sheet", "xx"], ["--sheet", "es", "--lesson", "77"]])
def test_what_is_not_there_is_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["items", *arguments]) == 2
    assert arguments[-1] in capsys.readouterr().err
