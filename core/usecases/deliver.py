"""Bring one post into one chat: look, decide, send once, remember where.

What takes time (who is in the room, the bytes, handing them over unseen) comes first; then one
transaction decides on fresh facts and says that a send begins; then the send; then one transaction
remembers, and looks once more whether a revocation overtook it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core import access, delivery
from core.errors import PlatformError
from core.ids import PersonId, RoomRef, UserRef
from core.imaging import Purpose, Rendition
from core.messages import Button, Outgoing, PictureFile
from core.model import (
    Audience,
    Form,
    ImageState,
    Post,
    PostState,
    Privilege,
    Role,
    RoomState,
    StoredRendition,
)
from core.ports import Platform, Sent, Work, WorkState
from core.usecases import captions, posting, renditions, retract, rooms, share, windowing
from core.usecases.desk import Choice, Desk, Words, World, ref_json, user_from
from core.usecases.posting import Facts, Plan

REASONS = frozenset(r.value for r in access.Reason)


async def deliver(world: World, work: Work) -> None:
    """The `deliver` work."""
    if work.pod is None:
        raise TypeError("a post is a pod's")
    async with world.store.begin(work.pod, reading=True) as uow:
        facts = await posting.read_facts(Desk(world, uow, work.key, "service"), work)
    if facts is None:
        await world.store.finish(work.id, WorkState.DONE, note="nothing to send")
        return
    platform = world.platforms.get(facts.post.room.platform)
    if platform is None:
        await _fail(world, work, facts, "no-platform")
        return
    wants_full = facts.post.purpose is Purpose.FULL and not renditions.has_full(facts.renditions)
    if wants_full and await renditions.make_full(world, facts.image, f"asked-{work.attempts}"):
        await world.store.retry(work.id, delay_seconds=0, note="made in full")
        return
    if work.was_sending and not await _settle(world, work, platform, facts):
        return
    if "ticket" not in work.payload:  # an answer to a press is worth seconds
        await platform.turn(facts.post.room)
    look, ahead = await _look_and_prepare(world, platform, facts)
    draft = await _draft(world, platform, facts, look, ahead)
    await _decide_and_send(world, work, platform, facts, look, draft)


# ── an earlier try was cut off ──────────────────────────────────────────────────────────────────


async def _settle(world: World, work: Work, platform: Platform, facts: Facts) -> bool:
    """True: it did not take effect, or finishing it now is safe.

    Where the platform can tell, it is asked; where it cannot, a human is, rather than a patient's
    picture posted twice.
    """
    if platform.capabilities.finds_posts and facts.post.draft:
        try:
            found = await platform.find(facts.post.room, facts.post.draft)
        except PlatformError as error:
            if not error.permanent:
                raise
            await _ask(world, work, facts)
            return False
        if found is None:
            return True
        await _record(world, work, facts, Sent(found), frozenset(), "found again")
        return False
    await _ask(world, work, facts)
    return False


async def _ask(world: World, work: Work, facts: Facts) -> None:
    """Somebody looks whether it is there."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, f"{work.key}:{work.attempts}", "service")
        await uow.posts.save(replace(facts.post, state=PostState.UNKNOWN))
        arguments = {"post": facts.post.id, "for": facts.post.planned_by}
        there = await desk.choice("button-it-is-there", "post-there", arguments, pod=facts.pod.id)
        again = await desk.choice("button-send-again", "post-again", arguments, pod=facts.pod.id)
        await desk.tell_person(
            facts.post.planned_by,
            Words("post-unknown", _names(facts)),
            buttons=[[there, again]],
            pod=facts.pod.id,
        )
        await desk.audit(facts.pod.id, "service", "post", facts.image.id, "failed", "unknown")
        await uow.queue.done(work.id)


def _names(facts: Facts) -> dict[str, object]:
    return {"number": facts.image.number, "room": rooms.called(facts.room)}


# ── before the decision: the bytes, handed over unseen where the platform can ───────────────────


@dataclass(frozen=True, slots=True)
class Draft:
    """What was got ready: a picture or a card, and the platform's handle to it ("": it has none).

    `rendition` and `picture` are None for a card.
    """

    rendition: StoredRendition | None
    picture: PictureFile | None
    handle: str
    in_window: bool = False  # as the person asked; else as the file says


@dataclass(frozen=True, slots=True)
class Ahead:
    """A picture at hand, and a place for it on the platform: its bytes have not left."""

    rendition: StoredRendition
    picture: PictureFile
    place: str


async def _look_and_prepare(
    world: World, platform: Platform, facts: Facts
) -> tuple[rooms.Look | None, Ahead | None]:
    """While the room's people are asked for, the picture is got ready for the case that all are
    cleared."""
    if facts.room is None:
        return None, None
    preparing = asyncio.create_task(_ahead(world, platform, facts))
    try:
        look = await rooms.look(world, facts.room, frozenset(facts.accounts))
        return look, await preparing if look.cleared else None
    finally:
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)


