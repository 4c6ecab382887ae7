"""Updates taken to the bot's own address, again and again until it says yes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from .clock import Clock
from .limits import Limits
from .model import Json
from .updates import Update, Updates

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


@dataclass
class _Try:
    delay: float
    due: float = 0.0
    running: bool = False


class Webhook:
    """Delivers updates in the order of each chat, several chats at once."""

    def __init__(
        self, updates: Updates, clock: Clock, limits: Limits, settled: Callable[[], None]
    ) -> None:
        self._settled = settled  # called after every try
        self._updates = updates
        self._clock = clock
        self._limits = limits
        self._task: asyncio.Task[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()
        self._tries: dict[Update, _Try] = {}
        self._again = asyncio.Event()
        self._secret = ""
        self._connections = 40
        self._error: tuple[int, str] | None = None
        self.url = ""
        # Called with a method that the bot put into the body of its answer, as it may.
        self.on_method: Callable[[Json], Awaitable[None]] | None = None

    def set(self, url: str, secret: str, connections: int) -> None:
        """Deliver to this address from now on, ending any long poll."""
        self._updates.interrupt("terminated by setWebhook request")
        self._updates.webhook_active = True
        self.url, self._secret, self._connections = url, secret, connections
        self._error = None
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="webhook")
        self._again.set()

    def unset(self) -> None:
        self._updates.webhook_active = False
        self.url = ""
        for task in (self._task, *self._deliveries):
            if task is not None:
                task.cancel()
        self._task = None
        self._tries.clear()

    def info(self) -> Json:
        answer: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending()),
        }
        if self.url:
            answer["max_connections"] = self._connections
        if self._error:
            answer["last_error_date"], answer["last_error_message"] = self._error
        if self._updates.allowed_as_given:
            answer["allowed_updates"] = self._updates.allowed_as_given
        return answer

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        async with aiohttp.ClientSession() as session:
            while True:
                self._again.clear()
                wait = self._start_due(session, loop.time())
                arrived = asyncio.ensure_future(self._updates.wait())
                again = asyncio.ensure_future(self._again.wait())
                waiting: set[asyncio.Future[Any]] = {arrived, again}
                try:
                    await asyncio.wait(waiting, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    arrived.cancel()
                    again.cancel()

    def _start_due(self, session: aiohttp.ClientSession, now: float) -> float | None:
        """Start what may be delivered now; seconds until the next try, if one is set."""
        waits: list[float] = []
        busy_chats: set[int] = set()
        for update in self._updates.pending():
            attempt = self._tries.setdefault(update, _Try(self._limits.webhook_retry_seconds))
            if update.chat_id in busy_chats:
                continue
            busy_chats.add(update.chat_id)
            if attempt.running or len(self._deliveries) >= self._connections:
                continue
            if attempt.due > now:
                waits.append(attempt.due - now)
                continue
            attempt.running = True
            task = asyncio.create_task(self._deliver(session, update, attempt))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)
        return min(waits, default=None)

    async def _deliver(self, session: aiohttp.ClientSession, update: Update, attempt: _Try) -> None:
        headers = {_SECRET_HEADER: self._secret} if self._secret else {}
        timeout = aiohttp.ClientTimeout(total=self._limits.webhook_timeout_seconds)
        retry_after = 0.0
        try:
            async with session.post(
                self.url,
                json=update.json(),
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                body = await response.read()
                refusal = None if response.ok and response.status < 300 else _refusal(response)
                after = response.headers.get("Retry-After", "")
                retry_after = float(after) if after.isdigit() else 0.0
        except TimeoutError:
            refusal = "Read timeout expired"
        except aiohttp.ClientError:
            refusal = "Connection refused"
        self._settle(update, attempt, refusal, retry_after)
        if refusal is None:
            await self._run_method(body)
        self._again.set()
        self._settled()

    def _settle(
        self, update: Update, attempt: _Try, refusal: str | None, retry_after: float
    ) -> None:
        attempt.running = False
        if refusal is None:
            self._updates.confirm(update)
            self._tries.pop(update, None)
            return
        self._error = (int(self._clock()), refusal)
        wait = retry_after or attempt.delay
        attempt.due = asyncio.get_running_loop().time() + wait
        attempt.delay = min(attempt.delay * 2, self._limits.webhook_retry_most_seconds)

    async def _run_method(self, body: bytes) -> None:
        try:
            said = json.loads(body) if body else None
        except ValueError:
            return
        if isinstance(said, dict) and "method" in said and self.on_method:
            await self.on_method(said)


def _refusal(response: aiohttp.ClientResponse) -> str:
    return f"Wrong response from the webhook: {response.status} {response.reason}"
