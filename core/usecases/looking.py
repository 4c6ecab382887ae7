"""Looking in the viewer: every page and every fetch of bytes is decided anew and on record.

A step runs in one transaction with a session that was just checked. What it refuses stays in the
audit. A picture is read from the sealed store only after the entry that says who saw it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from core import access, disclosure
from core.errors import NotFound, Refused
from core.ids import PersonId, PodId
from core.imaging import Purpose
from core.model import Image, ImageState, Member, Pod, Privilege, Role, StoredRendition
from core.usecases import captions, renditions, sessions, share
from core.usecases.captions import Caption
from core.usecases.desk import Desk, World
from core.usecases.sessions import Viewer
from core.verification import digest

A_PAGE = 24
MOST_PAGES = 40
SHOWN = (ImageState.READY, ImageState.HELD)
LONGEST_ID = 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in."""

    desk: Desk
    viewer: Viewer
    language: str


Step = Callable[[Visit], Awaitable[T]]


async def visit(world: World, secret: str, language: str, step: Step[T]) -> tuple[Viewer, T]:
    """Run a step for whoever's session it is. `language`: the browser's. Raises Refused.

    What was refused is on record all the same: the transaction commits before the refusal leaves.
    """
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"viewer:{digest(secret)[:16]}", "viewer")
        viewer = await sessions.current(desk, secret)
        if viewer is None:
            await desk.audit(None, "unknown", "view", "viewer", "refused", "no session")
            refusal = Refused("viewer-signed-out", "no session")
        else:
            spoken = world.texts.best(viewer.person.language, language)
            try:
                return viewer, await step(Visit(desk, viewer, spoken))
            except Refused as refused:
                refusal = refused
    raise refusal


# ── where somebody is ───────────────────────────────────────────────────────────────────────────


async def _enter(v: Visit, pod: str) -> tuple[Pod, Member]:
    """A pod of the viewer's. Raises NotFound: the same for another's and for none."""
    member = next((m for m in v.viewer.memberships if m.pod == pod), None)
    found = await v.desk.uow.pods.get(PodId(pod)) if len(pod) <= LONGEST_ID else None
    if found is None or member is None:
        there = None
        if found is not None and found.erased_at is None:
            await v.desk.uow.enter(found.id)
            there = found.id
        subject = there or digest(pod)[:16]
        await v.desk.audit(
            there, v.viewer.person.id, "view", subject, "refused", access.Reason.NOT_A_MEMBER.value
        )
        raise NotFound("viewer-nothing-here", "no such pod of theirs")
    return await v.desk.pod(found.id), member


async def image_of(v: Visit, pod: str, number: int) -> tuple[Pod, Member, Image]:
    found, member = await _enter(v, pod)
    image = None
    if 0 < number < 10**9:
        image = await v.desk.uow.images.by_number(found.id, number)
    if image is None:
        await v.desk.audit(
            found.id, member.person, "view", found.id, "refused", access.Reason.NO_IMAGE.value
        )
        raise NotFound("viewer-nothing-here", "no such picture")
    return found, member, image


async def may_see(v: Visit, pod: Pod, member: Member, image: Image) -> tuple[bool, str]:
    """(whether also what may name the patient, why). Raises Refused; that is on record."""
    waits = image.state is ImageState.HELD or share.waits_for_eyes(image)
    if waits and Privilege.RELEASE in member.privileges:
        return True, await v.desk.require(access.Action.RELEASE, pod, member, image=image)
    because = await v.desk.require(access.Action.VIEW, pod, member, image=image)
    identified = await _identified(v, pod, member, image)
    if waits and not identified:
        held = access.Reason.IMAGE_HELD.value
        await v.desk.audit(pod.id, member.person, "view", image.id, "refused", held)
        raise Refused("denied-image-held", "a name may be painted in it")
    return identified, because


async def _identified(v: Visit, pod: Pod, member: Member, image: Image) -> bool:
    """Asked only where it may be so: a family's every look is not a refusal."""
    if Privilege.VIEW_IDENTIFIED not in member.privileges:
        until = await v.desk.emergency_until(pod.id, member.person)
        if until is None or until <= v.desk.now:
            return False
    decision = await v.desk.decide(access.Action.VIEW_IDENTIFIED, pod, member, image=image)
    return isinstance(decision, access.Allow)


