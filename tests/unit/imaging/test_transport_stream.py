"""H.264 in an MPEG transport stream: the same pictures as the bare stream, in the same MP4."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.imaging import mpegts
from adapters.imaging.dicom import stream

START = b"\0\0\0\1"
RANDOM = np.random.default_rng(2)


def unit(kind: int, size: int) -> bytes:
    """A NAL unit of `size` bytes; the first slice of a picture begins with a set bit."""
    body = RANDOM.integers(1, 256, size).astype(np.uint8).tobytes()
    return START + bytes((kind, 0x88)) + body


PICTURES = [unit(0x67, 20) + unit(0x68, 6) + unit(0x65, 900), unit(0x41, 300), unit(0x41, 17)]
AVC, AUDIO = 0x101, 0x102


def packet(identifier: int, payload: bytes, begins: bool) -> bytes:
    """One packet of 188 bytes, filled up by an adaptation field."""
    head = bytes((0x47, identifier >> 8 | (0x40 if begins else 0), identifier & 255))
    room = 184 - len(payload)
    if room == 0:
        return head + b"\x10" + payload
    field = bytes((room - 1,)) + (b"\0" + b"\xff" * (room - 2) if room > 1 else b"")
    return head + b"\x30" + field + payload


def table(kind: int, body: bytes) -> bytes:
    length = len(body) + 4
    return b"\0" + bytes((kind, 0xB0 | length >> 8, length & 255)) + body + b"\0\0\0\0"


def unit_packets(identifier: int, data: bytes) -> list[bytes]:
    pes = b"\0\0\1\xe0\0\0\x80\x80\x05\x21\0\1\0\1" + data
    return [packet(identifier, pes[at : at + 184], at == 0) for at in range(0, len(pes), 184)]


def transport(pictures: list[bytes], kind: int = 0x1B) -> bytes:
    programs = table(0, b"\0\1\xc1\0\0" + b"\0\1\xe1\0")
    streams = bytes((0x0F, 0xE1, 0x02, 0xF0, 0)) + bytes((kind, 0xE1, 0x01, 0xF0, 0))
    mapped = table(2, b"\0\1\xc1\0\0" + b"\xe1\x01\xf0\0" + streams)
    packets = [packet(0, programs, True), packet(0x100, mapped, True)]
    for one in pictures:
        packets += unit_packets(AUDIO, b"sound" * 30)
        packets += unit_packets(AVC, one)
    return b"".join(packets)


def test_the_stream_comes_out_as_it_went_in() -> None:
    made = transport(PICTURES)
    assert len(made) % 188 == 0
    assert mpegts.is_one(made)
    assert mpegts.h264(made) == b"".join(PICTURES)


def test_a_film_in_a_transport_stream_is_the_same_film() -> None:
    bare = stream.clip(b"".join(PICTURES), 64, 48, 25.0)
    assert bare is not None
    assert stream.clip(transport(PICTURES), 64, 48, 25.0) == bare


@pytest.mark.parametrize("kind", [0x02, 0x24], ids=["MPEG-2", "HEVC"])
def test_another_codec_in_a_transport_stream_is_none(kind: int) -> None:
    assert mpegts.h264(transport(PICTURES, kind)) is None
    assert stream.clip(transport(PICTURES, kind), 64, 48, 25.0) is None


def test_packets_that_were_damaged_are_left_out() -> None:
    made = bytearray(transport(PICTURES))
    made[188 * 4] = 0
    assert mpegts.h264(bytes(made)) is not None


@given(st.binary(max_size=1200), st.integers(0, 1 << 30))
def test_any_bytes_end(noise: bytes, seed: int) -> None:
    made = bytearray(transport(PICTURES[:1]))
    random = np.random.default_rng(seed)
    for at in random.integers(0, len(made), 12):
        made[at] = int(random.integers(0, 256))
    for data in (bytes(made), b"\x47" + noise, noise):
        found = mpegts.h264(data)
        assert found is None or isinstance(found, bytes)
