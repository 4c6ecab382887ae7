"""What ends by itself, and what is asked about again: each is work that waits for its day.

A work looks at the facts when its day has come; what was prolonged, taken up or settled meanwhile
is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core import access, verification
from core.errors import Refused
from core.ids import ImageId, InvitationId, PersonId, PodId, UploadId
from core.model import (
    Image,
    ImageState,
    Invitation,
    InvitationState,
    Member,
    MemberState,
    Pod,
    Privilege,
    Role,
    Upload,
    UploadState,
)
from core.ports import Work
from core.usecases import days, rooms, share
from core.usecases.desk import Desk, Words, World

REMINDED_BEFORE = timedelta(days=1)
MORE_TIME = timedelta(days=30)
KNOCK_LIFE = timedelta(days=7)
HOLD_REMINDERS = (timedelta(days=1), timedelta(days=2), timedelta(days=4))
LONGEST_STAY = timedelta(days=3 * 366)


# ── `until 2026-12-01` ──────────────────────────────────────────────────────────────────────────


def until_in(words: Sequence[str], now: datetime) -> tuple[list[str], datetime | None]:
    """The words without `until DATE`, and the end of that day. Raises Refused."""
    lower = [word.lower() for word in words]
    if "until" not in lower:
        return list(words), None
    at = lower.index("until")
    try:
        day = date.fromisoformat(words[at + 1])
    except (IndexError, ValueError) as error:
        raise Refused("until-not-understood", "no date") from error
    end = datetime.combine(day, time(), UTC) + timedelta(days=1)
    if not now < end <= now + LONGEST_STAY:
        raise Refused("until-not-understood", "past or too far")
    return [*words[:at], *words[at + 2 :]], end


def last_day(end: datetime) -> Words:
    """The day up to which somebody may stay."""
    return days.day((end - timedelta(seconds=1)).date())


# ── members ─────────────────────────────────────────────────────────────────────────────────────


async def plan_member(desk: Desk, member: Member) -> None:
    """A reminder the day before, and the end."""
    if member.expires_at is None:
        return
    end = member.expires_at
    payload = {"person": member.person, "end": end.isoformat()}
    name = f"{member.pod}:{member.person}:{end.isoformat()}"
    before = end - REMINDED_BEFORE
    if before > desk.now:
        await desk.plan("member_ends_soon", payload, key=f"member_ends_soon:{name}",
                        pod=member.pod, due=before)  # fmt: skip
    await desk.plan("member_ends", payload, key=f"member_ends:{name}", pod=member.pod, due=end)


async def member_ends_soon(world: World, work: Work) -> None:
    """The `member_ends_soon` work: the guest and the coordinators hear of it a day before."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await _member_of(desk, work)
        if found is not None:
            pod, member = found
            day = last_day(member.expires_at or desk.now)
            await desk.tell_person(
                member.person, Words("member-ends-soon", {"pod": pod.name, "day": day}), pod=pod.id
            )
            await _ask_for_more(desk, pod, member, "member-ends-soon-manager", day)
        await uow.queue.done(work.id)


async def _ask_for_more(desk: Desk, pod: Pod, member: Member, key: str, day: Words | str) -> None:
    who = await desk.name_of(member.person)
    for other in await desk.uow.members.of_pod(pod.id):
        if other.person != member.person and is_here(other, desk.now, Privilege.MANAGE):
            kept = " ".join(sorted(member.privileges))
            given = {"person": member.person, "for": other.person, "privileges": kept}
            more = await desk.choice("button-more-time", "more-time", given, pod=pod.id)
            words = Words(key, {"who": who, "pod": pod.name, "day": day})
            await desk.tell_person(other.person, words, buttons=[[more]], pod=pod.id)


def is_here(member: Member, now: datetime, privilege: Privilege) -> bool:
    """Whether somebody is in, still, and may do this."""
    over = member.expires_at is not None and member.expires_at <= now
    return member.state is MemberState.ACTIVE and not over and privilege in member.privileges


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
    from core.usecases import pods  # noqa: PLC0415 - pods invites, and inviting plans expiries

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
    await plan_member(desk, after)
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
    day = last_day(end)
    await desk.tell_person(
        target.person, Words("member-has-more", {"pod": pod.name, "day": day}), pod=pod.id
    )
    who = await desk.name_of(target.person)
    return Words("member-more-given", {"who": who, "day": day})


# ── invitations ─────────────────────────────────────────────────────────────────────────────────


async def plan_invitation(desk: Desk, invitation: Invitation) -> None:
    await desk.plan(
        "invitation_ends",
        {"invitation": invitation.id},
        key=f"invitation_ends:{invitation.id}:{invitation.expires_at.isoformat()}",
        pod=invitation.pod,
        due=invitation.expires_at,
    )


