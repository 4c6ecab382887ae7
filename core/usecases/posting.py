"""What is to be sent, decided from facts: the form, the rendition, or why not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import access, delivery
from core.ids import PersonId, PostId, UserRef
from core.imaging import Purpose
from core.model import (
    Audience,
    Form,
    Image,
    ImageState,
    Member,
    Mode,
    Pod,
    Post,
    PostState,
    Privilege,
    Room,
    RoomState,
    StoredRendition,
)
from core.ports import Platform, Work
from core.usecases import rooms, share
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a decision needs, read in one transaction."""

    pod: Pod
    post: Post
    image: Image
    sharer: Member | None
    viewer: Member | None
    room: Room | None
    renditions: tuple[StoredRendition, ...]
    accounts: Mapping[UserRef, PersonId]  # of those who may look, on the room's platform
    language: str
    by: str
    window: str = ""  # another one than the file's, as `/show` was told


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be sent. `why` is the reason for a refusal; then nothing is sent."""

    form: Form
    rendition: StoredRendition | None
    because: str
    why: str = ""


async def read_facts(desk: Desk, work: Work) -> Facts | None:
    if work.pod is None:
        return None
    uow = desk.uow
    post = await uow.posts.get(work.pod, PostId(str(work.payload["post"])))
    if post is None or post.state is not PostState.PLANNED:
        return None
    pod = await uow.pods.get(work.pod)
    image = await uow.images.get(work.pod, post.image)
    if pod is None or image is None:
        return None
    room = await uow.rooms.by_ref(post.room) if post.person is None else None
    viewer = await uow.members.get(work.pod, post.person) if post.person else None
    reader = await uow.people.get(post.person) if post.person else None
    return Facts(
        pod=pod,
        post=post,
        image=image,
        sharer=await uow.members.get(work.pod, post.planned_by),
        viewer=viewer,
        room=room,
        renditions=tuple(await uow.images.renditions(work.pod, image.id)),
        accounts=await rooms.cleared_accounts(desk, room) if room else {},
        language=desk.world.texts.best(reader.language if reader else "", pod.language),
        by=await desk.name_of(image.uploader),
        window=str(work.payload.get("window", "")),
    )


async def decide_post(
    desk: Desk, platform: Platform, facts: Facts, look: rooms.Look | None
) -> Plan:
    """By the one door, on the facts given. A refusal is audited."""
    if facts.post.person is not None:
        return await _decide_private(desk, platform, facts)
    if facts.room is None:
        return Plan(Form.CARD, None, "", "room-gone")
    if facts.room.audience is Audience.FAMILY and share.waits_for_eyes(facts.image):
        return Plan(Form.CARD, None, "", access.Reason.IMAGE_HELD.value)
    decision = await desk.decide(
        access.Action.POST,
        facts.pod,
        facts.sharer,
        image=facts.image,
        room=facts.room,
        cleared=look.cleared if look else False,
    )
    if isinstance(decision, access.Deny) and decision.reason not in (
        access.Reason.ROOM_LOCKED,
        access.Reason.ROOM_NOT_CLEARED,
    ):
        return Plan(Form.CARD, None, "", decision.reason.value)
    allowed = isinstance(decision, access.Allow)
    form = delivery.form_for(facts.room, may_post=allowed, capabilities=platform.capabilities)
    if form is not Form.PICTURE:
        return Plan(form, None, "card")
    clean = delivery.wants_deidentified(facts.room.audience)
    rendition = _rendition(facts, platform, identified=not clean)
    if rendition is None:
        return Plan(Form.CARD, None, "no rendition fits")
    return Plan(Form.PICTURE, rendition, "room cleared")


async def _decide_private(desk: Desk, platform: Platform, facts: Facts) -> Plan:
    action = private_action(facts)
    decision = await desk.decide(action, facts.pod, facts.viewer, image=facts.image)
    if isinstance(decision, access.Deny):
        return Plan(Form.PRIVATE, None, "", decision.reason.value)
    held = facts.viewer.privileges if facts.viewer else frozenset()
    identified = action is access.Action.RELEASE or Privilege.VIEW_IDENTIFIED in held
    if share.waits_for_eyes(facts.image) and not identified:
        return Plan(Form.PRIVATE, None, "", access.Reason.IMAGE_HELD.value)
    rendition = _rendition(facts, platform, identified=identified)
    if rendition is None:
        return Plan(Form.PRIVATE, None, "", "no-rendition")
    return Plan(facts.post.form, rendition, decision.because)


def private_action(facts: Facts) -> access.Action:
    """Whoever may release a held image has to look at it first."""
    waits = facts.image.state is ImageState.HELD or share.waits_for_eyes(facts.image)
    may_release = facts.viewer is not None and Privilege.RELEASE in facts.viewer.privileges
    return access.Action.RELEASE if waits and may_release else access.Action.VIEW


def _rendition(facts: Facts, platform: Platform, *, identified: bool) -> StoredRendition | None:
    """The family gets what is fit for it only; the care team the one that shows all there is."""
    fit = [r for r in facts.renditions if r.deidentified or identified]
    if not fit and facts.image.released_by:
        # Somebody who may release it has looked, and said that it can be shown as it is.
        fit = list(facts.renditions)
    if identified:
        shown = {r.purpose for r in fit if not r.deidentified}
        fit = [r for r in fit if not r.deidentified or r.purpose not in shown]
    full = facts.post.purpose is Purpose.FULL
    return delivery.choose(tuple(fit), platform.capabilities, full=full)


def likely_rendition(
    platform: Platform, facts: Facts, look: rooms.Look | None
) -> StoredRendition | None:
    if facts.room is not None:
        if look is None or not look.cleared or facts.room.mode is not Mode.PICTURE:
            return None
        if facts.room.state is not RoomState.OPEN:
            return None
        clean = delivery.wants_deidentified(facts.room.audience)
        return _rendition(facts, platform, identified=not clean)
    if facts.viewer is None:
        return None
    identified = (
        Privilege.VIEW_IDENTIFIED in facts.viewer.privileges
        or private_action(facts) is access.Action.RELEASE
    )
    return _rendition(facts, platform, identified=identified)
