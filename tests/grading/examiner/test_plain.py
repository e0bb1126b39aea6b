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
    "taken-apart": (PAIR, "x, y = f(1, 2)\nassert (x, y) == (1, 2) and [*f(3, 4)] == [3, 4]"),
    "items": (PAIR, "assert f(5, 6)[0] == 5 and f(5, 6)[-1:] == (6,) and len(f(5, 6)) == 2 and 6 in f(5, 6)"),
    "key": (
        PAIR,
        "assert {(1, 2): 'a'}[f(1, 2)] == 'a' and f(1, 2) in {(1, 2)} and len({f(1, 2), (1, 2)}) == 1",
    ),
    "sums": (PAIR, "assert f(1, 2) + (3,) == (1, 2, 3) and f(1, 2) * 2 == (1, 2, 1, 2)"),
    "array": (
        PAIR,
        "import numpy as np\nassert np.asarray(f(1, 2)).sum() == 3 and np.allclose(f(1, 2), [1, 2])",
    ),
    "reckoned": (
        WHOLE,
        "assert f() + 1 == 2 and 3 - f() == 2 and int(f()) == 1 and float(f()) == 1.0 and f()",
    ),
    "told": (
        TEXT,
        "assert str(f()) == 'abc' and 'b' in f() and f() + 'd' == 'abcd' and len(f()) == 3 and f()",
    ),
    "written": (TEXT, "assert '%s' % f(1) == 'abc' and f'{f(1)}' == 'abc' and '{}'.format(f(1)) == 'abc'"),
    "close": (
        "class F(float): pass\ndef f(*x): return F(1.2)",
        "import math\nassert math.isclose(f(1), 1.2)",
    ),
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


ASKED = {
    "items": ("def __getitem__(self, place): return place + 1", "f()[0] == 1"),
    "steps": ("def __iter__(self): return iter((1, 2))", "[*f()] == [1, 2]"),
    "length": ("def __len__(self): return 9", "len(f()) == 9"),
    "hash": ("def __hash__(self): return hash((1, 2))", "f() in {(1, 2)}"),
    "truth": ("def __bool__(self): return False", "not f()"),
    "contains": ("def __contains__(self, item): return True", "3 in f()"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_a_class_answers_in_its_own_way_is_not_asked(name: str) -> None:
    method, test = ASKED[name]
    cells = [
        ("student", f"class T(tuple):\n    {method}\ndef f(*x): return T((5, 6))"),
        ("test", f"assert {test}"),
    ]
    assert tasks.states(cells, given=SOLUTION) == ["error"]


INTO_THE_KERNEL = """import itertools
import dosclientes.grading.student.questions as questions
said = itertools.count(1)
questions.plain = lambda value: next(said)
class N(int): pass
"""
"""An answer that reaches into its own kernel, and says something else each time it is asked."""


def test_an_object_has_the_value_it_came_with() -> None:
    cells = [
        ("student", INTO_THE_KERNEL + "n = N(7)"),
        ("test", "assert n == 7 and n == 7"),
        ("test", "assert n == 1"),
    ]
    assert tasks.states(cells, given=[Given("solution", "n = 1")]) == ["ran", "error"]


def test_what_was_too_large_to_come_along_has_one_value() -> None:
    cells = [
        ("student", INTO_THE_KERNEL + "n = N(10) ** 50_000\nn = N(n)"),
        ("test", "assert n == 1"),
        ("test", "assert n == 1 and n == 2"),
    ]
    assert tasks.states(cells, given=[Given("solution", "n = 1")]) == ["ran", "error"]


DATES = "import datetime as dt\nfrom fractions import Fraction"
LISTS = "def chain(n):\n    found = None\n    for i in range(n): found = P(i, found)\n    return found"
LARGE = {
    "linked": (f"{PAIR}\n{LISTS}", "assert f(1, 2) == (1, 2)\nassert chain(5000) is not None"),
    "linked, compared": (f"{PAIR}\n{LISTS}", "assert chain(4) == (3, (2, (1, (0, None))))"),
    "in a circle": (
        PAIR + "\ndef chain(n):\n    p = P(n, [])\n    p.y.append(p)\n    return p",
        "p = chain(3)",
    ),
    "long text": (TEXT + "\ndef chain(n): return S('a' * n)", "assert chain(100_000) == 'a' * 100_000"),
    "many": (PAIR + "\ndef chain(n): return [P(i, i) for i in range(n)]", "assert len(chain(3000)) == 3000"),
    "of other data": (
        f"{PAIR}\n{DATES}\ndef chain(n): return P(dt.date(2026, 1, n), Fraction(1, n))",
        f"{DATES}\nassert chain(3) == (dt.date(2026, 1, 3), Fraction(1, 3))",
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_data_may_be_large_or_deep(name: str) -> None:
    answer, test = LARGE[name]
    given = [Given("solution", "def f(*x):\n    yield from x\ndef chain(n):\n    return n")]
    outcome = tasks.run([("student", answer), ("test", test)], given=given)
    assert outcome[-1]["state"] == "ran", outcome[-1]
