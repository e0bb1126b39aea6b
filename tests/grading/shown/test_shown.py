"""What a submission shows can be read and cannot act, on the formgrader's page and on the feedback page."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from dosclientes.grading import make_inert
from dosclientes.grading.hook import HideTests
from dosclientes.grading.shown.markup import clean
from tests.grading.shown.marks import notebook

LABEL = {"score": 0, "max_score": 1, "late_penalty": 0, "notebook": "p"}
TEMPLATES = ("formgrade", "feedback")


def page(nb: Any, template: str, inert: bool = True) -> Any:
    """The notebook on one of nbgrader's two pages, parsed."""
    config = Config()
    if inert:
        make_inert(config)
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    static = Path(handlers.static_path, "node_modules/bootstrap/dist/css")
    config.HTMLExporter.extra_template_paths = [str(static)]
    exporter = HTMLExporter(config=config)
    resources = {"nbgrader": LABEL, "index": 0, "total": 1, "metadata": {"name": "p"}}
    html, _resources = exporter.from_notebook_node(copy.deepcopy(nb), resources)
    return BeautifulSoup(html, "html.parser")


def actors(soup: Any) -> list[str]:
    """Everything of a page that can act, or bring in what can."""
    found = [
        str(one)
        for one in soup.find_all(["script", "iframe", "object", "embed", "form", "base", "link", "svg"])
    ]
    for one in soup.find_all(True):
        for name, value in one.attrs.items():
            word = "".join(str(value).lower().split())
            if name.startswith("on") or word.startswith(("javascript:", "data:text")):
                found.append(f"{one.name} {name}={value}")
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_of_a_submission_acts(template: str) -> None:
    own = actors(page(new_notebook(), template))
    soup = page(notebook(), template)
    assert actors(soup) == own
    text = soup.get_text()
    for seen in ("seen", "text of <img src=", "words", "plain", "raw"):
        assert seen in text.replace("**", "")
    assert soup.find("b", string="seen")
    assert soup.find("img", src=re.compile("^data:image/svg"))


def test_without_this_the_marks_would_act() -> None:
    """The notebook without what nbconvert refuses to show at all: a lost attachment."""
    nb = notebook()
    nb.cells = [cell for cell in nb.cells if "attachment:" not in cell.source]
    assert len(actors(page(nb, "feedback", inert=False))) > len(actors(page(new_notebook(), "feedback"))) + 10


def test_what_is_harmless_stays() -> None:
    rows = '<tr><th>a</th><td colspan="2">1</td></tr>'
    table = f'<style scoped>.dataframe {{}}</style><table border="1" class="dataframe">{rows}</table>'
    soup = BeautifulSoup(clean(table), "html.parser")
    assert soup.table["class"] == ["dataframe"]
    assert soup.td["colspan"] == "2"
    assert ".dataframe {}" not in soup.get_text()
    shown = page(
        new_notebook(
            cells=[new_markdown_cell("# T\n\n| a |\n|---|\n| $x<y$ |\n\n[l](https://x.org) `a<b` **1 < 2**")]
        ),
        "feedback",
    )
    assert shown.find("a", href="https://x.org")
    assert "$x<y$" in shown.td.get_text()
    assert shown.find("strong", string="1 < 2")


def test_an_instructors_own_html_is_shown_as_such() -> None:
    cell = new_markdown_cell("<details><summary>More</summary>here</details>" + "<script>1</script>")
    cell.metadata["nbgrader"] = {"grade_id": "intro", "locked": True, "grade": False, "solution": False}
    soup = page(new_notebook(cells=[cell]), "feedback")
    assert soup.find("summary", string="More")
    assert "<script>1" not in str(soup)


@given(st.text(alphabet="<>\"'=/ abcimgsrconerrorscriptjavascript:&#;!-\n\t\0", max_size=60))
def test_no_markup_acts_however_it_is_broken(text: str) -> None:
    assert actors(BeautifulSoup(clean(text), "html.parser")) == []


def feedback(outputs: list[Any], source: str = "from checks import check\ncheck(f)") -> Any:
    cell = new_code_cell(source, outputs=outputs)
    cell.metadata["nbgrader"] = {"grade_id": "t", "grade": True, "solution": False, "points": 1}
    return HideTests().preprocess_cell(cell, {}, 0)[0]


def test_feedback_shows_no_source_of_a_module_that_a_test_calls() -> None:
    frames = [
        "\x1b[31m---------------------------------------------------------------------------\x1b[39m",
        "\x1b[31mAssertionError\x1b[39m                            Traceback (most recent call last)",
        "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[4]\x1b[39m\x1b[32m, line 2\x1b[39m\n----> 2 check(f)",
        "\x1b[36mFile\x1b[39m \x1b[32m~/checks.py:3\x1b[39m, in check\n 2 secret = {2: 4}\n-> 3 assert f(2) == 4",
        "AssertionError: think of the even numbers",
    ]
    error = new_output("error", ename="AssertionError", evalue="think of the even numbers", traceback=frames)
    warning = new_output("stream", name="stderr", text="checks.py:2: UserWarning: secret = {2: 4}")
    cell = feedback([warning, error])
    told = "\n".join(cell.outputs[0].traceback)
    assert "secret" not in str(cell)
    assert "check(f)" in told
    assert told.endswith("AssertionError: think of the even numbers")
