"""Moving pictures, written frame by frame, so that no more than one frame is held.

MP4 with H.264 plays everywhere and is smallest. Without an encoder for it an animated WebP of
modest size serves; GIF only when asked for, with few grey levels and few pixels.
"""

from __future__ import annotations

import io
import itertools
import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging import h264, mp4, scale
from adapters.imaging.errors import Refused
from core.imaging import Refusal

Pixels = npt.NDArray[np.uint8]
_WEBP_QUALITY = 55
_GIF_SIDE, _GIF_LEVELS, _GIF_FPS = 320, 32, 10.0


def best_format() -> str:
    """The best moving format that this machine can write."""
    return "mp4" if can_mp4() else "webp"


def can_mp4() -> bool:
    """Whether an H.264 encoder is installed on this machine."""
    return h264.available()


def fitting(name: str, first: Pixels) -> str:
    """The format for frames like `first`: H.264 has a smallest size, which no film is blown up to.

    Where MP4 is asked for and no encoder is there, an animated WebP is what can be had.
    """
    if name == "mp4" and (not can_mp4() or min(first.shape[:2]) < h264.SMALLEST):
        return "webp"
    return name


def trimmed(name: str, picture: Pixels) -> Pixels:
    """A frame as the format takes it: MP4 has even sides, GIF small ones."""
    if name == "mp4":
        return picture[: picture.shape[0] & ~1, : picture.shape[1] & ~1]
    if name == "gif":
        size = scale.within(picture.shape[1], picture.shape[0], _GIF_SIDE)
        return scale.resized(picture, size)
    return picture


def write(frames: Iterator[Pixels], fps: float, name: str) -> bytes:
    """The film as a file of format `name`: mp4, webp or gif. Empty where there are no frames."""
    first = next(frames, None)
    if first is None:
        return b""
    every = itertools.chain((first,), frames)
    if name == "mp4":
        return _mp4(every, first.shape, fps)
    if name == "webp":
        return _webp(every, first.shape, fps)
    if name == "gif":
        return _gif(every, fps)
    raise Refused(Refusal.UNSUPPORTED_CODEC, "no such moving format")


def _mp4(frames: Iterator[Pixels], shape: tuple[int, ...], fps: float) -> bytes:
    height, width = shape[:2]
    encoder = h264.Encoder(width, height, fps)
    samples: list[mp4.Sample] = []
    sets: list[bytes] = []
    try:
        for frame in frames:
            units = encoder.encode(frame)
            if not units:  # a frame that the encoder left out: the one before stays longer
                continue
            one, found = mp4.sample(units)
            sets += [unit for unit in found if unit not in sets]
            samples.append(one)
    finally:
        encoder.close()
    return mp4.mux(samples, sets, width, height, fps)


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
        Image.fromarray(frame).save(out, "WEBP", quality=_WEBP_QUALITY, method=0)
        body += _chunk(b"ANMF", head + out.getvalue()[12:])
    return b"RIFF" + struct.pack("<I", len(body)) + bytes(body)


def _chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _three(number: int) -> bytes:
    return struct.pack("<I", number)[:3]


def _gif(frames: Iterator[Pixels], fps: float) -> bytes:
    """32 levels and at most ten frames a second: noise is what makes a GIF huge."""
    step = max(1, round(fps / _GIF_FPS))
    pictures = [_quantized(frame) for frame in itertools.islice(frames, 0, None, step)]
    out = io.BytesIO()
    duration = max(20, round(1000 * step / fps))
    pictures[0].save(
        out, "GIF", save_all=True, append_images=pictures[1:], duration=duration, loop=0
    )
    return out.getvalue()


def _quantized(frame: Pixels) -> Image.Image:
    if frame.ndim == 3:
        return Image.fromarray(frame).quantize(_GIF_LEVELS, dither=Image.Dither.NONE)
    image = Image.fromarray(frame // (256 // _GIF_LEVELS)).convert("P")
    levels = np.rint(np.linspace(0, 255, _GIF_LEVELS)).astype(np.uint8)
    image.putpalette(np.repeat(levels, 3).tobytes())
    return image
