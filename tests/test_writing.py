"""Texts that learners write and compare: nothing is shown before, nothing is lost after, nothing is mastered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ipywidgets
import pytest

from dosclientes import exercise, review
from dosclientes.answers import AnswerBook
from dosclientes.items import load
from dosclientes.items.model import Item
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS
from dosclientes.progress import start
from dosclientes.progress.lessons import lessons
from dosclientes.progress.mastery import finished, standing, state_of
from dosclientes.progress.pages import mastery
from dosclientes.progress.record import add, all_answers
from dosclientes.progress.schedule import SELF, Given
from dosclientes.progress.transfer import export, import_file, read_export
from tests.test_exercises import first, press, shown
from tests.widgets import parts

TASK = "02-ask-lucia"
TEXT = "Lucía, ¿qué tiene que traer una muestra para que puedas registrarla?"
WRITE = [item for path in sorted(ITEMS.glob("*.yml")) for item in load(path) if item.kind == "write"]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(tmp_path)
    start()


def entry(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "answers.json").read_text())["answers"][TASK]
    return found


def ticks(widget: ipywidgets.Widget) -> list[ipywidgets.Checkbox]:
    return [each for each in parts(widget) if isinstance(each, ipywidgets.Checkbox)]


def test_the_model_is_seen_only_after_writing(tmp_path: Path) -> None:
    widget = exercise(TASK).widget
    field = first(widget, ipywidgets.Textarea)
    assert "Un ejemplo" not in shown(widget)
    for empty in ("", "   ", "no sé"):
        field.value = empty
        press(widget, "Comparar con un ejemplo")
        assert "Escribe antes tu versión" in shown(widget)
        assert "registres sin llamarme" not in shown(widget)
    assert not (tmp_path / "answers.json").exists()
    field.value = TEXT
    press(widget, "Comparar con un ejemplo")
    assert "registres sin llamarme" in shown(widget)
    assert field.disabled
    assert len(ticks(widget)) == 5


def test_text_ticks_and_time_come_back_after_a_restart(tmp_path: Path) -> None:
    widget = exercise(TASK).widget
    first(widget, ipywidgets.Textarea).value = TEXT
    press(widget, "Comparar con un ejemplo")
    ticks(widget)[0].value = ticks(widget)[2].value = True
    press(widget, "Guardar mi valoración")
    assert "se cumplen 2 de 5" in shown(widget)
    again = exercise(TASK).widget
    assert first(again, ipywidgets.Textarea).value == TEXT
    assert [tick.value for tick in ticks(again)] == [True, False, True, False, False]
    kept = entry(tmp_path)
    assert kept["response"] == {"text": TEXT, "ticks": ["output", "open"]}
    assert str(kept["time"]).endswith("+00:00")


def test_a_revision_keeps_what_was_there(tmp_path: Path) -> None:
    task = exercise(TASK)
    task.answer(TEXT)
    task.assess(["output"])
    widget = task.widget
    press(widget, "Cambiar mi texto")
    field = first(widget, ipywidgets.Textarea)
    assert not field.disabled
    field.value = TEXT + " ¿Cuál fue la última que no?"
    press(widget, "Comparar con un ejemplo")
    assert "Tus versiones anteriores (1)" in shown(widget)
    kept = entry(tmp_path)
    assert [one["response"] for one in kept["earlier"]] == [{"text": TEXT, "ticks": ["output"]}]  # type: ignore[attr-defined]
    assert kept["response"] == {"text": field.value, "ticks": None}
    task.assess(["output", "case"])
    task.assess([])
    assert len(entry(tmp_path)["earlier"]) == 2, "another judgement of the same text replaces none"  # type: ignore[arg-type]


def test_two_notebooks_lose_no_version(tmp_path: Path) -> None:
    one, other = exercise(TASK), exercise(TASK)
    one.answer("La primera de las versiones")
    other.answer("La segunda de las versiones")
    one.answer("La tercera de las versiones")
    texts = [version["response"]["text"] for version in entry(tmp_path)["earlier"]]  # type: ignore[attr-defined]
    assert texts == ["La primera de las versiones", "La segunda de las versiones"]


def test_it_is_also_a_text_answered_in_code() -> None:
    assert f'exercise("{TASK}").answer(' in repr(exercise(TASK))
    assert "registres sin llamarme" not in repr(exercise(TASK))
    assert "Escribe antes" in exercise(TASK).answer("")
    assert "Escribe antes" in exercise(TASK).assess(["output"])
    told = exercise(TASK).answer(TEXT)
    assert "registres sin llamarme" in told
    assert f'exercise("{TASK}").assess(["output", "need"])' in told
    assert "no es ninguna de" in exercise(TASK).assess(["nope"])
    assert "[x] output" in exercise(TASK).assess("output")
    assert "Acórtalo" in exercise(TASK).answer("palabra " * 1000)


def test_html_in_a_text_is_shown_and_not_obeyed() -> None:
    task = exercise(TASK)
    task.answer("una <b>dos</b> tres <script>x</script>")
    task.answer("otra versión sin nada dentro")
    assert "&lt;script&gt;" in shown(task.widget)


@pytest.mark.parametrize(
    "response", ["x", {"text": 3}, {"text": "a b c", "ticks": ["gone"]}, {"ticks": None}]
)
def test_an_answer_somebody_edited_is_asked_again(tmp_path: Path, response: object) -> None:
    content = {"version": 1, "answers": {TASK: {"response": response}}}
    (tmp_path / "answers.json").write_text(json.dumps(content))
    assert exercise(TASK).last() is None
    assert "Comparar con un ejemplo" in shown(exercise(TASK).widget)


def test_a_folder_that_cannot_be_written_keeps_it_for_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dosclientes.answers.book.write_atomically", full)
    task = exercise(TASK)
    assert "No se puede escribir" in task.answer(TEXT)
    assert task.last().response["text"] == TEXT  # type: ignore[union-attr]


def test_the_record_says_done_and_by_whose_judgement_and_never_mastered() -> None:
    exercise(TASK).answer(TEXT)
    assert standing().written == {}, "written is not yet compared"
    exercise(TASK).assess(["output", "need", "open", "case", "no-blame"])
    stand = standing()
    assert [(one.confidence, one.fraction) for one in stand.written.values()] == [(SELF, 1.0)]
    assert stand.cards == {}
    assert state_of([TASK], stand) == "new", "no mastery from one's own judgement"
    assert (stand.sure, stand.confusion) == (0, None)
    assert "Según tú cumple el 100 % de los criterios; no cuenta como dominado" in repr(mastery())


def test_what_was_written_counts_for_having_done_the_lesson() -> None:
    lesson = lessons()[1]
    assert TASK in lesson.asked
    moment = datetime.now(UTC)
    least = lesson.asked[: int(0.8 * len(lesson.asked))]
    others = [item for item in lesson.asked if item != TASK][: len(least)]
    add([Given(item, item, moment, "sure", 1.0) for item in others if "02-" in item])
    before = finished(lesson, standing())
    exercise(TASK).answer(TEXT)
    exercise(TASK).assess([])
    assert finished(lesson, standing()) >= before


def test_it_is_taken_along(tmp_path: Path) -> None:
    exercise(TASK).answer(TEXT)
    exercise(TASK).assess(["output"])
    for name in ("mine.json", "mine.csv"):
        assert export(tmp_path / name) == 1
        assert read_export(tmp_path / name) == all_answers()
        assert import_file(tmp_path / name) == 0


def test_review_offers_a_text_again_after_a_week() -> None:
    exercise(TASK).answer(TEXT)
    now = datetime.now(UTC)
    add([Given("recent", TASK, now - timedelta(days=6), SELF, 0.4)])
    assert review().text is None
    add([Given("old", "01-own-output", now - timedelta(days=8), SELF, 0.4)])
    assert review().text is None, "it was written in another folder"
    exercise("01-own-output").answer("La lista de la clase, que requiero")
    offered = review()
    assert "Léelo con otros ojos" in shown(offered.widget)
    assert "La lista de la clase" in repr(offered)
    offered.text.assess(["output"])  # type: ignore[union-attr]
    assert review().text is None


def test_every_lesson_asks_for_a_text_in_both_languages() -> None:
    assert {item.id[:2] for item in WRITE} == {f"{number:02}" for number in range(11)}
    for lang in ("es", "en"):
        with use_language(lang):
            for lesson in lessons():
                assert [name for name in lesson.asked if name in {item.id for item in WRITE}], lesson.number


@pytest.mark.parametrize("item", WRITE, ids=lambda item: item.id)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_asks_something_and_has_criteria_of_its_own(item: Item, lang: str) -> None:
    with use_language(lang):
        task = exercise(item.id)
        task.answer("Tres palabras bastan")
        told = repr(task)
        assert (unmarked(item.parts["prompt"]) in told) == (lang == "es")
        assert 4 <= len(task.criteria()) <= 6
        assert task.assess(task.criteria()).count("[x]") == len(task.criteria())
        assert AnswerBook().get(item.id) is not None
