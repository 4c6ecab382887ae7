"""Who asks to be let into a room: members are, others are told how; nobody is sent away."""

from __future__ import annotations

import json

from core import messages
from core.ids import RoomId
from core.model import Room, RoomState
from core.ports import Work, WorkState
from core.usecases import rooms
from core.usecases.desk import Desk, Who, Words, World, ref_json, room_from, user_from, user_json

MOST_WAITING = 200


def _note(room: RoomId) -> str:
    """The note that holds the user ids of those who ask and are not in the pod yet."""
    return f"door:{room}"


async def _waiting(desk: Desk, room: Room) -> list[str]:
    noted = await desk.uow.notes.get(_note(room.id))
    return [str(user) for user in json.loads(noted)] if noted else []


async def _plan(desk: Desk, room: Room, event_user: list[str], ticket: str, let_in: bool) -> None:
    payload = {"room": ref_json(room.ref), "user": event_user, "ticket": ticket, "let_in": let_in}
    await desk.plan("door", payload, pod=room.pod)


async def asked(desk: Desk, event: messages.AskedToJoin, who: Who, room: Room) -> None:
    """A member is let in. Anybody else goes on waiting; they and the coordinators hear of it."""
    await desk.uow.enter(room.pod)
    member = next((m for m in who.memberships if m.pod == room.pod), None)
    may = member is not None and rooms.may_look(member, desk)
    outcome, reason = ("allowed", "a member") if may else ("refused", "not_a_member")
    actor = member.person if member else "stranger"
    await desk.audit(room.pod, actor, "join_request", room.id, outcome, reason)
    if may or event.ticket:
        await _plan(desk, room, user_json(event.sender.user), event.ticket, may)
    if may:
        return
    known = await _waiting(desk, room)
    if event.sender.user.user in known or len(known) >= MOST_WAITING:
        return
    await desk.uow.notes.put(_note(room.id), json.dumps([*known, event.sender.user.user]))
    title = room.title or event.place.title
    if event.private is not None:
        await desk.tell_room(
            event.private,
            Words("join-first", {"room": title}),
            reader=event.sender.user,
            language=event.sender.language,
        )
    asking = Words("join-asked", {"name": event.sender.name, "room": title})
    await rooms.tell_managers(desk, room.pod, asking)


async def review(world: World, work: Work) -> None:
    """The `review` work: whoever waits and is a member by now is let in; then who is in there."""
    if work.pod is None:
        raise TypeError("a room is a pod's")
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        room = await uow.rooms.get(RoomId(str(work.payload["room"])))
        known = await _waiting(desk, room) if room and room.state is not RoomState.GONE else []
        if room is not None and known:
            cleared = await rooms.cleared_accounts(desk, room)
            now_in = {user.user: user for user in cleared if user.user in known}
            for user in sorted(now_in.values()):
                await _plan(desk, room, user_json(user), "", let_in=True)
                why = "a member by now"
                await desk.audit(room.pod, cleared[user], "join_request", room.id, "allowed", why)
            left = [user for user in known if user not in now_in]
            await uow.notes.put(_note(room.id), json.dumps(left) if left else "")
    await rooms.review(world, work)


async def door(world: World, work: Work) -> None:
    """The `door` work. Where the bot may not let people in, a coordinator is asked to."""
    room, user = room_from(work.payload["room"]), user_from(work.payload["user"])
    let_in = bool(work.payload["let_in"])
    platform = world.platforms[room.platform]
    done = await platform.answer_join(room, user, str(work.payload["ticket"]), let_in=let_in)
    if done or not let_in or work.pod is None:
        await world.store.finish(work.id, WorkState.DONE)
        return
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        known, who = await uow.rooms.by_ref(room), await desk.who(user)
        name, title = who.person.name if who.person else "", known.title if known else ""
        by_hand = Words("join-by-hand", {"name": name, "room": title})
        await rooms.tell_managers(desk, work.pod, by_hand)
        await uow.queue.done(work.id)
