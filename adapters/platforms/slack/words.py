"""Slack's markup: escaping on the way out, plain words on the way in."""

from __future__ import annotations

import re

from adapters import plain

_ANGLE = re.compile(r"<([^<>\n]{1,3000})>")
URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}…\u2069]")


def escape(text: str) -> str:
    """Text that mentions nobody and links nothing, wherever mrkdwn is read."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """One bold line of mrkdwn; the text's own stars would end it early."""
    return f"*{escape(plain.one_line(text).replace('*', '∗'))}*"


def read(text: str) -> str:
    """What a person typed, from what Slack made of it.

    A typed address comes as `<mailto:a@b.example|a@b.example>`, a number as `<tel:…|…>`.
    """
    spelled = _ANGLE.sub(lambda match: _spelled(match.group(1)), text)
    unescaped = spelled.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescaped.replace("\0", "")


def _spelled(inside: str) -> str:
    target, bar, label = inside.partition("|")
    if target.startswith("mailto:"):
        return target.removeprefix("mailto:")
    if target.startswith(("@", "#", "!")):
        sign = "@" if target[0] == "!" else target[0]
        return sign + (label or target[1:])
    return label if bar and target.startswith("tel:") else target


def without_mention(text: str, user: str) -> str:
    """The text with the first mention of one user taken out."""
    pattern = rf"<@{re.escape(user)}(?:\|[^<>]*)?>" if user else r"^\s*<@[A-Z0-9]+(?:\|[^<>]*)?>"
    return re.sub(pattern, "", text, count=1).strip()
