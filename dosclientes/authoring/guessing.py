"""How far the choice items can be answered blind: by the look of their options, knowing nothing of the matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dosclientes.authoring.coverage import misconceptions
from dosclientes.items import Item, load
from dosclientes.items.labels import label_ids, label_why
from dosclientes.items.model import translated
from dosclientes.items.variants import at_attempt
from dosclientes.language.translation import languages, pgettext, use_language
from dosclientes.paths import SOURCE_LANGUAGE

__all__ = ["Guessing", "guessing", "table"]

LONGEST, BLIND, WORN, WORN_CODES = 0.30, 0.35, 0.10, ("M12", "M13")
"""At most: keys that are the longest option, what a blind strategy scores, items with a worn-out misconception."""
IN_LESSON, FEW = 0.50, 5
"""At most what a blind strategy scores in one lesson, and the choice items from which on a share means something."""

_HEDGED = {
    "es": r"\b(?:puede\w*|podr[ií]a\w*|quizá|depende\w*|según|suele\w*|casi|a veces|algun[oa]s?|probabl\w+|si)\b",
    "en": r"\b(?:may|might|could|can|perhaps|depend\w*|often|usually|nearly|sometimes|some|likely|if|seems?|unless)\b",
}
TEMPTING = {
    "complaint": {"es": r"quej|reclama", "en": r"complain"},
    "happy": {"es": r"content[oa]|feliz|felic|a gusto", "en": r"\bhapp|\bcontent"},
    "always": {"es": r"\b(?:siempre|nunca)\b", "en": r"\b(?:always|never)\b"},
    "pay": {"es": r"\bpag(?:a|o|u)|\bcobr", "en": r"\b(?:pay|paid|charge)"},
    "partner": {"es": r"\bsoci[oa]|\basociad", "en": r"\bpartner"},
    "yes": {"es": r"^(?:Que )?[Ss]í\b", "en": r"^(?:That )?[Yy]es\b"},
}
"""Words by which a wrong option used to be known; each has to be in a right one somewhere."""

_Options = Sequence[Mapping[str, Any]]
_Language = str


@dataclass
class Guessing:
    """What a lesson, or all of them, gives away in one language."""

    language: str
    choices: list[Item] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """The share of choice items that each blind strategy gets right; a tie counts as a fair draw."""
        total = max(1, len(self.choices))
        return {
            name: sum(_hit(pick(item.shuffled("options"), self.language)) for item in self.choices) / total
            for name, pick in STRATEGIES.items()
        }

    def worn(self) -> float:
        """The share of all items in which a worn-out misconception stands."""
        return sum(bool(misconceptions(item) & set(WORN_CODES)) for item in self.items) / max(
            1, len(self.items)
        )

    def never_right(self) -> list[str]:
        """The tempting words that no right option holds."""
        keys = [str(_key(item)["text"]) for item in self.choices]
        return [
            name
            for name, words in TEMPTING.items()
            if not any(re.search(words[self.language], key) for key in keys)
        ]

    def unexplained(self) -> list[str]:
        """Wrong picks of match and classify items, and of steps, without an explanation of their own."""
        return [name for item in self.items for name in _unexplained(item)]


def guessing(root: Path) -> dict[tuple[str, str], Guessing]:
    """Everything measured, by (language, lesson); the lesson "all" holds the whole bank. Raises ItemError."""
    found: dict[tuple[str, str], Guessing] = {}
    for language in (code for code in languages() if code == SOURCE_LANGUAGE or code in _HEDGED):
        with use_language(language):
            for path in sorted((root / "course" / "items").glob("*.yml")):
                items = [_in_language(item) for item in load(path)]  # with all that they draw from
                choices = [at_attempt(item, 1) for item in items if item.kind == "choice"]
                for lesson in (path.stem, "all"):
                    one = found.setdefault((language, lesson), Guessing(language))
                    one.items += items
                    one.choices += choices
    return found


def faults(found: Mapping[tuple[str, str], Guessing]) -> Iterator[str]:
    """Each way in which the bank gives itself away, in a sentence."""
    for (language, lesson), one in found.items():
        scores, where = one.scores(), f"{language} {lesson}"
        if one.choices and len(one.choices) > 3 and scores["longest"] > LONGEST:
            yield f"{where}: the key is the longest option in {scores['longest']:.0%} of the choice items"
        limit = BLIND if lesson == "all" else IN_LESSON
        for name, share in scores.items() if lesson == "all" or len(one.choices) >= FEW else ():
            if share > limit:
                yield f"{where}: picking blindly by «{name}» gets {share:.0%} right"
        if lesson == "all" and one.worn() > WORN:
            yield f"{where}: {' or '.join(WORN_CODES)} stands in {one.worn():.0%} of the items"
        for word in one.never_right() if lesson == "all" else ():
            yield f"{where}: «{word}» is in no right option"
        for name in one.unexplained() if language == SOURCE_LANGUAGE and lesson != "all" else ():
            yield f"{name}: this wrong answer has no explanation of its own"


def table(found: Mapping[tuple[str, str], Guessing]) -> Iterator[str]:
    """The measures as lines to print, for each language a line a lesson and one overall."""
    names = list(STRATEGIES)
    yield (
        f"{'':8}{'items':>6}{'choice':>7}"
        + "".join(f"{name:>10}" for name in names)
        + (f"{'M12/M13':>9}{'unexplained':>13}")
    )
    for (language, lesson), one in sorted(found.items()):
        shares = "".join(f"{share:>10.0%}" for share in one.scores().values())
        counts = f"{len(one.items):>6}{len(one.choices):>7}"
        yield f"{language} {lesson:5}{counts}{shares}{one.worn():>9.0%}{len(one.unexplained()):>13}"


def _in_language(item: Item) -> Item:
    return translated(item, lambda part, text: pgettext(f"item:{item.id}:{part}", text))


def _key(item: Item) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(option for option in item.parts["options"] if option.get("correct"))
    return found


def _hit(picked: _Options) -> float:
    return sum(bool(option.get("correct")) for option in picked) / len(picked)


def _most(options: _Options, size: Callable[[str], int]) -> _Options:
    best = max(size(option["text"]) for option in options)
    return [option for option in options if size(option["text"]) == best]


def _hedges(text: str, language: _Language) -> int:
    return len(re.findall(_HEDGED[language], text, re.IGNORECASE))


def _sober(options: _Options, language: _Language) -> _Options:
    """Those left when options with a tempting word are struck out; all, if none is left."""
    words = [each[language] for each in TEMPTING.values()]
    return [o for o in options if not any(re.search(word, o["text"]) for word in words)] or options


STRATEGIES: dict[str, Callable[[_Options, _Language], _Options]] = {
    "longest": lambda options, _language: _most(options, len),
    "shortest": lambda options, _language: _most(options, lambda text: -len(text)),
    "hedged": lambda options, language: _most(options, lambda text: _hedges(text, language)),
    "first": lambda options, _language: options[:1],
    "last": lambda options, _language: options[-1:],
    "sober": lambda options, language: _most(_sober(options, language), len),
}
"""Ways to pick without understanding: options as a learner sees them -> those picked (several: a fair draw).

"sober" strikes out what sounds silly and takes the longest of the rest.
"""


def _unexplained(item: Item) -> Iterator[str]:
    if item.kind not in ("classify", "match"):
        return
    for case in item.parts["cases"]:
        told = {case["answer"], *(wrong["id"] for wrong in case.get("wrong", ()))}
        untold = (label for label in label_ids(item) if label not in told and not label_why(item, label))
        yield from (f"{item.id}: {case['id']} as {label}" for label in untold)
