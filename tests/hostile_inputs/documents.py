"""PDFs that swell, nest, lie, call home or want a password."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator

from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import picture, zeros

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R%s>>"


def pdf(
    *,
    box: bytes = b"200 300",
    content: bytes = b"0 0 100 100 re f",
    stream_keys: bytes = b"",
    page: bytes = b"",
    catalog: bytes = b"",
    kids: int = 1,
    count: bytes = b"",
    extra: tuple[bytes, ...] = (),
    trailer: bytes = b"",
) -> bytes:
    """A PDF of `kids` times the same page; further objects are numbered from 5 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[%s]/Count %s>>" % (b"3 0 R " * kids, count or b"%d" % kids),
        PAGE % (box, page),
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), stream_keys, content),
        *extra,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def form(number: int, content: bytes) -> bytes:
    keys = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</F %d 0 R>>>>"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys % number, len(content), content)


def _inside_each_other(count: int) -> bytes:
    """Stored blocks that hold the head of the next stream; all of them end in the same long tail.

    Each is short to write and long to read: two megabytes of blocks of nothing.
    """
    head = b"1 0 obj<</Filter/FlateDecode>>stream\n\x78\x01"
    block = b"\0" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF) + head
    return b"%PDF-1.4\n" + head + block * count + b"\0\0\0\xff\xff" * 400_000


def _words(count: int) -> bytes:
    return b"%PDF-1.4\n" + b"obj<</Filter/FlateDecode>>stream\n" * count + pdf()[9:]


def _jpeg_inside(rows: int) -> bytes:
    whole = picture("JPEG")
    at = whole.index(b"\xff\xc0") + 5
    said = whole[:at] + struct.pack(">HH", rows, max(rows, 64)) + whole[at + 4 :]
    image = (
        b"<</Type/XObject/Subtype/Image/Width 64/Height 48/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream" % (len(said), said)
    )
    resources = b"/Resources<</XObject<</F 5 0 R>>>>"
    return pdf(page=resources, content=b"100 0 0 100 0 0 cm /F Do", extra=(image,))


def cases() -> Iterator[Case]:
    yield Case("pdf", ACCEPT, pdf())
    for action in (b"URI/URI(http://127.0.0.1/)", b"SubmitForm/F(http://127.0.0.1/)",
                   b"GoToR/F(\\\\\\\\127.0.0.1\\\\x)", b"Launch/F(/bin/sh)",
                   b"JavaScript/JS(app.alert\\(1\\))"):  # fmt: skip
        opened = b"/OpenAction<</S/%s>>" % action
        yield Case(f"pdf {action[:9].decode()}", ACCEPT, pdf(catalog=opened))
    bomb = zeros(1 << 30)
    yield Case("pdf flate bomb", REJECT, pdf(content=bomb, stream_keys=b"/Filter/FlateDecode"))
    twice = zlib.compress(zeros(1 << 30))
    keys = b"/Filter[/FlateDecode/FlateDecode]"
    yield Case("pdf flate bomb in a flate bomb", REJECT, pdf(content=twice, stream_keys=keys))
    for name, hidden in (
        ("in another object", b" 5 0 R"),
        ("in another spelling", b"/Fl#61teDecode"),
    ):
        packed = pdf(content=bomb, stream_keys=b"/Filter" + hidden, extra=(b"/FlateDecode",))
        yield Case(f"pdf flate bomb, its filter named {name}", REJECT, packed)
    written = base64.a85encode(bomb) + b"~>"
    keys = b"/Filter[/ASCII85Decode/FlateDecode]"
    yield Case("pdf flate bomb in letters", REJECT, pdf(content=written, stream_keys=keys))
    for end in (b"\r", b" \n", b" % here\r\n"):
        packed = pdf(content=bomb, stream_keys=b"/Filter/FlateDecode")
        hidden = packed.replace(b">>\nstream\n", b">>stream" + end)
        yield Case(f"pdf flate bomb behind stream{end!r}", REJECT, hidden)
    yield Case("pdf streams inside of each other", REJECT, _inside_each_other(2000))
    yield Case("pdf of a hundred thousand words stream", EITHER, _words(100_000))
    yield Case("pdf jpeg that says 65500", REJECT, _jpeg_inside(65500))
    yield Case("pdf jpeg", ACCEPT, _jpeg_inside(48))
    yield Case("pdf count 2^31", EITHER, pdf(count=b"2147483647"))
    yield Case("pdf count -1", EITHER, pdf(count=b"-1"))
    yield Case("pdf of 3,000 pages", REJECT, pdf(kids=3000))
    yield Case("pdf of 60 pages", ACCEPT, pdf(kids=60))
    for sides in (b"nan nan", b"0 0", b"1e30 1e30", b"14400 1", b"-5 -5", b"99999999 99999999"):
        yield Case(f"pdf box {sides.decode()}", EITHER, pdf(box=sides))
    yield Case(
        "pdf arrays 100,000 deep", EITHER, pdf(catalog=b"/X" + b"[" * 100_000 + b"]" * 100_000)
    )
    resources = b"/Resources<</XObject<</F 5 0 R>>>>"
    yield Case(
        "pdf form draws itself",
        EITHER,
        pdf(page=resources, content=b"/F Do", extra=(form(5, b"/F Do"),)),
    )
    forms = (*(form(6 + n, b"/F Do " * 10) for n in range(12)), form(99, b"0 0 9 9 re f"))
    yield Case(
        "pdf forms tenfold, twelve deep", EITHER, pdf(page=resources, content=b"/F Do", extra=forms)
    )
    image = (
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8"
        b"/ColorSpace/DeviceGray/Filter/FlateDecode/Length 8>>\nstream\n"
        b"\x78\x9c\x03\0\0\0\0\x01\nendstream"
    )
    yield Case(
        "pdf picture of 10,000 MP", REJECT, pdf(page=resources, content=b"/F Do", extra=(image,))
    )
    yield Case("pdf pages loop", REJECT, pdf().replace(b"/Kids[3 0 R ]", b"/Kids[2 0 R ]"))
    encrypt = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(%s)/U(%s)>>/ID[(a)(a)]"
    locked = pdf(trailer=encrypt % (b"o" * 32, b"u" * 32))
    yield Case("pdf with a password", REJECT, locked)
    yield Case("pdf header only", REJECT, b"%PDF-1.7\n")
    yield Case("pdf noise", REJECT, b"%PDF-1.7\n" + bytes(range(1, 256)) * 300)
    yield Case("pdf cut", REJECT, pdf()[: len(pdf()) // 2])
