"""Markdown and HTML of a submission as HTML that cannot act: no script, form, frame, event or foreign style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bleach import clean as _clean
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

__all__ = ["clean", "markdown2html"]

_TAGS = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "blockquote",
            "br",
            "caption",
            "code",
            "col",
            "colgroup",
            "dd",
            "del",
            "details",
            "div",
            "dl",
        ),
        *(
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "kbd",
            "li",
            "mark",
        ),
        *(
            "ol",
            "p",
            "pre",
            "s",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
        ),
        *("thead", "tr", "u", "ul"),
    )
)
_ATTRIBUTES = {"a": ("href", "title"), "img": ("src", "alt", "title", "width", "height")}
_CELL = ("colspan", "rowspan", "scope")
_STYLES = CSSSanitizer(
    allowed_css_properties=["background-color", "color", "font-style", "font-weight", "text-align", "width"]
)
_CLASS = re.compile(r"dataframe|highlight|[a-z]{1,2}\d?")  # pandas's tables, and code as Pygments colours it
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_REMEMBERED = 512
"""How many texts are remembered: most of a page's stand in every page of a class."""
_LONGEST = 50_000
_DROPPED = re.compile(r"<(style|script)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
"""What would otherwise be shown as text; whether this finds all of it does not matter, bleach comes last."""


def clean(html: str) -> str:
    """HTML with what can act taken out; an unknown tag is shown as text.

    Classes and ids go too: the formgrader's own buttons are found by theirs. A picture comes with the page, or lies
    beside it; one from elsewhere would tell its owner who reads.
    """
    return _cleaned(html) if len(html) < _LONGEST else _cleaned.__wrapped__(html)


@lru_cache(_REMEMBERED)
def _cleaned(html: str) -> str:
    return str(
        _clean(
            _DROPPED.sub("", html),
            tags=_TAGS,
            attributes=_allowed,
            protocols=["http", "https", "mailto", "data"],
            css_sanitizer=_STYLES,
        )
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return all(_CLASS.fullmatch(word) for word in value.split())
    if name == "href":
        return not value.strip().lower().startswith("data:")
    if name == "src":
        return bool(_IMAGE.fullmatch(value)) or not re.match(r"\s*(?:[\w+.-]+:|[/\\])", value)
    if name in _CELL:
        return tag in ("td", "th")
    return name == "style" or name in _ATTRIBUTES.get(tag, ())


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """nbconvert's, for which a picture that is not there is no reason to show no page at all."""

    def _embed_image_or_attachment(self, src: str) -> str:
        name = src.removeprefix("attachment:")
        return (
            "" if name != src and not self.attachments.get(name) else super()._embed_image_or_attachment(src)
        )


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """nbconvert's filter of this name. HTML in a student's text is shown as text; in a locked cell it is cleaned."""
    cell = context.get("cell") or {}
    locked = bool(cell.get("metadata", {}).get("nbgrader", {}).get("locked"))
    attachments = cell.get("attachments")
    if attachments or len(source) > _LONGEST:
        return _rendered.__wrapped__(source, locked, attachments or {})
    return _rendered(source, locked)


@lru_cache(_REMEMBERED)
def _rendered(source: str, locked: bool, attachments: Mapping[str, Any] = MappingProxyType({})) -> str:
    renderer = _Renderer(
        escape=not locked,
        allow_harmful_protocols=True,  # a harmful link is taken out below, by what also knows its disguises
        attachments=attachments,
        exclude_anchor_links=True,
    )
    return clean(MarkdownWithMath(renderer=renderer).render(source))
