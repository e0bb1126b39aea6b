"""Names that say nothing of a person, the same in every export of a class until its key is deleted."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path

from dosclientes.atomic import write_atomically

__all__ = ["KEY", "pseudonyms"]

KEY = ".pseudonyms.key"
"""The file, in the folder of the exports, without which nobody can tell who is who. It is nobody's to pass on."""


def pseudonyms(folder: Path, students: Sequence[str]) -> dict[str, str]:
    """A pseudonym for each student, by a secret key kept in `folder`, made there the first time (HMAC, RFC 2104).

    Raises OSError, and ValueError for a key file that is none.
    """
    path = folder / KEY
    if not path.exists():
        write_atomically(path, secrets.token_hex(32).encode(), mode=0o600)
    key = bytes.fromhex(path.read_text("ascii"))
    digests = {who: hmac.new(key, who.encode(), "sha256").hexdigest() for who in students}
    length = 6
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return {who: f"p-{digest[:length]}" for who, digest in digests.items()}
