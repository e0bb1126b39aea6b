"""A class of simulated students through every step of nbgrader: its Python interface and a real exchange."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from dosclientes.demo.people import KINDS, Student, chosen
from dosclientes.demo.played import Lesson, Played
from dosclientes.demo.shown import Watch
from dosclientes.language.translation import gettext as _
from dosclientes.teaching.commands import Class, CommandError
from dosclientes.teaching.graded import grade, verdicts
from dosclientes.teaching.round import enter_by_hand, gradebook, hand_in

__all__ = ["play"]


def play(
    group: Class, students: Sequence[Student], names: Sequence[str], watch: Watch, unsandboxed: bool = False
) -> Played:
    """Take the students through the assignments `names`.

    `unsandboxed`: run the stored submissions without a sandbox; none of those a demonstration uses is hostile.
    Raises CommandError.
    """
    lessons = [Lesson(name, chosen(students, name, _stored(name))) for name in names]
    hand_ins = sum(len(lesson.given) for lesson in lessons)
    _enrol(group, students, watch)
    _publish(group, names, watch)
    with watch.step(_("Recoger, hacer y entregar"), hand_ins) as done:
        for lesson in lessons:
            for student, stored in lesson.given.items():
                hand_in(group, lesson.name, student, _corpus().submission(lesson.name, stored))
                done()
    with watch.step(_("Reunir las entregas"), len(names)) as done:
        for name in names:
            group.run("collect", name)
            done()
    with watch.step(_("Corregir con el motor"), hand_ins) as done:
        for lesson in lessons:
            _grade(group, lesson, unsandboxed, lambda what, _value: done() if what == "done" else None)
    with watch.step(_("Corregir textos a mano"), hand_ins) as done:
        for lesson in lessons:
            _by_hand(group, lesson, students, done)
    _feedback(group, lessons, hand_ins, watch)
    for lesson in lessons:
        _look_up(group, lesson)
    return Played(students, lessons)


def _enrol(group: Class, students: Sequence[Student], watch: Watch) -> None:
    roster = group.folder / "roster.csv"
    with watch.step(_("Matricular"), 1) as done:
        with roster.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "first_name", "last_name", "email"))
            rows.writerows((one.id, one.first_name, one.last_name, one.email) for one in students)
        group.run("db", "student", "import", str(roster))
        done()


def _publish(group: Class, names: Sequence[str], watch: Watch) -> None:
    with watch.step(_("Generar y publicar"), len(names)) as done:
        for name in names:
            group.run("generate_assignment", name)
            group.run("release_assignment", name)
            done()


def _grade(group: Class, lesson: Lesson, unsandboxed: bool, progress: Any) -> None:
    summary = grade(group, lesson.name, unsandboxed=unsandboxed, progress=progress)
    if summary["broken"]:
        raise CommandError("\n".join(f"{student}: {why}" for student, why in summary["broken"].items()))
    for student in summary["person"]:
        result = summary["results"][student]
        if result["reasons"]:
            lesson.problems[student] = next(iter(result["reasons"].values()))
    for student, stored in lesson.given.items():
        kind = _corpus().kind(stored)
        if kind != "broken":
            foreseen = _corpus().submission(lesson.name, stored).expect
            given = {key: one["score"] for key, one in verdicts(group, lesson.name, student).items()}
            # a blank hand-in has no clicks, so that a person has a look before anything becomes 0
            waits = {None} if kind == "blank" else set()
            wrong = [key for key, points in foreseen.items() if given[key] not in {points, *waits}]
            if wrong:
                lesson.surprises[student] = wrong


def _by_hand(group: Class, lesson: Lesson, students: Sequence[Student], done: Any) -> None:
    """The simulated person grades two thirds of the texts, and leaves the last third of the class to the user."""
    graded = {one.id for one in students[: len(students) * 2 // 3]}
    with gradebook(group) as book:
        for student, stored in lesson.given.items():
            found = verdicts(group, lesson.name, student)
            texts = {key: one["points"] for key, one in found.items() if one["verdict"] == "manual"}
            if texts and student in graded:
                levels = _corpus().submission(lesson.name, stored).manual
                given = {key: levels.get(key, 0.0) for key in texts}
                share = sum(given.values()) / sum(texts.values())
                enter_by_hand(book, lesson.name, student, given, _comment(share))
            elif texts:
                lesson.left.append(student)
            done()


def _comment(share: float) -> str:
    if share >= 1:
        return _("Muy bien: nombras el resultado, la frontera y a quién está destinado.")
    if share >= 0.5:
        return _("Vas bien. Compara tu texto con el ejemplo del nivel siguiente.")
    return _("Mira los criterios y sus ejemplos, y vuelve a intentarlo: la próxima saldrá mejor.")


def _feedback(group: Class, lessons: Sequence[Lesson], hand_ins: int, watch: Watch) -> None:
    from dosclientes.grading.feedback import make_pages

    with watch.step(_("Generar los comentarios"), hand_ins) as done, group.here():
        for lesson in lessons:
            made = make_pages(group.folder, lesson.name, told=lambda _student: done())
            # of a notebook that cannot be read there is no page
            unforeseen = {name: why for name, why in made.missing.items() if name not in lesson.problems}
            if unforeseen:
                raise CommandError("\n".join(f"{student}: {why}" for student, why in unforeseen.items()))
    with watch.step(_("Publicar y leer los comentarios"), hand_ins) as done:
        for lesson in lessons:
            group.run("release_feedback", lesson.name)
            for student in lesson.given:
                group.run_as(student, "fetch_feedback", lesson.name)
                done()


def _look_up(group: Class, lesson: Lesson) -> None:
    with gradebook(group) as book:
        lesson.full = book.find_assignment(lesson.name).max_score
        for one in book.submission_dicts(lesson.name):
            lesson.points[one["student"]] = None if one["needs_manual_grade"] else one["score"]


def _stored(assignment: str) -> dict[str, Sequence[str]]:
    corpus = _corpus()
    return {kind: [name for name in corpus.names(assignment) if corpus.kind(name) == kind] for kind in KINDS}


def _corpus() -> Any:
    from autograde_tests import corpus  # not part of the package: students do not get it

    return corpus
