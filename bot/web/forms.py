"""Small forms, read with a cap and without touching the disk."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_FORM = 16 * 1024


async def small_form(request: Request) -> dict[str, str]:
    """The fields of a urlencoded form. 413 above 16 KiB, 415 for anything else.

    A form that another site sent is refused (Sec-Fetch-Site, Origin).
    """
    _same_site(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    text = bytes(body).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise HTTPException(400) from error


def _same_site(request: Request) -> None:
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise HTTPException(403)


def same_site(request: Request) -> None:
    """The same check for other bodies."""
    _same_site(request)
