"""Exercises in text and as widgets, without a browser: what a learner is told, and what is recorded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import comm
import ipywidgets
import pytest
from comm.base_comm import BaseComm

from autograde_tests.clicks import right_response
from dosclientes import exercise, explore, figure, retrieval
from dosclientes.answers import Answer
from dosclientes.exercises import Committed, Exercise, events, on_commit
from dosclientes.exercises.feedback import feedback_html
from dosclientes.exercises.forms import form_for
from dosclientes.exercises.light import is_hidden
from dosclientes.exercises.markup import escape, html
from dosclientes.exercises.words import part_text, rungs
from dosclientes.items import Item, find, lesson_items, load, pools, score, without_key
from dosclientes.items.labels import label_ids
from dosclientes.items.scoring import read_number
from dosclientes.items.variants import drawn
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS
from tests.widgets import parts

BANK = [item for path in sorted(ITEMS.glob("*.yml")) for item in load(path) if item.kind != "write"]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    listeners = list(events._listeners)
    yield
    events._listeners[:] = listeners


def shown(widget: ipywidgets.Widget) -> str:
    """All the text inside a widget that is not hidden."""
    if is_hidden(widget):
        return ""
    own = [getattr(widget, name, "") for name in ("description", "value")]
    inside = [shown(child) for child in getattr(widget, "children", ())]
    return " ".join([*(text for text in own if isinstance(text, str)), *inside])


def press(widget: ipywidgets.Widget, name: str) -> None:
    for button in buttons(widget):
        if button.description == name and not button.disabled:
            button.click()
            return
    raise AssertionError(f"no button {name!r}")


def buttons(widget: ipywidgets.Widget) -> list[ipywidgets.Button]:
    return [each for each in parts(widget) if isinstance(each, ipywidgets.Button)]


def first(widget: ipywidgets.Widget, kind: type) -> ipywidgets.Widget | None:
    return next((each for each in parts(widget) if isinstance(each, kind)), None)


def test_a_choice_is_made_explained_kept_and_tried_again() -> None:
    widget = exercise("00-colleague").widget
    radio = first(widget, ipywidgets.RadioButtons)
    press(widget, "Lo sé")
    assert "Elige una opción" in shown(widget)
    radio.value = "colleague"
    press(widget, "Lo sé")
    text = shown(widget)
    assert "Todavía no" in text
    assert "El contable" in text, "the explanation of that option"
    assert "todo empleado es cliente interno" in text, "the misconception"
    assert "Lo dabas por sabido" in text, "sure and wrong"
    assert "porque ella lo pidió" not in text, "the right option's explanation is not given away"
    assert radio.disabled
    press(widget, "Intentar de nuevo")
    assert not radio.disabled
    radio.value = "customer"
    press(widget, "Adivino")
    assert "Correcto" in shown(widget)
    assert "Acertaste adivinando" in shown(widget)
    assert "¿Y las otras opciones?" in shown(widget)


def test_an_answer_comes_back_after_a_restart() -> None:
    exercise("00-colleague").answer("colleague", "guess")
    widget = exercise("00-colleague").widget
    assert first(widget, ipywidgets.RadioButtons).value == "colleague"
    assert "El contable" in shown(widget)


@pytest.mark.parametrize("item", BANK, ids=lambda item: item.id)
def test_every_item_can_be_shown_answered_in_code_and_shown_again(item: object) -> None:
    task = exercise(item.id)  # type: ignore[attr-defined]
    example = re.search(r"\.answer\((.*), \"sure\"\)", repr(task))
    assert example, "the text form says how to answer"
    widget = task.widget
    reply = task.answer(eval(example[1]), "sure")
    assert len(str(reply)) > 20
    assert "Intentar de nuevo" in shown(widget)
    assert form_for(task.item).read() != task.last()[0].response  # a fresh form is empty
    again = exercise(item.id)  # type: ignore[attr-defined]
    assert "Intentar de nuevo" in shown(again.widget)
    assert "Tu respuesta" in repr(again)


@pytest.mark.parametrize("item", BANK, ids=lambda item: item.id)
def test_a_form_gives_back_what_it_shows(item: object) -> None:
    asked = drawn(item, "a seed")  # type: ignore[arg-type]
    form, response = form_for(asked), right_response(asked)
    form.show(response)
    given = form.read()
    if isinstance(response, list):
        assert sorted(given) == sorted(response)
    elif isinstance(response, (int, float)):
        assert read_number(given) == pytest.approx(response)
    else:
        assert given == response


def labels(widget: ipywidgets.Widget) -> list[str]:
    """What a form offers, from the top."""
    radio = first(widget, ipywidgets.RadioButtons)
    if radio is not None:
        return [text for text, _id in radio.options]
    rows = (ipywidgets.Checkbox, ipywidgets.Dropdown, ipywidgets.Button)
    return [each.description for each in parts(widget) if isinstance(each, rows)]


MANY = ["01-distributor", "01-vaccine-all", "01-bus", "01-definition-parts", "01-ask-in-order"]


@pytest.mark.parametrize("name", MANY)
def test_each_attempt_has_an_order_of_its_own_and_a_restart_the_same(name: str) -> None:
    orders = []
    for _attempt in range(6):
        asked = exercise(name).again()
        orders.append(labels(form_for(asked.item).widget))
        assert "Correcto" in asked.answer(right_response(asked.item), "sure")
        assert labels(exercise(name).widget)[: len(orders[-1])] == labels(asked.widget)[: len(orders[-1])]
    assert len({tuple(order) for order in orders}) > 3
    if "draw" not in find(name).parts:
        assert len({tuple(sorted(order)) for order in orders}) == 1


def test_trying_again_asks_in_a_new_order_and_keeps_what_was_chosen() -> None:
    widget = exercise("01-definition-parts").widget
    before = labels(widget)[:4]
    menus = [each for each in parts(widget) if isinstance(each, ipywidgets.Dropdown)]
    for menu in menus:
        menu.value = menu.options[1][1]
    press(widget, "Lo sé")
    press(widget, "Intentar de nuevo")
    assert labels(widget)[:4] != before
    assert all(menu.value == menu.options[1][1] for menu in menus)
    assert not any(menu.disabled for menu in menus)


@pytest.mark.parametrize("name", ["01-bus", "01-ask-in-order", "01-lost-share"])
def test_trying_again_asks_something_else_with_nothing_entered(name: str) -> None:
    task = exercise(name)
    before = shown(task.widget)
    task.answer(right_response(task.item), "sure")
    press(task.widget, "Intentar de nuevo")
    assert shown(task.widget) != before
    entered = [
        each.value for each in parts(task.widget) if isinstance(each, ipywidgets.Dropdown | ipywidgets.Text)
    ]
    assert not any(entered)


@pytest.mark.parametrize("name", ["01-bus", "01-ask-in-order", "01-lost-share"])
def test_an_answer_is_shown_as_it_was_asked_though_the_pool_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    task = exercise(name).again()
    told = str(task.answer(right_response(task.item), "sure"))
    asked = task.item.prompt
    kept = json.loads((tmp_path / "answers.json").read_text())["answers"][name]
    assert kept["drew"] == task.item.drew
    monkeypatch.setattr(pools.random, "Random", lambda _seed: Random(1))  # seeds now give something else
    later = exercise(name)
    assert later.item.prompt == asked
    assert told.splitlines()[0] in repr(later)
    assert "Correcto" in shown(later.widget)


def test_an_answer_from_before_items_drew_is_shown_with_the_cases_it_had(tmp_path: Path) -> None:
    whole = {case["id"]: case["answer"] for case in find("01-bus").parts["cases"]}
    for response in (whole, dict(list(whole.items())[:3])):
        entry = {"response": response, "confidence": "sure", "time": "2026-01-01T00:00:00+00:00", "tries": 2}
        (tmp_path / "answers.json").write_text(json.dumps({"version": 1, "answers": {"01-bus": entry}}))
        widget = exercise("01-bus").widget
        menus = [each for each in parts(widget) if isinstance(each, ipywidgets.Dropdown)]
        assert len([menu for menu in menus if menu.value]) == len(response)
        assert "Correcto" in shown(widget)
        press(widget, "Intentar de nuevo")
        menus = [each for each in parts(widget) if isinstance(each, ipywidgets.Dropdown)]
        assert len(menus) == find("01-bus").parts["draw"]
    entry = {"response": 71.0, "confidence": "sure", "time": "", "tries": 1}
    (tmp_path / "answers.json").write_text(json.dumps({"version": 1, "answers": {"01-lost-share": entry}}))
    assert exercise("01-lost-share").last() is None, "which figures it was about is not known"


def test_another_order_after_each_answer_in_code_and_what_is_written_is_what_counts() -> None:
    task = exercise("01-vaccine-first-guess")
    task.answer("nurse", "sure")
    assert 'exercise("01-vaccine-first-guess").again()' in repr(task)
    again = repr(exercise("01-vaccine-first-guess").again())
    assert 'exercise("01-vaccine-first-guess").again().answer(' in again
    assert "Tu respuesta" not in again


def test_hints_open_one_by_one_and_cost_confidence_and_no_points(tmp_path: Path) -> None:
    widget = exercise("01-bus").widget
    assert "Dónde mirar" not in shown(widget)
    press(widget, "Pista 1 de 3: quita seguridad, no puntos")
    assert "lección 01" in shown(widget)
    assert "lo más que cuenta es «Lo creo»" in shown(widget)
    press(widget, "Pista 2 de 3: quita seguridad, no puntos")
    assert "Qué regla" in shown(widget)
    assert "Primer paso" not in shown(widget)
    assert "Primer paso" in exercise("01-bus").hint()
    assert "Lo sé" not in shown(exercise("01-bus").widget), "code and form are one exercise"
    asked = exercise("01-bus")
    assert "Correcto" in asked.answer(right_response(asked.item), "sure")
    kept = json.loads((tmp_path / "answers.json").read_text())["answers"]["01-bus"]
    assert (kept["hints"], kept["confidence"]) == (3, "fairly")
    assert "Pista" not in shown(exercise("01-bus").widget), "nothing to hint at once it is answered"
    press(widget := exercise("01-bus").widget, "Intentar de nuevo")
    assert "Lo sé" in shown(widget), "the next attempt is a new one"
    assert "Dónde mirar" not in shown(widget)


def test_graded_work_has_no_hints(tmp_path: Path) -> None:
    public = without_key(drawn(find("01-bus"), ""))
    (tmp_path / "items.json").write_text(json.dumps({"items": [{**public.parts, "id": "a9-bus"}]}))
    assert "Pista" not in shown(exercise("a9-bus").widget)
    assert "no hay pistas" in exercise("a9-bus").hint()
    assert ".hint()" not in repr(exercise("a9-bus"))


def links(widget: ipywidgets.Widget) -> list[str]:
    """The addresses of the links to sections that a widget shows."""
    outputs = [each for each in parts(widget) if isinstance(each, ipywidgets.Output)]
    return [re.search('href="([^"]+)"', one.outputs[0]["data"]["text/html"])[1] for one in outputs]  # type: ignore[index]


def test_a_wrong_answer_and_a_hint_lead_to_the_section_where_its_lesson_is_at_hand(tmp_path: Path) -> None:
    widget = exercise("01-distributor").widget
    press(widget, "Pista 1 de 3: quita seguridad, no puntos")
    assert links(widget) == [], "no link that leads nowhere"
    (tmp_path / "01-customer-iso9000.ipynb").write_text("{}")
    press(widget, "Pista 2 de 3: quita seguridad, no puntos")
    section = "01-customer-iso9000.ipynb#cell-id=takeaway"
    assert links(widget) == [section]
    exercise("01-distributor").answer("patient", "fairly")
    assert links(exercise("01-distributor").widget) == [section]
    exercise("01-distributor").answer("all", "fairly")
    assert links(exercise("01-distributor").widget) == []


@pytest.mark.parametrize("lesson", ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"])
def test_every_item_of_these_lessons_has_all_its_hints_and_none_gives_the_answer(lesson: str) -> None:
    for item in lesson_items(lesson):
        if item.kind == "write":
            continue
        assert len(rungs(item)) == 3, item.id
        told = " ".join(item.parts["hints"].values())
        for option in item.parts.get("options", ()):
            assert option["text"].rstrip(".") not in told, item.id


def test_graded_work_is_asked_in_one_order(tmp_path: Path) -> None:
    public = without_key(drawn(find("01-bus"), ""))
    (tmp_path / "items.json").write_text(json.dumps({"items": [{**public.parts, "id": "a9-bus"}]}))
    orders = []
    for _attempt in range(3):
        task = exercise("a9-bus").again()
        orders.append(labels(form_for(task.item).widget))
        task.answer({case["id"]: "customer" for case in public.parts["cases"]}, "sure")
    assert orders[0] == orders[1] == orders[2]


def test_the_order_form_numbers_steps_as_they_are_pressed_and_takes_them_back() -> None:
    form = form_for(drawn(find("01-ask-in-order"), ""))
    pressed = buttons(form.widget)
    pressed[2].click()
    pressed[0].click()
    assert pressed[2].description.startswith("1. ")
    assert pressed[0].description.startswith("2. ")
    pressed[2].click()
    assert pressed[0].description.startswith("1. ")
    assert not pressed[2].description.startswith("1. ")


def test_a_malformed_answer_in_code_is_explained_and_not_recorded(tmp_path: Path) -> None:
    assert "no es ninguna de" in exercise("00-colleague").answer("nobody")
    assert "confianza" in exercise("00-colleague").answer("customer", "very")
    assert not (tmp_path / "answers.json").exists()


def test_an_edited_answer_that_fits_no_option_is_as_if_not_given(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"version": 1, "answers": {"00-colleague": {"response": ["?"]}}}')
    assert exercise("00-colleague").last() is None
    assert "Lo sé" in shown(exercise("00-colleague").widget)


def test_a_broken_answer_book_is_told_in_the_exercise(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("{")
    assert "dañado" in shown(exercise("00-colleague").widget)


def test_each_commit_is_published_and_a_bad_listener_harms_nobody() -> None:
    heard: list[Committed] = []

    def bad(_event: Committed) -> None:
        raise RuntimeError("boom")

    on_commit(bad)
    on_commit(heard.append)
    with pytest.warns(RuntimeWarning, match="boom"):
        exercise("00-colleague").answer("customer", "sure")
    assert [(event.item.id, event.score.correct) for event in heard] == [("00-colleague", True)]  # type: ignore[union-attr]


def test_graded_work_is_acknowledged_and_nothing_is_told(tmp_path: Path) -> None:
    public = without_key(find("01-bus"))
    (tmp_path / "items.json").write_text(json.dumps({"items": [{**public.parts, "id": "a9-bus"}]}))
    task = exercise("a9-bus")
    reply = task.answer({case["id"]: "customer" for case in public.parts["cases"]}, "sure")
    assert "Respuesta guardada" in reply
    assert not re.search("Correcto|En parte|Todavía", shown(task.widget) + reply)
    assert json.loads((tmp_path / "answers.json").read_text())["answers"]["a9-bus"]["response"]


def test_words_of_items_are_shown_and_never_obeyed() -> None:
    assert "<script>" not in html("Hola <script>alert(1)</script>")
    assert "<img" not in html("<img src=x onerror=alert(1)>")


def test_a_notebook_is_given_the_widget_and_the_text() -> None:
    data, _metadata = exercise("00-colleague")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert 'exercise("00-colleague").answer(' in data["text/plain"]


def test_the_edition_slider_tells_who_moves_and_why() -> None:
    widget = explore("editions").widget
    assert first(widget, ipywidgets.SelectionSlider).disabled, "nothing moves before a bet"
    slider = first(widget, ipywidgets.SelectionSlider)
    assert "Cuentan como clientes: 2" in shown(widget)
    slider.value = "2005"
    assert "Cuentan como clientes: 4" in shown(widget)
    assert "(cambia)" in shown(widget)
    slider.value = "2015"
    assert "poder recibirla" not in shown(widget)
    moved = re.findall(r'class="dc-moved"><b>([^<]+)', shown(widget))
    assert sorted(moved) == ["El paciente", "La cocina"]
    slider.value = "2026"
    assert "No la hemos leído" in shown(widget)
    assert "Cuentan como clientes" not in shown(widget)


def test_names_that_do_not_exist_suggest_the_nearest() -> None:
    with pytest.raises(ValueError, match="«editions»"):
        explore("edition")
    with pytest.raises(ValueError, match="«definition»"):
        figure("definicion")
    with pytest.raises(ValueError, match="01"):
        retrieval("77")


def asked_of(task: Exercise) -> tuple[int, int, int]:
    """Rows, customers, and customers who do not pay, as the question says them."""
    found = re.search(r"anotó (\d+) .* En (\d+) hay .* y (\d+) de esos", task.item.prompt)
    assert found
    return int(found[1]), int(found[2]), int(found[3])


def test_a_number_is_judged_and_explained_by_the_figures_it_was_asked_with() -> None:
    task = exercise("01-lost-share")
    assert isinstance(task, Exercise)
    _rows, customers, free = asked_of(task)
    reply = task.answer(100 * free / customers, "sure")
    assert "Correcto" in reply
    assert f"{free} de {customers}" in reply
    rows, customers, free = asked_of(task.again())
    assert "filas" in task.answer(100 * free / rows)
    _rows, customers, free = asked_of(task.again())
    assert "sí pagan" in task.answer(100 - 100 * free / customers)


def test_retrieval_shows_three_exercises() -> None:
    assert len(retrieval("01").exercises) == 3
    assert shown(retrieval("01").widget).count("Lo creo") == 3


@pytest.mark.parametrize("item", [*BANK, find("01-own-output")], ids=lambda item: item.id)
def test_an_exercise_is_few_messages_to_the_page(item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each model costs the page about as long as a drawn frame; a form of ipywidgets as they come has 48 to 90."""
    sent: list[str] = []

    class Line(BaseComm):  # type: ignore[misc]
        def publish_msg(self, msg_type: str, **_content: object) -> None:
            sent.append(msg_type)

    monkeypatch.setattr(comm, "create_comm", Line)
    exercise(item.id).widget  # noqa: B018
    kinds = ("criteria",) if item.kind == "write" else ("cases", "steps", "options")
    fields = 1 if item.kind == "choice" else sum(len(item.parts.get(kind, ())) for kind in kinds)
    assert sent.count("comm_open") <= 21 + fields
    assert len(sent) <= 23 + fields, "made as it is to be, not made and then changed"


