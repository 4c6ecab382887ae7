"""Objects that are no plain picture, headers that lie, and what a picture brings with it."""

import io
from dataclasses import replace

import imagecodecs
import numpy as np
import pypdfium2
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging import dispatch, letters
from adapters.imaging.dicom import rate, reading, report, waveform
from adapters.imaging.errors import Refused
from core.imaging import Purpose, Refusal, TranscodeOrder
from tests.hostile_inputs import dicom as hostile
from tests.unit.imaging.made import (
    FULL,
    IMPLICIT,
    colour,
    compressed,
    dataset,
    file,
    full,
    grey,
    pixels,
    ramp,
    rendition,
    transcoded,
)

ALL = TranscodeOrder()


def refusal(data, order=ALL):
    with pytest.raises(Refused) as refused:
        dispatch.transcode(memoryview(data), order)
    return refused.value.refusal


def code(meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "1", "99X", meaning
    return Sequence([item])


def content(kind, name, **values):
    item = Dataset()
    item.ValueType, item.ConceptNameCodeSequence = kind, code(name)
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def structured_report():
    measured = Dataset()
    measured.NumericValue, unit = "12.5", Dataset()
    unit.CodeValue, unit.CodingSchemeDesignator, unit.CodeMeaning = "mm", "UCUM", "mm"
    measured.MeasurementUnitsCodeSequence = Sequence([unit])
    inner = content("CONTAINER", "Findings")
    inner.ContentSequence = Sequence(
        [
            content("NUM", "Length", MeasuredValueSequence=Sequence([measured])),
            content("CODE", "Side", ConceptCodeSequence=code("left")),
            content("PNAME", "Reader", PersonName="Doe^Jane"),
        ]
    )
    return dataset(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11",
        Modality="SR",
        ValueType="CONTAINER",
        ConceptNameCodeSequence=code("Chest report"),
        ContentDate="20200131",
        ContentSequence=Sequence([content("TEXT", "Impression", TextValue="All is well."), inner]),
    )


def test_a_report_is_read_line_by_line():
    lines = [(line.level, line.text) for line in report.lines(structured_report())]
    assert lines == [
        (0, "Chest report"),
        (0, "Date: 2020-01-31"),
        (0, "Impression: All is well."),
        (0, "Findings"),
        (1, "Length: 12.5 mm"),
        (1, "Side: left"),
        (1, "Reader: Doe Jane"),
    ]


def test_a_report_becomes_pages_that_may_name_somebody():
    image = transcoded(file(structured_report()), ALL)
    assert image.decoder == "report"
    assert image.burned_in.suspected
    assert all(one.identified for one in image.renditions)
    assert (pixels(image) < 128).any()


def ecg(samples=2000, channels=3, rate=500):
    group = Dataset()
    group.NumberOfWaveformChannels, group.NumberOfWaveformSamples = channels, samples
    group.SamplingFrequency, group.WaveformSampleInterpretation = rate, "SS"
    group.WaveformBitsAllocated = 16
    definitions = []
    for number in range(channels):
        one, unit, lead = Dataset(), Dataset(), Dataset()
        unit.CodeValue, lead.CodeMeaning = "uV", f"Lead {'I' * (number + 1)}"
        one.ChannelSensitivity, one.ChannelSensitivityCorrectionFactor = 5, 1
        one.ChannelSensitivityUnitsSequence = Sequence([unit])
        one.ChannelSourceSequence = Sequence([lead])
        definitions.append(one)
    group.ChannelDefinitionSequence = Sequence(definitions)
    wave = (200 * np.sin(np.arange(samples) / 40)).astype("<i2")
    group.WaveformData = np.repeat(wave[:, None], channels, axis=1).tobytes()
    group["WaveformData"].VR = "OW"
    return dataset(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.9.1.1",
        Modality="ECG",
        WaveformSequence=Sequence([group]),
    )


def test_curves_have_names_units_and_their_heights():
    curves = waveform.channels(ecg(), little_endian=True)
    assert [one.name for one in curves] == ["I", "II", "III"]
    assert {(one.unit, one.rate) for one in curves} == {("uV", 500.0)}
    assert curves[0].values.max() == pytest.approx(1000, abs=5)


def test_an_ecg_is_drawn_ten_seconds_a_page():
    assert transcoded(file(ecg()), ALL).decoder == "waveform"
    assert transcoded(file(ecg(samples=11_000)), ALL).frames == 3


def test_a_document_inside_is_drawn():
    paper = pypdfium2.PdfDocument.new()
    paper.new_page(200, 300)
    out = io.BytesIO()
    paper.save(out)
    made = dataset(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.104.1",
        MIMETypeOfEncapsulatedDocument="application/pdf",
        EncapsulatedDocument=out.getvalue() + b"\0" * (out.tell() % 2),
    )
    image = transcoded(file(made), ALL)
    assert image.metadata["dicom"]
    assert rendition(image, Purpose.PREVIEW).height > rendition(image, Purpose.PREVIEW).width


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (file(dataset(SOPClassUID="1.2.840.10008.5.1.4.1.1.481.3")), Refusal.NO_PICTURE),
        (
            file(
                dataset(
                    EncapsulatedDocument=b"solid x ", MIMETypeOfEncapsulatedDocument="model/stl"
                )
            ),
            Refusal.NO_PICTURE,
        ),
        (file(grey(ramp(), Rows=0)), Refusal.BROKEN),
        (file(grey(ramp(), BitsAllocated=7)), Refusal.BROKEN),
        (file(grey(ramp(), SamplesPerPixel=9)), Refusal.BROKEN),
        (file(grey(ramp(), NumberOfFrames=2147483647)), Refusal.TOO_MANY_FRAMES),
        (file(grey(ramp(), NumberOfFrames=-1)), Refusal.BROKEN),
        (file(grey(ramp(), Rows=65535, Columns=65535)), Refusal.TOO_MANY_PIXELS),
        (
            file(compressed(grey(ramp()), b"\0\0\1\xb3" * 9), "1.2.840.10008.1.2.4.100"),
            Refusal.UNSUPPORTED_CODEC,
        ),
    ],
    ids=["plan", "mesh", "rows", "bits", "samples", "frames", "negative", "sides", "video"],
)
def test_what_cannot_be_a_picture_is_refused(data, why):
    assert refusal(data) is why


