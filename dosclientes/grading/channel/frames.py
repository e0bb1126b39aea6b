"""Length-prefixed messages over a stream socket, bounded in size and in time.

Neither end trusts the other: a frame that is too long, cut short or late raises, and never more than the
limit is held in memory.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable

LIMIT = 64 * 1024 * 1024
"""The longest frame that a student's process may send, in bytes."""

TRUSTED = 512 * 1024 * 1024
"""The longest frame that the engine's own processes take from each other: a submission's files with the instructor's,
or all outputs of a notebook (`collector.TOTAL` characters), as JSON has them at worst, fit in."""

_PIECE = 1 << 18
_HEADER = struct.Struct("!I")


class ChannelClosed(Exception):  # noqa: N818
    """The other end is gone, or what it wrote is not a frame."""


class ChannelTimeout(Exception):  # noqa: N818
    """No whole frame arrived before the deadline."""


class Channel:
    """Frames over one stream socket.

    Arguments:
        sock: a connected stream socket; the channel owns it from now on.
        limit: the longest frame to accept, in bytes.

    Attributes:
        later: a deadline that has passed, moved for whoever could do nothing meanwhile.
    """

    def __init__(self, sock: socket.socket, limit: int = LIMIT) -> None:
        self.sock = sock
        self.limit = limit
        self.later: Callable[[float], float] = lambda deadline: deadline
        self._waiting = bytearray()
        self._held = b""

    def hold(self, payload: bytes) -> None:
        """Have one frame written along with what is sent next."""
        self._held += _HEADER.pack(len(payload)) + payload

    def send(self, payload: bytes, deadline: float | None = None) -> None:
        """Write one frame; `deadline` is a `time.monotonic()` moment.

        Raises: ChannelClosed, ChannelTimeout.
        """
        self.hold(payload)
        self.release(deadline)

    def release(self, deadline: float | None = None) -> None:
        """Write what is held. Raises: ChannelClosed, ChannelTimeout."""
        held, self._held = self._held, b""
        view = memoryview(held)
        while view:
            self._limit(deadline)
            try:
                view = view[self.sock.send(view) :]
            except TimeoutError:
                raise ChannelTimeout from None
            except OSError as error:
                raise ChannelClosed(str(error)) from None

    def receive(self, deadline: float | None = None) -> bytes:
        """Read one frame.

        Raises: ChannelClosed at the end of the stream or for an over-long frame; ChannelTimeout.
        """
        waiting = self._waiting  # grows with what has come, so that a lying header reserves nothing
        while True:
            if len(waiting) >= _HEADER.size:
                (length,) = _HEADER.unpack_from(waiting)
                if length > self.limit:
                    raise ChannelClosed(
                        f"a message of {length} bytes is longer than the limit of {self.limit}"
                    )
                end = _HEADER.size + length
                if len(waiting) >= end:
                    payload = bytes(waiting[_HEADER.size : end])
                    del waiting[:end]
                    return payload
            self._more(deadline)

    def _more(self, deadline: float | None) -> None:
        """Wait for the next bytes."""
        self._limit(deadline)
        try:
            piece = self.sock.recv(_PIECE)
        except TimeoutError:
            return  # the deadline has passed, or has been moved
        except OSError as error:
            raise ChannelClosed(str(error)) from None
        if not piece:
            raise ChannelClosed("the other end closed the channel")
        self._waiting += piece

    def _limit(self, deadline: float | None) -> None:
        """Have the next call on the socket end by the deadline."""
        left = None if deadline is None else deadline - time.monotonic()
        if deadline is not None and left is not None and left <= 0:
            left = self.later(deadline) - time.monotonic()
            if left <= 0:
                raise ChannelTimeout
        self.sock.settimeout(left)

    def close(self) -> None:
        """Close the socket; closing twice does no harm."""
        self.sock.close()
