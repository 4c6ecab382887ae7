"""Traps that the libraries underneath are known to fall into: each is shut before they are asked.

Files for every one of them are in `tests/hostile_inputs`; here is what shuts it.
"""

from __future__ import annotations

import struct

import pytest
from pydicom import charset

from adapters.imaging.dicom import reading
from adapters.imaging.errors import Refused
from tests.hostile_inputs.dicom import dataset, element, part10


@pytest.mark.parametrize("name", ["unicode_escape", "zlib_codec", "rot13", "idna", "punycode"])
def test_no_codec_of_python_is_a_character_set(name: str) -> None:
    """`SpecificCharacterSet` would take any codec that Python knows."""
    assert charset.convert_encodings([name]) == [charset.default_encoding]


def test_sequences_do_not_nest_without_end() -> None:
    """Ten thousand of them took 1.9 GB."""
    opening = element(0x00081140, "SQ", b"", 0xFFFFFFFF)
    opening += struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    data = part10(opening * 500 + dataset())
    with pytest.raises(Refused, match="nest too deep"):
        reading.read(memoryview(data))
