"""Take many posts back at once, and say what stayed; and a picture of the wrong patient, at once.

The order of things: first the facts change, so that nobody is shown anything from then on; then the
posts go; then whoever has to know hears what could not be taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core import access, patient
from core.errors import PlatformError
from core.ids import ImageId, PersonId, PodId
from core.model import Hold, Image, ImageState, Member, MemberState, Pod, Post, PostState, Privilege
from core.ports import UnitOfWork, Work
from core.usecases import holds, looking, retract
from core.usecases.desk import Desk, Words, World

AT_ONCE = 4
TRIES = 10  # some ten minutes: then what still stands is named instead
NEWEST = 30
STANDING = frozenset({PostState.SENT, PostState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many posts are gone, and which are not."""

    gone: int
    stuck: tuple[Post, ...]


async def take_down(world: World, work: Work, pod: PodId, posts: Sequence[Post]) -> Receipt:
    """Take these posts back; each one's fate is on record when this returns.

    Raises PlatformError when some have to be tried again; those that went are on record then.
    """
    wanted = [p for p in posts if p.state in STANDING]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(post: Post) -> bool | PlatformError:
        async with gate:
            try:
                # Of a post that nobody knows the fate of there is nothing to delete: it is named.
                return post.message is not None and await retract.take_down(world, post)
            except PlatformError as error:
                return error
            except KeyError:  # a platform that is not connected any more
                return False

    results = await asyncio.gather(*(one(p) for p in wanted))
    last = work.attempts >= TRIES
    again = next((r for r in results if isinstance(r, PlatformError)), None)
    gone = 0
    async with world.store.begin(pod) as uow:
        desk = Desk(world, uow, f"{work.key}:{work.attempts}", "service")
        for post, result in zip(wanted, results, strict=True):
            if isinstance(result, PlatformError) and not last:
                continue
            went = result is True
            gone += went
            await _remember(desk, pod, post, went=went)
    if again is not None and not last:
        raise again
    return Receipt(gone, await _stuck(world, pod, {p.id for p in posts}))


async def _remember(desk: Desk, pod: PodId, post: Post, *, went: bool) -> None:
    state = PostState.RETRACTED if went else PostState.STUCK
    await desk.uow.posts.save(replace(post, state=state))
    outcome = "done" if went else "failed"
    await desk.audit(pod, "service", "retract", post.image, outcome, post.form.value)


async def _stuck(world: World, pod: PodId, among: Iterable[str]) -> tuple[Post, ...]:
    """Read anew: an earlier try may have found some of them."""
    wanted = set(among)
    async with world.store.begin(pod, reading=True) as uow:
        every = await uow.posts.of_pod(pod)
    return tuple(p for p in every if p.id in wanted and p.state is PostState.STUCK)


async def numbers_of(uow: UnitOfWork, pod: PodId, posts: Iterable[Post]) -> str:
    """`#1, #3`: the pictures that some posts show."""
    found = set()
    for post in posts:
        image = await uow.images.get(pod, post.image)
        if image is not None:
            found.add(image.number)
    return ", ".join(f"#{n}" for n in sorted(found))


# ── the wrong patient ───────────────────────────────────────────────────────────────────────────


async def wrong(desk: Desk, pod: Pod, member: Member | None, image: Image) -> Words:
    """Somebody says that this is not the pod's patient: held at once. Raises Refused."""
    because = await desk.require(access.Action.REPORT, pod, member, image=image)
    by = member.person if member else image.uploader
    held = replace(image, state=ImageState.HELD, hold=Hold.OTHER_PATIENT, released_by=())
    await desk.uow.images.save(held)
    await _unlearn(desk, pod, image)
    await desk.audit(pod.id, by, "wrong_patient", image.id, "allowed", because)
    await desk.plan(
        "wrong",
        {"image": image.id, "by": by},
        key=f"wrong:{image.id}:{desk.key}",
        pod=pod.id,
    )
    return Words("wrong-begun", {"number": image.number})


async def _unlearn(desk: Desk, pod: Pod, image: Image) -> None:
    """Where this very picture taught whose pod it is, nothing is known of the patient again."""
    clues = image.patient
    if pod.patient is None or not patient.has_clues(clues):
        return
    if patient.match(pod.patient, clues) is patient.Match.DIFFERS:
        return
    for other in await desk.uow.images.of_pod(pod.id, limit=None):
        same = patient.match(pod.patient, other.patient) is not patient.Match.DIFFERS
        if (
            other.id != image.id
            and other.state is ImageState.READY
            and patient.has_clues(other.patient)
            and same
        ):
            return
    await desk.uow.pods.save(replace(pod, patient=None))
    await desk.audit(pod.id, "service", "patient_unlearned", pod.id, "done", "wrong picture")


async def take_wrong(world: World, work: Work) -> None:
    """The `wrong` work: every post of it goes; coordinators hear who saw it."""
    pod_id = work.pod
    if pod_id is None:
        raise TypeError("an image is a pod's")
    image_id = ImageId(str(work.payload["image"]))
    async with world.store.begin(pod_id, reading=True) as uow:
        posts = await uow.posts.of_image(pod_id, image_id)
    receipt = await take_down(world, work, pod_id, posts)
    async with world.store.begin(pod_id) as uow:
        desk = Desk(world, uow, work.key, "service")
        pod, image = await uow.pods.get(pod_id), await uow.images.get(pod_id, image_id)
        if pod is not None and image is not None and pod.erased_at is None:
            await _tell_of_wrong(desk, pod, image, PersonId(str(work.payload["by"])), receipt)
        await uow.queue.done(work.id)


async def _tell_of_wrong(
    desk: Desk, pod: Pod, image: Image, by: PersonId, receipt: Receipt
) -> None:
    """Coordinators: who saw it, and the question. The uploader: kindly. Whoever said so: thanks."""
    seen = await looking.looked_at(desk, pod, image)
    names = sorted({one.name for one in seen})
    listed = [Words("literal", {"text": name}) for name in names[:NEWEST]]
    words = Words(
        "wrong-viewers",
        {
            "number": image.number,
            "who": await desk.name_of(by),
            "gone": receipt.gone,
            "stuck": len(receipt.stuck),
            "count": len(names),
            "lines": listed,
        },
    )
    for member in await desk.uow.members.of_pod(pod.id):
        if member.state is MemberState.ACTIVE and Privilege.MANAGE in member.privileges:
            await desk.tell_person(member.person, words, pod=pod.id, urgent=True)
    await holds.ask_for_release(desk, pod, [image])
    if image.uploader != by:
        await desk.tell_person(
            image.uploader, Words("wrong-uploader", {"number": image.number}), pod=pod.id
        )
    key = "wrong-receipt" if not receipt.stuck else "wrong-receipt-stuck"
    await desk.tell_person(
        by, Words(key, {"number": image.number, "stuck": len(receipt.stuck)}), pod=pod.id
    )
