"""Answers of a decoder that was taken over: anything but an honest one is an error."""

import json
import struct

import pytest

from adapters.imaging import encode
from adapters.imaging.sandbox import wire
from core.imaging import (
    BurnedIn,
    Kind,
    PatientClues,
    Refusal,
    TranscodedImage,
    TranscodeOrder,
    Unread,
)
from tests.unit.imaging.made import ramp


def answer():
    picture = encode.still(ramp().astype("uint8"), "png")
    image = TranscodedImage(
        kind=Kind.DICOM,
        transfer_syntax="1.2",
        frames=1,
        width=16,
        height=16,
        decoder="native",
        metadata={"dicom": {}, "transcoding": {"scale": 1.0}},
        summary={"modality": "CT"},
        patient=PatientClues(name="A^B"),
        burned_in=BurnedIn(True, "flag", ((1, 2, 3, 4),)),
        renditions=(picture,),
        warnings=("cut",),
    )
    unread = (Unread("IM1", Refusal.BROKEN),)
    return wire.Answer((image,), unread, None, "", 1.5, 1000, {"seccomp": True})


def packed(change=None):
    data = b"".join(wire.pack(answer()))
    if change is None:
        return data
    length = struct.unpack("=Q", data[4:12])[0]
    header = json.loads(data[12 : 12 + length])
    change(header)
    new = json.dumps(header).encode()
    return data[:4] + struct.pack("=Q", len(new)) + new + data[12 + length :]


def test_an_honest_answer_arrives_whole():
    assert wire.unpack(memoryview(packed())) == answer()


def test_an_order_arrives_whole():
    order = TranscodeOrder(still_format="webp", window=(40.0, 400.0), frame=3, overlays=True)
    assert wire.unpack_order(wire.pack_order(order)) == order
    assert wire.unpack_order(wire.pack_order(TranscodeOrder(window="lung"))).window == "lung"


def image_says(**values):
    return lambda header: header["images"][0].update(values)


def picture_says(**values):
    return lambda header: header["images"][0]["renditions"][0].update(values)


@pytest.mark.parametrize(
    "change",
    [
        image_says(kind="program"),
        image_says(frames=-1),
        image_says(width=1.5),
        image_says(height=True),
        image_says(decoder=7),
        image_says(metadata=[]),
        image_says(summary={"a": 1}),
        image_says(patient=[1, 2, 3, 4, 5]),
        image_says(burned_in=[True, "flag", [[1, 2, 3]], False]),
        picture_says(bytes=0),
        picture_says(bytes=1 << 60),
        picture_says(bytes=10),
        picture_says(format="exe"),
        picture_says(format="jpeg"),
        picture_says(purpose="other"),
        picture_says(media_type=None),
        lambda header: header.update(refusal="other"),
        lambda header: header.update(unread=[["a"]]),
        lambda header: header.update(cpu_ms="x"),
        lambda header: header.pop("images"),
    ],
)
def test_a_lie_is_an_error(change):
    with pytest.raises(wire.WireError):
        wire.unpack(memoryview(packed(change)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"CPD1",
        b"XXXX" + bytes(40),
        b"CPD1" + struct.pack("=Q", 1 << 50),
        b"CPD1" + struct.pack("=Q", 2) + b"[]",
        b"CPD1" + struct.pack("=Q", 4) + b"nope",
        b"CPD1" + struct.pack("=Q", 200_000) + b"[" * 200_000,
        packed()[:-1],
        packed() + b"tail",
    ],
)
def test_a_mangled_answer_is_an_error(data):
    with pytest.raises(wire.WireError):
        wire.unpack(memoryview(data))


def test_a_detail_is_short_and_printable():
    assert wire.plain("a\nb\x00\u202ec" * 100) == ("a?b??c" * 100)[:200]


def test_what_a_picture_says_of_its_media_type_is_ours():
    said = wire.unpack(memoryview(packed(picture_says(media_type="text/html"))))
    assert said.images[0].renditions[0].media_type == "image/png"
