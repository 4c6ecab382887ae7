"""Opaque ids, and addresses on platforms. Nothing here knows what a platform is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

PodId = NewType("PodId", str)
RoomId = NewType("RoomId", str)
PersonId = NewType("PersonId", str)
InvitationId = NewType("InvitationId", str)
UploadId = NewType("UploadId", str)
ImageId = NewType("ImageId", str)
PostId = NewType("PostId", str)
WorkId = NewType("WorkId", str)


@dataclass(frozen=True, slots=True, order=True)
class RoomRef:
    """One chat: a group, a channel or a private chat. `workspace` is "" where there is none."""

    platform: str
    workspace: str
    key: str


@dataclass(frozen=True, slots=True, order=True)
class UserRef:
    """One account: platform + workspace + user id, never a display name."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """One message in one chat. `kind` tells a file from a text where the platform needs to know."""

    room: RoomRef
    message: str
    kind: str = "text"


def new_id(now_ms: int, random: bytes) -> str:
    """A UUIDv7 (RFC 9562): sorts by time. `random` is ten bytes from a CSPRNG."""
    value = (now_ms & (2**48 - 1)) << 80
    value |= 0x7 << 76
    value |= (int.from_bytes(random[:2], "big") & 0x0FFF) << 64
    value |= 0b10 << 62
    value |= int.from_bytes(random[2:10], "big") & (2**62 - 1)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
