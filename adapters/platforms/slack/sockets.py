"""Socket Mode: deliveries over a web socket, acknowledged one by one after they were kept.

slack_sdk's own client hands messages to listeners through a queue in memory and reconnects on its
own terms; here the acknowledgement waits for the inbox, and stopping waits for the delivery at
hand.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog

from core.errors import PlatformError

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 30.0
MAX_PAUSE_SECONDS = 30.0
CLOSE_SECONDS = 2.0  # for the other side's goodbye, when stopping
MAX_MESSAGE_BYTES = 8 * 2**20

Open = Callable[[], Awaitable[str]]
"""A fresh address to connect to. Raises PlatformError."""
Take = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | None]]
"""Keeps a delivery; the answer's payload, or None when it could not be kept."""


class Sockets:
    """One connection at a time, until stopped."""

    def __init__(self, session: aiohttp.ClientSession, open_: Open, take: Take) -> None:
        self._session = session
        self._open = open_
        self._take = take
        self._stopping = asyncio.Event()
        self._troubles = 0

    def stop(self) -> None:
        """Ends `run` after the delivery at hand."""
        self._stopping.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                address = await self._address()
                if address is not None:
                    await self._connect(address)
            except PlatformError as error:
                log.warning("slack socket", detail=error.detail)
                await self._pause(error.retry_after)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("slack socket", error=type(error).__name__)
                await self._pause(None)

    async def _address(self) -> str | None:
        """Where to connect; None when stopped meanwhile."""
        opening = asyncio.ensure_future(self._open())
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({opening, stop}, return_when=asyncio.FIRST_COMPLETED)
            return opening.result() if opening.done() else None
        finally:
            opening.cancel()
            stop.cancel()
            await asyncio.gather(opening, stop, return_exceptions=True)

    async def _connect(self, address: str) -> None:
        """Take deliveries until the other side, or `stop`, ends the connection."""
        async with self._session.ws_connect(
            address,
            heartbeat=HEARTBEAT_SECONDS,
            max_msg_size=MAX_MESSAGE_BYTES,
            timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
        ) as socket:
            while True:
                message = await self._next(socket)
                if message is not None and message.type is aiohttp.WSMsgType.BINARY:
                    continue  # nothing that Slack sends
                if message is None or message.type is not aiohttp.WSMsgType.TEXT:
                    break
                if not await self._delivery(socket, message.data):
                    break
        await self._pause(None)

    async def _next(self, socket: aiohttp.ClientWebSocketResponse) -> aiohttp.WSMessage | None:
        """The next message; None when stopped."""
        receive = asyncio.ensure_future(socket.receive())
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({receive, stop}, return_when=asyncio.FIRST_COMPLETED)
            return receive.result() if receive.done() and not stop.done() else None
        finally:
            receive.cancel()
            stop.cancel()
            await asyncio.gather(receive, stop, return_exceptions=True)

    async def _delivery(self, socket: aiohttp.ClientWebSocketResponse, text: str) -> bool:
        """Keep and acknowledge one delivery; False when the connection is to be renewed."""
        try:
            envelope = json.loads(text)
        except (ValueError, RecursionError):
            return True
        if not isinstance(envelope, dict):
            return True
        if envelope.get("type") == "hello":
            self._troubles = 0
        if envelope.get("type") == "disconnect":
            return False
        number = envelope.get("envelope_id")
        if not isinstance(number, str):
            return True
        if not isinstance(envelope.get("payload"), dict):
            await socket.send_str(json.dumps({"envelope_id": number}))  # nothing in it to keep
            return True
        answer = await self._take(envelope)
        if answer is None:
            self._troubles += 1
            return False  # a new connection brings it again
        reply: dict[str, Any] = {"envelope_id": number}
        if answer:
            reply["payload"] = answer
        await socket.send_str(json.dumps(reply))
        return True

    async def _pause(self, seconds: float | None) -> None:
        """Wait, longer at every trouble in a row; cut short by `stop`."""
        self._troubles += 1
        wait = seconds if seconds is not None else 2.0 ** min(self._troubles - 1, 7) / 4
        try:
            await asyncio.wait_for(self._stopping.wait(), min(wait, MAX_PAUSE_SECONDS))
        except TimeoutError:
            return
