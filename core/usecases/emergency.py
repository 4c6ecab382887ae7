"""Look without the privilege for it, in an emergency: a reason, a time limit, in the open."""

from __future__ import annotations

from datetime import timedelta

from core.errors import Refused
from core.model import Member, MemberState, Pod, Role
from core.usecases import due
from core.usecases.desk import Desk, Words

LASTS = timedelta(hours=1)
SHORTEST_REASON = 10
DAY = 86_400
# A night on call with somebody who may not look otherwise; more needs a coordinator, not a siren.
OPENED_A_DAY = {"member": 8, "pod": 24}
MAY_ASK = frozenset({Role.CLINICIAN, Role.COORDINATOR, Role.GUEST})
MAY_CALL_IN = frozenset({Role.CLINICIAN, Role.COORDINATOR, Role.PATIENT})
"""Whose guests are of the care team; a family's guest is a visitor."""


async def _of_the_care_team(desk: Desk, pod: Pod, member: Member) -> bool:
    if member.role is not Role.GUEST or member.invited_by is None:
        return True
    inviter = await desk.uow.members.get(pod.id, member.invited_by)
    return inviter is not None and inviter.role in MAY_CALL_IN


async def open_access(desk: Desk, pod: Pod, member: Member | None, reason: str) -> Words:
    """For an hour this member may look; everybody in the pod is told at once, and once.

    Raises Refused.
    """
    over = member is not None and member.expires_at is not None and member.expires_at <= desk.now
    if (
        member is None
        or over
        or member.state is not MemberState.ACTIVE
        or member.role not in MAY_ASK
        or not await _of_the_care_team(desk, pod, member)
    ):
        await desk.audit(pod.id, "unknown", "emergency", pod.id, "refused", "not of the care team")
        raise Refused("emergency-not-you", "not of the care team")
    why = " ".join(reason.split())
    if len(why) < SHORTEST_REASON:
        raise Refused("emergency-how", "no reason")
    still = await desk.emergency_until(pod.id, member.person)
    if still is not None and still > desk.now:
        await desk.audit(
            pod.id, member.person, "emergency", pod.id, "allowed", "open already", stated=why
        )
        return Words("emergency-open-still", {"minutes": _minutes(still - desk.now)})
    await _within_budgets(desk, pod, member)
    until = desk.now + LASTS
    await desk.uow.notes.put(f"emergency:{pod.id}:{member.person}", until.isoformat())
    await desk.audit(pod.id, member.person, "emergency", pod.id, "allowed", "stated", stated=why)
    await due.plan_emergency(desk, pod.id, member.person, until)
    who = await desk.name_of(member.person)
    for other in await desk.uow.members.of_pod(pod.id):
        if other.state is MemberState.ACTIVE and other.person != member.person:
            await desk.tell_person(
                other.person,
                Words("emergency-notice", {"who": who, "reason": why, "pod": pod.name}),
                pod=pod.id,
                urgent=True,
            )
    return Words("emergency-open", {"minutes": _minutes(LASTS)})


def _minutes(time: timedelta) -> int:
    """Begun ones count."""
    return -int(-time.total_seconds() // 60)


async def _within_budgets(desk: Desk, pod: Pod, member: Member) -> None:
    """Each opening wakes everybody in the pod. Raises Refused."""
    spent = {"member": member.person, "pod": "all"}
    for name, limit in OPENED_A_DAY.items():
        taken = await desk.uow.budgets.take(
            f"emergency:{pod.id}:{spent[name]}", window_seconds=DAY, limit=limit
        )
        if not taken:
            await desk.audit(pod.id, member.person, "emergency", pod.id, "refused", f"{name}, day")
            raise Refused("emergency-enough-today", name)
