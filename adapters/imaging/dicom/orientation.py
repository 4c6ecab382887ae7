"""Which side of the patient each edge of a picture is, and how large its pixels are.

Told beside the picture, never drawn into it: whoever shows it lays letters and a bar over it.
"""

from __future__ import annotations

from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.groups import functional_group
from core.imaging import JsonValue

_AXES = (("L", "R"), ("P", "A"), ("H", "F"))  # where x, y and z grow and fall in the patient
_OPPOSITE = {**dict(_AXES), **{b: a for a, b in _AXES}}
_LEAST_SHARE = 0.38  # sine of 22 degrees: a smaller share of a direction has no letter
_LARGEST_PIXEL = 100.0  # millimetres


def view(dataset: Dataset, frame: int) -> dict[str, JsonValue]:
    """`edges`: the letters of left, right, top, bottom; `mm`: a pixel's width and height at the
    `patient` or at the `detector` (`at`), in millimetres. What is not known is left out."""
    told: dict[str, JsonValue] = {}
    if "TotalPixelMatrixColumns" in dataset:  # a frame is one tile of what is shown
        return told
    edges = _edges(dataset, frame)
    if edges:
        told["edges"] = edges
    for at, sizes in _sizes(dataset, frame):
        if len(sizes) == 2 and all(0 < one < _LARGEST_PIXEL for one in sizes):
            return {**told, "mm": [sizes[1], sizes[0]], "at": at}
    return told


def _sizes(dataset: Dataset, frame: int) -> list[tuple[str, list[float]]]:
    """Candidates for (row, column) spacing, the surest first."""
    group = functional_group(dataset, frame, "PixelMeasuresSequence")
    found = [("patient", pixel.numbers(group, "PixelSpacing"))] if group is not None else []
    # In a projection the spacing is the patient's only where somebody has calibrated it.
    projected = bool(pixel.numbers(dataset, "ImagerPixelSpacing"))
    calibrated = pixel.text(dataset, "PixelSpacingCalibrationType") != "" or not projected
    spacing = pixel.numbers(dataset, "PixelSpacing")
    found.append(("patient" if calibrated else "detector", spacing))
    found.append(("detector", pixel.numbers(dataset, "ImagerPixelSpacing")))
    return found


def _edges(dataset: Dataset, frame: int) -> dict[str, JsonValue]:
    if pixel.text(dataset, "AnatomicalOrientationType") == "QUADRUPED":
        return {}
    group = functional_group(dataset, frame, "PlaneOrientationSequence")
    axes = pixel.numbers(dataset if group is None else group, "ImageOrientationPatient")
    if len(axes) == 6:
        right, bottom = _letters(axes[:3]), _letters(axes[3:])
    else:
        right, bottom = _said(dataset)
    if not right or not bottom:
        return {}
    return {"left": _turned(right), "right": right, "top": _turned(bottom), "bottom": bottom}


def _letters(direction: list[float]) -> str:
    """The letters of where a direction points, the largest share first."""
    shares = sorted(zip(direction, _AXES, strict=True), key=lambda one: -abs(one[0]))
    return "".join(axis[share < 0] for share, axis in shares if abs(share) >= _LEAST_SHARE)


def _said(dataset: Dataset) -> tuple[str, str]:
    """Patient Orientation (0020,0020): where the rows and the columns point, in letters."""
    value = dataset.get("PatientOrientation")
    words = (
        [str(one).strip().upper() for one in value] if value and not isinstance(value, str) else []
    )
    if len(words) != 2 or not all(_known(one) for one in words):
        return "", ""
    return words[0], words[1]


def _known(letters: str) -> bool:
    return 0 < len(letters) <= len(_AXES) and all(one in _OPPOSITE for one in letters)


def _turned(letters: str) -> str:
    return "".join(_OPPOSITE[one] for one in letters)
