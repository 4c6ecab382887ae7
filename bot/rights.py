"""What a patient, a family and a hospital may ask of us: consent, erasure, export, one's accounts.

The commands and their buttons; `bot.commands` and `bot.buttons` have them in their tables.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from bot.context import Answer, Context
from core import access
from core.errors import Refused
from core.ids import ImageId, InvitationId, PersonId, PostId, RoomRef
from core.messages import Style
from core.model import Image, ImageState, Member, Pod, Post, PostState, Privilege
from core.usecases import (
    account,
    clear,
    consent,
    emergency_review,
    erase,
    expiry,
    export,
    invite,
    overview,
    share,
    view,
)
from core.usecases.desk import Words

Press = Callable[[Context, Mapping[str, str]], Awaitable[Answer | None]]


# ── commands ────────────────────────────────────────────────────────────────────────────────────


async def consent_(context: Context) -> Answer:
    """`/consent no`, `/consent yes`"""
    pod, member = await context.pod()
    said = context.rest.strip().lower()
    if said == "no":
        return Answer(await consent.refuse(context.desk, pod, member))
    if said == "yes":
        return Answer(await consent.give(context.desk, pod, member))
    await context.desk.require(access.Action.CONSENT, pod, member)
    now = "yes" if await context.desk.consented(pod.id) else "no"
    buttons = [
        await context.desk.choice(
            f"button-consent-{answer}", "consent", {"answer": answer}, pod=pod.id,
            user=context.who.user,
        )
        for answer in ("no", "yes")
        if answer != now
    ]  # fmt: skip
    return Answer(Words(f"consent-is-{now}", {"pod": pod.name}), [buttons])


async def erase_(context: Context) -> Answer:
    """`/erase`: what will happen, the export first, one button."""
    pod, member = await context.pod()
    words, rows = await erase.ask(context.desk, pod, member, context.who.user)
    return Answer(words, rows)


async def export_(context: Context) -> Answer:
    """`/export`, `/export me`, `/export dicom`, `/export dicom dates`"""
    said = "-".join(context.rest.lower().split())
    if said == "me":
        return Answer(await export.of_me(context.desk, context.event, context.who))
    pod, member = await context.pod()
    files = export.Files(said) if said in list(export.Files) else export.Files.EVERYTHING
    try:
        words = await export.of_pod(context.desk, context.event, context.who, pod, member, files)
    except Refused as refusal:
        if refusal.words != "denied-lacks-privilege":
            raise
        raise Refused("export-me-instead", refusal.detail) from refusal
    return Answer(words)


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


async def me(context: Context) -> Answer | None:
    """`/me`: my addresses and accounts, where nobody else reads them."""
    _in_private(context)
    words, rows = await account.me(context.desk, context.who)
    return Answer(words, rows)


async def authenticator(context: Context) -> Answer:
    """`/authenticator`: an app in place of text messages."""
    _in_private(context)
    return _answer(await account.begin(context.desk, context.who, "app"))


async def overview_(context: Context) -> Answer | None:
    """`/overview`: all pods on one screen, in private only: no pod is named in another's room."""
    private = await _private(context)
    await overview.ask(context.desk, context.who, private)
    return None if context.event.place.private else Answer(Words("shown-in-private-list"))


def _in_private(context: Context) -> None:
    if not context.event.place.private:
        raise Refused("in-private-please", "others read here")


async def _private(context: Context) -> RoomRef:
    if context.event.place.private:
        return context.event.place.room
    return await view.private_chat(context.desk, context.who.identity, context.who.user)


# ── buttons ─────────────────────────────────────────────────────────────────────────────────────


async def press_consent(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    said = consent.give if arguments["answer"] == "yes" else consent.refuse
    return Answer(await said(context.desk, pod, member))


async def press_erase(context: Context, _arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return Answer(await erase.begin(context.desk, pod, member, context.who.user))


async def press_export(context: Context, _arguments: Mapping[str, str]) -> Answer:
    """The button for the erasure stays below the answer."""
    pod, member = await context.pod()
    words = await export.of_pod(context.desk, context.event, context.who, pod, member)
    sure = await context.desk.choice(
        "button-erase", "erase", {}, pod=pod.id, user=context.who.user, life=erase.SURE_LIFE,
        style=Style.DANGER,
    )  # fmt: skip
    return Answer(words, [[sure]])


async def change_phone(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "phone"))


async def add_account(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "add"))


