"""From what each page was made, so that it is made again where that has changed, and only there.

Three digests of each hand-in: of what makes pages, of what a page shows, and of the page itself. They lie in the
course's folder, where nothing comes from a student.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.grading.submissions.folders import REPORT
from dosclientes.grading.submissions.gradebook.marks import Marks
from dosclientes.grading.submissions.hand_ins import fingerprint

__all__ = ["FOLDER", "Record", "content"]

FOLDER = ".feedback"


class Record:
    """What is known of an assignment's pages.

    Arguments:
        directory: nbgrader's CourseDirectory.
    """

    def __init__(self, directory: Any, assignment: str) -> None:
        place = hashlib.sha256(os.fsencode(directory.feedback_directory)).hexdigest()[:8]
        self.path = Path(directory.root, FOLDER, f"{assignment}-{place}.json")
        self.known = self._read()
        self.told: dict[str, list[str] | None] = {}

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def is_current(self, student: str, content: str, page: Path, maker: str | None = None) -> bool | None:
        """Whether the page in a folder is what would be made now; None where nobody knows.

        Arguments:
            content: see `content`.
            maker: see `maker.digest`; None where it does not matter.
        """
        entry = self.known.get(student)
        if not isinstance(entry, list) or len(entry) != 3 or entry[2] != fingerprint(page, []):
            return None
        return entry[1] == content and maker in (None, entry[0])

    def note(self, student: str, maker: str, content: str, page: Path) -> None:
        """The pages in a folder were made now."""
        self.told[student] = [maker, content, fingerprint(page, [])]

    def forget(self, student: str) -> None:
        """There is no page."""
        self.told[student] = None

    def save(self) -> None:
        """Add what was told to what is there meanwhile. Raises OSError."""
        if not self.told:
            return
        entries = {name: entry for name, entry in (self._read() | self.told).items() if entry is not None}
        self.path.parent.mkdir(exist_ok=True)
        write_atomically(self.path, json.dumps(entries, indent=0, sort_keys=True).encode())


def content(folder: Path, marks: Mapping[str, Marks], ignore: list[str]) -> str:
    """A digest of what a hand-in's pages show: its graded folder, and what the gradebook holds."""
    kept = {name: asdict(one) for name, one in marks.items()}
    digest = hashlib.sha256(json.dumps(kept, sort_keys=True).encode())
    digest.update(fingerprint(folder, list(dict.fromkeys([*ignore, REPORT]))).encode())
    return digest.hexdigest()
