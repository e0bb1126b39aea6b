"""What lies beside the instructor's solution when it is handed in, as a student's own files lie beside a notebook.

A source has the notebook and what students get. What students make besides, such as a file in which their clicks are
kept or data they collect, is nowhere in it; `c.Examine.solution_files` says where it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dosclientes.grading.submissions.folders import others
from dosclientes.grading.submissions.plan import CannotGrade
from dosclientes.language.translation import gettext as _

__all__ = ["files_beside"]


def files_beside(config: Any, directory: Any, assignment: str) -> dict[str, bytes]:
    """The files of a right hand-in that its source does not have, by their names relative to it.

    Arguments:
        config: the course's; `Examine.solution_files` is a folder, relative to the course, with a folder for each
            assignment that needs one, or a function from an assignment's name to names and contents.
        directory: nbgrader's CourseDirectory.

    Raises: CannotGrade when the folder is missing or the function fails.
    """
    setting = config.Examine.get("solution_files")
    if not setting:
        return {}
    try:
        if callable(setting):
            return {str(name): bytes(content) for name, content in setting(assignment).items()}
        base = Path(directory.root, setting)
        if not base.is_dir():
            raise NotADirectoryError(_("no existe la carpeta {path}", path=setting))
        folder = base / assignment
        return {name: (folder / name).read_bytes() for name in others(folder, directory.ignore)}
    except Exception as error:  # the course's own code
        told = str(error) or type(error).__name__
        raise CannotGrade(_("c.Examine.solution_files: {problem}", problem=told)) from None
