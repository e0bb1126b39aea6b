"""A course of many subjects whose answers can be right in more ways than the solution's.

Beside each assignment stand the answers of a student who thought of something else: another library, another class,
a generator in place of a list where the test lets it pass. All of them are right.
"""

# ruff: noqa: E501

from __future__ import annotations

from tests.grading.rehearsal.kinds import Kind, given, solved, test

__all__ = ["OTHERWISE", "SUBJECTS"]

LOG = "2024-01-03 ana lent Emma\n2024-01-04 leo lent Dune\n2024-02-01 ana back Emma\nnonsense\n"
SALES = "shop,day,sold\nA,1,10\nA,2,14\nB,1,3\nB,2,5\nC,1,8\n"

SUBJECTS = {
    "regex": Kind(
        [
            given("import re"),
            solved(
                "return re.findall(r'^(\\d{4}-\\d\\d-\\d\\d) (\\w+) (\\w+) (\\w+)$', text, re.M)",
                "def parse(text):\n",
            ),
            test(
                "rows = parse(open('log.txt').read())\nassert len(rows) == 3\nassert rows[0] == ('2024-01-03', 'ana', 'lent', 'Emma')"
            ),
            solved(
                "return re.sub(r'\\b(\\d{4})-(\\d\\d)-(\\d\\d)\\b', r'\\3/\\2/\\1', text)",
                "def european(text):\n",
            ),
            test("assert european('on 2024-01-03 and 12-1') == 'on 03/01/2024 and 12-1'"),
            solved("return re.match(r'[\\w.]+@[\\w.]+\\.\\w+$', text)", "def is_mail(text):\n"),
            test("assert is_mail('ana@example.org')\nassert not is_mail('ana@')"),
        ],
        {"log.txt": LOG},
    ),
    "objects": Kind(
        [
            solved(
                "from dataclasses import dataclass\n\n@dataclass(order=True)\nclass Money:\n    cents: int\n    def __add__(self, other):\n        return Money(self.cents + other.cents)\n    def __str__(self):\n        return f'{self.cents / 100:.2f}'"
            ),
            test("assert Money(150) + Money(50) == Money(200)\nassert str(Money(205)) == '2.05'"),
            test("assert sorted([Money(3), Money(1)])[0].cents == 1 and Money(1) < Money(2)"),
            solved(
                "class Account:\n    def __init__(self):\n        self.entries = []\n    def pay(self, money):\n        if money.cents <= 0:\n            raise ValueError('nothing to pay')\n        self.entries.append(money)\n    @property\n    def total(self):\n        return sum(m.cents for m in self.entries)"
            ),
            test(
                "account = Account()\naccount.pay(Money(10))\naccount.pay(Money(5))\nassert account.total == 15"
            ),
            test("account.pay(Money(1))\nassert account.total == 16"),
            test(
                "try:\n    Account().pay(Money(0))\nexcept ValueError as error:\n    assert 'nothing' in str(error)\nelse:\n    assert False"
            ),
        ]
    ),
    "recursion": Kind(
        [
            solved(
                "for x in items:\n    if isinstance(x, list):\n        yield from flat(x)\n    else:\n        yield x",
                "def flat(items):\n",
            ),
            test("assert list(flat([1, [2, [3, []]], 4])) == [1, 2, 3, 4]"),
            solved("return 1 if n < 2 else n * factorial(n - 1)", "def factorial(n):\n"),
            test("assert [factorial(n) for n in (0, 1, 5, 20)] == [1, 1, 120, 2432902008176640000]"),
            solved(
                "if not items:\n    return [[]]\nrest = subsets(items[1:])\nreturn rest + [[items[0], *s] for s in rest]",
                "def subsets(items):\n",
            ),
            test(
                "found = subsets([1, 2, 3])\nassert len(found) == 8 and sorted(map(tuple, found))[-1] == (3,)"
            ),
            solved("a, b = 0, 1\nwhile True:\n    yield a\n    a, b = b, a + b", "def fib():\n"),
            test("g = fib()\nassert [next(g) for _ in range(7)] == [0, 1, 1, 2, 3, 5, 8]"),
        ]
    ),
    "groups": Kind(
        [
            given("import pandas as pd\nsales = pd.read_csv('sales.csv')"),
            solved("return table.groupby('shop')['sold'].sum()", "def per_shop(table):\n"),
            test(
                "assert per_shop(sales)['A'] == 24\nassert per_shop(sales).to_dict() == {'A': 24, 'B': 8, 'C': 8}"
            ),
            solved(
                "return table.groupby('shop').agg(mean=('sold', 'mean'), days=('day', 'count')).reset_index()",
                "def summary(table):\n",
            ),
            test(
                "s = summary(sales)\nassert list(s.columns) == ['shop', 'mean', 'days']\nassert s.loc[s['shop'] == 'B', 'mean'].item() == 4"
            ),
            solved("return table.loc[table.groupby('shop')['sold'].idxmax()]", "def best_days(table):\n"),
            test("assert list(best_days(sales)['day']) == [2, 2, 1]"),
        ],
        {"sales.csv": SALES},
    ),
    "science": Kind(
        [
            given("import numpy as np"),
            solved("from scipy import optimize\nreturn optimize.brentq(f, a, b)", "def root(f, a, b):\n"),
            test("assert abs(root(lambda x: x ** 3 - 8, 0, 5) - 2) < 1e-6"),
            solved("from scipy import integrate\nreturn integrate.quad(f, a, b)[0]", "def area(f, a, b):\n"),
            test("assert np.isclose(area(np.sin, 0, np.pi), 2)"),
            solved("return (x - x.mean(axis=0)) / x.std(axis=0)", "def standard(x):\n"),
            test(
                "z = standard(np.array([[1.0, 2], [3, 6]]))\nassert z.shape == (2, 2)\nnp.testing.assert_allclose(z, [[-1, -1], [1, 1]])"
            ),
            solved("return np.linalg.eigvalsh(m)", "def energies(m):\n"),
            test("np.testing.assert_allclose(energies(np.array([[2.0, 1], [1, 2]])), [1, 3])"),
        ]
    ),
    "axes": Kind(
        [
            given("%matplotlib inline\nimport matplotlib.pyplot as plt"),
            solved(
                "fig, ax = plt.subplots()\nax.bar(names, values)\nax.set_title('Sold')\nax.set_ylabel('pieces')\nreturn ax",
                "def bars(names, values):\n",
            ),
            test(
                "ax = bars(['A', 'B'], [3, 5])\nassert ax.get_title() == 'Sold' and 'pieces' in ax.get_ylabel()"
            ),
            test("ax = bars(['A', 'B'], [3, 5])\nassert [p.get_height() for p in ax.patches] == [3, 5]"),
            solved(
                "fig, ax = plt.subplots()\nax.scatter(x, y)\nax.set_xlim(0, 10)\nreturn ax",
                "def points(x, y):\n",
            ),
            test(
                "ax = points([1, 2], [3, 4])\nassert ax.get_xlim() == (0, 10)\nassert len(ax.collections[0].get_offsets()) == 2"
            ),
        ]
    ),
    "database": Kind(
        [
            given(
                "import sqlite3\nconnection = sqlite3.connect(':memory:')\nconnection.executescript('create table t (name text, age int); insert into t values (\"Ana\", 31), (\"Leo\", 17);')"
            ),
            solved("query = 'select name from t where age >= 18 order by name'"),
            test("assert connection.execute(query).fetchall() == [('Ana',)]"),
            solved(
                "return db.execute('select count(*) from t where age < ?', (age,)).fetchone()[0]",
                "def younger(db, age):\n",
            ),
            test("assert younger(connection, 18) == 1\nassert younger(connection, 99) == 2"),
            solved(
                "db.execute('insert into t values (?, ?)', (name, age))\ndb.commit()",
                "def add(db, name, age):\n",
            ),
            test(
                "add(connection, 'Eva', 40)\nassert ('Eva', 40) in connection.execute('select * from t').fetchall()"
            ),
        ]
    ),
    "files": Kind(
        [
            given("import csv\nimport json"),
            solved(
                "with open(path, 'w', newline='') as file:\n    writer = csv.writer(file)\n    writer.writerow(['n', 'square'])\n    writer.writerows([n, n * n] for n in range(limit))",
                "def table(path, limit):\n",
            ),
            solved("table('squares.csv', 4)"),
            test(
                "import csv\nrows = list(csv.reader(open('squares.csv')))\nassert rows[0] == ['n', 'square'] and rows[-1] == ['3', '9']"
            ),
            solved(
                "with open('settings.json', 'w') as file:\n    json.dump({'size': 3, 'names': ['a', 'b']}, file)"
            ),
            test("import json\nassert json.load(open('settings.json')) == {'size': 3, 'names': ['a', 'b']}"),
            solved("return sum(1 for line in open(path) if line.strip())", "def lines(path):\n"),
            test("assert lines('given.txt') == 2"),
        ],
        {"given.txt": "one\n\ntwo\n"},
    ),
}

