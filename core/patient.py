"""Does a picture belong to the pod's patient? What two sources say about a person, compared.

Each clue is first made comparable, then agrees, differs, or says nothing:

* **Name.** Compared within one script, since a name in two scripts cannot be told from two names:
  ideographic characters first, then letters, then kana or hangul alone. Case, accents (Müller,
  Muller, Mueller), the order of the parts, `^`, commas, hyphens, titles and width of characters do
  not matter. All of one name's parts in the other, two at least, is agreement; one shared part, or
  an initial in place of a name, says nothing; anything else differs.
* **Number.** Case and blanks do not matter; zeros do. Numbers of two issuers are not compared.
* **Birth date** and **sex** (only M against F) as written. Stand-ins such as ANONYMOUS, 0 or
  19000101 say nothing.

The verdict, first rule that fits:

1. Birth dates differ, or sexes do: `DIFFERS`.
2. Numbers agree: `BELONGS` if the names do not differ, or if they do but the birth dates agree (a
   married name); else `DIFFERS` (two hospitals that count alike).
3. Names differ: `DIFFERS`.
4. Names and birth dates agree: `BELONGS`, even with another number (another hospital), unless one
   and the same named issuer gave both numbers.
5. Numbers differ: `DIFFERS`.
6. Names agree: `BELONGS`. Nothing comparable is left: `UNKNOWN`.

A wrong `DIFFERS` costs a person a look, a wrong `BELONGS` shows a stranger's picture: where it is
doubtful, it differs.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, StrEnum

from core.imaging import PatientClues


class Match(StrEnum):
    """Whether two sets of clues speak of one person."""

    BELONGS = "belongs"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class _Clue(Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    SILENT = "silent"


_STAND_INS = frozenset(
    {"anon", "anonymised", "anonymized", "anonymous", "deidentified", "na", "none", "noname",
     "null", "patient", "removed", "test", "unknown", "unnamed", "xxx", "xxxx"}
)  # fmt: skip
_TITLES = frozenset(
    {"dipl", "dr", "frau", "herr", "ing", "jr", "md", "med", "miss", "mr", "mrs", "ms", "phd",
     "prof", "sir", "sr"}
)  # fmt: skip
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "a", "œ": "o", "ı": "i"}
_MOST_PIECES = 6  # of a name that was written apart
_UMLAUTS = re.compile(r"([aou])e")
_VOICING = "\u3099\u309a"  # combining marks that turn one kana into another
_EMPTY_DATES = frozenset({"00000000", "19000101", "18000101", "11111111"})
# Scripts in the order in which they tell people apart; Japanese readings and Korean are last.
_IDEOGRAPHS, _SPOKEN = "ideographs", "spoken"
_SCRIPT_OF_NAME = {
    "CJK": _IDEOGRAPHS,
    "HIRAGANA": _SPOKEN,
    "KATAKANA": _SPOKEN,
    "HANGUL": _SPOKEN,
}


def match(known: PatientClues, found: PatientClues) -> Match:
    """Whether `found` speaks of the person whom `known` speaks of; the order does not matter."""
    name, number = _names(known, found), _numbers(known, found)
    birth = _compared(_birth_date(known), _birth_date(found))
    if _Clue.DIFFERS in {birth, _compared(_sex(known), _sex(found))}:
        return Match.DIFFERS
    if number is _Clue.AGREES:
        excused = name is not _Clue.DIFFERS or birth is _Clue.AGREES
        return Match.BELONGS if excused else Match.DIFFERS
    if name is _Clue.DIFFERS:
        return Match.DIFFERS
    elsewhere = number is not _Clue.DIFFERS or not _one_issuer(known, found)
    if name is birth is _Clue.AGREES and elsewhere:
        return Match.BELONGS
    if number is _Clue.DIFFERS:
        return Match.DIFFERS
    return Match.BELONGS if name is _Clue.AGREES else Match.UNKNOWN


def has_clues(clues: PatientClues) -> bool:
    """True if anything in `clues` could tell one person from another; a sex alone cannot."""
    return bool(_scripts(clues.name) or _number(clues) or _birth_date(clues))


def _compared(one: str, other: str) -> _Clue:
    if not one or not other:
        return _Clue.SILENT
    return _Clue.AGREES if one == other else _Clue.DIFFERS


def _folded(text: str) -> str:
    """Without case, accents and differences of width; the voicing of kana is no accent."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (char for char in bare if not _is_accent(char))
    return unicodedata.normalize("NFC", "".join(_LETTERS.get(char, char) for char in kept))


def _is_accent(char: str) -> bool:
    category = unicodedata.category(char)
    if category in {"Cc", "Cf"}:
        return not char.isspace()
    marks = ("COMBINING", "HEBREW", "ARABIC")
    named = unicodedata.name(char, "").startswith(marks)
    return category == "Mn" and named and char not in _VOICING


