"""What travels to a worker: the checks with their data, what students may read, what the course adds; nothing else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dosclientes.grading.cluster.parcel import pack


@pytest.fixture
def course(tmp_path: Path) -> Path:
    files = {
        "hidden/__init__.py": "",
        "hidden/a1.py": "import helpers\n\nfrom hidden import key\n",
        "hidden/key.yml": "right: b\n",
        "hidden/__pycache__/a1.pyc": "",
        "helpers.py": "import os\n",
        "unused.py": "",
        "gradebook.db": "secret",
        "submitted/ana/a1/a1.ipynb": "{}",
        "data/rivers.csv": "name\n",
        "words/en.po": "",
    }
    for name, text in files.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "course"


def test_what_travels(course: Path, tmp_path: Path) -> None:
    visible = {str(course / "data"): "/engine/data"}
    parcel = pack(course, [str(course)], ["hidden.a1", "json"], visible, ["words"])
    assert sorted(parcel.files) == [
        "0/data/rivers.csv",
        "0/helpers.py",
        "0/hidden/__init__.py",
        "0/hidden/a1.py",
        "0/hidden/key.yml",
        "0/words/en.po",
    ]
    assert parcel.visible == {"0/data": "/engine/data"}
    assert parcel.path[0] == "0"
    there = tmp_path / "there"
    there.mkdir()
    parcel.lay_out(there)
    assert (there / "0" / "hidden" / "key.yml").read_text() == "right: b\n"
    assert stat.S_IMODE((there / "0" / "data").stat().st_mode) == 0o755
    assert stat.S_IMODE((there / "0" / "data" / "rivers.csv").stat().st_mode) == 0o644


def test_checks_of_the_course_are_found_without_a_path(course: Path) -> None:
    assert "0/hidden/a1.py" in pack(course, [], ["hidden"], {}).files


def test_a_folder_from_elsewhere(course: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "table.csv").write_text("x\n")
    outside = str(tmp_path / "shared")
    parcel = pack(course, [], [], {outside: outside})
    (name,) = parcel.files
    assert name.endswith("/shared/table.csv")
    assert parcel.visible == {name.removesuffix("/table.csv"): outside}


def test_a_folder_of_the_path_in_another(course: Path) -> None:
    """Modules keep their names, whichever of the two they are found in."""
    files = pack(course, [str(course), str(course / "hidden")], ["hidden.a1"], {}).files
    assert {"0/hidden/a1.py", "1/a1.py", "0/helpers.py"} <= files.keys()
