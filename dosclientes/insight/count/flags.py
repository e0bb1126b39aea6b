"""What deserves a look, question by question, as keys that `show` puts into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dosclientes.insight.count.choices import Choice
from dosclientes.insight.count.classical import QuestionCount
from dosclientes.insight.count.estimates import FEW

__all__ = ["Flag", "flags"]

_EASY, _HARD, _LEAST, _LOW = 0.95, 0.25, 5, 0.10


@dataclass(frozen=True)
class Flag:
    """A reason to look at a question: its kind, and the part and value it is about ("" where it is the whole).

    Kinds: "key", somebody's wrong value goes with knowing more; "backwards", those who know more do worse; "flat",
    all have the same; "easy"; "hard"; "apart", it hardly tells apart who knows; "unknown", too few people to say.
    """

    kind: str
    part: str = ""
    value: str = ""


def flags(count: QuestionCount, chosen: Sequence[Choice]) -> list[Flag]:
    """The flags of one question, the gravest first.

    A wrong value is suspected when the whole interval of its correlation with the other questions is above 0, and the
    correlation of the right value of the same part is below it: by chance that happens to a wrong value that says
    nothing in less than 1 of 40 questions, and in far fewer to one that weak students choose. How often in a
    simulated class is in `benchmarks/insight.py`.
    """
    if count.mean.n < FEW:
        return [Flag("unknown")]
    if not count.spread > 0:
        return [Flag("flat")]
    found = [Flag("key", one.part, one.value) for one in chosen if _is_suspect(one, chosen)]
    if not found and count.rest.high < 0:
        found = [Flag("backwards")]
    if count.mean.low > _EASY:
        found.append(Flag("easy"))
    elif count.mean.high < _HARD:
        found.append(Flag("hard"))
    elif not found and count.rest.high < _LOW:
        found.append(Flag("apart"))
    return found


def _is_suspect(one: Choice, chosen: Sequence[Choice]) -> bool:
    if one.right or one.people < _LEAST or not one.rest.low > 0:
        return False
    right = [other.rest.value for other in chosen if other.right and other.part == one.part]
    return not right or not max(np.nan_to_num(right)) >= one.rest.value
