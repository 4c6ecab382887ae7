"""Slack as the core sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from adapters import plain, wire
from adapters.platforms.contract import Notes
from adapters.platforms.slack import api, blocks, errors, files, inbox, pace, parse
from adapters.platforms.slack.installing import Installing
from adapters.platforms.slack.people import People
from adapters.platforms.slack.posts import Posts, open_direct
from adapters.platforms.slack.profiles import Profiles
from adapters.platforms.slack.shapes import PLATFORM
from adapters.platforms.slack.sockets import Sockets
from adapters.platforms.slack.ticket import Ticket, unpack
from adapters.platforms.slack.workspaces import Workspaces
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

INLINE = frozenset({"image/gif", "image/jpeg", "image/png", "video/mp4"})
_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "invalid_trigger_id")
_NOT_THERE = ("not_in_channel", "channel_not_found", "user_not_in_channel")


@dataclass(frozen=True, slots=True)
class Options:
    """An app token means Socket Mode. Client id and secret mean installing by OAuth."""

    api_url: str
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""
    looks: Sequence[float] = files.LOOKS


class SlackPlatform:
    """See `core.ports.Platform`. One app, in one workspace or many."""

    name = PLATFORM

    def __init__(self, options: Options, notes: Notes, limiter: Limiter) -> None:
        self._options = options
        self._limiter = limiter
        self._spaces = Workspaces(options.api_url, options.bot_token, notes, limiter)
        self._posts = Posts(self._spaces, options.looks)
        self._people = People()
        self._profiles = Profiles(self._spaces)
        self._directs: dict[UserRef, RoomRef] = {}
        self._installing: Installing | None = None
        if options.client_id and options.client_secret:
            self._installing = Installing(
                self._spaces, options.client_id, options.client_secret, options.public_url
            )
        self._receive: Receive | None = None
        self._check: FormCheck = _nothing_to_mend
        self._sockets: Sockets | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            lists_members=True,
            ephemeral_text=True,
            ephemeral_picture=False,
            deletes_others=False,
            edits_media=True,
            forms=True,
            home=True,
            finds_posts=True,
            writes_first=True,
            alt_text=True,
            workspaces=True,
            inline=INLINE,
            max_picture_bytes=files.MAX_FILE_BYTES,
            max_file_bytes=files.MAX_FILE_BYTES,
            max_fetch_bytes=files.MAX_FILE_BYTES,
            max_text=blocks.MAX_TEXT,
            max_caption=blocks.MAX_SECTION,
            command_prefix="/carepods ",  # Slack refuses words that are no app's command
        )

    @property
    def workspace(self) -> str:
        """The one workspace's id, "" where there are many or before it is known."""
        return self._spaces.single.team if self._spaces.single else ""

    # ── life ────────────────────────────────────────────────────────────────────────────────────

    async def start(self, receive: Receive, check: FormCheck, *, listen: bool) -> None:
        """Log in, and hold a socket if so set.

        Raises PlatformError when that fails; it may be called again, also when it went well.
        """
        self._receive, self._check = receive, check
        await self._spaces.log_in()
        if listen and self._options.app_token and self._task is None:
            self._sockets = Sockets(self._spaces.session, self._address, self._take)
            self._task = asyncio.create_task(self._sockets.run(), name="slack socket")

    @property
    def listens_alone(self) -> bool:
        """Slack hands each delivery to one of the sockets that are open."""
        return False

    async def stop_listening(self) -> None:
        if self._sockets is not None and self._task is not None:
            self._sockets.stop()
            await asyncio.gather(self._task, return_exceptions=True)
            self._sockets = self._task = None

    async def stop(self) -> None:
        await self.stop_listening()
        await self._profiles.close()
        await self._spaces.close()

    async def _address(self) -> str:
        client = self._spaces.client_for("")
        return await api.socket_address(client, self._options.app_token)

    async def _take(self, envelope: dict[str, Any]) -> dict[str, Any] | None:
        """Keep what came over the socket; mistakes in a form are answered instead."""
        found = inbox.mistakes(envelope, self._check, self._profiles.language)
        if found:
            return inbox.form_answer(found)
        return {} if await self._keep(envelope) else None

    async def _keep(self, envelope: Mapping[str, Any]) -> bool:
        assert self._receive is not None
        forget = self._spaces.forget
        return await inbox.kept(envelope, self.workspace, self._receive, forget)

    # ── in ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def webhook_paths(self) -> tuple[str, ...]:
        events = () if self._options.app_token else (inbox.PATH,)
        return events + (self._installing.paths if self._installing else ())

    async def webhook(self, request: RawRequest) -> RawResponse:
        if request.path not in self.webhook_paths:
            return RawResponse(404)
        if self._installing is not None and request.path in self._installing.paths:
            return await self._installing.handle(request)
        if not inbox.signed(request, self._options.signing_secret):
            return RawResponse(401)
        if self._receive is None:
            return RawResponse(503)
        return await inbox.handle(request, self._keep, self._check, self._profiles.language)

    def parse(self, event: RawEvent) -> Sequence[Incoming]:
        me = self._spaces.single.me if self._spaces.single else ""
        return parse.events(event.key, event.payload, self.workspace, me)

    async def fetch(self, handle: str, *, limit: int) -> AsyncIterator[bytes]:
        async for chunk in files.download(self._spaces, handle, limit=limit):
            yield chunk

    # ── out ─────────────────────────────────────────────────────────────────────────────────────

    async def turn(self, room: RoomRef) -> float:
        return await pace.turn(self._limiter, room.workspace, room.key)

    async def send(
        self, room: RoomRef, message: Outgoing, *, only_for: UserRef | None = None, ticket: str = ""
    ) -> Sent:
        if only_for is None:
            return await self._posts.send(room, message)
        try:
            return await self._posts.whisper(room, only_for.user, message)
        except PlatformError as error:
            opened = unpack(ticket)
            if errors.word_of(error) not in _NOT_THERE or not opened or message.picture:
                raise
            # A slash command works where the app is no member; so does its answer.
            if not await self._respond(opened, message):
                raise
            return Sent(MessageRef(room, "", "ephemeral"))

    async def reserve(self, room: RoomRef, picture: PictureFile) -> str:
        client = await self._spaces.client(room.workspace)
        return (await files.slot(client, picture)).packed()

    async def draft(self, room: RoomRef, message: Outgoing, *, place: str = "") -> str:
        return await self._posts.draft(room, message, place)

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        return await self._posts.find(room, draft)

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        return await self._posts.edit(message, new)

    async def retract(self, message: MessageRef) -> bool:
        return await self._posts.retract(message)

    async def answer(self, ticket: str, text: str, *, alert: bool = False) -> None:
        """A few words for the one who pressed, where they are. Nothing to say: nothing to do."""
        opened, said = unpack(ticket), plain.clean(text).strip()
        if opened is None or not said:
            return
        message = Outgoing(text=said, thread=opened.thread)
        if opened.thread or not opened.response_url:
            room = RoomRef(PLATFORM, opened.team, opened.channel or opened.user)
            try:
                if opened.channel:
                    await self._posts.whisper(room, opened.user, message)
                else:
                    await self._posts.send(room, message)
                return
            except PlatformError as error:
                if not opened.response_url or not error.certain:
                    raise
        await self._respond(opened, message)

    async def _respond(self, ticket: Ticket, message: Outgoing) -> bool:
        """Answer by the address that came with the press; False when it is used up or not Slack's.

        Raises PlatformError when nothing answers.
        """
        address = ticket.response_url
        if not address or not _is_slacks(address, self._options.api_url):
            return False
        body = {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": blocks.text(message),
            "blocks": blocks.message_blocks(message),
        }
        try:
            async with self._spaces.session.post(
                address, json=body, allow_redirects=False
            ) as response:
                await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise wire.lost(error, "response_url") from None
        return response.status == 200

    async def open_form(self, ticket: str, form: Form) -> bool:
        opened = unpack(ticket)
        if opened is None or not opened.trigger:
            return False
        client = await self._spaces.client(opened.team)
        view = blocks.modal(form, channel=opened.channel, thread=opened.thread)
        try:
            await api.call(client, "views.open", trigger_id=opened.trigger, view=view)
        except PlatformError as error:
            if errors.word_of(error) in _TOO_LATE:
                return False
            raise
        return True

    async def show_home(self, user: UserRef, page: Outgoing) -> None:
        client = await self._spaces.client(user.workspace)
        await api.call(client, "views.publish", user_id=user.user, view=blocks.home(page))

    async def busy(self, room: RoomRef) -> None:
        """Slack has no such sign for bots."""

    # ── people ──────────────────────────────────────────────────────────────────────────────────

    async def presence(self, room: RoomRef) -> Presence:
        client, channel = await self._posts.channel(room)
        space = await self._spaces.of(room.workspace)
        return await self._people.presence(client, space, room, channel)

    async def is_in(self, room: RoomRef, user: UserRef) -> bool | None:
        client, channel = await self._posts.channel(room)
        try:
            return user.user in await self._people.members(client, channel)
        except PlatformError as error:
            if error.permanent:
                return None
            raise

    async def answer_join(self, room: RoomRef, user: UserRef, ticket: str, *, let_in: bool) -> bool:
        """Nobody asks to be let in here: who is invited is in."""
        return False

    async def profile(self, user: UserRef) -> Profile | None:
        return await self._profiles.get(user)

    async def private_room(self, user: UserRef) -> RoomRef | None:
        if user not in self._directs:
            client = await self._spaces.client(user.workspace)
            try:
                channel = await open_direct(client, user.user)
            except PlatformError as error:
                if error.why in ("cannot_write_first", "gone"):
                    return None
                if errors.word_of(error) != "unknown_method":
                    raise
                channel = user.user  # a person's id stands for their private chat
            self._directs[user] = RoomRef(PLATFORM, user.workspace, channel)
        return self._directs[user]

    def bind_link(self, secret: str) -> str | None:
        return None

    async def register_menus(self, entries: Mapping[str, Sequence[MenuEntry]]) -> None:
        """Slack takes its menus from the app's manifest."""


def build(
    settings: Mapping[str, str], notes: Notes, limiter: Limiter, api_url: str
) -> SlackPlatform:
    """The platform by its settings. ValueError, with a sentence, when they contradict."""
    given: dict[str, Any] = {name: settings.get(f"SLACK_{name.upper()}", "") for name in _NAMES}
    public_url = settings.get("PUBLIC_URL", "").rstrip("/")
    if not given["app_token"] and not given["signing_secret"]:
        raise ValueError("Slack needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET for /slack/events")
    if bool(given["client_id"]) != bool(given["client_secret"]):
        raise ValueError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together")
    if given["client_id"] and not public_url:
        raise ValueError("SLACK_CLIENT_ID needs PUBLIC_URL, where Slack sends people back")
    url = settings.get("SLACK_API_URL") or api_url
    return SlackPlatform(
        Options(api_url=url.rstrip("/") + "/", public_url=public_url, **given), notes, limiter
    )


_NAMES = ("bot_token", "app_token", "signing_secret", "client_id", "client_secret")


def _nothing_to_mend(form: str, values: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {}


def _is_slacks(address: str, api_url: str) -> bool:
    if wire.is_loopback(api_url):
        return wire.is_loopback(address)
    return address.startswith("https://hooks.slack.com/")
