"""Files are there whole, or as they were before."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from dosclientes.atomic import write_atomically

OLD, NEW = b"old", b"new" * 100_000


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "día 1.json"
    write_atomically(path, OLD)
    writers = [threading.Thread(target=write_atomically, args=(path, NEW)) for _ in range(8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert path.read_bytes() in (OLD, NEW)
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "x"
    path.write_bytes(OLD)
    monkeypatch.setattr(*((os, "fsync") if fails == "fsync" else (Path, "replace")), full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, NEW, durable=True)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no" / "x", NEW)
    assert not (tmp_path / "no").exists()


def test_a_new_file_has_the_permissions_of_any_other_unless_told(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(OLD)
    write_atomically(tmp_path / "new", NEW)
    write_atomically(tmp_path / "mine", NEW, mode=0o600)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["new"] == modes["plain"]
    assert modes["mine"] == 0o600
