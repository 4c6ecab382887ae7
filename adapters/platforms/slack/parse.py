"""What Slack delivers, as events. Pure; junk gives nothing.

Every delivery is kept as `{"type": …, "payload": …}`, as Socket Mode wraps it: `events_api`,
`slash_commands` or `interactive`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.platforms.slack import words
from adapters.platforms.slack.interactions import interaction, slash_command
from adapters.platforms.slack.shapes import (
    Origin,
    Unfit,
    file_handles,
    inner,
    string,
)
from core.ids import MessageRef
from core.messages import (
    Command,
    Event,
    HomeOpened,
    Incoming,
    Joined,
    Left,
    RoomChange,
    RoomChanged,
    Text,
    Upload,
)

Object = Mapping[str, Any]

# Plain messages and those that carry files; every other subtype tells of something else.
_SPOKEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_GONE = frozenset({"channel_left", "group_left"})
_CLOSED = frozenset({"channel_archive", "group_archive", "channel_deleted", "group_deleted"})


def events(key: str, payload: bytes, workspace: str, me: str) -> Sequence[Incoming]:
    """What a delivery means.

    `workspace`, `me`: the one workspace and the bot's user id there, where there is but one;
    else "" and both are read from the delivery.
    """
    try:
        envelope = json.loads(payload)
        body = inner(envelope, "payload")
        kind = string(envelope, "type")
        if kind == "events_api":
            found = list(_event(body, key, workspace, me))
        elif kind == "slash_commands":
            found = list(slash_command(body, key, workspace))
        elif kind == "interactive":
            found = list(interaction(body, key, workspace))
        else:
            found = []
    except (ValueError, RecursionError, Unfit):
        return ()
    return found if len(found) < 2 else [replace(e, key=f"{key}#{n}") for n, e in enumerate(found)]


def _event(body: Object, key: str, workspace: str, me: str) -> Iterator[Incoming]:
    event = inner(body, "event")
    team, bot = _installed(body)
    ours = workspace or team
    origin = Origin(key, ours, me or bot, _home(body, event, ours))
    kind = string(event, "type")
    if kind == "message":
        yield from _message(event, origin)
    elif kind == "app_mention":
        yield from _mention(event, origin)
    elif kind == "app_home_opened":
        if string(event, "tab") == "home":
            base = origin.event(string(event, "user"), string(event, "channel"), private=True)
            yield HomeOpened(base.key, base.sender, base.place)
    else:
        yield from _people(kind, event, origin)
        yield from _rooms(kind, event, origin)


def _installed(body: Object) -> tuple[str, str]:
    """The workspace that the delivery is for, and the bot's user id in it."""
    grants = body.get("authorizations")
    if isinstance(grants, list) and grants and isinstance(grants[0], dict):
        team = string(grants[0], "team_id") or string(body, "team_id")
        return team, string(grants[0], "user_id")
    return string(body, "team_id"), ""


def _home(body: Object, event: Object, ours: str) -> str:
    """The workspace of a person of another one, in a channel that is shared with it; else ""."""
    if body.get("is_ext_shared_channel") is not True:
        return ""
    names = ("user_team", "source_team", "team")
    home = next((team for name in names if (team := string(event, name))), "")
    return "" if home == ours else home


# ── what people write ───────────────────────────────────────────────────────────────────────────


def _message(event: Object, origin: Origin) -> Iterator[Incoming]:
    user = string(event, "user")
    if string(event, "subtype") not in _SPOKEN or not user or user == origin.me:
        return
    if event.get("bot_id"):
        return
    kind = string(event, "channel_type")
    private = kind == "im" or (not kind and string(event, "channel").startswith("D"))
    base = _said(event, origin, private=private)
    said = string(event, "text")
    files = file_handles(event.get("files"), origin.team)
    if files:
        caption = words.read(words.without_mention(said, origin.me) if origin.me else said)
        assert base.message is not None
        ref = replace(base.message, kind="media")
        yield Upload(base.key, base.sender, base.place, ref, files=files, caption=caption.strip())
    elif private and said:
        yield _typed(words.read(said).strip(), base)
    # In a channel, what is written to the bot comes as a mention; the rest is not its business.


def _mention(event: Object, origin: Origin) -> Iterator[Incoming]:
    if event.get("files") or event.get("bot_id"):
        return  # told as a message, with its files
    base = _said(event, origin, private=False)
    typed = words.read(words.without_mention(string(event, "text"), origin.me)).strip()
    yield command(base, typed)


def _said(event: Object, origin: Origin, *, private: bool) -> Event:
    base = origin.event(
        string(event, "user"),
        string(event, "channel"),
        private=private,
        thread=string(event, "thread_ts"),
    )
    return replace(base, message=MessageRef(base.place.room, string(event, "ts")))


def _typed(typed: str, base: Event) -> Incoming:
    """A text in private; with a slash in front it is meant as a command."""
    if typed.startswith("/") and len(typed) > 1:
        word, _, rest = typed[1:].partition(" ")
        return command(base, rest.strip() if word.lower() == "carepods" else typed[1:])
    return Text(base.key, base.sender, base.place, base.message, text=typed)


def command(base: Event, typed: str) -> Command:
    """The first word and the rest; no words at all ask for help."""
    word, *rest = typed.split(None, 1) or ["help"]
    return Command(
        base.key, base.sender, base.place, base.message, base.ticket,
        word=word.lower().lstrip("/"), rest=rest[0] if rest else "",
    )  # fmt: skip


# ── people and rooms ────────────────────────────────────────────────────────────────────────────


def _people(kind: str, event: Object, origin: Origin) -> Iterator[Incoming]:
    user, channel = string(event, "user"), string(event, "channel")
    if kind in _GONE:
        user, kind = origin.me, "member_left_channel"
    if not user or not channel:
        return
    base = origin.event(user, channel)
    if kind == "member_joined_channel":
        yield Joined(base.key, base.sender, base.place, me=user == origin.me)
    elif kind == "member_left_channel":
        yield Left(base.key, base.sender, base.place, me=user == origin.me)


def _rooms(kind: str, event: Object, origin: Origin) -> Iterator[Incoming]:
    user, channel = string(event, "user"), string(event, "channel")
    if kind == "channel_shared":
        detail = string(event, "connected_team_id")
        yield _changed(origin, user, channel, RoomChange.EXTERNAL, detail)
    elif kind == "channel_unshared":
        still = event.get("is_ext_shared") is True
        change = RoomChange.EXTERNAL if still else RoomChange.INTERNAL
        detail = string(event, "previously_connected_team_id")
        yield _changed(origin, user, channel, change, detail)
    elif kind in _CLOSED:
        yield _changed(origin, user, channel, RoomChange.ARCHIVED, "")
    elif kind in ("channel_rename", "group_rename"):
        named = inner(event, "channel")
        name = string(named, "name")
        yield _changed(origin, user, string(named, "id"), RoomChange.RENAMED, name)
    elif kind == "channel_id_changed":
        old, new = string(event, "old_channel_id"), string(event, "new_channel_id")
        yield _changed(origin, user, old, RoomChange.MOVED, new)


def _changed(
    origin: Origin, user: str, channel: str, change: RoomChange, detail: str
) -> RoomChanged:
    base = origin.event(user, channel)
    return RoomChanged(base.key, base.sender, base.place, change=change, detail=detail)
