"""The life of a `serve` that is killed at the n-th time it comes by a named step.

Nothing of this is in the product: its functions are wrapped here, from outside.
"""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import bot.serve
from adapters.imaging.transcoder import ImagingTranscoder
from adapters.platforms.slack.platform import SlackPlatform
from adapters.platforms.telegram.platform import TelegramPlatform
from bot import admin, logs
from bot.config import PREFIX, Settings, check, load, platform_settings
from core.usecases import deliver
from storage.blobs import SealedBlobs
from storage.postgres import PostgresTransaction
from storage.queue import SqlQueue
from storage.sqlite import SqliteTransaction

Counts = Callable[..., bool]


def _any(*_args: Any, **_kwargs: Any) -> bool:
    return True


def _picture(_self: Any, _room: Any, message: Any, **_kwargs: Any) -> bool:
    return message.picture is not None


def _committing(transaction: Any, *, commit: bool) -> bool:
    """A commit of something, once the first delivery is being kept."""
    return commit and not transaction.reading and transaction._connection is not None and _armed[0]


_armed = [False]
# Step → (its owner, the function's name, which calls count).
STEPS: Mapping[str, tuple[tuple[Any, str, Counts], ...]] = {
    "keep the bytes": ((SealedBlobs, "put", _any),),
    "transcode": ((ImagingTranscoder, "transcode", _any),),
    "say that a send begins": ((SqlQueue, "sending", _any),),
    "hand over unseen": ((SlackPlatform, "draft", _picture),),
    "send to Slack": ((SlackPlatform, "send", _picture),),
    "send to Telegram": ((TelegramPlatform, "send", _picture),),
    "record": ((deliver, "_record", _any),),
    "commit": (
        (SqliteTransaction, "end", _committing),
        (PostgresTransaction, "end", _committing),
    ),
}


def doom(step: str, when: str, number: int) -> None:
    """From here on this process kills itself before or after the n-th time."""
    left = [number]
    for owner, name, counts in STEPS[step]:
        _wrap(owner, name, counts, when, left)
    add = SqlQueue.add

    async def adding(self: SqlQueue, new: Any) -> bool:
        _armed[0] = True
        return await add(self, new)

    SqlQueue.add = adding  # type: ignore[method-assign]


def _wrap(owner: Any, name: str, counts: Counts, when: str, left: list[int]) -> None:
    inner = getattr(owner, name)

    @functools.wraps(inner)
    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        mine = counts(*args, **kwargs)
        if mine:
            left[0] -= 1
        now = mine and left[0] == 0
        if now and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await inner(*args, **kwargs)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapped)


def serve(given: Mapping[str, str], folder: str, at: tuple[str, str, int] | None) -> None:
    """The whole life of one process; its log goes to a file in the folder."""
    settings, platform = _settle_in(given, folder)
    check(settings, platform)
    if at is not None:
        doom(*at)
    sys.exit(asyncio.run(bot.serve.serve(settings, platform, work=True)))


def seed(given: Mapping[str, str], folder: str, file: str, told: Connection) -> None:
    """`carepods admin seed`; (exit code, what it says)."""
    settings, platform = _settle_in(given, folder)
    told.send(asyncio.run(admin.seed(settings, platform, Path(file))))


def _settle_in(given: Mapping[str, str], folder: str) -> tuple[Settings, dict[str, str]]:
    os.setsid()
    log = os.open(Path(folder) / "serve.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 2)
    os.chdir(folder)
    for name in [n for n in os.environ if n.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update({PREFIX + name: value for name, value in given.items()})
    settings, platform = load(), platform_settings()
    logs.configure(settings.log_level)
    return settings, platform
