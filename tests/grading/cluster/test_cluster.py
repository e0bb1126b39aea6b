"""A class graded by Dask's workers: the gradebook of a run on this machine, whatever becomes of the workers."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.grading import command
from dosclientes.grading.processes.pool import Executed, TaskKills
from dosclientes.teaching.commands import Class
from tests.grading import course as courses
from tests.grading.cluster.local import LocalCluster
from tests.grading.course import REPOSITORY, answer

pytestmark = [pytest.mark.cluster, pytest.mark.sandbox]

QUERIES = (courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS)


def patient(course: Path, seconds: float) -> None:
    """Have the course wait so long for a worker."""
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.Examine.patience = {seconds}\n")


@pytest.fixture(scope="module")
def handed_in(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.copy(pristine, tmp_path_factory.mktemp("cluster") / "course")
    courses.submit(course, "blank", solution=False)
    for number in range(3):
        courses.submit(course, f"right-{number}")
        courses.submit(course, f"wrong-{number}", answer("squares", f"def squares(n): return {number}"))
    return course


@pytest.fixture(scope="module")
def here(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    """The gradebook of a run on this machine."""
    course = tmp_path_factory.mktemp("here") / "course"
    shutil.copytree(handed_in, course)
    courses.grade(course, check=True)
    return gradebook(course)


@pytest.fixture
def course(handed_in: Path, tmp_path: Path) -> Path:
    shutil.copytree(handed_in, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[LocalCluster]:
    with LocalCluster(tmp_path / "dask") as found:
        yield found


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A folder with this package alone: no course, no checks, no translations."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "dosclientes", tmp_path / "bare" / "dosclientes", ignore=ignored)
    return str(tmp_path / "bare")


def gradebook(course: Path) -> list[list[tuple[object, ...]]]:
    return [courses.rows(course, query) for query in QUERIES]


def begun(course: Path, cluster: LocalCluster) -> subprocess.Popen[str]:
    """A run, on its way."""
    command = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(course), "--quiet"]
    return subprocess.Popen(
        [*command, "--lang", "es", "--scheduler", cluster.address],
        env=courses.ENVIRONMENT,
        cwd=course,
        stderr=subprocess.PIPE,
        text=True,
    )


def graded(course: Path) -> int:
    return len(list(course.glob("autograded/*/ps1")))


def wait_for(course: Path, number: int, run: subprocess.Popen[str]) -> None:
    """Until so many hand-ins are graded, or the run is over."""
    while graded(course) < number and run.poll() is None:
        time.sleep(0.05)


def test_late_workers_without_the_course(
    course: Path, cluster: LocalCluster, bare: str, here: list[list[tuple[object, ...]]]
) -> None:
    """Nobody is there when it begins. Two that come first are of other versions and are refused; two others are not."""
    newer = Path(bare).with_name("newer")
    shutil.copytree(bare, newer)
    with (newer / "dosclientes" / "grading" / "report.py").open("a") as file:
        file.write("# newer\n")
    older = Path(bare).with_name("older")
    (older / "dosclientes").mkdir(parents=True)
    (older / "dosclientes" / "__init__.py").touch()
    patient(course, 600)  # a busy machine starts four workers slowly
    run = begun(course, cluster)
    assert run.stderr is not None
    for place, why in (
        (newer, "su dosclientes es otra versión que la de aquí"),
        (older, "No module named 'dosclientes.grading"),
    ):
        cluster.join(PYTHONPATH=str(place))
        line = run.stderr.readline()
        assert "no califica: " in line
        assert why in line
    for _ in range(2):
        cluster.join(PYTHONPATH=bare)
    said = run.communicate()[1]
    assert run.returncode == 0, said + cluster.said("worker")
    assert gradebook(course) == here


def test_nobody_comes(course: Path, cluster: LocalCluster) -> None:
    patient(course, 1)
    done = courses.grade(course, "--lang", "es", "--scheduler", cluster.address)
    assert done.returncode == 2
    assert "ningún trabajador" in done.stderr
    assert graded(course) == 0


def test_no_scheduler(course: Path) -> None:
    patient(course, 1)
    address = "tcp://127.0.0.1:1"
    done = courses.grade(course, "--lang", "es", "--scheduler", address)
    assert done.returncode == 2
    assert f"no se llega al planificador {address}" in done.stderr


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--unsandboxed"], "--unsandboxed no vale con --scheduler"),
        (["--fresh"], "--fresh no vale con --scheduler"),
        (["--jobs", "3"], "--jobs no vale con --scheduler"),
    ],
)
def test_options_of_one_machine(course: Path, option: list[str], said: str) -> None:
    done = courses.grade(course, "--lang", "es", "--scheduler", "tcp://127.0.0.1:1", *option)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_dask(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert courses.grade_here(course, monkeypatch, "--scheduler", "tcp://127.0.0.1:1") == 2
    assert "pip install 'distributed" in capsys.readouterr().err


class Deadly(Executed):
    """A pool in which one student's hand-in ends whatever runs it."""

    student = b"wrong-1"

    def submit(self, task: bytes) -> Future[bytes]:
        if self.student not in task:
            return super().submit(task)
        future: Future[bytes] = Future()
        future.set_exception(TaskKills("whatever ran this hand-in has ended 3 times"))
        return future


