"""Bring one post into one chat: decide again, choose the form, send once, remember where."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from core import access, delivery
from core.errors import PlatformError
from core.ids import PostId, RoomRef, UserRef
from core.imaging import Purpose
from core.messages import Button, Outgoing, PictureFile
from core.model import (
    Audience,
    Form,
    Image,
    ImageState,
    Member,
    Mode,
    Pod,
    Post,
    PostState,
    Privilege,
    Room,
    StoredRendition,
)
from core.ports import Platform, Sent, Work, WorkState
from core.usecases import captions, retract, rooms, share
from core.usecases.desk import Choice, Desk, Words, World, ref_json


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the decision needs, read in one go."""

    pod: Pod
    post: Post
    image: Image
    sharer: Member | None
    viewer: Member | None
    room: Room | None
    renditions: tuple[StoredRendition, ...]
    accounts: frozenset[UserRef]
    language: str
    by: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be sent. `why` is the reason for a refusal; then nothing is sent."""

    form: Form
    rendition: StoredRendition | None
    because: str
    why: str = ""


async def deliver(world: World, work: Work) -> None:
    """The `deliver` work."""
    facts = await _facts(world, work)
    if facts is None:
        await world.store.finish(work.id, WorkState.DONE, note="nothing to send")
        return
    platform = world.platforms.get(facts.post.room.platform)
    if platform is None:
        await _fail(world, work, facts, "no-platform")
        return
    if work.was_sending and not await _settle(world, work, platform, facts):
        return
    plan, seen_by = await _plan(world, work, platform, facts)
    if plan.why:
        await _fail(world, work, facts, plan.why)
        return
    await _send(world, work, platform, facts, plan, seen_by)


async def _facts(world: World, work: Work) -> Facts | None:
    if work.pod is None:
        raise TypeError("a post is a pod's")
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        post = await uow.posts.get(work.pod, PostId(str(work.payload["post"])))
        if post is None or post.state is not PostState.PLANNED:
            return None
        pod = await uow.pods.get(work.pod)
        image = await uow.images.get(work.pod, post.image)
        if pod is None or image is None:
            return None
        room = await uow.rooms.by_ref(post.room) if post.person is None else None
        viewer = await uow.members.get(work.pod, post.person) if post.person else None
        reader = await uow.people.get(post.person) if post.person else None
        return Facts(
            pod=pod,
            post=post,
            image=image,
            sharer=await uow.members.get(work.pod, post.planned_by),
            viewer=viewer,
            room=room,
            renditions=tuple(await uow.images.renditions(work.pod, image.id)),
            accounts=await rooms.cleared_accounts(desk, room) if room else frozenset(),
            language=world.texts.best(reader.language if reader else "", pod.language),
            by=await desk.name_of(image.uploader),
        )


async def _settle(world: World, work: Work, platform: Platform, facts: Facts) -> bool:
    """An earlier try was cut off. True: it did not take effect, or finishing it is safe.

    Where the platform can tell, it is asked; where it cannot, a human is, rather than a patient's
    picture posted twice.
    """
    if platform.capabilities.finds_posts:
        if not facts.post.draft:
            # Nothing becomes visible before the draft is on record.
            return facts.post.form is not Form.CARD or await _ask(world, work, facts)
        found = await platform.find(facts.post.room, facts.post.draft)
        if found is not None:
            await _record(world, work, facts, facts.post, Sent(found), frozenset(), "found again")
            return False
        return True
    return await _ask(world, work, facts)


async def _ask(world: World, work: Work, facts: Facts) -> bool:
    """Somebody looks whether it is there; always False, so that nothing is sent now."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, f"{work.key}:{work.attempts}", "service")
        await uow.posts.save(replace(facts.post, state=PostState.UNKNOWN))
        arguments = {"post": facts.post.id}
        there = await desk.choice("button-it-is-there", "post-there", arguments, pod=facts.pod.id)
        again = await desk.choice("button-send-again", "post-again", arguments, pod=facts.pod.id)
        await desk.tell_person(
            facts.post.planned_by,
            Words(
                "post-unknown",
                {
                    "number": facts.image.number,
                    "room": facts.room.title if facts.room else "",
                },
            ),
            buttons=[[there, again]],
            pod=facts.pod.id,
        )
        await desk.audit(facts.pod.id, "service", "post", facts.image.id, "failed", "unknown")
        await uow.queue.done(work.id)
    return False


