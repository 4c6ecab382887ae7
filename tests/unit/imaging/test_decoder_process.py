"""The decoder process through its public door: every end has a reason, nothing gets out."""

import asyncio
import itertools
import os
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from adapters.imaging.sandbox import fences, talk, wire
from adapters.imaging.sandbox import pool as pool_module
from adapters.imaging.sandbox.pool import Pool
from adapters.imaging.transcoder import ImagingTranscoder
from core.imaging import Purpose, Refusal, Status, TranscodeOrder
from tests.unit.imaging.made import file, grey, ramp

ROOT = Path(__file__).resolve().parents[3]
PICTURE = file(grey(ramp(64, 64), PatientName="Nobody^Special"))


async def source(data, chunk=1000):
    for at in range(0, len(data), chunk):
        yield data[at : at + chunk]


@pytest.fixture(scope="module")
def transcoder():
    made = ImagingTranscoder(parallel=2)
    yield made
    made.close()


async def test_a_picture_comes_back_with_what_was_done(transcoder):
    result = await transcoder.transcode(source(PICTURE), TranscodeOrder())
    assert result.status is Status.OK
    (image,) = result.images
    assert {one.purpose for one in image.renditions} == {
        Purpose.FULL,
        Purpose.PREVIEW,
        Purpose.THUMBNAIL,
    }
    done = image.metadata["transcoding"]
    assert done["source"] == {"sha256": result.source_sha256, "bytes": len(PICTURE)}
    assert [one["sha256"] for one in done["renditions"]] == [one.sha256 for one in image.renditions]
    assert done["decoder"] == "native"
    assert image.patient.name == "Nobody^Special"
    assert result.cpu_ms >= 0  # a kernel that counts in ticks tells 0 for a short one
    assert result.peak_rss_kb > 0


async def test_two_loops_and_many_uploads_share_a_transcoder(transcoder):
    async def several():
        results = await asyncio.gather(
            *(transcoder.transcode(source(PICTURE), TranscodeOrder()) for _ in range(6))
        )
        return [one.status for one in results]

    here, elsewhere = await asyncio.gather(several(), asyncio.to_thread(asyncio.run, several()))
    assert set(here + elsewhere) == {Status.OK}


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"plain words", Refusal.UNKNOWN_TYPE),
        (b"MZ" * 99, Refusal.FORBIDDEN_TYPE),
    ],
)
async def test_a_refusal_has_a_reason(transcoder, data, refusal):
    result = await transcoder.transcode(source(data), TranscodeOrder())
    assert (result.status, result.refusal, result.images) == (Status.REJECTED, refusal, ())


async def test_more_bytes_than_allowed_are_not_even_read(transcoder):
    read = 0

    async def endless():
        nonlocal read
        while True:
            read += 1
            yield bytes(1000)

    result = await transcoder.transcode(endless(), TranscodeOrder(max_bytes=5000))
    assert result.refusal is Refusal.TOO_BIG
    assert read <= 6


async def test_an_error_of_the_source_passes_through(transcoder):
    async def broken():
        yield b"abc"
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        await transcoder.transcode(broken(), TranscodeOrder())


