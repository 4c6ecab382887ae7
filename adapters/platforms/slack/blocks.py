"""How a message, a form and the home tab look in Block Kit. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from adapters import plain
from adapters.platforms.slack import words
from core.errors import PlatformError
from core.messages import Button, Field, Form, Outgoing, Style

Block = dict[str, Any]

MAX_HEADER = 150
MAX_SECTION = 3000
MAX_LABEL = 75
MAX_BLOCKS = 50
MAX_HOME_BLOCKS = 100
MAX_TEXT = 3900  # Slack shortens the top-level text from 4,000 on
MAX_MODAL_TITLE = 24
MAX_METADATA = 3000
MAX_OPTIONS = 100
MAX_HANDLE = 2000
MAX_URL = 3000
PRESS, LINK, ANSWER = "press", "link", "value"
_MAX_FILES = 10

_STYLES = {Style.PRIMARY: "primary", Style.DANGER: "danger"}


def text(message: Outgoing) -> str:
    """The top-level text: notifications and screen readers have nothing else."""
    parts = [plain.one_line(message.title), _body(message)]
    said = "\n".join(part for part in parts if part)
    if not said and message.picture:
        said = plain.one_line(message.picture.alt)
    return words.escape(plain.cut(said, MAX_TEXT)) or " "


def comment(message: Outgoing) -> str:
    """The words that go with a file, as mrkdwn."""
    parts = [words.bold(message.title)] if plain.one_line(message.title) else []
    body = words.escape(plain.cut(_body(message), MAX_TEXT))
    return "\n".join([*parts, *([body] if body else [])])


def message_blocks(message: Outgoing, limit: int = MAX_BLOCKS) -> list[Block]:
    """Title, text and buttons; too much text is cut, buttons never are."""
    actions = [_actions(row, n) for n, row in enumerate(message.buttons) if row]
    room = limit - len(actions) - 1
    found = [_title(message.title)] if plain.one_line(message.title) else []
    found += [_paragraph(part) for part in _chunks(_body(message))][:room]
    return found + actions


def _title(title: str) -> Block:
    line = plain.one_line(title)
    if plain.utf16(line) <= MAX_HEADER:
        return {"type": "header", "text": _plain(line, MAX_HEADER)}
    bold = words.bold(plain.cut(line, MAX_SECTION // 6))
    return {"type": "section", "text": {"type": "mrkdwn", "text": bold, "verbatim": True}}


def _body(message: Outgoing) -> str:
    return plain.clean(message.text).strip()


def _chunks(body: str) -> Iterator[str]:
    """Parts that fit a section, cut at a line's or a word's end."""
    while plain.utf16(body) > MAX_SECTION:
        head = (
            body[: MAX_SECTION // 2]
            if plain.utf16(body[:MAX_SECTION]) > MAX_SECTION
            else (body[:MAX_SECTION])
        )
        at = max(head.rfind("\n"), head.rfind(" "))
        at = at if at > len(head) // 2 else len(head)
        yield body[:at].rstrip()
        body = body[at:].lstrip()
    if body:
        yield body


def _paragraph(part: str) -> Block:
    """Plain text, literally; only where it holds an address, rich text that links it."""
    if not words.URL.search(part):
        return {"type": "section", "text": _plain(part, MAX_SECTION)}
    elements: list[Block] = []
    at = 0
    for match in words.URL.finditer(part):
        if match.start() > at:
            elements.append({"type": "text", "text": part[at : match.start()]})
        elements.append({"type": "link", "url": match.group()})
        at = match.end()
    if at < len(part):
        elements.append({"type": "text", "text": part[at:]})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _plain(said: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain.cut(said, limit) or " ", "emoji": False}


def _actions(row: tuple[Button, ...], number: int) -> Block:
    elements = [_button(button, f"{number}-{n}") for n, button in enumerate(row)]
    return {"type": "actions", "elements": elements}


def _button(button: Button, place: str) -> Block:
    shown: Block = {"type": "button", "text": _plain(plain.one_line(button.label), MAX_LABEL)}
    if button.style in _STYLES:
        shown["style"] = _STYLES[button.style]
    if button.url:
        if len(button.url) > MAX_URL:
            raise PlatformError("a button's address is too long", permanent=True, why="refused")
        return shown | {"action_id": f"{LINK}-{place}", "url": button.url}
    if not 1 <= len(button.handle) <= MAX_HANDLE:
        raise PlatformError("a button without a handle", permanent=True, why="refused")
    return shown | {"action_id": f"{PRESS}-{place}", "value": button.handle}


# ── views ───────────────────────────────────────────────────────────────────────────────────────


def home(page: Outgoing) -> Block:
    shown = message_blocks(page, MAX_HOME_BLOCKS) or [_paragraph(" ")]
    return {"type": "home", "blocks": shown}


def modal(form: Form, *, channel: str, thread: str) -> Block:
    """A form as a modal; where it was opened comes back with what is filled in."""
    shown: list[Block] = [_paragraph(part) for part in _chunks(plain.clean(form.text).strip())]
    shown += [_input(each) for each in form.fields]
    metadata = json.dumps({"context": form.context, "channel": channel, "thread": thread})
    if len(metadata) > MAX_METADATA:
        raise PlatformError("a form's context is too long", permanent=True, why="refused")
    return {
        "type": "modal",
        "callback_id": form.name,
        "title": _plain(form.title, MAX_MODAL_TITLE),
        "submit": _plain(form.submit, MAX_MODAL_TITLE),
        "private_metadata": metadata,
        "blocks": shown,
    }


def _input(each: Field) -> Block:
    block: Block = {
        "type": "input",
        "block_id": each.name,
        "label": _plain(each.label, 2000),
        "optional": each.optional,
        "element": _element(each),
    }
    if each.hint:
        block["hint"] = _plain(each.hint, 2000)
    return block


def _element(each: Field) -> Block:
    if each.kind == "file":
        return {"type": "file_input", "action_id": ANSWER, "max_files": _MAX_FILES}
    if each.kind == "choice":
        return _choice(each)
    kind = "email_text_input" if each.kind == "email" else "plain_text_input"
    element: Block = {"type": kind, "action_id": ANSWER}
    return element | {"initial_value": each.initial} if each.initial else element


def _choice(each: Field) -> Block:
    options = [
        {"text": _plain(label, MAX_LABEL), "value": value}
        for value, label in each.choices[:MAX_OPTIONS]
    ]
    element: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
    first = next((option for option in options if option["value"] == each.initial), None)
    return element | {"initial_option": first} if first else element
