"""The cases of a graded table, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.items import find

if TYPE_CHECKING:
    import pandas as pd


def table(item_id: str) -> pd.DataFrame:
    """The cases or steps of a graded item: a row each, in no telling order, with what it says in `situation`.

    Whole texts are shown from now on, since a situation cut short cannot be judged. Raises UnknownItemError.
    """
    import pandas as pd

    pd.set_option("display.max_colwidth", None)
    item = find(item_id)
    parts = item.shuffled(next(key for key in ("cases", "steps", "options") if key in item.parts))
    index = pd.Index([str(part["id"]) for part in parts], name="id")
    return pd.DataFrame({"situation": [str(part["text"]) for part in parts]}, index=index)
