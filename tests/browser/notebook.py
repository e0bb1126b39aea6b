"""What a person does in JupyterLab: open a notebook, run it, restart it, answer an exercise, look."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from dosclientes.lab import server as lab

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


LATE = "[anywidget] Failed to initialize model."
"""What anywidget says of a widget that came while the page was busy; ours do without what is lost then, see
`test_lesson02.py`."""
CUT_OFF = "before replies were done"
"""What JupyterLab says of requests on their way to a kernel that is restarted: a page just opened asks for each
widget, and the new kernel has none of them."""


def exposed(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a JupyterLab whose page a test can ask when its kernel has done, see `Notebook.settled`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jupyter_server_config.json").write_text('{"LabApp": {"expose_app_in_browser": true}}')
    path = [str(folder), *filter(None, [environment.get("JUPYTER_CONFIG_PATH")])]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(path)}


def drawn(page: Page) -> None:
    """Wait until a page has its fonts, pictures and widgets, moves no more, and has been drawn as it now is."""
    page.wait_for_function(
        """() => {
          const waited = [...document.images].filter((image) => image.loading !== "lazy");
          const moving = document.getAnimations().filter(
            (one) => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity);
          const widgets = [...document.querySelectorAll('[data-mime-type="application/vnd.jupyter.widget-view+json"]')];
          return document.fonts.status === "loaded" && waited.every((image) => image.complete) && !moving.length
            && widgets.every((output) => output.querySelector(".jupyter-widgets"));
        }"""
    )
    page.evaluate(  # what is drawn above a place moves it: a press would land beside what it is meant for
        """async () => {
          const state = () => {
            const shown = [...document.querySelectorAll(".jp-Cell")].map((cell) => cell.getBoundingClientRect().top);
            return [document.getElementsByTagName("*").length, ...shown].join();
          };
          const frame = () => new Promise(requestAnimationFrame);
          for (let last = "", still = 0, looks = 0; still < 2 && looks < 100; looks += 1) {
            await new Promise((done) => setTimeout(done, 50));
            await frame();
            const now = state();
            still = now === last ? still + 1 : 0;
            last = now;
          }
        }"""
    )


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab; `folder` holds one folder of lessons a language."""

    folder: Path
    lang: str
    port: int
    token: str

    @property
    def lessons(self) -> Path:
        return self.folder / self.lang

    def set_theme(self, theme: str) -> None:
        """What Settings → Theme does, without the clicks."""
        self.set("themes", theme=theme)

    def set(self, which: str, **settings: str) -> None:
        """Change one's own settings of JupyterLab itself: "themes", "kernels-settings"."""
        own = {"raw": json.dumps(settings)}
        self._ask(f"lab/api/settings/@jupyterlab/apputils-extension:{which}", "PUT", own)

    def sessions(self) -> list[dict[str, Any]]:
        """The open notebooks with their kernels."""
        return list(json.loads(self._ask("api/sessions")))

    def end_sessions(self) -> None:
        """Shut down the kernels of all notebooks."""
        for session in self.sessions():
            self._ask(f"api/sessions/{session['id']}", "DELETE")

    def _ask(self, path: str, method: str = "GET", data: object = None) -> bytes:
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        body = json.dumps(data).encode() if data is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{path}", body, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return bytes(answer.read())


