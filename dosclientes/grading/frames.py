"""Length-prefixed messages over a stream socket, bounded in size and in time.

Neither end trusts the other: a frame that is too long, cut short or late raises, and never more than the
limit is held in memory.
"""

from __future__ import annotations

import selectors
import socket
import struct
import time

LIMIT = 64 * 1024 * 1024
"""The longest frame anybody may send, in bytes."""

_AT_ONCE = getattr(socket, "MSG_DONTWAIT", 0)
_SELECTOR = getattr(selectors, "PollSelector", selectors.SelectSelector)
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
    """

    def __init__(self, sock: socket.socket, limit: int = LIMIT) -> None:
        self.sock = sock
        self.limit = limit

    def fileno(self) -> int:
        """The socket's descriptor, so that a channel can be waited for."""
        return self.sock.fileno()

    def send(self, payload: bytes, deadline: float | None = None) -> None:
        """Write one frame; `deadline` is a `time.monotonic()` moment.

        Raises: ChannelClosed, ChannelTimeout.
        """
        view = memoryview(_HEADER.pack(len(payload)) + payload)
        try:
            while view:
                if deadline is not None:
                    self._wait(deadline, write=True)
                sent = self.sock.send(view, _AT_ONCE if deadline is not None else 0)
                view = view[sent:]
        except BlockingIOError:
            self.send_rest(view, deadline)
        except OSError as error:
            raise ChannelClosed(str(error)) from None

    def send_rest(self, view: memoryview, deadline: float | None) -> None:
        """Go on writing what a full socket buffer refused."""
        while view:
            if deadline is not None:
                self._wait(deadline, write=True)
            try:
                view = view[self.sock.send(view, _AT_ONCE) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed(str(error)) from None

    def receive(self, deadline: float | None = None) -> bytes:
        """Read one frame.

        Raises: ChannelClosed at the end of the stream or for an over-long frame; ChannelTimeout.
        """
        (length,) = _HEADER.unpack(self._exactly(_HEADER.size, deadline))
        if length > self.limit:
            raise ChannelClosed(f"a message of {length} bytes is longer than the limit of {self.limit}")
        return self._exactly(length, deadline)

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        # Grows with what has come, so that a lying header reserves nothing.
        data = bytearray()
        while len(data) < count:
            if deadline is not None:
                self._wait(deadline)
            try:
                piece = self.sock.recv(min(count - len(data), 1 << 20))
            except OSError as error:
                raise ChannelClosed(str(error)) from None
            if not piece:
                raise ChannelClosed("the other end closed the channel")
            data += piece
        return bytes(data)

    def _wait(self, deadline: float, write: bool = False) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise ChannelTimeout
        with _SELECTOR() as selector:
            selector.register(self.sock, selectors.EVENT_WRITE if write else selectors.EVENT_READ)
            if not selector.select(left):
                raise ChannelTimeout

    def close(self) -> None:
        """Close the socket; closing twice does no harm."""
        self.sock.close()
