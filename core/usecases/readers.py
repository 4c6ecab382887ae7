"""Whose language a page speaks, before anybody has signed in."""

from __future__ import annotations

from core.ids import PersonId
from core.usecases.desk import World
from core.verification import digest

LONGEST_SECRET = 128


async def language_of_link(world: World, secret: str) -> str:
    """What the person chose for whom a link was made; "" when that is nobody, or nothing."""
    if not secret or len(secret) > LONGEST_SECRET:
        return ""
    async with world.store.begin(None, reading=True) as uow:
        handle = await uow.handles.get(digest(secret))
        named = handle.arguments.get("person") if handle else None
        person = await uow.people.get(PersonId(named)) if named else None
    return person.language if person else ""
