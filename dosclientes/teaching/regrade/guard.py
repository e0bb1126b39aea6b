"""nbgrader refuses to add or remove questions after hand-ins; here before it has deleted what students get."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.around import put_around

__all__ = ["guard_questions"]


def guard_questions() -> None:
    """Have `nbgrader generate_assignment` look first, in this process."""
    put_around("nbgrader.converters.generate_assignment", "GenerateAssignment.start", _look_first)


def _look_first(start: Callable[[Any], None], converter: Any) -> None:
    wrong = None if converter.no_database else _changed(converter)
    if wrong:
        from nbgrader.converters.base import NbGraderException

        converter.log.error(wrong)
        raise NbGraderException(wrong)
    start(converter)


def _changed(converter: Any) -> str | None:
    """What nbgrader would refuse, or None."""
    from nbgrader.api import Gradebook, MissingEntry

    directory = converter.coursedir
    assignment = directory.assignment_id
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            notebooks = [one for one in gradebook.find_assignment(assignment).notebooks if one.submissions]
        except MissingEntry:
            return None
        folder = Path(directory.format_path(directory.source_directory, ".", assignment))
        for notebook in notebooks:
            known = {cell.name for cell in notebook.source_cells}
            now = _labelled(folder / f"{notebook.name}.ipynb")
            if now is not None and now != known:
                who = sorted({one.student.id for one in notebook.submissions})
                return _(
                    "{assignment}: ya hay entregas ({students}), y las preguntas no son las mismas. Nuevas: {new}. "
                    "Quitadas: {gone}. No se ha tocado nada. Cambia textos, pruebas o puntos cuanto quieras; una "
                    "pregunta nueva va en otra tarea, o antes de la primera entrega.",
                    assignment=assignment,
                    students=", ".join(who[:5]) + (" …" if len(who) > 5 else ""),
                    new=", ".join(sorted(now - known)) or "–",
                    gone=", ".join(sorted(known - now)) or "–",
                )
    return None


def _labelled(path: Path) -> set[str] | None:
    """The ids of the cells that nbgrader keeps; None if the notebook cannot be read, which it will say itself."""
    import nbformat

    try:
        cells = nbformat.read(path, 4).cells
    except Exception:
        return None
    labels = [cell.metadata.get("nbgrader", {}) for cell in cells]
    kinds = ("grade", "solution", "locked", "task")
    return {label["grade_id"] for label in labels if any(label.get(kind) for kind in kinds)}
