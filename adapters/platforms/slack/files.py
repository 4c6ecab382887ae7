"""Files: in by `url_private`, out by the three steps of an external upload."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters import plain, wire
from adapters.platforms.slack import api, errors
from adapters.platforms.slack.workspaces import Workspaces
from core.errors import PlatformError
from core.messages import PictureFile

MAX_FILE_BYTES = 1_000_000_000
CHUNK_BYTES = 64 * 1024
READ_SECONDS = 60.0
MAX_TITLE = 250
MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HISTORY = 100
# Sharing goes on after `completeUploadExternal` has answered: when to look for the message.
LOOKS: Sequence[float] = (0.0, 0.03, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 5.0)
ONE_LOOK: Sequence[float] = (0.0,)
_PATIENT = 3  # so many looks at the file before the channel's history is read as well

_NO_LIMITS = aiohttp.ClientTimeout(
    total=None, sock_connect=wire.CONNECT_SECONDS, sock_read=READ_SECONDS
)


# ── in ──────────────────────────────────────────────────────────────────────────────────────────


async def download(spaces: Workspaces, handle: str, *, limit: int) -> AsyncIterator[bytes]:
    """The bytes behind a handle made by `shapes`. Raises PlatformError."""
    wanted = _unpack(handle)
    space = await spaces.of(wanted["team"])
    address = URL(checked(wanted["url"] or await _address(spaces, wanted, limit), spaces.base_url))
    headers = {"Authorization": f"Bearer {space.token}"}
    try:
        for _ in range(MAX_REDIRECTS + 1):
            async with spaces.session.get(
                address, headers=headers, timeout=_NO_LIMITS, allow_redirects=False
            ) as response:
                if response.status not in _REDIRECTS:
                    _check_answer(response)
                    async for chunk in _at_most(response, limit):
                        yield chunk
                    return
                further = address.join(URL(response.headers.get("Location", "")))
                address = URL(checked(str(further), spaces.base_url))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise PlatformError(f"file: no bytes ({type(error).__name__})") from None
    except ValueError:
        raise _foreign() from None
    raise PlatformError("file: sent on for ever", permanent=True, why="gone")


async def _at_most(response: aiohttp.ClientResponse, limit: int) -> AsyncIterator[bytes]:
    total = 0
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        total += len(chunk)
        if total > limit:
            raise _too_big()
        yield chunk


def _unpack(handle: str) -> dict[str, str]:
    try:
        values = json.loads(handle)
        return {name: str(values[name]) for name in ("team", "file", "url")}
    except (ValueError, KeyError, TypeError):
        raise PlatformError("a file's handle is broken", permanent=True, why="gone") from None


async def _address(spaces: Workspaces, wanted: Mapping[str, str], limit: int) -> str:
    """Where a file lies that came as an id alone."""
    client = await spaces.client(wanted["team"])
    info = await file_info(client, wanted["file"])
    if isinstance(info.get("size"), int) and info["size"] > limit:
        raise _too_big()
    address = info.get("url_private_download") or info.get("url_private")
    if not isinstance(address, str):
        raise PlatformError("files.info: no address", permanent=True, why="gone")
    return address


def checked(address: str, base_url: str) -> str:
    """An address that may be called in the bot's name. Raises PlatformError for any other.

    Whoever writes an event chooses the address of a file that lies elsewhere. The bot's token goes
    to Slack and to nobody else, never in clear, and never to a method of the Web API: there a GET
    with the token is a command.
    """
    try:
        asked, home = URL(address), URL(base_url)
    except ValueError:
        raise _foreign() from None
    if not (_nearby if wire.is_loopback(base_url) else _at_slack)(asked, home):
        raise _foreign()
    return str(asked)


def _nearby(asked: URL, _home: URL) -> bool:
    """For trials: a server of this machine may lay its files where it likes, on this machine."""
    return wire.is_loopback(str(asked)) and asked.scheme in ("http", "https")


def _at_slack(asked: URL, home: URL) -> bool:
    host = asked.host or ""
    known = host == home.host or host.endswith((".slack.com", ".slack-edge.com"))
    if not known or asked.scheme != "https" or asked.port not in (443, home.port):
        return False
    steps = [step for step in unquote(asked.path).lower().split("/") if step]
    return steps[:1] != ["api"] and ".." not in steps and not asked.user


def _foreign() -> PlatformError:
    return PlatformError("a file's address is not Slack's", permanent=True, why="refused")


def _check_answer(response: aiohttp.ClientResponse) -> None:
    if response.status in (403, 404, 410):
        raise PlatformError(f"file: HTTP {response.status}", permanent=True, why="gone")
    if response.status != 200:
        wait = wire.seconds(response.headers.get("Retry-After"))
        refusal = wire.refused_by_status(response.status, "file", wait)
        refusal.certain = True  # reading changes nothing
        raise refusal
    if response.content_type == "text/html":  # a page to sign in on: the token lacks files:read
        raise PlatformError("file: a sign-in page", permanent=True, why="refused")


def _too_big() -> PlatformError:
    return PlatformError("a file above the limit", permanent=True, why="too_big")


# ── out ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the bytes of one file are to go, and what the file will be called."""

    address: str = field(repr=False)
    number: str

    def packed(self) -> str:
        return json.dumps([self.address, self.number])

    @classmethod
    def unpacked(cls, place: str) -> Slot:
        return cls(*json.loads(place))


