"""Text from people and files, made fit to be shown anywhere. Escaping is the adapters' part."""

from __future__ import annotations

import unicodedata

LONGEST = 2_000


def plain(text: str, limit: int = LONGEST) -> str:
    """Without control, bidi and zero-width characters, and no longer than `limit`."""
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))
    # Line and paragraph separators would start a line of the sender's choice.
    kept = kept.replace("\u2028", " ").replace("\u2029", " ")
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def one_line(text: str, limit: int = 200) -> str:
    """The same, on one line."""
    return plain(" ".join(text.split()), limit)
