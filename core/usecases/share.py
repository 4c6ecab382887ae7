"""Share an image: one plan per room; each is decided again just before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core import access
from core.errors import Refused
from core.ids import PersonId, PostId, RoomRef
from core.imaging import Purpose
from core.model import (
    Audience,
    Form,
    Hold,
    Image,
    Member,
    Pod,
    Post,
    PostState,
    RoomState,
)
from core.usecases.desk import Desk, ref_json


async def share_new(
    desk: Desk, pod: Pod, member: Member, images: Sequence[Image]
) -> Sequence[Image]:
    """What was just taken in goes to every room of the pod, where its sender may share."""
    shared = []
    for image in images:
        decision = await desk.decide(access.Action.SHARE, pod, member, image=image)
        if isinstance(decision, access.Allow):
            await to_rooms(desk, pod, member.person, image, decision.because)
            shared.append(image)
    return shared


async def share(desk: Desk, pod: Pod, member: Member | None, image: Image) -> int:
    """A member asks for it; in how many rooms it will be. Raises Refused."""
    because = await desk.require(access.Action.SHARE, pod, member, image=image)
    if member is None:
        raise Refused("denied-not-a-member", "nobody")
    return await to_rooms(desk, pod, member.person, image, because)


STANDING = frozenset({PostState.PLANNED, PostState.SENT, PostState.UNKNOWN, PostState.STUCK})
"""What may be seen in a room, or will be: there, nothing is posted a second time."""


def waits_for_eyes(image: Image) -> bool:
    """A name may be painted in it and nobody has looked yet: not for the family."""
    return image.hold is Hold.BURNED_IN and not image.released_by


async def to_rooms(
    desk: Desk,
    pod: Pod,
    person: PersonId,
    image: Image,
    because: str,
    *,
    only: Audience | None = None,
) -> int:
    """Plan one post per room where none stands yet; uniquely keyed, so that it is one effect."""
    standing = {
        post.room
        for post in await desk.uow.posts.of_image(pod.id, image.id)
        if post.person is None and post.state in STANDING
    }
    planned = 0
    for room in await desk.uow.rooms.of_pod(pod.id):
        if room.state is RoomState.GONE or room.ref in standing:
            continue
        if only is not None and room.audience is not only:
            continue
        if room.audience is Audience.FAMILY and waits_for_eyes(image):
            continue
        await plan_post(desk, image, room.ref, person)
        planned += 1
    await desk.audit(pod.id, person, "share", image.id, "allowed", because)
    return planned


async def plan_post(
    desk: Desk,
    image: Image,
    room: RoomRef,
    by: PersonId,
    *,
    form: Form = Form.PICTURE,
    purpose: Purpose = Purpose.PREVIEW,
    private_for: PersonId | None = None,
    press: Mapping[str, object] | None = None,
    more: Mapping[str, object] | None = None,
) -> Post:
    """One post, and the work of sending it. `press`: whose press it answers, and by what ticket;
    `more`: what else the sending has to know."""
    post = Post(
        id=PostId(desk.id()),
        pod=image.pod,
        image=image.id,
        room=room,
        form=form,
        purpose=purpose,
        state=PostState.PLANNED,
        planned_at=desk.now,
        planned_by=by,
        person=private_for,
    )
    await desk.uow.posts.add(post)
    await desk.plan(
        "deliver",
        {"post": post.id, **(press or {}), **(more or {})},
        key=f"deliver:{image.id}:{'/'.join(ref_json(room))}:{desk.key}:{purpose.value}",
        pod=image.pod,
        # An answer to a press is worth seconds, so it does not queue behind the room's posts.
        lane="" if press else f"post:{'/'.join(ref_json(room))}",
    )
    return post
