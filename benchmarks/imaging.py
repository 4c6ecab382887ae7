"""How fast pictures come, side by side in one run: ours, DCMTK's process, Orthanc's server.

    python -m benchmarks.imaging DIR [--rounds N] [--limit N] [--cpu] [--json]

Every file goes in turn to each tool, round after round, so that all see the same load; the median
of the rounds counts. Ours is measured twice: in this process, and through the fenced decoder as an
upload takes it. Ratios are over the files that both tools did. Orthanc (`/usr/sbin/Orthanc`) and
DCMTK (`dcmj2pnm`) are left out where they are not installed.

`--cpu` counts processor time instead of waiting, for a machine that does other work besides: of
Orthanc that of the server, of the fenced decoder that of both sides, without what the decoder did
before its upload came.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import resource
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adapters.imaging import dispatch, window
from adapters.imaging.errors import Refused
from adapters.imaging.transcoder import ImagingTranscoder
from benchmarks.agreement import window_flags
from core.imaging import Purpose, Status, TranscodeOrder

ORDER = TranscodeOrder(purposes=frozenset({Purpose.FULL}), find_text=False)
Draw = Callable[[Path, bytes], bool]
Clock = Callable[[], float]
Times = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that draws a file, and the clock of the processor time that it takes, seconds."""

    draw: Draw
    cpu: Clock


def in_process(_path: Path, data: bytes) -> bool:
    """Decode and encode here, without a fence."""
    try:
        dispatch.transcode(memoryview(data), ORDER)
    except Refused:
        return False
    return True


def fenced(transcoder: ImagingTranscoder, loop: asyncio.AbstractEventLoop) -> Tool:
    """Through the decoder process, as an upload takes it."""
    decoders = 0.0

    async def source(data: bytes) -> AsyncIterator[bytes]:
        yield data

    def draw(_path: Path, data: bytes) -> bool:
        nonlocal decoders
        result = loop.run_until_complete(transcoder.transcode(source(data), ORDER))
        decoders += result.cpu_ms / 1000
        return result.status is Status.OK

    return Tool(draw, lambda: time.process_time() + decoders)


def dcmtk(path: Path, _data: bytes) -> bool:
    """A process of dcmj2pnm, or dcml2pnm for JPEG-LS, to a JPEG of quality 90."""
    with tempfile.NamedTemporaryFile(suffix=".jpg") as out:
        for tool in ("dcmj2pnm", "dcml2pnm"):
            command = [tool, "-O", "+oj", "+Jq", "90", "--frame", "1", *window_flags(path)]
            if tool == "dcml2pnm":
                command = [tool, "-O", "+ob", "--frame", "1", *window_flags(path)]
            done = subprocess.run([*command, str(path), out.name], capture_output=True, check=False)
            if done.returncode == 0:
                return True
    return False


