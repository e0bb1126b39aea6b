"""The tools for authors and translators, on a small course made here, and `check` on the real one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosclientes.authoring.__main__ import main
from dosclientes.authoring.catalogs import Message, merge, read_catalog, render
from dosclientes.authoring.checks import problems
from dosclientes.authoring.code import language_in
from dosclientes.authoring.extraction import extract
from dosclientes.authoring.files import BadInputError
from dosclientes.authoring.markup import mismatches
from dosclientes.language.translation import languages
from dosclientes.paths import ROOT

LESSON = "course/es/01-customer.ipynb"
PUBLIC = "locale/en/public.po"
ITEM = """
items:
  - id: 01-child-vaccine
    kind: choice
    prompt: ¿Quién es cliente?
    bloom: apply
    section: 01-customer#title
    options:
      - {id: child, text: La niña, why: Recibe la vacuna., correct: true}
      - {id: payer, text: El ministerio, why: Solo paga.}
"""


def cell(key: str, source: str, kind: str = "markdown", **metadata: Any) -> dict[str, Any]:
    extra: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": key, "metadata": metadata, "source": source, **extra}


def put(path: Path, *cells: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"language_info": {"name": "python", "version": "3.99"}}
    notebook = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), "utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def translate(root: Path, code: str = "en") -> None:
    """Fill every empty translation with its Spanish text and a mark, as a translator would in an editor."""
    for path in (root / "locale" / code).glob("*.po"):
        whole = r'(?m)^msgid ((?:"[^\n]*"\n)+)(msgid_plural "(.*)"\n)?((?:msgstr(?:\[\d\])? ""\n)+)(?!")'

        def fill(match: re.Match[str]) -> str:
            strings = re.sub(r'""\n', match[1].rstrip("\n")[:-1].replace("\\", r"\\") + ' *"\n', match[4])
            return f"msgid {match[1]}{match[2] or ''}{strings}"

        path.write_text(re.sub(whole, fill, path.read_text("utf-8")), "utf-8")


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.suffix != ".mo" and path.is_file()
    }


def found(root: Path) -> str:
    return "\n".join(map(str, problems(root)))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of each kind of source, complete in English."""
    put(
        tmp_path / LESSON,
        cell("title", "# El cliente\n\nVale `exercise`, C12 y [más](02-chain.ipynb)."),
        cell("picture", "exercise('01-child-vaccine')", "code"),
        cell("rule", "---"),
        cell("goals", "Después sabrás **definir**, por 2 puntos."),
    )
    put(
        tmp_path / "source/es/a1/a1.ipynb",
        cell("task", "Explica por qué."),
        cell("answer", "Porque recibe la salida.", nbgrader={"grade": True, "solution": True, "points": 2}),
        cell("rubric", "Razona.\n### BEGIN MARK SCHEME\nUno.\n### END MARK SCHEME", nbgrader={"task": True}),
    )
    (tmp_path / "source/es/a1/cases.csv").write_text("output,recipient\n")
    (tmp_path / "course/items").mkdir()
    (tmp_path / "course/items/01.yml").write_text(ITEM, "utf-8")
    graded = ITEM.replace("01-child-vaccine", "a1-who").replace("id: child", "id: x")
    (tmp_path / "autograde_tests/items").mkdir(parents=True)
    (tmp_path / "autograde_tests/items/a1.yml").write_text(
        graded.replace("¿Quién es cliente?", "¿Quién?").replace("La niña", "Nadie"), "utf-8"
    )
    (tmp_path / "autograde_tests/a1.py").write_text("fail = gettext('Revisa la {part}')\n", "utf-8")
    (tmp_path / "dosclientes").mkdir()
    (tmp_path / "dosclientes/words.py").write_text(
        "_('Hola, {name}')\npgettext('verb', 'Sigue')\nngettext('{n} caso', '{n} casos', 2)\n"
        "_('Hola, {name}')\nfor _ in (1, 2): pass\npgettext(f'item:{x}', text)\n",
        "utf-8",
    )
    assert main(["update", "--lang", "en"], root=tmp_path) == 0
    translate(tmp_path)
    assert main(["update"], root=tmp_path) == 0
    return tmp_path


