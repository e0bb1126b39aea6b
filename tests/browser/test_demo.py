"""`dosclientes demo` to its end: JupyterLab opens with the formgrader, and the class is in it.

With DOSCLIENTES_IMAGES=1, in every language, and the pictures of the instructor guide are taken.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dosclientes.paths import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IMAGES = bool(os.environ.get("DOSCLIENTES_IMAGES"))
TOKEN = "for-tests-on-loopback-only"


@pytest.mark.parametrize("lang", ["es", "en"] if IMAGES else ["es"])
def test_the_demonstration_ends_in_a_formgrader_with_its_class(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--lang", lang, "--folder", str(tmp_path), "--port", str(port), "--no-browser"]
    small = [] if IMAGES else ["--students", "5", "--assignments", "a1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "dosclientes", "demo", *words, *small],
        env={**os.environ, "JUPYTER_TOKEN": TOKEN, "COLUMNS": "200"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1500, "height": 1000})
    page.set_default_timeout(60_000)
    try:
        assert process.stdout is not None
        address = next(
            word for line in process.stdout for word in line.split() if word.startswith("http://127.0.0.1")
        )
        page.goto(address)
        formgrader = page.frame_locator("iframe").first
        formgrader.get_by_role("link", name="a1", exact=True).first.wait_for()
        formgrader.get_by_role("link", name="Manage Students").click()
        formgrader.get_by_text("alba-a@example.org").wait_for()
        page.locator('.jp-SideBar [data-id="filebrowser"]').click()  # more room
        formgrader.locator("table").first.scroll_into_view_if_needed()
        if IMAGES:
            page.screenshot(path=ROOT / "docs" / "images" / f"{lang}-demo.png")
    finally:
        page.close()
        process.terminate()
        process.wait(60)
