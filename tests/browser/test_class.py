"""The class of 40 graded by formgrader's button in a real browser: the same as by `dosclientes grade`, cell by cell.

See `tests/teaching/forty.py` for the class and its troubles.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dosclientes.cli import main
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import open_class
from dosclientes.teaching.regrade.state import read
from tests.teaching import forty

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Object of type"),
]
TOKEN = "for-tests-on-loopback-only"


def everything(group: Class) -> dict[Any, Any]:
    """All marks with their reasons, and the bytes of all graded notebooks."""
    with open_class(group.folder, group.lang) as course:
        found: dict[Any, Any] = dict(read(course, "a1"))
    place = group.folder / "autograded" / group.lang
    return found | {path.relative_to(place): path.read_bytes() for path in place.rglob("*.ipynb")}


@contextmanager
def served(group: Class) -> Iterator[str]:
    """The address of the class's formgrader, as `make teach` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--lang", group.lang, "--folder", str(group.folder), "--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "dosclientes", "teach", *words],
        env={**os.environ, "JUPYTER_TOKEN": TOKEN, "COLUMNS": "200"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        yield next(word for line in process.stdout for word in line.split() if word.startswith("http://127"))
    finally:
        process.terminate()
        process.wait(60)


def press(page: Page, address: str, students: list[str]) -> None:
    """Press the button *Autograde* of each of these students, and wait for what it answers."""
    base = address.split("/lab")[0]
    page.goto(f"{base}/api/status?token={TOKEN}")
    page.goto(f"{base}/formgrader/manage_submissions/a1")
    for student in students:
        name = page.locator(".student-id", has_text=re.compile(f"^{re.escape(student)}$"))
        page.locator("tbody tr").filter(has=name).locator(".autograde a").click()
        answer = page.locator("#success-modal, #error-modal")
        expect(answer).to_contain_text(
            f"Successfully autograded 'a1' for student '{student}'", timeout=90_000
        )
        answer.locator(".modal-footer button").click()
        expect(answer).to_have_count(0)


def test_the_button_does_what_the_command_does(browser: Browser, tmp_path: Path) -> None:
    group = forty.prepared(tmp_path / "clase ñ", "es")
    twin = replace(group, folder=tmp_path / "por órdenes")
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(60_000)
    for second in (False, True):
        download, times = forty.collect(group, "moodle", tmp_path, second=second)
        words = ["collect", "a1", str(download), *times, "--lang", "es", "--root", str(group.folder)]
        main(words)
        submitted = sorted(path.name for path in (group.folder / "submitted" / "es").iterdir())
        pressed = [row.student.id for row in forty.CLASS if row.second] if second else submitted
        shutil.rmtree(twin.folder, ignore_errors=True)
        shutil.copytree(group.folder, twin.folder)
        with twin.here():
            assert main(["grade", "a1", "--quiet"]) == 3
        with served(group) as address:
            press(page, address, pressed)
        assert everything(group) == everything(twin)
    page.close()
