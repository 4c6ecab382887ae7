"""A key image that somebody marked stands for its series."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging import dispatch
from core.imaging import Purpose, TranscodeOrder
from tests.unit.imaging.made import dataset, file, grey

ORDER = TranscodeOrder(purposes=frozenset({Purpose.FULL}), still_format="png")


def slice_(number: int) -> bytes:
    """A slice whose every point says its number."""
    return file(
        grey(
            np.full((32, 32), number * 20, np.uint8),
            Modality="CT",
            SOPInstanceUID=f"1.2.3.{number}",
            SeriesInstanceUID="1.2.9",
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            ImagePositionPatient=[0, 0, number],
            WindowCenter=128,
            WindowWidth=256,
        )
    )


def item(**attributes: object) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def selection(*uids: str) -> bytes:
    objects = [item(ReferencedSOPClassUID="1.2", ReferencedSOPInstanceUID=uid) for uid in uids]
    series = item(SeriesInstanceUID="1.2.9", ReferencedSOPSequence=Sequence(objects))
    study = item(StudyInstanceUID="1.2", ReferencedSeriesSequence=Sequence([series]))
    title = item(CodeValue="113000", CodingSchemeDesignator="DCM", CodeMeaning="Of Interest")
    return file(
        dataset(
            SOPClassUID="1.2.840.10008.5.1.4.1.1.88.59",
            Modality="KO",
            SeriesInstanceUID="1.2.10",
            ValueType="CONTAINER",
            ConceptNameCodeSequence=Sequence([title]),
            ContentSequence=Sequence([item(ValueType="IMAGE")]),
            CurrentRequestedProcedureEvidenceSequence=Sequence([study]),
        )
    )


def packed(*files: bytes) -> memoryview:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, data in enumerate(files):
            archive.writestr(str(number), data)
    return memoryview(out.getvalue())


@pytest.mark.parametrize(
    ("named", "shown"), [((), 3), (("1.2.3.5",), 5), (("1.2.3.2", "1.2.3.4"), 2), (("9.9",), 3)]
)
def test_the_first_key_image_stands_for_the_series(named: tuple[str, ...], shown: int) -> None:
    slices = [slice_(number) for number in range(1, 6)]
    images, _ = dispatch.transcode(packed(*slices, *([selection(*named)] if named else [])), ORDER)
    series = images[0]
    (full,) = (one.data for one in series.renditions if one.purpose is Purpose.FULL)
    with Image.open(io.BytesIO(full)) as opened:
        assert abs(int(np.asarray(opened)[5, 5]) - shown * 20) <= 1
    assert series.metadata["series"]["shown"] == shown - 1
