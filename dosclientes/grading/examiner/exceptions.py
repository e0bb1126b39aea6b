"""A student's exception as one of a class of this process: one that both sides have, or one made for it."""

from __future__ import annotations

import sys
from collections.abc import Container
from typing import Any

from dosclientes.grading.channel.codec import CrossingError

__all__ = ["StudentExit", "exception_class"]


def exception_class(
    lineage: Any, trusted: Container[str], known: dict[int, type[BaseException]]
) -> type[BaseException]:
    """The examiner's class for a student's exception class.

    Arguments:
        lineage: module, name and number of each class of its method resolution order.
        trusted: modules that were loaded before any test; exceptions are looked up in no others.
        known: the classes made so far, by number; new ones are added.

    Raises: CrossingError for a malformed lineage.
    """
    names = [(str(module), str(name), int(number)) for module, name, number in lineage]
    for place, (module, name, _) in enumerate(names):
        found = getattr(sys.modules.get(module), name, None) if module in trusted else None
        if not (isinstance(found, type) and issubclass(found, BaseException)):
            continue
        base: type[BaseException] = found if issubclass(found, Exception) else StudentExit
        for _, own, number in reversed(names[:place]):
            base = known.setdefault(number, type(own[:200], (base,), {"__module__": "student"}))
        return base
    raise CrossingError("malformed exception")


class StudentExit(Exception):  # noqa: N818
    """A student's SystemExit or KeyboardInterrupt, which must not end the examiner."""