# ── decide again ────────────────────────────────────────────────────────────────────────────────


async def _plan(
    world: World, work: Work, platform: Platform, facts: Facts
) -> tuple[Plan, frozenset[UserRef]]:
    if facts.post.person is not None:
        return await _plan_private(world, work, platform, facts), frozenset()
    if facts.room is None:
        return Plan(Form.CARD, None, "", "room-gone"), frozenset()
    found = await rooms.look(world, facts.room, facts.accounts)
    decision = await _ask_the_door(
        world, work, facts, access.Action.POST, facts.sharer, found.cleared
    )
    waits = facts.room.audience is Audience.FAMILY and share.waits_for_eyes(facts.image)
    if waits:
        return Plan(Form.CARD, None, "", "image-held"), frozenset()
    if isinstance(decision, access.Deny) and decision.reason not in (
        access.Reason.ROOM_LOCKED,
        access.Reason.ROOM_NOT_CLEARED,
    ):
        return Plan(Form.CARD, None, "", decision.reason.value), frozenset()
    allowed = isinstance(decision, access.Allow)
    form = delivery.form_for(facts.room, may_post=allowed, capabilities=platform.capabilities)
    if form is not Form.PICTURE:
        return Plan(form, None, "card"), frozenset()
    clean = delivery.wants_deidentified(facts.room.audience)
    rendition = _rendition(facts, platform, identified=not clean)
    if rendition is None:
        return Plan(Form.CARD, None, "no rendition fits"), frozenset()
    return Plan(Form.PICTURE, rendition, "room cleared"), found.inside


async def _plan_private(world: World, work: Work, platform: Platform, facts: Facts) -> Plan:
    waits = facts.image.state is ImageState.HELD or share.waits_for_eyes(facts.image)
    action = access.Action.VIEW
    if waits and facts.viewer is not None and Privilege.RELEASE in facts.viewer.privileges:
        action = access.Action.RELEASE  # whoever may release it has to look first
    decision = await _ask_the_door(world, work, facts, action, facts.viewer, cleared=None)
    if isinstance(decision, access.Deny):
        return Plan(Form.PRIVATE, None, "", decision.reason.value)
    identified = facts.viewer is not None and Privilege.VIEW_IDENTIFIED in facts.viewer.privileges
    identified = identified or action is access.Action.RELEASE
    if waits and not identified:
        return Plan(Form.PRIVATE, None, "", access.Reason.IMAGE_HELD.value)
    rendition = _rendition(facts, platform, identified=identified)
    if rendition is None:
        return Plan(Form.PRIVATE, None, "", "no-rendition")
    return Plan(Form.PRIVATE, rendition, decision.because)


