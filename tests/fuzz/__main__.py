"""`python -m tests.fuzz`: run the fuzzers for a while and say honestly what happened."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import logging
import os
import random
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from adapters.imaging.sandbox.rehearsal import rehearse
from adapters.imaging.transcoder import ImagingTranscoder
from core.imaging import Status, Transcoded, TranscodeOrder
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import SEEDS
from tests.fuzz.worker import EXCEPTION, RUNNING, Board, Counters, work

HANG_SECONDS = 10.0
MOST_MEMORY_KB = 1 << 20
SERVICE_SHARE = 0.15


@dataclass
class Report:
    """What happened with one format."""

    form: str
    ran: int = 0
    pictures: int = 0
    refused: int = 0
    out_of_memory: int = 0
    through_service: int = 0
    peak_kb: int = 0
    deaths: Counter[str] = field(default_factory=Counter)
    slow: list[bytes] = field(default_factory=list)
    escapes: list[str] = field(default_factory=list)

    def add(self, counters: Counters) -> None:
        self.ran += counters.ran
        self.pictures += counters.pictures
        self.refused += counters.refused
        self.out_of_memory += counters.out_of_memory
        self.peak_kb = max(self.peak_kb, counters.peak_kb)

    def line(self) -> str:
        deaths = ", ".join(f"{count} {how}" for how, count in self.deaths.items()) or "none"
        return (
            f"{self.form:6} {self.ran:8} inputs: {self.pictures} pictures, {self.refused} refused, "
            f"{self.out_of_memory} out of memory; decoder deaths: {deaths}; through the service "
            f"{self.through_service}; slow {len(self.slow)}; peak {self.peak_kb // 1024} MB; "
            f"{len(self.escapes)} escapes"
        )


def main() -> int:
    """Exit code 1 where anything escaped."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for all formats together")
    parser.add_argument("--format", choices=sorted(SEEDS), action="append")
    parser.add_argument("--keep", type=Path, help="folder for inputs that ended a decoder")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    rehearse()
    forms = told.format or sorted(SEEDS)
    print(f"seed {told.seed}, {told.seconds:g} seconds, {told.workers} workers", flush=True)
    reports = []
    for form in forms:
        report = fuzz(form, told.seconds / len(forms), told.workers, told.seed, told.keep)
        print(report.line(), *report.escapes, sep="\n    ", flush=True)
        reports.append(report)
    ran = sum(report.ran for report in reports)
    escapes = sum(len(report.escapes) for report in reports)
    deaths = sum(sum(report.deaths.values()) for report in reports)
    print(f"{ran} mutated inputs, {deaths} decoder deaths, {escapes} escapes")
    return 1 if escapes else 0


def fuzz(form: str, seconds: float, workers: int, seed: int, keep: Path | None) -> Report:
    """All workers on one format for `seconds`, the last part of them through the service."""
    report = Report(form)
    seeds = SEEDS[form]()
    boards = [Board() for _ in range(workers)]
    until = time.monotonic() + seconds * (1 - SERVICE_SHARE)
    number = seed
    running: dict[int, Board] = {}
    while time.monotonic() < until:
        while len(running) < workers:
            board = next(one for one in boards if one not in running.values())
            number += 1
            running[_start(board, seeds, number)] = board
        time.sleep(0.05)
        for pid, board in list(running.items()):
            if _ended(pid, board, report, keep):
                del running[pid]
    for pid, board in running.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        report.add(board.read())
    asyncio.run(_through_service(form, seeds, seed, seconds * SERVICE_SHARE, report, keep))
    return report


def _start(board: Board, seeds: list[bytes], number: int) -> int:
    board.write(Counters())
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries in C complain there
        try:
            work(board, seeds, number, parent)
        finally:
            os._exit(4)
    return pid


def _ended(pid: int, board: Board, report: Report, keep: Path | None) -> bool:
    """Whether the worker has stopped or had to be; why, in the report."""
    hung = _hangs(board) and _hangs(board)  # twice: one look may fall between two writes
    if hung:
        os.kill(pid, signal.SIGKILL)
    done, status = os.waitpid(pid, 0 if hung else os.WNOHANG)
    if not done:
        return False
    counters = board.read()
    report.add(counters)
    report.ran += counters.state != 0
    name = _keep(board.input(), report.form, keep)
    if hung:
        report.slow.append(board.input())
    elif counters.state == EXCEPTION:
        report.escapes.append(f"{board.words()}: {name}")
    elif counters.peak_kb > MOST_MEMORY_KB:
        report.escapes.append(f"{counters.peak_kb} kB: {name}")
    else:
        code = os.waitstatus_to_exitcode(status)
        report.deaths[signal.Signals(-code).name if code < 0 else f"exit {code}"] += 1
    return True


def _hangs(board: Board) -> bool:
    counters = board.read()
    time.sleep(0.001)
    return (
        counters.state == RUNNING
        and board.read().ran == counters.ran
        and 0 < counters.started < time.monotonic() - HANG_SECONDS
    )


def _keep(data: bytes, form: str, keep: Path | None) -> str:
    name = f"{form}-{hashlib.sha256(data).hexdigest()[:16]}"
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / name).write_bytes(data)
    return name


async def _through_service(
    form: str, seeds: list[bytes], seed: int, seconds: float, report: Report, keep: Path | None
) -> None:
    """Single uploads through the product's own transcoder: it must answer each of them.

    What was slow in a worker comes first: here it must get its verdict in time.
    """
    chance = random.Random(seed)
    transcoder = ImagingTranscoder(parallel=2)
    slow = list(report.slow)
    try:
        await _one(transcoder, seeds[0])  # the first waits for the template to get warm
        until = time.monotonic() + seconds
        while slow or time.monotonic() < until:
            data = slow.pop() if slow else mutate(seeds, chance)
            started = time.monotonic()
            got = await _one(transcoder, data)
            report.ran += 1
            report.through_service += 1
            report.pictures += got.status is Status.OK
            report.refused += got.status is Status.REJECTED
            report.peak_kb = max(report.peak_kb, got.peak_rss_kb)
            if got.status is Status.FAILED:
                report.escapes.append(f"service failed: {_keep(data, form, keep)}")
            if time.monotonic() - started > HANG_SECONDS:
                report.escapes.append(f"no verdict in time: {_keep(data, form, keep)}")
    finally:
        transcoder.close()


async def _one(transcoder: ImagingTranscoder, data: bytes) -> Transcoded:
    async def source() -> AsyncIterator[bytes]:
        yield data

    return await transcoder.transcode(source(), TranscodeOrder())


if __name__ == "__main__":
    sys.exit(main())
