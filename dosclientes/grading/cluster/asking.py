"""What is asked of Dask: who is there, and what a function says at a worker. Nothing else of the engine knows Dask."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import pickle
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from dosclientes.grading.processes.pool import PoolLost
from dosclientes.language.translation import gettext as _

__all__ = ["Gone", "Scheduler"]


class Gone(Exception):  # noqa: N818
    """A worker has gone, or has to be counted as gone, before it gave an answer."""


class _Call:
    """A call that is made where it is unpickled.

    Dask unpickles a function before any task is there that could fail: the scheduler would need this package, and a
    worker without it ends. So bytes are sent, and unpickling them is the task.
    """

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.made = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.made


class Scheduler:
    """A connection to a scheduler, in a running loop; see `connect`.

    Arguments:
        address: such as "tcp://10.0.0.5:8786".
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.ending: set[asyncio.Task[None]] = set()

    async def connect(self, seconds: float) -> None:
        """Raises: PoolLost when it cannot be reached within so many seconds."""
        import distributed

        logging.getLogger("distributed").setLevel(
            logging.CRITICAL
        )  # what matters is said by whoever asks, in words
        client = None
        try:
            client = distributed.Client(
                self.address, asynchronous=True, set_as_default=False, name="dosclientes", timeout=seconds
            )
            self.client = await client
        except Exception as error:  # an address that is none, no answer, a certificate that is missing
            with contextlib.suppress(Exception):
                if client is not None:
                    await client.close()
            raise PoolLost(
                _(
                    "no se llega al planificador {address} ({error}). ¿Está en marcha («dask scheduler»)? ¿Es esa su "
                    "dirección?",
                    address=self.address,
                    error=str(error) or type(error).__name__,
                )
            ) from None

    async def workers(self, seconds: float) -> tuple[str, dict[str, Any]]:
        """The scheduler's own id, and its workers by address, with `host` and `nthreads`.

        Raises: whatever shows that it does not answer within so many seconds.
        """
        async with asyncio.timeout(seconds):
            found = await self.client.scheduler.identity()
        return found["id"], found["workers"]

    async def ask(
        self, address: str, gone: asyncio.Event, function: Callable[..., Any], *arguments: Any
    ) -> Any:
        """What a function says at a worker.

        Arguments:
            gone: set when nothing is to be expected of the worker any longer.

        Raises: Gone; its cause is what was raised there.
        """
        try:
            future = self.client.submit(
                pickle.loads,
                pickle.dumps(_Call(function, arguments)),
                key=f"{function.__name__}-{uuid.uuid4().hex}",
                workers=[address],
                allow_other_workers=False,
            )
        except Exception as error:  # a connection that Dask has given up
            raise Gone from error
        answer = asyncio.ensure_future(future.result())
        ended = asyncio.ensure_future(gone.wait())
        try:
            await asyncio.wait({answer, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise Gone
            try:
                return answer.result()
            except (Exception, asyncio.CancelledError) as error:  # whatever Dask, or the worker, made of it
                raise Gone from error
        finally:
            ended.cancel()
            if not answer.done():  # to cancel the answer would take others with it that are fetched at once
                answer.add_done_callback(lambda done: done.cancelled() or done.exception())
                self.forget(future)

    def forget(self, future: Any) -> None:
        """Have Dask forget a task, and not run it where it has not begun."""
        task = asyncio.ensure_future(future.cancel())
        self.ending.add(task)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        task.add_done_callback(self.ending.discard)

    async def leave(self, workers: Sequence[str], function: Callable[..., Any], *arguments: Any) -> None:
        """Close the connection, after a last word to these workers, as far as they can hear it."""
        try:
            async with asyncio.timeout(5):
                if workers:
                    await self.client.run(function, *arguments, workers=list(workers), on_error="ignore")
                await self.client.close(timeout=2)
        except Exception:
            logging.getLogger(__name__).debug("the cluster was left without a word", exc_info=True)
