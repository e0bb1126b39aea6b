"""Which part of a test is hidden, by nbgrader's own marks."""

from __future__ import annotations

from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import List

__all__ = ["HiddenTests", "Step"]


class Step(NbGraderPreprocessor):  # type: ignore[misc]
    """A step to feedback that knows what the exporter's configuration says to all: nbgrader's warn for each page."""

    display_data_priority = List(config=True)


class HiddenTests(Step, ClearHiddenTests):  # type: ignore[misc]
    """nbgrader's, as such a step."""
