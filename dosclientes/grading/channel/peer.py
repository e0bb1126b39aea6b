"""One end of the conversation between an examiner and a student kernel.

Requests and replies nest strictly: while one end waits for a reply, it serves the other's requests, so that a
student's function may call a function of the test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dosclientes.grading.channel import codec
from dosclientes.grading.channel.frames import LIMIT, TRUSTED, Channel, ChannelClosed

NESTING = 200
"""How deep requests may wait for each other."""

Message = dict[str, Any]


class Peer:
    """Sends requests, serves requests.

    Arguments:
        channel: where the other end is.
        serve: answers one request with a reply.
        output: takes an output of the other end that belongs to no reply.
        fallback, rebuild: see `codec.dumps` and `codec.loads`.
    """

    def __init__(
        self,
        channel: Channel,
        serve: Callable[[Message], Message],
        output: Callable[[Message], None],
        fallback: codec.Fallback,
        rebuild: codec.Rebuild,
    ) -> None:
        self.channel = channel
        self.serve = serve
        self.output = output
        self.fallback = fallback
        self.rebuild = rebuild
        self.deadline: float | None = None
        self.depth = 0
        self.asked = 0
        self.taken = b""

    def request(self, message: Message) -> Message:
        """Send a request and wait for its reply.

        Raises: ChannelClosed, ChannelTimeout, codec.CrossingError.
        """
        self.asked += 1
        number = self.asked
        self.post({"request": message, "number": number}, TRUSTED if message.get("op") == "files" else LIMIT)
        return self.wait(number)

    def post(self, message: Message, most: int = LIMIT) -> None:
        """Send without waiting.

        Arguments:
            most: bytes; what is longer would end the conversation, and is not sent.

        Raises: ChannelClosed, ChannelTimeout, codec.CrossingError.
        """
        try:
            payload = codec.dumps(message, self.fallback)
        except MemoryError:
            payload = b""
        if not 0 < len(payload) <= most:
            raise codec.CrossingError(f"a value of more than {most >> 20} MB cannot cross")
        self.channel.send(payload, self.deadline)

    def hold(self, message: Message) -> None:
        """Send along with the next message."""
        self.channel.hold(codec.dumps(message, self.fallback))

    def wait(self, number: int) -> Message:
        """Serve requests until the reply to that request comes; a reply that nobody asked for is none."""
        self.depth += 1
        try:
            if self.depth > NESTING:
                raise codec.CrossingError("calls between test and answer are nested too deeply")
            while True:
                message = self.take()
                if "reply" not in message:
                    self.dispatch(message)
                elif message.get("number") == number:
                    return _checked(message["reply"])
        finally:
            self.depth -= 1

    def take(self) -> Message:
        """The next message, whatever it is; its bytes are in `taken` until the next one comes."""
        self.taken = self.channel.receive(self.deadline)
        return self.read(self.taken)

    def read(self, payload: bytes) -> Message:
        """A message from its bytes."""
        return _checked(codec.loads(payload, self.rebuild))

    def dispatch(self, message: Message) -> None:
        """Handle a message that is no reply."""
        if "output" in message:
            self.output(_checked(message["output"]))
        elif "request" in message:
            reply = self.serve(_checked(message["request"]))
            number = message.get("number")
            try:
                self.post({"reply": reply, "number": number})
            except codec.CrossingError as error:
                self.post({"reply": {"fault": str(error)}, "number": number})
        else:
            raise ChannelClosed("a message that is neither request, reply nor output")


def _checked(message: Any) -> Message:
    if type(message) is not dict or not all(type(key) is str for key in message):
        raise codec.CrossingError("malformed message")
    return message