def test_complete_course_passes(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(course) == ""
    assert main(["check"], root=course) == 0
    assert main(["update"], root=course) == 0
    assert capsys.readouterr().out.strip().endswith("0 messages left to translate in en")


def test_extraction_keeps_answers_out_of_the_public_catalog(course: Path) -> None:
    catalogs = {name: [m.context or m.text for m in messages] for name, messages in extract(course).items()}
    assert catalogs["public"] == [
        "course/01-customer#title", "course/01-customer#goals", "source/a1/a1#task",
        *(f"item:01-child-vaccine:{part}" for part in (
            "prompt", "options.child.text", "options.child.why", "options.payer.text", "options.payer.why")),
        "item:a1-who:prompt", "item:a1-who:options.x.text", "item:a1-who:options.payer.text",
        "Hola, {name}", "verb", "{n} caso",
    ]  # fmt: skip
    assert catalogs["graded"] == [
        "source/a1/a1#answer", "source/a1/a1#rubric",
        "item:a1-who:options.x.why", "item:a1-who:options.payer.why", "Revisa la {part}",
    ]  # fmt: skip


def test_a_message_inside_an_f_string_is_found(course: Path) -> None:
    source = """f"<p>{escape(_('Mira, {name}', name=who))}</p>"\n"""
    (course / "dosclientes/html.py").write_text(source, "utf-8")
    assert "Mira, {name}" in [message.text for message in extract(course)["public"]]


def test_generated_notebook_differs_in_markdown_alone(course: Path) -> None:
    spanish = json.loads((course / LESSON).read_text("utf-8"))
    text = (course / "course/en/01-customer.ipynb").read_text("utf-8")
    english = json.loads(text)
    assert text.endswith("}\n")
    assert "3.99" not in text
    assert "".join(english["cells"][3]["source"]) == "Después sabrás **definir**, por 2 puntos. *"
    for before, after in zip(spanish["cells"], english["cells"], strict=True):
        assert before["id"] == after["id"]
        assert before["cell_type"] == "markdown" or before["source"] == "".join(after["source"])
    solution = json.loads((course / "source/en/a1/a1.ipynb").read_text("utf-8"))["cells"][1]
    assert solution["metadata"]["nbgrader"]["points"] == 2
    assert "".join(solution["source"]) == "Porque recibe la salida. *"


def test_other_files_are_copied_and_speak_the_language(course: Path) -> None:
    folder = course / "source/en/a1"
    assert json.loads((folder / "course.json").read_text()) == {"language": "en", "assignment": "a1"}
    assert json.loads((course / "course/es/course.json").read_text()) == {"language": "es"}
    assert (folder / "cases.csv").read_text() == "output,recipient\n"
    item = json.loads((folder / "items.json").read_text())["items"][0]
    assert item["prompt"] == "¿Quién? *"
    assert {"id": "x", "text": "Nadie *"} in item["options"]


def test_caches_and_answers_of_a_learner_are_no_part_of_the_course(course: Path) -> None:
    put(course / "course/es/.ipynb_checkpoints/01-customer-checkpoint.ipynb", cell("Bad_Id", "Hola"))
    for folder in ("course/es", "course/en", "source/en/a1"):
        (course / folder / "answers.json").write_text("{}")
    assert found(course) == ""


def test_update_changes_nothing_the_second_time(course: Path) -> None:
    before = snapshot(course)
    assert main(["update"], root=course) == 0
    assert snapshot(course) == before


def test_changed_cell_makes_just_that_message_fuzzy(course: Path) -> None:
    edit(course / LESSON, "**definir**", "**definir bien**")
    main(["update"], root=course)
    assert [str(problem).partition(" ")[2] for problem in problems(course)] == [
        "fuzzy: course/01-customer#goals"
    ]
    text = (course / PUBLIC).read_text("utf-8")
    assert '#| msgid "Después sabrás **definir**, por 2 puntos."' in text
    line = int(str(problems(course)[0]).split(":")[1])
    assert "#: course/es/01-customer.ipynb" in text.splitlines()[line - 1]
    english = (course / "course/en/01-customer.ipynb").read_text("utf-8")
    assert 'definir bien**, por 2 puntos."' in english  # Spanish until it is translated anew
    before = snapshot(course)
    main(["update"], root=course)
    assert snapshot(course) == before
    edit(course / LESSON, "**definir bien**", "**definir mejor**")
    main(["update"], root=course)
    assert '#| msgid "Después sabrás **definir**, por 2 puntos."' in (course / PUBLIC).read_text("utf-8")
    edit(course / PUBLIC, "#, fuzzy\n", "")
    main(["update"], root=course)
    assert found(course) == ""
    assert "#|" not in (course / PUBLIC).read_text("utf-8")


def test_renamed_notebook_takes_its_translation_along_and_vanished_text_goes(course: Path) -> None:
    (course / LESSON).rename(course / "course/es/02-customer.ipynb")
    edit(course / "dosclientes/words.py", "'Sigue'", "'Sigue '")
    main(["update"], root=course)
    assert "fuzzy: verb" in found(course)
    assert "comes from no Spanish file" in found(course)
    assert "01-customer#" not in (course / PUBLIC).read_text("utf-8")
    (course / "course/en/01-customer.ipynb").unlink()
    assert len(problems(course)) == 1


def test_note_of_a_translator_is_kept(course: Path) -> None:
    edit(course / PUBLIC, "#: course/es/01-customer.ipynb\nmsgctxt", "# ask the author\n#: x\nmsgctxt")
    main(["update"], root=course)
    assert (course / PUBLIC).read_text("utf-8").count(
        "# ask the author\n#: course/es/01-customer.ipynb\n"
    ) == 2
    assert found(course) == ""


def test_third_language_touches_nothing_else(course: Path) -> None:
    before = snapshot(course)
    main(["update", "--lang", "fr"], root=course)
    new = {path for path, content in snapshot(course).items() if before.get(path) != content}
    assert all(re.match("(locale|course|source)/fr/", path) for path in new)
    assert "locale/fr/public.po" in found(course)
    translate(course, "fr")
    main(["update"], root=course)
    assert found(course) == ""
    assert "plural=(n > 1)" in (course / "locale/fr/public.po").read_text("utf-8")
    assert json.loads((course / "course/fr/course.json").read_text()) == {"language": "fr"}


ENGLISH = "course/en/01-customer.ipynb"
SETTINGS = "course/es/course.json"
ITEMS = "course/items/01.yml"
GRADED_ITEMS = "autograde_tests/items/a1.yml"
EDITS = {
    "stale notebook": (ENGLISH, "sabrás", "sabes", f"{ENGLISH}: is stale"),
    "stale catalog": (LESSON, "Vale", "Sirve", f"{PUBLIC}: is stale"),
    "stale settings": (SETTINGS, "es", "en", f"{SETTINGS}: is stale"),
    "fuzzy": (PUBLIC, 'msgctxt "verb"', '#, fuzzy\nmsgctxt "verb"', "fuzzy: verb"),
    "untranslated": (PUBLIC, 'msgstr "Sigue *"', 'msgstr ""', "untranslated: verb"),
    "one plural form": (PUBLIC, 'msgstr[0] "{n} caso *"', 'msgstr[0] ""', "untranslated: '{n} caso'"),
    "placeholder": (PUBLIC, "Hola, {name} *", "Hello, {who}", "placeholders: name in Spanish, who here"),
    "comment": (
        LESSON,
        "exercise('01",
        "# dibuja\\nexercise('01",
        "#picture: natural language in code: comment",
    ),
    "same id": (LESSON, '"id": "goals"', '"id": "title"', "#title: two cells have this id"),
    "random id": (LESSON, '"id": "rule"', '"id": "0a1b2c3d"', "#0a1b2c3d: cell id"),
    "upper-case id": (LESSON, '"id": "rule"', '"id": "Rule_1"', "#Rule_1: cell id"),
    "broken notebook": (LESSON, '"cells": [', '"cells": [\n\n[', f"{LESSON}:3: not JSON"),
    "old notebook": (
        LESSON,
        '"nbformat_minor": 5',
        '"nbformat_minor": 4',
        f"{LESSON}: not a notebook of format",
    ),
    "no notebook": (LESSON, '"cell_type": "code"', '"cell_type": "odd"', f"{LESSON}: not a valid notebook"),
    "merge conflict": (PUBLIC, 'msgctxt "verb"', "<<<<<<< HEAD", "broken PO file: <<<<<<< HEAD"),
    "open quote": (PUBLIC, '"Sigue *"', '"Sigue *', "broken PO file"),
    "no translation line": (PUBLIC, 'msgstr "Sigue *"', "", "missing msgstr"),
    "broken item": (ITEMS, "kind: choice", "kind: [choice", f"{ITEMS}:"),
    "item without id": (ITEMS, "id: 01-child-vaccine", "name: x", f"{ITEMS}:3: "),
    "item used twice": (
        GRADED_ITEMS,
        "a1-who",
        "01-child-vaccine",
        f"{GRADED_ITEMS}: item:01-child-vaccine:prompt",
    ),
    "broken settings": (SETTINGS, "{", "[", f"{SETTINGS}: expected"),
    "edited release": ("source/es/a1/items.json", "id", "no", "source/es/a1/items.json: is stale"),
    "broken Python": ("dosclientes/words.py", "_('Hola", "_(('Hola", "dosclientes/words.py: not Python"),
}
OTHER_DEFECTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing file": (lambda r: (r / "source/en/a1/cases.csv").unlink(), "source/en/a1/cases.csv: is missing"),
    "orphan": (
        lambda r: (r / "course/en/x.txt").write_text("x"),
        "course/en/x.txt: comes from no Spanish file",
    ),
    "orphan language": (lambda r: (r / "course/fr").mkdir(), "course/fr: comes from no Spanish file"),
    "raw cell": (lambda r: put(r / LESSON, cell("raw", "hola", "raw")), "#raw: raw cell"),
    "outputs": (
        lambda r: put(r / LESSON, cell("picture", "x", "code") | {"execution_count": 1}),
        "01-customer.ipynb#picture: has outputs",
    ),
    "not UTF-8": (lambda r: (r / LESSON).write_bytes(b"{\n\xff"), f"{LESSON}:2: not UTF-8"),
    "unknown language": (
        lambda r: (r / "locale/en").rename(r / "locale/qqq"),
        "locale/qqq: no language code",
    ),
}


