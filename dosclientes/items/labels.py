"""The labels of a classify or match item: their ids, and what each would require of a case."""

from __future__ import annotations

from collections.abc import Mapping

from dosclientes.items.model import Item
from dosclientes.language.translation import gettext as _

__all__ = ["label_ids", "label_why"]


def label_ids(item: Item) -> list[str]:
    """The ids of the labels or targets, in the order in which they are offered."""
    return [label if isinstance(label, str) else str(label["id"]) for label in item.parts["labels"]]


def label_why(item: Item, name: str) -> str | None:
    """What would have to be so for a label to be right: its own words, those of the procedure, or None."""
    for label in item.parts["labels"]:
        if isinstance(label, Mapping) and label["id"] == name:
            return label.get("why")
    return _procedure().get(name)


def _procedure() -> dict[str, str]:
    return {
        # side-rule
        "internal": _(
            "Sería cliente interno si recibiera esta salida y la frontera abarcara a quien entrega y a quien recibe. "
            "Comprueba las dos cosas."
        ),
        # side-rule
        "external": _(
            "Sería cliente externo si recibiera esta salida y la frontera pasara entre quien entrega y quien recibe. "
            "Comprueba las dos cosas."
        ),
        "provider": _("Sería proveedor si entregara esta salida, o algo con lo que se hace. ¿Qué aporta?"),
        "interested_party": _(
            "Sería solo parte interesada si le afectara, sin recibirla ni aportar nada. ¿Es así?"
        ),
        "none": _(
            "No sería nada de esta salida si ni la recibiera, ni aportara algo, ni le afectara. Compruébalo."
        ),
        "undetermined": _("No se podría decidir si faltara un dato. ¿Cuál echas en falta?"),
    }
