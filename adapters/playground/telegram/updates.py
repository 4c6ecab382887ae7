"""The queue of updates: kept until confirmed, for one long poll at a time or for a webhook."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .clock import Clock
from .errors import ApiError, conflict
from .limits import Limits
from .model import Json

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
    "chat_join_request",
)
ASKED_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(KINDS) - ASKED_ONLY
FIRST_UPDATE_ID = 1001


@dataclass(frozen=True, eq=False)
class Update:
    id: int
    kind: str
    payload: Json
    at: float
    chat_id: int

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """Updates that wait. `history` keeps every one that was ever made, for redelivery."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        self._pending: deque[Update] = deque()
        self._repeats: deque[Update] = deque()
        self._next_id = FIRST_UPDATE_ID
        self._arrived = asyncio.Event()
        self._poll: asyncio.Future[ApiError] | None = None
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.allowed_as_given: list[str] | None = None
        self.webhook_active = False
        self.history: list[Update] = []
        self.on_made: Callable[[Update], None] | None = None

    def push(self, kind: str, payload: Json, chat_id: int) -> Update | None:
        """Queue an update, if the bot asked for its kind."""
        if kind not in self.allowed:
            return None
        update = Update(self._next_id, kind, payload, self._clock(), chat_id)
        self._next_id += 1
        self.history.append(update)
        if self.on_made:
            self.on_made(update)
        self._pending.append(update)
        self._wake()
        return update

    def repeat(self, update_id: int | None = None) -> Update:
        """Deliver an update once more under its own number (the newest, unless one is named).

        Raises LookupError if there was none of that number.
        """
        chosen = [u for u in self.history if update_id is None or u.id == update_id]
        if not chosen:
            raise LookupError(f"there was no update {update_id}")
        self._repeats.append(chosen[-1])
        self._wake()
        return chosen[-1]

    def allow(self, kinds: list[str] | None) -> None:
        """Remember what the bot asks for: nothing said keeps it, an empty list resets it."""
        if kinds is None:
            return
        known = frozenset(kinds) & frozenset(KINDS)
        self.allowed = known or DEFAULT_KINDS
        self.allowed_as_given = sorted(known) or None

    def pending(self) -> list[Update]:
        """What has not been confirmed, oldest first; what is older than a day is gone."""
        oldest = self._clock() - self._limits.update_seconds
        while self._pending and self._pending[0].at < oldest:
            self._pending.popleft()
        return [*self._repeats, *self._pending]

    def confirm(self, update: Update) -> None:
        """A webhook took it."""
        queue = self._repeats if update in self._repeats else self._pending
        if update in queue:
            queue.remove(update)

    def clear(self) -> None:
        self._pending.clear()
        self._repeats.clear()

    async def wait(self) -> None:
        await self._arrived.wait()
        self._arrived.clear()

    def _wake(self) -> None:
        self._arrived.set()

    def interrupt(self, reason: str) -> None:
        """End a running long poll with a conflict."""
        if self._poll and not self._poll.done():
            self._poll.set_result(conflict(reason))

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """getUpdates: confirm what is below `offset`, then wait for something to hand out.

        A second poll ends the first with a conflict. Raises ApiError.
        """
        if self.webhook_active:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self._confirm_below(offset)
        ended: asyncio.Future[ApiError] = asyncio.get_running_loop().create_future()
        self._poll = ended
        try:
            return await self._first(ended, limit, seconds)
        finally:
            if self._poll is ended:
                self._poll = None

    async def _first(
        self, ended: "asyncio.Future[ApiError]", limit: int, seconds: float
    ) -> list[Update]:
        # Waiting is done by the real clock: a client's patience does not stand still.
        until = time.monotonic() + min(seconds, self._limits.long_poll_seconds)
        while True:
            self._arrived.clear()
            found = self.pending()[:limit]
            left = until - time.monotonic()
            if found or left <= 0:
                self._repeats.clear()
                return found
            waiting: asyncio.Future[Any] = asyncio.ensure_future(self._arrived.wait())
            either: set[asyncio.Future[Any]] = {waiting, ended}
            await asyncio.wait(either, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if ended.done():
                raise ended.result()

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0].id < offset:
            self._pending.popleft()
