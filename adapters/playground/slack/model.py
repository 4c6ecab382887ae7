"""What a loopback workspace is made of. Everything is kept in memory and may change in place."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["channel", "group", "im", "mpim"]
Guest = Literal["multi", "single"]
TokenKind = Literal["bot", "user", "app"]


@dataclass
class Team:
    """A workspace. `installation` is there while the app is installed in it."""

    id: str
    name: str
    domain: str
    installation: "Installation | None" = None


@dataclass
class Installation:
    """The app in one workspace: its bot, and what it may do."""

    team_id: str
    bot_user_id: str
    bot_id: str
    token: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Grant:
    """What a token stands for. An app-level token has no team and no user."""

    kind: TokenKind
    scopes: frozenset[str]
    team_id: str = ""
    user_id: str = ""


@dataclass
class User:
    """A person or a bot. `guest` is None for a full member."""

    id: str
    team_id: str
    name: str
    email: str | None
    guest: Guest | None = None
    is_bot: bool = False
    deleted: bool = False
    locale: str = "en-US"
    timezone: str = "Europe/London"
    updated: int = 0


@dataclass
class Channel:
    """A conversation. `connected` lists the other workspaces it is shared with."""

    id: str
    name: str
    team_id: str
    kind: ChannelKind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    is_archived: bool = False

    @property
    def is_ext_shared(self) -> bool:
        """Whether another organisation is in it."""
        return bool(self.connected)

    @property
    def is_private(self) -> bool:
        """Whether only its members can see it."""
        return self.kind != "channel"


@dataclass
class Message:
    """A message, or an ephemeral one (`ephemeral_to` names the one person who sees it)."""

    ts: str
    channel: str
    user: str
    team_id: str
    text: str
    bot_id: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    edited_by: str | None = None
    ephemeral_to: str | None = None
    broadcast: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    unfurled: list[str] = field(default_factory=list)


@dataclass
class File:
    """A file. `shares` maps a channel's id to the timestamps of the messages that show it.

    `for_app` marks what came through a `file_input`: nobody but its owner and the app has it.
    """

    id: str
    team_id: str
    user: str
    name: str
    title: str
    mimetype: str
    filetype: str
    size: int
    created: int
    data: bytes | None = None
    alt_text: str | None = None
    shares: dict[str, list[str]] = field(default_factory=dict)
    completed: bool = False
    processed: bool = False
    for_app: bool = False
    public: bool = False
    deleted: bool = False


@dataclass
class View:
    """A modal or a home tab on one person's screen."""

    id: str
    team_id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
