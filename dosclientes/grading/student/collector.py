"""Gathers a cell's outputs as a notebook stores them, bounded in size."""

from __future__ import annotations

from typing import Any

Output = dict[str, Any]
LIMIT = 2_000_000
"""Characters of output kept for a cell; the rest is dropped, with a note."""
TOTAL = 40_000_000
"""Characters of output kept for all cells of a notebook."""


class Collector:
    """Outputs of one cell. What the student kernel sends is checked, never trusted."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.total = 0
        self.clear()

    def clear(self) -> None:
        """Begin a new cell."""
        self.outputs = []
        self.size = 0
        self.wait = False
        self.full = False
        self.displays: dict[str, Output] = {}

    def add(self, message: Output) -> None:
        """Take one output message; malformed ones are dropped."""
        try:
            handler = getattr(self, "add_" + str(message["output_type"]), None)
            if handler is not None and not self.over(message):
                handler(message)
        except (KeyError, TypeError, ValueError, AttributeError):
            return

    def over(self, message: Output) -> bool:
        """Whether the cell has written enough."""
        size = len(str(message)) if message["output_type"] != "stream" else len(message["text"])
        self.size += size
        if self.size <= LIMIT and self.total + size <= TOTAL:
            self.total += size
            return False
        if not self.full:
            self.full = True
            self.outputs.append(
                {"output_type": "stream", "name": "stdout", "text": "... Output truncated ...\n"}
            )
        return True

    def push(self, output: Output) -> None:
        """Append, after a clearing that waited for this."""
        if self.wait:
            self.outputs, self.wait = [], False
        self.outputs.append(output)

    def result(self) -> str | None:
        """The cell's last value as text, which nbgrader may read as partial credit."""
        shown = [output for output in self.outputs if output["output_type"] == "execute_result"]
        return str(shown[-1]["data"].get("text/plain", "")) if shown else None

    def error(self) -> str | None:
        """The error that is shown last, also one that a magic such as `%%capture` kept from ending the cell."""
        shown = [output for output in self.outputs if output["output_type"] == "error"]
        return f"{shown[-1]['ename']}: {shown[-1]['evalue']}" if shown else None

    def add_stream(self, message: Output) -> None:
        name, text = message["name"], _text(message["text"])
        if name not in ("stdout", "stderr"):
            return
        last = self.outputs[-1] if self.outputs and not self.wait else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name and not self.full:
            last["text"] += text
        else:
            self.push({"output_type": "stream", "name": name, "text": text})

    def add_error(self, message: Output) -> None:
        self.push(
            {
                "output_type": "error",
                "ename": _text(message["ename"]),
                "evalue": _text(message["evalue"]),
                "traceback": [_text(line) for line in message["traceback"]],
            }
        )

    def add_execute_result(self, message: Output) -> None:
        output = _bundle("execute_result", message)
        output["execution_count"] = int(message["execution_count"])
        self.push(output)

    def add_display_data(self, message: Output) -> None:
        output = _bundle("display_data", message)
        self.push(output)
        if "display_id" in message:
            self.displays[_text(message["display_id"])] = output

    def add_update_display_data(self, message: Output) -> None:
        shown = self.displays.get(_text(message["display_id"]))
        if shown is not None:
            shown.update(_bundle(shown["output_type"], message))

    def add_clear_output(self, message: Output) -> None:
        if message["wait"] is True:
            self.wait = True
        else:
            self.outputs = []


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value.encode("utf-8", "replace").decode("utf-8")


def _bundle(kind: str, message: Output) -> Output:
    data = {_text(mime): _json(content) for mime, content in message["data"].items()}
    return {"output_type": kind, "data": data, "metadata": _json(message["metadata"])}


def _json(value: Any, depth: int = 0) -> Any:
    """The value if a notebook file can hold it."""
    if depth > 30:
        raise ValueError("nested too deeply")
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() <= 1024):
        return value
    if type(value) is str:
        return _text(value)
    if type(value) in (list, tuple):
        return [_json(item, depth + 1) for item in value]
    if type(value) is dict:
        return {_text(key): _json(item, depth + 1) for key, item in value.items()}
    raise TypeError("not JSON")
