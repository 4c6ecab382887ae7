"""Who is in a channel, and of what kind they are."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters import wire
from adapters.platforms.slack import api, errors
from adapters.platforms.slack.shapes import PLATFORM
from adapters.platforms.slack.workspaces import Workspace
from core.errors import PlatformError
from core.ids import RoomRef, UserRef
from core.ports import Presence

PAGE = 200
FRESH_SECONDS = 60.0
_KEPT = 5000
_AT_ONCE = 8
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class _Kind:
    human: bool
    external: bool


class People:
    """Members by channel, asked for each time; what kind an account is, kept for a minute."""

    def __init__(self) -> None:
        self._kinds: OrderedDict[tuple[str, str], tuple[float, _Kind]] = OrderedDict()

    async def presence(
        self, client: AsyncWebClient, space: Workspace, room: RoomRef, channel: str
    ) -> Presence:
        members, info = await asyncio.gather(
            self.members(client, channel), _channel_info(client, channel)
        )
        others = [user for user in members if user not in (space.me, _SLACKBOT)]
        gate = asyncio.Semaphore(_AT_ONCE)
        kinds = await asyncio.gather(*(self._kind(client, space, u, gate) for u in others))
        humans = [user for user, kind in zip(others, kinds, strict=True) if kind.human]
        return Presence(
            users=frozenset(UserRef(PLATFORM, room.workspace, user) for user in humans),
            count=len(humans),
            external=read_outside(info, nearby=wire.is_loopback(client.base_url))
            or any(k.external for k in kinds if k.human),
            title=info["name"] if isinstance(info.get("name"), str) else "",
        )

    async def members(self, client: AsyncWebClient, channel: str) -> list[str]:
        """Everybody in a channel, bots too, over all pages."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            answer = await api.call(
                client, "conversations.members", channel=channel, limit=PAGE, cursor=cursor
            )
            listed = answer.get("members")
            if not isinstance(listed, list):
                raise PlatformError("conversations.members: no list")
            found += [user for user in listed if isinstance(user, str)]
            further = answer.get("response_metadata")
            cursor = further.get("next_cursor") if isinstance(further, dict) else None
            if not cursor:
                return list(dict.fromkeys(found))

    async def _kind(
        self, client: AsyncWebClient, space: Workspace, user: str, gate: asyncio.Semaphore
    ) -> _Kind:
        key, now = (space.team, user), time.monotonic()
        kept = self._kinds.get(key)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1]
        async with gate:
            info = await _account(client, user)
        if info is None:
            return _Kind(human=True, external=False)
        kind = _judge(info, space.team)
        self._kinds[key] = (now, kind)
        self._kinds.move_to_end(key)
        while len(self._kinds) > _KEPT:
            self._kinds.popitem(last=False)
        return kind


async def _account(client: AsyncWebClient, user: str) -> Mapping[str, Any] | None:
    """What an account is; None where Slack will not say.

    Then it counts as a person's: the room is cleared only if that person is a cleared member.
    """
    try:
        answer = await api.call(client, "users.info", user=user)
    except PlatformError as error:
        if error.permanent:
            return None
        raise
    info = answer.get("user")
    return info if isinstance(info, dict) else None


def _judge(info: Mapping[str, Any], team: str) -> _Kind:
    """A guest, a stranger or somebody of another workspace makes a room external."""
    home = info.get("team_id")
    guest = any(info.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    elsewhere = isinstance(home, str) and home not in ("", team) and not info.get("enterprise_user")
    human = not info.get("is_bot") and not info.get("deleted")
    return _Kind(human=human, external=bool(guest or elsewhere))


async def _channel_info(client: AsyncWebClient, channel: str) -> Mapping[str, Any]:
    """What a channel is; empty on a server that has no such call, where accounts must tell."""
    try:
        answer = await api.call(client, "conversations.info", channel=channel)
    except PlatformError as error:
        if errors.word_of(error) == "unknown_method":
            return {}
        raise
    info = answer.get("channel")
    return info if isinstance(info, dict) else {}


def read_outside(info: Mapping[str, Any], *, nearby: bool) -> bool:
    """Whether others than a channel's members read it: other organisations, or the whole workspace.

    A public channel is read, and searched, by everybody in the workspace who never came in.
    `nearby`: a server of this machine, for trials, whose workspace holds nobody else.
    """
    if any(info.get(flag) is True for flag in ("is_ext_shared", "is_pending_ext_shared")):
        return True
    direct = info.get("is_im") is True or info.get("is_mpim") is True
    return not nearby and not direct and info.get("is_private") is False
