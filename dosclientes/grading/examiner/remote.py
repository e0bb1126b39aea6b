"""What the examiner holds of a student's function, class or object: a handle, never the thing itself.

Which attributes and operators a handle passes on is fixed beforehand by the instructor's own solution. An object
that merely poses as a number or a table therefore has nothing to pose with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from dosclientes.grading.examiner.policy import Handle, Policy
from dosclientes.grading.student.offers import OPERATORS
from dosclientes.grading.student.plain import COMPARISONS


class Caller(Protocol):
    """What a handle needs of the session that made it."""

    policy: Policy

    def call(self, target: Remote, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call over there."""

    def attribute(self, target: Remote, name: str) -> Any:
        """Read an attribute over there."""

    def has(self, target: Remote, name: str) -> bool:
        """Whether an object over there has an attribute."""

    def assign_attribute(self, target: Remote, name: str, value: Any) -> None:
        """Set an attribute over there."""

    def operate(self, name: str, args: tuple[Any, ...]) -> Any:
        """Apply an operator over there."""

    def plain(self, target: Remote) -> Any:
        """The data that Python compares in an object's place."""

    def refuse(self, reason: str) -> BaseException:
        """Note that a value could not be used as data; the exception to raise."""


class Remote:
    """A student's function, class, instance or generator."""

    __slots__ = ("_remote_about", "_remote_session")

    def __init__(self, session: Caller, about: Handle) -> None:
        object.__setattr__(self, "_remote_session", session)
        object.__setattr__(self, "_remote_about", about)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._remote_session.call(self, args, kwargs)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """For isinstance: this process's own class, where the student's object says it has one of that name."""
        found = self._remote_session.policy.local(self._remote_about)
        return found[0] if found else Remote

    def __getattribute__(self, name: str) -> Any:
        """Python's own methods of a handle are there for the operators; who asks for one by name means the object's."""
        if name[:2] != "__" or name in _HERE:
            return object.__getattribute__(self, name)
        if name not in _OPERATORS:
            return Remote.__getattr__(self, name)
        if not self._remote_session.has(self, name):
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        about, session = self._remote_about, self._remote_session
        if about["kind"] in ("function", "class") and name in _NAMES:
            return about["name"] if name == "__name__" else session.attribute(self, name)
        if name == "__dict__" and about["kind"] == "function":
            return {}
        if session.policy.attribute(about, name) or (name == "__dict__" and about["kind"] == "instance"):
            return session.attribute(self, name)
        if name in _INSIDE:
            raise session.refuse(f"a test looked into a student's {about['kind']} ({name})")
        if name.startswith("__") and name.endswith("__") and not session.has(self, name):
            raise AttributeError(name)
        raise session.refuse(f"attribute {name!r} of an object of type {about['name']}")

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote_session.assign_attribute(self, name, value)

    def __delattr__(self, name: str) -> None:
        raise self._remote_session.refuse(f"a test deleted attribute {name!r} of an object of the student's")

    def __mro_entries__(self, bases: Any) -> Any:
        raise self._remote_session.refuse(
            f"a test's class derives from the student's {self._remote_about['name']}"
        )

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise self._remote_session.refuse(f"a copy of an object of type {self._remote_about['name']}")

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        document = self._remote_about.get("doc")
        return document if isinstance(document, str) else None

    def __repr__(self) -> str:
        return (
            self._text("__repr__") or f"<student's {self._remote_about['kind']} {self._remote_about['name']}>"
        )

    def __str__(self) -> str:
        return self._text("__str__") or repr(self)

    def _text(self, name: str) -> str | None:
        if self._remote_about["kind"] == "class":
            return f"<class '__main__.{self._remote_about['name']}'>"
        about, session = self._remote_about, self._remote_session
        known = session.policy.operator(about, name) or (_as_data(about, name) and "data" in about)
        return str(_operator(name)(self)) if known else None

    def __hash__(self) -> int:
        return _operator("__hash__")(self) if self._remote_about["plain"] else hash(id(self))

    def __eq__(self, other: object) -> Any:
        if self is other:
            return True
        about, session = self._remote_about, self._remote_session
        if other is None or (type(other) is not Remote and about["kind"] in ("function", "class")):
            return False
        fields = session.policy.records.get(about["name"])
        if fields is not None and type(other) is Remote:
            if about["name"] != other._remote_about["name"]:
                return False
            return all(getattr(self, name) == getattr(other, name) for name in fields)
        return _operator("__eq__")(self, other)

    def __ne__(self, other: object) -> Any:
        if type(other) is Remote and self._remote_session.policy.operator(self._remote_about, "__ne__"):
            return self._remote_session.operate("__ne__", (self, other))
        return not self == other

    def __bool__(self) -> bool:
        if not self._remote_about["judges"]:
            return True
        for name in ("__bool__", "__len__"):
            if self._remote_session.policy.operator(self._remote_about, name):
                return bool(self._remote_session.operate(name, (self,)))
        if self._remote_about["plain"] and not self._remote_about["own"] & {"__bool__", "__len__"}:
            return bool(self._remote_session.plain(self))
        if self._remote_about["kind"] == "instance":
            raise self._remote_session.refuse(f"truth of an object of type {self._remote_about['name']}")
        return True

    def __instancecheck__(self, value: Any) -> bool:
        return (
            type(value) is Remote and self._remote_session.operate("__instancecheck__", (self, value)) is True
        )

    def __subclasscheck__(self, value: Any) -> bool:
        return (
            type(value) is Remote and self._remote_session.operate("__subclasscheck__", (self, value)) is True
        )

    def __dir__(self) -> Any:
        return list(_operator("__dir__")(self))

    def __iter__(self) -> Iterator[Any]:
        return _Steps(_operator("__iter__")(self))


