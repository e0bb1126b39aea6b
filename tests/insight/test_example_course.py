"""nbgrader's own example course, graded by stock nbgrader: two people, two notebooks, no items."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest

from dosclientes.cli import main


@pytest.mark.slow
def test_it_gives_a_page_too(tmp_path: Path) -> None:
    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    for name in ("source", "submitted"):
        shutil.copytree(guide / name, tmp_path / name)
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "example"\n'
    )
    for words in (["generate_assignment", "ps1", "--create"], ["autograde", "ps1", "--create"]):
        command = [sys.executable, "-m", "nbgrader", *words, "--force"]
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, env={"PATH": path, "HOME": str(tmp_path)}
        )
    assert main(["insight", "ps1", "--lang", "en", "--root", str(tmp_path)]) == 0
    page = (tmp_path / "insight" / "en" / "ps1.html").read_text("utf-8")
    assert "Class example: 2 graded hand-ins." in page
    assert "problem1/correct_squares" in page
    assert "there are no keys that say which misconception" in page
