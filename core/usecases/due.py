"""What ends by itself or is asked about again: when, and the work that waits for that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from core.errors import Refused
from core.ids import PersonId, PodId
from core.model import Image, Invitation, Member, MemberState, Privilege, Upload
from core.usecases import days
from core.usecases.desk import Desk, Words

REMINDED_BEFORE = timedelta(days=1)
KNOCK_LIFE = timedelta(days=7)
HOLD_REMINDERS = (timedelta(days=1), timedelta(days=2), timedelta(days=4))
LONGEST_STAY = timedelta(days=3 * 366)


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


def is_here(member: Member, now: datetime, privilege: Privilege) -> bool:
    """Whether somebody is in, still, and may do this."""
    over = member.expires_at is not None and member.expires_at <= now
    return member.state is MemberState.ACTIVE and not over and privilege in member.privileges


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


async def plan_invitation(desk: Desk, invitation: Invitation) -> None:
    await desk.plan(
        "invitation_ends",
        {"invitation": invitation.id},
        key=f"invitation_ends:{invitation.id}:{invitation.expires_at.isoformat()}",
        pod=invitation.pod,
        due=invitation.expires_at,
    )


async def plan_knock(desk: Desk, upload: Upload) -> None:
    await desk.plan(
        "knock_ends",
        {"upload": upload.id},
        key=f"knock_ends:{upload.id}",
        due=upload.received_at + KNOCK_LIFE,
    )


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


async def plan_emergency(desk: Desk, pod: PodId, person: PersonId, until: datetime) -> None:
    await desk.plan(
        "emergency_over",
        {"person": person, "since": desk.now.isoformat()},
        key=f"emergency_over:{pod}:{person}:{until.isoformat()}",
        pod=pod,
        due=until,
    )
