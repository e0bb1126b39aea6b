"""What a sandboxed server does around each fork: namespaces of its own, then no right at all.

The server keeps the one capability that lets it give each student kernel its own processes, mounts and (empty) network;
the kernel itself gives up everything before the first line of a student's code runs.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from dosclientes.grading.processes import seccomp

__all__ = ["KEPT", "MARK", "UID", "UIDS", "Confinement"]

MARK = "GRADING_SANDBOX"
"""Set in the server's environment to the way its children give up their rights: "root" or "user"."""
KEPT = "GRADING_SANDBOX_KEPT"
"""Set there too: what of the shown lies below /tmp, and has to be shown again in each child's own /tmp."""
UID = "GRADING_SANDBOX_UID"
"""And the first of the user ids that root's children borrow."""
UIDS = 4_000

_NEWNS, _NEWUTS, _NEWIPC, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x20000000, 0x40000000
_NEWCGROUP = 0x2000000
_RDONLY, _NOSUID, _NODEV, _BIND, _PRIVATE = 1, 2, 4, 0x1000 | 0x4000, 0x4000 | 0x40000
_NO_NEW_PRIVS, _DROP_BOUNDING, _CAPABILITIES = 38, 24, 41


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
        self.check(self.libc.unshare(_NEWPID))
        try:
            return os.fork()
        finally:
            # In the child this is refused, and not needed.
            self.libc.setns(self.own, _NEWPID)

    def enter(self) -> Path | None:
        """In the child: shut it in; its own empty folder, or None without a sandbox."""
        if not self.mode:
            return None
        os.umask(0o022)  # what is shown again in its /tmp is for the user it becomes to read
        self.check(self.libc.unshare(_NEWNS | _NEWNET | _NEWIPC | _NEWUTS))
        self.libc.unshare(_NEWCGROUP)  # refused only where the kernel has no control groups to be seen
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
