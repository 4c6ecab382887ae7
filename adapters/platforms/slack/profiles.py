"""What an account calls itself and reads in: Slack's events leave both out."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import structlog

from adapters import plain
from adapters.platforms.slack import api
from adapters.platforms.slack.shapes import PLATFORM, maybe, string
from adapters.platforms.slack.workspaces import Workspaces
from core.errors import PlatformError
from core.ids import UserRef
from core.ports import Profile

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 2.0
KEPT_SECONDS = 3600.0
AGAIN_SECONDS = 60.0  # where Slack gave no answer
MAX_NAME = 80
_KEPT = 5000


class Profiles:
    """Asked for once an hour, in memory only; one call however many events wait for it."""

    def __init__(self, spaces: Workspaces) -> None:
        self._spaces = spaces
        self._known: OrderedDict[UserRef, tuple[float, Profile | None]] = OrderedDict()
        self._asking: dict[UserRef, asyncio.Task[Profile | None]] = {}

    async def get(self, user: UserRef) -> Profile | None:
        """None where Slack will not say, or not soon; then it is not asked for a while."""
        until, profile = self._known.get(user, (0.0, None))
        if time.monotonic() < until:
            return profile
        if user not in self._asking:
            asking = asyncio.create_task(self._ask(user), name="slack profile")
            self._asking[user] = asking
            asking.add_done_callback(lambda _: self._asking.pop(user, None))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await asyncio.shield(self._asking[user])
        except TimeoutError:
            self._keep(user, None, AGAIN_SECONDS)
            return None

    def language(self, workspace: str, user: str) -> str:
        """As far as it is known already, by Slack's own words."""
        single = self._spaces.single
        known = self._known.get(UserRef(PLATFORM, single.team if single else workspace, user))
        return known[1].language if known and known[1] else ""

    async def close(self) -> None:
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _ask(self, user: UserRef) -> Profile | None:
        try:
            client = await self._spaces.client(user.workspace)
            answer = await api.call(client, "users.info", user=user.user, include_locale=True)
        except PlatformError as error:
            log.info("profile_not_told", detail=error.detail)
            self._keep(user, None, KEPT_SECONDS if error.permanent else AGAIN_SECONDS)
            return None
        profile = _read(maybe(answer, "user"))
        self._keep(user, profile, KEPT_SECONDS)
        return profile

    def _keep(self, user: UserRef, profile: Profile | None, seconds: float) -> None:
        self._known[user] = (time.monotonic() + seconds, profile)
        self._known.move_to_end(user)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)


def _read(info: Mapping[str, Any]) -> Profile:
    """The name that others see first; the account's short name is none."""
    shown = maybe(info, "profile")
    names = (
        string(shown, "display_name"),
        string(shown, "real_name"),
        string(info, "real_name"),
    )
    name = next((n for n in map(plain.one_line, names) if n), "")
    return Profile(name=plain.cut(name, MAX_NAME), language=string(info, "locale"))
