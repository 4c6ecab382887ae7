"""What every page does with a request: the world it works in, the reader's language, a trace."""

from __future__ import annotations

from starlette.requests import Request

from bot.web.headers import wanted_language
from core.errors import Refused
from core.usecases.desk import Desk, World
from core.verification import digest


def world_of(request: Request) -> World:
    world = request.app.state.world
    if not isinstance(world, World):
        raise TypeError("the application carries no world")
    return world


def language_of(request: Request, *others: str) -> str:
    """What `?language=` asks for, else what the browser does, else the others."""
    asked = request.query_params.get("language", "")
    return wanted_language(f"{asked},{request.headers.get('accept-language', '')}", *others)


async def audit_refusal(request: Request, refusal: Refused) -> None:
    """A refusal leaves a trace of its own: the transaction that refused is undone."""
    world = world_of(request)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "page", "page")
        subject = digest(request.url.path)[:16]
        await desk.audit(None, "unknown", "page", subject, "refused", refusal.words)
