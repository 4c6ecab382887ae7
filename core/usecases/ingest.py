"""The work on an upload: through the decoder, to an entry of the pod, and on to its rooms."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core import access, patient, plain
from core.errors import PlatformError
from core.ids import ImageId, UploadId
from core.imaging import (
    PatientClues,
    Refusal,
    Status,
    Transcoded,
    TranscodedImage,
)
from core.model import (
    Hold,
    Image,
    ImageState,
    Member,
    Pod,
    Upload,
    UploadState,
)
from core.ports import Work, WorkState
from core.usecases import holds, quarantine, renditions, share, source, which
from core.usecases import upload as uploads
from core.usecases.desk import (
    Choice,
    Desk,
    Words,
    World,
)

DECODER_TRIES = 8
NAME_SHOWN = 60  # characters of a file's name
FULL_FOLLOWS = timedelta(seconds=2)


async def ingest(world: World, work: Work) -> None:
    """The `ingest` work: fetch, seal, decode, record, share."""
    if work.pod is None:
        raise TypeError("an upload is taken in for a pod")
    upload_id = UploadId(str(work.payload["upload"]))
    async with world.store.begin(work.pod, reading=True) as uow:
        upload = await uow.uploads.get(upload_id)
    if upload is None or upload.state is not UploadState.RECEIVED:
        await world.store.finish(work.id, WorkState.DONE)
        return
    try:
        upload, result = await _decoded(world, work, upload)
    except PlatformError as error:
        if not error.permanent:
            raise
        await _refuse(world, work, upload, _refusal_of(error))
        return
    if result.status is Status.FAILED and work.attempts < DECODER_TRIES:
        raise PlatformError("the decoder is not there")  # our fault: the upload waits for it
    if result.status is not Status.OK:
        await _refuse(world, work, upload, (result.refusal or Refusal.BROKEN).value)
        return
    await _record_images(world, work, upload, result)


async def give_up(world: World, work: Work) -> None:
    """The upload will not be tried again: its sender is told, and how to bring it once more."""
    async with world.store.begin(work.pod) as uow:
        upload = await uow.uploads.get(UploadId(str(work.payload["upload"])))
    if upload is not None and upload.state is UploadState.RECEIVED:
        await _refuse(world, work, upload, "gone")


async def _decoded(world: World, work: Work, upload: Upload) -> tuple[Upload, Transcoded]:
    """While the bytes are sealed, and that this is on record is written, they are decoded.

    Nothing comes of the decoding before they are safe.
    """
    at_hand = quarantine.AtHand()
    sealing = asyncio.create_task(_sealed(world, work, upload, at_hand))
    try:
        if await at_hand.whole():
            source = at_hand.again()
        else:
            source = world.blobs.get(work.pod, (await sealing).blob)
        result = await world.transcoder.transcode(source, renditions.FIRST)
        return await sealing, result
    finally:
        sealing.cancel()
        await asyncio.gather(sealing, return_exceptions=True)


async def _sealed(world: World, work: Work, upload: Upload, at_hand: quarantine.AtHand) -> Upload:
    try:
        sealed = await quarantine.sealed(world, work, upload, at_hand)
    finally:
        at_hand.not_coming()
    await quarantine.remember(world, work, sealed, before=upload)
    return sealed


def _refusal_of(error: PlatformError) -> str:
    return Refusal.TOO_BIG.value if error.why == "too_big" else "gone"


async def _refuse(world: World, work: Work, upload: Upload, why: str) -> None:
    """Say kindly why, to the sender alone; the bytes go, the record stays."""
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, upload.sender.platform)
        await uow.uploads.save(replace(upload, state=UploadState.REFUSED, refusal=why, blob=""))
        await desk.audit(work.pod, upload.person or "unknown", "upload", upload.id, "refused", why)
        buttons = []
        if why in (Refusal.TOO_BIG.value, "gone") and upload.person is not None:
            link = await uploads.upload_link(desk, work.pod, upload.person)
            buttons = [[Choice(Words("button-upload"), url=link)]]
        await uploads.tell_sender(desk, upload, await _which_and_why(desk, upload, why), buttons)
        await uow.queue.done(work.id)
    if upload.blob:
        await world.blobs.delete(upload.blob)


async def _which_and_why(desk: Desk, upload: Upload, why: str) -> Words:
    """The name is the sender's own: it is said where nobody else can read it."""
    reason = Words(f"upload-{why.replace('_', '-')}")
    name = plain.one_line(upload.name, NAME_SHOWN)
    in_room = upload.place is not None and await desk.uow.rooms.by_ref(upload.place) is not None
    if not name or in_room:
        return reason
    return Words("upload-this-file", {"name": name, "why": reason})


