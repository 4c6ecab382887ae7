"""`python -m tests.properties --interleavings 10000 --database sqlite|postgres|both`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from storage.migrations import migrate
from tests.properties import oracle, play, stage
from tests.services import postgres

IN_ONE_POD = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some interleavings; `leaks` tells each with what had happened before it."""

    database: str
    count: int
    seconds: float
    leaks: tuple[str, ...]


async def run(url: str, seed: str, count: int, *, stop_at: int = 5) -> Outcome:
    """Play `count` interleavings, `IN_ONE_POD` to a pod; a pod with a leak is given up."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    leaks: list[str] = []
    began = time.perf_counter()
    played = 0
    number = 0
    async with stage.world(url, seed) as made:
        while played < count and len(leaks) < stop_at:
            number += 1
            made.random.seed(f"{seed}/{number}")
            await stage.furnish(made, f"{seed}-{number}")
            for _ in range(min(IN_ONE_POD, count - played)):
                played += 1
                try:
                    await play.interleaving(made)
                except Exception:  # noqa: BLE001 - told with its story, which is what is wanted
                    story = "\n".join([*made.log, *await oracle.books(made)])
                    leaks.append(f"{story}\n{traceback.format_exc(limit=-6)}")
                    for actor in made.actors:
                        await actor.kill()
                    made.actors.clear()
                    await _forget(made)
                    break
    kind = url.partition(":")[0]
    return Outcome(kind, played, time.perf_counter() - began, tuple(leaks))


async def _forget(made: stage.Stage) -> None:
    """The given-up pod's work would go on in the next one's."""
    for platform in made.chats.values():
        platform.trouble.clear()
    made.clock.moment += timedelta(minutes=1)
    while works := await made.store.claim(limit=50, lease_seconds=15):
        for work in works:
            await made.store.finish(work.id, play.DEAD)


def _sqlite(folder: str, seed: str, count: int) -> Outcome:
    url = f"sqlite:///{folder}/{seed}.sqlite3"
    migrate(url)
    return asyncio.run(run(url, seed, count))


def _postgres(url: str, seed: str, count: int) -> Outcome:
    migrate(url)
    return asyncio.run(run(url, seed, count))


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """In memory where there is such a place: nothing here has to outlive a power cut."""
    memory = "/dev/shm"
    place = memory if os.access(memory, os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="carepods-", dir=place)
    Path(folder).chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """0: no leak; 1: leaks, each with its story."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties")
    parser.add_argument("--interleavings", type=int, default=1_000)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    kinds = ["sqlite", "postgres"] if options.database == "both" else [options.database]
    share = -(-options.interleavings // (len(kinds) * options.jobs))
    with _folder() as folder, contextlib.ExitStack() as servers:
        jobs = []
        with ProcessPoolExecutor(options.jobs) as pool:
            urls = _postgres_urls(folder, options.jobs, servers) if "postgres" in kinds else []
            for job in range(options.jobs):
                seed = f"{options.seed}.{job}"
                if "sqlite" in kinds:
                    jobs.append(pool.submit(_sqlite, folder, f"s{seed}", share))
                if "postgres" in kinds:
                    jobs.append(pool.submit(_postgres, urls[job], f"p{seed}", share))
            outcomes = [job.result() for job in jobs]
    return _report(outcomes)


def _postgres_urls(folder: str, jobs: int, servers: contextlib.ExitStack) -> list[str]:
    import psycopg  # noqa: PLC0415 - only where it is wanted

    place = Path(folder) / "postgres"
    place.mkdir()
    server, facts = postgres.start(place)
    servers.callback(server.stop)
    admin = servers.enter_context(psycopg.connect(facts["admin_url"], autocommit=True))
    return [
        servers.enter_context(postgres.fresh_database(admin, facts["url"])) for _ in range(jobs)
    ]


def _report(outcomes: Sequence[Outcome]) -> int:
    leaks = [leak for outcome in outcomes for leak in outcome.leaks]
    for leak in leaks:
        print(f"\n{leak}")
    for kind in sorted({o.database for o in outcomes}):
        mine = [o for o in outcomes if o.database == kind]
        count, seconds = sum(o.count for o in mine), sum(o.seconds for o in mine)
        print(f"{kind}: {count} interleavings in {seconds:.0f} s of work")
    print(f"{sum(o.count for o in outcomes)} interleavings, {len(leaks)} leaks")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
