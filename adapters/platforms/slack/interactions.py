"""Slash commands, presses, forms and shortcuts, as events. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from adapters.platforms.slack import words
from adapters.platforms.slack.blocks import LINK
from adapters.platforms.slack.shapes import (
    Object,
    Origin,
    file_handles,
    inner,
    maybe,
    string,
)
from adapters.platforms.slack.ticket import Ticket
from core.ids import MessageRef
from core.messages import ButtonPress, Command, Event, FormSent, Incoming, IncomingFile, Shortcut


def slash_command(body: Object, key: str, workspace: str) -> Iterator[Incoming]:
    origin = Origin(key, workspace or string(body, "team_id"))
    base = origin.event(
        string(body, "user_id"), string(body, "channel_id"), name=string(body, "user_name")
    )
    base = _with_ticket(base, body)
    word, *rest = words.read(string(body, "text")).split(None, 1) or ["help"]
    yield Command(
        base.key, base.sender, base.place, None, base.ticket,
        word=word.lower(), rest=rest[0] if rest else "",
    )  # fmt: skip


def interaction(body: Object, key: str, workspace: str) -> Iterator[Incoming]:
    kind = string(body, "type")
    team, home = string(maybe(body, "team"), "id"), string(maybe(body, "user"), "team_id")
    elsewhere = home if team and home != team else ""
    origin = Origin(key, workspace or team or home, home=elsewhere)
    if kind == "block_actions":
        yield from _presses(body, origin)
    elif kind == "view_submission":
        yield _form(body, origin)
    elif kind in ("message_action", "shortcut"):
        yield _shortcut(body, origin)


def _base(body: Object, origin: Origin, *, thread: str = "") -> Event:
    user = inner(body, "user")
    channel = string(maybe(body, "channel"), "id") or string(maybe(body, "container"), "channel_id")
    name = string(user, "name") or string(user, "username")
    base = origin.event(string(user, "id"), channel, thread=thread, name=name)
    return _with_ticket(base, body)


def _with_ticket(base: Event, body: Object) -> Event:
    room, channel = base.place.room, base.place.room.key
    ticket = Ticket(
        team=room.workspace,
        user=base.sender.user.user,
        channel="" if channel == base.sender.user.user else channel,
        thread=base.place.thread,
        trigger=string(body, "trigger_id"),
        response_url=string(body, "response_url"),
    )
    return replace(base, ticket=ticket.pack())


def _presses(body: Object, origin: Origin) -> Iterator[Incoming]:
    message, container = maybe(body, "message"), maybe(body, "container")
    thread = string(message, "thread_ts") or string(container, "thread_ts")
    base = _base(body, origin, thread=thread)
    stamp = string(container, "message_ts") or string(message, "ts")
    ref = MessageRef(base.place.room, stamp, _kind(message, container)) if stamp else None
    actions = body.get("actions")
    for action in actions if isinstance(actions, list) else []:
        handle = string(action, "value")
        if handle and not string(action, "action_id").startswith(LINK):
            yield ButtonPress(base.key, base.sender, base.place, ref, base.ticket, handle=handle)


def _kind(message: Object, container: Object) -> str:
    """The kind of one's own message, as sending it named it."""
    if container.get("is_ephemeral") is True:
        return "ephemeral"
    files = message.get("files")
    first = files[0] if isinstance(files, list) and files else None
    return f"file:{string(first, 'id')}" if string(first, "id") else "text"


def _shortcut(body: Object, origin: Origin) -> Shortcut:
    message = maybe(body, "message")
    base = _base(body, origin, thread=string(message, "thread_ts"))
    stamp = string(message, "ts") or string(body, "message_ts")
    ref = MessageRef(base.place.room, stamp) if stamp else None
    files = file_handles(message.get("files"), origin.team)
    return Shortcut(
        base.key, base.sender, base.place, ref, base.ticket,
        word=string(body, "callback_id"), files=files,
    )  # fmt: skip


# ── forms ───────────────────────────────────────────────────────────────────────────────────────


def _form(body: Object, origin: Origin) -> FormSent:
    view = inner(body, "view")
    opened = _opened(view)
    user = inner(body, "user")
    base = origin.event(
        string(user, "id"), string(opened, "channel"),
        thread=string(opened, "thread"), name=string(user, "name"),
    )  # fmt: skip
    base = _with_ticket(base, body)
    values, files = form_values(view, origin.team)
    return FormSent(
        base.key, base.sender, base.place, None, base.ticket,
        form=string(view, "callback_id"), context=string(opened, "context"),
        values=values, files=files,
    )  # fmt: skip


def _opened(view: Object) -> Mapping[str, Any]:
    """What `blocks.modal` put in when the form was opened."""
    try:
        opened = json.loads(string(view, "private_metadata") or "{}")
    except (ValueError, RecursionError):
        return {}
    return opened if isinstance(opened, dict) else {}


def form_values(view: Object, team: str) -> tuple[dict[str, str], tuple[IncomingFile, ...]]:
    """(values by field, files) of a filled-in form; an empty field is ""."""
    values: dict[str, str] = {}
    files: list[IncomingFile] = []
    for field, elements in maybe(maybe(view, "state"), "values").items():
        for element in elements.values() if isinstance(elements, dict) else ():
            if string(element, "type") == "file_input":
                given = file_handles(element.get("files"), team)
                files += given
                values[field] = str(len(given)) if given else ""
            elif isinstance(element, dict):
                chosen = string(maybe(element, "selected_option"), "value")
                values[field] = chosen or string(element, "value")
    return values, tuple(files)
