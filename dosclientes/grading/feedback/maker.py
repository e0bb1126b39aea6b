"""What makes pages, as a digest: programs, configuration, templates. Where it is another, every page is made again."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_dir

from dosclientes.grading.cluster import likeness
from dosclientes.grading.shown.waiting import note

__all__ = ["digest"]

_TEMPLATES = (".j2", ".css", ".json", ".tpl", ".html", ".js")


def digest(pages: Any) -> str:
    """The digest of what an nbgrader converter makes pages with.

    Arguments:
        pages: the converter, its exporter and preprocessors made.
    """
    filters = [pages.exporter.environment.filters[name] for name in sorted(pages.exporter.filters)]
    steps = [pages, pages.exporter, *pages.exporter._preprocessors, *filters]
    told = hashlib.sha256(
        json.dumps([likeness.about(), note(), _settings(pages, steps)], default=_name).encode()
    )
    for path in sorted({*_sources(steps), *_templates(pages.exporter)}):
        told.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _settings(pages: Any, steps: list[Any]) -> dict[str, Any]:
    """What the configuration says to the classes that have a part in it."""
    names = {kind.__name__ for step in steps for kind in type(step).__mro__} | {"Highlight2HTML"}
    found = {name: dict(pages.config[name]) for name in sorted(names) if name in pages.config}
    for settings in found.values():
        settings.pop("force", None)
    return found


def _name(value: Any) -> str:
    """What a setting that JSON does not have is called, the same in each process."""
    return str(getattr(value, "__qualname__", None) or getattr(value, "to_dict", lambda: repr(value))())


def _sources(steps: list[Any]) -> Iterator[Path]:
    """The files of classes and functions, such as a course's own: installed ones are known by their versions too."""
    for step in steps:
        try:
            yield Path(inspect.getfile(step if callable(step) and hasattr(step, "__code__") else type(step)))
        except (TypeError, OSError):
            continue


def _templates(exporter: Any) -> Iterator[Path]:
    """The templates and styles that may be in it."""
    folders = (
        *exporter.extra_template_basedirs,
        *exporter.extra_template_paths,
        *exporter.template_data_paths,
    )
    for folder in (*folders, Path(jupyter_config_dir(), "custom")):
        for path in Path(folder).rglob("*"):
            if path.suffix in _TEMPLATES and path.is_file():
                yield path
