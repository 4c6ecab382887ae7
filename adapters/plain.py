"""Text from people, made fit to be shown: no control, bidi or zero-width characters, no flood."""

from __future__ import annotations

import unicodedata

from core.plain import HIDDEN, seen

_UNFIT = HIDDEN | {"Zl", "Zp"}
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_KEPT = frozenset("\n\t")
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """Strip control (but new lines and tabs), format, surrogate and private characters.

    First-strong isolates stay where every one is closed: sentences put them round names so that
    right-to-left words do not reorder their neighbours.
    """
    isolates = _balanced(text)
    kept = "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _KEPT
        or (isolates and char in (_ISOLATE, _END_ISOLATE))
        or unicodedata.category(char) not in _UNFIT
    )
    return seen(kept)


def one_line(text: str) -> str:
    """`clean`, and all white space as single spaces."""
    return " ".join(clean(" ".join(text.split())).split())


def utf16(text: str) -> int:
    """Length in UTF-16 code units, as chat platforms count."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 code units; what is cut ends at a word, with an ellipsis."""
    if utf16(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept, used = [], 0
    for char in text:
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit - 1:
            break
        kept.append(char)
    head = "".join(kept)
    space = max(head.rfind(" "), head.rfind("\n"))
    if space > len(head) // 2:
        head = head[:space]
    if not _balanced(head):
        head = head.replace(_ISOLATE, "").replace(_END_ISOLATE, "")
    return head.rstrip() + _ELLIPSIS


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        if char == _ISOLATE:
            depth += 1
        elif char == _END_ISOLATE:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
