"""A hospital CD as a ZIP: pictures are taken, programs passed over, bombs and tricks refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from adapters.imaging import dispatch, zip_directory
from adapters.imaging.archive import shown_name, transcode
from adapters.imaging.dispatch import transcode as transcode_any
from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from core.imaging import Kind, Refusal, TranscodedImage, TranscodeOrder, Unread
from tests.hostile_inputs import archives, dicom
from tests.hostile_inputs.pictures import picture

SCAN = picture("PNG")
ORDER = TranscodeOrder()


def read(data: bytes) -> tuple[list[TranscodedImage], list[Unread]]:
    return transcode_any(memoryview(data), ORDER)


def refusal(data: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.refusal


def test_pictures_are_taken_and_the_rest_is_counted() -> None:
    images, unread = read(
        archives.zipped(
            ("IMAGES/1.PNG", SCAN),
            ("VIEWER/VIEWER.EXE", b"MZ" + bytes(500)),
            ("AUTORUN.INF", b"[autorun]"),
            ("DICOMDIR", dicom.part10(media_class="1.2.840.10008.1.3.10")),
            ("README.HTM", b"<html>"),
            ("BROKEN.PNG", SCAN[:50]),
        )
    )
    assert [one.kind for one in images] == [Kind.PHOTO]
    assert unread == [Unread("BROKEN.PNG", Refusal.BROKEN)]
    assert images[0].metadata["archive"] == {"entries": 6, "skipped": 4, "unread": 1}


def test_when_the_time_is_over_what_was_read_is_shown_and_the_rest_named() -> None:
    archive = memoryview(archives.zipped(("1.png", SCAN), ("2.png", SCAN), ("3.png", SCAN)))
    images, unread = transcode(
        archive, ORDER, dispatch._one, Limits(zip_seconds=0, zip_seconds_per_mib=0)
    )
    assert len(images) == 1
    assert unread == [Unread(name, Refusal.TOO_SLOW) for name in ("2.png", "3.png")]


def test_each_picture_carries_its_own_patient() -> None:
    def of(name: bytes) -> bytes:
        return dicom.part10(dicom.dataset({0x00100010: ("PN", name), 0x00100020: ("LO", name)}))

    images, _ = read(archives.zipped(("1", of(b"Doe^Jane")), ("2", of(b"Roe^John"))))
    assert {one.patient.name for one in images} == {"Doe^Jane", "Roe^John"}


def test_a_zip_by_the_standard_library_is_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("folder/", b"")
        written.writestr("folder/ünïcode.png", SCAN)
        with written.open("big.png", "w", force_zip64=True) as entry:
            entry.write(SCAN)
    images, unread = read(out.getvalue())
    assert (len(images), unread) == (2, [])


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ("zip bomb that says 1 kB", Refusal.UNPACKS_TOO_BIG),
        ("zip overlapping", Refusal.BROKEN),
        ("zip with a password", Refusal.ENCRYPTED),
        ("zip AES", Refusal.ENCRYPTED),
        ("zip of a zip", Refusal.NESTED_ARCHIVE),
        ("zip method 95", Refusal.UNSUPPORTED_CODEC),
        ("zip of 9,000 entries", Refusal.TOO_MANY_FILES),
        ("zip of two minds", Refusal.BROKEN),
        ("zip of nothing", Refusal.EMPTY),
    ],
)
def test_tricks_are_refused_by_their_reason(case: str, wanted: Refusal) -> None:
    assert refusal(next(one.data for one in archives.cases() if one.name == case)) is wanted


def test_an_archive_without_a_picture_says_so() -> None:
    assert refusal(archives.zipped(("a.txt", b"text"))) is Refusal.NO_PICTURE


def test_the_caps_hold_on_bytes_that_really_come_out() -> None:
    data = memoryview(archives.zipped(("a.png", SCAN), ("b.png", SCAN), ("c.png", SCAN)))
    tight = Limits(zip_total_bytes=len(SCAN) * 2 + 10)
    images, unread = transcode(data, ORDER, dispatch._one, tight)
    assert len(images) == 2
    assert [one.refusal for one in unread] == [Refusal.UNPACKS_TOO_BIG]


def test_names_are_shown_without_paths_controls_or_length() -> None:
    assert shown_name("../../etc/passwd") == "passwd"
    assert shown_name("C:\\x\\scan\u202egnp.exe\n") == "scangnp.exe"
    assert len(shown_name("n" * 60_000)) == 80


def test_links_and_folders_are_never_read() -> None:
    writer = archives.Writer()
    writer.file(b"scan.png", SCAN)
    writer.file(b"link.png", SCAN, mode=0o120777)
    images, unread = read(writer.done())
    assert (len(images), unread) == (1, [])
    assert [one.is_link for one in zip_directory.read(memoryview(writer.done()))] == [False, True]
