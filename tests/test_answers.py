"""answers.json: nothing lost, nothing overwritten, whatever state the file is in."""

from __future__ import annotations

import json
import multiprocessing
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dosclientes.answers import FILE, AnswerBook, read_answers


def stored(folder: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return data


def test_an_answer_outlives_the_book(tmp_path: Path) -> None:
    AnswerBook(tmp_path).put("x", {"a": "b"}, "sure")
    answer = AnswerBook(tmp_path).get("x")
    assert answer is not None
    assert (answer.response, answer.confidence, answer.tries) == ({"a": "b"}, "sure", 1)
    assert answer.time.endswith("+00:00")


def test_what_another_process_writes_is_seen_at_once(tmp_path: Path) -> None:
    mine, theirs = AnswerBook(tmp_path), AnswerBook(tmp_path)
    for chosen in "abcabc":  # files of one size, which replace each other as fast as can be
        theirs.put("x", chosen, "sure")
        kept = mine.get("x")
        assert kept is not None
        assert kept.response == chosen
    (tmp_path / "answers.json").unlink()
    assert mine.get("x") is None


def test_tries_are_counted_and_the_last_answer_stands(tmp_path: Path) -> None:
    book = AnswerBook(tmp_path)
    book.put("x", "a", "guess")
    assert book.put("x", "b", "sure").tries == 2
    assert AnswerBook(tmp_path).get("x").response == "b"  # type: ignore[union-attr]


def test_what_others_keep_in_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"version": 1, "note": "mine", "answers": {"y": {"response": 3}}}')
    AnswerBook(tmp_path).put("x", "a", "sure")
    assert stored(tmp_path)["note"] == "mine"
    assert AnswerBook(tmp_path).get("y").response == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content", ['{"version": 1, "answ', "", "[]", '{"answers": 3}', "<<<<<<< HEAD\n{}", "[" * 100_000]
)
def test_a_broken_file_is_kept_beside_under_another_name(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    (tmp_path / "answers.broken-1.json").write_text("an older one")
    book = AnswerBook(tmp_path)
    assert book.get("x") is None
    assert "dañado" in str(book.problem)
    assert (tmp_path / FILE).read_text() == content, "reading must not touch it"
    book.put("x", "a", "sure")
    assert (tmp_path / "answers.broken-1.json").read_text() == "an older one"
    assert (tmp_path / "answers.broken-2.json").read_text() == content
    assert AnswerBook(tmp_path).get("x").response == "a"  # type: ignore[union-attr]


def test_a_byte_order_mark_costs_no_answer(tmp_path: Path) -> None:
    AnswerBook(tmp_path).put("x", "a", "sure")
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + (tmp_path / FILE).read_bytes())  # as Notepad saves it
    book = AnswerBook(tmp_path)
    assert (book.get("x"), book.problem) == (read_answers(tmp_path / FILE).answers["x"], None)
    book.put("y", "b", "sure")
    assert set(read_answers(tmp_path / FILE).answers) == {"x", "y"}
    assert not list(tmp_path.glob("*broken*"))


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 1}', '{"answers": {}}', '{"version": 2, "answers": {}}']
)
def test_what_a_lesson_calls_damaged_is_no_hand_in_either(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    book = AnswerBook(tmp_path)
    assert book.get("x") is None
    with pytest.raises(ValueError, match=FILE):
        read_answers(tmp_path / FILE)
    assert book.problem


def test_permissions_stay_as_their_owner_set_them(tmp_path: Path) -> None:
    book = AnswerBook(tmp_path)
    book.put("x", "a", "sure")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o644
    (tmp_path / FILE).chmod(0o660)
    book.put("x", "b", "sure")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o660


def test_a_newer_version_is_not_touched_and_the_session_goes_on(tmp_path: Path) -> None:
    newer = '{"version": 2, "answers": {"x": {"response": "z"}}}'
    (tmp_path / FILE).write_text(newer)
    book = AnswerBook(tmp_path)
    book.put("x", "a", "sure")
    assert "versión más nueva" in str(book.problem)
    assert book.get("x").response == "a"  # type: ignore[union-attr]
    assert (tmp_path / FILE).read_text() == newer


def test_a_read_only_file_is_not_replaced_and_the_session_goes_on(tmp_path: Path) -> None:
    AnswerBook(tmp_path).put("x", "a", "sure")
    before = (tmp_path / FILE).read_text()
    (tmp_path / FILE).chmod(0o444)
    book = AnswerBook(tmp_path)
    book.put("x", "b", "sure")
    assert "No se puede escribir" in str(book.problem)
    assert book.get("x").response == "b"  # type: ignore[union-attr]
    assert (tmp_path / FILE).read_text() == before


def test_a_write_cut_short_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = AnswerBook(tmp_path)
    book.put("x", "a", "sure")
    before = (tmp_path / FILE).read_text()

    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dosclientes.atomic.os.fsync", full)
    book.put("x", "b", "sure")
    assert (tmp_path / FILE).read_text() == before
    assert book.get("x").response == "b"  # type: ignore[union-attr]
    assert not list(tmp_path.glob(f".{FILE}.*[!k]")), "no half-written file stays behind"


def _put_many(folder: Path, name: str) -> None:
    book = AnswerBook(folder)
    for number in range(25):
        book.put(f"{name}-{number}", number, "sure")


def test_two_notebooks_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_many, args=(tmp_path, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    answers = stored(tmp_path)["answers"]
    assert set(answers) == {f"{name}-{n}" for name in "ab" for n in range(25)}  # type: ignore[call-overload]


def test_two_notebooks_that_answer_at_once_count_every_try(tmp_path: Path) -> None:
    def answer(_notebook: int) -> None:
        book = AnswerBook(tmp_path)
        for _time in range(20):
            book.put("item", "a", "sure")

    with ThreadPoolExecutor(2) as notebooks:
        list(notebooks.map(answer, range(2)))
    found = AnswerBook(tmp_path).get("item")
    assert found
    assert found.tries == 40
