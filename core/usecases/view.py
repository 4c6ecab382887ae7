"""Look at an image in private: from a card, by its number, in full quality, or while it is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core import access, describe
from core.errors import Refused
from core.ids import RoomRef, UserRef
from core.imaging import Purpose
from core.model import Form, Identity, Image, Member, Pod, Privilege
from core.usecases import days, looking, share, windowing
from core.usecases.desk import Desk, Words, user_json


async def show(
    desk: Desk,
    pod: Pod,
    member: Member | None,
    image: Image,
    private: RoomRef,
    *,
    full: bool = False,
    window: Sequence[str] = (),
) -> None:
    """Plan a private post; decided again when it is sent. `window`: the words that ask for another
    one. Raises Refused."""
    await desk.require(access.Action.VIEW, pod, member, image=image)
    if member is None:
        raise Refused("denied-not-a-member", "nobody")
    more: dict[str, object] = {}
    if window:
        identified = Privilege.VIEW_IDENTIFIED in member.privileges
        more["window"] = windowing.asked(image, window, identified=identified).written
    await share.plan_post(
        desk,
        image,
        private,
        member.person,
        form=Form.PRIVATE,
        purpose=Purpose.FULL if full else Purpose.PREVIEW,
        private_for=member.person,
        more=more,
    )


async def show_here(
    desk: Desk,
    pod: Pod,
    member: Member,
    image: Image,
    room: RoomRef,
    account: UserRef,
    ticket: str,
) -> None:
    """In a room, to one person alone, in answer to their press. Raises Refused."""
    await desk.require(access.Action.VIEW, pod, member, image=image)
    await share.plan_post(
        desk,
        image,
        room,
        member.person,
        form=Form.IN_PLACE,
        private_for=member.person,
        press={"account": user_json(account), "ticket": ticket},
    )


async def show_held(desk: Desk, pod: Pod, member: Member, image: Image, private: RoomRef) -> None:
    """What waits for a human is shown to the one who may release it. Decided by the caller."""
    await share.plan_post(
        desk,
        image,
        private,
        member.person,
        form=Form.PRIVATE,
        purpose=Purpose.PREVIEW,
        private_for=member.person,
    )


class Unopened(Exception):
    """Where an account's private chat is has to be asked of its platform, outside any transaction:
    a platform that hangs must not hold the books. Then the same is tried again with the answer.
    """

    def __init__(self, account: UserRef) -> None:
        super().__init__("a private chat that is not open yet")
        self.account = account


async def private_chat(desk: Desk, identity: Identity | None, account: UserRef) -> RoomRef:
    """The private chat of an account, as far as it is known. Raises Refused, Unopened."""
    if identity is not None and identity.private is not None:
        return identity.private
    if account not in desk.opened:
        platform = desk.world.platforms.get(account.platform)
        if platform is not None and platform.capabilities.writes_first:
            raise Unopened(account)
    room = desk.opened.get(account)
    if room is None:
        raise Refused("open-private-chat", "no private chat yet")
    if identity is not None:
        await desk.uow.people.bind(replace(identity, private=room))
    return room


async def named(desk: Desk, pod: Pod, member: Member, written: str, action: access.Action) -> Image:
    """An image by what somebody wrote who may do this to images at all. Raises Refused."""
    await desk.require_at_all(action, pod, member)
    return await find(desk, pod, written)


async def named_to_withdraw(desk: Desk, pod: Pod, member: Member, written: str) -> Image:
    """One's own; of others' only who may look, or looks after the pod, hears anything.

    Raises Refused.
    """
    image = await _by_number(desk, pod, written)
    if image is not None and image.uploader == member.person:
        return image
    if Privilege.MANAGE in member.privileges:
        return await find(desk, pod, written)
    return await named(desk, pod, member, written, access.Action.LIST)


async def find(desk: Desk, pod: Pod, written: str) -> Image:
    """An image by what a person wrote: `#3`, `3`. Raises Refused."""
    image = await _by_number(desk, pod, written)
    if image is None:
        raise Refused("image-unknown", "no such number", args={"written": written[:20]})
    return image


async def _by_number(desk: Desk, pod: Pod, written: str) -> Image | None:
    digits = written.strip().lstrip("#")
    if digits.isdecimal() and len(digits) < 10:
        return await desk.uow.images.by_number(pod.id, int(digits))
    return None


async def list_images(desk: Desk, pod: Pod, member: Member) -> Words:
    """The newest images of the pod, a line each. Raises Refused."""
    await desk.require_at_all(access.Action.LIST, pod, member)
    images = await desk.uow.images.of_pod(pod.id, limit=20)
    if not images:
        return Words("images-none")
    lines = [
        Words(
            "images-line",
            {
                "number": image.number,
                "what": Words("picture-what", describe.of_image(image)),
                "who": await desk.name_of(image.uploader),
                "state": Words(f"image-{image.state.value}"),
            },
        )
        for image in images
    ]
    return Words("images-list", {"lines": lines})


async def newest(desk: Desk, pod: Pod, member: Member, count: int) -> list[Image]:
    """The newest images that the member may look at, to be offered."""
    images = await desk.uow.images.of_pod(pod.id, limit=20)
    seen = [i for i in images if await desk.may(access.Action.VIEW, pod, member, i)]
    return seen[:count]


async def who_saw(desk: Desk, pod: Pod, member: Member | None, image: Image) -> Words:
    """Who looked, when and where. Raises Refused."""
    await desk.require(access.Action.AUDIT, pod, member)
    lines = [
        Words(
            "who-saw-line",
            {
                "who": one.name,
                "when": days.moment(one.last),
                "form": Words(f"form-{one.form.replace('_', '-')}"),
            },
        )
        for one in await looking.looked_at(desk, pod, image)
    ]
    await desk.audit(pod.id, member.person if member else "unknown", "audit", image.id, "done", "")
    if not lines:
        return Words("who-saw-nobody", {"number": image.number})
    return Words("who-saw", {"number": image.number, "lines": lines})
