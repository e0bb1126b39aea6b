"""The student's side: runs the student's cells and serves the examiner's requests about their names.

Everything here runs in the student's own process and may be tampered with. Nothing depends on its honesty:
what it sends is only ever taken for what the student's code answers.
"""

from __future__ import annotations

import builtins
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dosclientes.grading.channel import chance, codec
from dosclientes.grading.channel.changes import mutable, watch
from dosclientes.grading.channel.frames import TRUSTED, Channel, ChannelClosed
from dosclientes.grading.channel.parcels import lay_out
from dosclientes.grading.channel.peer import Message, Peer
from dosclientes.grading.student import facts
from dosclientes.grading.student.offers import Offers
from dosclientes.grading.student.outbox import Outbox
from dosclientes.grading.student.questions import Questions
from dosclientes.grading.student.scout import Scout
from dosclientes.grading.student.shell import Shell, asks_for_person, make_shell

WATCHED = True
"""A warm server watches what the forks of this role take."""


class Elsewhere(Exception):  # noqa: N818
    """A request that a fork has answered."""


class Kernel(Questions):
    """Serves one examiner until the channel closes."""

    def __init__(self, channel: Channel, shell: Shell) -> None:
        self.shell = shell
        self.offers = Offers(self.ask)
        self.peer = Peer(channel, self.serve, lambda output: None, self.offers.describe, self.offers.find)
        self.outbox = Outbox(self.peer)
        self.trial = False
        self.aside: dict[str, Any] = {}
        self.given = {}
        shell.sink = self.outbox.add

    def run(self) -> None:
        """Serve until the examiner goes away."""
        while True:
            try:
                self.peer.dispatch(self.peer.take())
                if self.trial:
                    os._exit(0)
            except (KeyboardInterrupt, Elsewhere):  # a late interrupt, after the cell it was meant for
                continue
            finally:
                if self.trial:
                    os._exit(1)

    def serve(self, message: Message) -> Message:
        """Answer one request."""
        try:
            reply: Message = getattr(self, "do_" + message["op"])(message)
        except (ChannelClosed, codec.CrossingError, Elsewhere):
            raise
        except BaseException as error:
            reply = {"raise": self.offers.exception(error)}
        self.outbox.flush()
        return reply

    def ask(self, what: str, about: dict[str, Any]) -> Any:
        """Call a function of the test from the student's code, or ask about it."""
        try:
            reply = self.peer.request({"op": what, **about})
        except codec.CrossingError as error:
            raise TypeError(str(error)) from None
        if "raise" in reply:
            raise self.offers.local_exception(reply["raise"])
        if "fault" in reply:
            raise TypeError(str(reply["fault"]))
        return reply.get("value")

    def do_files(self, message: Message) -> Message:
        lay_out(message["files"], Path())
        os.environ.update(message["environment"])
        facts.unshadow(Path())
        self.given = facts.stamps(Path())
        return {}

    def do_scout(self, message: Message) -> Message:
        """From now on ask before a library is loaded; in a rehearsal the answer ends this kernel."""
        builtins.__import__ = Scout(lambda names: self.ask("needs", {"names": names}))
        return {}

    def do_cell(self, message: Message) -> Message:
        error = self.shell.execute(message["source"], message["count"])
        sys.stdout.flush()
        return {"error": None if error is None else type(error).__name__, "person": asks_for_person(error)}

    def do_trial(self, message: Message) -> Message:
        """Run a test as a cell, in a fork: what it does to this kernel is gone with it.

        Arguments:
            message: as for a cell; `before` holds earlier tests whose names this one uses.
        """
        child = os.fork() if hasattr(os, "fork") else 0
        if child:
            self.await_trial(child)
        self.trial = hasattr(os, "fork")
        keep, self.shell.sink = self.shell.sink, lambda output: None
        for source in message["before"]:
            self.shell.execute(source, message["count"])
        self.shell.sink = keep
        return self.do_cell(message)

    def await_trial(self, child: int) -> None:
        """Wait for a trial's end. Raises: Elsewhere when it has replied, RuntimeError when it died before."""
        status = -1
        try:
            _, status = os.waitpid(child, 0)
        finally:
            if status == -1:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        if status == 0:
            raise Elsewhere
        raise RuntimeError("the student's code ended its own process")

    def do_get(self, message: Message) -> Message:
        space = self.shell.user_ns
        return {"value": space[message["name"]]} if message["name"] in space else {"missing": True}

    def do_set(self, message: Message) -> Message:
        self.set_aside(message["name"])
        self.shell.user_ns[message["name"]] = message["value"]
        return {}

    def do_delete(self, message: Message) -> Message:
        self.set_aside(message["name"])
        missing = self.shell.user_ns.pop(message["name"], self) is self
        return {"missing": missing}

    def set_aside(self, name: str) -> None:
        """Keep what a test replaces or deletes, should it put it back."""
        if name in self.shell.user_ns:
            self.aside.setdefault(name, self.shell.user_ns[name])

    def do_restore(self, message: Message) -> Message:
        """Put back what a test had replaced or deleted."""
        if message["name"] in self.aside:
            self.shell.user_ns[message["name"]] = self.aside.pop(message["name"])
        return {}

    def do_call(self, message: Message) -> Message:
        args, kwargs = message["args"], message["kwargs"]
        given = [*args, *kwargs.values()]
        watches = [watch(item, self.offers.describe) for item in given]
        with self.surroundings(message) as reply:
            value = self.with_streams(message["target"], args, kwargs)
        changed = [
            [place, given[place]]
            for place, changes in enumerate(watches)
            if changes is not None and changes()
        ]
        same = [place for place, item in enumerate(given) if item is value and mutable(item)]
        return {**reply, "value": value, "changed": changed, "same": same[0] if same else None}

    @contextmanager
    def surroundings(self, message: Message) -> Iterator[Message]:
        """What a test has replaced or sown for the time of a call: `input`, the random generators."""
        reply: Message = {}
        plain = builtins.input
        if "input" in message:
            builtins.input = message["input"]
        if "chance" in message:
            chance.set_state(message["chance"])
        try:
            yield reply
        finally:
            builtins.input = plain
            if "chance" in message:
                reply["chance"] = chance.state()

    def with_streams(self, target: Any, args: Any, kwargs: Any) -> Any:
        """Call with the notebook's streams in place, so that what a function prints is an output."""
        with self.shell.streams(), self.shell.builtin_trap, self.shell.display_trap:
            return target(*args, **kwargs)

    def do_attribute(self, message: Message) -> Message:
        with self.shell.streams():
            return {"value": getattr(message["target"], message["name"])}

    def do_assign(self, message: Message) -> Message:
        setattr(message["target"], message["name"], message["value"])
        return {}

    def do_operator(self, message: Message) -> Message:
        return {"value": self.with_streams(self.offers.operator(message["name"]), message["args"], {})}


def warm(folder: Path) -> Shell:
    """What the warm process prepares once for all forks."""
    return make_shell(folder)


def ready(shell: Shell, order: dict[str, Any]) -> None:
    """After new modules were loaded: do once what each fork would otherwise do."""
    shell.rehearse()
    shell.learn(order.get("released", []))
    facts.note()


def child(fds: list[int], place: Path, shell: Shell) -> None:
    """The life of one student kernel, in its own folder, over one descriptor."""
    serve(Channel(socket.socket(fileno=fds[0]), TRUSTED), shell)


def serve(channel: Channel, shell: Shell) -> None:
    """Serve one examiner until it goes away."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path.insert(0, "")
    try:
        Kernel(channel, shell).run()
    except (ChannelClosed, codec.CrossingError):
        return
