"""JupyterLab as the course starts it: on this computer only, quick, and in the learner's language.

What is always the same lies in `jupyter/common`, the interface's language in `jupyter/<language>`: Jupyter
reads these folders before the learner's own configuration, which is never written to.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from dosclientes.lab.page import tell
from dosclientes.language.translation import gettext as _
from dosclientes.options import DEFAULT_PORT
from dosclientes.slow_imports import skip_address_grammar, skip_web_command

__all__ = ["DEFAULT_PORT", "command", "encryption", "environment", "start", "terminals", "url"]

_HOST = "127.0.0.1"
_CONFIG = Path(__file__).with_name("jupyter")


def command(
    folder: Path, lang: str, port: int, token: str, no_browser: bool = True
) -> tuple[list[str], dict[str, str]]:
    """What `make course` runs, as arguments and environment, for a test or a benchmark to start.

    `folder` holds one folder of lessons a language and is filled first. The token goes by the environment,
    since any user of the computer can read a process's arguments.
    """
    learn = [sys.executable, "-m", "dosclientes", "learn"]
    options = ["--lang", lang, "--port", str(port), "--folder", str(folder)]
    browser = ["--no-browser"] if no_browser else []
    return [*learn, *options, *browser], {**os.environ, "JUPYTER_TOKEN": token}


def url(port: int, token: str, lesson: str = "") -> str:
    """The address at which a browser sees `lesson` (a path below the learner's folder), or the launcher."""
    return f"http://{_HOST}:{port}{_page(lesson)}?{urlencode({'token': token})}"


def environment(lang: str, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables that make Jupyter, its kernels and terminals use this course's configuration and this Python."""
    environ = os.environ if environ is None else environ
    config = [_CONFIG / lang, _CONFIG / "common"]
    # a kernel called python3 may also be installed for the user, and belong to another Python
    kernels = [_CONFIG / "share", Path(sys.prefix, "share", "jupyter")]
    return {
        "JUPYTER_CONFIG_PATH": _search_path(config, environ.get("JUPYTER_CONFIG_PATH")),
        "JUPYTER_PATH": _search_path(kernels, environ.get("JUPYTER_PATH")),
        # so that `dosclientes` is found in terminals and cells, whatever was activated before
        "PATH": _search_path([Path(sys.executable).parent], environ.get("PATH")),
    }


def encryption() -> str:
    """What keeps unreadable what kernels send; an unusual build of ZeroMQ may lack it."""
    import zmq

    return "auto" if zmq.has("curve") else "disabled"


def start(folder: Path, lesson: str, lang: str, port: int = DEFAULT_PORT, browser: bool = True) -> None:
    """Serve `folder` until stopped, with `lesson` opened; if `port` is taken, on the next free one.

    Raises SystemExit if no port is free.
    """
    os.environ.update(environment(lang))
    _skip_slow_parts()
    from jupyterlab.labapp import LabApp

    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    server = LabApp.initialize_server(argv=_options(folder, lesson, port, token, browser))
    tell(server, lang)
    # Jupyter binds its port in the event loop: what is queued behind that tells no address too early
    server.io_loop.add_callback(_announce, port, server.port, url(server.port, token, lesson))
    if browser:
        _show_redirect_file(server, folder)
    server.start()


def _announce(wanted: int, port: int, address: str) -> None:
    if port != wanted:
        print(_("El puerto {taken} está ocupado: uso el {port}.", taken=wanted, port=port))
    print(_("JupyterLab está en {url}", url=address))
    print(_("Para terminar, Ctrl+C dos veces en esta ventana."), flush=True)


def _page(lesson: str) -> str:
    return f"/lab/tree/{quote(lesson)}" if lesson else "/lab"


def _search_path(first: list[Path], rest: str | None) -> str:
    return os.pathsep.join([*(str(path) for path in first if path.is_dir()), *([rest] if rest else [])])


def _options(folder: Path, lesson: str, port: int, token: str, browser: bool) -> list[str]:
    # read in this process only, so that no other user sees the token
    return [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        f"--IdentityProvider.token={token}",
        f"--KernelManager.transport_encryption={encryption()}",
        f"--LabApp.default_url={_page(lesson)}",
        # open tabs are remembered with the lessons: other folders' tabs would be errors here
        f"--LabApp.workspaces_dir={folder / '.jupyterlab' / 'workspaces'}",
        "--ContentsManager.hide_globs=['__pycache__', '*.pyc', '*~', '*.json']",  # what is not for reading
        *kernels(),
        *terminals(),
    ]


def kernels() -> list[str]:
    """The option that says where kernels lie. To find out by itself, Jupyter imports all of IPython."""
    from jupyter_core.paths import jupyter_path

    return [f"--KernelSpecManager.kernel_dirs={jupyter_path('kernels')!r}"]


def terminals() -> list[str]:
    """The option by which terminals keep the variables they are given: a login shell would set PATH anew."""
    shell = os.environ.get("SHELL") or shutil.which("sh")
    return (
        []
        if os.name == "nt" or not shell
        else [f"--ServerApp.terminado_settings=shell_command={shlex.quote(shell)}"]
    )


def _skip_slow_parts() -> None:
    skip_address_grammar()
    skip_web_command()
    from jupyterlab import commands

    # where Node.js is installed, JupyterLab starts it, in 0.3 s each time, to learn from where extensions could
    # be downloaded and built, which is never done here; its own default answers as well
    if hasattr(commands, "_yarn_config"):
        commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}


def _show_redirect_file(server: object, folder: Path) -> None:
    # Ubuntu's browsers (snaps) may not read hidden folders, where Jupyter puts the page that holds the token
    page = folder.parent / f"jupyterlab-{folder.name}.html"
    try:
        page.touch(mode=0o600)
        page.chmod(0o600)
    except OSError:
        return
    server.browser_open_file = str(page)  # type: ignore[attr-defined]
