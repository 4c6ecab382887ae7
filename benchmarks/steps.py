"""How long each step of the main job takes, in one process with everything it talks to.

    python -m benchmarks.steps [--rounds 9]

prints, for each picture of `benchmarks.bridge`, when each step begins and how long it takes
(medians in milliseconds, counted from the moment a person sends it until the finished upload in
Slack), what it costs in the database, and the steps by which somebody is let in. The product's
functions are wrapped from outside; nothing in it measures itself.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import os
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from benchmarks.bridge import PICTURES, Uploads
from bot import logs, worker
from core.usecases import deliver, ingest, quarantine, renditions, rooms
from storage.sqlite import SqliteTransaction
from storage.write_ahead import WriteAheadLog
from tests.integration.house import House, house

Timeline = dict[str, tuple[float, float]]
"""Step → when it began and how long it took, milliseconds."""

ORDER: Mapping[str, str] = {
    "receive": "taken from the inbox: whose it is, for which pod",
    "fetch": "fetched from Telegram, sealed and on the disk",
    "decode": "decoded in its own process, encoded",
    "keep": "renditions sealed and on the disk",
    "record": "entry, audit, one post planned a room",
    "look": "who is in the Slack channel",
    "ahead": "meanwhile: picture at hand, place for the upload",
    "draft": "bytes handed to Slack, unseen",
    "decide": "decided again, on the disk",
    "show": "shown in the channel",
}


class Recorder:
    """What happened since `begin`."""

    def __init__(self) -> None:
        self._zero = 0.0
        self.steps: Timeline = {}
        self.costs: Counter[str] = Counter()

    def begin(self) -> None:
        self._zero, self.steps = time.perf_counter(), {}
        self.costs.clear()

    def note(self, step: str, began: float, ended: float) -> None:
        self.steps[step] = ((began - self._zero) * 1000, (ended - began) * 1000)

    def wrap(self, owner: Any, name: str, step: str, *, when: Callable[..., bool]) -> None:
        inner = getattr(owner, name)

        @functools.wraps(inner)
        async def measured(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            first = step not in self.steps and when(*args)
            if first:
                self.note(step, began, began)
            try:
                return await inner(*args, **kwargs)
            finally:
                if first:
                    self.note(step, began, time.perf_counter())

        setattr(owner, name, measured)

    def count(self, owner: Any, name: str, cost: str, *, when: Callable[..., bool]) -> None:
        inner = getattr(owner, name)

        @functools.wraps(inner)
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.costs[cost] += when(*args)
            return inner(*args, **kwargs)

        setattr(owner, name, counted)


def _always(*_args: Any) -> bool:
    return True


def watch(recorder: Recorder, home: House) -> None:
    """Wrap every step between the two platforms, and what is asked of the database."""
    world = home.parts.service.world
    slack = world.platforms["slack"]
    receive = dict(worker.KINDS)
    holder = type("Holder", (), {"receive": staticmethod(receive["receive"])})
    recorder.wrap(holder, "receive", "receive", when=_always)
    worker.KINDS = {**receive, "receive": holder.receive}
    recorder.wrap(quarantine, "sealed", "fetch", when=_always)
    recorder.wrap(world.transcoder, "transcode", "decode", when=_always)
    recorder.wrap(renditions, "keep_all", "keep", when=_always)
    recorder.wrap(ingest, "_record_images", "recorded", when=_always)
    recorder.wrap(rooms, "look", "look", when=lambda _w, room, _c: room.ref.platform == "slack")
    recorder.wrap(deliver, "_ahead", "ahead", when=lambda _w, on, _f: on is slack)
    recorder.wrap(slack, "draft", "draft", when=lambda _r, message: message.picture is not None)
    recorder.wrap(slack, "send", "show", when=lambda _r, message: message.picture is not None)
    recorder.count(SqliteTransaction, "run", "statements", when=_always)
    recorder.count(
        SqliteTransaction, "end", "transactions", when=lambda tx: tx._connection is not None
    )
    recorder.count(WriteAheadLog, "_to_disk", "trips to the disk", when=_always)


def derived(steps: Timeline, total: float) -> Timeline:
    """Steps that lie between others."""
    found = dict(steps)
    began, took = found.pop("recorded")
    kept = sum(found["keep"])
    found["record"] = (kept, began + took - kept)
    drafted, shown = sum(found["draft"]), found["show"][0]
    found["decide"] = (drafted, shown - drafted)
    found["show"] = (shown, total - shown)
    return found


async def pictures(home: House, rounds: int) -> None:
    recorder = Recorder()
    watch(recorder, home)
    uploads = Uploads(home.parts.slack)
    telegram = home.parts.telegram
    for name, make in PICTURES.items():
        data = make()
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        costs: dict[str, list[float]] = defaultdict(list)
        totals = []
        for turn in range(rounds + 2):
            recorder.begin()
            total = await uploads.timed(
                lambda d=data: telegram.send_document(home.ben, telegram.private(home.ben), d, "a")
            )
            steps, spent = derived(recorder.steps, total), dict(recorder.costs)
            await home.quiet()
            if turn > 1:  # the first two turns warm up
                totals.append(total)
                for step, times in steps.items():
                    found[step].append(times)
                for cost, count in spent.items():
                    costs[cost].append(count)
        _print_picture(name, found, costs, totals)


def _print_picture(
    name: str,
    found: Mapping[str, Sequence[tuple[float, float]]],
    costs: Mapping[str, Sequence[float]],
    totals: Sequence[float],
) -> None:
    print(f"\n{name}: {statistics.median(totals):.1f} ms until it stands in Slack")
    print("  begins    takes  step")
    for step, words in ORDER.items():
        began, took = (statistics.median(column) for column in zip(*found[step], strict=True))
        print(f"{began:8.1f} {took:8.1f}  {words}")
    spent = ", ".join(f"{statistics.median(n):.0f} {cost}" for cost, n in costs.items())
    print(f"  until then: {spent}")


async def joining(home: House, rounds: int) -> None:
    """The steps of letting somebody in, as they are seen from outside."""
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        await _join(home, f"guest{number}", f"+4917139201{number:02d}", found)
        await home.quiet()
    print("\nletting somebody in\n    takes  step")
    for step, times in found.items():
        print(f"{statistics.median(times):9.1f}  {step}")


async def _join(home: House, name: str, phone: str, found: dict[str, list[float]]) -> None:
    telegram, visitor = home.parts.telegram, home.visitor
    address = f"{name}@example.org"

    async def step(words: str, doing: Awaitable[Any]) -> Any:
        began = time.perf_counter()
        result = await doing
        found[words].append((time.perf_counter() - began) * 1000)
        return result

    async def said(user: Any, words: str) -> None:
        async with asyncio.timeout(30):
            while not any(words in m.text for m in home.private(user)):  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    async def invited() -> None:
        words = f"/invite {address} family {name}"
        await telegram.say(home.anna, telegram.private(home.anna), words)
        await home.parts.letterbox.wait_for(address)

    await step("a member's /invite, until the link is in the mail", invited())
    page = await step("the link opened", home.open_mail(address))
    sent = visitor.submit(page.form("phone"), phone=phone)
    page = await step("address confirmed, phone named, until the next page", sent)
    code = await step("until the code is on the phone", home.code_for(phone))
    sent = visitor.submit(page.form("code"), code=code)
    page = await step("code checked (argon2id), until the next page", sent)
    user = telegram.add_user(name)

    async def bound() -> None:
        await telegram.start_bot(user, page.start_payload)
        await said(user, "You are in")

    await step("account bound, privileges granted, until they are told", bound())


async def run(rounds: int) -> None:
    async with house() as home:
        await joining(home, min(rounds, 9))
        await pictures(home, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    logs.configure("ERROR")
    asyncio.run(run(rounds))


if __name__ == "__main__":
    main()
