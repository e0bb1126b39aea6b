"""Who takes long holds up nobody, and a place is lent on once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from dosclientes.grading.processes import places
from dosclientes.grading.processes.places import Places

SOON = 30.0
"""Seconds after which a test gives up."""


def test_who_takes_long_lends_its_place_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LEAST", 0.0)
    ended = threading.Event()

    def function(task: bytes) -> bytes:
        if task == b"slow":
            assert ended.wait(SOON), "the other has no place"
        else:
            ended.set()
        return task

    with ThreadPoolExecutor(2) as executor:
        one = Places(1, function)
        slow, quick = executor.submit(one.run, b"slow"), executor.submit(one.run, b"quick")
        assert (slow.result(), quick.result()) == (b"slow", b"quick")


def test_who_does_not_take_long_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LEAST", SOON)
    one = Places(2, bytes)
    with one.place(), one.place():
        assert one.free.count == 0


def test_who_has_waited_longest_goes_first() -> None:
    """Though others come at the very moment at which a place is given back."""
    order: list[int] = []
    one = Places(1, bytes)

    def wait(name: int) -> None:
        with one.place():
            order.append(name)

    def begun(name: int) -> threading.Thread:
        thread = threading.Thread(target=wait, args=(name,))
        thread.start()
        return thread

    with one.place():
        threads = []
        for name in range(20):
            threads.append(begun(name))
            while len(one.free.line) == name:
                assert threads[-1].is_alive(), "it did not wait for its turn"
    threads.append(begun(20))
    for thread in threads:
        thread.join(SOON)
    assert order == list(range(21))


def _fails(task: bytes) -> bytes:
    raise OSError(task)


@pytest.mark.parametrize("function", [bytes, _fails])
@pytest.mark.parametrize("patience", [0.0, SOON])
def test_a_place_is_given_back_once(
    monkeypatch: pytest.MonkeyPatch, function: Callable[[bytes], bytes], patience: float
) -> None:
    """Lent on before the end or not, failed or not: afterwards there are as many as before."""
    monkeypatch.setattr(places, "LEAST", patience)
    monkeypatch.setattr(places, "LONG", 0.0)
    one = Places(3, function)
    with ThreadPoolExecutor(8) as executor:
        for done in [executor.submit(one.run, b"") for _ in range(100)]:
            assert done.exception() is None or function is _fails
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(SOON)
    assert one.free.count == 3


def test_what_is_long_follows_the_class() -> None:
    one = Places(1, bytes)
    assert one.patience() == places.LEAST
    one.took.extend([4.0] * 8 + [60.0] * 2)
    assert one.patience() == 4.0 * places.LONG
