"""Chats: what an adapter of a platform promises, and what comes and goes through it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from core.ids import MessageRef, RoomRef, UserRef
from core.messages import Capabilities, Form, Incoming, MenuEntry, Outgoing, PictureFile


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is in a room, as far as can be known now.

    `users`: humans listed, bots left out (empty where they cannot be listed). `count`: humans in
    the room. `external`: another organisation, a guest account or a stranger is in it.
    """

    users: frozenset[UserRef]
    count: int
    external: bool = False
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account's owner calls themselves, and the language of their client ("" unknown)."""

    name: str = field(default="", repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message ended up. `extra` are further messages of the same send (an album)."""

    message: MessageRef
    extra: tuple[MessageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRequest:
    """An HTTP request to a platform's webhook. Header names are lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    query: str = ""


@dataclass(frozen=True, slots=True)
class RawResponse:
    status: int
    body: bytes = b""
    media_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawEvent:
    """What a platform delivered, before it is understood. `key` is unique for ever.

    `lane`: events of one lane are handled one after the other, in order of arrival.
    """

    platform: str
    key: str
    lane: str
    payload: bytes = field(repr=False)


Receive = Callable[[RawEvent], Awaitable[bool]]


FormCheck = Callable[[str, Mapping[str, str], str], Mapping[str, str]]


class Platform(Protocol):
    """One chat platform. Every failure is a `core.errors.PlatformError`; nothing else is raised.

    No method repeats a call on its own. `send`, `edit` and `retract` obey limits by raising with
    `retry_after`.
    """

    name: str

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def workspace(self) -> str:
        """The workspace that addresses without one are in, once it is known; "" where none is."""
        ...

    @property
    def listens_alone(self) -> bool:
        """Whether only one process may listen at a time: whoever polls takes what it is given."""
        ...

    async def start(self, receive: Receive, check: FormCheck, *, listen: bool) -> None:
        """Log in. With `listen`: begin to hand every event to `receive` (polling, socket)."""
        ...

    async def stop_listening(self) -> None:
        """Another process listens from here on; everything else goes on."""
        ...

    async def stop(self) -> None:
        """Stop listening, finish what was begun, close connections."""
        ...

    @property
    def webhook_paths(self) -> tuple[str, ...]:
        """Paths under the public address that belong to this platform; empty when it listens."""
        ...

    async def webhook(self, request: RawRequest) -> RawResponse:
        """Verify, keep, acknowledge. Junk gets 400 or 401, never an exception."""
        ...

    def parse(self, event: RawEvent) -> Sequence[Incoming]:
        """What an event means; empty when nothing to us. Pure. Never raises on junk."""
        ...

    async def turn(self, room: RoomRef) -> float:
        """Wait until a message may go there by the platform's rates; the seconds it took."""
        ...

    async def send(
        self, room: RoomRef, message: Outgoing, *, only_for: UserRef | None = None, ticket: str = ""
    ) -> Sent:
        """Post once. `only_for`: an ephemeral message, where capabilities have it."""
        ...

    async def reserve(self, room: RoomRef, picture: PictureFile) -> str:
        """A place for `draft` to hand the bytes over to, asked for by their name and number alone.

        "" where there is no such step. Nothing is handed over yet; a place may stay unused.
        """
        ...

    async def draft(self, room: RoomRef, message: Outgoing, *, place: str = "") -> str:
        """Hand over the bytes without showing them; "" where the platform has no such step.

        `place`: what `reserve` gave for this picture.
        """
        ...

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        """The message that a draft became, if it became one. Only where `finds_posts`."""
        ...

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        """Replace text, buttons and picture of one's own message. Idempotent."""
        ...

    async def retract(self, message: MessageRef) -> bool:
        """Delete a message; True when it is gone (also when it was already)."""
        ...

    async def answer(self, ticket: str, text: str, *, alert: bool = False) -> None:
        """Answer a button press at once. Too late is no error."""
        ...

    async def open_form(self, ticket: str, form: Form) -> bool:
        """Open a form for the one who pressed; False when too late or not to be had."""
        ...

    async def show_home(self, user: UserRef, page: Outgoing) -> None:
        """Fill the bot's own page for one person. Only where `home`."""
        ...

    async def busy(self, room: RoomRef) -> None:
        """Show that work is under way; no error matters."""
        ...

    def fetch(self, handle: str, *, limit: int) -> AsyncIterator[bytes]:
        """The bytes of an incoming file, in chunks. More than `limit` bytes: why="too_big"."""
        ...

    async def presence(self, room: RoomRef) -> Presence:
        """Who is in the room now."""
        ...

    async def is_in(self, room: RoomRef, user: UserRef) -> bool | None:
        """Whether an account is in the room; None when it cannot be known."""
        ...

    async def answer_join(self, room: RoomRef, user: UserRef, ticket: str, *, let_in: bool) -> bool:
        """Let somebody in who asked for it, or leave that to people; False: it cannot be done.

        True also when they are in already, or have gone away.
        """
        ...

    async def profile(self, user: UserRef) -> Profile | None:
        """What its events leave out about an account, asked for once and remembered for a while.

        None where there is nothing to add or nobody tells. Takes two seconds at most; never raises.
        """
        ...

    async def private_room(self, user: UserRef) -> RoomRef | None:
        """The private chat with a user, opened if need be; None where they must write first."""
        ...

    def bind_link(self, secret: str) -> str | None:
        """A link into the private chat that carries `secret`, where there are such."""
        ...

    async def register_menus(self, entries: Mapping[str, Sequence[MenuEntry]]) -> None:
        """Menus per language ("" = default). Idempotent."""
        ...
