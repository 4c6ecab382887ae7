"""Killed at any moment, nothing acknowledged is lost and nothing is done twice."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import threading
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from core.ports import WorkState
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.integration.storage import doomed

KILLS = int(os.environ.get("CAREPODS_KILLS", "20"))
"""Killings in each test; an environment variable asks for more."""

LONGEST_LIFE = 0.4
PATIENCE = 300

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.integration.storage.doomed"])


def live(job: str, url: str, folder: Path, number: int) -> BaseProcess:
    process = forks.Process(target=doomed.run, args=(job, url, str(folder), number), daemon=True)
    process.start()
    return process


def kill(process: BaseProcess) -> None:
    process.kill()
    process.join()


def kill_at_random(jobs: list[str], url: str, folder: Path, kills: int) -> None:
    """Let processes live side by side; now and then one is killed and another takes its place."""
    dice = random.Random(kills)
    alive = [live(job, url, folder, n) for n, job in enumerate(jobs)]
    pause = threading.Event()
    try:
        for number in range(len(jobs), len(jobs) + kills):
            pause.wait(dice.random() * LONGEST_LIFE)
            place = dice.randrange(len(jobs))
            kill(alive[place])
            alive[place] = live(jobs[place], url, folder, number)
    finally:
        for process in alive:
            kill(process)


async def finish(store: SqlStore, job: str, folder: Path) -> None:
    """Whoever comes last does all that is left, leases of the dead included."""
    task = asyncio.create_task(doomed.JOBS[job](store, folder, -1))
    async with asyncio.timeout(PATIENCE):
        while True:
            counts = await store.work_counts()
            if not counts.keys() & {WorkState.CLAIMED, WorkState.SENDING}:
                due = await store.next_due()
                if due is None or due == kit.FAR:
                    break
            await asyncio.sleep(doomed.LEASE / 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def subjects(store: SqlStore, url: str) -> Counter[str]:
    assert (await store.verify_audit()).whole
    return Counter(await kit.column(url, "SELECT subject FROM audit"))


async def check(url: str, folder: Path, job: str) -> Counter[str]:
    """How often each thing happened, all of it done and none twice."""
    async with kit.opened(url, clock=kit.WallClock(), database_time=True) as store:
        await finish(store, job, folder)
        happened = await subjects(store, url)
    acknowledged = await asyncio.to_thread(doomed.lines, folder / "acknowledged")
    assert acknowledged, "nobody got anything done between the killings"
    assert [key for key in acknowledged if happened[f"done {key}"] != 1] == []
    assert [what for what, times in happened.items() if times != 1] == []
    return happened


@pytest.mark.timeout(600)
async def test_work_with_effects_in_the_database(migrated_url: str, tmp_path: Path) -> None:
    jobs = ["add", "work", "work"]
    await asyncio.to_thread(kill_at_random, jobs, migrated_url, tmp_path, KILLS)
    happened = await check(migrated_url, tmp_path, "work")
    done = sum(what.startswith("done") for what in happened)
    follow = await kit.column(migrated_url, "SELECT count(*) FROM work WHERE kind = 'follow'")
    assert follow == [done], "what follows is planned with what it follows from"


@pytest.mark.timeout(600)
async def test_work_that_is_sent_elsewhere(migrated_url: str, tmp_path: Path) -> None:
    jobs = ["add", "send"]
    await asyncio.to_thread(kill_at_random, jobs, migrated_url, tmp_path, KILLS)
    await check(migrated_url, tmp_path, "send")
    sent = Counter(await asyncio.to_thread(doomed.lines, tmp_path / "sent"))
    assert [key for key, times in sent.items() if times != 1] == []
    acknowledged = await asyncio.to_thread(doomed.lines, tmp_path / "acknowledged")
    assert set(acknowledged) <= sent.keys()
