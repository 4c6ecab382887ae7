"""Erasure: posts go, bytes go, the pod's key goes; a certificate stays with whoever asked.

One press says so, in one transaction: from then on the one door refuses everything. What follows is
one work, each of whose steps may be done twice: posts, bytes, and at last one transaction in which
the key is destroyed, every row about the pod is deleted and the certificate is written. The work,
the certificate and the notices belong to no pod, so none of them needs the key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from core import access
from core.errors import PlatformError, Refused
from core.ids import PersonId, PodId, UserRef
from core.messages import Style
from core.model import (
    Image,
    InvitationState,
    Member,
    MemberState,
    Person,
    Pod,
    PostState,
    RoomState,
)
from core.ports import UnitOfWork, Work, WorkState
from core.usecases import binding, clear, consent, looking, rooms
from core.usecases.desk import Choice, Desk, Words, World, user_json
from core.verification import digest

CERTIFICATE_LIFE = timedelta(days=7)
WAITS_FOR_OTHERS = 60  # tries of two seconds
SURE_LIFE = timedelta(hours=1)
ACTION = "certificate"


# ── asked, and said ─────────────────────────────────────────────────────────────────────────────


async def ask(
    desk: Desk, pod: Pod, member: Member | None, account: UserRef
) -> tuple[Words, list[list[Choice]]]:
    """`/erase`: what will happen, the export first, one button. Raises Refused."""
    await desk.require(access.Action.ERASE, pod, member)
    images = await desk.uow.images.of_pod(pod.id, limit=None)
    export = await desk.choice("button-export-first", "export", {}, pod=pod.id, user=account)
    sure = await desk.choice(
        "button-erase", "erase", {}, pod=pod.id, user=account, life=SURE_LIFE, style=Style.DANGER
    )
    words = Words("erase-sure", {"pod": pod.name, "count": len(images)})
    return words, [[export], [sure]]


async def begin(desk: Desk, pod: Pod, member: Member, account: UserRef) -> Words:
    """The one confirmation: nothing of the pod is shown from here on. Raises Refused."""
    because = await desk.require(access.Action.ERASE, pod, member)
    await desk.audit(pod.id, member.person, "erase", pod.id, "allowed", because)
    for invitation in await desk.uow.invitations.open_of_pod(pod.id):
        dead = replace(invitation, state=InvitationState.CANCELLED, link_hash="", page_hash="",
                       bind_hash="", code_hash="")  # fmt: skip
        await desk.uow.invitations.save(dead)
    for other in await desk.uow.members.of_pod(pod.id):
        await desk.uow.sessions.end_all(other.person)
    await desk.uow.pods.save(replace(pod, erased_at=desk.now))
    await desk.plan(
        "erase",
        {"pod": pod.id, "by": member.person, "account": user_json(account)},
        key=f"erase:{pod.id}",
    )
    return Words("erase-begun", {"pod": pod.name})


# ── done ────────────────────────────────────────────────────────────────────────────────────────


async def erase(world: World, work: Work) -> None:
    """The `erase` work. Each step may be cut off and done again."""
    pod = PodId(str(work.payload["pod"]))
    async with world.store.begin(pod, reading=True) as uow:
        if not await _has_key(uow, pod):
            await world.store.finish(work.id, WorkState.DONE)
            return
        posts = await uow.posts.of_pod(pod)
    # A post that is on its way now is refused, or found and taken back by whoever sends it.
    receipt = await clear.take_down(world, work, pod, posts)
    await _wait_for_others(world, work, pod)
    for blob in await _blobs(world, pod):
        await world.blobs.delete(blob)
    await _destroy(world, work, pod, receipt)


async def _has_key(uow: UnitOfWork, pod: PodId) -> bool:
    """A pod without its key has no name any more, and no members."""
    return bool(await uow.members.of_pod(pod))


async def _wait_for_others(world: World, work: Work, pod: PodId) -> None:
    """Whoever is at work on the pod ends first: what they send could not be found afterwards."""
    async with world.store.begin(pod, reading=True) as uow:
        busy = await uow.pods.busy(pod, work=work.id)
        fresh = any(p.state in clear.STANDING for p in await uow.posts.of_pod(pod))
    if (busy or fresh) and work.attempts < WAITS_FOR_OTHERS:
        raise PlatformError("others are at work on it", retry_after=2)


async def _blobs(world: World, pod: PodId) -> Sequence[str]:
    """Where every sealed byte of the pod is."""
    async with world.store.begin(pod, reading=True) as uow:
        found = {u.blob for u in await uow.uploads.of_pod(pod)}
        for image in await uow.images.of_pod(pod, limit=None):
            found |= {r.blob for r in await uow.images.renditions(pod, image.id)}
        found |= set(await exports_of(uow, pod))
    return sorted(found - {""})


async def exports_of(uow: UnitOfWork, pod: PodId) -> list[str]:
    """Blobs of exports that hold something of the pod and may still be there."""
    noted = await uow.notes.get(f"exports:{pod}")
    return [str(b) for b in json.loads(noted)] if noted else []


async def note_export(uow: UnitOfWork, pod: PodId, blob: str) -> None:
    """Remember an export, so that an erasure finds it. Known ones that are gone do no harm."""
    kept = [*(await exports_of(uow, pod)), blob][-200:]
    await uow.notes.put(f"exports:{pod}", json.dumps(kept))


async def _destroy(world: World, work: Work, pod_id: PodId, receipt: clear.Receipt) -> None:
    """One transaction: the certificate is written, the key and every row are gone, all are told."""
    async with world.store.begin(pod_id) as uow:
        desk = Desk(world, uow, work.key, "service")
        pod = await uow.pods.get(pod_id)
        if pod is None:
            raise TypeError("a pod that is erased stays on record")
        by = PersonId(str(work.payload["by"]))
        facts = await _facts(desk, pod, by, receipt)
        members = await uow.members.of_pod(pod_id)
        people = await _people(uow, members)
        chats = [r.ref for r in await uow.rooms.of_pod(pod_id) if r.state is not RoomState.GONE]
        await _clean_notes(desk, pod_id)
        await uow.pods.destroy_key(pod_id)
        await uow.pods.clear(pod_id, work=work.id)
        outcome = f"{facts['pictures']} pictures, {len(receipt.stuck)} posts stay"
        await desk.audit(pod_id, by, "erased", pod_id, "done", outcome)
        facts["head"] = await uow.audit.mark()
        link = await _keep_certificate(desk, pod_id, by, facts, work.payload["account"])
        await _tell(desk, people, by, pod.name, link)
        for chat in chats:
            await desk.tell_room(chat, Words("erased-room"), language=pod.language)
        await desk.plan(
            "forget_people",
            {"people": [m.person for m in members]},  # those who left earlier, too
            key=f"forget_people:{pod_id}",
            due=desk.now + CERTIFICATE_LIFE,
        )
        await uow.queue.done(work.id)


async def _people(uow: UnitOfWork, members: Sequence[Member]) -> list[Person]:
    """Who is in it until now."""
    here = [m for m in members if m.state is MemberState.ACTIVE]
    found = [await uow.people.get(m.person) for m in here]
    return [p for p in found if p is not None]


async def _facts(desk: Desk, pod: Pod, by: PersonId, receipt: clear.Receipt) -> dict[str, object]:
    """All that the certificate says, in plain values: what reads it has no key any more."""
    uow = desk.uow
    images = await uow.images.of_pod(pod.id, limit=None)
    uploads = await uow.uploads.of_pod(pod.id)
    posts = await uow.posts.of_pod(pod.id)
    every = [r for i in images for r in await uow.images.renditions(pod.id, i.id)]
    gone = sum(1 for p in posts if p.state is PostState.RETRACTED)
    entries = await uow.audit.of_pod(pod.id, limit=None)
    rooms_ = [r for r in await uow.rooms.of_pod(pod.id) if r.state is not RoomState.GONE]
    return {
        "pod": pod.id,
        "name": pod.name,
        "opened": pod.created_at.isoformat(),
        "at": desk.now.isoformat(),
        "by": await desk.name_of(by),
        "pictures": len(images),
        "files": len(every) + sum(1 for u in uploads if u.blob),
        "chats": len(rooms_),
        "members": sum(1 for m in await uow.members.of_pod(pod.id)),
        "entries": len(entries),
        "taken_back": gone,
        "not_taken_back": [await _named(desk, pod, p.image, p.room.platform, p.sent_at)
                           for p in receipt.stuck],
        "looked": await _looked(desk, pod, images),
    }  # fmt: skip


async def _named(
    desk: Desk, pod: Pod, image_id: str, platform: str, at: object
) -> Mapping[str, object]:
    image = next((i for i in await desk.uow.images.of_pod(pod.id, limit=None) if i.id == image_id),
                 None)  # fmt: skip
    return {
        "number": image.number if image else 0,
        "platform": platform,
        "at": str(at or ""),
    }


async def _looked(desk: Desk, pod: Pod, images: Sequence[Image]) -> list[Mapping[str, object]]:
    """Who saw what, and when last."""
    found: list[Mapping[str, object]] = []
    for image in sorted(images, key=lambda i: i.number):
        for one in await looking.looked_at(desk, pod, image):
            found.append(
                {
                    "number": image.number,
                    "who": one.name,
                    "form": one.form,
                    "last": one.last.isoformat(),
                    "times": one.times,
                }
            )
    return found


async def _clean_notes(desk: Desk, pod: PodId) -> None:
    """Small facts that are named after the pod."""
    uow = desk.uow
    names = [f"consent:{pod}", consent.by_note(pod), f"exports:{pod}", f"export-key:{pod}"]
    names += [f"emergency:{pod}:{m.person}" for m in await uow.members.of_pod(pod)]
    for room in await uow.rooms.of_pod(pod):
        names += [rooms.seeded_note(room.id), f"door:{room.id}"]
    names += [f"status:upload:{u.album}" for u in await uow.uploads.of_pod(pod)]
    for name in names:
        await uow.notes.delete(name)


async def _keep_certificate(
    desk: Desk, pod: PodId, by: PersonId, facts: Mapping[str, object], account: object
) -> str:
    """The page's address. It works for a week, for the one who asked."""
    await desk.uow.notes.put(f"certificate:{pod}", json.dumps(facts))
    await desk.plan(
        "drop_certificate",
        {"pod": pod},
        key=f"drop_certificate:{pod}",
        due=desk.now + CERTIFICATE_LIFE,
    )
    choice = await desk.choice(
        "button-certificate",
        ACTION,
        {"certificate": pod, "person": by},
        once=False,
        life=CERTIFICATE_LIFE,
    )
    return f"{desk.world.rules.public_url}/certificate/{choice.handle}"


