"""Assignments as the course has them: which there are, nbgrader's settings for them, what a test's outputs say."""

from __future__ import annotations

from pathlib import Path

from dosclientes.paths import ROOT

__all__ = ["names"]


def names(lang: str = "*", root: Path = ROOT) -> list[str]:
    """The names of the assignments there are in a language, or in any."""
    return sorted({path.parent.name for path in (root / "source").glob(f"{lang}/*/*.ipynb")})
