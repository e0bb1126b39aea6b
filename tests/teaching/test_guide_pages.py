"""The one-page guides type the same commands in both languages."""

from __future__ import annotations

import re

import pytest

from dosclientes.paths import ROOT

PLATFORM = {"en": "class-by-platform.md", "es": "clase-por-plataforma.md"}
EXCHANGE = {"en": "class-by-exchange.md", "es": "clase-por-intercambio.md"}


def blocks(page: str) -> list[str]:
    """What is typed, block by block; the first sets the terminal up."""
    return re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.mark.parametrize("pages", [PLATFORM, EXCHANGE], ids=["platform", "exchange"])
def test_both_languages_type_the_same(pages: dict[str, str]) -> None:
    english, spanish = (blocks(pages[lang]) for lang in ("en", "es"))
    assert len(english) > 7
    assert [block.replace("LANG=en", "LANG=es") for block in english] == spanish
