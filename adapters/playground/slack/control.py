"""What the verbs of the control object share."""

from collections.abc import Iterable

from adapters.playground.slack.core import Core
from adapters.playground.slack.interactions import Payloads
from adapters.playground.slack.model import Channel, Installation, Message, Team, User
from adapters.playground.slack.world import ChannelLike, UserLike


class Control:
    """The server's state as a test or the playground page acts on it."""

    core: Core
    team: Team
    payloads: Payloads

    def user(self, user: UserLike) -> User:
        """Return a user by id or as given. Raises KeyError."""
        return self.core.world.user(user)

    def channel(self, channel: ChannelLike) -> Channel:
        """Return a channel by id or as given. Raises KeyError."""
        return self.core.world.channel(channel)

    @property
    def bot(self) -> User:
        """The app's bot in the first workspace."""
        return self.core.world.users[self._installed(self.team).bot_user_id]

    def _installed(self, team: Team) -> Installation:
        if team.installation is None:
            raise LookupError(f"the app is not installed in {team.name}")
        return team.installation

    def _installation_for(self, user: User) -> Installation:
        return self._installed(self.core.world.teams[user.team_id])

    def _author(self, message: Message) -> Installation:
        for team in self.core.world.teams.values():
            if team.installation and team.installation.bot_user_id == message.user:
                return team.installation
        raise LookupError("the message is not the app's")

    def _seen_message(self, user: User, channel: Channel, ts: str) -> Message:
        """Return a message that the person has on the screen. Raises LookupError."""
        for message in self._on_screen(user, channel):
            if message.ts == ts:
                return message
        raise LookupError(f"{user.name} sees no message {ts} in {channel.name or channel.id}")

    def _on_screen(self, user: User, channel: Channel) -> Iterable[Message]:
        if not self.core.world.may_read(user, channel):
            return []
        here = list(self.core.world.messages[channel.id].values())
        here += [one for one in self.core.world.ephemerals[user.id] if one.channel == channel.id]
        return sorted(here, key=lambda message: float(message.ts))