async def _tell(desk: Desk, people: Sequence[Person], by: PersonId, name: str, link: str) -> None:
    """Whoever asked gets the certificate; everybody else hears that it is over."""
    for person in people:
        if person.id != by:
            await desk.tell_person(person.id, Words("erased-notice", {"pod": name}))
    button = Choice(Words("button-certificate"), url=link)
    await desk.tell_person(by, Words("erased-done"), buttons=[[button]])


async def certificate(world: World, secret: str) -> Mapping[str, object]:
    """What the certificate says, for whoever holds its link. Raises Refused."""
    over = Refused("certificate-over", "unknown or expired")
    if len(secret) > 128:
        raise over
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"certificate:{digest(secret)[:24]}", "page")
        found = await uow.handles.get(digest(secret))
        if found is None or found.action != ACTION or found.expires_at <= desk.now:
            raise over
        kept = await uow.notes.get(f"certificate:{found.arguments['certificate']}")
        if not kept:
            raise over
        facts: dict[str, object] = json.loads(kept)
        return facts


async def record_certificate(world: World, facts: Mapping[str, object]) -> None:
    """It was taken away by somebody."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "certificate", "page")
        await desk.audit(None, "holder", "certificate", str(facts["pod"]), "done", "by its link")


async def drop_certificate(world: World, work: Work) -> None:
    """The `drop_certificate` work: ours goes; whoever asked has had a week to keep theirs."""
    async with world.store.begin(None) as uow:
        await uow.notes.delete(f"certificate:{work.payload['pod']}")
        await uow.queue.done(work.id)


async def forget_people(world: World, work: Work) -> None:
    """The `forget_people` work: names, addresses and accounts of people who are in no pod."""
    people = work.payload["people"]
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, work.key, "service")
        for one in people if isinstance(people, list) else []:
            person = PersonId(str(one))
            named = await uow.notes.get(f"coordinator:{person}") == "yes"
            if not named and not await uow.members.of_person(person):
                await binding.forget_all(desk, person)
                await uow.people.delete(person)
                await desk.audit(None, "service", "forget_person", person, "done", "in no pod")
        await uow.queue.done(work.id)
