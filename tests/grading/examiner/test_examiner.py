"""Tests run in the examiner, answers in the student kernel: what works across, and what must not."""

# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest

from dosclientes.grading.submissions.analysis import Given
from tests.grading import tasks

POINT = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\n    y: int = 0\n    def norm(self): return abs(self.x)"
VECTOR = """class Vector:
    def __init__(self, x): self.x = x
    def __add__(self, other): return Vector(self.x + other.x)
    def __abs__(self): return abs(self.x)
    def __len__(self): return 7"""

WORKS = {
    "call": ("def f(x): return x + 1", "assert f(1) == 2"),
    "exception": (
        "def f(): raise ValueError('bad n')",
        "try:\n    f()\nexcept ValueError as e:\n    assert 'bad' in str(e)\nelse: assert False",
    ),
    "exception-family": (
        "class A(Exception): pass\nclass B(A): pass\ndef f(): raise B",
        "try:\n    f()\nexcept A as e:\n    assert type(e) is B and not isinstance(e, KeyError)",
    ),
    "own-exception": (
        "class Mine(KeyError): pass\ndef f(): raise Mine('x')",
        "try:\n    f()\nexcept Mine: pass",
    ),
    "changed-list": ("def f(x): x.append(3); return x", "a = [1]; r = f(a); assert a == [1, 3] and r is a"),
    "changed-frame": (
        "def f(d): d['b'] = d.a * 2",
        "import pandas as pd\nd = pd.DataFrame({'a': [1]}); f(d); assert list(d.b) == [2]",
    ),
    "callback": (
        "def f(g, x): return g(x)",
        "assert f(lambda n: n * 2, 4) == 8; assert f(f2 := (lambda n: n), 1) == 1",
    ),
    "nested-callback": (
        "def f(g, x): return g(x)\ndef h(x): return x + 1",
        "assert f(lambda n: h(n), 4) == 5; assert f(h, 1) == 2",
    ),
    "builtin-type": (
        "def f(t, x): return t(x)",
        "assert f(int, '3') == 3; assert f(list, 'ab') == ['a', 'b']",
    ),
    "delete": (
        "def f(): return 1\ndef g(): return f()",
        "old = f\ndel f\ntry:\n    g()\nexcept NameError: pass\nelse: assert False\nf = old",
    ),
    "still-there": (
        "def f(): return 1\ndef g(): return f()",
        "old = f; f = lambda: 5\nassert g() == 5\nf = old; assert g() == 1",
    ),
    "set-value": ("n = 3\ndef f(): return n", "n = 9; assert f() == 9"),
    "class": (
        POINT,
        "assert Point(1) == Point(1) and Point(1) != Point(2) and Point(3).x == 3 and Point(-2).norm() == 2",
    ),
    "isinstance": (
        POINT + "\ndef make(): return Point(1)",
        "assert isinstance(make(), Point) and not isinstance(3, Point)",
    ),
    "operators": (VECTOR, "v = Vector(2) + Vector(3); assert v.x == 5 and abs(v) == 5 and len(v) == 7"),
    "generator": ("def f(n):\n    for i in range(n): yield i", "assert list(f(3)) == [0, 1, 2]"),
    "in-class-body": ("n = 3", "class A:\n    m = n\nassert A.m == 3"),
    "in-comprehension": ("n = 3", "assert [n for _ in range(2)] == [3, 3]"),
    "global": ("n = 3\ndef f(): return n", "def g():\n    global n\n    n = 8\ng(); assert f() == 8"),
    "globals": ("n = 3", "assert 'n' in globals() and 'm' not in globals()"),
    "getsource": ("def f(x): return sum(x)", "import inspect; assert 'sum(' in inspect.getsource(f)"),
    "docstring": ("def f():\n    'Doc.'", "assert f.__doc__ == 'Doc.' and f.__name__ == 'f'"),
    "array": (
        "import numpy as np\ndef f(n): return np.ones(n)",
        "import numpy as np; np.testing.assert_allclose(f(2), [1, 1])",
    ),
    "file": ("x = 1", "import json; assert json.load(open('answers.json')) == {'a': 1}"),
    "student-id": (
        "import os\ns = os.environ['NBGRADER_STUDENT_ID']",
        "import os; assert s == os.environ['NBGRADER_STUDENT_ID'] == 'ana'",
    ),
}


@pytest.mark.parametrize("name", WORKS)
def test_works_across(name: str) -> None:
    student, test = WORKS[name]
    outcomes = tasks.run([("student", student), ("test", test)], files={"answers.json": b'{"a": 1}'})
    assert [o["state"] for o in outcomes] == ["ran", "ran"], outcomes


