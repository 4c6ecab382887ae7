"""Events: which of them the app gets, and the envelope they come in."""

from typing import Any

from adapters.playground.slack.delivery import Deliverer, Retry
from adapters.playground.slack.feed import Tasks
from adapters.playground.slack.model import Channel, Installation, Json
from adapters.playground.slack.settings import AppSettings
from adapters.playground.slack.world import World

# Which scope an event needs, by its name in the app's subscriptions.
NEEDED_SCOPE = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "file_public": "files:read",
    "file_change": "files:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
MESSAGE_EVENTS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
CHANNEL_SCOPE = {"channel": "channels:read", "group": "groups:read"}


class Events:
    """Sends what happens to the app, as far as it subscribed and is allowed to know."""

    def __init__(self, app: AppSettings, world: World, deliverer: Deliverer, tasks: Tasks) -> None:
        self._app = app
        self._world = world
        self._deliverer = deliverer
        self._tasks = tasks
        self.sent: list[Json] = []

    def in_channel(self, channel: Channel, event: Json, *, message: bool = False) -> None:
        """Send an event to the app where its bot is in the channel, once for all workspaces."""
        name = f"message.{MESSAGE_EVENTS[channel.kind]}" if message else str(event["type"])
        scope = NEEDED_SCOPE.get(name) or CHANNEL_SCOPE.get(channel.kind)
        installations = self._world.installations_in(channel)
        if installations and self._wanted(installations[0], name, scope):
            self._send(installations[0], event, channel)

    def in_team(self, team_id: str, event: Json, *, name: str | None = None) -> None:
        """Send an event about a workspace itself."""
        installation = self._world.teams[team_id].installation
        name = name or str(event["type"])
        if installation and self._wanted(installation, name, NEEDED_SCOPE.get(name)):
            self._send(installation, event, None)

    def farewell(self, installation: Installation, event: Json) -> None:
        """Send the last event of an installation that is gone already."""
        if event["type"] in self._app.events:
            self._send(installation, event, None)

    def again(self, event_id: str, reason: str = "http_timeout") -> None:
        """Send an event once more although it was acknowledged. Raises KeyError."""
        for payload in self.sent:
            if payload["event_id"] == event_id:
                work = self._deliverer.event(payload, Retry(1, reason))
                self._tasks.spawn(work, f"event {event_id} again")
                return
        raise KeyError(event_id)

    def _wanted(self, installation: Installation, name: str, scope: str | None) -> bool:
        return name in self._app.events and (scope is None or scope in installation.scopes)

    def _send(self, installation: Installation, event: Json, channel: Channel | None) -> None:
        payload = self._envelope(installation, event, channel)
        self.sent.append(payload)
        self._tasks.spawn(self._deliverer.event(payload), f"event {payload['event_id']}")

    def _envelope(
        self, installation: Installation, event: Json, channel: Channel | None
    ) -> dict[str, Any]:
        stamp = self._world.ids.timestamp()
        authorization = {
            "enterprise_id": None,
            "team_id": installation.team_id,
            "user_id": installation.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "deprecated-verification-token",
            "team_id": installation.team_id,
            "context_team_id": installation.team_id,
            "context_enterprise_id": None,
            "api_app_id": self._app.app_id,
            "event": {"event_ts": stamp, **event},
            "type": "event_callback",
            "event_id": self._world.ids.next("Ev"),
            "event_time": int(self._world.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
            "event_context": self._world.ids.next("4-context"),
        }
