"""The decoders of compressed frames: for every codec the faster first, another where it fails.

Each decoder takes the bytes of one frame, or a view of them, and returns samples as (rows, columns)
or (rows, columns, components), unsigned unless the code stream says signed. What it returned is
checked for size by the caller; a decoder that raises or returns another size is followed by the
next one.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import imagecodecs
import numpy as np
from openjpeg.utils import decode as openjpeg_decode
from PIL import Image
from rle.rle import decode_frame  # type: ignore[import-not-found]

from adapters.imaging.dicom import codestream, jpegls, openjph, reduced, runs, soundness
from adapters.imaging.dicom.codestream import JpegHead
from adapters.imaging.dicom.fragments import Buffer
from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.dicom.syntaxes import Codec
from adapters.imaging.errors import Refused
from core.imaging import Refusal

# Two threads take a third off a large frame; more help little.
_THREADS = min(2, os.cpu_count() or 1)

Bytes = Any  # or a view of them: the stubs of imagecodecs know no views
Decode = Callable[[Bytes, Shape], Array]


@dataclass(frozen=True, slots=True)
class Decoder:
    """A named decoder of one codec."""

    name: str
    decode: Decode


@dataclass(frozen=True, slots=True)
class Decoded:
    """Samples of one frame. `rgb` is True where the decoder has already converted the colours."""

    samples: Array
    decoder: str
    rgb: bool = False
    signed: bool | None = None  # as the code stream says, None where it does not
    precision: int | None = None


def decode(frame: Buffer, shape: Shape, label: Codec, halvings: int = 0) -> Decoded:
    """Decode one compressed frame, smaller by 2**`halvings` where its codec can.

    Raises Refused (UNSUPPORTED_CODEC, BROKEN).
    """
    codec = codestream.sniff(frame, label)
    if codec is Codec.VIDEO:
        raise Refused(Refusal.UNSUPPORTED_CODEC, "video in a frame")
    jpeg = codestream.jpeg_head(frame) if codec is Codec.JPEG else None
    _check_announced(codec, frame, shape, jpeg)
    if halvings and codec in (Codec.JPEG_2000, Codec.HTJ2K):
        smaller = reduced.decode(frame, codec is Codec.HTJ2K, halvings)
        if smaller is not None:
            return _decoded(smaller.samples, smaller.name, codec, frame, jpeg, shape)
    failures: list[str] = []
    for decoder in decoders(codec, jpeg):
        try:
            samples = _shaped(decoder.decode(frame, shape), shape)
        except (MemoryError, Refused):
            raise
        except Exception as error:  # noqa: BLE001 - any decoder may fail in any way: ask the next
            failures.append(f"{decoder.name}: {type(error).__name__}")
        except BaseException as error:
            # pylibjpeg-rle is Rust, whose panic is no Exception.
            if type(error).__name__ != "PanicException":
                raise
            failures.append(f"{decoder.name}: panic")
        else:
            return _decoded(samples, decoder.name, codec, frame, jpeg, shape)
    if not failures:
        raise Refused(Refusal.UNSUPPORTED_CODEC, codec)
    raise Refused(Refusal.BROKEN, "; ".join(failures))


def _decoded(
    samples: Array, name: str, codec: Codec, frame: Buffer, jpeg: JpegHead | None, shape: Shape
) -> Decoded:
    if codec in (Codec.JPEG_2000, Codec.HTJ2K):
        head = codestream.j2k_head(frame)
        if head is not None:
            rgb = head.components == 3 and head.colour_transform
            return Decoded(samples, name, rgb, head.signed, head.precision)
    if jpeg is not None:
        rgb = len(jpeg.components) == 3 and not (jpeg.lossless and _stored_as_ybr(jpeg, shape))
        return Decoded(samples, name, rgb, None, jpeg.precision)
    return Decoded(samples, name, codec is Codec.JPEG_XL and samples.ndim == 3)


def decoders(codec: Codec, jpeg: JpegHead | None = None) -> Iterator[Decoder]:
    """The decoders for a frame of `codec`, best first."""
    if codec is Codec.JPEG and jpeg is not None:
        yield from _LOSSLESS_JPEG if jpeg.lossless else _LOSSY_JPEG
    yield from _BY_CODEC.get(codec, ())


def _check_announced(codec: Codec, frame: Buffer, shape: Shape, jpeg: JpegHead | None) -> None:
    """Refuse a code stream that would unpack to another size than its file announces."""
    if jpeg is not None:
        # Lines may be announced later (DNL), as 0; odd widths of old writers are cut or padded.
        announced = jpeg.rows * jpeg.columns * max(1, len(jpeg.components))
    elif codec in (Codec.JPEG_2000, Codec.HTJ2K):
        head = codestream.j2k_head(frame)
        if head is None:
            raise Refused(Refusal.BROKEN, "JPEG 2000 without a size")
        announced = head.rows * head.columns * head.components
    else:
        return
    if announced > 4 * shape.pixels * max(3, shape.samples) + 65536:
        raise Refused(Refusal.TOO_MANY_PIXELS, "frame larger than its file announces")


def _shaped(samples: Array, shape: Shape) -> Array:
    """`samples` in the file's rows and columns. Raises ValueError where they cannot be."""
    if samples.ndim == 3 and samples.shape[2] == 1:
        samples = samples[:, :, 0]
    components = samples.shape[2] if samples.ndim == 3 else 1
    if samples.size == 0 or samples.ndim not in (2, 3) or components < shape.samples:
        raise ValueError("not the shape of the file")
    if samples.shape[:2] != (shape.rows, shape.columns):
        if samples.shape[0] < shape.rows or samples.shape[1] < shape.columns:
            raise ValueError("smaller than the file says")
        samples = samples[: shape.rows, : shape.columns]
    if components != shape.samples:
        samples = samples[:, :, 0] if shape.samples == 1 else samples[:, :, : shape.samples]
    return samples


