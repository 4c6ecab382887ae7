"""How a message of ours looks in Telegram: HTML, kinds of media, keyboards. Pure."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters import plain
from core.errors import PlatformError
from core.messages import Button, Outgoing, PictureFile, Style

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PHOTO_BYTES = 10_000_000
MAX_FILE_BYTES = 50_000_000
MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
MAX_HANDLE_BYTES = 64
MAX_TITLE = 256

PHOTO_TYPES = frozenset({"image/jpeg", "image/png"})
MOVING_TYPES = frozenset({"image/gif", "video/mp4"})

_STYLES = {Style.PRIMARY: "primary", Style.DANGER: "danger"}


def media_kind(picture: PictureFile) -> str:
    """photo, animation, video or document, by what Telegram takes as each."""
    if len(picture.data) > MAX_FILE_BYTES:
        raise PlatformError("a file above Telegram's 50 MB", permanent=True, why="too_big")
    if picture.as_file:
        return "document"
    if picture.media_type in MOVING_TYPES:
        silent = picture.animated or picture.media_type == "image/gif"
        return "animation" if silent else "video"
    return "photo" if _fits_photo(picture) else "document"


def _fits_photo(picture: PictureFile) -> bool:
    long, short = max(picture.width, picture.height), min(picture.width, picture.height)
    return (
        picture.media_type in PHOTO_TYPES
        and not picture.animated
        and len(picture.data) <= MAX_PHOTO_BYTES
        and short > 0
        and long + short <= MAX_PHOTO_SIDES
        and long <= short * MAX_PHOTO_RATIO
    )


def words(message: Outgoing, limit: int) -> str:
    """Title and text as HTML; at most `limit` characters as Telegram counts them.

    Telegram has no text of a picture's own: it stands in the caption, before the rest.
    """
    title = plain.cut(plain.one_line(message.title), MAX_TITLE)
    body = plain.clean(message.text).strip()
    alt = plain.one_line(message.picture.alt) if message.picture else ""
    if alt and alt not in body and alt != title:
        body = f"{alt}\n\n{body}" if body else alt
    links = [f"{b.label}: {b.url}" for row in message.buttons for b in row if _only_text(b)]
    if links:
        body = "\n".join([*([body, ""] if body else []), *links])
    body = plain.cut(body, limit - (plain.utf16(title) + 2 if title else 0))
    parts = [f"<b>{html.escape(title, quote=False)}</b>"] if title else []
    parts += [html.escape(body, quote=False)] if body else []
    return "\n\n".join(parts)


def keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    """The buttons under a message. PlatformError for a handle that Telegram would refuse."""
    rows = [[_button(b) for b in row if not _only_text(b)] for row in message.buttons]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    label, style = plain.cut(plain.one_line(button.label), 64), _STYLES.get(button.style)
    if button.url:
        return InlineKeyboardButton(label, url=button.url, style=style)
    if not 1 <= len(button.handle.encode()) <= MAX_HANDLE_BYTES:
        raise PlatformError("a button's handle must have 1-64 bytes", permanent=True, why="refused")
    return InlineKeyboardButton(label, callback_data=button.handle, style=style)


def _only_text(button: Button) -> bool:
    """Telegram refuses buttons to hosts without a dot, such as localhost: a line of text does."""
    host = urlsplit(button.url).hostname if button.url else None
    return host is not None and "." not in host and ":" not in host
