"""A sandbox for students' code on Linux: bubblewrap around the warm server, namespaces of its own for each fork.

Inside, nothing of the machine is to be seen but the Python installation and this package, read-only. The server keeps
the one capability that lets it give each student kernel its own processes, mounts and (empty) network; the kernel
itself gives up everything before the first line of a student's code runs.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dosclientes.grading.processes import seccomp
from dosclientes.language.translation import gettext as _
from dosclientes.paths import MOVED

NEWNS, NEWUTS, NEWIPC, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x20000000, 0x40000000
NEWCGROUP = 0x2000000
_RDONLY, _NOSUID, _NODEV, _BIND, _PRIVATE = 1, 2, 4, 0x1000 | 0x4000, 0x4000 | 0x40000
_NO_NEW_PRIVS, _DROP_BOUNDING, _CAPABILITIES = 38, 24, 41
MARK = "GRADING_SANDBOX"
"""Set in the server's environment to the way its children give up their rights: "root" or "user"."""
KEPT = "GRADING_SANDBOX_KEPT"
"""Set there too: what of the shown lies below /tmp, and has to be shown again in each child's own /tmp."""
ENGINE = "/engine"
UID = "GRADING_SANDBOX_UID"
"""And the first of the user ids that root's children borrow."""
FIRST_UIDS = (2_100_000_000, 61_000)
"""Where nobody's ids begin: above those of directories, or in a container of few ids."""
UIDS = 4_000
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


class Confinement:
    """What a sandboxed server does around each fork."""

    def __init__(self) -> None:
        self.mode = os.environ.get(MARK)
        self.count = 0
        if self.mode:
            self.libc = ctypes.CDLL(None, use_errno=True)
            self.own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def fork(self) -> int:
        """Fork; the child is process 1 of a namespace of its own."""
        self.count += 1
        if not self.mode:
            return os.fork()
        self.check(self.libc.unshare(NEWPID))
        try:
            return os.fork()
        finally:
            # In the child this is refused, and not needed.
            self.libc.setns(self.own, NEWPID)

    def enter(self) -> Path | None:
        """In the child: shut it in; its own empty folder, or None without a sandbox."""
        if not self.mode:
            return None
        os.umask(0o022)  # what is shown again in its /tmp is for the user it becomes to read
        self.check(self.libc.unshare(NEWNS | NEWNET | NEWIPC | NEWUTS))
        self.libc.unshare(NEWCGROUP)  # refused only where the kernel has no control groups to be seen
        self.check(self.libc.mount(None, b"/", None, _PRIVATE, None))
        self.own_tmp()
        self.mount(b"/dev/shm", b"size=64m,nr_inodes=1000,mode=1777")
        # to be read: who may write there may undo that its session yields, see `priority`
        if self.libc.mount(b"proc", b"/proc", b"proc", _RDONLY | _NOSUID | _NODEV, None) != 0:
            self.mount(b"/proc", b"size=4k,mode=555")  # better none than the server's
        folder = Path("/tmp/work")
        folder.mkdir(mode=0o700)
        os.environ.update(HOME=str(folder), TMPDIR="/tmp", IPYTHONDIR="/tmp/ipython")
        self.surrender(folder)
        os.chdir(folder)
        return folder

    def own_tmp(self) -> None:
        """An empty /tmp, but for the installation and what else is shown there."""
        shown = [path for path in os.environ.get(KEPT, "").split(os.pathsep) if path]
        kept = [(os.open(path, os.O_PATH), path) for path in shown]
        self.mount(b"/tmp", b"size=256m,nr_inodes=20000,mode=1777")
        for opened, path in kept:
            if Path(f"/proc/self/fd/{opened}").is_dir():
                Path(path).mkdir(parents=True, exist_ok=True)
            else:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                Path(path).touch()
            source = f"/proc/self/fd/{opened}".encode()
            self.check(self.libc.mount(source, path.encode(), None, _BIND, None))
            os.close(opened)

    def mount(self, place: bytes, options: bytes) -> None:
        """An empty file system in memory."""
        self.check(self.libc.mount(b"tmpfs", place, b"tmpfs", _NOSUID | _NODEV, options))

    def surrender(self, folder: Path) -> None:
        """Give up every right; as root, become a user nobody else is."""
        for capability in range(_CAPABILITIES):
            self.libc.prctl(_DROP_BOUNDING, capability, 0, 0, 0)
        if self.mode == "root":
            uid = int(os.environ[UID]) + self.count % UIDS
            os.chown(folder, uid, uid)
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        self.check(self.libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0))
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        self.check(self.libc.capset(header, (ctypes.c_uint32 * 6)()))
        seccomp.refuse(self.libc)

    def check(self, result: int) -> None:
        """Fail closed: without a namespace no student's code runs."""
        if result != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
