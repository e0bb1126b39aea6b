"""What a machine may lack: tests that need it are marked with its name, and skipped where it is missing.

`DOSCLIENTES_REQUIRE=browser,sandbox` makes the lack of these a failure, as CI wants.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

import pytest

from dosclientes.grading.processes import sandbox
from dosclientes.grading.processes.delegation import delegation
from dosclientes.language.translation import use_language
from tests import databases

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRE = "DOSCLIENTES_REQUIRE"


@dataclass(frozen=True)
class Need:
    """Something that tests need of the machine.

    Attributes:
        tested: what goes untested without it.
        problem: why it is not there, or None.
        command: what brings it.
    """

    tested: str
    problem: Callable[[], str | None]
    command: str


def _no_browser() -> str | None:
    return None if CHROMIUM else "no Chromium found"


def _no_sandbox() -> str | None:
    with use_language("en"):
        return sandbox.problem()


def _no_dask() -> str | None:
    return None if find_spec("distributed") else "Dask is not installed"


def _no_cgroup() -> str | None:
    found = delegation()
    if found is None:
        return "no control group of version 2 here in which memory and processes can be limited"
    found.close()
    return None


def _no_user() -> str | None:
    from tests.grading import hostile

    return None if os.geteuid() != 0 or hostile.can_be_a_user() else "an ordinary user gets no sandbox here"


NEEDS = {
    "browser": Need("the pages in a real browser", _no_browser, "sudo apt install chromium"),
    "sandbox": Need("the grading of students' code", _no_sandbox, "sudo apt install bubblewrap"),
    "cluster": Need("grading on a cluster of Dask", _no_dask, "pip install 'distributed>=2026.1'"),
    "postgresql": Need(
        "gradebooks on a PostgreSQL server",
        databases.problem,
        "sudo apt install postgresql; pip install 'psycopg[binary]>=3.2'",
    ),
    "cgroup": Need("limits of control groups", _no_cgroup, "make test-cgroup"),
    "user": Need("grading without root's rights", _no_user, "sudo apt install bubblewrap util-linux"),
}
"""By the name of the mark, and by that in `DOSCLIENTES_REQUIRE`."""


@cache
def lack(name: str) -> str | None:
    """Why this machine cannot run tests that need it; None when it can."""
    return NEEDS[name].problem()


def required() -> set[str]:
    """What must be there. Raises: pytest.UsageError for a name that is none."""
    names = {name.strip() for name in os.environ.get(REQUIRE, "").split(",")} - {""}
    if unknown := names - set(NEEDS):
        raise pytest.UsageError(f"{REQUIRE}: {', '.join(sorted(unknown))}? There are: {', '.join(NEEDS)}")
    return names


def check(name: str) -> None:
    """Skip the running test, or fail it, if the machine lacks what it needs."""
    why = lack(name)
    if why is not None and name in required():
        pytest.fail(f"{why}, and {REQUIRE} wants it: {NEEDS[name].command}", pytrace=False)
    if why is not None:
        pytest.skip(f"{name}: {why}")


def untested(reasons: list[str]) -> list[str]:
    """What to say of the skipped tests: how many, of what, why, and what brings it.

    Arguments:
        reasons: of all skipped tests.
    """
    lines = []
    for name, need in NEEDS.items():
        number = sum(reason.startswith(f"Skipped: {name}: ") for reason in reasons)
        if number:
            lines.append(
                f"Not tested ({number} tests): {need.tested}, since {lack(name)}. To test it: {need.command}"
            )
    return lines
