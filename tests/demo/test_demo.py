"""The demonstration: its people, its folder, and a small class that goes the whole way."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.cli import main
from dosclientes.demo import folder as own
from dosclientes.demo.people import KINDS, cast, chosen
from dosclientes.grading.processes import sandbox
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import gradebook

SAFE = {name: [one for one in corpus.names("a1") if corpus.kind(one) == name] for name in KINDS}


def demo(*words: str) -> int:
    return main(["demo", "--lang", "en", "--no-server", *words])


def test_thirty_people_of_every_kind_each_with_an_id_of_their_own() -> None:
    people = cast(30)
    assert {kind: sum(one.kind == kind for one in people) for kind in KINDS} == {
        "right": 9,
        "misconceived": 12,
        "half-done": 3,
        "blank": 3,
        "broken": 3,
    }
    assert {one.kind for one in cast(5)} == set(KINDS)
    many = cast(2000)
    assert len({one.id for one in many}) == 2000
    assert all(one.id.isascii() and not set("_+* ") & set(one.id) for one in many)


def test_the_same_people_hand_in_the_same_work_and_nobody_copies_before_they_must() -> None:
    people = cast(30)
    given = chosen(people, "a1", SAFE)
    assert given == chosen(cast(30), "a1", SAFE) != chosen(people, "a2", SAFE)
    for one in people:
        assert corpus.kind(given[one.id]) == one.kind
    of_misconceived = [given[one.id] for one in people if one.kind == "misconceived"]
    assert len(set(of_misconceived)) == min(len(of_misconceived), len(SAFE["misconceived"]))


def test_a_second_run_removes_what_the_first_made_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "demo" / "es"
    assert own.begin(place) is None
    for name in ("a/made.txt", "a/b/changed.txt", "c/touched.txt", ".jupyterlab/w.json"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("made")
    own.finish(place)
    assert own.begin(place) is None
    assert [path.name for path in place.iterdir()] == [".demo.json"]

    (place / "a").mkdir()
    (place / "a" / "made.txt").write_text("made")
    (place / "a" / "changed.txt").write_text("made")
    own.finish(place)
    (place / "a" / "changed.txt").write_text("by somebody")
    (place / "a" / "added.txt").write_text("by somebody")
    (place / "linked").symlink_to(tmp_path)
    kept = own.begin(place)
    assert kept == tmp_path / "demo" / "es-kept-1"
    assert sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*.txt")) == [
        "a/added.txt",
        "a/changed.txt",
    ]
    assert (kept / "linked").is_symlink()
    assert [path.name for path in place.iterdir()] == [".demo.json"]


def test_a_run_that_was_killed_leaves_all_it_made_aside(tmp_path: Path) -> None:
    place = tmp_path / "es"
    own.begin(place)
    (place / "half-made").write_text("")
    kept = own.begin(place)
    assert kept is not None
    assert (kept / "half-made").is_file()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "gradebook-en.db").write_text("a real class")
    assert demo("--folder", str(tmp_path)) == 2
    assert [path.name for path in (tmp_path / "en").iterdir()] == ["gradebook-en.db"]
    assert str(tmp_path / "en") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--students", "0"), "At least one student"), (("--assignments", "a1", "z9"), "no assignment z9")],
)
def test_what_cannot_be_is_said(
    tmp_path: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo("--folder", str(tmp_path), *words) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "en").exists()


def points(group: Class) -> dict[str, tuple[float, bool]]:
    with gradebook(group) as book:
        return {
            one["student"]: (one["score"], one["needs_manual_grade"]) for one in book.submission_dicts("a1")
        }


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Object of type")
@pytest.mark.parametrize("problem", [pytest.param(None, marks=pytest.mark.sandbox), "no bubblewrap here"])
def test_a_small_class_goes_the_whole_way_twice(
    tmp_path: Path,
    problem: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if problem is not None:
        monkeypatch.setattr(sandbox, "problem", lambda: problem)
    words = ("--folder", str(tmp_path), "--students", "6", "--assignments", "a1")
    before = dict(os.environ), Path.cwd()
    assert demo(*words) == 0
    assert (dict(os.environ), Path.cwd()) == before
    told = capsys.readouterr().out
    assert "Every hand-in has the points foreseen." in told
    assert ("No sandbox: no bubblewrap here" in told) == (problem is not None)

    group = Class(tmp_path / "en", "en")
    given = chosen(cast(6), "a1", SAFE)
    found = points(group)
    assert set(found) == set(given)
    for one in cast(6)[:3]:  # whose texts the simulated person has graded
        assert found[one.id] == (corpus.submission("a1", given[one.id]).total, False)
    assert found[cast(6)[3].id][1], "a blank one has no clicks, so that a person looks"
    assert any(waiting for _score, waiting in found.values()), "some are left for the user"
    assert any((group.home("alba-a") / "a1" / "feedback").rglob("a1.html"))
    assert any((group.folder / "exchange" / "dosclientes-en" / "inbound").iterdir())
    assert not any(path.is_relative_to(tmp_path) for path in Path.cwd().glob("gradebook*"))

    (group.folder / "mine.txt").write_text("added by somebody")
    assert demo(*words) == 0
    assert points(group) == found
    assert [path.name for path in (tmp_path / "en-kept-1").rglob("*")] == ["mine.txt"]


@pytest.mark.parametrize("assignment", ["a1", "a2", "a3", "a4", "a5", "a6"])
def test_students_of_a_class_write_in_its_language(assignment: str, tmp_path: Path) -> None:
    released = {cell["id"]: cell for cell in corpus.notebook(assignment, "es")["cells"]}
    for name in corpus.names(assignment):
        stored = corpus.submission(assignment, name)
        spoken = {
            cell
            for cell, text in stored.edits["cells"].items()
            if released[cell]["cell_type"] == "markdown" and text and len(text.split()) > 1
        }
        assert spoken <= set(stored.edits["translated"].get("en", {})), name
    corpus.write(corpus.submission(assignment, "solution"), "en", tmp_path)
    handed = (tmp_path / f"{assignment}.ipynb").read_text("utf-8")
    assert not re.search(r"\b(?:clientes?|clientas?|Mi respuesta|del|que)\b", handed)


def test_a_class_that_is_made_can_be_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dosclientes.lab import panels

    served: list[Path] = []
    monkeypatch.setattr(panels, "serve", lambda folder, *_rest, **_more: served.append(folder))
    assert demo("--open", "--folder", str(tmp_path)) == 2
    place = tmp_path / "en"
    own.begin(place)
    (place / "gradebook-en.db").write_text("graded")
    own.finish(place)
    (place / "gradebook-en.db").write_text("graded, and changed since")
    assert demo("--open", "--folder", str(tmp_path)) == 0
    assert served == [place]
    assert (place / "gradebook-en.db").read_text() == "graded, and changed since"


def test_a_drawn_class_has_its_pages_beside_the_truth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--drawn", "--students", "20", "--folder", str(tmp_path))
    assert demo(*words) == 0
    made = tmp_path / "en-drawn" / "insight" / "en"
    told = capsys.readouterr().out
    inside, every = map(int, re.findall(r"(\d+) of (\d+) intervals hold the truth", told)[0])
    assert 0.8 * every <= inside <= every
    page = (made / "a1-truth.html").read_text("utf-8")
    shown = re.findall(r'<th scope="row"[^>]*>(?:click|table|chain|text)[\w-]+</th>.*?</tr>', page)
    assert len(shown) == 17
    assert sum(">yes</td>" in row for row in shown) <= inside
    assert (made / "a1.html").is_file()
    (tmp_path / "en-drawn" / "mine.txt").write_text("added by somebody")
    assert demo(*words) == 0
    assert (tmp_path / "en-drawn-kept-1" / "mine.txt").is_file()
