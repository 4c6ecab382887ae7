"""One person's Slack, as JSON for the page."""

import re
from typing import Any

from ..slack import Channel, SlackLoopback, User
from .faces import face
from .media import Media, media_type

Json = dict[str, Any]

MARKS = re.compile(r"<([^>]*)>|\*([^*\n]+)\*|_([^_\n]+)_|`([^`\n]+)`")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def people(slack: SlackLoopback) -> list[User]:
    """The humans of the app's workspace."""
    users = slack.core.world.users.values()
    return [u for u in users if not u.is_bot and not u.deleted and u.team_id == slack.team.id]


def person(slack: SlackLoopback, wanted: object) -> User:
    """The person of that id, else the first there is. Raises LookupError in an empty world."""
    everybody = people(slack)
    if not everybody:
        raise LookupError("nobody is on Slack yet")
    return next((one for one in everybody if one.id == wanted), everybody[0])


def channels_of(slack: SlackLoopback, user: User) -> list[Channel]:
    """The channels that somebody is in, and the direct messages with the bot."""
    world = slack.core.world
    rooms = [c for c in world.channels.values() if c.kind != "im" and user.id in c.members]
    return [*rooms, slack.dm_channel(user)]


def channel_of(slack: SlackLoopback, user: User, wanted: object) -> Channel:
    channels = channels_of(slack, user)
    return next((one for one in channels if one.id == wanted), channels[0])


def screen(slack: SlackLoopback, media: Media, view: Json) -> Json:
    """Everything that one person sees. `view`: {`user`, `channel`, `tab`}, each may be missing."""
    if not people(slack):
        return {"people": [], "messages": [], "channels": []}
    user = person(slack, view.get("user"))
    channel = channel_of(slack, user, view.get("channel"))
    modal, home = slack.modal(user), slack.home(user)
    return {
        "workspace": slack.team.name,
        "people": [face(one.id, one.name) for one in people(slack)],
        "me": user.id,
        "channels": [_channel(slack, user, one) for one in channels_of(slack, user)],
        "channel": channel.id,
        "direct": channel.kind == "im",
        "title": slack.bot.name if channel.kind == "im" else channel.name,
        "outsiders": [face(u.id, u.name) for u in people(slack) if u.id not in channel.members],
        "members": [face(u.id, u.name) for u in people(slack) if u.id in channel.members],
        "messages": [_message(slack, media, m) for m in slack.messages(channel, as_seen_by=user)],
        "modal": _modal(modal) if modal else None,
        "home": [_block(b) for b in home["blocks"]] if home else None,
    }


def _channel(slack: SlackLoopback, user: User, channel: Channel) -> Json:
    shown = slack.messages(channel, as_seen_by=user)
    return {
        "id": channel.id,
        "name": channel.name or slack.bot.name,
        "private": channel.kind == "im",
        "newest": shown[-1]["ts"] if shown else "",
    }


def _message(slack: SlackLoopback, media: Media, shown: Json) -> Json:
    pictures = [*shown["images"], *(f for f in shown["files"] if _is_picture(f))]
    files = [f for f in shown["files"] if not _is_picture(f)]
    blocks = [_block(b) for b in shown["blocks"] if b["type"] != "image"]
    if not shown["blocks"]:
        blocks = [{"type": "section", "runs": mrkdwn(_named(slack, shown["text"]))}]
    return {
        "key": shown["ts"],
        "at": float(shown["ts"]),
        "sender": face(shown["user"], shown["name"]),
        "bot": shown["is_bot"],
        "service": shown["subtype"] in ("channel_join", "channel_leave"),
        "blocks": blocks,
        "pictures": [
            {
                "address": media.address(one["bytes"]),
                "moving": media_type(one["bytes"]) == "video/mp4",
                "alt": one.get("alt_text") or one.get("title") or "",
                "name": one.get("name") or "",
            }
            for one in pictures
            if one.get("bytes")
        ],
        "files": [{"name": f["name"], "size": f["size"]} for f in files if not f["deleted"]],
        "ephemeral": shown["ephemeral"],
        "thread": shown["thread_ts"],
        "edited": shown["edited"],
    }


