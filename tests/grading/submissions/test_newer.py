"""What is handed in, whatever it is: found, understood, shown, and looked at again when it changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter

from dosclientes.grading.shown.inert import NOTE
from dosclientes.grading.submissions import hand_ins, pictures, review
from dosclientes.grading.submissions.plan import Notebook, Source
from dosclientes.grading.submissions.reader import Reader
from dosclientes.grading.submissions.reading import parse

RELEASE = Path(__file__).resolve().parents[3] / "assignments" / "en" / "a1" / "a1.ipynb"
IGNORED = [".ipynb_checkpoints", "*.pyc"]
TEXT = "own-case-answer"


def release() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RELEASE.read_text("utf-8"))
    return found


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in notebook["cells"] if one["id"] == name)


PLAN = {
    "a1": Notebook(
        "a1",
        "1",
        None,
        {
            label["grade_id"]: Source(
                label["grade_id"],
                one["cell_type"],
                label["locked"],
                "",
                None,
                label["grade"],
                label["solution"],
            )
            for one in release()["cells"]
            if (label := one["metadata"].get("nbgrader"))
        },
    )
}


def found(folder: Path) -> hand_ins.Found:
    return notebooks(folder, PLAN)


def notebooks(folder: Path, plan: dict[str, Notebook]) -> hand_ins.Found:
    reader = Reader()
    try:
        return hand_ins.notebooks(reader, folder, plan, IGNORED)
    finally:
        reader.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "curso [2026]" / "ana [1]" / "a1"
    place.mkdir(parents=True)
    return place


@pytest.mark.parametrize(
    "name",
    [
        "a1-1.ipynb",
        "a1 (1).ipynb",
        "a1-final.ipynb",
        "a1.ipynb.txt",
        "a1.ipynb.json",
        "a1.IPYNB",
        "a1/a1.ipynb",
    ],
)
def test_the_only_notebook_of_the_assignment_is_taken_under_any_name(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(RELEASE, path)
    result = found(folder)
    assert result.names == {"a1": name}
    assert not result.lost
    assert len(result.remarks) == 1
    assert result.base(folder) == path.parent


def test_two_that_differ_are_for_a_person_and_two_alike_are_not(folder: Path) -> None:
    shutil.copy(RELEASE, folder / "a1 (1).ipynb")
    shutil.copy(RELEASE, folder / "a1 (2).ipynb")
    assert found(folder).names
    (folder / "a1 (2).ipynb").write_text(json.dumps(release() | {"metadata": {"x": 1}}))
    result = found(folder)
    assert not result.names
    assert "a1 (1).ipynb" in result.lost["a1"]
    assert "a1 (2).ipynb" in result.lost["a1"]


def test_another_one_beside_the_right_name_is_mentioned(folder: Path) -> None:
    shutil.copy(RELEASE, folder / "a1.ipynb")
    shutil.copy(RELEASE, folder / "copy.ipynb")
    assert not found(folder).remarks
    (folder / "copy.ipynb").write_text(json.dumps(release() | {"metadata": {"x": 1}}))
    assert "copy.ipynb" in found(folder).remarks[0]


@pytest.mark.parametrize("name", ["notes.ipynb", "a1 (1).ipynb", "answers.json", "essay.docx", None])
def test_no_notebook_of_the_assignment_is_for_a_person(folder: Path, name: str | None) -> None:
    if name:
        (folder / name).write_text("{")
    result = found(folder)
    assert list(result.lost) == ["a1"]
    assert not result.names


def test_only_one_of_two_notebooks_is_no_doubt_unless_something_could_be_the_other(folder: Path) -> None:
    plan = {**PLAN, "a1b": Notebook("a1b", "2", None, {"other": Source("other", "code", True, "", None)})}
    shutil.copy(RELEASE, folder / "a1.ipynb")
    assert not notebooks(folder, plan).lost
    (folder / "unreadable.ipynb").write_text("{")
    assert list(notebooks(folder, plan).lost) == ["a1b"]


def directory(root: Path, student: str = "*", excluded: str = "") -> Any:
    return SimpleNamespace(
        submitted_directory="submitted/en",
        format_path=lambda step, who, name: f"{root}/{step}/{who}/{name}",
        student_id=student,
        student_id_exclude=excluded,
        ignore=IGNORED,
    )


def test_every_folder_is_found_however_it_is_called(tmp_path: Path) -> None:
    root = tmp_path / "curso [2026] *"
    names = ["ana", "a[1]", ".hidden", "two\nlines", "ñandú (1)", "*", "a?b"]
    for name in names:
        (root / "submitted" / "en" / name / "a1").mkdir(parents=True)
        (root / "submitted" / "en" / name / "a2").mkdir()
    assert set(hand_ins.folders(directory(root), "a1")) == set(names)
    assert set(hand_ins.folders(directory(root, "a[1]"), "a1")) == {"a[1]"}
    assert set(hand_ins.folders(directory(root, "a*"), "a1")) == {"ana", "a[1]", "a?b"}
    assert "ana" not in hand_ins.folders(directory(root, excluded="ana"), "a1")


def test_the_fingerprint_changes_with_content_name_and_moment(folder: Path) -> None:
    seen = set()

    def new() -> bool:
        digest = hand_ins.fingerprint(folder, IGNORED)
        fresh = digest not in seen
        seen.add(digest)
        return fresh

    assert new()
    (folder / "a1.ipynb").write_text("a")
    assert new()
    (folder / "a1.ipynb").write_text("b")
    assert new()
    (folder / "a1.ipynb").rename(folder / "a2.ipynb")
    assert new()
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    assert new()
    (folder / "link").symlink_to("/nowhere")
    assert new()
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "a1.ipynb").write_text("c")
    assert not new()


ODD: dict[str, Any] = {
    "colab widgets": lambda nb: nb["metadata"].update(
        widgets={"application/vnd.jupyter.widget-state+json": {"m1": {"model_name": "LayoutModel"}}}
    ),
    "no kernelspec": lambda nb: nb["metadata"].update(
        kernelspec=None, language_info=None, authors="x", title=3
    ),
    "no metadata": lambda nb: cell(nb, TEXT).pop("metadata"),
    "odd metadata": lambda nb: cell(nb, TEXT).update(metadata=[]),
    "tags null": lambda nb: cell(nb, TEXT)["metadata"].update(tags=None),
    "tags word": lambda nb: cell(nb, TEXT)["metadata"].update(tags="word"),
    "tags comma": lambda nb: cell(nb, TEXT)["metadata"].update(tags=["a,b", "a", 3]),
    "other keys": lambda nb: cell(nb, TEXT)["metadata"].update(name=1, collapsed="x", jupyter=1, format=2),
    "extra": lambda nb: cell(nb, TEXT).update(foo=1, outputs=[]),
    "bad id": lambda nb: cell(nb, TEXT).update(id="a b!"),
    "bad outputs": lambda nb: cell(nb, "labels").update(outputs=None, execution_count="x"),
    "odd outputs": lambda nb: cell(nb, "labels").update(outputs=[{"x": 1}]),
    "attachments null": lambda nb: cell(nb, TEXT).update(attachments=None),
    "attachments bad": lambda nb: cell(nb, TEXT).update(attachments={"a.png": "x", "b.png": {}}),
    "attachments on code": lambda nb: cell(nb, "labels").update(attachments={}),
    "attachment lost": lambda nb: cell(nb, TEXT).update(source=["text\n", "![plan](attachment:plan.png)"]),
}


def shown(notebook: dict[str, Any]) -> str:
    """Read as grading reads it, and rendered as formgrader and feedback render it."""
    read = parse(json.dumps(notebook).encode())
    pictures.restore(read)
    nbformat.validate(read)
    html: str = HTMLExporter(template_name="classic").from_notebook_node(read)[0]
    return html


@pytest.mark.parametrize("name", ODD)
def test_an_odd_notebook_is_valid_and_shown_after_repair(name: str) -> None:
    notebook = release()
    ODD[name](notebook)
    sources = ["".join(one["source"]) for one in notebook["cells"]]
    assert "Part 4" in shown(notebook)
    assert [one.source for one in parse(json.dumps(notebook).encode("utf-8-sig")).cells] == sources


def test_a_lost_picture_is_told_and_a_kept_one_stays() -> None:
    notebook = release()
    cell(notebook, TEXT).update(
        source="![a](attachment:a.png) ![b](<attachment:b (1).png>) ![c](attachment:c.png)",
        attachments={"a.png": {"image/png": "AAAA"}, "b%20(1).png": {"image/png": "BBBB"}},
    )
    remarks = pictures.restore(parse(json.dumps(notebook).encode()))
    assert len(remarks) == 1
    assert "c.png" in remarks[0]
    html = shown(notebook)
    assert "base64,AAAA" in html
    assert "base64,BBBB" in html


PICTURES = st.text("ab ()[]<>%2.\\'\"ñ/#?&*_`!:", min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["![x](attachment:{})", "![x](<attachment:{}>)", "![x][y]\n\n[y]: attachment:{}"]),
    PICTURES,
)
def test_any_name_of_a_lost_picture_can_be_shown(form: str, name: str) -> None:
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": form.format(name)}],
    }
    shown(notebook)


def noted(text: str = "*My answer:*") -> Any:
    notebook = release()
    cell(notebook, TEXT)["source"] = text
    return nbformat.reads(json.dumps(notebook), as_version=4)


def changes(old: Any, new: Any) -> dict[str, str]:
    plan = PLAN["a1"]
    plan.cells["text-own-case"].task = True
    plan.grades.update(dict.fromkeys(("text-own-case", "chain-order"), "id"))
    return review.changed(old, new, plan, {"text-own-case", "chain-order"})


def test_a_changed_text_asks_for_another_look_and_shows_what_changed() -> None:
    assert changes(noted(), noted()) == {}
    found = changes(noted("One.\n\nTwo."), noted("One.\n\nThree."))
    assert list(found) == ["text-own-case"]
    notebook = noted("Three.")
    review.mark(notebook, found)
    nbformat.validate(notebook)
    place = next(n for n, one in enumerate(notebook.cells) if review.is_note(one))
    assert notebook.cells[place + 1].metadata.nbgrader.grade_id == "text-own-case"
    assert "    -Two." in notebook.cells[place].source
    assert "    +Three." in notebook.cells[place].source
    assert changes(noted("Three."), notebook) == {}  # the note itself is no change


def test_a_student_cannot_pose_as_the_note() -> None:
    new = noted("Another.")
    next(one for one in new.cells if one.id == TEXT).metadata["tags"] = ["mine", NOTE]
    review.unmark(new)
    assert list(changes(noted(), new)) == ["text-own-case"]
    assert next(one for one in new.cells if one.id == TEXT).metadata.tags == ["mine"]


def test_changed_code_asks_for_another_look_at_its_tests_alone() -> None:
    new = noted()
    next(one for one in new.cells if one.id == "chain").source = "chain = []"
    assert list(changes(noted(), new)) == ["chain-order"]


def test_points_for_an_unknown_answer_ask_for_another_look() -> None:
    assert set(changes(None, noted())) == {"text-own-case", "chain-order"}
