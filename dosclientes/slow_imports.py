"""Imports of other libraries that cost seconds and serve nothing here."""

from __future__ import annotations

import sys

__all__ = ["skip_address_grammar"]


def skip_address_grammar() -> None:
    """Call before anything imports jsonschema.

    jsonschema can check addresses with signs beyond ASCII, for which it builds a grammar in one to two seconds:
    for a format that no schema here uses. It does without if that import fails.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