def _children() -> float:
    """Processor seconds of the processes that were run and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _threads(pid: int) -> float:
    """Processor seconds of all threads of a process."""
    every = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="ascii").split()[0]) for one in every) / 1e9


@contextmanager
def orthanc() -> Iterator[Tool | None]:
    """A running server: upload, `/rendered` of the first frame as JPEG, delete."""
    program = shutil.which("Orthanc") or "/usr/sbin/Orthanc"
    if not Path(program).exists():
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = {
            "StorageDirectory": folder, "IndexDirectory": folder, "HttpPort": port,
            "DicomServerEnabled": False, "AuthenticationEnabled": False,
            "RemoteAccessAllowed": False, "Plugins": [],
        }  # fmt: skip
        config = Path(folder) / "orthanc.json"
        config.write_text(json.dumps(settings), encoding="utf-8")
        server = subprocess.Popen([program, str(config)], stderr=subprocess.DEVNULL)
        try:
            yield Tool(_client(port), lambda: _threads(server.pid)) if _answers(port) else None
        finally:
            server.terminate()
            server.wait()


def _answers(port: int) -> bool:
    for _attempt in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _client(port: int) -> Draw:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def rendered(data: bytes) -> bool:
        status, body = ask("POST", "/instances", data)
        if status != 200:
            return False
        place = f"/instances/{json.loads(body)['ID']}"
        done, _picture = ask("GET", f"{place}/frames/0/rendered", Accept="image/jpeg")
        ask("DELETE", place)
        return done == 200

    def draw(_path: Path, data: bytes) -> bool:
        for _attempt in range(2):  # the server closes a connection that was idle for a second
            try:
                return rendered(data)
            except (OSError, http.client.HTTPException):
                connection.close()
        return False

    return draw


def measure(files: list[Path], tools: dict[str, Tool], rounds: int, cpu: bool) -> Times:
    """Seconds of every round by tool and file; a tool that fails a file is not asked again."""
    times: Times = {name: {} for name in tools}
    failed: set[tuple[str, str]] = set()
    for number in range(rounds + 1):  # the first round warms and does not count
        for path in files:
            data = path.read_bytes()
            for name, tool in tools.items():
                if (name, str(path)) in failed:
                    continue
                clock = tool.cpu if cpu else time.perf_counter
                started = clock()
                good = tool.draw(path, data)
                spent = clock() - started
                if not good:
                    failed.add((name, str(path)))
                    times[name].pop(str(path), None)
                elif number:
                    times[name].setdefault(str(path), []).append(spent)
    return times


def report(times: Times, as_json: bool) -> None:
    """Medians and ratios; a ratio is of the two medians over the files that both did."""
    medians = {
        tool: {file: statistics.median(all_) * 1000 for file, all_ in by_file.items()}
        for tool, by_file in times.items()
    }
    if as_json:
        print(json.dumps(medians))
        return
    for tool, by_file in medians.items():
        if by_file:
            typical = statistics.median(by_file.values())
            print(f"{tool:12} {len(by_file):4} files  median {typical:8.1f} ms")
    for ours in ("in process", "fenced"):
        for other in ("dcmtk", "orthanc", "in process"):
            both = sorted(set(medians.get(ours, {})) & set(medians.get(other, {})))
            if not both or ours == other:
                continue
            middle = statistics.median(medians[other][f] for f in both) / statistics.median(
                medians[ours][f] for f in both
            )
            slowest = min(both, key=lambda f: medians[other][f] / medians[ours][f])
            worst = medians[other][slowest] / medians[ours][slowest]
            extra = statistics.median(medians[ours][f] - medians[other][f] for f in both)
            print(
                f"{other} / {ours}: {middle:.1f} (worst file {worst:.2f}: "
                f"{Path(slowest).name}), difference {extra:+.1f} ms, {len(both)} files"
            )


def windowing() -> None:
    """Window to eight bits against a copy of the same memory."""
    rng = np.random.default_rng(0)
    for name, shape in (("CT", (512, 512)), ("DX", (4000, 3000)), ("MG", (3328, 2560))):
        values = rng.normal(1000, 500, shape).clip(0, 4095).astype(np.uint16)
        target = np.empty_like(values)
        mapping = window.Linear(300, 3700)
        copied, mapped = [], []
        for _round in range(25):
            started = time.perf_counter()
            np.copyto(target, values)
            between = time.perf_counter()
            window.apply(values, mapping)
            copied.append(between - started)
            mapped.append(time.perf_counter() - between)
        ratio = min(mapped) / min(copied)
        print(
            f"window {name}: {min(mapped) * 1e9 / values.size:.2f} ns a pixel, {ratio:.1f} copies"
        )


def main() -> None:
    """Run everything on a folder of DICOM files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=0, help="only the N largest files")
    parser.add_argument("--cpu", action="store_true", help="processor time, not waiting")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    files = sorted(one for one in options.folder.rglob("*") if one.is_file())
    files = [one for one in files if one.read_bytes()[128:132] == b"DICM"]
    if options.limit:
        files = sorted(files, key=lambda one: one.stat().st_size)[-options.limit :]
    transcoder = ImagingTranscoder(parallel=1)
    loop = asyncio.new_event_loop()
    try:
        with orthanc() as server:
            tools = {
                "in process": Tool(in_process, time.process_time),
                "fenced": fenced(transcoder, loop),
            }
            if shutil.which("dcmj2pnm"):
                tools["dcmtk"] = Tool(dcmtk, _children)
            if server is not None:
                tools["orthanc"] = server
            report(measure(files, tools, options.rounds, options.cpu), options.json)
    finally:
        transcoder.close()
        loop.close()
    if not options.json:
        windowing()


if __name__ == "__main__":
    main()
