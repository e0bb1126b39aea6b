"""Messages in the reader's language.

Spanish is the source and needs no catalog; any other language is a folder of `locale/` with PO files. The
language is the one named in `course.json` in the current folder, which for a kernel is the notebook's; nbgrader's own
commands, which know of no language, speak that of the class.
"""

from __future__ import annotations

import gettext as _stdlib
import hashlib
import io
import json
import os
import warnings
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from dosclientes.atomic import write_atomically
from dosclientes.paths import LOCALE, SOURCE_LANGUAGE

__all__ = ["CLASS", "gettext", "language", "languages", "ngettext", "pgettext", "use_language"]

CLASS = "DOSCLIENTES_LANG"
"""The variable of the environment that says which class `nbgrader_config.py` describes: a language."""

_DIGEST_SIZE = 32
_chosen: str | None = None


def gettext(message: str, /, *, catalog: str = "public", **values: object) -> str:
    """Translate a Spanish `message`; `{name}` placeholders are filled only if `values` are given.

    An untranslated message stays Spanish. `catalog` is "public", or "graded" for solutions.
    """
    return _fill(message, _catalog(language(), catalog).gettext(message) if message else "", values)


def pgettext(context: str, message: str, /, *, catalog: str = "public", **values: object) -> str:
    """Translate `message` as used in `context`, such as `item:01-child-vaccine:prompt`."""
    found = _catalog(language(), catalog).pgettext(context, message) if message else ""
    return _fill(message, found, values)


def ngettext(singular: str, plural: str, n: int, /, *, catalog: str = "public", **values: object) -> str:
    """Translate a message that depends on the number `n`, which is always available as `{n}`."""
    found = _catalog(language(), catalog).ngettext(singular, plural, n)
    return _fill(singular if n == 1 else plural, found, {"n": n, **values})


def language() -> str:
    """The language in force: that of `use_language`, else of `course.json` here, else of the class, else Spanish."""
    if _chosen is not None:
        return _chosen
    try:
        here = _language_of(os.getcwd())  # noqa: PTH109 - asked for each message: a Path costs more than the answer
    except FileNotFoundError:  # the current folder was deleted
        here = None
    code = os.environ.get(CLASS)
    return here or (code if code and code in languages() else SOURCE_LANGUAGE)


def languages() -> tuple[str, ...]:
    """Every language there is: Spanish, then each folder of `locale/` that has a public catalog."""
    return (SOURCE_LANGUAGE, *sorted(path.parent.name for path in LOCALE.glob("*/public.po")))


class use_language:  # noqa: N801 - called like a function, `with` being optional
    """Speak `code` from now on, or inside a `with` block only; `course.json` is then not asked.

    Raises ValueError for a language that is not in `languages()`.
    """

    def __init__(self, code: str) -> None:
        global _chosen
        if code not in languages():
            raise ValueError(f"No hay idioma / no language {code!r}: {', '.join(languages())}")
        self._before = _chosen
        _chosen = code

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _chosen
        _chosen = self._before


def _fill(message: str, translated: str, values: dict[str, object]) -> str:
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (LookupError, ValueError):  # a translator's slip must not stop a lesson
        return message.format(**values)


@lru_cache(maxsize=64)  # one folder, one reading, and so one warning
def _language_of(folder: str) -> str | None:
    path = Path(folder, "course.json")
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        return _spanish(f"{path}: {error}")
    try:
        code = json.loads(text)["language"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return _spanish(f'{path}: {{"language": "{SOURCE_LANGUAGE}"}}?')
    if code not in languages():
        return _spanish(f"{path}: {code!r} (¿{', '.join(languages())}?)")
    return str(code)


def _spanish(reason: str) -> str:
    warnings.warn(
        f"No se pudo leer el idioma, sigo en español / language unknown, using Spanish. {reason}",
        stacklevel=2,
    )
    return SOURCE_LANGUAGE


@lru_cache(maxsize=16)
def _catalog(code: str, name: str) -> _stdlib.NullTranslations:
    source = LOCALE / code / f"{name}.po"
    if code == SOURCE_LANGUAGE or not source.is_file():  # students have no graded catalog
        return _stdlib.NullTranslations()
    try:
        return _stdlib.GNUTranslations(io.BytesIO(compiled(source)))
    except (OSError, ValueError) as error:
        warnings.warn(f"Sin traducción / no translation: {error}", stacklevel=2)
        return _stdlib.NullTranslations()


def compiled(source: Path) -> bytes:
    """The binary catalog of a PO file, made again whenever the file has changed.

    Raises ValueError, naming file and line, if it is broken.
    """
    content = source.read_bytes()
    digest = hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest()
    target = source.with_suffix(".mo")
    try:
        ready = target.read_bytes()
    except OSError:
        ready = b""
    if ready.endswith(digest):  # readers of .mo files ignore what stands behind the last message
        return ready
    ready = _compile(source, content) + digest
    with suppress(OSError):  # a read-only installation: translate from memory
        write_atomically(target, ready)
    return ready


def _compile(source: Path, content: bytes) -> bytes:
    from babel.messages import mofile, pofile  # slow to import, and rarely needed

    try:
        catalog = pofile.read_po(io.BytesIO(content), locale=source.parent.name, abort_invalid=True)
    except pofile.PoFileError as error:
        raise ValueError(f"{source}:{error.lineno + 1}: {error.line or error}") from error
    except Exception as error:  # Babel's other complaints: bad quoting, encoding, plural forms
        raise ValueError(f"{source}: {error}") from error
    binary = io.BytesIO()
    mofile.write_mo(binary, catalog)
    return binary.getvalue()
