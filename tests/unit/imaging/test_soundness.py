"""Code streams that would end OpenJPH's process are known before it sees them."""

import sys

import imagecodecs
import numpy as np
import pytest

from adapters.imaging.dicom import codecs, openjph, soundness
from adapters.imaging.dicom.syntaxes import Codec
from adapters.imaging.errors import Refused
from core.imaging import Refusal
from tests.unit.imaging.made import compressed, file, full, grey

GREY = (np.add.outer(np.arange(48) * 5, np.arange(64) * 3) % 256).astype(np.uint8)
STREAM = bytes(imagecodecs.htj2k_encode(GREY))
HTJ2K = "1.2.840.10008.1.2.4.201"
SIZ, TILE_PART = 4, STREAM.index(b"\xff\x90")


def changed(at, value, width=1):
    return STREAM[:at] + value.to_bytes(width, "big") + STREAM[at + width :]


def test_what_encoders_write_is_sound():
    colour = np.stack([GREY, GREY[::-1], GREY], axis=2)
    for stream in (
        STREAM,
        bytes(imagecodecs.htj2k_encode(colour)),
        bytes(imagecodecs.htj2k_encode(GREY.astype(np.uint16) << 4)),
        bytes(imagecodecs.jpeg2k_encode(GREY, codecformat="j2k")),
        bytes(imagecodecs.jpeg2k_encode(GREY, codecformat="jp2")),
        STREAM + b"\0",
    ):
        assert soundness.is_sound(stream)


LIES = {
    "tiles of no width": changed(SIZ + 20, 0, 4),
    "a tile for every sample": changed(SIZ + 20, 1, 4)[: SIZ + 24]
    + (1).to_bytes(4, "big")
    + STREAM[32:],
    "no columns": changed(SIZ + 4, 0, 4),
    "sampled never": changed(SIZ + 39, 0),
    "components without end": changed(SIZ + 36, 0xFFFF, 2),
    "code blocks too large": changed(STREAM.index(b"\xff\x52") + 10, 9),
    "a tile that is not there": changed(TILE_PART + 4, 9, 2),
    "a tile-part longer than all": changed(TILE_PART + 6, 1 << 20, 4),
    "no quantisation": STREAM.replace(b"\xff\x5c", b"\xff\x64"),
    "cut off": STREAM[:50],
    "nothing": b"",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_stream_that_lies_is_not(lie):
    assert not soundness.is_sound(LIES[lie])


def test_such_a_stream_is_left_to_the_other_decoder():
    made = compressed(grey(GREY), LIES["a tile-part longer than all"])
    with pytest.raises(Refused) as refused:
        full(made, "1.2.840.10008.1.2.4.201")
    first = next(iter(codecs.decoders(Codec.HTJ2K))).name
    assert f"{first}: ValueError" in refused.value.detail


def test_an_honest_one_is_decoded():
    made = compressed(grey(GREY), STREAM)
    assert np.array_equal(full(made, "1.2.840.10008.1.2.4.201"), full(grey(GREY)))
    assert file(made, "1.2.840.10008.1.2.4.201")


def test_a_picture_that_breaks_off_is_not_shown_in_part(monkeypatch):
    """OpenJPH's errors end in nothing that Python would raise; half a picture looks whole."""
    spoilt, printed = set(), []
    monkeypatch.setattr(sys, "unraisablehook", printed.append)
    for at in range(len(STREAM) // 2, len(STREAM) - 2):
        made = compressed(grey(GREY), changed(at, STREAM[at] ^ 0x40))
        try:
            full(made, HTJ2K)
        except Refused as refused:
            spoilt.add(refused.refusal)
    assert spoilt == {Refusal.BROKEN}
    assert not printed


def test_an_error_that_is_only_printed_is_heard(monkeypatch):
    class Forgotten:
        def __del__(self):
            raise RuntimeError("ojph error")

    def decode(stream, **_options):
        Forgotten()
        return GREY

    monkeypatch.setattr(imagecodecs, "htj2k_decode", decode)
    with pytest.raises(ValueError, match="in the middle"):
        openjph.decode(STREAM)
