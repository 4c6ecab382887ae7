"""Where a codec has two decoders they agree, and where one fails the other serves."""

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image
from rle.rle import encode_frame

from adapters.imaging.dicom import codecs, codestream, jpegls
from adapters.imaging.dicom.codecs import Decoder
from adapters.imaging.dicom.shape import Shape
from adapters.imaging.dicom.syntaxes import Codec
from adapters.imaging.errors import Refused

RANDOM = np.random.default_rng(1)
Y, X = np.mgrid[:70, :91]
PICTURES = {
    "even": np.full((70, 91), 7, np.uint8),
    "ramp": (X + Y).astype(np.uint8),
    "noise": RANDOM.integers(0, 256, (70, 91)).astype(np.uint8),
    "edges": ((X // 9 + Y // 7) % 2 * 200).astype(np.uint8),
    "half noise": np.where(X < 40, 50, RANDOM.integers(0, 256, (70, 91))).astype(np.uint8),
    "16 bits of noise": RANDOM.integers(0, 65536, (70, 91)).astype(np.uint16),
    "steep": (X * 700 + Y * 3).astype(np.uint16),
    "colour": np.stack([X + Y, X * 2, Y // 5 * 40], -1).astype(np.uint8),
    "one point": np.full((1, 1), 3, np.uint8),
    "few points": np.where(RANDOM.random((70, 91)) < 0.02, 255, 0).astype(np.uint8),
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """What other tests spent is not this one's."""
    monkeypatch.setattr(jpegls, "_spent", 0)


def shape(pixels):
    bits = pixels.dtype.itemsize * 8
    samples = pixels.shape[2] if pixels.ndim == 3 else 1
    photometric = "RGB" if samples == 3 else "MONOCHROME2"
    return Shape(
        pixels.shape[0], pixels.shape[1], 1, samples, photometric, bits, bits, bits - 1,
        False, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("near", [0, 1, 2, 5])
@pytest.mark.parametrize("name", PICTURES)
def test_jpeg_ls_in_python_is_charls_to_the_bit(name, near):
    frame = bytes(imagecodecs.jpegls_encode(PICTURES[name], level=near))
    mine = jpegls.decode(frame, shape(PICTURES[name]))
    assert mine.dtype == PICTURES[name].dtype
    assert np.array_equal(mine, imagecodecs.jpegls_decode(frame))
    assert np.abs(mine.astype(int) - PICTURES[name]).max() <= near


def jpeg(pixels, **options):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", **options)
    return out.getvalue()


LOSSLESS = {
    Codec.JPEG: lambda a: bytes(imagecodecs.ljpeg_encode(a)),
    Codec.JPEG_LS: lambda a: bytes(imagecodecs.jpegls_encode(a)),
    Codec.JPEG_2000: lambda a: bytes(
        imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True, level=0)
    ),
    Codec.HTJ2K: lambda a: bytes(imagecodecs.htj2k_encode(a)),
    Codec.RLE: lambda a: bytes(encode_frame(a.tobytes(), *a.shape, 1, a.dtype.itemsize * 8, "<")),
}


@pytest.mark.parametrize("name", ["ramp", "noise", "edges", "16 bits of noise", "steep"])
@pytest.mark.parametrize("codec", LOSSLESS)
def test_all_decoders_of_a_lossless_codec_give_the_same(codec, name):
    pixels = PICTURES[name]
    frame = LOSSLESS[codec](pixels)
    every = list(codecs.decoders(codec, codestream.jpeg_head(frame)))
    assert len(every) >= 2
    made = [one.decode(frame, shape(pixels)) for one in every]
    for one in made:
        assert np.array_equal(one.reshape(pixels.shape), pixels)


@pytest.mark.parametrize("name", ["ramp", "colour"])
def test_lossy_jpeg_decoders_differ_by_a_rounding(name):
    pixels = PICTURES[name]
    frame = jpeg(pixels, quality=90)
    every = list(codecs.decoders(Codec.JPEG, codestream.jpeg_head(frame)))
    made = [one.decode(frame, shape(pixels)).astype(int) for one in every]
    assert len(made) >= 2
    assert max(np.abs(one - made[0]).max() for one in made) <= 2


@pytest.mark.parametrize("codec", LOSSLESS)
def test_where_the_first_fails_the_next_serves(codec, monkeypatch):
    def broken(_frame, _shape):
        raise ValueError("not today")

    pixels = PICTURES["ramp"]
    frame = LOSSLESS[codec](pixels)
    every = tuple(codecs.decoders(codec, codestream.jpeg_head(frame)))
    first = (Decoder("broken", broken), *every[1:])
    table = "_LOSSLESS_JPEG" if codec is Codec.JPEG else "_BY_CODEC"
    monkeypatch.setattr(codecs, table, first if codec is Codec.JPEG else {codec: first})
    found = codecs.decode(memoryview(frame), shape(pixels), codec)
    assert found.decoder == every[1].name
    assert np.array_equal(found.samples.reshape(pixels.shape), pixels)


@pytest.mark.parametrize("cut", [4, 40, 300, -30])
def test_a_jpeg_ls_stream_that_is_cut_off_is_refused_by_both(cut):
    frame = bytes(imagecodecs.jpegls_encode(PICTURES["noise"]))[:cut]
    with pytest.raises(Refused):
        codecs.decode(memoryview(frame), shape(PICTURES["noise"]), Codec.JPEG_LS)


def test_broken_streams_end_with_an_error_and_soon():
    frame = bytearray(imagecodecs.jpegls_encode(PICTURES["half noise"]))
    for _ in range(60):
        broken = bytearray(frame)
        for at in RANDOM.integers(2, len(frame), 4):
            broken[at] = RANDOM.integers(0, 256)
        try:
            made = jpegls.decode(bytes(broken), shape(PICTURES["half noise"]))
        except (ValueError, IndexError, OverflowError):
            continue
        assert made.shape == (70, 91)


def test_a_large_stream_is_left_to_charls():
    with pytest.raises(ValueError, match="too large"):
        jpegls.decode(
            bytes(imagecodecs.jpegls_encode(np.zeros((1200, 1200), np.uint8))),
            shape(np.zeros((1200, 1200), np.uint8)),
        )
