"""What an export may keep, beyond the Basic Application Level Confidentiality Profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Dates(StrEnum):
    """What becomes of dates and times."""

    REMOVE = "remove"  # as the basic profile says
    SHIFT = "shift"  # Retain Longitudinal Temporal Information With Modified Dates
    KEEP = "keep"  # Retain Longitudinal Temporal Information With Full Dates


@dataclass(frozen=True, slots=True)
class Options:
    """The options of PS3.15 E.3; all off is the bare basic profile.

    `pixels_cleaned`: the caller has masked text that was painted into the pixels (Clean Pixel Data
    Option); this module never looks at pixels.
    """

    retain_uids: bool = False
    retain_safe_private: bool = False
    retain_device: bool = False
    retain_institution: bool = False
    retain_patient_characteristics: bool = False
    dates: Dates = Dates.REMOVE
    clean_descriptors: bool = False
    clean_structured_content: bool = False
    clean_graphics: bool = False
    pixels_cleaned: bool = False


BASIC_PROFILE: Final = ("113100", "Basic Application Confidentiality Profile")

# CID 7050, De-identification Method
_OPTION_CODES: Final = (
    ("pixels_cleaned", "113101", "Clean Pixel Data Option"),
    ("clean_graphics", "113103", "Clean Graphics Option"),
    ("clean_structured_content", "113104", "Clean Structured Content Option"),
    ("clean_descriptors", "113105", "Clean Descriptors Option"),
    ("retain_patient_characteristics", "113108", "Retain Patient Characteristics Option"),
    ("retain_device", "113109", "Retain Device Identity Option"),
    ("retain_uids", "113110", "Retain UIDs Option"),
    ("retain_safe_private", "113111", "Retain Safe Private Option"),
    ("retain_institution", "113112", "Retain Institution Identity Option"),
)
_DATE_CODES: Final = {
    Dates.KEEP: ("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    Dates.SHIFT: ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
}


def method_codes(options: Options) -> list[tuple[str, str]]:
    """(code value, code meaning) of the profile and of each option used, scheme DCM."""
    chosen = [(code, meaning) for name, code, meaning in _OPTION_CODES if getattr(options, name)]
    dates = [_DATE_CODES[options.dates]] if options.dates in _DATE_CODES else []
    return [BASIC_PROFILE, *sorted([*chosen, *dates])]
