"""From an event to what is done about it: one transaction each."""

from __future__ import annotations

import base64
from dataclasses import replace

from bot.chat import buttons, commands, forms, home, pictures
from bot.chat.context import Answer, Context, WhichPod
from bot.texts import FluentTexts
from core import messages, verification
from core.errors import Refused
from core.ids import RoomRef, UserRef
from core.model import Room
from core.ports import NewWork, Platform, RawEvent, Work
from core.usecases import account as accounts
from core.usecases import doors, knock, rooms, upload, verify, view
from core.usecases.desk import Choice, Desk, Who, Words, World, message_json
from core.usecases.tell import answer_payload

TEXTS = FluentTexts()


def as_work(event: RawEvent, *, part: int | None = None) -> NewWork:
    """How an event is kept: as work that waits to be done. Its key is unique for ever."""
    suffix = "" if part is None else f"#{part}"
    return NewWork(
        kind="receive",
        key=f"receive:{event.platform}:{event.key}{suffix}",
        payload={
            "platform": event.platform,
            "key": event.key,
            "lane": event.lane,
            "body": base64.b64encode(event.payload).decode(),
            "part": part,
        },
        lane=f"receive:{event.platform}:{event.lane}",
    )


def _raw(work: Work) -> RawEvent:
    return RawEvent(
        platform=str(work.payload["platform"]),
        key=str(work.payload["key"]),
        lane=str(work.payload["lane"]),
        payload=base64.b64decode(str(work.payload["body"])),
    )


async def receive(world: World, work: Work) -> None:
    """The `receive` work. What was several things at once becomes one work each."""
    raw = _raw(work)
    platform = world.platforms.get(raw.platform)
    events = list(platform.parse(raw)) if platform is not None else []
    part = work.payload.get("part")
    if isinstance(part, int):
        events = events[part : part + 1]
    if len(events) == 1 and platform is not None:
        await _receive_one(world, work, platform, await _introduced(platform, events[0]))
        return
    async with world.store.begin(None) as uow:
        for index in range(len(events)):
            await uow.queue.add(as_work(raw, part=index))
        await uow.queue.done(work.id)


async def _introduced(platform: Platform, event: messages.Incoming) -> messages.Incoming:
    """With the sender's name and language, where the event itself leaves them out."""
    sender = event.sender
    if (sender.name and sender.language) or sender.bot or not sender.user.user:
        return event
    profile = await platform.profile(sender.user)
    if profile is None:
        return event
    language = sender.language or profile.language
    known = replace(sender, name=profile.name or sender.name, language=language)
    return replace(event, sender=known)


async def _receive_one(
    world: World, work: Work, platform: Platform, event: messages.Incoming
) -> None:
    """What it takes to ask of the platform is asked between two tries, outside the transaction."""
    # An upload is taken in by work of its own, which lasts before anything of it is shown.
    lasting = not isinstance(event, messages.Upload)
    opened: dict[UserRef, RoomRef | None] = {}
    while True:
        try:
            async with world.store.begin(None, lasting=lasting) as uow:
                desk = Desk(world, uow, work.key, platform.name, opened=opened)
                await handle(desk, platform, event)
                await uow.queue.done(work.id)
        except view.Unopened as needed:
            opened[needed.account] = await platform.private_room(needed.account)
        else:
            return


async def handle(desk: Desk, platform: Platform, event: messages.Incoming) -> None:
    """Everything that follows from one event, planned in one transaction."""
    who = await _remember_language(desk, event, await desk.who(event.sender.user))
    await _remember_private(desk, event, who)
    room = None if event.place.private else await desk.uow.rooms.by_ref(event.place.room)
    context = Context(desk, event, who, room)
    if room is not None:
        await desk.uow.enter(room.pod)
        await _strangers_lock(desk, event, who, room)
    try:
        _has_a_face(event)
        answer = await _route(context)
    except WhichPod:
        await _ask_which_pod(context)
        return
    except Refused as refusal:
        await _on_record(context, refusal)
        answer = Answer(Words(refusal.words, refusal.arguments))
    await _reply(context, platform, answer)


def _has_a_face(event: messages.Incoming) -> None:
    """Raises Refused for what is sent by an account that many share."""
    if event.sender.bot and isinstance(event, messages.Upload | messages.Command):
        raise Refused("sender-hidden", "nobody can be told from it")


async def _on_record(context: Context, refusal: Refused) -> None:
    """No refusal without its entry; most have made theirs where they were decided."""
    desk = context.desk
    if desk.refusals:
        return
    pod = context.room.pod if context.room else context.pod_named
    act = type(context.event).__name__.lower()
    await desk.audit(pod, context.person or "stranger", act, "", "refused", refusal.words)