SOLUTION = [Given("solution", "def f(x):\n    return x * 2.0\nresult = f(3)")]
CHEATS = {
    "strip-asserts": "import ast\nclass S(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\nget_ipython().ast_transformers.append(S())\ndef f(x): return 0",
    "equal-to-all": "class E:\n    def __eq__(s, o): return True\ndef f(x): return E()",
    "equal-in-list": "class E:\n    def __eq__(s, o): return True\ndef f(x): return [E()]",
    "float-subclass": "class F(float):\n    def __sub__(s, o): return 0.0\n    def __eq__(s, o): return True\ndef f(x): return F(1)",
    "posing-class": "class F:\n    __class__ = float\n    def __float__(s): return 6.0\n    def __eq__(s, o): return True\ndef f(x): return F()",
    "patched-builtins": "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.AssertionError = KeyError\ndef f(x): return 1.0",
    "mock": "from unittest.mock import MagicMock\nf = MagicMock()",
    "own-abs": "abs = lambda x: 0\ndef f(x): return 1",
    "own-expected": "def f(x):\n    return globals().get('expected', 0)",
    "forged-frames": "import os, struct\ndef f(x):\n    for fd in range(3, 30):\n        try: os.write(fd, struct.pack('!I', 2) + b'{}')\n        except OSError: pass",
    "infinite-iterator": "class I:\n    def __iter__(s): return iter(range(10**12))\ndef f(x): return I()",
    "exit": "def f(x): import os; os._exit(0)",
    "system-exit": "def f(x): raise SystemExit(0)",
    "interrupt": "def f(x): raise KeyboardInterrupt",
    "missing": "pass",
}
CHECKS = "expected = 6.0\nassert f(3) == expected\nassert abs(f(3) - 6) < 1e-9"


@pytest.mark.parametrize("name", CHEATS)
def test_cheats_gain_nothing(name: str) -> None:
    outcomes = tasks.run([("student", CHEATS[name]), ("test", CHECKS)], given=SOLUTION)
    assert outcomes[-1]["state"] in ("failed", "error"), outcomes


@pytest.mark.parametrize("name", ["equal-to-all", "float-subclass", "mock"])
def test_a_test_that_swallows_exceptions_is_not_fooled(name: str) -> None:
    test = "try:\n    assert f(3) == 6\nexcept Exception:\n    pass"
    assert tasks.states([("student", CHEATS[name]), ("test", test)], given=SOLUTION) == ["error"]


MONEY = "class Money:\n    def __init__(self, n): self.n = n\n"
EQUAL = "    def __eq__(self, other): return isinstance(other, Money) and self.n == other.n\n"
LIES = "".join(
    f"    def __{name}__(self, other=None): return True\n"
    for name in ("eq", "lt", "gt", "le", "ge", "ne", "contains", "bool")
)


@pytest.mark.parametrize("name", ["Money", "Other"])
@pytest.mark.parametrize(
    "test",
    ["assert f(3) == 6", "assert 6 == f(3)", "assert f(3) > 5", "assert f(3) in [6]", "assert 6 in [f(3)]"],
)
def test_a_class_of_the_solution_lends_its_operators_to_nobody(name: str, test: str) -> None:
    """That the solution has a class which compares does not let an answer judge itself beside plain data."""
    given = [Given("solution", MONEY + LIES + "def f(x): return 2 * x")]
    lying = MONEY.replace("Money", name) + LIES + f"def f(x): return {name}(x)"
    assert tasks.states([("student", lying), ("test", test)], given=given) == ["error"]
    honest = MONEY + EQUAL + "def f(x): return 2 * x"
    assert tasks.states([("student", honest), ("test", test)], given=given) == ["ran"]


def test_builtins_are_the_examiners() -> None:
    cells = [("student", "abs = lambda x: 0\ndef f(x): return 1"), ("test", "assert abs(f(3) - 6) < 1e-9")]
    assert tasks.states(cells, given=SOLUTION) == ["failed"]


def test_given_names_are_the_instructors() -> None:
    given = [
        Given("plain", "TOLERANCE = 1e-9\ndef close(a, b):\n    return abs(a - b) < TOLERANCE"),
        *SOLUTION,
    ]
    outcome = tasks.run(
        [
            ("student", "TOLERANCE = 1e9\ndef close(a, b): return True\ndef f(x): return 0"),
            ("test", "assert close(f(3), 6)"),
        ],
        given=given,
    )[-1]
    assert outcome["state"] != "ran"


