"""Set up a pod whose people are taken as verified: for loopback platforms only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.address import parse_email
from core.errors import Refused
from core.ids import PersonId, PodId, RoomId, RoomRef, UserRef
from core.model import (
    PRESETS,
    Audience,
    Identity,
    Member,
    Mode,
    Person,
    Pod,
    Privilege,
    Role,
    Room,
)
from core.usecases import rooms
from core.usecases.desk import Desk


async def seed(desk: Desk, wanted: Mapping[str, object], homes: Mapping[str, str]) -> Pod:
    """`homes`: platform → the workspace of addresses that name none.

    {`pod`: {`name`}, `rooms`: [{`platform`, `workspace`?, `key`, `audience`, `mode`}], `members`:
    [{`name`, `email`, `phone`, `role`, `identities`: [{`platform`, `workspace`?, `user`}]}]}.
    Raises Refused, KeyError or ValueError when it cannot be read.
    """
    pod = Pod(PodId(desk.id()), _text(as_object(wanted["pod"]), "name"), "en", desk.now)
    await desk.uow.pods.add(pod)
    await desk.uow.enter(pod.id)
    accounts: list[UserRef] = []
    for entry in _list(wanted.get("members", [])):
        accounts += await _member(desk, pod, entry, homes)
    for entry in _list(wanted.get("rooms", [])):
        await _room(desk, pod, entry, homes, accounts)
    await desk.audit(pod.id, "operator", "seed", pod.id, "done", "loopback platforms only")
    return pod


async def _member(
    desk: Desk, pod: Pod, entry: Mapping[str, object], homes: Mapping[str, str]
) -> Sequence[UserRef]:
    """The accounts of somebody who is verified and cleared from now on."""
    email = parse_email(_text(entry, "email"))
    person = await desk.uow.people.by_email(email)
    if person is None:
        person = Person(
            id=PersonId(desk.id()),
            name=_text(entry, "name"),
            email=email,
            phone=_text(entry, "phone"),
            created_at=desk.now,
        )
        await desk.uow.people.add(person)
    accounts = []
    for account in _list(entry.get("identities", [])):
        platform, workspace = _where(account, homes)
        ref = UserRef(platform, workspace, _text(account, "user"))
        await desk.uow.people.bind(Identity(ref, person.id, desk.now, _private(desk, ref)))
        accounts.append(ref)
    role = Role(_text(entry, "role"))
    privileges = frozenset(Privilege) if role is Role.COORDINATOR else PRESETS[role]
    await desk.uow.members.save(Member(pod.id, person.id, role, privileges, desk.now))
    await desk.audit(pod.id, "operator", "joined", person.id, "done", "seeded", role=role.value)
    return accounts


async def _room(
    desk: Desk,
    pod: Pod,
    entry: Mapping[str, object],
    homes: Mapping[str, str],
    accounts: Sequence[UserRef],
) -> None:
    """A room that the pod's members are taken to be in, until one is seen to leave."""
    platform, workspace = _where(entry, homes)
    ref = RoomRef(platform, workspace, _text(entry, "key"))
    if await desk.uow.rooms.by_ref(ref) is not None:
        raise Refused("link-taken", "this chat is a room already")
    room = Room(
        id=RoomId(desk.id()),
        pod=pod.id,
        ref=ref,
        audience=Audience(_text(entry, "audience")),
        mode=Mode(str(entry.get("mode", Mode.PICTURE.value))),
        title=str(entry.get("title", "")),
    )
    await desk.uow.rooms.add(room)
    await desk.uow.notes.put(rooms.seeded_note(room.id), "yes")
    for account in accounts:
        if (account.platform, account.workspace) == (platform, workspace):
            await desk.uow.rooms.note_seen(ref, account, present=True)
    await desk.audit(pod.id, "operator", "link_room", room.id, "done", "seeded")


def _private(desk: Desk, ref: UserRef) -> RoomRef | None:
    """Where the bot may not write first, the person is taken to have written: binding is that."""
    platform = desk.world.platforms.get(ref.platform)
    if platform is None or platform.capabilities.writes_first:
        return None
    return RoomRef(ref.platform, ref.workspace, ref.user)


def _where(entry: Mapping[str, object], homes: Mapping[str, str]) -> tuple[str, str]:
    """The platform, and the workspace that is named or is the bot's own."""
    platform = _text(entry, "platform")
    workspace = str(entry.get("workspace") or "")
    if not workspace and platform not in homes:
        raise ValueError(f"{platform} is not configured, or does not say which workspace it is")
    return platform, workspace or homes[platform]


def as_object(value: object) -> Mapping[str, object]:
    """Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError("an object was expected")
    return value


def _list(value: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(value, list):
        raise ValueError("a list was expected")
    return [as_object(v) for v in value]


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry[name]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be a text")
    return value