async def _route(context: Context) -> Answer | None:
    event, desk = context.event, context.desk
    match event:
        case messages.Upload():
            await upload.received(desk, event, context.who, context.room)
        case messages.Command():
            return await _command(context, event.word, event.rest)
        case messages.Text():
            return await _text(context, event)
        case messages.Started():
            return await _started(context, event)
        case messages.ButtonPress():
            return await _press(context, event)
        case messages.Shortcut():
            return await _shortcut(context, event)
        case messages.FormSent():
            return await forms.sent(context, event)
        case messages.HomeOpened():
            await home.plan(context)
        case messages.AskedToJoin():
            if context.room is not None:
                await doors.asked(desk, event, context.who, context.room)
        case messages.Joined() | messages.Left() | messages.RoomChanged():
            await _room_event(context, event)
        case _:
            return None
    return None


async def _remember_private(desk: Desk, event: messages.Event, who: Who) -> None:
    """Where a person can be written to, as soon as they have written.

    A command without a message may come from a chat of two people that the bot is not in.
    """
    identity = who.identity
    if event.message is None:
        return
    if event.place.private and identity is not None and identity.private != event.place.room:
        await desk.uow.people.bind(replace(identity, private=event.place.room))


async def _remember_language(desk: Desk, event: messages.Event, who: Who) -> Who:
    """Their client's, where they have chosen none: for what is written without their asking."""
    if who.person is None or who.person.language:
        return who
    clients = TEXTS.known(event.sender.language)
    if not clients:
        return who
    person = replace(who.person, language=clients)
    await desk.uow.people.save(person)
    return replace(who, person=person)


async def _strangers_lock(desk: Desk, event: messages.Event, who: Who, room: Room) -> None:
    """Whoever acts in a room is in it: a stranger locks it, however they came in.

    Who hides behind the group or a channel may be a member: then everybody is looked at.
    """
    elsewhere = messages.Joined | messages.Left | messages.AskedToJoin | messages.RoomChanged
    if isinstance(event, elsewhere):
        return
    if event.sender.bot:
        await rooms.plan_review(desk, room)
        return
    member = next((m for m in who.memberships if m.pod == room.pod), None)
    if member is None or not rooms.may_look(member, desk):
        await rooms.lock(desk, room, "stranger")


async def _command(context: Context, word: str, rest: str) -> Answer | None:
    command = commands.BY_WORD.get(word.lower())
    if command is None:
        return Answer(Words("command-unknown"))
    context.rest = rest.strip()
    return await command.run(context)


async def _ask_which_pod(context: Context) -> None:
    """The command waits in a button per pod."""
    event = context.event
    if not isinstance(event, messages.Command):
        await context.desk.reply(event, Words("which-pod-first"))
        return
    rows = []
    for member in context.who.memberships:
        pod = await context.desk.uow.pods.get(member.pod)
        if pod is not None:
            choice = await context.desk.choice(
                Words("literal", {"text": pod.name}),
                "command",
                {"word": event.word.lower(), "rest": event.rest.strip(), "pod": pod.id},
                user=context.who.user,
            )
            rows.append([choice])
    await context.desk.reply(event, Words("which-pod"), buttons=rows)


async def _text(context: Context, event: messages.Text) -> Answer | None:
    """In private anything may be written; in a room only commands are for the bot."""
    if not event.place.private:
        return None
    word, _, rest = event.text.strip().partition(" ")
    if word.lower().lstrip("/") in commands.BY_WORD:
        return await _command(context, word.lstrip("/"), rest)
    changed = await accounts.written(context.desk, context.who, event.text)
    if changed is not None:
        return Answer(changed.words, changed.buttons)
    arrival = await _proof(context, event.text)
    if arrival is not None:
        return arrival
    words = await knock.answered(context.desk, event)
    if words is not None:
        return Answer(words)
    if await verify.awaits_code(context.desk, event.sender.user):
        return Answer(Words("code-not-six"))
    known = bool(context.who.memberships)
    return Answer(Words("not-understood") if known else context.hello)


async def _proof(context: Context, text: str) -> Answer | None:
    """A code or a phrase, if it is one."""
    desk, account = context.desk, context.event.sender.user
    arrival = None
    if verification.clean_code(text) is not None:
        arrival = await verify.code_given(desk, account, text)
    elif (phrase := verification.clean_phrase(text)) is not None:
        arrival = await verify.phrase_given(desk, account, phrase)
        if arrival is None and (words := await accounts.phrase_given(desk, account, phrase)):
            arrival = verify.Arrival(words, joined=True)
    if arrival is None:
        return None
    if not arrival.joined:
        return Answer(arrival.words)
    context.who = await desk.who(account)
    await _remember_private(desk, context.event, context.who)
    if arrival.pod is None:
        return Answer(arrival.words)
    context.pod_named = arrival.pod
    pod, member = await context.pod()
    rows = await pictures.newest_button(context, pod, member)
    if arrival.app_link:
        rows.append([Choice(Words("button-authenticator"), url=arrival.app_link)])
    return Answer(arrival.words, rows)


