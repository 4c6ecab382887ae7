"""The message that an upload came in: it goes, or its owner is asked to take it away."""

from __future__ import annotations

from core.errors import PlatformError
from core.model import (
    Upload,
)
from core.ports import Work
from core.usecases.desk import (
    Desk,
    Words,
    World,
    message_from,
    message_json,
    ref_json,
    user_from,
    user_json,
)


async def take_from_room(desk: Desk, upload: Upload) -> None:
    """What was dropped into a room goes, or its owner is asked to take it away."""
    if upload.place is None or upload.source is None:
        return
    if await desk.uow.rooms.by_ref(upload.place) is None:
        return
    platform = desk.world.platforms[upload.place.platform]
    if platform.capabilities.deletes_others:
        await desk.plan(
            "delete_source",
            {"message": message_json(upload.source), "user": user_json(upload.sender)},
            key=f"delete_source:{'/'.join(ref_json(upload.place))}/{upload.source.message}",
            pod=upload.pod,
        )
    else:
        await desk.plan(
            "tell",
            {
                "room": ref_json(upload.place),
                "only_for": user_json(upload.sender),
                "words": Words("please-delete-yours").to_json(),
                "buttons": [],
            },
            key=f"please_delete:{'/'.join(ref_json(upload.place))}/{upload.source.message}",
            pod=upload.pod,
        )


async def delete_source(world: World, work: Work) -> None:
    """The `delete_source` work: a member's own message, after its bytes are safe."""
    message = message_from(work.payload["message"])
    platform = world.platforms[message.room.platform]
    await world.store.sending(work.id)  # its bytes are on record, and that lasts, before it goes
    try:
        gone = await platform.retract(message)
    except PlatformError as error:
        if not error.permanent:
            raise
        gone = False
    async with world.store.begin(work.pod) as uow:
        if not gone:
            desk = Desk(world, uow, work.key, message.room.platform)
            await desk.tell_room(
                message.room,
                Words("please-delete-yours"),
                only_for=user_from(work.payload["user"]),
                pod=work.pod,
            )
        await uow.queue.done(work.id)
