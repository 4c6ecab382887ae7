"""Answers of the app to what a person did: at once, or later by a response URL."""

from typing import Any

from adapters.playground.slack.core import Core
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import check_all_blocks
from adapters.playground.slack.model import Grant, Installation, Json, Message
from adapters.playground.slack.triggers import ResponseUrl


def respond(core: Core, key: str, content: Json) -> None:
    """Do what an answer to a response URL asks for. Raises ApiError."""
    url = core.triggers.use_response_url(key)
    answer(core, url, content)


def answer(core: Core, url: ResponseUrl, content: Json) -> None:
    """Post, replace or delete a message for the person who acted. Raises ApiError."""
    installation = core.world.teams[url.team_id].installation
    if installation is None:
        raise ApiError("no_service", status=404)
    source = _source(core, url)
    if content.get("delete_original"):
        if source is not None:
            core.posting.delete(source)
        return
    grant = core.world.grants[installation.token]
    text = str(content.get("text") or "")
    replaced = source if content.get("replace_original") else None
    ephemeral = replaced.ephemeral_to is not None if replaced else _is_ephemeral(content)
    blocks = _blocks(core, content, grant, ephemeral=ephemeral)
    if not text.strip():
        raise ApiError("no_text", status=400)
    if replaced is not None:
        _replace(core, replaced, installation, text, blocks)
    else:
        _post(core, url, installation, content, text, blocks)


def _is_ephemeral(content: Json) -> bool:
    return content.get("response_type") != "in_channel"


def _source(core: Core, url: ResponseUrl) -> Message | None:
    if url.message_ts is None:
        return None
    for message in core.world.ephemerals[url.user]:
        if message.ts == url.message_ts:
            return message
    return core.world.messages[url.channel].get(url.message_ts)


def _blocks(core: Core, content: Json, grant: Grant, *, ephemeral: bool) -> list[Json]:
    blocks: Any = content.get("blocks") or []
    check_all_blocks(core, blocks, "ephemeral" if ephemeral else "message", grant)
    return [{"block_id": core.ids.next("b"), **block} for block in blocks]


def _replace(
    core: Core, source: Message, installation: Installation, text: str, blocks: list[Json]
) -> None:
    bot = core.world.users[installation.bot_user_id]
    if source.user != bot.id:
        raise ApiError("cant_update_message", status=404)
    before = core.posting.shown(source)
    source.text, source.blocks = text, blocks
    if source.ephemeral_to:
        core.feed.tell("changed", channel=source.channel, ts=source.ts)
    else:
        core.posting.changed(source, before, bot)


def _post(
    core: Core,
    url: ResponseUrl,
    installation: Installation,
    content: Json,
    text: str,
    blocks: list[Json],
) -> None:
    world = core.world
    channel, bot = world.channels[url.channel], world.users[installation.bot_user_id]
    message = core.posting.draft(channel, bot, text)
    message.bot_id = installation.bot_id
    message.blocks = blocks
    message.thread_ts = content.get("thread_ts") or url.thread_ts
    if _is_ephemeral(content):
        core.posting.whisper(message, world.users[url.user])
    else:
        core.posting.post(message)
