"""One term for each thing, in each language; numbers, and the gender of “cliente”, by one rule. See the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dosclientes.authoring.catalogs import read_catalog
from dosclientes.paths import ROOT

_PLACES = "planta|cocina|farmacia|lavandería|unidad|empresa|aseguradora|fábrica|UCI|recepción|agencia"
AVOIDED = {
    "es": {
        "Six Sigma": r"\bSeis Sigma\b",
        "acuerdo de servicio": r"\bacuerdos? entre áreas\b",
        "sistema sanitario": r"\bsistemas? de salud\b",
        "confusor": r"\bfactor(?:es)? de confusión\b",
        "desempeña el papel de": r"\bhace (?:aquí )?de (?:confusor|mediador|moderador)\b",
        "clienta interna, cliente interno": r"\bcliente \*{0,2}(?:intern|extern)a\b",
        "un área o una empresa es cliente interno": rf"\b(?:la|una|esta) (?:{_PLACES})(?: [a-z]+)?,? "
        r"(?:es|como|sigue siendo) (?:su |una |la )?clienta\b",
        "ustedes": r"\b(?:vosotros|vosotras|vuestr[oa]s?)\b",
        "1426, 66 807": r"(?<![\d.,v])\d{1,3}\.\d{3}(?![\d.])|(?<![\d,] )(?<![\d,])\b[1-9] \d{3}\b(?! \d)",
        "36 %": r"\d%(?![\w(])",
    },
    "en": {
        "handoff": r"\bhand-?overs?\b",
        "service agreement": r"\bagreements? between areas\b",
        "reverse-scored question": r"\breversed items?\b",
        "is not a customer": r"(?<!there )\b(?:is|are) no (?:customer|member|part)s?\b",
        "36%": r"\d %",
        "1426, 66,807": r"(?<![\d,])\d,\d{3}(?![\d,])",
        "contagious": r"\bunhappiness catching\b",
        "someone, anyone": r"\b(?:some|any)body\b",
        "reverse the arrow": r"\bturn(?:ed|ing|s)? (?:\w+ ){0,2}round\b",
        "the one who, the receiver": r"(?i)\bwhoever\b[^.!?|\n]*\bwhoever\b",
    },
}
"""By language: the term to use, and what stands for it no more."""

ALLOWED = {
    "course/glossary#variants": {"sistema sanitario"},
    "course/glossary#measuring": {"confusor"},
}
"""Where another word is named on purpose."""


def texts(lang: str) -> Iterator[tuple[str, str]]:
    for name in ("public", "graded"):
        for message in read_catalog(ROOT, ROOT / "locale" / "en" / f"{name}.po"):
            for words in (message.text,) if lang == "es" else message.strings:
                plain = re.sub(r"```.*?```|`[^`]*`", "", words, flags=re.DOTALL)
                yield message.context or message.places[0], plain


@pytest.mark.parametrize(
    ("lang", "term"), [(lang, term) for lang, terms in AVOIDED.items() for term in terms]
)
def test_one_term_for_each_thing(lang: str, term: str) -> None:
    found = [
        f"{place}: …{words[max(hit.start() - 25, 0) : hit.end() + 15]}…"
        for place, words in texts(lang)
        for hit in [re.search(AVOIDED[lang][term], words)]
        if hit and term not in ALLOWED.get(place, ())
    ]
    assert not found, f"use «{term}»"


def test_apostrophes_of_lessons_and_exercises_are_curly() -> None:
    assert [
        f"{place}: {hit.group()}"
        for place, words in texts("en")
        if re.match(r"(?:course|source)/|item:|reason:", place)
        for hit in [re.search(r"\w+'(?:s|t|ll|re|ve)\b", words)]
        if hit
    ] == []


@pytest.mark.parametrize(
    ("lang", "term", "wrong", "right"),
    [
        ("es", "1426, 66 807", "1.426 de 2.226 horas", "66 807 y 1426, a las 8.40"),
        ("es", "1426, 66 807", "unas 1 426 horas", "10 000 horas"),
        ("es", "clienta interna, cliente interno", "Marta, cliente interna", "la planta, cliente interno"),
        ("es", "un área o una empresa es cliente interno", "la planta es su clienta", "Marta es clienta"),
        ("en", "36%", "69 % of them", "69% of them"),
        ("en", "reverse the arrow", "then turn the arrow round", "round the ward; reverse the arrow"),
        (
            "en",
            "the one who, the receiver",
            "from whoever gives to whoever gets",
            "a customer is whoever pays",
        ),
        ("en", "1426, 66,807", "1,426 hours", "66,807 and 1426"),
    ],
)
def test_the_net_tells_wrong_from_right(lang: str, term: str, wrong: str, right: str) -> None:
    assert re.search(AVOIDED[lang][term], wrong)
    assert not re.search(AVOIDED[lang][term], right)
