"""Small courses of other styles than this one's, written as their instructors would, not for the engine.

Each is an assignment: notebooks by name, with the files beside them. Besides the solution and the blank release, two
hand in: one whose numbers are off by one in every second answer, one who has answered the first half; and one whose
answers are right in another way, where there are such, see `otherwise`.
"""

# ruff: noqa: E501

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import nbformat

from tests.grading.comparison.otherwise import OTHERWISE, SUBJECTS
from tests.grading.rehearsal.kinds import Kind, given, solved, test
from tests.grading.rehearsal.test_kinds import make

RAIN = "month,station,mm\n1,North,80\n1,South,20\n2,North,95\n2,South,31\n3,North,60\n3,South,44\n"
STORY = "The nurse called the lab.\nThe lab called back.\nNobody called the kitchen.\n"

WEATHER = {
    "tables": Kind(
        [
            given("import pandas as pd\nimport numpy as np"),
            solved("rain = pd.read_csv('rain.csv')"),
            test("assert rain.shape == (6, 3)\nassert list(rain.columns) == ['month', 'station', 'mm']"),
            solved("return table.groupby('station')['mm'].mean()", "def mean_by_station(table):\n"),
            test(
                "means = mean_by_station(rain)\nassert isinstance(means, pd.Series)\nassert round(means['North'], 2) == 78.33"
            ),
            solved("wide = rain.pivot(index='month', columns='station', values='mm')"),
            test(
                "expected = pd.DataFrame({'North': [80, 95, 60], 'South': [20, 31, 44]}, index=[1, 2, 3])\npd.testing.assert_frame_equal(wide, expected, check_names=False)"
            ),
            solved(
                "table = table.copy()\ntable['wet'] = table['mm'] > limit\nreturn table",
                "def mark_wet(table, limit=50):\n",
            ),
            test(
                "before = rain.copy()\nmarked = mark_wet(rain)\nassert marked.wet.sum() == 3\npd.testing.assert_frame_equal(rain, before)"
            ),
            test("assert mark_wet(rain, limit=30).wet.tolist() == [True, False, True, True, True, True]"),
        ],
        {"rain.csv": RAIN},
    ),
    "plots": Kind(
        [
            given(
                "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np\nx = np.linspace(0, 2, 21)"
            ),
            solved("return slope * x + start", "def line(x, slope, start):\n"),
            test("np.testing.assert_allclose(line(x, 2, 1), 2 * x + 1)"),
            solved(
                "fig, ax = plt.subplots(figsize=(5, 3))\nax.plot(x, line(x, 2, 1), label='line')\nax.plot(x, x ** 2, '--', label='square')\nax.set_xlabel('time (s)')\nax.legend()"
            ),
            test(
                "assert ax.get_xlabel() == 'time (s)'\nassert [l.get_label() for l in ax.get_lines()] == ['line', 'square']"
            ),
            test(
                "np.testing.assert_allclose(ax.get_lines()[1].get_ydata(), x ** 2)\nassert ax.get_legend() is not None"
            ),
            solved(
                "fig, ax = plt.subplots()\nax.hist(values, bins=bins)\nreturn fig",
                "def histogram(values, bins):\n",
            ),
            test(
                "figure = histogram([1, 2, 2, 3, 3, 3], 3)\nheights = [p.get_height() for p in figure.axes[0].patches]\nassert heights == [1, 2, 3]"
            ),
            solved("return np.polyfit(x, y, 1)", "def fit(x, y):\n"),
            test("slope, start = fit(x, 3 * x + 4)\nassert abs(slope - 3) < 1e-9 and abs(start - 4) < 1e-9"),
        ]
    ),
}

