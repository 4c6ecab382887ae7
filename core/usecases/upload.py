"""Take pictures in: whose are they, and for which pod? Decided before a byte is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core import access, messages
from core.ids import PersonId, PodId, RoomRef, UploadId, UserRef
from core.model import (
    Member,
    Pod,
    Room,
    Upload,
    UploadState,
)
from core.usecases import due
from core.usecases.desk import (
    Choice,
    Desk,
    Who,
    Words,
)

UPLOAD_PAGE_LIFE = timedelta(hours=24)
KNOCKS_A_DAY = 5
# A word about a picture waits so long, so that it does not hold up the picture itself.
PICTURES_FIRST = timedelta(milliseconds=50)


async def received(desk: Desk, event: messages.Upload, who: Who, room: Room | None) -> None:
    """A message with files. Decides whose they are before any byte of them is fetched."""
    if not event.place.private and room is None:
        await desk.reply(event, Words("room-unknown"))
        return
    members = [m for m in who.memberships if room is None or m.pod == room.pod]
    if not members:
        await _knock(desk, event, who, room)
    elif len(members) > 1:
        await _ask_which_pod(desk, event, who, members)
    else:
        pod = await desk.pod(members[0].pod)
        await desk.require(access.Action.UPLOAD, pod, members[0])
        await take(desk, event, pod, members[0])


def _record(
    desk: Desk,
    event: messages.Upload,
    file: messages.IncomingFile,
    state: UploadState,
    *,
    pod: PodId | None,
    person: PersonId | None,
) -> Upload:
    return Upload(
        id=UploadId(desk.id()),
        pod=pod,
        state=state,
        sender=event.sender.user,
        person=person,
        source=event.message,
        place=event.place.room,
        received_at=desk.now,
        album=event.album or event.key,
        name=file.name,
        caption=event.caption,
        handle=file.handle,
        size=file.size or 0,
    )


async def take(desk: Desk, event: messages.Upload, pod: Pod, member: Member) -> None:
    """A member's files for one pod: on record, and the work planned."""
    for file in event.files:
        upload = _record(desk, event, file, UploadState.RECEIVED, pod=pod.id, person=member.person)
        await desk.uow.uploads.add(upload)
        await plan_ingest(desk, upload)
        await desk.audit(pod.id, member.person, "upload", upload.id, "allowed", "holds upload")
    await say_progress(
        desk,
        event.place.room,
        event.album or event.key,
        Words("upload-received"),
        event.sender.user,
    )


async def plan_ingest(desk: Desk, upload: Upload) -> None:
    await desk.plan("ingest", {"upload": upload.id}, key=f"ingest:{upload.id}", pod=upload.pod)


async def say_progress(
    desk: Desk, room: RoomRef, album: str, words: Words, reader: UserRef
) -> None:
    """One message per album that changes as things go on; only where nobody else reads it."""
    private = await desk.uow.rooms.by_ref(room) is None
    if private:
        await desk.tell_room(
            room, words, status=f"upload:{album}", reader=reader, after=PICTURES_FIRST
        )


async def _ask_which_pod(
    desk: Desk, event: messages.Upload, who: Who, members: Sequence[Member]
) -> None:
    """A member of several pods is asked; the bytes stay where they are until then."""
    kept: list[UploadId] = []
    for file in event.files:
        upload = _record(desk, event, file, UploadState.ASKED, pod=None, person=members[0].person)
        await desk.uow.uploads.add(upload)
        kept.append(upload.id)
    rows = []
    for member in members:
        pod = await desk.uow.pods.get(member.pod)
        if pod is None:
            continue
        choice = await desk.choice(
            Words("literal", {"text": pod.name}),
            "upload-pod",
            {"uploads": " ".join(kept), "pod": member.pod},
            user=who.user,
        )
        rows.append([choice])
    await desk.reply(event, Words("which-pod"), buttons=rows)


