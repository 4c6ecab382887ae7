"""The wiring: the only place where every part meets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.applications import Starlette

from adapters import platforms
from adapters.imaging.transcoder import ImagingTranscoder
from adapters.notify.sms import TwilioTexter
from adapters.notify.smtp import SmtpMailer
from bot.clock import SystemClock, SystemEntropy
from bot.config import Settings
from bot.housekeeping import keep_house
from bot.listening import Listener
from bot.metrics import Contacts, MeteredTranscoder, count_act
from bot.texts import FluentTexts
from bot.web.app import application
from bot.worker import Worker
from core.usecases.desk import Rules, World
from storage import migrate
from storage.blobs import SealedBlobs
from storage.codes import PepperedCodes
from storage.errors import StorageUnavailable
from storage.keys import Keys
from storage.limiter import RateLimiter
from storage.store import SqlStore


@dataclass(frozen=True, slots=True)
class Service:
    """Everything, wired and not yet listening."""

    world: World
    store: SqlStore
    transcoder: ImagingTranscoder
    app: Starlette
    worker: Worker
    contacts: Contacts
    blobs: SealedBlobs


class StoreNotes:
    """What a platform remembers for itself, sealed in the store."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def get(self, name: str) -> str | None:
        async with self._store.begin(None) as uow:
            return await uow.notes.get(f"platform:{name}")

    async def put(self, name: str, value: str) -> None:
        async with self._store.begin(None) as uow:
            await uow.notes.put(f"platform:{name}", value)


@contextlib.asynccontextmanager
async def compose(
    settings: Settings, platform: Mapping[str, str], *, paced: bool = False
) -> AsyncIterator[Service]:
    """Open what must be open; close it again in the opposite order.

    `paced`: keep to the platforms' rates, which simulators may not have. Raises ValueError,
    StorageUnavailable, WrongKey.
    """
    clock, entropy = SystemClock(), SystemEntropy()
    keys = Keys(settings.key(settings.master_key), settings.key(settings.pepper), settings.previous)
    store = await SqlStore.open(
        settings.database_url,
        keys,
        clock=clock,
        entropy=entropy,
        redis_url=settings.redis_url or None,
    )
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        limiter = RateLimiter(settings.redis_url or None) if paced else None
        if limiter is not None:
            stack.push_async_callback(limiter.close)
        blobs = SealedBlobs.open(settings.blobs_url, store, entropy)
        transcoder = ImagingTranscoder()
        stack.callback(transcoder.close)
        world = World(
            store=store,
            blobs=blobs,
            transcoder=MeteredTranscoder(transcoder),
            mailer=SmtpMailer(settings.smtp_url.get_secret_value(), settings.mail_from),
            texter=TwilioTexter(settings.sms_url.get_secret_value()),
            codes=PepperedCodes(settings.key(settings.pepper)),
            texts=FluentTexts(),
            clock=clock,
            entropy=entropy,
            platforms=platforms.build_all(
                {**platform, "PUBLIC_URL": settings.public_url}, StoreNotes(store), limiter
            ),
            rules=Rules(
                public_url=settings.public_url,
                region=settings.phone_region.upper(),
                countries=settings.countries,
                spending=settings.spending,
            ),
            count=count_act,
        )
        contacts = Contacts(clock)
        token = settings.metrics_token.get_secret_value()
        app = application(world, contacts, metrics_token=token)
        yield Service(world, store, transcoder, app, Worker(world), contacts, blobs)


async def migrated(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    await asyncio.to_thread(migrate, settings.database_url)


@contextlib.asynccontextmanager
async def running(
    service: Service, *, listen: bool = True, work: bool = True
) -> AsyncIterator[None]:
    """Platforms connected, worker at work, until the block ends."""
    service.transcoder.warm()
    tasks = [
        asyncio.create_task(
            Listener(service.store, service.world, platform, service.contacts).run(listen=listen),
            name=f"connect {name}",
        )
        for name, platform in service.world.platforms.items()
    ]
    if work:
        tasks.append(asyncio.create_task(service.worker.run(), name="worker"))
        house = keep_house(service.store, service.blobs, service.world.clock)
        tasks.append(asyncio.create_task(house, name="housekeeping"))
    try:
        yield
    finally:
        await _stopped(service, tasks)


async def _stopped(service: Service, tasks: Sequence[asyncio.Task[None]]) -> None:
    """Nothing new comes in, what is under way is finished or left to whoever comes next."""
    connecting = [task for task in tasks if task.get_name() != "worker"]
    for task in connecting:
        task.cancel()
    await asyncio.gather(*connecting, return_exceptions=True)
    platforms_ = service.world.platforms.values()
    await asyncio.gather(
        service.worker.stop(),
        *(platform.stop_listening() for platform in platforms_),
        return_exceptions=True,
    )
    with contextlib.suppress(StorageUnavailable):
        await service.store.resign()
    await asyncio.gather(*(platform.stop() for platform in platforms_), return_exceptions=True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
