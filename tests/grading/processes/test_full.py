"""A disk full at any moment of a run, with room again at the next: the class ends as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grading import course as courses
from tests.grading.course import answer

QUERIES = (courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS)
MOMENTS = 10
PAGE = 4096
SCRIPT = """
set -e
mount -t tmpfs -o size=200m tmpfs /mnt
cp -a "$1" /mnt/course
room=$(df --output=avail -B1 /mnt | tail -1)
head -c $((room - $2)) /dev/zero > /mnt/filler
out=$3; shift 3
code=0; "$@" 2> "$out.told" || code=$?
rm /mnt/filler
echo $code
"$@" >&2
cp -a /mnt/course "$out"
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sandbox,
    pytest.mark.skipif(
        os.geteuid() != 0
        or not shutil.which("unshare")
        or subprocess.run(
            ["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"], capture_output=True
        ).returncode
        != 0,
        reason="a small disk of its own is root's to make",
    ),
]


@pytest.fixture(scope="module")
def untouched(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.copy(pristine, tmp_path_factory.mktemp("full") / "course")
    for number in range(6):
        courses.submit(course, f"solution-{number}")
        courses.submit(course, f"wrong-{number}", answer("squares", f"def squares(n): return {number}"))
    return course


@pytest.fixture(scope="module")
def undisturbed(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(untouched, course)
    courses.grade(course, check=True)
    return course


def taken(course: Path) -> int:
    """Bytes that a course takes on a disk of whole pages."""
    return sum(-(-path.stat().st_size // PAGE) * PAGE for path in course.rglob("*") if path.is_file())


def graded(course: Path) -> dict[str, bytes]:
    root = course / "autograded"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_full_then_room(untouched: Path, undisturbed: Path, tmp_path: Path, moment: int) -> None:
    need = taken(undisturbed) - taken(untouched)
    left, out = need * moment // MOMENTS, tmp_path / "course"
    command = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", "/mnt/course", "--quiet"]
    words = ["unshare", "-m", "sh", "-c", SCRIPT, "sh", untouched, str(left), out, *command]
    done = subprocess.run(
        [str(word) for word in words], env=courses.ENVIRONMENT, cwd="/", text=True, capture_output=True
    )
    told = out.with_name("course.told").read_text("utf-8")
    assert done.stdout.strip() in ("2", "3"), told
    assert "Traceback" not in told
    assert done.returncode == 0, done.stderr
    for query in QUERIES:
        assert courses.rows(out, query) == courses.rows(undisturbed, query)
    assert graded(out) == graded(undisturbed)