def test_a_frame_that_is_not_there_is_refused():
    assert refusal(file(grey(ramp())), TranscodeOrder(frame=3)) is Refusal.NO_PICTURE


def test_sequences_without_end_are_refused():
    deep = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff" * 5000
    data = bytes(128) + b"DICM" + b"\x02\0\x10\0UI\x14\x001.2.840.10008.1.2.1\0" + deep
    assert refusal(data) is Refusal.BROKEN


def test_a_deflated_header_that_grows_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_INFLATED", 10_000)
    data = file(grey(np.zeros((200, 200), np.uint16)), "1.2.840.10008.1.2.1.99")
    assert refusal(data) is Refusal.UNPACKS_TOO_BIG


@pytest.mark.parametrize("name", ["os", "../../etc/passwd", "zip", "rot13", "ISO_IR 999"])
def test_character_sets_come_from_the_standard_only(name):
    made = grey(ramp(), PatientName="A^B")
    data = file(made)
    put = b"\x08\x00\x05\x00CS" + len(name.ljust(len(name) + len(name) % 2)).to_bytes(2, "little")
    at = data.index(b"\x08\x00\x16\x00UI")
    data = data[:at] + put + name.ljust(len(name) + len(name) % 2).encode() + data[at:]
    assert transcoded(data).patient.name == "A^B"


def test_without_meta_information_the_bytes_tell():
    data = file(grey(ramp()), IMPLICIT)
    at = data.index(b"\x08\x00\x16\x00")
    parsed = reading.read(memoryview(data[at:]))
    assert parsed.syntax.implicit
    assert "transfer syntax missing" in parsed.warnings


def test_a_wrong_label_over_native_bytes_is_seen_through():
    data = file(grey(ramp()), IMPLICIT)
    relabelled = data.replace(b"UI\x12\x001.2.840.10008.1.2\0", b"UI\x14\x001.2.840.10008.1.2.1\0")
    assert relabelled != data
    assert (pixels(transcoded(relabelled)) == full(grey(ramp()))).all()


def test_pixels_that_are_not_square_are_made_so_in_the_preview_alone():
    image = transcoded(file(grey(ramp(30, 60), PixelSpacing=[2.0, 1.0])), ALL)
    assert (rendition(image, Purpose.FULL).width, rendition(image, Purpose.FULL).height) == (60, 30)
    preview = rendition(image, Purpose.PREVIEW)
    assert (preview.width, preview.height) == (60, 60)


def test_overlays_are_drawn_only_when_asked_for():
    made = grey(np.zeros((8, 8), np.uint8))
    made.add_new(0x60000010, "US", 8)
    made.add_new(0x60000011, "US", 8)
    made.add_new(0x60000050, "SS", [1, 1])
    made.add_new(0x60000100, "US", 1)
    made.add_new(0x60000102, "US", 0)
    plane = np.eye(8, dtype=np.uint8)
    made.add_new(0x60003000, "OW", np.packbits(plane.reshape(-1), bitorder="little").tobytes())
    assert full(made).max() == 0
    order = TranscodeOrder(purposes=FULL, still_format="png", overlays=True)
    assert (pixels(transcoded(file(made), order)) == plane * 255).all()


