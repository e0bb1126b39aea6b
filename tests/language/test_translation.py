"""Messages at run time: which language, which text, and what happens when something is missing."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from dosclientes.language import translation
from dosclientes.language.translation import gettext, language, languages, ngettext, pgettext, use_language

PUBLIC = """
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Hola, {name}"
msgstr "Hello, {name}"

msgid "Faltan {x}"
msgstr "{y} missing"

msgctxt "item:a:prompt"
msgid "Orden"
msgstr "Sequence"

msgid "{n} caso"
msgid_plural "{n} casos"
msgstr[0] "one case"
msgstr[1] "{n} cases"

#, fuzzy
msgid "Viejo"
msgstr "Old"
"""


@pytest.fixture(autouse=True)
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "locale"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "public.po").write_text(PUBLIC, "utf-8")
    (folder / "en" / "graded.po").write_text(PUBLIC.replace("Hello", "Solution"), "utf-8")
    lesson = tmp_path / "lesson"
    lesson.mkdir()
    monkeypatch.chdir(lesson)
    monkeypatch.setattr(translation, "LOCALE", folder)
    monkeypatch.setattr(translation, "_chosen", None)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    translation._catalog.cache_clear()
    translation._language_of.cache_clear()


def test_spanish_needs_no_catalog() -> None:
    assert (language(), gettext("Hola, {name}", name="Eva")) == ("es", "Hola, Eva")
    assert [ngettext("{n} caso", "{n} casos", n) for n in (0, 1, 2)] == ["0 casos", "1 caso", "2 casos"]


def test_english_messages() -> None:
    with use_language("en"):
        assert gettext("Hola, {name}", name="Eva") == "Hello, Eva"
        assert gettext("Hola, {name}") == "Hello, {name}"  # nothing to fill in, so braces stay
        assert gettext("Hola, {name}", catalog="graded", name="Eva") == "Solution, Eva"
        assert pgettext("item:a:prompt", "Orden") == "Sequence"
        assert pgettext("item:b:prompt", "Orden") == gettext("Orden") == "Orden"
        assert [ngettext("{n} caso", "{n} casos", n) for n in (1, 2)] == ["one case", "2 cases"]
        assert gettext("Viejo") == "Viejo"  # fuzzy is not translated
        assert gettext("") == ""
    assert language() == "es"


def test_slip_in_a_translation_shows_spanish() -> None:
    use_language("en")
    assert gettext("Faltan {x}", x=3) == "Faltan 3"


def test_language_comes_from_course_json_beside_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    Path("course.json").write_text('{"language": "en"}')
    assert language() == "en"
    with use_language("es"):
        assert language() == "es"
    assert language() == "en"


def test_nbgraders_own_commands_speak_the_language_of_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSCLIENTES_LANG", "en")
    assert language() == "en"
    with use_language("es"):
        assert language() == "es"
    Path("course.json").write_text('{"language": "es"}')
    translation._language_of.cache_clear()
    assert language() == "es"  # a notebook's own
    Path("course.json").unlink()
    translation._language_of.cache_clear()
    monkeypatch.setenv("DOSCLIENTES_LANG", "xx")
    assert language() == "es"


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'"en"', b"{}", b'{"language": "xx"}', b'{"language": ["en"]}', b"\xff\xfe\x00", b"["],
)
def test_unusable_course_json_warns_once_and_speaks_spanish(content: bytes) -> None:
    Path("course.json").write_bytes(content)
    with pytest.warns(UserWarning, match=r"course\.json"):
        assert language() == "es"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert language() == "es"


def test_unknown_language_names_the_known_ones() -> None:
    assert languages() == ("es", "en")
    with pytest.raises(ValueError, match="es, en"):
        use_language("xx")
    assert language() == "es"


def test_catalog_is_compiled_once_and_again_after_a_change(
    locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, binary = locale / "en" / "public.po", locale / "en" / "public.mo"
    first = translation.compiled(source)
    assert binary.read_bytes() == first
    with monkeypatch.context() as patch:
        patch.setattr(translation, "_compile", None)  # would fail if called
        assert translation.compiled(source) == first
    source.write_text(PUBLIC.replace("Hello", "Howdy"), "utf-8")
    use_language("en")
    assert gettext("Hola, {name}", name="Eva") == "Howdy, Eva"
    assert sorted(path.name for path in source.parent.iterdir()) == ["graded.po", "public.mo", "public.po"]


def test_damaged_binary_is_made_again(locale: Path) -> None:
    (locale / "en" / "public.mo").write_bytes(b"half a file")
    use_language("en")
    assert gettext("Hola, {name}", name="Eva") == "Hello, Eva"


def test_folder_that_cannot_be_written_is_translated_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    use_language("en")
    assert gettext("Hola, {name}", name="Eva") == "Hello, Eva"


def test_broken_catalog_warns_with_file_and_line_and_speaks_spanish(locale: Path) -> None:
    (locale / "en" / "public.po").write_text(PUBLIC + "\n<<<<<<< HEAD\n", "utf-8")
    use_language("en")
    with pytest.warns(UserWarning, match=r"public\.po:\d+.*<<<<<<< HEAD"):
        assert gettext("Hola, {name}", name="Eva") == "Hola, Eva"


def test_missing_graded_catalog_is_what_students_have(locale: Path) -> None:
    (locale / "en" / "graded.po").unlink()
    use_language("en")
    assert gettext("Hola, {name}", catalog="graded", name="Eva") == "Hola, Eva"


def test_compiled_catalog_needs_no_babel(locale: Path) -> None:
    translation.compiled(locale / "en" / "public.po")
    Path("course.json").write_text(json.dumps({"language": "en"}))
    script = (
        "import sys, pathlib; from dosclientes.language import translation;"
        f"translation.LOCALE = pathlib.Path({str(locale)!r});"
        "print(translation.gettext('Hola, {name}', name='Eva'), 'babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Hello, Eva False"
