"""DICOM objects beside plain pictures: reports, curves, segments, states, films, overlays."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filewriter import dcmwrite
from pydicom.sequence import Sequence
from pydicom.uid import UID

CLASS = "1.2.840.10008.5.1.4.1.1."
CT, REPORT, STATE, SEGMENTS = (CLASS + end for end in ("2", "88.11", "11.1", "66.4"))
ECG, ENHANCED, ULTRASOUND, DOCUMENT = (CLASS + end for end in ("9.1.1", "2.1", "6.1", "104.1"))


def item(**attributes: Any) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def items(*parts: Dataset) -> Sequence:
    return Sequence(parts)


def written(kind: str, also: Mapping[int, tuple[str, Any]] | None = None, **more: Any) -> bytes:
    """An object as an explicit little-endian file; an attribute that is None is left out.

    `also` names what has no keyword by its tag.
    """
    known: dict[str, Any] = {
        "SOPClassUID": UID(kind), "SOPInstanceUID": UID("1.2.3.1"), "SeriesInstanceUID": "1.2.9",
        "StudyInstanceUID": "1.2", "PatientName": "Doe^Jane", "PatientID": "4711",
    }  # fmt: skip
    made = item(**{key: value for key, value in (known | more).items() if value is not None})
    for tag, (kind_of_value, value) in (also or {}).items():
        made.add_new(tag, kind_of_value, value)
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = UID("1.2.840.10008.1.2.1")
    made.file_meta.MediaStorageSOPClassUID = UID(kind)
    made.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3.1")
    out = io.BytesIO()
    dcmwrite(out, made, enforce_file_format=True)
    return out.getvalue()


def image(kind: str = CT, frames: int = 1, side: int = 32, bits: int = 8, **other: Any) -> bytes:
    """A grey object of a gradient."""
    rows, columns = np.mgrid[0:side, 0:side]
    grey = ((rows * 5 + columns * 3) % 256).astype(np.uint8 if bits == 8 else np.uint16)
    known: dict[str, Any] = {
        "Modality": "CT", "Rows": side, "Columns": side, "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2", "BitsAllocated": bits, "BitsStored": bits,
        "HighBit": bits - 1, "PixelRepresentation": 0, "PixelData": grey.tobytes() * frames,
    }  # fmt: skip
    if frames > 1:
        known["NumberOfFrames"] = frames
    return written(kind, **known | other)


def code(meaning: str) -> Sequence:
    return items(item(CodeValue="1", CodingSchemeDesignator="99X", CodeMeaning=meaning))


def content(kind: str, name: str, **values: Any) -> Dataset:
    return item(ValueType=kind, ConceptNameCodeSequence=code(name), **values)


def report(*children: Dataset, **other: Any) -> bytes:
    """A structured report of `children`."""
    text = content("TEXT", "Impression", TextValue="All is well.")
    held = items(*(children or (text, content("PNAME", "Reader", PersonName="Doe^Jane"))))
    return written(REPORT, Modality="SR", ValueType="CONTAINER", ContentSequence=held,
                   ConceptNameCodeSequence=code("Chest"), **other)  # fmt: skip


def curves(samples: int = 400, channels: int = 2, **group: Any) -> bytes:
    """An electrocardiogram; `group` changes what its multiplex group says."""
    wave = (200 * np.sin(np.arange(400) / 40)).astype("<i2")
    leads = [
        item(ChannelSensitivity=5, ChannelSensitivityUnitsSequence=items(item(CodeValue="uV")),
             ChannelSourceSequence=items(item(CodeMeaning=f"Lead {number}")))
        for number in range(min(channels, 2))
    ]  # fmt: skip
    known: dict[str, Any] = {
        "NumberOfWaveformChannels": channels, "NumberOfWaveformSamples": samples,
        "SamplingFrequency": 500, "WaveformBitsAllocated": 16, "WaveformSampleInterpretation": "SS",
        "ChannelDefinitionSequence": items(*leads),
        "WaveformData": np.repeat(wave[:, None], 2, axis=1).tobytes(),
    }  # fmt: skip
    return written(ECG, Modality="ECG", WaveformSequence=items(item(**known | group)))


def segments(side: int = 32, frames: int = 2, **other: Any) -> bytes:
    """One bit a pixel, in frames over the pictures 1.2.3.N."""
    groups = [
        item(DerivationImageSequence=items(item(SourceImageSequence=items(
            item(ReferencedSOPInstanceUID=f"1.2.3.{number + 1}")))),
            SegmentIdentificationSequence=items(item(ReferencedSegmentNumber=1)))
        for number in range(frames)
    ]  # fmt: skip
    known: dict[str, Any] = {
        "Modality": "SEG", "SOPInstanceUID": "1.2.5.1", "SegmentationType": "BINARY",
        "BitsAllocated": 1, "BitsStored": 1, "HighBit": 0, "NumberOfFrames": frames,
        "PixelData": b"\x0f" * (side * side * frames // 8),
        "SegmentSequence": items(item(SegmentNumber=1, SegmentLabel="Liver",
                                      RecommendedDisplayCIELabValue=[34900, 52000, 45000])),
        "PerFrameFunctionalGroupsSequence": items(*groups),
    }  # fmt: skip
    return image(SEGMENTS, 1, side, 8, **known | other)


def state(*graphics: Dataset, **other: Any) -> bytes:
    """A presentation state over 1.2.3.1 with a line and a word."""
    line = item(GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, GraphicType="POLYLINE",
                NumberOfGraphicPoints=2, GraphicData=[4.0, 9.0, 20.0, 9.0])  # fmt: skip
    word = item(UnformattedTextValue="Anna Berg", AnchorPoint=[5.0, 5.0],
                AnchorPointAnnotationUnits="PIXEL")  # fmt: skip
    drawn = item(GraphicObjectSequence=items(*(graphics or (line,))),
                 TextObjectSequence=items(word))  # fmt: skip
    named = item(ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID="1.2.3.1")
    series = item(SeriesInstanceUID="1.2.9", ReferencedImageSequence=items(named))
    known: dict[str, Any] = {
        "Modality": "PR", "SOPInstanceUID": "1.2.4.1",
        "ReferencedSeriesSequence": items(series), "GraphicAnnotationSequence": items(drawn),
    }  # fmt: skip
    return written(STATE, **known | other)


def palette(entries: int = 256, first: int = 0, bits: int = 16, **other: Any) -> bytes:
    """Pixels that are places in three tables of colours."""
    known: dict[str, Any] = {"PhotometricInterpretation": "PALETTE COLOR"}
    for colour in ("Red", "Green", "Blue"):
        known[f"{colour}PaletteColorLookupTableDescriptor"] = [entries, first, bits]
        table = struct.pack("<256H", *(number * 257 for number in range(256)))
        known[f"{colour}PaletteColorLookupTableData"] = table
    return image(CT, **known | other)


def overlay(rows: int = 32, columns: int = 32, **more: Any) -> bytes:
    """A picture with an overlay plane that says it has `rows` by `columns` bits."""
    plane = {
        0x0010: ("US", rows), 0x0011: ("US", columns), 0x0040: ("CS", "G"),
        0x0050: ("SS", more.pop("origin", [1, 1])), 0x0100: ("US", more.pop("bits", 1)),
        0x0102: ("US", more.pop("position", 0)), 0x3000: ("OW", more.pop("data", b"\x0f" * 128)),
    }  # fmt: skip
    return image(also={0x60000000 | number: held for number, held in plane.items()}, **more)
