"""The one-time upload page, for what a chat cannot carry: big files, several, a whole CD folder.

Bytes go from the socket into the sealed store without touching the disk in clear. A folder becomes
one archive on the way, so that its series stay together.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web import multipart
from bot.web.forms import same_site
from bot.web.headers import page, sentence, spoken
from bot.web.intake import Blob, Folder
from bot.web.requests import audit_refusal, in_their_language, language_of, world_of
from core.errors import Refused
from core.usecases import page_parts, page_upload
from core.usecases.desk import World
from core.usecases.page_upload import Kept, Ticket

LONGEST_NOTE = 1000
MENDABLE = ("page-upload-nothing", "upload-too-big")


async def show(request: Request) -> Response:
    """GET: a field for files and one for a folder."""
    handle = request.path_params["handle"]
    language = language_of(request)
    try:
        await page_upload.check(world_of(request), handle)
    except Refused as refusal:
        await audit_refusal(request, refusal)
        return sentence(refusal.words, language, status=404)
    return page("upload.html", language, handle=handle, trouble="", note="")


async def take(request: Request) -> Response:
    """POST multipart: each file its own upload, a folder one archive."""
    same_site(request)
    handle = request.path_params["handle"]
    language = language_of(request)
    world = world_of(request)
    note = ""
    try:
        ticket = await page_upload.check(world, handle)
        kept, note = await _stream(request, world, ticket, handle)
        count = await page_upload.received(world, handle, kept, note)
    except Refused as refusal:
        await audit_refusal(request, refusal)
        if refusal.words not in MENDABLE:
            return sentence(refusal.words, language, status=404)
        trouble = spoken(refusal.words, language, refusal.arguments)
        return page("upload.html", language, status=422, handle=handle, trouble=trouble, note=note)
    return sentence("page-upload-done", language, status=200, count=count)


class _Intake:
    """Everything that one form holds, as it comes."""

    def __init__(self, world: World, ticket: Ticket, handle: str) -> None:
        self._world, self._ticket, self._handle = world, ticket, handle
        self.kept: list[Kept] = []
        self._note = bytearray()
        self._folder: Folder | None = None
        self._into: Blob | Folder | bytearray | None = None

    @property
    def note(self) -> str:
        return bytes(self._note[:LONGEST_NOTE]).decode("utf-8", "replace")

    async def begin(self, name: str, file_name: str | None) -> None:
        self._into = None
        if name == "note":
            self._into = self._note
        elif file_name and name == "files":
            self._into = Blob(self._world, self._ticket, file_name)
        elif file_name and name == "folder":
            if self._folder is None:
                self._folder = Folder(Blob(self._world, self._ticket, "folder"))
            self._folder.begin()
            self._into = self._folder

    async def data(self, data: bytes) -> None:
        if isinstance(self._into, bytearray):
            if len(self._into) < LONGEST_NOTE:
                self._into += data
        elif self._into is not None:
            await self._into.write(data)

    async def end(self) -> None:
        if isinstance(self._into, Folder):
            await self._into.end()
        elif isinstance(self._into, Blob):
            await self._keep(self._into)
        self._into = None

    async def _keep(self, file: Blob | Folder) -> None:
        """One more file; all of one page's are under a cap. Raises Refused."""
        kept = await file.close()
        self.kept.append(kept)
        await page_parts.spend(self._world, self._handle, kept.size)

    async def close(self) -> None:
        if self._folder is not None:
            await self._keep(self._folder)

    async def abort(self) -> None:
        for unfinished in (self._into, self._folder):
            if isinstance(unfinished, Blob | Folder):
                await unfinished.abort()
        for file in self.kept:
            await self._world.blobs.delete(file.blob)


async def _stream(
    request: Request, world: World, ticket: Ticket, handle: str
) -> tuple[list[Kept], str]:
    """What was kept, and the note."""
    intake = _Intake(world, ticket, handle)
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
    Route("/upload/{handle:str}", in_their_language(show), methods=["GET", "HEAD"]),
    Route("/upload/{handle:str}", in_their_language(take), methods=["POST"]),
]