async def pod_chosen(desk: Desk, who: Who, pod_id: PodId, uploads: Sequence[UploadId]) -> Words:
    """The sender named the pod. Raises Refused."""
    member = next((m for m in who.memberships if m.pod == pod_id), None)
    pod = await desk.pod(pod_id)
    await desk.require(access.Action.UPLOAD, pod, member)
    for upload_id in uploads:
        upload = await desk.uow.uploads.get(upload_id, lock=True)
        if upload is None or upload.state is not UploadState.ASKED or upload.sender != who.user:
            continue
        chosen = replace(upload, pod=pod_id, state=UploadState.RECEIVED)
        await desk.uow.uploads.save(chosen)
        await plan_ingest(desk, chosen)
        if member is not None:
            await desk.audit(pod_id, member.person, "upload", upload.id, "allowed", "holds upload")
    return Words("upload-received")


async def _knock(desk: Desk, event: messages.Upload, who: Who, room: Room | None) -> None:
    """Somebody outside brings an image: sealed, undecoded, nothing told to anybody yet."""
    account = "/".join((who.user.platform, who.user.workspace, who.user.user))
    if not await desk.uow.budgets.take(
        f"knock:{account}", window_seconds=86_400, limit=KNOCKS_A_DAY
    ):
        await desk.reply(event, Words("knock-enough-today"))
        return
    file = event.files[0]
    upload = _record(
        desk,
        event,
        file,
        UploadState.KNOCK,
        pod=None,
        person=who.identity.person if who.identity else None,
    )
    await desk.uow.uploads.add(upload)
    await desk.plan("keep", {"upload": upload.id}, key=f"keep:{upload.id}")
    await due.plan_knock(desk, upload)
    waiting = {"step": "recipient", "upload": upload.id, "name": event.sender.name}
    if room is not None:
        waiting["pod"] = room.pod
        waiting["step"] = "own_email"
    await desk.uow.notes.put(f"expect:{account}", json.dumps(waiting))
    await desk.audit(None, "stranger", "knock", upload.id, "done", "not a member")
    asked = "knock-own-email" if room is not None else "knock-for-whom"
    await desk.reply(event, Words(asked))


async def accept_knock(desk: Desk, pod: PodId, knock: Upload, person: PersonId) -> None:
    """The knocker is a member now; their privileges decide about the image."""
    member = await desk.uow.members.get(pod, person)
    found = await desk.pod(pod)
    decision = await desk.decide(access.Action.UPLOAD, found, member)
    if isinstance(decision, access.Deny):
        await desk.uow.uploads.save(
            replace(knock, pod=pod, state=UploadState.REFUSED, refusal=decision.reason.value)
        )
        await desk.tell_person(person, Words("knock-refused"), pod=pod)
        return
    accepted = replace(knock, pod=pod, person=person, state=UploadState.RECEIVED)
    await desk.uow.uploads.save(accepted)
    await plan_ingest(desk, accepted)
    await desk.audit(pod, person, "upload", knock.id, "allowed", decision.because)
    await desk.tell_person(person, Words("knock-accepted"), pod=pod)


async def upload_link(desk: Desk, pod: PodId | None, person: PersonId) -> str:
    """A one-time page for what a chat cannot carry."""
    choice = await desk.choice(
        "button-upload",
        "upload-page",
        {"pod": pod or "", "person": person},
        pod=pod,
        life=UPLOAD_PAGE_LIFE,
    )
    return f"{desk.world.rules.public_url}/upload/{choice.handle}"


async def tell_sender(
    desk: Desk, upload: Upload, words: Words, buttons: Sequence[Sequence[Choice]] = ()
) -> None:
    """Answer an upload where only its sender reads it."""
    if upload.place is None:
        if upload.person is not None:
            await desk.tell_person(upload.person, words, buttons=buttons, pod=upload.pod)
        return
    in_room = await desk.uow.rooms.by_ref(upload.place) is not None
    await desk.tell_room(
        upload.place,
        words,
        buttons=buttons,
        pod=upload.pod,
        status="" if in_room else f"upload:{upload.album}",
        reply_to=upload.source if in_room else None,
        only_for=upload.sender if in_room else None,
        reader=upload.sender,
        after=PICTURES_FIRST,
    )
