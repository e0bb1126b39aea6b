"""The labels that answers type: by their id, which is the same in every language, or as one says them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dosclientes.classroom.errors import AnswerError
from dosclientes.customers import LABELS, label_name
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import languages, use_language

__all__ = ["keys_meant", "label_meant"]


def label_meant(name: Any, known: Iterable[str], own: Mapping[str, str] | None = None) -> str:
    """The id, out of `known`, of the label that a student typed.

    It may be the id, the label's name in any language of the course, or words of the name that no other label has
    (“externo”); capitals, spaces and underscores do not matter. `own` are names that only this question uses, by id.
    Raises AnswerError for anything else, and lists what there is.
    """
    ids = list(known)
    if isinstance(name, str) and name in ids:
        return name
    typed = _words(name) if isinstance(name, str) else frozenset()
    found = [one for one in ids if typed in _names(one, own)] or [
        one for one in ids if typed and any(typed <= words for words in _names(one, own))
    ]
    if len(found) != 1:
        told = ", ".join(_told(one, own) for one in ids)
        raise AnswerError(_("«{name}» no es ninguna de: {known}.", name=name, known=told))
    return found[0]


def keys_meant(answer: Mapping[Any, Any], known: Collection[str]) -> dict[Any, Any]:
    """The answer by the ids of the labels that its keys mean; other keys stay as they are."""
    found = {}
    for key, value in answer.items():
        try:
            found[label_meant(key, known)] = value
        except AnswerError:
            found[key] = value
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("_", " ").replace("-", " ").split())


def _names(label: str, own: Mapping[str, str] | None) -> list[frozenset[str]]:
    names = [label]
    if own and label in own:
        names.append(own[label])
    elif label in LABELS:
        for code in languages():
            with use_language(code):
                names.append(label_name(label))
    return [_words(name) for name in names]


def _told(label: str, own: Mapping[str, str] | None) -> str:
    name = (own or {}).get(label) or (label_name(label) if label in LABELS else "")
    return f"{label} ({name})" if name and name != label else label
