"""The learner in a real browser: wrong while sure, everything restarted, the map has changed, the item is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dosclientes.items.revisions import answer_name
from dosclientes.progress.record import add
from dosclientes.progress.schedule import Given
from tests.browser.conftest import start_lab, stop_lab
from tests.browser.notebook import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = {
    "es": {
        "guess": "Leo tiene cuatro años",
        "wrong": "El ministerio, que la paga",
        "sure": "Lo sé",
        "shaky": "decidir si alguien es cliente",
        "state": "inseguro",
        "before": "Cuando decías «lo sé», acertabas 0 de 4",
        "confusion": "cliente es quien paga",
        "table": "Lo mismo, en una tabla",
    },
    "en": {
        "guess": "Leo is four.",
        "wrong": "The ministry",
        "sure": "I’m sure",
        "shaky": "decide whether someone is a customer",
        "state": "shaky",
        "before": "When you said “I’m sure”, you were right 0 times out of 4",
        "confusion": "a customer is whoever pays",
        "table": "The same as a table",
    },
}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_was_missed_comes_back_after_a_restart(
    page: Page, tmp_path: Path, data: Path, lang: str
) -> None:
    words = WORDS[lang]
    for item in (
        "02-where-to-act",
        "01-bus",
        "01-vaccine-all",
    ):  # of last week, wrong while sure: they are due
        when = datetime.now(UTC) - timedelta(days=7)
        add([Given(item, answer_name(item), when, "sure", 0.0, ("M1",))])
    process, server = start_lab(tmp_path / "mi curso ñandú", lang)
    try:
        lesson = Notebook(page, server, "01-customer-iso9000.ipynb")
        lesson.run_all()
        assert lesson.errors_in_cells() == []
        expect(page.locator(".dc-time-left").first).to_contain_text("45 minut")
        guess = lesson.exercise(words["guess"])
        guess.get_by_label(words["wrong"]).check()
        lesson.settled()
        guess.get_by_role("button", name=words["sure"]).click()
        expect(guess.get_by_role("status")).to_contain_text(words["confusion"])
        assert any(data.glob("progress.sqlite3*")), "and nowhere else"
    finally:
        stop_lab(process)

    process, server = start_lab(tmp_path / "mi curso ñandú", lang)
    try:
        start = Notebook(page, server, "00-welcome.ipynb")
        page.set_viewport_size({"width": 1100, "height": 6000})
        start.run_all()
        mastery = start.box(".dc-mastery")
        expect(mastery).to_contain_text(words["before"])
        mastery.get_by_text(words["table"]).click()
        expect(mastery.get_by_role("row").filter(has_text=words["shaky"]).first).to_contain_text(
            words["state"]
        )
        assert start.axe(".dc-mastery") == []
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            server.set_theme(theme)
            start.load()
            start.restart_and_run_all()
            dark = "dark" if "Dark" in theme else "light"
            start.shot(f"mastery-{lang}-{dark}", start.box(".dc-mastery"))
        server.set_theme("JupyterLab Light")

        again = Notebook(page, server, "review.ipynb")
        again.run_all()
        review = again.box(".dc-review")
        expect(review.locator(".dc-exercise")).to_have_count(3)  # what was missed today is asked tomorrow
        for width in (400, 1100):  # a wide one last: it shows when the kernel is idle
            page.set_viewport_size({"width": width, "height": 6000})
            again.shot(f"review-{lang}-{width}", review)
            assert again.axe(".dc-review") == []
        assert again.errors_in_cells() == []

        where = Notebook(page, server, "placement.ipynb")
        where.run_all()
        expect(where.box(".dc-placement").get_by_role("status").last).to_contain_text("10")
        where.shot(f"placement-{lang}", where.box(".dc-placement"))
        assert where.axe(".dc-placement") == []
    finally:
        stop_lab(process)