LIBRARY = {
    "classes": Kind(
        [
            given(
                "class Item:\n    '''Something that can be lent.'''\n    days = 14\n    def __init__(self, title):\n        self.title = title\n        self.holder = None\n    def lend(self, who):\n        if self.holder is not None:\n            raise ValueError('already lent')\n        self.holder = who\n    def __repr__(self):\n        return f'{type(self).__name__}({self.title!r})'"
            ),
            solved(
                "class Book(Item):\n    def __init__(self, title, author):\n        super().__init__(title)\n        self.author = author\n    @property\n    def label(self):\n        return f'{self.author}: {self.title}'"
            ),
            test(
                "b = Book('Emma', 'Austen')\nassert isinstance(b, Item) and b.label == 'Austen: Emma'\nassert repr(b) == \"Book('Emma')\""
            ),
            test(
                "b = Book('Emma', 'Austen')\nb.lend('Ana')\nassert b.holder == 'Ana'\ntry:\n    b.lend('Leo')\nexcept ValueError as error:\n    assert 'already' in str(error)\nelse:\n    raise AssertionError('it was lent twice')"
            ),
            solved(
                "class Film(Item):\n    days = 3\n    def __init__(self, title, minutes):\n        super().__init__(title)\n        self.minutes = minutes\n    def __lt__(self, other):\n        return self.minutes < other.minutes"
            ),
            test(
                "assert Film('Tampopo', 114).days == 3 and issubclass(Film, Item)\nfilms = sorted([Film('b', 120), Film('a', 90)])\nassert [f.title for f in films] == ['a', 'b']"
            ),
            solved(
                "class NotHere(Exception):\n    pass\n\nclass Shelf:\n    def __init__(self, *items):\n        self.items = list(items)\n    def __len__(self):\n        return len(self.items)\n    def __contains__(self, title):\n        return any(item.title == title for item in self.items)\n    def take(self, title):\n        for item in self.items:\n            if item.title == title:\n                self.items.remove(item)\n                return item\n        raise NotHere(title)"
            ),
            test(
                "s = Shelf(Book('Emma', 'Austen'), Film('Tampopo', 114))\nassert len(s) == 2 and 'Emma' in s\nassert s.take('Emma').author == 'Austen' and len(s) == 1"
            ),
            test(
                "try:\n    Shelf().take('Ulysses')\nexcept NotHere as error:\n    assert str(error) == 'Ulysses'\nelse:\n    raise AssertionError"
            ),
            test("assert hasattr(Book, 'label') and not callable(Book('a', 'b').label)"),
        ]
    ),
    "texts": Kind(
        [
            given("from collections import Counter\nimport re"),
            solved(
                "with open(path) as file:\n    return re.findall(r'[a-z]+', file.read().lower())",
                "def words(path):\n",
            ),
            test(
                "assert words('story.txt')[:3] == ['the', 'nurse', 'called']\nassert len(words('story.txt')) == 13"
            ),
            solved("most = Counter(words('story.txt')).most_common(2)"),
            test("assert dict(most) == {'the': 4, 'called': 3}"),
            solved(
                "with open('summary.csv', 'w') as file:\n    for word, number in most:\n        file.write(f'{word},{number}\\n')"
            ),
            test(
                "import csv\nwith open('summary.csv') as file:\n    assert list(csv.reader(file))[0] == ['the', '4']"
            ),
            solved("print(f'{name.title():<8}|{n:>4}')", "def row(name, n):\n"),
            test(
                "import io\nfrom contextlib import redirect_stdout\nout = io.StringIO()\nwith redirect_stdout(out):\n    row('ana', 7)\nassert out.getvalue() == 'Ana     |   7\\n'"
            ),
            solved(
                "return {w: [line for line in text.splitlines() if w in line.lower()] for w in wanted}",
                "def index(text, *wanted):\n",
            ),
            test(
                "found = index(open('story.txt').read(), 'lab', 'moon')\nassert found['moon'] == [] and len(found['lab']) == 2"
            ),
        ],
        {"story.txt": STORY},
    ),
}

