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
from core.usecases.desk import Desk


async def seed(desk: Desk, wanted: Mapping[str, object], homes: Mapping[str, str]) -> Pod:
    """`homes`: platform → the workspace of addresses that name none.

    {`pod`: {`name`}, `rooms`: [{`platform`, `workspace`?, `key`, `audience`, `mode`}], `members`:
    [{`name`, `email`, `phone`, `role`, `identities`: [{`platform`, `workspace`?, `user`}]}]}.
    Raises Refused, KeyError or ValueError when it cannot be read.
    """
    pod = Pod(PodId(desk.id()), _text(_object(wanted["pod"]), "name"), "en", desk.now)
    await desk.uow.pods.add(pod)
    await desk.uow.enter(pod.id)
    for entry in _list(wanted.get("members", [])):
        await _member(desk, pod, entry, homes)
    for entry in _list(wanted.get("rooms", [])):
        await _room(desk, pod, entry, homes)
    await desk.audit(pod.id, "operator", "seed", pod.id, "done", "loopback platforms only")
    return pod


async def _member(
    desk: Desk, pod: Pod, entry: Mapping[str, object], homes: Mapping[str, str]
) -> None:
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
    for account in _list(entry.get("identities", [])):
        platform = _text(account, "platform")
        workspace = str(account.get("workspace") or homes.get(platform, ""))
        ref = UserRef(platform, workspace, _text(account, "user"))
        await desk.uow.people.bind(Identity(ref, person.id, desk.now))
    role = Role(_text(entry, "role"))
    privileges = frozenset(Privilege) if role is Role.COORDINATOR else PRESETS[role]
    await desk.uow.members.save(Member(pod.id, person.id, role, privileges, desk.now))
    await desk.audit(pod.id, "operator", "joined", person.id, "done", "seeded", role=role.value)


async def _room(
    desk: Desk, pod: Pod, entry: Mapping[str, object], homes: Mapping[str, str]
) -> None:
    platform = _text(entry, "platform")
    workspace = str(entry.get("workspace") or homes.get(platform, ""))
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
    await desk.audit(pod.id, "operator", "link_room", room.id, "done", "seeded")


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError("an object was expected")
    return value


def _list(value: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(value, list):
        raise ValueError("a list was expected")
    return [_object(v) for v in value]


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry[name]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be a text")
    return value
