"""One student kernel on the other end of a line: requests bounded in time, and every failure noted."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from dosclientes.grading.channel import codec
from dosclientes.grading.channel.frames import Channel, ChannelClosed, ChannelTimeout
from dosclientes.grading.channel.peer import Message, Peer
from dosclientes.grading.channel.waiting import waited

GRACE = 1.0
"""Seconds a student's code has to obey an interrupt before it is killed."""

START = 60.0
"""Seconds a kernel has at least to come to life on a busy machine."""

PATIENCE = 10
"""How many times a cell's time is added to it at most, where a busy machine gives it no processor."""


BUSY = "the machine was too busy to run this in time"
"""Why a cell has no outcome that had its time, but not the processor."""


class Fault(BaseException):
    """Ends a test cell whose verdict can no longer be trusted.

    Not an Exception, so that a test's `except Exception` does not take it for the student's error.
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class Process:
    """A student kernel's process, as the session sees it.

    Attributes:
        eager: whether it has wanted so many processors that it waits for those that others need more.
    """

    eager = False

    def start(self) -> Channel:
        """Start a fresh one and return its channel."""
        raise NotImplementedError

    def interrupt(self) -> None:
        """Ask it to stop what it does."""
        raise NotImplementedError

    def kill(self) -> str:
        """End it; what it had taken too much of, if that was its end, or ""."""
        raise NotImplementedError

    def waited(self, seconds: float) -> float:
        """How long of the last so many seconds it stood ready and had no processor."""
        return 0.0


class Line:
    """Requests to a student kernel.

    Arguments:
        process: starts, interrupts and kills the kernel.
        output: takes the outputs that belong to no reply.

    Attributes:
        values: what is known of the kernel until the next request, in which its code may run.
        exited: whether a kernel has ended by itself, not killed for being late.
    """

    def __init__(self, process: Process, output: Callable[[Message], None]) -> None:
        self.process = process
        self.output = output
        self.faults: list[Fault] = []
        self.limit = 3600.0
        self.allow(time.monotonic() + self.limit)
        self.extra = 0.0
        self.extras: dict[float, float] = {}
        self.starved = False
        self.alive = False
        self.exited = False
        self.lives = 0
        self.values: dict[str, bytes] = {}

    def serve(self, message: Message) -> Message:
        """Answer a request of the student kernel."""
        raise NotImplementedError

    def lend(self, value: Any) -> dict[str, Any]:
        """How something that is not data goes to the student."""
        raise NotImplementedError

    def rebuild(self, about: dict[str, Any]) -> Any:
        """What a student's handle becomes here."""
        raise NotImplementedError

    def open(self, files: dict[str, bytes], environment: dict[str, str]) -> None:
        """Start a kernel with the submission's files in its folder."""
        channel = self.process.start()
        self.allow(time.monotonic() + max(self.limit, START))  # none of the student's code runs yet
        channel.later = self.later
        self.peer = Peer(channel, self.serve, self.output, self.lend, self.rebuild)
        self.alive = True
        self.lives += 1
        self.ask({"op": "files", "files": files, "environment": environment})

    def close(self) -> None:
        """End the kernel."""
        if self.alive:
            self.lose()

    def lose(self) -> str:
        """Kill the kernel and forget it; what it had taken too much of, if that was its end, or ""."""
        self.alive = False
        self.values = {}
        why = self.process.kill()
        self.peer.channel.close()
        return why

    def allow(self, deadline: float) -> None:
        """Give what is asked next until then."""
        self.deadline = deadline
        self.stood = waited()

    def later(self, deadline: float) -> float:
        """A deadline moved by what the student's code, and this end, had to wait for a processor, up to a bound."""
        if deadline != self.deadline:
            return deadline
        since = self.limit + time.monotonic() - deadline
        stood = self.process.waited(since) + waited() - self.stood
        most = self.limit * (1 if self.process.eager else PATIENCE)
        self.extra = self.extras[deadline] = min(stood, most)
        self.starved = self.extra >= most
        return deadline + self.extra

    def took(self, began: float, stood: float) -> float:
        """Seconds since a moment, but for those in which this end or the other one was ready and had no processor.

        Arguments:
            stood: how long this end had stood so by then, see `waiting.waited`.
        """
        since = time.monotonic() - began
        there = self.process.waited(since) if self.alive else 0.0
        return max(0.0, since - there - (waited() - stood))

    @property
    def lent(self) -> float:
        """Seconds by which all deadlines together have been moved."""
        return sum(self.extras.values())

    def refuse(self, reason: str, kind: str = "error") -> Fault:
        """Note a fault, so that the test counts as error even if it swallows the exception."""
        fault = Fault(kind, reason)
        self.faults.append(fault)
        return fault

    def ask(self, message: Message) -> Message:
        """One request and its reply.

        Raises: Fault when the kernel died, ran out of time or sent what is no reply.
        """
        self.values = {}
        if not self.alive:
            raise self.refuse("the student's kernel is no longer running")
        self.peer.deadline = self.deadline
        try:
            return self.peer.request(message)
        except ChannelTimeout:
            raise self.stop() from None
        except ChannelClosed:
            self.exited = True
            why = self.lose()
            if why:
                raise self.refuse(f"more of the machine than one submission has: {why}", why) from None
            raise self.refuse("the student's code ended its own process") from None
        except codec.CrossingError as error:
            raise self.refuse(str(error)) from None

    def stop(self) -> Fault:
        """Interrupt what runs over there; kill it when it does not obey."""
        late = ("the time limit was reached", "timeout")
        fault = self.refuse(*((BUSY, "busy") if self.starved else late))
        self.process.interrupt()
        self.peer.deadline = time.monotonic() + GRACE
        try:
            while True:
                message = self.peer.take()
                if "reply" in message:
                    break
                if "output" in message:
                    self.peer.dispatch(message)
        except (ChannelTimeout, ChannelClosed, codec.CrossingError):
            self.lose()
        self.peer.depth = 0
        return fault
