"""Whether an answer has the form that was asked for. Never whether it is right: students run these checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dosclientes.answers import AnswerBook
from dosclientes.items import Item, ResponseError, check_response, find
from dosclientes.items.labels import label_ids
from dosclientes.language.translation import gettext as _


class AnswerError(AssertionError):
    """What a student should know of an answer; a notebook shows the message and nothing else."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()  # IPython asks for this; lines of code would not help the reader


def answered(item_id: str) -> None:
    """Raise AnswerError unless the exercise has a complete answer in `answers.json`."""
    folder = Path.cwd()
    book = AnswerBook(folder)
    answer = book.get(item_id)
    if answer is None:
        name = book.path.name
        raise AnswerError(
            book.problem
            or _("Falta tu respuesta a «{id}» en {file}: contéstalo arriba.", id=item_id, file=name)
        )
    try:
        check_response(find(item_id, folder), answer.response)
    except ResponseError as error:
        raise AnswerError(str(error)) from None


def labelled(labels: Any, item_id: str, case: str) -> None:
    """Raise AnswerError unless `labels` gives this case one of the item's labels."""
    label_of(labels, find(item_id), case)


def ordered(chain: Any, item_id: str) -> None:
    """Raise AnswerError unless `chain` holds each step of the item once."""
    steps_of(chain, find(item_id))


def paired(customers: Any, item_id: str) -> None:
    """Raise AnswerError unless `customers` names a customer for all parties of the chain but one."""
    pairs_of(customers, find(item_id))


def named(party: Any, item_id: str) -> None:
    """Raise AnswerError unless `party` is one of the item's parties."""
    party_of(party, find(item_id))


def label_of(labels: Any, item: Item, case: str) -> str:
    """The label that an answer in any accepted form gives to a case. Raises AnswerError."""
    found = _plain_labels(labels)
    if case not in found:
        raise AnswerError(_("Falta el caso «{case}».", case=case))
    return _known(found[case], label_ids(item))


def steps_of(chain: Any, item: Item) -> list[str]:
    """The steps in the answer's order. Raises AnswerError unless each step stands there once."""
    if isinstance(chain, str | Mapping) or not isinstance(chain, Iterable):
        raise AnswerError(_('Se esperaba una lista de identificadores, como ["a", "b"].'))
    known = _ids(item)
    steps = [_known(step, known) for step in chain]
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
    if hasattr(customers, "to_dict"):
        customers = customers.to_dict()
    if not isinstance(customers, Mapping):
        raise AnswerError(_("Se esperaba un diccionario: quien entrega, y su cliente."))
    known = _ids(item)
    pairs = {_known(provider, known): _known(customer, known) for provider, customer in customers.items()}
    own = [provider for provider, customer in pairs.items() if provider == customer]
    if own:
        raise AnswerError(_("«{id}» no puede ser cliente de sí mismo.", id=own[0]))
    if len(pairs) != len(known) - 1:
        wanted, found = len(known) - 1, len(pairs)
        raise AnswerError(_("Se esperaban {wanted} entregas y hay {found}.", wanted=wanted, found=found))
    return pairs


def party_of(party: Any, item: Item) -> str:
    """The party's id. Raises AnswerError for anything else."""
    return _known(party, _ids(item))


def _ids(item: Item) -> list[str]:
    return sorted(str(part["id"]) for part in item.parts["steps"])


def _plain_labels(labels: Any) -> dict[str, Any]:
    """The labels by case, from a dict, a Series, or a DataFrame with a column `label`."""
    columns = getattr(labels, "columns", None)
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
