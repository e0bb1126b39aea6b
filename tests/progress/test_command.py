"""`dosclientes progress` and `dosclientes review`, and taking the record along."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosclientes.cli import main
from dosclientes.language.translation import use_language
from dosclientes.progress.record import add, all_answers, cards, erase
from dosclientes.progress.schedule import Given
from dosclientes.progress.transfer import export, import_file

T0 = datetime(2026, 1, 1, tzinfo=UTC)
ANSWERS = st.lists(
    st.builds(
        Given,
        st.uuids().map(lambda name: name.hex),
        st.sampled_from(["01-bus", "02-quoted-standard", "99-gone"]),
        st.integers(0, 10**7).map(lambda seconds: T0 + timedelta(seconds=seconds)),
        st.sampled_from(["sure", "fairly", "guess"]),
        st.sampled_from([0.0, 1 / 3, 1.0]),
        st.sampled_from([(), ("M1",), ("M1", "M16")]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.fixture(autouse=True)
def _spanish_again() -> object:
    with use_language("es"):
        yield


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=ANSWERS, theirs=ANSWERS, kind=st.sampled_from(["csv", "json"]))
def test_import_is_a_union_and_twice_is_once(ours: list[Given], theirs: list[Given], kind: str) -> None:
    path = Path(f"out.{kind}")
    erase()
    add(theirs)
    export(path)
    erase()
    add(ours)
    import_file(path)
    merged, standing = all_answers(), cards()
    assert {one.id: one for one in merged} == {one.id: one for one in [*theirs, *ours]}
    assert import_file(path) == 0
    assert (all_answers(), cards()) == (merged, standing)
    erase()
    add(theirs)
    add(ours)
    assert cards() == standing, "in whichever order they meet"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.csv", "a,b\n1,2\n", "no es una exportación"),
        ("x.json", "{", "no es una exportación"),
        ("x.json", '{"format": "dosclientes-progress", "version": 9, "answers": []}', "otra versión"),
        (
            "x.json",
            '{"format": "dosclientes-progress", "version": 1, "answers": [{"id": "a"}]}',
            "respuesta 1",
        ),
        ("x.txt", "", ".csv o .json"),
    ],
)
def test_a_bad_export_changes_nothing_and_says_where(
    name: str, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add([Given("a", "01-bus", T0, "sure", 1.0)])
    Path(name).write_text(text, "utf-8")
    assert main(["progress", "--import", name]) == 2
    assert said in capsys.readouterr().err
    assert len(all_answers()) == 1
    assert main(["progress", "--import", "nowhere.json"]) == 2
    assert "nowhere.json" in capsys.readouterr().err


def test_the_command_shows_exports_deletes_and_turns_off(capsys: pytest.CaptureFixture[str]) -> None:
    add([Given("a", "01-bus", T0, "sure", 0.0, ("M1",))])
    assert main(["progress"]) == 0
    assert "≈ inseguro" in capsys.readouterr().out
    assert main(["progress", "--export", "mío.json"]) == 0
    assert json.loads(Path("mío.json").read_text("utf-8"))["answers"][0]["misconceptions"] == ["M1"]
    assert main(["progress", "--summary", "resumen.html"]) == 0
    page = Path("resumen.html").read_text("utf-8")
    assert "acertabas 0 de 1" in page
    assert not re.search(r'(src|href)="http', page), "it needs nothing but itself"
    assert main(["progress", "--off"]) == 0
    assert main(["review"]) == 0
    assert "apagado" in capsys.readouterr().out
    assert main(["progress", "--on"]) == 0
    assert main(["progress", "--delete"]) == 1, "nobody is there to say yes"
    assert main(["progress", "--delete", "--yes"]) == 0
    assert all_answers() == []


def test_review_without_a_terminal_names_what_is_due_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review"]) == 0
    assert "No toca repasar" in capsys.readouterr().out
    add([Given("a", "01-bus", T0, "sure", 0.0, ("M1",))])
    assert main(["review"]) == 0
    out = capsys.readouterr().out
    assert "01-bus" in out
    assert "lo dabas por sabido" in out
