"""The web application: pages, webhooks, health and metrics."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.metrics import Contacts
from bot.web import exports, figures, join, parts, pictures, sessions, totp, uploads, viewer
from bot.web.headers import SecurityHeaders, sentence, wanted_language
from bot.web.requests import world_of
from core.errors import CarepodsError, Refused
from core.ports import Platform, RawRequest
from core.usecases.desk import World

LARGEST_WEBHOOK = 1024 * 1024
log = structlog.get_logger("web")

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def application(
    world: World,
    contacts: Contacts | None = None,
    lifespan: Lifespan | None = None,
    *,
    metrics_token: str = "",
) -> Starlette:
    """All routes. Webhooks are added for the platforms that have them."""
    routes = [
        Route("/", _front),
        Route("/health", _health),
        Route("/ready", _ready),
        *figures.ROUTES,
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        *join.ROUTES,
        *uploads.ROUTES,
        *parts.ROUTES,
        *sessions.ROUTES,
        *viewer.ROUTES,
        *pictures.ROUTES,
        *exports.ROUTES,
        *totp.ROUTES,
        *(
            Route(path, _webhook(platform), methods=["GET", "POST"])
            for platform in world.platforms.values()
            for path in platform.webhook_paths
        ),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={
            HTTPException: _http_error,
            CarepodsError: _refused,
            ConnectionError: _not_now,
            ClientDisconnect: _nobody_there,
            Exception: _our_fault,
        },
        lifespan=lifespan,
    )
    # A redirect to the same address without its last slash would be made of the Host header, and
    # name http:// behind a proxy: with somebody's link in it.
    app.router.redirect_slashes = False
    app.state.world = world
    app.state.contacts = contacts or Contacts(world.clock)
    app.state.metrics_token = metrics_token
    return app


def _webhook(platform: Platform) -> Callable[[Request], object]:
    async def handle(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_WEBHOOK:
                return PlainTextResponse("too large", status_code=413)
        raw = RawRequest(
            path=request.url.path,
            headers={k.lower(): v for k, v in request.headers.items()},
            body=bytes(body),
            query=request.url.query,
        )
        answer = await platform.webhook(raw)
        return Response(
            answer.body,
            status_code=answer.status,
            media_type=answer.media_type,
            headers=dict(answer.headers),
        )

    return handle


async def _front(request: Request) -> Response:
    language = wanted_language(request.headers.get("accept-language"))
    return sentence("page-front", language, status=200)


async def _health(_request: Request) -> Response:
    return PlainTextResponse("alive\n")


async def _ready(request: Request) -> Response:
    """Ready when the store answers and a platform was heard of: one of them may be down."""
    world, contacts = world_of(request), request.app.state.contacts
    store = await world.store.healthy()
    heard = {name: contacts.seconds_since(name) for name in sorted(world.platforms)}
    ready = store and (not heard or any(s is not None for s in heard.values()))
    answer = {"store": store, "seconds_since_contact": heard}
    return JSONResponse(answer, status_code=200 if ready else 503)


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    language = wanted_language(request.headers.get("accept-language"))
    return sentence(
        "page-not-found" if status == 404 else "page-not-right", language, status=status
    )


async def _refused(request: Request, error: Exception) -> Response:
    """What no page has caught: a refusal, or a part of us that is away just now."""
    language = wanted_language(request.headers.get("accept-language"))
    if isinstance(error, Refused):
        return sentence("page-not-found", language, status=404)
    return await _not_now(request, error)


async def _not_now(request: Request, error: Exception) -> Response:
    """The store or a platform cannot be reached: nothing has happened."""
    log.warning("page_not_now", error=type(error).__name__)
    language = wanted_language(request.headers.get("accept-language"))
    return sentence("page-our-fault", language, status=503)


async def _nobody_there(_request: Request, _error: Exception) -> Response:
    """The line broke while a body came in; nobody reads this."""
    return Response(status_code=400)


async def _our_fault(request: Request, error: Exception) -> Response:
    log.error("page_failed", error=type(error).__name__)
    language = wanted_language(request.headers.get("accept-language"))
    return sentence("page-our-fault", language, status=500)
