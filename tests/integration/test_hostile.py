"""Hostile uploads through the real decoder process: each gets its verdict and costs only itself."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters.imaging.transcoder import ImagingTranscoder
from core.imaging import Refusal, Rendition, Status, Transcoded, TranscodeOrder
from tests.hostile_inputs import (
    ACCEPT,
    EITHER,
    REJECT,
    Case,
    archives,
    boxes,
    carriers,
    containers,
    dicom,
    dicom_values,
    documents,
    pictures,
    polyglots,
)
from tests.hostile_inputs.carriers import CANARY

GIBIBYTE_IN_KB = 1 << 20
_START_OF_SCAN, _CARRYING = 0xDA, frozenset((*range(0xE1, 0xF0), 0xFE))  # APP1 to APP15, COM
FAMILIES = {
    module.__name__.rsplit(".", 1)[-1]: module
    for module in (
        polyglots, pictures, carriers, boxes, containers, documents, archives, dicom, dicom_values,
    )
}  # fmt: skip
SHARED = os.environ.get("CAREPODS_SHARED")


@pytest.fixture(scope="module")
def transcoder() -> Iterator[ImagingTranscoder]:
    made = ImagingTranscoder(parallel=2)
    yield made
    made.close()


async def transcode(transcoder: ImagingTranscoder, data: bytes) -> Transcoded:
    async def source() -> AsyncIterator[bytes]:
        yield data

    return await transcoder.transcode(source(), TranscodeOrder())


def complaint(case: Case, got: Transcoded) -> str | None:
    """What is wrong with the answer, in a line; None where nothing is."""
    if got.status is Status.FAILED:
        return f"{case}: failed: {got.detail}"
    verdict = ACCEPT if got.status is Status.OK else REJECT
    if case.verdict not in (EITHER, verdict):
        return f"{case}: {case.verdict} wanted, got {got.status}: {got.refusal} {got.detail}"
    if got.peak_rss_kb > GIBIBYTE_IN_KB:
        return f"{case}: {got.peak_rss_kb} kB"
    if any(_leaks(one) for image in got.images for one in image.renditions):
        return f"{case}: something goes out with the picture"
    if got.status is Status.REJECTED and not isinstance(got.refusal, Refusal):
        return f"{case}: refused without a reason"
    return None


def _leaks(made: Rendition) -> bool:
    """Whether a rendition carries what was hidden in the upload, a comment, a profile or a tail."""
    if CANARY in made.data:
        return True
    if made.format != "jpeg":
        return False
    at, markers = 2, set[int]()
    while made.data[at + 1] != _START_OF_SCAN:
        markers.add(made.data[at + 1])
        at += 2 + int.from_bytes(made.data[at + 2 : at + 4], "big")
    return not markers.isdisjoint(_CARRYING) or not made.data.endswith(b"\xff\xd9")


async def judge(
    transcoder: ImagingTranscoder, cases: Iterator[Case], capsys: pytest.CaptureFixture[str]
) -> list[str]:
    complaints, slowest, largest, count = [], (0.0, ""), (0, ""), 0
    for case in cases:
        got = await transcode(transcoder, case.data)
        count += 1
        slowest = max(slowest, (got.elapsed_ms, case.name))
        largest = max(largest, (got.peak_rss_kb, case.name))
        wrong = complaint(case, got)
        if wrong:
            complaints.append(wrong)
    with capsys.disabled():
        print(
            f"\n{count} hostile inputs; slowest {slowest[0] / 1000:.2f} s ({slowest[1]}), "
            f"largest {largest[0] // 1024} MB ({largest[1]})"
        )
    return complaints


@pytest.mark.timeout(600)
@pytest.mark.parametrize("family", FAMILIES)
async def test_every_family_of_hostile_input_gets_its_verdict(
    transcoder: ImagingTranscoder, family: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = await judge(transcoder, FAMILIES[family].cases(), capsys)
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(600)
@pytest.mark.skipif(not SHARED, reason="CAREPODS_SHARED names no folder with a hostile corpus")
async def test_every_file_of_the_shared_corpus_gets_its_verdict(
    transcoder: ImagingTranscoder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(SHARED or "") / "hostile"
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]

    def cases() -> Iterator[Case]:
        for entry in listed:
            verdict = entry["expected"].split()[0]
            yield Case(entry["file"], verdict, (folder / entry["file"]).read_bytes())

    wrong = await judge(transcoder, cases(), capsys)
    assert not wrong, "\n".join(wrong)


async def test_a_decoder_that_died_leaves_the_next_upload_unharmed(
    transcoder: ImagingTranscoder,
) -> None:
    """Forms that draw each other tenfold end the decoder; a photo after it is a photo."""
    resources = b"/Resources<</XObject<</F 5 0 R>>>>"
    forms = tuple(documents.form(6 + level, b"/F Do " * 10) for level in range(14))
    bomb = documents.pdf(page=resources, content=b"/F Do", extra=forms)
    got = await transcode(transcoder, bomb)
    assert got.status is not Status.FAILED
    after = await transcode(transcoder, pictures.picture("JPEG"))
    assert after.status is Status.OK
