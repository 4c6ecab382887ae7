"""The operator's figures: they tell nothing of anybody, and yet how much goes on here, and when.

They stand on the same port as the pages, so whoever reads them has to be the operator: somebody
with the token of the settings; without one, a program of this machine that came straight to us.
"""

from __future__ import annotations

import hmac

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters import wire
from bot.metrics import measure_texts
from bot.web.requests import world_of

log = structlog.get_logger("web")
# What proxies put in: whoever has one of these came from elsewhere.
FORWARDED = (
    "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip",
)  # fmt: skip


async def metrics(request: Request) -> Response:
    """For Prometheus. 404 for anybody but the operator."""
    if not _is_operator(request):
        raise HTTPException(404)
    try:
        await measure_texts(world_of(request))
    except ConnectionError as error:
        # The other figures are told all the same; how the store is, `/ready` says.
        log.warning("figures_without_store", error=type(error).__name__)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _is_operator(request: Request) -> bool:
    wanted: str = request.app.state.metrics_token
    if wanted:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(given.strip().encode("utf-8", "replace"), wanted.encode())
        return kind.lower() == "bearer" and same
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    # By the name that it asked for as well: a proxy of this machine passes on the public one.
    called = f"http://{request.headers.get('host', '')}"
    return wire.is_loopback(f"http://{_bracketed(request.client.host)}") and _is_here(called)


def _is_here(address: str) -> bool:
    try:
        return wire.is_loopback(address)
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


ROUTES = [Route("/metrics", metrics)]
