"""JupyterLab with nbgrader's panels: for students, and for instructors."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from dosclientes.lab import server as lab
from dosclientes.lab.page import tell
from dosclientes.language.translation import gettext as _

__all__ = ["instructor_environment", "serve", "student_environment"]

_CONFIG = Path(__file__).with_name("jupyter")


def student_environment(
    lang: str, exchange: Path, cache: Path, student: str = "", platform: bool = False
) -> dict[str, str]:
    """The variables by which a student's nbgrader finds its class: `exchange`, and where copies are kept.

    With `platform`, JupyterLab has no assignment list: the class hands in through a learning platform.
    """
    return {
        **_environment(["platform", "student"] if platform else ["student"], lang),
        "DOSCLIENTES_EXCHANGE": str(exchange),
        "DOSCLIENTES_CACHE": str(cache),
        "DOSCLIENTES_STUDENT": student,
    }


def instructor_environment(lang: str) -> dict[str, str]:
    """The variables with which `nbgrader_config.py` and the formgrader speak of the class in `lang`."""
    return _environment(["instructor"], lang)


def serve(
    folder: Path, variables: Mapping[str, str], port: int, browser: bool, formgrader: bool = False
) -> None:
    """Serve `folder`, also nbgrader's current one, until stopped; on the next free port if `port` is taken.

    With `formgrader`, JupyterLab opens with it.

    Raises SystemExit if no port is free.
    """
    os.environ.update(variables)
    os.chdir(folder)
    from jupyterlab.labapp import LabApp

    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    page = "/lab?formgrader=true" if formgrader else "/lab"
    server = LabApp.initialize_server(
        argv=[
            f"--ServerApp.root_dir={folder}",
            f"--ServerApp.port={port}",
            f"--ServerApp.open_browser={browser}",
            f"--IdentityProvider.token={token}",
            f"--LabApp.default_url={page}",
            f"--LabApp.workspaces_dir={folder / '.jupyterlab' / 'workspaces'}",
            *lab.terminals(),
        ]
    )
    tell(server)
    address = lab.url(server.port, token)
    server.io_loop.add_callback(_announce, f"{address}&formgrader=true" if formgrader else address)
    server.start()


def _announce(address: str) -> None:
    print(_("JupyterLab está en {url}", url=address), flush=True)


def _environment(roles: list[str], lang: str) -> dict[str, str]:
    common = lab.environment(lang)
    # a folder that stands before another overrules it: nbgrader's panels are off in the lessons
    paths = [*(str(_CONFIG / role) for role in roles), common["JUPYTER_CONFIG_PATH"]]
    return {**common, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "DOSCLIENTES_LANG": lang}
