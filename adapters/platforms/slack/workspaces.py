"""Which client speaks for which workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters import wire
from adapters.platforms.contract import Notes
from adapters.platforms.slack import api
from core.errors import PlatformError
from core.ports import Limiter

_NOTE = "slack.install."


@dataclass(frozen=True, slots=True)
class Workspace:
    """An installation of the app. `me`: the bot's user id there."""

    team: str
    me: str
    token: str = field(repr=False)


class Workspaces:
    """One workspace by its bot token, and those that installed the app, kept in the notes."""

    def __init__(self, base_url: str, bot_token: str, notes: Notes, limiter: Limiter) -> None:
        self.base_url = base_url
        self._bot_token = bot_token
        self._notes = notes
        self._limiter = limiter
        self._session: aiohttp.ClientSession | None = None
        self._known: dict[str, tuple[Workspace, AsyncWebClient]] = {}
        self.single: Workspace | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = wire.new_session(total_seconds=api.CALL_SECONDS)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
        self._known.clear()

    async def log_in(self) -> None:
        """Find out whose bot token it is. Does nothing without one, or when known already."""
        if not self._bot_token or self.single is not None:
            return
        answer = await api.call(self.client_for(self._bot_token), "auth.test")
        team, me = answer.get("team_id"), answer.get("user_id")
        if not isinstance(team, str) or not isinstance(me, str) or not team:
            raise PlatformError("auth.test: no workspace")
        self.single = Workspace(team, me, self._bot_token)

    def client_for(self, token: str, team: str = "") -> AsyncWebClient:
        return api.new_client(self.base_url, self.session, self._limiter, token, team)

    async def of(self, team: str) -> Workspace:
        """The installation in a workspace; PlatformError when the app is not there."""
        return (await self._find(team))[0]

    async def client(self, team: str) -> AsyncWebClient:
        return (await self._find(team))[1]

    async def _find(self, team: str) -> tuple[Workspace, AsyncWebClient]:
        await self.log_in()
        if self.single is not None and team in ("", self.single.team):
            return self._remember(self.single)
        if team in self._known:
            return self._known[team]
        note = await self._notes.get(_NOTE + team) if team else None
        if not note:
            if self.single is not None:
                return self._remember(self.single)
            raise PlatformError("the app is not in this workspace", permanent=True, why="kicked")
        values = json.loads(note)
        return self._remember(Workspace(team, values["me"], values["token"]))

    def _remember(self, workspace: Workspace) -> tuple[Workspace, AsyncWebClient]:
        if workspace.team not in self._known:
            self._known[workspace.team] = (
                workspace,
                self.client_for(workspace.token, workspace.team),
            )
        return self._known[workspace.team]

    async def keep(self, workspace: Workspace) -> None:
        """An installation, new or renewed."""
        note = json.dumps({"me": workspace.me, "token": workspace.token})
        await self._notes.put(_NOTE + workspace.team, note)
        self._known.pop(workspace.team, None)

    async def forget(self, team: str) -> None:
        """The app was taken out of a workspace."""
        await self._notes.put(_NOTE + team, "")
        self._known.pop(team, None)
