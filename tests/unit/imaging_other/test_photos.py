"""Photographs: upright, in the colours that were meant, on white, nothing beside the picture."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from core.imaging import Kind, Purpose, TranscodeOrder
from tests.hostile_inputs import boxes
from tests.unit.imaging_other.kit import (
    close,
    colour_at,
    corners,
    drawn,
    entry,
    pixels,
    rendition,
    saved,
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
# What each orientation of EXIF stores of a picture whose upright corners are red, green, blue,
# white: the transposition that turns the upright one into the stored one.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def orientation(number: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = number
    return exif


@pytest.mark.parametrize("number", STORED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_turned_photo_comes_out_upright(form: str, number: int) -> None:
    turned = STORED[number]
    stored = corners() if turned is None else corners().transpose(turned)
    shown = drawn(saved(stored, form, exif=orientation(number)))
    assert shown.shape == (60, 80, 3)
    for place, wanted in (
        ((0.2, 0.2), RED), ((0.8, 0.2), GREEN), ((0.2, 0.8), BLUE), ((0.8, 0.8), WHITE)
    ):  # fmt: skip
        assert close(colour_at(shown, *place), wanted, 40)


def test_a_heic_is_turned_by_its_own_property() -> None:
    upright = drawn(boxes.heic())
    turned = drawn(boxes.heic(64, 48, boxes.box(b"irot", b"\1")))
    assert np.array_equal(turned, np.rot90(upright))


def test_wide_gamut_becomes_srgb() -> None:
    """A green of a linear profile is a much brighter green in sRGB."""
    profile = _linear_profile()
    data = saved(Image.new("RGB", (32, 32), (55, 55, 55)), "PNG", icc_profile=profile)
    shown = drawn(data)
    assert close(colour_at(shown, 0.5, 0.5), (128, 128, 128), 10)
    assert close(colour_at(drawn(saved(corners(), "PNG")), 0.2, 0.2), RED)


def _linear_profile() -> bytes:
    """sRGB's own profile with its three tone curves replaced by the straight line."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    line = b"curv\0\0\0\0\0\0\0\0"
    where = len(profile)
    profile += line
    for index in range(count):
        at = 132 + index * 12
        if profile[at : at + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            profile[at + 4 : at + 12] = where.to_bytes(4, "big") + len(line).to_bytes(4, "big")
        if profile[at : at + 4] == b"desc":
            start = int.from_bytes(profile[at + 4 : at + 8], "big")
            size = int.from_bytes(profile[at + 8 : at + 12], "big")
            profile[start + 12 : start + size] = profile[start + 12 : start + size].replace(
                "sRGB".encode("utf-16-be"), "line".encode("utf-16-be")
            )
    profile[0:4] = len(profile).to_bytes(4, "big")
    return bytes(profile)


def test_a_broken_profile_is_left_aside_with_a_word() -> None:
    made = entry(saved(corners(), "JPEG", icc_profile=b"n" * 500))
    assert made.warnings == ("profile left aside",)


@pytest.mark.parametrize(
    ("image", "form", "wanted"),
    [
        (corners().convert("CMYK"), "JPEG", RED),
        (corners().convert("P", palette=Image.Palette.ADAPTIVE), "PNG", RED),
        (corners().convert("P", palette=Image.Palette.ADAPTIVE), "BMP", RED),
        (corners().convert("RGBA"), "PNG", RED),
        (corners().convert("L"), "PNG", (76, 76, 76)),
        (corners().convert("LA"), "PNG", (76, 76, 76)),
        (corners().convert("1", dither=Image.Dither.NONE), "TIFF", (0, 0, 0)),
        (corners().convert("YCbCr"), "TIFF", RED),
        (corners().convert("LAB"), "TIFF", RED),
    ],
    ids=["cmyk", "palette", "bmp", "rgba", "grey", "grey-alpha", "one-bit", "ycbcr", "lab"],
)
def test_every_mode_comes_out_in_its_colours(
    image: Image.Image, form: str, wanted: tuple[int, int, int]
) -> None:
    assert close(colour_at(drawn(saved(image, form)), 0.2, 0.2), wanted, 30)


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (600, 600), (255, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 300, 600))
    shown = drawn(saved(clear, "PNG"))
    assert colour_at(shown, 0.2, 0.9) == (0, 0, 0)
    assert colour_at(shown, 0.8, 0.9) == WHITE


def test_a_transparent_palette_entry_is_white() -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([9, 9, 9, 200, 0, 0])
    assert colour_at(drawn(saved(image, "PNG", transparency=1)), 0.5, 0.5) == WHITE


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bit_keeps_its_range(form: str) -> None:
    grey = (np.arange(256, dtype=np.uint16) << 8)[None, :].repeat(4, 0)
    shown = drawn(saved(Image.fromarray(grey), form))
    assert shown[0, :, 0].tolist() == list(range(256))


def test_twelve_bit_in_sixteen_is_stretched() -> None:
    grey = np.linspace(0, 4095, 64).astype(np.uint16)[None, :].repeat(4, 0)
    shown = drawn(saved(Image.fromarray(grey), "TIFF"))
    assert (shown.min(), shown.max()) == (0, 255)


