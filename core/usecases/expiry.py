"""What ends by itself, and what is asked about again, when its day has come (`due` says when).

A work looks at the facts when its day has come; what was prolonged, taken up or settled meanwhile
is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core import access, verification
from core.errors import Refused
from core.ids import ImageId, InvitationId, PersonId, UploadId
from core.model import (
    Image,
    ImageState,
    Member,
    MemberState,
    Pod,
    Privilege,
    Upload,
    UploadState,
)
from core.ports import Work
from core.usecases import due, holds, invite, pods, rooms, share
from core.usecases.desk import Desk, Words, World

MORE_TIME = timedelta(days=30)


# ── members ─────────────────────────────────────────────────────────────────────────────────────


async def member_ends_soon(world: World, work: Work) -> None:
    """The `member_ends_soon` work: the guest and the coordinators hear of it a day before."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await _member_of(desk, work)
        if found is not None:
            pod, member = found
            day = due.last_day(member.expires_at or desk.now)
            await desk.tell_person(
                member.person, Words("member-ends-soon", {"pod": pod.name, "day": day}), pod=pod.id
            )
            await _ask_for_more(desk, pod, member, "member-ends-soon-manager", day)
        await uow.queue.done(work.id)


async def _ask_for_more(desk: Desk, pod: Pod, member: Member, key: str, day: Words | str) -> None:
    who = await desk.name_of(member.person)
    for other in await desk.uow.members.of_pod(pod.id):
        if other.person != member.person and due.is_here(other, desk.now, Privilege.MANAGE):
            kept = " ".join(sorted(member.privileges))
            given = {"person": member.person, "for": other.person, "privileges": kept}
            more = await desk.choice("button-more-time", "more-time", given, pod=pod.id)
            words = Words(key, {"who": who, "pod": pod.name, "day": day})
            await desk.tell_person(other.person, words, buttons=[[more]], pod=pod.id)


async def _member_of(desk: Desk, work: Work) -> tuple[Pod, Member] | None:
    """Whom the work is about, if their end is still the one it was planned for."""
    if work.pod is None:
        return None
    pod = await desk.uow.pods.get(work.pod)
    member = await desk.uow.members.get(work.pod, PersonId(str(work.payload["person"])))
    if pod is None or member is None or pod.erased_at or member.state is not MemberState.ACTIVE:
        return None
    end = datetime.fromisoformat(str(work.payload["end"]))
    return (pod, member) if member.expires_at == end else None


async def member_ends(world: World, work: Work) -> None:
    """The `member_ends` work: out, as if they had left; the door has refused them already."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await _member_of(desk, work)
        if found is not None:
            pod, member = found
            try:
                await pods.end_of_stay(desk, pod, member)
            except Refused:
                await prolong(desk, member)
                await desk.tell_person(member.person, Words("last-manager"), pod=pod.id)
            else:
                await desk.tell_person(
                    member.person, Words("member-ended", {"pod": pod.name}), pod=pod.id
                )
                await _ask_for_more(desk, pod, member, "member-ended-manager", "")
        await uow.queue.done(work.id)


async def prolong(desk: Desk, member: Member) -> datetime:
    """A month more, counted from today; also for somebody whose time is over already."""
    end = max(member.expires_at or desk.now, desk.now) + MORE_TIME
    after = replace(member, expires_at=end, state=MemberState.ACTIVE)
    await desk.uow.members.save(after)
    await due.plan_member(desk, after)
    return end


async def more_time(
    desk: Desk, pod: Pod, manager: Member, target: Member, kept: frozenset[Privilege]
) -> Words:
    """A coordinator gives a month more. Raises Refused."""
    because = await desk.require(access.Action.MANAGE, pod, manager)
    over = target.expires_at is not None and target.expires_at <= desk.now
    ended = target.state is MemberState.REMOVED and over
    if target.expires_at is None or not (ended or target.state is MemberState.ACTIVE):
        # Gone of their own will, put out, or here for good meanwhile.
        raise Refused("button-over", "their stay did not end by itself")
    if ended:
        target = replace(target, privileges=access.grantable(kept, manager))
    end = await prolong(desk, target)
    await desk.audit(pod.id, manager.person, "more_time", target.person, "done", because)
    await rooms.plan_reviews(desk, pod.id)
    day = due.last_day(end)
    await desk.tell_person(
        target.person, Words("member-has-more", {"pod": pod.name, "day": day}), pod=pod.id
    )
    who = await desk.name_of(target.person)
    return Words("member-more-given", {"who": who, "day": day})


# ── invitations ─────────────────────────────────────────────────────────────────────────────────


async def invitation_ends(world: World, work: Work) -> None:
    """The `invitation_ends` work: nobody took it up, and whoever invited hears of it."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await uow.invitations.get(InvitationId(str(work.payload["invitation"])), lock=True)
        if found is not None and found.state in verification.OPEN:
            if found.expires_at > desk.now:
                await due.plan_invitation(desk, found)
            else:
                await invite.over(desk, found)
        await uow.queue.done(work.id)


# ── knocks ──────────────────────────────────────────────────────────────────────────────────────


async def knock_ends(world: World, work: Work) -> None:
    """The `knock_ends` work: nobody vouched, so the picture goes and its sender is told."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await uow.uploads.get(UploadId(str(work.payload["upload"])), lock=True)
        if found is not None and found.state is UploadState.KNOCK:
            gone = replace(found, state=UploadState.REFUSED, refusal="too_old", blob="")
            await uow.uploads.save(gone)
            if found.blob:
                await desk.plan("drop_blob", {"blob": found.blob}, key=f"drop_blob:{found.blob}")
            await desk.audit(None, "service", "knock", found.id, "refused", "nobody vouched")
            if found.place is not None:
                await desk.tell_room(
                    found.place,
                    Words("knock-too-old"),
                    only_for=None if await _is_private(desk, found) else found.sender,
                    reader=found.sender,
                )
        await uow.queue.done(work.id)


async def _is_private(desk: Desk, upload: Upload) -> bool:
    return upload.place is not None and await desk.uow.rooms.by_ref(upload.place) is None


# ── holds ───────────────────────────────────────────────────────────────────────────────────────


async def hold_waits(world: World, work: Work) -> None:
    """The `hold_waits` work: what still waits is asked about once more."""
    if work.pod is None:
        raise TypeError("an image is a pod's")
    ids = work.payload["images"]
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        pod = await uow.pods.get(work.pod)
        found = [
            await uow.images.get(work.pod, ImageId(str(i)))
            for i in (ids if isinstance(ids, list) else [])
        ]
        waiting = [i for i in found if i is not None and _waits(i)]
        if pod is not None and pod.erased_at is None and waiting:
            again = int(str(work.payload["again"])) + 1
            await holds.ask_for_release(desk, pod, waiting, again=again)
        await uow.queue.done(work.id)


def _waits(image: Image) -> bool:
    return image.state is ImageState.HELD or (
        image.state is ImageState.READY and share.waits_for_eyes(image)
    )
