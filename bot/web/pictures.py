"""The bytes of the viewer's pictures: decided and recorded at every fetch."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.requests import world_of
from bot.web.sessions import secret_of
from bot.web.viewer import guarded, number_of
from core.imaging import Purpose
from core.usecases import looking, windowing
from core.usecases.looking import Fetched

SIZES = (
    Purpose.THUMBNAIL,
    Purpose.PREVIEW,
    Purpose.FULL,
    Purpose.CINE,
    Purpose.CONTACT_SHEET,
)
ONE_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


async def _fetch(request: Request, size: str, *, download: bool) -> Fetched:
    purpose = next((p for p in SIZES if p.value == size), None)
    if purpose is None:
        raise HTTPException(404)
    return await looking.fetch(
        world_of(request),
        secret_of(request),
        request.path_params["pod"],
        number_of(request, "number"),
        purpose,
        download=download,
    )


@guarded
async def picture(request: Request) -> Response:
    """A rendition. A film may be fetched in parts: some players insist on it."""
    fetched = await _fetch(request, request.path_params["size"], download=False)
    asked = ONE_RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or not fetched.media_type.startswith("video/"):
        return _answer(fetched)
    return _part(fetched, int(asked[1]), int(asked[2]) if asked[2] else None)


def _answer(fetched: Fetched, disposition: str = "inline") -> Response:
    # What a browser is told to show it can neither run nor take for a page of ours.
    headers = {
        "content-disposition": f'{disposition}; filename="{fetched.name}"',
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    if fetched.media_type.startswith("video/"):
        headers["accept-ranges"] = "bytes"
    return Response(fetched.data, media_type=fetched.media_type, headers=headers)


def _part(fetched: Fetched, first: int, last: int | None) -> Response:
    """206 with the bytes from first to last; 416 where there are none."""
    size = len(fetched.data)
    end = size if last is None else min(last + 1, size)
    if first >= end:
        return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
    answer = _answer(Fetched(fetched.data[first:end], fetched.media_type, fetched.name))
    answer.status_code = 206
    answer.headers["content-range"] = f"bytes {first}-{end - 1}/{size}"
    return answer


@guarded
async def download(request: Request) -> Response:
    """Re-encoded and under a generated name, as everything that goes out."""
    fetched = await _fetch(request, request.query_params.get("size", "full"), download=True)
    return _answer(fetched, "attachment")


@guarded
async def window(request: Request) -> Response:
    """Another brightness and contrast, rendered anew."""
    asked = request.query_params
    chosen = windowing.parse(*(asked.get(n, "") for n in ("window", "centre", "width")))
    fetched = await windowing.rendered(
        world_of(request),
        secret_of(request),
        request.path_params["pod"],
        number_of(request, "number"),
        chosen,
        full=asked.get("size") == "full",
    )
    return _answer(fetched)


ROUTES = [
    Route("/pods/{pod:str}/{number:str}/download", download),
    Route("/pods/{pod:str}/{number:str}/window", window),
    Route("/pods/{pod:str}/{number:str}/{size:str}", picture),
]