async def test_cancelling_ends_the_decoder_and_the_next_upload_is_served(transcoder):
    huge = file(grey(np.zeros((60, 512, 512), np.uint16)))
    task = asyncio.create_task(transcoder.transcode(source(huge, 1 << 20), TranscodeOrder()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await transcoder.transcode(source(PICTURE), TranscodeOrder())).status is Status.OK


async def test_progress_of_long_work_is_told(transcoder):
    told = []
    film = file(grey(np.zeros((5, 32, 32), np.uint16)))
    result = await transcoder.transcode(source(film), TranscodeOrder(), told.append)
    assert result.status is Status.OK
    assert told[-1] == 1.0
    assert told == sorted(told)


STUBBORN = """
import os, signal, sys, time
from adapters.imaging import dispatch
from adapters.imaging.sandbox import template
from adapters.imaging.errors import Refused

SERVED = []

def act(data, order):
    word = bytes(data).decode()
    SERVED.append(word)
    if word == "fail later" and len(SERVED) > 1: os.abort()
    if word in ("count", "fail later"):
        from core.imaging import Refusal
        raise Refused(Refusal.BROKEN, str(len(SERVED)))
    if word == "hang":
        while True: time.sleep(1)
    if word == "late":
        from core.imaging import Refusal
        time.sleep(0.6)
        raise Refused(Refusal.BROKEN, "at last")
    if word == "spin":
        while True: pass
    if word == "crash": os.abort()
    if word == "exit": os._exit(3)
    if word == "memory": return [bytearray(1 << 40)]
    if word == "raise": raise ValueError("Nobody^Special")
    if word == "panic": raise BaseException("Nobody^Special")
    if word == "look":
        found = []
        for name, try_it in TRIES.items():
            try:
                try_it()
                found.append(name)
            except (OSError, RuntimeError, ImportError):
                pass
        from core.imaging import Refusal
        raise Refused(Refusal.BROKEN, ",".join(found) or "nothing")

import socket, subprocess, threading, ctypes
TRIES = {
    "read": lambda: open("/etc/passwd").read(),
    "write": lambda: open("/tmp/escaped", "w"),
    "list": lambda: os.listdir("/"),
    "socket": lambda: socket.socket(),
    "unix": lambda: socket.socketpair(),
    "fork": lambda: os._exit(0) if os.fork() == 0 else None,
    "run": lambda: subprocess.run(["/bin/true"]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "many": lambda: [os.dup(0) for _ in range(99)],
    "root": lambda: os.setuid(0),
}
from adapters.imaging.sandbox import child
child.dispatch.transcode = act
child.limber_up = lambda: ()
template.rehearse = lambda: None
template.main()
"""


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    """Decoders that do as the upload says."""
    folder = tmp_path_factory.mktemp("stubborn")
    script = folder / "stubborn.py"
    script.write_text(STUBBORN, encoding="utf-8")
    made = Pool(spares=1, program=[str(script)])
    yield made
    made.close()


@pytest.fixture
def lasting(pool):
    """The same, each for three uploads."""
    made = Pool(spares=1, program=pool._program, uploads=3)
    yield made
    made.close()


def run(pool, word, seconds=30.0, here=False):
    """In this thread, or `here` in an event loop by a decoder that stands ready."""
    upload = os.memfd_create("upload")
    try:
        os.write(upload, word.encode())
        order = wire.pack_order(TranscodeOrder())
        if not here:
            return pool.run(order, upload, seconds)
        pool._kept.append(pool._take())
        return asyncio.run(pool.run_at_once(order, upload, seconds))
    finally:
        os.close(upload)


@pytest.mark.parametrize("here", [False, True])
@pytest.mark.parametrize(
    ("word", "refusal"),
    [
        ("crash", Refusal.DECODER_DIED),
        ("exit", Refusal.DECODER_DIED),
        ("raise", Refusal.DECODER_DIED),
        ("panic", Refusal.DECODER_DIED),
        ("memory", Refusal.TOO_MUCH_MEMORY),
    ],
)
def test_every_end_of_a_decoder_is_a_refusal(pool, word, refusal, here):
    answer = run(pool, word, here=here)
    assert answer.refusal is refusal
    assert "Nobody" not in answer.detail


@pytest.mark.parametrize("here", [False, True])
def test_a_decoder_that_stood_in_line_for_a_processor_is_waited_for(pool, monkeypatch, here):
    # It answers after its time; all the longer it stood in line, says the kernel.
    told = itertools.count(0.0, 20.0)
    monkeypatch.setattr(talk, "_kept_waiting", lambda _pid: next(told))
    monkeypatch.setattr(talk, "_BUSIEST", 1000)
    assert run(pool, "late", seconds=0.2, here=here).detail == "at last"


@pytest.mark.parametrize("here", [False, True])
@pytest.mark.parametrize("word", ["hang", "spin"])
def test_a_decoder_that_does_not_end_is_ended(pool, word, here):
    assert run(pool, word, seconds=0.2, here=here).refusal is Refusal.TOO_SLOW


def test_behind_the_fences_there_is_nothing(pool):
    # Asked of the kernel and not of the fences: one that was taken away is no reason to skip.
    if "Seccomp_filters:" not in Path("/proc/self/status").read_text():
        pytest.skip("this kernel has no seccomp")
    assert fences.fences()["no network and no programs (seccomp)"]
    answer = run(pool, "look")
    assert answer.refusal is Refusal.BROKEN, answer.detail
    assert answer.detail == "nothing"


def test_a_decoder_answers_one_upload(pool):
    assert [run(pool, "count").detail for _ in range(2)] == ["1", "1"]


def test_a_decoder_of_ones_own_files_answers_several(lasting):
    assert [run(lasting, "count").detail for _ in range(4)] == ["1", "2", "3", "1"]


def test_an_upload_does_not_suffer_from_those_before_it(lasting):
    assert run(lasting, "count").detail == "1"
    answer = run(lasting, "fail later")
    assert (answer.refusal, answer.detail) == (Refusal.BROKEN, "1")


def test_at_once_an_upload_that_others_may_have_spoilt_is_left_to_another_decoder(lasting):
    assert run(lasting, "count").detail == "1"
    upload = os.memfd_create("upload")
    try:
        os.write(upload, b"crash")
        order = wire.pack_order(TranscodeOrder())
        assert asyncio.run(lasting.run_at_once(order, upload, 30.0)) is None
    finally:
        os.close(upload)


def test_at_once_without_a_decoder_there_is_no_answer(pool):
    empty = Pool(spares=0, program=pool._program)
    assert asyncio.run(empty.run_at_once(b"", 0, 1.0)) is None
    empty.close()


def test_more_uploads_than_spares_wait_for_nobody(pool):
    with ThreadPoolExecutor(3) as threads:
        slow = [threads.submit(run, pool, "hang", 3.0) for _ in range(2)]
        assert threads.submit(run, pool, "count").result(timeout=60).detail == "1"
        assert {one.result(timeout=60).refusal for one in slow} == {Refusal.TOO_SLOW}


def test_a_template_that_died_is_started_again(pool):
    assert run(pool, "exit").refusal is Refusal.DECODER_DIED
    pool._current()._process.kill()
    assert run(pool, "exit").refusal is Refusal.DECODER_DIED


async def test_without_a_program_to_start_it_is_this_machines_fault(monkeypatch):
    made = ImagingTranscoder(parallel=1)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    failed = await made.transcode(source(PICTURE), TranscodeOrder())
    monkeypatch.undo()
    assert failed.status is Status.FAILED
    assert (await made.transcode(source(PICTURE), TranscodeOrder())).status is Status.OK
    made.close()


def test_closing_leaves_no_process():
    made = Pool(spares=2)
    made.warm()
    process = made._current()._process
    made.close()
    assert process.wait(timeout=30) == 0


def test_decoders_end_with_whoever_asked():
    code = (
        "import os, sys\n"
        "from adapters.imaging.sandbox.pool import Pool\n"
        "pool = Pool(spares=1)\n"
        "pool._take()\n"
        "print(pool._template._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    template = int(asked.stdout)
    watched = os.pidfd_open(template) if Path(f"/proc/{template}").exists() else None
    if watched is not None:
        assert select.select([watched], [], [], 30)[0], "the template outlived its asker"
        os.close(watched)


def test_the_decoder_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("CAREPODS_MASTER_KEY", "secret")
    assert not any("CAREPODS" in name for name in pool_module._environment())


def test_an_ordinary_user_can_decode():
    if os.getuid() != 0:
        pytest.skip("already one")
    code = (
        "import asyncio, sys\n"
        "from adapters.imaging.transcoder import ImagingTranscoder\n"
        "from core.imaging import TranscodeOrder\n"
        "async def source():\n    yield sys.stdin.buffer.read()\n"
        "made = ImagingTranscoder(parallel=1)\n"
        "print(asyncio.run(made.transcode(source(), TranscodeOrder())).status.value)\n"
        "made.close()\n"
    )
    readable = all(os.access(one, os.R_OK) for one in (ROOT, sys.executable))
    if (
        not readable
        or not (ROOT.stat().st_mode & 0o005)
        or Path(sys.executable).resolve().is_relative_to("/root")
    ):
        pytest.skip("nobody may read this checkout")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=PICTURE, capture_output=True, timeout=60,
        user=65534, group=65534, extra_groups=[], check=False, env={"PATH": os.defpath},
    )  # fmt: skip
    assert done.stdout == b"ok\n", done.stderr