@pytest.mark.parametrize("defect", [*EDITS, *OTHER_DEFECTS])
def test_check_names_the_defect(course: Path, defect: str, capsys: pytest.CaptureFixture[str]) -> None:
    if defect in EDITS:
        path, old, new, expected = EDITS[defect]
        edit(course / path, old, new)
    else:
        spoil, expected = OTHER_DEFECTS[defect]
        spoil(course)
    assert main(["check"], root=course) == 1
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize("code", ["qqq", "../en", "", "e n"])
def test_nonsense_is_no_language(course: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(course)
    assert main(["update", "--lang", code], root=course) == 2
    assert "no language code known" in capsys.readouterr().err
    assert snapshot(course) == before


def test_update_refuses_what_it_cannot_read_and_writes_nothing(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(course / PUBLIC, 'msgctxt "verb"', "=======")
    edit(course / LESSON, "Vale", "Sirve")
    before = snapshot(course)
    assert main(["update"], root=course) == 2
    assert re.search(r"locale/en/public\.po:\d+: broken PO file: =======", capsys.readouterr().err)
    assert snapshot(course) == before


@pytest.mark.parametrize(
    ("spanish", "other", "named"),
    [
        ("Ve `a` y `b`", "See `a`", "code spans"),
        ("## Meta", "### Goal", "headings"),
        ("![x](a.png)", "x", "images"),
        ("[x](a.ipynb) y [z](https://z.es)", "[x](b.ipynb) and [z](https://z.en)", "links to files"),
        ("[x](#uno) [y](#dos)", "[x](#one)", "links"),
        ("<details>Hola</details>", "<details>Hello", "tags"),
        ("C12, C13; XD", "C12, C14; XD", "claims"),
        ("(artículo 002)", "(article 003)", "articles and clauses"),
        ("ISO 9000:2015, 3.2.4", "ISO 9000:2015, 3.2.5", "articles and clauses"),
        ("```python\nx\n```\nHola", "Hello", "code blocks"),
        ("Vale 2 puntos y 1,5 puntos", "2 points and 15 points", "points"),
        ("Hola, {name:>3}", "Hello", "placeholders"),
    ],
)
def test_markup_must_agree(spanish: str, other: str, named: str) -> None:
    assert list(mismatches(Message(spanish, strings=(spanish,)))) == []
    assert any(reason.startswith(f"{named}:") for reason in mismatches(Message(spanish, strings=(other,))))


def test_formulas_numbers_and_plural_forms_are_no_mismatch() -> None:
    assert not [*mismatches(Message("1000, 10 000 y 1.000.000", strings=("1,000, 10,000 and 1,000,000",)))]
    assert not [
        *mismatches(Message(r"$\text{defectos}_{ab}^{cd}$", strings=(r"$\text{defects}_{ab}^{cd}$",)))
    ]
    assert not [*mismatches(Message("{n} caso", plural="{n} casos", strings=("one case", "{n} cases")))]
    assert [*mismatches(Message("{n} caso", plural="{n} casos", strings=("one case", "{m} cases")))]


@pytest.mark.parametrize(
    "source",
    [
        "# dibuja la cadena\nx = 1", "x = 'año'", "año = 1", "raise ValueError('falta el nombre')",
        "x = f'El total es {n}'",
        "df.plot(title='Pacientes')", "print('listo')", "print(f'total {n}')",
        "def f():\n    '''Devuelve uno.'''", "x = (",
        "ax.set_xlabel('minutos')", "x = 'uno, dos'",
    ],
)  # fmt: skip
def test_language_in_code_is_found(source: str) -> None:
    assert list(language_in(source))


@pytest.mark.parametrize(
    "source",
    [
        "exercise('01-child-vaccine')", "df.query('receives and not pays')[['output', 'recipient']]",
        "f'{x:.2f} %'",
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "%matplotlib inline\nx = 1", "'{:%d %b}'.format(day)",
        "print(total)", "df.plot(kind='bar', title=words.title)", "raise NotImplementedError()", "",
    ],
)  # fmt: skip
def test_plain_code_is_accepted(source: str) -> None:
    assert list(language_in(source)) == []


text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=60)
entries = st.builds(
    Message,
    text=text,
    context=st.none() | text,
    plural=st.none(),
    strings=st.tuples(text),
    fuzzy=st.booleans(),
)


@given(st.lists(entries, max_size=5, unique_by=lambda message: message.key))
@settings(max_examples=60, deadline=None)
def test_any_text_survives_its_way_through_a_file(
    tmp_path_factory: pytest.TempPathFactory, messages: list[Message]
) -> None:
    path = tmp_path_factory.mktemp("po") / "public.po"
    written, placed = render("en", merge(messages, messages))
    path.write_bytes(written.encode())
    back = read_catalog(path.parent, path)
    assert [(m.key, m.strings, m.fuzzy) for m in back] == [(m.key, m.strings, m.fuzzy) for m in messages]
    assert render("en", merge(messages, back)) == (written, placed)


def test_unreadable_catalog_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "public.po").write_text('msgid "a"\nmsgstr "b"\nmsgfoo "c"\n')
    with pytest.raises(BadInputError, match=r"^public\.po:3: broken PO file"):
        read_catalog(tmp_path, tmp_path / "public.po")


def test_this_course_is_complete_in_every_language() -> None:
    assert "en" in languages()
    assert [str(problem) for problem in problems(ROOT)] == []
