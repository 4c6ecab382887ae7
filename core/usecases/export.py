"""Everything about a pod, or about oneself, as files: what goes in, and who may take it away.

Who may ask is decided when they ask, when the files are gathered and when they are taken. What of a
picture goes in is decided picture by picture by the same door as looking at it; a picture that may
not be looked at is listed with the reason instead. Whoever may say no for the patient gets the
pictures even while nobody is shown them: they are the patient's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from core import access
from core.errors import Refused
from core.ids import PersonId, PodId, UserRef
from core.imaging import Kind, Purpose
from core.messages import Event
from core.model import (
    AuditEntry,
    Handle,
    Identity,
    Image,
    Invitation,
    Member,
    MemberState,
    Person,
    Pod,
    Post,
    Privilege,
    Room,
    StoredRendition,
    Upload,
)
from core.ports import Work
from core.usecases import captions, consent, erase, links, looking, share
from core.usecases.captions import Caption
from core.usecases.desk import Choice, Desk, Who, Words, World, ref_json, room_from, user_json
from core.verification import digest

LINK_LIFE = timedelta(hours=24)
ACTION, OVER = "export-link", "export-over"
A_DAY = 10
DAY = 86_400
WANTED = (Purpose.FULL, Purpose.CINE, Purpose.THUMBNAIL)
PRIVATE_FIELDS = frozenset({"phone", "email"})
"""Of other people: not in what somebody else takes away."""


# ── asked for ───────────────────────────────────────────────────────────────────────────────────


class Files(StrEnum):
    """What an export holds."""

    EVERYTHING = ""
    DICOM = "dicom"  # the DICOM files alone, without the patient's identity, to be handed on
    DICOM_DATES = "dicom-dates"  # the same; dates are shifted by whole weeks, not removed


async def of_pod(
    desk: Desk,
    event: Event,
    who: Who,
    pod: Pod,
    member: Member,
    files: Files = Files.EVERYTHING,
) -> Words:
    """`/export`: gathered by a worker. Raises Refused."""
    because = await desk.require(access.Action.EXPORT, pod, member)
    await _plan(desk, event, who, member.person, pod.id, files)
    await desk.audit(pod.id, member.person, "export_asked", pod.id, "allowed", because)
    return Words("export-begun", {"pod": pod.name})


async def of_me(desk: Desk, event: Event, who: Who) -> Words:
    """`/export me`. Raises Refused."""
    if who.person is None:
        raise Refused("stranger-command", "nobody here")
    await _plan(desk, event, who, who.person.id, None)
    await desk.audit(None, who.person.id, "export_asked", who.person.id, "allowed", "own")
    return Words("export-me-begun")


async def _plan(
    desk: Desk,
    event: Event,
    who: Who,
    person: PersonId,
    pod: PodId | None,
    files: Files = Files.EVERYTHING,
) -> None:
    if not await desk.uow.budgets.take(f"export:{person}", window_seconds=DAY, limit=A_DAY):
        raise Refused("export-enough-today", "exports")
    private = event.place.room if event.place.private else None
    if private is None and who.identity is not None:
        private = who.identity.private
    export = desk.id()
    await desk.plan(
        "export",
        {
            "id": export,
            "person": person,
            "account": user_json(who.user),
            "progress": ref_json(private) if private else None,
            "files": files.value,
        },
        key=f"export:{export}",
        pod=pod,
    )


# ── gathered ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PictureBook:
    """One picture: which of its files go in, or why not (a key under `export-why-…`).

    `original`: its upload, where it may be taken at all; `identified`: with the patient's name in
    it, else only after de-identification. `everything`: all of the metadata.
    """

    image: Image
    caption: Caption
    files: tuple[StoredRendition, ...]
    original: Upload | None
    identified: bool
    everything: bool
    own: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PodBook:
    """What an export says of one pod; `audit`, oldest first, is empty where it may not be seen."""

    pod: Pod
    member: Member
    members: tuple[tuple[Member, str], ...]
    rooms: tuple[Room, ...]
    invitations: tuple[Invitation, ...]
    pictures: tuple[PictureBook, ...]
    posts: tuple[Post, ...]
    audit: tuple[AuditEntry, ...]
    names: Mapping[str, str] = field(repr=False)
    key: bytes = field(repr=False)  # for new numbers in place of those in DICOM files


@dataclass(frozen=True, slots=True)
class Me:
    """What an export says of its person."""

    person: Person
    identities: tuple[Identity, ...]
    authenticator: bool


async def pod_book(world: World, pod_id: PodId, person: PersonId, *, only_mine: bool) -> PodBook:
    """Read it all, each picture decided. `only_mine`: what this person did and brought.

    Raises Refused.
    """
    key = await _allowed(world, pod_id, person, only_mine)
    async with world.store.begin(pod_id, reading=True) as uow:
        desk = Desk(world, uow, f"export:{pod_id}", "export")
        pod = await desk.pod(pod_id)
        member = await uow.members.get(pod_id, person)
        if member is None:
            raise Refused("denied-not-a-member", "not in this pod")
        known = await uow.people.get(person)
        language = world.texts.best(known.language if known else "", pod.language)
        images = sorted(await uow.images.of_pod(pod_id, limit=None), key=lambda i: i.number)
        if only_mine:
            images = [i for i in images if i.uploader == person]
        people = await _names(desk, pod_id)
        return PodBook(
            pod=pod,
            member=member,
            members=() if only_mine else tuple(
                (m, people.get(m.person, "")) for m in await uow.members.of_pod(pod_id)
            ),
            rooms=() if only_mine else tuple(await uow.rooms.of_pod(pod_id)),
            invitations=await _invitations(desk, pod_id, person, only_mine),
            pictures=tuple([await _picture(desk, pod, member, i, language) for i in images]),
            posts=await _posts(desk, pod_id, images),
            audit=await _audit(desk, pod_id, member, only_mine),
            names=people,
            key=key,
        )  # fmt: skip


async def _allowed(world: World, pod_id: PodId, person: PersonId, only_mine: bool) -> bytes:
    """Decided anew, on record when refused; the key of the pod's new numbers. Raises Refused."""
    refusal: Refused | None = None
    key = b""
    async with world.store.begin(pod_id) as uow:
        desk = Desk(world, uow, f"export:{pod_id}", "export")
        try:
            pod = await desk.pod(pod_id)
            member = await uow.members.get(pod_id, person)
            action = access.Action.LEAVE if only_mine else access.Action.EXPORT
            await desk.require(action, pod, member)
            key = await _key(desk, pod_id)
        except Refused as found:
            refusal = found
    if refusal is not None:
        raise refusal
    return key


