"""From the Telegram update to the finished Slack upload: Carepods beside a bare bridge, in one run.

The bridge is what one would write in an afternoon with python-telegram-bot and Slack's SDK: it
copies the bytes and does nothing else — no decoding, no check of who is there, nothing on record.
Both run in this process against the same loopback servers, taking turns.

    python -m benchmarks.bridge [--rounds 15]

prints one line a picture: medians in milliseconds and their ratio. Aims: 120 kB photo ≤ 1.5, 3 MB
photo ≤ 1.0, 512×512 CT ≤ 3.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

import numpy as np
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import FileMetaDataset
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from adapters.playground.serving import serving
from adapters.playground.slack import Limits as SlackLimits
from adapters.playground.slack import SlackLoopback
from adapters.playground.telegram import QUICK, TelegramLoopback
from bot import logs
from tests.integration.house import House, house

AIMS = {"photo 120 kB": 1.5, "photo 3 MB": 1.0, "CT 512": 3.0}


def photo(side: int, quality: int, grain: int) -> bytes:
    """A photo-like JPEG: smooth shapes with grain."""
    generator = np.random.default_rng(side)
    y, x = np.mgrid[0:side, 0 : side * 4 // 3].astype(np.float32) / side
    shape = 110 + 80 * np.sin(7 * x + 3 * y) * np.cos(5 * y)
    noise = generator.normal(0, grain, (*shape.shape, 3))
    pixels = np.clip(shape[..., None] + noise, 0, 255).astype(np.uint8)
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "JPEG", quality=quality)
    return held.getvalue()


def ct() -> bytes:
    """A 512×512 CT slice, uncompressed: the package's small one, enlarged."""
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    small = dataset.pixel_array
    dataset.Rows = dataset.Columns = 512
    dataset.PixelData = np.kron(small, np.ones((4, 4), small.dtype)).tobytes()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    held = io.BytesIO()
    dataset.save_as(held, enforce_file_format=True)
    return held.getvalue()


PICTURES = {
    "photo 120 kB": lambda: photo(768, 84, 6),
    "photo 3 MB": lambda: photo(2400, 88, 12),
    "CT 512": ct,
}


class Uploads:
    """Rings when a workspace has answered that an upload is finished. Nothing is asked meanwhile:
    watching would take its share of the one processor that the servers and the clients have."""

    def __init__(self, slack: SlackLoopback) -> None:
        self._finished = asyncio.Event()
        note = slack.journal.note

        def noted(at: float, method: str, *args: Any, **kwargs: Any) -> None:
            note(at, method, *args, **kwargs)
            if method == "files.completeUploadExternal":
                self._finished.set()

        slack.journal.note = noted  # type: ignore[method-assign]

    async def timed(self, send: Callable[[], Awaitable[object]]) -> float:
        """Milliseconds from the moment it is sent until one more upload is finished."""
        self._finished.clear()
        begun = time.perf_counter()
        await send()
        await asyncio.wait_for(self._finished.wait(), 60)
        return (time.perf_counter() - begun) * 1000


def bridge(
    telegram_url: str, token: str, slack_url: str, bot_token: str, channel: str
) -> Application:
    """Every document of every chat, copied into one channel."""
    slack = AsyncWebClient(token=bot_token, base_url=f"{slack_url}/api/")

    async def copy(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        document = update.effective_message and update.effective_message.document
        if document:
            file = await document.get_file()
            data = bytes(await file.download_as_bytearray())
            await slack.files_upload_v2(channel=channel, filename="picture.jpg", content=data)

    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{telegram_url}/bot")
        .base_file_url(f"{telegram_url}/file/bot")
        .build()
    )
    application.add_handler(MessageHandler(filters.Document.ALL, copy))
    return application


async def run(rounds: int) -> dict[str, tuple[float, float]]:
    """Median milliseconds of (bridge, Carepods) by picture."""
    pictures = {name: make() for name, make in PICTURES.items()}
    telegram = TelegramLoopback(limits=QUICK)
    slack = SlackLoopback(limits=SlackLimits(enabled=False))
    person = telegram.add_user("Anna")
    colleague = slack.add_user("Dora", email="dora@example.org")
    channel = slack.add_channel("copies", [colleague])
    async with (
        serving(telegram.app) as telegram_url,
        serving(slack.app) as slack_url,
        house() as home,
    ):
        slack.url = slack_url
        application = bridge(telegram_url, telegram.token, slack_url, slack.bot_token, channel.id)
        async with application:
            await application.start()
            await telegram.start_bot(person)
            if application.updater is None:
                raise RuntimeError("the bridge does not poll")
            await application.updater.start_polling()
            results = await _turns(rounds, pictures, home, telegram, slack, person, channel)
            await application.updater.stop()
            await application.stop()
    return results


async def _turns(
    rounds: int,
    pictures: dict[str, bytes],
    home: House,
    telegram: TelegramLoopback,
    slack: SlackLoopback,
    person: object,
    channel: object,
) -> dict[str, tuple[float, float]]:
    copied, posted = Uploads(slack), Uploads(home.parts.slack)
    found = {}
    ours = home.parts.telegram
    for name, data in pictures.items():
        bare, whole = [], []
        for turn in range(rounds + 2):
            one = await copied.timed(
                lambda d=data: telegram.send_document(person, telegram.private(person), d, "a")
            )
            other = await posted.timed(
                lambda d=data: ours.send_document(home.ben, ours.private(home.ben), d, "a")
            )
            await home.quiet()
            if turn > 1:  # the first two turns warm both up
                bare.append(one)
                whole.append(other)
        found[name] = (statistics.median(bare), statistics.median(whole))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    logs.configure("ERROR")
    results = asyncio.run(run(rounds))
    print("picture        bridge ms  carepods ms  ratio   aim")
    for name, (bare, whole) in results.items():
        print(f"{name:14} {bare:9.1f} {whole:12.1f} {whole / bare:6.2f} {AIMS[name]:5.1f}")


if __name__ == "__main__":
    main()
