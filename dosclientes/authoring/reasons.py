"""The reasons of the solutions, `autograde_tests/reasons/<assignment>.yml`: grade id -> why, in Spanish Markdown."""

from __future__ import annotations

from pathlib import Path

import yaml

from dosclientes.authoring.files import BadInputError, name, read

__all__ = ["read_reasons", "reason_address", "reason_files"]


def reason_files(root: Path) -> list[Path]:
    """The file of each assignment that has one."""
    return sorted((root / "autograde_tests" / "reasons").glob("*.yml"))


def reason_address(assignment: str, grade_id: str) -> str:
    """The context of a reason's message in the graded catalog, such as `reason:a1:chain-note`."""
    return f"reason:{assignment}:{grade_id}"


def read_reasons(root: Path, path: Path) -> dict[str, str]:
    """The reasons of a file, by grade id, in its order.

    Raises BadInputError, with the line, for what is not a mapping of grade ids to texts, or a grade id given twice.
    """
    where = name(root, path)
    try:
        tree = yaml.compose(read(root, path), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadInputError(where, f"broken YAML: {error.problem}", line) from error
    if not isinstance(tree, yaml.MappingNode):
        raise BadInputError(where, "not a mapping of grade ids to reasons")
    found: dict[str, str] = {}
    for key, value in tree.value:
        line = key.start_mark.line + 1
        if not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            raise BadInputError(where, f"{key.value}: the reason must be a text", line)
        if key.value in found:  # a YAML loader would keep the last without a word
            raise BadInputError(where, f"{key.value} is given twice", line)
        found[key.value] = value.value.strip()
    return found