NUMBERS = {
    "roots": Kind(
        [
            given("import math\nimport numpy as np"),
            solved(
                "for _ in range(steps):\n    x = x - f(x) / df(x)\nreturn x",
                "def newton(f, df, x, steps=20):\n",
            ),
            test("assert math.isclose(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0), math.sqrt(2))"),
            test(
                "calls = []\ndef f(x):\n    calls.append(x)\n    return x - 3\nnewton(f, lambda x: 1.0, 0.0, steps=4)\nassert len(calls) == 4"
            ),
            solved(
                "h = (b - a) / n\nreturn h * (f(a) / 2 + sum(f(a + i * h) for i in range(1, n)) + f(b) / 2)",
                "def trapezium(f, a, b, n=1000):\n",
            ),
            test(
                "assert abs(trapezium(math.sin, 0, math.pi) - 2) < 1e-5\nassert abs(trapezium(np.exp, 0, 1) - (math.e - 1)) < 1e-5"
            ),
            solved(
                "a, b = np.asarray(a, float), np.asarray(b, float)\nreturn np.linalg.solve(a, b)",
                "def solve(a, b):\n",
            ),
            test(
                "np.testing.assert_allclose(solve([[2, 1], [1, 3]], [3, 5]), [0.8, 1.4])\nassert solve(np.eye(3), np.ones(3)).dtype == float"
            ),
            test(
                "points = 0\nif abs(trapezium(lambda x: x, 0, 2) - 2) < 1e-9:\n    points += 0.5\nif np.allclose(solve(2 * np.eye(2), [2, 4]), [1, 3]):\n    points += 0.5\npoints"
            ),
        ]
    ),
    "sequences": Kind(
        [
            solved(
                "n = 2\nwhile True:\n    if all(n % p for p in range(2, n)):\n        yield n\n    n += 1",
                "def primes():\n",
            ),
            test("from itertools import islice\nassert list(islice(primes(), 5)) == [2, 3, 5, 7, 11]"),
            solved(
                "def hanoi(n, a='A', b='B', c='C'):\n    return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)"
            ),
            test(
                "assert len(hanoi(5)) == 31 and hanoi(1) == [('A', 'C')]\n### BEGIN HIDDEN TESTS\nassert hanoi(2) == [('A', 'B'), ('A', 'C'), ('B', 'C')]\n### END HIDDEN TESTS"
            ),
            solved(
                "cache = {}\ndef wrapped(*args):\n    if args not in cache:\n        cache[args] = f(*args)\n    return cache[args]\nreturn wrapped",
                "def memo(f):\n",
            ),
            test(
                "seen = []\ndef slow(n):\n    seen.append(n)\n    return n * n\nfast = memo(slow)\nassert [fast(3), fast(3), fast(4)] == [9, 9, 16] and seen == [3, 4]"
            ),
            solved("grid = [[(r * c) % 7 for c in range(5)] for r in range(4)]"),
            given("flat = [n for row in grid for n in row]"),
            test("assert len(flat) == 20 and max(flat) == 6 and type(grid[0]) is list"),
            solved("x, y = complex(1, 2), frozenset({1, 2})"),
            test("assert x.conjugate() == 1 - 2j and 2 in y and x * x == -3 + 4j"),
            test(
                "from fractions import Fraction\nassert sum(Fraction(1, p) for p in [2, 3, 6]) == 1 == len({tuple(r) for r in grid[:1]})"
            ),
        ]
    ),
}

COURSES = {"weather": WEATHER, "library": LIBRARY, "numbers": NUMBERS, "subjects": SUBJECTS}


class _OffByOne(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(node.value + 1) if type(node.value) in (int, float) else node


def build(folder: Path, notebooks: dict[str, Kind]) -> Path:
    """The course, with its hand-ins."""
    make(folder, notebooks)
    others = ["otherwise"] if notebooks.keys() <= OTHERWISE.keys() else []
    for student in ("off-by-one", "first-half", *others):
        place = folder / "submitted" / student / "a"
        shutil.copytree(folder / "submitted" / "solution" / "a", place)
        for path in place.glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            answers = [cell for cell in notebook.cells if cell.metadata.nbgrader.solution]
            for number, cell in enumerate(answers):
                if student == "off-by-one" and number % 2:
                    cell.source = ast.unparse(_OffByOne().visit(ast.parse(cell.source)))
                if student == "first-half" and number >= len(answers) / 2:
                    cell.source = "raise NotImplementedError()"
                if student == "otherwise":
                    cell.source = OTHERWISE[path.stem][number]
            nbformat.write(notebook, path)
    return folder
