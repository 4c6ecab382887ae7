"""Pictures to show when no files are given, made when they are needed: no patient, no photograph.

The X-ray and the photo are drawn; the two scans are pydicom's own test files, renamed to the same
invented patient.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pydicom
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from PIL.TiffImagePlugin import IFDRational
from pydicom.data import get_testdata_file
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    ExplicitVRLittleEndian,
    generate_uid,
)

Grey = NDArray[np.float32]
Point = tuple[float, float]

WIDTH, HEIGHT = 960, 1200
NAME, PATIENT_ID, BIRTH_DATE = "Sample^Sofia", "HP-204811", "19540312"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as somebody has it. `label` says in plain words what it is."""

    name: str
    label: str
    data: bytes = field(repr=False)


def bundled() -> tuple[Sample, ...]:
    """The samples of the story, the first one the pod's first picture."""
    return (
        Sample("hand.dcm", "X-ray of a hand", xray()),
        Sample("mr-scan.dcm", "MR scan", _scan("examples_overlay.dcm")),
        small_photo(),
        Sample("heart.dcm", "Ultrasound", _scan("examples_ybr_color.dcm")),
        Sample("letter.svg", "Not a picture", b"<svg xmlns='x'><script/></svg>"),
    )


def small_photo() -> Sample:
    """The photo alone."""
    return Sample("plaster.jpg", "Photo", photo())


def _scan(name: str) -> bytes:
    path = get_testdata_file(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    dataset = pydicom.dcmread(path)
    return _named(dataset)


def _named(dataset: FileDataset) -> bytes:
    dataset.PatientName, dataset.PatientID = NAME, PATIENT_ID
    dataset.PatientBirthDate, dataset.PatientSex = BIRTH_DATE, "F"
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


# ── the X-ray ───────────────────────────────────────────────────────────────────────────────────

# Joints of each ray from the wrist to the tip, and the half widths of its bones, in pixels.
RAYS: Sequence[tuple[Sequence[Point], Sequence[float]]] = (
    (((392, 838), (268, 700), (186, 588), (132, 498)), (25, 20, 15)),  # thumb
    (((420, 812), (366, 560), (330, 378), (308, 268), (296, 200)), (21, 18, 15, 12)),
    (((470, 800), (468, 528), (462, 324), (458, 190), (456, 112)), (22, 19, 16, 13)),
    (((522, 806), (566, 550), (596, 356), (614, 228), (624, 156)), (21, 18, 15, 12)),
    (((570, 826), (654, 602), (714, 456), (750, 362), (772, 298)), (20, 16, 13, 11)),
)
CARPALS: Sequence[tuple[Point, Point]] = (
    ((402, 872), (36, 30)), ((458, 852), (34, 31)), ((514, 858), (34, 30)), ((566, 878), (31, 28)),
    ((424, 928), (40, 31)), ((486, 920), (36, 30)), ((544, 934), (34, 29)), ((588, 930), (22, 20)),
)  # fmt: skip
FOREARM: Sequence[tuple[Point, Point, float, float]] = (
    ((446, 1010), (432, 1240), 62, 44),
    ((568, 1012), (590, 1240), 36, 33),
)


def _capsule(start: Point, end: Point, first: float, last: float) -> Grey:
    """How deep each pixel lies in a rounded rod whose radius goes from `first` to `last`."""
    reach = max(first, last) + 1
    left, right = (max(0, int(f(start[0], end[0]) + s * reach)) for f, s in ((min, -1), (max, 1)))
    top, bottom = (max(0, int(f(start[1], end[1]) + s * reach)) for f, s in ((min, -1), (max, 1)))
    box = slice(top, min(HEIGHT, bottom + 1)), slice(left, min(WIDTH, right + 1))
    ys, xs = np.mgrid[box].astype(np.float32)
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((xs - start[0]) * dx + (ys - start[1]) * dy) / (dx * dx + dy * dy)
    along = np.clip(along, 0, 1)
    distance = np.hypot(xs - start[0] - along * dx, ys - start[1] - along * dy)
    # Bones are wide at both ends and slim between.
    waist = 0.74 + 0.26 * np.abs(2 * along - 1) ** 2.2
    radius = (first + (last - first) * along) * waist
    depth = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    depth[box] = np.clip(1 - distance / radius, 0, 1)
    return depth


def _bone(depth: Grey) -> Grey:
    """A tube: bright at the rim where the rays pass along the hard shell, softer inside."""
    inside = depth > 0
    shell = np.exp(-((depth - 0.16) ** 2) / 0.012)
    bone = inside * (0.46 + 0.20 * np.sqrt(depth)) + 0.42 * shell * inside
    return np.asarray(bone, dtype=np.float32)


def _blurred(picture: Grey, radius: float) -> Grey:
    grey = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))
    soft = np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32)
    return np.asarray(soft / 255, dtype=np.float32)


