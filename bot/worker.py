"""Takes work from the store and does it, several things at once, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import traceback
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import structlog

from bot import export, letters
from bot.chat import forms, home, router
from bot.metrics import WORK
from core import delivery
from core.errors import CarepodsError, PlatformError
from core.ids import WorkId
from core.ports import Work, WorkState
from core.usecases import (
    account,
    clear,
    consent,
    deliver,
    doors,
    emergency_review,
    erase,
    expiry,
    ingest,
    knock,
    lock,
    overview,
    quarantine,
    renditions,
    retract,
    source,
    tally,
    tell,
    withdraw,
)
from core.usecases.desk import World
from storage.errors import LeaseLost, StorageUnavailable

Do = Callable[[World, Work], Awaitable[None]]

KINDS: Mapping[str, Do] = {
    "account_changed": account.account_changed,
    "answer": tell.answer,
    "delete_source": source.delete_source,
    "deliver": deliver.deliver,
    "door": doors.door,
    "drop_blob": quarantine.drop_blob,
    "drop_certificate": erase.drop_certificate,
    "emergency_over": emergency_review.emergency_over,
    "erase": erase.erase,
    "export": export.export,
    "forget_people": erase.forget_people,
    "form": forms.open_form,
    "freeze": lock.freeze,
    "hold_waits": expiry.hold_waits,
    "home": home.show,
    "ingest": ingest.ingest,
    "invitation_ends": expiry.invitation_ends,
    "keep": quarantine.keep,
    "knock_ends": expiry.knock_ends,
    "mail": letters.mail,
    "member_ends": expiry.member_ends,
    "member_ends_soon": expiry.member_ends_soon,
    "overview": overview.show,
    "receive": router.receive,
    "render": renditions.render,
    "replace": tell.replace_message,
    "retract_message": retract.retract_message,
    "review": doors.review,
    "tally": tally.tally,
    "tell": tell.tell,
    "text": letters.text,
    "thaw": lock.thaw,
    "vouch": knock.ask_to_vouch,
    "withdraw": withdraw.take_back,
    "withhold": consent.withhold,
    "wrong": clear.take_wrong,
}

LEASE_SECONDS = 15.0
RENEW_SECONDS = 5.0
AT_ONCE = 16
IDLE_SECONDS = 5.0
# A fault of ours that shows every time will not go away by itself.
LAST_ATTEMPT = 15
# What a person waits for is not given up in silence.
GIVEN_UP: Mapping[str, Do] = {"ingest": ingest.give_up, "keep": quarantine.give_up}

log = structlog.get_logger("worker")


class Worker:
    """Drains the outbox. Any number of them may run, in any number of processes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._running: dict[WorkId, asyncio.Task[None]] = {}
        self._free = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`. Trouble with the store is waited out."""
        renewer = asyncio.create_task(self._renew(), name="renew leases")
        try:
            await self._take_over()
            while not self._stopping.is_set():
                try:
                    await self._turn()
                except StorageUnavailable as error:
                    log.warning("store_trouble", kind=type(error).__name__)
                    await asyncio.sleep(1)
        finally:
            renewer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewer

    async def stop(self, *, grace_seconds: float = 5.0) -> None:
        """Take nothing new; finish what is under way, or leave it to whoever comes next."""
        self._stopping.set()
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=grace_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _turn(self) -> None:
        room = AT_ONCE - len(self._running)
        if room <= 0:
            self._free.clear()
            await self._free.wait()
            return
        works = await self._world.store.claim(limit=room, lease_seconds=LEASE_SECONDS)
        for work in works:
            task = asyncio.create_task(self._do(work), name=f"{work.kind} {work.id}")
            self._running[work.id] = task
            task.add_done_callback(functools.partial(self._done, work.id))
        if not works:
            await self._world.store.wait(await self._idle())

    async def _idle(self) -> float:
        """How long to sleep when nothing is ready."""
        due = await self._world.store.next_due()
        if due is None:
            return IDLE_SECONDS
        seconds = (due - self._world.clock.now()).total_seconds()
        return min(IDLE_SECONDS, max(0.01, seconds))

    def _done(self, work: WorkId, _task: asyncio.Task[None]) -> None:
        self._running.pop(work, None)
        self._free.set()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if self._running:
                with contextlib.suppress(StorageUnavailable):
                    await self._world.store.renew(list(self._running), lease_seconds=LEASE_SECONDS)
            await self._take_over()

    async def _take_over(self) -> None:
        """What a process of this machine held when it was killed need not wait for its lease."""
        with contextlib.suppress(StorageUnavailable):
            count = await self._world.store.take_over()
            if count:
                log.info("taken_over", count=count)

    async def _do(self, work: Work) -> None:
        try:
            await self._try(work)
        except StorageUnavailable as error:
            # The store itself is away: the lease runs out and the work is taken up again.
            log.warning("store_trouble", kind=type(error).__name__)

    async def _try(self, work: Work) -> None:
        do = KINDS.get(work.kind)
        if do is None:
            await self._world.store.finish(work.id, WorkState.DEAD, note="unknown kind")
            return
        outcome = "cut_off"
        try:
            await do(self._world, work)
            outcome = "done"
        except PlatformError as error:
            outcome = await self._after(work, error)
        except StorageUnavailable:
            outcome = "store_away"
            raise
        except LeaseLost:
            outcome = "lease_lost"
            log.info("lease_lost", kind=work.kind)
        except CarepodsError as error:
            outcome = "refused"
            log.warning("work_refused", kind=work.kind, words=error.words)
            await self._world.store.finish(work.id, WorkState.DEAD, note=error.words)
        except Exception as error:  # noqa: BLE001 - one work's trouble must not end the worker
            # The message of a foreign exception may hold what a person wrote: where it was raised
            # is enough.
            log.error("work_failed", kind=work.kind, error=type(error).__name__, at=_where(error))
            outcome = await self._after(work, PlatformError(type(error).__name__), ours=True)
        finally:
            WORK.labels(work.kind, outcome).inc()

    async def _after(self, work: Work, error: PlatformError, *, ours: bool = False) -> str:
        """Again, or never; the word for which it was. `ours`: nobody outside is to blame."""
        following = delivery.after_failure(error, work.attempts, doubles_matter=False)
        if following.what is delivery.Next.AGAIN and not (ours and work.attempts >= LAST_ATTEMPT):
            await self._world.store.retry(
                work.id, delay_seconds=following.delay_seconds, note=error.detail
            )
            return "again"
        log.warning("work_dead", kind=work.kind, detail=error.detail)
        if work.kind in GIVEN_UP:
            await GIVEN_UP[work.kind](self._world, work)
        await self._world.store.finish(work.id, WorkState.DEAD, note=error.detail)
        return "dead"


def _where(error: Exception) -> str:
    """The lines of code that an exception passed, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " > ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)
