"""What README and lesson 00 say of the time and of Python is what lessons and assignments say of themselves."""

from __future__ import annotations

import re

import pytest

from autograde_tests import corpus
from dosclientes.assignments import names
from dosclientes.paths import ROOT


def minutes() -> tuple[int, int]:
    """Of lessons 00 to 10 and of assignments, by what each states."""
    lessons = [
        int(found[1])
        for path in sorted((ROOT / "course" / "es").glob("[01][0-9]-*.ipynb"))
        if (found := re.search(r"⏱ (\d+) minutos", path.read_text("utf-8")))
    ]
    assert len(lessons) == 11
    titles = [corpus.notebook(name, "es")["cells"][0]["source"] for name in names("es")]
    return sum(lessons), sum(int(re.findall(r"unos (\d+) minutos", title)[0]) for title in titles)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("README.md", r"\*\*About (\d+) hours\*\*: a little over (\d+) of lessons[^.]* and (\d+) of"),
        ("README.es.md", r"\*\*Unas (\d+) horas\*\*: algo más de (\d+) de lecciones[^.]* y (\d+) de"),
    ],
)
def test_the_hours_are_the_sum_of_the_minutes(file: str, said: str) -> None:
    lessons, assignments = minutes()
    found = re.search(said, (ROOT / file).read_text("utf-8"))
    assert found
    whole, of_lessons, of_assignments = map(int, found.groups())
    assert whole == round((lessons + assignments) / 60)
    assert 0 < lessons / 60 - of_lessons < 0.5
    assert assignments == of_assignments * 60
    welcome = ROOT / "course" / ("en" if file == "README.md" else "es") / "00-welcome.ipynb"
    assert re.search(rf"\b{whole} (hours|horas)\b", welcome.read_text("utf-8"))


def test_the_points_in_python_are_those_of_the_code_cells() -> None:
    cells = [
        (cell["metadata"]["nbgrader"]["points"], cell)
        for name in ("a3", "a4", "a5", "a6")
        for cell in corpus.notebook(name, "es")["cells"]
        if cell["metadata"].get("nbgrader", {}).get("points")
    ]
    in_code = sum(
        points for points, cell in cells if cell["cell_type"] == "code" and "answered(" not in cell["source"]
    )
    told = f"{in_code} of their {sum(points for points, _cell in cells)} points"
    assert told in (ROOT / "README.md").read_text("utf-8")
