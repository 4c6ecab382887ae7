"""Files that came by the one-time upload page instead of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core import access
from core.errors import Refused
from core.ids import PersonId, PodId, UploadId, UserRef, new_id
from core.model import Upload, UploadState
from core.usecases import upload
from core.usecases.desk import Desk, Words, World
from core.verification import digest


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose page it is, and for which pod."""

    pod: PodId
    person: PersonId


@dataclass(frozen=True, slots=True)
class Kept:
    """One file in the sealed store."""

    name: str = field(repr=False)
    size: int
    blob: str


def new_key(world: World, ticket: Ticket) -> str:
    """Where a file of this page will be kept."""
    now_ms = int(world.clock.now().timestamp() * 1000)
    return f"pods/{ticket.pod}/page/{new_id(now_ms, world.entropy.bytes(10))}"


async def check(world: World, handle: str) -> Ticket:
    """Whether the page still works; nothing changes. Raises Refused."""
    async with world.store.begin(None) as uow:
        return await _ticket(Desk(world, uow, "page", "page"), handle)


async def _ticket(desk: Desk, handle: str) -> Ticket:
    found = await desk.uow.handles.get(digest(handle))
    if (
        found is None
        or found.action != "upload-page"
        or found.expires_at <= desk.now
        or found.used_at is not None
    ):
        raise Refused("page-upload-over", "unknown, used or expired")
    ticket = Ticket(PodId(found.arguments["pod"]), PersonId(found.arguments["person"]))
    pod = await desk.pod(ticket.pod)
    member = await desk.uow.members.get(ticket.pod, ticket.person)
    await desk.require(access.Action.UPLOAD, pod, member)
    return ticket


async def received(world: World, handle: str, kept: Sequence[Kept], note: str) -> int:
    """The page is used up; each file is taken in. How many. Raises Refused."""
    if not kept:
        raise Refused("page-upload-nothing", "no file")
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"page:{digest(handle)[:24]}", "page")
        ticket = await _ticket(desk, handle)
        if not await uow.handles.use(digest(handle)):
            raise Refused("page-upload-over", "used just now")
        for file in kept:
            arrived = Upload(
                id=UploadId(desk.id()),
                pod=ticket.pod,
                state=UploadState.RECEIVED,
                sender=UserRef("page", "", ticket.person),
                person=ticket.person,
                source=None,
                place=None,
                received_at=desk.now,
                album=desk.key,
                name=file.name,
                caption=note,
                size=file.size,
                blob=file.blob,
            )
            await uow.uploads.add(arrived)
            await upload.plan_ingest(desk, arrived)
            await desk.audit(
                ticket.pod, ticket.person, "upload", arrived.id, "allowed", "holds upload"
            )
        await desk.tell_person(ticket.person, Words("upload-received"), pod=ticket.pod)
        await uow.notes.put(_done(handle), str(len(kept)))
        return len(kept)


def _done(handle: str) -> str:
    return f"page-done:{digest(handle)[:32]}"


async def taken(world: World, handle: str) -> int:
    """How many files the page brought already: its answer may have got lost on the way."""
    async with world.store.begin(None) as uow:
        return int(await uow.notes.get(_done(handle)) or 0)
