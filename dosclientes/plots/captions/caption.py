"""What a caption is."""

from typing import NamedTuple


class Caption(NamedTuple):
    """A plot's title and what its axes measure, with units."""

    title: str
    x: str
    y: str