async def _ahead(world: World, platform: Platform, facts: Facts) -> Ahead | None:
    rendition = posting.likely_rendition(platform, facts, rooms.ALL_CLEARED)
    if rendition is None:
        return None
    picture = await _picture(world, platform, facts, rendition)
    known = facts.post.draft and facts.post.sha256 == rendition.sha256
    place = "" if known or facts.window else await platform.reserve(facts.post.room, picture)
    return Ahead(rendition, picture, place)


async def _draft(
    world: World,
    platform: Platform,
    facts: Facts,
    look: rooms.Look | None,
    ahead: Ahead | None,
) -> Draft:
    """Get ready for what will most likely be decided; nothing of it can be seen by anybody."""
    rendition = posting.likely_rendition(platform, facts, look)
    picture, place = None, ""
    if ahead is not None and ahead.rendition == rendition:
        picture, place = ahead.picture, ahead.place
    elif rendition is not None:
        picture = await _picture(world, platform, facts, rendition)
    anew = await _in_window(world, facts, rendition) if rendition and facts.window else None
    if picture and anew:
        picture = replace(picture, data=anew.data, width=anew.width, height=anew.height,
                          name=f"carepods-{facts.image.number}.{anew.format}",
                          media_type=anew.media_type, animated=False)  # fmt: skip
    sha256 = rendition.sha256 if rendition else ""
    handle = facts.post.draft if facts.post.sha256 == sha256 else ""
    if not handle:
        handle = await platform.draft(facts.post.room, Outgoing(picture=picture), place=place)
    return Draft(rendition, picture, handle, anew is not None)


async def _in_window(world: World, facts: Facts, rendition: StoredRendition) -> Rendition | None:
    """The picture anew, in the window that was asked for; None where that does not succeed."""
    purpose = Purpose.FULL if facts.post.purpose is Purpose.FULL else Purpose.PREVIEW
    clean = rendition.deidentified  # whatever was released: it is shown as the picture would be
    return await windowing.for_a_post(world, facts.image, facts.window, purpose, clean=clean)


async def _picture(
    world: World, platform: Platform, facts: Facts, rendition: StoredRendition
) -> PictureFile:
    parts = [part async for part in world.blobs.get(facts.pod.id, rendition.blob)]
    caption = captions.caption(world.texts, facts.language, facts.image, facts.by)
    return PictureFile(
        data=b"".join(parts),
        name=f"carepods-{facts.image.number}.{rendition.format}",
        media_type=rendition.media_type,
        width=rendition.width,
        height=rendition.height,
        # Where pictures carry no text of their own, the caption says the same already.
        alt=caption.alt if platform.capabilities.alt_text else "",
        animated=rendition.purpose is Purpose.CINE,
        as_file=delivery.shown_as_file(rendition, platform.capabilities)
        or facts.post.purpose is Purpose.FULL,
    )


# ── send ────────────────────────────────────────────────────────────────────────────────────────


async def _decide_and_send(
    world: World,
    work: Work,
    platform: Platform,
    before: Facts,
    look: rooms.Look | None,
    draft: Draft,
) -> None:
    """The decision and the mark that a send begins are one transaction."""
    async with world.store.begin(before.pod.id) as uow:
        desk = Desk(world, uow, work.key, "service")
        facts = await posting.read_facts(desk, work)
        if facts is None:
            await uow.queue.done(work.id)
            return
        found = _still(look, before, facts)
        plan = await posting.decide_post(desk, platform, facts, found)
        if found and facts.room and found.cleared is not (facts.room.state is RoomState.OPEN):
            await rooms.plan_review(desk, facts.room)  # nobody told us: what stands there as well
        if plan.why:
            await _give_up(desk, work, facts, plan.why)
            return
        moved = draft.rendition != plan.rendition
        if not moved:
            buttons = await _buttons(desk, facts, plan)
            sha256 = plan.rendition.sha256 if plan.rendition else ""
            post = replace(facts.post, form=plan.form, sha256=sha256, draft=draft.handle)
            await uow.posts.save(post)
            await uow.queue.sending(work.id)
    if moved:
        # The facts moved while the bytes were got ready: once more from the start.
        await world.store.retry(work.id, delay_seconds=0, note="facts moved")
        return
    facts = replace(facts, post=post)
    message = _message(world, facts, draft, buttons)
    try:
        sent = await _call(platform, work, facts, message)
    except PlatformError as error:
        await _after(world, work, platform, facts, error)
        return
    seen_by = look.inside if look and plan.form is Form.PICTURE else frozenset()
    await _record(world, work, facts, sent, seen_by, plan.because)


