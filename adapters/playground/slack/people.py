"""What people do without the app's answer: arrive, write, send files, come and go."""

from typing import Any

from adapters.playground.slack.control import Control
from adapters.playground.slack.model import (
    Channel,
    ChannelKind,
    File,
    Guest,
    Json,
    Message,
    Team,
    User,
)
from adapters.playground.slack.render import user_json
from adapters.playground.slack.world import ChannelLike, UserLike

Files = list[tuple[str, bytes]]


class People(Control):
    """Verbs of people. Those that set the scene (`add_…`) tell the app nothing."""

    def add_workspace(self, name: str) -> Team:
        """Make another workspace, without the app."""
        return self.core.world.add_team(name)

    def add_user(
        self,
        name: str,
        *,
        email: str | None = None,
        guest: Guest | None = None,
        team: Team | None = None,
        is_bot: bool = False,
    ) -> User:
        """Make a member of a workspace, or a guest: of several channels or of a single one."""
        home = team or self.team
        return self.core.world.add_user(home, name, email=email, guest=guest, is_bot=is_bot)

    def add_channel(
        self,
        name: str,
        members: list[UserLike],
        *,
        private: bool = False,
        ext_shared: bool = False,
        with_bot: bool = True,
        team: Team | None = None,
    ) -> Channel:
        """Make a channel. `ext_shared`: shared with another workspace from the start."""
        world, home = self.core.world, team or self.team
        ids = [self.user(member).id for member in members]
        if with_bot:
            ids.append(self._installed(home).bot_user_id)
        kind: ChannelKind = "group" if private else "channel"
        channel = world.add_channel(home, name, kind, ids[0] if ids else "", ids)
        if ext_shared and not channel.connected:
            channel.connected.append(world.add_team("Partner hospital").id)
        return channel

    async def say(
        self, user: UserLike, channel: ChannelLike, text: str, thread_ts: str | None = None
    ) -> Message:
        """Write a message into a channel."""
        person, place = self.user(user), self._enterable(user, channel)
        message = self.core.posting.draft(place, person, text)
        message.thread_ts = thread_ts
        message.blocks = [_rich_text(self.core.ids.next("b"), text)] if text else []
        return self.core.posting.post(message)

    async def upload(
        self,
        user: UserLike,
        channel: ChannelLike,
        files: Files,
        text: str = "",
        thread_ts: str | None = None,
    ) -> Message:
        """Send one file or several in one message."""
        person, place = self.user(user), self._enterable(user, channel)
        message = self.core.posting.draft(place, person, text)
        message.thread_ts = thread_ts
        return self.core.filing.drop(message, person, files)

    async def dm(self, user: UserLike, text: str = "", files: Files | None = None) -> Message:
        """Write to the app's bot in private, with files or without."""
        channel = self.dm_channel(user)
        if files:
            return await self.upload(user, channel, files, text)
        return await self.say(user, channel, text)

    def dm_channel(self, user: UserLike) -> Channel:
        """Return the direct messages between a person and the bot of their workspace."""
        person = self.user(user)
        bot = self.core.world.users[self._installation_for(person).bot_user_id]
        return self.core.world.direct_channel(bot, person)

    async def edit(self, user: UserLike, channel: ChannelLike, ts: str, text: str) -> None:
        """Change one's own message."""
        person, message = self.user(user), self.core.world.message(channel, ts)
        if message.user != person.id:
            raise PermissionError("people edit their own messages only")
        before = self.core.posting.shown(message)
        message.text = text
        message.blocks = [_rich_text(self.core.ids.next("b"), text)]
        self.core.posting.changed(message, before, person)

    async def delete(self, user: UserLike, channel: ChannelLike, ts: str) -> None:
        """Delete one's own message. Its files stay."""
        message = self.core.world.message(channel, ts)
        if message.user != self.user(user).id:
            raise PermissionError("people delete their own messages only")
        self.core.posting.delete(message)

    async def delete_file(self, user: UserLike, file: File | str) -> None:
        """Delete one's own file everywhere."""
        person = self.user(user)
        found = self.core.world.files[file if isinstance(file, str) else file.id]
        if found.user != person.id:
            raise PermissionError("people delete their own files only")
        self.core.filing.delete(found, person.id)

    async def join(
        self, user: UserLike, channel: ChannelLike, inviter: UserLike | None = None
    ) -> None:
        """Enter a channel, or be brought in. Somebody from elsewhere makes it external."""
        by = self.user(inviter) if inviter else None
        self.core.posting.join(self.channel(channel), self.user(user), by)

    async def leave(self, user: UserLike, channel: ChannelLike) -> None:
        """Leave a channel, or be taken out (the app's bot, too)."""
        self.core.posting.leave(self.channel(channel), self.user(user))

    async def make_external(self, channel: ChannelLike, team: Team | str) -> Team:
        """Share a channel with another workspace, which is made if only a name is given."""
        other = self.add_workspace(team) if isinstance(team, str) else team
        self.core.posting.connect(self.channel(channel), other.id)
        return other

    async def end_sharing(self, channel: ChannelLike, team: Team) -> None:
        """End the sharing of a channel with a workspace."""
        self.core.posting.disconnect(self.channel(channel), team.id)

    async def convert(self, channel: ChannelLike, user: UserLike, *, private: bool) -> None:
        """Make a public channel private, or the other way round."""
        place, person = self.channel(channel), self.user(user)
        place.kind = "group" if private else "channel"
        message = self.core.posting.draft(place, person, "made this channel " + _word(private))
        message.subtype = f"channel_convert_to_{_word(private)}"
        self.core.posting.post(message)

    async def archive(self, channel: ChannelLike, user: UserLike) -> None:
        """Archive a channel: nothing can be posted into it any more."""
        place, person = self.channel(channel), self.user(user)
        place.is_archived = True
        self._channel_event(place, "archive", {"channel": place.id, "user": person.id})

    async def unarchive(self, channel: ChannelLike, user: UserLike) -> None:
        """Open an archived channel again."""
        place, person = self.channel(channel), self.user(user)
        place.is_archived = False
        self._channel_event(place, "unarchive", {"channel": place.id, "user": person.id})

    async def rename(self, channel: ChannelLike, name: str) -> None:
        """Give a channel another name."""
        place = self.channel(channel)
        place.name = name
        described = {"id": place.id, "name": name, "created": place.created}
        self._channel_event(place, "rename", {"channel": described})

    async def hire(
        self, name: str, *, email: str | None = None, guest: Guest | None = None
    ) -> User:
        """Bring a new person into the workspace, and tell the app of it."""
        user = self.add_user(name, email=email, guest=guest)
        self.core.events.in_team(user.team_id, {"type": "team_join", "user": self._shown(user)})
        return user

    async def change_user(self, user: UserLike, **changes: Any) -> None:
        """Change fields of a user (`name`, `email`, `guest`, `deleted`, `locale`)."""
        person = self.user(user)
        for field, value in changes.items():
            if not hasattr(person, field):
                raise AttributeError(f"a user has no {field}")
            setattr(person, field, value)
        person.updated = int(self.core.clock.now())
        self.core.feed.tell("user", user=person.id)
        event = {"type": "user_change", "user": self._shown(person)}
        self.core.events.in_team(person.team_id, event)

    async def uninstall(self, team: Team | None = None) -> None:
        """Take the app out of a workspace: its token is dead, and it is told so."""
        home = team or self.team
        installation = self._installed(home)
        self.core.world.uninstall(home)
        tokens = {"bot": [installation.bot_user_id], "oauth": []}
        self.core.events.farewell(installation, {"type": "tokens_revoked", "tokens": tokens})
        self.core.events.farewell(installation, {"type": "app_uninstalled"})

    def _enterable(self, user: UserLike, channel: ChannelLike) -> Channel:
        place, person = self.channel(channel), self.user(user)
        if person.id not in place.members:
            raise PermissionError(f"{person.name} is not in the channel")
        if place.is_archived:
            raise PermissionError("the channel is archived")
        return place

    def _channel_event(self, channel: Channel, what: str, fields: Json) -> None:
        kind = "group" if channel.is_private else "channel"
        self.core.feed.tell("channel", channel=channel.id)
        self.core.events.in_channel(channel, {"type": f"{kind}_{what}", **fields})

    def _shown(self, user: User) -> Json:
        grant = self.core.world.grants[self._installation_for(user).token]
        return user_json(self.core.world, user, grant)


def _word(private: bool) -> str:
    return "private" if private else "public"


def _rich_text(block_id: str, text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}
