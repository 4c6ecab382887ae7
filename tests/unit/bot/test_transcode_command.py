"""`carepods transcode` as people call it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot import transcode
from bot.texts import FluentTexts
from core.imaging import Refusal
from tests.unit.imaging.made import file, grey, ramp

KEYS = {
    "file", "status", "reason", "kind", "transfer_syntax", "frames", "width", "height", "decoder",
    "metadata", "renditions", "ms", "cpu_ms", "peak_rss_kb",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "in" / "disc"
    inside.mkdir(parents=True)
    (inside / "IM 1.dcm").write_bytes(file(grey(ramp(64, 64))))
    (inside / "IM2").write_bytes(file(grey(np.stack([ramp(64, 64)] * 3))))
    (inside / "notes.txt").write_text("no picture", encoding="utf-8")
    (inside / "empty").write_bytes(b"")
    return tmp_path / "in"


def lines(capfdbinary):
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_one_object_a_line_in_order_and_paths_within_out(folder, tmp_path, capfdbinary):
    out = tmp_path / "out"
    assert transcode.run([folder], out, "png", as_json=True) == 0
    told = lines(capfdbinary)
    assert [Path(one["file"]).name for one in told] == ["IM 1.dcm", "IM2", "empty", "notes.txt"]
    assert [one["status"] for one in told] == ["ok", "ok", "rejected", "rejected"]
    for one in told:
        assert set(one) >= KEYS
        assert (one["reason"] is None) == (one["status"] == "ok")
        for rendition in one["renditions"]:
            assert (out / rendition["path"]).stat().st_size == rendition["bytes"]
            assert rendition["format"] == "png" or rendition["purpose"] == "cine"
    assert told[0]["renditions"][0]["width"] == 64
    assert told[1]["frames"] == 3
    assert {one["purpose"] for one in told[1]["renditions"]} >= {"full", "preview", "cine"}


def test_a_second_run_leaves_its_own_pictures_alone(folder, capfdbinary):
    out = folder / "out"
    for _run in range(2):
        assert transcode.run([folder], out, "jpeg", as_json=True) == 0
        assert len(lines(capfdbinary)) == 4


def test_words_for_people(folder, tmp_path, capfdbinary):
    assert transcode.run([folder / "disc" / "notes.txt"], tmp_path / "out", "jpeg") == 0
    said = capfdbinary.readouterr().out.decode()
    assert FluentTexts().say("upload-unknown-type", "en") in said


def test_a_file_that_is_not_there_stops_nothing(folder, tmp_path, capfdbinary):
    files = [folder / "gone", folder / "disc" / "IM2"]
    assert transcode.run(files, tmp_path / "out", "jpeg", as_json=True) == 0
    assert [one["status"] for one in lines(capfdbinary)] == ["rejected", "ok"]


def test_a_format_that_there_is_not_is_said(folder, tmp_path, capfd):
    assert transcode.run([folder], tmp_path / "out", "bmp") == 2
    assert "bmp" in capfd.readouterr().err


def test_an_out_that_cannot_be_is_said(folder, tmp_path, capfd):
    (tmp_path / "taken").write_bytes(b"")
    assert transcode.run([folder], tmp_path / "taken", "jpeg") == 1
    assert "taken" in capfd.readouterr().err


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_has_a_kind_sentence(refusal):
    said = FluentTexts().say(f"upload-{refusal.value.replace('_', '-')}", "en")
    assert said.endswith(".")
    for word in ("invalid", "failed", "unauthorized", "dicom", "token", "error", "codec"):
        assert word not in said.lower()
    assert all(len(sentence.split()) <= 20 for sentence in said.split("."))


RUN = """
import sys
from pathlib import Path
from bot import transcode
place = Path(sys.argv[1])
sys.exit(transcode.run([place / "in"], place / "out", "jpeg", as_json=True))
"""


def test_a_file_whose_name_is_no_text(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.dcm")).write_bytes(file(grey(ramp())))
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "ok"


def test_on_a_terminal_the_results_stand_above_the_bar(folder, tmp_path):
    ours, theirs = os.openpty()
    script = (
        "import sys\nfrom pathlib import Path\nfrom bot import transcode\n"
        "transcode.run([Path(sys.argv[1])], Path(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(tmp_path / "out")]
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=surroundings) as running:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
        assert running.wait() == 0
    os.close(ours)
    shown = re.sub(rb"\x1b\[[0-9;]*m", b"", shown)
    results = [row for row in shown.split(b"\r\n") if str(folder).encode() in row]
    assert len(results) == 4
    assert all(b"\r\x1b[2K" + str(folder).encode() in row for row in results)
    assert b"4/4" in shown


def _read(terminal):
    """What the terminal shows next; nothing once the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
