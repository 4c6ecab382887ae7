"""Messages of ours: posting, finding, editing and taking them back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.platforms.slack import api, blocks, errors, files
from adapters.platforms.slack.workspaces import Workspaces
from core.errors import PlatformError
from core.ids import MessageRef, RoomRef
from core.messages import Outgoing
from core.ports import Sent

log = structlog.get_logger(__name__)

_FILE = "file:"
_MARK = "mark:"
_MARK_EVENT = "carepods_post"
_HISTORY = 100
# What a thread that is gone, locked or not to be had is called: nothing was posted.
_LOST_THREAD = (
    "message_not_found",
    "thread_not_found",
    "invalid_thread_ts",
    "cannot_reply_to_message",
    "restricted_action_thread_locked",
    "restricted_action_non_threadable_channel",
)


class Posts:
    """One message is one call that shows it; the steps before it show nothing."""

    def __init__(self, spaces: Workspaces, looks: Sequence[float] = files.LOOKS) -> None:
        self._spaces = spaces
        self._looks = looks

    async def channel(self, room: RoomRef) -> tuple[AsyncWebClient, str]:
        """The client and the channel of a room; a person's id stands for their private chat."""
        client = await self._spaces.client(room.workspace)
        if not room.key.startswith(("U", "W")):
            return client, room.key
        try:
            return client, await open_direct(client, room.key)
        except PlatformError as error:
            if errors.word_of(error) != "unknown_method":
                raise
            return client, room.key

    # ── send ────────────────────────────────────────────────────────────────────────────────────

    async def draft(self, room: RoomRef, message: Outgoing, place: str = "") -> str:
        """A file's id, or for words a mark that the message will carry unseen."""
        thread = _thread(room, message)
        if message.picture is None:
            return f"{_MARK}{secrets.token_hex(8)}:{thread}"
        client = await self._spaces.client(room.workspace)
        slot = files.Slot.unpacked(place) if place else None
        number = await files.upload(client, self._spaces.session, message.picture, slot)
        return _FILE + number

    async def send(self, room: RoomRef, message: Outgoing) -> Sent:
        client, channel = await self.channel(room)
        post = self._words
        if message.picture is not None:
            post = self._picture
            if not message.draft.startswith(_FILE):
                message = replace(message, draft=await self.draft(room, message))
        try:
            return await post(client, channel, room, message)
        except PlatformError as error:
            if not _is_lost(error, room, message):
                raise
            return await post(client, channel, room, _unthreaded(message))

    async def _words(
        self, client: AsyncWebClient, channel: str, room: RoomRef, message: Outgoing
    ) -> Sent:
        answer = await api.call(
            client,
            "chat.postMessage",
            channel=channel,
            **_shown(message),
            mrkdwn=False,
            thread_ts=_thread(room, message) or None,
            unfurl_links=False,
            unfurl_media=False,
            metadata=_metadata(message.draft),
        )
        return Sent(MessageRef(_room(room, answer), _stamp(answer, "chat.postMessage")))

    async def _picture(
        self, client: AsyncWebClient, channel: str, room: RoomRef, message: Outgoing
    ) -> Sent:
        """One message holds the picture, its words and its buttons.

        Slack leaves blocks out where there is an `initial_comment`: buttons need blocks alone.
        """
        assert message.picture is not None
        number = message.draft.removeprefix(_FILE)
        has_buttons = any(message.buttons)
        comment = blocks.comment(message)
        known = await files.complete(
            client,
            number,
            files=[{"id": number, "title": files.title(message.picture)}],
            channel_id=channel,
            initial_comment=None if has_buttons or not comment else comment,
            blocks=blocks.message_blocks(message) if has_buttons else None,
            thread_ts=_thread(room, message) or None,
        )
        try:
            stamp = await files.share(client, number, channel, self._looks, known)
        except PlatformError as error:
            log.info("message_not_told", detail=error.detail)
            stamp = ""
        # It is shared, by Slack's own word. Without a stamp it is known by its file.
        return Sent(MessageRef(replace(room, key=channel), stamp, _FILE + number))

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        client, channel = await self.channel(room)
        where = replace(room, key=channel)
        if draft.startswith(_FILE):
            number = draft.removeprefix(_FILE)
            stamp = await files.share(client, number, channel, self._looks, {})
            return MessageRef(where, stamp, draft) if stamp else None
        if draft.startswith(_MARK):
            stamp = await _marked(client, channel, draft)
            return MessageRef(where, stamp) if stamp else None
        return None

    async def whisper(self, room: RoomRef, user: str, message: Outgoing) -> Sent:
        """A text for one person alone, where they are; gone when they reload.

        Where they are in a thread that is gone, nobody would look: it goes to their private chat.
        """
        if message.picture is not None:
            raise PlatformError("no file can be ephemeral", permanent=True, why="refused")
        try:
            return await self._whisper(room, user, message)
        except PlatformError as error:
            if not _is_lost(error, room, message):
                raise
        return await self._aside(room, user, _unthreaded(message))

    async def _aside(self, room: RoomRef, user: str, message: Outgoing) -> Sent:
        """To the person's private chat; where that cannot be opened, in the channel for them."""
        try:
            return await self.send(replace(room, key=user), message)
        except PlatformError as error:
            if error.why not in ("cannot_write_first", "gone", "kicked"):
                raise
        return await self._whisper(room, user, message)

    async def _whisper(self, room: RoomRef, user: str, message: Outgoing) -> Sent:
        client, channel = await self.channel(room)
        answer = await api.call(
            client,
            "chat.postEphemeral",
            channel=channel,
            user=user,
            **_shown(message),
            thread_ts=_thread(room, message) or None,
        )
        stamp = answer.get("message_ts")
        return Sent(MessageRef(room, stamp if isinstance(stamp, str) else "", "ephemeral"))

    # ── change and take back ────────────────────────────────────────────────────────────────────

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        """The old picture goes first, so that a failure later leaves nothing to see."""
        if message.kind == "ephemeral":
            raise PlatformError("an ephemeral message stays as it is", permanent=True, why="gone")
        client, channel = await self.channel(message.room)
        message = await self._stamped(client, channel, message)
        if message.kind.startswith(_FILE):
            await files.delete(client, message.kind.removeprefix(_FILE))
        if not message.message:
            raise PlatformError("a message without a stamp", permanent=True, why="gone")
        number = ""
        if new.picture is not None:
            number = await files.upload(client, self._spaces.session, new.picture)
            listed = [{"id": number, "title": files.title(new.picture)}]
            await files.complete(client, number, files=listed)
        await api.call(
            client,
            "chat.update",
            channel=channel,
            ts=message.message,
            **_shown(new),
            file_ids=[number] if number else None,
        )
        return replace(message, kind=_FILE + number if number else "text")

    async def retract(self, message: MessageRef) -> bool:
        if message.kind == "ephemeral":
            return False  # whether it vanished cannot be known
        client, channel = await self.channel(message.room)
        message = await self._stamped(client, channel, message)
        if message.kind.startswith(_FILE):
            await files.delete(client, message.kind.removeprefix(_FILE))
        if not message.message:
            return message.kind.startswith(_FILE)  # the words stay, the picture is gone
        try:
            await api.call(client, "chat.delete", channel=channel, ts=message.message)
        except PlatformError as error:
            if error.why == "gone":
                return True
            if error.permanent and error.why == "refused":
                return False
            raise
        return True

    async def _stamped(
        self, client: AsyncWebClient, channel: str, message: MessageRef
    ) -> MessageRef:
        """A message that was not told of when it was sent, looked for once more."""
        if message.message or not message.kind.startswith(_FILE):
            return message
        number = message.kind.removeprefix(_FILE)
        try:
            stamp = await files.share(client, number, channel, files.ONE_LOOK, {})
        except PlatformError as error:
            if not error.permanent:
                raise
            return message
        return replace(message, message=stamp)


