"""Who may see what, said once more, apart from the product: rows and chats, no use case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from core.ids import MessageRef, PersonId, RoomRef, UserRef
from core.model import (
    Audience,
    Hold,
    Image,
    ImageState,
    Member,
    MemberState,
    PostState,
    Privilege,
    Room,
)
from tests.properties.chats import Chat, Message
from tests.properties.stage import Stage


class Leak(AssertionError):
    """Somebody sees what is not theirs, a picture stands twice, or a refusal left no trace."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the books say now."""

    members: Mapping[PersonId, Member]
    owners: Mapping[UserRef, PersonId]
    images: Mapping[str, Image]  # by the tag that its bytes carry
    rooms: Mapping[RoomRef, Room]
    unknown: frozenset[tuple[str, RoomRef]]  # (tag, room) of posts that nobody knows the fate of
    known: frozenset[MessageRef]  # what the posts know of where they are
    emergencies: frozenset[PersonId]


async def read(stage: Stage) -> Truth:
    pod = stage.pod
    async with stage.store.begin(pod, reading=True) as uow:
        images = await uow.images.of_pod(pod, limit=1000)
        members = {m.person: m for m in await uow.members.of_pod(pod)}
        rooms = {r.ref: r for r in await uow.rooms.of_pod(pod)}
        unknown, known = set(), set()
        for image in images:
            for post in await uow.posts.of_image(pod, image.id):
                if post.message is not None:
                    known.add(post.message)
                if post.state in (PostState.UNKNOWN, PostState.STUCK):
                    unknown.add((str(image.metadata["tag"]), post.room))
        owners: dict[UserRef, PersonId] = {}
        for platform in stage.chats:
            owners.update(await uow.people.accounts(list(members), platform))
        emergencies = {
            person
            for person in members
            if await uow.notes.get(f"emergency:{pod}:{person}") is not None
        }
    by_tag = {str(i.metadata["tag"]): i for i in images}
    return Truth(
        members, owners, by_tag, rooms, frozenset(unknown), frozenset(known), frozenset(emergencies)
    )


async def books(stage: Stage) -> list[str]:
    """What the books say of each picture and of what was done with it: for whoever reads a leak."""
    lines = []
    async with stage.store.begin(stage.pod, reading=True) as uow:
        for image in await uow.images.of_pod(stage.pod, limit=1000):
            lines.append(f"  #{image.number} {image.metadata['tag']} {image.state} {image.hold}")
            for post in await uow.posts.of_image(stage.pod, image.id):
                where = f"{post.room.key} {post.form} {post.state} {post.sha256[:4]}"
                lines.append(f"      {where} {post.message.message if post.message else ''}")
            for entry in await uow.audit.of_subject(stage.pod, image.id):
                lines.append(f"    {entry.at:%M:%S} {entry.action} {entry.outcome} {entry.reason}")
    return lines


def is_lost(truth: Truth, chat: Chat, message: Message) -> bool:
    """Whether its sender was ended before it knew where the message is, and a human was asked."""
    assert message.picture is not None
    asked = (message.picture.decode().split()[0], chat.ref) in truth.unknown
    return asked and MessageRef(chat.ref, message.id) not in truth.known


def _looks(truth: Truth, user: UserRef, stage: Stage, privilege: Privilege) -> bool:
    member = truth.members.get(truth.owners.get(user, PersonId("")))
    return (
        member is not None
        and member.state is MemberState.ACTIVE
        and privilege in member.privileges
        and (member.expires_at is None or member.expires_at > stage.clock.moment)
    )


def objection(truth: Truth, stage: Stage, chat: Chat, message: Message) -> str:
    """Why this picture may not stand there; "" when it may."""
    assert message.picture is not None
    tag, shown = message.picture.decode().split()
    image = truth.images.get(tag)
    if image is None:
        return f"{tag} is no picture of the pod"
    if chat.private:
        return _in_private(truth, stage, chat, image, shown)
    if image.state is not ImageState.READY:
        return f"{tag} is {image.state}"
    if chat.external:
        return f"{tag} stands where another organisation reads"
    for user in sorted(chat.users):
        if not _looks(truth, user, stage, Privilege.VIEW):
            return f"{tag} is seen by {user.user}"
    room = truth.rooms.get(chat.ref)
    family = room is not None and room.audience is Audience.FAMILY
    if family and shown == "identified" and not image.released_by:
        return f"{tag} is not fit for the family"
    return ""


def _in_private(truth: Truth, stage: Stage, chat: Chat, image: Image, shown: str) -> str:
    (user,) = chat.users
    releases = _looks(truth, user, stage, Privilege.RELEASE)
    waits = image.state is ImageState.HELD or (
        image.hold is Hold.BURNED_IN and not image.released_by
    )
    if image.state not in (ImageState.READY, ImageState.HELD):
        return f"{user.user} has a picture that is {image.state}"
    if waits and releases:
        return ""
    emergency = truth.owners.get(user) in truth.emergencies
    if image.state is ImageState.HELD:
        return f"{user.user} has a held picture"
    if not _looks(truth, user, stage, Privilege.VIEW) and not emergency:
        return f"{user.user} has a picture in private"
    return ""


async def settled(stage: Stage) -> None:
    """Nothing is left to be done: now everything must be right. Raises Leak."""
    truth = await read(stage)
    for chat in _all(stage):
        if not chat.bot_in:
            continue  # out of reach: the managers were told
        for message in chat.pictures():
            if is_lost(truth, chat, message):
                continue  # nobody can know where it is: a human was asked, the receipt names it
            why = objection(truth, stage, chat, message)
            if why:
                raise Leak(f"at rest in {chat.ref.key}: {why}")
        once(chat)
    _refusals(stage)


def once(chat: Chat) -> None:
    """No picture twice in a room."""
    if chat.private:
        return
    counted = Counter(m.number for m in chat.pictures())
    twice = [number for number, count in counted.items() if count > 1]
    if twice:
        raise Leak(f"{twice} twice in {chat.ref.key}")


def _refusals(stage: Stage) -> None:
    for told in stage.told:
        said, _, source = told.partition(" ")
        if not any(done and source.startswith(done) for done in stage.refused):
            raise Leak(f"{said} was said and left no trace: {source}")


def _all(stage: Stage) -> list[Chat]:
    return [chat for platform in stage.chats.values() for chat in platform.chats.values()]
