"""A class's pages: which have to be made, and several processes that make them. A failure is one student's."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from dosclientes.grading import EXPORTER, FEEDBACK
from dosclientes.grading.course import make_app
from dosclientes.grading.feedback import maker
from dosclientes.grading.feedback.pages import Pages
from dosclientes.grading.feedback.record import Record, content
from dosclientes.grading.submissions.folders import REPORT
from dosclientes.grading.submissions.gradebook.marks import Marks, read_marks
from dosclientes.grading.submissions.hand_ins import folders
from dosclientes.grading.submissions.text import shown

__all__ = ["Made", "make_apart", "make_as_configured", "make_pages"]

_FEW = 4
"""Pages for which no processes are started."""

_Task = tuple[str, Path, dict[str, Marks], str]
"""A student, the graded folder, what the gradebook holds, and the digest of both."""


@dataclass
class Made:
    """What was done for whom.

    Attributes:
        new: students whose pages were made.
        kept: those whose pages show already what they should.
        missing: those who have no page, with the reason.
    """

    new: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


def make_pages(
    root: Path,
    assignment: str,
    student: str = "*",
    wanted: Callable[[str], bool] = lambda _name: True,
    force: bool = False,
    told: Callable[[str], None] = lambda _name: None,
) -> Made:
    """Make the pages that are not what they should be.

    Arguments:
        root: the course's folder, which is the current one.
        student: an id or a pattern, as nbgrader has it.
        wanted: which of these students.
        force: make all of them.
        told: is told each student who is done.
    """
    app: Any = make_app("generate_feedback", root, assignment, student, force=force)
    if "preprocessors" not in app.config.GenerateFeedback:
        app.config.GenerateFeedback.preprocessors = FEEDBACK
    if "exporter_class" not in app.config.GenerateFeedback:
        app.config.GenerateFeedback.exporter_class = EXPORTER
    app.coursedir.ignore = list(dict.fromkeys([*app.coursedir.ignore, REPORT]))
    return make_as_configured(app.coursedir, app.config, wanted, force, told)


def make_as_configured(
    directory: Any,
    config: Any,
    wanted: Callable[[str], bool] = lambda _name: True,
    force: bool = False,
    told: Callable[[str], None] = lambda _name: None,
) -> Made:
    """The same, for nbgrader's CourseDirectory with an assignment and students, and its configuration."""
    pages = Pages(directory, config)
    makes = maker.digest(pages)
    record = Record(directory, directory.assignment_id)
    made = Made()
    tasks = []
    for task in _tasks(directory, wanted):
        name = task[0]
        if not force and record.is_current(name, task[3], _place(pages, name), makes):
            made.kept.append(name)
            told(name)
        else:
            tasks.append(task)
    contents = {name: shows for name, _folder, _marks, shows in tasks}
    try:
        with _seldom_collecting():
            for name, why in _made(pages, tasks):
                if why:
                    made.missing[name] = why
                    record.forget(name)
                else:
                    made.new.append(name)
                    record.note(name, makes, contents[name], _place(pages, name))
                told(name)
    finally:
        record.save()
    return made


def _tasks(directory: Any, wanted: Callable[[str], bool]) -> Iterator[_Task]:
    """All that may have to be made."""
    assignment = directory.assignment_id
    found = folders(directory, assignment, "autograded")
    names = [name for name in found if wanted(name)]
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        marks = read_marks(gradebook, assignment, names)
    for name in names:
        mine = marks.get(name, {})
        yield name, found[name], mine, content(found[name], mine, directory.ignore)


def _place(pages: Pages, student: str) -> Path:
    return Path(pages._format_dest(pages.coursedir.assignment_id, student))


def _made(pages: Pages, tasks: Sequence[_Task]) -> Iterator[tuple[str, str]]:
    """Make pages; yield who is done, and why there is no page, or nothing.

    The first is made here: what it loads, and what it has alike with others, the processes have from the beginning.
    """
    at_once = min(os.cpu_count() or 1, len(tasks) - 1)
    alone = at_once < 2 or len(tasks) <= _FEW or sys.platform != "linux" or _has_hooks(pages)
    here = tasks if alone else tasks[:1]
    for name, folder, marks, _shows in here:
        yield name, pages.make(folder, marks)
    if alone:
        return
    with ProcessPoolExecutor(at_once, get_context("fork"), _begin, (pages, tasks)) as pool:
        running = {pool.submit(_make, number): tasks[number][0] for number in range(1, len(tasks))}
        try:
            for done in as_completed(running):
                problem = done.exception()  # such as: its process was ended
                why = shown(f"{type(problem).__name__}: {problem}") if problem else done.result()
                yield running[done], why
        finally:
            pool.shutdown(cancel_futures=True)


def _has_hooks(pages: Pages) -> bool:
    """Whether a course has steps of its own before or after: they may count on being in one process."""
    return bool(pages.pre_convert_hook or pages.post_convert_hook)


_at_work: tuple[Pages, Sequence[_Task]]


def _begin(pages: Pages, tasks: Sequence[_Task]) -> None:
    """In a process that makes pages."""
    global _at_work
    _at_work = pages, tasks
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # whoever interrupts is heard by the caller; a page is made whole


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """A page makes many objects and leaves few: to look at all there are takes a third of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _make(number: int) -> str:
    pages, tasks = _at_work
    _name, folder, marks, _shows = tasks[number]
    return pages.make(folder, marks)


def make_apart(root: Path, assignment: str, student: str) -> Made:
    """As `make_pages`, in a process of its own: one with threads, such as a server, had better not fork."""
    order = json.dumps([str(root), assignment, student])
    command = [sys.executable, "-m", __package__]
    done = subprocess.run(command, input=order, stdout=subprocess.PIPE, text=True, cwd=root, check=False)
    try:
        return Made(**json.loads(done.stdout))
    except (ValueError, TypeError):
        raise RuntimeError(f"{__package__}: {done.returncode}") from None


def as_json(made: Made) -> str:
    """What `make_apart` reads."""
    return json.dumps(asdict(made))
