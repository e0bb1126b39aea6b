"""The pictures of the pages on a class: what waits, in the formgrader and in the terminal, and a feedback page."""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from dosclientes.cli import main
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import grade_by_hand
from tests.browser.formgrader import served, submissions
from tests.browser.notebook import drawn
from tests.teaching.downloads import TROUBLES, HandIn, Student, moodle, packed, work, worksheet

__all__ = ["class_pictures"]

HANDED_IN = {
    "alba": ("solution", "-"),
    "bruno": ("m1-customer-is-payer", "browser (1)"),
    "carla": ("solution", "clicks alone"),
    "diego": ("blank", "-"),
    "elena": None,
}
"""What each of a small class hands in, and what goes wrong with it."""
TERMINAL = """<body style="margin: 0; background: {back}; color: {ink}; display: inline-block">
<pre style="font: 15px/1.17 'DejaVu Sans Mono', monospace; margin: 0; padding: 16px 20px">{text}</pre>"""


def class_pictures(browser: Browser, lang: str, folder: Path) -> list[Path]:
    """Grade a small class that has handed in by platform, and take its pictures."""
    with tempfile.TemporaryDirectory() as place:
        group = _graded(Path(place, "course"), lang)
        page = browser.new_page(viewport={"width": 1200, "height": 640})
        page.set_default_timeout(120_000)
        with served(group) as address:
            submissions(page, address, "a1")
            drawn(page)
            taken = [folder / f"{lang}-class-submissions.png"]
            page.screenshot(path=taken[0])
        taken += [_status(page, group, folder), _feedback(page, group, folder)]
        page.close()
    return taken


def _graded(place: Path, lang: str) -> Class:
    """Collected from Moodle's zip, graded by the engine; one text has its points, and the feedback is made."""
    group = replace(Class.copy(place, lang), grading="engine")
    students = [
        Student(name, name.capitalize(), f"{name[0].upper()}.", number)
        for number, name in enumerate(HANDED_IN, start=9001)
    ]
    roster = "".join(f"{one.id},{one.given},{one.family},{one.email}\n" for one in students)
    (place / "roster.csv").write_text("id,first_name,last_name,email\n" + roster, "utf-8")
    made = [
        HandIn(one, TROUBLES[what[1]](work(what[0], lang)), "martes, 1 de diciembre de 2026, 10:00")
        for one in students
        if (what := HANDED_IN[one.id])
    ]
    packed(place / "download.zip", moodle(made))
    (place / "worksheet.csv").write_bytes(worksheet(made))
    group.run("generate_assignment", "a1")
    with group.here():
        main(["roster", "roster.csv"])
        main(["collect", "a1", "download.zip", "--table", "worksheet.csv", "--zone", "UTC"])
        main(["grade", "a1", "--quiet"])
        grade_by_hand(group, "a1", "bruno", {"text-own-case": 3.0})
        main(["grade", "a1", "--feedback", "--quiet"])
    return group


def _status(page: Page, group: Class, folder: Path) -> Path:
    """The table of `dosclientes status`, as a terminal has it."""
    words = ["dosclientes", "status", "a1"]
    environment = {**os.environ, "DOSCLIENTES_LANG": group.lang, "COLUMNS": "88", "PYTHONUTF8": "1"}
    told = subprocess.run(
        [sys.executable, "-m", *words], cwd=group.folder, env=environment, text=True, stdout=subprocess.PIPE
    )
    text = html.escape(f"$ {' '.join(words)}\n{told.stdout.rstrip()}")
    page.set_content(TERMINAL.format(back="#1e1e1e", ink="#e6e6e6", text=text))
    path = folder / f"{group.lang}-class-status.png"
    page.locator("pre").screenshot(path=path)
    return path


def _feedback(page: Page, group: Class, folder: Path) -> Path:
    """What the page says of an answer that holds a misconception."""
    page.goto((group.folder / "feedback" / group.lang / "bruno" / "a1" / "a1.html").as_uri())
    page.get_by_text("Grade cell: click-payer").scroll_into_view_if_needed()
    drawn(page)
    path = folder / f"{group.lang}-class-feedback.png"
    page.screenshot(path=path)
    return path
