"""Which picture goes where: shared, taken back, held, let go; and who saw it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.arguments import first
from bot.chat.context import (
    Answer,
    Context,
    images_named,
    private_room,
)
from core import access
from core.errors import Refused
from core.ids import PostId
from core.model import (
    Image,
    ImageState,
    Member,
    Pod,
)
from core.usecases import (
    clear,
    holds,
    settle,
    share,
    view,
    withdraw,
)
from core.usecases.desk import Desk, Words


async def share_(context: Context) -> Answer:
    """`/share #3`"""
    pod, member = await context.pod()
    number = first(context.rest, "share-how")
    image = await view.named(context.desk, pod, member, number, access.Action.SHARE)
    return await _share(context, pod, member, [image])


async def _share(context: Context, pod: Pod, member: Member, images: list[Image]) -> Answer:
    count = sum([await share.share(context.desk, pod, member, image) for image in images])
    if len(images) != 1:
        return Answer(Words("share-all-begun", {"count": len(images), "rooms": count}))
    number = images[0].number
    if not count:
        return Answer(Words("share-already", {"number": number}))
    return Answer(Words("share-begun", {"number": number, "count": count}))


async def withdraw_(context: Context) -> Answer:
    """`/withdraw #3`"""
    pod, member = await context.pod()
    number = first(context.rest, "withdraw-how")
    image = await view.named_to_withdraw(context.desk, pod, member, number)
    return Answer(await withdraw.withdraw(context.desk, pod, member, image))


async def who_saw(context: Context) -> Answer:
    """`/whosaw #3`"""
    pod, member = await context.pod()
    number = first(context.rest, "who-saw-how")
    image = await view.named(context.desk, pod, member, number, access.Action.AUDIT)
    return Answer(await view.who_saw(context.desk, pod, member, image))


async def wrong_(context: Context) -> Answer:
    """`/wrong #3`: held at once, taken back everywhere."""
    pod, member = await context.pod()
    words = context.rest.split()
    if not words:
        raise Refused("wrong-how", "no number")
    await context.desk.require(access.Action.LIST, pod, member)
    image = await view.find(context.desk, pod, words[0])
    if image.state is ImageState.HELD:
        return Answer(Words("wrong-held-already", {"number": image.number}))
    return Answer(await clear.wrong(context.desk, pod, member, image))


async def share_images(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    images = await images_named(context, pod, arguments["images"])
    return await _share(context, pod, member, images)


async def withdraw_images(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _each(context, arguments, withdraw.withdraw, "withdraw-none")


async def look_held(context: Context, arguments: Mapping[str, str]) -> Answer:
    """Whoever may release sees what it is about, alone."""
    pod, member = await context.pod()
    private = await private_room(context)
    for image in await images_named(context, pod, arguments["images"]):
        await context.desk.require(access.Action.RELEASE, pod, member, image=image)
        await view.show_held(context.desk, pod, member, image, private)
    return Answer(Words("shown-in-private"))


async def release(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _each(context, arguments, holds.release, "hold-none")


async def reject(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _each(context, arguments, holds.reject, "hold-none")


Deed = Callable[[Desk, Pod, Member, Image], Awaitable[Words]]


async def _each(context: Context, arguments: Mapping[str, str], deed: Deed, none: str) -> Answer:
    """Do it to each of the images that are still there; the last one's words, else `none`."""
    pod, member = await context.pod()
    words = Words(none)
    for image in await images_named(context, pod, arguments["images"]):
        words = await deed(context.desk, pod, member, image)
    return Answer(words)


async def post_there(context: Context, arguments: Mapping[str, str]) -> Answer:
    """Somebody looked: the picture is there."""
    pod, member = await context.pod()
    await settle.settle(context.desk, pod, member, PostId(arguments["post"]), there=True)
    return Answer(Words("post-settled"))


async def post_again(context: Context, arguments: Mapping[str, str]) -> Answer:
    """Somebody looked: it is not there."""
    pod, member = await context.pod()
    await settle.settle(context.desk, pod, member, PostId(arguments["post"]), there=False)
    return Answer(Words("post-settled"))
