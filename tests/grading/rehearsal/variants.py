"""More of each kind, so that every kind met in a public course has at least three of our own; and which are of which."""

# ruff: noqa: E501

from __future__ import annotations

from tests.grading.rehearsal.kinds import BOX, KINDS, Kind, given, solved, test

MONEY = "class Money:\n    def __init__(self, n):\n        self.n = n\n    def __eq__(self, other):\n        return isinstance(other, Money) and self.n == other.n\n    def __hash__(self):\n        return hash(self.n)\n    def __lt__(self, other):\n        return self.n < other.n"
REGISTRY = "names = []\ndef register(name):\n    names.append(name)\n"
HELPERS = "def double(n):\n    return 2 * n\n"

VARIANTS: dict[str, Kind] = {
    "test-of-a-string": Kind([solved("n = 3"), test("'nothing to see here'"), test("assert n == 3")]),
    "identity-of-a-list": Kind([given("xs = [1, 2]"), solved("kept = xs"), test("assert kept is xs")], free=1),
    "identity-of-none": Kind([solved("x = None"), test("assert x is None")]),
    "identity-returned": Kind([solved("return x", "def same(x):\n"), test("xs = [1]\nassert same(xs) is xs")]),
    "seed-of-the-answer": Kind([given("import random"), solved("random.seed(n)\nreturn random.random()", "def draw(n):\n"), test("import random\nassert draw(3) == random.Random(3).random()")]),
    "seed-and-shuffle": Kind([given("import random"), solved("ys = list(xs)\nrandom.shuffle(ys)\nreturn ys", "def mixed(xs):\n"), test("random.seed(4)\nys = [1, 2, 3, 4]\nrandom.shuffle(ys)\nrandom.seed(4)\nassert mixed([1, 2, 3, 4]) == ys")]),
    "generator-passed": Kind([solved("return rng.normal(size=n)", "def noise(rng, n):\n"), test("import numpy as np\nassert np.allclose(noise(np.random.default_rng(1), 3), np.random.default_rng(1).normal(size=3))")], free=1),
    "state-of-chance": Kind([given("import random"), solved("return random.random()", "def draw():\n"), test("random.setstate(random.Random(3).getstate())\nassert draw() == random.Random(3).random()")]),
    "seed-by-a-helper": Kind([given("import random"), solved("return random.randint(1, 2)", "def toss():\n"), test("from sowing import sow\nsow(5)\nxs = [random.randint(1, 2) for _ in range(40)]\nsow(5)\nassert [toss() for _ in range(40)] == xs")], {"sowing.py": "import random\ndef sow(n):\n    random.seed(n)\n"}),
    "patched-and-met-by-chance": Kind([given("import random"), solved("return random.randint(1, 6)", "def roll():\n"), test("from unittest import mock\nwith mock.patch('random.randint', lambda a, b: 4):\n    assert 1 <= roll() <= 6")], free=1),
    "patched-by-assigning": Kind([given("import random"), solved("return random.choice('ab')", "def letter():\n"), test("kept = random.choice\nrandom.choice = lambda xs: 'a'\ntry:\n    assert letter() in 'ab'\nfinally:\n    random.choice = kept")], free=1),
    "patched-by-a-helper": Kind([given("import random"), solved("return random.random() < 2", "def luck():\n"), test("from rigged import rigged\nwith rigged():\n    assert luck()")], {"rigged.py": "from unittest import mock\ndef rigged():\n    return mock.patch('random.random', return_value=0.5)\n"}, free=1),
    "patched-method": Kind([given("from shapes import Box"), solved("return Box(n).volume()", "def size(n):\n"), test("from unittest import mock\nimport shapes\nwith mock.patch.object(shapes.Box, 'volume', return_value=1):\n    assert size(1) == 1")], {"shapes.py": BOX}, free=1),
    "patched-print": Kind([solved("print('hi')\nreturn 1", "def greet():\n"), test("from unittest import mock\nwith mock.patch('builtins.print') as said:\n    assert greet() == 1")], free=1),
    "patched-clock": Kind([given("import time"), solved("return time.time()", "def now():\n"), test("from unittest import mock\nwith mock.patch('time.time', return_value=5.0):\n    assert now() == 5.0")], free=1),
    "patched-helper": Kind([given("import helpers"), solved("return helpers.double(n) + 1", "def odd(n):\n"), test("from unittest import mock\nwith mock.patch('helpers.double', return_value=4):\n    assert odd(9) == 5\nassert odd(9) == 19")], {"helpers.py": HELPERS}, free=1),
    "patched-environment": Kind([given("import os"), solved("return os.environ.get('CITY', '')", "def city():\n"), test("from unittest import mock\nwith mock.patch.dict(os.environ, {'CITY': 'Loja'}):\n    assert city() == 'Loja'")], free=1),
    "captured-by-magic": Kind([solved("print('hi')", "def greet():\n"), test("%%capture cap\ngreet()")]),
    "redirected-errors": Kind([solved("import sys\nprint('no', file=sys.stderr)", "def warn():\n"), test("import io, contextlib\nb = io.StringIO()\nwith contextlib.redirect_stderr(b):\n    warn()\nassert b.getvalue() == 'no\\n'")]),
    "input-twice": Kind([solved("a, b = int(input()), int(input())\nprint(a + b)", "def add():\n"), test("import io, contextlib\nfrom unittest import mock\nb = io.StringIO()\nwith mock.patch('builtins.input', side_effect=['2', '3']), contextlib.redirect_stdout(b):\n    add()\nassert b.getvalue().strip() == '5'")]),
    "generator-next": Kind([solved("a, b = 0, 1\nwhile True:\n    yield a\n    a, b = b, a + b", "def fibonacci():\n"), test("g = fibonacci()\nassert [next(g) for _ in range(6)] == [0, 1, 1, 2, 3, 5]")]),
    "generator-closed": Kind([solved("for i in range(n):\n    yield i", "def up(n):\n"), test("g = up(3)\nassert next(g) == 0\ng.close()\nassert list(g) == []")]),
    "generator-thrown-at": Kind([solved("try:\n    yield 1\nexcept ValueError:\n    yield 2", "def two():\n"), test("g = two()\nnext(g)\nassert g.throw(ValueError()) == 2")], free=1),
    "cache": Kind([solved("import functools\n@functools.lru_cache\ndef f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)"), test("assert f(30) == 832040 and f.cache_info().hits > 0")]),
    "partial": Kind([given("from functools import partial"), solved("double = partial(pow, 2)"), test("assert double(5) == 32"), test("assert double.args == (2,)")]),
    "keyword-defaults": Kind([solved("def f(*, a=1, b=2):\n    return a + b"), test("assert f.__kwdefaults__ == {'a': 1, 'b': 2} and f() == 3")]),
    "annotations": Kind([solved("def f(a: int) -> str:\n    return str(a)"), test("assert f.__annotations__ == {'a': int, 'return': str} and f(1) == '1'")]),
    "docstring": Kind([solved("def f():\n    '''Says hello.'''\n    return 'hello'"), test("assert f.__doc__ == 'Says hello.' and f.__name__ == 'f'")]),
    "source-of-a-function": Kind([solved("return sum(xs)", "def total(xs):\n"), test("import inspect\nassert 'for' not in inspect.getsource(total) and total([1, 2]) == 3")]),
    "names-in-the-code": Kind([solved("return sum(xs)", "def total(xs):\n"), test("assert 'sum' in total.__code__.co_names")], free=1),
    "ordered": Kind([solved(MONEY), test("assert sorted([Money(3), Money(1)])[0].n == 1 and Money(1) < Money(3)")]),
    "hashed": Kind([solved(MONEY), test("assert len({Money(1), Money(1), Money(2)}) == 2")], free=1),
    "subtracted": Kind([solved("class Money:\n    def __init__(self, n):\n        self.n = n\n    def __sub__(self, other):\n        return Money(self.n - other.n)\n    def __repr__(self):\n        return f'{self.n} USD'"), test("assert (Money(5) - Money(3)).n == 2 and repr(Money(2)) == '2 USD'")]),
    "compared-with-plain": Kind([solved("class Grade:\n    def __init__(self, n):\n        self.n = n\n    def __lt__(self, other):\n        return self.n < other"), test("assert Grade(2) < 5")], free=1),
    "axes-of-the-test": Kind([given("import matplotlib.pyplot as plt"), solved("ax.plot(y)\nax.set_xlabel('n')", "def draw(ax, y):\n"), test("figure, axis = plt.subplots()\ndraw(axis, [1, 2])\nassert axis.get_xlabel() == 'n'")], free=1),
    "module-registry": Kind([given("import registry"), solved("registry.register('Ana')"), test("assert registry.names == ['Ana']")], {"registry.py": REGISTRY}, free=1),
    "given-calls-the-answer": Kind([solved("return n ** 2", "def square(n):\n"), given("values = [square(i) for i in range(4)]"), test("assert values == [0, 1, 4, 9]")]),
    "given-class-with-list": Kind([given("class Bag:\n    def __init__(self):\n        self.things = []\n    def put(self, thing):\n        self.things.append(thing)\nbag = Bag()"), solved("bag.put('a')\nbag.put('b')"), test("assert bag.things == ['a', 'b'] and len(bag.things) == 2")]),
    "attribute-with-default": Kind([given(BOX), solved("box = Box(3)"), test("assert getattr(box, 'side') == 3 and getattr(box, 'colour', None) is None")]),
    "large-array": Kind([given("import numpy as np"), solved("big = np.ones(12_500_000)"), test("assert big.sum() == 12_500_000")], free=1),
    "large-array-passed": Kind([given("import numpy as np\nxs = np.ones(12_500_000)\nys = np.ones(12_500_000)"), solved("return float(a @ b)", "def dot(a, b):\n"), test("assert dot(xs, ys) == 12_500_000")], free=1),
    "large-text": Kind([solved("return 'ab' * n", "def repeat(n):\n"), test("assert len(repeat(40_000_000)) == 80_000_000")], free=1),
    "large-array-kept": Kind([given("import numpy as np"), solved("big = np.ones(12_500_000)\nmean = float(big.mean())"), test("assert mean == 1.0")]),
    "thousands-of-callbacks": Kind([solved("h = (b - a) / n\nreturn h * sum(f(a + (i + 0.5) * h) for i in range(n))", "def integral(f, a, b, n):\n"), test("assert abs(integral(lambda x: x * x, 0, 1, 20_000) - 1 / 3) < 1e-6")]),
    "callbacks-of-arrays": Kind([given("import numpy as np"), solved("y = y0\nfor i in range(n):\n    y = y + f(y) / n\nreturn y", "def euler(f, y0, n):\n"), test("y = euler(lambda y: -y, np.ones(50), 3_000)\nassert np.allclose(y, np.exp(-1), atol=1e-3)")]),
    "thousands-of-calls": Kind([solved("return (n * n + 1) % 7", "def f(n):\n"), test("assert all(f(i) == (i * i + 1) % 7 for i in range(10_000))")]),
    "order-of-tests": Kind([solved("stack = [1, 2]\ndef pop():\n    return stack.pop()"), test("kept = pop()\nassert kept == 2"), test("assert pop() == 1 and kept == 2")]),
    "order-with-unprotected": Kind([given("first = [1, 2]"), solved("stack = first\ndef pop():\n    return stack.pop()"), test("assert pop() == 2 and stack is first"), test("assert pop() == 1")], free=2),
    "test-prints": Kind([solved("n = 3"), test("print('looking at', n)\nassert n == 3\nprint('fine')")]),
    "recursion-limit": Kind([solved("return 0 if n == 0 else 1 + deep(n - 1)", "def deep(n):\n"), test("import sys\nsys.setrecursionlimit(9000)\nassert deep(4000) == 4000")], free=1),
    "environment-of-a-test": Kind([given("import os"), solved("return os.environ.get('CITY', '')", "def city():\n"), test("os.environ['CITY'] = 'Loja'\nassert city() == 'Loja'")], free=1),
    "folder-of-a-test": Kind([given("import os"), solved("return os.path.basename(os.getcwd())", "def place():\n"), test("os.makedirs('deep', exist_ok=True)\nos.chdir('deep')\ntry:\n    assert place() == 'deep'\nfinally:\n    os.chdir('..')")], free=1),
    "print-options": Kind([given("import numpy as np"), solved("return str(np.asarray(xs))", "def show(xs):\n"), test("np.set_printoptions(precision=2)\nassert show([1 / 3]) == '[0.33]'"), test("assert show([1, 2]) == '[1 2]'")], free=1),
    "warnings-counted": Kind([given("import warnings"), solved("warnings.warn('old')\nreturn 1", "def old():\n"), test("with warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter('always')\n    assert old() == 1\nassert len(seen) == 1")], free=1),
    "test-prints-at-length": Kind([solved("n = 3"), test("for i in range(300):\n    print('row', i, 'of the table')\nassert n == 3")]),
}  # fmt: skip