def _still(look: rooms.Look | None, before: Facts, now: Facts) -> rooms.Look | None:
    """What was seen in the room counts only while nobody has lost their clearing since."""
    if look is None or before.accounts.keys() <= now.accounts.keys():
        return look
    return replace(look, cleared=False)


async def _call(platform: Platform, work: Work, facts: Facts, message: Outgoing) -> Sent:
    """To the room; or in the room to one person alone, in answer to their press."""
    if facts.post.form is not Form.IN_PLACE or facts.post.person is None:
        return await platform.send(facts.post.room, message)
    account = user_from(work.payload["account"])
    ticket = str(work.payload["ticket"])
    return await platform.send(facts.post.room, message, only_for=account, ticket=ticket)


def _message(
    world: World, facts: Facts, draft: Draft, buttons: Sequence[Sequence[Choice]]
) -> Outgoing:
    def shown(choice: Choice) -> Button:
        said = world.texts.say(choice.label.key, facts.language, choice.label.arguments)
        return Button(said, handle=choice.handle)

    rows = tuple(tuple(map(shown, row)) for row in buttons)
    if draft.picture is None:
        words = world.texts.say("card", facts.language)
        return Outgoing(text=words, buttons=rows, draft=draft.handle)
    caption = captions.caption(world.texts, facts.language, facts.image, facts.by)
    text = caption.text
    if facts.window:
        key = "show-in-window" if draft.in_window else "viewer-window-not-now"
        if facts.window == windowing.STRAIGHT:
            key = "show-straight" if draft.in_window else "show-not-straight"
        window = _window_words(world, facts)
        text += "\n" + world.texts.say(key, facts.language, {"window": window})
    return Outgoing(
        title=caption.title,
        text=text,
        buttons=rows,
        picture=draft.picture,
        spoiler=facts.room is not None and facts.room.audience is Audience.FAMILY,
        protect=True,
        draft=draft.handle,
    )


def _window_words(world: World, facts: Facts) -> str:
    """A preset by its name; numbers as they are."""
    if facts.window in windowing.CT_PRESETS:
        return world.texts.say(f"viewer-window-{facts.window}", facts.language)
    return facts.window


async def _buttons(desk: Desk, facts: Facts, plan: Plan) -> list[list[Choice]]:
    """One press from a card to the picture, from a preview to full quality, to another window."""

    async def button(label: str, action: str, **more: str) -> Choice:
        given = {"image": str(facts.image.id), **more}
        room, pod = facts.post.room, facts.pod.id
        return await desk.choice(label, action, given, pod=pod, room=room, once=False)

    if plan.rendition is None:
        action = "view-here" if plan.form is Form.IN_PLACE else "view"
        return [[await button("button-show-me", action)]]
    labels = {} if plan.rendition.purpose is Purpose.FULL else {"button-full-quality": "full"}
    if plan.form is Form.PRIVATE:
        labels["button-open-viewer"] = "viewer"
    looks = [await button(label, action) for label, action in labels.items()]
    windows = [
        await button(f"viewer-window-{preset}", "view", window=preset)
        for preset in _other_windows(facts, plan)
    ]
    return [row for row in (looks, windows) if row]


def _other_windows(facts: Facts, plan: Plan) -> list[str]:
    """What one press away a clinician may want to see a CT in; others are not asked to choose."""
    viewer = facts.viewer
    if plan.form is not Form.PRIVATE or viewer is None or viewer.role is not Role.CLINICIAN:
        return []
    choices = windowing.windows(
        facts.image, identified=Privilege.VIEW_IDENTIFIED in viewer.privileges
    )
    if facts.image.state is not ImageState.READY or choices is None or not choices.presets:
        return []
    return [preset for preset in windowing.A_PRESS_AWAY if preset != facts.window]


async def _after(
    world: World, work: Work, platform: Platform, facts: Facts, error: PlatformError
) -> None:
    """Again, give up, or ask a human."""
    doubles = not (platform.capabilities.finds_posts and facts.post.draft)
    following = delivery.after_failure(error, work.attempts, doubles_matter=doubles)
    if error.moved_to:
        await _moved(world, work, facts, error.moved_to)
    elif following.what is delivery.Next.AGAIN:
        await world.store.retry(
            work.id,
            delay_seconds=following.delay_seconds,
            note=error.detail,
            settled=error.certain,
        )
    elif following.what is delivery.Next.ASK:
        await _ask(world, work, facts)
    elif facts.post.form is Form.IN_PLACE and facts.post.person is not None:
        await _in_private(world, work, facts, facts.post.person)
    else:
        await _fail(world, work, facts, error.why or "platform")


