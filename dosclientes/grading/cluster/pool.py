"""A pool of Dask's workers. The caller places each task itself, fetches each result as it is finished, and has it once.

Dask would run a task again whose result was lost, or let one wait for ever that is tied to a worker which has gone.
Here each is tied to a worker that was greeted, and a worker that is gone is seen in the scheduler's own list: its tasks
go to others. Whatever the old ones still do, nobody listens.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from dosclientes.grading.cluster import worker
from dosclientes.grading.cluster.asking import Gone, Scheduler
from dosclientes.grading.cluster.parcel import pack
from dosclientes.grading.cluster.placing import MOST, Job, Places, Post
from dosclientes.grading.cluster.roll import Roll
from dosclientes.grading.processes.pool import PoolLost, TaskKills
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language
from dosclientes.paths import import_path

__all__ = ["Cluster"]

CULTURE = ("LANG", "LC_ALL", "TZ")
"""Variables of the environment that are on each worker as they are here."""

TICK = 0.5
"""Seconds between two looks at the scheduler's list of workers."""

PATIENCE = 60.0
"""Seconds in which a worker must be there, unless the course says otherwise."""

SILENCE = 20.0
"""Seconds without an answer after which the scheduler counts as lost."""


class Cluster:
    """See `processes.pool.Pool`; to be used in a `with`.

    Arguments:
        address: the scheduler's, such as "tcp://10.0.0.5:8786".
        root: the course's folder.
        visible: see `sandbox.launcher`.
        modules: what the notebooks seem to import; workers load it while the caller reads its assignment.
        examine: what the course's configuration says to this engine: `limits`; `carried`; `patience`, seconds in which
            the scheduler and a worker must be there.
        tell: told a sentence about each worker that may not grade.

    Raises: PoolLost when the scheduler cannot be reached.
    """

    def __init__(
        self,
        address: str,
        root: Path,
        visible: dict[str, str],
        modules: list[str],
        examine: Any,
        tell: Callable[[str], None],
    ) -> None:
        self.address, self.root, self.examine = address, root, examine
        self.path = [str(Path(entry).resolve()) for entry in import_path()]
        carried = list(examine.get("carried", []))
        culture = {name: os.environ.get(name, "") for name in CULTURE}
        self.beginning = worker.Start(pack(root, self.path, [], visible, carried), culture, modules)
        self.patience = float(examine.get("patience", PATIENCE))
        self.run = uuid.uuid4().hex
        self.places = Places()
        self.roll = Roll(self.places, tell)
        self.order: worker.Order | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.failed: PoolLost | None = None
        self.language = language()
        self.started: Future[None] = Future()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.live()), daemon=True)

    @property
    def window(self) -> int:
        """See `Pool.window`."""
        return self.places.window

    def __enter__(self) -> Cluster:
        self.thread.start()
        self.started.result()
        return self

    def __exit__(self, *_error: object) -> None:
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join()

    def begin(self, checks: list[str], options: dict[str, Any]) -> None:
        """See `Pool.begin`."""
        limits = dict(self.examine.get("limits", {}))
        self.order = worker.Order(pack(self.root, self.path, checks), limits, options["timeout"])
        self.loop.call_soon_threadsafe(self.ordered.set)

    def submit(self, task: bytes) -> Future[bytes]:
        """See `Pool.submit`."""
        job = Job(task)
        self.loop.call_soon_threadsafe(self.arrive, job)
        return job.future

    async def live(self) -> None:
        """The pool's life, in a thread and a loop of its own."""
        self.loop = asyncio.get_running_loop()
        self.end, self.ordered = asyncio.Event(), asyncio.Event()
        self.scheduler = Scheduler(self.address)
        try:
            await self.scheduler.connect(min(SILENCE, self.patience))
        except PoolLost as error:
            self.started.set_exception(error)
            return
        self.started.set_result(None)
        self.do(self.watch())
        await self.end.wait()
        for task in list(self.tasks):
            task.cancel()
        begun = [address for address, post in self.places.posts.items() if post.begun]
        await self.scheduler.leave(begun, worker.finish, self.run)

    async def watch(self) -> None:
        """Follow the scheduler's list: who is new is greeted, who is missing has gone."""
        heard = manned = time.monotonic()
        scheduler = ""
        while self.failed is None:
            try:
                own, found = await self.scheduler.workers(SILENCE / 4)
            except Exception:  # it may be busy, or come back
                if time.monotonic() - heard > SILENCE:
                    self.fail(PoolLost(_("no responde el planificador {address}", address=self.address)))
            else:
                heard = time.monotonic()
                if scheduler != own:  # another at the same address knows nothing of ours
                    self.compare({})
                scheduler = own
                self.compare(found)
            if any(post.ready for post in self.places.posts.values()):
                manned = time.monotonic()
            elif time.monotonic() - manned > self.patience:
                self.fail(PoolLost(self.roll.nobody(self.address, self.patience)))
            await asyncio.sleep(TICK)

    def compare(self, found: dict[str, Any]) -> None:
        """Greet who has come; see `Roll.compare`."""
        for post, threads in self.roll.compare(found):
            self.do(self.greet(post, threads))

    async def greet(self, post: Post, jobs: int) -> None:
        """Have a new worker get ready, unless it would grade in another way."""
        try:
            there = await self.ask(post, worker.greet, self.language)
            why = self.roll.accept(there)
            if not why:
                post.begun = True
                await self.ask(post, worker.prepare, self.run, self.beginning)
                await self.ordered.wait()
                assert self.order is not None
                await self.ask(post, worker.bring, self.run, replace(self.order, jobs=jobs))
        except Gone as gone:
            self.places.gone(post)
            self.roll.trouble(post, gone.__cause__)
            return
        if why:
            self.places.gone(post)
            self.roll.refuse(post, why)
        else:
            post.ready = True
            self.fill()

    async def ask(self, post: Post, function: Callable[..., Any], *arguments: Any) -> Any:
        """See `Scheduler.ask`."""
        return await self.scheduler.ask(post.address, post.gone, function, *arguments)

    def do(self, work: Any) -> None:
        """Do something beside the rest; what goes wrong there ends the run, and nobody waits for ever."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.did)

    def did(self, task: asyncio.Task[None]) -> None:
        """Something has been done."""
        self.tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.fail(PoolLost(f"{type(error).__name__}: {error}"))

    def arrive(self, job: Job) -> None:
        """A new task."""
        if self.failed is not None:
            job.future.set_exception(self.failed)
            return
        self.places.waiting.append(job)
        self.fill()

    def fill(self) -> None:
        """Give out what waits."""
        while (found := self.places.next()) is not None:
            self.do(self.work(*found))

    async def work(self, post: Post, job: Job) -> None:
        """Have a task run at a worker; its result is taken once, or it is given to another."""
        try:
            result = await self.ask(post, worker.work, self.run, job.task)
        except Gone as gone:
            cause = gone.__cause__
            own = _is_its_own(cause)
            self.places.gone(post, job if own else None)
            if own:
                self.roll.trouble(post, cause)
            if self.failed is not None:
                job.future.set_exception(self.failed)
            elif not self.places.back(job):
                job.future.set_exception(TaskKills(f"whatever ran this hand-in has ended {MOST} times"))
        else:
            job.future.set_result(result)
        post.jobs.remove(job)
        self.fill()

    def fail(self, error: PoolLost) -> None:
        """Nothing can run tasks any longer."""
        self.failed = error
        for post in list(self.places.posts.values()):
            self.places.gone(post)
        while self.places.waiting:
            self.places.waiting.popleft().future.set_exception(error)


def _is_its_own(error: BaseException | None) -> bool:
    """Whether an error comes from the task, and neither from Dask nor from a worker that was not prepared."""
    foreign = error is None or isinstance(error, worker.UnknownRun | asyncio.CancelledError)
    return not foreign and not type(error).__module__.startswith("distributed")