def test_a_hand_in_that_ends_its_workers_is_left_to_a_person(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert courses.grade_here(course, monkeypatch, pool=Deadly(executor, 2)) == command.PERSON
    report = (course / "autograded" / "wrong-1" / "ps1" / "grading.json").read_text("utf-8")
    assert "3 trabajadores terminaron mientras la ejecutaban" in report
    rows = [row for row in courses.rows(course) if row[0] == "wrong-1" and row[2].startswith("correct")]
    assert rows
    assert all((score, look) == (None, 1) for _s, _n, _c, score, _m, look, _p in rows), (
        "no 0, and a person looks"
    )
    assert graded(course) == 7


@pytest.mark.slow
def test_workers_killed_at_random_moments(
    course: Path, cluster: LocalCluster, here: list[list[tuple[object, ...]]]
) -> None:
    """Three of them; for each another joins late."""
    slow = answer(
        "squares", "import time\ntime.sleep(1)\ndef squares(n): return [x * x for x in range(1, n + 1)]"
    )
    for number in range(8):
        courses.submit(course, f"slow-{number}", slow)
    calm = course.with_name("calm")
    shutil.copytree(course, calm)
    courses.grade(calm, check=True)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    cluster.join()
    cluster.join()
    run = begun(course, cluster)
    for _ in range(3):
        wait_for(course, graded(course) + 1, run)
        time.sleep(chance.uniform(0, 1.5))
        cluster.kill(chance.choice(cluster.workers))
        cluster.join()
    said = run.communicate()[1]
    assert run.returncode == 0, said + cluster.said("worker")
    assert gradebook(course) == gradebook(calm)
    assert [row for row in courses.rows(course) if not row[0].startswith("slow")] == here[0]


@pytest.mark.slow
def test_a_lost_scheduler_ends_the_run_and_no_hand_in(
    course: Path, cluster: LocalCluster, here: list[list[tuple[object, ...]]]
) -> None:
    """It says so; what is graded stays, what was on its way is no failure; the next run, here, does the rest."""
    slow = answer("squares", "import time\ntime.sleep(3)\ndef squares(n): return 0")
    added = [courses.submit(course, f"slow-{number}", slow) for number in range(4)]
    cluster.join()
    run = begun(course, cluster)
    wait_for(course, 2, run)
    cluster.scheduler.kill()
    said = run.communicate()[1]
    assert run.returncode == 2
    assert f"no responde el planificador {cluster.address}" in said
    assert 2 <= graded(course) < 11
    assert len(courses.rows(course, courses.SUBMISSIONS)) == graded(course)
    for folder in added:
        shutil.rmtree(folder)
    courses.grade(course, check=True)
    assert [row for row in courses.rows(course) if not row[0].startswith("slow")] == here[0]


@pytest.mark.slow
def test_this_course_in_english_on_workers_without_it(
    cluster: LocalCluster, bare: str, tmp_path: Path
) -> None:
    """Hidden checks with their data, the lessons that students' code reads, and every translation travel."""
    group = Class.copy(tmp_path / "class", "en")
    group.run("generate_assignment", "a1")
    for name in [name for name in corpus.names("a1") if not name.startswith("bad-")][:6]:
        stored = corpus.submission("a1", name)
        corpus.write(stored, "en", group.folder / "submitted" / "en" / name / "a1")
    other = tmp_path / "other"
    shutil.copytree(group.folder, other)
    arguments = ["--lang", "en"]
    done = courses.grade(group.folder, *arguments, assignment="a1")
    assert done.returncode in (0, 3), done.stderr
    cluster.join(PYTHONPATH=bare)
    far = courses.grade(other, *arguments, "--scheduler", cluster.address, assignment="a1")
    assert far.returncode == done.returncode, far.stderr + cluster.said("worker")
    reports = sorted(path.relative_to(other) for path in other.glob("autograded/*/*/a1/*"))
    assert len(reports) > 12
    for name in reports:
        assert (other / name).read_text("utf-8") == (group.folder / name).read_text("utf-8"), name
