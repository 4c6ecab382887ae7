"""Send a notice: the words in the reader's language, in the place where only they read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from core.errors import PlatformError
from core.ids import MessageRef, PersonId, RoomRef, UserRef
from core.messages import Button, Outgoing, Style
from core.ports import Mail, NewWork, Platform, Work, WorkState
from core.usecases.desk import (
    World,
    message_from,
    message_json,
    ref_json,
    room_from,
    user_from,
    user_json,
)


def worded(world: World, value: object, language: str, prefix: str = "/") -> object:
    """An argument as the reader sees it: words said, lines joined, the rest untouched.

    `prefix` is how commands are written where the reader is.
    """
    if isinstance(value, Mapping) and "say" in value:
        arguments = value.get("with", {})
        spoken: dict[str, object] = {"prefix": prefix}
        spoken |= {
            str(k): worded(world, v, language, prefix)
            for k, v in (arguments.items() if isinstance(arguments, Mapping) else ())
        }
        return world.texts.say(str(value["say"]), language, spoken)
    if isinstance(value, list):
        return "\n".join(str(worded(world, v, language, prefix)) for v in value)
    return value


def rows(world: World, value: object, language: str) -> tuple[tuple[Button, ...], ...]:
    """Planned buttons as messages carry them."""
    if not isinstance(value, list):
        return ()
    return tuple(
        tuple(
            Button(
                label=str(worded(world, b["label"], language)),
                handle=str(b["handle"]),
                url=str(b["url"]),
                style=Style(b["style"]),
            )
            for b in row
        )
        for row in value
    )


async def tell(world: World, work: Work) -> None:
    """The `tell` work: a notice may come twice rather than never."""
    payload = work.payload
    if "person" in payload:
        await _tell_person(world, work)
        return
    try:
        await _tell_room(world, work, room_from(payload["room"]))
    except PlatformError as error:
        if not error.moved_to:
            raise
        await _follow(world, work, room_from(payload["room"]), error.moved_to)


async def _follow(world: World, work: Work, room: RoomRef, key: str) -> None:
    """The chat has another key now: the room goes with it, and the notice is sent there."""
    target = replace(room, key=key)
    async with world.store.begin(None) as uow:
        await uow.rooms.moved(room, target)
        await uow.queue.add(
            NewWork(
                kind=work.kind,
                key=f"{work.key}:moved",
                payload={**work.payload, "room": ref_json(target)},
                pod=work.pod,
                lane=work.lane,
            )
        )
        await uow.queue.done(work.id)


async def _tell_room(world: World, work: Work, room: RoomRef) -> None:
    payload = work.payload
    only_for = user_from(payload["only_for"]) if payload.get("only_for") else None
    reader = user_from(payload["reader"]) if payload.get("reader") else only_for
    status = f"status:{payload['status']}" if payload.get("status") and not only_for else ""
    language, shown = await _language(world, work, reader, status)
    platform = world.platforms[room.platform]
    message = _message(world, platform, payload, language)
    if status:
        await _send_status(world, work, platform, room, message, status, shown)
        return
    if only_for is not None and not platform.capabilities.ephemeral_text:
        await _send_aside(world, platform, room, message, only_for, language)
    else:
        ticket = str(payload.get("ticket", ""))
        await platform.turn(room)
        await platform.send(room, message, only_for=only_for, ticket=ticket)
    await world.store.finish(work.id, WorkState.DONE)


def _message(
    world: World, platform: Platform, payload: Mapping[str, object], language: str
) -> Outgoing:
    reply = payload.get("reply_to")
    return Outgoing(
        text=str(worded(world, payload["words"], language, platform.capabilities.command_prefix)),
        buttons=rows(world, payload.get("buttons"), language),
        quiet=not payload.get("urgent", False),
        reply_to=message_from(reply) if reply else None,
        thread=str(payload.get("thread", "")),
        protect=False,
    )


async def _language(
    world: World, work: Work, reader: UserRef | None, status: str = ""
) -> tuple[str, MessageRef | None]:
    """The reader's choice, else the client's, else the pod's; and where a status is shown."""
    chosen = pods = ""
    async with world.store.begin(None, reading=True) as uow:
        if reader is not None:
            identity = await uow.people.by_identity(reader)
            person = await uow.people.get(identity.person) if identity else None
            chosen = person.language if person else ""
        known = await uow.notes.get(status) if status else None
        if work.pod is not None:
            pod = await uow.pods.get(work.pod)
            pods = pod.language if pod else ""
    language = world.texts.best(chosen, str(work.payload.get("language", "")), pods)
    return language, message_from(json.loads(known)) if known else None


