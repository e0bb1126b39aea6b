"""The examiner's view of one student kernel: fetch, call, assign, and what goes over there and comes back."""

from __future__ import annotations

import builtins
import contextlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

from dosclientes.grading.channel import chance, codec
from dosclientes.grading.channel.changes import update
from dosclientes.grading.channel.frames import ChannelClosed
from dosclientes.grading.channel.peer import Message
from dosclientes.grading.examiner.exceptions import exception_class
from dosclientes.grading.examiner.lent import described, named, thrown
from dosclientes.grading.examiner.line import Line, Process
from dosclientes.grading.examiner.policy import Policy, checked
from dosclientes.grading.examiner.remote import Remote
from dosclientes.grading.examiner.sowing import Sowing

_INPUT = builtins.input

_RUNNING = frozenset({"call", "attribute", "operator"})

KEPT = 1_000_000
"""Bytes of a value that is kept for the next time a test uses the name."""


class Session(Line):
    """What a test asks of its student.

    Arguments:
        process, output: see `Line`.
        policy: what handles pass on.

    Attributes:
        doubts: what of this test could not be as it is in one process, so that its failure may be the examiner's.
        thrown: exceptions that this test's functions have raised when the student's code called them.
        theirs: exceptions of the student's that were raised in this test.
        scouting: whether a kernel that is about to load a library ends, and `needs` says which.
    """

    def __init__(self, process: Process, policy: Policy, output: Callable[[Message], None]) -> None:
        super().__init__(process, output)
        self.policy = policy
        self.callbacks: list[Any] = []
        self.doubts: list[str] = []
        self.thrown: list[BaseException] = []
        self.theirs: list[BaseException] = []
        self.scouting = False
        self.needs: list[str] = []
        self.sowing = Sowing()
        self.look: Callable[[], None] = lambda: None

    def open(self, files: dict[str, bytes], environment: dict[str, str]) -> None:
        """Start a kernel, of which nothing is known yet."""
        self.remotes: dict[int, Any] = {}
        self.exceptions: dict[int, type[BaseException]] = {}
        self.plains: dict[int, Any] = {}
        super().open(files, environment)

    def begin(self) -> None:
        """Before a test: nothing is in doubt."""
        self.doubts, self.thrown, self.theirs = [], [], []

    def ask(self, message: Message) -> Message:
        """As for every line; in a rehearsal somebody looks before the student's code is run."""
        if message["op"] in _RUNNING:
            self.look()
        return super().ask(message)

    def value(self, reply: Message) -> Any:
        """The value of a reply, or the student's exception raised here."""
        if "raise" in reply:
            raise self.exception(reply["raise"])
        if "fault" in reply:
            raise self.refuse(str(reply["fault"])[:500])
        return reply.get("value")

    def exception(self, about: Any) -> BaseException:
        """A student's exception by type and message, or the test's own that went through the student's code."""
        own = about.get("lent") if type(about) is dict else None
        if type(own) is int and 0 <= own < len(self.thrown):
            return self.thrown[own]
        try:
            kind = exception_class(about["lineage"], self.policy.trusted, self.exceptions)
            message, args = str(about["message"]), about["args"]
        except (codec.CrossingError, KeyError, TypeError, ValueError) as error:
            return self.refuse(f"malformed exception: {error}")
        found: BaseException = RuntimeError(message)
        for arguments in ([message], args if isinstance(args, list) else [message]):
            with contextlib.suppress(Exception):
                found = kind(*arguments)
        if isinstance(about.get("trace"), str) and about["trace"]:
            found.add_note("In the student's code:\n" + about["trace"][:10_000].rstrip())
        self.theirs.append(found)
        return found

    def call(self, target: Remote, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a student's function; changed arguments are changed here too."""
        message: Message = {"op": "call", "target": target, "args": args, "kwargs": kwargs}
        if builtins.input is not _INPUT:  # a test answers in its student's stead
            message["input"] = builtins.input
        sown = self.sowing.done
        if sown:
            message["chance"] = chance.state()
        reply = self.ask(message)
        value = self.value(reply)
        places = [*args, *kwargs.values()]
        try:
            for place, changed in reply["changed"]:
                update(places[place], changed)
            if sown:
                chance.set_state(reply["chance"])
            same = reply["same"]
            return value if same is None else places[same]
        except (KeyError, IndexError, TypeError, ValueError, codec.CrossingError) as error:
            raise self.refuse(f"changed arguments could not be taken over: {error}") from None

    def attribute(self, target: Remote, name: str) -> Any:
        """Read an attribute of a student's object."""
        return self.value(self.ask({"op": "attribute", "target": target, "name": name}))

    def has(self, target: Remote, name: str) -> bool:
        """Whether a student's object has an attribute, or says so."""
        return self.value(self.ask({"op": "has", "target": target, "name": name})) is True

    def plain(self, target: Remote) -> Any:
        """What Python compares in an object's place, such as the tuple in a named tuple: data, compared here.

        It came with the handle or, if it is large, is asked for once. It cannot change, or is refused: an object has
        one value, as data has.
        """
        about = target._remote_about
        if about["number"] not in self.plains:
            reply = {} if "data" in about else self.ask({"op": "plain", "target": target})
            try:
                value = self.value(reply) if reply else codec.unpack(about["data"], self.rebuild)
                hash(value)
            except (codec.CrossingError, TypeError):
                raise self.refuse(f"data that may change in an object of type {about['name']}") from None
            if type(value) is Remote:
                raise self.refuse("malformed data")
            self.plains[about["number"]] = value
        return self.plains[about["number"]]

    def assign_attribute(self, target: Remote, name: str, value: Any) -> None:
        """Set an attribute of a student's object."""
        self.value(self.ask({"op": "assign", "target": target, "name": name, "value": value}))

    def operate(self, name: str, args: tuple[Any, ...]) -> Any:
        """Apply an operator to a student's object."""
        return self.value(self.ask({"op": "operator", "name": name, "args": args}))

    def fetch(self, name: str) -> tuple[bool, Any]:
        """Whether the student has the name, and its value: a value of the test's own each time.

        It is sent once as long as no code of the student's is run.
        """
        if name in self.values:
            reply: Message = self.peer.read(self.values[name])["reply"]
        else:
            known = self.values
            reply = self.ask({"op": "get", "name": name})
            self.values = {**known, name: self.peer.taken} if len(self.peer.taken) < KEPT else known
        return (False, None) if reply.get("missing") is True else (True, self.value(reply))

    def same(self, name: str, module: str, attribute: str | None) -> bool | None:
        """Whether the student has bound a name to what this import would; None if it is not bound."""
        key, known = f"import {name}", self.values
        if key not in known:
            reply = self.ask({"op": "same", "name": name, "module": module, "attribute": attribute})
            answer = None if reply.get("missing") is True else self.value(reply) is True
            self.values = {**known, key: {None: b"", True: b"1", False: b"0"}[answer]}
        return {b"": None, b"1": True, b"0": False}[self.values[key]]

    def names(self) -> list[str]:
        """The names the student has bound."""
        found = self.value(self.ask({"op": "names"}))
        return [name for name in found if type(name) is str] if type(found) is list else []

    def file(self, name: str) -> bytes | None:
        """A file of the student's folder as it is now."""
        reply = self.ask({"op": "file", "name": name})
        content = None if reply.get("missing") is True else self.value(reply)
        return content if type(content) is bytes else None

    def restore(self, name: str) -> None:
        """Put back a student's name that a test had replaced or deleted."""
        self.value(self.ask({"op": "restore", "name": name}))

    def assign(self, name: str, value: Any) -> None:
        """Replace a student's name over there."""
        self.value(self.ask({"op": "set", "name": name, "value": value}))

    def delete(self, name: str) -> bool:
        """Delete a student's name over there; whether it was there."""
        return self.ask({"op": "delete", "name": name}).get("missing") is not True

    def lend(self, value: Any) -> dict[str, Any]:
        """How something that is not data goes to the student: handles go home, functions can be called back."""
        if type(value) is Remote:
            return {"kind": "own", "number": value._remote_about["number"]}
        if isinstance(value, ModuleType):
            return {"kind": "module", "name": value.__name__}
        if isinstance(value, type) and value.__module__ == "builtins":
            return {"kind": "builtin", "name": value.__name__}
        found = named(value, self.policy.trusted)
        if found is not None:
            return found
        if callable(value) and not isinstance(value, type):
            self.callbacks.append(value)
            return {"kind": "callback", "number": len(self.callbacks) - 1, **described(value)}
        self.doubts.append(f"a test's value of type {type(value).__name__} cannot cross")
        raise codec.CrossingError(self.doubts[-1])

    def rebuild(self, about: dict[str, Any]) -> Any:
        """What a student's handle becomes here."""
        kind = about["kind"]
        if kind in ("module", "builtin"):
            return self.policy.resolve(about)
        if kind == "callback":
            return self.callbacks[about["number"]]
        if kind not in ("function", "class", "exception", "instance", "generator"):
            raise codec.CrossingError("malformed handle")
        number = int(about["number"])
        if number not in self.remotes:
            if kind == "exception":
                self.remotes[number] = exception_class(about["lineage"], self.policy.trusted, self.exceptions)
            else:
                self.remotes[number] = Remote(self, checked(about))
        if kind != "exception":
            self.policy.see(self.remotes[number]._remote_about)
        return self.remotes[number]

    def serve(self, message: Message) -> Message:
        """A request of the student kernel: it may use a function that a test has passed to it."""
        if message.get("op") == "needs" and self.scouting:
            self.needs = [str(name) for name in message["names"]]
            raise ChannelClosed("a library is to be loaded first")
        if message.get("op") not in ("lent", "callback"):
            raise ChannelClosed("an unknown request")
        function = self.callbacks[message["number"]]
        if message["op"] == "lent":
            known = hasattr(function, str(message["name"]))
            if known:
                self.doubts.append(f"the answer asks for {message['name']!r} of a function of the test's")
            return {"value": known}
        try:
            return {"value": function(*message["args"], **message["kwargs"])}
        except Exception as error:
            self.thrown.append(error)
            return {"raise": thrown(error, len(self.thrown) - 1)}
