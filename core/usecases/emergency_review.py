"""After an emergency those who look after the pod judge what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.errors import Refused
from core.ids import PersonId
from core.model import Member, MemberState, Pod, Privilege, Role
from core.ports import Work
from core.usecases import due, humans
from core.usecases.desk import Desk, Words, World


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
    here = [
        m
        for m in await desk.uow.members.of_pod(pod.id)
        if not await humans.is_one_of(desk, m.person, (person,))
    ]
    for privilege in (Privilege.MANAGE, Privilege.AUDIT):
        found = [m.person for m in here if due.is_here(m, desk.now, privilege)]
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
    """A coordinator's judgement, once; the others and the person hear of it. Raises Refused.

    Nobody judges themselves, under another address neither.
    """
    if await humans.is_one_of(desk, member.person, (person,)):
        await desk.audit(pod.id, member.person, "emergency_review", person, "refused", "same human")
        raise Refused("emergency-review-own", "their own")
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
