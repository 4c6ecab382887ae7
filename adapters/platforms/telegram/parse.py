"""Update objects of the Bot API, as events. Pure; junk gives nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.ids import MessageRef, RoomRef, UserRef
from core.messages import (
    AskedToJoin,
    ButtonPress,
    Command,
    Event,
    Incoming,
    IncomingFile,
    Joined,
    Left,
    Place,
    RoomChange,
    RoomChanged,
    Sender,
    Started,
    Text,
    Upload,
)

PLATFORM = "telegram"
# What is asked for. Edits are left out: what was taken in stays as it was when it came.
ALLOWED_UPDATES = (
    "message", "callback_query", "my_chat_member", "chat_member", "chat_join_request"
)  # fmt: skip

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+|$)(.*)", re.DOTALL)
_INSIDE = frozenset({"creator", "administrator", "member"})
MEDIA_KINDS = ("photo", "animation", "video", "document")
_FILES_ALWAYS = ("animation", "document", "video", "video_note")
_FILES_IN_PRIVATE = ("audio", "voice", "sticker")
_DEFAULT_TYPES = {
    "animation": "video/mp4",
    "video": "video/mp4",
    "video_note": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "sticker": "image/webp",
}

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself. `username` is "" until it is known."""

    id: int
    username: str = field(default="")


class _Unfit(Exception):
    """Not the shape that the Bot API documents."""


def events(key: str, payload: bytes, me: Me) -> Sequence[Incoming]:
    """What an update means; keys of several events of one update are told apart by `#n`."""
    try:
        update = json.loads(payload)
        found = list(_events(_object(update), key, me))
    except (ValueError, RecursionError, _Unfit):
        return ()
    return found if len(found) < 2 else [replace(e, key=f"{key}#{n}") for n, e in enumerate(found)]


def lane(update: Object) -> str:
    """The chat that an update belongs to, else its person, else nobody's lane."""
    for kind in (*ALLOWED_UPDATES, "edited_message"):
        body = update.get(kind)
        if isinstance(body, dict):
            message = body.get("message") if kind == "callback_query" else body
            for owner, name in ((message, "chat"), (body, "from")):
                inner = owner.get(name) if isinstance(owner, dict) else None
                if isinstance(inner, dict) and type(inner.get("id")) is int:
                    return f"{PLATFORM}:{inner['id']}"
    return f"{PLATFORM}:-"


def room(chat: int | str) -> RoomRef:
    return RoomRef(PLATFORM, "", str(chat))


def user(number: int) -> UserRef:
    return UserRef(PLATFORM, "", str(number))


def is_open(chat: Object) -> bool:
    """Whether a group can be read from outside: by its public name, or through its channel.

    Nobody is told when an admin gives a group a name, and whoever reads it so never comes in.
    """
    return bool(chat.get("username") or chat.get("active_usernames") or chat.get("linked_chat_id"))


def _events(update: Object, key: str, me: Me) -> Iterator[Incoming]:
    if "message" in update:
        yield from _message(_object(update["message"]), key, me)
    elif "callback_query" in update:
        yield from _press(_object(update["callback_query"]), key)
    elif "my_chat_member" in update:
        yield from _membership(_object(update["my_chat_member"]), key, me)
    elif "chat_member" in update:
        yield from _membership(_object(update["chat_member"]), key, me)
    elif "chat_join_request" in update:
        yield _at_the_door(_object(update["chat_join_request"]), key)


# ── messages ────────────────────────────────────────────────────────────────────────────────────


def _message(message: Object, key: str, me: Me) -> Iterator[Incoming]:
    place = _place(message)
    ref = MessageRef(place.room, str(_integer(message, "message_id")))
    if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        yield from _moved(message, place, key)
        return
    base = Event(key=key, sender=_sender(message), place=place, message=ref)
    if "new_chat_members" in message:
        for member in _list(message["new_chat_members"]):
            yield _joined(base, _object(member), me)
    elif "left_chat_member" in message:
        gone = _object(message["left_chat_member"])
        yield Left(key, _person(gone), place, ref, me=gone.get("id") == me.id)
    elif title := _string(message, "new_chat_title"):
        renamed = RoomChange.RENAMED
        yield RoomChanged(key, base.sender, place, ref, change=renamed, detail=title)
    else:
        yield from _content(message, base, me)


def _content(message: Object, base: Event, me: Me) -> Iterator[Incoming]:
    files = tuple(_files(message, private=base.place.private))
    key, sender, place, ref = base.key, base.sender, base.place, base.message
    if files:
        assert ref is not None
        ref = replace(ref, kind="media")
        caption, album = _string(message, "caption"), _string(message, "media_group_id")
        yield Upload(key, sender, place, ref, files=files, caption=caption, album=album)
    elif text := _string(message, "text"):
        yield from _text(text, base, me)


def _text(text: str, base: Event, me: Me) -> Iterator[Incoming]:
    key, sender, place, ref = base.key, base.sender, base.place, base.message
    command = _COMMAND.match(text)
    if command is None:
        yield Text(key, sender, place, ref, text=text)
        return
    word, addressee, rest = command.group(1).lower(), command.group(2) or "", command.group(3)
    if addressee and me.username and addressee.lower() != me.username.lower():
        return
    if word == "start" and place.private:
        yield Started(key, sender, place, ref, payload=rest.strip())
    else:
        yield Command(key, sender, place, ref, word=word, rest=rest.strip())


