"""Which of the scheduler's workers may grade: who has come, who has gone, who is refused and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from dosclientes.grading.cluster import likeness
from dosclientes.grading.cluster.placing import MOST, Places, Post
from dosclientes.language.translation import gettext as _

__all__ = ["Roll"]


class Roll:
    """The list of workers, as this run sees it.

    Arguments:
        places: where those who may grade stand.
        tell: told a sentence about each worker that may not.
    """

    def __init__(self, places: Places, tell: Callable[[str], None]) -> None:
        self.places, self.tell = places, tell
        self.here = likeness.about()
        self.refused: dict[str, str] = {}
        self.troubles: dict[str, int] = {}

    def compare(self, found: dict[str, Any]) -> list[tuple[Post, int]]:
        """Take note of who has come and who has gone.

        Arguments:
            found: the scheduler's list: what is known of each worker, by its address.

        Returns: those who have come, to be greeted, each with the threads of all workers on its machine.
        """
        for address, post in list(self.places.posts.items()):
            if address not in found:
                self.places.gone(post)
        self.refused = {address: why for address, why in self.refused.items() if address in found}
        threads: dict[str, int] = {}
        for about in found.values():
            threads[about["host"]] = threads.get(about["host"], 0) + about["nthreads"]
        new = []
        for address, about in found.items():
            if address not in self.places.posts and address not in self.refused:
                post = self.places.posts[address] = Post(address, about["nthreads"])
                new.append((post, threads[about["host"]]))
        return new

    def accept(self, there: dict[str, Any]) -> str:
        """Why a worker that has told about itself may not grade, in words; nothing if it may."""
        return "; ".join(likeness.differences(self.here, there))

    def trouble(self, post: Post, cause: BaseException | None) -> None:
        """An error of a worker; it is greeted anew, but not for ever."""
        if cause is None or isinstance(cause, asyncio.CancelledError):
            return
        self.troubles[post.address] = self.troubles.get(post.address, 0) + 1
        if self.troubles[post.address] >= MOST:
            self.refuse(post, f"{type(cause).__name__}: {cause}")

    def refuse(self, post: Post, why: str) -> None:
        """A worker gets nothing, as long as it is there."""
        self.refused[post.address] = why
        self.tell(_("{worker} no califica: {why}", worker=post.address, why=why))

    def nobody(self, address: str, seconds: float) -> str:
        """Why there is no worker.

        Arguments:
            address: the scheduler's.
            seconds: how long one was waited for.
        """
        if not self.refused:
            return _(
                "ningún trabajador de {address} está para calificar (se ha esperado {seconds:.0f} s)",
                address=address,
                seconds=seconds,
            )
        told = "; ".join(f"{address}: {why}" for address, why in sorted(self.refused.items()))
        return _("ningún trabajador puede calificar. {told}", told=told)
