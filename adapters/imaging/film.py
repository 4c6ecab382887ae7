"""Moving pictures, written frame by frame, so that no more than one frame is held.

MP4 with H.264 plays everywhere and is smallest. Without an encoder for it an animated WebP of
modest size serves; GIF only when asked for.
"""

from __future__ import annotations

import io
import itertools
import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging.errors import Refused
from core.imaging import Refusal

Pixels = npt.NDArray[np.uint8]
_WEBP_QUALITY = 55


def best_format() -> str:
    """The best moving format that this machine can write."""
    return "mp4" if can_mp4() else "webp"


def can_mp4() -> bool:
    """Whether an H.264 encoder is installed on this machine."""
    return False


def write(frames: Iterator[Pixels], fps: float, name: str, count: int = 0) -> bytes:
    """The film as a file of format `name`: mp4, webp or gif. Empty where there are no frames."""
    first = next(frames, None)
    if first is None:
        return b""
    every = itertools.chain((first,), frames)
    if name == "mp4":
        return _mp4(every, fps)
    if name == "webp":
        return _webp(every, first.shape, fps)
    if name == "gif":
        return _gif(every, fps, count)
    raise Refused(Refusal.UNSUPPORTED_CODEC, "no such moving format")


def _mp4(frames: Iterator[Pixels], fps: float) -> bytes:
    raise Refused(Refusal.UNSUPPORTED_CODEC, "no H.264 encoder installed")


def _webp(frames: Iterator[Pixels], shape: tuple[int, ...], fps: float) -> bytes:
    """An animated WebP: a container of our own around still WebP frames (RFC 9649).

    Pillow's writer would hold every frame at once.
    """
    height, width = shape[:2]
    body = bytearray(b"WEBP")
    body += _chunk(b"VP8X", b"\x02\0\0\0" + _three(width - 1) + _three(height - 1))
    body += _chunk(b"ANIM", struct.pack("<IH", 0xFF000000, 0))
    duration = _three(max(1, round(1000 / fps)))
    head = bytes(6) + _three(width - 1) + _three(height - 1) + duration + b"\x02"
    for frame in frames:
        out = io.BytesIO()
        Image.fromarray(frame).save(out, "WEBP", quality=_WEBP_QUALITY, method=2)
        body += _chunk(b"ANMF", head + out.getvalue()[12:])
    return b"RIFF" + struct.pack("<I", len(body)) + bytes(body)


def _chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _three(number: int) -> bytes:
    return struct.pack("<I", number)[:3]


def _gif(frames: Iterator[Pixels], fps: float, count: int) -> bytes:
    """A GIF with few grey levels: noise in the lowest bits is what makes a GIF huge."""
    every = [Image.fromarray((frame & 0xF0) | 0x08).quantize(32) for frame in frames]
    out = io.BytesIO()
    every[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=every[1:],
        duration=max(20, round(1000 / fps)),
        loop=0,
    )
    return out.getvalue()
