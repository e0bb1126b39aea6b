"""What is done once for a class, or once for several tests, gives each what it would have had alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dosclientes.grading.submissions.folders import Draft, handed_in, json_bytes, others, remove
from tests.grading import tasks

STUDENT, TEST = "student", "test"


def test_each_test_has_a_value_of_its_own() -> None:
    cells = [
        (STUDENT, "labels = [1, 2]\ndef grow(): labels.append(3)"),
        (TEST, "labels.append(9); assert labels == [1, 2] or labels[-1] == 9"),
        (TEST, "assert labels == [1, 2], labels"),
        (TEST, "grow(); assert labels == [1, 2, 3], labels"),
        (STUDENT, "labels = 'new'"),
        (TEST, "assert labels == 'new', labels"),
        (TEST, "labels = 5\nassert labels == 5"),
        (TEST, "assert labels == 5, labels"),
        (TEST, "del labels"),
        (TEST, "try:\n    labels\nexcept NameError: pass\nelse: raise AssertionError(labels)"),
    ]
    found = tasks.run(cells)
    assert [o["state"] for o in found if o["state"] != "ran"] == [], [o.get("reason") for o in found]


def test_a_value_that_cannot_cross_is_an_error_each_time() -> None:
    cells = [
        (STUDENT, "import re\nx = [object()]"),
        (TEST, "x[0] + 1"),
        (TEST, "x[0] + 1"),
        (TEST, "assert 1"),
    ]
    assert tasks.states(cells) == ["error", "error", "ran"]


@pytest.mark.parametrize(
    ("test", "state"),
    [
        ("from __future__ import annotations\ndef g(a: nonsense): pass\nassert f() == 1", "ran"),
        ("import asyncio\nawait asyncio.sleep(0)\nassert f() == 1", "ran"),
        ("%time assert f() == 1", "ran"),
        ("assert f() == 1\n0.5", "ran"),
        ("assert f() ==", "failed"),
        ("assert f() == 2", "failed"),
        ("f = 5\nassert f == 5", "ran"),
        ("class A:\n    x = f()\nassert A.x == 1", "ran"),
    ],
)
def test_every_kind_of_test_cell(test: str, state: str) -> None:
    assert tasks.states([(STUDENT, "def f(): return 1"), (TEST, test)]) == [state]


def test_the_last_value_of_a_test_is_its_result() -> None:
    outcome = tasks.run([(STUDENT, "x = 1"), (TEST, "y = x\n0.25")])[1]
    assert outcome["result"] == "0.25"
    assert outcome["outputs"][-1]["data"] == {"text/plain": "0.25"}


def test_a_failing_test_shows_where() -> None:
    error = tasks.run([(STUDENT, "x = 1"), (TEST, "y = 2\nassert x == y, 'not two'")])[1]["outputs"][-1]
    assert error["ename"] == "AssertionError"
    assert any("assert x == y" in line for line in error["traceback"])


RELEASED = "shown = 20 % 3\nshown"


def shown(*before: str) -> str:
    cells = [(STUDENT, source) for source in (*before, RELEASED)]
    outputs = tasks.run(cells, released=[RELEASED, "%time 1"])[-1]["outputs"]
    return str(outputs[-1]["data"]["text/plain"])


def test_a_released_cell_runs_as_it_stands() -> None:
    assert shown() == "2"


def test_a_released_cell_goes_through_what_a_student_has_added() -> None:
    step = "def step(lines): return [line.replace('20', '21') for line in lines]\n"
    added = "get_ipython().input_transformers_post.append(step)"
    assert shown(step + added) == "0"


def test_a_released_magic_is_still_a_magic() -> None:
    cell = tasks.run([(STUDENT, "%time 1")], released=["%time 1"])[0]
    assert "CPU times" in cell["outputs"][0]["text"]


def test_no_trace_of_what_was_spared_at_loading() -> None:
    cells = [
        (STUDENT, "import sys\nfound = sys.modules.get('rfc3987_syntax', 'none')"),
        (TEST, "assert found == 'none'"),
    ]
    assert tasks.states(cells) == ["ran"]


def test_files_in_each_other_s_way(tmp_path: Path) -> None:
    source, final = tmp_path / "source", tmp_path / "graded" / "a1"
    source.mkdir()
    (source / "data").write_text("a file where the instructor has a folder")
    (source / "answers.json").write_text("{}")
    given = {"data/table.csv": b"n\n1\n"}
    names = others(source, [])
    files, remarks = handed_in(source, names, given)
    assert files == {"answers.json": b"{}", **given}
    assert len(remarks) == 1
    assert "data" in remarks[0]
    draft = Draft(final, 0o444, shared=False)
    for name, content in files.items():
        draft.write(name, content)
    assert not final.exists()
    draft.publish()
    assert (final / "data" / "table.csv").read_bytes() == given["data/table.csv"]
    remove(final)
    assert not final.exists()


def test_half_a_character_stops_nobody() -> None:
    assert json_bytes({"source": "a\ud800b"}) == b'{\n "source": "a?b"\n}\n'
