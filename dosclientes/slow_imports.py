"""Imports of other libraries that cost seconds and serve nothing here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["skip_address_grammar", "skip_web_command", "without_artist_manual"]


def skip_address_grammar() -> None:
    """Call before anything imports jsonschema.

    jsonschema can check addresses with signs beyond ASCII, for which it builds a grammar in one to two seconds:
    for a format that no schema here uses. It does without if that import fails.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def skip_web_command() -> None:
    """Call before anything imports httpx, whose own command line brings Rich along; it does without if that fails."""
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]


@contextmanager
def without_artist_manual() -> Iterator[None]:
    """Import matplotlib inside of this: it writes a manual of each class's properties as it is imported.

    That is a third of what its import costs; `help(axes.set)` then lists no properties, the reference on the web does.
    """
    from matplotlib import artist

    write = artist.kwdoc
    setattr(artist, "kwdoc", lambda _artist: "")  # noqa: B010 - its type names the argument
    try:
        yield
    finally:
        setattr(artist, "kwdoc", write)  # noqa: B010
