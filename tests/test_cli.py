"""The command line: languages, options, messages; JupyterLab itself is in lab/test_server.py."""

from __future__ import annotations

import locale
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dosclientes.cli import main
from dosclientes.lab import learn
from dosclientes.lab import server as lab
from dosclientes.language import translation
from dosclientes.language.system import system_language
from dosclientes.options import LOST

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def spanish_system(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    with translation.use_language("es"):
        yield


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in two languages in a folder with spaces and accents."""
    root = tmp_path / "Mi curso ñandú"
    for lang in ("es", "en"):
        folder = root / "course" / lang
        folder.mkdir(parents=True)
        (folder / "course.json").write_text(f'{{"language": "{lang}"}}', "utf-8")
        (folder / "00-x.ipynb").write_text(lang, "utf-8")
    monkeypatch.setattr(learn, "ROOT", root)
    return root


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What `lab.start` was asked for, instead of a server."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(lab, "start", lambda *arguments: calls.append(arguments))
    return calls


def test_learn_fills_the_folder_and_opens_the_lesson(root: Path, started: list[tuple[Any, ...]]) -> None:
    assert main(["learn", "--port", "9000", "--no-browser"]) == 0
    folder = root / "learning" / "es"
    assert (folder / "00-x.ipynb").read_text("utf-8") == "es"
    assert started == [(folder, "00-x.ipynb", "es", 9000, False)]


def test_learn_opens_a_browser_unless_told_not_to(root: Path, started: list[tuple[Any, ...]]) -> None:
    main(["learn"])
    assert started[0][3:] == (lab.DEFAULT_PORT, True)


def test_folder_is_the_learners_choice(root: Path, tmp_path: Path, started: list[tuple[Any, ...]]) -> None:
    main(["learn", "--folder", str(tmp_path / "aquí está")])
    assert started[0][0] == tmp_path / "aquí está" / "es"
    assert not (root / "learning").exists()


@pytest.mark.parametrize(
    ("arguments", "system", "lang"),
    [
        ([], "en_GB.UTF-8", "en"),
        ([], "es_MX.UTF-8", "es"),
        ([], "de_DE.UTF-8", "es"),
        ([], "C.UTF-8", "es"),
        (["--lang", "es"], "en_US.UTF-8", "es"),
        (["--lang", "en"], "es_ES.UTF-8", "en"),
    ],
)
def test_language_of_the_lessons(
    root: Path,
    started: list[tuple[Any, ...]],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    system: str,
    lang: str,
) -> None:
    monkeypatch.setenv("LANG", system)
    assert main(["learn", *arguments]) == 0
    assert started[0][0].name == started[0][2] == lang


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "es_ES", "LANG": "es_ES"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "es_ES@euro", "LANG": "en_US"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "ast_ES.UTF-8"}, "ast"),
        ({"LANG": "en-US"}, "en"),
        ({"LANG": "C"}, None),
        ({"LANG": "POSIX"}, None),
    ],
)
def test_system_language(environ: dict[str, str], expected: str | None) -> None:
    assert system_language(environ) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Spanish_Mexico", "es"), ("English_United States", "en"), ("es_CO", "es"), ("C", None), (None, None)],
)
def test_system_language_of_windows_and_macos(
    monkeypatch: pytest.MonkeyPatch, name: str | None, expected: str | None
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "1252"))
    assert system_language({}) == expected


def test_unknown_language_names_those_there_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "--lang", "fr"]) == 2
    assert capsys.readouterr().err == "No hay lecciones en «fr». Hay: es, en.\n"


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_impossible_port(root: Path, capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert main(["learn", "--port", port]) == 2
    assert port in capsys.readouterr().err


def test_folder_that_cannot_be_made(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["learn", "--folder", str(tmp_path / "file")]) == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_changed_lesson_is_announced(
    root: Path, started: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["learn"])
    (root / "learning" / "es" / "00-x.ipynb").write_text("mío", "utf-8")
    (root / "course" / "es" / "00-x.ipynb").write_text("v2", "utf-8")
    main(["learn"])
    assert "00-x.nuevo.ipynb es la versión nueva de 00-x.ipynb" in capsys.readouterr().out


def test_ctrl_c_while_starting_is_no_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lab, "start", interrupted)
    assert main(["learn"]) == 130


def test_without_arguments_a_short_help_in_the_persons_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([]) == 0
    spanish = capsys.readouterr().out
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert main([]) == 0
    english = capsys.readouterr().out
    assert "Para aprender:" in spanish
    assert "abrir las lecciones" in spanish
    assert "To learn:" in english
    assert "open the lessons" in english
    assert len(english.splitlines()) <= 32


def test_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["volar"]) == 2
    assert "No hay ninguna orden «volar». Hay: learn, check" in capsys.readouterr().err


def test_a_short_name_that_does_not_exist_has_no_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a9"]) == 2
    told = capsys.readouterr()
    assert "No hay «a9». Lo que hay: a1, a2, a3, a4, a5, a6." in told.out + told.err


@pytest.mark.parametrize("command", ["learn", "check", "review", "progress", "student", "teach", "demo"])
def test_a_language_is_asked_for_in_the_same_words_everywhere(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "--lang", "fr"]) == 2
    assert capsys.readouterr().err == "No hay lecciones en «fr». Hay: es, en.\n"


def test_help_of_a_command_is_in_the_persons_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["learn", "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith("uso: dosclientes learn")
    assert "options:" not in shown


def test_a_mistake_is_followed_by_the_command_that_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "--fly"]) == 2
    assert capsys.readouterr().err.endswith("Ayuda: dosclientes learn --help\n")


def test_help_imports_no_subcommand() -> None:
    code = (
        "import sys; from dosclientes.cli import main; main(['--help'])\n"
        "print({'dosclientes.lab.learn', 'pandas', 'jupyterlab'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "learn" in shown
    assert shown.endswith("set()\n")


MISTAKES = {  # what is typed, and what is said in Spanish and in English
    ("check", "a1", "--nothing"): ("No se entiende: --nothing", "Not understood: --nothing"),
    ("learn", "--port"): ("--port: falta lo que va detrás", "--port: what follows it is missing"),
    ("grades", "a1", "--format", "xls"): ("no está entre", "is none of"),
    ("extend",): ("Falta:", "Missing:"),
}


@pytest.mark.parametrize("typed", MISTAKES)
@pytest.mark.parametrize(("lang", "which"), [("es", 0), ("en", 1)])
def test_a_mistake_is_told_in_ones_language(
    typed: tuple[str, ...],
    lang: str,
    which: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LANG", f"{lang}.UTF-8")
    with translation.use_language(lang):
        assert main(list(typed)) == 2
    said = capsys.readouterr().err
    assert MISTAKES[typed][which] in said
    assert "argument" not in said


def test_without_a_home_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A container's account may be a mere number: Jupyter, on which all is built, would end with a traceback."""
    pwd = pytest.importorskip("pwd")

    def nobody(_number: int) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.delenv("HOME", raising=False)
    assert main(["status", "a1"]) == 2
    assert "export HOME=" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a file that is always full")
def test_a_full_disk_behind_the_output_costs_the_words_alone() -> None:
    """The work is done, what could not be shown is told, and no traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dosclientes", "--help"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == LOST
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


def test_an_error_is_told_at_once_and_not_at_the_end() -> None:
    command = (
        "from dosclientes.output import prepare_output; import sys; prepare_output()\n"
        "print('uno', file=sys.stderr); sys.stdin.read(); print('dos', file=sys.stderr)"
    )
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", command], text=True, **pipes) as process:  # type: ignore[call-overload]
        found = select.select([process.stderr], [], [], 60)[0]
        assert found, "nothing is told while the work goes on"
        assert process.communicate("")[1].split() == ["uno", "dos"]
