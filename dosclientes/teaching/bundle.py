"""`dosclientes bundle`: a zip with what students may have, and nothing more."""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT
from dosclientes.teaching.secrets import forbidden_files, leaks

__all__ = ["LeakError", "add_arguments", "make", "names", "run"]

_WHOLE = ("course", "assignments", "dosclientes")
_SINGLE = (
    "Makefile",
    "LICENSE",
    "LICENSE-COURSE",
    "environment.yml",
    "pyproject.toml",
    "requirements.lock",
)
_INSTRUCTORS = (
    "dosclientes/authoring/",
    "dosclientes/demo/",
    "dosclientes/grading/",
    "dosclientes/insight/",
    "dosclientes/teaching/",
    "dosclientes/website/",
)
_NEVER = {"answers.json", "student.json"}


class LeakError(Exception):
    """The bundle would hold secrets; the message names each."""


def names(root: Path = ROOT) -> list[str]:
    """The files of the bundle, as it calls them."""
    return sorted(_contents(root))


def make(target: Path, root: Path = ROOT) -> Path:
    """Write the bundle. Raises LeakError, and writes nothing, if it would hold a secret."""
    contents = _contents(root)
    with tempfile.TemporaryDirectory() as folder:
        for name, source in contents.items():
            path = Path(folder, target.stem, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())
        found = [*forbidden_files(list(contents)), *leaks(Path(folder, target.stem), root)]
        if found:
            raise LeakError("\n".join(found))
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, source in sorted(contents.items()):
            # one date for all, so that the same files make the same zip
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, source.read_bytes())
    return target


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    target = ROOT / "dist" / "dosclientes.zip"
    parser.add_argument(
        "--to", type=Path, default=target, help=_("archivo que se escribe (dist/dosclientes.zip)")
    )


def run(options: argparse.Namespace) -> int:
    """Make the bundle. Returns 1, having named them, if it would hold secrets."""
    try:
        made = make(options.to.resolve())
    except LeakError as error:
        print(_("El paquete llevaría lo que los estudiantes no deben ver:"), file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    size = made.stat().st_size / 1e6
    print(_("{path}: {number} archivos, {size:.1f} MB", path=made, number=len(names()), size=size))
    return 0


def _contents(root: Path) -> dict[str, Path]:
    """Each file of the bundle by its name there."""
    found = {path.relative_to(root).as_posix(): path for path in _files(root)}
    # the project's own README speaks to everybody, and of what students do not have
    return found | {path.name: path for path in (root / "docs" / "student").glob("README*.md")}


def _files(root: Path) -> Iterator[Path]:
    for name in _SINGLE:
        if (root / name).is_file():
            yield root / name
    yield from (root / "locale").glob("*/public.po")
    for tree in _WHOLE:
        for path in (root / tree).rglob("*"):
            inside = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            kept = not hidden and path.name not in _NEVER and not inside.as_posix().startswith(_INSTRUCTORS)
            if kept and path.is_file():
                yield path