def test_tiles_of_a_slide_are_laid_together():
    tiles = np.stack([np.full((16, 16), shade, np.uint8) for shade in (0, 80, 160, 255)])
    made = grey(tiles, TotalPixelMatrixColumns=32, TotalPixelMatrixRows=32, Modality="SM")
    made.WindowCenter, made.WindowWidth = 128, 256
    preview = pixels(transcoded(file(made), ALL), Purpose.PREVIEW)
    assert preview.shape == (32, 32)
    assert [preview[y, x] // 70 for y, x in ((4, 4), (4, 28), (28, 4), (28, 28))] == [0, 1, 2, 3]


def test_a_film_is_offered_for_frames_and_thinned_when_long():
    image = transcoded(file(grey(np.stack([ramp()] * 700).astype(np.uint8), Modality="US")), ALL)
    film = rendition(image, Purpose.CINE)
    assert image.frames == 700
    assert film.frames <= 300
    assert any("frame" in word for word in image.warnings)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"RecommendedDisplayFrameRate": 25}, 25),
        ({"CineRate": 15}, 15),
        ({"FrameTime": 40}, 25),
        ({"FrameTimeVector": [0, 50, 50]}, 20),
        ({"FrameTime": 0}, 20),
        ({"Modality": "CT"}, 10),
    ],
)
def test_the_rate_of_a_film(attributes, expected):
    assert rate.frames_a_second(dataset(**{"Modality": "US"} | attributes)) == expected


def test_a_preview_without_full_may_come_from_a_smaller_decoding():
    large = ramp(2048, 2048, 4095)
    made = compressed(
        grey(large, BitsStored=12, HighBit=11),
        bytes(imagecodecs.jpeg2k_encode(large, codecformat="j2k", bitspersample=12)),
    )
    data = file(made, "1.2.840.10008.1.2.4.90")
    wanted = frozenset({Purpose.THUMBNAIL})
    plain = TranscodeOrder(still_format="png", find_text=False)
    small = transcoded(data, replace(plain, purposes=wanted))
    whole = transcoded(data, replace(plain, purposes=wanted | FULL))
    # Small letters would be lost to whoever looks for names.
    looked_at = transcoded(data, TranscodeOrder(purposes=wanted))
    assert "reduced" not in looked_at.decoder
    assert "reduced" in small.decoder
    a, b = pixels(small, Purpose.THUMBNAIL), pixels(whole, Purpose.THUMBNAIL)
    assert a.shape == b.shape
    assert np.abs(a.astype(int) - b).mean() < 2


def test_what_the_file_says_is_kept_beside_the_picture():
    image = transcoded(
        file(
            grey(
                ramp(),
                PatientName="A^B",
                PatientID="7",
                Modality="CT",
                WindowCenter=5,
                WindowWidth=9,
            )
        )
    )
    assert image.patient.patient_id == "7"
    assert image.summary["modality"] == "CT"
    assert image.metadata["dicom"]["00100010"]
    assert image.metadata["transcoding"]["window"] == {"center": 5.0, "width": 9.0, "from": "file"}


@pytest.mark.parametrize(
    ("flag", "modality", "suspected"), [("YES", "CT", True), ("NO", "CT", False)]
)
def test_a_flag_tells_of_painted_names(flag, modality, suspected):
    made = colour(np.zeros((8, 8, 3), np.uint8), BurnedInAnnotation=flag, Modality=modality)
    assert transcoded(file(made)).burned_in.suspected is suspected


def test_half_a_report_is_no_report():
    whole = file(structured_report())
    assert refusal(whole[: len(whole) - 60]) is Refusal.BROKEN


def test_pages_that_are_left_out_are_told():
    many = [content("TEXT", "Finding", TextValue=f"line {number}") for number in range(3000)]
    report_ = structured_report()
    report_.ContentSequence = Sequence(many)
    image = transcoded(file(report_), ALL)
    assert image.frames == 50
    assert image.warnings == ("50 pages shown, there are more",)


def test_a_report_of_too_many_lines_says_that_it_goes_on():
    report_ = structured_report()
    report_.ContentSequence = Sequence([content("TEXT", "A", TextValue="b")] * 5000)
    found = report.lines(report_)
    assert found[-1].text == "…"


def test_a_long_letter_is_read_to_its_end():
    report_ = structured_report()
    words = "word " * 8000 + "end"
    report_.ContentSequence = Sequence([content("TEXT", "Letter", TextValue=words)])
    assert report.lines(report_)[-1].text.endswith("word end")


@pytest.mark.parametrize("vr", ["SV", "UV", "FD"])
def test_an_attribute_that_cannot_be_read_costs_no_picture(vr):
    data = hostile.dataset({0x00080060: (vr, b"\x01\x02\x03\x04\x05\x06")})
    transcoded(hostile.part10(data))


def test_a_word_without_end_is_broken_into_rows():
    face = letters.font(24)
    rows = list(letters.wrapped("w" * 60_000 + " end", face, 1000))
    assert "".join(rows).replace(" ", "") == "w" * 60_000 + "end"
    assert max(map(face.getlength, rows)) <= 1000 + face.getlength("w")
