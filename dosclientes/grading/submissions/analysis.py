"""What the instructor's notebook says about its names: which are the student's, which are the instructor's.

Read from the source alone, without running anything. Imports, functions, classes and constants given by the
instructor come from the instructor, whatever a student has made of them; names that the solution binds, and
given values that the solution works on, are the student's.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from dosclientes.grading.submissions.scopes import bound, deleted, imported, imports, loaded, mutated, parse

_BINDING = (
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
    ast.Try,
    ast.Delete,
)
_CONSTANT = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple, ast.operator, ast.unaryop, ast.expr_context)
_LAZY = {"map", "filter", "zip", "enumerate", "reversed"}


@dataclass
class Given:
    """A code cell of the instructor's notebook.

    Attributes:
        kind: "solution", "test", "locked" or "plain".
        source: its source; a solution cell's with the solution.
        name: its grade id, if any.
    """

    kind: str
    source: str
    name: str | None = None


@dataclass
class Analysis:
    """What the examiner needs to know before any submission is seen."""

    owned: set[str] = field(default_factory=set)
    imported: dict[str, list[str | None]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    operators: dict[str, set[str]] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    records: dict[str, list[str]] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    imports: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    helpers: dict[str, list[str]] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    """Names of given values, which given code that works on the student's may change."""

    def policy(self) -> dict[str, Any]:
        """As a task carries it."""
        return {
            "owned": sorted(self.owned),
            "imported": self.imported,
            "shared": sorted(self.shared),
            "operators": {name: sorted(classes) for name, classes in self.operators.items()},
            "attributes": sorted(self.attributes),
            "records": self.records,
            "modules": sorted(self.modules),
        }


def analyse(cells: list[Given]) -> Analysis:
    """Analyse one notebook.

    Arguments:
        cells: its code cells in order.

    Returns: the analysis; `helpers` holds, for each test cell, the instructor's code to run before it.
    """
    found = Analysis()
    trees = [(cell, parse(cell.source)) for cell in cells]
    mentioned: set[str] = set()
    for cell, tree in trees:
        names = _modules(tree)
        known = found.checks if cell.kind == "test" else found.imports
        known += [name for name in names if name not in known]
        if cell.kind != "test":  # a check's modules are nothing that an answer could stand for
            found.modules |= {*names, *(name.partition(".")[0] for name in names)}
        if cell.kind != "test":
            _classes(tree, found)
        if cell.kind == "solution":
            found.owned |= bound(tree)
            mentioned |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    solution = set(found.owned)
    _imported(trees, found)
    kept = [_helpers(cell, tree, found, solution, mentioned) for cell, tree in trees]
    waiting: list[str] = []
    for (cell, _tree), nodes in zip(trees, kept, strict=True):
        # One by one, so that an import that only the student's code needs does not take the others with it.
        waiting += [ast.unparse(node) for node in nodes if not bound(ast.Module([node], [])) & found.owned]
        if cell.kind == "test":
            found.helpers[cell.name or ""] = waiting
            waiting = []
    found.shared = _shared(trees) - found.owned
    return found


Trees = list[tuple[Given, ast.Module]]


def _imported(trees: Trees, found: Analysis) -> None:
    """Names that only a solution imports: the student's, who must have imported them too."""
    given = {name for cell, tree in trees if cell.kind in ("plain", "locked") for name in imported(tree)}
    for cell, tree in trees:
        if cell.kind == "solution":
            for name, module, attribute in imports(tree):
                if name != "*" and name not in given | found.owned:
                    found.imported[name] = [module, attribute]
    found.owned |= set(found.imported)


def _shared(trees: Trees) -> set[str]:
    """Names that a test binds or deletes and the answers use, if the solution is anything to go by."""
    tests = [tree for cell, tree in trees if cell.kind == "test"]
    made = {name for tree in tests for name in bound(tree) | imported(tree) | deleted(tree)}
    used = {name for cell, tree in trees if cell.kind != "test" for name in loaded(tree)}
    return made & used


def _modules(tree: ast.AST) -> list[str]:
    """What a cell imports, and what may be a module of that."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def _classes(tree: ast.AST, found: Analysis) -> None:
    """Operators and attributes that the instructor's classes define; generators, if any are written."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.GeneratorExp)) or (
            isinstance(node, ast.Name) and node.id in _LAZY
        ):
            _operators(found, {"__iter__", "__next__"}, "generator")
        if isinstance(node, ast.ClassDef):
            _class(node, found)


def _class(node: ast.ClassDef, found: Analysis) -> None:
    fields = [
        n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]
    decorators = " ".join(map(ast.unparse, node.decorator_list))
    if "order=True" in decorators or "total_ordering" in decorators:
        _operators(found, {"__lt__", "__le__", "__gt__", "__ge__"}, node.name)
    if "dataclass" in decorators:
        found.records[node.name] = fields
        _operators(found, {"__repr__", "__str__"}, node.name)
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            special = inner.name.startswith("__") and inner.name.endswith("__")
            if special:
                _operators(found, {inner.name}, node.name)
            else:
                found.attributes.add(inner.name)
        elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            found.attributes.add(inner.attr)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.attributes.add(inner.id)
    if node.name in found.operators.get("__repr__", ()):
        _operators(found, {"__str__"}, node.name)


def _operators(found: Analysis, names: set[str], kind: str) -> None:
    for name in names:
        found.operators.setdefault(name, set()).add(kind)


def _helpers(
    cell: Given, tree: ast.Module, found: Analysis, solution: set[str], mentioned: set[str]
) -> list[ast.stmt]:
    """Statements of a cell that the examiner runs itself, unless they bind what turns out to be the student's."""
    kept: list[ast.stmt] = []
    if cell.kind == "test":
        return kept
    for node in tree.body:
        if _is_import(node, found) or (
            cell.kind != "solution" and _is_given(cell, node, found, solution, mentioned)
        ):
            kept.append(node)
    return kept


def _is_import(node: ast.stmt, found: Analysis) -> bool:
    """Whether it is an import that the examiner does itself."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return False
    return not imported(ast.Module([node], [])) & set(found.imported)


def _is_given(cell: Given, node: ast.stmt, found: Analysis, solution: set[str], mentioned: set[str]) -> bool:
    """Whether a statement of a given cell is the instructor's; what it binds is the student's otherwise."""
    binds = bound(ast.Module([node], []))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name not in solution
    if isinstance(node, ast.Expr):
        found.owned |= mutated(node) & found.values if _loads(node) & found.owned else set()
        return cell.kind == "locked" and not _loads(node) & found.owned
    constant = (
        isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and _is_constant(node.value)
    )
    student = bool(_loads(node) & found.owned or binds & solution or (binds & mentioned and not constant))
    if student or not isinstance(node, _BINDING):
        found.owned |= binds | (mutated(node) & found.values)
        return False
    found.values |= binds
    return True


def _loads(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _is_constant(node: ast.expr) -> bool:
    return all(isinstance(inner, _CONSTANT) for inner in ast.walk(node))
