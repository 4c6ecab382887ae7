"""Encoded pictures and films: what they hold, what they must not, how large they may be."""

import io
import struct

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from adapters.imaging import encode, film, h264, scale
from adapters.imaging.errors import Refused
from core.imaging import Purpose

SHADES = (np.add.outer(np.arange(96), np.arange(128)) * 255 // 222).astype(np.uint8)
COLOURS = np.stack((SHADES, SHADES[::-1], 255 - SHADES), axis=2)
NOISE = np.random.default_rng(1).integers(0, 255, (1280, 1280)).astype(np.uint8)


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
@pytest.mark.parametrize("pixels", [SHADES, COLOURS], ids=["grey", "colour"])
def test_a_still_shows_what_was_put_in_and_carries_nothing_else(name, pixels):
    made = encode.still(pixels, name)
    assert (made.width, made.height, made.format) == (128, 96, name)
    with Image.open(io.BytesIO(made.data)) as image:
        shown = np.asarray(image.convert("RGB" if pixels.ndim == 3 else "L")).astype(int)
        assert not image.getexif()
        assert not {"icc_profile", "xmp", "comment"} & set(image.info)
    assert np.abs(shown - pixels).mean() < 4


@pytest.mark.parametrize("name", ["png", "webp", "jxl"])
def test_lossless_means_lossless(name):
    made = encode.still(COLOURS, name, lossless=True)
    decoded = getattr(imagecodecs, f"{name}_decode".replace("jxl", "jpegxl"))(made.data)
    assert (np.asarray(decoded)[:, :, :3] == COLOURS).all()
    assert made.loss_ratio is None


def test_the_loss_ratio_is_bytes_in_over_bytes_out():
    made = encode.still(SHADES, "jpeg", raw_bytes=100_000)
    assert made.loss_ratio == round(100_000 / len(made.data), 2)


def test_a_preview_gives_up_quality_for_size_down_to_its_floor():
    plain = encode.still(NOISE, purpose=Purpose.FULL)
    small = encode.still(NOISE, purpose=Purpose.PREVIEW)
    assert len(small.data) < len(plain.data) / 2
    easy = encode.still(np.tile(SHADES, (10, 10)), purpose=Purpose.PREVIEW)
    assert len(easy.data) <= 60_000


def test_an_unknown_format_is_refused():
    with pytest.raises(Refused):
        encode.still(SHADES, "bmp")


def moving(count, pixels=SHADES):
    return (np.roll(pixels, 3 * at, axis=1) for at in range(count))


@pytest.mark.parametrize("name", ["webp", "gif"])
@pytest.mark.parametrize("pixels", [SHADES, COLOURS], ids=["grey", "colour"])
def test_a_film_has_its_frames_in_order(name, pixels):
    made = encode.cine(moving(5, pixels), 5, name)
    assert made.frames == 5
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.n_frames == 5
        for at, wanted in enumerate(moving(5, pixels)):
            image.seek(at)
            shown = np.asarray(image.convert("RGB")).astype(int)
            expected = wanted if pixels.ndim == 3 else np.repeat(wanted[:, :, None], 3, axis=2)
            assert np.abs(shown - expected).mean() < 12
            assert image.info["duration"] == 200


def test_frames_of_a_film_are_taken_one_at_a_time():
    alive = 0

    def frames():
        nonlocal alive
        for at in range(30):
            alive += 1
            yield np.roll(SHADES, at, axis=1)

    made = encode.cine(frames(), 10, "webp")
    assert (made.frames, alive) == (30, 30)


def test_no_frames_are_no_film():
    with pytest.raises(Refused):
        encode.cine(iter(()), 10, "webp")


def boxes(data):
    at, found = 0, {}
    while at + 8 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        found[name] = data[at + 8 : at + size]
        at += size
    return found


@pytest.mark.skipif(not h264.available(), reason="OpenH264 is not installed")
@pytest.mark.parametrize("pixels", [SHADES[:95, :127], COLOURS], ids=["odd grey", "colour"])
def test_an_mp4_is_a_file_whose_index_comes_first(pixels):
    made = encode.cine(moving(7, pixels), 10, "mp4")
    assert (made.width % 2, made.height % 2, made.frames) == (0, 0, 7)
    assert made.data[4:8] == b"ftyp"
    assert list(boxes(made.data)) == [b"ftyp", b"moov", b"mdat"]
    track = boxes(boxes(made.data)[b"moov"])[b"trak"]
    stbl = boxes(boxes(boxes(track)[b"mdia"])[b"minf"])[b"stbl"]
    sizes = boxes(stbl)[b"stsz"]
    count = struct.unpack(">I", sizes[8:12])[0]
    assert count == 7
    total = sum(struct.unpack(f">{count}I", sizes[12:]))
    offset = struct.unpack(">I", boxes(stbl)[b"stco"][8:12])[0]
    assert offset + total == len(made.data)


def test_frames_too_small_for_h264_become_another_film():
    made = encode.cine(moving(3, SHADES[:16, :16]), 10, "mp4")
    assert made.format == "webp"


def test_without_the_encoder_a_film_is_a_webp(monkeypatch):
    monkeypatch.setattr(h264, "available", lambda: False)
    assert film.best_format() == "webp"
    assert encode.cine(moving(3), 10, "mp4").format == "webp"


@pytest.mark.parametrize(
    ("width", "height", "side", "aspect", "expected"),
    [
        (512, 512, 1280, 1.0, (512, 512)),
        (4000, 3000, 1280, 1.0, (1280, 960)),
        (256, 120, 1280, 4 / 3, (256, 160)),
        (256, 120, 1280, 0.5, (512, 120)),
        (3000, 1, 320, 1.0, (320, 1)),
    ],
)
def test_sizes_never_grow_but_to_make_pixels_square(width, height, side, aspect, expected):
    assert scale.within(width, height, side, aspect) == expected