async def _names(desk: Desk, pod: PodId) -> dict[str, str]:
    members = await desk.uow.members.of_pod(pod)
    return {str(m.person): await desk.name_of(m.person) for m in members}


async def _invitations(
    desk: Desk, pod: PodId, person: PersonId, only_mine: bool
) -> tuple[Invitation, ...]:
    every = await desk.uow.invitations.of_pod(pod)
    return tuple(i for i in every if not only_mine or i.inviter == person)


async def _posts(desk: Desk, pod: PodId, images: Sequence[Image]) -> tuple[Post, ...]:
    wanted = {i.id for i in images}
    return tuple(p for p in await desk.uow.posts.of_pod(pod) if p.image in wanted)


async def _audit(desk: Desk, pod: PodId, member: Member, only_mine: bool) -> tuple[AuditEntry, ...]:
    """Oldest first. Others' addresses and numbers are left out."""
    entries = list(reversed(await desk.uow.audit.of_pod(pod, limit=None)))
    if only_mine:
        me = member.person
        return tuple(
            e for e in entries
            if me in (e.actor, e.subject) or me in e.personal.get("people", "").split()
        )  # fmt: skip
    if Privilege.AUDIT not in member.privileges:
        return ()
    return tuple(
        replace(e, personal={k: v for k, v in e.personal.items() if k not in PRIVATE_FIELDS})
        for e in entries
    )


