"""The filter's program, run by hand for each processor: the kernel of this machine runs one of them alone."""

from __future__ import annotations

import errno
import struct

import pytest

from dosclientes.grading.processes import seccomp

ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSED, ABSENT = (0x00050000 | number for number in (errno.EPERM, errno.ENOSYS))
ORDINARY = {"x86_64": (0, 1, 9, 59, 231), "aarch64": (63, 64, 222, 221, 94)}
"""read, write, mmap, execve, exit_group."""


def decided(program: bytes, architecture: int, number: int, first: int = 0) -> int:
    """What classic BPF (seccomp(2), struct seccomp_data) says of a call."""
    data = struct.pack("IIQQ", number, architecture, 0, first)
    steps = list(struct.iter_unpack("HBBI", program))
    place, loaded = 0, 0
    while True:
        operation, true, false, operand = steps[place]
        place += 1
        if operation == 0x06:  # return
            return int(operand)
        if operation == 0x20:  # load a word
            (loaded,) = struct.unpack_from("I", data, operand)
            continue
        met = {0x15: loaded == operand, 0x35: loaded >= operand, 0x45: bool(loaded & operand)}[operation]
        place += true if met else false


@pytest.mark.parametrize("machine", sorted(seccomp._CALLS))
def test_the_filter_refuses_what_it_names_and_nothing_else(machine: str) -> None:
    architecture, clone, clone3, refused = seccomp._CALLS[machine]
    program = seccomp._program(architecture, clone, clone3, refused)
    assert {decided(program, architecture, number) for number in refused} == {REFUSED}
    assert {decided(program, architecture, number) for number in ORDINARY[machine]} == {ALLOW}
    assert decided(program, architecture, clone, first=0x11) == ALLOW  # fork
    assert decided(program, architecture, clone, first=0x10000000) == REFUSED  # a user namespace
    assert decided(program, architecture, clone3) == ABSENT
    assert (
        decided(program, architecture, 0x40000000 | ORDINARY[machine][0]) == REFUSED
    )  # by another numbering
    assert decided(program, architecture + 1, ORDINARY[machine][0]) == KILL


def test_both_processors_have_the_same_calls_refused() -> None:
    assert len({len(refused) for *_, refused in seccomp._CALLS.values()}) == 1
