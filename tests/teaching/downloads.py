"""Small builders of what platforms deliver: a student's work, what goes wrong with it, a platform's names, a zip.

Work is files by name. A trouble makes other files of them, as browsers, editors and people do.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograde_tests import corpus
from dosclientes.teaching.hand_ins.names import key

__all__ = ["TROUBLES", "HandIn", "Student", "canvas", "inner", "moodle", "packed", "work", "worksheet"]

Files = dict[str, bytes]
NOTEBOOK, ANSWERS = "a1.ipynb", "answers.json"
BOM = b"\xef\xbb\xbf"


@cache
def _stored(name: str, lang: str) -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(corpus.submission("a1", name), lang, Path(folder))
        given = {path.name for path in (corpus.ROOT / "assignments" / lang / "a1").iterdir()} - {NOTEBOOK}
        return tuple(
            (path.name, path.read_bytes()) for path in Path(folder).iterdir() if path.name not in given
        )


def work(name: str = "solution", lang: str = "en") -> Files:
    """A stored submission of A1 as what a student uploads: the notebook and the clicks, and whatever else it has."""
    return dict(_stored(name, lang))


def inner(files: Files) -> bytes:
    """A zip's bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def packed(path: Path, files: Files) -> Path:
    """A zip in a file."""
    path.write_bytes(inner(files))
    return path


def _renamed(**names: str) -> Callable[[Files], Files]:
    wanted = {NOTEBOOK: names.get("notebook", NOTEBOOK), ANSWERS: names.get("answers", ANSWERS)}
    return lambda files: {wanted.get(name, name): content for name, content in files.items()}


def _edited(change: Callable[[Any], None]) -> Callable[[Files], Files]:
    """The notebook with something changed, and written as no editor of ours would."""

    def edit(files: Files) -> Files:
        notebook = json.loads(files[NOTEBOOK])
        change(notebook)
        return {**files, NOTEBOOK: json.dumps(notebook).encode()}

    return edit


def _cell(notebook: Any, name: str) -> Any:
    return next(cell for cell in notebook["cells"] if cell.get("id") == name)


def _added(notebook: Any, **about: Any) -> None:
    """A cell of the student's own."""
    cell = {"cell_type": "code", "id": "own", "execution_count": None, "outputs": [], "source": "1 + 1"}
    notebook["cells"].append({**cell, **about})


def _text(notebook: Any, more: str) -> None:
    cell = _cell(notebook, "own-case-answer")
    cell["source"] = "".join(cell["source"]) + more


def _picture(notebook: Any) -> None:
    _text(notebook, "\n\n![plan](attachment:plan.png)")
    _cell(notebook, "own-case-answer")["attachments"] = {"plan.png": {"image/png": "iVBORw0KGgo="}}


def _widgets(notebook: Any) -> None:
    state = {"m1": {"model_name": "LayoutModel", "state": {}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}


def _minor(notebook: Any) -> None:
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]


def _without(name: str) -> Callable[[Files], Files]:
    return lambda files: {other: content for other, content in files.items() if other != name}


def _marked(name: str) -> Callable[[Files], Files]:
    return lambda files: {**files, name: BOM + files[name]}


