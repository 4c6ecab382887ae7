"""The patient's yes or no: after a no every picture is taken back, and none is shown until a yes.

The no itself is one fact, read by the one door at every decision; so it holds from the moment it is
on record, and taking the posts back comes after it.
"""

from __future__ import annotations

from core import access
from core.errors import Refused
from core.ids import PersonId, PodId
from core.model import ImageState, Member, MemberState, Pod, Post, PostState, Privilege, Role
from core.ports import Work
from core.usecases import clear, share
from core.usecases.desk import Desk, Words, World

PUT_BACK = 20  # the newest; older ones are found in the list and in the viewer
SHOWN_BEFORE = frozenset({PostState.SENT, PostState.RETRACTED, PostState.STUCK, PostState.FAILED})


def note(pod: Pod) -> str:
    """Where it stands; read by `Desk.consented`."""
    return f"consent:{pod.id}"


def by_note(pod: PodId) -> str:
    """Who said no."""
    return f"consent-by:{pod}"


async def speaks_for_the_patient(desk: Desk, pod: PodId, member: Member) -> bool:
    """Whether a no is theirs to lift: the patient's, and whoever said it, while they are in.

    Whoever opened a pod holds every privilege, to hand them on; that is no say over a no.
    """
    if Privilege.CONSENT not in member.privileges:
        return False
    said = await desk.uow.notes.get(by_note(pod))
    if member.role is Role.PATIENT or not said or said == member.person:
        return True
    other = await desk.uow.members.get(pod, PersonId(said))
    return other is None or other.state is not MemberState.ACTIVE


async def refuse(desk: Desk, pod: Pod, member: Member | None) -> Words:
    """`/consent no`. Raises Refused."""
    because = await desk.require(access.Action.CONSENT, pod, member)
    if not await desk.consented(pod.id) or member is None:
        return Words("consent-no-already")
    await desk.uow.notes.put(note(pod), "no")
    await desk.uow.notes.put(by_note(pod.id), member.person)
    await desk.audit(pod.id, member.person, "consent", pod.id, "done", f"no, {because}")
    await desk.plan(
        "withhold", {"by": member.person}, key=f"withhold:{pod.id}:{desk.key}", pod=pod.id
    )
    await _tell_others(desk, pod, member, "consent-no-notice")
    return Words("consent-no-begun")


async def give(desk: Desk, pod: Pod, member: Member | None) -> Words:
    """`/consent yes`. Raises Refused."""
    because = await desk.require(access.Action.CONSENT, pod, member)
    if await desk.consented(pod.id) or member is None:
        return Words("consent-yes-already")
    if not await speaks_for_the_patient(desk, pod.id, member):
        await desk.audit(pod.id, member.person, "consent", pod.id, "refused", "another's no")
        raise Refused("consent-not-yours", "another's no")
    await desk.uow.notes.put(note(pod), "yes")
    await desk.audit(pod.id, member.person, "consent", pod.id, "done", f"yes, {because}")
    count = await _put_back(desk, pod)
    await _tell_others(desk, pod, member, "consent-yes-notice")
    return Words("consent-yes-done", {"count": count})


async def _tell_others(desk: Desk, pod: Pod, member: Member, key: str) -> None:
    for other in await desk.uow.members.of_pod(pod.id):
        if other.state is MemberState.ACTIVE and other.person != member.person:
            await desk.tell_person(other.person, Words(key, {"pod": pod.name}), pod=pod.id)


async def _put_back(desk: Desk, pod: Pod) -> int:
    """The newest pictures return into the rooms that had them; how many."""
    count = 0
    for image in await desk.uow.images.of_pod(pod.id, limit=PUT_BACK):
        posts = await desk.uow.posts.of_image(pod.id, image.id)
        before = [p for p in posts if p.person is None and p.state in SHOWN_BEFORE]
        if image.state is ImageState.READY and before:
            by = before[-1].planned_by
            count += await share.to_rooms(desk, pod, by, image, "the patient said yes") > 0
    return count


async def withhold(world: World, work: Work) -> None:
    """The `withhold` work: every post of the pod's pictures goes, and a receipt of what did not."""
    pod = work.pod
    if pod is None:
        raise TypeError("a consent is a pod's")
    async with world.store.begin(pod, reading=True) as uow:
        desk = Desk(world, uow, work.key, "service")
        posts: list[Post] = [] if await desk.consented(pod) else list(await uow.posts.of_pod(pod))
    receipt = await clear.take_down(world, work, pod, posts)
    async with world.store.begin(pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        numbers = await clear.numbers_of(uow, pod, receipt.stuck)
        words = Words(
            "consent-receipt",
            {"gone": receipt.gone, "stuck": len(receipt.stuck), "numbers": numbers},
        )
        if posts:
            told = {PersonId(str(work.payload["by"]))}
            told |= {p.planned_by for p in receipt.stuck}
            for person in sorted(told):
                await desk.tell_person(person, words, pod=pod)
        await uow.queue.done(work.id)