async def _started(context: Context, event: messages.Started) -> Answer | None:
    if event.payload and (answer := await _proof(context, event.payload)) is not None:
        return answer
    waiting = await knock.expected(context.desk, event.sender.user)
    if waiting:
        asked = "knock-own-email" if waiting["step"] == "own_email" else "knock-for-whom"
        return Answer(Words(asked))
    return await commands.start(context)


async def _press(context: Context, event: messages.ButtonPress) -> Answer | None:
    """The symbol stands for an action; it is tied to chat and person, and mostly works once."""
    desk = context.desk
    handle = await desk.uow.handles.get(verification.digest(event.handle))
    if handle is None or handle.expires_at <= desk.now or handle.action not in buttons.ACTIONS:
        await desk.audit(None, "unknown", "press", "", "refused", "unknown or stale")
        return Answer(Words("button-over"))
    strange_place = handle.room is not None and handle.room != event.place.room
    strange_hand = handle.user is not None and handle.user != event.sender.user
    meant_for = handle.arguments.get("for")
    strange_hand = strange_hand or (meant_for is not None and meant_for != context.person)
    if strange_place or strange_hand:
        actor = context.person or "stranger"
        await desk.audit(handle.pod, actor, "press", handle.action, "refused", "not theirs")
        return Answer(Words("button-not-yours"))
    elsewhere = context.room is not None and handle.pod not in (None, context.room.pod)
    if elsewhere or (handle.once and not await desk.uow.handles.use(handle.hash)):
        why = "another pod's" if elsewhere else "used before"
        actor = context.person or "stranger"
        await desk.audit(handle.pod, actor, "press", handle.action, "refused", why)
        return Answer(Words("button-over"))
    context.pod_named = handle.pod
    answer = await buttons.ACTIONS[handle.action](context, handle.arguments)
    if handle.once and event.message is not None and answer is not None:
        await _replace(context, event, answer)
        return None
    return answer


async def _replace(context: Context, event: messages.ButtonPress, answer: Answer) -> None:
    """A used button goes: the message that carried it says what came of it."""
    await context.desk.plan(
        "replace",
        {
            "message": message_json(event.message) if event.message else None,
            "words": answer.words.to_json(),
            "buttons": [[c.to_json() for c in row] for row in answer.buttons],
            "ticket": event.ticket,
            "user": [
                event.sender.user.platform,
                event.sender.user.workspace,
                event.sender.user.user,
            ],
            "language": event.sender.language,
        },
    )


async def _shortcut(context: Context, event: messages.Shortcut) -> Answer | None:
    """ "Share with the pod" on somebody's message: its files are taken in as if just sent."""
    if not event.files:
        return Answer(Words("shortcut-no-file"))
    as_upload = messages.Upload(
        key=event.key,
        sender=event.sender,
        place=event.place,
        message=event.message,
        ticket=event.ticket,
        files=event.files,
    )
    await upload.received(context.desk, as_upload, context.who, context.room)
    return Answer(Words("upload-received"))


async def _room_event(
    context: Context, event: messages.Joined | messages.Left | messages.RoomChanged
) -> None:
    desk, room = context.desk, context.room
    if room is None:
        if isinstance(event, messages.Joined) and event.me and not event.place.private:
            await desk.tell_room(event.place.room, Words("hello-room"))
        return
    if isinstance(event, messages.Joined):
        if event.me:
            await rooms.returned(desk, room)
        else:
            await rooms.joined(desk, event, context.who, room)
    elif isinstance(event, messages.Left):
        await rooms.left(desk, event, room)
    else:
        await rooms.changed(desk, event, room)


async def _reply(context: Context, platform: Platform, answer: Answer | None) -> None:
    """Buttons are answered at once; everything else gets a message for its sender alone."""
    event = context.event
    if isinstance(event, messages.ButtonPress):
        words = answer.words if answer and not answer.buttons else None
        await context.desk.plan(
            "answer",
            answer_payload(
                event.ticket,
                event.sender.user,
                words.to_json() if words else None,
                alert=bool(answer and answer.words.key.startswith(("denied", "button", "open"))),
            ),
        )
        if answer is None or not answer.buttons:
            return
    if answer is not None:
        pod = context.room.pod if context.room else context.pod_named
        await context.desk.reply(event, answer.words, buttons=answer.buttons, pod=pod)
