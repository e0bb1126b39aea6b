"""A new gradebook notes the version of its tables that nbgrader's own program would tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dosclientes.grading.tables_version import newest, tell_here


def test_it_is_what_alembic_prints(tmp_path: Path) -> None:
    from importlib.resources import files

    (tmp_path / "alembic.ini").write_text(f"[alembic]\nscript_location = {files('nbgrader') / 'alembic'}\n")
    command = [sys.executable, "-m", "alembic.config", "heads"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.split() == [newest(), "(head)"]


def test_a_new_gradebook_needs_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader import api

    monkeypatch.setattr(api, "get_alembic_version", api.get_alembic_version)  # put back afterwards
    monkeypatch.setenv("PATH", str(tmp_path))  # where there is no alembic
    tell_here()
    with api.Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as book:
        assert book.db.execute(text("select version_num from alembic_version")).scalars().all() == [newest()]