OTHERWISE = {
    "regex": [
        "from collections import namedtuple\nRow = namedtuple('Row', 'date who what title')\ndef parse(text):\n    parts = [line.split() for line in text.splitlines()]\n    return [Row(*p) for p in parts if len(p) == 4]",
        "def european(text):\n    words = []\n    for word in text.split(' '):\n        parts = word.split('-')\n        words.append('/'.join(reversed(parts)) if len(parts) == 3 else word)\n    return ' '.join(words)",
        "def is_mail(text):\n    name, at, host = text.partition('@')\n    return bool(name and at and '.' in host)",
    ],
    "objects": [
        "from functools import total_ordering\n@total_ordering\nclass Money:\n    def __init__(self, cents): self.cents = cents\n    def __eq__(self, other): return self.cents == other.cents\n    def __lt__(self, other): return self.cents < other.cents\n    def __add__(self, other): return Money(self.cents + other.cents)\n    def __str__(self): return '%d.%02d' % divmod(self.cents, 100)",
        "class Account:\n    def __init__(self): self.total = 0\n    def pay(self, money):\n        if money.cents < 1: raise ValueError('nothing')\n        self.total += money.cents",
    ],
    "recursion": [
        "def flat(items):\n    found, stack = [], [items]\n    while stack:\n        top = stack.pop()\n        if type(top) is list: stack.extend(reversed(top))\n        else: found.append(top)\n    return found",
        "import math\nfactorial = math.factorial",
        "from itertools import chain, combinations\ndef subsets(items):\n    return list(chain.from_iterable(combinations(items, n) for n in range(len(items) + 1)))",
        "class fib:\n    def __init__(self): self.a, self.b = 0, 1\n    def __iter__(self): return self\n    def __next__(self):\n        a, self.a, self.b = self.a, self.b, self.a + self.b\n        return a",
    ],
    "groups": [
        "def per_shop(table):\n    return table.pivot_table(index='shop', values='sold', aggfunc='sum')['sold']",
        "def summary(table):\n    rows = [(shop, part['sold'].mean(), len(part)) for shop, part in table.groupby('shop')]\n    return pd.DataFrame(rows, columns=['shop', 'mean', 'days'])",
        "def best_days(table):\n    return table.sort_values('sold', ascending=False).drop_duplicates('shop').sort_values('shop')",
    ],
    "science": [
        "def root(f, a, b):\n    while b - a > 1e-9:\n        m = (a + b) / 2\n        a, b = (a, m) if f(a) * f(m) <= 0 else (m, b)\n    return a",
        "def area(f, a, b):\n    x = np.linspace(a, b, 10001)\n    return np.trapezoid(f(x), x)",
        "def standard(x):\n    from scipy.stats import zscore\n    return zscore(x)",
        "def energies(m):\n    return np.sort(np.linalg.eigvals(m).real)",
    ],
    "axes": [
        "def bars(names, values):\n    plt.figure()\n    plt.bar(names, values)\n    plt.title('Sold')\n    plt.ylabel('pieces')\n    return plt.gca()",
        "def points(x, y):\n    ax = plt.figure().add_subplot()\n    ax.scatter(x, y)\n    ax.set(xlim=(0, 10))\n    return ax",
    ],
    "database": [
        "query = 'SELECT name FROM t WHERE NOT age < 18'",
        "def younger(db, age):\n    return len([row for row in db.execute('select age from t') if row[0] < age])",
        "def add(db, name, age):\n    with db: db.execute('insert into t (age, name) values (:age, :name)', {'age': age, 'name': name})",
    ],
    "files": [
        "def table(path, limit):\n    import pandas as pd\n    pd.DataFrame({'n': range(limit), 'square': [n ** 2 for n in range(limit)]}).to_csv(path, index=False)",
        "table('squares.csv', 4)",
        "from pathlib import Path\nPath('settings.json').write_text(json.dumps({'names': ['a', 'b'], 'size': 3}, indent=2))",
        "from pathlib import Path\ndef lines(path):\n    return len(Path(path).read_text().split())",
    ],
}
"""Right answers of another kind, for each answer cell in order."""
