"""Who is in a room, and what follows when that changes: lock, mask, a receipt, put back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core import delivery, messages
from core.errors import PlatformError
from core.ids import PersonId, PodId, RoomId, UserRef
from core.model import (
    Form,
    ImageState,
    Member,
    MemberState,
    Mode,
    Post,
    PostState,
    Privilege,
    Room,
    RoomState,
)
from core.ports import Presence, UnitOfWork, Work, WorkState
from core.usecases import retract, share
from core.usecases.desk import Desk, Who, Words, World, ref_json


async def cleared_accounts(desk: Desk, room: Room) -> Mapping[UserRef, PersonId]:
    """The accounts, on the room's platform, of verified members who may look."""
    members = await desk.uow.members.of_pod(room.pod)
    people = [m.person for m in members if may_look(m, desk)]
    return await desk.uow.people.accounts(people, room.ref.platform)


def may_look(member: Member, desk: Desk) -> bool:
    return (
        member.state is MemberState.ACTIVE
        and (member.expires_at is None or member.expires_at > desk.now)
        and Privilege.VIEW in member.privileges
    )


def called(room: Room | None) -> str | Words:
    """How a room is called within a sentence; some chats have no name, or none we were told."""
    return room.title if room and room.title else Words("room-untitled")


def seeded_note(room: RoomId) -> str:
    """The note of a room that `admin seed` made: on servers of this machine only."""
    return f"seeded:{room}"


