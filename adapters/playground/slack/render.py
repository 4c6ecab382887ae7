"""The JSON objects of the Web API and of events: users, channels, messages, files, views."""

from urllib.parse import quote

from adapters.playground.slack.model import (
    Channel,
    File,
    Grant,
    Installation,
    Json,
    Message,
    Team,
    User,
    View,
)
from adapters.playground.slack.world import World


def user_json(world: World, user: User, grant: Grant, *, locale: bool = False) -> Json:
    """Return a user as the holder of `grant` sees one.

    The address needs `users:read.email`, and is never given for people of other workspaces.
    The language (`locale`) is given to whoever asks for it.
    `is_stranger` is false for somebody from elsewhere who is in a channel with the app.
    """
    own = user.team_id == grant.team_id
    profile: Json = {
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": user.team_id,
        "title": "",
        "phone": "",
        "status_text": "",
    }
    if own and user.email and "users:read.email" in grant.scopes:
        profile["email"] = user.email
    if user.is_bot:
        installation = world.teams[user.team_id].installation
        if installation and installation.bot_user_id == user.id:
            profile["bot_id"] = installation.bot_id
    body: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": handle(user),
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": user.timezone,
        "tz_label": user.timezone,
        "tz_offset": 0,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.guest is not None,
        "is_ultra_restricted": user.guest == "single",
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if locale:
        body["locale"] = user.locale
    if not own:
        body["is_stranger"] = not world.share_a_channel(grant.team_id, user)
    return body


def handle(user: User) -> str:
    """Return the short name of the account, `anna.berg` for Anna Berg."""
    return ".".join(user.name.lower().split())


def channel_json(world: World, channel: Channel, grant: Grant) -> Json:
    """Return a conversation as the holder of `grant` sees it."""
    base: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_member": grant.user_id in channel.members,
        "context_team_id": channel.team_id,
        "updated": channel.created * 1000,
    }
    if channel.kind == "im":
        others = [member for member in channel.members if member != grant.user_id]
        return {**base, "user": others[0] if others else grant.user_id, "is_user_deleted": False}
    return {
        **base,
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.creator,
        "is_general": False,
        "unlinked": 0,
        "shared_team_ids": [channel.team_id, *channel.connected],
        "connected_team_ids": list(channel.connected),
        "conversation_host_id": channel.team_id,
        "internal_team_ids": [],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "parent_conversation": None,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def file_json(world: World, file: File, base_url: str) -> Json:
    """Return a file. Addresses and shares are there only once Slack has processed it."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    place = f"{base_url}/files-pri/{file.team_id}-{file.id}"
    name = quote(file.name)
    public = [channel for channel in file.shares if not world.channels[channel].is_private]
    groups = [c for c in file.shares if world.channels[c].kind in ("group", "mpim")]
    ims = [channel for channel in file.shares if world.channels[channel].kind == "im"]
    body: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype if file.processed else "",
        "filetype": file.filetype if file.processed else "",
        "pretty_type": file.filetype.upper() if file.processed else "",
        "user": file.user,
        "user_team": file.team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": file.public,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{place}/{name}",
        "url_private_download": f"{place}/download/{name}",
        "permalink": f"{base_url}/files/{file.user}/{file.id}/{name}",
        "permalink_public": f"{base_url}/files-pub/{file.team_id}-{file.id}",
        "comments_count": 0,
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "media_display_type": "unknown",
        "shares": _shares(world, file),
        "channels": public,
        "groups": groups,
        "ims": ims,
    }
    if file.alt_text is not None:
        body["alt_txt"] = file.alt_text
    return body


def hidden_file_json(file: File) -> Json:
    """Return what an event says of a file in a Slack Connect channel: ask `files.info`."""
    return {
        "id": file.id,
        "mode": "file_access",
        "file_access": "check_file_info",
        "created": 0,
        "timestamp": 0,
        "user": "",
    }


def _shares(world: World, file: File) -> Json:
    shares: Json = {}
    for channel_id, stamps in file.shares.items():
        channel = world.channels[channel_id]
        side = "private" if channel.is_private else "public"
        entries = [
            {
                "reply_users": [],
                "reply_users_count": 0,
                "reply_count": 0,
                "ts": ts,
                "channel_name": channel.name,
                "team_id": channel.team_id,
                "share_user_id": file.user,
            }
            for ts in stamps
        ]
        shares.setdefault(side, {})[channel_id] = entries
    return shares


def message_json(
    world: World, message: Message, base_url: str, *, event: bool = False, metadata: bool = True
) -> Json:
    """Return a message. In events of Slack Connect channels files are named only."""
    channel = world.channels[message.channel]
    hide = event and channel.is_ext_shared
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    body["team"] = message.team_id
    if message.subtype and (event or message.subtype != "file_share"):
        body["subtype"] = message.subtype
    if message.bot_id:
        body["bot_id"] = message.bot_id
        body["bot_profile"] = {"id": message.bot_id, "name": world.users[message.user].name}
    if message.blocks:
        body["blocks"] = message.blocks
    if message.attachments:
        body["attachments"] = message.attachments
    if message.files:
        files = [world.files[file] for file in message.files]
        body["files"] = [
            hidden_file_json(file) if hide else file_json(world, file, base_url) for file in files
        ]
        body["upload"] = True
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.edited_ts:
        body["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.metadata and metadata:
        body["metadata"] = message.metadata
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if channel.is_ext_shared:
        body["user_team"] = body["source_team"] = message.team_id
    return {**body, **_thread_summary(world, message)}


def _thread_summary(world: World, message: Message) -> Json:
    replies = [
        other
        for other in world.messages[message.channel].values()
        if other.thread_ts == message.ts and other.ts != message.ts
    ]
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts,
    }


def view_json(view: View, app_id: str, bot_id: str) -> Json:
    """Return a modal or a home tab, with the state of its inputs empty unless it has one."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "external_id": "",
        "state": {"values": {}},
        **view.body,
        "id": view.id,
        "team_id": view.team_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": app_id,
        "app_installed_team_id": view.team_id,
        "bot_id": bot_id,
    }


def team_json(team: Team, installation: Installation | None) -> Json:
    """Return a workspace."""
    body: Json = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}
    return {**body, "is_verified": False} if installation else body
