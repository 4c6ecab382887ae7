"""What stands behind a command's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from core.errors import Refused

T = TypeVar("T")


def one_of(words: Sequence[str], meanings: Mapping[str, T]) -> T | None:
    """The meaning of the first word that has one."""
    return next((meanings[w] for w in words if w in meanings), None)


def first(rest: str, how: str) -> str:
    """The first word. Raises Refused with the words `how` where there is none."""
    words = rest.split()
    if not words:
        raise Refused(how, "nothing named")
    return words[0]


def two(rest: str, how: str) -> tuple[str, str]:
    """Whom, and what; the name may be of several words, the last one is what. Raises Refused."""
    words = rest.split()
    if len(words) < 2:
        raise Refused(how, "half a command")
    return " ".join(words[:-1]), words[-1].lower()
