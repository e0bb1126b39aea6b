"""A1 in a real browser: a student fetches, validates and hands in; the instructor grades the text by hand.

With DOSCLIENTES_IMAGES=1, in every language, and the pictures of the instructor guide are taken.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from autograde_tests import corpus
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from dosclientes.teaching.graded import grade
from dosclientes.teaching.round import gradebook, points
from tests import databases
from tests.browser.conftest import stop_lab
from tests.browser.notebook import Lab, Notebook, drawn, exposed
from tests.browser.test_check import run

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.filterwarnings("ignore:Object of type")]
IMAGES = bool(os.environ.get("DOSCLIENTES_IMAGES"))
BOOKS = [
    ("es", "sqlite"),
    pytest.param(("es", "postgresql"), marks=[pytest.mark.postgresql, pytest.mark.slow]),
]
"""Language, and where the gradebook is."""

STUDENT, OTHER = "ana", "m1-customer-is-payer"
TOKEN = "for-tests-on-loopback-only"
CLICKS = {
    "es": ("Del turista, aunque no pague nada.", "Lo creo"),
    "en": ("The tourist, although she pays nothing.", "I think so"),
}


@dataclass
class School:
    """A class with two submissions graded by nbgrader, and JupyterLab for its instructor and a student."""

    group: Class
    teach: int
    study: int

    def picture(self, page: Page, name: str) -> None:
        """Take a picture for the guide, when pictures are wanted."""
        if IMAGES:
            page.screenshot(path=ROOT / "docs" / "images" / f"{self.group.lang}-{name}.png")


@pytest.fixture(scope="module", params=[("es", "sqlite"), ("en", "sqlite")] if IMAGES else BOOKS)
def school(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    lang, kind = request.param
    place = tmp_path_factory.mktemp("mi clase ñandú")
    group = Class.copy(place, lang, database=databases.new(kind))
    group.run("generate_assignment", "a1")
    group.run("release_assignment", "a1")
    group.run_as(OTHER, "fetch_assignment", "a1")
    corpus.write(corpus.submission("a1", OTHER), group.lang, group.home(OTHER) / "a1")
    group.run_as(OTHER, "submit", "a1")
    group.run("collect", "a1")
    group.run("autograde", "a1")
    config = tmp_path_factory.mktemp("config")
    with ExitStack() as stack:
        teach = stack.enter_context(
            _server(config, "teach", "--lang", group.lang, "--folder", str(group.folder))
        )
        own = ["--folder", str(group.folder / "student"), "--exchange", str(group.folder / "exchange")]
        study = stack.enter_context(
            _server(config, "student", "--lang", group.lang, "--student", STUDENT, *own)
        )
        yield School(group, teach, study)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.set_default_timeout(60_000)
    yield page
    page.close()


@contextmanager
def _server(config: Path, *words: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dosclientes", *words, "--port", str(port), "--no-browser"],
        env=exposed(config, {**os.environ, "JUPYTER_TOKEN": TOKEN}),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(3000):  # a busy machine starts it late
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}")
                break
            except OSError:
                assert process.poll() is None, f"dosclientes {' '.join(words)} ended"
                time.sleep(0.1)
        yield port
    finally:
        stop_lab(process)


def _open(page: Page, port: int, path: str) -> None:
    page.goto(f"http://127.0.0.1:{port}/{path}{'&' if '?' in path else '?'}token={TOKEN}")


@pytest.mark.slow
def test_a_student_fetches_validates_and_hands_in(school: School, page: Page) -> None:
    _open(page, school.study, "lab?reset")
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.locator('.lm-Menu-item[data-command="nbgrader:open-assignment-list"]').click()
    panel = page.locator(".lm-DockPanel")
    panel.get_by_text("Fetch", exact=True).first.click()
    panel.get_by_text("Submit", exact=True).first.wait_for()
    school.picture(page, "student-list")

    work = Notebook(page, Lab(_work(school).parent, school.group.lang, school.study, TOKEN), "a1/a1.ipynb")
    run(work, "from dosclientes import exercise", 'exercise("a1-payer")')
    option, sure = CLICKS[school.group.lang]
    payer = page.locator(".dc-exercise").first
    payer.get_by_text(option).click()
    work.settled()
    payer.get_by_role("button", name=sure).click()
    _until(page, (_work(school) / "answers.json").is_file)
    _submit(page, school)
    school.group.run("collect", "a1")
    grade(school.group, "a1")
    earned = points(school.group, "a1", STUDENT)
    assert (earned["click-payer"], earned["click-instruments"]) == (1, 0)

    corpus.write(corpus.submission("a1", "solution"), school.group.lang, _work(school))
    assert "Success" in _validate(page, school)
    school.picture(page, "student-validate")

    corpus.write(corpus.submission("a1", "blank"), school.group.lang, _work(school))
    (_work(school) / "answers.json").unlink()
    told = _validate(page, school)
    assert "a1-payer" in told
    assert "Success" not in told

    corpus.write(corpus.submission("a1", "solution"), school.group.lang, _work(school))
    _submit(page, school)


def test_the_formgrader_shows_the_class_and_takes_a_grade_by_hand(school: School, page: Page) -> None:
    _open(page, school.teach, "formgrader")
    page.get_by_role("link", name="a1", exact=True).first.wait_for()
    school.picture(page, "assignments")
    _open(page, school.teach, "formgrader/manage_students")
    page.get_by_text(OTHER).first.wait_for()
    school.picture(page, "students")
    assert points(school.group, "a1", OTHER)["text-own-case"] is None

    _open(page, school.teach, "formgrader/gradebook/a1/a1")
    page.locator("table a").first.wait_for()
    school.picture(page, "submissions")
    with gradebook(school.group) as book:
        (handed_in,) = book.find_submission("a1", OTHER).notebooks
        page.locator(f'table a.name-hidden[href*="{handed_in.id}"]').click()
    box = page.locator("#text-own-case")
    box.scroll_into_view_if_needed()
    # what is typed before the points have come from the server is thrown away by the page
    page.wait_for_function("() => formgrader.grades.loaded && formgrader.comments.loaded")
    page.get_by_text("MARK SCHEME").first.wait_for()  # the rubric stands beside the answer
    box.fill("2")
    page.keyboard.press("Tab")
    _until(page, lambda: points(school.group, "a1", OTHER)["text-own-case"] == 2)
    school.picture(page, "by-hand")
    foreseen = corpus.submission("a1", OTHER)
    assert points(school.group, "a1", OTHER) == {**foreseen.expect, "text-own-case": 2}

    school.group.run("generate_feedback", "a1")
    feedback = school.group.folder / "feedback" / school.group.lang / OTHER / "a1" / "a1.html"
    page.goto(feedback.as_uri())
    page.get_by_text("Grade cell: click-payer").scroll_into_view_if_needed()
    page.mouse.wheel(0, 250)
    drawn(page)
    school.picture(page, "feedback")
    assert "15.0 / 20.0" in page.locator("h4").first.inner_text()


def test_without_an_exchange_there_is_work_to_validate_and_no_list(tmp_path: Path, page: Page) -> None:
    place = ["--folder", str(tmp_path / "student"), "--exchange", str(tmp_path / "none")]
    with _server(tmp_path / "config", "student", "--lang", "es", *place) as port:
        _open(page, port, "lab/tree/a1/a1.ipynb?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").wait_for()
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        assert "Nbgrader" not in page.locator(".lm-MenuBar-item").all_inner_texts()


def _work(school: School) -> Path:
    return school.group.folder / "student" / school.group.lang / "a1"


def _submit(page: Page, school: School) -> None:
    """Hand in by the assignment list, and wait until it has arrived."""
    inbound = school.group.folder / "exchange" / school.group.course_id / "inbound"
    before = len(list(inbound.glob(f"{STUDENT}+a1+*/answers.json")))
    _open(page, school.study, "lab?reset")
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.locator('.lm-Menu-item[data-command="nbgrader:open-assignment-list"]').click()
    page.locator(".lm-DockPanel").get_by_text("Submit", exact=True).first.click()
    _until(page, lambda: len(list(inbound.glob(f"{STUDENT}+a1+*/answers.json"))) == before + 1)


def _validate(page: Page, school: School) -> str:
    """What the Validate button says of the notebook as it now lies in the student's folder."""
    _open(page, school.study, "lab/tree/a1/a1.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text("Validation Results").wait_for()
    return dialog.inner_text()


def _until(page: Page, happened: object) -> None:
    for _attempt in range(300):
        if happened():  # type: ignore[operator]
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not happen within 30 s")
