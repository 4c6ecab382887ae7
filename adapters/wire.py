"""What every adapter that speaks HTTP shares: one kind of session, one reading of its failures.

After a failed call it matters whether the other side may have acted on it. A connection that was
never made is certain; one that broke or fell silent after the request had left is not.
"""

from __future__ import annotations

import ipaddress
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp

from core.errors import PlatformError

CONNECT_SECONDS = 10.0
# Servers close idle connections after 5 s or more. A request written to a connection that is just
# being closed ends with an unknown outcome, so ours are given up first.
IDLE_SECONDS = 4.0

# By RFC 9110 these say that the request was not fulfilled. A gateway's 502 or 504 says nothing
# about what the server behind it did.
NOT_FULFILLED = frozenset(
    {
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.NOT_IMPLEMENTED,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)


def new_session(*, total_seconds: float | None = None) -> aiohttp.ClientSession:
    """A session of its own connections; no cookies, no proxies from the environment."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=IDLE_SECONDS),
        timeout=aiohttp.ClientTimeout(total=total_seconds, sock_connect=CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def nothing_left(error: BaseException) -> bool:
    """Whether it is sure that the request never reached the other side."""
    return isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)


def lost(error: BaseException, call: str) -> PlatformError:
    """A call that got no answer, as an error of ours. Addresses are left out: they hold secrets."""
    return PlatformError(f"{call}: no answer ({type(error).__name__})", certain=nothing_left(error))


def refused_by_status(status: int, call: str, retry_after: float | None) -> PlatformError:
    """An answer that says no by its HTTP status alone."""
    detail = f"{call}: HTTP {status}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return PlatformError(detail, retry_after=retry_after if retry_after is not None else 5.0)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        certain = status in NOT_FULFILLED
        return PlatformError(detail, retry_after=retry_after, certain=certain)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return PlatformError(detail, permanent=True, why="too_big")
    return PlatformError(detail, permanent=True, why="refused")


def seconds(value: str | None) -> float | None:
    """A Retry-After header in seconds; None when absent or a date."""
    try:
        parsed = float(value) if value is not None else None
    except ValueError:
        return None
    return parsed if parsed is not None and 0 <= parsed < 86_400 else None


def is_loopback(url: str) -> bool:
    """Whether an address names this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
