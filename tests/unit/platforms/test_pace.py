"""Bursts go out without ever meeting a limit, judged by the simulators' own count of the rates."""

from __future__ import annotations

import asyncio
import random

import pytest

from adapters.platforms.slack import pace as slack_pace
from adapters.platforms.telegram import pace as telegram_pace
from adapters.playground.slack.limiter import Limiter as SlackCount
from adapters.playground.slack.settings import Limits as SlackLimits
from adapters.playground.telegram.limits import Rates
from adapters.playground.telegram.model import Chat
from adapters.playground.telegram.rates import Limiter as TelegramCount
from storage.limiter import RateLimiter


class Time:
    """One clock for those who wait and those who count."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at

    now = __call__

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(asyncio, "sleep", made.sleep)
    return made


@pytest.fixture
def dice() -> random.Random:
    return random.Random(7)


def group(number: int) -> Chat:
    return Chat(id=-1000 - number, type="supergroup", title="Family")


async def test_thirty_pictures_into_one_group(time: Time, dice: random.Random) -> None:
    limiter, count = RateLimiter(None, time=time), TelegramCount(time, Rates())
    began = time.at
    for _ in range(30):
        await telegram_pace.turn(limiter, 1, -1001)
        time.at += dice.uniform(0, 0.4)  # what lies between the turn and the send
        count.take(group(1))
    assert time.at - began < 150, "and not slower than the platform wants"


async def test_many_groups_at_once(time: Time) -> None:
    limiter, count = RateLimiter(None, time=time), TelegramCount(time, Rates())
    for number in range(200):
        await telegram_pace.turn(limiter, 1, -1000 - number)
        count.take(group(number))


async def test_a_few_at_once_are_not_kept_waiting(time: Time) -> None:
    limiter = RateLimiter(None, time=time)
    waits = [await telegram_pace.turn(limiter, 1, 7) for _ in range(3)]
    waits += [await slack_pace.turn(limiter, "T", "C") for _ in range(3)]
    assert waits == [0.0] * 6


async def test_a_hundred_pictures_into_one_channel(time: Time, dice: random.Random) -> None:
    """With the calls that go with each of them, by their tiers and without any tolerance."""
    limiter = RateLimiter(None, time=time)
    count = SlackCount(time, SlackLimits(tier_burst=0))  # type: ignore[arg-type]
    calls = (
        ("conversations.members", 4), ("conversations.info", 3),
        ("files.getUploadURLExternal", 4), ("files.completeUploadExternal", 4), ("files.info", 4),
    )  # fmt: skip
    for _ in range(100):
        await slack_pace.turn(limiter, "T", "C")
        for method, tier in calls:
            await slack_pace.before_call(limiter, "T", method)
            count.method("T", method, tier)
            time.at += dice.uniform(0, 0.05)
        count.channel("T", "C")
