"""What is said between who asks for the files of an upload and the process that reads them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

from adapters.imaging.deidentify.options import Options

KEY_BYTES = 32
SECONDS = 300.0
# The place of an entry in the upload, what became of it, and the length of the file that follows.
RECORD = struct.Struct("=IBQ")


class Became(IntEnum):
    """What became of one entry of the upload."""

    FILE = 0
    PAINTED = 1  # a name may be painted into its pixels
    UNREADABLE = 2
    OTHER = 3  # no DICOM object
    END = 255


@dataclass(frozen=True, slots=True)
class How:
    """How the files leave. `identified`: as they came, but for an empty preamble; else by the Basic
    Application Confidentiality Profile with `options`. `mask`: text that was found in pixels is
    covered; else an object that has some, or may have some, is left out."""

    identified: bool = False
    options: Options = Options()  # noqa: RUF009 - frozen
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """One entry: its place in the upload, from 0, and its file where it became one."""

    place: int
    became: Became
    data: bytes = b""
