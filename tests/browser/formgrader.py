"""A class's formgrader in a real browser: served as `make teach` does, and its buttons pressed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class

TOKEN = "for-tests-on-loopback-only"
PATIENCE = 300_000
"""Milliseconds for one hand-in to be graded, on a machine that has much else to do."""

STANDS = """() => {
    const modal = document.querySelector(".modal.in")
    return modal && !modal.getAnimations({subtree: true}).length
}"""
"""Whether a modal has come to rest: of one that still slides in, the button goes between mouse down and mouse up."""


@contextmanager
def served(group: Class) -> Iterator[str]:
    """The address of the class's JupyterLab, without a path."""
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
        told = (word for line in process.stdout for word in line.split())
        yield next(word for word in told if word.startswith("http://127")).split("/lab")[0]
    finally:
        process.terminate()
        process.wait(60)


def submissions(page: Page, address: str, assignment: str) -> None:
    """Open the formgrader's table of an assignment's hand-ins."""
    page.goto(f"{address}/api/status?token={TOKEN}")  # the table's own requests are then known
    page.goto(f"{address}/formgrader/manage_submissions/{assignment}")
    page.locator("tbody .student-id").first.wait_for()


def press(page: Page, students: Iterable[str], assignment: str) -> None:
    """Press the button *Autograde* of each of these students, and wait for what it answers."""
    for student in students:
        name = page.locator(".student-id", has_text=re.compile(f"^{re.escape(student)}$"))
        page.locator("tbody tr").filter(has=name).locator(".autograde a").click()
        answer = page.locator("#success-modal, #error-modal")
        expect(answer).to_contain_text(
            f"Successfully autograded '{assignment}' for student '{student}'", timeout=PATIENCE
        )
        page.wait_for_function(STANDS)
        answer.locator(".modal-footer button").click()
        expect(answer).to_have_count(0)
