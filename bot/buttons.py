"""What a press of each button does: one table, action by action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import commands, rights, speaking
from bot.context import Answer, Context, images_named
from core import access
from core.errors import Refused
from core.ids import ImageId, InvitationId, PersonId, PodId, PostId, UploadId
from core.model import Audience, Image, Member, Mode, Pod, Post, PostState
from core.usecases import (
    binding,
    holds,
    invite,
    knock,
    pods,
    sessions,
    share,
    upload,
    view,
    withdraw,
)
from core.usecases.desk import Choice, Words

Press = Callable[[Context, Mapping[str, str]], Awaitable[Answer | None]]


async def _one_image(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Member, Image]:
    pod, member = await context.pod()
    image = await context.desk.uow.images.get(pod.id, ImageId(arguments["image"]))
    if image is None:
        raise Refused("image-unknown", "gone", args={"written": ""})
    return pod, member, image


async def look(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await _one_image(context, arguments)
    private = await commands.private_room(context)
    await view.show(context.desk, pod, member, image, private)
    return Answer(Words("shown-in-private"))


async def look_here(context: Context, arguments: Mapping[str, str]) -> Answer | None:
    """In the room, in place of the card, for whoever pressed alone; else in private."""
    pod, member, image = await _one_image(context, arguments)
    platform = context.desk.world.platforms[context.who.user.platform]
    if not platform.capabilities.ephemeral_picture or context.room is None:
        return await look(context, arguments)
    await view.show_here(
        context.desk, pod, member, image, context.room.ref, context.who.user, context.event.ticket
    )
    return None


async def full(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await _one_image(context, arguments)
    private = await commands.private_room(context)
    await view.show(context.desk, pod, member, image, private, full=True)
    return Answer(Words("shown-in-private"))


async def viewer(context: Context, arguments: Mapping[str, str]) -> Answer:
    """A link that signs this person in, straight to the picture."""
    pod, member, image = await _one_image(context, arguments)
    await context.desk.require(access.Action.LIST, pod, member)
    url = await sessions.link(context.desk, member.person, context.who.user, image)
    return Answer(Words("viewer-link"), [[Choice(Words("button-open-viewer"), url=url)]])


async def share_images(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    images = await images_named(context, pod, arguments["images"])
    count = sum([await share.share(context.desk, pod, member, image) for image in images])
    return Answer(Words("share-all-begun", {"count": len(images), "rooms": count}))


async def withdraw_images(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    words = Words("withdraw-none")
    for image in await images_named(context, pod, arguments["images"]):
        words = await withdraw.withdraw(context.desk, pod, member, image)
    return Answer(words)


async def release(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    words = Words("hold-none")
    for image in await images_named(context, pod, arguments["images"]):
        words = await holds.release(context.desk, pod, member, image)
    return Answer(words)


async def reject(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    words = Words("hold-none")
    for image in await images_named(context, pod, arguments["images"]):
        words = await holds.reject(context.desk, pod, member, image)
    return Answer(words)


async def look_held(context: Context, arguments: Mapping[str, str]) -> Answer:
    """Whoever may release sees what it is about, alone."""
    pod, member = await context.pod()
    private = await commands.private_room(context)
    for image in await images_named(context, pod, arguments["images"]):
        await context.desk.require(access.Action.RELEASE, pod, member, image=image)
        await view.show_held(context.desk, pod, member, image, private)
    return Answer(Words("shown-in-private"))


async def upload_pod(context: Context, arguments: Mapping[str, str]) -> Answer:
    uploads = [UploadId(u) for u in arguments["uploads"].split()]
    pod = PodId(arguments["pod"])
    return Answer(await upload.pod_chosen(context.desk, context.who, pod, uploads))


async def vouch(context: Context, arguments: Mapping[str, str]) -> Answer:
    return Answer(await knock.vouch(context.desk, context.who, arguments))


async def turn_away(context: Context, arguments: Mapping[str, str]) -> Answer:
    return Answer(await knock.turn_away(context.desk, context.who, arguments))


async def invite_again(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    found = await context.desk.uow.invitations.get(InvitationId(arguments["invitation"]), lock=True)
    if found is None:
        raise Refused("invitation-over", "unknown")
    await invite.send_again(context.desk, pod, member, found)
    return Answer(
        Words("invite-sent", {"email": found.email, "role": invite.role_words(found.role)})
    )


async def invite_cancel(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    found = await context.desk.uow.invitations.get(InvitationId(arguments["invitation"]), lock=True)
    if found is None:
        raise Refused("invitation-over", "unknown")
    await invite.cancel(context.desk, pod, member, found)
    return Answer(Words("invite-cancelled"))


async def remove(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    target = await context.desk.uow.members.get(pod.id, PersonId(arguments["person"]))
    if target is None:
        raise Refused("member-unknown", "gone", args={"written": ""})
    return Answer(await pods.remove(context.desk, pod, member, target))


async def leave(context: Context, _arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return Answer(await pods.leave(context.desk, pod, member))


async def not_me(context: Context, arguments: Mapping[str, str]) -> Answer:
    """The inviter says that this was not right: the new member is out at once."""
    pod, member = await context.pod()
    target = await context.desk.uow.members.get(pod.id, PersonId(arguments["person"]))
    if target is None or target.invited_by != member.person:
        raise Refused("denied-not-yours", "not the inviter")
    words = await pods.undo_joining(context.desk, pod, target, by=member.person)
    await binding.forget(context.desk, target.person, arguments.get("account", ""))
    return Answer(words)


async def link(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return await commands.link_as(context, pod, member, Audience(arguments["audience"]))


async def mode(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    chosen = Mode(arguments["mode"])
    await pods.set_room(context.desk, pod, member, context.event.place.room, chosen)
    return Answer(Words("mode-set", {"mode": Words(f"mode-{chosen.value.replace('_', '-')}")}))


async def command(context: Context, arguments: Mapping[str, str]) -> Answer | None:
    """A command whose pod was asked for."""
    context.pod_named = PodId(arguments["pod"])
    context.rest = arguments["rest"]
    return await commands.BY_WORD[arguments["word"]].run(context)


async def _unknown_post(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Post]:
    pod, member = await context.pod()
    post = await context.desk.uow.posts.get(pod.id, PostId(arguments["post"]), lock=True)
    open_ = post is not None and post.state in (PostState.UNKNOWN, PostState.STUCK)
    if post is None or not open_ or post.planned_by != member.person:
        raise Refused("button-over", "settled already")
    return pod, post


async def post_there(context: Context, arguments: Mapping[str, str]) -> Answer:
    """A human looked: the picture is there."""
    _, post = await _unknown_post(context, arguments)
    await context.desk.uow.posts.save(replace(post, state=PostState.STUCK))
    return Answer(Words("post-settled"))


async def post_again(context: Context, arguments: Mapping[str, str]) -> Answer:
    """A human looked: it is not there."""
    pod, post = await _unknown_post(context, arguments)
    await context.desk.uow.posts.save(replace(post, state=PostState.FAILED))
    image = await context.desk.uow.images.get(pod.id, post.image)
    if image is not None:
        await share.plan_post(
            context.desk,
            image,
            post.room,
            post.planned_by,
            form=post.form,
            private_for=post.person,
        )
    return Answer(Words("post-settled"))


ACTIONS: Mapping[str, Press] = {
    **rights.ACTIONS,
    "command": command,
    "full": full,
    "invite-again": invite_again,
    "invite-cancel": invite_cancel,
    "language": speaking.chosen,
    "leave": leave,
    "link": link,
    "look-held": look_held,
    "mode": mode,
    "not-me": not_me,
    "post-again": post_again,
    "post-there": post_there,
    "reject": reject,
    "release": release,
    "remove": remove,
    "share": share_images,
    "turn-away": turn_away,
    "upload-pod": upload_pod,
    "view": look,
    "view-here": look_here,
    "viewer": viewer,
    "vouch": vouch,
    "withdraw": withdraw_images,
}