_OPERATORS = frozenset(OPERATORS)
_NAMES = frozenset({"__name__", "__qualname__", "__module__"})
_HERE = frozenset({"__class__", "__doc__", "__getattr__", "__reduce_ex__", "__mro_entries__"})
"""What is answered on this side of an object's attributes that begin with two underscores."""

_INSIDE = frozenset(
    {"__code__", "__bases__", "__mro__", "__closure__", "__globals__", "__signature__", "__dict__"}
)


def kind_of(value: Any) -> Any:
    """`type(value)`, for a student's object too: this process's own class of that name, or the student's."""
    if type(value) is not Remote:
        return type(value)
    session: Any = value._remote_session
    exact = session.policy.exact(value._remote_about)
    return session.attribute(value, "__class__") if exact is None else exact


def is_callable(value: Any) -> bool:
    """`callable(value)`, for a student's object too."""
    return value._remote_about["callable"] is True if type(value) is Remote else _callable(value)


_callable = callable  # Python's own, which `understanding` replaces


def _as_data(about: Handle, name: str) -> bool:
    """Whether an operator does with an object what it does with the data in its place."""
    return about["plain"] is True and name not in about["own"]


class _Steps:
    """Iterates over a student's iterator, or over data that `__iter__` gave."""

    def __init__(self, source: Any) -> None:
        self.source = source if isinstance(source, Remote) else iter(source)

    def __iter__(self) -> _Steps:
        return self

    def __next__(self) -> Any:
        if isinstance(self.source, Remote):
            return self.source._remote_session.operate("__next__", (self.source,))
        return next(self.source)


def _operator(name: str) -> Any:
    def method(self: Remote, *args: Any) -> Any:
        session, about = self._remote_session, self._remote_about
        if name == "__len__" and (about["kind"] == "generator" or about["iterates"]):
            raise TypeError("an iterator has no len()")  # list() asks, and takes no for an answer
        judged = name in COMPARISONS and not all(type(value) is Remote for value in args)
        if judged or not session.policy.operator(about, name):
            if _as_data(about, name):
                return OPERATORS[name](session.plain(self), *args)
            raise session.refuse(f"operator {name} of an object of type {about['name']}")
        return session.operate(name, (self, *args))

    method.__name__ = name
    return method


for _name in set(OPERATORS) - set(vars(Remote)):
    setattr(Remote, _name, _operator(_name))