async def presence_of(world: World, room: Room, candidates: frozenset[UserRef]) -> Presence:
    """Who is in a room now, asked of the platform each time: a memory of it would be a leak.

    Where members cannot be listed each candidate is asked for, and everybody who was seen there;
    whoever is left over has no name. Where the platform will not tell (the bot is no admin), a
    stranger who was seen counts as there; a member does not, but in a room that was seeded, whose
    members are taken to be in it until they are seen to leave.
    """
    platform = world.platforms[room.ref.platform]
    presence = await platform.presence(room.ref)
    if platform.capabilities.lists_members:
        return presence
    async with world.store.begin(room.pod, reading=True) as uow:
        seen = await uow.rooms.seen(room.ref)
        seeded = await uow.notes.get(seeded_note(room.id)) is not None
    asked = sorted(candidates | seen)
    answers = await asyncio.gather(*(platform.is_in(room.ref, user) for user in asked))
    found = dict(zip(asked, answers, strict=True))
    told = frozenset(user for user, there in found.items() if there)
    untold = frozenset(user for user, there in found.items() if there is None and user in seen)
    believed = untold if seeded else untold - candidates
    # Some servers leave the bot itself out when they count.
    return replace(presence, users=told | believed, count=max(presence.count, len(told)))


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a room."""

    cleared: bool
    people: int
    known: int
    external: bool
    inside: frozenset[UserRef]


ALL_CLEARED = Look(cleared=True, people=0, known=0, external=False, inside=frozenset())
"""What getting ready hopes for. Nothing is sent on it."""


async def look(world: World, room: Room, cleared: frozenset[UserRef]) -> Look:
    """Whether every human in the room is cleared. Not to be known: not cleared."""
    try:
        presence = await presence_of(world, room, cleared)
    except PlatformError as error:
        if error.moved_to:
            await follow(world, room, error.moved_to)
            raise PlatformError("the chat moved", retry_after=0) from None
        if not error.permanent:
            raise
        return Look(False, 0, 0, False, frozenset())
    return Look(
        cleared=delivery.is_cleared(presence, cleared),
        people=presence.count,
        known=len(presence.users & cleared),
        external=presence.external,
        inside=presence.users & cleared,
    )


async def follow(world: World, room: Room, key: str) -> None:
    """The chat has another key now: the room and all that stands in it go with it."""
    async with world.store.begin(room.pod) as uow:
        if await uow.rooms.by_ref(room.ref) is None:
            return
        await uow.rooms.moved(room.ref, replace(room.ref, key=key))
        desk = Desk(world, uow, f"moved:{room.id}:{key}", "service")
        await desk.audit(room.pod, "service", "room_moved", room.id, "done", "told by a refusal")


async def plan_reviews(desk: Desk, pod: PodId) -> None:
    """Membership or privileges changed: look at every room of the pod again."""
    for room in await desk.uow.rooms.of_pod(pod):
        if room.state is not RoomState.GONE:
            await plan_review(desk, room)


async def plan_review(desk: Desk, room: Room, *, returned: bool = False) -> None:
    await desk.plan(
        "review",
        {"room": room.id, "returned": returned},
        key=f"review:{room.id}:{desk.key}",
        pod=room.pod,
        lane=f"post:{'/'.join(ref_json(room.ref))}",
    )


async def joined(desk: Desk, event: messages.Joined, who: Who, room: Room) -> None:
    """Somebody came in. Not a cleared member: the room is locked before anything else is done."""
    if not event.sender.bot:
        await desk.uow.rooms.note_seen(room.ref, event.sender.user, present=True)
    member = next((m for m in who.memberships if m.pod == room.pod), None)
    await desk.uow.enter(room.pod)
    if member is not None and may_look(member, desk) and not event.sender.bot:
        await plan_review(desk, room)
        return
    await lock(desk, room, "stranger")


async def lock(desk: Desk, room: Room, why: str) -> None:
    """Nothing is posted from here on; the review hides what stands there."""
    if room.state is RoomState.OPEN:
        await desk.uow.rooms.save(replace(room, state=RoomState.LOCKED, locked_because=why))
        await desk.audit(room.pod, "service", "room_locked", room.id, "done", why)
    await plan_review(desk, room)


async def returned(desk: Desk, room: Room) -> None:
    """The bot is back in a chat that it was put out of: what it left there can be taken now."""
    if room.state is RoomState.GONE:
        await desk.uow.enter(room.pod)
        await plan_review(desk, room, returned=True)


async def left(desk: Desk, event: messages.Left, room: Room) -> None:
    """Somebody went out; perhaps the room is clear again."""
    await desk.uow.rooms.note_seen(room.ref, event.sender.user, present=False)
    await desk.uow.enter(room.pod)
    if event.me:
        await desk.uow.rooms.save(replace(room, state=RoomState.GONE, locked_because="removed"))
        await desk.audit(room.pod, "service", "room_gone", room.id, "done", "the bot was removed")
        await tell_managers(
            desk, room.pod, Words("room-left", {"room": room.title or event.place.title})
        )
        return
    await plan_review(desk, room)


async def changed(desk: Desk, event: messages.RoomChanged, room: Room) -> None:
    """Moved, renamed, archived, external or internal again."""
    await desk.uow.enter(room.pod)
    if event.change is messages.RoomChange.MOVED:
        target = replace(room.ref, key=event.detail)
        await desk.uow.rooms.moved(room.ref, target)
        await desk.audit(room.pod, "service", "room_moved", room.id, "done", "")
    elif event.change is messages.RoomChange.RENAMED:
        await desk.uow.rooms.save(replace(room, title=event.detail or room.title))
    elif event.change is messages.RoomChange.ARCHIVED:
        await desk.uow.rooms.save(replace(room, state=RoomState.GONE, locked_because="archived"))
    elif event.change is messages.RoomChange.EXTERNAL:
        await lock(desk, room, "external")
    else:
        await plan_review(desk, room)


async def tell_managers(desk: Desk, pod: PodId, words: Words, *, urgent: bool = False) -> None:
    """Whoever may manage the pod hears of it, in private."""
    for member in await desk.uow.members.of_pod(pod):
        if member.state is MemberState.ACTIVE and Privilege.MANAGE in member.privileges:
            await desk.tell_person(member.person, words, pod=pod, urgent=urgent)


# ── the review ──────────────────────────────────────────────────────────────────────────────────


async def review(world: World, work: Work) -> None:
    """The `review` work: a cleared room opens and pictures return; in another they are hidden."""
    if work.pod is None:
        raise TypeError("a room is a pod's")
    room_id = RoomId(str(work.payload["room"]))
    async with world.store.begin(work.pod, reading=True) as uow:
        desk = Desk(world, uow, work.key, "service")
        room = await uow.rooms.get(room_id)
        accounts = await cleared_accounts(desk, room) if room else {}
        posts = await uow.posts.in_room(work.pod, room.ref) if room else ()
    back = bool(work.payload.get("returned"))
    if room is None or (room.state is RoomState.GONE and not back):
        await world.store.finish(work.id, WorkState.DONE)
        return
    found = await look(world, room, frozenset(accounts))
    if found.cleared and room.state is not RoomState.GONE:
        await _reopen(world, work, room)
        return
    # What could not be taken once is tried again only after the bot was away.
    shown = [
        p for p in posts if p.form is Form.PICTURE and (back or p.state is not PostState.STUCK)
    ]
    await _hide(world, work, room, found, shown)


async def _reopen(world: World, work: Work, room: Room) -> None:
    async with world.store.begin(room.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        current = await uow.rooms.get(room.id)
        if current is not None and current.state is RoomState.LOCKED:
            await uow.rooms.save(replace(current, state=RoomState.OPEN, locked_because=""))
            await desk.audit(room.pod, "service", "room_opened", room.id, "done", "all cleared")
            await _put_back(desk, uow, current)
        await uow.queue.done(work.id)


async def _put_back(desk: Desk, uow: UnitOfWork, room: Room) -> None:
    """Pictures return where cards stood in for them."""
    if room.mode is not Mode.PICTURE:
        return
    for post in await uow.posts.in_room(room.pod, room.ref):
        if post.form is not Form.CARD or post.state is not PostState.SENT:
            continue
        image = await uow.images.get(room.pod, post.image)
        if image is None or image.state is not ImageState.READY:
            continue
        await uow.posts.save(replace(post, state=PostState.RETRACTED))
        await retract.plan_message(desk, room.pod, post)
        await share.plan_post(desk, image, room.ref, post.planned_by)


async def rehang(desk: Desk, room: Room) -> None:
    """The room is for others now: what stands there is shown anew, as is fit for them."""
    for post in await desk.uow.posts.in_room(room.pod, room.ref):
        image = await desk.uow.images.get(room.pod, post.image)
        if post.form is Form.PICTURE and post.state is PostState.SENT and image is not None:
            await desk.uow.posts.save(replace(post, state=PostState.RETRACTED))
            await retract.plan_message(desk, room.pod, post, first=True)
            await share.plan_post(desk, image, room.ref, post.planned_by)


async def _hide(world: World, work: Work, room: Room, found: Look, shown: list[Post]) -> None:
    """Lock, take the pictures away, leave cards, and name what could not be taken."""
    hidden: list[Post] = []
    stuck: list[Post] = []
    for post in shown:
        # Of a post that nobody knows the fate of there is nothing to delete: it is named.
        gone = post.message is not None and await retract.take_down(world, post)
        (hidden if gone else stuck).append(post)
    async with world.store.begin(room.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        current = await uow.rooms.get(room.id)
        locked = current is not None and current.state is RoomState.OPEN
        if current is not None and locked:
            why = "external" if found.external else "stranger"
            await uow.rooms.save(replace(current, state=RoomState.LOCKED, locked_because=why))
            await desk.audit(room.pod, "service", "room_locked", room.id, "done", why)
        for post in hidden:
            await uow.posts.save(replace(post, state=PostState.RETRACTED))
            image = await uow.images.get(room.pod, post.image)
            if image is not None and room.state is not RoomState.GONE:
                await share.plan_post(desk, image, room.ref, post.planned_by)
        for post in stuck:
            await uow.posts.save(replace(post, state=PostState.STUCK))
        if hidden or stuck or (locked and found.external):
            await _receipt(desk, room, hidden, stuck, outside=found.external)
        await uow.queue.done(work.id)


async def _receipt(
    desk: Desk, room: Room, hidden: list[Post], stuck: list[Post], *, outside: bool
) -> None:
    """What was hidden, and what could not be: never a promise. `outside`: others than those in the
    chat read it."""
    key = "room-outside" if outside else "room-masked"
    await desk.audit(
        room.pod,
        "service",
        "room_masked",
        room.id,
        "done",
        f"{len(hidden)} hidden, {len(stuck)} not",
    )
    numbers = []
    for post in stuck:
        image = await desk.uow.images.get(room.pod, post.image)
        numbers.append(f"#{image.number}" if image else "?")
    words = Words(
        key,
        {"hidden": len(hidden), "stuck": len(stuck), "numbers": ", ".join(numbers)},
    )
    if room.state is not RoomState.GONE and (hidden or stuck):
        await desk.tell_room(room.ref, words, pod=room.pod, urgent=True)
    await tell_managers(
        desk,
        room.pod,
        Words(
            f"{key}-manager",
            {
                "room": called(room),
                "hidden": len(hidden),
                "stuck": len(stuck),
                "numbers": ", ".join(numbers),
            },
        ),
        urgent=True,
    )
