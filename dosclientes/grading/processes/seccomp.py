"""System calls that students' code never needs, refused by the kernel: a filter without a library.

Namespaces, mounts, tracing, keys, BPF and the like are where the Linux kernel has had its holes; nothing that a
notebook does asks for them. The filter is classic BPF (seccomp(2), man page of Linux 6), for x86-64 and ARM64; on other
processors there is none, and the other walls stand alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

__all__ = ["OFF", "refuse"]

OFF = "GRADING_WITHOUT_SECCOMP"
"""Set in the server's environment, where no student reaches, it leaves the filter out: for the test of the filter."""

_SET_SECCOMP, _FILTER = 22, 2  # prctl
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little-endian
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW… but that of time
_X32 = 0x40000000  # x86-64's second numbering of the same calls

# fmt: off
_CALLS = {
    # architecture (linux/audit.h), clone, clone3, and what is refused, in this order: unshare, setns, mount, umount2,
    # pivot_root, chroot, ptrace, process_vm_readv, process_vm_writev, kcmp, add_key, request_key, keyctl, bpf,
    # perf_event_open, userfaultfd, io_uring_setup, open_by_handle_at, init_module, finit_module, kexec_load, swapon,
    # reboot, personality, fsopen, open_tree, move_mount, fsmount, mount_setattr; and memory that belongs to no
    # process: memfd_create, memfd_secret, shmget
    "x86_64": (0xC000003E, 56, 435,
               (272, 308, 165, 166, 155, 161, 101, 310, 311, 312, 248, 249, 250, 321, 298, 323, 425, 304, 175, 313,
                246, 167, 169, 135, 430, 428, 429, 432, 442, 319, 447, 29)),
    "aarch64": (0xC00000B7, 220, 435,
                (97, 268, 40, 39, 41, 51, 117, 270, 271, 272, 217, 218, 219, 280, 241, 282, 425, 265, 105, 273,
                 104, 224, 142, 92, 430, 428, 429, 432, 442, 279, 447, 194)),
}
# fmt: on


def refuse(libc: ctypes.CDLL) -> bool:
    """Have this process, and all it starts, refused such calls for good; whether there is a filter for this machine.

    Needs `no_new_privs`. Raises OSError if the kernel will not have the filter.
    """
    known = _CALLS.get(platform.machine())
    if known is None or OFF in os.environ:
        return False
    code = _program(*known)
    body = ctypes.create_string_buffer(code, len(code))
    length = len(code) // 8
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", length, ctypes.addressof(body)))
    if libc.prctl(_SET_SECCOMP, _FILTER, program, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, "seccomp")
    return True


def _program(architecture: int, clone: int, clone3: int, refused: tuple[int, ...]) -> bytes:
    """The filter: each instruction is operation, jumps if true and if false, operand."""

    def step(operation: int, operand: int, true: int = 0, false: int = 0) -> bytes:
        return struct.pack("HBBI", operation, true, false, operand)

    denied = step(_RETURN, _ERRNO | errno.EPERM)
    steps = [
        step(_LOAD, _ARCHITECTURE),
        step(_EQUAL, architecture, 1, 0),
        step(_RETURN, _KILL),
        step(_LOAD, _NUMBER),
        step(_AT_LEAST, _X32, 0, 1),
        denied,
        step(_EQUAL, clone3, 0, 1),
        step(_RETURN, _ERRNO | errno.ENOSYS),  # its flags lie in memory; the C library then asks by `clone`
    ]
    for number in refused:
        steps += [step(_EQUAL, number, 0, 1), denied]
    steps += [
        step(_EQUAL, clone, 0, 3),
        step(_LOAD, _FIRST_ARGUMENT),
        step(_ANY_BIT, _NEW_NAMESPACES, 0, 1),
        denied,
        step(_RETURN, _ALLOW),
    ]
    return b"".join(steps)
