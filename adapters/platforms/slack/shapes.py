"""Reading Slack's objects without trusting their shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.ids import RoomRef, UserRef
from core.messages import Event, IncomingFile, Place, Sender

PLATFORM = "slack"
Object = Mapping[str, Any]


class Unfit(Exception):
    """Not the shape that Slack documents."""


def inner(holder: object, name: str) -> Object:
    """An object inside another; Unfit when there is none."""
    value = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(value, dict):
        raise Unfit(name)
    return value


def maybe(holder: Object, name: str) -> Object:
    """An object inside another, or an empty one."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def string(holder: object, name: str) -> str:
    """A text; "" for anything else. NUL has no place in a database."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return value.replace("\0", "") if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose delivery it is: its key, the workspace, the bot's user id there.

    `home`: the workspace of whoever did it, where that is another one's; two workspaces may have
    the same user id for two people.
    """

    key: str
    team: str
    me: str = ""
    home: str = ""

    def event(
        self,
        user: str,
        channel: str,
        *,
        private: bool | None = None,
        thread: str = "",
        name: str = "",
    ) -> Event:
        """An event's common part. Without a channel the place is the person's private chat."""
        key = channel or user
        if not key:
            raise Unfit("channel")
        direct = key.startswith(("D", "U", "W")) if private is None else private
        return Event(
            key=self.key,
            sender=Sender(
                UserRef(PLATFORM, self.home or self.team, user),
                name=name,
                bot=user == self.me != "" and not self.home,
            ),
            place=Place(RoomRef(PLATFORM, self.team, key), direct, thread=thread),
        )


def file_handles(listed: object, team: str) -> tuple[IncomingFile, ...]:
    """The files of a message or form; those deleted or hidden by Slack are left out."""
    if not isinstance(listed, list):
        return ()
    return tuple(_handle(file, team) for file in listed if _usable(file))


def _usable(file: object) -> bool:
    mode = string(file, "mode")
    return bool(string(file, "id")) and mode not in ("tombstone", "hidden_by_limit")


def _handle(file: Object, team: str) -> IncomingFile:
    """Some files come as an id alone (`check_file_info`): the rest is asked for when fetched."""
    address = string(file, "url_private_download") or string(file, "url_private")
    if string(file, "file_access") == "check_file_info":
        address = ""
    handle = {"team": team, "file": string(file, "id"), "url": address}
    size = file.get("size")
    return IncomingFile(
        handle=json.dumps(handle, separators=(",", ":")),
        name=string(file, "name"),
        media_type=string(file, "mimetype"),
        size=size if type(size) is int else None,
    )
