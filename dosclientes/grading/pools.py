"""What runs a command's tasks: this machine, or the workers of a cluster."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from dosclientes.grading.processes import workers
from dosclientes.grading.processes.pool import Pool, PoolLost, threads
from dosclientes.grading.rehearsal import kept
from dosclientes.language.translation import gettext as _

__all__ = ["open_pool"]


def open_pool(
    args: argparse.Namespace, root: Path, settings: Any, places: dict[str, str]
) -> AbstractContextManager[Pool]:
    """The pool that a command's arguments ask for.

    Arguments:
        settings: what the course's configuration says to this engine.
        places: see `sandbox.launcher`.

    Raises: PoolLost when there is none; NoSandbox.
    """
    if getattr(args, "scheduler", None) is None:
        return _this_machine(args, root, settings)
    for option in ("unsandboxed", "fresh", "jobs"):
        if getattr(args, option):
            raise PoolLost(_OWN_MACHINE[option]())
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise PoolLost(
            _(
                "para --scheduler falta Dask: instálalo aquí y en cada trabajador con {command}",
                command="pip install 'distributed>=2026.1'",
            )
        ) from None
    from dosclientes.grading.cluster.pool import Cluster

    modules = _expected(args, root, settings)
    return Cluster(args.scheduler, root, places, modules, settings, lambda line: print(line, file=sys.stderr))


_OWN_MACHINE: dict[str, Callable[[], str]] = {
    "unsandboxed": lambda: _("--unsandboxed no vale con --scheduler: en otras máquinas siempre se aísla"),
    "fresh": lambda: _("--fresh no vale con --scheduler: en otras máquinas siempre se aísla"),
    "jobs": lambda: _("--jobs no vale con --scheduler: lo dice cada trabajador («dask worker --nthreads»)"),
}
"""Why an option is for this machine alone."""


@contextmanager
def _this_machine(args: argparse.Namespace, root: Path, settings: Any) -> Iterator[Pool]:
    """Warm servers here, which begin to load what the notebooks import, and threads that wait for them."""
    workers.preload(_expected(args, root, settings), kept.modules(root, args.assignment))
    with threads(args.jobs) as pool:
        yield pool


def _expected(args: argparse.Namespace, root: Path, settings: Any) -> list[str]:
    return [*guess_modules(root, args.assignment), *settings.get("preload", [])]


def guess_modules(root: Path, assignment: str) -> list[str]:
    """What the instructor's notebooks seem to import, before nbgrader can be asked where they are."""
    found: set[str] = set()
    beside: set[str] = set()
    for path in root.glob(f"source*/**/{assignment}/*.ipynb"):
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= set(re.findall(r'"\s*(?:import|from) ([A-Za-z_][\w.]*)', text))
        for module, names in re.findall(r'"\s*from ([A-Za-z_][\w.]*) import ([\w, ]+)', text):
            found |= {f"{module}.{name.split()[0]}" for name in names.split(",") if name.strip()}
        beside |= {entry.stem for entry in path.parent.iterdir()}
    return sorted(
        name for name in found if name.partition(".")[0] not in beside and not _of_course(root, name)
    )


def _of_course(root: Path, module: str) -> bool:
    """Whether a module lies in the course itself, as its checks do: those no student kernel may come from."""
    top = module.partition(".")[0]
    return (root / top).exists() or (root / f"{top}.py").exists()
