"""chat.*: messages."""

from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import Call, method
from adapters.playground.slack.model import Channel, Json, Message
from adapters.playground.slack.render import message_json

LONGEST_TEXT = 40_000


def target(call: Call) -> Channel:
    """Return the channel to post in: by id, by `#name`, or a person's direct messages."""
    named = str(call.need("channel")[0])
    world = call.core.world
    if named in world.users:
        user = world.users[named]
        if user.team_id != call.grant.team_id or user.deleted or user.is_bot:
            raise ApiError("channel_not_found")
        return world.direct_channel(call.me, user)
    name = named.removeprefix("#")
    for channel in world.channels.values():
        own = channel.team_id == call.grant.team_id
        if own and channel.kind == "channel" and channel.name == name:
            named = channel.id
    channel = call.channel(named)
    if channel.is_archived:
        raise ApiError("is_archived")
    inside = call.grant.user_id in channel.members
    if not inside and "chat:write.public" not in call.grant.scopes:
        raise ApiError("not_in_channel")
    return channel


def own_message(call: Call, refusal: str) -> Message:
    """Return a message of the caller's own. Raises ApiError, with `refusal` for others'."""
    channel_id, ts = call.need("channel", "ts")
    channel = call.channel(channel_id)
    message = call.core.world.messages[channel.id].get(str(ts))
    if message is None:
        raise ApiError("message_not_found")
    if message.user != call.grant.user_id:
        raise ApiError(refusal)
    return message


def checked_text(call: Call) -> str:
    """Return the text of the call. Messages made of blocks need one too: for notifications."""
    text = call.get("text") or call.get("markdown_text") or ""
    if not isinstance(text, str):
        raise ApiError("invalid_arguments")
    if not text.strip():
        raise ApiError("no_text")
    if len(text) > LONGEST_TEXT:
        raise ApiError("msg_too_long")
    return text


def thread(call: Call, channel: Channel) -> str | None:
    """Return the timestamp of the thread that the call names. Raises ApiError if there is none."""
    ts = call.get("thread_ts")
    if not ts:
        return None
    parent = call.core.world.messages[channel.id].get(str(ts))
    if parent is None:
        raise ApiError("thread_not_found")
    return parent.thread_ts or parent.ts


def checked_metadata(call: Call) -> Json | None:
    """Return the metadata of the call. Raises ApiError if it lacks one of its two parts."""
    metadata = call.get("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= set(metadata):
        raise ApiError("invalid_metadata_format")
    return dict(metadata)


@method("chat.postMessage", "chat:write", tier=None)
def post_message(call: Call) -> Json:
    """Post a message as the bot."""
    channel = target(call)
    text, blocks, metadata = checked_text(call), call.blocks("message"), checked_metadata(call)
    thread_ts = thread(call, channel)
    call.core.limiter.channel(call.grant.team_id, channel.id)
    message = call.core.posting.draft(channel, call.me, text)
    message.bot_id = call.installation.bot_id if call.grant.kind == "bot" else None
    message.blocks = blocks
    message.attachments = call.get("attachments") or []
    message.metadata = metadata
    message.thread_ts = thread_ts
    message.broadcast = bool(call.get("reply_broadcast"))
    message.unfurled = call.core.posting.unfurls(
        text, blocks, call.get("unfurl_links", False), call.get("unfurl_media", True)
    )
    call.core.posting.post(message)
    shown = message_json(call.core.world, message, call.core.where.url)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method("chat.update", "chat:write", tier=3)
def update(call: Call) -> Json:
    """Change a message of one's own. Blocks that are not given again are gone."""
    message = own_message(call, "cant_update_message")
    channel = call.core.world.channels[message.channel]
    if channel.is_archived:
        raise ApiError("is_archived")
    text, blocks, metadata = checked_text(call), call.blocks("message"), checked_metadata(call)
    files = call.get("file_ids")
    if files is not None:
        for file in files:
            call.core.filing.find(file, call.grant)
    before = call.core.posting.shown(message)
    message.text, message.blocks = text, blocks
    message.attachments = call.get("attachments", message.attachments)
    message.metadata = metadata if metadata is not None else message.metadata
    if files is not None:
        message.files = list(files)
    call.core.posting.changed(message, before, call.me)
    shown = message_json(call.core.world, message, call.core.where.url)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown}


@method("chat.delete", "chat:write", tier=3)
def delete(call: Call) -> Json:
    """Delete a message of one's own."""
    message = own_message(call, "cant_delete_message")
    call.core.posting.delete(message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel. It carries no file."""
    (user_id,) = call.need("user")
    channel = target(call)
    user = call.core.world.users.get(str(user_id))
    if user is None or user.id not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks = checked_text(call), call.blocks("ephemeral")
    thread_ts = thread(call, channel)
    message = call.core.posting.draft(channel, call.me, text)
    message.bot_id = call.installation.bot_id
    message.blocks = blocks
    message.thread_ts = thread_ts
    call.core.posting.whisper(message, user)
    return {"message_ts": message.ts}


@method("chat.getPermalink", tier=None)
def get_permalink(call: Call) -> Json:
    """Return the address of a message."""
    channel_id, ts = call.need("channel", "message_ts")
    channel = call.channel(channel_id)
    if str(ts) not in call.core.world.messages[channel.id]:
        raise ApiError("message_not_found")
    link = f"{call.core.where.url}/archives/{channel.id}/p{str(ts).replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


METHODS = (post_message, update, delete, post_ephemeral, get_permalink)
