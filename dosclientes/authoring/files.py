"""What can be wrong in a file, and writing one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dosclientes.atomic import write_atomically

_LEARNERS = {"answers.json", "student.json"}


@dataclass(frozen=True)
class Problem:
    """Something a person must mend, with the file (relative to the course), and the line if known."""

    path: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}" if self.line else f"{self.path}: {self.text}"


class BadInputError(Exception):
    """A file that cannot be read, with the `problem` as a `Problem`."""

    def __init__(self, path: str, text: str, line: int | None = None) -> None:
        self.problem = Problem(path, text, line)
        super().__init__(str(self.problem))


def name(root: Path, path: Path) -> str:
    """The path below `root`, with slashes on every system."""
    return path.relative_to(root).as_posix()


def read(root: Path, path: Path) -> str:
    """The file's text. Raises BadInputError if it is not UTF-8 or cannot be read."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInputError(name(root, path), "not UTF-8 text", line) from error
    except OSError as error:
        raise BadInputError(name(root, path), str(error.strerror)) from error


def files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that belongs to the course: nothing hidden, cached or a learner's own."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "__pycache__")) for part in parts)
        if path.is_file() and not hidden and path.name not in _LEARNERS:
            yield path


def write(path: Path, content: bytes) -> bool:
    """Write the file in one step, unless it already holds just that. Say whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
    return True
