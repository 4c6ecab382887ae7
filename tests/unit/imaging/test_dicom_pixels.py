"""Every layout of pixels that the standard has, drawn and compared with what was put in."""

import zlib

import imagecodecs
import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from adapters.imaging.errors import Refused
from core.imaging import Refusal, TranscodeOrder
from tests.unit.imaging.made import (
    BIG,
    DEFLATED,
    EXPLICIT,
    FULL,
    IMPLICIT,
    colour,
    compressed,
    file,
    full,
    grey,
    pixels,
    ramp,
    transcoded,
)

RLE = "1.2.840.10008.1.2.5"
EIGHT = (np.add.outer(np.arange(24), np.arange(32)) * 4 % 256).astype(np.uint8)
SIXTEEN = (np.add.outer(np.arange(24), np.arange(32)) * 71).astype(np.uint16)
RGB = np.stack((EIGHT, EIGHT[::-1], EIGHT[:, ::-1]), axis=2)


def shown(values):
    """Least to greatest, as a picture without a window is shown."""
    values = values.astype(float)
    return np.floor((values - values.min()) * 255 / np.ptp(values) + 0.5)


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, DEFLATED])
def test_native_grey(syntax):
    assert np.abs(full(grey(SIXTEEN), syntax) - shown(SIXTEEN)).max() <= 1


def test_big_endian_words():
    made = grey(SIXTEEN)
    made.PixelData = SIXTEEN.astype(">u2").tobytes()
    assert np.abs(full(made, BIG) - shown(SIXTEEN)).max() <= 1


def test_big_endian_words_of_bytes():
    made = grey(EIGHT)
    made.PixelData = EIGHT.reshape(-1, 2)[:, ::-1].tobytes()
    assert np.abs(full(made, BIG) - shown(EIGHT)).max() <= 1


def test_signed_values():
    values = (SIXTEEN.astype(np.int32) - 1500).astype(np.int16)
    assert np.abs(full(grey(values)) - shown(values)).max() <= 1


def test_bits_above_the_stored_ones_are_not_part_of_the_value():
    values = SIXTEEN & 0x0FFF
    made = grey(values | 0x5000, BitsStored=12, HighBit=11)
    assert np.abs(full(made) - shown(values)).max() <= 1


def test_stored_bits_may_lie_high():
    values = SIXTEEN & 0x0FFF
    made = grey(values << 4, BitsStored=12, HighBit=15)
    assert np.abs(full(made) - shown(values)).max() <= 1


def test_one_bit_a_pixel_across_bytes():
    mask = np.random.default_rng(3).integers(0, 2, (3, 5, 7)).astype(np.uint8)
    made = grey(mask, BitsAllocated=1, BitsStored=1, HighBit=0)
    made.PixelData = np.packbits(mask.reshape(-1), bitorder="little").tobytes() + b"\0"
    for frame in range(3):
        order = TranscodeOrder(purposes=FULL, still_format="png", frame=frame)
        assert (pixels(transcoded(file(made), order)) == mask[frame] * 255).all()


def test_twelve_bits_packed():
    values = (SIXTEEN & 0x0FFF).reshape(-1, 2)
    packed = np.stack(
        (values[:, 0] & 0xFF, values[:, 0] >> 8 | (values[:, 1] & 0x0F) << 4, values[:, 1] >> 4), 1
    ).astype(np.uint8)
    made = grey(SIXTEEN, BitsAllocated=12, BitsStored=12, HighBit=11)
    made.PixelData = packed.tobytes()
    assert np.abs(full(made) - shown(SIXTEEN & 0x0FFF)).max() <= 1


@pytest.mark.parametrize(
    ("keyword", "kind"), [("FloatPixelData", "f4"), ("DoubleFloatPixelData", "f8")]
)
def test_floating_point(keyword, kind):
    values = SIXTEEN.astype(kind) / 7 - 3
    made = grey(SIXTEEN)
    del made.PixelData
    setattr(made, keyword, values.tobytes())
    assert np.abs(full(made) - shown(values)).max() <= 1


def test_rgb_by_pixel_and_by_plane():
    assert (full(colour(RGB)) == RGB).all()
    made = colour(RGB, PlanarConfiguration=1)
    made.PixelData = np.moveaxis(RGB, 2, 0).tobytes()
    assert (full(made) == RGB).all()


def test_ybr_full_and_its_halved_form_show_the_same_grey():
    ybr = np.dstack((EIGHT, np.full_like(EIGHT, 128), np.full_like(EIGHT, 128)))
    expected = np.repeat(EIGHT[:, :, None], 3, axis=2)
    assert (full(colour(ybr, "YBR_FULL")) == expected).all()
    pairs = np.stack((EIGHT[:, 0::2], EIGHT[:, 1::2]), 2).reshape(-1, 2)
    halved = np.hstack((pairs, np.full_like(pairs, 128)))
    made = colour(ybr, "YBR_FULL_422")
    made.PixelData = halved.tobytes()
    assert (full(made) == expected).all()


