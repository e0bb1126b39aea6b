"""`assignments/`: what students get, made by nbgrader from `source/`, the same bytes each time."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from dosclientes.assignments import names
from dosclientes.assignments.settings import settings
from dosclientes.authoring.files import files, write
from dosclientes.paths import ROOT

__all__ = ["generate", "stale", "update"]


def generate(lang: str, into: Path, root: Path = ROOT, only: Iterable[str] | None = None) -> None:
    """Release each assignment of a language into the folder `into`, leaving every gradebook alone.

    Raises nbgrader's exceptions for a notebook it refuses.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import SaveCells

    config = settings(lang, root)
    config.CourseDirectory.release_directory = str(into)
    # SaveCells writes to the gradebook alone; without it the notebooks are the same, and no gradebook needed
    steps = [step for step in GenerateAssignment.preprocessors.default() if step is not SaveCells]
    config.GenerateAssignment.preprocessors = steps
    log = logging.getLogger("dosclientes.release")
    log.setLevel(logging.ERROR)
    for name in names(lang, root) if only is None else only:
        config.CourseDirectory.assignment_id = name
        course = CourseDirectory(config=config)
        GenerateAssignment(coursedir=course, config=config, force=True, no_database=True, log=log).start()


def update(root: Path = ROOT) -> list[Path]:
    """Bring `assignments/` up to date; return what was written or deleted."""
    changed = []
    for target, content in _differences(root):
        if content is None:
            target.unlink()
        else:
            write(target, content)
        changed.append(target)
    return changed


def stale(root: Path = ROOT) -> list[Path]:
    """The files of `assignments/` that are not what nbgrader would make of `source/` now."""
    return [target for target, _content in _differences(root)]


def _differences(root: Path) -> Iterator[tuple[Path, bytes | None]]:
    """Each file that is to be written, with its content, or to be deleted, with None."""
    for lang in sorted(path.name for path in (root / "source").iterdir() if path.is_dir()):
        base = root / "assignments" / lang
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder).resolve()
            generate(lang, made, root)
            wanted = {path.relative_to(made): path.read_bytes() for path in files(made)}
        present = {path.relative_to(base): path.read_bytes() for path in files(base)} if base.is_dir() else {}
        yield from (
            (base / name, content) for name, content in wanted.items() if present.get(name) != content
        )
        yield from ((base / name, None) for name in present if name not in wanted)


def main() -> None:
    """Bring `assignments/` up to date and name what changed."""
    for path in update():
        print(path.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
