"""What a student wrote stays text: in the table, in the report, in reasons and remarks."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosclientes.grading import report
from dosclientes.grading.submissions.text import shown
from dosclientes.grading.submissions.verdicts import Verdict
from dosclientes.grading.summary import Summary, dump

NASTY = ["[/b]", "[link=http://x]y[/link]", "\x1b[31mred", "\ud800", "\u202eabc", "a\x9b2J", "[bold]PASSED"]


@given(st.text(alphabet=st.characters()))
def test_nothing_acts(text: str) -> None:
    found = shown(text)
    found.encode("utf-8")
    assert not [letter for letter in found if unicodedata.category(letter) == "Cc" and letter not in "\n\t"]


@given(st.text(alphabet="aáñ你 🙂\n\t«»¿"))
def test_words_of_any_language_stay(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", NASTY)
def test_the_table_and_the_report_survive(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    verdict = Verdict("a", "error", None, 1.0, text)
    result = {
        "points": 0.0,
        "of": 1.0,
        "error": 1,
        "remarks": [shown(text)],
        "reasons": {"a": verdict.reason},
    }
    summary = Summary("ps1", True, {text: result}, [], {text: shown(text)})
    report.table(summary, 1.0, True)
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\x9b" not in told
    assert verdict.reason[:4] in told  # marks of style are shown as they stand
    assert json.loads(dump(summary).encode("utf-8"))["person"]
