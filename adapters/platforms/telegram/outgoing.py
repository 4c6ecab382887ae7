"""Sending and editing: one message of ours is one call of the Bot API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    InputFile,
    InputMedia,
    InputMediaAnimation,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode

from adapters.platforms.telegram import compose, placeholder
from core.ids import MessageRef, RoomRef
from core.messages import Outgoing, PictureFile

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# A big picture on a thin line; the server answers only when it has all of it.
UPLOAD_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """For one member's eyes: whose, and the press that it answers."""

    user: int
    ticket: str

    def parameters(self) -> dict[str, Any]:
        inner: dict[str, Any] = {"receiver_user_id": self.user}
        if self.ticket:
            inner |= {"callback_query_id": self.ticket, "replace_callback_query_message": True}
        return {"ephemeral_message_parameters": inner}


async def send(
    bot: Bot, room: RoomRef, message: Outgoing, ephemeral: Ephemeral | None
) -> tuple[Message, str]:
    """Post once; (what became of it, its kind). Raises what the library raises."""
    common = _common(room, message, ephemeral)
    chat = int(room.key)
    picture = message.picture
    if picture is None:
        text = compose.words(message, compose.MAX_TEXT)
        sent = await bot.send_message(
            chat, text, link_preview_options=_NO_PREVIEW, parse_mode=ParseMode.HTML, **common
        )
        return sent, "text"
    kind = compose.media_kind(picture)
    return await _send_media(bot, chat, kind, picture, message, common), kind


def _common(room: RoomRef, message: Outgoing, ephemeral: Ephemeral | None) -> dict[str, Any]:
    reply = message.reply_to
    return {
        "disable_notification": message.quiet,
        "protect_content": message.protect,
        "reply_markup": compose.keyboard(message),
        "message_thread_id": int(message.thread) if message.thread.isdecimal() else None,
        "reply_parameters": (
            ReplyParameters(int(reply.message), allow_sending_without_reply=True)
            if reply is not None and reply.room == room and reply.message.isdecimal()
            else None
        ),
        "api_kwargs": ephemeral.parameters() if ephemeral else None,
    }


async def _send_media(
    bot: Bot, chat: int, kind: str, picture: PictureFile, message: Outgoing, common: dict[str, Any]
) -> Message:
    caption = compose.words(message, compose.MAX_CAPTION)
    file = _file(picture)
    media: dict[str, Any] = common | {
        "caption": caption,
        "parse_mode": ParseMode.HTML,
        "read_timeout": UPLOAD_SECONDS,
    }
    if kind == "document":
        return await bot.send_document(chat, file, disable_content_type_detection=True, **media)
    media["has_spoiler"] = message.spoiler
    if kind == "photo":
        return await bot.send_photo(chat, file, **media)
    size: dict[str, Any] = {"width": picture.width or None, "height": picture.height or None}
    if kind == "animation":
        return await bot.send_animation(chat, file, **size, **media)
    return await bot.send_video(chat, file, supports_streaming=True, **size, **media)


async def edit(bot: Bot, ref: MessageRef, new: Outgoing) -> str:
    """Replace all of a message; its kind afterwards. Raises what the library raises."""
    chat, number = int(ref.room.key), int(ref.message)
    markup = compose.keyboard(new)
    if new.picture is None and ref.kind == "text":
        await bot.edit_message_text(
            compose.words(new, compose.MAX_TEXT), chat, number,
            parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW,
        )  # fmt: skip
        return "text"
    kind = compose.media_kind(new.picture) if new.picture else "photo"
    await bot.edit_message_media(
        _input_media(kind, new), chat, number, reply_markup=markup, read_timeout=UPLOAD_SECONDS
    )
    return kind


def _input_media(kind: str, new: Outgoing) -> InputMedia:
    words: dict[str, Any] = {
        "caption": compose.words(new, compose.MAX_CAPTION),
        "parse_mode": ParseMode.HTML,
    }
    if new.picture is None:
        return InputMediaPhoto(InputFile(placeholder.png(), "hidden.png", attach=True), **words)
    file = _file(new.picture, attach=True)
    if kind == "document":
        return InputMediaDocument(file, disable_content_type_detection=True, **words)
    if kind == "photo":
        return InputMediaPhoto(file, has_spoiler=new.spoiler, **words)
    if kind == "animation":
        return InputMediaAnimation(file, has_spoiler=new.spoiler, **words)
    return InputMediaVideo(file, has_spoiler=new.spoiler, **words)


def _file(picture: PictureFile, *, attach: bool = False) -> InputFile:
    name = re.sub(r"[^\w.-]", "_", picture.name, flags=re.ASCII)[:100] or "picture"
    return InputFile(picture.data, name, attach=attach)