async def slot(client: AsyncWebClient, file: PictureFile) -> Slot:
    """Slack hears the file's name and how many bytes it has."""
    if len(file.data) > MAX_FILE_BYTES:
        raise _too_big()
    answer = await api.call(
        client, "files.getUploadURLExternal", filename=file.name, length=len(file.data)
    )
    address, number = answer.get("upload_url"), answer.get("file_id")
    if not isinstance(address, str) or not isinstance(number, str):
        raise PlatformError("files.getUploadURLExternal: no address")
    return Slot(checked(address, client.base_url), number)


async def upload(
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    file: PictureFile,
    place: Slot | None = None,
) -> str:
    """Hand over the bytes; the file's id. Nobody sees it before `complete`.

    The description for listeners is the file's title: with `alt_txt` Slack has been seen to
    accept an upload and never share it.
    """
    place = place or await slot(client, file)
    headers = {"Content-Type": "application/octet-stream"}
    try:
        async with session.post(
            place.address,
            data=io.BytesIO(file.data),
            headers=headers,
            timeout=_NO_LIMITS,
            allow_redirects=False,
        ) as response:
            await response.read()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        # Whatever became of the bytes: nothing is shown yet.
        raise PlatformError(f"upload: no answer ({type(error).__name__})") from None
    if response.status != 200:
        wait = wire.seconds(response.headers.get("Retry-After"))
        refusal = wire.refused_by_status(response.status, "upload", wait)
        refusal.certain = True
        raise refusal
    return place.number


def title(file: PictureFile) -> str:
    return plain.cut(plain.one_line(file.alt), MAX_TITLE) or file.name


async def complete(client: AsyncWebClient, number: str, **arguments: object) -> Mapping[str, Any]:
    """Share a handed-over file; the file as far as Slack tells it yet."""
    answer = await api.call(client, "files.completeUploadExternal", **arguments)
    listed = answer.get("files")
    first = listed[0] if isinstance(listed, list) and listed else {}
    return first if isinstance(first, dict) and first.get("id") == number else {}


async def file_info(client: AsyncWebClient, number: str) -> Mapping[str, Any]:
    answer = await api.call(client, "files.info", file=number)
    info = answer.get("file")
    return info if isinstance(info, dict) else {}


async def share(
    client: AsyncWebClient,
    number: str,
    channel: str,
    looks: Sequence[float],
    known: Mapping[str, Any],
) -> str:
    """The stamp of the message that shows a file in a channel; "" if there is none so far.

    The file tells, or the channel's history does. PlatformError when neither can be asked.
    """
    stamp = _stamp(known, channel)
    for count, pause in enumerate(looks if not stamp else (), start=1):
        await asyncio.sleep(pause)
        by_file = await _by_file(client, number, channel)
        if by_file:
            return by_file
        if by_file is None or count > _PATIENT or count == len(looks):
            in_history = await _in_history(client, number, channel)
            if in_history:
                return in_history
            if by_file is None and in_history is None:
                raise PlatformError("a file's message cannot be looked up", permanent=True)
    return stamp


async def _by_file(client: AsyncWebClient, number: str, channel: str) -> str | None:
    """As `files.info` tells; None when it may not be asked."""
    try:
        return _stamp(await file_info(client, number), channel)
    except PlatformError as error:
        if error.why == "gone":
            return ""
        if error.permanent:
            return None
        raise


async def _in_history(client: AsyncWebClient, number: str, channel: str) -> str | None:
    """As the channel's latest messages show; None when they may not be read."""
    try:
        answer = await api.call(client, "conversations.history", channel=channel, limit=_HISTORY)
    except PlatformError as error:
        if error.permanent:
            return None
        raise
    listed = answer.get("messages")
    for message in listed if isinstance(listed, list) else ():
        held = message.get("files") if isinstance(message, dict) else None
        if any(isinstance(f, dict) and f.get("id") == number for f in held or ()):
            return str(message.get("ts", ""))
    return ""


def _stamp(info: Mapping[str, Any], channel: str) -> str:
    shares = info.get("shares")
    for by_channel in shares.values() if isinstance(shares, dict) else ():
        listed = by_channel.get(channel) if isinstance(by_channel, dict) else None
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and isinstance(each.get("ts"), str):
                return str(each["ts"])
    return ""


async def delete(client: AsyncWebClient, number: str) -> None:
    """Delete a file of our own; no error when it is gone already."""
    try:
        await api.call(client, "files.delete", file=number)
    except PlatformError as error:
        if errors.word_of(error) not in ("file_not_found", "file_deleted"):
            raise
