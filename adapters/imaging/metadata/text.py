"""Text out of a file: decoded by the standard's character sets only, and made harmless."""

from __future__ import annotations

import codecs
import re
import unicodedata
import warnings
from collections.abc import Sequence
from typing import Final

from pydicom import charset
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

# Defined Terms of (0008,0005), PS3.3 C.12.1.1.2, and the decoder of each. pydicom would look any
# other word up among all of Python's codecs, `zip` and `unicode_escape` included.
STANDARD_SETS: Final = {
    term: decoder
    for term, decoder in charset.python_encoding.items()
    if term == "" or term.startswith(("ISO_IR ", "ISO 2022 ", "GB"))
}
for _decoder in set(STANDARD_SETS.values()):
    codecs.lookup(_decoder)  # loaded now: the decoder process cannot read files later

DEFAULT_SETS: Final = (charset.default_encoding,)
MAX_SETS: Final = 8
MAX_TEXT: Final = 1024
MAX_MARKS: Final = 3  # combining marks on one letter; more is a way to paint over other lines

# Characters that take no room or turn the reading direction, and are not of category Cc or Cf.
_INVISIBLE: Final = frozenset(
    {
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    }
)
# What an ASCII byte does not mean in every set: escapes, and two signs of JIS X 0201.
_READ_OTHERWISE: Final = re.compile(rb"[\x1b\\~]")
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_BREAKS: Final = frozenset({"\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"})


def clean(text: str, limit: int = MAX_TEXT, *, lines: bool = False) -> str:
    """`text` without control, bidi, zero-width and private-use characters, at most `limit` long.

    Line breaks become spaces unless `lines`. A text that was cut ends in an ellipsis.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text.strip()
    kept: list[str] = []
    marks = 0
    for char in text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n"):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if char in _BREAKS:
            kept.append("\n" if lines else " ")
        elif char == "\t":
            kept.append(" ")
        elif category in _DROPPED or ord(char) in _INVISIBLE or marks > MAX_MARKS:
            continue
        else:
            kept.append(char)
        if len(kept) > limit:
            return "".join(kept[: limit - 1]).strip() + "…"
    return "".join(kept).strip()


def decoders(terms: Sequence[str]) -> tuple[str, ...]:
    """Python decoders for the values of (0008,0005); a term outside the standard counts as none."""
    known = [STANDARD_SETS.get(term.strip().strip("\0"), "") for term in terms[:MAX_SETS]]
    if not known or not known[0]:
        known[:1] = DEFAULT_SETS
    return tuple(decoder for decoder in known if decoder)


def decode(value: bytes, sets: Sequence[str], *, person_name: bool = False) -> str:
    """`value` as text; bytes that fit no declared set become U+FFFD, nothing is raised."""
    if value.isascii() and not _READ_OTHERWISE.search(value):
        return value.decode("ascii")
    delimiters = set(PN_DELIMS if person_name else TEXT_VR_DELIMS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's warnings may repeat what the file says
        try:
            return str(charset.decode_bytes(value, list(sets), delimiters))
        except (UnicodeError, LookupError, ValueError):
            return value.decode("ascii", errors="replace")
