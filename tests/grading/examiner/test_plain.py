"""An object that Python compares as a tuple, text or number is compared as that; an iterator may be of any class."""

from __future__ import annotations

import pytest

from dosclientes.grading.submissions.analysis import Given
from tests.grading import tasks

pytestmark = pytest.mark.sandbox

PAIR = "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(*x): return P(*x)"
WHOLE = "import enum\nclass E(enum.IntEnum):\n    ONE = 1\ndef f(*x): return E.ONE"
TEXT = "class S(str): pass\ndef f(*x): return S('abc')"
STEPS = """class f:
    def __init__(self, n): self.left = n
    def __iter__(self): return self
    def __next__(self):
        if not self.left: raise StopIteration
        self.left -= 1
        return self.left"""

RIGHT = {
    "named-tuple": (PAIR, "assert f(1, 2) == (1, 2) and (1, 2) == f(1, 2) and not f(1, 2) != (1, 2)"),
    "in-a-list": (PAIR, "assert [f(1, 2)] == [(1, 2)] and (1, 2) in [f(1, 2)]"),
    "in-order": (PAIR, "assert sorted([f(3, 2), (1, 2)])[0] == (1, 2) and f(1, 2) < (1, 3)"),
    "nested": (PAIR, "assert f(1, f(2, 3)) == (1, (2, 3))"),
    "number": (WHOLE, "assert f() == 1 and f() < 2 and f() in (1, 2)"),
    "text": (TEXT, "assert f() == 'abc' and f() != 'abd'"),
    "next": (
        STEPS,
        "steps = f(2)\nassert next(steps) == 1 and next(steps) == 0 and next(steps, None) is None",
    ),
    "list": (STEPS, "assert list(f(3)) == [2, 1, 0] and [n for n in f(2)] == [1, 0]"),
    "sum": (STEPS, "assert sum(f(3)) == 3 and max(f(3)) == 2"),
}
SOLUTION = [Given("solution", "def f(*x):\n    yield from x")]


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_of_another_class_has_its_points(name: str) -> None:
    answer, test = RIGHT[name]
    outcome = tasks.run([("student", answer), ("test", test)], given=SOLUTION)
    assert outcome[-1]["state"] == "ran", outcome[-1]


WRONG = {
    "named-tuple": (PAIR, "assert f(1, 2) == (1, 3)"),
    "steps": (STEPS, "assert list(f(3)) == [3, 2, 1]"),
    "changes": (PAIR, "assert f(1, [2]) == (1, [2])"),
    "list": ("class L(list): pass\ndef f(*x): return L(x)", "assert f(1) == [1]"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_seen_to_be_right_is_for_a_person(name: str) -> None:
    answer, test = WRONG[name]
    assert tasks.states([("student", answer), ("test", test)], given=SOLUTION)[-1] == "error"


POSES = {
    "equal-to-all": "class T(tuple):\n    def __eq__(self, other): return True\n    __hash__ = tuple.__hash__",
    "never-unequal": "class T(tuple):\n    def __ne__(self, other): return False",
    "below-all": "class T(tuple):\n    def __lt__(self, other): return True",
    "other-items": """class T(tuple):
    def __iter__(self): return iter((1, 2))
    def __getitem__(self, place): return place + 1
    def __getnewargs__(self): return ((1, 2),)""",
    "class-that-lies": """class Always(type):
    def __getattribute__(self, name): return getattr(tuple, name)
class T(tuple, metaclass=Always):
    def __eq__(self, other): return True
    def __hash__(self): return 1""",
}


@pytest.mark.parametrize("name", POSES)
def test_an_object_does_not_judge_itself(name: str) -> None:
    cells = [("student", POSES[name] + "\ndef f(*x): return T((5, 6))"), ("test", "assert f() == (1, 2)")]
    assert tasks.states(cells, given=SOLUTION)[-1] != "ran"


def test_an_object_has_one_value() -> None:
    """An answer that reaches into its own kernel gains nothing by saying something else each time."""
    answer = """import itertools
import dosclientes.grading.student.questions as questions
said = itertools.count(1)
questions.plain = lambda value: next(said)
class N(int): pass
n = N(7)"""
    cells = [("student", answer), ("test", "assert n == 1"), ("test", "assert n == 1 and n == 2")]
    assert tasks.states(cells, given=[Given("solution", "n = 1")]) == ["ran", "error"]