async def _record_images(world: World, work: Work, upload: Upload, result: Transcoded) -> None:
    """Renditions into the sealed store, then one transaction: entries, holds, posts, audit."""
    pod_id = work.pod
    if pod_id is None or upload.person is None:
        raise TypeError("an upload is taken in for a pod, from a person")
    ids = [ImageId(_image_id(upload, index)) for index in range(len(result.images))]
    stored = await asyncio.gather(
        *(
            renditions.keep_all(world, pod_id, image_id, made, str(work.attempts))
            for image_id, made in zip(ids, result.images, strict=True)
        )
    )
    # What is sent of it is preceded by a unit of work that lasts; if this one should not, it is
    # done again.
    async with world.store.begin(pod_id, lasting=False) as uow:
        desk = Desk(world, uow, work.key, upload.sender.platform)
        current = await uow.uploads.get(upload.id, lock=True)
        pod = await desk.pod(pod_id)
        member = await uow.members.get(pod_id, upload.person)
        if current is None or current.state is not UploadState.RECEIVED:
            await uow.queue.done(work.id)
            return
        decision = await desk.decide(access.Action.UPLOAD, pod, member)
        if member is None or isinstance(decision, access.Deny):
            await uow.uploads.save(replace(current, state=UploadState.REFUSED, refusal="denied"))
            await uploads.tell_sender(desk, current, Words("denied-not-a-member"))
            await uow.queue.done(work.id)
            return
        pod, hold = await _whose(desk, pod, member, result.images)
        images = []
        for image_id, made, kept in zip(ids, result.images, stored, strict=True):
            image = await _entry(desk, pod, current, image_id, made, hold)
            await uow.images.add(image, kept)
            await desk.audit(pod_id, member.person, "transcode", image.id, "done", made.decoder)
            await desk.plan(
                "render",
                {"image": image.id},
                key=f"render:{image.id}",
                pod=pod_id,
                due=desk.now + FULL_FOLLOWS,
            )
            images.append(image)
        await uow.uploads.save(replace(current, state=UploadState.DONE))
        await _go_on(desk, pod, member, current, images, result)
        await uow.queue.done(work.id)


def _image_id(upload: Upload, index: int) -> str:
    """The same for a second try, so that what a first one stored is found and not doubled."""
    return f"{upload.id}-{index}" if index else str(upload.id)


async def _whose(
    desk: Desk, pod: Pod, member: Member, made: Sequence[TranscodedImage]
) -> tuple[Pod, Hold | None]:
    """Does this belong to the pod's patient? The first patient named becomes the pod's."""
    named = [image.patient for image in made if patient.has_clues(image.patient)]
    if not named:
        return pod, None
    first = named[0]
    if any(patient.match(first, other) is patient.Match.DIFFERS for other in named[1:]):
        return pod, Hold.TWO_PATIENTS
    if pod.patient is None:
        return await _learn_patient(desk, pod, member, first), None
    if any(patient.match(pod.patient, clues) is patient.Match.DIFFERS for clues in named):
        return pod, Hold.OTHER_PATIENT
    return pod, None


async def _learn_patient(desk: Desk, pod: Pod, member: Member, clues: PatientClues) -> Pod:
    known = replace(pod, patient=clues)
    await desk.uow.pods.save(known)
    await desk.audit(pod.id, member.person, "patient_learned", pod.id, "done", "first picture")
    return known


async def _entry(
    desk: Desk,
    pod: Pod,
    upload: Upload,
    image_id: ImageId,
    made: TranscodedImage,
    hold: Hold | None,
) -> Image:
    if upload.person is None:
        raise TypeError("an upload is taken in from a person")
    painted = made.burned_in.suspected and hold is None
    return Image(
        id=image_id,
        pod=pod.id,
        number=await desk.uow.pods.next_number(pod.id),
        upload=upload.id,
        uploader=upload.person,
        state=ImageState.HELD if hold else ImageState.READY,
        created_at=desk.now,
        kind=made.kind.value,
        frames=made.frames,
        width=made.width,
        height=made.height,
        summary=dict(made.summary),
        metadata=dict(made.metadata),
        patient=made.patient,
        burned_in=made.burned_in,
        note=upload.caption,
        hold=hold or (Hold.BURNED_IN if painted else None),
        origin=upload.place,
    )


async def _go_on(
    desk: Desk,
    pod: Pod,
    member: Member,
    upload: Upload,
    images: Sequence[Image],
    result: Transcoded,
) -> None:
    """Share, hold or ask; and tell the sender what happened."""
    held = [i for i in images if i.hold is not None]
    if held:
        await holds.ask_for_release(desk, pod, held)
    ready = [i for i in images if i.state is ImageState.READY]
    shared: Sequence[Image] = ()
    if not which.asks(ready):
        shared = await share.share_new(desk, pod, member, ready)
    await source.take_from_room(desk, upload)
    words = _outcome(images, ready, shared, result)
    buttons = []
    if ready and not shared:
        buttons += await which.choices(desk, pod, upload, ready)
    elif shared:
        choice = await desk.choice(
            "button-withdraw",
            "withdraw",
            {"images": " ".join(i.id for i in shared)},
            pod=pod.id,
            user=upload.sender,
        )
        buttons.append([choice])
    in_room = upload.place is not None and await desk.uow.rooms.by_ref(upload.place) is not None
    if not in_room or not shared or held or result.unread:
        await uploads.tell_sender(desk, upload, words, buttons)


def _outcome(
    images: Sequence[Image],
    ready: Sequence[Image],
    shared: Sequence[Image],
    result: Transcoded,
) -> Words:
    numbers = ", ".join(f"#{i.number}" for i in images)
    if result.unread:
        total = len(images) + len(result.unread)
        return Words(
            "upload-some-unread",
            {"unread": len(result.unread), "total": total, "numbers": numbers},
        )
    if not ready:
        return Words("upload-held", {"numbers": numbers})
    if not shared:
        return which.question(ready)
    return Words("upload-shared", {"numbers": numbers, "count": len(shared)})
