"""One interleaving: things happen at random moments, work goes on at random, then all rests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from core.errors import CarepodsError, PlatformError
from core.ids import PostId, UserRef
from core.imaging import Purpose
from core.messages import (
    ButtonPress,
    Command,
    IncomingFile,
    Joined,
    Left,
    RoomChange,
    RoomChanged,
    Text,
    Upload,
)
from core.model import ImageState, Privilege, Role
from core.ports import WorkState
from core.usecases import looking, sessions, verify
from core.usecases.desk import Desk
from core.verification import digest
from core.words import PHRASE_WORDS
from tests.properties import gate, oracle
from tests.properties.chats import Chat, Message
from tests.properties.oracle import Leak
from tests.properties.stage import Stage

MOST_STEPS = 3_000
SOON = timedelta(minutes=50)
"""Longer than a work that failed waits for its next try; shorter than what ends by itself."""
DEAD = WorkState.DEAD
Act = Callable[[Stage], Awaitable[str]]


async def interleaving(stage: Stage) -> None:
    """Raises Leak."""
    for chats in stage.chats.values():
        chats.watch = lambda chat, message: _watch(stage, chat, message)
    stage.seen.clear()
    stage.told.clear()
    stage.refused.clear()
    wanted = stage.random.randint(2, 5)
    while wanted or stage.actors:
        roll = stage.random.random()
        if wanted and (roll < 0.15 or not stage.actors):
            wanted -= 1
            await _something(stage)
        if roll < 0.35 or not stage.actors:
            await stage.claim()
        await _one_step(stage, killing=True)
    await rest(stage)
    await oracle.settled(stage)


async def _one_step(stage: Stage, *, killing: bool = False) -> None:
    if not stage.actors:
        return
    actor = stage.random.choice(stage.actors)
    if killing and stage.random.random() < 0.02 and not actor.name.startswith("by "):
        stage.log.append(f"    killed: {actor.name}")
        await actor.kill()
        stage.actors.remove(actor)
        return
    if not await actor.step():
        stage.actors.remove(actor)
    if stage.seen:
        raise Leak(stage.seen[0])


async def rest(stage: Stage) -> None:
    """Everything that is due soon is done, in a random order.

    What waits for its day (a stay that ends, a reminder) is left alone: to jump there would end
    what a test has just begun.
    """
    for chats in stage.chats.values():
        chats.trouble.clear()
    for _ in range(MOST_STEPS):
        if await stage.claim() or stage.actors:
            await _one_step(stage)
            continue
        due = await stage.store.next_due()
        if due is None or due > stage.clock.moment + SOON:
            return  # nothing is left but what waits for its day
        stage.clock.moment = max(stage.clock.moment, due) + timedelta(milliseconds=1)
    going_on = ", ".join(sorted({a.name.partition(" ")[0] for a in stage.actors}))
    raise Leak(f"the work does not come to rest: {going_on}")


async def _watch(stage: Stage, chat: Chat, message: Message) -> None:
    """A picture appears now: whoever may not see it must have come after this work began.

    Kept for later: what is raised here, the product would take for a platform's fault.
    """
    actor = gate.ACTOR.get()
    why = oracle.objection(await oracle.read(stage), stage, chat, message)
    if why and (actor is None or actor.began == stage.worse):
        stage.seen.append(f"on its way into {chat.ref.key}: {why}")
    try:
        oracle.once(chat)
    except Leak as leak:
        stage.seen.append(str(leak))


# ── what may happen ─────────────────────────────────────────────────────────────────────────────


async def _something(stage: Stage) -> None:
    act = stage.random.choices(ACTS, WEIGHTS)[0]
    said = await act(stage)
    if said:
        stage.log.append(f"{act.__name__.lstrip('_')}: {said}")


def _worse(stage: Stage) -> None:
    stage.worse += 1


def _anybody(stage: Stage) -> UserRef:
    return stage.random.choice([*stage.accounts, *stage.strangers])


def _home(stage: Stage, user: UserRef) -> Chat:
    found: Chat = stage.chats[user.platform].private(user)
    return found


def _place(stage: Stage, user: UserRef) -> Chat:
    """A room that they are in, or their private chat."""
    here = [c for c in stage.rooms if user in c.users and c.bot_in]
    found: Chat = stage.random.choice([*here, _home(stage, user)])
    return found


async def _upload(stage: Stage) -> str:
    user = _anybody(stage)
    chat = _place(stage, user)
    platform = stage.chats[user.platform]
    tag = platform.next(f"{user.platform}-pic")
    trait = stage.random.choice(["of-A", "of-A", "of-A", "of-B", "painted", ""])
    platform.files[tag] = f"{tag} {trait}".encode()
    file = IncomingFile(handle=tag, name="a.dcm", size=10)
    await stage.happened(chat, Upload(**stage.about(user, chat), files=(file,)))
    return f"{user.user} sends {tag} {trait} in {chat.ref.key}"


async def _number(stage: Stage) -> int:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        images = await uow.images.of_pod(stage.pod, limit=1000)
    return stage.random.choice([i.number for i in images]) if images else 1


async def _command(stage: Stage, user: UserRef, word: str, rest: str = "") -> str:
    chat = _place(stage, user)
    await stage.happened(chat, Command(**stage.about(user, chat), word=word, rest=rest))
    return f"{user.user} writes /{word} {rest} in {chat.ref.key}"


async def _rights(stage: Stage) -> str:
    """Somebody, mostly one who may, gives or takes."""
    _worse(stage)
    by = stage.random.choice([*stage.accounts[:1] * 2, *stage.accounts, *stage.strangers])
    whom = stage.random.choice(stage.accounts)
    name = f"{whom.user}@example.org"
    privileges = [Privilege.VIEW] * 6 + list(Privilege)
    match stage.random.randrange(6):
        case 0 | 1:
            return await _command(stage, by, "revoke", f"{name} {stage.random.choice(privileges)}")
        case 2 | 3:
            return await _command(stage, by, "grant", f"{name} {stage.random.choice(privileges)}")
        case 4:
            return await _command(stage, by, "role", f"{name} {stage.random.choice(list(Role))}")
        case _:
            return await _command(stage, by, "remove", name)


async def _leave_the_pod(stage: Stage) -> str:
    _worse(stage)
    return await _command(stage, stage.random.choice(stage.accounts), "leave")


async def _share(stage: Stage) -> str:
    return await _command(stage, _anybody(stage), "share", f"#{await _number(stage)}")


async def _withdraw(stage: Stage) -> str:
    _worse(stage)
    return await _command(stage, _anybody(stage), "withdraw", f"#{await _number(stage)}")


async def _show(stage: Stage) -> str:
    full = stage.random.choice(["", " full"])
    return await _command(stage, _anybody(stage), "show", f"#{await _number(stage)}{full}")


async def _press(stage: Stage) -> str:
    """A button, by somebody who sees it or by somebody else."""
    seen = [
        (chat, message)
        for platform in stage.chats.values()
        for chat in platform.chats.values()
        for message in chat.messages.values()
        if message.buttons and chat.bot_in
    ]
    if not seen:
        return ""
    chat, message = stage.random.choice(seen[-12:])
    user = stage.random.choice(sorted(chat.users) or [_anybody(stage)])
    if stage.random.random() < 0.1:
        user = _anybody(stage)
    if user.platform != chat.ref.platform:
        return ""
    handle = stage.random.choice(message.buttons)
    if not await _is_true(stage, handle):
        return ""  # people who are asked look, and do not lie
    _worse(stage)  # some take something away
    await stage.happened(chat, ButtonPress(**stage.about(user, chat), handle=handle))
    return f"{user.user} presses in {chat.ref.key}"


async def _is_true(stage: Stage, handle: str) -> bool:
    """Whether "it is there" or "it is not" is what somebody who looks would say."""
    async with stage.store.begin(stage.pod, reading=True) as uow:
        found = await uow.handles.get(digest(handle))
        if found is None or found.action not in ("post-there", "post-again"):
            return True
        post = await uow.posts.get(stage.pod, PostId(found.arguments["post"]))
        image = await uow.images.get(stage.pod, post.image) if post else None
    if post is None or image is None:
        return True
    tag = str(image.metadata["tag"]).encode()
    chat = stage.chats[post.room.platform].chats[post.room]
    there = any(m.picture and m.picture.split()[0] == tag for m in chat.messages.values())
    return there is (found.action == "post-there")


async def _comes(stage: Stage) -> str:
    chat = stage.random.choice(stage.rooms)
    user = stage.random.choice([*stage.accounts, *stage.strangers])
    if user.platform != chat.ref.platform or user in chat.users or not chat.bot_in:
        return ""
    _worse(stage)
    chat.users.add(user)
    await stage.happened(chat, Joined(**stage.about(user, chat)))
    return f"{user.user} comes into {chat.ref.key}"


async def _goes(stage: Stage) -> str:
    chat = stage.random.choice(stage.rooms)
    if not chat.users or not chat.bot_in:
        return ""
    user = stage.random.choice(sorted(chat.users))
    chat.users.discard(user)
    await stage.happened(chat, Left(**stage.about(user, chat)))
    return f"{user.user} goes out of {chat.ref.key}"


async def _strangers_go(stage: Stage) -> str:
    for chat in stage.rooms:
        for user in sorted(chat.users & set(stage.strangers)):
            if chat.bot_in:
                chat.users.discard(user)
                await stage.happened(chat, Left(**stage.about(user, chat)))
                return f"{user.user} is put out of {chat.ref.key}"
    return ""


async def _outside(stage: Stage) -> str:
    """Another organisation is let into the room, or is out again."""
    chat = stage.rooms[1]
    if not chat.bot_in:
        return ""
    _worse(stage)
    chat.external = not chat.external
    change = RoomChange.EXTERNAL if chat.external else RoomChange.INTERNAL
    by = stage.accounts[-1]
    await stage.happened(chat, RoomChanged(**stage.about(by, chat), change=change))
    return f"{chat.ref.key} is {change}"


async def _bot(stage: Stage) -> str:
    """The bot is put out of a room, or comes back into it."""
    chat = stage.random.choice(stage.rooms)
    _worse(stage)
    chat.bot_in = not chat.bot_in
    me = stage.chats[chat.ref.platform].user("the-bot")
    kind: Any = Joined if chat.bot_in else Left
    await stage.happened(chat, kind(**stage.about(me, chat), me=True))
    return f"the bot is {'in' if chat.bot_in else 'out of'} {chat.ref.key}"


async def _link(stage: Stage) -> str:
    """A manager names the room's audience anew."""
    chat = stage.random.choice(stage.rooms)
    by = stage.random.choice(stage.accounts)
    if by not in chat.users or not chat.bot_in:
        return ""
    _worse(stage)
    rest = stage.random.choice(["family", "team"])
    await stage.happened(chat, Command(**stage.about(by, chat), word="link", rest=rest))
    return f"{by.user} links {chat.ref.key} for {rest}"