def palette(**changes):
    made = grey(EIGHT % 64, PhotometricInterpretation="PALETTE COLOR")
    for channel, factor in (("Red", 4), ("Green", 2), ("Blue", 1)):
        setattr(made, f"{channel}PaletteColorLookupTableDescriptor", [64, 0, 16])
        table = (np.arange(64) * factor).astype("<u2") << 8
        setattr(made, f"{channel}PaletteColorLookupTableData", table.tobytes())
    for keyword, value in changes.items():
        setattr(made, keyword, value)
    return made


def test_a_palette():
    index = EIGHT % 64
    assert (full(palette()) == np.stack((index * 4, index * 2, index), axis=2)).all()


def test_a_palette_in_big_endian():
    made = palette()
    made.PixelData = (EIGHT % 64).reshape(-1, 2)[:, ::-1].tobytes()
    for channel in ("Red", "Green", "Blue"):
        keyword = f"{channel}PaletteColorLookupTableData"
        setattr(made, keyword, np.frombuffer(made[keyword].value, "<u2").astype(">u2").tobytes())
    index = EIGHT % 64
    assert (full(made, BIG) == np.stack((index * 4, index * 2, index), axis=2)).all()


def test_values_past_a_palette_take_its_last_colour():
    made = palette()
    made.PixelData = np.full(EIGHT.shape, 200, np.uint8).tobytes()
    assert (full(made) == [252, 126, 63]).all()


def test_a_segmented_palette():
    made = palette()
    for channel in ("Red", "Green", "Blue"):
        delattr(made, f"{channel}PaletteColorLookupTableData")
        segments = np.array([0, 1, 0, 1, 63, 63 << 8], "<u2").tobytes()
        setattr(made, f"Segmented{channel}PaletteColorLookupTableData", segments)
    assert np.abs(full(made)[:, :, 0].astype(int) - EIGHT % 64).max() <= 1


def test_a_palette_shorter_than_it_says_is_refused():
    with pytest.raises(Refused) as refused:
        full(palette(RedPaletteColorLookupTableDescriptor=[65535, 0, 16]))
    assert refused.value.refusal is Refusal.BROKEN


def test_monochrome1_is_the_negative():
    made = grey(EIGHT, PhotometricInterpretation="MONOCHROME1")
    assert np.abs(full(made) - (255 - shown(EIGHT))).max() <= 1


def test_the_first_window_of_several():
    made = grey(ramp(top=1000), WindowCenter=[200, 700], WindowWidth=[101, 50])
    values = ramp(top=1000).astype(float)
    assert np.abs(full(made) - np.clip(np.floor((values - 149.5) * 2.55 + 0.5), 0, 255)).max() <= 1


@pytest.mark.parametrize("window", [(100, 0), (None, None), ([], []), ("", "")])
def test_no_usable_window_means_least_to_greatest(window):
    made = grey(SIXTEEN, WindowCenter=window[0], WindowWidth=window[1])
    assert np.abs(full(made) - shown(SIXTEEN)).max() <= 1


def test_rescaling_moves_the_window_not_the_picture():
    plain = full(grey(SIXTEEN, WindowCenter=1000, WindowWidth=1001))
    moved = full(
        grey(SIXTEEN, RescaleSlope=2, RescaleIntercept=-1024, WindowCenter=976.5, WindowWidth=2001)
    )
    assert np.abs(plain.astype(int) - moved).max() <= 1


def test_a_falling_slope_turns_the_picture_over():
    made = grey(SIXTEEN, RescaleSlope=-1, RescaleIntercept=0)
    assert np.abs(full(made) - (255 - shown(SIXTEEN))).max() <= 1


def table(entries, first=0, bits=16):
    item = Dataset()
    item.LUTDescriptor = [len(entries) % 65536, first, bits]
    item["LUTDescriptor"].VR = "US"
    item.LUTData = np.asarray(entries, "<u2").tobytes()
    item["LUTData"].VR = "OW"
    return Sequence([item])


def test_a_modality_table():
    entries = np.arange(4096)[::-1]
    made = grey(SIXTEEN, ModalityLUTSequence=table(entries))
    assert np.abs(full(made) - (255 - shown(SIXTEEN))).max() <= 1