async def _key(desk: Desk, pod: PodId) -> bytes:
    """Kept, so that two exports of a pod give the same new numbers."""
    name = f"export-key:{pod}"
    kept = await desk.uow.notes.get(name)
    if kept:
        return bytes.fromhex(kept)
    fresh = desk.world.entropy.bytes(32)
    await desk.uow.notes.put(name, fresh.hex())
    return fresh


async def _picture(
    desk: Desk, pod: Pod, member: Member, image: Image, language: str
) -> PictureBook:
    """Decided as a look at it is; the patient's own no does not keep it from them."""
    stored = tuple(await desk.uow.images.renditions(pod.id, image.id))
    own = image.uploader == member.person
    caption = captions.caption(
        desk.world.texts, language, image, await desk.name_of(image.uploader)
    )
    why = _why_not(await _decision(desk, pod, member, image))
    identified = Privilege.VIEW_IDENTIFIED in member.privileges
    if not why and share.waits_for_eyes(image) and not identified:
        why = access.Reason.IMAGE_HELD.value
    if why:
        return PictureBook(image, caption, (), None, False, False, own, why.replace("_", "-"))
    fit = looking.fit(image, stored, identified=identified)
    everything = identified and Privilege.DOWNLOAD in member.privileges
    return PictureBook(
        image=image,
        caption=caption,
        files=_chosen(fit),
        original=await _original(desk, image, own=own, everything=everything),
        identified=everything or own,
        everything=everything,
        own=own,
    )


async def _decision(desk: Desk, pod: Pod, member: Member, image: Image) -> access.Decision:
    """Not through the desk: what is left out here is listed, not refused."""
    decides_for_patient = await consent.speaks_for_the_patient(desk, pod.id, member)
    return access.decide(
        access.Question(
            action=access.Action.VIEW,
            pod=pod,
            member=member,
            image=image,
            room=None,
            cleared=None,
            consented=decides_for_patient or await desk.consented(pod.id),
            emergency_until=None,
            now=desk.now,
        )
    )


def _why_not(decision: access.Decision) -> str:
    return decision.reason.value if isinstance(decision, access.Deny) else ""


def _chosen(fit: Mapping[Purpose, StoredRendition]) -> tuple[StoredRendition, ...]:
    """The best still, the film, and the small one for the list."""
    wanted = [fit[p] for p in WANTED if p in fit]
    if Purpose.FULL not in fit and Purpose.PREVIEW in fit:
        wanted.append(fit[Purpose.PREVIEW])
    return tuple(wanted)


async def _original(desk: Desk, image: Image, *, own: bool, everything: bool) -> Upload | None:
    """Files that are no DICOM only to who brought them: they hold where a photo was taken.

    Where a name may be painted into the points, nothing takes it out of the original.
    """
    upload = await desk.uow.uploads.get(image.upload)
    if upload is None or not upload.blob:
        return None
    if own or everything:
        return upload if own or image.kind == Kind.DICOM.value else None
    painted = image.burned_in.suspected
    return upload if image.kind == Kind.DICOM.value and not painted else None


async def me_book(world: World, person: PersonId) -> tuple[Me, tuple[PodId, ...]]:
    """Who they are, and the pods that they are in now. Raises Refused."""
    async with world.store.begin(None) as uow:
        known = await uow.people.get(person)
        if known is None:
            raise Refused("stranger-command", "gone")
        now = world.clock.now()
        pods = [
            m.pod
            for m in await uow.members.of_person(person)
            if m.state is MemberState.ACTIVE and not (m.expires_at and m.expires_at <= now)
        ]
        app = bool(await uow.notes.get(f"totp:{person}"))
        return Me(known, tuple(await uow.people.identities(person)), app), tuple(pods)


# ── handed out ──────────────────────────────────────────────────────────────────────────────────


