"""Does the time of an answer tell who is here? `python -m benchmarks.enumeration` measures it.

Each question is asked about somebody of each kind in turn, in one run, so that whatever else the
machine does falls on all of them alike. The database is SQLite, codes are kept as in production.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, cast

import httpx2 as httpx

from bot.chat import router
from bot.clock import SystemClock, SystemEntropy
from bot.metrics import Contacts
from bot.texts import FluentTexts
from bot.web.app import application
from core import verification
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId, RoomRef, UploadId, UserRef
from core.messages import Command, Place, Sender, Text
from core.model import (
    PRESETS,
    Identity,
    Invitation,
    InvitationState,
    Member,
    MemberState,
    Person,
    Pod,
    Role,
    Upload,
    UploadState,
)
from core.usecases import invite, verify
from core.usecases.desk import Desk, Rules, World
from storage import migrate
from storage.codes import PepperedCodes
from storage.keys import Keys
from storage.store import SqlStore
from tests.properties import chats

PEOPLE = ("member", "non-member", "blocked", "unknown")
STATES = {
    "open": InvitationState.LINK_SENT,
    "expired": InvitationState.LINK_SENT,
    "locked": InvitationState.LOCKED,
}
Ask = Callable[[str], Awaitable[object]]
Tell = Callable[[], float]


class Scene:
    """A pod with a member, somebody of no pod, somebody who was put out; and invitations."""

    def __init__(self, world: World, store: SqlStore) -> None:
        self.world = world
        self.store = store
        self.platform = chats.Chats("counts", chats.COUNTS)
        self.count = itertools.count()
        self.pod = PodId("pod-1")
        self.asker = UserRef("counts", "", "asker")

    async def furnish(self) -> None:
        now = self.world.clock.now()
        async with self.store.begin(None) as uow:
            await uow.pods.add(Pod(self.pod, "Mia", "en", now))
            await uow.enter(self.pod)
            for number, kind in enumerate(("asker", "member", "non-member", "blocked")):
                person = Person(
                    PersonId(kind), kind, f"{kind}@example.org", f"+49171392000{number}",
                    created_at=now,
                )  # fmt: skip
                await uow.people.add(person)
                ref = UserRef("counts", "", kind)
                await uow.people.bind(Identity(ref, person.id, now, self.private(ref)))
                if kind == "non-member":
                    continue
                state = MemberState.REMOVED if kind == "blocked" else MemberState.ACTIVE
                held = frozenset() if kind == "blocked" else PRESETS[Role.COORDINATOR]
                await uow.members.save(
                    Member(self.pod, person.id, Role.COORDINATOR, held, now, state)
                )
            for kind, state in STATES.items():
                await uow.invitations.add(self._invitation(kind, state))

    def _invitation(self, kind: str, state: InvitationState) -> Invitation:
        now = self.world.clock.now()
        ends = now + timedelta(days=-1 if kind == "expired" else 1)
        return Invitation(
            id=InvitationId(f"i-{kind}"), pod=self.pod, inviter=PersonId("asker"),
            email=f"new-{kind}@example.org", role=Role.FAMILY, privileges=frozenset(),
            state=state, created_at=now, expires_at=ends, phone="+491713920099",
            link_hash=verification.digest(f"link-{kind}"),
            page_hash=verification.digest(f"page-{kind}"),
        )  # fmt: skip

    def private(self, user: UserRef) -> RoomRef:
        return RoomRef("counts", "", f"dm-{user.user}")

    async def says(self, event: Any) -> None:
        """One event, from the platform's message to the commit of all that follows from it."""
        async with self.store.begin(None) as uow:
            await router.handle(Desk(self.world, uow, event.key, "bench"), self.platform, event)

    def about(self, user: UserRef) -> dict[str, Any]:
        place = Place(self.private(user), private=True)
        return {"key": f"e{next(self.count)}", "sender": Sender(user), "place": place}

    async def knock(self, kind: str) -> Any:
        """A stranger who has brought a picture, and is about to name for whom it is."""
        user = UserRef("counts", "", f"stranger{next(self.count)}")
        upload = UploadId(f"up{next(self.count)}")
        now = self.world.clock.now()
        waiting = {"step": "own_email", "upload": upload, "recipient": f"{kind}@example.org"}
        async with self.store.begin(None) as uow:
            await uow.uploads.add(
                Upload(upload, None, UploadState.KNOCK, user, None, None, None, now)
            )
            name = "/".join((user.platform, user.workspace, user.user))
            await uow.notes.put(f"expect:{name}", json.dumps(waiting))
        return Text(**self.about(user), text="me@example.org")


