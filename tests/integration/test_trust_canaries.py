"""Nothing personal in any log, metric, database file or blob: canaries in every field."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pydicom
import pytest
import structlog

from bot import logs
from tests.integration.house import House, ct, house, photo

WORD = "Kanarienvogel"
NAME = f"{WORD}name"
MAIL = f"{WORD.lower()}@birds.example"
PHONE = "+491713920777"
CAPTION = f"{WORD}caption"
FILE = f"{WORD}file"
POD_WORDS = (WORD, WORD.lower(), "birds.example", "1713920777", "CompressedSamples")


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as made:
        yield made


@pytest.fixture
def lines() -> AsyncIterator[io.StringIO]:
    """Every line that anything logs, with the levels wide open."""
    held = io.StringIO()
    logs.configure("DEBUG")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(held))
    handler = logging.StreamHandler(held)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.DEBUG)
    yield held  # type: ignore[misc]
    root.removeHandler(handler)
    root.setLevel(before)
    structlog.reset_defaults()


def scan() -> bytes:
    """A DICOM file whose every text is a canary."""
    found = pydicom.dcmread(io.BytesIO(ct()))
    for element in found:
        if element.VR in ("LO", "SH", "ST", "LT", "PN", "UT"):
            element.value = f"{WORD}{element.keyword[:8]}"[: 16 if element.VR == "SH" else 60]
    held = io.BytesIO()
    found.save_as(held)
    return held.getvalue()


async def live(home: House) -> list[str]:
    """The main job and a joining; the secrets that were about."""
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, home.family, scan(), f"{FILE}.dcm", caption=CAPTION)
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.write(home.anna, f"/invite {MAIL} family {NAME}")
    page = await home.open_mail(MAIL)
    link = page.url.rpartition("/")[2]
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    secret = page.form("code").values["page"]
    code = await home.code_for(PHONE)
    page = await home.visitor.submit(page.form("code"), code=code)
    carl = telegram.add_user(NAME)
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
    await telegram.send_document(carl, telegram.private(carl), photo(), f"{FILE}.jpg")
    await telegram.send_document(carl, telegram.private(carl), b"MZ" + bytes(99), f"{FILE}.exe")
    await home.until(lambda: len(home.team_pictures()) == 2)
    await home.write(carl, f"/emergency {CAPTION} now and here")
    await home.quiet()
    settings = home.parts.settings
    return [
        link, secret, code, page.start_payload, home.parts.platform["TELEGRAM_TOKEN"],
        home.parts.platform["SLACK_BOT_TOKEN"], settings.master_key.get_secret_value(),
        settings.pepper.get_secret_value(),
    ]  # fmt: skip


async def test_no_canary_in_logs_metrics_database_or_blobs(
    lines: io.StringIO, home: House, tmp_path: Path
) -> None:
    secrets = await live(home)
    metrics = await home.visitor.open(f"{home.parts.addresses.web}/metrics")
    said = lines.getvalue()
    for word in (*POD_WORDS, *secrets):
        assert word not in metrics.text
        assert word not in said, _around(said, word)
    kept = {p: p.read_bytes() for p in await asyncio.to_thread(_files, tmp_path)}
    assert len(kept) > 5
    for path, data in kept.items():
        for word in (*POD_WORDS, *(s for s in secrets if len(s) > 6)):
            assert word.encode() not in data, (path.name, word[:12])
        assert not data.startswith((b"\xff\xd8", b"\x89PNG")) and b"DICM" not in data


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def _around(text: str, word: str) -> str:
    at = text.index(word)
    return text[max(0, at - 200) : at + 80]


def test_a_careless_line_loses_what_it_carries(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG")
    structlog.get_logger("x").info("shared", who=NAME, phone=PHONE, kind="deliver")
    structlog.reset_defaults()
    said = capsys.readouterr().err
    assert '"kind": "deliver"' in said
    assert NAME not in said and PHONE not in said


def test_a_library_that_tells_of_an_error_does_not_tell_its_words() -> None:
    """A task that nobody waited for was logged by asyncio with all that its exception said."""
    held = io.StringIO()
    handler = logging.StreamHandler(held)
    handler.setFormatter(logs.Bare())
    try:
        raise ValueError(f"no such person: {NAME}, {PHONE}")
    except ValueError:
        record = logging.LogRecord(
            "asyncio", logging.ERROR, "", 1, f"lost: {NAME}", (), sys.exc_info()
        )
    handler.emit(record)
    said = held.getvalue()
    assert said.startswith("ERROR asyncio ValueError test_trust_canaries.py:")
    assert NAME not in said and PHONE not in said


def test_what_a_thread_lost_does_not_tell_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    logs.configure("INFO")

    def fail() -> None:
        raise ValueError(NAME)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    structlog.reset_defaults()
    said = capsys.readouterr().err
    assert '"error": "ValueError"' in said
    assert NAME not in said
