"""The learner's map can be read: its letters on a narrow page, and all of its legend."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from matplotlib.textpath import TextPath

from dosclientes.figures import Picture, figure
from dosclientes.language.translation import use_language
from dosclientes.progress.mastery import Standing
from dosclientes.progress.picture import picture

LEAST = 11
"""Pixels: smaller letters are not for reading on a screen."""
EDGE = 6
"""Pixels between words and the border of their tile, in the wide letters of DejaVu Sans."""


def course_map() -> Picture:
    return picture(Standing({}, 0, 0, None, datetime.now(UTC)))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_narrow_page_scrolls_before_letters_are_too_small(lang: str) -> None:
    with use_language(lang):
        for drawn in (course_map(), figure("course"), figure("chain")):
            svg = ElementTree.fromstring(drawn._repr_html_())
            found = re.search(r"min-width:(\d+)px", svg.attrib["style"])
            assert found
            scale = int(found[1]) / float(svg.attrib["viewBox"].split()[2])
            sizes = [float(node.attrib["font-size"]) for node in svg.iter() if "font-size" in node.attrib]
            assert sizes
            assert min(sizes) * scale >= LEAST


def test_the_legend_of_the_map_is_whole() -> None:
    svg = ElementTree.fromstring(course_map()._repr_html_())
    wide, high = map(float, svg.attrib["viewBox"].split()[2:])
    tiles = [node.attrib for node in svg.iter() if node.tag.endswith("rect")]
    assert tiles
    for tile in tiles:
        assert float(tile["y"]) + float(tile["height"]) < high
        assert float(tile["x"]) + float(tile["width"]) < wide


@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_words_touch_the_edge_of_their_tile(lang: str) -> None:
    with use_language(lang):
        tiles = ElementTree.fromstring(course_map()._repr_html_())
    boxes = [node for node in tiles.iter() if node.tag.endswith("rect")]
    words = [node for node in tiles.iter() if node.attrib.get("text-anchor") == "middle"]
    assert len(boxes) == len(words)
    for box, text in zip(boxes, words, strict=True):
        wide = TextPath((0, 0), text.text or "", size=float(text.attrib["font-size"])).get_extents().width
        assert float(box.attrib["width"]) - wide >= 2 * EDGE, text.text