async def _trouble(stage: Stage) -> str:
    """The next call of a kind fails: for now, for good, or nobody knows."""
    chats = stage.random.choice(list(stage.chats.values()))
    method = stage.random.choice(["send", "send", "retract", "edit", "draft", "presence", "find"])
    error = stage.random.choice(
        [
            PlatformError("again", retry_after=1.0),
            PlatformError("broken"),
            PlatformError("refused", permanent=True, why="refused"),
            PlatformError("unknown", certain=False),
        ]
    )
    if method != "send" and error.permanent:
        return ""  # what is for ever and for one call only would be a lie of the platform
    chats.trouble.append((method, error))
    return f"{chats.name}.{method} will fail: {error.detail}"


async def _newcomer(stage: Stage) -> str:
    """A member invites; the newcomer goes all the way, step by step."""
    by = stage.random.choice(stage.accounts)
    name = f"new{len(stage.accounts)}-{stage.pod[-6:]}"
    role = stage.random.choice(["family", "guest", "clinician"])
    said = await _command(stage, by, "invite", f"{name}@example.org {role} {name}")
    platform = stage.chats[stage.random.choice(list(stage.chats))]
    user = platform.user(name)
    platform.private(user)
    stage.accounts.append(user)
    stage.begin(f"by {name}", _joining(stage, user, f"{name}@example.org"))
    return said


