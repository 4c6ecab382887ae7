"""Does this picture belong to the pod's patient? A comparison of what two files say; no guessing.

Names are compared as sets of words: order, case, accents, titles and the separators of DICOM's
person names (`^`, `=`) do not matter. Numbers are compared without blanks; hospitals number
differently, so unequal numbers alone do not tell two people apart where name and day of birth
agree. Whatever stays open is UNKNOWN, and a difference wins over an agreement.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from core.imaging import PatientClues

TITLES = frozenset({"dr", "frau", "herr", "miss", "mr", "mrs", "ms", "prof", "sir"})
NOBODY = frozenset({"anon", "anonymized", "anonymous", "deidentified", "unknown", "none", "test"})


class Match(StrEnum):
    BELONGS = "belongs"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


def has_clues(clues: PatientClues) -> bool:
    """Whether anything in it says whose picture it is."""
    return bool(_words(clues.name) or _number(clues.patient_id))


def match(known: PatientClues, seen: PatientClues) -> Match:
    """Whether `seen` is of the patient that `known` describes."""
    name = _compare_names(known.name, seen.name)
    born = _compare(_date(known.birth_date), _date(seen.birth_date))
    number = _compare_numbers(known, seen)
    if born is False:
        return Match.DIFFERS
    if number is True:
        return Match.DIFFERS if name is False else Match.BELONGS
    if number is False:
        return Match.BELONGS if name is True and born is True else Match.DIFFERS
    if name is None:
        return Match.UNKNOWN
    return Match.BELONGS if name else Match.DIFFERS


def _compare(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _compare_numbers(known: PatientClues, seen: PatientClues) -> bool | None:
    """None when there is nothing to compare: a number counts only within who gave it out."""
    if _compare(_fold(known.issuer), _fold(seen.issuer)) is False:
        return None
    return _compare(_number(known.patient_id), _number(seen.patient_id))


def _compare_names(one: str | None, other: str | None) -> bool | None:
    """The same words, or the fewer of them (two at least) all among the more."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return None
    fewer, more = sorted((first, second), key=len)
    return first == second or (len(fewer) >= 2 and fewer <= more)


def _words(name: str | None) -> frozenset[str]:
    """The words of a person's name, of its first spelling that has any."""
    for spelling in (name or "").split("="):
        words = frozenset(re.findall(r"\w+", _fold(spelling))) - TITLES
        if words and not words <= NOBODY:
            return words
    return frozenset()


def _fold(text: str | None) -> str:
    """Without accents, case and invisible characters; ^ and _ are blanks."""
    plain = unicodedata.normalize("NFKD", (text or "").replace("^", " ").replace("_", " "))
    kept = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return "".join(kept).casefold().strip()


def _number(text: str | None) -> str:
    folded = re.sub(r"\s", "", _fold(text))
    return "" if folded in NOBODY else folded


def _date(text: str | None) -> str:
    digits = "".join(c for c in text or "" if c.isdecimal())
    return digits if len(digits) == 8 else ""