async def invitation_ends(world: World, work: Work) -> None:
    """The `invitation_ends` work: nobody took it up, and whoever invited hears of it."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        found = await uow.invitations.get(InvitationId(str(work.payload["invitation"])), lock=True)
        if found is not None and found.state in verification.OPEN:
            if found.expires_at > desk.now:
                await plan_invitation(desk, found)
            else:
                await _over(desk, found)
        await uow.queue.done(work.id)


async def cut_off(desk: Desk, invitation: Invitation) -> None:
    """Whoever asked for it was put out: its new owner is asked whether they want to invite."""
    await _over(desk, invitation, "cut off", "inviter-cut-off")


async def _over(
    desk: Desk, found: Invitation, why: str = "not taken up", key: str = "inviter-over"
) -> None:
    dead = replace(found, state=InvitationState.EXPIRED, link_hash="", page_hash="",
                   bind_hash="", code_hash="")  # fmt: skip
    await desk.uow.invitations.save(dead)
    await desk.audit(found.pod, "service", "invite_over", found.id, "done", why)
    given = {"invitation": str(found.id), "for": found.inviter}
    anew = await desk.choice("button-invite-anew", "invite-anew", given, pod=found.pod)
    who = found.name or found.email
    await desk.tell_person(found.inviter, Words(key, {"who": who}), buttons=[[anew]], pod=found.pod)


# ── knocks ──────────────────────────────────────────────────────────────────────────────────────


async def plan_knock(desk: Desk, upload: Upload) -> None:
    await desk.plan(
        "knock_ends",
        {"upload": upload.id},
        key=f"knock_ends:{upload.id}",
        due=upload.received_at + KNOCK_LIFE,
    )


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


async def plan_hold(desk: Desk, images: Sequence[Image], again: int = 0) -> None:
    """Whoever may release is asked again after a day, two and four more."""
    if again >= len(HOLD_REMINDERS) or not images:
        return
    await desk.plan(
        "hold_waits",
        {"images": [i.id for i in images], "again": again},
        key=f"hold_waits:{images[0].id}:{again}:{desk.key}",
        pod=images[0].pod,
        due=desk.now + HOLD_REMINDERS[again],
    )


async def hold_waits(world: World, work: Work) -> None:
    """The `hold_waits` work: what still waits is asked about once more."""
    from core.usecases import holds  # noqa: PLC0415 - holds plans this

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


# ── emergencies ─────────────────────────────────────────────────────────────────────────────────


async def plan_emergency(desk: Desk, pod: PodId, person: PersonId, until: datetime) -> None:
    await desk.plan(
        "emergency_over",
        {"person": person, "since": desk.now.isoformat()},
        key=f"emergency_over:{pod}:{person}:{until.isoformat()}",
        pod=pod,
        due=until,
    )


async def emergency_over(world: World, work: Work) -> None:
    """The `emergency_over` work: those who look after the pod judge what was done."""
    if work.pod is None:
        raise TypeError("an emergency is a pod's")
    person, since = PersonId(str(work.payload["person"])), str(work.payload["since"])
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        pod = await uow.pods.get(work.pod)
        if pod is not None and pod.erased_at is None:
            facts = await _emergency_facts(desk, pod, person, datetime.fromisoformat(since))
            for reviewer in await _reviewers(desk, pod, person):
                await _ask_reviewer(desk, pod, reviewer, person, since, facts)
        await uow.queue.done(work.id)


async def _emergency_facts(
    desk: Desk, pod: Pod, person: PersonId, since: datetime
) -> Mapping[str, object]:
    """Who, why, and how many different pictures."""
    looked: set[str] = set()
    stated = ""
    for entry in await desk.uow.audit.of_pod(pod.id, limit=None):
        if entry.at < since or entry.actor != person:
            continue
        if entry.action == "emergency":
            stated = entry.personal.get("stated", stated)
        elif entry.action == "view" and entry.outcome == "done" and entry.reason == "emergency":
            looked.add(entry.subject)
    who = await desk.name_of(person)
    return {"who": who, "pod": pod.name, "reason": stated, "count": len(looked)}


async def _reviewers(desk: Desk, pod: Pod, person: PersonId) -> list[PersonId]:
    """Coordinators; where there is none but the person, whoever may see the audit."""
    here = [m for m in await desk.uow.members.of_pod(pod.id) if m.person != person]
    for privilege in (Privilege.MANAGE, Privilege.AUDIT):
        found = [m.person for m in here if is_here(m, desk.now, privilege)]
        if found:
            return found
    await desk.audit(pod.id, "service", "emergency_review", person, "failed", "nobody to ask")
    return []


async def _ask_reviewer(
    desk: Desk,
    pod: Pod,
    reviewer: PersonId,
    person: PersonId,
    since: str,
    facts: Mapping[str, object],
) -> None:
    given = {"person": person, "since": since, "for": reviewer}
    fine = await desk.choice("button-emergency-right", "emergency-right", given, pod=pod.id)
    not_fine = await desk.choice("button-emergency-wrong", "emergency-wrong", given, pod=pod.id)
    await desk.tell_person(
        reviewer, Words("emergency-review", facts), buttons=[[fine, not_fine]], pod=pod.id
    )


async def reviewed(
    desk: Desk, pod: Pod, member: Member, person: PersonId, since: str, *, right: bool
) -> Words:
    """A coordinator's judgement, once; the others and the person hear of it."""
    name = f"emergency-reviewed:{pod.id}:{person}:{since}"
    if await desk.uow.notes.get(name):
        return Words("emergency-review-settled")
    await desk.uow.notes.put(name, "yes")
    await desk.audit(
        pod.id, member.person, "emergency_review", person, "done", "right" if right else "not right"
    )
    who = await desk.name_of(person)
    if right:
        await desk.tell_person(person, Words("emergency-was-right", {"pod": pod.name}), pod=pod.id)
        return Words("emergency-review-thanks", {"who": who})
    for other in await desk.uow.members.of_pod(pod.id):
        told = other.role is Role.PATIENT or Privilege.MANAGE in other.privileges
        if other.state is MemberState.ACTIVE and told and other.person != person:
            await desk.tell_person(
                other.person,
                Words("emergency-was-wrong", {"who": who, "pod": pod.name}),
                pod=pod.id,
                urgent=True,
            )
    return Words("emergency-review-wrong-thanks", {"who": who})
