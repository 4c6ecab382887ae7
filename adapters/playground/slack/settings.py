"""What can be set on the loopback server: the app's entry at Slack, limits and timings."""

from dataclasses import dataclass, field

BOT_SCOPES = frozenset(
    [
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "channels:write.invites",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "groups:write.invites",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
        "users:read.email",
    ]
)

BOT_EVENTS = frozenset(
    [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "channel_deleted",
        "channel_left",
        "channel_rename",
        "channel_shared",
        "channel_unarchive",
        "channel_unshared",
        "file_change",
        "file_deleted",
        "file_public",
        "file_shared",
        "group_archive",
        "group_deleted",
        "group_left",
        "group_rename",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "reaction_added",
        "reaction_removed",
        "team_join",
        "tokens_revoked",
        "user_change",
    ]
)


@dataclass
class AppSettings:
    """The app's entry at Slack. `commands` None: every slash command belongs to the app."""

    app_id: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    request_url: str | None = None
    scopes: frozenset[str] = BOT_SCOPES
    events: frozenset[str] = BOT_EVENTS
    commands: frozenset[str] | None = None
    redirect_urls: tuple[str, ...] = ()


@dataclass
class Limits:
    """Rate limits. Slack speaks of "20+": `tier_burst` is the tolerance above each tier."""

    enabled: bool = True
    tiers: dict[int, int] = field(default_factory=lambda: {1: 1, 2: 20, 3: 50, 4: 100})
    tier_burst: int = 10
    window_seconds: float = 60.0
    channel_per_second: float = 1.0
    channel_burst: int = 5


@dataclass
class Timings:
    """Times in seconds. `retry_delays`: the waits before the first, second and third retry."""

    acknowledge: float = 3.0
    trigger: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    response_url: float = 30 * 60.0
    file_processing: float = 0.05
    socket_patience: float = 60.0
    socket_close: float = 10.0
