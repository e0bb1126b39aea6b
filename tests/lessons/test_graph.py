"""The drawn graph without a browser: what presses do in each mode."""

from __future__ import annotations

import pytest

from dosclientes.explorers.shared.graph import Graph, edge_id

NODES = [{"id": name, "label": name, "x": 100 * place, "y": 50} for place, name in enumerate("abc")]


def graph(**traits: object) -> Graph:
    return Graph(nodes=[*NODES, {"id": "d", "label": "d", "x": 0, "y": 0, "fixed": True}], **traits)


def test_choosing_a_node_or_an_edge_tells_which() -> None:
    chosen: list[str] = []
    drawn = graph(edges=[{"source": "a", "target": "b"}])
    drawn.on_press(lambda graph: chosen.append(graph.selected))
    for name in ("c", "c", edge_id("a", "b"), "d", "nobody"):
        drawn.press(name)
    assert chosen == ["c", "c", "a>b"], "pressing twice counts twice; fixed and unknown ones do nothing"


def test_connecting_makes_an_edge_and_unmakes_it() -> None:
    drawn = graph(mode="connect")
    drawn.new_edge = lambda source, target: {"label": f"{source} gives {target}"}
    drawn.press("a")
    assert (drawn.selected, drawn.edges) == ("a", [])
    drawn.press("b")
    assert drawn.selected == ""
    assert drawn.edges == [{"id": "a>b", "source": "a", "target": "b", "label": "a gives b"}]
    drawn.press("b")
    drawn.press("b")
    assert (drawn.selected, len(drawn.edges)) == ("", 1), "pressing the held node lets go"
    drawn.connect("a", "b")
    assert drawn.edges == []
    drawn.connect("b", "c")
    drawn.press("b>c")
    assert drawn.edges == [], "pressing an edge removes it"
    assert drawn.last == "b>c"


def test_a_boundary_takes_in_and_puts_out() -> None:
    drawn = graph(mode="inside", inside=["a"])
    drawn.press("b")
    assert drawn.inside == ["a", "b"]
    drawn.press("a")
    assert drawn.inside == ["b"]
    drawn._heard(drawn, {"put": "c", "inside": True}, [])
    drawn._heard(drawn, {"put": "d", "inside": True}, [])
    drawn._heard(drawn, {"connect": ["a", "b"]}, [])
    assert (drawn.inside, drawn.edges) == (["b", "c"], []), (
        "fixed nodes and other modes' messages change nothing"
    )


def test_unsound_graphs_are_refused() -> None:
    with pytest.raises(ValueError, match="two parts"):
        Graph(nodes=[NODES[0], NODES[0]])
    with pytest.raises(ValueError, match="no node"):
        graph(edges=[{"source": "a", "target": "z"}])


def test_nodes_and_their_edges_change_together() -> None:
    drawn = graph(edges=[{"source": "a", "target": "b"}])
    drawn.change(nodes=NODES[2:], edges=[])
    assert [node["id"] for node in drawn.nodes] == ["c"]
