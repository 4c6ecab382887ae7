"""The wiring: the only place where every part meets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import structlog
from starlette.applications import Starlette

from adapters import platforms
from adapters.imaging.transcoder import ImagingTranscoder
from adapters.notify.sms import TwilioTexter
from adapters.notify.smtp import SmtpMailer
from bot import commands, forms, router
from bot.clock import SystemClock, SystemEntropy
from bot.config import Settings
from bot.metrics import Contacts, MeteredTranscoder, count_act
from bot.texts import FluentTexts
from bot.web.app import application
from bot.worker import Worker
from core.errors import PlatformError
from core.ports import Platform, RawEvent
from core.usecases.desk import Rules, World
from storage import migrate
from storage.blobs import SealedBlobs
from storage.codes import PepperedCodes
from storage.keys import Keys
from storage.store import SqlStore

log = structlog.get_logger("compose")


@dataclass(frozen=True, slots=True)
class Service:
    """Everything, wired and not yet listening."""

    world: World
    store: SqlStore
    transcoder: ImagingTranscoder
    app: Starlette
    worker: Worker
    contacts: Contacts


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
async def compose(settings: Settings, platform: Mapping[str, str]) -> AsyncIterator[Service]:
    """Open what must be open; close it again in the opposite order."""
    clock, entropy = SystemClock(), SystemEntropy()
    keys = Keys(settings.key(settings.master_key), settings.key(settings.pepper))
    store = await SqlStore.open(
        settings.database_url,
        keys,
        clock=clock,
        entropy=entropy,
        redis_url=settings.redis_url or None,
    )
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        transcoder = ImagingTranscoder()
        stack.callback(transcoder.close)
        world = World(
            store=store,
            blobs=SealedBlobs.open(settings.blobs_url, store, entropy),
            transcoder=MeteredTranscoder(transcoder),
            mailer=SmtpMailer(settings.smtp_url.get_secret_value(), settings.mail_from),
            texter=TwilioTexter(settings.sms_url.get_secret_value()),
            codes=PepperedCodes(settings.key(settings.pepper)),
            texts=FluentTexts(),
            clock=clock,
            entropy=entropy,
            platforms=platforms.build_all(
                {**platform, "PUBLIC_URL": settings.public_url}, StoreNotes(store)
            ),
            rules=Rules(
                public_url=settings.public_url,
                region=settings.phone_region,
                countries=settings.countries,
            ),
            count=count_act,
        )
        contacts = Contacts(clock)
        app = application(world, contacts)
        yield Service(world, store, transcoder, app, Worker(world), contacts)


async def migrated(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    await asyncio.to_thread(migrate, settings.database_url)


@contextlib.asynccontextmanager
async def running(
    service: Service, *, listen: bool = True, work: bool = True
) -> AsyncIterator[None]:
    """Platforms connected, worker at work, until the block ends."""
    service.transcoder.warm()
    connecting = [
        asyncio.create_task(_connect(service, p, listen=listen), name=f"connect {name}")
        for name, p in service.world.platforms.items()
    ]
    worker = asyncio.create_task(service.worker.run(), name="worker") if work else None
    try:
        yield
    finally:
        for task in connecting:
            task.cancel()
        await asyncio.gather(*connecting, return_exceptions=True)
        stops = [p.stop() for p in service.world.platforms.values()]
        await asyncio.gather(*stops, return_exceptions=True)
        await service.worker.stop()
        if worker is not None:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)


FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0


async def _connect(service: Service, platform: Platform, *, listen: bool) -> None:
    """Log in and register menus; a platform that is down is tried again, and holds up no other."""

    async def receive(event: RawEvent) -> bool:
        service.contacts.heard(platform.name)
        async with service.store.begin(None) as uow:
            return await uow.queue.add(router.as_work(event))

    delay = FIRST_DELAY
    while True:
        try:
            await platform.start(receive, forms.check, listen=listen)
            if listen:
                await platform.register_menus(commands.menus(service.world.texts))
        except PlatformError as error:
            log.warning("platform_not_reached", platform=platform.name, detail=error.detail)
            await asyncio.sleep(max(delay, error.retry_after or 0))
            delay = min(LONGEST_DELAY, delay * 2)
        else:
            service.contacts.heard(platform.name)
            log.info("platform_connected", platform=platform.name)
            return