@pytest.mark.parametrize("kind", ["1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2"])
def test_the_table_of_an_angiogram_is_for_measuring(kind):
    """It leads from the logarithm that is looked at back to the intensity of the rays."""
    made = grey(EIGHT, SOPClassUID=UID(kind), PixelIntensityRelationship="LOG")
    made.WindowCenter, made.WindowWidth = 127.5, 256
    made.ModalityLUTSequence = table(2.0 ** (np.arange(256) / 16))
    assert np.abs(full(made).astype(int) - EIGHT).max() <= 1


def test_a_window_table():
    made = grey(EIGHT, VOILUTSequence=table((np.arange(256) // 128) * 65535))
    assert (full(made) == (EIGHT // 128) * 255).all()


def test_a_sigmoid_window():
    made = grey(ramp(top=1000), WindowCenter=500, WindowWidth=400, VOILUTFunction="SIGMOID")
    values = ramp(top=1000).astype(float)
    expected = 255 / (1 + np.exp(-4 * (values - 500) / 400))
    assert np.abs(full(made) - expected).max() <= 1


def test_frames_of_an_enhanced_object_have_windows_of_their_own():
    made = grey(np.stack((SIXTEEN, SIXTEEN)))
    groups = []
    for centre in (300, 900):
        voi, group = Dataset(), Dataset()
        voi.WindowCenter, voi.WindowWidth = centre, 101
        group.FrameVOILUTSequence = Sequence([voi])
        groups.append(group)
    made.PerFrameFunctionalGroupsSequence = Sequence(groups)
    data = file(made)
    for frame, middle in enumerate((300, 900)):
        order = TranscodeOrder(purposes=FULL, still_format="png", frame=frame)
        drawn = pixels(transcoded(data, order))
        assert (drawn[middle + 60 < SIXTEEN] == 255).all()
        assert (drawn[middle - 60 > SIXTEEN] == 0).all()


def test_an_ordered_window_and_a_preset_come_before_the_files_own():
    own = {"WindowCenter": 1, "WindowWidth": 2, "RescaleIntercept": -1024, "RescaleSlope": 1}
    made = file(grey(SIXTEEN, Modality="CT", **own))
    drawn = in_window(made, "lung")
    values = SIXTEEN.astype(float) - 1024
    expected = np.clip(np.floor((values + 1350) * 255 / 1499 + 0.5), 0, 255)
    assert np.abs(drawn - expected).max() <= 1
    # Hounsfield units are CT's alone.
    other = file(grey(SIXTEEN, Modality="MR", **own))
    assert np.array_equal(in_window(other, "lung"), in_window(other, None))


def in_window(data, window):
    return pixels(
        transcoded(data, TranscodeOrder(purposes=FULL, still_format="png", window=window))
    )


def test_every_window_of_the_file_can_be_had_and_the_whole_range():
    made = file(grey(SIXTEEN, WindowCenter=[500, 2000], WindowWidth=[100, 3000]))
    first, second = in_window(made, (500, 100)), in_window(made, (2000, 3000))
    assert not np.array_equal(first, second)
    assert np.array_equal(in_window(made, "1"), first)
    assert np.array_equal(in_window(made, "2"), second)
    assert np.array_equal(in_window(made, "3"), first)
    assert np.array_equal(in_window(made, "range"), in_window(file(grey(SIXTEEN)), None))


CODED = {
    "1.2.840.10008.1.2.4.57": lambda a: bytes(imagecodecs.jpeg8_encode(a, lossless=True)),
    "1.2.840.10008.1.2.4.70": lambda a: bytes(imagecodecs.jpeg8_encode(a, lossless=True)),
    "1.2.840.10008.1.2.4.80": lambda a: bytes(imagecodecs.jpegls_encode(a)),
    "1.2.840.10008.1.2.4.90": lambda a: bytes(imagecodecs.jpeg2k_encode(a, codecformat="j2k")),
    "1.2.840.10008.1.2.4.110": lambda a: bytes(imagecodecs.jpegxl_encode(a, lossless=True)),
    "1.2.840.10008.1.2.4.201": lambda a: bytes(imagecodecs.htj2k_encode(a)),
}  # fmt: skip


@pytest.mark.parametrize("syntax", sorted(CODED))
@pytest.mark.parametrize("values", [EIGHT, SIXTEEN], ids=["8 bit", "16 bit"])
def test_lossless_codecs_give_back_every_value(syntax, values):
    made = compressed(grey(values), CODED[syntax](np.ascontiguousarray(values)))
    assert np.abs(full(made, syntax) - shown(values)).max() <= 1


def test_the_bytes_are_believed_not_the_label():
    made = compressed(grey(EIGHT), bytes(imagecodecs.jpegls_encode(EIGHT)))
    image = transcoded(file(made, "1.2.840.10008.1.2.4.50"))
    assert "charls" in image.decoder
    assert np.abs(pixels(image) - shown(EIGHT)).max() <= 1


def test_a_frame_deflated_by_itself():
    machine = zlib.compressobj(wbits=-15)
    frame = machine.compress(SIXTEEN.tobytes()) + machine.flush()
    made = compressed(grey(SIXTEEN), frame + b"\0" * (len(frame) % 2))
    assert np.abs(full(made, "1.2.840.10008.1.2.8.1") - shown(SIXTEEN)).max() <= 1


def test_a_deflated_frame_that_grows_is_refused():
    machine = zlib.compressobj(wbits=-15)
    frame = machine.compress(bytes(10_000_000)) + machine.flush()
    with pytest.raises(Refused) as refused:
        full(compressed(grey(SIXTEEN), frame), "1.2.840.10008.1.2.8.1")
    assert refused.value.refusal is Refusal.UNPACKS_TOO_BIG


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "RGB"])
def test_subsampled_jpeg_is_luminance_and_colour_whatever_the_label_says(photometric):
    flat = np.full((32, 32, 3), (200, 40, 60), np.uint8)
    frame = bytes(imagecodecs.jpeg8_encode(flat, level=95, subsampling="420"))
    drawn = full(compressed(colour(flat, photometric), frame), "1.2.840.10008.1.2.4.50")
    assert np.abs(drawn.astype(int) - flat).max() <= 4


def test_rgb_jpeg_without_a_mark_follows_the_label():
    flat = np.full((32, 32, 3), (200, 40, 60), np.uint8)
    frame = bytes(imagecodecs.jpeg8_encode(flat, level=95, colorspace="RGB", outcolorspace="RGB"))
    without = frame.replace(b"\xff\xee\x00\x0eAdobe", b"\xff\xe9\x00\x0eAdobe")
    drawn = full(compressed(colour(flat), without), "1.2.840.10008.1.2.4.50")
    assert np.abs(drawn.astype(int) - flat).max() <= 4


@pytest.mark.parametrize("label", ["YBR_RCT", "YBR_ICT"])
def test_a_step_that_the_stream_does_not_have_is_not_undone(label):
    """Some converters leave the label and skip the step: what is in the stream is RGB."""
    flat = np.full((32, 32, 3), (76, 163, 211), np.uint8)
    flat[:, 16:] = (30, 90, 10)
    frame = bytes(imagecodecs.jpeg2k_encode(flat, codecformat="j2k", mct=False, reversible=True))
    drawn = full(compressed(colour(flat, label), frame), "1.2.840.10008.1.2.4.90")
    assert np.array_equal(drawn, flat)


def test_deep_colours_take_the_window_of_their_file():
    """Twelve bits of which a third is used would be all but black."""
    deep = np.repeat(np.linspace(0, 1200, 64, dtype=np.uint16)[None, :, None], 3, axis=2)
    deep[:, :, 1] //= 2
    made = colour(deep, BitsAllocated=16, BitsStored=12, HighBit=11)
    assert full(made).max() < 80
    made.WindowCenter, made.WindowWidth = 600, 1201
    drawn = full(made)
    assert drawn[0, -1].tolist() == [255, 128, 255]
    assert drawn[0, 0].tolist() == [0, 0, 0]


def rle(plane):
    """PackBits, one literal run after the other."""
    out, data = b"", plane.tobytes()
    for at in range(0, len(data), 128):
        part = data[at : at + 128]
        out += bytes([len(part) - 1]) + part
    return out + b"\0" * (len(out) % 2)


def rle_frame(planes):
    offsets, body = [], b""
    for plane in planes:
        offsets.append(64 + len(body))
        body += rle(plane)
    header = np.zeros(16, "<u4")
    header[0] = len(planes)
    header[1 : len(planes) + 1] = offsets
    return header.tobytes() + body


def test_run_lengths_of_words_and_of_bits():
    frame = rle_frame([(SIXTEEN >> 8).astype(np.uint8), (SIXTEEN & 255).astype(np.uint8)])
    assert np.abs(full(compressed(grey(SIXTEEN), frame), RLE) - shown(SIXTEEN)).max() <= 1
    mask = (EIGHT > 100).astype(np.uint8)
    made = grey(mask, BitsAllocated=1, BitsStored=1, HighBit=0)
    frame = rle_frame([np.packbits(mask.reshape(-1), bitorder="little")])
    assert (full(compressed(made, frame), RLE) == mask * 255).all()


def test_a_picture_that_was_cut_off_is_refused():
    with pytest.raises(Refused) as refused:
        transcoded(file(grey(SIXTEEN))[:-1])
    assert refused.value.refusal is Refusal.BROKEN


def test_an_even_picture_is_not_blown_up_to_white():
    assert (full(grey(np.zeros((8, 8), np.uint16))) == 0).all()