def _hand() -> Grey:
    """The absorption of a hand, 0 to 1."""
    soft = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    bones = np.zeros_like(soft)
    for joints, widths in RAYS:
        for index, width in enumerate(widths):
            start, end = joints[index], joints[index + 1]
            gap = 0.035
            a = (start[0] + gap * (end[0] - start[0]), start[1] + gap * (end[1] - start[1]))
            b = (end[0] - gap * (end[0] - start[0]), end[1] - gap * (end[1] - start[1]))
            bones = np.maximum(bones, _bone(_capsule(a, b, width, width * 0.88)))
            flesh = 2.35 if index else 2.9
            soft = np.maximum(soft, np.sqrt(_capsule(start, end, width * flesh, width * flesh)))
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for (x, y), (across, down) in CARPALS:
        away = np.hypot((xs - x) / across, (ys - y) / down)
        depth = np.asarray(np.clip(1 - away, 0, 1), dtype=np.float32)
        bones = np.maximum(bones, _bone(depth) * 0.96)
    for start, end, first, last in FOREARM:
        bones = np.maximum(bones, _bone(_capsule(start, end, first, last)))
    soft = np.maximum(soft, np.sqrt(_capsule((494, 700), (500, 960), 172, 140)))
    soft = np.maximum(soft, np.sqrt(_capsule((500, 900), (510, 1300), 150, 150)))
    return np.asarray(
        _blurred(np.asarray(0.34 * np.power(soft, 0.55)), 9) + 0.62 * _blurred(bones, 2.2)
    )


def xray() -> bytes:
    """A drawn radiograph of a hand, as DICOM with an invented patient."""
    noise = np.random.default_rng(7).normal(0, 0.012, (HEIGHT, WIDTH)).astype(np.float32)
    picture = np.clip(0.03 + 0.92 * _hand() + noise, 0, 1)
    pixels = (picture * 4095).astype("<u2")
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID = meta.MediaStorageSOPClassUID
    dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.Modality, dataset.BodyPartExamined, dataset.ViewPosition = "CR", "HAND", "PA"
    dataset.ImageLaterality, dataset.StudyDate = "L", "20260303"
    dataset.Rows, dataset.Columns = HEIGHT, WIDTH
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation, dataset.BurnedInAnnotation = 0, "NO"
    dataset.WindowCenter, dataset.WindowWidth = 1900, 3600
    dataset.PixelData = pixels.tobytes()
    return _named(dataset)


# ── the photo ───────────────────────────────────────────────────────────────────────────────────


def photo() -> bytes:
    """A drawn photo of an arm in plaster on a blanket, with the EXIF of a phone in it."""
    size = (1600, 1200)
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    weave = 10 * np.sin(xs / 7) * np.sin(ys / 7)
    light = 1.12 - 0.34 * np.hypot(xs - 520, ys - 300) / 1500
    blanket = np.stack([(58 + weave) * light, (96 + weave) * light, (128 + weave) * light], axis=-1)
    picture = Image.fromarray(np.clip(blanket, 0, 255).astype(np.uint8))
    shadow = Image.new("L", size, 0)
    ImageDraw.Draw(shadow).line([(240, 880), (1330, 480)], fill=130, width=330)
    dark = Image.new("RGB", size, (14, 22, 30))
    picture.paste(dark, mask=shadow.filter(ImageFilter.GaussianBlur(42)))
    arm = Image.new("L", size, 0)
    draw = ImageDraw.Draw(arm)
    draw.line([(150, 880), (1280, 470)], fill=255, width=236)
    for end, width in (((1500, 300), 60), ((1540, 380), 62), ((1530, 462), 58), ((1476, 536), 50)):
        draw.line([(1240, 480), end], fill=255, width=width)
        draw.ellipse([end[0] - 30, end[1] - 30, end[0] + 30, end[1] + 30], fill=255)
    picture.paste(_shaded(size, (224, 172, 140)), mask=arm.filter(ImageFilter.GaussianBlur(4)))
    cast = Image.new("L", size, 0)
    ImageDraw.Draw(cast).line([(330, 815), (1230, 488)], fill=255, width=286)
    picture.paste(_shaded(size, (240, 238, 230)), mask=cast.filter(ImageFilter.GaussianBlur(5)))
    draw = ImageDraw.Draw(picture)
    for index in range(9):
        x, y = 400 + index * 92, 790 - index * 33
        draw.arc([x - 60, y - 150, x + 60, y + 150], 255, 105, fill=(214, 211, 200), width=4)
    heart = [(760, 640), (700, 586), (716, 540), (756, 556), (786, 528), (816, 556)]
    draw.polygon([*heart, (770, 640)], fill=(206, 72, 84))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88, exif=_exif(), comment=b"sofia sample at home")
    return buffer.getvalue()


def _shaded(size: tuple[int, int], colour: tuple[int, int, int]) -> Image.Image:
    """A colour lit from above left."""
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    across = (xs * 0.34 + ys - 1010) / 150
    light = np.clip(1.04 - 0.16 * across**2 - 0.10 * across, 0.5, 1.1)
    return Image.fromarray(
        np.clip(light[..., None] * np.array(colour), 0, 255).astype(np.uint8), "RGB"
    )


def _exif() -> Image.Exif:
    """What a phone writes, with a place in it: none of it may come out again."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Phone", "Phone 7", "Sofia Sample"
    exif[0x0132] = "2026:03:03 10:12:00"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (IFDRational(52), IFDRational(31), IFDRational(12)), 3: "E",
         4: (IFDRational(13), IFDRational(24), IFDRational(18))}
    )  # fmt: skip
    return exif
