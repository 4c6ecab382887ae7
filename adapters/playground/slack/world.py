"""The state of the loopback Slack: workspaces, people, channels, messages, files and views."""

from collections import defaultdict

from adapters.playground.slack.clock import Clock
from adapters.playground.slack.feed import Feed
from adapters.playground.slack.ids import Ids
from adapters.playground.slack.model import (
    Channel,
    ChannelKind,
    File,
    Grant,
    Guest,
    Installation,
    Message,
    Team,
    User,
    View,
)

UserLike = User | str
ChannelLike = Channel | str


class World:
    """Everything that exists. It decides nothing: methods and people act on it."""

    def __init__(self, clock: Clock, ids: Ids, feed: Feed) -> None:
        self.clock = clock
        self.ids = ids
        self.feed = feed
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.grants: dict[str, Grant] = {}
        self.messages: defaultdict[str, dict[str, Message]] = defaultdict(dict)
        self.ephemerals: defaultdict[str, list[Message]] = defaultdict(list)
        self.modals: defaultdict[str, list[View]] = defaultdict(list)
        self.homes: dict[tuple[str, str], View] = {}

    # What there is -------------------------------------------------------------------------

    def user(self, user: UserLike) -> User:
        """Return a user by id. Raises KeyError if there is none."""
        return self.users[user if isinstance(user, str) else user.id]

    def channel(self, channel: ChannelLike) -> Channel:
        """Return a channel by id. Raises KeyError if there is none."""
        return self.channels[channel if isinstance(channel, str) else channel.id]

    def message(self, channel: ChannelLike, ts: str) -> Message:
        """Return a message that everybody in the channel sees. Raises KeyError."""
        return self.messages[self.channel(channel).id][ts]

    def installations_in(self, channel: Channel) -> list[Installation]:
        """Return the app's installations whose bot is a member of the channel."""
        teams = (self.teams[team] for team in (channel.team_id, *channel.connected))
        installed = (team.installation for team in teams)
        return [one for one in installed if one and one.bot_user_id in channel.members]

    def team_sees(self, team_id: str, channel: Channel) -> bool:
        """Whether the channel is one of the workspace's own or shared with it."""
        return team_id == channel.team_id or team_id in channel.connected

    def may_read(self, user: User, channel: Channel) -> bool:
        """Whether the person can open the channel: guests and outsiders only where they are in."""
        if user.id in channel.members:
            return True
        return not channel.is_private and user.team_id == channel.team_id and user.guest is None

    def share_a_channel(self, team_id: str, user: User) -> bool:
        """Whether a user of another workspace is in a channel with this workspace's bot."""
        installation = self.teams[team_id].installation
        return installation is not None and any(
            user.id in channel.members and installation.bot_user_id in channel.members
            for channel in self.channels.values()
            if self.team_sees(team_id, channel)
        )

    # What comes into being -----------------------------------------------------------------

    def add_team(self, name: str) -> Team:
        """Make a workspace in which the app is not installed."""
        domain = "".join(letter for letter in name.lower() if letter.isalnum()) or "workspace"
        team = Team(self.ids.next("T"), name, domain)
        self.teams[team.id] = team
        return team

    def install(self, team: Team, token: str, scopes: frozenset[str], bot_name: str) -> None:
        """Install the app: its bot becomes a user of the workspace, reached by `token`."""
        bot = self.add_user(team, bot_name, email=None, guest=None, is_bot=True)
        team.installation = Installation(team.id, bot.id, self.ids.next("B"), token, scopes)
        self.grants[token] = Grant("bot", scopes, team.id, bot.id)

    def uninstall(self, team: Team) -> None:
        """Take the app out of the workspace: its tokens are dead."""
        installation = team.installation
        if installation is None:
            return
        team.installation = None
        self.users[installation.bot_user_id].deleted = True
        for token in [token for token, grant in self.grants.items() if grant.team_id == team.id]:
            del self.grants[token]

    def add_user(
        self, team: Team, name: str, *, email: str | None, guest: Guest | None, is_bot: bool
    ) -> User:
        """Make a user of a workspace."""
        user = User(
            self.ids.next("U"), team.id, name, email, guest, is_bot, updated=int(self.clock.now())
        )
        self.users[user.id] = user
        self.feed.tell("user", user=user.id)
        return user

    def add_channel(
        self, team: Team, name: str, kind: ChannelKind, creator: str, members: list[str]
    ) -> Channel:
        """Make a conversation. Workspaces of members from elsewhere become connected."""
        prefix = {"channel": "C", "group": "C", "im": "D", "mpim": "G"}[kind]
        channel = Channel(
            self.ids.next(prefix), name, team.id, kind, creator, int(self.clock.now())
        )
        self.channels[channel.id] = channel
        for member in members:
            self.put_in(channel, self.users[member])
        self.feed.tell("channel", channel=channel.id)
        return channel

    def put_in(self, channel: Channel, user: User) -> None:
        """Make the user a member; a user from elsewhere connects their workspace."""
        if user.id not in channel.members:
            channel.members.append(user.id)
        if not self.team_sees(user.team_id, channel):
            channel.connected.append(user.team_id)

    def direct_channel(self, one: User, other: User) -> Channel:
        """Return the direct messages between two users, made if there are none yet."""
        pair = {one.id, other.id}
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == pair:
                return channel
        team = self.teams[one.team_id]
        return self.add_channel(team, "", "im", one.id, [one.id, other.id])

    def group_channel(self, team: Team, users: list[User]) -> Channel:
        """Return the group conversation of exactly these users, made if there is none yet."""
        wanted = {user.id for user in users}
        for channel in self.channels.values():
            if channel.kind == "mpim" and set(channel.members) == wanted:
                return channel
        name = "mpdm-" + "--".join(user.name for user in users) + "-1"
        return self.add_channel(team, name, "mpim", users[0].id, [user.id for user in users])
