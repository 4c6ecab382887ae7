"""What the tests of people's rights do again and again, and a clock that can be put forward."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from adapters.playground.telegram import Seen
from adapters.playground.telegram import User as TelegramUser
from bot.clock import SystemClock
from core.ids import PersonId
from core.model import Privilege
from tests.integration.house import House, photo
from tests.integration.web import person_of


class Ahead:
    """The service's clock, put forward: what waits for its day is due then."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._by = timedelta()
        monkeypatch.setattr(SystemClock, "now", lambda _: datetime.now(UTC) + self._by)

    async def go(self, home: House, by: timedelta) -> None:
        """Forward, and let all be done that is due then."""
        await home.quiet()
        self._by += by
        store = home.parts.service.store

        async def due() -> bool:
            found = await store.next_due()
            return found is not None and found <= datetime.now(UTC) + self._by + timedelta(
                minutes=1
            )

        store._wakeup.rouse()
        while await due():  # noqa: ASYNC110 - work has no event here
            await asyncio.sleep(0.05)


async def allow(home: House, user: TelegramUser, *more: Privilege) -> PersonId:
    """What a patient holds and a family member does not."""
    person = await person_of(home, user)
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
        assert member is not None
        await uow.members.save(replace(member, privileges=member.privileges | set(more)))
    return person


async def shared(home: House, data: bytes | None = None, name: str = "a.jpg") -> None:
    """Ben sends a picture in the family's chat, and both rooms have it."""
    telegram = home.parts.telegram
    family, team = len(home.family_pictures()), len(home.team_pictures())
    await telegram.send_document(home.ben, home.family, data or photo(), name)
    await home.until(
        lambda: len(home.family_pictures()) > family and len(home.team_pictures()) > team
    )
    await home.quiet()


def told(home: House, user: TelegramUser, words: str) -> Callable[[], list[Seen]]:
    return lambda: [m for m in home.private(user) if m.sender.is_bot and words in m.text]


async def the(home: House, user: TelegramUser, words: str) -> Seen:
    """The newest message of the bot that says so, once it is there."""
    await home.until(told(home, user, words))
    return told(home, user, words)()[-1]


async def url_in(home: House, user: TelegramUser, words: str) -> str:
    return str((await the(home, user, words)).buttons[0][0].url)


async def press(home: House, user: TelegramUser, words: str, button: str) -> None:
    """Press a button of the newest message that says so."""
    await home.press(user, await the(home, user, words), button)


async def taken(url: str) -> tuple[int, bytes]:
    """Press the button of a page that hands something out."""
    async with aiohttp.ClientSession() as session, session.post(url, data={"x": "y"}) as answer:
        return answer.status, await answer.read()
