"""Finding an item by its id: beside the notebook first (graded work), then in the course."""

from __future__ import annotations

import difflib
import json
import stat
from functools import cache, lru_cache
from pathlib import Path

from dosclientes.items.loading import ItemError, ids, load, load_one
from dosclientes.items.model import Item, translated
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import pgettext
from dosclientes.paths import ITEMS

_CELLS = ITEMS / "cells.yaml"


class UnknownItemError(KeyError):
    """No item has this id; the message suggests the nearest one."""

    def __str__(self) -> str:
        return str(self.args[0])


def find(item_id: str, folder: Path | None = None) -> Item:
    """The item with this id, in the reader's language.

    `folder` is where the notebook lies (the current folder unless told): a release of graded work has
    its own `items.json` there. Raises UnknownItemError, ItemError.
    """
    beside = _beside(folder or Path.cwd())
    if item_id in beside:
        return beside[item_id]
    lesson = str(item_id).partition("-")[0]
    path = ITEMS / f"{lesson}.yml"
    found = load_one(path, item_id) if path.is_file() else None
    if found is None:
        raise UnknownItemError(_unknown(item_id, [*beside, *_all_ids()]))
    return _in_language(found)


def find_cell(cell_id: str) -> Item:
    """The cell with blanks of this id, an item of kind "fill", in the reader's language.

    Raises UnknownItemError, which suggests the nearest id, and ItemError.
    """
    found = load_one(_CELLS, cell_id)
    if found is None:
        raise UnknownItemError(_unknown(cell_id, ids(_CELLS)))
    return _in_language(found)


def lesson_items(lesson: str) -> list[Item]:
    """All practice items of a lesson such as "01", in the order in which they are written."""
    path = ITEMS / f"{lesson}.yml"
    if not path.is_file():
        raise UnknownItemError(_("No hay ejercicios para la lección «{lesson}».", lesson=lesson))
    return list(_by_id(path, path.stat().st_mtime_ns).values())


def _in_language(item: Item) -> Item:
    return translated(item, lambda part, text: pgettext(f"item:{item.id}:{part}", text))


def _beside(folder: Path) -> dict[str, Item]:
    path = folder / "items.json"
    try:
        found = path.stat()
    except OSError:
        return {}
    return _released(path, found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else {}


@lru_cache(maxsize=8)
def _released(path: Path, _changed: int, _size: int) -> dict[str, Item]:
    """The items of a release; its time of change and its size make an edited file be read again."""
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))["items"]
        return {part["id"]: Item(part, has_key=False) for part in parts}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = _("{file} está dañado: vuelve a copiarlo de la entrega. ({error})", file=path, error=error)
        raise ItemError(message) from None


@cache
def _by_id(path: Path, changed: int) -> dict[str, Item]:
    """The items of a file; `changed`, its time of change, makes an edited file be read again."""
    return {item.id: item for item in load(path)}


def _all_ids() -> list[str]:
    return [name for path in sorted(ITEMS.glob("*.yml")) for name in ids(path)]


def _unknown(item_id: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(str(item_id), known, n=1, cutoff=0.4)
    if nearest:
        return _(
            "No hay ningún ejercicio «{id}». ¿Querías decir «{nearest}»?", id=item_id, nearest=nearest[0]
        )
    return _("No hay ningún ejercicio «{id}».", id=item_id)