def jpeg_is_ybr(jpeg: JpegHead, photometric: str) -> bool:
    """Whether a three-component JPEG holds luminance and colour differences.

    The Adobe marker was written by the encoder and is believed first; subsampled components cannot
    be RGB; then the file's own label.
    """
    if jpeg.adobe_transform is not None:
        return jpeg.adobe_transform == 1
    if bytes(one[0] for one in jpeg.components) == b"RGB":
        return False
    return jpeg.subsampled or photometric.startswith("YBR")


def _stored_as_ybr(jpeg: JpegHead, shape: Shape) -> bool:
    # Lossless JPEG is written without a colour transform: the label alone speaks of the colours.
    return shape.photometric.startswith("YBR")


def _jpeg_spaces(frame: Bytes, shape: Shape) -> tuple[str | None, str | None]:
    jpeg = codestream.jpeg_head(frame)
    if jpeg is None or len(jpeg.components) != 3 or jpeg.lossless:
        return None, None
    return ("YCBCR" if jpeg_is_ybr(jpeg, shape.photometric) else "RGB"), "RGB"


def _jpeg(frame: Bytes, shape: Shape) -> Array:
    space, out = _jpeg_spaces(frame, shape)
    return np.asarray(imagecodecs.jpeg8_decode(frame, colorspace=space, outcolorspace=out))


def _pillow_jpeg(frame: Bytes, shape: Shape) -> Array:
    with Image.open(io.BytesIO(frame), formats=("JPEG",)) as image:
        space, _out = _jpeg_spaces(frame, shape)
        if space == "RGB":
            # Pillow knows no other way to be told that the components are RGB already.
            image.tile = [one._replace(args=("RGB", "RGB")) for one in image.tile]
        return np.asarray(image)


def _jpeg_any(frame: Bytes, _shape: Shape) -> Array:
    return np.asarray(imagecodecs.jpeg_decode(frame))


def _ljpeg(frame: Bytes, _shape: Shape) -> Array:
    return np.asarray(imagecodecs.ljpeg_decode(frame))


def _jpegsof3(frame: Bytes, _shape: Shape) -> Array:
    return np.asarray(imagecodecs.jpegsof3_decode(frame))


def _jpegls(frame: Bytes, _shape: Shape) -> Array:
    frame = bytes(frame)
    # Without an end marker, CharLS looks for more bits for eight seconds in a stream of 80 bytes.
    ended = frame if frame.rstrip(b"\0").endswith(b"\xff\xd9") else frame + b"\xff\xd9"
    return np.asarray(imagecodecs.jpegls_decode(ended))


def _jpegls_here(frame: Bytes, shape: Shape) -> Array:
    return jpegls.decode(bytes(frame), shape)


