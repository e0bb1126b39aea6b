"""The surroundings in which work is read, run and judged."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from traitlets.config import LoggingConfigurable

from dosclientes.assignments.settings import settings
from dosclientes.lab import server as lab
from dosclientes.paths import ROOT, import_path

__all__ = ["configured"]


@contextlib.contextmanager
def configured(lang: str, root: Path = ROOT) -> Iterator[LoggingConfigurable]:
    """What nbgrader's steps take their settings from, in an environment in which kernels find the hidden checks."""
    before, path = dict(os.environ), list(sys.path)
    quiet = logging.getLogger("dosclientes.selfcheck")
    quiet.setLevel(logging.CRITICAL)
    try:
        config = settings(lang, root)
        config.KernelManager.transport_encryption = lab.encryption()
        os.environ.update(_environment(lang, root))
        if str(root) not in sys.path:
            sys.path.append(str(root))
        yield LoggingConfigurable(config=config, log=quiet)
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.path[:] = path


def _environment(lang: str, root: Path) -> Mapping[str, str]:
    path = os.pathsep.join(dict.fromkeys([str(root), *import_path()]))
    return {**lab.environment(lang), "PYTHONPATH": path, "NBGRADER_EXECUTION": "check"}
