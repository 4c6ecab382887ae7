"""UIDs, dates and names replaced alike throughout a pod, by keyed hashes."""

from __future__ import annotations

import datetime
import hmac
import re
import uuid
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

_STANDARD_ROOT: Final = "1.2.840.10008."  # well-known UIDs name no instance of anybody
_WEEKS: Final = 520
_DATE: Final = re.compile(r"(\d{4})\.?(\d{2})\.?(\d{2})")
_DATE_TIME: Final = re.compile(r"(\d{8})(\d{2,6}(?:\.\d{1,6})?)?([+-]\d{4})?")


def _digest(key: bytes, purpose: str, text: str) -> bytes:
    return hmac.digest(key, f"{purpose}\0{text}".encode(), sha256)


@dataclass(frozen=True, slots=True)
class UidMap:
    """Old UIDs to new ones under the pod's `key`: the same one always, none to be turned back.

    The new UIDs are of the 2.25 root (a UUID as a whole number, PS3.5 B.2).
    """

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) < 16:
            raise ValueError("the key of a UID map needs at least 16 bytes")

    def uid(self, old: str) -> str:
        """The UID in place of `old`; the standard's own UIDs stay."""
        old = old.strip("\0 ")
        if old.startswith(_STANDARD_ROOT):
            return old
        digest = _digest(self.key, "uid", old)
        return f"2.25.{uuid.UUID(bytes=digest[:16], version=5).int}"

    def pseudonym(self, patient_id: str) -> str:
        """A name for a patient that tells two patients of a pod apart and says no more."""
        return "ANON-" + _digest(self.key, "patient", patient_id)[:6].hex().upper()

    def days(self, patient_id: str) -> int:
        """By how many days to shift this patient's dates: whole weeks back, up to ten years."""
        number = int.from_bytes(_digest(self.key, "days", patient_id)[:8])
        return -7 * (1 + number % _WEEKS)


def shift(vr: str, value: str, days: int) -> str | None:
    """A DA, TM or DT `value` moved by `days`; None if it cannot be read or leaves the calendar.

    The time of day stays, so a TM is returned as it is.
    """
    value = value.strip("\0 ")
    if vr == "TM":
        return value if re.fullmatch(r"[\d.:]{2,16}", value) else None
    if vr == "DA":
        found = _DATE.fullmatch(value)
        return _moved("".join(found.groups()), days) if found else None
    found = _DATE_TIME.fullmatch(value)
    if vr != "DT" or found is None:
        return None
    day = _moved(found[1], days)
    return day and day + (found[2] or "") + (found[3] or "")


def _moved(day: str, days: int) -> str | None:
    try:
        date = datetime.date(int(day[:4]), int(day[4:6]), int(day[6:]))
        return (date + datetime.timedelta(days=days)).strftime("%Y%m%d").rjust(8, "0")
    except (ValueError, OverflowError):
        return None
