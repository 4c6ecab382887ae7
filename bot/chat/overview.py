"""All that waits for a coordinator, on one screen."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.context import (
    Answer,
    Context,
    image_of,
    in_private,
    private_room,
)
from core.usecases import (
    overview,
)
from core.usecases.desk import Words


async def overview_(context: Context) -> Answer | None:
    """`/overview`: all pods on one screen, in private only: no pod is named in another's room."""
    private = await private_room(context)
    await overview.ask(context.desk, context.who, private)
    return None if context.event.place.private else Answer(Words("shown-in-private-list"))


async def pod(context: Context, _arguments: Mapping[str, str]) -> Answer:
    in_private(context)
    pod, member = await context.pod()
    words, rows = await overview.pod_page(context.desk, pod, member)
    return Answer(words, rows)


async def nudge(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await image_of(context, arguments)
    return Answer(await overview.nudge(context.desk, pod, member, image))