def test_what_one_exercise_shares_no_other_does() -> None:
    """A page that is opened later knows the parts of what it shows, and nothing of what was shown elsewhere."""
    one, other = (exercise(name).widget for name in ("00-colleague", "01-bus"))
    shared = {id(part.layout) for part in parts(one)}
    assert len(shared) == 1
    assert shared.isdisjoint(id(part.layout) for part in parts(other))
    assert shared.isdisjoint({id(exercise("00-colleague").widget.layout)})


def test_a_figure_has_a_title_and_a_text_alternative() -> None:
    drawn = figure("definition")
    assert "<title" in drawn._repr_html_()
    assert "<desc" in drawn._repr_html_()
    assert len(repr(drawn)) > 100


def test_importing_the_course_is_light() -> None:
    code = "import sys, dosclientes; print([m for m in ('pandas', 'ipywidgets', 'yaml') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize(("lang", "typed"), [("es", "85,4"), ("en", "85.4")])
def test_a_number_comes_back_as_the_language_writes_it(lang: str, typed: str) -> None:
    with use_language(lang):
        item = next(item for item in BANK if item.kind == "number")
        form = form_for(item)
        form.show(85.4)
        assert form.read() == typed


def test_what_is_said_of_cases_stands_in_the_order_of_the_form() -> None:
    item = next(item for item in BANK if item.kind == "match" and len(item.parts["cases"]) > 3)
    drawn_item = drawn(item, "another order")
    asked = [case["id"] for case in drawn_item.shuffled("cases")]
    assert asked != [case["id"] for case in drawn_item.parts["cases"]]
    wrong = {
        case["id"]: next(x for x in label_ids(item) if x != case["answer"]) for case in item.parts["cases"]
    }
    told = feedback_html(drawn_item, Answer(wrong, "fairly", ""), score(drawn_item, wrong), None)
    places = [told.index(f"<em>{escape(part_text(item, name))}</em>") for name in asked]
    assert places == sorted(places)


def test_a_plot_does_not_write_the_manual_of_matplotlib() -> None:
    code = (
        "from dosclientes import plots\n"
        "from matplotlib import artist, patches\n"
        "assert 'Properties' not in (patches.Patch.set.__doc__ or '').split(':', 1)[-1]\n"
        "assert 'alpha' not in patches.Patch.set.__doc__\n"
        "assert 'alpha' in artist.kwdoc(patches.Patch), 'whoever asks for it later has it'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_names_of_parties_follow_the_language() -> None:
    from dosclientes.customers import hospital

    with use_language("es"):
        spanish = hospital.party("ward").label
    with use_language("en"):
        assert hospital.party("ward").label != spanish