def test_modules_come_from_an_exact_list() -> None:
    """A module of a package that the solution uses is not one that it names: nothing is imported for a student."""
    given = [Given("solution", "import json\ndef f(): return json")]
    listed = "import sys; assert not [name for name in sys.modules if name.startswith('json.tool')]"
    for answer, state in (("json", "ran"), ("json.tool", "error"), ("os", "error")):
        cells = [
            ("student", f"import json.tool, os\ndef f(): return {answer}"),
            ("test", "assert f().__name__ == 'json'"),
            ("test", listed),
        ]
        assert tasks.states(cells, given=given) == [state, "ran"], answer


def test_output_of_a_forger_is_no_partial_credit() -> None:
    forged = "def f(x):\n    from IPython.display import display\n    display({'text/plain': '1.0'}, raw=True)\n    get_ipython().displayhook(1.0)\n    return 0"
    outcome = tasks.run([("student", forged), ("test", "f(3)\nNone")], given=SOLUTION)[-1]
    assert outcome["result"] is None
    assert "execute_result" not in [output["output_type"] for output in outcome["outputs"]]


@pytest.mark.parametrize("loop", tasks.DEAF.values(), ids=tasks.DEAF)
def test_time_limits(loop: str) -> None:
    cells = [
        ("student", "def good(): return 1"),
        ("student", "def f():\n    " + loop.replace("\n", "\n    ")),
        ("test", "f()"),
        ("test", "assert good() == 1"),
        ("student", "import time; time.sleep(60)"),
        ("test", "assert good() == 1"),
        ("student", loop),
        ("test", "assert good() == 1"),
        ("test", "while True: pass"),
    ]
    outcomes = tasks.run(cells, timeout=1)
    assert [o["state"] for o in outcomes] == [
        "ran",
        "ran",
        "failed",
        "ran",
        "error",
        "ran",
        "error",
        "ran",
        "failed",
    ]


def test_no_test_pays_for_the_time_of_earlier_cells() -> None:
    """Neither for a helper that is too slow, nor when the whole notebook's time is used up."""
    loop = "def f():\n    while True: pass\ndef good(): return 1"
    given = [Given("solution", "def f(): return 1\ndef good(): return 1"), Given("plain", "SHOWN = f()")]
    assert tasks.states([("student", loop), ("test", "assert good() == 1")], given=given, timeout=1) == [
        "ran"
    ]
    cells = [("student", loop), ("test", "f()"), ("test", "f()"), ("test", "assert good() == 1")]
    first, *others = tasks.states(cells, timeout=1, total_timeout=1.5)
    assert first == "failed"
    assert others[-1] in ("ran", "error"), "0 for what others used up"


def test_output_before_the_end_is_kept_and_bounded() -> None:
    cells = [("student", "print('before'); import os; os._exit(1)"), ("student", "print('x' * 10**8)")]
    first, second = tasks.run(cells)
    assert "before" not in str(second["outputs"])
    assert len(str(second["outputs"])) < 3_000_000
    assert first["outputs"][-1]["ename"] == "DeadKernelError"


def test_unprotected_tests_run_in_the_students_kernel() -> None:
    cells = [
        ("student", "class E:\n    def __eq__(s, o): return True\ndef f(x): return E()"),
        ("test", "assert f(3) == 6"),
    ]
    assert tasks.states(cells, given=SOLUTION, unprotected=True) == ["ran"]
    assert tasks.states(cells, given=SOLUTION, unprotected=False) == ["error"]


def test_names_of_the_test_stay_away_from_the_student() -> None:
    seen: list[Any] = tasks.run(
        [
            ("student", "def f(x): return sorted(k for k in globals() if not k.startswith('_'))"),
            ("test", "expected = 6\nassert 'expected' not in f(1), f(1)"),
        ],
        given=SOLUTION,
    )
    assert seen[-1]["state"] == "ran", seen


PERSON = "class AskPersonError(Exception):\n    needs_person = True\n"


def test_a_check_may_ask_for_a_person() -> None:
    """The instructor's exception says that no program can judge; a student's own, posing as one, does not."""
    cells = [
        ("student", PERSON + "def f(): raise AskPersonError('mine')"),
        ("test", PERSON.replace("Ask", "Theirs") + "raise TheirsPersonError('whose is it?')"),
        ("test", "f()"),
    ]
    asked, posed = (o for o in tasks.run(cells) if "result" in o and o["state"] in ("error", "failed"))
    assert (asked["state"], asked["reason"]) == ("error", "whose is it?")
    assert posed["state"] == "failed"
    assert tasks.states(cells, unprotected=True) == ["error", "error"]