async def _send_status(
    world: World,
    work: Work,
    platform: Platform,
    room: RoomRef,
    message: Outgoing,
    status: str,
    shown: MessageRef | None,
) -> None:
    """One message that changes, not five."""
    if shown is not None:
        try:
            await platform.edit(shown, message)
        except PlatformError as error:
            if not error.permanent:
                raise
        else:
            await world.store.finish(work.id, WorkState.DONE)
            return
    await platform.turn(room)
    sent = await platform.send(room, message)
    async with world.store.begin(None) as uow:
        await uow.notes.put(status, json.dumps(message_json(sent.message)))
        await uow.queue.done(work.id)


async def _send_aside(
    world: World,
    platform: Platform,
    room: RoomRef,
    message: Outgoing,
    user: UserRef,
    language: str,
) -> None:
    """To the private chat; where that is closed, a pointer to it in the room, without content."""
    private = await platform.private_room(user)
    async with world.store.begin(None, reading=True) as uow:
        identity = await uow.people.by_identity(user)
    if private is None and identity is not None:
        private = identity.private
    if private is not None:
        try:
            await platform.turn(private)
            await platform.send(private, replace(message, reply_to=None, thread=""))
        except PlatformError as error:
            if error.why != "cannot_write_first":
                raise
        else:
            return
    link = platform.bind_link("hello")
    words = world.texts.say("open-private-chat", language)
    button = Button(label=world.texts.say("button-open-private-chat", language), url=link or "")
    await platform.turn(room)
    await platform.send(
        room,
        Outgoing(text=words, buttons=((button,),) if link else (), reply_to=message.reply_to),
    )


async def _tell_person(world: World, work: Work) -> None:
    person_id = PersonId(str(work.payload["person"]))
    async with world.store.begin(None, reading=True) as uow:
        person = await uow.people.get(person_id)
        identities = await uow.people.identities(person_id)
        pod = await uow.pods.get(work.pod) if work.pod is not None else None
    if person is None:
        await world.store.finish(work.id, WorkState.DONE, note="nobody")
        return
    language = world.texts.best(person.language, pod.language if pod else "")
    for identity in sorted(identities, key=lambda i: i.bound_at, reverse=True):
        platform = world.platforms.get(identity.ref.platform)
        if platform is None:
            continue
        private = identity.private or await platform.private_room(identity.ref)
        if private is None:
            continue
        message = _message(world, platform, work.payload, language)
        try:
            await platform.turn(private)
            await platform.send(private, message)
        except PlatformError as error:
            if not error.permanent:
                raise
        else:
            await world.store.finish(work.id, WorkState.DONE)
            return
    await world.mailer.send(
        Mail(
            to=person.email,
            subject=world.texts.say("mail-notice-subject", language),
            text=str(worded(world, work.payload["words"], language)),
            language=language,
        ),
        key=work.key,
    )
    await world.store.finish(work.id, WorkState.DONE, note="by mail")


async def answer(world: World, work: Work) -> None:
    """The `answer` work: a word at once to whoever pressed a button."""
    payload = work.payload
    user = user_from(payload["user"])
    platform = world.platforms[user.platform]
    language, _ = await _language(world, work, user)
    text = str(worded(world, payload["words"], language)) if payload.get("words") else ""
    try:
        await platform.answer(str(payload["ticket"]), text, alert=bool(payload.get("alert")))
    except PlatformError as error:
        # An answer is worth seconds: late, it is worth nothing.
        await world.store.finish(work.id, WorkState.DONE, note=error.detail)
        return
    await world.store.finish(work.id, WorkState.DONE)


def answer_payload(
    ticket: str, user: UserRef, words: Mapping[str, object] | None, *, alert: bool
) -> dict[str, object]:
    return {"ticket": ticket, "user": user_json(user), "words": words, "alert": alert}


async def replace_message(world: World, work: Work) -> None:
    """The `replace` work: a message whose button was used says what came of it."""
    payload = work.payload
    user = user_from(payload["user"])
    platform = world.platforms[user.platform]
    language, _ = await _language(world, work, user)
    try:
        await platform.answer(str(payload["ticket"]), "")
        await platform.edit(
            message_from(payload["message"]), _message(world, platform, payload, language)
        )
    except PlatformError as error:
        if not error.permanent:
            raise
    await world.store.finish(work.id, WorkState.DONE)