def _files(message: Object, *, private: bool) -> Iterator[IncomingFile]:
    sizes = [size for size in _list(message.get("photo", [])) if isinstance(size, dict)]
    if sizes:
        largest = max(sizes, key=lambda size: _number(size, "width") * _number(size, "height"))
        yield _file(largest, "image/jpeg")
        return
    for kind in _FILES_ALWAYS + (_FILES_IN_PRIVATE if private else ()):
        body = message.get(kind)
        if isinstance(body, dict):  # an animation is listed as a document once more
            yield _file(body, _DEFAULT_TYPES.get(kind, ""))
            return


def _file(body: Object, default_type: str) -> IncomingFile:
    handle, size = _string(body, "file_id"), body.get("file_size")
    if not handle:
        raise _Unfit("file_id")
    return IncomingFile(
        handle=handle,
        name=_string(body, "file_name"),
        media_type=_string(body, "mime_type") or default_type,
        size=size if type(size) is int else None,
    )


# ── presses, people, rooms ──────────────────────────────────────────────────────────────────────


def _press(query: Object, key: str) -> Iterator[Incoming]:
    data, ticket, message = _string(query, "data"), _string(query, "id"), query.get("message")
    if not data or not ticket or not isinstance(message, dict):
        return  # a game, or a message sent through an inline bot: none of ours
    place = _place(message)
    ref = MessageRef(place.room, str(_integer(message, "message_id")), _kind(message))
    yield ButtonPress(key, _sender(query), place, ref, ticket, handle=data)


def _kind(message: Object) -> str:
    """The kind of one's own message, as sending it named it."""
    return next((kind for kind in MEDIA_KINDS if message.get(kind)), "text")


def _membership(change: Object, key: str, me: Me) -> Iterator[Incoming]:
    place = _place(change)
    if place.private:
        return  # somebody stopped or unblocked the bot; the next send tells
    old, new = _object(change.get("old_chat_member")), _object(change.get("new_chat_member"))
    person = _object(new.get("user"))
    before, now = _inside(old), _inside(new)
    if now and not before:
        yield _joined(Event(key, _sender(change), place), person, me)
    elif before and not now:
        yield Left(key, _person(person), place, me=person.get("id") == me.id)


def _at_the_door(request: Object, key: str) -> AskedToJoin:
    """Whoever asks can be written to for five minutes, though they never wrote to the bot."""
    sender, private = _sender(request), request.get("user_chat_id")
    return AskedToJoin(
        key,
        sender,
        _place(request),
        ticket=_string(request, "query_id"),
        private=room(private) if type(private) is int else room(sender.user.user),
    )


def _joined(base: Event, person: Object, me: Me) -> Joined:
    mine = person.get("id") == me.id
    return Joined(base.key, _person(person), base.place, base.message, me=mine)


def _inside(member: Object) -> bool:
    status = member.get("status")
    return status in _INSIDE or (status == "restricted" and member.get("is_member") is True)


def _moved(message: Object, place: Place, key: str) -> Iterator[Incoming]:
    """Both chats tell of a move; each is told as the old one's."""
    if "migrate_to_chat_id" in message:
        old, new = place.room, str(_integer(message, "migrate_to_chat_id"))
    else:
        old, new = room(_integer(message, "migrate_from_chat_id")), place.room.key
    where = replace(place, room=old)
    yield RoomChanged(key, _sender(message), where, change=RoomChange.MOVED, detail=new)


def _place(holder: Object) -> Place:
    chat = _object(holder.get("chat"))
    topic = _string(holder, "message_thread_id") if holder.get("is_topic_message") else ""
    return Place(
        room=room(_integer(chat, "id")),
        private=chat.get("type") == "private",
        title=_string(chat, "title"),
        thread=topic,
    )


def _sender(holder: Object) -> Sender:
    """Who did it. An anonymous admin, or a channel, counts as a bot: nobody can be told from it.

    What stands in `from` then is an account that the whole of Telegram shares.
    """
    body = holder.get("from")
    if not isinstance(body, dict) or isinstance(holder.get("sender_chat"), dict):
        chat = _object(holder.get("sender_chat") or holder.get("chat"))
        return Sender(user(_integer(chat, "id")), bot=True)
    return _person(body)


def _person(body: Object) -> Sender:
    names = (_string(body, "first_name"), _string(body, "last_name"))
    return Sender(
        user=user(_integer(body, "id")),
        name=" ".join(name for name in names if name),
        language=_string(body, "language_code"),
        bot=body.get("is_bot") is True,
    )


# ── shapes ──────────────────────────────────────────────────────────────────────────────────────


def _object(value: object) -> Object:
    if not isinstance(value, dict):
        raise _Unfit("object")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Unfit("list")
    return value


def _integer(holder: Object, name: str) -> int:
    value = holder.get(name)
    if type(value) is not int:
        raise _Unfit(name)
    return value


def _string(holder: Object, name: str) -> str:
    """A text, or a whole number as one; "" for anything else. NUL has no place in a database."""
    value = holder.get(name)
    if type(value) is int:
        return str(value)
    return value.replace("\0", "") if isinstance(value, str) else ""


def _number(holder: Object, name: str) -> int:
    value = holder.get(name)
    return value if type(value) is int else 0
