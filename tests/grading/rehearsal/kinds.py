"""Small assignments, one kind of difficulty each: answers and tests in order, and what may be left unprotected.

Each is a list of cells: ("given" | "answer" | "test", source); of an answer, what follows BEGIN SOLUTION is taken out
of the release. The first of each kind is as the kind was met in a public course, the others are variants of it.
"""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass, field

Cell = tuple[str, str]


@dataclass
class Kind:
    """An assignment.

    Attributes:
        cells: its cells in order.
        files: beside the notebook.
        free: how many of its tests may run in the student's kernel.
    """

    cells: list[Cell]
    files: dict[str, str] = field(default_factory=dict)
    free: int = 0


def solved(body: str, head: str = "") -> Cell:
    """An answer cell: `head` is released, `body` is the solution, indented as the head demands."""
    pad = "    " if head.rstrip().endswith(":") or head.startswith("def ") else ""
    lines = "\n".join(pad + line for line in body.splitlines())
    return "answer", f"{head}{pad}### BEGIN SOLUTION\n{lines}\n{pad}### END SOLUTION"


def test(source: str) -> Cell:
    """A test cell."""
    return "test", source


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for one of its own


def given(source: str) -> Cell:
    """A given, locked cell."""
    return "given", source


COUNTER = "_sum = 0\ndef add(n):\n    global _sum\n    _sum += n\ndef total():\n    return _sum\n"
BOX = "class Box:\n    def __init__(self, side):\n        self.side = side\n    def volume(self):\n        return self.side ** 3\n"

