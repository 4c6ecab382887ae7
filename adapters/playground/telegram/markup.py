"""Keyboards under messages: what may be in them."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request
from .limits import Limits
from .model import Json

_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
}
_OTHER_BUTTONS = (
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "login_url",
    "pay",
    "callback_game",
)


def check_markup(markup: Any, *, private: bool, limits: Limits, inline_only: bool) -> Json | None:
    """The keyboard, once it holds. Raises ApiError."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"], private=private, limits=limits)
    if inline_only and markup:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        _reply_keyboard(markup["keyboard"], private=private)
        return markup
    if "remove_keyboard" in markup or "force_reply" in markup:
        return markup
    return None


def button_rows(markup: Json | None) -> list[list[Json]]:
    """The buttons under a message, row by row."""
    return list(markup.get("inline_keyboard", [])) if markup else []


def _inline(rows: Any, *, private: bool, limits: Limits) -> Json | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    for button in (button for row in rows for button in row):
        _inline_button(button, private=private, limits=limits)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: Any, *, private: bool, limits: Limits) -> None:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(prefix + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(prefix + 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    if button.get("url"):
        check_button_url(button["url"])
    elif button.get("callback_data"):
        if len(str(button["callback_data"]).encode()) > limits.callback_data_bytes:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "web_app" in button:
        if not private:
            raise bad_request("Web App buttons can be used in private chats only")
        check_web_app_url(button["web_app"].get("url", ""))
    elif not any(kind in button for kind in _OTHER_BUTTONS):
        raise bad_request(prefix + "Text buttons are unallowed in the inline keyboard")


def check_button_url(url: str) -> None:
    """A link that a button may open: a host with a dot, an address, or a `tg:` link."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.hostname or ""
    if parts.scheme == "tg" or (
        parts.scheme in ("http", "https", "ton") and ("." in host or _is_address(host))
    ):
        return
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_web_app_url(url: str) -> None:
    """HTTPS, as the platform wants it; plain HTTP is let through to this machine alone."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return
    raise bad_request(
        f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
    )


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    return bool(host) and _is_address(host) and ipaddress.ip_address(host or "").is_loopback


def _is_address(host: str | None) -> bool:
    return bool(re.fullmatch(r"[0-9.]+|[0-9a-f:]+", host or "")) and _parses(host or "")


def _parses(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _reply_keyboard(rows: Any, *, private: bool) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        if isinstance(button, str):
            continue
        if not isinstance(button, dict) or not isinstance(button.get("text"), str):
            raise bad_request(
                "can't parse keyboard button: KeyboardButton must be a String or an Object"
            )
        for kind, refusal in _PRIVATE_ONLY.items():
            if button.get(kind) and not private:
                raise bad_request(refusal)
