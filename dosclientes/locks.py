"""A learner's own file locked while it is changed, where the file system has locks."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["locked"]

_WITHOUT = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of `path`, in a hidden file beside it.

    Some network folders have no locks. There two notebooks of one learner that write in the same instant may lose one
    answer; without writing at all every answer would be lost.

    Raises: filelock.Timeout, which is an OSError, when somebody else holds it for so long; OSError.
    """
    from filelock import FileLock  # where files are only read, each fork would pay for it

    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=seconds)
    except OSError as error:
        if error.errno not in _WITHOUT:
            raise
    try:
        yield
    finally:
        lock.release()
