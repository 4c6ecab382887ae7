"""One opener a format: bytes to a picture, by a named decoder, with no other format tried."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import imagecodecs
import numpy as np
import pi_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from adapters.imaging.limits import LIMITS
from adapters.imaging.measure import Measured
from adapters.imaging.measure.webp import chunks

# The caps are ours and come before decoding; Pillow's own stands behind them.
Image.MAX_IMAGE_PIXELS = LIMITS.still_pixels
AvifImagePlugin.DEFAULT_MAX_THREADS = 2
pi_heif.options.DECODE_THREADS = 2
pi_heif.options.THUMBNAILS = False
pi_heif.options.DEPTH_IMAGES = False
pi_heif.options.AUX_IMAGES = False


@dataclass(slots=True)
class Opened:
    """An image (loaded or not), who decodes it, its size before any reduction, its frames."""

    image: Image.Image
    decoder: str
    source_size: tuple[int, int]
    frames: int = 1

    def take(self) -> Image.Image:
        """The image, held by the caller alone from now on."""
        image, self.image = self.image, _NOTHING
        return image


_NOTHING = Image.new("L", (1, 1))
_Opener = Callable[[memoryview, Measured, int], Opened]


def open_picture(data: memoryview, form: str, measured: Measured, side: int) -> Opened:
    """Open `data` as `form` and nothing else; reduced while decoding where `side` allows."""
    return _OPENERS[form](data[: measured.end], measured, side)


def _pillow(plugin: type[ImageFile.ImageFile], decoder: str) -> _Opener:
    def open_by(data: memoryview, measured: Measured, side: int) -> Opened:
        image = plugin(io.BytesIO(data))
        # Only a moving picture is asked: Pillow counts by looking at whatever follows the first.
        frames = int(getattr(image, "n_frames", 1)) if measured.frames > 1 else 1
        return Opened(image, decoder, image.size, frames)

    return open_by


def _jpeg(data: memoryview, measured: Measured, side: int) -> Opened:
    """Not through `Image.open`: that would follow the directory of a multi-picture file."""
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    size = image.size
    if side < max(size):
        shorter = max(1, side * min(size) // max(size))
        box = (side, shorter) if size[0] >= size[1] else (shorter, side)
        image.draft(None, box)
    return Opened(image, "libjpeg-turbo (Pillow)", size)


def _jpeg2000(data: memoryview, measured: Measured, side: int) -> Opened:
    image = Jpeg2KImagePlugin.Jpeg2KImageFile(io.BytesIO(data))
    size = image.size
    reduction = 0
    while max(size) >> (reduction + 1) >= side:
        reduction += 1
    image.reduce = reduction
    return Opened(image, "OpenJPEG (Pillow)", size)


def _webp(data: memoryview, measured: Measured, side: int) -> Opened:
    """Still ones without Pillow's animation decoder, which holds the canvas four times."""
    if measured.frames > 1:
        return _pillow(WebPImagePlugin.WebPImageFile, "libwebp (Pillow)")(data, measured, side)
    decoded = imagecodecs.webp_decode(bytes(data), hasalpha=measured.heavy)
    image = Image.fromarray(decoded)
    for name, body, size in chunks(data, 12, len(data)):
        if name == b"ICCP" and size <= LIMITS.icc_bytes:
            image.info["icc_profile"] = bytes(data[body : body + size])
        elif name == b"EXIF" and size <= LIMITS.metadata_bytes:
            image.info["exif"] = bytes(data[body : body + size])
    return Opened(image, "libwebp (imagecodecs)", image.size)


def _heif(data: memoryview, measured: Measured, side: int) -> Opened:
    """libheif turns and mirrors by itself and rewrites the orientation in EXIF to 1."""
    container = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    image = container.to_pillow()
    if "original_orientation" in image.info:
        image.info.pop("original_orientation")
    return Opened(image, "libheif (pi-heif)", image.size)


def _jxl(data: memoryview, measured: Measured, side: int) -> Opened:
    """libjxl turns by itself; its colours are taken as sRGB, which is what encoders write."""
    pixels = np.asarray(imagecodecs.jpegxl_decode(bytes(data), numthreads=2))
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    elif pixels.dtype != np.uint8:
        pixels = (np.clip(np.nan_to_num(pixels), 0, 1) * 255).astype(np.uint8)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    image = Image.fromarray(pixels)
    return Opened(image, "libjxl (imagecodecs)", image.size)


_OPENERS: Mapping[str, _Opener] = {
    "avif": _pillow(AvifImagePlugin.AvifImageFile, "libavif (Pillow)"),
    "bmp": _pillow(BmpImagePlugin.BmpImageFile, "Pillow"),
    "gif": _pillow(GifImagePlugin.GifImageFile, "Pillow"),
    "heif": _heif,
    "j2k": _jpeg2000,
    "jp2": _jpeg2000,
    "jpeg": _jpeg,
    "jxl": _jxl,
    "png": _pillow(PngImagePlugin.PngImageFile, "zlib-ng (Pillow)"),
    "tiff": _pillow(TiffImagePlugin.TiffImageFile, "libtiff (Pillow)"),
    "webp": _webp,
}
