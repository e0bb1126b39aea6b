"""The languages a test is made for: what runs for long runs in English among the slow tests alone.

The code is one; that the words of both languages are whole is shown by quick tests.
"""

from __future__ import annotations

import pytest

__all__ = ["ES_THEN_EN"]

ES_THEN_EN = ["es", pytest.param("en", marks=pytest.mark.slow)]
"""For `parametrize("lang", …)`: Spanish always, English where slow tests run."""
