"""Signing in to the viewer and out of it: the cookie, the forms' secret, more time."""

from __future__ import annotations

import hmac

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import small_form
from bot.web.headers import page, sentence
from bot.web.requests import in_their_language, language_of, refused, world_of
from core.errors import Refused
from core.usecases import sessions
from core.usecases.desk import World

IDLE_SECONDS = int(sessions.IDLE.total_seconds())


def _cookie_name(world: World) -> str:
    """A browser takes `__Host-` over https only; on this machine there is none."""
    return "__Host-carepods" if _is_secure(world) else "carepods"


def _is_secure(world: World) -> bool:
    return world.rules.public_url.startswith("https://")


def secret_of(request: Request) -> str:
    """What the session's cookie holds; "" without one."""
    return request.cookies.get(_cookie_name(world_of(request)), "")


async def signed_form(request: Request) -> dict[str, str]:
    """The fields of a form that a page of this very session sent; 403 for any other."""
    form = await small_form(request)
    expected = sessions.form_token(secret_of(request))
    if not hmac.compare_digest(form.get("session", "").encode(), expected.encode()):
        raise HTTPException(403)
    return form


async def landing(request: Request) -> Response:
    """GET: a button. Whatever only fetches the link does no harm."""
    secret = request.path_params["secret"]
    try:
        await sessions.check(world_of(request), secret)
    except Refused as refusal:
        return await refused(request, refusal)
    return page("viewer_landing.html", language_of(request), secret=secret)


async def sign_in(request: Request) -> Response:
    """POST: the button was pressed."""
    await small_form(request)
    world = world_of(request)
    secret = request.path_params["secret"]
    try:
        signed_in = await sessions.sign_in(world, secret, before=secret_of(request))
    except Refused as refusal:
        return await refused(request, refusal)
    answer = RedirectResponse(signed_in.path, status_code=303)
    answer.set_cookie(
        _cookie_name(world),
        signed_in.secret,
        path="/",
        secure=_is_secure(world),
        httponly=True,
        samesite="strict",
    )
    return answer


async def sign_out(request: Request) -> Response:
    """POST: over, here and in the browser."""
    await signed_form(request)
    world = world_of(request)
    await sessions.sign_out(world, secret_of(request))
    answer = sentence("viewer-signed-out-now", language_of(request), status=200)
    answer.delete_cookie(
        _cookie_name(world), path="/", secure=_is_secure(world), httponly=True, samesite="strict"
    )
    return answer


async def stay(request: Request) -> Response:
    """POST: more time. 204 when there is, 404 when the session is over."""
    await signed_form(request)
    if await sessions.stay(world_of(request), secret_of(request)):
        return Response(status_code=204)
    return sentence("viewer-signed-out", language_of(request), status=404)


ROUTES = [
    Route("/v/{secret:str}", in_their_language(landing), methods=["GET", "HEAD"]),
    Route("/v/{secret:str}", in_their_language(sign_in), methods=["POST"]),
    Route("/session/end", sign_out, methods=["POST"]),
    Route("/session/more", stay, methods=["POST"]),
]
