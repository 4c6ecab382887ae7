"""Telegram as the core sees it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

# Durations come as timedelta: the library warns at every use of the old way. Read at import.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ChatMember,
)
from telegram.error import TelegramError

from adapters import plain
from adapters.platforms.telegram import compose, files, listen, outgoing, pace, parse
from adapters.platforms.telegram.errors import platform_error, reason
from adapters.platforms.telegram.listen import Poller
from adapters.platforms.telegram.request import READ_SECONDS, AiohttpRequest, Answered, Lost
from core.errors import PlatformError
from core.ids import MessageRef, RoomRef, UserRef
from core.messages import Capabilities, Form, Incoming, MenuEntry, Outgoing, PictureFile
from core.ports import (
    FormCheck,
    Limiter,
    Presence,
    Profile,
    RawEvent,
    RawRequest,
    RawResponse,
    Receive,
    Sent,
)

_T = TypeVar("_T")
log = structlog.get_logger(__name__)

MAX_ANSWER = 200
MAX_WEBHOOK_CONNECTIONS = 40
_SCOPES = {
    "private": BotCommandScopeAllPrivateChats(),
    "group": BotCommandScopeAllGroupChats(),
    "admins": BotCommandScopeAllChatAdministrators(),
}
# What a malformed answer makes the library raise while it reads it.
_DOOR_SETTLED = ("user_already_participant", "hide_requester_missing")
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Options:
    """`api_url`: a Bot API server's root. `webhook_secret` "": polling."""

    token: str = field(repr=False)
    api_url: str
    webhook_secret: str = field(default="", repr=False)
    public_url: str = ""
    ephemeral: bool = False