def fit(
    image: Image, stored: tuple[StoredRendition, ...], *, identified: bool
) -> Mapping[Purpose, StoredRendition]:
    """What may be shown, one a purpose: the one that shows all there is, or what is fit for all.

    Where somebody who may release it has looked and said so, it is shown as it is.
    """
    clear = {r.purpose: r for r in stored if r.deidentified}
    full = {r.purpose: r for r in stored if not r.deidentified}
    if identified:
        return {**clear, **full}
    return clear or (full if image.released_by else {})


# ── my pods, and the pictures of one ────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """A pod somebody is in."""

    pod: PodId
    name: str = field(repr=False)
    role: Role


async def places(v: Visit) -> tuple[Place, ...]:
    """The viewer's pods, by name."""
    found = []
    for member in v.viewer.memberships:
        pod = await v.desk.uow.pods.get(member.pod)
        expired = member.expires_at is not None and member.expires_at <= v.desk.now
        if pod is not None and pod.erased_at is None and not expired:
            found.append(Place(pod.id, pod.name, member.role))
    return tuple(sorted(found, key=lambda p: p.name.casefold()))


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture in the grid. `thumbnail` None: there is only its text to show."""

    number: int
    caption: Caption
    at: datetime
    waits: bool
    moving: bool
    thumbnail: StoredRendition | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of a pod's pictures, newest first. `page` counts from 1."""

    pod: PodId
    name: str = field(repr=False)
    tiles: tuple[Tile, ...]
    page: int
    more: bool


async def shelf(v: Visit, pod: str, page: int) -> Shelf:
    """The pictures of a pod. Raises Refused."""
    found, member = await _enter(v, pod)
    await v.desk.require(access.Action.LIST, found, member)
    page = min(max(page, 1), MOST_PAGES)
    newest = await v.desk.uow.images.of_pod(found.id, limit=page * A_PAGE + 1)
    here = newest[(page - 1) * A_PAGE : page * A_PAGE]
    identified = Privilege.VIEW_IDENTIFIED in member.privileges
    tiles = [await _tile(v, member, i, identified=identified) for i in here if i.state in SHOWN]
    return Shelf(found.id, found.name, tuple(tiles), page, len(newest) > page * A_PAGE)


async def _tile(v: Visit, member: Member, image: Image, *, identified: bool) -> Tile:
    """Whether the bytes may be had is decided when they are asked for."""
    waits = image.state is ImageState.HELD or share.waits_for_eyes(image)
    open_ = not waits or Privilege.RELEASE in member.privileges
    stored = tuple(await v.desk.uow.images.renditions(image.pod, image.id)) if open_ else ()
    shown = fit(image, stored, identified=identified or waits)
    return Tile(
        number=image.number,
        caption=await _caption(v, image),
        at=image.created_at,
        waits=waits,
        moving=image.frames > 1,
        thumbnail=shown.get(Purpose.THUMBNAIL),
    )


async def _caption(v: Visit, image: Image) -> Caption:
    by = await v.desk.name_of(image.uploader)
    return captions.caption(v.desk.world.texts, v.language, image, by)


# ── one picture ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture's page. `sizes` are the renditions that this viewer may fetch.

    `full_later`: the full size is not there yet and is made when it is asked for.
    """

    pod: PodId
    pod_name: str = field(repr=False)
    image: Image
    caption: Caption
    sizes: Mapping[Purpose, StoredRendition]
    full_later: bool
    rows: tuple[disclosure.Row, ...] = field(repr=False)
    identified: bool
    waits: bool
    may_download: bool
    may_audit: bool


async def sight(v: Visit, pod: str, number: int) -> Sight:
    """What the page of one picture says. Raises Refused."""
    found, member, image = await image_of(v, pod, number)
    identified, _ = await may_see(v, found, member, image)
    stored = tuple(await v.desk.uow.images.renditions(found.id, image.id))
    held = member.privileges | ({Privilege.VIEW_IDENTIFIED} if identified else frozenset())
    return Sight(
        pod=found.id,
        pod_name=found.name,
        image=image,
        caption=await _caption(v, image),
        sizes=fit(image, stored, identified=identified),
        full_later=not renditions.has_full(stored),
        rows=disclosure.visible(
            image.metadata, held, uploader=image.uploader == v.viewer.person.id
        ),
        identified=identified,
        waits=image.state is ImageState.HELD or share.waits_for_eyes(image),
        may_download=Privilege.DOWNLOAD in member.privileges and image.state is ImageState.READY,
        may_audit=Privilege.AUDIT in member.privileges,
    )


# ── its bytes ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a rendition, read after the look was recorded. `name` is generated."""

    data: bytes = field(repr=False)
    media_type: str
    name: str


