"""Platforms connected and kept connected: log in, listen, register menus, whatever comes.

Where a platform's events go to whoever asks for them (polling), one process is elected
by a lead in the database; the others stand by and take over when it falls silent, or at once when
it was a process of the same machine and that has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from bot.chat import forms, menus, router
from bot.metrics import Contacts
from core.errors import PlatformError
from core.messages import MenuEntry
from core.ports import Platform, RawEvent
from core.usecases.desk import World
from storage.errors import StorageUnavailable
from storage.store import SqlStore

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
LEAD_SECONDS, LEAD_AGAIN_SECONDS = 10.0, 2.0
log = structlog.get_logger("listening")


class Listener:
    """One platform's connection, from here until its task is cancelled."""

    def __init__(
        self, store: SqlStore, world: World, platform: Platform, contacts: Contacts
    ) -> None:
        self._store = store
        self._world = world
        self._platform = platform
        self._contacts = contacts

    async def run(self, *, listen: bool) -> None:
        """A platform that is down is tried again for ever, and holds up no other."""
        alone = listen and self._platform.listens_alone
        await self._started(listen=listen and not alone)
        log.info("platform_connected", platform=self._platform.name)
        if not listen:
            return
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._menus(), name=f"menus {self._platform.name}")
            if alone:
                tasks.create_task(self._take_turns(), name=f"lead {self._platform.name}")

    async def _receive(self, event: RawEvent) -> bool:
        self._contacts.heard(self._platform.name)
        async with self._store.begin(None) as uow:
            return await uow.queue.add(router.as_work(event))

    async def _started(self, *, listen: bool) -> None:
        delay = FIRST_DELAY
        while True:
            try:
                await self._platform.start(self._receive, forms.check, listen=listen)
            except PlatformError as error:
                log.warning(
                    "platform_not_reached", platform=self._platform.name, detail=error.detail
                )
                await asyncio.sleep(max(delay, error.retry_after or 0))
                delay = min(LONGEST_DELAY, delay * 2)
            else:
                self._contacts.heard(self._platform.name)
                return

    async def _menus(self) -> None:
        """Menus are a comfort: a server that will not have them is used without."""
        entries: Mapping[str, Sequence[MenuEntry]] = menus.menus(self._world.texts)
        delay = FIRST_DELAY
        while True:
            try:
                await self._platform.register_menus(entries)
            except PlatformError as error:
                log.warning("menus_refused", platform=self._platform.name, detail=error.detail)
                if error.permanent:
                    return
                await asyncio.sleep(max(delay, error.retry_after or 0))
                delay = min(LONGEST_DELAY, delay * 2)
            else:
                return

    async def _take_turns(self) -> None:
        """Listen while the lead is ours."""
        loop = asyncio.get_running_loop()
        listening, until = False, 0.0
        while True:
            began = loop.time()
            try:
                leads = await self._store.lead(
                    f"listen:{self._platform.name}", lease_seconds=LEAD_SECONDS
                )
            except StorageUnavailable:
                leads = listening and began < until
            else:
                until = began + LEAD_SECONDS if leads else 0.0
            if leads and not listening:
                await self._started(listen=True)
                log.info("listening", platform=self._platform.name)
            elif listening and not leads:
                await self._platform.stop_listening()
                log.warning("lead_lost", platform=self._platform.name)
            listening = leads
            await asyncio.sleep(LEAD_AGAIN_SECONDS)
