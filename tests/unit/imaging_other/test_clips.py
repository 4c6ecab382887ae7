"""Clips: upright, in their colours, nothing but the film; what cannot be decoded says so."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from adapters.imaging import encode, h264, video
from adapters.imaging.clip import avc, container, hevc
from adapters.imaging.clip.picture import Yuv, to_image
from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from core.imaging import Kind, Purpose, Refusal, TranscodedImage, TranscodeOrder
from tests.hostile_inputs import boxes
from tests.unit.imaging_other.kit import close, colour_at, corners, pixels, rendition, saved

ORDER = TranscodeOrder(still_format="png", cine_format="webp")
needs_hevc = pytest.mark.skipif(not hevc.available(), reason="no libde265 here")
needs_h264 = pytest.mark.skipif(
    not (avc.available() and h264.available()), reason="no OpenH264 here"
)


def made(data: bytes, order: TranscodeOrder = ORDER, limits: Limits = Limits()) -> TranscodedImage:  # noqa: B008
    (only,) = video.transcode(memoryview(data), order, "mp4", limits)
    return only


def refusal(data: bytes, form: str = "mp4") -> Refusal:
    with pytest.raises(Refused) as caught:
        video.transcode(memoryview(data), ORDER, form)
    return caught.value.refusal


@needs_hevc
def test_an_hevc_clip_becomes_a_film_and_a_still() -> None:
    clip = made(boxes.clip(6))
    assert (clip.kind, clip.frames, clip.width, clip.height) == (Kind.CLIP, 6, 64, 48)
    assert rendition(clip, Purpose.CINE).frames == 6
    shown = pixels(rendition(clip))[..., 0].astype(int)
    rows, columns = np.mgrid[0:48, 0:64]
    wanted = np.clip(((rows * 3 + columns * 2) % 200 + 20 - 16) * 255 / 219, 0, 255)
    assert np.abs(shown - wanted).max() <= 2


@needs_hevc
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_clip_is_shown_upright(turn: int) -> None:
    plain = pixels(rendition(made(boxes.clip(2))))
    turned = pixels(rendition(made(boxes.clip(2, turn=turn))))
    assert np.array_equal(turned, np.rot90(plain, -turn // 90))


@needs_hevc
def test_no_place_and_nothing_else_of_the_container_goes_out() -> None:
    data = boxes.clip(3)
    assert b"+48.8577" in data
    for one in made(data, TranscodeOrder()).renditions:
        assert b"+48.8577" not in one.data


@needs_hevc
def test_a_long_clip_is_kept_in_part_and_says_so() -> None:
    clip = made(boxes.clip(40, 32, 32), limits=Limits(clip_seconds=1))
    assert rendition(clip, Purpose.CINE).frames == 25
    assert clip.warnings == ("25 of 40 frames kept",)


@needs_hevc
def test_more_frames_than_the_cap_are_thinned_out() -> None:
    clip = made(boxes.clip(40, 32, 32), limits=Limits(frames=10))
    assert rendition(clip, Purpose.CINE).frames == 10
    assert clip.metadata["transcoding"]["every_nth_frame"] == 4  # type: ignore[index]


@needs_hevc
def test_the_still_is_the_frame_that_was_asked_for() -> None:
    order = TranscodeOrder(purposes=frozenset({Purpose.FULL}), still_format="png", frame=3)
    first, third = made(boxes.clip(5)), made(boxes.clip(5), order)
    assert not np.array_equal(pixels(rendition(first)), pixels(rendition(third)))
    with pytest.raises(Refused):
        made(boxes.clip(5), TranscodeOrder(frame=5))


def film(count: int) -> Iterator[npt.NDArray[np.uint8]]:
    for number in range(count):
        image = corners(320, 240)
        image.paste((0, 0, 0), (number * 8, 100, number * 8 + 16, 140))
        yield np.asarray(image)


@needs_h264
def test_an_h264_clip_comes_back_in_its_colours() -> None:
    clip = made(encode.cine(film(30), 25.0, "mp4").data)
    assert (clip.frames, clip.decoder) == (30, "OpenH264")
    assert rendition(clip, Purpose.CINE).frames == 30
    shown = pixels(rendition(clip))
    for place, wanted in (((0.2, 0.2), (255, 0, 0)), ((0.8, 0.2), (0, 255, 0)),
                          ((0.2, 0.8), (0, 0, 255)), ((0.8, 0.8), (255, 255, 255))):  # fmt: skip
        assert close(colour_at(shown, *place), wanted, 30)


def motion_jpeg(count: int = 4) -> bytes:
    """A MOV of JPEGs: the HEVC clip's index around other samples."""
    coded = [saved(corners(64, 48), "JPEG") for _ in range(count)]
    sizes = b"".join(struct.pack(">I", len(one)) for one in coded)
    entry = bytes(6) + b"\0\1" + bytes(16) + struct.pack(">HH", 64, 48) + bytes(50)

    def moov(offset: int) -> bytes:
        box = boxes.box
        stbl = box(
            b"stbl",
            box(b"stsd", bytes(4), struct.pack(">I", 1), box(b"jpeg", entry)),
            box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, count, 1)),
            box(b"stsz", bytes(4), struct.pack(">II", 0, count), sizes),
            box(b"stco", bytes(4), struct.pack(">II", 1, offset)),
        )
        head = box(b"tkhd", bytes(84))
        mdhd = box(b"mdhd", bytes(12), struct.pack(">III", 1000, 100 * count, 0))
        handler = box(b"hdlr", bytes(8), b"vide", bytes(13))
        return box(b"moov", box(b"trak", head, box(b"mdia", mdhd, handler, box(b"minf", stbl))))

    start = boxes.box(b"ftyp", b"qt  \0\0\0\0")
    return start + moov(len(start) + len(moov(0)) + 8) + boxes.box(b"mdat", *coded)


