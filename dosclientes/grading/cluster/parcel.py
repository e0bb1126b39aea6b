"""The files that every task of a run needs beside its hand-in, packed once for each worker.

They are the packages of the tests' checks with their data, what students' code may read of the course (`visible`), and
what else the course says that its tests read (`carried`). A worker lays them into a folder of its own, in which each
folder they came from has one; nothing else of the course leaves this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dosclientes.grading.channel.parcels import lay_out

__all__ = ["Parcel", "pack"]

_IMPORTS = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
_OPEN_FOLDER, _OPEN_FILE = 0o755, 0o644


@dataclass
class Parcel:
    """Files, and what they are for; all names are relative to the folder they are laid into.

    Attributes:
        files: contents by name.
        path: folders where checks are found, in order.
        root: the folder that stands for the one that holds this package, see `paths.ROOT`.
        visible: what students' code may read, with its place in the sandbox.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    root: str = ""
    visible: dict[str, str] = field(default_factory=dict)

    def lay_out(self, folder: Path) -> None:
        """Write the files below an empty folder, readable for the users that students' code runs as."""
        lay_out(self.files, folder)
        for file in (folder / name for name in self.files):
            file.chmod(_OPEN_FILE)
            for above in file.relative_to(folder).parents[:-1]:
                (folder / above).chmod(_OPEN_FOLDER)


def pack(
    root: Path,
    path: Sequence[str],
    checks: Iterable[str],
    visible: Mapping[str, str] | None = None,
    carried: Sequence[str] = (),
) -> Parcel:
    """Read what a run's tasks need.

    Arguments:
        root: the course's folder.
        path: where checks are found; they are looked for in the course and beside this package, too.
        checks: modules that the tests import.
        visible: see `sandbox.launcher`.
        carried: further files and folders, relative to the course.
    """
    beside = Path(__file__).resolve().parents[3]
    bases = list(dict.fromkeys([*(Path(entry).resolve() for entry in path), root.resolve(), beside]))
    parcel = Parcel(root=str(bases.index(beside)))
    parcel.path = [str(place) for place in range(len(bases))]
    found = [*_packages(bases, {name.partition(".")[0] for name in checks})]
    found += [(root / name).resolve() for name in carried]
    for outside, inside in (visible or {}).items():
        shown = Path(outside).resolve()
        parcel.visible[_names(shown, bases)[0]] = inside
        found.append(shown)
    for file in {file for top in found for file in _files(top)}:
        parcel.files |= dict.fromkeys(_names(file, bases), file.read_bytes())
    return parcel


def _packages(bases: list[Path], tops: set[str]) -> Iterator[Path]:
    """The packages and modules of these names that lie in these folders, with those that their code imports."""
    left, seen = list(tops), set(tops)
    while left:
        name = left.pop()
        for base in bases:
            places = [place for place in (base / name, base / f"{name}.py") if _is_code(place)]
            yield from places
            for code in (file for place in places for file in _files(place) if file.suffix == ".py"):
                new = set(_IMPORTS.findall(code.read_text("utf-8", "replace"))) - seen
                seen |= new
                left += new


def _is_code(place: Path) -> bool:
    """Whether a name in a folder is the course's own code; this package and what is installed, every worker has."""
    if place.name == __package__.partition(".")[0]:
        return False
    return place.is_file() or (place.is_dir() and any(place.glob("*.py")))


def _files(top: Path) -> Iterator[Path]:
    places = [top] if top.is_file() else sorted(top.rglob("*"))
    return (path for path in places if path.is_file() and "__pycache__" not in path.parts)


def _names(path: Path, bases: list[Path]) -> list[str]:
    """Where a file lies below the worker's folder: in each folder it comes from, one of which may lie in another."""
    if not any(path.is_relative_to(base) for base in bases):
        bases.append(path.parent)
    return [
        f"{place}/{path.relative_to(base).as_posix()}"
        for place, base in enumerate(bases)
        if path.is_relative_to(base)
    ]
