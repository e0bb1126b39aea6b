"""The pictures of the READMEs can be taken again, and are those that the READMEs show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dosclientes.paths import ROOT
from tests.browser.conftest import start_lab
from tests.browser.pictures import take

READMES = {"es": "README.es.md", "en": "README.md"}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("lang", READMES)
def test_each_picture_of_the_readme_is_taken_in_its_language(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    shown = re.findall(r"!\[.+?\]\(docs/images/(.+?)\)", (ROOT / READMES[lang]).read_text("utf-8"))
    process, lab = start_lab(tmp_path / "lab", lang)  # one of its own: an answer is given in it
    try:
        taken = take(browser, lab, tmp_path)
    finally:
        process.terminate()
        process.wait(20)
    assert sorted(shown) == sorted(path.name for path in taken)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in taken)
