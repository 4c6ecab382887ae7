"""A loopback Telegram on a real socket with a real python-telegram-bot client before it."""

import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import telegram
from PIL import Image
from telegram.request import HTTPXRequest

from adapters.playground.serving import serving
from adapters.playground.telegram import QUICK, ManualClock, TelegramLoopback


@dataclass
class Stage:
    tg: TelegramLoopback
    bot: telegram.Bot
    url: str
    clock: ManualClock

    async def updates(self, **kwargs: Any) -> tuple[telegram.Update, ...]:
        """What waits for the bot; handed out is not confirmed."""
        return await self.bot.get_updates(**kwargs)

    async def drain(self, **kwargs: Any) -> None:
        """Confirm everything that waits."""
        for update in await self.updates(**kwargs):
            await self.updates(offset=update.update_id + 1)

    async def raw(self, method: str, **params: Any) -> tuple[int, Any]:
        """A request without any client library: status and JSON."""
        return await self.post(f"{self.url}/bot{self.tg.token}/{method}", json=params)

    async def post(self, url: str, **kwargs: Any) -> tuple[int, Any]:
        async with aiohttp.ClientSession() as session, session.post(url, **kwargs) as answer:
            return answer.status, await answer.json(content_type=None)


def specs_folder() -> str | None:
    """Where the official description lies, if it lies anywhere."""
    shared = os.environ.get("CAREPODS_SHARED")
    return os.environ.get("CAREPODS_SPECS") or (str(Path(shared) / "specs") if shared else None)


@asynccontextmanager
async def stage(**kwargs: Any) -> AsyncIterator[Stage]:
    """Everything set up; at the end nothing may have been outside the official description."""
    clock = kwargs.pop("clock", None) or ManualClock()
    limits = kwargs.pop("limits", QUICK)
    tg = TelegramLoopback(clock=clock, limits=limits, specs=specs_folder(), **kwargs)
    async with serving(tg.app) as url:
        requests = [
            HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
            for _ in range(2)
        ]
        bot = telegram.Bot(
            tg.token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=requests[0],
            get_updates_request=requests[1],
        )
        async with bot:
            yield Stage(tg, bot, url, clock)
        await tg.aclose()
    assert tg.violations == []


def picture(width: int, height: int, kind: str = "PNG", **saved: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(target, kind, **saved)
    return target.getvalue()


def opened(data: bytes | bytearray) -> Image.Image:
    return Image.open(io.BytesIO(bytes(data)))
