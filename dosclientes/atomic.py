"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

__all__ = ["write_atomically"]


def write_atomically(path: Path, content: bytes, *, mode: int | None = None, durable: bool = False) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of one.

    It is written beside its place under a name of its own, and then renamed; nothing is left where that fails.

    Arguments:
        path: in a folder that is there. What is there already is replaced, even if it is read-only.
        mode: the permissions; if None, those that any new file gets.
        durable: whether the content must have reached the disk when this returns, so that a power cut cannot undo it.

    Raises OSError.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
