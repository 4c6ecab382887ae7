"""Headers that every page carries, and how a page is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import FluentTexts, is_right_to_left

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-robots-tag": "noindex, nofollow",
    "strict-transport-security": "max-age=63072000",
}

TEXTS = FluentTexts()
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


class SecurityHeaders:
    """ASGI middleware: the headers above on every answer that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def spoken(key: str, language: str, arguments: Mapping[str, object]) -> str:
    """A sentence on a page; commands as they are written in a chat."""
    return TEXTS.say(key, language, {"prefix": "/", **arguments})


def page(template: str, language: str, *, status: int = 200, **values: Any) -> Response:
    """A page in a language; `say` in the template gives the words."""

    def say(key: str, **arguments: object) -> str:
        return spoken(key, language, arguments)

    html = _templates.get_template(template).render(
        say=say,
        language=language,
        direction="rtl" if is_right_to_left(language) else "ltr",
        **values,
    )
    # Here as well: a page about our own fault is sent from outside of the middleware.
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def sentence(key: str, language: str, *, status: int, **arguments: object) -> Response:
    """A page that is one sentence with what to do next."""
    return page("sentence.html", language, status=status, text=spoken(key, language, arguments))


def wanted_language(header: str | None, *others: str) -> str:
    """From Accept-Language, in the reader's order; else the others."""
    return TEXTS.best(*_preferred(header), *others)


def known_language(header: str | None) -> str:
    """The same, but "" where the browser asks for none that there is."""
    return TEXTS.known(*_preferred(header))


def _preferred(header: str | None) -> list[str]:
    """The tags by their weight (`de;q=0.8`), those of equal weight as they stand."""
    weighted = []
    for part in (header or "").split(","):
        tag, *rest = part.split(";")
        weight = next((r.strip()[2:] for r in rest if r.strip().startswith("q=")), "1")
        try:
            value = float(weight)
        except ValueError:
            value = 0.0
        if value > 0:
            weighted.append((tag.strip(), value))
    return [tag for tag, _ in sorted(weighted, key=lambda one: -one[1])]
