"""The one-time page on which an authenticator app is set up, and "this was not me" for changes."""

from __future__ import annotations

import segno
from pyotp.totp import TOTP
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import small_form
from bot.web.headers import page, sentence
from bot.web.requests import in_their_language, language_of, refused, speak_to, world_of
from core.errors import Refused
from core.usecases import lock, totp
from core.usecases.tell import worded

ISSUER = "Carepods"


async def landing(request: Request) -> Response:
    """GET: why, and a button. Nothing is made yet."""
    secret = request.path_params["secret"]
    try:
        await totp.check(world_of(request), secret)
    except Refused as refusal:
        return await refused(request, refusal)
    return page("authenticator.html", language_of(request), secret=secret)


async def show(request: Request) -> Response:
    """POST: the picture to scan, shown this once."""
    await small_form(request)
    try:
        shown = await totp.show(world_of(request), request.path_params["secret"])
    except Refused as refusal:
        return await refused(request, refusal)
    return _code_page(request, shown)


def _code_page(request: Request, shown: totp.Shown) -> Response:
    language, world = language_of(request), world_of(request)
    uri = TOTP(shown.secret).provisioning_uri(name=shown.account, issuer_name=ISSUER)
    trouble = worded(world, shown.trouble.to_json(), language) if shown.trouble else ""
    return page(
        "authenticator_code.html",
        language,
        status=422 if trouble else 200,
        picture=segno.make(uri, error="m").svg_data_uri(scale=5, border=4),
        secret=" ".join(shown.secret[i : i + 4] for i in range(0, len(shown.secret), 4)),
        page=shown.page,
        trouble=trouble,
    )


async def confirm(request: Request) -> Response:
    """POST: the first code from the app."""
    form = await small_form(request)
    await speak_to(request, form.get("page", ""))
    try:
        again = await totp.confirm(world_of(request), form.get("page", ""), form.get("code", ""))
    except Refused as refusal:
        return await refused(request, refusal)
    if again is not None:
        return _code_page(request, again)
    return sentence("authenticator-done", language_of(request), status=200)


async def not_me(request: Request) -> Response:
    """GET asks once more; POST undoes."""
    handle = request.path_params["handle"]
    sure = request.method == "POST" and (await small_form(request)).get("sure") == "yes"
    if not sure:
        language, what = language_of(request), "page-not-me-account-text"
        return page("not_me.html", language, handle=f"account/{handle}", what=what)
    try:
        may_return = await lock.not_me(world_of(request), handle)
    except Refused as refusal:
        return await refused(request, refusal)
    done = "page-not-me-account-done" if may_return else "page-not-me-done"
    return sentence(done, language_of(request), status=200)


ROUTES = [
    Route("/authenticator", confirm, methods=["POST"]),
    Route("/authenticator/{secret:str}", in_their_language(landing), methods=["GET", "HEAD"]),
    Route("/authenticator/{secret:str}", in_their_language(show), methods=["POST"]),
    Route(
        "/not-me/account/{handle:str}", in_their_language(not_me), methods=["GET", "HEAD", "POST"]
    ),
]
