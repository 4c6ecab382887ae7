"""Take posts back: delete where it is allowed, put a placeholder where not, say what stays."""

from __future__ import annotations

from core.errors import PlatformError
from core.ids import MessageRef, PodId
from core.messages import Outgoing
from core.model import Post
from core.ports import Work, WorkState
from core.usecases.desk import Desk, World, message_from, message_json


async def take_down(world: World, post: Post) -> bool:
    """Whether nothing of the picture can be seen in the chat any more.

    Temporary failures raise PlatformError, so that the work is tried again: both ways are
    idempotent.
    """
    if post.message is None:
        return True
    results = [await _take_down_one(world, m) for m in (post.message, *post.extra)]
    return all(results)


async def _take_down_one(world: World, message: MessageRef) -> bool:
    platform = world.platforms[message.room.platform]
    try:
        if await platform.retract(message):
            return True
    except PlatformError as error:
        if not error.permanent:
            raise
        if error.why in ("kicked", "gone"):
            return False
    if not platform.capabilities.edits_media:
        return False
    try:
        await platform.edit(message, Outgoing(text=world.texts.say("masked", "")))
    except PlatformError as error:
        if not error.permanent:
            raise
        return False
    return True


async def plan_message(desk: Desk, pod: PodId, post: Post) -> None:
    """Delete the message that stands for a post: a card that made way for something else."""
    if post.message is None:
        return
    await desk.plan(
        "retract_message",
        {"messages": [message_json(m) for m in (post.message, *post.extra)]},
        key=f"retract_message:{post.id}:{desk.key}",
        pod=pod,
    )


async def retract_message(world: World, work: Work) -> None:
    """The `retract_message` work."""
    messages = work.payload["messages"]
    if not isinstance(messages, list):
        raise TypeError("messages are a list")
    for value in messages:
        await _take_down_one(world, message_from(value))
    await world.store.finish(work.id, WorkState.DONE)
