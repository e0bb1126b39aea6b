"""What pages are made of: tables that a screen reader can read, notices, and the style they add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["STYLE", "listed", "paragraph", "table"]

_NUMBER = 26
"""Characters of the longest number with its interval."""
_NAME = 20
"""Characters of the longest name, such as an id, that is not broken at its hyphens."""

STYLE = """
main { max-width: 62rem; }
.scrolls { overflow-x: auto; margin: 1rem 0; }
.scrolls:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.scrolls svg { display: block; width: 100%; min-width: 34rem; max-width: 680px; height: auto; font-family: inherit; }
.scrolls table { margin: 0; font-size: 0.92rem; }
td.number { white-space: nowrap; }
@media screen and (max-width: 40rem) { th.name { white-space: nowrap; } }
.texts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 0.8rem; }
.texts pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.2rem 0; max-height: 26rem; overflow-y: auto; }
details { margin: 0.6rem 0; } summary { cursor: pointer; }
@media print {
  .scrolls { overflow: visible; } .scrolls svg { min-width: 0; } .scrolls table { font-size: 0.72rem; }
  .texts pre { max-height: none; }
  svg, tr, li, .notice { break-inside: avoid; } h2, h3, summary, caption, thead, .label { break-after: avoid; }
}
"""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first cell of each row names it. Cells are plain text; a column that is empty is left out."""
    rows = list(rows)
    told = [place for place in range(len(head)) if not rows or {row[place] for row in rows} - {"", "–"}]
    head, rows = [head[place] for place in told], [[row[place] for place in told] for row in rows]
    top = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(f"<tr>{_name(first)}{''.join(map(_cell, rest))}</tr>" for first, *rest in rows)
    return (
        f'<div class="scrolls" role="group" aria-label="{escape(caption)}" tabindex="0"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _name(text: str) -> str:
    kind = ' class="name"' if len(text) <= _NAME and " " not in text else ""
    return f'<th scope="row"{kind}>{escape(text)}</th>'


def _cell(text: str) -> str:
    # a number and its interval stay on one line: the table scrolls where there is no room
    kind = ' class="number"' if len(text) <= _NUMBER and re.match(r"[−–\d]", text) else ""
    return f"<td{kind}>{escape(text)}</td>"


def paragraph(*sentences: str) -> str:
    """Sentences as one paragraph; empty ones fall out, and so does a paragraph of nothing."""
    words = " ".join(filter(None, sentences))
    return f"<p>{escape(words)}</p>" if words else ""


def listed(lines: Iterable[str]) -> str:
    """A list of plain lines."""
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
