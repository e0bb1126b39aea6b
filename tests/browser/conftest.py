"""JupyterLab as `make course` starts it, and a real Chromium to look at it with."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from dosclientes.lab import server as lab
from tests.browser.notebook import SCREENSHOTS, Lab, Notebook, exposed
from tests.needs import CHROMIUM

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "for-tests-on-loopback-only"
expect.set_options(timeout=20_000)  # a busy machine is no failure


def pytest_sessionfinish() -> None:
    """A page of all the screenshots, for a person to look at: tests/screenshots/index.html."""
    shots = sorted(SCREENSHOTS.glob("*.png"))
    if shots:
        figures = "".join(
            f'<figure><figcaption>{shot.stem}</figcaption><a href="{shot.name}">'
            f'<img src="{shot.name}" alt="{shot.stem}" width="480"></a></figure>'
            for shot in shots
        )
        page = f'<!doctype html><meta charset="utf-8"><title>Screenshots</title>{figures}'
        (SCREENSHOTS / "index.html").write_text(page, encoding="utf-8")


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def kept(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A Chromium with a profile on the disk: JupyterLab is compiled once, and not anew for each page."""
    profile = tmp_path_factory.mktemp("chromium")
    context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET)
    yield context
    context.close()


@pytest.fixture(scope="package")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Lab]]:
    """Starts the course in a language, once, in a folder whose name has spaces and accents."""
    running: dict[str, tuple[subprocess.Popen[bytes], Lab]] = {}

    def start(lang: str) -> Lab:
        if lang not in running:
            running[lang] = start_lab(tmp_path_factory.mktemp("mi curso ñandú"), lang)
        return running[lang][1]

    yield start
    for process, _lab in running.values():
        stop_lab(process)


def stop_lab(process: subprocess.Popen[bytes]) -> None:
    """End a JupyterLab, whatever it is doing."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:  # a kernel that is just starting can keep Jupyter waiting
        process.kill()
        process.wait()


def start_lab(folder: Path, lang: str) -> tuple[subprocess.Popen[bytes], Lab]:
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command, environment = lab.command(folder, lang, port, TOKEN)
    environment = exposed(folder / "config", environment)
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "settings")
    environment["DOSCLIENTES_DATA"] = os.environ.get("DOSCLIENTES_DATA", str(folder / "data"))
    with (folder / "lab.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/api/status?token={TOKEN}"
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).close()
            break
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    else:
        process.kill()
    if process.poll() is not None:
        raise AssertionError((folder / "lab.log").read_text(errors="replace")[-3000:])
    return process, Lab(folder, lang, port, TOKEN)


@pytest.fixture
def page(kept: BrowserContext) -> Iterator[Page]:
    """A page that knows nothing of those before it, but for what the browser keeps to be fast."""
    page = kept.new_page()
    page.set_viewport_size({"width": 1100, "height": 1400})
    page.set_default_timeout(60_000)
    yield page
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    for one in kept.pages[1:]:  # the first is the browser's own
        one.close()
    kept.clear_cookies()


@pytest.fixture
def notebook(page: Page, labs: Callable[[str], Lab]) -> Callable[..., Notebook]:
    """Opens a notebook: `notebook("es", "01-customer-iso9000.ipynb")`."""

    def open_notebook(lang: str, path: str) -> Notebook:
        return Notebook(page, labs(lang), path)

    return open_notebook