def test_fourteen_bit_in_sixteen_is_not_left_dark() -> None:
    grey = (np.arange(256, dtype=np.uint16) << 6)[None, :].repeat(4, 0)
    shown = drawn(saved(Image.fromarray(grey), "TIFF"))
    assert shown[0, :, 0].tolist() == list(range(256))


def test_float_tiff_goes_from_least_to_greatest() -> None:
    values = np.linspace(-3.5, 9.5, 64, dtype=np.float32)[None, :].repeat(4, 0)
    values[0, 0] = np.nan
    shown = drawn(saved(Image.fromarray(values), "TIFF"))
    assert (shown.min(), shown.max()) == (0, 255)


def test_jpeg_xl_and_jpeg_2000_are_read() -> None:
    source = np.asarray(corners())
    jxl = drawn(bytes(imagecodecs.jpegxl_encode(source, lossless=True)))
    assert np.array_equal(jxl, source)
    bare = drawn(bytes(imagecodecs.jpeg2k_encode(source, level=0, codecformat="j2k")))
    assert close(colour_at(bare, 0.2, 0.2), RED)


SECRETS = (b"SECRET", b"Exif", b"GPS", b"http://ns.adobe.com", b"ICC_PROFILE", b"8BIM")


@pytest.mark.parametrize("to", ["jpeg", "png", "webp", "avif", "jxl"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_nothing_but_the_picture_goes_out(form: str, to: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = "SECRET"
    exif.get_ifd(0x8825)[1] = "N"
    extra = {"exif": exif} if form != "GIF" else {}
    if form in ("JPEG", "GIF"):
        extra["comment"] = b"SECRET"
    if form == "PNG":
        text = PngInfo()
        text.add_text("Comment", "SECRET")
        text.add_itxt("XML:com.adobe.xmp", "SECRET")
        extra["pnginfo"] = text
    data = saved(corners(), form, **extra) + b"SECRET tail"
    assert b"SECRET" in data
    for one in entry(data, TranscodeOrder(still_format=to)).renditions:
        assert not [word for word in SECRETS if word in one.data]


def test_exif_is_told_by_name_beside_the_picture() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0132] = "2024:03:02 10:11:12"
    made = entry(saved(corners(), "JPEG", exif=exif))
    assert made.metadata["exif"]["Make"] == "Maker"  # type: ignore[index]
    assert made.summary["study_date"] == "20240302"
    assert made.kind is Kind.PHOTO
    assert made.metadata["transcoding"]["decoder"] == made.decoder  # type: ignore[index]


def test_sizes_by_purpose_and_never_larger() -> None:
    made = entry(saved(corners(3000, 1500), "JPEG"), TranscodeOrder())
    sizes = {one.purpose: (one.width, one.height) for one in made.renditions}
    assert sizes == {
        Purpose.FULL: (3000, 1500),
        Purpose.PREVIEW: (1280, 640),
        Purpose.THUMBNAIL: (320, 160),
    }
    small = entry(saved(corners(100, 50), "JPEG"), TranscodeOrder())
    assert {(one.width, one.height) for one in small.renditions} == {(100, 50)}


def test_a_preview_alone_is_decoded_reduced() -> None:
    order = TranscodeOrder(purposes=frozenset({Purpose.PREVIEW}), still_format="png")
    for form in ("JPEG", "JPEG2000"):
        made = entry(saved(corners(4000, 3000), form), order)
        assert (made.width, made.height) == (4000, 3000)
        shown = pixels(rendition(made, Purpose.PREVIEW))
        assert shown.shape == (960, 1280, 3)
        assert close(colour_at(shown, 0.2, 0.2), RED, 20)


def test_the_film_behind_a_motion_photo_is_dropped() -> None:
    still = saved(corners(), "JPEG")
    assert np.array_equal(drawn(still + boxes.clip(2)), drawn(still))


def test_only_the_first_picture_of_a_multi_picture_jpeg_is_taken() -> None:
    out = io.BytesIO()
    corners().save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60))])
    made = entry(out.getvalue())
    assert made.frames == 1
    assert close(colour_at(pixels(rendition(made)), 0.2, 0.2), RED, 30)


def test_lossy_formats_tell_how_much_was_lost() -> None:
    made = entry(saved(corners(400, 300), "PNG"), TranscodeOrder())
    assert all(one.loss_ratio and one.loss_ratio > 1 for one in made.renditions)
    assert entry(saved(corners(), "PNG")).renditions[0].loss_ratio is None


def test_text_in_a_photo_is_noticed_in_the_pixels_of_the_full_picture() -> None:
    photo = Image.new("RGB", (2560, 1920), (70, 70, 70))
    ImageDraw.Draw(photo).text((400, 600), "DOE JANE 1950-01-02", fill="white", font_size=64)
    noted = entry(saved(photo, "PNG"))
    assert noted.burned_in.suspected
    left, top, right, bottom = noted.burned_in.boxes[0]
    assert 300 < left < 450 and 550 < top < bottom < 720 and right < 1400
    assert all(one.identified for one in noted.renditions)
    plain = entry(saved(Image.new("RGB", (2560, 1920), (70, 70, 70)), "PNG"))
    assert not plain.burned_in.suspected
