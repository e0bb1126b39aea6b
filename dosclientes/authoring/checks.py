"""Bringing catalogs and generated files up to date, and naming all that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dosclientes.authoring import notebooks
from dosclientes.authoring.catalogs import CATALOGS, Message, merge, read_catalog, render
from dosclientes.authoring.code import language_in
from dosclientes.authoring.extraction import extract
from dosclientes.authoring.files import BadInputError, Problem, files, name
from dosclientes.authoring.generation import generate, orphans
from dosclientes.authoring.markup import mismatches
from dosclientes.paths import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Expected:
    """What the sources and the translations made so far demand: `files`, and each catalog's `messages`."""

    files: dict[Path, bytes]
    messages: dict[Path, list[Message]]
    languages: tuple[str, ...]


def expected(root: Path, new_language: str | None = None) -> Expected:
    """All files that translation tools make, as they should be now. Raises BadInputError."""
    templates = extract(root)
    translated = {path.parent.name for path in (root / "locale").glob("*/*.po")}
    new = SOURCE_LANGUAGE if new_language is None else new_language
    languages = tuple(sorted((translated | {new}) - {SOURCE_LANGUAGE}))
    contents, messages = generate(root, SOURCE_LANGUAGE, []), {}
    for language in languages:
        paths = {catalog: root / "locale" / language / f"{catalog}.po" for catalog in CATALOGS}
        old = [message for path in paths.values() for message in read_catalog(root, path)]
        for catalog, path in paths.items():
            text, messages[path] = render(language, merge(templates[catalog], old))
            contents[path] = text.encode()
        both = [message for path in paths.values() for message in messages[path]]
        contents |= generate(root, language, both)
    return Expected(contents, messages, languages)


def problems(root: Path) -> list[Problem]:
    """All that keeps the course from being complete and consistent in every language."""
    found = list(_notebook_problems(root))
    try:
        wanted = expected(root)
    except BadInputError as error:
        return [*found, error.problem] if error.problem not in found else found
    found += [
        Problem(name(root, path), "is missing: run `make translation`")
        if not path.exists()
        else Problem(name(root, path), "is stale: run `make translation`")
        for path, content in wanted.files.items()
        if not path.is_file() or path.read_bytes() != content
    ]
    found += [
        Problem(path, "comes from no Spanish file: delete it, or write it in the Spanish folder")
        for path in orphans(root, wanted.languages, wanted.files)
    ]
    return found + list(untranslated(root, wanted))


def untranslated(root: Path, wanted: Expected) -> Iterator[Problem]:
    """What is left for translators: missing, fuzzy, or with other markup than the Spanish text."""
    for path, messages in wanted.messages.items():
        where = name(root, path)
        for message in messages:
            if not message.done:
                state = "fuzzy" if message.fuzzy else "untranslated"
                yield Problem(where, f"{state}: {message.label}", message.line)
            for mismatch in mismatches(message):
                yield Problem(where, f"{mismatch}: {message.label}", message.line)


def _notebook_problems(root: Path) -> Iterator[Problem]:
    for folder in ("course", "source"):
        for path in files(root / folder / SOURCE_LANGUAGE):
            if path.suffix == ".ipynb":
                yield from _problems_in(root, path)


def _problems_in(root: Path, path: Path) -> Iterator[Problem]:
    where = name(root, path)
    try:
        notebook = notebooks.read_notebook(root, path)
    except BadInputError as error:
        yield error.problem
        return
    yield from notebooks.problems(where, notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            for reason in language_in(cell["source"]):
                yield Problem(f"{where}#{cell['id']}", f"natural language in code: {reason}")
