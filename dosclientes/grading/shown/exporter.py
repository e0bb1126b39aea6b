"""nbconvert's exporter of pages for a class: what many pages have alike is made once, and each is the same as ever."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML

from dosclientes.grading.shown.inert import Inert
from dosclientes.grading.shown.pieces import filled, parted

__all__ = ["FeedbackExporter"]


class _Parted(TemplateExporter):  # type: ignore[misc]
    """Stands behind `HTMLExporter`, which gets from it a page without the pieces that are known already."""

    places: dict[str, str]

    def from_notebook_node(self, nb: Any, resources: Any = None, **named: Any) -> tuple[str, Any]:
        page, resources = super().from_notebook_node(nb, resources, **named)
        self.places = {}
        if self.in_cells:
            page, self.places = parted(page)
        return page, resources

    @property
    def in_cells(self) -> bool:
        """Whether its pages are nbgrader's, with contents that cannot look like a cell's begin."""
        made_inert = any(isinstance(step, Inert) for step in self._preprocessors)
        return bool(made_inert and self.template_name == "feedback")


class FeedbackExporter(HTMLExporter, _Parted):  # type: ignore[misc]
    """As `HTMLExporter`. In `c.GenerateFeedback.exporter_class`, it brings the hook into nbgrader's process."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **named: Any) -> tuple[str, Any]:
        page, resources = super().from_notebook_node(nb, resources, **named)
        return filled(page, self.places), resources

    def register_filter(self, name: str, jinja_filter: Any) -> Any:
        """As ever; nbconvert registers a highlighter for each page."""
        if type(jinja_filter) is Highlight2HTML:
            jinja_filter = _highlighter(jinja_filter)
        return super().register_filter(name, jinja_filter)


def _highlighter(make: Highlight2HTML) -> Callable[..., str]:
    """A highlighter that remembers: what it makes depends on source and language alone, and on what a magic says."""
    if make.extra_formatter_options:
        return make  # type: ignore[no-any-return]

    def highlight(source: str, language: str | None = None, metadata: Any = None) -> str:
        magic = (metadata or {}).get("magics_language")
        return _highlighted(source, language or make.pygments_lexer, magic)

    return highlight


@lru_cache(512)
def _highlighted(source: str, language: str, magic: str | None) -> str:
    return str(
        Highlight2HTML(pygments_lexer=language)(source, metadata={"magics_language": magic} if magic else {})
    )