async def _ask_the_door(
    world: World,
    work: Work,
    facts: Facts,
    action: access.Action,
    member: Member | None,
    cleared: bool | None,
) -> access.Decision:
    """Membership, privilege, room and image are read once more for it."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, work.key, "service")
        image = await uow.images.get(facts.pod.id, facts.image.id)
        room = await uow.rooms.by_ref(facts.room.ref) if facts.room else None
        current = await uow.members.get(facts.pod.id, member.person) if member else None
        pod = await uow.pods.get(facts.pod.id)
        return await desk.decide(
            action, pod or facts.pod, current, image=image, room=room, cleared=cleared
        )


def _rendition(facts: Facts, platform: Platform, *, identified: bool) -> StoredRendition | None:
    """The family gets what is fit for it only; the care team the one that shows all there is."""
    fit = [r for r in facts.renditions if r.deidentified or identified]
    if identified:
        shown = {r.purpose for r in fit if not r.deidentified}
        fit = [r for r in fit if not r.deidentified or r.purpose not in shown]
    full = facts.post.purpose is Purpose.FULL
    return delivery.choose(tuple(fit), platform.capabilities, full=full)


# ── send ────────────────────────────────────────────────────────────────────────────────────────


async def _send(
    world: World,
    work: Work,
    platform: Platform,
    facts: Facts,
    plan: Plan,
    seen_by: frozenset[UserRef],
) -> None:
    message = await _message(world, work, platform, facts, plan)
    post = replace(
        facts.post, form=plan.form, sha256=plan.rendition.sha256 if plan.rendition else ""
    )
    if message.picture is not None:
        draft = post.draft or await platform.draft(post.room, message)
        if draft:
            post = replace(post, draft=draft)
            message = replace(message, draft=draft)
    async with world.store.begin(facts.pod.id) as uow:
        await uow.posts.save(post)
    await world.store.sending(work.id)
    try:
        sent = await platform.send(post.room, message)
    except PlatformError as error:
        await _after(world, work, platform, replace(facts, post=post), error)
        return
    await _record(world, work, facts, post, sent, seen_by, plan.because)


async def _after(
    world: World, work: Work, platform: Platform, facts: Facts, error: PlatformError
) -> None:
    doubles = not (platform.capabilities.finds_posts and facts.post.draft)
    following = delivery.after_failure(error, work.attempts, doubles_matter=doubles)
    if following.what is delivery.Next.AGAIN:
        await world.store.retry(work.id, delay_seconds=following.delay_seconds, note=error.detail)
    elif following.what is delivery.Next.ASK:
        await _ask(world, work, facts)
    else:
        if error.moved_to:
            await _moved(world, work, facts, error.moved_to)
            return
        await _fail(world, work, facts, error.why or "platform")


async def _moved(world: World, work: Work, facts: Facts, key: str) -> None:
    """The chat's key changed under us: everything follows, and the post is tried there."""
    target = RoomRef(facts.post.room.platform, facts.post.room.workspace, key)
    async with world.store.begin(facts.pod.id) as uow:
        await uow.rooms.moved(facts.post.room, target)
        await uow.posts.save(replace(facts.post, room=target))
    await world.store.retry(work.id, delay_seconds=0, note="moved")


async def _message(
    world: World, work: Work, platform: Platform, facts: Facts, plan: Plan
) -> Outgoing:
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, work.key, "service")
        buttons = await _buttons(desk, facts, plan)
        await uow.enter(facts.pod.id)
    shown = tuple(
        Button(world.texts.say(c.label.key, facts.language, c.label.arguments), handle=c.handle)
        for c in buttons
    )
    rows = (shown,) if shown else ()
    if plan.rendition is None:
        return Outgoing(text=world.texts.say("card", facts.language), buttons=rows)
    family = facts.room is not None and facts.room.audience is Audience.FAMILY
    caption = captions.caption(world.texts, facts.language, facts.image, facts.by)
    picture = PictureFile(
        data=await _bytes(world, facts, plan.rendition),
        name=f"carepods-{facts.image.number}.{plan.rendition.format}",
        media_type=plan.rendition.media_type,
        width=plan.rendition.width,
        height=plan.rendition.height,
        # Where pictures carry no text of their own, the caption says the same already.
        alt=caption.alt if platform.capabilities.alt_text else "",
        animated=plan.rendition.purpose is Purpose.CINE,
        as_file=delivery.shown_as_file(plan.rendition, platform.capabilities)
        or facts.post.purpose is Purpose.FULL,
    )
    return Outgoing(
        title=caption.title,
        text=caption.text,
        buttons=rows,
        picture=picture,
        spoiler=family,
        protect=True,
    )


async def _bytes(world: World, facts: Facts, rendition: StoredRendition) -> bytes:
    parts = [part async for part in _stream(world, facts, rendition)]
    return b"".join(parts)


