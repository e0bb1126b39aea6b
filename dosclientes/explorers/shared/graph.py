"""A drawn graph whose boxes and arrows one presses, by mouse or keyboard: chain, network, map with a boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from dosclientes.exercises.light import Light

__all__ = ["Graph", "Part", "edge_id"]

Part = dict[str, Any]
_STATIC = Path(__file__).parent / "static"


def edge_id(source: str, target: str) -> str:
    """The id an edge has unless it is given another."""
    return f"{source}>{target}"


_DRAWN = (
    *("label", "width", "height", "nodes", "edges", "areas"),
    *("mode", "press_edges", "selected", "inside"),
)


class _Drawing(ipywidgets.Widget):  # type: ignore[misc]
    """What the page draws, as a model of ipywidgets itself.

    A model of anywidget hears nothing more from Python once its page was busy for two seconds as it came; see
    `findings/anywidget-slow-module-loses-changes.sh`.
    """

    state = traitlets.Dict().tag(sync=True)


class Graph(Light, anywidget.AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """Boxes (`nodes`) and arrows (`edges`), drawn `width` by `height` and scaled to the window.

    A node is `{"id", "label", "x", "y"}` (its centre), and may have `side` ("internal": plain blue border,
    "external": dashed orange, "neutral"), `note` (small, below the label), `says` (what a screen reader says
    instead of label and note), `width`, `height`, `fixed` (True: cannot be pressed). An edge is
    `{"source", "target"}`, and may have `id` (else `edge_id(…)`), `label`, `says`, `side`, `fixed`, `bend`
    (pixels it curves aside; an arrow and its reverse curve by themselves), `dx`, `dy` (where its label goes),
    `room` (the label's width). An area is a dotted rectangle `{"x", "y", "width", "height"}` with a `label`.
    All words come in the reader's language. What cannot be seen by colour must stand in a `note` or `label`.

    `mode` says what a press (click, Enter, Space) does; the arrow keys walk among what can be pressed:

    - "choose": `selected` becomes the id of the pressed node or, with `press_edges`, edge.
    - "connect": the first press takes hold of a node (`selected`), the second makes an edge to another node,
      or unmakes it if it is there; pressing the held node lets go; pressing an edge removes it. Dragging
      from node to node does the same. `new_edge` may be replaced to say how an edge looks.
    - "inside": a press takes a node into `inside` or puts it out. A boundary is drawn around what is inside;
      dragging from within it takes in the nodes the pointer meets, dragging from without puts them out.

    After each press the state is changed first, then `last` (the id pressed or the edge made or unmade), then
    `activated` goes up by one: observe `activated` with `on_press`. Setting traits from Python redraws and
    keeps the keyboard's place; `change(nodes=…, edges=…)` sets several at once. `press`, `connect` and `put` are
    what the browser calls, and may be called by tests.

    Raises ValueError for two parts with one id and for an edge to a node there is not.

    While `closed` is a function, what the browser reports changes nothing and calls it instead.

        graph = Graph(nodes=[{"id": "a", "label": "A", "x": 80, "y": 60}, …], label=_("Mapa"), mode="inside")
        graph.on_press(lambda graph: show(graph.inside))
    """

    _esm = _STATIC / "graph.js"
    label = traitlets.Unicode("")
    width = traitlets.Int(720)
    height = traitlets.Int(300)
    nodes = traitlets.List(traitlets.Dict())
    edges = traitlets.List(traitlets.Dict())
    areas = traitlets.List(traitlets.Dict())
    mode = traitlets.Enum(["choose", "connect", "inside"], "choose")
    press_edges = traitlets.Bool(False)
    selected = traitlets.Unicode("")
    inside = traitlets.List(traitlets.Unicode())
    drawing = traitlets.Instance(_Drawing).tag(sync=True, **ipywidgets.widget_serialization)
    last = traitlets.Unicode("")
    activated = traitlets.Int(0)

    def __init__(self, **traits: Any) -> None:
        self.new_edge: Callable[[str, str], Part] = lambda source, target: {}
        self.closed: Callable[[], None] | None = None
        super().__init__(**traits)
        self.on_msg(self._heard)

    @property
    def state(self) -> dict[str, Any]:
        """What is drawn: the traits that the page is told, by name."""
        return {name: getattr(self, name) for name in _DRAWN}

    def on_press(self, heard: Callable[[Graph], None]) -> None:
        """Call `heard(graph)` after each press, when the state has changed."""
        self.observe(lambda _change: heard(self), names="activated")

    def press(self, name: str) -> None:
        """What a click on the node or edge `name` does. An unknown or fixed one does nothing."""
        part = {each["id"]: each for each in (*self.nodes, *self.edges)}.get(name)
        if part is None or part.get("fixed"):
            return
        is_edge = "source" in part
        if self.mode == "connect" and is_edge:
            self.connect(part["source"], part["target"])
        elif self.mode == "connect" and self.selected and self.selected != name:
            self.connect(self.selected, name)
        elif self.mode == "inside" and not is_edge:
            self.put(name, name not in self.inside)
        else:
            held = self.mode == "connect" and self.selected == name
            self.selected = "" if held else name
            self._pressed(name)

    def connect(self, source: str, target: str) -> None:
        """Make the edge from `source` to `target`, or unmake it if it is there; hold no node."""
        kept = [each for each in self.edges if (each["source"], each["target"]) != (source, target)]
        if len(kept) == len(self.edges):
            kept.append({"source": source, "target": target, **self.new_edge(source, target)})
        self.change(selected="", edges=kept)
        self._pressed(edge_id(source, target))

    def put(self, name: str, inside: bool) -> None:
        """Take a node in, or put it out."""
        others = [each for each in self.inside if each != name]
        self.inside = [*others, name] if inside else others
        self._pressed(name)

    def change(self, **traits: Any) -> None:
        """Set several traits at once: they are checked and drawn together."""
        with self.hold_trait_notifications():
            for name, value in traits.items():
                setattr(self, name, value)

    def focus_on(self, name: str) -> None:
        """Give the keyboard to a node or edge."""
        self.drawing.send({"focus": name})

    def _pressed(self, name: str) -> None:
        self.last = name
        self.activated += 1

    def _heard(self, _graph: Graph, message: dict[str, Any], _buffers: object) -> None:
        names = {each["id"] for each in self.nodes if not each.get("fixed")}
        if self.closed is not None:
            self.closed()
        elif "press" in message:
            self.press(str(message["press"]))
        elif "connect" in message and self.mode == "connect" and set(message["connect"]) <= names:
            self.connect(*message["connect"])
        elif message.get("put") in names and self.mode == "inside":
            self.put(message["put"], bool(message["inside"]))

    @traitlets.default("drawing")  # type: ignore[untyped-decorator]
    def _first(self) -> _Drawing:
        return _Drawing(state=self.state)

    @traitlets.observe(*_DRAWN)  # type: ignore[untyped-decorator]
    def _tell(self, _change: object) -> None:
        if self.trait_has_value("drawing"):
            self.drawing.state = self.state

    @traitlets.validate("edges")  # type: ignore[untyped-decorator]
    def _with_ids(self, proposal: Any) -> list[Part]:
        return [{"id": edge_id(each["source"], each["target"]), **each} for each in proposal["value"]]

    @traitlets.observe("nodes", "edges")  # type: ignore[untyped-decorator]
    def _sound(self, _change: object) -> None:
        nodes = [each["id"] for each in self.nodes]
        ends = {end for each in self.edges for end in (each["source"], each["target"])}
        _unique([*nodes, *(each["id"] for each in self.edges)])
        if nodes and ends - set(nodes):
            raise ValueError(f"no node for an edge: {sorted(ends - set(nodes))}")


def _unique(names: Iterable[str]) -> None:
    listed = list(names)
    twice = {name for name in listed if listed.count(name) > 1}
    if twice:
        raise ValueError(f"two parts with one id: {sorted(twice)}")
