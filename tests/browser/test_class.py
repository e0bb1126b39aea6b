"""The class of 40 graded by formgrader's button in a real browser: the same as by `dosclientes grade`, cell by cell.

See `tests/teaching/forty.py` for the class and its troubles.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dosclientes.cli import main
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import open_class
from dosclientes.teaching.regrade.state import read
from tests.browser.formgrader import press, served, submissions
from tests.teaching import forty

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Object of type"),
]


def everything(group: Class) -> dict[Any, Any]:
    """All marks with their reasons, and the bytes of all graded notebooks."""
    with open_class(group.folder, group.lang) as course:
        found: dict[Any, Any] = dict(read(course, "a1"))
    place = group.folder / "autograded" / group.lang
    return found | {path.relative_to(place): path.read_bytes() for path in place.rglob("*.ipynb")}


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
            submissions(page, address, "a1")
            press(page, pressed, "a1")
        assert everything(group) == everything(twin)
    page.close()
