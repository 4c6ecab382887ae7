"""`carepods export-dicom`: what is in the files, what is left out, and what two runs share."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from typer.testing import CliRunner

from adapters.imaging import burned_in
from bot.cli import app
from tests.unit.imaging.made import colour, compressed, file, grey

NAME = "BERG ANNA 12.03.1961"


def painted(text: str = NAME) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """An ultrasound with a name at its top."""
    noise = np.random.default_rng(3).integers(0, 60, (240, 320))
    image = Image.fromarray(noise.astype(np.uint8))
    if text:
        pen = ImageDraw.Draw(image)
        pen.text((12, 10), text, fill=230, font=ImageFont.load_default(18))
    return np.asarray(image)


def ultrasound(text: str = NAME, **attributes: Any) -> bytes:
    return file(grey(painted(text), Modality="US", PatientName="Berg^Anna", **attributes))


def ct(**attributes: Any) -> bytes:
    pixels = np.add.outer(np.arange(64), np.arange(64)).astype(np.uint16)
    known = {
        "Modality": "CT",
        "PatientName": "Berg^Anna",
        "PatientID": "4711",
        "PatientSex": "F",
        "StudyDate": "20240303",
        "StudyInstanceUID": "1.2.3",
        "SOPInstanceUID": "1.2.3.4",
    }
    return file(grey(pixels, **(known | attributes)))


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """The command on files by name; (its lines, the files that it wrote)."""

    def call(
        files: dict[str, bytes], *options: str, out: str = "out"
    ) -> tuple[list[dict[str, Any]], list[Dataset]]:
        source, target = tmp_path / "in", tmp_path / out
        source.mkdir(exist_ok=True)
        for name, data in files.items():
            (source / name).write_bytes(data)
        arguments = ["export-dicom", str(source), "--out", str(target), "--json", *options]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
        text = capfdbinary.readouterr().out or result.stdout_bytes
        lines = [json.loads(line) for line in text.decode().splitlines() if line.startswith("{")]
        assert {line["status"] for line in lines} <= {"ok", "left_out"}
        written = [dcmread(target / line["path"]) for line in lines if line["path"]]
        return lines, written

    return call


def codes(ds: Dataset) -> list[str]:
    return [item.CodeValue for item in ds.DeidentificationMethodCodeSequence]


def test_the_basic_profile_and_its_record(run: Any) -> None:
    lines, (made,) = run({"Berg Anna.dcm": ct()})
    assert lines[0]["path"] == f"{made.SOPInstanceUID}.dcm"
    assert made.PatientIdentityRemoved == "YES"
    assert made.DeidentificationMethod
    assert codes(made) == ["113100"]
    assert "Berg" not in str(made)
    assert made.StudyInstanceUID.startswith("2.25.")
    assert made.StudyDate == ""
    assert made.pixel_array[5, 6] == 11


def test_options_are_done_and_recorded(run: Any) -> None:
    _, (made,) = run({"a.dcm": ct()}, "--retain", "uids", "--retain", "patient", "--dates", "shift")
    assert codes(made) == ["113100", "113107", "113108", "113110"]
    assert made.SOPInstanceUID == "1.2.3.4"
    assert made.PatientSex == "F"
    assert made.StudyDate not in {"", "20240303"}
    assert made.LongitudinalTemporalInformationModified == "MODIFIED"


def test_the_same_key_gives_the_same_uids_and_another_run_others(run: Any, tmp_path: Path) -> None:
    two = {"a.dcm": ct(), "b.dcm": ct(SOPInstanceUID="1.2.3.5")}
    key = str(tmp_path / "key")
    _, first = run(two, "--key", key)
    _, again = run(two, "--key", key, out="again")
    _, other = run(two, out="other")
    assert len({one.StudyInstanceUID for one in first}) == 1
    assert len({one.SOPInstanceUID for one in first}) == 2
    assert [one.SOPInstanceUID for one in first] == [one.SOPInstanceUID for one in again]
    assert first[0].StudyInstanceUID != other[0].StudyInstanceUID
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "data",
    [
        ultrasound(),
        ultrasound("", BurnedInAnnotation="YES"),
        file(grey(np.stack([painted(""), painted()]), Modality="US")),
    ],
    ids=["a name is seen", "the file says so", "in a later frame"],
)
def test_a_name_in_the_pixels_leaves_the_file_out(run: Any, data: bytes) -> None:
    lines, written = run({"a.dcm": data, "b.dcm": ct()})
    assert [line["status"] for line in lines] == ["left_out", "ok"]
    assert "painted" in lines[0]["reason"]
    assert len(written) == 1


def test_an_ultrasound_without_text_may_leave(run: Any) -> None:
    _, written = run({"a.dcm": ultrasound("")})
    assert len(written) == 1


@pytest.mark.parametrize("frames", [1, 2])
def test_masked_text_is_gone_and_the_rest_as_it_was(run: Any, frames: int) -> None:
    pixels = np.stack([painted()] * frames) if frames > 1 else painted()
    _, (made,) = run({"a.dcm": file(grey(pixels, Modality="US"))}, "--mask-text")
    assert codes(made) == ["113100", "113101"]
    assert made.BurnedInAnnotation == "NO"
    shown = made.pixel_array.reshape(-1, 240, 320)
    assert all(burned_in.find(one) == () for one in shown)
    assert (shown[:, 60:] == painted()[60:]).all()


def test_masked_colour_that_was_packed_is_unpacked(run: Any) -> None:
    rgb = np.repeat(painted()[..., None], 3, axis=2)
    rgb[100:200, 100:200] = (200, 20, 30)
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=95)
    made = colour(rgb, "YBR_FULL_422", Modality="US")
    _, (ds,) = run({"a.dcm": file(compressed(made, out.getvalue()), "1.2.840.10008.1.2.4.50")},
                   "--mask-text")  # fmt: skip
    assert ds.PhotometricInterpretation == "RGB"
    assert burned_in.find(ds.pixel_array) == ()
    assert np.abs(ds.pixel_array[150, 150].astype(int) - (200, 20, 30)).max() < 12


def test_what_is_said_to_be_painted_and_not_found_is_not_masked(run: Any) -> None:
    _, written = run({"a.dcm": ultrasound("", BurnedInAnnotation="YES")}, "--mask-text")
    assert written == []


def test_a_disc_as_an_archive(run: Any) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("DICOM/1", ct())
        archive.writestr("DICOM/2", ultrasound())
        archive.writestr("autorun.inf", b"[autorun]")
    lines, written = run({"disc.zip": made.getvalue()})
    assert [line["status"] for line in lines] == ["ok", "left_out"]
    assert len(written) == 1


def test_what_is_no_dicom_and_what_is_broken_stop_nothing(run: Any) -> None:
    broken = ct()[:180]
    lines, written = run({"a.txt": b"hello", "b.dcm": broken, "c.dcm": ct(), "d.dcm": b""})
    assert [line["status"] for line in lines].count("ok") == len(written) == 1
    assert len(lines) == 4


def test_objects_without_a_uid_stay_apart(run: Any) -> None:
    two = {n: _without_uid(n) for n in ("a.dcm", "b.dcm")}
    _, written = run(two)
    assert len({one.SOPInstanceUID for one in written}) == 2


def _without_uid(text: str) -> bytes:
    ds = dcmread(get_testdata_file("CT_small.dcm"))
    del ds.SOPInstanceUID
    ds.Rows = ds.Rows - len(text) % 2
    ds.ImageComments = text
    ds.file_meta.MediaStorageSOPInstanceUID = ""
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=False)
    return out.getvalue()


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.4.201"])
def test_a_syntax_that_pydicom_does_not_know_keeps_its_name(run: Any, syntax: str) -> None:
    pixels = np.add.outer(np.arange(64), np.arange(64)).astype(np.uint8)
    encode = {"110": lambda a: imagecodecs.jpegxl_encode(a, lossless=True),
              "201": imagecodecs.htj2k_encode}[syntax[-3:]]  # fmt: skip
    packed = compressed(grey(pixels, Modality="CT"), bytes(encode(pixels)))
    _, (made,) = run({"a.dcm": file(packed, syntax)})
    assert str(made.file_meta.TransferSyntaxUID) == syntax


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    (tmp_path / "a.dcm").write_bytes(ct())
    arguments = ["export-dicom", str(tmp_path / "a.dcm"), "--out", str(tmp_path / "out"),
                 "--key", str(tmp_path / "key")]  # fmt: skip
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "is no key" in result.output
