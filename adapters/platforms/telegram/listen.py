"""How updates come in: an own long poll, or a webhook. Kept before they are confirmed, always."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from adapters.platforms.telegram import parse
from core.errors import PlatformError
from core.ports import RawEvent, RawRequest, RawResponse, Receive

log = structlog.get_logger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
LONG_POLL_SECONDS = 25
MAX_PAUSE_SECONDS = 30.0
SHORT_POLL_SECONDS = 0.3

GetUpdates = Callable[[int | None], Awaitable[list[Any]]]
"""(offset) → raw updates; a long poll. Raises PlatformError."""


def raw_event(update: object, bot: int) -> RawEvent:
    """An update as it came. Without a usable `update_id` its content is its key."""
    text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    payload = text.encode("utf-8", "replace")  # half a surrogate pair is nobody's text
    number = update_id(update)
    name = str(number) if number is not None else hashlib.sha256(payload).hexdigest()
    lane = parse.lane(update) if isinstance(update, dict) else f"{parse.PLATFORM}:-"
    return RawEvent(parse.PLATFORM, f"{bot}:{name}", lane, payload)


def update_id(update: object) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int else None


class Poller:
    """Fetches updates until stopped. The offset moves only over what was kept."""

    def __init__(self, get_updates: GetUpdates, receive: Receive, bot: int) -> None:
        self._get_updates = get_updates
        self._receive = receive
        self._bot = bot
        self._offset: int | None = None
        self._stopping = asyncio.Event()
        self._troubles = 0

    def stop(self) -> None:
        """Ends `run` after the update that is being kept now."""
        self._stopping.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            began = asyncio.get_running_loop().time()
            updates = await self._fetch()
            if updates is None:
                continue
            if updates and not await self._keep(updates):
                await self._pause(None)
            elif not updates and asyncio.get_running_loop().time() - began < SHORT_POLL_SECONDS:
                await self._pause(SHORT_POLL_SECONDS)  # a server that does not hold the call

    async def _fetch(self) -> list[Any] | None:
        """The next updates; None after trouble, or when stopped meanwhile."""
        fetch = asyncio.ensure_future(self._get_updates(self._offset))
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({fetch, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not fetch.done():
                return None
            updates = fetch.result()
        except PlatformError as error:
            log.warning("telegram polling", detail=error.detail)
            await self._pause(error.retry_after)
            return None
        finally:
            stop.cancel()
            fetch.cancel()
            await asyncio.gather(fetch, stop, return_exceptions=True)
        return updates

    async def _keep(self, updates: list[Any]) -> bool:
        """Keep in order; False when the offset did not move, so that they are asked for again."""
        moved = False
        for update in updates:
            if self._stopping.is_set():
                return True
            if not await kept(update, self._bot, self._receive):
                return False
            number = update_id(update)
            if number is not None and (self._offset is None or number >= self._offset):
                self._offset = number + 1
                moved = True
        if moved:
            self._troubles = 0
        return moved

    async def _pause(self, seconds: float | None) -> None:
        """Wait, longer at every trouble in a row; cut short by `stop`."""
        self._troubles += 1
        wait = seconds if seconds is not None else 2.0 ** min(self._troubles - 1, 7) / 4
        try:
            await asyncio.wait_for(self._stopping.wait(), min(wait, MAX_PAUSE_SECONDS))
        except TimeoutError:
            return


async def webhook(request: RawRequest, *, secret: str, bot: int, receive: Receive) -> RawResponse:
    """Verify the secret in constant time, keep, acknowledge. Not kept: 503, it comes again."""
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
        return RawResponse(401)
    try:
        update = json.loads(request.body)
    except (ValueError, RecursionError):
        return RawResponse(400)
    if not isinstance(update, Mapping) or update_id(update) is None:
        return RawResponse(400)
    return RawResponse(200 if await kept(update, bot, receive) else 503)


async def kept(update: object, bot: int, receive: Receive) -> bool:
    """Whether an update is safe now; whatever hindered it, the platform is to send it again."""
    try:
        await receive(raw_event(update, bot))
    except Exception as error:  # noqa: BLE001 - nothing that a store may raise ends the listening
        log.error("an update could not be kept", error=type(error).__name__)
        return False
    return True