KINDS: dict[str, Kind] = {
    "import": Kind([solved("from math import gcd"), test("assert gcd(12, 18) == 6")]),
    "import-alias": Kind([solved("import numpy as np"), test("import numpy\nassert np is numpy")]),
    "import-nested": Kind([solved("from collections import abc as shapes"), test("assert shapes.Sized.__name__ == 'Sized'")]),
    "import-in-dir": Kind([solved("import statistics"), test("assert 'statistics' in dir()")]),
    "helper-tests": Kind([solved("n = 3"), test("from tests import check_three\ncheck_three(n)")], {"tests.py": "def check_three(n):\n    assert n == 3\n"}),
    "helper-utils": Kind([solved("n = 4"), test("import utils\nutils.even(n)")], {"utils.py": "def even(n):\n    assert n % 2 == 0\n"}),
    "helper-named-as-a-library": Kind([solved("n = 5"), test("from yaml import odd\nassert odd(n)")], {"yaml.py": "def odd(n):\n    return n % 2 == 1\n"}),
    "helper-of-the-answer": Kind([given("from helpers import double"), solved("m = double(4)"), test("assert m == double(4) == 8")], {"helpers.py": "def double(n):\n    return 2 * n\n"}),
    "test-imports": Kind([solved("return copy(x)", "def duplicate(x):\n"), test("from copy import copy\nassert duplicate([1]) == [1]")]),
    "test-assigns": Kind([solved("return factor * x", "def scaled(x):\n"), test("factor = 3\nassert scaled(2) == 6")]),
    "test-assigns-for-later": Kind([solved("y = 1"), test("factor = 3\nassert y == 1"), solved("tripled = [factor * i for i in range(3)]"), test("assert tripled == [0, 3, 6]")]),
    "test-imports-library": Kind([solved("return np.arange(n).sum()", "def triangle(n):\n"), test("import numpy as np\nassert triangle(4) == 6")]),
    "empty-test": Kind([solved("n = 3"), test(""), test("assert n == 3")]),
    "test-of-comments": Kind([solved("n = 3"), test("# nothing to see here"), test("assert n == 3")]),
    "axes": Kind([given("import matplotlib.pyplot as plt"), solved("fig, ax = plt.subplots()\nax.plot([1, 2, 3])\nax.set_title('t')"), test("assert ax.get_title() == 't'"), test("assert len(ax.get_lines()) == 1")]),
    "axes-returned": Kind([given("import matplotlib.pyplot as plt"), solved("f, a = plt.subplots()\na.bar(range(len(y)), y)\nreturn a", "def plot(y):\n"), test("import matplotlib\na = plot([1, 2, 3])\nassert isinstance(a, matplotlib.axes.Axes) and len(a.patches) == 3")]),
    "axes-state": Kind([given("import matplotlib.pyplot as plt"), solved("plt.figure()\nplt.plot(y)", "def plot(y):\n"), test("plot([4, 5])\nassert list(plt.gca().get_lines()[0].get_ydata()) == [4, 5]")], free=1),
    "figure-size": Kind([given("import matplotlib.pyplot as plt"), solved("fig = plt.figure(figsize=(4, 3))"), test("assert list(fig.get_size_inches()) == [4, 3]")]),
    "polynomial": Kind([given("from numpy.polynomial import Polynomial"), solved("p = Polynomial([1, 0, 2])"), test("assert p.degree() == 2 and p(2) == 9"), test("assert list(p.deriv().coef) == [0, 4]")]),
    "optimize-result": Kind([solved("from scipy import optimize\ndef minimum(f):\n    return optimize.minimize_scalar(f)"), test("assert abs(minimum(lambda t: (t - 2) ** 2).x - 2) < 1e-6")]),
    "groupby": Kind([given("import pandas as pd\nd = pd.DataFrame({'k': list('aab'), 'v': [1, 2, 3]})"), solved("groups = d.groupby('k')"), test("assert groups.v.sum()['a'] == 3")]),
    "sqlite": Kind([solved("import sqlite3\ncon = sqlite3.connect(':memory:')\ncon.execute('create table t (n)')\ncon.execute('insert into t values (4)')"), test("assert con.execute('select n from t').fetchone()[0] == 4")]),
    "distribution": Kind([given("from scipy import stats"), solved("d = stats.norm(10, 2)"), test("assert d.mean() == 10 and abs(d.cdf(10) - 0.5) < 1e-9")]),
    "pattern": Kind([given("import re"), solved("digits = re.compile(r'\\d+')"), test("assert digits.findall('a1b22') == ['1', '22']")]),
    "named-tuple": Kind([solved("from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\np = Point(1, 2)"), test("assert p.x == 1 and p.y == 2")]),
    "spline": Kind([given("from scipy.interpolate import CubicSpline"), solved("s = CubicSpline([0, 1, 2], [0, 1, 4])"), test("assert abs(float(s(1)) - 1) < 1e-9")]),
    "given-class": Kind([given(BOX), solved("box = Box(3)"), test("assert box.side == 3 and isinstance(box, Box) and box.volume() == 27")]),
    "class-of-a-module": Kind([given("from shapes import Box"), solved("box = Box(3)"), test("assert box.side == 3"), test("assert isinstance(box, Box) and type(box) is Box")], {"shapes.py": BOX}),
    "subclass-of-given": Kind([given(BOX), solved("class Cube(Box):\n    def faces(self):\n        return 6\ncube = Cube(2)"), test("assert isinstance(cube, Box) and cube.volume() == 8 and issubclass(Cube, Cube)")]),
    "changed-instance": Kind([given(BOX + "b = Box(1)"), solved("b.side = 5"), test("assert b.side == 5")]),
    "callable": Kind([solved("def f():\n    return 1\nn = 3"), test("assert callable(f) and not callable(n) and f() == 1")]),
    "str-of-type": Kind([given("import re"), solved("r = re.compile('a')\nd = {1: 2}"), test("assert 'Pattern' in str(type(r)) and type(d) is dict and type(r).__name__ == 'Pattern'")]),
    "type-of-function": Kind([solved("def f():\n    return 1"), test("import types\nassert isinstance(f, types.FunctionType) and type(f) is types.FunctionType and f() == 1")]),
    "type-of-own-class": Kind([solved("class Cat:\n    pass\nc = Cat()"), test("assert type(c) is Cat and type(c).__name__ == 'Cat' and isinstance(c, Cat)")]),
    "dir": Kind([solved("height = 1.8"), test("assert 'height' in dir() and 'weight' not in dir()")]),
    "dir-of-object": Kind([given(BOX), solved("box = Box(3)"), test("assert 'side' in dir(box) and hasattr(box, 'side')")]),
    "globals": Kind([solved("height = 1.8"), test("assert 'height' in globals() and globals()['height'] == 1.8")]),
    "vars": Kind([given(BOX), solved("box = Box(3)"), test("assert vars(box) == {'side': 3} and vars()['box'].side == 3")]),
    "deleted-helper": Kind([given("def square(x):\n    return x * x"), solved("return sum(square(i) for i in range(n))", "def sum_squares(n):\n"), test("kept = square\ndel square\ntry:\n    sum_squares(3)\nexcept NameError:\n    pass\nelse:\n    raise AssertionError\nfinally:\n    square = kept\nassert sum_squares(3) == 5")]),
    "replaced-helper": Kind([given("def square(x):\n    return x * x"), solved("return sum(square(i) for i in range(n))", "def sum_squares(n):\n"), test("kept = square\ncalls = []\ndef square(x):\n    calls.append(x)\n    return kept(x)\nsum_squares(3)\nsquare = kept\nassert calls == [0, 1, 2]")]),
    "replaced-constant": Kind([given("RATE = 2"), solved("return RATE * x", "def pay(x):\n"), test("RATE = 5\nassert pay(3) == 15\nRATE = 2\nassert pay(3) == 6")]),
    "given-from-answer": Kind([solved("base = [1, 2, 3]"), given("cubes = []\nfor b in base:\n    cubes.append(b ** 3)\ntotal = sum(cubes)"), test("assert cubes == [1, 8, 27] and total == 36")]),
    "given-table-from-answer": Kind([given("import pandas as pd\nd = pd.DataFrame({'a': [1, 2]})"), solved("factor = 3"), given("d['b'] = d.a * factor"), test("assert list(d.b) == [3, 6]")]),
    "module-state": Kind([solved("from counter import add, total\nadd(5)"), test("assert total() == 5")], {"counter.py": COUNTER}, free=1),
    "module-state-given": Kind([given("import counter"), solved("counter.add(2)"), test("assert counter.total() == 2")], {"counter.py": COUNTER}, free=1),
    "identity": Kind([given("import numpy as np\nxs = np.arange(3)"), solved("pair = [1, xs]"), test("assert pair[1] is xs")], free=1),
    "seed": Kind([given("import random\nimport numpy as np"), solved("return random.randint(1, 6), int(np.random.randint(6))", "def roll():\n"), test("random.seed(1); np.random.seed(1)\nx = random.randint(1, 6), int(np.random.randint(6))\nrandom.seed(1); np.random.seed(1)\nassert roll() == x")]),
    "patched-module": Kind([given("import random"), solved("return random.randint(1, 6)", "def roll():\n"), test("from unittest import mock\nwith mock.patch('random.randint', lambda a, b: 77):\n    assert roll() == 77\nassert 1 <= roll() <= 6")], free=1),
    "input": Kind([solved("return 'Hello ' + input('Name? ')", "def ask():\n"), test("from unittest import mock\nwith mock.patch('builtins.input', return_value='Ana'):\n    assert ask() == 'Hello Ana'")]),
    "input-replaced": Kind([solved("return [input() for _ in range(2)]", "def ask():\n"), test("import builtins\nkept, lines = builtins.input, iter('ab')\nbuiltins.input = lambda *a: next(lines)\ntry:\n    assert ask() == ['a', 'b']\nfinally:\n    builtins.input = kept")]),
    "redirected": Kind([solved("print('hi')", "def greet():\n"), test("import io, contextlib\nb = io.StringIO()\nwith contextlib.redirect_stdout(b):\n    greet()\nassert b.getvalue() == 'hi\\n'")]),
    "captured": Kind([solved("print('hi')", "def greet():\n"), test("from IPython.utils.capture import capture_output\nwith capture_output() as c:\n    greet()\nassert c.stdout == 'hi\\n'")]),
    "file": Kind([solved("open('out.txt', 'w').write('7')"), test("assert open('out.txt').read() == '7'")]),
    "file-of-a-function": Kind([solved("open(name, 'w').write('9')", "def save(name):\n"), test("save('mine.txt')\nassert open('mine.txt').read() == '9'")], free=1),
    "table-written": Kind([given("import pandas as pd"), solved("pd.DataFrame({'a': [1, 2]}).to_csv('t.csv', index=False)"), test("assert list(pd.read_csv('t.csv').a) == [1, 2]")]),
    "folder-written": Kind([solved("import os\nos.makedirs('sub', exist_ok=True)\nopen('sub/a.txt', 'w').write('x')"), test("from pathlib import Path\nassert Path('sub/a.txt').read_text() == 'x'")]),
    "signature": Kind([solved("def f(a, b=2, *rest, key=None):\n    return a"), test("import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b', 'rest', 'key'] and inspect.signature(f).parameters['b'].default == 2")]),
    "full-arg-spec": Kind([solved("def f(a, b=2):\n    return a"), test("import inspect\nassert inspect.getfullargspec(f).args == ['a', 'b'] and inspect.getfullargspec(f).defaults == (2,)")]),
    "defaults": Kind([solved("def f(a, b=2):\n    return a"), test("assert f.__defaults__ == (2,)")]),
    "wrapped": Kind([solved("import functools\ndef twice(g):\n    @functools.wraps(g)\n    def inner(*a):\n        return 2 * g(*a)\n    return inner\n@twice\ndef f(x):\n    return x"), test("assert f(3) == 6 and f.__wrapped__(3) == 3")]),
    "send": Kind([solved("def echo():\n    got = None\n    while True:\n        got = yield got"), test("e = echo()\nnext(e)\nassert e.send(5) == 5")]),
    "money": Kind([solved("class Money:\n    def __init__(self, n):\n        self.n = n\n    def __eq__(self, other):\n        return self.n == (other.n if isinstance(other, Money) else other)"), test("assert Money(5) == Money(5)"), test("assert Money(5) == 5")], free=1),
}  # fmt: skip