async def questions(scene: Scene) -> dict[str, tuple[Sequence[str], Ask, Ask]]:
    """Name → (kinds, what is got ready untimed, what is timed)."""
    world = scene.world
    app = application(dataclasses.replace(world, platforms={}), Contacts(world.clock))
    transport = httpx.ASGITransport(app=app)
    client = httpx.AsyncClient(transport=transport, base_url="https://pods.example")
    ready: dict[str, Any] = {}

    async def nothing(kind: str) -> None:
        return

    async def got_ready(kind: str) -> None:
        ready[kind] = await scene.knock(kind)

    async def names(kind: str) -> None:
        await scene.says(ready[kind])

    async def invites(kind: str) -> None:
        rest = f"{kind}@example.org family"
        await scene.says(Command(**scene.about(scene.asker), word="invite", rest=rest))

    async def opens(kind: str) -> None:
        answer = await client.get(f"/join/link-{kind}")
        assert answer.status_code == 404

    async def answers(kind: str) -> None:
        try:
            await verify.enter_code(world, f"page-{kind}", "123456")
        except Refused:
            return

    async def writes_a_code(kind: str) -> None:
        await scene.says(Text(**scene.about(ready[kind]), text="123456"))

    async def another_account(kind: str) -> None:
        """Each time a new one: an account has only twenty codes an hour."""
        user = ready[kind] = UserRef("counts", "", f"{kind}{next(scene.count)}")
        if kind != "unknown":
            async with scene.store.begin(None) as uow:
                now = world.clock.now()
                await uow.people.bind(Identity(user, PersonId(kind), now, scene.private(user)))

    return {
        "a knock names somebody": (PEOPLE, got_ready, names),
        "an invitation to somebody": (PEOPLE, nothing, invites),
        "a link that does not work": (("expired", "locked", "unknown"), nothing, opens),
        "a code on a page that is over": (("expired", "locked", "unknown"), nothing, answers),
        "a code from an account without an invitation": (
            ("non-member", "blocked", "unknown"), another_account, writes_a_code,
        ),
    }  # fmt: skip


async def measure(rounds: int, tell: Tell = time.perf_counter) -> dict[str, dict[str, float]]:
    """Median milliseconds of each question for each kind. `tell`: the time, in seconds."""
    clock, entropy = SystemClock(), SystemEntropy()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # the disk's time is noise
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        url = f"sqlite:///{folder}/pods.sqlite3"
        await asyncio.to_thread(migrate, url)
        store = await SqlStore.open(
            url, Keys(os.urandom(32), os.urandom(32)), clock=clock, entropy=entropy
        )
        nobody = cast(Any, None)
        world = World(
            store=store, blobs=nobody, transcoder=nobody, mailer=nobody, texter=nobody,
            codes=PepperedCodes(os.urandom(32)), texts=FluentTexts(), clock=clock,
            entropy=entropy, platforms={}, rules=Rules(public_url="https://pods.example"),
        )  # fmt: skip
        scene = Scene(world, store)
        scene.world = dataclasses.replace(world, platforms={"counts": cast(Any, scene.platform)})
        # What is asked for is the time of an answer, not whether there are too many.
        everybody = {"inviter": 10**9, "pod": 10**9, "address": 10**9}
        invite.INVITATIONS_A_DAY.update(everybody)
        try:
            await scene.furnish()
            return {
                name: await _one(kinds, prepare, ask, rounds, tell)
                for name, (kinds, prepare, ask) in (await questions(scene)).items()
            }
        finally:
            await store.close()


async def _one(
    kinds: Sequence[str], prepare: Ask, ask: Ask, rounds: int, tell: Tell
) -> dict[str, float]:
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    order = list(kinds)
    for _ in range(rounds):
        random.shuffle(order)
        for kind in order:
            await prepare(kind)
            began = tell()
            await ask(kind)
            times[kind].append((tell() - began) * 1000)
    return {kind: statistics.median(taken) for kind, taken in times.items()}


def main(arguments: Sequence[str]) -> int:
    """0 when for every question the slowest kind's median is within 5 % of the quickest one's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.enumeration")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument(
        "--processor", action="store_true", help="processor time, for a machine that is busy"
    )
    asked = parser.parse_args(arguments)
    tell = time.process_time if asked.processor else time.perf_counter
    found = asyncio.run(measure(asked.rounds, tell))
    worst = 0.0
    for name, medians in found.items():
        apart = max(medians.values()) / min(medians.values()) - 1
        worst = max(worst, apart)
        shown = "  ".join(f"{kind} {ms:.2f}" for kind, ms in medians.items())
        print(f"{name}: {shown} ms, {apart:.1%} apart")
    return 0 if worst <= 0.05 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
