"""Names, numbers and commands inside of sentences that run from right to left.

What runs the other way is put between isolation marks (Unicode UAX 9), so that it neither turns
around nor turns its neighbours around. Languages that run from left to right get no marks: there
they would only get into what people copy.
"""

from __future__ import annotations

import re
import unicodedata

from babel import Locale
from fluent.runtime.types import FluentType

from core.plain import LONGEST, plain

FIRST_STRONG = "\u2068"
END = "\u2069"
_MARKS = re.compile(f"([{FIRST_STRONG}{END}])")
LONGEST_LIST = 8_000  # platforms cut what is longer than theirs


class Spoken(FluentType):
    """Text given to a sentence: made plain, compared as it is, isolated where it is written."""

    def __init__(self, text: str, *, turned: bool, isolated: bool) -> None:
        self.text = _cleaned(text) if turned else _plain(text)
        own = FIRST_STRONG in self.text  # a sentence inside of this one, marked where it needs it
        self._isolated = isolated and not own and "\n" not in self.text and _runs_on(self.text)

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Spoken) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def format(self, locale: Locale) -> str:
        return f"{FIRST_STRONG}{self.text}{END}" if self._isolated else self.text


def left_to_right(*parts: object) -> Spoken:
    """`{ LTR($prefix, "show #3") }`: one piece, from left to right wherever it stands.

    Its first letter, if any, is a Latin one. The mark is the only one that platforms are given.
    """
    said = "".join(part.text if isinstance(part, Spoken) else str(part) for part in parts)
    return Spoken(f"{FIRST_STRONG}{said}{END}", turned=True, isolated=False)


def _runs_on(text: str) -> bool:
    """Whether something in it runs from left to right; a bare number stands well anywhere."""
    return not text.isdigit() and any(unicodedata.bidirectional(c) in ("L", "EN") for c in text)


def _cleaned(text: str) -> str:
    """Plain, but for marks in pairs, which sentences inside of this one bring along."""
    pieces = _MARKS.split(text)
    if len(pieces) == 1 or not _paired(text):
        return _plain(text)
    return "".join(piece if _MARKS.fullmatch(piece) else _plain(piece) for piece in pieces)


def _plain(text: str) -> str:
    """Plain; a list of lines, which is an argument too, may be longer than what a person wrote."""
    return plain(text, LONGEST_LIST if "\n" in text else LONGEST)


def _paired(text: str) -> bool:
    """Whether every line closes what it opens, and nothing else: its marks reach nobody else."""
    for line in text.split("\n"):
        depth = 0
        for mark in _MARKS.findall(line):
            depth += -1 if mark == END else 1
            if depth < 0:
                return False
        if depth:
            return False
    return True
