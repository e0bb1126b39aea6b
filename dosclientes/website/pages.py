"""The pages of the website that are no lesson: the first one of each language, about the notebook, and the entrance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from babel import Locale

from dosclientes.exercises.markup import inline
from dosclientes.figures.course import stretches
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language, languages, use_language
from dosclientes.pages import page

__all__ = ["entrance", "first_page", "frame_words", "language_name", "notebook_page", "search_words"]

_SPHINX_FOUND_NOTHING = (
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that "
    "you've selected enough categories."
)


def language_name(code: str) -> str:
    """A language's name in itself, with a capital."""
    return str(Locale.parse(code).get_display_name(code)).capitalize()


def first_page(notebooks: Mapping[str, Any]) -> str:
    """The contents in Markdown: each lesson with its question, under the stretch of the course it belongs to."""
    about = _(
        "Un curso sobre una sola distinción, bien enseñada: **clientes internos y externos**, con la definición de "
        "la ISO 9000, con Six Sigma y con un hospital y sus vecinos. Se lee, se responde con un clic y se aprende "
        "por qué cada respuesta está bien o mal. Aquí no hay nada que instalar."
    )
    lines = ["# Dos Clientes", "", about, "", *_listed(notebooks, ["00-welcome"])]
    for title, names in _stretches(notebooks):
        lines += ["", f"## {title}", "", *_listed(notebooks, names)]
    lines += ["", *_tree("", ["00-welcome"])]
    for title, names in _stretches(notebooks):
        lines += _tree(title, names)
    consulted = [name for name in ("glossary", "sources") if name in notebooks]
    lines += _tree(_("Para consultar"), [*consulted, "notebook"])
    return "\n".join(lines) + "\n"


def notebook_page() -> str:
    """What the notebooks have that a page has not, and how to open them; Markdown."""
    paragraphs = [
        "# " + _("El cuaderno"),
        _(
            "Este sitio es el curso para leer. El curso entero son **cuadernos de Jupyter** que se abren en tu "
            "ordenador, gratis y sin conexión. Allí, además:"
        ),
        "\n".join(
            [
                "- " + _("las piezas se mueven: la frontera, la cadena, el deslizador de ediciones, la red;"),
                "- " + _("los datos se tocan: cambias una línea de código y ves qué pasa;"),
                "- " + _("un mapa dice qué dominas, y un repaso te pregunta lo que toca recordar;"),
                "- "
                + _(
                    "hay seis tareas con corrección inmediata, y diez preguntas que dicen por dónde empezar."
                ),
            ]
        ),
        "## " + _("Cómo se abre"),
        _("Hace falta Python 3.11 o posterior. En la carpeta del proyecto:"),
        f"```sh\nmake course lang={language()}\n```",
        "## " + _("Tus respuestas"),
        _(
            "Lo que respondes en este sitio se guarda en este navegador y no se envía a ninguna parte. Al final de "
            "cada lección hay un botón que lo borra todo. El cuaderno guarda las suyas aparte, en tu ordenador."
        ),
    ]
    return "\n\n".join(paragraphs) + "\n"


def frame_words() -> dict[str, str]:
    """The words around a page, by the name under which the template knows them."""
    return {
        "navigation": _("Índice del curso"),
        "contents": _("En esta página"),
        "theme": _("Claro, oscuro o como el sistema"),
        "skip": _("Ir al texto"),
        "top": _("Arriba"),
        "next": _("Siguiente"),
        "previous": _("Anterior"),
        "made": _("Hecho con"),
        "answers": _("Tus respuestas"),
        "kept": _("Tus respuestas se guardan solo en este navegador. No se envía nada."),
        "forget": _("Borrar mis respuestas"),
        "search": _("Buscar"),
        "search_script": _("Para buscar hace falta JavaScript."),
    }


def search_words() -> dict[str, Any]:
    """What Sphinx's search says, as its script wants it: Sphinx's own Spanish has no words for how much was found."""
    return {
        "locale": language(),
        "plural_expr": "n == 1 ? 0 : 1",
        "messages": {
            "Search Results": _("Resultados"),
            "Searching": _("Buscando"),
            "Search finished, found one page matching the search query.": [
                _("Sale en una página."),
                _("Sale en {number} páginas.", number="${resultCount}"),
            ],
            _SPHINX_FOUND_NOTHING: _(
                "No sale en ninguna página. Prueba con otra palabra, o con menos: una página ha de tenerlas todas."
            ),
        },
    }


def entrance() -> str:
    """The page at the top of the website, which only asks for a language."""
    doors = []
    for code in languages():
        with use_language(code):
            about = _("Clientes internos y externos: un curso para leer y responder.")
            name = language_name(code)
            doors.append(
                f'<p lang="{code}"><a href="{code}/index.html"><strong>{name}</strong></a><br>{about}</p>'
            )
    return page("Dos Clientes", "\n".join(doors), "main { padding-top: 12vh; } p { font-size: 1.15rem; }")


def _stretches(notebooks: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for title, lessons in stretches():
        numbers = {lesson[:2] for lesson in lessons}
        if within := [name for name in notebooks if name[:2] in numbers]:
            yield title, within


def _listed(notebooks: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """A line a lesson: its title, which is a link, and the question or sentence with which it opens."""
    yield '<ul class="dc-contents">'
    for name in names:
        title, hook = _opening(notebooks[name])
        yield f'<li><a href="{name}.html">{inline(title)}</a> <span>{inline(hook)}</span></li>'
    yield "</ul>"


def _opening(notebook: Any) -> tuple[str, str]:
    text = notebook.cells[0].source
    title = text.splitlines()[0].removeprefix("# ")
    found = re.search(r"^\*\*(.+?)\*\*", text, re.MULTILINE)
    return title, found[1] if found else ""


def _tree(caption: str, names: Sequence[str]) -> list[str]:
    return ["```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), "", *names, "```", ""]