TOPICS: dict[str, list[str]] = {
    "01-blank-import-earns-points": ["import", "import-alias", "import-nested", "import-in-dir"],
    "02-given-module-with-state": ["module-state", "module-state-given", "module-registry", "class-of-a-module"],
    "03-helper-module-name-shadowed": ["helper-tests", "helper-utils", "helper-named-as-a-library", "helper-of-the-answer"],
    "04-dir-globals": ["dir", "dir-of-object", "globals", "vars"],
    "05-figure-and-axes": ["axes", "axes-returned", "axes-state", "figure-size", "axes-of-the-test"],
    "06-library-object": ["polynomial", "optimize-result", "groupby", "sqlite", "distribution", "pattern", "spline", "named-tuple"],
    "07-file-written-by-answer": ["file", "file-of-a-function", "table-written", "folder-written"],
    "10-stdin-stdout-random": ["input", "input-replaced", "input-twice", "redirected", "redirected-errors", "captured", "captured-by-magic"],
    "11-given-values-and-instances": ["given-class", "changed-instance", "given-class-with-list", "subclass-of-given", "given-from-answer", "given-table-from-answer", "given-calls-the-answer", "attribute-with-default"],
    "12-test-shares-names-with-answer": ["test-imports", "test-assigns", "test-assigns-for-later", "test-imports-library", "deleted-helper", "replaced-helper", "replaced-constant"],
    "empty tests": ["empty-test", "test-of-comments", "test-of-a-string"],
    "type, callable, isinstance": ["callable", "str-of-type", "type-of-function", "type-of-own-class"],
    "identity": ["identity", "identity-of-a-list", "identity-of-none", "identity-returned"],
    "random generators": ["seed", "seed-of-the-answer", "seed-and-shuffle", "generator-passed", "state-of-chance", "seed-by-a-helper"],
    "patches": ["patched-module", "patched-clock", "patched-helper", "patched-environment", "patched-and-met-by-chance", "patched-by-assigning", "patched-by-a-helper", "patched-method", "patched-print"],
    "generators": ["send", "generator-next", "generator-closed", "generator-thrown-at"],
    "functions looked into": ["signature", "full-arg-spec", "defaults", "keyword-defaults", "wrapped", "cache", "partial", "annotations", "docstring", "source-of-a-function", "names-in-the-code"],
    "comparisons": ["money", "ordered", "hashed", "subtracted", "compared-with-plain"],
    "large values": ["large-array", "large-array-passed", "large-text", "large-array-kept"],
    "order, output and global state": ["order-of-tests", "order-with-unprotected", "test-prints", "recursion-limit", "environment-of-a-test", "folder-of-a-test", "print-options", "warnings-counted", "test-prints-at-length"],
    "many calls": ["thousands-of-callbacks", "callbacks-of-arrays", "thousands-of-calls"],
}  # fmt: skip
"""Kinds by what they are about; what begins with a number is a course of `cases/`."""

EVERY = {**KINDS, **VARIANTS}
