"""A submission with a harmless mark in each place where something could act, looked at in a real browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import Browser

from autograde_tests import corpus
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import gradebook
from tests.grading.shown.marks import DISPLAYS, TEXT, image, mark

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Object of type"),
]
TOKEN = "for-tests-on-loopback-only"
STUDENTS = {"ana": "engine", "luis": "stock"}


@dataclass
class Formgrader:
    """A formgrader that serves the class: its address, and the page of each student's notebook."""

    url: str
    group: Class
    pages: dict[str, str]


def hand_in(group: Class, student: str) -> None:
    """A1 with the marks, in outputs that are displayed as it runs and in the text that a person reads."""
    folder = group.folder / "submitted" / group.lang / student / "a1"
    corpus.write(corpus.submission("a1", "solution"), group.lang, folder)
    path = folder / "a1.ipynb"
    nb: Any = nbformat.read(path, 4)
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("task"):
            cell.source += f"\n\n{TEXT}"
    nb.cells.append(new_markdown_cell(TEXT))
    for place, (data, metadata) in DISPLAYS.items():
        words = (
            f"display({json.dumps(data)}, raw=True, metadata={json.dumps(metadata).replace('true', 'True')})"
        )
        nb.cells.append(new_code_cell(f"from IPython.display import display  # {place}\n{words}"))
    nb.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {"x": f"</script>{image('state')}"}}
    }
    nbformat.write(nb, path)
    (folder / "page.html").write_text(f"<p>page</p><script>{mark('file')}</script>")


@pytest.fixture(scope="module")
def formgrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    group = Class.copy(tmp_path_factory.mktemp("inerte"), "es")
    group.run("generate_assignment", "a1")
    for student, grading in STUDENTS.items():
        hand_in(group, student)
        replace(group, grading=grading).run("autograde", "a1", "--student", student)
    group.run("generate_feedback", "a1")
    with gradebook(group) as book:
        pages = {name: book.find_submission_notebook("a1", "a1", name).id for name in STUDENTS}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--lang", "es", "--folder", str(group.folder), "--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "dosclientes", "teach", *words],
        env={**os.environ, "JUPYTER_TOKEN": TOKEN},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = next(
            word for line in process.stdout for word in line.split() if word.startswith("http://127")
        )
        base = address.split("/lab")[0]
        for _attempt in range(200):
            try:
                urllib.request.urlopen(f"{base}/api", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield Formgrader(base, group, pages)
    finally:
        process.terminate()
        process.wait(60)


def acted(browser: Browser, formgrader: Formgrader, address: str, name: str) -> tuple[list[str], str]:
    """What acted on a page, whatever is touched on it, and its text."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(f"{formgrader.url}/api/status?token={TOKEN}")
    page.goto(address)
    page.wait_for_load_state("load")
    # by hand, so that a link that acts does, and one that leads away does not
    page.evaluate(
        """() => document.querySelectorAll('#notebook a, #notebook div').forEach(one => {
            one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
            const href = (one.getAttribute('href') || '').replace(/\\s/g, '').toLowerCase();
            if (href.startsWith('javascript:')) one.click();
        })"""
    )
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 500))")
    found = page.evaluate("() => window.acted || []")
    text = page.inner_text("body")
    if os.environ.get("DOSCLIENTES_SHOTS"):
        page.screenshot(path=Path(os.environ["DOSCLIENTES_SHOTS"]) / f"inert-{name}.png", full_page=True)
    context.close()
    return found, text


@pytest.mark.parametrize("student", STUDENTS)
def test_the_formgraders_page_is_inert(browser: Browser, formgrader: Formgrader, student: str) -> None:
    address = f"{formgrader.url}/formgrader/submissions/{formgrader.pages[student]}/"
    found, text = acted(browser, formgrader, address, f"formgrader-{student}")
    assert found == []
    assert "seen" in text
    assert '<img src="nothing:"' in text  # a student's HTML is text


@pytest.mark.parametrize("student", STUDENTS)
def test_the_feedback_page_is_inert(browser: Browser, formgrader: Formgrader, student: str) -> None:
    page = formgrader.group.folder / "feedback" / "es" / student / "a1" / "a1.html"
    found, text = acted(browser, formgrader, page.as_uri(), f"feedback-{student}")
    assert found == []
    assert "seen" in text


def test_a_page_that_lies_beside_the_notebook_has_no_rights(browser: Browser, formgrader: Formgrader) -> None:
    address = f"{formgrader.url}/formgrader/submissions/{formgrader.pages['ana']}/page.html"
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{formgrader.url}/api/status?token={TOKEN}")
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert page.inner_text("p") == "page"
    assert page.locator("script").count() == 1  # it is there, and did not run
    assert page.evaluate("() => window.acted || []") == []
    context.close()


def test_the_marks_act_where_nothing_is_done_about_them(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<div>{image('image')}<script>{mark('script')}</script></div>")
    page.wait_for_function("() => (window.acted || []).length === 2")
    page.close()
