"""What a picture is, in keys that every language has words for.

From the plain facts of its data (`TranscodedImage.summary`), never from guessing what it shows. A
code that is not known becomes the general key: a picture, of no named part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.model import Image

NONE = "none"
PICTURE = "picture"

# Modality (0008,0060) to the kind of picture.
MODALITIES: Mapping[str, str] = {
    "AR": "eye-picture",
    "BMD": "bone-density",
    "CR": "x-ray",
    "CT": "ct",
    "DG": "x-ray",
    "DOC": "document",
    "DX": "x-ray",
    "ECG": "heart-curve",
    "EPS": "heart-curve",
    "ES": "inside-picture",
    "GM": "microscope",
    "HD": "heart-curve",
    "IO": "dental-x-ray",
    "IVUS": "ultrasound",
    "MG": "mammogram",
    "MR": "mri",
    "NM": "nuclear",
    "OCT": "eye-picture",
    "OP": "eye-picture",
    "OPT": "eye-picture",
    "PT": "pet",
    "PX": "dental-x-ray",
    "RF": "x-ray",
    "RG": "x-ray",
    "RTDOSE": "treatment-plan",
    "RTIMAGE": "x-ray",
    "RTPLAN": "treatment-plan",
    "RTSTRUCT": "treatment-plan",
    "SM": "microscope",
    "SR": "report",
    "US": "ultrasound",
    "XA": "vessel-x-ray",
    "XC": "photo",
}

# Body Part Examined (0018,0015), PS3.16 Annex L and what people write instead, to the part.
BODY_PARTS: Mapping[str, str] = {
    "ABDOMEN": "abdomen", "ANKLE": "ankle", "AORTA": "aorta", "ARM": "upper-arm",
    "BLADDER": "bladder", "BRAIN": "brain", "BREAST": "breast", "CALCANEUS": "heel",
    "CAROTID": "neck-vessels", "CERVICALSPINE": "neck-spine", "CHEST": "chest",
    "CLAVICLE": "collarbone", "COCCYX": "tailbone", "CSPINE": "neck-spine", "ELBOW": "elbow",
    "EYE": "eye", "FACE": "face", "FEMUR": "thigh", "FIBULA": "lower-leg", "FINGER": "finger",
    "FOOT": "foot", "FOREARM": "forearm", "GALLBLADDER": "gallbladder", "HAND": "hand",
    "HEAD": "head", "HEART": "heart", "HIP": "hip", "HUMERUS": "upper-arm", "JAW": "jaw",
    "JAWREGION": "jaw", "KIDNEY": "kidney", "KNEE": "knee", "LEG": "lower-leg", "LIVER": "liver",
    "LOWERLEG": "lower-leg", "LSPINE": "lower-spine", "LUMBARSPINE": "lower-spine",
    "LUNG": "lung", "MANDIBLE": "jaw", "MAXILLA": "jaw", "NECK": "neck", "NOSE": "nose",
    "ORBIT": "eye-socket", "PANCREAS": "pancreas", "PATELLA": "kneecap", "PELVIS": "pelvis",
    "PROSTATE": "prostate", "RADIUS": "forearm", "RIB": "ribs", "RIBS": "ribs",
    "SACRUM": "tailbone", "SCAPULA": "shoulder-blade", "SHOULDER": "shoulder", "SINUS": "sinuses",
    "SKULL": "skull", "SPINE": "spine", "SPLEEN": "spleen", "SSPINE": "tailbone",
    "TEETH": "teeth", "THIGH": "thigh", "THORACICSPINE": "middle-spine", "THORAX": "chest",
    "THUMB": "thumb", "THYROID": "thyroid", "TIBIA": "lower-leg", "TOE": "toe", "TOOTH": "teeth",
    "TSPINE": "middle-spine", "ULNA": "forearm", "UPPERARM": "upper-arm", "UTERUS": "womb",
    "WHOLEBODY": "whole-body", "WRIST": "wrist",
}  # fmt: skip

SIDES: Mapping[str, str] = {"L": "left", "R": "right", "B": "both"}

# View Position (0018,5101) to where it is seen from.
VIEWS: Mapping[str, str] = {
    "AP": "front", "PA": "front", "LL": "side", "RL": "side", "LAT": "side", "LATERAL": "side",
    "ML": "side", "LM": "side", "RLD": "side", "LLD": "side", "OBL": "slanted",
    "OBLIQUE": "slanted", "LLO": "slanted", "RLO": "slanted", "LAO": "slanted",
    "RAO": "slanted", "LPO": "slanted", "RPO": "slanted", "MLO": "slanted", "CC": "above",
    "AXIAL": "end",
}  # fmt: skip

_PAIRED_WITHOUT_SIDE = frozenset({"whole-body", "abdomen", "brain", "chest", "head", "pelvis"})
_SEVERAL_VIEWS = frozenset({"x-ray", "mammogram", "dental-x-ray", "vessel-x-ray"})


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a picture: keys, counts and a date, for the words of a language.

    `modality` is a value of MODALITIES or PICTURE, `body_part`, `side` and `view` one of theirs or
    NONE. `count` is how many pictures belong to it, `counted` whether they are called views,
    pictures or moments of a film (`views`, `pictures`, `film`). `part` of `parts`: which of the
    phases or echoes that one series was taken apart into, 0 of 0 where it was not.
    """

    modality: str = PICTURE
    body_part: str = NONE
    side: str = NONE
    view: str = NONE
    count: int = 1
    counted: str = "pictures"
    day: date | None = None
    part: int = 0
    parts: int = 0


