"""The language the computer speaks."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from dosclientes.language.translation import languages, use_language

__all__ = ["system_language", "use_system_language"]

_WORDS = {"spanish": "es", "english": "en"}  # Windows names languages in words


def system_language(environ: Mapping[str, str] | None = None) -> str | None:
    """The code of the system's language, such as "es", or None if the system does not say."""
    environ = os.environ if environ is None else environ
    named = next((found for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environ.get(key))), None)
    if named is None:  # Windows, and programs started from a macOS desktop
        named = locale.getlocale()[0] or ""
    code = named.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].lower()
    code = _WORDS.get(code, code)
    return code if len(code) in (2, 3) else None


def use_system_language() -> None:
    """From now on speak the system's language to whoever typed a command, if there is a translation."""
    code = system_language()
    if code in languages():
        use_language(code)
