"""A library that a notebook loads while it runs is loaded by the warm servers, once for the class."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dosclientes.grading.processes.loading import preload
from dosclientes.grading.student.scout import Scout
from tests.grading import tasks

UNSEEN = "exec('from bs4 import element')"
"""Loads a library, and no text at the top of a cell says so."""


@pytest.mark.sandbox
def test_a_run_ends_where_it_would_load_a_library() -> None:
    cells = [("student", "n = 1"), ("student", UNSEEN), ("test", "assert n == 1")]
    outcomes = tasks.run(cells, learn=True, scout=True)
    assert outcomes[-1]["needs"] == ["bs4", "bs4.element"]
    assert [outcome["state"] for outcome in outcomes] == ["ran", "error", "error", "facts"]
    assert outcomes[-1].get("modules", []) == [], "nothing was loaded where nobody else has it"


@pytest.mark.sandbox
def test_nobody_else_is_ended() -> None:
    cells = [("student", UNSEEN), ("student", "import wave\nn = 1"), ("test", "assert n == 1")]
    outcomes = tasks.run(cells, learn=True)
    assert [outcome["state"] for outcome in outcomes] == ["ran", "ran", "ran", "facts"]
    assert outcomes[-1]["needs"] == []
    assert "bs4.element" in outcomes[-1]["modules"]


@pytest.mark.sandbox
def test_a_hand_in_cannot_ask_for_a_library() -> None:
    """What only a rehearsal serves ends the kernel of whoever asks, and no test is passed by it."""
    asking = """import gc
from dosclientes.grading.student.kernel import Kernel
kernel = next(one for one in gc.get_objects() if type(one) is Kernel)
kernel.ask("needs", {"names": ["os"]})"""
    cells = [("student", "n = 1"), ("student", asking), ("test", "assert n == 1"), ("test", "assert n == 2")]
    assert tasks.states(cells) == ["ran", "error"]


def test_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[str]] = []
    scout = Scout(told.append)
    monkeypatch.delitem(sys.modules, "bs4", raising=False)
    for name, parts in (("bs4", ("element",)), ("sys", ()), ("json.tool", ()), ("wave", ()), ("tests", ())):
        scout(name, fromlist=parts)
    assert told == [["bs4", "bs4.element"]]
    with pytest.raises(ModuleNotFoundError):
        scout("there_is_no_such_module")
    scout.until = 0.0  # a run that has taken long is not begun anew
    monkeypatch.delitem(sys.modules, "bs4")
    scout("bs4")
    assert len(told) == 1


def test_a_package_is_asked_for_what_it_offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "offering"
    package.mkdir()
    (package / "__init__.py").write_text(
        "def __getattr__(name):\n    if name != 'thing':\n        raise AttributeError(name)\n"
        "    from offering import deep\n    return deep.thing\n"
    )
    (package / "deep.py").write_text("thing = 1\n")
    (package / "plain.py").write_text("")
    for name in ("offering", "offering.deep", "offering.plain"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    preload(["offering.nothing", "offering.thing", "offering.plain"], [str(tmp_path)])
    assert {"offering.deep", "offering.plain"} <= sys.modules.keys()
    for name in ("offering", "offering.deep", "offering.plain"):
        del sys.modules[name]