def _number(clues: PatientClues) -> str:
    number = re.sub(r"\s", "", _folded(clues.patient_id or ""))
    return "" if number in _STAND_INS or not number.strip("0-._") else number


def _issuer(clues: PatientClues) -> str:
    return " ".join(_folded(clues.issuer or "").split())


def _numbers(known: PatientClues, found: PatientClues) -> _Clue:
    if _compared(_issuer(known), _issuer(found)) is _Clue.DIFFERS:
        return _Clue.SILENT
    return _compared(_number(known), _number(found))


def _one_issuer(known: PatientClues, found: PatientClues) -> bool:
    return _compared(_issuer(known), _issuer(found)) is _Clue.AGREES


def _birth_date(clues: PatientClues) -> str:
    digits = re.sub(r"\D", "", clues.birth_date or "")
    return digits if len(digits) == 8 and digits not in _EMPTY_DATES else ""


def _sex(clues: PatientClues) -> str:
    sex = (clues.sex or "").strip().upper()
    return sex if sex in {"F", "M"} else ""


def _scripts(name: str | None) -> dict[str, list[str]]:
    """The parts of a name by the script that each is written in; parts that say nothing left out.

    The groups of a DICOM name (alphabetic=ideographic=phonetic) are told apart by their script, as
    many files put characters of any script into the first.
    """
    found: dict[str, list[str]] = {}
    for group in (name or "").split("="):
        parts = [part for part in re.split(r"[\W_]+", _folded(_hiragana(group))) if part]
        for part in parts:
            for script, piece in _of_one_script(part):
                if piece not in _STAND_INS and piece not in _TITLES:
                    found.setdefault(script, []).append(_UMLAUTS.sub(r"\1", piece))
    return {script: sorted(set(parts)) for script, parts in found.items()}


def _hiragana(text: str) -> str:
    """Katakana as hiragana: a reading may be written in either. `text` may be of any width."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in wide)


def _script(char: str) -> str:
    """The script of a letter; digits and marks go with the letters round them and have none."""
    if not char.isalpha():
        return ""
    word = unicodedata.name(char, "UNNAMED").replace("-", " ").split()[0]
    return _SCRIPT_OF_NAME.get(word, word)


def _of_one_script(part: str) -> list[tuple[str, str]]:
    """(script, letters) of each stretch of `part` that is written in one script."""
    pieces: list[tuple[str, str]] = []
    for char in part:
        script = _script(char)
        if pieces and script in {"", pieces[-1][0]}:
            pieces[-1] = pieces[-1][0], pieces[-1][1] + char
        else:
            pieces.append((script, char))
    return pieces


def _names(known: PatientClues, found: PatientClues) -> _Clue:
    one, other = _scripts(known.name), _scripts(found.name)
    shared = sorted(set(one) & set(other), key=_authority)
    if not shared:
        return _Clue.SILENT
    return _parts(one[shared[0]], other[shared[0]], shared[0])


def _authority(script: str) -> tuple[int, str]:
    return {_IDEOGRAPHS: 0, _SPOKEN: 2}.get(script, 1), script


def _parts(one: list[str], other: list[str], script: str) -> _Clue:
    fewer, more = sorted((one, other), key=lambda parts: (len(parts), parts))
    left = [part for part in fewer if part not in more]
    rest = [part for part in more if part not in fewer]
    if _made_of(left, rest):
        return _Clue.AGREES
    if script in {_IDEOGRAPHS, _SPOKEN}:
        return _Clue.DIFFERS
    if not left:
        return _Clue.AGREES if len(fewer) > 1 else _Clue.SILENT
    shared = len(left) < len(fewer)
    return _Clue.SILENT if shared and _initials(left, rest) else _Clue.DIFFERS


def _made_of(wholes: list[str], pieces: list[str]) -> bool:
    """True if `pieces`, each used once, make up `wholes`: AnnaLena and Lena, Anna."""
    if not wholes or len(pieces) > _MOST_PIECES:
        return not wholes and not pieces
    first, others = wholes[0], wholes[1:]
    if not first:
        return _made_of(others, pieces)
    return any(
        _made_of([first[len(piece) :], *others], [*pieces[:index], *pieces[index + 1 :]])
        for index, piece in enumerate(pieces)
        if first.startswith(piece)
    )


def _initials(left: list[str], rest: list[str]) -> bool:
    """True if what is left over on either side can be initials of one another."""
    stands = all(any(_initial(one, other) for other in rest) for one in left)
    if len(left) == len(rest):
        stands &= all(any(_initial(one, other) for other in left) for one in rest)
    return stands


def _initial(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and longer.startswith(shorter)