async def remove_account(context: Context, arguments: Mapping[str, str]) -> Answer:
    which = tuple(str(part) for part in json.loads(arguments["account"]))
    return _answer(await account.begin(context.desk, context.who, "remove", which))


async def remove_app(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "remove-app"))


async def text_instead(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return Answer(await account.text_instead(context.desk, context.who))


def _answer(said: account.Answered) -> Answer:
    return Answer(said.words, said.buttons)


async def more_time(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    target = await context.desk.uow.members.get(pod.id, PersonId(arguments["person"]))
    if target is None:
        raise Refused("member-unknown", "gone", args={"written": ""})
    kept = frozenset(Privilege(p) for p in arguments["privileges"].split())
    return Answer(await expiry.more_time(context.desk, pod, member, target, kept))


async def invite_anew(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    found = await context.desk.uow.invitations.get(InvitationId(arguments["invitation"]), lock=True)
    if found is None:
        raise Refused("invitation-over", "unknown")
    fresh = await invite.anew(context.desk, pod, member, found)
    given = {"email": fresh.email, "role": invite.role_words(fresh.role)}
    return Answer(Words("invite-sent", given))


async def emergency_right(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _reviewed(context, arguments, right=True)


async def emergency_wrong(context: Context, arguments: Mapping[str, str]) -> Answer:
    return await _reviewed(context, arguments, right=False)


async def _reviewed(context: Context, arguments: Mapping[str, str], *, right: bool) -> Answer:
    pod, member = await context.pod()
    if not member.privileges & {Privilege.MANAGE, Privilege.AUDIT}:
        await context.desk.require(access.Action.AUDIT, pod, member)
    person, since = PersonId(arguments["person"]), arguments["since"]
    return Answer(
        await emergency_review.reviewed(context.desk, pod, member, person, since, right=right)
    )


# ── the overview's buttons ──────────────────────────────────────────────────────────────────────


async def overview_pod(context: Context, _arguments: Mapping[str, str]) -> Answer:
    _in_private(context)
    pod, member = await context.pod()
    words, rows = await overview.pod_page(context.desk, pod, member)
    return Answer(words, rows)


async def _image(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Member, Image]:
    pod, member = await context.pod()
    image = await context.desk.uow.images.get(pod.id, ImageId(arguments["image"]))
    if image is None:
        raise Refused("image-unknown", "gone", args={"written": ""})
    return pod, member, image


async def overview_share(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await _image(context, arguments)
    count = await share.share(context.desk, pod, member, image)
    return Answer(Words("share-begun", {"number": image.number, "count": count}))


async def overview_nudge(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, image = await _image(context, arguments)
    return Answer(await overview.nudge(context.desk, pod, member, image))


async def _unknown(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Member, Post]:
    """A post that nobody knows the fate of, in the hands of whoever looks after the pod."""
    pod, member = await context.pod()
    await context.desk.require(access.Action.MANAGE, pod, member)
    post = await context.desk.uow.posts.get(pod.id, PostId(arguments["post"]), lock=True)
    if post is None or post.state is not PostState.UNKNOWN:
        raise Refused("button-over", "settled already")
    return pod, member, post


async def overview_there(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, post = await _unknown(context, arguments)
    await overview.settle(context.desk, pod, member, post, there=True)
    return Answer(Words("post-settled"))


async def overview_again(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, post = await _unknown(context, arguments)
    await overview.settle(context.desk, pod, member, post, there=False)
    return Answer(Words("post-settled"))


ACTIONS: Mapping[str, Press] = {
    "add-account": add_account,
    "change-phone": change_phone,
    "consent": press_consent,
    "emergency-right": emergency_right,
    "emergency-wrong": emergency_wrong,
    "erase": press_erase,
    "export": press_export,
    "invite-anew": invite_anew,
    "more-time": more_time,
    "overview-again": overview_again,
    "overview-nudge": overview_nudge,
    "overview-pod": overview_pod,
    "overview-share": overview_share,
    "overview-there": overview_there,
    "remove-account": remove_account,
    "remove-app": remove_app,
    "text-instead": text_instead,
}
