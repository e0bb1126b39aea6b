"""JupyterLab as `make course` starts it, asked over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tornado.websocket import websocket_connect

from dosclientes.lab import server as lab

TOKEN = "una-llave"
LESSON = "01-dos clientes ñ.ipynb"


@contextmanager
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def read_until_address(server: subprocess.Popen[str]) -> str:
    """What the server says up to and with its address."""
    assert server.stdout
    said = ""
    for line in server.stdout:
        said += line
        if "http://" in line:
            return said
    raise AssertionError(f"no address: {said}")


def get(address: str, path: str, token: str | None = TOKEN) -> Any:
    """The JSON, or text, that the server answers; an HTTPError if it refuses."""
    headers = {"Authorization": f"token {token}"} if token else {}
    with urllib.request.urlopen(
        urllib.request.Request(address + path, headers=headers), timeout=30
    ) as answer:
        body = answer.read().decode()
    return json.loads(body) if answer.headers.get_content_type() == "application/json" else body


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's own Jupyter configuration, which says the opposite of ours."""
    home = tmp_path_factory.mktemp("home")
    mine = {"ServerApp": {"ip": "0.0.0.0", "root_dir": "/"}, "IdentityProvider": {"token": ""}}
    (home / "jupyter_server_config.json").write_text(json.dumps(mine), "utf-8")
    kernel = home / "data" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["other-python"], "display_name": "Other", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), "utf-8")
    return home


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[tuple[str, str, Path]]:
    """A Spanish lab whose wanted port is taken: its address, what it said, its folder."""
    folder = tmp_path_factory.mktemp("Mi curso ñandú") / "es"
    folder.mkdir()
    (folder / LESSON).write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "utf-8")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")},
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "0",  # as in a Python that is no virtual environment
        "PYTHONUTF8": "1",
    }
    with taken_port() as port:
        code = (
            "from pathlib import Path; from dosclientes.lab import server as lab\n"
            f"lab.start(Path({str(folder)!r}), {LESSON!r}, 'es', {port}, browser=False)"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environ,
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        try:
            said = read_until_address(process)
            address = re.search(r"http://[\d.]+:(\d+)", said)
            assert address, said
            assert int(address[1]) != port
            yield address[0], said, folder
        finally:
            process.terminate()
            process.communicate(timeout=30)


def test_taken_port_is_named_and_the_next_free_one_used(server: tuple[str, str, Path]) -> None:
    address, said, _ = server
    assert re.search(rf"El puerto \d+ está ocupado: uso el {address.rpartition(':')[2]}\.", said)
    assert said.count("\n") == 2, f"nothing else is said: {said}"


def test_address_opens_the_lesson(server: tuple[str, str, Path]) -> None:
    address, said, _ = server
    port = int(address.rpartition(":")[2])
    assert lab.url(port, TOKEN, LESSON) in said
    page = get(lab.url(port, TOKEN, LESSON), "", token=None)
    assert "<title>JupyterLab</title>" in page
    assert get(address, "/api/contents")["content"][0]["name"] == LESSON


def test_nobody_enters_without_the_token(server: tuple[str, str, Path]) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        get(server[0], "/api/contents", token=None)


def test_listens_on_one_address_only(server: tuple[str, str, Path]) -> None:
    port = int(server[0].rpartition(":")[2])
    with pytest.raises(OSError, match=r"refused|assign|timed out"):  # answers if all addresses are served
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_kernel_is_this_python(server: tuple[str, str, Path]) -> None:
    spec = get(server[0], "/api/kernelspecs")["kernelspecs"]["python3"]["spec"]
    assert spec["argv"][0] == "python", "which Jupyter replaces by its own"


def test_the_command_is_found_in_a_terminal(server: tuple[str, str, Path]) -> None:
    """Also where the shell of a login, which sets PATH anew, would be the usual one."""
    address = server[0].replace("http://", "ws://")

    async def typed() -> str:
        request = urllib.request.Request(
            f"{server[0]}/api/terminals",
            data=b"{}",
            headers={"Authorization": f"token {TOKEN}"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            name = json.loads(answer.read())["name"]
        socket_ = await websocket_connect(f"{address}/terminals/websocket/{name}?token={TOKEN}")
        await socket_.write_message(json.dumps(["stdin", "command -v dosclientes; echo en''ded\r"]))
        said = ""
        while "ended" not in said:
            said += str(await asyncio.wait_for(socket_.read_message(), 60))
        socket_.close()
        return said

    assert str(Path(sys.executable).with_name("dosclientes")) in asyncio.run(typed())


def test_extensions_that_cost_time_or_network_are_off(server: tuple[str, str, Path]) -> None:
    page = get(server[0], "/lab")
    config = json.loads(re.search(r'<script id="jupyter-config-data".*?>(.*?)</script>', page, re.DOTALL)[1])
    assert {"@jupyter/nbgrader", "@jupyterlab/lsp-extension"} <= set(config["disabledExtensions"])
    assert config["news"] == {"disabled": True}
    assert (config["buildCheck"], config["buildAvailable"]) == (False, False)
    for path in ("/formgrader", "/lsp/status", "/tree"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(server[0], path)


def test_to_start_it_imports_neither_ipython_nor_rich(tmp_path: Path) -> None:
    """Each takes a fifth of a second, for a path of long ago and the colours of a command that nobody gives here."""
    code = f"""
import os, sys
from pathlib import Path
from dosclientes.lab import server
os.environ.update(server.environment("es"))
server._skip_slow_parts()
from jupyterlab.labapp import LabApp
LabApp.initialize_server(argv=server._options(Path({str(tmp_path)!r}), "", 0, "token", False))
print([name for name in ("IPython", "rich", "nbgrader") if name in sys.modules])
"""
    env = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_interface_is_spanish_by_default_only(server: tuple[str, str, Path]) -> None:
    plugin = get(server[0], "/lab/api/settings/@jupyterlab/translation-extension:plugin")
    assert plugin["schema"]["properties"]["locale"]["default"] == "es_ES"
    assert plugin["raw"] == "{}", "the user's own setting is not written"
    assert get(server[0], "/lab/api/translations/es_ES")["data"]


def test_tabs_are_remembered_with_the_lessons(server: tuple[str, str, Path]) -> None:
    request = urllib.request.Request(
        f"{server[0]}/lab/api/workspaces/default",
        data=json.dumps({"data": {}, "metadata": {"id": "default"}}).encode(),
        headers={"Authorization": f"token {TOKEN}"},
        method="PUT",
    )
    urllib.request.urlopen(request, timeout=30).close()
    assert list((server[2] / ".jupyterlab" / "workspaces").iterdir())


def test_environment_keeps_the_users_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"JUPYTER_CONFIG_PATH": "mine", "JUPYTER_PATH": "kernels"}
    found = lab.environment("en", environ)
    assert found["JUPYTER_CONFIG_PATH"].endswith(f"common{os.pathsep}mine")
    assert found["JUPYTER_PATH"].endswith(f"{os.pathsep}kernels")
    assert "jupyter" + os.sep + "fr" not in lab.environment("fr", {})["JUPYTER_CONFIG_PATH"]


def test_command_keeps_the_token_out_of_the_arguments(tmp_path: Path) -> None:
    arguments, environ = lab.command(tmp_path, "es", 9000, TOKEN)
    assert not any(TOKEN in word for word in arguments)
    assert environ["JUPYTER_TOKEN"] == TOKEN
    assert "--no-browser" in arguments
    assert "--no-browser" not in lab.command(tmp_path, "es", 9000, TOKEN, no_browser=False)[0]
