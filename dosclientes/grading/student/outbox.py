"""Outputs of a cell on their way to the examiner: sent together, with the next reply or when they grow many."""

from __future__ import annotations

from dosclientes.grading.channel import codec
from dosclientes.grading.channel.peer import Peer
from dosclientes.grading.student.shell import Output

BATCH = 32 * 1024
"""Characters of output that are kept back before they are sent."""


class Outbox:
    """Outputs kept back.

    Arguments:
        peer: sends them.
    """

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.pending: list[Output] = []
        self.size = 0

    def add(self, output: Output) -> None:
        """Take an output; pieces of one stream are sent together."""
        last = self.pending[-1] if self.pending else None
        text = output.get("text", "")
        if (
            last
            and last["output_type"] == "stream" == output["output_type"]
            and last["name"] == output["name"]
        ):
            last["parts"].append(text)
        else:
            if output["output_type"] == "stream":
                output = {"output_type": "stream", "name": output["name"], "parts": [text]}
            self.pending.append(output)
        self.size += len(text) if text else 1000
        if self.size > BATCH:
            self.flush()
            self.peer.channel.release()

    def flush(self) -> None:
        """Send the outputs kept back."""
        pending, self.pending, self.size = self.pending, [], 0
        for output in pending:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
            try:
                self.peer.hold({"output": output})
            except codec.CrossingError:
                continue
