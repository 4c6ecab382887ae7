"""What every page does with a request: the world it works in, the reader's language, a trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from bot.web.headers import known_language, sentence, wanted_language
from core.errors import Refused
from core.usecases import readers
from core.usecases.desk import Desk, World
from core.verification import digest


def world_of(request: Request) -> World:
    world = request.app.state.world
    if not isinstance(world, World):
        raise TypeError("the application carries no world")
    return world


def language_of(request: Request, *others: str) -> str:
    """What `?language=` asks for, else the person's choice, the browser's, the others."""
    asked = request.query_params.get("language", "")
    chosen = getattr(request.state, "chosen_language", "")
    header = request.headers.get("accept-language", "")
    return wanted_language(asked, chosen, known_language(header), *others)


def browsers_language(request: Request) -> str:
    """What `?language=` or the browser asks for; "" where there are no words in it."""
    asked = request.query_params.get("language", "")
    return known_language(asked) or known_language(request.headers.get("accept-language", ""))


async def speak_to(request: Request, secret: str) -> None:
    """From now on in the language that the person chose for whom the secret was made."""
    request.state.chosen_language = await readers.language_of_link(world_of(request), secret)


Handler = Callable[[Request], Awaitable[Response]]


def in_their_language(handler: Handler) -> Handler:
    """A page behind a link of somebody's own; the secret is the last part of its address."""

    async def handle(request: Request) -> Response:
        await speak_to(request, next(reversed(request.path_params.values()), ""))
        return await handler(request)

    return handle


async def refused(request: Request, refusal: Refused) -> Response:
    """On record, and a page that says why; for a link that does not work."""
    await audit_refusal(request, refusal)
    return sentence(refusal.words, language_of(request), status=404)


async def audit_refusal(request: Request, refusal: Refused) -> None:
    """A refusal leaves a trace of its own: the transaction that refused is undone."""
    world = world_of(request)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "page", "page")
        subject = digest(request.url.path)[:16]
        await desk.audit(None, "unknown", "page", subject, "refused", refusal.words)