async def open_direct(client: AsyncWebClient, user: str) -> str:
    """The channel of the private chat with a user."""
    answer = await api.call(client, "conversations.open", users=user)
    channel = answer.get("channel")
    number = channel.get("id") if isinstance(channel, dict) else None
    if not isinstance(number, str):
        raise PlatformError("conversations.open: no channel")
    return number


def _shown(message: Outgoing) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": blocks.text(message)}
    return shown | {"blocks": blocks.message_blocks(message)}


def _metadata(draft: str) -> Mapping[str, Any] | None:
    if not draft.startswith(_MARK):
        return None
    return {"event_type": _MARK_EVENT, "event_payload": {"draft": draft}}


def _thread(room: RoomRef, message: Outgoing) -> str:
    """A reply goes into the thread of what it answers; a private chat stays one flow."""
    if message.thread:
        return message.thread
    reply = message.reply_to
    if reply is None or reply.room != room or room.key.startswith(("D", "U", "W")):
        return ""
    return reply.message


def _is_lost(error: PlatformError, room: RoomRef, message: Outgoing) -> bool:
    """Whether a message was refused for its thread alone."""
    return bool(_thread(room, message)) and errors.word_of(error) in _LOST_THREAD


def _unthreaded(message: Outgoing) -> Outgoing:
    return replace(message, reply_to=None, thread="")


async def _marked(client: AsyncWebClient, channel: str, draft: str) -> str:
    """The stamp of the latest message that carries a mark: in its thread, else in the channel."""
    thread = draft.rpartition(":")[2]
    arguments: dict[str, object] = {
        "channel": channel,
        "limit": _HISTORY,
        "include_all_metadata": True,
    }
    if thread:
        try:
            answer = await api.call(client, "conversations.replies", ts=thread, **arguments)
        except PlatformError as error:
            if errors.word_of(error) not in _LOST_THREAD:
                raise
        else:
            return _with_mark(answer, draft)
    answer = await api.call(client, "conversations.history", **arguments)
    return _with_mark(answer, draft)


def _with_mark(answer: Mapping[str, Any], draft: str) -> str:
    listed = answer.get("messages")
    for each in listed if isinstance(listed, list) else ():
        metadata = each.get("metadata") if isinstance(each, dict) else None
        payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
        if isinstance(payload, dict) and payload.get("draft") == draft:
            return str(each.get("ts", ""))
    return ""


def _room(room: RoomRef, answer: Mapping[str, Any]) -> RoomRef:
    channel = answer.get("channel")
    return replace(room, key=channel) if isinstance(channel, str) and channel else room


def _stamp(answer: Mapping[str, Any], call: str) -> str:
    stamp = answer.get("ts")
    if not isinstance(stamp, str) or not stamp:
        raise PlatformError(f"{call}: no stamp", certain=False)
    return stamp
