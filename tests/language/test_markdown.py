"""Words without their signs: the same whether there is anything to take away or not."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from dosclientes.language import markdown
from dosclientes.language.markdown import unmarked

PIECES = [
    "word",
    "él",
    "«so»",
    "3.5",
    "a_b",
    " ",
    "  ",
    "\n",
    "*",
    "**",
    "_",
    "`",
    "[a](b)",
    "![",
    "<b>",
    "&amp;",
]
PIECES += ["\\*", "\0", "\r\n", "\t", "\u00a0"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20))
@example("two words")
@example(" outer ")
def test_a_text_without_signs_is_taken_as_it_is(text: str) -> None:
    (line,) = markdown._PARSER.parseInline(text)
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    assert unmarked(text) == "".join(breaks.get(part.type, part.content) for part in line.children or [])


def test_signs_are_taken_away() -> None:
    assert unmarked("the **output**, a `list` and a [link](x)\nof _two_ lines") == (
        "the output, a list and a link\nof two lines"
    )
