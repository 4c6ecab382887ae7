"""The image entry of a DICOM object: its pictures with what the file says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging import burned_in as burned_in_text
from adapters.imaging import metadata
from adapters.imaging.dicom import orientation
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.grey import Look
from adapters.imaging.dicom.reading import Parsed
from core.imaging import BurnedIn, Kind, Rendition, TranscodedImage

_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_SCREENS = frozenset({"SCREEN SAVE", "SECONDARY", "DOSE_INFO"})


def image(
    parsed: Parsed,
    decoder: str,
    size: tuple[int, int],
    frames: int,
    made: Sequence[Rendition],
    *,
    look: Look | None = None,
    frame: int | None = None,
    scale: float = 1.0,
    burned: BurnedIn | None = None,
    warnings: Sequence[str] = (),
) -> TranscodedImage:
    """The entry of one object. `size` is (width, height) in pixels of the original."""
    window = None
    if look is not None and look.centre is not None and look.width is not None:
        window = look.centre, look.width
    told = metadata.model(parsed.dataset)
    block = metadata.transcoding(
        decoder=decoder,
        source_sha256="",
        source_bytes=0,
        elapsed_ms=0.0,
        transfer_syntax=parsed.syntax_uid,
        window=window,
        window_from=look.source if look else "",
        frame=frame,
        scale=scale,
        metadata_cut=told.cut,
        renditions=made,
    )
    sides = orientation.view(parsed.dataset, frame or 0) if frame is not None else {}
    if sides:
        block["view"] = sides
    burned = burned or BurnedIn(suspected=True, reason="modality")
    return TranscodedImage(
        kind=Kind.DICOM,
        transfer_syntax=parsed.syntax_uid,
        frames=frames,
        width=size[0],
        height=size[1],
        decoder=decoder,
        metadata={"dicom": told.attributes, "transcoding": block},
        summary=metadata.summary(parsed.dataset),
        patient=metadata.patient(parsed.dataset),
        burned_in=burned,
        renditions=tuple(replace(one, identified=burned.suspected) for one in made),
        warnings=(*parsed.warnings, *warnings),
    )


def timed(image: TranscodedImage, elapsed_ms: float, size: int) -> TranscodedImage:
    """The entry with the time that it took and the size of its source in bytes."""
    done = image.metadata.get("transcoding")
    block = dict(done) if isinstance(done, dict) else {}
    block["elapsed_ms"] = round(elapsed_ms, 3)
    block["source"] = {"bytes": size}
    return replace(image, metadata={**image.metadata, "transcoding": block})


def burned_in(dataset: Dataset, pixels: npt.NDArray[np.uint8] | None) -> BurnedIn:
    """Whether a name may be painted into the picture. `pixels` None: it cannot be looked at.

    Looking takes tens of milliseconds, so it is done where pictures are painted on: kinds that
    often are, colour, pictures of a screen, and where the file says so itself.
    """
    if not may_be_painted(dataset):
        return BurnedIn(suspected=False)
    flag = pixel.text(dataset, "BurnedInAnnotation").upper()
    return burned_in_text.look(pixels, modality=_modality(dataset), flag=flag)


def _modality(dataset: Dataset) -> str:
    return pixel.text(dataset, "Modality").upper()


def may_be_painted(dataset: Dataset) -> bool:
    """Whether text has to be looked for in the pixels of an object."""
    if pixel.text(dataset, "BurnedInAnnotation").upper() == "YES":
        return True
    modality = _modality(dataset)
    kind = {str(one).upper() for one in _image_type(dataset)}
    return (
        modality in burned_in_text.PAINTING_MODALITIES
        or not modality
        or pixel.text(dataset, "SOPClassUID").startswith(_SECONDARY_CAPTURE)
        or (pixel.number(dataset, "SamplesPerPixel") == 3 and modality != "SM")
        or bool(kind & _SCREENS)
    )


def _image_type(dataset: Dataset) -> Sequence[object]:
    value = dataset.get("ImageType")
    return value if value is not None and not isinstance(value, str) else [value or ""]