TROUBLES: dict[str, Callable[[Files], Files]] = {
    "-": lambda files: files,
    # names
    "browser (1)": _renamed(notebook="a1 (1).ipynb", answers="answers (1).json"),
    "browser (2)": _renamed(notebook="a1(2).ipynb", answers="answers(2).json"),
    "canvas -1": _renamed(notebook="a1-1.ipynb", answers="answers-1.json"),
    ".ipynb.txt": _renamed(notebook="a1.ipynb.txt"),
    ".ipynb.json": _renamed(notebook="a1.ipynb.json"),
    "capitals": _renamed(notebook="A1.IPYNB", answers="Answers.JSON"),
    "a1-final": _renamed(notebook="a1-final-version.ipynb"),
    # packages
    "zip": lambda files: {"entrega.zip": inner(files)},
    "folder in zip": lambda files: {"a1.zip": inner({f"a1/{name}": files[name] for name in files})},
    "litter in zip": lambda files: {
        "a1.zip": inner({**files, "__MACOSX/._a1.ipynb": b"x", ".ipynb_checkpoints/a1-checkpoint.ipynb": b"{}"})
    },
    "path in zip": lambda files: {"a1.zip": inner({**files, "../evil.ipynb": b"{}"})},
    "broken zip beside": lambda files: {**files, "copia.zip": b"PK\x03\x04 nothing"},
    "broken zip": lambda files: {"a1.zip": b"PK\x03\x04 nothing"},
    # what is there, and what is not
    "clicks alone": _without(NOTEBOOK),
    "no clicks": _without(ANSWERS),
    "older beside": lambda files: {
        "a1.ipynb": work("blank")[NOTEBOOK], "a1 (1).ipynb": files[NOTEBOOK], ANSWERS: files[ANSWERS],
    },
    "own time": lambda files: {**files, "timestamp.txt": b"ayer por la tarde"},
    "a page beside": lambda files: {**files, "a1.html": b"<script>1</script>", ".DS_Store": b"x"},
    "a picture for a notebook": lambda files: {"foto.png": b"\x89PNG"},
    # what is in it
    "no json": lambda files: {**files, NOTEBOOK: files[NOTEBOOK][:-200]},
    "utf-16": lambda files: {**files, NOTEBOOK: files[NOTEBOOK].decode().encode("utf-16")},
    "byte mark": _marked(NOTEBOOK),
    "byte mark in clicks": _marked(ANSWERS),
    "crlf": lambda files: {**files, NOTEBOOK: files[NOTEBOOK].replace(b"\n", b"\r\n")},
    "colab": _edited(_widgets),
    "picture": _edited(_picture),
    "lost picture": _edited(lambda notebook: _text(notebook, "\n\n![plan](attachment:plan.png)")),
    "tags null": _edited(lambda notebook: _added(notebook, metadata={"tags": None})),
    "tags word": _edited(lambda notebook: _added(notebook, metadata={"tags": "word"})),
    "no metadata": _edited(_added),
    "nbgrader null": _edited(lambda notebook: _added(notebook, metadata={"nbgrader": None})),
    "no cell ids": _edited(_minor),
    "a cell fails": _edited(lambda notebook: _added(notebook, metadata={}, source="1 / 0")),
    "another kernel": _edited(lambda notebook: notebook["metadata"].update(kernelspec={"name": "conda-x"})),
    "another text": _edited(lambda notebook: _text(notebook, "\n\nY otra cosa.")),
}  # fmt: skip
"""What goes wrong with work, by a short name: new files of a student's files."""


@dataclass(frozen=True)
class Student:
    """Somebody whom a platform knows: `number` is Canvas's of the person, Moodle's of the hand-in."""

    id: str
    given: str
    family: str
    number: int

    @property
    def email(self) -> str:
        """Their address."""
        return f"{key(self.id)}@example.org"


@dataclass(frozen=True)
class HandIn:
    """What a student uploaded, when, and whether the platform says that it was late."""

    student: Student
    files: Files
    when: str = ""
    late: bool = False


def moodle(hand_ins: Iterable[HandIn], flat: bool = False) -> Files:
    """All submissions of an assignment as Moodle packs them, in folders or not (its downloader.php)."""
    found = {}
    for one in hand_ins:
        name = f"{one.student.given} {one.student.family}".replace("'", "")
        place = f"{name}_{one.student.number}_assignsubmission_file"
        found |= {f"{place}{'_' if flat else '/'}{file}": content for file, content in one.files.items()}
    return found


def canvas(hand_ins: Iterable[HandIn], first: int = 70_000) -> Files:
    """The same as Canvas packs them (its content_zipper.rb); files are numbered from `first`."""
    found: Files = {}
    for one in hand_ins:
        name = key(f"{one.student.family}{one.student.given}")
        start = f"{name}_LATE_{one.student.number}" if one.late else f"{name}_{one.student.number}"
        for file, content in one.files.items():
            found[f"{start}_{first + len(found)}_{file}"] = content
    return found


def worksheet(hand_ins: Iterable[HandIn]) -> bytes:
    """Moodle's grading worksheet in Spanish, with each one's moment."""
    head = (
        "Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Última modificación (entrega)"
    )
    lines = [
        f"Participante {one.student.number},{one.student.given} {one.student.family},{one.student.email},Enviado,,"
        f'"{one.when or "-"}"'
        for one in hand_ins
    ]
    return BOM + "\r\n".join([head, *lines, ""]).encode()
