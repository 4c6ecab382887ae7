"""Addresses and values as the JSON that sealed columns hold, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.ids import MessageRef, RoomRef, UserRef
from core.imaging import BurnedIn, PatientClues
from core.model import Privilege
from storage.keys import Keys

Json = Any


def room_json(ref: RoomRef | None) -> Json:
    return None if ref is None else [ref.platform, ref.workspace, ref.key]


def room_from(value: Json) -> RoomRef | None:
    return None if value is None else RoomRef(*value)


def user_json(ref: UserRef | None) -> Json:
    return None if ref is None else [ref.platform, ref.workspace, ref.user]


def user_from(value: Json) -> UserRef | None:
    return None if value is None else UserRef(*value)


def message_json(ref: MessageRef | None) -> Json:
    return None if ref is None else [room_json(ref.room), ref.message, ref.kind]


def message_from(value: Json) -> MessageRef | None:
    return None if value is None else MessageRef(RoomRef(*value[0]), value[1], value[2])


def messages_from(values: Sequence[Json]) -> tuple[MessageRef, ...]:
    return tuple(MessageRef(RoomRef(*v[0]), v[1], v[2]) for v in values)


def patient_json(clues: PatientClues | None) -> Json:
    if clues is None:
        return None
    return [clues.name, clues.patient_id, clues.birth_date, clues.sex, clues.issuer]


def patient_from(value: Json) -> PatientClues | None:
    return None if value is None else PatientClues(*value)


def burned_json(burned: BurnedIn) -> Json:
    return [burned.suspected, burned.reason, burned.boxes, burned.masked]


def burned_from(value: Json) -> BurnedIn:
    suspected, reason, boxes, masked = value
    return BurnedIn(suspected, reason, tuple((b[0], b[1], b[2], b[3]) for b in boxes), masked)


def privileges_text(privileges: Iterable[Privilege]) -> str:
    return " ".join(sorted(privileges))


def privileges_from(text: str) -> frozenset[Privilege]:
    return frozenset(Privilege(p) for p in text.split())


def room_index(keys: Keys, ref: RoomRef) -> str:
    return keys.index("room", ref.platform, ref.workspace, ref.key)


def user_index(keys: Keys, ref: UserRef) -> str:
    return keys.index("user", ref.platform, ref.workspace, ref.user)


def email_index(keys: Keys, email: str) -> str | None:
    """Addresses that differ in case only are one person's; no address has no index."""
    folded = email.strip().casefold()
    return keys.index("email", folded) if folded else None
