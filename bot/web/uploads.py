"""The one-time upload page, for what a chat cannot carry: big files, several, a whole CD folder.

Bytes go from the socket into the sealed store without touching the disk in clear. A folder becomes
one archive on the way, so that its series stay together.
"""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import AsyncIterator
from typing import IO

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web import multipart
from bot.web.forms import same_site
from bot.web.headers import page, sentence, wanted_language
from bot.web.requests import world_of
from core.errors import Refused
from core.usecases import page_upload
from core.usecases.desk import World
from core.usecases.page_upload import Kept, Ticket

CHUNKS_AHEAD = 16
LONGEST_NOTE = 1000


async def show(request: Request) -> Response:
    """GET: a field for files and one for a folder."""
    handle = request.path_params["handle"]
    language = wanted_language(request.headers.get("accept-language"))
    try:
        await page_upload.check(world_of(request), handle)
    except Refused as refusal:
        return sentence(refusal.words, language, status=404)
    return page("upload.html", language, handle=handle)


async def take(request: Request) -> Response:
    """POST multipart: each file its own upload, a folder one archive."""
    same_site(request)
    handle = request.path_params["handle"]
    language = wanted_language(request.headers.get("accept-language"))
    world = world_of(request)
    try:
        ticket = await page_upload.check(world, handle)
        kept, note = await _stream(request, world, ticket)
        count = await page_upload.received(world, handle, kept, note)
    except Refused as refusal:
        return sentence(refusal.words, language, status=422)
    return sentence("page-upload-done", language, status=200, count=count)


class _Blob:
    """A sealed blob that is being written, chunk by chunk."""

    def __init__(self, world: World, ticket: Ticket, name: str) -> None:
        self._name = name
        self._key = page_upload.new_key(world, ticket)
        self._room = world.rules.max_upload_bytes
        self._size = 0
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(CHUNKS_AHEAD)
        self._task = asyncio.create_task(world.blobs.put(ticket.pod, self._key, self._chunks()))

    async def _chunks(self) -> AsyncIterator[bytes]:
        while (chunk := await self._queue.get()) is not None:
            yield chunk

    async def write(self, data: bytes) -> None:
        """Raises Refused above the cap on bytes really received."""
        self._size += len(data)
        if self._size > self._room:
            raise Refused("upload-too-big", "above the cap")
        if self._task.done():
            await self._task
        if data:
            await self._queue.put(data)

    async def close(self) -> Kept:
        await self._queue.put(None)
        await self._task
        return Kept(self._name, self._size, self._key)

    async def abort(self) -> None:
        """What was written so far is left to the sweep of unfinished blobs."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


class _Spool:
    """What an archive is written to: takes bytes, cannot seek."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is held open."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class _Folder:
    """Many files into one archive, stored and not packed, under numbers for names."""

    def __init__(self, blob: _Blob) -> None:
        self._blob = blob
        self._spool = _Spool()
        self._archive = zipfile.ZipFile(self._spool, "w")
        self._member: IO[bytes] | None = None
        self._count = 0

    def begin(self) -> None:
        self._count += 1
        self._member = self._archive.open(f"{self._count:05d}", "w")

    async def write(self, data: bytes) -> None:
        if self._member is not None:
            self._member.write(data)
            await self._blob.write(self._spool.take())

    async def end(self) -> None:
        if self._member is not None:
            self._member.close()
            await self._blob.write(self._spool.take())

    async def close(self) -> Kept:
        self._archive.close()
        await self._blob.write(self._spool.take())
        return await self._blob.close()

    async def abort(self) -> None:
        await self._blob.abort()


class _Intake:
    """Everything that one form holds, as it comes."""

    def __init__(self, world: World, ticket: Ticket) -> None:
        self._world, self._ticket = world, ticket
        self.kept: list[Kept] = []
        self._note = bytearray()
        self._folder: _Folder | None = None
        self._into: _Blob | _Folder | bytearray | None = None

    @property
    def note(self) -> str:
        return bytes(self._note[:LONGEST_NOTE]).decode("utf-8", "replace")

    async def begin(self, name: str, file_name: str | None) -> None:
        self._into = None
        if name == "note":
            self._into = self._note
        elif file_name and name == "files":
            self._into = _Blob(self._world, self._ticket, file_name)
        elif file_name and name == "folder":
            if self._folder is None:
                self._folder = _Folder(_Blob(self._world, self._ticket, "folder"))
            self._folder.begin()
            self._into = self._folder

    async def data(self, data: bytes) -> None:
        if isinstance(self._into, bytearray):
            if len(self._into) < LONGEST_NOTE:
                self._into += data
        elif self._into is not None:
            await self._into.write(data)

    async def end(self) -> None:
        if isinstance(self._into, _Folder):
            await self._into.end()
        elif isinstance(self._into, _Blob):
            self.kept.append(await self._into.close())
        self._into = None

    async def close(self) -> None:
        if self._folder is not None:
            self.kept.append(await self._folder.close())

    async def abort(self) -> None:
        for unfinished in (self._into, self._folder):
            if isinstance(unfinished, _Blob | _Folder):
                await unfinished.abort()


async def _stream(request: Request, world: World, ticket: Ticket) -> tuple[list[Kept], str]:
    """What was kept, and the note."""
    intake = _Intake(world, ticket)
    try:
        async for event in multipart.events(request):
            match event:
                case multipart.Begin(name=name, file_name=file_name):
                    await intake.begin(name, file_name)
                case multipart.Data(data=data):
                    await intake.data(data)
                case multipart.End():
                    await intake.end()
        await intake.close()
    except BaseException:
        await intake.abort()
        raise
    return [k for k in intake.kept if k.size], intake.note


ROUTES = [
    Route("/upload/{handle:str}", show, methods=["GET", "HEAD"]),
    Route("/upload/{handle:str}", take, methods=["POST"]),
]
