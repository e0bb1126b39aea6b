"""A sandbox for students' code on Linux: bubblewrap around the warm server, namespaces of its own for each fork.

Inside, nothing of the machine is to be seen but the Python installation and this package, read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dosclientes.grading.processes.confinement import KEPT, MARK, UID, UIDS, Confinement
from dosclientes.language.translation import gettext as _
from dosclientes.paths import MOVED

ENGINE = "/engine"
FIRST_UIDS = (2_100_000_000, 61_000)
"""Where nobody's ids begin: above those of directories, or in a container of few ids."""
_UNREADABLE = 13
"""The exit code of a fork that cannot read the installation."""

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/ld.so.conf",
          "/etc/ld.so.conf.d", "/etc/localtime", "/etc/fonts", "/etc/alternatives")  # fmt: skip


_LIFE = (
    "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"
)  # fmt: skip
_CLOSED = ("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp")


def launcher(visible: dict[str, str] | None = None) -> list[str]:
    """The command that puts a sandbox around a server.

    Arguments:
        visible: further files and folders to show, read-only: their place inside, by their place outside.
    """
    shown = _shown(visible or {})
    first = borrowed()
    environment = {
        MARK: "user" if first is None else "root",
        UID: str(first),
        KEPT: os.pathsep.join(inside for inside in shown.values() if inside.startswith("/tmp/")),
        "PYTHONPATH": ENGINE,
        MOVED: "",  # what lies beside this package outside lies beside it inside
        "HOME": "/tmp",
    }
    told = [part for name, value in environment.items() for part in ("--setenv", name, value)]
    return ["bwrap", *_LIFE, *_rights(first is not None), *_mounts(shown), *_CLOSED, *told]


def _rights(root: bool) -> list[str]:
    """What the server itself may do: shut its children in, and end them."""
    kept = ["SYS_ADMIN", "SYS_PTRACE", "SETPCAP"]
    if root:
        kept += ["SETUID", "SETGID", "KILL", "CHOWN", "DAC_OVERRIDE", "SYS_NICE"]
    given = [part for name in kept for part in ("--cap-add", f"CAP_{name}")]
    return [*(("--cap-drop", "ALL") if root else ("--unshare-user", "--uid", "0", "--gid", "0")), *given]


def _shown(visible: dict[str, str]) -> dict[str, str]:
    """What is to be seen inside, and where, by its place outside."""
    shown = {path: path for path in (*SYSTEM, sys.prefix, sys.base_prefix) if Path(path).exists()}
    package = Path(__file__).resolve().parents[2]
    return {**shown, str(package): f"{ENGINE}/{package.name}", **visible}


def _mounts(shown: dict[str, str]) -> list[str]:
    """An empty /tmp, and read-only what is shown, some of which may lie in it."""
    # What bubblewrap makes for itself on the way to a mount only root can pass.
    ways = sorted({str(above) for inside in shown.values() for above in Path(inside).parents} - {"/"})
    command = ["--tmpfs", "/tmp", *(part for way in ways for part in ("--perms", "0755", "--dir", way))]
    for outside, inside in shown.items():
        link = str(Path(outside).readlink()) if Path(outside).is_symlink() and outside == inside else None
        command += ["--symlink", link, inside] if link else ["--ro-bind", outside, inside]
    return command


def places(root: Path, visible: Sequence[str]) -> dict[str, str]:
    """Where students' code finds what it may read of the course: beside this package what lies beside it.

    Arguments:
        root: the course's folder.
        visible: paths relative to it.
    """
    beside = Path(__file__).resolve().parents[3]
    found = {}
    for name in visible:
        path = (root / name).resolve()
        inside = Path(ENGINE) / path.relative_to(beside) if path.is_relative_to(beside) else path
        if path.exists():
            found[str(path)] = str(inside)
    return found


def borrowed() -> int | None:
    """The first of `UIDS` user ids that nobody has and this root may use; None for any other user.

    Root of a container may have one id only. It is nobody special then, and gets the sandbox that others get.
    """
    if os.geteuid() != 0:
        return None
    import pwd

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    for first in FIRST_UIDS:
        ids = range(first, first + UIDS)
        if all(_mapped(kind, ids) for kind in ("uid", "gid")) and not taken.intersection(ids):
            return first
    return None


def _mapped(kind: str, ids: range) -> bool:
    """Whether this user namespace has these ids (user_namespaces(7))."""
    try:
        lines = Path(f"/proc/self/{kind}_map").read_text().splitlines()
    except OSError:
        return True
    spans = (tuple(map(int, line.split())) for line in lines)
    return any(first <= ids[0] and ids[-1] < first + count for first, _outside, count in spans)


def problem() -> str | None:
    """Why there can be no sandbox here; None when there can."""
    if sys.platform != "linux":
        return _("hace falta Linux")
    if shutil.which("bwrap") is None:
        return _("falta bubblewrap (Debian y Ubuntu: apt install bubblewrap)")
    code, told = _tried(tuple(launcher()))
    if code == 0:
        return None
    if code == _UNREADABLE:
        return _(
            "los programas de los estudiantes, que no corren con tu cuenta, no pueden leer {path}: dales permiso con "
            "chmod -R go+rX, también en las carpetas de encima que sean de esa instalación",
            path=told,
        )
    return _(
        "bubblewrap no arranca: {error}. Quizá los espacios de nombres sin privilegios estén prohibidos: mira con "
        "sysctl kernel.unprivileged_userns_clone y kernel.apparmor_restrict_unprivileged_userns",
        error=told,
    )


@lru_cache
def _tried(command: tuple[str, ...]) -> tuple[int, str]:
    """What one real fork inside comes to: its exit code, and the last line it said."""
    here = [sys.executable, "-c", f"from {__name__} import attempt; attempt()"]
    tried = subprocess.run([*command, *here], capture_output=True, text=True)
    return tried.returncode, (tried.stderr.strip().splitlines() or [""])[-1]


def attempt() -> None:
    """Inside: fork as for a submission, and end as the fork does."""
    confinement = Confinement()
    if (pid := confinement.fork()) == 0:
        code = 1
        try:
            confinement.enter()
            closed = _unreadable()
            code = _UNREADABLE if closed else 0
            sys.stderr.write(closed)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            sys.stderr.flush()
            os._exit(code)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _unreadable() -> str:
    """In a fork: a folder of the installation that may not be read; Python would say that its packages are missing."""
    for path in (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), str(Path(__file__).parents[2])):
        try:
            next(Path(path).iterdir(), None)
        except PermissionError:
            return path
        except OSError:  # another layout
            continue
    return ""
