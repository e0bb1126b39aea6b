"""The instructor's notes: a page a lesson in each language, with the activities that the class page gives."""

from __future__ import annotations

import re

import pytest

from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.show.activities import activity, lesson_of
from dosclientes.language.translation import use_language
from dosclientes.paths import ROOT

NOTES = ROOT / "docs" / "teaching"
CODES = [f"M{number}" for number in range(1, 17)]
ENDS = {"en": ".md", "es": ".es.md"}


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", ENDS)
@pytest.mark.parametrize("code", CODES)
def test_the_notes_of_its_lesson_have_the_activity_of_each_misconception(code: str, lang: str) -> None:
    text = plain((NOTES / f"{lesson_of(code)}{ENDS[lang]}").read_text("utf-8"))
    with use_language(lang):
        assert f"**{code}, {describe(code)}.** {plain(activity(code))}" in text


@pytest.mark.parametrize("lang", ENDS)
def test_every_lesson_has_notes_of_one_form(lang: str) -> None:
    lessons = sorted(path.name[:2] for path in (ROOT / "course" / lang).glob("[01][0-9]-*.ipynb"))
    for number in lessons[1:]:  # 00 is the welcome
        text = (NOTES / f"{number}{ENDS[lang]}").read_text("utf-8")
        assert len(re.findall("^## ", text, re.MULTILINE)) == 4
        assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) == 3


def test_every_link_leads_somewhere() -> None:
    for path in NOTES.glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / link).is_file(), (path.name, link)
