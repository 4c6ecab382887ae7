"""Take posts back: delete where it is allowed, put a placeholder where not, say what stays."""

from __future__ import annotations

from dataclasses import replace

from core.errors import PlatformError
from core.ids import MessageRef, PodId, PostId
from core.messages import Outgoing
from core.model import Post, PostState
from core.ports import Work, WorkState
from core.usecases.desk import Desk, Words, World, message_from, message_json, ref_json


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


async def plan_message(desk: Desk, pod: PodId, post: Post, *, first: bool = False) -> None:
    """Delete the message that stands for a post.

    `first`: before anything that is planned for that room from here on, as the same picture is.
    """
    if post.message is None:
        return
    await desk.plan(
        "retract_message",
        {"messages": [message_json(m) for m in (post.message, *post.extra)], "post": post.id},
        key=f"retract_message:{post.id}:{desk.key}",
        pod=pod,
        lane=f"post:{'/'.join(ref_json(post.room))}" if first else "",
    )


async def retract_message(world: World, work: Work) -> None:
    """The `retract_message` work: gone, or else it is on record that it is not."""
    messages = work.payload["messages"]
    if not isinstance(messages, list):
        raise TypeError("messages are a list")
    gone = [await _take_down_one(world, message_from(value)) for value in messages]
    if all(gone) or work.pod is None:
        await world.store.finish(work.id, WorkState.DONE)
        return
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        post = await uow.posts.get(work.pod, PostId(str(work.payload["post"])))
        if post is not None and post.sha256:
            await _stuck(desk, work.pod, post)
        await uow.queue.done(work.id)


async def _stuck(desk: Desk, pod: PodId, post: Post) -> None:
    """A picture that could not be taken back; whoever shared it hears of it."""
    await desk.uow.posts.save(replace(post, state=PostState.STUCK))
    await desk.audit(pod, "service", "retract", post.image, "failed", post.form.value)
    image = await desk.uow.images.get(pod, post.image)
    number = image.number if image else 0
    await desk.tell_person(
        post.planned_by,
        Words("withdraw-receipt", {"number": number, "gone": 0, "stuck": 1}),
        pod=pod,
    )
