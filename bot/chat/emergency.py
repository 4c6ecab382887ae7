"""Access in an emergency, and its review."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.context import (
    Answer,
    Context,
)
from core import access
from core.ids import PersonId
from core.model import (
    Privilege,
)
from core.usecases import (
    emergency,
    emergency_review,
)


async def emergency_(context: Context) -> Answer:
    """`/emergency REASON`: look for an hour, in the open."""
    pod, member = await context.pod()
    return Answer(await emergency.open_access(context.desk, pod, member, context.rest))


async def right(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _reviewed(context, arguments, right=True)


async def wrong(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _reviewed(context, arguments, right=False)


async def _reviewed(context: Context, arguments: Mapping[str, str], *, right: bool) -> Answer:
    pod, member = await context.pod()
    if not member.privileges & {Privilege.MANAGE, Privilege.AUDIT}:
        await context.desk.require(access.Action.AUDIT, pod, member)
    person, since = PersonId(arguments["person"]), arguments["since"]
    return Answer(
        await emergency_review.reviewed(context.desk, pod, member, person, since, right=right)
    )
