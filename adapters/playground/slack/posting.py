"""Messages and memberships: what happens in a channel, and which events tell of it."""

import re

from adapters.playground.slack.events import Events
from adapters.playground.slack.model import Channel, Json, Message, User
from adapters.playground.slack.render import message_json
from adapters.playground.slack.where import Where
from adapters.playground.slack.world import World

LINK = re.compile(r"https?://[^\s|>\"]+")


class Posting:
    """Acts on channels for the app and for people alike."""

    def __init__(self, world: World, events: Events, where: Where) -> None:
        self._world = world
        self._events = events
        self._where = where

    def draft(self, channel: Channel, user: User, text: str) -> Message:
        """Return a message with a timestamp of its own that is not posted yet."""
        return Message(self._world.ids.timestamp(), channel.id, user.id, user.team_id, text)

    def post(self, message: Message) -> Message:
        """Put a message into its channel and tell the app."""
        channel = self._world.channels[message.channel]
        self._world.messages[channel.id][message.ts] = message
        for file_id in message.files:
            self._world.files[file_id].shares.setdefault(channel.id, []).append(message.ts)
        self._world.feed.tell("message", channel=channel.id, ts=message.ts)
        event = self._shown(message)
        self._tell(channel, {**event, "event_ts": message.ts})
        self._mention(channel, message, event)
        return message

    def whisper(self, message: Message, to: User) -> Message:
        """Show a message to one person only. It is gone when they reload."""
        message.ephemeral_to = to.id
        self._world.ephemerals[to.id].append(message)
        self._world.feed.tell("ephemeral", channel=message.channel, ts=message.ts, user=to.id)
        return message

    def changed(self, message: Message, before: Json, by: User) -> None:
        """Tell that a message was edited. `before` is what `shown` gave before the change."""
        message.edited_ts = self._world.ids.timestamp()
        message.edited_by = by.id
        channel = self._world.channels[message.channel]
        self._world.feed.tell("changed", channel=channel.id, ts=message.ts)
        self._tell(
            channel,
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "channel": channel.id,
                "channel_type": channel.kind,
                "ts": message.edited_ts,
                "message": self._shown(message),
                "previous_message": before,
            },
        )

    def shown(self, message: Message) -> Json:
        """Return the message as events show it."""
        return self._shown(message)

    def delete(self, message: Message) -> None:
        """Take a message away, for everybody or for the one person who saw it."""
        if message.ephemeral_to:
            self._world.ephemerals[message.ephemeral_to].remove(message)
            self._world.feed.tell("deleted", channel=message.channel, ts=message.ts)
            return
        channel = self._world.channels[message.channel]
        before = self._shown(message)
        del self._world.messages[channel.id][message.ts]
        for file_id in message.files:
            self._unshare(file_id, channel, message.ts)
        self._world.feed.tell("deleted", channel=channel.id, ts=message.ts)
        stamp = self._world.ids.timestamp()
        self._tell(
            channel,
            {
                "type": "message",
                "subtype": "message_deleted",
                "hidden": True,
                "channel": channel.id,
                "channel_type": channel.kind,
                "ts": stamp,
                "deleted_ts": message.ts,
                "previous_message": before,
            },
        )

    def join(self, channel: Channel, user: User, inviter: User | None = None) -> None:
        """Make somebody a member. A workspace that comes in with them is told of first."""
        if not self._world.team_sees(user.team_id, channel):
            self.connect(channel, user.team_id)
        self._world.put_in(channel, user)
        event: Json = {
            "type": "member_joined_channel",
            "user": user.id,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": user.team_id,
        }
        if inviter:
            event["inviter"] = inviter.id
        self._events.in_channel(channel, event)
        self._service(channel, user, "channel_join", f"<@{user.id}> has joined the channel")

    def leave(self, channel: Channel, user: User) -> None:
        """End a membership. The app hears of its own leaving as `channel_left`."""
        own = [one for one in self._world.installations_in(channel) if one.bot_user_id == user.id]
        channel.members.remove(user.id)
        self._world.feed.tell("channel", channel=channel.id)
        if own:
            kind = "group_left" if channel.is_private else "channel_left"
            left = {"type": kind, "channel": channel.id, "actor_id": user.id}
            self._events.in_team(channel.team_id, left)
        event = {
            "type": "member_left_channel",
            "user": user.id,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": user.team_id,
        }
        self._events.in_channel(channel, event)
        self._service(channel, user, "channel_leave", f"<@{user.id}> has left the channel")

    def connect(self, channel: Channel, team_id: str) -> None:
        """Share a channel with another workspace."""
        channel.connected.append(team_id)
        self._world.feed.tell("channel", channel=channel.id)
        event = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}
        self._events.in_channel(channel, event)

    def disconnect(self, channel: Channel, team_id: str) -> None:
        """End the sharing with another workspace; its people are out."""
        channel.connected.remove(team_id)
        users = self._world.users
        channel.members = [one for one in channel.members if users[one].team_id != team_id]
        self._world.feed.tell("channel", channel=channel.id)
        event = {
            "type": "channel_unshared",
            "previously_connected_team_id": team_id,
            "channel": channel.id,
            "is_ext_shared": channel.is_ext_shared,
        }
        self._events.in_channel(channel, event)

    def unfurls(self, text: str, blocks: list[Json], links: bool, media: bool) -> list[str]:
        """Return the links that Slack would fetch and show: all of them unless both are off."""
        if not links and not media:
            return []
        texts = [text]
        for block in blocks:
            held = [block.get("text"), *block.get("fields", []), *block.get("elements", [])]
            texts.extend(
                str(one["text"]) for one in held if isinstance(one, dict) and _is_text(one)
            )
        return sorted({link for one in texts for link in LINK.findall(one)})

    def _unshare(self, file_id: str, channel: Channel, ts: str) -> None:
        shares = self._world.files[file_id].shares
        shares[channel.id].remove(ts)
        if not shares[channel.id]:
            del shares[channel.id]

    def _service(self, channel: Channel, user: User, subtype: str, text: str) -> None:
        message = self.draft(channel, user, text)
        message.subtype = subtype
        self.post(message)

    def _mention(self, channel: Channel, message: Message, event: Json) -> None:
        if message.subtype or channel.kind == "im":
            return
        for installation in self._world.installations_in(channel):
            if f"<@{installation.bot_user_id}>" in message.text:
                mention = {**event, "type": "app_mention", "event_ts": message.ts}
                mention.pop("channel_type")
                self._events.in_channel(channel, mention)

    def _shown(self, message: Message) -> Json:
        channel = self._world.channels[message.channel]
        body = message_json(self._world, message, self._where.url, event=True)
        return {**body, "channel": channel.id, "channel_type": channel.kind}

    def _tell(self, channel: Channel, event: Json) -> None:
        self._events.in_channel(channel, event, message=True)


def _is_text(held: Json) -> bool:
    return held.get("type") in ("mrkdwn", "plain_text") and isinstance(held.get("text"), str)
