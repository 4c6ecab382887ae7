"""Two made-up platforms with the traits that matter: one lists a room's members and can tell what
became of a send, the other only counts them and cannot.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import PlatformError
from core.ids import MessageRef, RoomRef, UserRef
from core.messages import Capabilities, Incoming, Outgoing, PictureFile
from core.ports import Presence, RawEvent, Sent
from tests.properties import gate

JPEG = frozenset({"image/jpeg"})
COUNTS = Capabilities(
    lists_members=False, ephemeral_text=False, ephemeral_picture=False, deletes_others=True,
    edits_media=True, forms=False, home=False, finds_posts=False, writes_first=False,
    alt_text=False, workspaces=False, inline=JPEG, max_picture_bytes=10**7,
    max_file_bytes=10**7, max_fetch_bytes=10**7,
)  # fmt: skip
LISTS = Capabilities(
    lists_members=True, ephemeral_text=True, ephemeral_picture=False, deletes_others=False,
    edits_media=False, forms=False, home=False, finds_posts=True, writes_first=True,
    alt_text=True, workspaces=True, inline=JPEG, max_picture_bytes=10**7,
    max_file_bytes=10**7, max_fetch_bytes=10**7,
)  # fmt: skip


@dataclass(slots=True)
class Message:
    """What stands in a chat. `picture` is what its bytes say: whose, and whether it is clean."""

    id: str
    picture: bytes | None
    number: str
    buttons: tuple[str, ...]
    only_for: UserRef | None = None
    draft: str = ""


@dataclass(slots=True)
class Chat:
    ref: RoomRef
    private: bool
    users: set[UserRef]
    bot_in: bool = True
    external: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def pictures(self) -> list[Message]:
        return [m for m in self.messages.values() if m.picture is not None]


Watch = Callable[[Chat, Message], Awaitable[None]]


class Chats:
    """See `core.ports.Platform`; `trouble` holds the next calls' errors."""

    def __init__(self, name: str, capabilities: Capabilities) -> None:
        self.name = name
        self.capabilities = capabilities
        self.workspace = "W" if capabilities.workspaces else ""
        self.chats: dict[RoomRef, Chat] = {}
        self.files: dict[str, bytes] = {}
        self.events: dict[str, Incoming] = {}
        self.trouble: list[tuple[str, PlatformError]] = []
        self.watch: Watch | None = None
        self._count = itertools.count(1)

    # ── what people do there ────────────────────────────────────────────────────────────────────

    def user(self, name: str) -> UserRef:
        return UserRef(self.name, self.workspace, name)

    def room(self, key: str, users: set[UserRef]) -> Chat:
        ref = RoomRef(self.name, self.workspace, key)
        return self.chats.setdefault(ref, Chat(ref, False, users))

    def private(self, user: UserRef) -> Chat:
        ref = RoomRef(self.name, self.workspace, f"dm-{user.user}")
        return self.chats.setdefault(ref, Chat(ref, True, {user}))

    def next(self, kind: str) -> str:
        return f"{kind}{next(self._count)}"

    def happened(self, event: Incoming) -> RawEvent:
        self.events[event.key] = event
        return RawEvent(self.name, event.key, "/".join(_parts(event.place.room)), b"")

    # ── the port ────────────────────────────────────────────────────────────────────────────────

    def parse(self, event: RawEvent) -> Sequence[Incoming]:
        return (self.events[event.key],)

    def _fails(self, method: str, *, after: bool) -> None:
        for index, (wanted, error) in enumerate(self.trouble):
            if wanted == method and error.certain is not after:
                del self.trouble[index]
                raise error

    def _chat(self, room: RoomRef) -> Chat:
        chat = self.chats.get(room)
        if chat is None or not chat.bot_in:
            raise PlatformError("not in the chat", permanent=True, why="kicked")
        return chat

    async def turn(self, room: RoomRef) -> float:
        return 0.0

    async def send(
        self, room: RoomRef, message: Outgoing, *, only_for: UserRef | None = None, ticket: str = ""
    ) -> Sent:
        await gate.pause()
        chat = self._chat(room)
        self._fails("send", after=False)
        picture = message.picture
        made = Message(
            id=self.next("m"),
            picture=picture.data if picture else None,
            number=picture.name if picture else "",
            buttons=tuple(b.handle for row in message.buttons for b in row if b.handle),
            only_for=only_for,
            draft=message.draft,
        )
        chat.messages[made.id] = made
        if picture is not None and self.watch is not None:
            await self.watch(chat, made)
        self._fails("send", after=True)
        await gate.pause()  # ended here, the sender never learns of it
        return Sent(MessageRef(room, made.id))

    async def reserve(self, room: RoomRef, picture: PictureFile) -> str:
        await gate.pause()
        return ""

    async def draft(self, room: RoomRef, message: Outgoing, *, place: str = "") -> str:
        await gate.pause()
        self._fails("draft", after=False)
        return self.next("d") if self.capabilities.finds_posts and message.picture else ""

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        await gate.pause()
        self._fails("find", after=False)
        for message in self._chat(room).messages.values():
            if message.draft == draft:
                return MessageRef(room, message.id)
        return None

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        await gate.pause()
        chat = self._chat(message.room)
        self._fails("edit", after=False)
        if message.message not in chat.messages:
            raise PlatformError("no such message", permanent=True, why="gone")
        known = chat.messages[message.message]
        known.picture = new.picture.data if new.picture else None
        known.buttons = tuple(b.handle for row in new.buttons for b in row if b.handle)
        return message

    async def retract(self, message: MessageRef) -> bool:
        await gate.pause()
        chat = self._chat(message.room)
        self._fails("retract", after=False)
        chat.messages.pop(message.message, None)
        self._fails("retract", after=True)
        return True

    async def answer(self, ticket: str, text: str, *, alert: bool = False) -> None:
        return

    async def busy(self, room: RoomRef) -> None:
        return

    async def fetch(self, handle: str, *, limit: int) -> AsyncIterator[bytes]:
        yield self.files[handle]

    async def presence(self, room: RoomRef) -> Presence:
        await gate.pause()
        self._fails("presence", after=False)
        chat = self._chat(room)
        users = frozenset(chat.users) if self.capabilities.lists_members else frozenset()
        return Presence(users, len(chat.users), external=chat.external)

    async def is_in(self, room: RoomRef, user: UserRef) -> bool | None:
        return user in self._chat(room).users

    async def answer_join(self, room: RoomRef, user: UserRef, ticket: str, *, let_in: bool) -> bool:
        return False

    async def profile(self, user: UserRef) -> None:
        return None

    async def private_room(self, user: UserRef) -> RoomRef | None:
        return self.private(user).ref if self.capabilities.writes_first else None

    def bind_link(self, secret: str) -> str | None:
        return None

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a use case asked for {name}, which is not made up here")


def both() -> Mapping[str, Chats]:
    return {"counts": Chats("counts", COUNTS), "lists": Chats("lists", LISTS)}


def _parts(ref: RoomRef) -> tuple[str, str, str]:
    return ref.platform, ref.workspace, ref.key