def _stream(world: World, facts: Facts, rendition: StoredRendition) -> AsyncIterator[bytes]:
    return world.blobs.get(facts.pod.id, rendition.blob)


async def _buttons(desk: Desk, facts: Facts, plan: Plan) -> list[Choice]:
    """One press from a card to the picture, and from a preview to full quality."""
    arguments = {"image": str(facts.image.id)}
    room = facts.post.room
    if plan.rendition is None:
        return [
            await desk.choice(
                "button-show-me", "view", arguments, pod=facts.pod.id, room=room, once=False
            )
        ]
    if plan.rendition.purpose is Purpose.FULL:
        return []
    return [
        await desk.choice(
            "button-full-quality", "full", arguments, pod=facts.pod.id, room=room, once=False
        )
    ]


# ── remember ────────────────────────────────────────────────────────────────────────────────────


async def _record(
    world: World,
    work: Work,
    facts: Facts,
    post: Post,
    sent: Sent,
    seen_by: frozenset[UserRef],
    because: str,
) -> None:
    """Where it is, who could see it; and a last look whether it should still be there."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, work.key, "service")
        done = replace(
            post,
            state=PostState.SENT,
            message=sent.message,
            extra=sent.extra,
            sent_at=world.clock.now(),
        )
        await uow.posts.save(done)
        people = set()
        for account in seen_by:
            identity = await uow.people.by_identity(account)
            if identity is not None:
                people.add(str(identity.person))
        if post.person is not None:
            people.add(str(post.person))
        action = "view" if post.form is Form.PRIVATE else "post"
        await desk.audit(
            facts.pod.id,
            post.person or post.planned_by,
            action,
            facts.image.id,
            "done",
            because,
            form=post.form.value,
            people=" ".join(sorted(people)),
            room="/".join(ref_json(post.room)),
        )
        if post.form is not Form.CARD and await _regrets(desk, facts, done):
            await uow.posts.save(replace(done, state=PostState.RETRACTED))
            await retract.plan_message(desk, facts.pod.id, done)
        await uow.queue.done(work.id)


async def _regrets(desk: Desk, facts: Facts, post: Post) -> bool:
    """Whether a revocation overtook the send."""
    image = await desk.uow.images.get(facts.pod.id, facts.image.id)
    person = post.person or post.planned_by
    member = await desk.uow.members.get(facts.pod.id, person)
    pod = await desk.uow.pods.get(facts.pod.id)
    if pod is None:
        return True
    if post.person is not None:
        held = image is not None and image.state is ImageState.HELD
        action = access.Action.RELEASE if held else access.Action.VIEW
        decision = await desk.decide(action, pod, member, image=image)
        return isinstance(decision, access.Deny)
    room = await desk.uow.rooms.by_ref(post.room)
    if room is None or room.mode is not Mode.PICTURE:
        return room is None
    accounts = await rooms.cleared_accounts(desk, room)
    decision = await desk.decide(
        access.Action.POST, pod, member, image=image, room=room, cleared=facts.accounts <= accounts
    )
    return isinstance(decision, access.Deny)


async def _fail(world: World, work: Work, facts: Facts, why: str) -> None:
    """It will not be sent; whoever asked for it is told what to do."""
    async with world.store.begin(facts.pod.id) as uow:
        desk = Desk(world, uow, f"{work.key}:failed", "service")
        await uow.posts.save(replace(facts.post, state=PostState.FAILED))
        await desk.audit(facts.pod.id, "service", "post", facts.image.id, "failed", why)
        words = Words(
            _sentence(why),
            {"number": facts.image.number, "room": facts.room.title if facts.room else ""},
        )
        told = facts.post.person or facts.post.planned_by
        await desk.tell_person(told, words, pod=facts.pod.id)
        await uow.queue.done(work.id)


def _sentence(why: str) -> str:
    reasons = {r.value for r in access.Reason}
    if why in reasons:
        return f"denied-{why.replace('_', '-')}"
    return "post-kicked" if why in ("kicked", "gone", "room-gone") else "post-failed"