def _is_picture(file: Json) -> bool:
    return bool(file.get("bytes")) and not file["deleted"] and bool(media_type(file["bytes"]))


def _named(slack: SlackLoopback, text: str) -> str:
    users = slack.core.world.users

    def name(found: re.Match[str]) -> str:
        user = users.get(found[1])
        return f"@{user.name}" if user else found[0]

    return re.sub(r"<@(\w+)(?:\|[^>]*)?>", name, text)


def _block(block: Json) -> Json:
    kind = block["type"]
    if kind == "actions":
        return {"type": kind, "buttons": [_button(e) for e in block["elements"]]}
    if kind == "rich_text":
        return {"type": "section", "runs": _rich(block)}
    if kind == "context":
        runs = [run for e in block["elements"] if "text" in e for run in _text(e)]
        return {"type": kind, "runs": runs}
    if kind in ("section", "header"):
        fields = [run for one in block.get("fields", []) for run in _text(one)]
        text = block.get("text")
        return {"type": kind, "runs": [*(_text(text) if text else []), *fields]}
    return {"type": kind, "runs": []}


def _button(element: Json) -> Json:
    return {
        "text": element.get("text", {}).get("text", ""),
        "action": element.get("action_id", ""),
        "url": element.get("url", ""),
        "style": element.get("style", ""),
    }


def _text(text: Json) -> list[Json]:
    if text.get("type") == "mrkdwn":
        return mrkdwn(text["text"])
    return [_run(text["text"])]


def _rich(block: Json) -> list[Json]:
    found = []
    for section in block.get("elements", []):
        for one in section.get("elements", []):
            if "text" in one or "url" in one:
                styles = [name for name, on in one.get("style", {}).items() if on]
                words = one.get("text") or one["url"]
                found.append({"text": words, "styles": styles, "url": one.get("url", "")})
    return found


def _run(text: str, *styles: str, url: str = "") -> Json:
    return {"text": text, "styles": list(styles), "url": url}


def _plain(text: str) -> str:
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text


def mrkdwn(text: str) -> list[Json]:
    """Slack's markup in parts, each with its styles."""
    found: list[Json] = []
    at = 0
    for mark in MARKS.finditer(text):
        if mark.start() > at:
            found.append(_run(_plain(text[at : mark.start()])))
        angle, bold, italic, code = mark.groups()
        if angle is not None:
            found.append(_angle(angle))
        elif bold:
            found.append(_run(_plain(bold), "bold"))
        elif italic:
            found.append(_run(_plain(italic), "italic"))
        else:
            found.append(_run(_plain(code or ""), "code"))
        at = mark.end()
    if at < len(text):
        found.append(_run(_plain(text[at:])))
    return found


def _angle(inside: str) -> Json:
    target, _, words = inside.partition("|")
    if target.startswith("!date"):
        return _run(_plain(words))
    return _run(_plain(words or target), "link", url=_plain(target))


def _modal(view: Json) -> Json:
    return {
        "id": view["id"],
        "title": view["title"]["text"],
        "submit": (view.get("submit") or {}).get("text", "Submit"),
        "close": (view.get("close") or {}).get("text", "Cancel"),
        "blocks": [_input(b) if b["type"] == "input" else _block(b) for b in view["blocks"]],
    }


def _input(block: Json) -> Json:
    element = block["element"]
    options = [{"value": o["value"], "text": o["text"]["text"]} for o in element.get("options", [])]
    initial = element.get("initial_option", {}).get("value") or element.get("initial_value", "")
    return {
        "type": "input",
        "id": block["block_id"],
        "label": block["label"]["text"],
        "hint": block.get("hint", {}).get("text", ""),
        "optional": bool(block.get("optional")),
        "kind": element["type"],
        "options": options,
        "initial": initial,
    }
