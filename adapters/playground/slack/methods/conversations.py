"""conversations.*: channels, their members and what was said in them."""

from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import FAMILY, Call, method, page
from adapters.playground.slack.model import Channel, Json, Message, User
from adapters.playground.slack.render import channel_json, message_json

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
WRITE = ("channels:manage", "groups:write", "im:write", "mpim:write")
KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def _readable(call: Call) -> Channel:
    channel = call.channel(call.need("channel")[0])
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    return channel


@method("conversations.info", *READ, tier=3)
def info(call: Call) -> Json:
    """Return a channel: archived, private, shared with others, the bot in it or not."""
    channel = _readable(call)
    body = channel_json(call.core.world, channel, call.grant)
    if call.get("include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


@method("conversations.list", *READ, tier=2)
def list_channels(call: Call) -> Json:
    """Return the channels that the caller can know of."""
    wanted = [KINDS.get(one.strip()) for one in call.get("types", "public_channel").split(",")]
    if None in wanted:
        raise ApiError("invalid_types")
    for kind in wanted:
        call.need_scope(f"{FAMILY[str(kind)]}:read")
    found = [
        channel_json(call.core.world, channel, call.grant)
        for channel in call.core.world.channels.values()
        if channel.kind in wanted
        and call.core.world.team_sees(call.grant.team_id, channel)
        and (not channel.is_private or call.grant.user_id in channel.members)
        and not (call.get("exclude_archived") and channel.is_archived)
    ]
    some, metadata = page(call, found, 100)
    return {"channels": some, "response_metadata": metadata}


@method("conversations.members", *READ, tier=4)
def members(call: Call) -> Json:
    """Return the ids of a channel's members, bots and people from elsewhere included."""
    some, metadata = page(call, list(_readable(call).members), 100)
    return {"members": some, "response_metadata": metadata}


@method("conversations.open", "im:write", "mpim:write", tier=3)
def open_conversation(call: Call) -> Json:
    """Return the direct messages with one person or a few, opened if need be."""
    world = call.core.world
    if call.get("channel"):
        channel = call.channel(call.get("channel"))
        if channel.kind not in ("im", "mpim"):
            raise ApiError("channel_not_found")
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    named = call.get("users") or []
    ids = named.split(",") if isinstance(named, str) else list(named)
    if not ids:
        raise ApiError("users_list_not_supplied")
    users = [_partner(call, user_id) for user_id in ids]
    if len(users) == 1:
        call.need_scope("im:write")
        known = set(world.channels)
        channel = world.direct_channel(call.me, users[0])
    else:
        call.need_scope("mpim:write")
        known = set(world.channels)
        channel = world.group_channel(world.teams[call.grant.team_id], [call.me, *users])
    if call.get("return_im"):
        return {"channel": channel_json(world, channel, call.grant)}
    old = {"no_op": True, "already_open": True} if channel.id in known else {}
    return {"channel": {"id": channel.id}, **old}


def _partner(call: Call, user_id: str) -> User:
    user = call.user(user_id.strip())
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    return user


def _history_of(call: Call) -> Channel:
    channel = call.channel(call.need("channel")[0])
    call.need_scope(f"{FAMILY[channel.kind]}:history")
    if call.grant.user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _window(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = str(call.get("oldest") or "0"), str(call.get("latest") or "9" * 10)
    with_ends = bool(call.get("inclusive"))

    def inside(message: Message) -> bool:
        ts = float(message.ts)
        strictly = float(oldest) < ts < float(latest)
        return strictly or (with_ends and message.ts in (oldest, latest))

    return [message for message in messages if inside(message)]


def _shown(call: Call, messages: list[Message]) -> list[Json]:
    metadata = bool(call.get("include_all_metadata"))
    url = call.core.where.url
    return [message_json(call.core.world, one, url, metadata=metadata) for one in messages]


@method("conversations.history", *HISTORY, tier=3)
def history(call: Call) -> Json:
    """Return a channel's messages, newest first; replies stand in their thread only."""
    channel = _history_of(call)
    messages = [
        message
        for message in call.core.world.messages[channel.id].values()
        if message.thread_ts in (None, message.ts) or message.broadcast
    ]
    some, metadata = page(call, _window(call, messages)[::-1], 100)
    more = bool(metadata["next_cursor"])
    return {
        "messages": _shown(call, some),
        "has_more": more,
        "pin_count": 0,
        **({"response_metadata": metadata} if more else {}),
    }


@method("conversations.replies", *HISTORY, tier=3)
def replies(call: Call) -> Json:
    """Return a thread, oldest first, its parent included."""
    channel = _history_of(call)
    (ts,) = call.need("ts")
    every = call.core.world.messages[channel.id]
    if str(ts) not in every:
        raise ApiError("thread_not_found")
    parent = every[str(ts)].thread_ts or str(ts)
    found = [one for one in every.values() if parent in (one.ts, one.thread_ts)]
    some, metadata = page(call, _window(call, found), 1000)
    more = bool(metadata["next_cursor"])
    return {"messages": _shown(call, some), "has_more": more, "response_metadata": metadata}


@method("conversations.join", "channels:join", tier=3)
def join(call: Call) -> Json:
    """Enter a public channel."""
    channel = call.channel(call.need("channel")[0])
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.grant.user_id in channel.members:
        shown = channel_json(call.core.world, channel, call.grant)
        return {"channel": shown, "warning": "already_in_channel"}
    call.core.posting.join(channel, call.me)
    return {"channel": channel_json(call.core.world, channel, call.grant)}


@method("conversations.invite", *WRITE, "channels:write.invites", "groups:write.invites", tier=3)
def invite(call: Call) -> Json:
    """Bring people into a channel that the caller is in."""
    channel_id, named = call.need("channel", "users")
    channel = call.joined_channel(channel_id)
    if channel.is_archived:
        raise ApiError("is_archived")
    users = [call.user(one.strip()) for one in str(named).split(",")]
    for user in users:
        if user.id == call.grant.user_id:
            raise ApiError("cant_invite_self")
        if user.id in channel.members:
            raise ApiError("already_in_channel")
        if user.guest == "single":
            raise ApiError("ura_max_channels")
    for user in users:
        call.core.posting.join(channel, user, call.me)
    return {"channel": channel_json(call.core.world, channel, call.grant)}


@method("conversations.kick", *WRITE, tier=3)
def kick(call: Call) -> Json:
    """Take somebody out of a channel."""
    channel_id, user_id = call.need("channel", "user")
    channel = call.joined_channel(channel_id)
    user = call.user(user_id)
    if user.id == call.grant.user_id:
        raise ApiError("cant_kick_self")
    if user.id not in channel.members:
        raise ApiError("not_in_channel")
    call.core.posting.leave(channel, user)
    return {"errors": {}}


@method("conversations.leave", *WRITE, tier=3)
def leave(call: Call) -> Json:
    """Leave a channel."""
    channel = call.channel(call.need("channel")[0])
    if call.grant.user_id not in channel.members:
        return {"not_in_channel": True}
    call.core.posting.leave(channel, call.me)
    return {}


METHODS = (
    info,
    list_channels,
    members,
    open_conversation,
    history,
    replies,
    join,
    invite,
    kick,
    leave,
)
