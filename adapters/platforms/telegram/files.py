"""Fetching what people sent. A file's address holds the bot's token: it is never logged."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp

from adapters import wire
from core.errors import PlatformError

# A Bot API server hands out no more; one of one's own does.
MAX_FETCH_BYTES = 20 * 2**20
CHUNK_BYTES = 64 * 1024
READ_SECONDS = 60.0


async def download(session: aiohttp.ClientSession, url: str, *, limit: int) -> AsyncIterator[bytes]:
    """The bytes behind a file's address; why="too_big" above `limit`. Raises PlatformError."""
    timeout = aiohttp.ClientTimeout(
        total=None, sock_connect=wire.CONNECT_SECONDS, sock_read=READ_SECONDS
    )
    total = 0
    try:
        async with session.get(url, timeout=timeout, allow_redirects=False) as response:
            if response.status != 200:
                raise _refused(response)
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                total += len(chunk)
                if total > limit:
                    raise too_big()
                yield chunk
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise PlatformError(f"file: no bytes ({type(error).__name__})") from None


def too_big() -> PlatformError:
    return PlatformError("a file above the limit", permanent=True, why="too_big")


def _refused(response: aiohttp.ClientResponse) -> PlatformError:
    retry_after = wire.seconds(response.headers.get("Retry-After"))
    refusal = wire.refused_by_status(response.status, "file", retry_after)
    if response.status in (404, 410):
        refusal.why = "gone"
    refusal.certain = True  # reading changes nothing
    return refusal
