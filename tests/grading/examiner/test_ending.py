"""A test that fails through the examiner is left to a person: `failed` says that the answer is wrong, and is 0 points."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from dosclientes.grading.submissions.analysis import Given
from tests.grading import tasks

pytestmark = pytest.mark.sandbox

TEXT = ("'abc'", "class S(str): pass\ndef f(x): return S('abc')")
NUMBER = ("1.2", "class F(float): pass\ndef f(x): return F(1.2)")
WHOLE = ("1", "import enum\nclass E(enum.IntEnum):\n    ONE = 1\ndef f(x): return E.ONE")
LIST = ("[1]", "class L(list): pass\ndef f(x): return L(x)")
PAIR = ("(1, 2)", "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(x): return P(1, 2)")
EQUAL = (
    "{1}",
    "class A:\n    def __eq__(self, other): return True\n    def __hash__(self): return 1\ndef f(x): return A()",
)
ANYTHING = (
    "1",
    "class A:\n    def __lshift__(self, n): return n\n    def __rmod__(self, n): return n\ndef f(x): return A()",
)
NAME = ("n", "n = 3\ndef f(x): return n.v")

IN_DOUBT = {
    "equal": (LIST, "assert f([1]) == [1]"),
    "copied": (LIST, "import copy\nassert len(copy.copy(f([1]))) == 1"),
    "copied-deep": (LIST, "import copy\nassert copy.deepcopy(f([1])) == [1]"),
    "pickled": (LIST, "import pickle\nassert pickle.loads(pickle.dumps(f([1]))) == [1]"),
    "json": (LIST, "import json\nassert json.dumps(f([1])) == '[1]'"),
    "reversed": (LIST, "assert list(reversed(f([1]))) == [1]"),
    "joined": (TEXT, "assert ''.join([f(1)]) == 'abc'"),
    "matched": (TEXT, "import re\nassert isinstance(f(1), str) and re.match('a', f(1))"),
    "method": (TEXT, "assert f(1).upper() == 'ABC'"),
    "index": (WHOLE, "assert [4, 5][f(1)] == 5"),
    "range": (WHOLE, "assert list(range(f(1))) == [0]"),
    "rounded": (NUMBER, "assert round(f(1)) == 1"),
    "divided": (NUMBER, "assert divmod(f(1), 1)[0] == 1"),
    "in-a-set": (EQUAL, "assert len({f(1), f(2)}) == 1"),
    "shifted": (ANYTHING, "assert f(1) << 2 == 2"),
    "on-the-right": (ANYTHING, "assert 7 % f(1) == 7"),
    "truth": (
        ("1", "class A:\n    def __bool__(self): return False\ndef f(x): return A()"),
        "assert not f(1)",
    ),
    "slots": (
        ("1", "class A:\n    __slots__ = ('x',)\ndef f(x): return A()"),
        "assert f(1).__slots__ == ('x',)",
    ),
    "deleted-attribute": (
        ("1", "class A: pass\na = A()\na.x = 1\ndef f(x): return a"),
        "a = f(1)\ndel a.x\nassert not hasattr(a, 'x')",
    ),
    "kept-from-before": (TEXT, "assert ''.join([kept['first']]) == 'abc'"),
    "derived": (("1", "class A:\n    n = 2\n"), "class B(A): pass\nassert B.n == 2"),
    "name-not-sent": (NAME, "class T:\n    v = 5\nn = T()\nassert f(1) == 5"),
    "callback-gives-object": (
        ("1", "def f(x): return x(1) is not None"),
        "class T: pass\nassert f(lambda n: T())",
    ),
    "callback-with-attribute": (
        ("1", "def f(x): return x.count"),
        "def g(n): pass\ng.count = 3\nassert f(g) == 3",
    ),
}


@pytest.mark.parametrize("name", IN_DOUBT)
def test_what_the_examiner_cannot_do_is_no_failure(name: str) -> None:
    """Each answer passes its test where both are in one process, so 0 points would be wrong."""
    (solution, answer), test = IN_DOUBT[name]
    given = [Given("solution", f"n = 3\nclass A: pass\ndef f(x): return {solution}")]
    cells = [("student", answer), ("test", "kept = {}"), ("test", test)]
    if name == "kept-from-before":
        cells[1] = ("test", "kept = {'first': f(1)}")
    assert tasks.states(cells, given=given, unprotected=True)[-1] == "ran", "a case that is none"
    assert tasks.states(cells, given=given)[-1] == "error"


AS_IN_ONE_PROCESS = {
    "names": (
        "class A:\n    def m(self): pass\ndef f(x): return A.m",
        "assert (f(1).__qualname__, f.__module__) == ('A.m', '__main__')",
    ),
    "not-sized": ("def f(x): return f", "from collections.abc import Sized\nassert not isinstance(f, Sized)"),
    "not-callable": (
        "class A: pass\ndef f(x): return A()",
        "from collections.abc import Callable\nassert not isinstance(f(1), Callable)",
    ),
    "iterable": (
        "class A:\n    def __iter__(self): return iter(())\ndef f(x): return A()",
        "from collections.abc import Iterable\nassert isinstance(f(1), Iterable)",
    ),
    "callbacks-name": ("def f(x): return x.__name__", "def g(n): pass\nassert f(g) == 'g'"),
    "callbacks-parameters": (
        "import inspect\ndef f(x): return list(inspect.signature(x).parameters)",
        "def g(n, m=2): pass\nassert f(g) == ['n', 'm']",
    ),
    "callbacks-error": (
        "def f(x): return x(1)",
        "class Stop(Exception): pass\ndef g(n): raise Stop('a')\ntry:\n    f(g)\nexcept Stop as stop: assert str(stop) == 'a'\nelse: assert False",
    ),
    "callbacks-error-caught": (
        "def f(x):\n    try: return x(1)\n    except ValueError: return 7",
        "class Bad(ValueError): pass\ndef g(n): raise Bad\nassert f(g) == 7",
    ),
    "callback-asserts": (
        "def f(x): return x(1)",
        "def g(n): assert n == 2\ntry:\n    f(g)\nexcept AssertionError: pass\nelse: assert False",
    ),
}


@pytest.mark.parametrize("name", AS_IN_ONE_PROCESS)
def test_as_in_one_process(name: str) -> None:
    answer, test = AS_IN_ONE_PROCESS[name]
    outcome = tasks.run(
        [("student", answer), ("test", test)], given=[Given("solution", "def f(x): return 1")]
    )
    assert outcome[-1]["state"] == "ran", outcome[-1]


ORDERED = "from dataclasses import dataclass\n@dataclass(order=True)\nclass Money:\n    cents: int\n"
TOTAL = "from functools import total_ordering\n@total_ordering\nclass Money:\n    def __init__(self, cents): self.cents = cents\n    def __lt__(self, other): return self.cents < other.cents\n"


@pytest.mark.parametrize("source", [ORDERED, TOTAL], ids=["dataclass", "total-ordering"])
def test_an_order_that_python_makes_is_the_classs_own(source: str) -> None:
    test = "assert sorted([Money(3), Money(1)])[0].cents == 1 and Money(2) > Money(1)"
    assert tasks.states([("student", source), ("test", test)]) == ["ran"]


NO_POINTS = {
    "has": "assert hasattr(f(1), '__iter__')",
    "iterable": "from collections.abc import Iterable\nassert isinstance(f(1), Iterable)",
    "called": "from collections.abc import Callable\nassert isinstance(f(1), Callable)",
    "method": "f(1).__len__",
}


@pytest.mark.parametrize("name", NO_POINTS)
def test_a_handle_lends_no_methods_to_its_object(name: str) -> None:
    """What a handle can do, being a handle, earns nothing that its object would not."""
    cells = [("student", "class A: pass\ndef f(x): return A()"), ("test", NO_POINTS[name])]
    given = [Given("solution", "def f(x): return [1]")]
    assert tasks.states(cells, given=given, unprotected=True) == ["raised"]
    assert tasks.states(cells, given=given)[-1] in ("failed", "error")


WRONG = {
    "value": ("def f(x): return 0", "assert f(1) == 1"),
    "own-error": (TEXT[1] + "\ndef g(s): raise KeyError(s)", "g(f(1))"),
    "missing": ("pass", "assert f(1) == 1"),
    "expected-object": ("class Book:\n    title = 'a'\ndef f(x): return Book()", "assert f(1).title == 'b'"),
    "absent": ("class Book: pass\ndef f(x): return Book()", "f(1).__len__()"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_has_failed(name: str) -> None:
    """The same is not said of everything: an object as the solution has it, an error of the answer's own."""
    answer, test = WRONG[name]
    given = [Given("solution", "class Book:\n    title = 'b'\ndef f(x): return Book()\ndef g(s): pass")]
    states = tasks.states([("student", answer), ("test", test)], given=given, expected=["__main__:Book"])
    assert states == ["failed"]


def test_a_callback_shows_the_answer_nothing_of_the_test() -> None:
    """Names and parameters of a test's function cross; its defaults, which may be what the test expects, do not."""
    look = "import inspect\ndef f(g): return repr(inspect.signature(g)), repr(g.__dict__), g.__doc__"
    test = "def g(n, expected=4711): 'Expects 4711.'\nassert '4711' not in repr(f(g)), f(g)"
    given = [Given("solution", "def f(g): return 1")]
    assert tasks.states([("student", look), ("test", test)], given=given) == ["ran"]
