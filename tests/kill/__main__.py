"""`python -m tests.kill --runs N [--database sqlite|postgres]`: killed at random moments, N times.

One pod lives through all of it. Pictures keep coming from both chats; `serve` is killed after a
random time and started again. Now and then one lives until all is done: what stands in the rooms is
compared, and how long it took says how long the next ones live, whatever the machine has besides.
In the end the books are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage import migrate
from tests.kill.stage import stage
from tests.services import keeper, postgres

# Parts of the time that an undisturbed life takes to do all that is open.
SHORTEST_LIFE, LONGEST_LIFE = 0.1, 1.5
# Kills between two undisturbed lives.
ROUND = 20
# So many pictures are under way at the most, so that no chat's rate is what is waited for.
MOST_OPEN = 4


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database with the newest schema."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'carepods.sqlite3'}"
        migrate(url)
        yield url
        return
    process = keeper.KeeperProcess(folder)
    try:
        facts = keeper.ask("postgres")
        with (
            psycopg.connect(facts["admin_url"], autocommit=True) as admin,
            postgres.fresh_database(admin, facts["url"]) as url,
        ):
            migrate(url)
            yield url
    finally:
        process.close()


async def run(url: str, folder: Path, runs: int, seed: int) -> str:
    """What happened, in a line. Raises AssertionError when something was lost or doubled."""
    dice = random.Random(seed)
    began = time.monotonic()
    async with stage(url, folder) as played:
        played.upload_in_telegram()
        calm = await played.finish()
        for number in range(1, runs + 1):
            shown = min(len(played.in_telegram()), len(played.in_slack()))
            if played.sent - shown < MOST_OPEN:
                dice.choice((played.upload_in_telegram, played.upload_in_slack))()
            process = played.start()
            life = calm * dice.uniform(SHORTEST_LIFE, LONGEST_LIFE)
            until = time.monotonic() + life
            while time.monotonic() < until and process.is_alive():
                played.answer_questions()
                await asyncio.sleep(0.05)
            assert process.is_alive(), f"it ended by itself\n{played.state()}"
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
            if number % ROUND == 0:
                calm = await played.finish()
                print(f"{number} kills, {played.sent} pictures, {played.asked} asked", flush=True)
        await played.finish()
        await played.check()
        minutes = (time.monotonic() - began) / 60
        return (
            f"{runs} kills in {minutes:.0f} min: {played.sent} pictures, each once in both rooms; "
            f"{played.asked} times a human was asked; no orphan blob; the audit is whole."
        )


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    words.add_argument("--runs", type=int, default=1000)
    words.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="carepods-kill-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with database(given.database, folder) as url:
            print(asyncio.run(run(url, folder, given.runs, given.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
