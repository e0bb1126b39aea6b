"""What a piece of Python binds, loads and imports, read from its text."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator

__all__ = ["bound", "deleted", "imported", "imports", "loaded", "mutated", "parse"]


def parse(source: str) -> ast.Module:
    """A cell's syntax tree, magics included; an empty one where it does not parse."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        tree: ast.Module = ast.parse(TransformerManager().transform_cell(source))
        return tree
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _table(tree: ast.Module) -> symtable.SymbolTable:
    return symtable.symtable(ast.unparse(tree), "cell", "exec")


def _scopes(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    inner = [scope for child in table.get_children() for scope in _scopes(child)]
    return [*table.get_children(), *inner]


def bound(tree: ast.Module) -> set[str]:
    """Names a cell binds at top level or through `global`, imports apart."""
    table = _table(tree)
    names = {s.get_name() for s in table.get_symbols() if (s.is_assigned() or s.is_namespace())}
    for scope in _scopes(table):
        names |= {s.get_name() for s in scope.get_symbols() if s.is_declared_global() and s.is_assigned()}
    return names - imported(tree)


def deleted(tree: ast.Module) -> set[str]:
    """Names a cell deletes at top level."""
    targets = [target for node in ast.walk(tree) if isinstance(node, ast.Delete) for target in node.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def loaded(tree: ast.Module) -> set[str]:
    """Names that a cell, or a function in it, looks for at top level."""
    table = _table(tree)
    names = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    for scope in _scopes(table):
        names |= {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
    return names


def imported(tree: ast.Module) -> set[str]:
    """Names bound by imports at top level."""
    return {name for name, _, _ in imports(tree)}


def imports(tree: ast.Module) -> Iterator[tuple[str, str, str | None]]:
    """Imports at top level: the name bound, the module, and what of it, if not the module itself."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name, None) if alias.asname else (top, top, None)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, node.module, alias.name


def mutated(node: ast.AST) -> set[str]:
    """Names whose values a statement may change in place: by a method, an item or an attribute."""
    found = set()
    for inner in ast.walk(node):
        target: ast.AST | None = None
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            target = inner.func.value
        elif isinstance(inner, (ast.Subscript, ast.Attribute)) and not isinstance(inner.ctx, ast.Load):
            target = inner.value
        while isinstance(target, (ast.Subscript, ast.Attribute)):
            target = target.value
        if isinstance(target, ast.Name):
            found.add(target.id)
    return found
