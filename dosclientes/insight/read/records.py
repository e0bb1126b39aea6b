"""What learners exported of their own records with `dosclientes progress --export`, and gave to whoever teaches
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dosclientes.items.revisions import item_answered
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.progress.schedule import Given
from dosclientes.progress.transfer import TransferError, read_export

__all__ = ["read_records"]


def read_records(paths: Sequence[Path]) -> list[list[Given]]:
    """One list of answers a file, to questions that there are still. A folder stands for the exports in it.

    Raises CannotRunError for a file that is no export, or a folder without any.
    """
    files: list[Path] = []
    for path in paths:
        inside = (
            (one for one in path.iterdir() if one.suffix.lower() in (".csv", ".json"))
            if path.is_dir()
            else ()
        )
        found = sorted(inside) if path.is_dir() else [path]
        if not found:
            raise CannotRunError(_("En {folder} no hay ninguna exportación.", folder=path))
        files += found
    return [_read(path) for path in files]


def _read(path: Path) -> list[Given]:
    try:
        answers = read_export(path)
    except (TransferError, OSError) as error:
        told = str(error)
        # of forty files in a folder one is meant
        raise CannotRunError(told if path.name in told else f"{path}: {told}") from None
    return [one for one in answers if item_answered(one.item)]
