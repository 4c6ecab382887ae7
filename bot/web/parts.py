"""The upload page with a script: files in parts, so that a broken line costs one part at most."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.forms import same_site, small_body
from bot.web.headers import spoken
from bot.web.intake import Blob, Folder
from bot.web.requests import audit_refusal, in_their_language, language_of, world_of
from bot.web.uploads import LONGEST_NOTE, MENDABLE
from core.errors import Refused
from core.usecases import page_parts, page_upload
from core.usecases.desk import World
from core.usecases.page_parts import LARGEST_PART, LONGEST_ID, Part, Pieces
from core.usecases.page_upload import Kept, Ticket

LARGEST_LIST = 4 * 1024 * 1024
MOST_FILES = 10_000
LONGEST_NAME = 255
MENDS = (*MENDABLE, "page-upload-unfinished", "page-not-right")
Handler = Callable[[Request], Awaitable[Response]]


def _told(handler: Handler) -> Handler:
    """A refusal as a sentence that the page shows. 410: the page is over, nothing can mend it."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refusal:
            await audit_refusal(request, refusal)
            text = spoken(refusal.words, language_of(request), refusal.arguments)
            return JSONResponse({"text": text}, status_code=422 if refusal.words in MENDS else 410)

    return handle


def _part(request: Request) -> Part:
    """400 where the address names no part."""
    asked = request.query_params
    file, offset, total = (asked.get(name, "") for name in ("file", "offset", "size"))
    if not 0 < len(file) <= LONGEST_ID:
        raise HTTPException(400)
    return Part(file, _count(offset), _count(total))


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 15):
        raise HTTPException(400)
    return int(written)


@_told
async def so_far(request: Request) -> Response:
    """GET: where a file ends by now."""
    file = request.query_params.get("file", "")
    if not 0 < len(file) <= LONGEST_ID:
        raise HTTPException(400)
    found = await page_parts.so_far(world_of(request), request.path_params["handle"], file)
    return JSONResponse({"offset": found.size})


@_told
async def keep(request: Request) -> Response:
    """POST: the next bytes of a file. The answer says where it ends now: go on from there."""
    same_site(request)
    part = _part(request)
    world, handle = world_of(request), request.path_params["handle"]
    await page_upload.check(world, handle)  # of strangers nothing is kept, not even in memory
    data = await small_body(request, LARGEST_PART)
    offset = await page_parts.keep(world, handle, part, data)
    return JSONResponse({"offset": offset})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that the sender says is whole. `folder`: with the others of its kind."""

    file: str
    name: str
    folder: bool


@_told
async def done(request: Request) -> Response:
    """POST: all is there. The same answer when it is asked again."""
    same_site(request)
    world, handle = world_of(request), request.path_params["handle"]
    count = await page_upload.taken(world, handle)
    if not count:
        await page_upload.check(world, handle)
        wanted, note = _list(await small_body(request, LARGEST_LIST))
        count = await _take(world, handle, wanted, note)
    text = spoken("page-upload-done", language_of(request), {"count": count})
    return JSONResponse({"count": count, "text": text})


def _list(body: bytes) -> tuple[list[_Wanted], str]:
    """400 for anything else than what our script sends."""
    try:
        said = json.loads(body)
        files = [
            _Wanted(_words(f["id"], LONGEST_ID), _words(f["name"], LONGEST_NAME), bool(f["folder"]))
            for f in said["files"]
        ]
        note = _words(said["note"], LONGEST_NOTE)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HTTPException(400) from error
    if len(files) > MOST_FILES or len({f.file for f in files}) != len(files):
        raise HTTPException(400)
    return files, note


def _words(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise TypeError
    # Half a surrogate pair is no text that could be kept.
    return value.encode("utf-8", "replace").decode()[:longest]


async def _take(world: World, handle: str, wanted: list[_Wanted], note: str) -> int:
    ticket = await page_upload.check(world, handle)
    pieces = await page_parts.complete(world, handle, [w.file for w in wanted])
    both = list(zip(wanted, pieces, strict=True))
    kept = [await _one(world, ticket, w, p) for w, p in both if not w.folder]
    in_folder = [p for w, p in both if w.folder]
    if in_folder:
        kept.append(await _folder(world, ticket, in_folder))
    count = await page_upload.received(world, handle, kept, note)
    stay = {file.blob for file in kept}
    for blob in (blob for p in pieces for blob, _ in p.pieces):
        if blob not in stay:
            await world.blobs.delete(blob)
    return count


async def _one(world: World, ticket: Ticket, wanted: _Wanted, pieces: Pieces) -> Kept:
    """A file that came in one piece stays where it is."""
    if len(pieces.pieces) == 1:
        return Kept(wanted.name, pieces.size, pieces.pieces[0][0])
    blob = Blob(world, ticket, wanted.name)
    try:
        async for chunk in page_parts.content(world, ticket.pod, pieces):
            await blob.write(chunk)
        return await blob.close()
    except BaseException:
        await blob.abort()
        raise


async def _folder(world: World, ticket: Ticket, files: list[Pieces]) -> Kept:
    """One archive, so that series stay together."""
    folder = Folder(Blob(world, ticket, "folder"))
    try:
        for pieces in files:
            folder.begin()
            async for chunk in page_parts.content(world, ticket.pod, pieces):
                await folder.write(chunk)
            await folder.end()
        return await folder.close()
    except BaseException:
        await folder.abort()
        raise


ROUTES = [
    Route("/upload/{handle:str}/parts", so_far, methods=["GET"]),
    Route("/upload/{handle:str}/parts", keep, methods=["POST"]),
    Route("/upload/{handle:str}/done", in_their_language(done), methods=["POST"]),
]
