"""The feedback pages as the zip that a platform takes back: named like the download of the hand-ins it has made.

Whose a file of the download is, its content says: it is the very notebook that was collected. So this works where names
are hidden, too.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dosclientes.authoring.files import write
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.teaching.course import Course

__all__ = ["pack"]

_LIMIT = 50 * 1024 * 1024
# Moodle finds the participant's number behind the first underscore (mod/assign/feedback/file/importziplib.php), Canvas
# the user's and the file's numbers as the first two (infer_comment_context_from_filename of its assignments)
_MOODLE = re.compile(r"(?P<prefix>[^/_]+_\d+_assignsubmission_[a-z]+)[/_]")
_CANVAS = re.compile(r"(?P<prefix>(?:[^/_]+_)?(?:LATE_)?(?:anon_[^/_]+|\d+)_\d+_)[^/]+$")


def pack(course: Course, assignment: str, download: Path, target: Path) -> dict[str, str]:
    """Write the zip; return who is not in it, with the reason. Raises CannotRunError; OSError."""
    folder = course.place("feedback")
    pages: dict[str, bytes] = {}
    missing = {}
    places = _places(download)
    for student, contents in sorted(_handed_in(course, assignment).items()):
        prefixes = {prefix for content in contents for prefix in places.get(content, ())}
        made = sorted(Path(folder.format(student=student, assignment=assignment)).glob("*.html"))
        if len(prefixes) != 1:
            missing[student] = _("su entrega no está en la descarga, o es igual que otra")
        elif not made:
            missing[student] = _("no tiene página de comentarios: nbgrader generate_feedback")
        else:
            prefix = next(iter(prefixes))
            between = "" if prefix.endswith("_") else "/"
            pages |= {f"{prefix}{between}{page.name}": page.read_bytes() for page in made}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, page in pages.items():
            package.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), page)
    write(target, content.getvalue())
    return missing


def _handed_in(course: Course, assignment: str) -> dict[str, set[str]]:
    """The digests of each student's notebooks."""
    found = {}
    for student in course.gradebook.students:
        folder = Path(course.place("submitted").format(student=student.id, assignment=assignment))
        files = [path for path in folder.glob("*.ipynb") if path.is_file() and not path.is_symlink()]
        if files:
            found[student.id] = {_digest(path.read_bytes()) for path in files}
    return found


def _places(download: Path) -> dict[str, set[str]]:
    """Under which of the platform's names each notebook lies in the download, by digest."""
    found: dict[str, set[str]] = {}
    try:
        with zipfile.ZipFile(download) as package:
            for name, content in _files(package):
                match = _MOODLE.match(name) or _CANVAS.match(PurePosixPath(name).name)
                if match:
                    for notebook in _notebooks(name, content):
                        found.setdefault(_digest(notebook), set()).add(match["prefix"])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise CannotRunError(_("no se puede leer {path}: {error}", path=download, error=error)) from None
    if not found:
        raise CannotRunError(_("{path} no es una descarga de entregas de Moodle ni de Canvas", path=download))
    return found


def _notebooks(name: str, content: bytes) -> Iterator[bytes]:
    """The notebooks that a file of a download is, or holds if it is a zip."""
    if name.lower().endswith(".zip"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                yield from (found for inside, found in _files(inner) if inside.lower().endswith(".ipynb"))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            return  # one broken file harms one student
    else:
        yield content


def _files(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in package.infolist():
        if not entry.is_dir() and entry.file_size <= _LIMIT:
            with package.open(entry) as file:
                yield entry.filename, file.read(_LIMIT)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
