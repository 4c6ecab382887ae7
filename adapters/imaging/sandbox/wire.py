"""The plain bytes between the asking process and a decoder: JSON and raw pictures, no pickle.

The decoder has handled hostile input and is not believed: every length is checked against what
really arrived, every value against its type, every picture against the signature of its format.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.imaging.media_types import MEDIA_TYPES
from core.imaging import (
    BurnedIn,
    Json,
    Kind,
    PatientClues,
    Purpose,
    Refusal,
    Rendition,
    TranscodedImage,
    TranscodeOrder,
    Unread,
)

MAGIC = b"CPD1"
DONE = b"D"
PROGRESS = struct.Struct("=cd")  # "P" and the part that is done
MAX_HEADER = 64 * 1024 * 1024
MAX_TEXT = 4096
MAX_IMAGES = 10_000
_SIGNATURES: Mapping[str, tuple[int, bytes]] = {
    "jpeg": (0, b"\xff\xd8\xff"),
    "png": (0, b"\x89PNG\r\n\x1a\n"),
    "webp": (8, b"WEBP"),
    "avif": (4, b"ftypavi"),
    "jxl": (0, b"\xff\x0a"),
    "gif": (0, b"GIF89a"),
    "mp4": (4, b"ftyp"),
}


class WireError(Exception):
    """The decoder's answer does not hold together."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one decoder said. Either `images` or `refusal`."""

    images: tuple[TranscodedImage, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: Refusal | None = None
    detail: str = ""
    cpu_ms: float = 0.0
    peak_rss_kb: int = 0
    fences: Mapping[str, Any] = field(default_factory=dict)


def pack_order(order: TranscodeOrder) -> bytes:
    """An order as JSON."""
    window = list(order.window) if isinstance(order.window, tuple) else order.window
    return json.dumps(
        {
            "purposes": sorted(order.purposes),
            "still_format": order.still_format,
            "cine_format": order.cine_format,
            "window": window,
            "frame": order.frame,
            "overlays": order.overlays,
            "straight": order.straight,
            "find_text": order.find_text,
            "max_bytes": order.max_bytes,
        }
    ).encode()


def unpack_order(data: bytes) -> TranscodeOrder:
    """The order that `pack_order` wrote."""
    said = json.loads(data)
    window = said["window"]
    return TranscodeOrder(
        purposes=frozenset(Purpose(one) for one in said["purposes"]),
        still_format=said["still_format"],
        cine_format=said["cine_format"],
        window=(window[0], window[1]) if isinstance(window, list) else window,
        frame=said["frame"],
        overlays=said["overlays"],
        straight=said["straight"],
        find_text=said["find_text"],
        max_bytes=said["max_bytes"],
    )


def pack(answer: Answer) -> list[bytes]:
    """An answer as the parts of a file: magic, header length, header, then the pictures."""
    pictures = [one.data for image in answer.images for one in image.renditions]
    header = json.dumps(
        {
            "images": [_image_out(image) for image in answer.images],
            "unread": [[one.name, one.refusal] for one in answer.unread],
            "refusal": answer.refusal,
            "detail": answer.detail,
            "cpu_ms": answer.cpu_ms,
            "peak_rss_kb": answer.peak_rss_kb,
            "fences": dict(answer.fences),
        },
        separators=(",", ":"),
        default=str,
    ).encode("utf-8", "replace")
    return [MAGIC, struct.pack("=Q", len(header)), header, *pictures]


def unpack(data: memoryview) -> Answer:
    """The answer that `pack` wrote. Raises WireError for anything that `pack` would not write."""
    if len(data) < 12 or data[:4] != MAGIC:
        raise WireError("no answer")
    length = struct.unpack("=Q", data[4:12])[0]
    if length > min(MAX_HEADER, len(data) - 12):
        raise WireError("header longer than the answer")
    try:
        said = json.loads(bytes(data[12 : 12 + length]))
        return _answer_in(said, data[12 + length :])
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise WireError(f"header malformed: {type(error).__name__}") from None


def _answer_in(said: Mapping[str, Any], pictures: memoryview) -> Answer:
    images: list[TranscodedImage] = []
    offset = 0
    for one in said["images"][:MAX_IMAGES]:
        image, offset = _image_in(one, pictures, offset)
        images.append(image)
    if offset != len(pictures):
        raise WireError("pictures and their lengths differ")
    refusal = said["refusal"]
    return Answer(
        images=tuple(images),
        unread=tuple(
            Unread(_text(name), Refusal(why)) for name, why in said["unread"][:MAX_IMAGES]
        ),
        refusal=Refusal(refusal) if refusal is not None else None,
        detail=plain(said["detail"]),
        cpu_ms=float(said["cpu_ms"]),
        peak_rss_kb=int(said["peak_rss_kb"]),
        fences=_mapping(said["fences"]),
    )


def plain(detail: object) -> str:
    """`detail` cut to what a log line may hold: short printable ASCII."""
    return re.sub(r"[^ -~]", "?", str(detail))[:200]


def _image_out(image: TranscodedImage) -> dict[str, Any]:
    burned, patient = image.burned_in, image.patient
    return {
        "kind": image.kind,
        "transfer_syntax": image.transfer_syntax,
        "frames": image.frames,
        "width": image.width,
        "height": image.height,
        "decoder": image.decoder,
        "metadata": image.metadata,
        "summary": dict(image.summary),
        "patient": [
            patient.name,
            patient.patient_id,
            patient.birth_date,
            patient.sex,
            patient.issuer,
        ],
        "burned_in": [burned.suspected, burned.reason, burned.boxes, burned.masked],
        "renditions": [_rendition_out(one) for one in image.renditions],
        "warnings": image.warnings,
    }


def _rendition_out(one: Rendition) -> dict[str, Any]:
    return {
        "purpose": one.purpose,
        "format": one.format,
        "media_type": one.media_type,
        "width": one.width,
        "height": one.height,
        "frames": one.frames,
        "bytes": len(one.data),
        "loss_ratio": one.loss_ratio,
        "identified": one.identified,
    }


def _image_in(
    said: Mapping[str, Any], pictures: memoryview, offset: int
) -> tuple[TranscodedImage, int]:
    renditions: list[Rendition] = []
    for one in said["renditions"]:
        rendition, offset = _rendition_in(one, pictures, offset)
        renditions.append(rendition)
    suspected, reason, boxes, masked = said["burned_in"]
    syntax = said["transfer_syntax"]
    image = TranscodedImage(
        kind=Kind(said["kind"]),
        transfer_syntax=None if syntax is None else _text(syntax),
        frames=_count(said["frames"]),
        width=_count(said["width"]),
        height=_count(said["height"]),
        decoder=_text(said["decoder"]),
        metadata=_mapping(said["metadata"]),
        summary={_text(key): _text(value) for key, value in said["summary"].items()},
        patient=PatientClues(*(None if v is None else _text(v) for v in said["patient"])),
        burned_in=BurnedIn(bool(suspected), _text(reason), _boxes(boxes), bool(masked)),
        renditions=tuple(renditions),
        warnings=tuple(_text(one) for one in said["warnings"][:1000]),
    )
    return image, offset


def _rendition_in(
    said: Mapping[str, Any], pictures: memoryview, offset: int
) -> tuple[Rendition, int]:
    size = _count(said["bytes"])
    data = bytes(pictures[offset : offset + size])
    if len(data) != size or size == 0:
        raise WireError("a picture is shorter than it says")
    name = _text(said["format"])
    at, signature = _SIGNATURES[name]
    if data[at : at + len(signature)] != signature:
        raise WireError("a picture is not of the format it says")
    _text(said["media_type"])
    ratio = said["loss_ratio"]
    rendition = Rendition(
        purpose=Purpose(said["purpose"]),
        format=name,
        media_type=MEDIA_TYPES[name],
        width=_count(said["width"]),
        height=_count(said["height"]),
        frames=_count(said["frames"]),
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        loss_ratio=None if ratio is None else float(ratio),
        identified=bool(said["identified"]),
    )
    return rendition, offset + size


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value[:MAX_TEXT]


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 40:
        raise TypeError
    return value


def _mapping(value: object) -> Json:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _boxes(value: Sequence[Sequence[object]]) -> tuple[tuple[int, int, int, int], ...]:
    boxes = []
    for left, top, right, bottom in value[:1000]:
        boxes.append((_count(left), _count(top), _count(right), _count(bottom)))
    return tuple(boxes)
