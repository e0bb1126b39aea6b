"""Which task goes to which worker, and what it means when a worker is gone. Knows nothing of Dask."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field

__all__ = ["MOST", "Job", "Places", "Post"]

MOST = 3
"""Workers that may end while they run a task, before it is left to a person."""


@dataclass(eq=False)
class Job:
    """A task on its way.

    Attributes:
        lost: how many workers have ended while they ran it.
    """

    task: bytes
    future: Future[bytes] = field(default_factory=Future)
    lost: int = 0


@dataclass(eq=False)
class Post:
    """A worker.

    Attributes:
        threads: how many tasks it runs at once.
        begun: whether it has been told to prepare itself.
        ready: whether it may grade and has been prepared.
        jobs: what it has been given, in this order.
        gone: set when nothing more is to be expected of it.
    """

    address: str
    threads: int
    begun: bool = False
    ready: bool = False
    jobs: list[Job] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def most(self) -> int:
        """How many tasks it holds, so that none of its threads waits for the next."""
        return self.threads + max(1, self.threads // 2)


class Places:
    """Tasks that wait, and workers."""

    def __init__(self) -> None:
        self.waiting: deque[Job] = deque()
        self.posts: dict[str, Post] = {}

    @property
    def window(self) -> int:
        """How many tasks may be on their way at once."""
        return 2 + sum(post.most for post in list(self.posts.values()) if post.ready)

    def next(self) -> tuple[Post, Job] | None:
        """Give the task that waits longest to the worker with most room; None where there is no task, or no room."""
        free = [post for post in self.posts.values() if post.ready and len(post.jobs) < post.most]
        if not free or not self.waiting:
            return None
        post = min(free, key=lambda found: len(found.jobs) / found.threads)
        job = self.waiting.popleft()
        post.jobs.append(job)
        return post, job

    def gone(self, post: Post, by: Job | None = None) -> None:
        """A worker is to be counted on no longer. It ran its oldest tasks; the others only waited there.

        Arguments:
            by: the task that is known to have done it.
        """
        if post.gone.is_set():
            return
        post.gone.set()
        post.ready = False
        if self.posts.get(post.address) is post:
            del self.posts[post.address]
        for job in [by] if by is not None else post.jobs[: post.threads]:
            job.lost += 1

    def back(self, job: Job) -> bool:
        """Have a task run elsewhere, before those that have not been tried; False when that was tried enough."""
        if job.lost >= MOST:
            return False
        self.waiting.appendleft(job)
        return True
