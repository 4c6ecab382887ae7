"""Small forms, read with a cap and without touching the disk."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.requests import world_of

LARGEST_FORM = 16 * 1024


async def small_form(request: Request) -> dict[str, str]:
    """The fields of a urlencoded form. 413 above 16 KiB, 415 for anything else.

    A form that another site sent is refused, see `same_site`.
    """
    same_site(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    text = (await small_body(request, LARGEST_FORM)).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise HTTPException(400) from error


async def small_body(request: Request, limit: int) -> bytes:
    """The whole body. 413 above `limit` bytes really received."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413)
    return bytes(body)


def same_site(request: Request) -> None:
    """403 for a request that a page of another site made.

    `Sec-Fetch-Site` says it where the browser has it. `Origin` does elsewhere; our pages send no
    referrer, so that a browser may write `null` there: then the form's own secret has to do.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise HTTPException(403)
        return
    origin = request.headers.get("origin")
    if origin is not None and origin != "null" and _host(origin) not in _hosts(request):
        raise HTTPException(403)


def _host(origin: str) -> str | None:
    """None where it is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _hosts(request: Request) -> tuple[str, str]:
    """Where we are: by our public address, and by what the browser called us."""
    return urlsplit(world_of(request).rules.public_url).netloc, request.headers.get("host", "")
