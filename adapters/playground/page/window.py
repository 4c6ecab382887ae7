"""The web window of the page: the service's own pages, in a frame, as a browser shows them.

The service forbids to be framed, rightly. Here, on this machine, a second door to it lets this one
page frame it, and hands links into Telegram to the page instead of the internet.
"""

import re
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INTO_TELEGRAM = re.compile(rb"https://t\.me/")
NOT_FRAMED = ("x-frame-options", "cross-origin-opener-policy", "cross-origin-resource-policy")
START_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Telegram</title>
<link rel="stylesheet" href="/static/start.css">
<main data-start="{payload}"><h1>Opening Telegram…</h1>
<p>Telegram is on the left. If nothing happens, write there: <code>/start {payload}</code></p>
</main>
<script type="module" src="/static/start.js"></script></html>"""


class Framed:
    """ASGI: `app` with one page allowed to frame it."""

    def __init__(self, app: ASGIApp, page: str) -> None:
        self._app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def rewritten(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self._answer(start, bytes(body), send)

        await self._app(scope, receive, rewritten)

    async def _answer(self, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in NOT_FRAMED:
            if name in headers:
                del headers[name]
        policy = headers.get("content-security-policy", "")
        headers["content-security-policy"] = policy.replace(
            "frame-ancestors 'none'", f"frame-ancestors {self._page}"
        )
        if headers.get("content-type", "").startswith("text/html"):
            body = INTO_TELEGRAM.sub(f"{self._page}/t.me/".encode(), body)
        headers["content-length"] = str(len(body))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


async def start_link(request: Request) -> Response:
    """What a phone does with a link into Telegram: it opens the app, here the other half."""
    payload = parse_qs(urlsplit(str(request.url)).query).get("start", [""])[0]
    safe = payload if re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload) else ""
    page = START_PAGE.format(payload=safe)
    policy = "default-src 'none'; style-src 'self'; script-src 'self'; frame-ancestors 'self'"
    return HTMLResponse(page, headers={"content-security-policy": policy})


def told_page(html: str, frame: str) -> Response:
    """A page that somebody in the story sees, shown again: nothing in it can be pressed."""
    absolute = html.replace('href="/', f'href="{frame}/').replace('src="/', f'src="{frame}/')
    policy = f"default-src 'none'; style-src {frame}; img-src {frame} data:; frame-ancestors 'self'"
    return HTMLResponse(absolute, headers={"content-security-policy": policy})
