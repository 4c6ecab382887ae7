"""One person's Telegram, as JSON for the page."""

from itertools import pairwise
from typing import Any

from ..telegram import Chat, Seen, TelegramLoopback, User
from .faces import face
from .media import Media, media_type

Json = dict[str, Any]


def person(telegram: TelegramLoopback, wanted: object) -> User:
    """The person of that id, else the first there is. Raises LookupError in an empty world."""
    people = telegram.users()
    if not people:
        raise LookupError("nobody is on Telegram yet")
    return next((one for one in people if str(one.id) == str(wanted)), people[0])


def chats_of(telegram: TelegramLoopback, user: User) -> list[Chat]:
    """The chats on somebody's list: their groups, and the one with the bot."""
    groups = [c for c in telegram.chats() if c.is_group and c.has(user) and c.migrated_to is None]
    return [*groups, telegram.private(user)]


def chat_of(telegram: TelegramLoopback, user: User, wanted: object) -> Chat:
    """The chat of that id if it is on their list, else the first one."""
    chats = chats_of(telegram, user)
    return next((one for one in chats if str(one.id) == str(wanted)), chats[0])


def screen(telegram: TelegramLoopback, media: Media, view: Json) -> Json:
    """Everything that one person sees. `view`: {`user`, `chat`}, both may be missing."""
    if not telegram.users():
        return {"people": [], "messages": [], "chats": []}
    user = person(telegram, view.get("user"))
    chat = chat_of(telegram, user, view.get("chat"))
    shown = telegram.messages(chat, user)
    return {
        "people": [face(str(one.id), one.name) for one in telegram.users()],
        "me": str(user.id),
        "chats": [_chat(telegram, user, one) for one in chats_of(telegram, user)],
        "chat": str(chat.id),
        "title": chat.title if chat.is_group else telegram.bot.name,
        "about": _about(telegram, chat),
        "group": chat.is_group,
        "started": chat.is_group or user.started,
        "outsiders": [
            face(str(one.id), one.name) for one in telegram.users() if not chat.has(one)
        ] if chat.is_group else [],
        "members": [
            face(str(m.user.id), m.user.name)
            for m in chat.members.values()
            if m.present and not m.user.is_bot
        ],
        "busy": telegram.action(chat) or "",
        "commands": [
            {"word": one["command"], "help": one["description"]}
            for one in telegram.commands_menu(user, chat)
        ],
        "messages": [message(media, one, user) for one in shown],
    }  # fmt: skip


def _chat(telegram: TelegramLoopback, user: User, chat: Chat) -> Json:
    shown = telegram.messages(chat, user)
    last = next((one.text or "Picture" for one in reversed(shown) if one.kind != "service"), "")
    title = chat.title if chat.is_group else telegram.bot.name
    named = face(str(chat.id), title)
    newest = f"{shown[-1].id}/{shown[-1].ephemeral_id or ''}" if shown else ""
    return {
        **named,
        "title": title,
        "last": last.split("\n")[0][:60],
        "newest": newest,
        "group": chat.is_group,
    }


def _about(telegram: TelegramLoopback, chat: Chat) -> str:
    if not chat.is_group:
        return "bot"
    people = sum(m.present and not m.user.is_bot for m in chat.members.values())
    return f"{people} members and the bot" if chat.has(telegram.bot) else f"{people} members"


def message(media: Media, seen: Seen, me: User) -> Json:
    """One message. `key` tells it from every other one, `version` whether it changed."""
    picture = seen.image or (seen.file if seen.file and media_type(seen.file) else None)
    return {
        "key": f"{seen.id}/{seen.ephemeral_id or ''}",
        "id": seen.id,
        "ephemeral": seen.ephemeral_id,
        "mine": seen.sender is me,
        "sender": face(str(seen.sender.id), seen.sender.name),
        "bot": seen.sender.is_bot,
        "at": seen.date,
        "runs": runs(seen.text, seen.entities),
        "service": _service(seen) if seen.kind == "service" else "",
        "picture": media.address(picture) if picture else "",
        "moving": bool(picture) and media_type(picture or b"") == "video/mp4",
        "width": seen.width,
        "height": seen.height,
        "spoiler": seen.spoiler,
        "protected": seen.protected,
        "album": seen.album,
        "file": _file(seen) if seen.file is not None and picture is None else None,
        "edited": seen.edited,
        "reply": seen.reply_to,
        "buttons": [
            [{"text": b.text, "url": b.url or b.web_app or ""} for b in row] for row in seen.buttons
        ],
    }


def _file(seen: Seen) -> Json:
    return {"name": seen.file_name or "file", "size": len(seen.file or b"")}


def _service(seen: Seen) -> str:
    fields, who = seen.service, seen.sender.name
    if came := fields.get("new_chat_members"):
        names = ", ".join(str(one["first_name"]) for one in came)
        return f"{who} added {names}" if names != who else f"{who} joined"
    if gone := fields.get("left_chat_member"):
        return f"{gone['first_name']} left the group"
    if "pinned_message" in fields:
        return f"{who} pinned a message"
    return "The group has changed"


def runs(text: str, entities: tuple[Json, ...]) -> list[Json]:
    """The text in parts, each with the styles that hold for it. Offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    edges = {0, len(units) // 2}
    for one in entities:
        edges |= {one["offset"], one["offset"] + one["length"]}
    cuts = sorted(edge for edge in edges if edge <= len(units) // 2)
    found = []
    for start, end in pairwise(cuts):
        part = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        holding = [
            one for one in entities
            if one["offset"] <= start and end <= one["offset"] + one["length"]
        ]  # fmt: skip
        styles = [one["type"] for one in holding]
        url = next((one["url"] for one in holding if "url" in one), "")
        if not url and "url" in styles:
            url = part
        found.append({"text": part, "styles": styles, "url": url})
    return found
