"""A pod with a room on each platform, and a world in which its work goes on step by step."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.chat.router import as_work
from bot.worker import Worker
from core.ids import PersonId, PodId, UserRef
from core.messages import Incoming, Place, Sender
from core.model import PRESETS, Audience, Identity, Member, Person, Pod, Privilege, Role, Room
from core.ports import Work
from core.usecases.desk import Desk, Rules, World
from storage.blobs import SealedBlobs
from storage.keys import Keys
from storage.store import SqlStore
from tests.properties import chats, gate, parts

MOST_AT_ONCE = 4
REFUSALS = ("denied-", "button-not-yours", "button-over", "stranger-command", "grant-not-held")
DOING: ContextVar[str] = ContextVar("DOING", default="")
NO_POD = PodId("")
KEYS = Keys(b"m" * 32, b"p" * 32)


@dataclass(slots=True)
class Stage:
    """One pod's world. `worse` counts what could take a view from somebody."""

    world: World
    store: SqlStore
    chats: Any
    clock: parts.Clock
    random: random.Random
    post: parts.Postman
    pod: PodId = NO_POD
    rooms: list[chats.Chat] = field(default_factory=list)
    accounts: list[UserRef] = field(default_factory=list)  # of people who were members at some time
    strangers: list[UserRef] = field(default_factory=list)
    people: dict[UserRef, PersonId] = field(default_factory=dict)
    actors: list[gate.Actor] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)  # audit's refusals by what was done
    told: set[str] = field(default_factory=set)  # what was answered with a refusal
    worse: int = 0
    seen: list[str] = field(default_factory=list)  # leaks at the moment of a send
    log: list[str] = field(default_factory=list)

    @property
    def worker(self) -> Worker:
        return Worker(self.world)

    async def happened(self, chat: chats.Chat, event: Incoming) -> None:
        """A platform's event is kept, as the listener would keep it."""
        platform = self.chats[chat.ref.platform]
        async with self.store.begin(None) as uow:
            await uow.queue.add(as_work(platform.happened(event)))

    def about(self, user: UserRef, chat: chats.Chat) -> dict[str, Any]:
        """What every event says: who, where, and a key of its own."""
        platform = self.chats[chat.ref.platform]
        return {
            "key": platform.next("e"),
            "sender": Sender(user, name=user.user),
            "place": Place(chat.ref, chat.private),
        }

    async def claim(self) -> bool:
        """Take up work, as much as may be under way; whether there was any."""
        room = MOST_AT_ONCE - len(self.actors)
        if room <= 0:
            return True
        works = await self.store.claim(limit=room, lease_seconds=15)
        for work in works:
            self.begin(f"{work.kind} {work.key}", self._work(work))
        return bool(works)

    def begin(self, name: str, job: Any) -> gate.Actor:
        actor = gate.Actor(name, self.worse)
        gate.start(actor, job)
        self.actors.append(actor)
        return actor

    async def _work(self, work: Work) -> None:
        DOING.set(work.key)
        self._note_refusal(work)
        await self.worker._do(work)

    def _note_refusal(self, work: Work) -> None:
        words = work.payload.get("words")
        said = str(words.get("say", "")) if isinstance(words, dict) else ""
        if said.startswith(REFUSALS):
            self.told.add(f"{said} {work.key.partition(':')[2]}")

    def count(self, action: str, outcome: str) -> None:
        if outcome == "refused":
            self.refused[DOING.get()] += 1


@asynccontextmanager
async def world(database_url: str, seed: str) -> AsyncIterator[Stage]:
    """The parts, over a migrated database; many pods may be played in it."""
    clock, entropy = parts.Clock(), parts.Entropy(seed)
    store = await SqlStore.open(
        database_url, KEYS, clock=clock, entropy=entropy, database_time=False
    )
    platforms = chats.both()
    post = parts.Postman()
    anything: Any = platforms
    whole = World(
        store=gate.GatedStore(store),
        blobs=SealedBlobs.open("memory:///", store, entropy),
        transcoder=parts.Transcoder(),
        mailer=post,
        texter=post,
        codes=parts.Codes(),
        texts=parts.Texts(),
        clock=clock,
        entropy=entropy,
        platforms=anything,
        rules=Rules(public_url="https://pods.example", region="DE"),
    )
    stage = Stage(whole, store, platforms, clock, random.Random(seed), post)
    stage.world = dataclasses.replace(whole, count=stage.count)
    try:
        yield stage
    finally:
        for actor in stage.actors:
            await actor.kill()
        await store.close()


MEMBERS = (
    ("anna", Role.COORDINATOR, "counts"),
    ("ben", Role.FAMILY, "counts"),
    ("cora", Role.COORDINATOR, "lists"),
    ("dora", Role.CLINICIAN, "lists"),
    ("gus", Role.GUEST, "lists"),
)


async def furnish(stage: Stage, name: str) -> None:
    """A fresh pod: five members, a family room that only counts, a team room that lists."""
    stage.log = [f"pod {name}"]
    stage.accounts, stage.strangers, stage.people = [], [], {}
    counts, lists = stage.chats["counts"], stage.chats["lists"]
    for platform in (counts, lists):
        platform.chats.clear()
        platform.events.clear()
        platform.files.clear()
    async with stage.store.begin(None) as uow:
        desk = Desk(stage.world, uow, f"furnish:{name}", "test")
        pod = Pod(PodId(desk.id()), name, "en", desk.now)
        await uow.pods.add(pod)
        await uow.enter(pod.id)
        stage.pod = pod.id
        for number, (who, role, platform) in enumerate(MEMBERS):
            await _member(stage, desk, f"{who}-{name}", role, platform, number)
        family = counts.room(f"family-{name}", _of(stage, "counts"))
        team = lists.room(f"team-{name}", _of(stage, "lists"))
        stage.rooms = [family, team]
        for chat, audience in ((family, Audience.FAMILY), (team, Audience.CARE_TEAM)):
            await uow.rooms.add(Room(_id(desk), pod.id, chat.ref, audience, _MODE, chat.ref.key))
            for user in chat.users:
                await uow.rooms.note_seen(chat.ref, user, present=True)
    stage.strangers = [p.user(f"kim-{name}") for p in (counts, lists)]
    for user in stage.strangers:
        stage.chats[user.platform].private(user)


_MODE: Any = "picture"


def _id(desk: Desk) -> Any:
    return desk.id()


def _of(stage: Stage, platform: str) -> set[UserRef]:
    return {a for a in stage.accounts if a.platform == platform}


async def _member(
    stage: Stage, desk: Desk, who: str, role: Role, platform: str, number: int
) -> None:
    user = stage.chats[platform].user(who)
    private = stage.chats[platform].private(user).ref
    person = Person(
        PersonId(desk.id()), who, f"{who}@example.org", f"+4917139200{number:02d}",
        created_at=desk.now,
    )  # fmt: skip
    await desk.uow.people.add(person)
    await desk.uow.people.bind(Identity(user, person.id, desk.now, private))
    held = frozenset(Privilege) if role is Role.COORDINATOR else PRESETS[role]
    await desk.uow.members.save(Member(stage.pod, person.id, role, held, desk.now))
    stage.accounts.append(user)
    stage.people[user] = person.id