def describe(summary: Mapping[str, str], *, kind: str = "", frames: int = 1) -> Description:
    """The description of a picture with this `summary`; `kind` is a value of `core.imaging.Kind`.

    `frames` above 1 with no count of instances is a film.
    """
    modality = MODALITIES.get(summary.get("modality", "").upper(), _KINDS.get(kind, PICTURE))
    body_part = BODY_PARTS.get(re.sub(r"[^A-Z]", "", summary.get("body_part", "").upper()), NONE)
    side = SIDES.get(summary.get("laterality", "").upper()[:1], NONE)
    count = _count(summary.get("instances", ""))
    counted = "views" if modality in _SEVERAL_VIEWS else "pictures"
    if count == 1 and frames > 1:
        counted = "film"
    part, parts = _part(summary.get("part", ""))
    return Description(
        modality=modality,
        body_part=body_part,
        side=NONE if body_part in _PAIRED_WITHOUT_SIDE else side,
        view=VIEWS.get(summary.get("view", "").upper(), NONE) if count == 1 else NONE,
        count=count,
        counted=counted,
        day=_day(summary.get("study_date", "")),
        part=part,
        parts=parts,
    )


_KINDS: Mapping[str, str] = {"photo": "photo", "document": "document", "clip": "clip"}


def of_image(image: Image) -> dict[str, str | int]:
    """The variables of the message `picture-what` for an image of a pod."""
    return arguments(describe(image.summary, kind=image.kind, frames=image.frames))


def arguments(description: Description) -> dict[str, str | int]:
    """The variables of the message `picture-what`; `month` is 0 where the day is not known."""
    day = description.day
    return {
        "modality": description.modality,
        "body": description.body_part,
        "side": description.side,
        "view": description.view,
        "count": description.count,
        "part": description.part,
        "parts": description.parts,
        "counted": description.counted if description.count > 1 else _alone(description),
        "day": day.day if day else 0,
        "month": day.month if day else 0,
        "year": str(day.year) if day else "",  # text: as a number it would be written 2,024
    }


def _alone(description: Description) -> str:
    return "film" if description.counted == "film" else "one"


def _count(written: str) -> int:
    return max(1, int(written)) if written.isascii() and written.isdigit() else 1


def _part(written: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,3})/([0-9]{1,3})", written)
    part, parts = (int(found[1]), int(found[2])) if found else (0, 0)
    return (part, parts) if 1 <= part <= parts and parts > 1 else (0, 0)


def _day(written: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", written):
        return None
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None
