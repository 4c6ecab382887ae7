"""HEVC by libde265 (LGPL), which pi-heif brings along for HEIC: iPhones film in it.

Called in this process through its C interface, which has been stable since version 1.0.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.ctypeslib  # numpy would load it later, when there are no files
import pi_heif

from adapters.imaging.clip import units
from adapters.imaging.clip.picture import Plane, Yuv

DECODER = "libde265"
_SONAME = "libde265.so.0"
_THREADS = 2


@cache
def _library() -> ctypes.CDLL | None:
    folder = Path(pi_heif.__file__).parent.parent / "pi_heif.libs"
    for name in (*sorted(str(one) for one in folder.glob("libde265*")), _SONAME):
        try:
            return _declared(ctypes.CDLL(name))
        except OSError:
            continue
    return None


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for name, result, *arguments in (
        ("new_decoder", pointer),
        ("free_decoder", number, pointer),
        ("start_worker_threads", number, pointer, number),
        ("push_NAL", number, pointer, ctypes.c_char_p, number, ctypes.c_int64, pointer),
        ("flush_data", number, pointer),
        ("decode", number, pointer, ctypes.POINTER(number)),
        ("get_next_picture", pointer, pointer),
        ("get_image_width", number, pointer, number),
        ("get_image_height", number, pointer, number),
        ("get_bits_per_pixel", number, pointer, number),
        ("get_chroma_format", number, pointer),
        ("get_image_full_range_flag", number, pointer),
        ("get_image_matrix_coefficients", number, pointer),
        ("get_image_plane", pointer, pointer, number, ctypes.POINTER(number)),
        ("disable_logging", None),
    ):
        function = getattr(library, f"de265_{name}")
        function.restype, function.argtypes = result, arguments
    library.de265_disable_logging()
    return library


def available() -> bool:
    """Whether HEVC can be decoded here. Asked at import, before the fences close."""
    return _library() is not None


def frames(config: bytes, samples: Iterator[memoryview]) -> Iterator[Yuv]:
    """The frames in the order of showing. Damaged ones are shown as they come, or left out."""
    library = _library()
    if library is None:
        return
    length_size, sets = units.of_hvcc(config)
    decoder = library.de265_new_decoder()
    try:
        library.de265_start_worker_threads(decoder, _THREADS)
        for one in sets:
            library.de265_push_NAL(decoder, one, len(one), 0, None)
        for sample in samples:
            for one in units.of_sample(sample, length_size):
                library.de265_push_NAL(decoder, one, len(one), 0, None)
            yield from _decoded(library, decoder)
        library.de265_flush_data(decoder)
        yield from _decoded(library, decoder)
    finally:
        library.de265_free_decoder(decoder)


def _decoded(library: ctypes.CDLL, decoder: int) -> Iterator[Yuv]:
    more = ctypes.c_int(1)
    while more.value:
        failed = library.de265_decode(decoder, ctypes.byref(more))
        while picture := library.de265_get_next_picture(decoder):
            yield _yuv(library, picture)
        if failed:
            return


def _yuv(library: ctypes.CDLL, picture: int) -> Yuv:
    grey = library.de265_get_chroma_format(picture) == 0
    planes = [_plane(library, picture, channel) for channel in range(1 if grey else 3)]
    return Yuv(
        planes[0],
        None if grey else planes[1],
        None if grey else planes[2],
        full_range=bool(library.de265_get_image_full_range_flag(picture)),
        matrix=int(library.de265_get_image_matrix_coefficients(picture)),
    )


def _plane(library: ctypes.CDLL, picture: int, channel: int) -> Plane:
    """A copy, because the decoder takes its memory back. Ten bits lose their lowest two."""
    stride = ctypes.c_int()
    start = library.de265_get_image_plane(picture, channel, ctypes.byref(stride))
    width = library.de265_get_image_width(picture, channel)
    height = library.de265_get_image_height(picture, channel)
    bits = library.de265_get_bits_per_pixel(picture, channel)
    raw = np.ctypeslib.as_array(
        ctypes.cast(start, ctypes.POINTER(ctypes.c_uint8)), (height, stride.value)
    )
    if bits <= 8:
        return raw[:, :width].copy()
    deep = raw.view(np.uint16)[:, :width]
    shown: Plane = (deep >> (bits - 8)).astype(np.uint8)
    return shown
