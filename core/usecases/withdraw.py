"""Take an image back everywhere, and say what could not be taken back."""

from __future__ import annotations

from dataclasses import replace

from core import access
from core.ids import ImageId, PersonId
from core.model import Image, ImageState, Member, Pod, PostState
from core.ports import Work, WorkState
from core.usecases import retract
from core.usecases.desk import Desk, Words, World

STANDING = frozenset({PostState.SENT, PostState.UNKNOWN})
"""What is planned is left alone: whoever sends it decides anew, or finds out that it was sent."""


async def withdraw(desk: Desk, pod: Pod, member: Member | None, image: Image) -> Words:
    """From here on nobody is shown it; the posts go next. Raises Refused."""
    because = await desk.require(access.Action.WITHDRAW, pod, member, image=image)
    await desk.uow.images.save(replace(image, state=ImageState.WITHDRAWN))
    by = member.person if member else image.uploader
    await desk.audit(pod.id, by, "withdraw", image.id, "allowed", because)
    await desk.plan(
        "withdraw",
        {"image": image.id, "by": by},
        key=f"withdraw:{image.id}",
        pod=pod.id,
    )
    return Words("withdraw-begun", {"number": image.number})


async def take_back(world: World, work: Work) -> None:
    """The `withdraw` work: every post of the image, then the receipt."""
    if work.pod is None:
        raise TypeError("an image is a pod's")
    image_id = ImageId(str(work.payload["image"]))
    async with world.store.begin(work.pod, reading=True) as uow:
        image = await uow.images.get(work.pod, image_id)
        posts = [p for p in await uow.posts.of_image(work.pod, image_id) if p.state in STANDING]
    if image is None:
        await world.store.finish(work.id, WorkState.DONE)
        return
    outcomes = {post.id: await retract.take_down(world, post) for post in posts}
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        gone = stuck = 0
        for post in posts:
            went = outcomes[post.id] and post.state is not PostState.UNKNOWN
            state = PostState.RETRACTED if went else PostState.STUCK
            gone, stuck = gone + went, stuck + (not went)
            await uow.posts.save(replace(post, state=state))
            outcome = "done" if went else "failed"
            await desk.audit(work.pod, "service", "retract", image_id, outcome, post.form.value)
        await desk.tell_person(
            PersonId(str(work.payload["by"])),
            Words("withdraw-receipt", {"number": image.number, "gone": gone, "stuck": stuck}),
            pod=work.pod,
        )
        await uow.queue.done(work.id)
