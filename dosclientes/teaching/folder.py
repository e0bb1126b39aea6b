"""A course in a folder where nbgrader, which looks for patterns of names, finds nothing: said before that it is."""

from __future__ import annotations

import glob
from collections.abc import Callable
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.around import put_around

__all__ = ["guard_folder"]


def guard_folder() -> None:
    """Have nbgrader's own steps look at the course's path first, in this process."""
    put_around("nbgrader.converters.base", "BaseConverter.init_notebooks", _look_first)


def _look_first(find: Callable[[Any], None], converter: Any) -> None:
    root = str(converter.coursedir.root)
    if glob.has_magic(root):
        from nbgrader.converters.base import NbGraderException

        converter.log.error(wrong := _wrong(root))
        raise NbGraderException(wrong)
    find(converter)


def _wrong(root: str) -> str:
    return _(
        "nbgrader no encuentra nada en una carpeta cuya ruta tiene «[», «*» o «?»: {root}. Cámbiale el nombre y "
        "repite la orden",
        root=root,
    )