def _stamp(book: PodBook, last: int) -> str:
    """What was decided of each picture up to `last`, and what else depends on privileges."""
    held = book.member.privileges & {Privilege.AUDIT, Privilege.VIEW_IDENTIFIED}
    decided = [
        (p.image.id, p.why_not, p.identified, p.everything, p.original is not None)
        for p in book.pictures
        if p.image.number <= last
    ]
    return digest(repr((sorted(held), decided)))


def _last(book: PodBook) -> int:
    return max((p.image.number for p in book.pictures), default=0)


async def hand_out(
    world: World, work: Work, account: UserRef, blob: str, books: Sequence[PodBook]
) -> bool:
    """The files are sealed: a link for a day, for this person alone.

    False where one of the pods was erased while they were gathered: then they must go.
    """
    person = PersonId(str(work.payload["person"]))
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        for book in books:
            now = await uow.pods.get(book.pod.id)
            if now is None or now.erased_at is not None:
                return False
        for book in books:
            await erase.note_export(uow, book.pod.id, blob)
        gathered = [(b.pod.id, _last(b), _stamp(b, _last(b))) for b in books]
        choice = await desk.choice(
            "button-export",
            ACTION,
            {
                "person": person,
                "blob": blob,
                "about": work.pod or "",
                "gathered": json.dumps(gathered),
            },
            user=account,
            life=LINK_LIFE,
        )
        await desk.plan(
            "drop_blob", {"blob": blob}, key=f"drop_blob:{blob}", due=desk.now + LINK_LIFE
        )
        await desk.audit(work.pod, person, "export_ready", work.pod or person, "done", "")
        url = f"{world.rules.public_url}/export/{choice.handle}"
        button = Choice(Words("button-export"), url=url)
        await desk.tell_person(person, Words("export-ready"), buttons=[[button]], pod=work.pod)
        await uow.queue.done(work.id)
    return True


async def progress(world: World, work: Work, done: int, total: int) -> None:
    """One message that changes, in the private chat."""
    where = work.payload.get("progress")
    if not where:
        return
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"{work.key}:{work.attempts}:{done}", "service")
        await desk.tell_room(
            room_from(where),
            Words("export-progress", {"done": done, "total": total}),
            status=f"export:{work.payload['id']}",
        )


async def refuse(world: World, work: Work, refusal: Refused) -> None:
    """It may not be had any more: the one who asked hears why."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, work.key, "service")
        person = PersonId(str(work.payload["person"]))
        await desk.tell_person(person, Words(refusal.words, refusal.arguments))
        await uow.queue.done(work.id)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where the sealed files are."""

    pod: PodId | None
    blob: str


async def check(world: World, secret: str) -> None:
    """Whether the link still works; nothing changes. Raises Refused."""
    async with world.store.begin(None) as uow:
        await links.of_person(Desk(world, uow, "export", "page"), secret, ACTION, OVER)


async def _still_right(world: World, found: Handle) -> None:
    """What was gathered is what would be gathered now. Raises Refused.

    Between the two a right may be taken, a picture withdrawn or held, the patient say no.
    """
    person, mine = PersonId(found.arguments["person"]), not found.arguments["about"]
    for pod, last, stamp in json.loads(found.arguments["gathered"]):
        book = await pod_book(world, PodId(pod), person, only_mine=mine)
        if _stamp(book, last) != stamp:
            raise Refused("export-stale", "not what would be handed out now")


async def take(world: World, secret: str) -> Parcel:
    """The button was pressed: decided once more, used up, on record. Raises Refused."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "export", "page")
        asked = await links.of_person(desk, secret, ACTION, OVER)
    await _still_right(world, asked)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"export:{digest(secret)[:24]}", "page")
        found = await links.of_person(desk, secret, ACTION, OVER)
        person = PersonId(found.arguments["person"])
        about = PodId(found.arguments["about"]) if found.arguments["about"] else None
        if about is not None:
            pod = await desk.pod(about)
            member = await uow.members.get(about, person)
            await desk.require(access.Action.EXPORT, pod, member)
        await links.use(desk, found, OVER)
        await desk.audit(about, person, "export", about or person, "done", "one-time link")
        return Parcel(about, found.arguments["blob"])