async def fetch(
    world: World, secret: str, pod: str, number: int, purpose: Purpose, *, download: bool = False
) -> Fetched:
    """Decide, record the look, and read. Raises Refused.

    A full size that was not made yet is made first; then it is decided once more.
    """

    async def step(v: Visit) -> tuple[Image, StoredRendition | None]:
        return await _allowed(v, pod, number, purpose, download=download)

    _, (image, found) = await visit(world, secret, "", step)
    if found is None and purpose is Purpose.FULL:
        await renditions.make_full(world, image, f"viewer-{world.entropy.bytes(6).hex()}")
        _, (image, found) = await visit(world, secret, "", step)
    if found is None:
        raise NotFound("viewer-nothing-here", "not in that size")
    data = b"".join([part async for part in world.blobs.get(image.pod, found.blob)])
    return Fetched(data, found.media_type, f"carepods-{image.number}.{found.format}")


async def _allowed(
    v: Visit, pod: str, number: int, purpose: Purpose, *, download: bool
) -> tuple[Image, StoredRendition | None]:
    """The rendition that this viewer may have, once the look is on record; None: not there."""
    found, member, image = await image_of(v, pod, number)
    identified, because = await may_see(v, found, member, image)
    if download:
        because = await v.desk.require(access.Action.DOWNLOAD, found, member, image=image)
    stored = tuple(await v.desk.uow.images.renditions(found.id, image.id))
    chosen = fit(image, stored, identified=identified).get(purpose)
    if chosen is not None:
        await record(v, image, because, "download" if download else "viewer")
    return image, chosen


async def record(v: Visit, image: Image, because: str, form: str) -> None:
    """Somebody saw it: who, why allowed, and how."""
    person = v.viewer.person.id
    await v.desk.audit(
        image.pod, person, "view", image.id, "done", because, form=form, people=person
    )


# ── who saw it ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Looked:
    """One person's looks of one kind. `form` has words under `form-…`."""

    name: str = field(repr=False)
    form: str
    last: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Looks:
    """Who saw a picture, the latest first."""

    pod: PodId
    pod_name: str = field(repr=False)
    number: int
    people: tuple[Looked, ...]


async def looks(v: Visit, pod: str, number: int) -> Looks:
    """Who saw it, for whoever may ask. Raises Refused."""
    found, member, image = await image_of(v, pod, number)
    await v.desk.require(access.Action.AUDIT, found, member)
    people = await looked_at(v.desk, found, image)
    await v.desk.audit(found.id, member.person, "audit", image.id, "done", "holds audit")
    return Looks(found.id, found.name, image.number, people)


async def looked_at(desk: Desk, pod: Pod, image: Image) -> tuple[Looked, ...]:
    """Who was shown an image and who opened it, from the audit, once a person and form."""
    counted: dict[tuple[str, str], tuple[datetime, int]] = {}
    for entry in await desk.uow.audit.of_subject(pod.id, image.id):
        if entry.action not in ("view", "post") or entry.outcome != "done":
            continue
        form = entry.personal.get("form", "picture")
        for person in entry.personal.get("people", "").split():
            last, times = counted.get((person, form), (entry.at, 0))
            counted[person, form] = max(last, entry.at), times + 1
    found = [
        Looked(await desk.name_of(PersonId(person)), form, last, times)
        for (person, form), (last, times) in counted.items()
    ]
    return tuple(sorted(found, key=lambda one: one.last, reverse=True))
