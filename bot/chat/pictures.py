"""Looking at pictures, and handing some in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat import forms
from bot.chat.context import (
    Answer,
    Context,
    image_of,
    private_room,
)
from core import access
from core.errors import Refused
from core.ids import PodId, UploadId
from core.model import (
    Image,
    Member,
    Pod,
)
from core.usecases import (
    sessions,
    upload,
    view,
)
from core.usecases.desk import Choice, Words

IMAGES_OFFERED = 3  # buttons under the list


async def images(context: Context) -> Answer:
    pod, member = await context.pod()
    words = await view.list_images(context.desk, pod, member)
    row = [
        await _show_button(
            context, pod, image, Words("button-show-number", {"number": image.number})
        )
        for image in await view.newest(context.desk, pod, member, IMAGES_OFFERED)
    ]
    return Answer(words, [row] if row else [])


async def newest_button(context: Context, pod: Pod, member: Member) -> list[list[Choice]]:
    """A button for the newest picture, where there is one that the member may look at."""
    label = Words("button-show-newest")
    images = await view.newest(context.desk, pod, member, 1)
    return [[await _show_button(context, pod, image, label)] for image in images]


async def _show_button(context: Context, pod: Pod, image: Image, label: Words) -> Choice:
    """Works again, like a card's: it is decided at each press."""
    return await context.desk.choice(
        label, "view", {"image": image.id}, pod=pod.id, user=context.who.user, once=False
    )


async def show(context: Context) -> Answer | None:
    """`/show #3`, `/show #3 full`, `/show #3 lung`, `/show #3 straight`: in private."""
    pod, member = await context.pod()
    words = context.rest.split()
    if not words:
        raise Refused("show-how", "no number")
    image = await view.named(context.desk, pod, member, words[0], access.Action.VIEW)
    private = await private_room(context)
    window = [word for word in words[1:] if word != "full"]
    full = "full" in words[1:]
    await view.show(context.desk, pod, member, image, private, full=full, window=window)
    return None if context.event.place.private else Answer(Words("shown-in-private"))


async def open_(context: Context) -> Answer:
    """The viewer: a page of one's own, by a link that works once."""
    if context.person is None or not context.who.memberships:
        raise Refused("stranger-command", "no pod")
    url = await sessions.link(context.desk, context.person, context.who.user)
    return Answer(Words("viewer-link"), [[Choice(Words("button-open-viewer"), url=url)]])


async def upload_(context: Context) -> Answer | None:
    """A page (or a form) for what a chat cannot carry."""
    pod, member = await context.pod()
    await context.desk.require(access.Action.UPLOAD, pod, member)
    if await forms.offer(context, "upload", pod):
        return None
    url = await upload.upload_link(context.desk, pod.id, member.person)
    return Answer(Words("upload-page"), [[Choice(Words("button-upload"), url=url)]])


async def look(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await image_of(context, arguments)
    private = await private_room(context)
    window = arguments.get("window", "").split()
    await view.show(context.desk, pod, member, image, private, window=window)
    return Answer(Words("shown-in-private"))


async def look_here(context: Context, arguments: Mapping[str, str]) -> Answer | None:
    """In the room, in place of the card, for whoever pressed alone; else in private."""
    pod, member, image = await image_of(context, arguments)
    platform = context.desk.world.platforms[context.who.user.platform]
    if not platform.capabilities.ephemeral_picture or context.room is None:
        return await look(context, arguments)
    await view.show_here(
        context.desk, pod, member, image, context.room.ref, context.who.user, context.event.ticket
    )
    return None


async def full(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await image_of(context, arguments)
    private = await private_room(context)
    await view.show(context.desk, pod, member, image, private, full=True)
    return Answer(Words("shown-in-private"))


async def viewer(context: Context, arguments: Mapping[str, str]) -> Answer:
    """A link that signs this person in, straight to the picture."""
    pod, member, image = await image_of(context, arguments)
    await context.desk.require(access.Action.LIST, pod, member)
    url = await sessions.link(context.desk, member.person, context.who.user, image)
    return Answer(Words("viewer-link"), [[Choice(Words("button-open-viewer"), url=url)]])


async def upload_pod(context: Context, arguments: Mapping[str, str]) -> Answer:
    uploads = [UploadId(u) for u in arguments["uploads"].split()]
    pod = PodId(arguments["pod"])
    return Answer(await upload.pod_chosen(context.desk, context.who, pod, uploads))
