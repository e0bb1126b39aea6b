"""Whether an answer has the form that was asked for. Never whether it is right: students run these checks.

A blank of a skeleton is `...`, Python's own word for what is still to come. The readers here, and those of the modules
beside, raise AnswerError; the notebook's checks say it and let the run go on (see `speaking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dosclientes.classroom.errors import AnswerError, BlankError
from dosclientes.classroom.labels import label_meant
from dosclientes.items import Item
from dosclientes.items.labels import label_ids
from dosclientes.language.translation import gettext as _

__all__ = ["AnswerError", "BlankError", "filled", "label_of", "pairs_of", "party_of", "steps_of"]

NOBODY = "nobody"
"""In a form that asks for everybody's customer, the label of who has none."""


def filled(value: Any, name: str = "") -> Any:
    """The value as it is. Raises BlankError if it is a blank; `name` says which one."""
    if value is ...:
        if name:
            raise BlankError(_("«{name}» está en blanco: cambia los puntos ... por tu respuesta.", name=name))
        raise BlankError(_("En blanco: cambia los puntos ... por tu respuesta."))
    return value


def label_of(labels: Any, item: Item, case: str) -> str:
    """The label that an answer in any accepted form gives to a case. Raises AnswerError."""
    found = _plain_labels(labels)
    if case not in found:
        raise BlankError(_("Falta el caso «{case}».", case=case))
    own = {label["id"]: label["text"] for label in item.parts["labels"] if isinstance(label, Mapping)}
    return label_meant(filled(found[case], case), label_ids(item), own)


def steps_of(chain: Any, item: Item) -> list[str]:
    """The steps in the answer's order. Raises AnswerError unless each step stands there once."""
    if isinstance(filled(chain), str | Mapping) or not isinstance(chain, Iterable):
        raise AnswerError(_('Se esperaba una lista de identificadores, como ["a", "b"].'))
    known = _ids(item)
    steps = [_known(filled(step), known) for step in chain]
    if len(set(steps)) < len(steps):
        again = next(step for step in steps if steps.count(step) > 1)
        raise AnswerError(_("«{id}» está más de una vez.", id=again))
    if len(steps) < len(known):
        raise AnswerError(
            _("Van {done} de {all}: pon todos, cada uno una vez.", done=len(steps), all=len(known))
        )
    return steps


def pairs_of(customers: Any, item: Item) -> dict[str, str]:
    """Provider and customer of each handover. Raises AnswerError unless there is one less than parties."""
    filled(customers)
    if hasattr(customers, "to_dict"):
        customers = customers.to_dict()
    if not isinstance(customers, Mapping):
        raise AnswerError(_("Se esperaba un diccionario: quien entrega, y su cliente."))
    known, nobody = _ids(item), (NOBODY, _("nadie"))
    pairs = {
        _known(filled(provider), known): _known(filled(customer, provider), known)
        for provider, customer in customers.items()
        if customer not in nobody
    }
    own = [provider for provider, customer in pairs.items() if provider == customer]
    if own:
        raise AnswerError(_("«{id}» no puede ser cliente de sí mismo.", id=own[0]))
    if len(pairs) != len(known) - 1:
        wanted, found = len(known) - 1, len(pairs)
        raise AnswerError(_("Se esperaban {wanted} entregas y hay {found}.", wanted=wanted, found=found))
    return pairs


def party_of(party: Any, item: Item) -> str:
    """The party's id. Raises AnswerError for anything else."""
    return _known(filled(party), _ids(item))


def _ids(item: Item) -> list[str]:
    parts = next(item.parts[key] for key in ("steps", "cases", "options") if key in item.parts)
    return sorted(str(part["id"]) for part in parts)


def _plain_labels(labels: Any) -> dict[str, Any]:
    """The labels by case, from a dict, a Series, or a DataFrame with a column `label`."""
    columns = getattr(filled(labels), "columns", None)
    if columns is not None:
        if "label" not in columns:
            raise AnswerError(_("A la tabla le falta la columna «{name}».", name="label"))
        cases = labels["id"] if "id" in columns else labels.index
        return _without_repeats(cases, labels["label"])
    if hasattr(labels, "index") and hasattr(labels, "to_dict"):
        return _without_repeats(labels.index, labels)
    if not isinstance(labels, Mapping):
        raise AnswerError(_("Se esperaba un diccionario o una tabla con una etiqueta para cada caso."))
    return {str(case): label for case, label in labels.items()}


def _without_repeats(cases: Iterable[Any], labels: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for case, label in zip(cases, labels, strict=True):
        if str(case) in found:
            raise AnswerError(_("«{id}» está más de una vez.", id=case))
        found[str(case)] = label
    return found


def _known(name: Any, known: list[str]) -> str:
    plain = name.strip() if isinstance(name, str) else name
    if plain not in known:
        raise AnswerError(_("«{name}» no es ninguna de: {known}.", name=name, known=", ".join(known)))
    return str(plain)
