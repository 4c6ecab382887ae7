"""DICOM whose numbers, tables, offsets and objects cannot be meant."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.hostile_inputs import archives, objects
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.dicom import JPEG, RLE, dataset, element, fragments, part10, short
from tests.hostile_inputs.pictures import picture

_NUMBERS = (b"nan", b"inf", b"1e308", b"-1e308", b"5e-324", b"0", b"-5", b"x", b"", b"1" * 5000)
_MANY = struct.pack("<HHH", 1, 65535, 7) * 20_000


def cases() -> Iterator[Case]:
    yield from _numbers()
    yield from _tables()
    yield from _fragments()
    yield from _runs()
    yield from _read()
    yield from _over()


def _changed(tag: int, vr: str, value: bytes) -> bytes:
    return part10(dataset({tag: (vr, value)}))


def _numbers() -> Iterator[Case]:
    for name, tag in (
        ("centre", 0x00281050), ("width", 0x00281051),
        ("intercept", 0x00281052), ("slope", 0x00281053),
    ):  # fmt: skip
        for value in _NUMBERS:
            yield Case(f"dicom {name} {value[:8]!r}", ACCEPT, _changed(tag, "DS", value))
    for value, verdict in (
        (b"0x10", EITHER), (b"1.5", REJECT), (b"inf", REJECT), (b"9" * 26, REJECT),
        (b"\xd9\xa1", REJECT), (b"-2147483648", REJECT), (b"2147483648", REJECT), (b"+1", ACCEPT),
    ):  # fmt: skip
        yield Case(f"dicom frames {value[:9]!r}", verdict, _changed(0x00280008, "IS", value))
    for bits in (3, 9, 24, 33, 48, 64, 128, 65535):
        yield Case(f"dicom of {bits} bits", REJECT, _changed(0x00280100, "US", short(bits)))
    for value in (b"HSV", b"CMYK", b"", b"\xff\xfe", b"A" * 5000):
        yield Case(f"dicom colours {value[:4]!r}", ACCEPT, _changed(0x00280004, "CS", value))
    for vr in ("AT", "DS", "FL", "OB", "OV", "SQ", "SV", "UC", "UI", "UN", "US", "UV"):
        value = b"" if vr == "SQ" else b"\xff\xfe" * 3
        yield Case(f"dicom modality as {vr}", ACCEPT, _changed(0x00080060, vr, value))
    for value in (b"nan\\inf", b"1e-300\\1e300", b"0\\0"):
        yield Case(f"dicom spacing {value!r}", ACCEPT, _changed(0x00280030, "DS", value))
    for bits, code, kind in ((32, b"f", "OF"), (64, b"d", "OD")):
        values = struct.pack(b"<2" + code, float("nan"), float("-inf")) * 512
        tag = 0x7FE00008 if bits == 32 else 0x7FE00009
        held = dataset({0x00280100: ("US", short(bits))}, element(tag, kind, values))
        yield Case(f"dicom of {bits}-bit nothing", ACCEPT, part10(held))
    for name, value in (
        ("utf-7", b"utf-7"),
        ("a hundred", b"ISO_IR 100\\" * 100),
        ("junk", b"\xff"),
    ):
        text = {0x00080005: ("CS", value), 0x00100010: ("PN", b"\x1b$B\x1b$)C\xff" + b"\x1b" * 50)}
        yield Case(f"dicom letters of {name}", ACCEPT, part10(dataset(text)))


def _tables() -> Iterator[Case]:
    for sequence in (0x00283000, 0x00283010, 0x20500010):
        for entries, first, bits, size in (
            (0, 0, 16, 131072), (0, 0, 16, 2), (65535, 0, 16, 4), (256, 65535, 16, 512),
            (256, 0, 0, 512), (256, 0, 255, 512), (1, 0, 16, 2), (256, 0, 16, 0),
        ):  # fmt: skip
            held = element(0x00283002, "US", struct.pack("<3H", entries, first, bits))
            held += element(0x00283006, "OW", bytes(range(256)) * (size // 256) + bytes(size % 256))
            one = struct.pack("<HHI", 0xFFFE, 0xE000, len(held)) + held
            name = f"dicom table {sequence:08x} {entries},{first},{bits} of {size}"
            yield Case(name, ACCEPT, _changed(sequence, "SQ", one))
    for entries, first, bits, verdict in (
        (0, 0, 16, REJECT), (65535, 0, 16, REJECT), (256, 0, 0, REJECT), (256, 0, 99, REJECT),
        (256, 60000, 16, EITHER), (1, 0, 16, EITHER), (256, 0, 8, EITHER),
    ):  # fmt: skip
        name = f"dicom palette {entries},{first},{bits}"
        yield Case(name, verdict, objects.palette(entries, first, bits))
    bomb: dict[str, bytes | None] = {}
    for colour in ("Red", "Green", "Blue"):
        bomb[f"{colour}PaletteColorLookupTableData"] = None
        bomb[f"Segmented{colour}PaletteColorLookupTableData"] = _MANY
    yield Case("dicom palette that swells", REJECT, objects.palette(**bomb))
    for lies in (
        {"rows": 65535, "columns": 65535}, {"rows": 0}, {"origin": [32767, -32768]},
        {"bits": 16, "position": 15}, {"position": 99}, {"data": b""},
    ):  # fmt: skip
        yield Case(f"dicom overlay {lies}", ACCEPT, objects.overlay(**lies))


def _fragments() -> Iterator[Case]:
    code = picture("JPEG", 32, 32, "L")
    two = {0x00280008: ("IS", b"2")}
    for name, table in (
        ("descending", struct.pack("<II", len(code) + 8, 0)), ("equal", bytes(8)),
        ("odd", b"\0\0\0\0\1"), ("of 250,000", bytes(1_000_000)), ("inside", b"\0\0\0\0\5\0\0\0"),
    ):  # fmt: skip
        pixels = fragments(code, code, table=table)
        yield Case(f"dicom offsets {name}", EITHER, part10(dataset(two, pixels), JPEG))
    lies = {0x7FE00001: ("OV", struct.pack("<QQ", 2**63, 2**40)), 0x7FE00002: ("OV", bytes(16))}
    wide = dataset(two | lies, fragments(code, code))
    yield Case("dicom offsets of 64 bits", REJECT, part10(wide, JPEG))
    single = fragments(*(code[at : at + 2] for at in range(0, len(code), 2)))
    yield Case("dicom fragments of two bytes", EITHER, part10(dataset(pixels=single), JPEG))
    ended = dataset(pixels=fragments(code)) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0) * 1000
    yield Case("dicom delimiters without end", EITHER, part10(ended, JPEG))


def _runs() -> Iterator[Case]:
    for name, verdict, count, offsets, data in (
        ("of no segment", REJECT, 0, (), bytes(64)),
        ("of fifteen", REJECT, 15, tuple(range(64, 79)), bytes(99)),
        ("of 2^32", REJECT, 2**32 - 1, (64,), bytes(64)),
        ("beyond", REJECT, 1, (2**31,), bytes(64)),
        ("backwards", REJECT, 3, (200, 100, 64), bytes(400)),
        ("of nothing", REJECT, 1, (64,), b"\x80" * 1_000_000),
        ("that swell", EITHER, 1, (64,), b"\x81\0" * 1_000_000),
    ):
        head = struct.pack("<16I", count, *offsets, *[0] * (15 - len(offsets)))
        yield Case(
            f"dicom runs {name}", verdict, part10(dataset(pixels=fragments(head + data)), RLE)
        )


def _read() -> Iterator[Case]:
    deep = objects.content("TEXT", "t", TextValue="deep")
    for _ in range(60):
        deep = objects.content("CONTAINER", "c", ContentSequence=objects.items(deep))
    turned = objects.content("TEXT", "t", TextValue="\u202eevil\u2066 e" + "\u0301" * 9000)
    for name, verdict, held in (
        ("60 deep", ACCEPT, objects.report(deep)),
        (
            "of one long word",
            ACCEPT,
            objects.report(objects.content("TEXT", "t", TextValue="w" * 400_000)),
        ),
        ("turned and piled up", ACCEPT, objects.report(turned, SpecificCharacterSet="ISO_IR 192")),
        ("of an unknown kind", ACCEPT, objects.report(objects.content("XYZ", "n"))),
        ("cut", REJECT, objects.report()[:-60]),
    ):
        yield Case(f"dicom report {name}", verdict, held)
    for verdict, lies in (
        (REJECT, {"samples": 2**32 - 1}), (REJECT, {"samples": 0}), (REJECT, {"channels": 65535}),
        (REJECT, {"SamplingFrequency": "0"}), (REJECT, {"SamplingFrequency": "-1"}),
        (EITHER, {"SamplingFrequency": "1e-300"}), (EITHER, {"SamplingFrequency": "1e300"}),
        (EITHER, {"WaveformBitsAllocated": 7}), (REJECT, {"WaveformSampleInterpretation": "XX"}),
        (REJECT, {"WaveformData": b""}),
    ):  # fmt: skip
        yield Case(f"dicom curves {lies}", verdict, objects.curves(**lies))
    yield Case("dicom curves cut", REJECT, objects.curves()[:-400])


def _over() -> Iterator[Case]:
    base = {"GraphicAnnotationUnits": "PIXEL", "GraphicDimensions": 2, "GraphicType": "POLYLINE",
            "NumberOfGraphicPoints": 2, "GraphicData": [4.0, 9.0, 20.0, 9.0]}  # fmt: skip
    for lies in (
        {"GraphicData": [float("nan")] * 4}, {"GraphicData": [1e38] * 4}, {"GraphicData": [1.0]},
        {"NumberOfGraphicPoints": 65535}, {"GraphicType": "ELLIPSE"}, {"GraphicType": "XX"},
    ):  # fmt: skip
        drawn = objects.state(objects.item(**base | lies))
        yield Case(
            f"dicom state {lies}", ACCEPT, archives.zipped(("1", objects.image()), ("2", drawn))
        )
    for lies in (
        {
            "ShutterShape": "CIRCULAR",
            "CenterOfCircularShutter": [9, 9],
            "RadiusOfCircularShutter": 2**31 - 1,
        },
        {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1] * 5000},
        {"ImageRotation": 45},
        {"ReferencedSeriesSequence": objects.items()},
    ):
        name = f"dicom state of {next(iter(lies))}"
        zipped = archives.zipped(("1", objects.image()), ("2", objects.state(**lies)))
        yield Case(name, ACCEPT, zipped)
    for verdict, lies in (
        (REJECT, {"NumberOfFrames": 10**6}), (REJECT, {"PixelData": b""}),
        (EITHER, {"SegmentationType": "FRACTIONAL", "MaximumFractionalValue": 0}),
        (EITHER, {"SegmentSequence": None}),
    ):  # fmt: skip
        yield Case(f"dicom segments {lies}", verdict, objects.segments(**lies))
    for lies in ({"TotalPixelMatrixColumns": 2**32 - 1}, {"TotalPixelMatrixColumns": 60000}):
        slide = {"TotalPixelMatrixRows": 60000, "DimensionOrganizationType": "TILED_FULL"} | lies
        yield Case(
            f"dicom slide {lies}", ACCEPT, objects.image(objects.CLASS + "77.1.6", 4, 16, **slide)
        )
