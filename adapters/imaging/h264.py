"""H.264 by OpenH264 (BSD), where the operator has installed it: Debian's `libopenh264-7`.

Called as a library inside the decoder process: no other program is started. Its layout of
structures changed with the next soname, so only the one that was tested is loaded.
"""

from __future__ import annotations

import ctypes
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

SONAME = "libopenh264.so.7"
SMALLEST = 32  # pixels a side
_I420 = 23
_CAMERA, _QUALITY_MODE = 0, 0
_SKIPPED = 8
_TRACE_LEVEL, _FRAME_SKIP = 25, 9
_BITS_A_PIXEL = 0.16
_LAYERS = 128


class H264Error(Exception):
    """The encoder refused to work."""


class _Parameters(ctypes.Structure):
    _fields_ = (
        ("usage", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("bitrate", ctypes.c_int),
        ("rate_control", ctypes.c_int),
        ("frame_rate", ctypes.c_float),
    )


class _Source(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_int),
        ("stride", ctypes.c_int * 4),
        ("data", ctypes.c_void_p * 4),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("timestamp", ctypes.c_longlong),
    )


class _Layer(ctypes.Structure):
    _fields_ = (
        ("temporal", ctypes.c_ubyte),
        ("spatial", ctypes.c_ubyte),
        ("quality", ctypes.c_ubyte),
        ("frame_type", ctypes.c_int),
        ("layer_type", ctypes.c_ubyte),
        ("sub_sequence", ctypes.c_int),
        ("nal_count", ctypes.c_int),
        ("nal_lengths", ctypes.POINTER(ctypes.c_int)),
        ("buffer", ctypes.POINTER(ctypes.c_ubyte)),
    )


class _Output(ctypes.Structure):
    _fields_ = (
        ("layers", ctypes.c_int),
        ("layer", _Layer * _LAYERS),
        ("frame_type", ctypes.c_int),
        ("size", ctypes.c_int),
        ("timestamp", ctypes.c_longlong),
    )


@cache
def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(SONAME)
    except OSError:
        return None


def available() -> bool:
    """Whether the encoder is installed. Must be asked once before the fences close."""
    return _library() is not None


class Encoder:
    """Encodes frames of one even size, at least 32 pixels a side, in turn."""

    def __init__(self, width: int, height: int, fps: float) -> None:
        library = _library()
        if library is None:
            raise H264Error("not installed")
        self._library = library
        self._handle = ctypes.c_void_p()
        if library.WelsCreateSVCEncoder(ctypes.byref(self._handle)) != 0:
            raise H264Error("no encoder")
        table = ctypes.cast(self._handle, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        # Initialize, InitializeExt, GetDefaultParams, Uninitialize, EncodeFrame,
        # EncodeParameterSets, ForceIntraFrame, SetOption, GetOption
        self._table = table
        self._size = width, height
        self._fps = fps
        quiet = ctypes.c_int(0)
        self._call(7, ctypes.c_int(_TRACE_LEVEL), ctypes.byref(quiet))
        bitrate = int(max(100_000, width * height * fps * _BITS_A_PIXEL))
        wanted = _Parameters(_CAMERA, width, height, bitrate, _QUALITY_MODE, fps)
        if self._call(0, ctypes.byref(wanted)) != 0:
            raise H264Error("parameters refused")
        every = ctypes.c_bool(False)
        self._call(7, ctypes.c_int(_FRAME_SKIP), ctypes.byref(every))
        self._count = 0

    def _call(self, slot: int, *arguments: object) -> int:
        function = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, *map(_kind, arguments))
        return int(function(self._table[slot])(self._handle, *arguments))

    def encode(self, pixels: Pixels) -> list[bytes]:
        """The NAL units of one frame, uint8 (rows, columns) or (rows, columns, 3)."""
        width, height = self._size
        planes = i420(pixels)
        source = _Source(format=_I420, width=width, height=height)
        source.timestamp = int(self._count * 1000 / self._fps)
        for index, plane in enumerate(planes):
            source.stride[index] = plane.shape[1]
            source.data[index] = plane.ctypes.data
        output = _Output()
        if self._call(4, ctypes.byref(source), ctypes.byref(output)) != 0:
            raise H264Error("frame refused")
        self._count += 1
        if output.frame_type == _SKIPPED:
            return []
        return [unit for index in range(output.layers) for unit in _units(output.layer[index])]

    def close(self) -> None:
        """Free the encoder."""
        self._call(3)
        self._library.WelsDestroySVCEncoder(self._handle)


def _kind(argument: object) -> type:
    return ctypes.c_int if isinstance(argument, ctypes.c_int) else ctypes.c_void_p


def _units(layer: _Layer) -> list[bytes]:
    units, at = [], 0
    for index in range(layer.nal_count):
        length = layer.nal_lengths[index]
        unit = bytes(layer.buffer[at : at + length])
        at += length
        units.append(unit[4:] if unit[:4] == b"\0\0\0\1" else unit[3:])
    return units


def i420(pixels: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """Luminance and halved colour differences in video range (16–235, 16–240), BT.601."""
    height, width = pixels.shape[:2]
    if pixels.ndim == 2:
        neutral = np.full((height // 2, width // 2), 128, np.uint8)
        return _LUMA[pixels], neutral, neutral
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("YCbCr")
    y, cb, cr = image.split()
    half = width // 2, height // 2
    small = [np.asarray(one.resize(half, Image.Resampling.BOX)) for one in (cb, cr)]
    return _LUMA[np.asarray(y)], _CHROMA[small[0]], _CHROMA[small[1]]


_LEVELS = np.arange(256, dtype=np.float64)
_LUMA: Pixels = np.rint(16 + _LEVELS * 219 / 255).astype(np.uint8)
_CHROMA: Pixels = np.rint(128 + (_LEVELS - 128) * 224 / 255).astype(np.uint8)
