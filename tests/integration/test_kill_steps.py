"""SIGKILL before and after every named step: started again, the job is finished once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.kill.doomed import STEPS
from tests.kill.stage import stage

pytestmark = pytest.mark.timeout(300)

# How often each step is passed on the way of two pictures into two rooms, at least.
TIMES = {
    "keep the bytes": (1, 2, 4),
    "transcode": (1, 2),
    "say that a send begins": (1, 4),
    "hand over unseen": (1,),
    "send to Slack": (1, 2),
    "send to Telegram": (1, 2),
    "record": (1, 3),
    "commit": tuple(range(1, 17)),
}
PLACES = [
    (step, when, number) for step in STEPS for when in ("before", "after") for number in TIMES[step]
]


@pytest.mark.parametrize("place", PLACES, ids=lambda p: " ".join(map(str, p)))
async def test_killed_there(migrated_url: str, tmp_path: Path, place: tuple[str, str, int]) -> None:
    async with stage(migrated_url, tmp_path) as played:
        played.upload_in_telegram()
        played.upload_in_slack()
        process = played.start(place)
        async with asyncio.timeout(60):
            while process.is_alive():  # noqa: ASYNC110 - a process has no event here
                await asyncio.sleep(0.02)
        assert process.exitcode == -9, played.state()
        await played.finish()
        await played.check()
        # One post at a time is under way in the group: about no other can a human be asked.
        assert played.asked <= 1
