"""Lesson 07: where the parties stand on the map, so that no arrow crosses a box between its ends."""

from __future__ import annotations

from dosclientes.explorers.shared.graph import Part

SIZE = {"width": 760, "height": 512}
AREAS: dict[str, Part] = {
    "hospital": {"x": 22, "y": 40, "width": 322, "height": 370},
    "health_system": {"x": 8, "y": 8, "width": 538, "height": 416},
}

_HUB = (98, 230)
_HOSPITAL = ("laboratory", "ward", "pharmacy", "accounting")
_OTHERS = ((98, 110), (98, 350), (262, 110))  # where those of the hospital stand that are not at the hub
_PLACES = {
    "community_health_centre": (462, 120),
    "partner_hospital": (462, 340),
    "insurer": (682, 46),
    "patient": (682, 138),
    "family": (682, 230),
    "nurse_as_patient": (682, 322),
    "ministry": (682, 414),
    "reagent_supplier": (466, 470),
    "cleaning_firm": (304, 470),
}


def places(provider: str) -> dict[str, tuple[int, int]]:
    """The centre of each box: the provider, or else the ward, in the middle, where its arrows can spread."""
    hub = provider if provider in _HOSPITAL else "ward"
    others = (party for party in _HOSPITAL if party != hub)
    return {hub: _HUB, **dict(zip(others, _OTHERS, strict=True)), **_PLACES}
