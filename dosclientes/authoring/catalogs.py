"""PO files: reading, merging with what the sources say now, writing without noise."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog

from dosclientes.authoring.files import BadInputError, name, read

CATALOGS = ("public", "graded")
_WIDTH = 100
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\[\\tnr"])*")?')


@dataclass(frozen=True)
class Message:
    """A Spanish text, where it stands, and in a language's catalog its translation."""

    text: str
    context: str | None = None
    plural: str | None = None
    places: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    fuzzy: bool = False
    previous: str | None = None
    notes: tuple[str, ...] = ()
    line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text

    @property
    def label(self) -> str:
        """What a person calls it: its context, or else how it begins."""
        return self.context or repr(self.text[:60])

    @property
    def done(self) -> bool:
        return all(self.strings) and bool(self.strings) and not self.fuzzy


def read_catalog(root: Path, path: Path) -> list[Message]:
    """The messages of a PO file, none if there is no such file.

    Raises BadInputError, naming the line, if it is broken.
    """
    if not path.exists():
        return []
    where = name(root, path)
    text = read(root, path)
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            raise BadInputError(where, f"broken PO file: {line.strip()[:60]}", number)
    try:
        catalog = pofile.read_po(io.BytesIO(text.encode()), ignore_obsolete=True, abort_invalid=True)
    except pofile.PoFileError as error:
        raise BadInputError(where, f"broken PO file: {error}", error.lineno + 1) from error
    except Exception as error:  # Babel lets the errors of its parsers through
        raise BadInputError(where, f"broken PO file: {error!r}") from error
    return [_from_babel(message) for message in catalog if message.id]


def merge(template: Iterable[Message], old: Iterable[Message]) -> list[Message]:
    """The template's messages with what is already translated.

    A changed text keeps its translation, flagged fuzzy. A text that was moved (a renamed cell or notebook)
    takes its translation along. What has vanished is dropped.
    """
    template, old = list(template), list(old)
    current = {message.key for message in template}
    exact = {message.key: message for message in old}
    gone = [message for message in old if message.key not in current]
    moved = {(message.text, message.plural): message for message in gone}
    uses = Counter(message.context or "" for message in template)
    changed = {message.context: message for message in gone if uses[message.context or ""] == 1}
    result = []
    for message in template:
        found = exact.get(message.key) or moved.get((message.text, message.plural))
        if not found and message.context:
            found = changed.get(message.context)
        result.append(_with(message, found))
    return result


def render(language: str, messages: Iterable[Message]) -> tuple[str, list[Message]]:
    """The PO file's text, and the messages with the line each stands on."""
    forms, rule = _plurals(language)
    header = (
        f"Project-Id-Version: dosclientes\nLanguage: {language}\n"
        f"Plural-Forms: nplurals={forms}; plural={rule};\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    )
    lines = ["# Spanish is the source. After any change: make translation", *_field("msgid", "")]
    lines += [*_field("msgstr", header), ""]
    placed = []
    for message in messages:
        placed.append(replace(message, line=len(lines) + 1))
        lines += [*_entry(message, forms), ""]
    return "\n".join(lines), placed


def _plurals(language: str) -> tuple[int, str]:
    try:
        catalog = Catalog(locale=language)
    except ValueError:  # nonsense; for well-formed but unknown codes Babel leaves the locale empty
        catalog = None
    if catalog is None or catalog.locale is None:
        raise BadInputError(f"locale/{language}", "no language code known to Babel, such as fr or pt_BR")
    return catalog.num_plurals, catalog.plural_expr


def _with(message: Message, found: Message | None) -> Message:
    if found is None or not any(found.strings):
        return message
    same = (found.text, found.plural) == (message.text, message.plural)
    fuzzy = found.fuzzy or not same
    previous = (found.previous or (None if same else found.text)) if fuzzy else None
    return replace(message, strings=found.strings, fuzzy=fuzzy, previous=previous, notes=found.notes)


def _from_babel(message: pofile.Message) -> Message:
    text, plural = message.id if message.pluralizable else (message.id, None)
    strings = message.string if message.pluralizable else (message.string,)
    return Message(
        text,
        message.context,
        plural,
        tuple(place for place, _ in message.locations),
        tuple(strings) if any(strings) else (),
        message.fuzzy,
        _previous(note[1:].strip() for note in message.user_comments if note.startswith("|")),
        tuple(note for note in message.user_comments if not note.startswith("|")),
        message.lineno,
    )


def _previous(lines: Iterable[str]) -> str | None:
    """The text of a `#| msgid` comment, which Babel writes but takes for a person's note when reading."""
    kept, wanted = [], False
    for line in lines:
        if not line.startswith('"'):
            wanted = line.startswith("msgid ")
        if wanted:
            kept.append(pofile.unescape(line.removeprefix("msgid ")))
    return "".join(kept) or None


def _entry(message: Message, forms: int) -> list[str]:
    lines = [f"# {note}".rstrip() for note in message.notes]
    lines += [f"#: {place}" for place in message.places]
    lines += ["#, fuzzy"] if message.fuzzy else []
    lines += [f"#| {line}" for line in _field("msgid", message.previous)] if message.previous else []
    lines += _field("msgctxt", message.context) if message.context else []
    lines += _field("msgid", message.text)
    if message.plural is None:
        return lines + _field("msgstr", message.strings[0] if message.strings else "")
    lines += _field("msgid_plural", message.plural)
    strings = (message.strings + ("",) * forms)[:forms]
    return lines + [line for i, text in enumerate(strings) for line in _field(f"msgstr[{i}]", text)]


def _field(keyword: str, text: str) -> list[str]:
    return f"{keyword} {pofile.normalize(text, width=_WIDTH)}".split("\n")