async def _joining(stage: Stage, user: UserRef, email: str) -> None:
    phone = f"+4917140{stage.random.randrange(10**6):06d}"
    try:
        for _ in range(60):
            if email in stage.post.links:
                break
            await gate.pause()
        else:
            return
        shown = await verify.name_phone(stage.world, stage.post.links[email], phone)
        for _ in range(60):
            if phone in stage.post.codes:
                break
            await gate.pause()
        else:
            return
        shown = await verify.enter_code(stage.world, shown.page, stage.post.codes[phone])
    except CarepodsError:
        return
    chat = _home(stage, user)
    if shown.phrase and shown.phrase.split("-")[0] in PHRASE_WORDS:
        await stage.happened(chat, Text(**stage.about(user, chat), text=shown.phrase))


async def _viewer(stage: Stage) -> str:
    """Somebody opens the page of a picture."""
    user = stage.random.choice(stage.accounts)
    number = await _number(stage)
    stage.begin(f"by {user.user}", _look(stage, user, number))
    return f"{user.user} opens #{number} in the viewer"


async def _look(stage: Stage, user: UserRef, number: int) -> None:
    world = stage.world
    async with stage.store.begin(None) as uow:
        identity = await uow.people.by_identity(user)
        if identity is None:
            return
        desk = Desk(world, uow, f"link:{world.entropy.bytes(6).hex()}", "test")
        link = await sessions.link(desk, identity.person, user)
    before, worse = await _may_look(stage, user, number), stage.worse
    try:
        signed = await sessions.sign_in(world, link.rpartition("/")[2])
        got = await looking.fetch(world, signed.secret, stage.pod, number, Purpose.PREVIEW)
    except CarepodsError:
        return
    after = await _may_look(stage, user, number)
    if not before and not after and worse == stage.worse and got.data:
        raise Leak(f"{user.user} was given #{number} in the viewer")


async def _may_look(stage: Stage, user: UserRef, number: int) -> bool:
    truth = await oracle.read(stage)
    for tag, image in truth.images.items():
        if image.number == number and image.state in (ImageState.READY, ImageState.HELD):
            shown = Message("", f"{tag} clean".encode(), "", ())
            return not oracle.objection(truth, stage, _home(stage, user), shown)
    return False


WEIGHTED: dict[Act, int] = {
    _upload: 12, _rights: 10, _share: 5, _withdraw: 4, _show: 5, _press: 12, _comes: 8, _goes: 5,
    _strangers_go: 6, _outside: 5, _bot: 2, _link: 2, _trouble: 6, _newcomer: 3, _viewer: 4,
    _leave_the_pod: 1,
}  # fmt: skip
ACTS, WEIGHTS = list(WEIGHTED), list(WEIGHTED.values())
