"""The transfer syntaxes of the standard, and how each is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Codec(StrEnum):
    """How the pixels of one frame are packed."""

    NATIVE = "native"
    RLE = "rle"
    JPEG = "jpeg"
    JPEG_LS = "jpeg-ls"
    JPEG_2000 = "jpeg-2000"
    HTJ2K = "htj2k"
    JPEG_XL = "jpeg-xl"
    DEFLATED_FRAME = "deflated-frame"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Syntax:
    """One transfer syntax. `lossy` is what the standard lets it be, not what a file is."""

    uid: str
    name: str
    codec: Codec = Codec.NATIVE
    implicit: bool = False
    little_endian: bool = True
    deflated: bool = False
    lossy: bool = False

    @property
    def encapsulated(self) -> bool:
        return self.codec is not Codec.NATIVE


_ROOT = "1.2.840.10008.1.2"
IMPLICIT = Syntax(_ROOT, "Implicit VR Little Endian", implicit=True)
EXPLICIT = Syntax(f"{_ROOT}.1", "Explicit VR Little Endian")
BIG_ENDIAN = Syntax(f"{_ROOT}.2", "Explicit VR Big Endian", little_endian=False)

_ALL = (
    IMPLICIT,
    EXPLICIT,
    BIG_ENDIAN,
    Syntax(f"{_ROOT}.1.99", "Deflated Explicit VR Little Endian", deflated=True),
    Syntax(f"{_ROOT}.1.98", "Encapsulated Uncompressed", Codec.DEFLATED_FRAME),
    Syntax("1.2.840.113619.5.2", "GE Private Implicit VR, big endian pixels", implicit=True),
    Syntax(f"{_ROOT}.4.50", "JPEG Baseline", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.51", "JPEG Extended, 8 and 12 bit", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.52", "JPEG Extended, arithmetic (retired)", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.53", "JPEG Spectral (retired)", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.54", "JPEG Spectral, arithmetic (retired)", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.55", "JPEG Progressive (retired)", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.56", "JPEG Progressive, arithmetic (retired)", Codec.JPEG, lossy=True),
    Syntax(f"{_ROOT}.4.57", "JPEG Lossless", Codec.JPEG),
    Syntax(f"{_ROOT}.4.58", "JPEG Lossless, arithmetic (retired)", Codec.JPEG),
    Syntax(f"{_ROOT}.4.70", "JPEG Lossless, first-order prediction", Codec.JPEG),
    Syntax(f"{_ROOT}.4.80", "JPEG-LS Lossless", Codec.JPEG_LS),
    Syntax(f"{_ROOT}.4.81", "JPEG-LS Near-lossless", Codec.JPEG_LS, lossy=True),
    Syntax(f"{_ROOT}.4.90", "JPEG 2000 Lossless", Codec.JPEG_2000),
    Syntax(f"{_ROOT}.4.91", "JPEG 2000", Codec.JPEG_2000, lossy=True),
    Syntax(f"{_ROOT}.4.92", "JPEG 2000 Part 2 Lossless", Codec.JPEG_2000),
    Syntax(f"{_ROOT}.4.93", "JPEG 2000 Part 2", Codec.JPEG_2000, lossy=True),
    Syntax(f"{_ROOT}.4.94", "JPIP Referenced"),
    Syntax(f"{_ROOT}.4.95", "JPIP Referenced Deflate", deflated=True),
    Syntax(f"{_ROOT}.4.100", "MPEG-2 Main Profile, Main Level", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.101", "MPEG-2 Main Profile, High Level", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.102", "MPEG-4 AVC High Profile", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.103", "MPEG-4 AVC BD-compatible", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.104", "MPEG-4 AVC High Profile 4.2, 2D", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.105", "MPEG-4 AVC High Profile 4.2, 3D", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.106", "MPEG-4 AVC Stereo High Profile", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.107", "HEVC Main Profile", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.108", "HEVC Main 10 Profile", Codec.VIDEO, lossy=True),
    Syntax(f"{_ROOT}.4.110", "JPEG XL Lossless", Codec.JPEG_XL),
    Syntax(f"{_ROOT}.4.111", "JPEG XL JPEG Recompression", Codec.JPEG_XL, lossy=True),
    Syntax(f"{_ROOT}.4.112", "JPEG XL", Codec.JPEG_XL, lossy=True),
    Syntax(f"{_ROOT}.4.201", "High-Throughput JPEG 2000 Lossless", Codec.HTJ2K),
    Syntax(f"{_ROOT}.4.202", "High-Throughput JPEG 2000 RPCL Lossless", Codec.HTJ2K),
    Syntax(f"{_ROOT}.4.203", "High-Throughput JPEG 2000", Codec.HTJ2K, lossy=True),
    Syntax(f"{_ROOT}.4.204", "JPIP HTJ2K Referenced"),
    Syntax(f"{_ROOT}.4.205", "JPIP HTJ2K Referenced Deflate", deflated=True),
    Syntax(f"{_ROOT}.5", "RLE Lossless", Codec.RLE),
    Syntax(f"{_ROOT}.8.1", "Deflated Image Frame Compression", Codec.DEFLATED_FRAME),
)  # fmt: skip

# The fragmentable video syntaxes are their plain ones with `.1` added.
BY_UID = {one.uid: one for one in _ALL} | {
    f"{one.uid}.1": one for one in _ALL if one.codec is Codec.VIDEO
}
