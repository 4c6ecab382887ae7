"""`/export dicom`: the pod's DICOM files without the patient's identity, whoever asks for them."""

import io
import zipfile
from collections.abc import AsyncIterator

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pydicom import dcmread

from core.model import Privilege
from tests.integration.house import House, ct, house, photo
from tests.integration.rights_kit import allow, shared, taken, url_in
from tests.unit.imaging.made import file, grey

SEES_ALL = (Privilege.CONSENT, Privilege.VIEW_IDENTIFIED, Privilege.DOWNLOAD)


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def painted() -> bytes:
    """An ultrasound of the same patient with their name in its pixels."""
    source = dcmread(io.BytesIO(ct()))
    image = Image.new("L", (320, 240), 20)
    face = ImageFont.load_default(18)
    ImageDraw.Draw(image).text((12, 10), "BERG ANNA 12.03.1961", fill=230, font=face)
    who = {k: source.get(k) for k in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex")}
    named = {k: v for k, v in who.items() if v}
    return file(grey(np.asarray(image), Modality="US", StudyDate="20240303", **named))


@pytest.mark.parametrize(("written", "code"), [("dicom", None), ("dicom dates", "113107")])
async def test_files_to_hand_on(home: House, written: str, code: str | None) -> None:
    await allow(home, home.ben, *SEES_ALL)
    disc = io.BytesIO()
    with zipfile.ZipFile(disc, "w") as archive:
        archive.writestr("a.dcm", ct())
        archive.writestr("b.dcm", painted())
    await shared(home, disc.getvalue(), "disc.zip")
    await shared(home, photo(), "b.jpg")
    await home.write(home.ben, f"/export {written}")
    status, data = await taken(await url_in(home, home.ben, "Everything is ready"))
    assert status == 200
    found = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in found.namelist() if name.endswith(".dcm")]
    assert len(names) == 1  # the one with a name in its pixels is left out
    assert set(found.namelist()) == {*names, "manifest.json"}
    made = dcmread(io.BytesIO(found.read(names[0])))
    original = dcmread(io.BytesIO(ct()))
    assert str(original.PatientName) not in str(made)
    codes = [item.CodeValue for item in made.DeidentificationMethodCodeSequence]
    assert codes == ["113100", *([code] if code else [])]
    assert (made.pixel_array == original.pixel_array).all()
