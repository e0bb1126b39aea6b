"""A page made anew in pieces is the page made anew whole."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from dosclientes.grading.shown import pieces

OPEN = '<div class="cell border-box-sizing code_cell rendered">'
PARTS = [
    *(
        "<p>",
        "</p>",
        "<br>",
        "<br/>",
        "</br>",
        "<b class=x id='a&amp;b'>",
        "</b>",
        "<pre>",
        "</pre>",
        "<div>",
        "</div>",
    ),
    *(
        " ",
        "\n",
        "\n\n  \n",
        "a & b",
        "&lt;i&gt;",
        "&nbsp;",
        "&#233;",
        "é",
        "1 < 2",
        "<",
        "<!-- a -->",
        "<!--",
        "-->",
    ),
    *(
        "<img src=a>",
        '<img alt="" src=a>',
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<![CDATA[",
        "<?x?>",
        "<A HREF=b>",
        '<a href="',
        "' \"",
        "<textarea>",
        "</textarea>",
    ),
]
contents = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
cells = st.lists(st.tuples(contents, st.sampled_from(["</div>", "</div>\n", "</div>\n  \n", ""])), max_size=5)


def anew(page: str) -> str:
    return str(BeautifulSoup(page, features="html.parser"))


@given(cells, contents)
@example([("<p>a</p>", "</div>\n"), ("<p>b</p>", "</div>\n"), ("<p>a</p>", "</div>\n")], "")
@example([("<!--<p>", "</div>"), ("<!-- a -->", "</div>")], "")
@example([('<a href="</div>', "</div>"), ("<p>", "</div>")], "")
@example([("<br>", "</div>"), ("</br>", "</div>"), ("<p>", "</div>")], "</br>")
def test_in_pieces_as_whole(found: list[tuple[str, str]], after: str) -> None:
    inner = "".join(f"{OPEN}{content}{end}" for content, end in found)
    head = "<!DOCTYPE html>\n<html><head><style>p > a {}</style></head><body>\n <div>\n"
    page = f"{head}{inner}{after}</div></body></html>\n"
    short, places = pieces.parted(page)
    assert pieces.filled(anew(short), places) == anew(page)


def test_what_comes_again_is_made_once() -> None:
    page = f"<body>{OPEN}<p>a</p></div>\n{OPEN}<p>b</p></div>\n{OPEN}<p>c</p></div></body>"
    short, places = pieces.parted(page)
    assert len(places) == 2
    assert "<p>a</p>" not in short
    before = pieces._remembered.cache_info().misses
    pieces.parted(page.replace("<p>c</p>", "<p>d</p>"))
    assert pieces._remembered.cache_info().misses == before
