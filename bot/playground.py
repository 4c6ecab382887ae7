"""`carepods playground`: everything on this machine, without an account or a token.

The production service runs with its own adapters against loopback platforms, a captured mail server
and a captured phone, and a page shows all four side by side.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

from adapters.playground.page import Framed, Page
from adapters.playground.serving import serving
from bot.story import onstage, samples
from bot.story.parts import Addresses, Later, Parts, world

__all__ = ["Addresses", "Parts", "playground", "run", "with_page"]


@contextlib.asynccontextmanager
async def playground(folder: Path | None = None) -> AsyncIterator[Parts]:
    """The whole world but the page, connected and at work, until the block ends.

    `folder`: an empty or absent one that keeps the state; a temporary one when None.
    """
    async with world(folder) as parts:
        yield parts


@contextlib.asynccontextmanager
async def with_page(parts: Parts, *, port: int = 0) -> AsyncIterator[str]:
    """The page's address (no slash at the end). Raises OSError when the port is taken."""
    async with contextlib.AsyncExitStack() as stack:
        page_door, window_door = Later(), Later()
        url = await stack.enter_async_context(serving(page_door, port=port))
        frame = await stack.enter_async_context(serving(window_door))
        bundled = await asyncio.to_thread(samples.bundled)
        page = Page(
            parts.telegram,
            parts.slack,
            parts.letterbox,
            parts.phone,
            stories=await onstage.stories(parts, bundled),
            web=parts.addresses.web,
            frame=frame,
            samples={s.name: (s.label, s.data) for s in bundled},
        )
        window_door.app = Framed(parts.service.app, url)
        page_door.app = page.app
        await stack.enter_async_context(page.following())
        yield url


async def run(port: int, headless: bool) -> int:
    """Until SIGINT or SIGTERM. Headless: the addresses as one JSON line, and no words."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    try:
        async with playground() as parts, with_page(parts, port=port) as url:
            print(_line(parts, url) if headless else _words(url), flush=True)  # noqa: T201
            await stopping.wait()
    except OSError as error:
        print(  # noqa: T201
            f"Port {port} cannot be used ({error.strerror}). Try another one: --port 0 takes a "
            "free one.",
            file=sys.stderr,
        )
        return 2
    return 0


def _line(parts: Parts, url: str) -> str:
    """Addresses of this machine's parts, and the made-up tokens that open them."""
    found = {"page": url, **asdict(parts.addresses)}
    return json.dumps(found | {k.lower(): v for k, v in sorted(parts.platform.items())})


def _words(url: str) -> str:
    return (
        f"The playground is open: {url}\n"
        "Nothing in it is real, and nothing leaves this machine. Ctrl+C ends it."
    )
