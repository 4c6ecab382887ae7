"""How likely is it that guessing opens an invitation? `python -m tests.guessing` prints it.

The real use case (`core.usecases.verify.enter_code`) over a store in memory, so that a million
guesses take a minute: every guess asks the real budgets' limits, and codes are drawn anew when the
attacker has them sent again.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from core import verification
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId
from core.model import Invitation, InvitationState, Pod, Role
from core.usecases import verify
from core.usecases.desk import Rules, World

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class Clock:
    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment


class Codes:
    """The code itself: what is measured is how often one may guess, not how it is kept."""

    async def seal(self, code: str, context: str) -> str:
        return code

    async def matches(self, code: str, context: str, sealed: str) -> bool:
        return bool(sealed) and code == sealed


class Memory:
    """A store with invitations and sliding budgets, and nothing else that would be kept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.by_page: dict[str, Invitation] = {}
        self._spent: dict[str, deque[datetime]] = {}
        self.acts: Counter[tuple[str, str]] = Counter()

    @asynccontextmanager
    async def begin(
        self, pod: PodId | None, *, reading: bool = False, lasting: bool = True
    ) -> AsyncIterator[Any]:
        yield self

    def __getattr__(self, name: str) -> Any:
        return self  # pods, people, members, invitations, budgets, audit, queue: all are here

    async def enter(self, pod: PodId) -> None:
        return

    async def by_secret(self, kind: str, digest: str, *, lock: bool = False) -> Invitation | None:
        return self.by_page.get(digest)

    async def by_email(self, email: str) -> None:
        """Nobody has joined before."""

    async def save(self, invitation: Invitation) -> None:
        self.by_page[invitation.page_hash] = invitation

    async def take(self, name: str, *, window_seconds: int, limit: int, cost: int = 1) -> bool:
        now = self._clock.now()
        spent = self._spent.setdefault(name, deque())
        while spent and spent[0] <= now - timedelta(seconds=window_seconds):
            spent.popleft()
        if len(spent) + cost > limit:
            return False
        spent.extend([now] * cost)
        return True

    async def add(self, entry: Any) -> bool:
        if hasattr(entry, "outcome"):
            self.acts[entry.action, entry.outcome] += 1
        return True

    async def get(self, key: str) -> Any:
        return Pod(PodId(key), "pod", "en", START) if key.startswith("pod") else None


@dataclass(frozen=True, slots=True)
class Result:
    """What a day of guessing came to. `bound` is the chance of one hit or more."""

    guesses: int
    counted: int
    hits: int
    bound: float


def _world(clock: Clock, store: Memory, draw: random.Random) -> World:
    class Entropy:
        def bytes(self, count: int) -> bytes:
            return draw.randbytes(count)

        def below(self, limit: int) -> int:
            return draw.randrange(limit)

    nobody = cast(Any, None)
    return World(
        store=cast(Any, store), blobs=nobody, transcoder=nobody, mailer=nobody, texter=nobody,
        codes=Codes(), texts=nobody, clock=clock, entropy=Entropy(), platforms={},
        rules=Rules(public_url="https://pods.example"),
    )  # fmt: skip


def _open(store: Memory, draw: random.Random, count: int, digits: int) -> list[str]:
    """`count` open invitations of a hundred pods, each with a code on its way."""
    pages = []
    for number in range(count):
        page = f"page-{number}"
        pages.append(page)
        invitation = Invitation(
            id=InvitationId(f"i{number}"),
            pod=PodId(f"pod-{number % 100}"),
            inviter=PersonId(f"inviter-{number % 100}"),
            email=f"n{number}@example.org",
            role=Role.FAMILY,
            privileges=frozenset(),
            state=InvitationState.CODE_SENT,
            created_at=START,
            expires_at=START + DAY * 2,
            page_hash=verification.digest(page),
            phone=f"+49171{number:07d}",
            code_hash=_code(draw, digits),
            code_expires_at=START + DAY * 2,  # in the attacker's favour: it never gets too old
        )
        store.by_page[invitation.page_hash] = invitation
    return pages


def _code(draw: random.Random, digits: int) -> str:
    """Six characters as always, of which only `digits` are secret."""
    return f"{draw.randrange(10**digits):06d}"


async def guess(
    guesses: int, invitations: int = 1_000, *, seed: int = 1, digits: int = 6
) -> Result:
    """Spread `guesses` over a day and over the invitations, each time another code."""
    draw, clock = random.Random(seed), Clock()
    store = Memory(clock)
    world = _world(clock, store, draw)
    pages = _open(store, draw, invitations, digits)
    for number in range(guesses):
        clock.moment = START + DAY * (number / guesses)
        answer = f"{draw.randrange(10**digits):06d}"
        try:
            await verify.enter_code(world, pages[number % invitations], answer)
        except Refused:
            continue
    wrong = store.acts["code_entered", "refused"]
    hits = store.acts["code_entered", "done"]
    counted = wrong + hits
    return Result(guesses, counted, hits, 1 - (1 - 10.0**-digits) ** limit(invitations))


def limit(invitations: int) -> int:
    """How many answers can count in a day, by the budgets."""
    return min(verification.WRONG_ANSWERS * invitations, verify.ANSWERS_A_DAY["installation"])


async def _main(guesses: int, days: int) -> int:
    began = time.perf_counter()
    one = await guess(guesses)
    print(
        f"{one.guesses:,} guesses over 1,000 open invitations in a day: {one.counted:,} counted "
        f"(at most {limit(1_000):,}), {one.hits} hits; chance of a hit at most {one.bound:.4%}"
    )
    # A hit is too rare to measure, so the codes are made a thousand times weaker.
    weak = [await guess(5_000, seed=n, digits=3) for n in range(days)]
    counted, hits = sum(r.counted for r in weak), sum(r.hits for r in weak)
    print(
        f"with three secret digits, {days} days: {hits} hits, expected {counted / 1000:.1f}"
        f" by {counted:,} answers that counted, bound {limit(1_000) * days / 1000:.1f}"
    )
    print(f"{time.perf_counter() - began:.0f} s")
    too_many = limit(1_000) * days / 1000
    return 0 if one.counted <= limit(1_000) and hits <= too_many + 5 * too_many**0.5 else 1


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.guessing")
    parser.add_argument("--guesses", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=50)
    options = parser.parse_args(arguments)
    return asyncio.run(_main(options.guesses, options.days))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
