"""A course in a folder where nbgrader, which looks for patterns of names, finds nothing: said before that it is."""

from __future__ import annotations

import glob
import sys
from functools import wraps
from typing import Any

from dosclientes.language.translation import gettext as _

__all__ = ["guard_folder"]


def guard_folder() -> None:
    """Have nbgrader's own steps look at the course's path first, in this process, if nbgrader is at work in it."""
    module = sys.modules.get("nbgrader.converters.base")
    if module is None or getattr(module.BaseConverter, "_guards_folder", False):
        return
    find = module.BaseConverter.init_notebooks

    @wraps(find)
    def guarded(converter: Any) -> None:
        root = str(converter.coursedir.root)
        if glob.has_magic(root):
            converter.log.error(wrong := _wrong(root))
            raise module.NbGraderException(wrong)
        find(converter)

    module.BaseConverter.init_notebooks = guarded
    module.BaseConverter._guards_folder = True


def _wrong(root: str) -> str:
    return _(
        "nbgrader no encuentra nada en una carpeta cuya ruta tiene «[», «*» o «?»: {root}. Cámbiale el nombre y "
        "repite la orden",
        root=root,
    )
