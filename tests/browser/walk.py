"""A newcomer at the screen: reads, runs cells, answers, follows links, by mouse or by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.notebook import LATE, Lab, Notebook

HERE = ".jp-MainAreaWidget:not(.lm-mod-hidden)"
CUT = """() => {
  const found = [], pen = document.createElement("canvas").getContext("2d");
  const here = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
  const shown = (css) => [...here.querySelectorAll(css)].filter((node) => node.getClientRects().length);
  for (const node of shown(".dc-box, .dc-box .widget-html-content, .jp-RenderedMarkdown"))
    if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX === "visible")
      found.push("wider than its place: " + node.textContent.trim().slice(0, 80));
  for (const menu of shown(".dc-box select:not([multiple])")) {
    const style = getComputedStyle(menu), chosen = menu.selectedOptions[0];
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = menu.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (chosen && pen.measureText(chosen.text).width > room) found.push("cut menu: " + chosen.text);
  }
  for (const letters of shown("svg.dc-picture text, svg.dc-graph text, svg.dc-impact-board text")) {
    const size = parseFloat(getComputedStyle(letters).fontSize) * letters.getScreenCTM().a;
    if (size < 11) found.push(`letters of ${size.toFixed(1)} px: ` + letters.textContent);
  }
  for (const svg of shown("svg.dc-picture, svg.dc-graph, svg.dc-impact-board")) {
    const all = svg.getBoundingClientRect();
    for (const letters of svg.querySelectorAll("text")) {
      const box = letters.getBoundingClientRect();
      if (box.width && (box.left < all.left - 1 || box.right > all.right + 1 || box.bottom > all.bottom + 1))
        found.push("beyond its picture: " + letters.textContent);
    }
  }
  return found;
}"""
"""What of the shown notebook cannot be read: wider than the page, a menu's choice cut, small letters, cut pictures."""

CELL = """node => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets ?? [];
  return cells.findIndex((cell) => cell.node.contains(node));
}"""
"""In which of the notebook's cells an element is; -1 elsewhere, as in a dialog."""


class Newcomer:
    """Does what the screen says, with a mouse, or (`keys`) without one."""

    def __init__(self, page: Page, server: Lab, keys: bool) -> None:
        self.page, self.server, self.keys = page, server, keys
        self.errors: list[str] = []
        page.on("pageerror", lambda error: LATE in str(error) or self.errors.append(str(error)))

    @property
    def here(self) -> Locator:
        """What is shown: a notebook, or a page."""
        return self.page.locator(HERE)

    def wait(self) -> None:
        """Until the notebook that is shown has done what it was asked for."""
        self.page.wait_for_function(
            """() => {
              const {kernel} = window.jupyterapp.shell.currentWidget.context.sessionContext.session ?? {};
              return kernel?.connectionStatus === "connected" && kernel.status === "idle";
            }"""
        )
        Notebook.settled(self)  # type: ignore[arg-type]  # needs the page alone

    def arrive(self, heading: str) -> None:
        """Wait until the notebook of this heading is shown and its kernel is there."""
        expect(self.here.locator("h1").first).to_contain_text(heading)
        self.wait()

    def press(self, target: Locator) -> None:
        """Click, or press the key that the button names, or go there with the keys that 00 names and press Enter."""
        if not self.keys:
            target.click()
            return
        named = re.search(r"\((F\d+)\)$", target.inner_text())
        if not named:
            self._reach(target)
        self.page.keyboard.press(named[1] if named else "Enter")

    def choose(self, exercise: Locator, option: str) -> None:
        """Choose one of an exercise's options."""
        wanted = exercise.get_by_label(option)
        if not self.keys:
            wanted.check()
        else:
            self._reach(exercise.get_by_role("radio").first)
            self.page.keyboard.press("Space")
            for _step in range(6):
                self.wait()
                if wanted.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()
        self.wait()

    def run_on(self, upto: Locator | None = None) -> None:
        """Press Shift + Enter, cell after cell, from the chosen one to the last, or until `upto` is on the page."""
        self._back_to_the_notebook()
        for _cell in range(200):
            before, last = self._place(), self._count() - 1
            self.page.keyboard.press("Shift+Enter")
            if before == last:  # run too, as anybody does; JupyterLab adds an empty cell below it
                break
            self.page.wait_for_function(
                "before => window.jupyterapp.shell.currentWidget.content.activeCellIndex > before", arg=before
            )
            if upto:
                self.wait()
                if upto.count():
                    break
        self.wait()

    def restart(self) -> None:
        """Restart the kernel by the menu, or by the keys that the menu shows beside its entry, and confirm."""
        if self.keys:
            self._back_to_the_notebook()
            self.page.keyboard.press("0")
            self.page.keyboard.press("0")
        else:
            self._menu("Kernel", "kernelmenu:restart")
        self.press(self.page.locator(".jp-Dialog .jp-mod-accept"))
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)

    def cut(self) -> list[Any]:
        """What cannot be read of what is shown."""
        return list(self.page.evaluate(CUT))

    def complaints(self) -> list[str]:
        """What cells say in red."""
        return self.here.locator("[data-mime-type*=stderr], [data-mime-type*=error]").all_inner_texts()

    def _menu(self, name: str, command: str) -> None:
        bar = self.page.locator(".lm-MenuBar-item")
        wanted = bar.filter(has_text=name)
        if wanted.count():
            wanted.click()
        else:  # a narrow window keeps the last menus behind “…”
            bar.last.click()
            self.page.locator(".lm-Menu-item", has_text=name).first.click()
        self.page.locator(f'.lm-Menu-item[data-command="{command}"]').click()

    def _place(self) -> int:
        return int(self.page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex"))

    def _count(self) -> int:
        return int(self.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def _reach(self, target: Locator) -> None:
        """As 00 says: with the arrows to the target's cell, and into it with Tab."""
        expect(target).to_be_visible()
        cell = int(target.evaluate(CELL))
        if cell not in (-1, self.page.evaluate(f"({CELL})(document.activeElement)")):
            self._back_to_the_notebook()
            while (place := self._place()) != cell:
                self.page.keyboard.press("ArrowDown" if place < cell else "ArrowUp")
                self.page.wait_for_function(
                    "before => window.jupyterapp.shell.currentWidget.content.activeCellIndex !== before",
                    arg=place,
                )
        for key in ("Tab", "Shift+Tab"):
            for _step in range(40):
                if target.evaluate("node => node === document.activeElement"):
                    return
                self.page.keyboard.press(key)
        raise AssertionError(f"the keyboard does not get to {target}")

    def _back_to_the_notebook(self) -> None:
        """As 00 says: out of a cell's text with Esc, out of an exercise with Shift + Tab; or a click on a cell."""
        if not self.keys:
            self.page.locator(f"{HERE} .jp-Cell.jp-mod-active .jp-InputPrompt").click()
            return
        self.page.keyboard.press("Escape")
        for _step in range(60):
            if self.page.evaluate("document.activeElement.matches('.jp-Cell, .jp-Notebook')"):
                return
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError("the keyboard does not get back to the notebook")