class TelegramPlatform:
    """See `core.ports.Platform`. One bot."""

    name = parse.PLATFORM

    def __init__(self, options: Options, limiter: Limiter) -> None:
        # Below INFO the library writes addresses (the token) and messages.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        self._options = options
        self._limiter = limiter
        self._calls = AiohttpRequest()
        self._polls = AiohttpRequest()
        self._bot = Bot(
            options.token,
            base_url=f"{options.api_url}/bot",
            base_file_url=f"{options.api_url}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        self._me = parse.Me(int(options.token.split(":", 1)[0]))
        self._receive: Receive | None = None
        self._poller: Poller | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def workspace(self) -> str:
        """There are none here."""
        return ""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            lists_members=False,
            ephemeral_text=self._options.ephemeral,
            ephemeral_picture=self._options.ephemeral,
            deletes_others=True,
            edits_media=True,
            forms=False,
            home=False,
            finds_posts=False,
            writes_first=False,
            alt_text=False,
            workspaces=False,
            inline=compose.PHOTO_TYPES | compose.MOVING_TYPES,
            max_picture_bytes=compose.MAX_PHOTO_BYTES,
            max_file_bytes=compose.MAX_FILE_BYTES,
            max_fetch_bytes=files.MAX_FETCH_BYTES,
            max_picture_side_sum=compose.MAX_PHOTO_SIDES,
            max_picture_ratio=compose.MAX_PHOTO_RATIO,
            max_text=compose.MAX_TEXT,
            max_caption=compose.MAX_CAPTION,
        )

    # ── life ────────────────────────────────────────────────────────────────────────────────────

    async def start(self, receive: Receive, check: FormCheck, *, listen: bool) -> None:
        """Log in, choose the way updates come, begin to poll if so set.

        Raises PlatformError when that fails; it may be called again, also when it went well.
        """
        self._receive = receive
        me = await self._call("getMe", self._bot.get_me())
        self._me = parse.Me(me.id, me.username or "")
        if not listen or self._task is not None:
            return
        await self._choose_way()
        if not self._options.webhook_secret:
            self._poller = Poller(self._get_updates, receive, self._me.id)
            self._task = asyncio.create_task(self._poller.run(), name="telegram polling")

    @property
    def listens_alone(self) -> bool:
        return not self._options.webhook_secret

    async def stop_listening(self) -> None:
        if self._poller is not None and self._task is not None:
            self._poller.stop()
            await asyncio.gather(self._task, return_exceptions=True)
            self._poller = self._task = None

    async def stop(self) -> None:
        await self.stop_listening()
        await self._calls.shutdown()
        await self._polls.shutdown()

    async def _choose_way(self) -> None:
        """Telegram gives updates one way at a time: by a webhook, or to who asks."""
        secret = self._options.webhook_secret
        if not secret:
            try:
                await self._call("deleteWebhook", self._bot.delete_webhook())
            except PlatformError as error:
                if not error.permanent:
                    raise
                # A server without webhooks has none to delete; one that is set shows as 409.
            return
        address = self._options.public_url + listen.WEBHOOK_PATH
        call = self._bot.set_webhook(
            address,
            allowed_updates=parse.ALLOWED_UPDATES,
            secret_token=secret,
            max_connections=MAX_WEBHOOK_CONNECTIONS,
        )
        await self._call("setWebhook", call)

    async def _get_updates(self, offset: int | None) -> list[Any]:
        """Raw updates: the library's own call fails as a whole when one of them is malformed."""
        arguments: dict[str, object] = {
            "timeout": listen.LONG_POLL_SECONDS,
            "allowed_updates": list(parse.ALLOWED_UPDATES),
        }
        if offset is not None:
            arguments["offset"] = offset
        url = f"{self._options.api_url}/bot{self._options.token}/getUpdates"
        call = self._polls.raw(url, arguments, read_seconds=listen.LONG_POLL_SECONDS + 10)
        updates = await self._call("getUpdates", call)
        if not isinstance(updates, list):
            raise PlatformError("getUpdates: no list")
        return updates

    # ── in ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def webhook_paths(self) -> tuple[str, ...]:
        return (listen.WEBHOOK_PATH,) if self._options.webhook_secret else ()

    async def webhook(self, request: RawRequest) -> RawResponse:
        secret = self._options.webhook_secret
        if not secret or request.path != listen.WEBHOOK_PATH:
            return RawResponse(404)
        if self._receive is None:
            return RawResponse(503)
        return await listen.webhook(request, secret=secret, bot=self._me.id, receive=self._receive)

    def parse(self, event: RawEvent) -> Sequence[Incoming]:
        return parse.events(event.key, event.payload, self._me)

    async def fetch(self, handle: str, *, limit: int) -> AsyncIterator[bytes]:
        file = await self._call("getFile", self._bot.get_file(handle))
        if file.file_size is not None and file.file_size > limit:
            raise files.too_big()
        if not file.file_path or not file.file_path.startswith("http"):
            raise PlatformError("getFile: no address", permanent=True, why="refused")
        async for chunk in files.download(self._calls.session, file.file_path, limit=limit):
            yield chunk

    # ── out ─────────────────────────────────────────────────────────────────────────────────────

    async def turn(self, room: RoomRef) -> float:
        return await pace.turn(self._limiter, self._me.id, _chat(room))

    async def send(
        self, room: RoomRef, message: Outgoing, *, only_for: UserRef | None = None, ticket: str = ""
    ) -> Sent:
        ephemeral = None
        if only_for is not None:
            if not self._options.ephemeral:
                raise PlatformError("no ephemeral messages", permanent=True, why="refused")
            ephemeral = outgoing.Ephemeral(int(only_for.user), ticket)
        sent, kind = await self._call("send", outgoing.send(self._bot, room, message, ephemeral))
        if ephemeral is not None:
            return await self._confirm_ephemeral(room, sent.message_id)
        return Sent(MessageRef(room, str(sent.message_id), kind))

    async def _confirm_ephemeral(self, room: RoomRef, number: int) -> Sent:
        """A server that does not know these messages posts them for everybody: taken back."""
        ref = MessageRef(room, str(number), "ephemeral")
        if number != 0:
            await self.retract(MessageRef(room, str(number)))
            raise PlatformError("no ephemeral messages here", permanent=True, why="refused")
        return Sent(ref)

    async def reserve(self, room: RoomRef, picture: PictureFile) -> str:
        return ""

    async def draft(self, room: RoomRef, message: Outgoing, *, place: str = "") -> str:
        return ""

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        return None

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        if message.kind == "ephemeral":
            raise PlatformError("an ephemeral message stays as it is", permanent=True, why="gone")
        try:
            kind = await outgoing.edit(self._bot, message, new)
        except TelegramError as error:
            if reason(error) != "unchanged":
                raise platform_error(error, "edit") from None
            return message
        except _UNREADABLE as error:
            raise platform_error(error, "edit") from None
        return MessageRef(message.room, message.message, kind)

    async def retract(self, message: MessageRef) -> bool:
        if message.kind == "ephemeral":
            return False  # whether it vanished cannot be known
        try:
            await self._bot.delete_message(int(message.room.key), int(message.message))
        except TelegramError as error:
            why = reason(error)
            if why == "gone":
                return True
            if why in ("too_late", "refused"):
                return False
            raise platform_error(error, "deleteMessage") from None
        except _UNREADABLE as error:
            raise platform_error(error, "deleteMessage") from None
        return True

    async def answer(self, ticket: str, text: str, *, alert: bool = False) -> None:
        said = plain.cut(plain.clean(text), MAX_ANSWER) or None
        try:
            await self._bot.answer_callback_query(ticket, said, show_alert=alert)
        except TelegramError as error:
            if reason(error) != "too_late":
                raise platform_error(error, "answerCallbackQuery") from None

    async def open_form(self, ticket: str, form: Form) -> bool:
        return False

    async def show_home(self, user: UserRef, page: Outgoing) -> None:
        raise PlatformError("no pages of one's own", permanent=True, why="refused")

    async def busy(self, room: RoomRef) -> None:
        with contextlib.suppress(TelegramError, *_UNREADABLE):
            await self._bot.send_chat_action(int(room.key), "upload_photo")

    # ── people ──────────────────────────────────────────────────────────────────────────────────

    async def presence(self, room: RoomRef) -> Presence:
        """Humans counted: the bot itself and the bots among the admins are left out."""
        chat = _chat(room)
        if chat > 0:
            return Presence(frozenset({parse.user(chat)}), 1)
        count, others, known = await asyncio.gather(
            self._count(chat), self._other_bots(chat), self._facts(chat)
        )
        inside = max(count - 1 - others, 0)
        return Presence(frozenset(), inside, external=parse.is_open(known))

    async def _facts(self, chat: int) -> Mapping[str, Any]:
        """What a chat says of itself; empty where the server has no such call."""
        url = f"{self._options.api_url}/bot{self._options.token}/getChat"
        try:
            found = await self._calls.raw(url, {"chat_id": chat}, read_seconds=READ_SECONDS)
        except Answered as error:
            refused = platform_error(error, "getChat")
            if not refused.permanent or refused.moved_to:
                raise refused from None
        except Lost as error:
            raise platform_error(error, "getChat") from None
        except (TelegramError, *_UNREADABLE):
            log.info("chat_unknown")
        else:
            return found if isinstance(found, dict) else {}
        return {}

    async def _count(self, chat: int) -> int:
        count = await self._call("getChatMemberCount", self._bot.get_chat_member_count(chat))
        if type(count) is not int:
            raise PlatformError("getChatMemberCount: no number", permanent=True, why="refused")
        return count

    async def _other_bots(self, chat: int) -> int:
        """Bots among the admins; none where the server does not say: then they count as people."""
        try:
            admins = await self._bot.get_chat_administrators(chat)
            return sum(1 for a in admins if a.user.is_bot and a.user.id != self._me.id)
        except Answered as error:
            refused = platform_error(error, "getChatAdministrators")
            if not refused.permanent or refused.moved_to:
                raise refused from None
        except Lost as error:
            raise platform_error(error, "getChatAdministrators") from None
        except (TelegramError, *_UNREADABLE):
            log.info("other_bots_unknown")
        return 0

    async def is_in(self, room: RoomRef, user: UserRef) -> bool | None:
        try:
            member = await self._bot.get_chat_member(_chat(room), int(user.user))
        except Answered as error:
            why = reason(error)
            if "user not found" in error.description.lower() or "participant" in (
                error.description.lower()
            ):
                return False
            if why == "refused":
                return None  # the member list is not for this bot
            raise platform_error(error, "getChatMember") from None
        except Lost as error:
            raise platform_error(error, "getChatMember") from None
        except (TelegramError, *_UNREADABLE):
            return None  # an answer that says nothing
        if member.status == ChatMember.RESTRICTED:
            return bool(getattr(member, "is_member", False))
        return member.status not in (ChatMember.LEFT, ChatMember.BANNED)

    async def answer_join(self, room: RoomRef, user: UserRef, ticket: str, *, let_in: bool) -> bool:
        """`ticket`: the query that a guard bot gets and has ten seconds for; late is no error."""
        chat = _chat(room)
        try:
            if let_in:
                await self._bot.approve_chat_join_request(chat, int(user.user))
            elif ticket:
                query = {"chat_join_request_query_id": ticket, "result": "queue"}
                await self._bot.do_api_request("answerChatJoinRequestQuery", api_kwargs=query)
        except TelegramError as error:
            said = error.description.lower() if isinstance(error, Answered) else ""
            if any(word in said for word in _DOOR_SETTLED):
                return True
            if reason(error) in ("refused", "too_late"):
                return not let_in
            raise platform_error(error, "answer_join") from None
        except _UNREADABLE as error:
            raise platform_error(error, "answer_join") from None
        return True

    async def profile(self, user: UserRef) -> Profile | None:
        """None: every update carries its sender's name, and the language where the client tells."""
        return None

    async def private_room(self, user: UserRef) -> RoomRef | None:
        """None where the person has not written to the bot, or has stopped it."""
        try:
            await self._bot.send_chat_action(int(user.user), "typing")
        except TelegramError as error:
            if reason(error) in ("cannot_write_first", "gone", "refused"):
                return None
            raise platform_error(error, "sendChatAction") from None
        except _UNREADABLE as error:
            raise platform_error(error, "sendChatAction") from None
        return parse.room(user.user)

    def bind_link(self, secret: str) -> str | None:
        """None before the bot's own name is known, or for what a link cannot carry."""
        if not self._me.username or not re.fullmatch(r"[\w-]{1,64}", secret, re.ASCII):
            return None
        return f"https://t.me/{self._me.username}?start={secret}"

    async def register_menus(self, entries: Mapping[str, Sequence[MenuEntry]]) -> None:
        for language, menu in entries.items():
            for scope, where in _SCOPES.items():
                commands = [
                    BotCommand(entry.word, plain.cut(plain.one_line(entry.help), 256))
                    for entry in menu
                    if entry.scope == scope
                ]
                code = language.split("-")[0].lower() or None
                await self._call(
                    "setMyCommands",
                    self._bot.set_my_commands(commands, scope=where, language_code=code),
                )

    # ── calls ───────────────────────────────────────────────────────────────────────────────────

    async def _call(self, name: str, call: Awaitable[_T]) -> _T:
        try:
            return await call
        except TelegramError as error:
            raise platform_error(error, name) from None
        except _UNREADABLE as error:
            raise platform_error(error, name) from None


def _chat(room: RoomRef) -> int:
    try:
        return int(room.key)
    except ValueError:
        raise PlatformError("no such chat", permanent=True, why="gone") from None
