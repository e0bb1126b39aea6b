"""The namespace in which tests run: their own names here, the student's names over there."""

from __future__ import annotations

import ast
import builtins
from typing import Any

from dosclientes.grading.examiner.line import Fault
from dosclientes.grading.examiner.remote import Remote
from dosclientes.grading.examiner.session import Session
from dosclientes.grading.student.facts import imported

KIND = "__student_type__"
MOST = 1000
"""How much of a container is looked through for the student's objects."""

_IPYTHON = frozenset({"In", "Out", "exit", "quit", "get_ipython", "open"})


class Names(dict[str, Any]):
    """A dictionary that asks the student kernel for what it does not hold itself.

    Arguments:
        session: the way to the student kernel.
        policy: as a task carries it. `owned` names belong to the student: read, replaced and deleted over there; of
            those in `imported`, what the instructor's solution imports under that name, and the student must have
            imported too. `shared` names are the instructor's or a test's, and the answer uses them: when a test
            assigns or deletes one, it is so over there. All others that a test assigns stay here; neither builtins
            nor anything else that the instructor defines is ever asked for.
    """

    def __init__(self, session: Session, policy: dict[str, Any]) -> None:
        super().__init__()
        self.session = session
        self.owned = frozenset(name for name in policy["owned"] if not name.startswith("_")) - _IPYTHON
        self.shared = frozenset(policy.get("shared", ())) - self.owned - _IPYTHON
        self.imported: dict[str, list[Any]] = policy.get("imported", {})
        self.fresh: set[str] = set()
        self.given: dict[str, Any] = {}
        self.helping = False
        session.policy.given = self.given_class

    def given_class(self, name: str) -> Any:
        """A class that the instructor's code has defined here."""
        found = None if name in self.owned else super().get(name)
        return found if isinstance(found, type) and found.__module__ == super().get("__name__") else None

    def forget(self) -> None:
        """At the end of a test cell: what it assigned to the student's names is the student's again."""
        for name in self.fresh:
            super().pop(name, None)
        self.fresh.clear()

    def held(self) -> list[dict[str, Any]]:
        """What is said of the student's objects that tests have kept under names of their own, in lists too."""
        found, layer = [], [super(Names, self).get(name) for name in dict.__iter__(self)]
        for _depth in range(4):
            found += [value._remote_about for value in layer if type(value) is Remote]
            layer = [part for value in layer for part in _parts(value)]
        return found

    def __getitem__(self, name: str) -> Any:
        if name in self.owned and name not in self.fresh:
            return self.ask(name)
        return super().__getitem__(name)

    def __missing__(self, name: str) -> Any:
        if not isinstance(name, str) or hasattr(builtins, name) or name.startswith("_") or name in _IPYTHON:
            raise KeyError(name)
        return self.ask(name)

    def ask(self, name: str) -> Any:
        """Fetch a student's name. Raises: KeyError."""
        if not self.session.lives:
            raise KeyError(name)
        if name in self.imported:
            same = self.session.same(name, *self.imported[name])
            if same is None:
                raise KeyError(name)
            if same:
                return imported(*self.imported[name])
        found, value = self.session.fetch(name)
        if not found:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.owned:
            self.give(name, value)
            self.fresh.add(name)
        elif name in self.shared:
            self.share(name, value)
        super().__setitem__(name, value)

    def share(self, name: str, value: Any) -> None:
        """Have the student's code see what a test assigns to a name that it uses."""
        if self.helping:
            self.given[name] = value
        elif name in self.given and value is self.given[name]:
            self.session.restore(name)
        elif super().get(name, self) is not value:
            self.give(name, value)

    def give(self, name: str, value: Any) -> None:
        """Replace a student's name over there, if the value can go; the test sees its own value anyway."""
        noted = len(self.session.faults)
        try:
            self.session.assign(name, value)
        except Fault as fault:
            if fault.kind != "error" or not self.session.alive:
                raise
            del self.session.faults[noted:]
            self.session.doubts.append(f"{name}: {fault}")

    def __delitem__(self, name: str) -> None:
        if name not in self.owned:
            super().__delitem__(name)
            if name in self.shared:
                self.session.delete(name)
            return
        super().pop(name, None)
        self.fresh.discard(name)
        if not self.session.delete(name):
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        if name in self.owned and name not in self.fresh and self.session.lives:
            if name in self.imported:
                return self.session.same(str(name), *self.imported[str(name)]) is not None
            return self.session.fetch(str(name))[0]
        return super().__contains__(name)

    def keys(self) -> Any:
        """All names, the student's included: what `dir()` shows."""
        theirs = self.session.names() if self.session.alive else []
        return dict.fromkeys(
            [*(name for name in dict.__iter__(self) if name not in self.owned), *theirs]
        ).keys()

    def get(self, name: str, default: Any = None) -> Any:
        """As for any dictionary, the student's names included."""
        try:
            return self[name]
        except KeyError:
            return default


def _parts(value: Any) -> list[Any]:
    if type(value) in (list, tuple, set):
        return list(value)[:MOST]
    return list(value.values())[:MOST] if type(value) is dict else []


class Rewriter(ast.NodeTransformer):
    """Makes the few constructs that bypass a dictionary subclass ask it all the same.

    CPython looks up globals in a class body, and stores and deletes them after `global`, in the dictionary itself.
    """

    def __init__(self) -> None:
        self.scopes: list[tuple[str, set[str]]] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        node.bases = [self.visit(base) for base in node.bases]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        bound = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        bound |= {n.name for n in node.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        self.scopes.append(("class", bound))
        node.body = [self.visit(item) for item in node.body]
        self.scopes.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        names = {name for n in ast.walk(node) if isinstance(n, ast.Global) for name in n.names}
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        node.args = self.visit(node.args)
        self.scopes.append(("function", names))
        node.body = [self.visit(item) for item in node.body]
        self.scopes.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        self.scopes.append(("function", set()))
        self.generic_visit(node)
        self.scopes.pop()
        return node

    def visit_Global(self, node: ast.Global) -> Any:
        return ast.copy_location(ast.Pass(), node)

    def visit_Call(self, node: ast.Call) -> Any:
        """`type(x)` asks for the class of a student's object by another name, as no object can answer it."""
        self.generic_visit(node)
        plain = len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred)
        if plain and isinstance(node.func, ast.Name) and node.func.id == "type":
            node.func.id = KIND
        return node

    def visit_Name(self, node: ast.Name) -> Any:
        kind, names = self.scopes[-1] if self.scopes else ("module", set())
        through = (kind == "class" and isinstance(node.ctx, ast.Load) and node.id not in names) or (
            kind == "function" and node.id in names
        )
        if not through or hasattr(builtins, node.id) or node.id.startswith("__"):
            return node
        space = ast.Call(ast.Name("globals", ast.Load()), [], [])
        return ast.fix_missing_locations(
            ast.copy_location(ast.Subscript(space, ast.Constant(node.id), node.ctx), node)
        )
