"""Text from people and files, made fit to be shown anywhere. Escaping is the adapters' part."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2_000
HIDDEN = frozenset(("Cc", "Cf", "Co", "Cs"))  # control, format, private, half a surrogate pair
# Letters and marks that are drawn as nothing, or as an empty cell, under other categories.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]"
)
MOST_MARKS = 6  # on one letter; Tibetan and pointed Hebrew need up to five


def seen(text: str) -> str:
    """Without letters that nobody sees, and no pile of marks that covers the lines around it."""
    return text if text.isascii() else _few_marks(_BLANK.sub("", text))


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def plain(text: str, limit: int = LONGEST) -> str:
    """Without control, bidi and zero-width characters, and no longer than `limit`."""
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in HIDDEN)
    # Line and paragraph separators would start a line of the sender's choice.
    kept = seen(kept.replace("\u2028", " ").replace("\u2029", " "))
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def one_line(text: str, limit: int = 200) -> str:
    """The same, on one line."""
    words = plain(" ".join(text.split()), len(text))
    return plain(" ".join(words.split()), limit)  # once more: what is gone may leave two spaces
