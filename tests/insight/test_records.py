"""What learners export of their own records, answer by answer in lessons, and `dosclientes insight --records`."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dosclientes import exercise
from dosclientes.cli import main
from dosclientes.demo.simulated import simulate
from dosclientes.exercises.exercise import Exercise
from dosclientes.insight.count.records import learned
from dosclientes.items import find
from dosclientes.items.revisions import answer_name
from dosclientes.language.translation import use_language
from dosclientes.progress import recording, store
from dosclientes.progress.schedule import Given

BEGUN = datetime(2026, 1, 12, 9, tzinfo=UTC)
FIRST, SECOND = "01-vaccine-all", "01-vaccine-first-guess"


def given(item: str, minute: float, confidence: str = "sure", fraction: float = 1.0, code: str = "") -> Given:
    codes = (code,) if code else ()
    name = answer_name(item)
    return Given(f"{item} {minute}", name, BEGUN + timedelta(minutes=minute), confidence, fraction, codes)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clase ñ") / "class"
    simulate(folder, "en", 12)
    return folder


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with what three learners exported, one as CSV: each answered two exercises of lesson 01 as a cell has
    them, the second minutes after the first, and the first once more; two chose who pays, one of them sure.
    """
    folder = tmp_path / "registros ñ"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    for who, pause, option, sure in (
        ("ana", 2, "payer", "sure"),
        ("luis", 4, "payer", "guess"),
        ("eva", 45, "leo", "sure"),
    ):
        home = tmp_path / who
        home.mkdir()
        monkeypatch.chdir(home)  # their answers.json
        monkeypatch.setenv("DOSCLIENTES_DATA", str(home / "data"))
        moments = iter(BEGUN + timedelta(minutes=at) for at in (0, pause, pause + 3))
        monkeypatch.setattr(recording, "now", moments.__next__)
        answer(FIRST, [_right(FIRST)], "fairly")
        answer(SECOND, _wrong(SECOND, "M1") if option == "payer" else _right(SECOND), sure)
        answer(FIRST, [_right(FIRST)], "sure")
        assert main(["progress", "--export", str(folder / f"{who}.{'csv' if who == 'eva' else 'json'}")]) == 0
        store.release()
    yield folder
    store.release()


def answer(item: str, response: str | list[str], sure: str) -> None:
    shown = exercise(item)
    assert isinstance(shown, Exercise)
    shown.answer(response, sure)


def _right(item: str) -> str:
    return next(str(one["id"]) for one in find(item).parts["options"] if one.get("correct"))


def _wrong(item: str, code: str) -> str:
    return next(str(one["id"]) for one in find(item).parts["options"] if one.get("misconception") == code)


def insight(root: Path, *words: str | Path) -> int:
    return main(["insight", "a1", "--lang", "en", "--root", str(root), *map(str, words)])


def test_exported_records_say_how_right_how_sure_and_how_soon(course: Path, exports: Path) -> None:
    assert insight(course, "--records", exports) == 0
    made = course / "insight" / "en"
    page = (made / "a1.html").read_text("utf-8")
    told = re.sub(r"<[^>]*>+", " ", page.partition("The lessons, by the records")[2])
    assert "3 people have given their records." in told
    assert re.search(r"I know it +2 +50 % \(\d+ to \d+\)", told), "answers by confidence, with their interval"
    assert re.search(r"I am guessing +1 +0 % \(\d+ to \d+\)", told)
    assert re.search(r"M1: a customer is whoever pays +67 % \(\d+ to \d+\) +1 / 2", told), "sure while wrong"
    assert "3.0 (n = 2)" in told, "2 and 4 minutes; 45 are a pause"
    records = json.loads((made / "a1.json").read_text("utf-8"))["records"]
    assert records["people"] == 3
    with (made / "a1-objectives.csv").open(encoding="utf-8", newline="") as file:
        aims = list(csv.DictReader(file))
    assert {one["objective"].partition(".")[0] for one in aims} == {"01"}
    assert "3" in {one["minutes"] for one in aims}


def test_only_the_first_answer_counts_and_a_learner_counts_once() -> None:
    with use_language("en"):
        found = learned(
            [
                [given(FIRST, 0), given(SECOND, 1, fraction=0, code="M1"), given(SECOND, 2)],
                [given(SECOND, 3)],
            ]
        )
    assert [(one.confidence, one.answers, one.mean.n) for one in found.surely] == [("sure", 3, 2)]
    assert found.surely[0].mean.value == 0.75, "a half and a whole, whoever answered more often"
    assert [(one.code, one.share.value, one.sure, one.asked) for one in found.held] == [("M1", 0.5, 1, 1)]
    assert {one.minutes for one in found.aims if one.minutes} == {(1.0, 1)}


def test_a_file_that_is_no_export_and_an_empty_folder_are_named(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none.json").write_text("{}")
    assert insight(course, "--records", tmp_path / "none.json") == 2
    assert "none.json" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert insight(course, "--records", tmp_path / "empty") == 2
    assert "no export" in capsys.readouterr().err