def _openjpeg(frame: Bytes, _shape: Shape) -> Array:
    stream = codestream.j2k_codestream(frame)
    return np.asarray(openjpeg_decode(bytes(stream), j2k_format=0))


def _jpeg2k(frame: Bytes, _shape: Shape) -> Array:
    return np.asarray(imagecodecs.jpeg2k_decode(frame, numthreads=_THREADS))


def _htj2k(frame: Bytes, _shape: Shape) -> Array:
    if not soundness.is_sound(frame):
        raise ValueError("a code stream that lies would end this process")
    return openjph.decode(bytes(codestream.j2k_codestream(frame)))


def _jpegxl(frame: Bytes, _shape: Shape) -> Array:
    return np.asarray(imagecodecs.jpegxl_decode(frame, numthreads=1))


def _planes(flat: bytes | bytearray | memoryview | Array, shape: Shape, order: str) -> Array:
    """RLE gives whole planes, one sample after the other."""
    if shape.allocated == 1:
        raise ValueError("bitmaps are for the plain decoder")
    dtype = shape.dtype(order)
    wanted = shape.pixels * shape.samples
    planes = np.frombuffer(flat, dtype=dtype)
    if planes.size < wanted:
        raise ValueError("too short")
    planes = planes[:wanted].reshape(shape.samples, shape.rows, shape.columns)
    return planes[0] if shape.samples == 1 else np.moveaxis(planes, 0, 2)


def _rle(frame: Bytes, shape: Shape) -> Array:
    return _planes(
        decode_frame(bytes(frame), shape.pixels, shape.dtype().itemsize * 8, "<"), shape, "<"
    )


def _dicomrle(frame: Bytes, shape: Shape) -> Array:
    data = imagecodecs.dicomrle_decode(frame, shape.dtype("<"))
    return _planes(data, shape, "<")


def _deflated(frame: Bytes, shape: Shape) -> Array:
    """Deflated Image Frame Compression: raw deflate, samples as in a native frame."""
    wanted = (shape.frame_bits + 7) // 8
    out = zlib.decompressobj(-zlib.MAX_WBITS).decompress(frame, wanted + 2)
    if len(out) < wanted:
        raise ValueError("too short")
    if len(out) > wanted + 1:  # one byte may make the length even
        raise Refused(Refusal.UNPACKS_TOO_BIG, "deflated frame")
    if shape.allocated == 1:
        bits = np.unpackbits(np.frombuffer(out, np.uint8), bitorder="little")[: shape.pixels]
        return bits.reshape(shape.rows, shape.columns)
    values = np.frombuffer(out[:wanted], shape.dtype("<"))
    if shape.samples == 1:
        return values.reshape(shape.rows, shape.columns)
    if shape.planar:
        return np.moveaxis(values.reshape(shape.samples, shape.rows, shape.columns), 0, 2)
    return values.reshape(shape.rows, shape.columns, shape.samples)


_LOSSY_JPEG = (
    Decoder("imagecodecs/libjpeg-turbo 8", _jpeg),
    Decoder("Pillow/libjpeg-turbo", _pillow_jpeg),
    Decoder("imagecodecs/libjpeg-turbo", _jpeg_any),
)
_LOSSLESS_JPEG = (
    Decoder("imagecodecs/libjpeg-turbo", _jpeg_any),
    Decoder("imagecodecs/liblj92", _ljpeg),
    Decoder("imagecodecs/jpegsof3", _jpegsof3),
)
_BY_CODEC: dict[Codec, tuple[Decoder, ...]] = {
    Codec.RLE: (
        Decoder("imagecodecs/dicomrle", _dicomrle),
        Decoder("pylibjpeg-rle", _rle),
        Decoder("runs", runs.decode),
    ),
    Codec.JPEG_LS: (
        Decoder("imagecodecs/charls", _jpegls),
        Decoder("jpegls", _jpegls_here),
    ),
    Codec.JPEG_2000: (
        Decoder("imagecodecs/openjpeg", _jpeg2k),
        Decoder("pylibjpeg-openjpeg", _openjpeg),
    ),
    Codec.HTJ2K: (
        Decoder("imagecodecs/openjph", _htj2k),
        Decoder("pylibjpeg-openjpeg", _openjpeg),
    ),
    Codec.JPEG_XL: (Decoder("imagecodecs/libjxl", _jpegxl),),
    Codec.DEFLATED_FRAME: (Decoder("zlib", _deflated),),
}
