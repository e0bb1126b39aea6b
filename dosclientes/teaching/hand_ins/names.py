"""Whose file this is: what the names in a platform's download say.

Moodle's names are those of `mod/assign/classes/downloader.php`: the full name, or "Participant", and a number, in
folders or in front of each file; the number is one of this assignment alone, not the user's. Canvas's are those of
`lib/content_zipper.rb`: the sortable name without signs, `LATE`, the user's id, the file's id, the file's name. Any
other name begins with the student's id, as the instructor guide asks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = ["Label", "key", "original", "read_label", "version"]

_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.+))?", re.DOTALL
)
_CANVAS = re.compile(
    r"(?:(?P<name>(?!anon_|LATE_)\w+?)_)?(?:(?P<late>LATE)_)?(?:anon_(?P<anonymous>\w+?)|(?P<user>\d+))"
    r"_(?P<order>\d+)_(?P<file>.+)",
    re.DOTALL,
)
_COPY = re.compile(r"(?:[ _]?\((\d+)\)|-(\d{1,2})| - copy| - copia| copy| copia)$", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """What a file's place in a download says.

    Attributes:
        platform: "moodle", "canvas" or "" (the name begins with an id).
        person: the words that say whose it is; the same for all files of one hand-in.
        name: the person's name as the platform writes it, or "".
        number: the platform's number of the person, or "".
        file: the path that the student gave.
        order: the platform's number of the file, which grows with each upload; 0 if it gives none.
        late: whether the platform says that it was late.
    """

    platform: str
    person: str
    name: str
    number: str
    file: str
    order: int = 0
    late: bool = False

    @property
    def anonymous(self) -> bool:
        """Whether the platform hides whose it is."""
        return not self.name and self.platform != ""


def read_label(path: str) -> Label | None:
    """Read a file's path in a download; None where it says nothing, as a name without an id.

    An id is not told from what follows: the whole first part of the path is the `person`, to be matched with the
    roster by its beginning.
    """
    first, _slash, rest = path.partition("/")
    moodle = _MOODLE.fullmatch(first)
    if moodle and (moodle["file"] or rest):
        name = moodle["name"].strip()
        file = rest or moodle["file"]
        hidden = key(name).startswith("participant")
        return Label("moodle", f"{name} {moodle['number']}", "" if hidden else name, moodle["number"], file)
    canvas = None if rest else _CANVAS.fullmatch(first)
    if canvas:
        number = canvas["user"] or ""
        person = canvas["anonymous"] or number
        return Label(
            "canvas",
            person,
            canvas["name"] or "",
            number,
            canvas["file"],
            int(canvas["order"]),
            bool(canvas["late"]),
        )
    return Label("", first, "", "", rest) if first else None


def key(text: str) -> str:
    """A name as it is compared: letters and digits alone, without case or accents.

    Platforms drop signs and spaces, and archives write accents in more than one way.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if sign.isalnum())


def original(file: str, known: set[str]) -> str:
    """The path under which a file was given out: browsers and platforms add ` (1)`, `-1` or another ending.

    Arguments:
        file: the student's path.
        known: names of the assignment's files, and of those it makes, such as `answers.json`.

    Returns: the known name, wherever the file lies; the path unchanged if it is none of them.
    """
    base = PurePosixPath(file).name
    wanted = {name.casefold(): name for name in known}
    while True:
        stripped, _count = _without_copy(base)
        for candidate in (base, stripped):
            if candidate.casefold() in wanted:
                return wanted[candidate.casefold()]
        shorter = re.sub(r"\.(?:txt|json|ipynb|download|crdownload)$", "", base, flags=re.IGNORECASE)
        if shorter == base or "." not in shorter:
            return file
        base = shorter


def version(file: str) -> int:
    """The number that a browser or platform has put behind a name; 0 if there is none."""
    return _without_copy(PurePosixPath(file).name)[1]


def _without_copy(name: str) -> tuple[str, int]:
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    count = 0
    while match := _COPY.search(stem):
        count = count or int(match[1] or match[2] or 1)
        stem = stem[: match.start()]
    return f"{stem}{dot}{ending}", count
