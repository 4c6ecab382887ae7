"""The demo: all eight steps on samples and on any files, and nothing of a patient outside."""

import asyncio
import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from rich.console import Console

from bot import demo
from bot.story import samples

STEPS = set(range(1, 9))
POST = {
    "image", "platform", "room", "form", "purpose", "audience", "message_id", "path", "sha256",
    "bytes", "width", "height",
}  # fmt: skip
STEP = {"step", "name", "at", "ms", "actor", "platform", "detail"}
PARTS = {"steps", "posts", "mails", "texts", "refusals", "audit"}
FORMS = {"picture", "in_place", "card", "private"}


async def told(files: list[Path], out: Path) -> tuple[int, str, dict[str, Any]]:
    """(exit code, what was printed, the transcript)."""
    paper = io.StringIO()
    code = await demo.run(files, out, Console(file=paper, width=160))
    transcript = json.loads((out / "transcript.json").read_text("utf-8"))
    return code, paper.getvalue(), transcript


def everything(out: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())


def photo(path: Path, **options: Any) -> Path:
    Image.radial_gradient("L").convert("RGB").resize((320, 200)).save(path, **options)
    return path


async def test_the_story_on_the_samples_twice_in_one_folder(tmp_path: Path) -> None:
    for _ in range(2):
        code, printed, transcript = await told([], tmp_path / "out")
        assert code == 0, printed
        assert "All eight steps happened." in printed
    assert set(transcript) == PARTS
    assert [step["step"] for step in transcript["steps"]] == sorted(STEPS)
    assert all(set(step) == STEP for step in transcript["steps"])
    assert all(step["detail"] and step["actor"] for step in transcript["steps"])
    _both_directions(tmp_path / "out", transcript)
    _posts_are_what_was_posted(tmp_path / "out", transcript)
    assert transcript["audit"]["chain_ok"] is True
    assert transcript["audit"]["entries"] > 50
    assert {"to", "subject", "text"} <= set(transcript["mails"][0])
    assert {"to", "text"} <= set(transcript["texts"][0])
    _refusals(transcript)
    _nothing_of_the_patient(tmp_path / "out", printed)


def _both_directions(out: Path, transcript: dict[str, Any]) -> None:
    """A newcomer on each platform goes through every step, and pictures arrive on the other."""
    page = (out / "story.html").read_text("utf-8")
    for title in ("From Telegram to Slack", "From Slack to Telegram"):
        chapter = page.partition(f"<h2>{title}")[2].partition("<h2>")[0]
        assert {n for n in STEPS if f"<b>{n} " in chapter} == STEPS, title
    shown = {(p["image"], p["platform"]) for p in transcript["posts"] if p["form"] == "picture"}
    for number in {image for image, _ in shown}:
        assert {(number, "telegram"), (number, "slack")} <= shown


def _posts_are_what_was_posted(out: Path, transcript: dict[str, Any]) -> None:
    posts = transcript["posts"]
    assert all(set(post) == POST and post["form"] in FORMS for post in posts)
    assert {"picture", "card", "private"} <= {post["form"] for post in posts}
    assert {post["audience"] for post in posts} == {"family", "care_team"}
    for post in posts:
        if post["path"] is None:
            assert post["form"] == "card"
            continue
        data = (out / post["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == post["sha256"]
        assert len(data) == post["bytes"]
        if not post["path"].endswith(".mp4"):
            with Image.open(io.BytesIO(data)) as picture:
                assert picture.size == (post["width"], post["height"])
                assert not picture.getexif()
    written = {f"pictures/{path.name}" for path in (out / "pictures").iterdir()}
    assert written == {post["path"] for post in posts if post["path"]}


def _refusals(transcript: dict[str, Any]) -> None:
    said = {refusal["what"]: refusal["sentence"] for refusal in transcript["refusals"]}
    assert "4 tries left" in said["types a wrong code"]
    assert "not in this pod" in said["presses “Show me” without being in the pod"]
    assert "somebody else" in said["presses a button that is somebody else's"]
    assert all(said.values())


def _nothing_of_the_patient(out: Path, printed: str) -> None:
    kept = everything(out)
    for secret in ("Sofia", samples.PATIENT_ID, samples.BIRTH_DATE, "Phone 7"):
        assert secret.encode() not in kept
        assert secret not in printed


async def test_any_files_are_shared_held_or_refused_and_none_is_named(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    shutil.copy(str(get_testdata_file("CT_small.dcm")), inside / "1 Canary^Carla.dcm")
    shutil.copy(str(get_testdata_file("MR_small.dcm")), inside / "2 Canary^Carla.dcm")
    exif = Image.Exif()
    exif[0x013B] = "Canary the photographer"
    photo(inside / "3.jpg", exif=exif, comment=b"Canary comment")
    photo(inside / "4.png")
    photo(inside / "5.webp")
    (inside / "6 Canary.txt").write_text("no picture at all")
    code, printed, transcript = await told([inside], tmp_path / "new" / "out")
    assert code == 0, printed
    assert {post["image"] for post in transcript["posts"]} == {1, 2, 3, 4, 5}
    assert [r["what"] for r in transcript["refusals"] if "file" in r["what"]] == [
        "sends file 6 of 6"
    ]
    kept = everything(tmp_path / "new" / "out")
    for secret in ("Canary", "CompressedSamples", "1CT1", "4MR1"):
        assert secret.encode() not in kept
        assert secret not in printed


async def test_files_that_are_no_pictures_end_kindly(tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("dear all")
    code, printed, transcript = await told([text], tmp_path / "out")
    assert code == 1
    assert "Try a photo, a scan or a hospital file." in printed
    assert transcript["refusals"][-1]["sentence"]
    assert not transcript["posts"]


@pytest.mark.parametrize("missing", [True, False], ids=["no such file", "no such folder"])
async def test_what_cannot_be_read_or_written_is_said(tmp_path: Path, missing: bool) -> None:
    block = tmp_path / "a file"
    block.write_bytes(b"")
    files = [tmp_path / "nothing.dcm"] if missing else []
    out = tmp_path / "out" if missing else block / "out"
    paper = io.StringIO()
    assert await asyncio.wait_for(demo.run(files, out, Console(file=paper, width=160)), 20) == 2
    assert ("cannot read" if missing else "name another folder") in paper.getvalue()