def test_motion_jpeg_needs_no_library() -> None:
    clip = made(motion_jpeg())
    assert rendition(clip, Purpose.CINE).frames == 4
    assert close(colour_at(pixels(rendition(clip)), 0.2, 0.2), (255, 0, 0), 20)


def test_what_nothing_decodes_is_refused_kindly() -> None:
    assert refusal(boxes.clip(1).replace(b"hvc1", b"vp09")) is Refusal.UNSUPPORTED_CODEC
    assert refusal(b"\x1aE\xdf\xa3webm", "webm") is Refusal.UNSUPPORTED_CODEC
    assert refusal(b"RIFF\0\0\0\0AVI ", "avi") is Refusal.UNSUPPORTED_CODEC


def test_an_index_that_lies_is_refused() -> None:
    whole = boxes.clip(2)
    sizes = whole.index(b"stsz") + 8
    many = whole[: sizes + 4] + b"\xff\xff\xff\xff" + whole[sizes + 8 :]
    assert refusal(many) is Refusal.TOO_MANY_FRAMES
    beyond = whole[: sizes + 8] + b"\x7f\xff\xff\xff" + whole[sizes + 12 :]
    assert refusal(beyond) is Refusal.BROKEN
    assert refusal(boxes.clip(1, 16, 16).replace(b"\0\x10\0\x10\0H", b"\xff\xf0\xff\xf0\0H")) in (
        Refusal.TOO_MANY_PIXELS,
        Refusal.BROKEN,
    )


@needs_hevc
def test_a_film_of_noise_is_refused() -> None:
    whole = boxes.clip(2)
    data = whole.index(b"mdat") + 4
    assert refusal(whole[:data] + b"\x5a" * (len(whole) - data)) is Refusal.BROKEN


def test_the_index_is_read_exactly() -> None:
    track = container.read(memoryview(boxes.clip(3, 32, 16, 270)))
    assert (track.codec, track.width, track.height, track.turn) == ("hvc1", 32, 16, 270)
    assert track.fps == pytest.approx(25.0)
    assert len(track.samples) == 3


@pytest.mark.parametrize("matrix", [1, 5, 9])
@pytest.mark.parametrize("full", [False, True])
def test_grey_stays_grey_under_every_matrix(matrix: int, full: bool) -> None:
    luma = np.arange(16, 236, dtype=np.uint8)[None, :].repeat(4, 0)
    neutral = np.full((2, 110), 128, np.uint8)
    shown = np.asarray(to_image(Yuv(luma, neutral, neutral, full, matrix), (220, 4), 0)).astype(int)
    assert np.ptp(shown, axis=2).max() <= 1
    ends = (16, 235) if full else (0, 255)
    assert abs(shown[0, 0, 0] - ends[0]) <= 1 and abs(shown[0, -1, 0] - ends[1]) <= 1


def test_red_is_red_by_the_older_matrix() -> None:
    """Video red of BT.601 is 81, 90, 240."""
    planes = (np.full((4, 4), value, np.uint8) for value in (81, 90, 240))
    shown = to_image(Yuv(*planes, matrix=6), (4, 4), 0)
    assert close(shown.getpixel((1, 1)), (255, 0, 0), 3)  # type: ignore[arg-type]
    assert Image.open(io.BytesIO(saved(shown, "PNG"))).size == (4, 4)
