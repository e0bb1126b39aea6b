"""Who may grade: those on the scheduler's list that were greeted well; who is refused is told once."""

from __future__ import annotations

import asyncio

import pytest

from dosclientes.grading.cluster import likeness
from dosclientes.grading.cluster.placing import MOST, Places
from dosclientes.grading.cluster.roll import Roll

HERE = {"python": "3.11.7", "libraries": {"pandas": "3.0.2"}, "engine": "e"}


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def roll(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> Roll:
    monkeypatch.setattr(likeness, "about", lambda: HERE)
    return Roll(Places(), told.append)


def listed(*names: str, threads: int = 2) -> dict[str, dict[str, object]]:
    return {name: {"host": "h", "nthreads": threads} for name in names}


def test_who_comes_is_greeted_once_and_who_goes_is_gone(roll: Roll) -> None:
    new = roll.compare(listed("a", "b"))
    assert [(post.address, jobs) for post, jobs in new] == [("a", 4), ("b", 4)]
    assert [post.address for post, _jobs in roll.compare(listed("a", "b", "c"))] == ["c"]
    (first, _jobs) = new[0]
    assert roll.compare(listed("b", "c")) == []
    assert first.gone.is_set()
    assert [post.address for post, _jobs in roll.compare(listed("a", "b", "c"))] == ["a"]


def test_who_differs_is_refused_as_long_as_it_is_there(roll: Roll, told: list[str]) -> None:
    ((post, _jobs),) = roll.compare(listed("a"))
    there = {**HERE, "python": "3.12.1", "problem": None}
    assert roll.accept({**HERE, "problem": None}) == ""
    why = roll.accept(there)
    roll.places.gone(post)
    roll.refuse(post, why)
    assert told == ["a no califica: tiene Python 3.12.1, y aquí hay 3.11.7"]
    assert roll.compare(listed("a")) == []
    assert "3.12.1" in roll.nobody("tcp://s", 60)
    assert roll.compare({}) == []
    assert len(roll.compare(listed("a"))) == 1
    assert "60 s" in roll.nobody("tcp://s", 60)


def test_a_worker_in_trouble_is_not_greeted_for_ever(roll: Roll, told: list[str]) -> None:
    ((post, _jobs),) = roll.compare(listed("a"))
    for cause in (None, asyncio.CancelledError(), *[OSError("no room")] * (MOST - 1)):
        roll.trouble(post, cause)
    assert told == []
    roll.trouble(post, OSError("no room"))
    assert told == ["a no califica: OSError: no room"]
