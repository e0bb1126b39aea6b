"""What the instructor's notebook says about its names: which are the student's, which are the instructor's.

Read from the source alone, without running anything. Imports, functions, classes and constants given by the
instructor come from the instructor, whatever a student has made of them; names that the solution binds, and
given values that the solution works on, are the student's.
"""

from __future__ import annotations

import ast
import symtable
from dataclasses import dataclass, field
from typing import Any

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
    operators: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    records: dict[str, list[str]] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    imports: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    helpers: dict[str, list[str]] = field(default_factory=dict)

    def policy(self) -> dict[str, Any]:
        """As a task carries it."""
        return {
            "owned": sorted(self.owned),
            "operators": sorted(self.operators),
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
        _modules(tree, found, found.imports if cell.kind != "test" else found.checks)
        if cell.kind != "test":
            _classes(tree, found)
        if cell.kind == "solution":
            found.owned |= _bound(tree)
            mentioned |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    solution = set(found.owned)
    waiting: list[str] = []
    for cell, tree in trees:
        if cell.kind == "test":
            found.helpers[cell.name or ""] = waiting
            waiting = []
        else:
            waiting += _helpers(cell, tree, found, solution, mentioned)
    return found


def parse(source: str) -> ast.Module:
    """A cell's syntax tree, magics included; an empty one where it does not parse."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        tree: ast.Module = ast.parse(TransformerManager().transform_cell(source))
        return tree
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _bound(tree: ast.Module) -> set[str]:
    """Names a cell binds at top level or through `global`, imports apart."""
    table = symtable.symtable(ast.unparse(tree), "cell", "exec")
    names = {s.get_name() for s in table.get_symbols() if (s.is_assigned() or s.is_namespace())}
    for scope in _scopes(table):
        names |= {s.get_name() for s in scope.get_symbols() if s.is_declared_global() and s.is_assigned()}
    return names - _imported(tree)


def _scopes(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    inner = [scope for child in table.get_children() for scope in _scopes(child)]
    return [*table.get_children(), *inner]


def _imported(tree: ast.AST) -> set[str]:
    nodes = [node for node in getattr(tree, "body", []) if isinstance(node, (ast.Import, ast.ImportFrom))]
    return {alias.asname or alias.name.partition(".")[0] for node in nodes for alias in node.names}


def _modules(tree: ast.AST, found: Analysis, into: list[str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        else:
            continue
        into += [name for name in names if name not in into]
        found.modules |= {name.partition(".")[0] for name in names}


def _classes(tree: ast.AST, found: Analysis) -> None:
    """Operators and attributes that the instructor's classes define; generators, if any are written."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.GeneratorExp)) or (
            isinstance(node, ast.Name) and node.id in _LAZY
        ):
            found.operators |= {"__iter__", "__next__"}
        if isinstance(node, ast.ClassDef):
            _class(node, found)


def _class(node: ast.ClassDef, found: Analysis) -> None:
    fields = [
        n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]
    if any("dataclass" in ast.unparse(item) for item in node.decorator_list):
        found.records[node.name] = fields
        found.operators |= {"__repr__", "__str__"}
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            special = inner.name.startswith("__") and inner.name.endswith("__")
            (found.operators if special else found.attributes).add(inner.name)
        elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            found.attributes.add(inner.attr)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.attributes.add(inner.id)
    if "__repr__" in found.operators:
        found.operators.add("__str__")


def _helpers(
    cell: Given, tree: ast.Module, found: Analysis, solution: set[str], mentioned: set[str]
) -> list[str]:
    """Statements of a cell that the examiner runs itself."""
    kept: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (
            cell.kind != "solution" and _is_given(cell, node, found, solution, mentioned)
        ):
            kept.append(node)
    if not kept:
        return []
    # One by one, so that an import that only the student's code needs does not take the others with it.
    return [ast.unparse(node) for node in kept]


def _is_given(cell: Given, node: ast.stmt, found: Analysis, solution: set[str], mentioned: set[str]) -> bool:
    """Whether a statement of a given cell is the instructor's; what it binds is the student's otherwise."""
    binds = _bound(ast.Module([node], []))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name not in solution
    if isinstance(node, ast.Expr):
        return cell.kind == "locked" and not _loads(node) & found.owned
    constant = (
        isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and _is_constant(node.value)
    )
    student = bool(_loads(node) & found.owned or binds & solution or (binds & mentioned and not constant))
    if student or not isinstance(node, _BINDING):
        found.owned |= binds
        return False
    return True


def _loads(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _is_constant(node: ast.expr) -> bool:
    return all(isinstance(inner, _CONSTANT) for inner in ast.walk(node))
