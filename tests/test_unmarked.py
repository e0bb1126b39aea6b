"""What people read shows emphasis or leaves it out: no sign of Markdown is left in it, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from pkgutil import iter_modules

import ipywidgets
import pytest

from dosclientes import exercise, explore, explorers, figure, figures, mastery, placement, retrieval, review
from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.exercises.markup import inline
from dosclientes.exercises.words import rungs
from dosclientes.items import find, lesson_items
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import use_language
from dosclientes.progress.lessons import lessons
from dosclientes.progress.mastery import standing
from dosclientes.progress.picture import rows
from dosclientes.website.forms import form
from tests.widgets import parts

LESSONS = [f"{number:02}" for number in range(11)]
MARKS = re.compile(r"\*\*\S|`|\]\(|(?<![\w*])\*\w[^*\n]*\w\*(?![\w*])")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(tmp_path)


def words(markup: str) -> str:
    """What a page shows of HTML, but for code, where such signs are meant."""
    return unescape(re.sub(r"<(code|pre|style)\b.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL))


def seen(widget: ipywidgets.Widget) -> Iterator[str]:
    for part in parts(widget):
        for name in ("value", "description", "placeholder", "tooltip"):
            if isinstance(found := getattr(part, name, None), str):
                yield words(found)
        yield from (str(one[0] if isinstance(one, tuple) else one) for one in getattr(part, "options", ()))
        yield from (words(one["data"].get("text/html", "")) for one in getattr(part, "outputs", ()))


def marked(texts: Iterator[str]) -> list[str]:
    return [one for one in texts if MARKS.search(one)]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_exercises(lang: str, lesson: str) -> None:
    def told() -> Iterator[str]:
        for each in lesson_items(lesson):
            asked, item = exercise(each.id), find(each.id)
            yield from seen(asked.widget)
            yield repr(asked)
            yield words(form(item, "on-the-site"))
            yield from (words(inline(rung)) for rung in rungs(item))

    with use_language(lang):
        assert marked(told()) == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_maps_pages_and_pieces(lang: str) -> None:
    def told() -> Iterator[str]:
        yield from (f"{lesson.title} {aim}" for lesson in lessons() for aim in lesson.objectives)
        yield from (" ".join(row) for row in rows(standing()))
        yield from (describe(f"M{number}") for number in range(1, 17))
        yield from (place(item.section) for number in LESSONS for item in lesson_items(number))
        yield words(mastery()._repr_html_())
        for page in (review(), placement(), retrieval("03")):
            yield from seen(page.widget)
            yield repr(page)
        for module in iter_modules(explorers.__path__):
            if module.name != "shared":
                yield from seen(explore(module.name).widget)
                yield repr(explore(module.name))
        for module in iter_modules(figures.__path__):
            if module.name != "drawing":
                yield words(figure(module.name)._repr_html_())

    with use_language(lang):
        assert marked(told()) == []


def test_emphasis_code_and_links_leave_their_words() -> None:
    assert unmarked("un **paso** y `código`, *así*: [la norma](x.ipynb)") == "un paso y código, así: la norma"
    assert unmarked("2 * 3 * 4 < 5\n\ny a_b_c") == "2 * 3 * 4 < 5\n\ny a_b_c"
    assert MARKS.search("put **to the test**")
