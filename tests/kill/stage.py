"""A pod on foreign servers, uploads into it, and `serve` that may be killed at any moment."""

from __future__ import annotations

import asyncio
import base64
import json
import multiprocessing
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import sqlalchemy as sa

from core.ids import PodId
from core.ports import WorkState
from storage import tables
from storage.blobs import SealedBlobs
from storage.keys import Keys
from storage.store import SqlStore
from storage.sweep import sweep
from tests.contract.storage import kit
from tests.integration.foreign import running
from tests.integration.foreign.bot_api import BotApi, Group, Person
from tests.integration.foreign.slack_api import SlackApi
from tests.integration.house import photo
from tests.kill import doomed

PATIENCE = 120.0
TEAM = ("UCORA", "UDORA")
_NUMBER = re.compile(r"#(\d+)")

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.kill.doomed"])


class Stage:
    """The two servers, the pod, and how often each picture stands where."""

    def __init__(self, given: Mapping[str, str], folder: Path, pod: str) -> None:
        self.given = given
        self.folder = folder
        self.pod = PodId(pod)
        self.telegram: BotApi
        self.slack: SlackApi
        self.anna: Person
        self.family: Group
        self.team = ""
        self.sent = 0
        self.asked = 0
        self._answered: set[tuple[int, int] | tuple[str, str]] = set()

    # ── people ──────────────────────────────────────────────────────────────────────────────────

    def upload_in_telegram(self) -> None:
        self.sent += 1
        picture = self.telegram.file(photo(320, 240, seed_=self.sent))
        self.telegram.say(self.anna, self.family, document=picture)

    def upload_in_slack(self) -> None:
        self.sent += 1
        file = self.slack.file(photo(320, 240, seed_=self.sent), f"{self.sent}.jpg")
        event = self.slack.message_event("UDORA", self.team, files=[file])
        self.slack.queue("events_api", event)

    def answer_questions(self) -> None:
        """Whoever is asked whether a picture is there looks, and says so."""
        for message in self.telegram.standing(self.anna):
            key = (message.chat, message.id)
            if message.markup and "is it there?" in message.text and key not in self._answered:
                self._answered.add(key)
                rows = message.markup["inline_keyboard"]
                button = rows[0][0 if self._is_there(message.text) else 1]
                self.telegram.press(self.anna, message, button["callback_data"])
                self.asked += 1
        for post in self.slack.standing("DUDORA"):
            place = (post.channel, post.ts)
            if "is it there?" in post.text and post.buttons() and place not in self._answered:
                self._answered.add(place)
                label = "It is there" if self._is_there(post.text) else "Send again"
                self.slack.queue("interactive", self.slack.press("UDORA", post, label))
                self.asked += 1

    def _is_there(self, question: str) -> bool:
        found = _NUMBER.search(question)
        return found is not None and int(found[1]) in self.in_telegram()

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def in_telegram(self) -> Counter[int]:
        """Picture number → how often it stands in the family's group."""
        texts = [m.text for m in self.telegram.pictures(self.family)]
        return Counter(int(found[1]) for t in texts if (found := _NUMBER.search(t)))

    def in_slack(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for message in self.slack.pictures(self.team):
            said = f"{message.arguments.get('blocks')} {message.text}"
            number = _NUMBER.search(said)
            found[int(number[1]) if number else -1] += 1
        return found

    def complete(self) -> bool:
        wanted = dict.fromkeys(range(1, self.sent + 1), 1)
        return dict(self.in_telegram()) == wanted and dict(self.in_slack()) == wanted

    # ── processes ───────────────────────────────────────────────────────────────────────────────

    def start(self, at: tuple[str, str, int] | None = None) -> BaseProcess:
        process = forks.Process(target=doomed.serve, args=(self.given, str(self.folder), at))
        process.start()
        return process

    async def finish(self) -> float:
        """A `serve` that nobody kills does all that is left; seconds. Raises AssertionError."""
        began = time.monotonic()
        process = self.start()
        try:
            async with asyncio.timeout(PATIENCE):
                while not (self.complete() and await self._is_idle()):
                    self.answer_questions()
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(self.state()) from None
        finally:
            process.kill()
            process.join()
        return time.monotonic() - began

    def state(self) -> str:
        log = (self.folder / "serve.log").read_text()[-1500:]
        wanted = Counter(range(1, self.sent + 1))
        return (
            f"{self.sent} sent; short of them in Telegram {wanted - self.in_telegram()}, in Slack "
            f"{wanted - self.in_slack()}; too many {self.in_telegram() - wanted} "
            f"{self.in_slack() - wanted}\n{self._open_work()}\n{log}"
        )

    def _open_work(self) -> str:
        """What is not done, and why, a line each; and how the rooms stand."""
        work = tables.work.c
        open_ones = sa.select(
            work.id, work.kind, work.state, work.attempts, work.was_sending, work.due, work.holder
        ).where(work.state.in_(tables.OPEN_STATES))
        rooms = sa.select(tables.rooms.c.state, sa.func.count()).group_by(tables.rooms.c.state)
        url = sa.make_url(self.given["DATABASE_URL"])
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            rows = [*connection.execute(rooms), *connection.execute(open_ones)]
        engine.dispose()
        last = [m.text for m in self.slack.standing(self.team)[-5:]]
        return "\n".join(map(str, [f"now {datetime.now(UTC)}", *rows, *last]))

    async def _is_idle(self) -> bool:
        async with self._store() as store:
            counts = await store.work_counts()
        return not counts.keys() & {WorkState.READY, WorkState.CLAIMED, WorkState.SENDING}

    @asynccontextmanager
    async def _store(self) -> AsyncIterator[SqlStore]:
        keys = Keys(*(base64.b64decode(self.given[n]) for n in ("MASTER_KEY", "PEPPER")))
        url = self.given["DATABASE_URL"]
        store = await SqlStore.open(url, keys, clock=kit.WallClock(), entropy=kit.RANDOM)
        try:
            yield store
        finally:
            await store.close()

    async def check(self) -> None:
        """The books: each picture once in each room, no dead work, no orphans, a whole audit."""
        assert self.complete(), self.state()
        async with self._store() as store:
            assert (await store.verify_audit()).whole
            counts = await store.work_counts()
            assert not counts.keys() & {WorkState.DEAD, WorkState.UNKNOWN}, counts
            blobs = SealedBlobs.open(self.given["BLOBS_URL"], store, kit.RANDOM)
            await sweep(store, blobs, stored_before=datetime.now(UTC))
            async with store.begin(self.pod) as uow:
                numbers = [i.number for i in await uow.images.of_pod(self.pod, limit=10_000)]
            kept = [key async for key, _ in blobs.listed()]
            async with store.begin(None, reading=True) as uow:
                known = await uow.images.known_blobs(kept) | await uow.uploads.known_blobs(kept)
        assert sorted(numbers) == list(range(1, self.sent + 1)), "an upload became two entries"
        assert set(kept) == known
        leftover = {k.rpartition("-")[0] for k in kept}
        assert len(leftover) == len(kept), "two tries of the same thing are kept"


def _seed(given: Mapping[str, str], folder: Path, wanted: Mapping[str, object]) -> str:
    """The pod's id."""
    file = folder / "seed.json"
    file.write_text(json.dumps(wanted))
    hear, tell = forks.Pipe(duplex=False)
    process = forks.Process(target=doomed.seed, args=(given, str(folder), str(file), tell))
    process.start()
    code, said = hear.recv()
    process.join()
    assert code == 0, said
    pod: str = json.loads(said)["pod"]
    return pod


@asynccontextmanager
async def stage(database_url: str, folder: Path) -> AsyncIterator[Stage]:
    """A seeded pod; nothing runs yet. The database has the newest schema."""
    telegram, slack = BotApi(), SlackApi()
    async with telegram.serving(), slack.serving():
        anna, ben = telegram.person("Anna"), telegram.person("Ben")
        family, team = telegram.group("Family", [anna, ben]), slack.channel(list(TEAM))
        given = running.settings(folder, "smtp://127.0.0.1:9", DATABASE_URL=database_url)
        given |= running.telegram(telegram) | running.slack(slack) | {"LOG_LEVEL": "WARNING"}
        wanted = running.a_pod(
            family=family, telegram_people=[anna, ben], channel=team, slack_people=TEAM
        )
        made = Stage(given, folder, await asyncio.to_thread(_seed, given, folder, wanted))
        made.telegram, made.slack, made.anna = telegram, slack, anna
        made.family, made.team = family, team
        yield made
