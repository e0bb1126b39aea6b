"""A class of 40 in a hand-made table: what each hands in, twice, with which trouble, and the points it has to earn."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from dosclientes.cli import main
from dosclientes.teaching.commands import Class
from tests.teaching.downloads import TROUBLES, HandIn, Student, canvas, moodle, packed, work, worksheet

__all__ = ["CLASS", "DUE", "LATE", "STRANGER", "Row", "collect", "prepared"]

# id | first hand-in | trouble | points | text | second | trouble | points | text | points after the changed check
# Points are those of tests, of 16; «?» waits for a person. Text, of 4, is what a person gives; «=» stays as it was.
# The changed check takes the point of «click-payer» from whoever had it.
TABLE = """
ana        |solution                         |-                  |16   |4|                  |            |     | |15
luis.peña  |right-as-a-frame                 |browser (1)        |16   |3|                  |            |     | |15
u@v        |right-as-series                  |browser (2)        |16   |4|                  |            |     | |15
jose       |right-by-a-loop                  |canvas -1          |16   |4|                  |            |     | |15
jose_garcia|m1-customer-is-payer             |.ipynb.txt         |13   |2|                  |            |     | |13
s[1]       |m10-an-employee-is-never-external|.ipynb.json        |15   |4|                  |            |     | |14
D'Or       |m16-only-one-side-wants-clarity  |capitals           |15.75|4|                  |            |     | |14.75
x+y        |m2-every-employee-is-internal    |a1-final           |14.25|2|                  |            |     | |13.25
s09        |m3-a-label-is-for-ever           |zip                |13.75|3|                  |            |     | |12.75
s10        |m4-who-affects-is-the-customer   |folder in zip      |12.25|2|                  |            |     | |12.25
s11        |m5-a-partner-is-inside           |litter in zip      |14   |3|                  |            |     | |13
s12        |m6-a-supplier-is-a-supplier      |path in zip        |13.5 |3|                  |            |     | |12.5
s13        |m9-on-site-is-inside             |broken zip beside  |14.5 |3|                  |            |     | |13.5
s14        |solution                         |broken zip         |?    | |solution          |-           |16   |4|15
s15        |solution                         |clicks alone       |?    | |nearly-no-interest|canvas -1   |10.75|4|9.75
s16        |solution                         |no clicks          |?    |4|solution          |-           |16   |=|15
s17        |solution                         |older beside       |16   |4|                  |            |     | |15
s18        |nearly-posted-before-drawn       |own time           |15.5 |4|                  |            |     | |14.5
s19        |nearly-swapped-neighbours        |a page beside      |15   |4|                  |            |     | |14
s20        |half-done                        |-                  |5    |3|solution          |browser (1) |16   |4|15
s21        |solution                         |no json            |?    | |                  |            |     | |?
s22        |solution                         |utf-16             |?    | |solution          |byte mark   |16   |4|15
s23        |solution                         |byte mark          |16   |4|                  |            |     | |15
s24        |solution                         |byte mark in clicks|16   |4|                  |            |     | |15
s25        |solution                         |crlf               |16   |4|                  |            |     | |15
s26        |solution                         |colab              |16   |4|solution          |another text|16   |3|15
s27        |solution                         |picture            |16   |4|                  |            |     | |15
s28        |solution                         |lost picture       |16   |4|                  |            |     | |15
s29        |solution                         |tags null          |16   |4|                  |            |     | |15
s30        |solution                         |tags word          |16   |4|                  |            |     | |15
s31        |solution                         |no metadata        |16   |4|                  |            |     | |15
s32        |solution                         |nbgrader null      |16   |4|                  |            |     | |15
s33        |bad-foreign-student              |-                  |?    | |                  |            |     | |?
s34        |nearly-one-case-missing          |no cell ids        |12   |4|solution          |no cell ids |16   |=|15
s35        |blank                            |another kernel     |?    |0|half-done         |a cell fails|5    |=|4
s36        |blank                            |-                  |?    |0|                  |            |     | |?
absent     |                                 |                   |     | |                  |            |     | |
second     |                                 |                   |     | |solution          |zip         |16   |4|15
twin1      |half-done                        |-                  |5    |2|                  |            |     | |4
twin2      |solution                         |-                  |16   |4|                  |            |     | |15
"""
DUE = "2026-12-01 12:00"
LATE = {"ana": "never", "luis.peña": "extended"}
"""Whose hand-in was a day late, and who is given more time afterwards; late work counts 0 in this class."""
STRANGER = Student("nobody", "Nadie", "Nunca", 7000)


@dataclass(frozen=True)
class Row:
    """A line of the table. Points are None where a person has to give them, or nothing was handed in."""

    student: Student
    first: tuple[str, str] | None
    points: float | None
    text: float | None
    second: tuple[str, str] | None
    points2: float | None
    text2: float | None
    asked: bool
    changed: float | None

    @property
    def newest(self) -> float | None:
        """The points of tests after the second round."""
        return self.points2 if self.second else self.points

    def total(self, points: float | None, text: float | None) -> float | None:
        """What counts once a person has graded the text: nothing for work that came late."""
        if points is None or text is None:
            return None
        return 0.0 if self.student.id in LATE else points + text


def _row(number: int, line: str) -> Row:
    cells = [cell.strip() for cell in line.split("|")]
    twin = cells[0].startswith("twin")
    names = ("Ana", "Sol") if twin else (f"Nombre{number}", f"Apellido D'Ñu{number}")
    points, text, points2, text2, changed = (
        float(cells[place]) if cells[place] not in ("", "?", "=") else None for place in (3, 4, 7, 8, 9)
    )
    return Row(
        Student(cells[0], *names, 9000 + number),
        (cells[1], cells[2]) if cells[1] else None,
        points,
        text,
        (cells[5], cells[6]) if cells[5] else None,
        points2,
        text if cells[8] in ("", "=") else text2,
        cells[8] not in ("", "="),
        changed,
    )


CLASS = [_row(number, line) for number, line in enumerate(TABLE.strip().split("\n"))]


def prepared(folder: Path, lang: str) -> Class:
    """The class with its roster, as a Spanish Excel writes it; late work counts 0."""
    group = replace(Class.copy(folder, lang), grading="engine")
    config = group.folder / "nbgrader_config.py"
    rule = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
    config.write_text(config.read_text("utf-8") + rule, "utf-8")
    lines = [
        f"{one.id};{one.given};{one.family};{one.email};{one.number}"
        for one in (row.student for row in CLASS)
    ]
    roster = folder / "lista.csv"
    roster.write_bytes("\r\n".join(["id;Nombre;Apellidos;Correo;LMS ID", *lines]).encode("cp1252"))
    assert main(["roster", str(roster), "--lang", lang, "--root", str(folder)]) == 0
    group.run("generate_assignment", "a1")
    assert main(["extend", "a1", "--due", DUE, "--lang", lang, "--root", str(folder)]) == 0
    return group


def _hand_ins(lang: str, second: bool) -> list[HandIn]:
    found = []
    for number, row in enumerate(CLASS):
        what = row.second if second and row.second else row.first
        if what:
            files = work(what[0], lang)
            # people's notebooks differ, and a platform finds feedback by what was handed in
            files = {**files, "a1.ipynb": files["a1.ipynb"] + b"\n" * (number + 1)}
            late = row.student.id in LATE
            when = f"{'miércoles, 2' if late else 'martes, 1'} de diciembre de 2026, 10:0{int(second)}"
            found.append(HandIn(row.student, TROUBLES[what[1]](files), when, late))
    return [*found, HandIn(STRANGER, work("half-done", lang))]


def collect(group: Class, platform: str, folder: Path, *, second: bool) -> tuple[Path, list[str]]:
    """The platform's zip, and the words with which `dosclientes collect` takes it and the platform's times."""
    name = f"{platform}-{'second' if second else 'first'}"
    hand_ins = _hand_ins(group.lang, second)
    table = folder / f"{name}.csv"
    if platform == "moodle":
        files = moodle(hand_ins, flat=second)
        table.write_bytes(worksheet(hand_ins))
    else:
        files = canvas(hand_ins, first=71_000 if second else 70_000)
        times = [[one.student.number, "2026-12-02T10:00:00Z"] for one in hand_ins if one.late]
        with table.open("w", newline="") as file:
            csv.writer(file).writerows([["person", "time"], *times])
    return packed(folder / f"{name}.zip", files), ["--table", str(table), "--zone", "UTC"]
