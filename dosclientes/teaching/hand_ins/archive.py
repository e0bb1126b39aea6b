"""A download's files, from a zip or a folder, and from the zips that students hand in, within limits.

A zip may lie about its size, name places outside its folder, or hold itself: nothing is unpacked to disk, and what is
read is counted as it comes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dosclientes.language.translation import gettext as _

__all__ = ["Archive", "ArchiveError", "File", "is_litter", "unpack"]

FILE_LIMIT = 50 * 1024 * 1024
"""Bytes of one file."""
PERSON_LIMIT = 100 * 1024 * 1024
"""Bytes of all that one person's zip holds."""
COUNT_LIMIT = 500
"""Files in one person's zip."""
CLASS_LIMIT = 20_000
"""Files in a whole download."""
_CHUNK = 1024 * 1024
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__")


class ArchiveError(Exception):
    """A file or zip that cannot be read; the message says why."""


@dataclass
class File:
    """A file of a download: its path there, with `/`, and how to read it."""

    path: str
    source: Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]

    def read(self, limit: int = FILE_LIMIT) -> bytes:
        """Its content.

        Raises: ArchiveError when it is damaged, locked, or larger than `limit` bytes.
        """
        try:
            if isinstance(self.source, Path):
                with self.source.open("rb") as stream:
                    return _bounded(stream, limit, self.path)
            package, info = self.source
            with package.open(info) as stream:
                return _bounded(stream, limit, self.path)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            told = _(
                "«{name}» no se puede leer: {error}", name=self.path, error=str(error) or type(error).__name__
            )
            raise ArchiveError(told) from None


@dataclass
class Archive:
    """A download that is open; `odd` says what in it was passed over."""

    files: list[File]
    odd: list[str] = field(default_factory=list)
    packages: list[zipfile.ZipFile] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Open a zip or a folder.

        Raises: ArchiveError when it is neither.
        """
        if path.is_dir():
            files = [
                File(one.relative_to(path).as_posix(), one) for one in sorted(path.rglob("*")) if _plain(one)
            ]
            archive = cls([file for file in files if not is_litter(file.path)])
        else:
            archive = cls([])
            package = _package(path, path.name)
            archive.packages.append(package)
            archive.files = list(_entries(package, archive.odd, CLASS_LIMIT, path.name))
        archive.files = _without_top(archive.files)
        return archive

    def close(self) -> None:
        """Close what is open."""
        for package in self.packages:
            package.close()


def unpack(content: bytes, name: str, odd: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files of a zip that a student handed in, by their paths in it; what is passed over is told in `odd`.

    Raises: ArchiveError when it is damaged, or too large.
    """
    left = PERSON_LIMIT
    with _package(io.BytesIO(content), name) as package:
        for file in _without_top(list(_entries(package, odd, COUNT_LIMIT, name))):
            data = file.read(min(FILE_LIMIT, left))
            left -= len(data)
            yield file.path, data


def _package(source: Path | io.BytesIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveError(_("«{name}» no es un zip legible: {error}", name=name, error=error)) from None


def _entries(package: zipfile.ZipFile, odd: list[str], most: int, name: str) -> Iterator[File]:
    """The files of a zip, without litter; links, paths that lead outside and special files are odd."""
    entries = [info for info in package.infolist() if not info.is_dir()]
    if len(entries) > most:
        raise ArchiveError(_("«{name}» tiene más de {count} archivos", name=name, count=most))
    for info in entries:
        path = _name(info).replace("\\", "/")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if is_litter(path):
            continue
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or ":" in parts[0] or kind not in (0, stat.S_IFREG):
            odd.append(_("«{name}» no es un archivo corriente y no cuenta", name=path))
        else:
            yield File("/".join(parts), (package, info))


def _name(info: zipfile.ZipInfo) -> str:
    """An entry's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _bounded(stream: object, limit: int, name: str) -> bytes:
    parts: list[bytes] = []
    total = 0
    while chunk := stream.read(_CHUNK):  # type: ignore[attr-defined]
        total += len(chunk)
        if total > limit:
            raise ArchiveError(_("«{name}» es demasiado grande", name=name))
        parts.append(chunk)
    return b"".join(parts)


def _plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def is_litter(path: str) -> bool:
    """Whether a file is what a computer or an editor leaves beside others."""
    return any(part in _LITTER or part.startswith("._") for part in PurePosixPath(path).parts)


def _without_top(files: list[File]) -> list[File]:
    """Without a folder that holds everything: a name of its own says nothing of anybody."""
    tops = {file.path.partition("/")[0] for file in files if "/" in file.path}
    if len(tops) == 1 and all("/" in file.path for file in files):
        (top,) = tops
        if "_assignsubmission_" not in top:
            return [File(file.path.partition("/")[2], file.source) for file in files]
    return files
