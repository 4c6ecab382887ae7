"""Moving pictures become films with a still; sets of pages become one entry."""

from __future__ import annotations

import zlib

import pytest
from PIL import Image

from adapters.imaging import document
from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from core.imaging import Kind, Purpose, Refusal, TranscodeOrder
from tests.hostile_inputs import documents
from tests.hostile_inputs.pictures import moving
from tests.unit.imaging_other.kit import colour_at, entry, pixels, rendition, saved

LOSSLESS = TranscodeOrder(still_format="png", cine_format="webp")


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_moving_picture_gets_a_film_and_its_first_frame(form: str) -> None:
    made = entry(moving(form, 5, 16), LOSSLESS)
    assert made.frames == 5
    film = rendition(made, Purpose.CINE)
    assert (film.frames, film.width, film.height) == (5, 16, 16)
    red, green, _ = colour_at(pixels(rendition(made)), 0.5, 0.5)
    assert red <= 4 and green <= 4


def test_a_named_frame_is_the_still() -> None:
    order = TranscodeOrder(still_format="png", frame=3, purposes=frozenset({Purpose.FULL}))
    shown = pixels(rendition(entry(moving("PNG", 5, 16), order)))
    assert colour_at(shown, 0.5, 0.5) == (159, 35, 90)


def test_a_frame_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        entry(moving("GIF", 3), TranscodeOrder(frame=7))
    assert caught.value.refusal is Refusal.NO_PICTURE


def test_a_very_long_film_is_shown_in_part_and_says_so() -> None:
    made = entry(moving("WEBP", 320, 4), LOSSLESS)
    assert rendition(made, Purpose.CINE).frames == 300
    assert made.warnings == ("300 of 320 frames shown",)


def test_a_film_that_breaks_off_is_shown_up_to_there() -> None:
    whole = moving("GIF", 6, 32)
    made = entry(whole[: len(whole) * 2 // 3], LOSSLESS)
    assert 1 < rendition(made, Purpose.CINE).frames < 6


def pages_tiff(*levels: int) -> bytes:
    pages = [Image.new("L", (40, 60), level) for level in levels]
    return saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])


def test_a_tiff_of_pages_is_one_entry_with_every_page() -> None:
    made = entry(pages_tiff(10, 100, 200), LOSSLESS)
    assert made.frames == 3
    full = [one for one in made.renditions if one.purpose is Purpose.FULL]
    assert [colour_at(pixels(one), 0.5, 0.5)[0] for one in full] == [10, 100, 200]
    assert rendition(made, Purpose.CONTACT_SHEET).width > 40


def test_a_pointer_to_nowhere_behind_the_last_page_is_no_page() -> None:
    data = bytearray(saved(Image.new("L", (40, 60), 90), "TIFF"))
    assert data[:4] == b"II*\0"
    directory = int.from_bytes(data[4:8], "little")
    end = directory + 2 + 12 * int.from_bytes(data[directory : directory + 2], "little")
    data[end : end + 4] = (len(data) - 1).to_bytes(4, "little")
    made = entry(bytes(data), LOSSLESS)
    assert (made.frames, colour_at(pixels(rendition(made)), 0.5, 0.5)[0]) == (1, 90)


def pdf(kids: int = 1, extra: tuple[bytes, ...] = (), **parts: bytes) -> bytes:
    content = b"1 0 0 rg 0 0 100 150 re f"
    return documents.pdf(kids=kids, content=content, extra=extra, **parts)  # type: ignore[arg-type]


def test_pages_of_a_document_are_drawn_on_white() -> None:
    (made,) = document.transcode(memoryview(pdf(3)), LOSSLESS)
    assert (made.kind, made.frames) == (Kind.DOCUMENT, 3)
    shown = pixels(rendition(made))
    assert colour_at(shown, 0.2, 0.8) == (255, 0, 0)
    assert colour_at(shown, 0.8, 0.2) == (255, 255, 255)
    purposes = [one.purpose for one in made.renditions]
    assert purposes.count(Purpose.FULL) == 3
    assert purposes.count(Purpose.PREVIEW) == purposes.count(Purpose.CONTACT_SHEET) == 1
    assert all(one.identified for one in made.renditions)
    assert made.burned_in.suspected


def test_a_document_of_many_short_streams_is_no_trap() -> None:
    """A form of two thousand fields has as many streams, each shorter than what is read at once."""
    packed = zlib.compress(b"0 0 1 1 re f")
    stream = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    (made,) = document.transcode(memoryview(pdf(extra=(stream,) * 2000)), LOSSLESS)
    assert made.frames == 1


def test_one_page_can_be_asked_for() -> None:
    (made,) = document.transcode(memoryview(pdf(3)), TranscodeOrder(frame=2))
    assert [one.purpose for one in made.renditions].count(Purpose.FULL) == 1


def test_pages_beyond_the_cap_are_left_out_and_said() -> None:
    (made,) = document.transcode(memoryview(pdf(9)), TranscodeOrder(), Limits(pages=4))
    assert made.frames == 9
    assert made.warnings == ("4 of 9 pages shown",)


def test_a_page_is_never_drawn_larger_than_the_cap() -> None:
    (made,) = document.transcode(memoryview(pdf(box=b"14000 9000")), TranscodeOrder())
    assert max(made.width, made.height) == 2048


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (next(c.data for c in documents.cases() if "password" in c.name), Refusal.ENCRYPTED),
        (documents.pdf(kids=3000), Refusal.TOO_MANY_PAGES),
        (b"%PDF-1.7\nnothing", Refusal.BROKEN),
    ],
    ids=["password", "pages", "broken"],
)
def test_documents_that_cannot_be_shown_say_why(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(Refused) as caught:
        document.transcode(memoryview(data), TranscodeOrder())
    assert caught.value.refusal is refusal
