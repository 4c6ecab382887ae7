"""Images that wait for a human: shown to those who may release, released by one or by two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core import access
from core.ids import PersonId
from core.model import (
    Audience,
    Hold,
    Image,
    ImageState,
    Member,
    MemberState,
    Pod,
    PostState,
    Privilege,
)
from core.usecases import due, humans, retract, share
from core.usecases.desk import Desk, Words


async def ask_for_release(desk: Desk, pod: Pod, images: Sequence[Image], *, again: int = 0) -> None:
    """Everybody who may release is asked, in private; nobody else hears of it. Again in a day."""
    await due.plan_hold(desk, images, again)
    for member in await desk.uow.members.of_pod(pod.id):
        if member.state is MemberState.ACTIVE and Privilege.RELEASE in member.privileges:
            await _ask(desk, pod, member.person, images)


async def _ask(desk: Desk, pod: Pod, person: PersonId, images: Sequence[Image]) -> None:
    arguments = {"images": " ".join(i.id for i in images)}
    # Looking comes before deciding: its button must not take the other two away.
    look = await desk.choice("button-look", "look-held", arguments, pod=pod.id, once=False)
    release = await desk.choice("button-release", "release", arguments, pod=pod.id)
    reject = await desk.choice("button-keep-back", "reject", arguments, pod=pod.id)
    reason = images[0].hold or Hold.BURNED_IN
    await desk.tell_person(
        person,
        Words(
            f"hold-{reason.value.replace('_', '-')}",
            {
                "numbers": ", ".join(f"#{i.number}" for i in images),
                "who": await desk.name_of(images[0].uploader),
            },
        ),
        buttons=[[look], [release, reject]],
        pod=pod.id,
        urgent=True,
    )


async def release(desk: Desk, pod: Pod, member: Member | None, image: Image) -> Words:
    """One more human lets it go; shared when enough have. Raises Refused."""
    because = await desk.require(access.Action.RELEASE, pod, member, image=image)
    if member is None or image.hold is None:
        return Words("hold-none")
    if member.person in image.released_by:
        return Words("hold-second-needed", {"number": image.number})
    if await humans.is_one_of(desk, member.person, image.released_by):
        await desk.audit(pod.id, member.person, "release", image.id, "refused", "same human")
        return Words("hold-same-human", {"number": image.number})
    by = (*image.released_by, member.person)
    await desk.audit(pod.id, member.person, "release", image.id, "allowed", because)
    needed = access.people_needed_to_release(image)
    if len(by) < needed:
        await desk.uow.images.save(replace(image, released_by=by))
        return Words("hold-second-needed", {"number": image.number})
    free = replace(image, released_by=by, state=ImageState.READY)
    await desk.uow.images.save(free)
    only = Audience.FAMILY if image.state is ImageState.READY else None
    await share.to_rooms(desk, pod, free.uploader, free, because, only=only)
    await desk.tell_person(
        free.uploader, Words("hold-released", {"number": free.number}), pod=pod.id
    )
    return Words("hold-released", {"number": free.number})


async def reject(desk: Desk, pod: Pod, member: Member | None, image: Image) -> Words:
    """It stays back. A picture that only the family waited for stays with the care team."""
    because = await desk.require(access.Action.RELEASE, pod, member, image=image)
    if member is None or image.hold is None:
        return Words("hold-none")
    await desk.audit(pod.id, member.person, "reject", image.id, "allowed", because)
    if image.state is ImageState.HELD:
        await desk.uow.images.save(replace(image, state=ImageState.REJECTED))
        await _take_looks(desk, pod, image)
        await desk.tell_person(
            image.uploader, Words("hold-rejected", {"number": image.number}), pod=pod.id
        )
    return Words("hold-kept-back", {"number": image.number})


async def _take_looks(desk: Desk, pod: Pod, image: Image) -> None:
    """What those saw who had to look at it first goes, too."""
    for post in await desk.uow.posts.of_image(pod.id, image.id):
        if post.state is PostState.SENT:
            await desk.uow.posts.save(replace(post, state=PostState.RETRACTED))
            await retract.plan_message(desk, pod.id, post)
