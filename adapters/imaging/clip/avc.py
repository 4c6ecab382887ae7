"""H.264 by OpenH264 (BSD), where the operator has installed it: Debian's `libopenh264-7`.

Called in this process; the layout of its structures belongs to that one soname.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.ctypeslib  # numpy would load it later, when there are no files

from adapters.imaging.clip import units
from adapters.imaging.clip.picture import Plane, Yuv

DECODER = "OpenH264"
_SONAME = "libopenh264.so.7"
_START = b"\0\0\0\1"
_UNINITIALIZE, _INITIALIZE, _DECODE, _FLUSH, _SET_OPTION = 1, 0, 3, 5, 8
_END_OF_STREAM, _TRACE_LEVEL = 1, 9
_AVC_STREAM = 0
_READY = 1


class _Video(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("kind", ctypes.c_int))


class _Parameters(ctypes.Structure):
    _fields_ = (
        ("reconstructed", ctypes.c_char_p),
        ("load", ctypes.c_uint),
        ("layer", ctypes.c_ubyte),
        ("concealment", ctypes.c_int),
        ("parse_only", ctypes.c_bool),
        ("video", _Video),
    )


class _Info(ctypes.Structure):
    _fields_ = (
        ("status", ctypes.c_int),
        ("time_in", ctypes.c_ulonglong),
        ("time_out", ctypes.c_ulonglong),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("format", ctypes.c_int),
        ("stride", ctypes.c_int * 2),
        ("planes", ctypes.c_void_p * 3),
    )


@cache
def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(_SONAME)
    except OSError:
        return None


def available() -> bool:
    """Whether H.264 can be decoded here. Asked at import, before the fences close."""
    return _library() is not None


class _Decoder:
    """The C++ object through its table of functions."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._handle = ctypes.c_void_p()
        library.WelsCreateDecoder(ctypes.byref(self._handle))
        self._table = ctypes.cast(
            self._handle, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))
        ).contents
        quiet = ctypes.c_int(0)
        self._call(_SET_OPTION, ctypes.c_int(_TRACE_LEVEL), ctypes.byref(quiet))
        wanted = _Parameters(load=0, layer=255, video=_Video(ctypes.sizeof(_Video), _AVC_STREAM))
        self._call(_INITIALIZE, ctypes.byref(wanted))

    def _call(self, slot: int, *arguments: object) -> int:
        kinds = [
            ctypes.c_int if isinstance(one, ctypes.c_int) else ctypes.c_void_p for one in arguments
        ]
        function = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)
        return int(function(self._table[slot])(self._handle, *arguments))

    def decode(self, stream: bytes) -> Yuv | None:
        """Give one frame's units; take a frame, if one is ready to be shown."""
        planes, info = (ctypes.c_void_p * 3)(), _Info()
        self._call(_DECODE, stream, ctypes.c_int(len(stream)), planes, ctypes.byref(info))
        return _yuv(info)

    def flush(self) -> Yuv | None:
        """One of the frames that were held back."""
        planes, info = (ctypes.c_void_p * 3)(), _Info()
        self._call(_FLUSH, planes, ctypes.byref(info))
        return _yuv(info)

    def end(self) -> None:
        """Say that no more comes."""
        ended = ctypes.c_int(1)
        self._call(_SET_OPTION, ctypes.c_int(_END_OF_STREAM), ctypes.byref(ended))

    def close(self) -> None:
        """Free the decoder."""
        self._call(_UNINITIALIZE)
        self._library.WelsDestroyDecoder(self._handle)


def frames(config: bytes, samples: Iterator[memoryview]) -> Iterator[Yuv]:
    """The frames in the order of showing. Damaged ones are concealed or left out."""
    library = _library()
    if library is None:
        return
    length_size, sets = units.of_avcc(config)
    decoder = _Decoder(library)
    try:
        head = b"".join(_START + one for one in sets)
        for sample in samples:
            coded = b"".join(_START + one for one in units.of_sample(sample, length_size))
            shown = decoder.decode(head + coded)
            head = b""
            if shown is not None:
                yield shown
        decoder.end()
        while (shown := decoder.flush()) is not None:
            yield shown
    finally:
        decoder.close()


def _yuv(info: _Info) -> Yuv | None:
    if info.status != _READY or not info.planes[0]:
        return None
    half = (info.width + 1) // 2, (info.height + 1) // 2
    return Yuv(
        _plane(info.planes[0], info.width, info.height, info.stride[0]),
        _plane(info.planes[1], *half, info.stride[1]),
        _plane(info.planes[2], *half, info.stride[1]),
    )


def _plane(start: int, width: int, height: int, stride: int) -> Plane:
    """A copy, because the decoder takes its memory back."""
    raw = np.ctypeslib.as_array(
        ctypes.cast(start, ctypes.POINTER(ctypes.c_uint8)), (height, stride)
    )
    return raw[:, :width].copy()