class Notebook:
    """An open notebook in a page."""

    def __init__(self, page: Page, server: Lab, path: str) -> None:
        self.page, self.lab, self.path = page, server, path
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self._noted(str(error)))
        self.load()

    def _noted(self, error: str) -> None:
        if LATE not in error and CUT_OFF not in error:
            self.errors.append(error)

    def load(self) -> None:
        self.page.goto(lab.url(self.lab.port, self.lab.token, self.path) + "&reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        for _attempt in range(300):  # a kernel asked for work before it is there makes Lab ask which one
            if any(one["path"] == self.path and one["kernel"]["connections"] for one in self.lab.sessions()):
                break
            self.page.wait_for_timeout(100)
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')

    def menu(self, name: str, command: str) -> None:
        """Choose a command of the menu whose id is `jp-mainmenu-<name>`, in whatever language it is shown."""
        order = ["file", "edit", "view", "run", "kernel"]
        self.page.locator(".lm-MenuBar-item").nth(order.index(name)).click()
        self.page.locator(f'.lm-Menu-item[data-command="{command}"]').click()

    def run_all(self) -> None:
        self.menu("run", "runmenu:run-all")
        self.finished()

    def restart_and_run_all(self) -> None:
        self.menu("kernel", "kernelmenu:restart-and-clear")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.wait_for_selector(".jp-Dialog", state="detached")
        self.page.wait_for_selector(".dc-box", state="detached")
        self.run_all()

    def finished(self) -> None:
        """Wait until every cell that was started has ended, and stands on the page."""
        self.page.wait_for_function(
            """() => {
              const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
              const idle = document.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]');
              return idle && prompts.length && prompts.every((prompt) => /\\[\\d+\\]/.test(prompt.textContent));
            }"""
        )
        self.settled()

    def set_theme(self, theme: str) -> None:
        """Choose a theme, as Settings → Theme does: the open page changes at once."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        self.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)

    def settled(self) -> None:
        """Wait until what was just done has reached the kernel, and its answer the page.

        ipywidgets holds a second change back until the first has been dealt with, and a click overtakes it: a test
        types faster than any person. A kernel answers in order: an empty request that has come back thrice has seen
        both.
        """
        self.page.evaluate(
            """async () => {
              const {session} = window.jupyterapp.shell.currentWidget.context.sessionContext;
              const empty = {code: "", silent: true, store_history: false};
              const late = new Promise((_, fail) => setTimeout(fail, 60000, new Error("the kernel does not answer")));
              for (let time = 0; time < 3; time += 1)
                await Promise.race([session.kernel.requestExecute(empty).done, late]);
            }"""
        )
        drawn(self.page)

    def exercise(self, words: str) -> Locator:
        """The exercise whose text contains `words`, scrolled into view."""
        found = self.page.locator(".dc-exercise", has_text=words).first
        found.scroll_into_view_if_needed()
        return found

    def box(self, css: str) -> Locator:
        found = self.page.locator(css).first
        found.scroll_into_view_if_needed()
        return found

    def bet(self, css: str, guess: str) -> Locator:
        """Make the prediction that a piece asks for before it moves, unless it was made; the piece."""
        piece = self.box(css)
        go = piece.locator(".dc-buttons").first.get_by_role("button")
        if go.is_visible():
            piece.get_by_role("combobox").first.select_option(guess)
            self.settled()
            go.press("Enter")
            go.wait_for(state="hidden")
        return piece

    def errors_in_cells(self) -> list[str]:
        return self.page.locator(
            ".jp-OutputArea [data-mime-type*=stderr], .jp-OutputArea [data-mime-type*=error]"
        ).all_inner_texts()

    def axe(self, css: str) -> list[dict[str, Any]]:
        """The serious and critical problems axe-core finds inside the elements `css`."""
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        result = self.page.evaluate("css => axe.run({include: [[css]]}, {resultTypes: ['violations']})", css)
        return [
            {"id": found["id"], "nodes": [node["html"][:200] for node in found["nodes"]]}
            for found in result["violations"]
            if found["impact"] in {"serious", "critical"}
        ]

    def shot(self, name: str, of: Locator | None = None) -> Path:
        drawn(self.page)
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        (of or self.page).screenshot(path=path)
        return path

    def expect_focus(self, words: str) -> None:
        """Wait until the keyboard's place is on an element that says `words`; fail if it never is."""
        self.page.wait_for_function(
            """words => {
              const node = document.activeElement;
              return (node.textContent || node.value || "").includes(words);
            }""",
            arg=words,
            timeout=20_000,
        )
