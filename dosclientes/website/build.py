"""The pages of each language, made by Sphinx from the prepared lessons, and the folder that any server can offer."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat

from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import languages, use_language
from dosclientes.options import CannotRunError
from dosclientes.paths import ROOT
from dosclientes.website.lessons import Lesson, page_names, prepared
from dosclientes.website.pages import (
    entrance,
    first_page,
    frame_words,
    language_name,
    notebook_page,
    search_words,
)
from dosclientes.website.words import script_words

__all__ = ["build"]

_HERE = Path(__file__).parent
_STATIC = [
    _HERE / "static",
    ROOT / "dosclientes" / "exercises" / "static",
    ROOT / "dosclientes" / "explorers" / "shared" / "static",
]
_MARK = ".nojekyll"
"""A file that GitHub Pages asks for, and by which a folder is known to hold a website of ours."""


def build(target: Path, names: Sequence[str] | None = None) -> None:
    """Write the website to `target`, in place of the one there, once all of it is made.

    `names` are the notebooks to take instead of all. Raises CannotRunError if `target` holds something else,
    nbclient's CellExecutionError for a cell that fails, sphinx.errors.SphinxError for a page with a fault.
    """
    if target.exists() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise CannotRunError(_("{folder} no está vacía y no es un sitio: elige otra.", folder=target))
    codes = languages()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".site-") as made:
        with ProcessPoolExecutor(len(codes), mp_context=get_context("spawn")) as pool:
            list(pool.map(_language, codes, [Path(made)] * len(codes), [names] * len(codes)))
        (Path(made) / "site").mkdir()
        for code in codes:
            (Path(made) / code / "html").replace(Path(made) / "site" / code)
        (Path(made) / "site" / "index.html").write_text(entrance(), "utf-8")
        (Path(made) / "site" / _MARK).touch()
        if target.exists():
            shutil.rmtree(target)
        (Path(made) / "site").replace(target)


def _language(code: str, made: Path, names: Sequence[str] | None) -> None:
    with use_language(code):
        pages, lessons = names or page_names(code), {}
        for name in pages:
            print(f"{code}/{name}", file=sys.stderr, flush=True)
            lessons[name] = prepared(name, pages, code, made / code / "work" / name)
        _write_source(made / code / "source", lessons)
        _pages(made / code / "source", made / code / "html", code, lessons)


def _write_source(source: Path, lessons: Mapping[str, Lesson]) -> None:
    for folder in (source / "static" / "items", source / "static" / "plots"):
        folder.mkdir(parents=True)
    for name, lesson in lessons.items():
        nbformat.write(lesson.notebook, source / f"{name}.ipynb")
        if lesson.items:
            page = {"words": script_words(), "items": lesson.items}
            text = f"window.dosclientes = {json.dumps(page, ensure_ascii=False)};\n"
            (source / "static" / "items" / f"{name}.js").write_text(text, "utf-8")
        for file, content in lesson.pictures.items():
            (source / "static" / "plots" / file).write_bytes(content)
    (source / "index.md").write_text(
        first_page({n: lesson.notebook for n, lesson in lessons.items()}), "utf-8"
    )
    (source / "notebook.md").write_text(notebook_page(), "utf-8")


def _pages(source: Path, target: Path, code: str, lessons: Mapping[str, Lesson]) -> None:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    with docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=None,
            outdir=target,
            doctreedir=source / ".doctrees",
            buildername="html",
            confoverrides=_settings(source, code),
            status=None,
            warningiserror=True,
            exception_on_warning=True,
        )
        words = frame_words()
        others = [(each, language_name(each)) for each in languages() if each != code]

        def on_page(_app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
            context["words"], context["words_of_search"] = words, search_words()
            context["css_files"] = [file for file in context["css_files"] if not _is_unused(file)]
            context["other_languages"] = [(each, name, f"../{each}/{page}.html") for each, name in others]
            context["has_exercises"] = bool(page in lessons and lessons[page].items)
            if context["has_exercises"]:
                for priority, file in enumerate(
                    (f"items/{page}.js", "book.js", "score.js", "exercises.js", "writing.js")
                ):
                    app.add_js_file(file, priority=900 + priority, loading_method="defer")
            if page in lessons:
                app.add_js_file("page.js", priority=910, type="module")

        app.connect("html-page-context", on_page)
        app.build(force_all=True)
    shutil.rmtree(target / "_sources", ignore_errors=True)
    for file in ("objects.inv", ".buildinfo"):
        (target / file).unlink(missing_ok=True)
    for unused in (*target.rglob("*.map"), *target.rglob("mystnb*.css")):
        unused.unlink()


def _is_unused(style: Any) -> bool:
    """Whether a style sheet dresses nothing on our pages, so that a phone need not wait for it."""
    return any(name in str(style.filename) for name in ("mystnb", "furo-extensions"))


def _settings(source: Path, code: str) -> dict[str, Any]:
    return {
        "project": "Dos Clientes",
        "language": code,
        "extensions": ["myst_nb"],
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},
        "myst_heading_anchors": 0,
        "smartquotes": False,
        "templates_path": [str(_HERE / "templates")],
        "html_theme": "furo",
        "html_title": "Dos Clientes",
        "html_static_path": [*map(str, _STATIC), str(source / "static")],
        "html_favicon": str(_HERE / "static" / "icon.svg"),
        "html_css_files": ["look.css", "site.css"],
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_permalinks": False,
        "html_theme_options": {"top_of_page_buttons": []},
        "html_sidebars": {
            "**": [
                f"sidebar/{part}.html"
                for part in ("brand", "search", "scroll-start", "navigation", "scroll-end")
            ]
        },
        "pygments_style": "a11y-high-contrast-light",
    }