async def _in_private(world: World, work: Work, facts: Facts, person: PersonId) -> None:
    """In the room it did not work, so the private chat serves."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, f"{work.key}:private", "service")
        identity = await uow.people.by_identity(user_from(work.payload["account"]))
        if identity is None or identity.private is None:
            await _give_up(desk, work, facts, "no-private")
            return
        await uow.posts.save(replace(facts.post, state=PostState.FAILED))
        await share.plan_post(
            desk, facts.image, identity.private, person, form=Form.PRIVATE, private_for=person
        )
        await uow.queue.done(work.id)


async def _moved(world: World, work: Work, facts: Facts, key: str) -> None:
    """The chat's key changed under us: everything follows, and the post is tried there."""
    target = RoomRef(facts.post.room.platform, facts.post.room.workspace, key)
    async with world.store.begin(facts.pod.id) as uow:
        await uow.rooms.moved(facts.post.room, target)
        await uow.posts.save(replace(facts.post, room=target))
    await world.store.retry(work.id, delay_seconds=0, note="moved")


# ── remember ────────────────────────────────────────────────────────────────────────────────────


async def _record(
    world: World,
    work: Work,
    facts: Facts,
    sent: Sent,
    seen_by: frozenset[UserRef],
    because: str,
) -> None:
    """Where it is, who could see it; and a last look whether it should still be there."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, work.key, "service")
        post = replace(
            facts.post,
            state=PostState.SENT,
            message=sent.message,
            extra=sent.extra,
            sent_at=desk.now,
        )
        await desk.audit(
            facts.pod.id,
            post.person or post.planned_by,
            "post" if post.person is None else "view",
            facts.image.id,
            "done",
            because,
            form=post.form.value,
            people=" ".join(_people(facts, seen_by)),
            room="/".join(ref_json(post.room)),
        )
        regret = await _regrets(desk, facts, post) if post.sha256 else Regret.NONE
        if regret is not Regret.NONE:
            post = replace(post, state=PostState.RETRACTED)
            again = regret is Regret.OTHERWISE
            await retract.plan_message(desk, facts.pod.id, post, first=again)
        await uow.posts.save(post)
        if regret is Regret.OTHERWISE:
            await share.plan_post(desk, facts.image, post.room, post.planned_by)
        await uow.queue.done(work.id)


def _people(facts: Facts, seen_by: frozenset[UserRef]) -> list[str]:
    """Who could see it: whom it was for, or everybody in the room."""
    if facts.post.person is not None:
        return [facts.post.person]
    return sorted({facts.accounts[a] for a in seen_by if a in facts.accounts})


class Regret(StrEnum):
    """Whether a send was overtaken by something that would have forbidden it."""

    NONE = "none"
    GONE = "gone"
    OTHERWISE = "otherwise"  # it should stand there in another form


async def _regrets(desk: Desk, facts: Facts, post: Post) -> Regret:
    uow = desk.uow
    pod = await uow.pods.get(facts.pod.id)
    image = await uow.images.get(facts.pod.id, facts.image.id)
    member = await uow.members.get(facts.pod.id, post.person or post.planned_by)
    if pod is None:
        return Regret.GONE
    if post.person is not None:
        action = posting.private_action(replace(facts, image=image or facts.image, viewer=member))
        decision = await desk.decide(action, pod, member, image=image)
        return Regret.GONE if isinstance(decision, access.Deny) else Regret.NONE
    room = await uow.rooms.by_ref(post.room)
    if room is None or facts.room is None:
        return Regret.GONE
    still = facts.accounts.keys() <= (await rooms.cleared_accounts(desk, room)).keys()
    decision = await desk.decide(
        access.Action.POST, pod, member, image=image, room=room, cleared=still
    )
    if isinstance(decision, access.Deny):
        of_the_room = (access.Reason.ROOM_LOCKED, access.Reason.ROOM_NOT_CLEARED)
        return Regret.OTHERWISE if decision.reason in of_the_room else Regret.GONE
    return Regret.NONE if room.audience is facts.room.audience else Regret.OTHERWISE


async def _fail(world: World, work: Work, facts: Facts, why: str) -> None:
    async with world.store.begin(facts.pod.id) as uow:
        await _give_up(Desk(world, uow, f"{work.key}:failed", "service"), work, facts, why)


async def _give_up(desk: Desk, work: Work, facts: Facts, why: str) -> None:
    """It will not be sent; whoever asked for it is told what to do."""
    await desk.uow.posts.save(replace(facts.post, state=PostState.FAILED))
    outcome = "refused" if why in REASONS else "failed"
    await desk.audit(facts.pod.id, "service", "post", facts.image.id, outcome, why)
    words = Words(_sentence(why), _names(facts))
    told = facts.post.person or facts.post.planned_by
    await desk.tell_person(told, words, pod=facts.pod.id)
    await desk.uow.queue.done(work.id)


def _sentence(why: str) -> str:
    if why in REASONS:
        return f"denied-{why.replace('_', '-')}"
    return "post-kicked" if why in ("kicked", "gone", "room-gone") else "post-failed"
