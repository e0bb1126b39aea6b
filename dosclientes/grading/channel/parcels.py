"""Files on their way from one process to another."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path


def packed(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files as a task carries them: contents as JSON can hold them."""
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}


def unpacked(files: Mapping[str, str]) -> dict[str, bytes]:
    """What was `packed`."""
    return {name: base64.b64decode(content) for name, content in files.items()}


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder; names may have folders of their own."""
    for name, content in files.items():
        path = folder / name
        if path.parent != folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
