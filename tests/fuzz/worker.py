"""One fenced worker: mutate, decode, count, until killed. It tells through shared memory."""

from __future__ import annotations

import mmap
import os
import random
import resource
import struct
import time
from dataclasses import dataclass

from adapters.imaging import dispatch
from adapters.imaging.errors import Refused
from adapters.imaging.sandbox.fences import Limits, confine
from core.imaging import Purpose, TranscodeOrder
from tests.fuzz.mutate import mutate

_COUNTERS = struct.Struct("=7qd")
_ROOM = 1 << 21
_CORPUS = 2000
_THUMBNAIL = TranscodeOrder(purposes=frozenset({Purpose.THUMBNAIL}))
_ALL = TranscodeOrder()


@dataclass
class Counters:
    """What one worker did; `state` is how its last input ended before it stopped."""

    ran: int = 0
    pictures: int = 0
    refused: int = 0
    out_of_memory: int = 0
    state: int = 0
    peak_kb: int = 0
    length: int = 0
    started: float = 0.0


RUNNING, EXCEPTION, IDLE = 1, 2, 0


class Board:
    """Memory that a worker and its keeper share: the counters and the input being decoded."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _ROOM)

    def write(self, counters: Counters) -> None:
        _COUNTERS.pack_into(self._memory, 0, *vars(counters).values())

    def read(self) -> Counters:
        return Counters(*_COUNTERS.unpack_from(self._memory, 0))

    def put(self, data: bytes, words: bytes = b"") -> None:
        start = _COUNTERS.size
        self._memory[start : start + 200] = words[:200].ljust(200, b"\0")
        self._memory[start + 200 : start + 200 + len(data)] = data

    def words(self) -> str:
        start = _COUNTERS.size
        return self._memory[start : start + 200].rstrip(b"\0").decode(errors="replace")

    def input(self) -> bytes:
        start = _COUNTERS.size + 200
        return self._memory[start : start + self.read().length]


def work(board: Board, seeds: list[bytes], number: int, parent: int) -> None:
    """Never returns: ends by an exception (told on the board) or by being killed."""
    confine(Limits(cpu_seconds=10**6), parent)
    chance = random.Random(number)
    corpus, seen, counters = list(seeds), set[str](), Counters()
    while True:
        # Half of the time from a whole file: what grew from refusals is mostly refused again.
        data = mutate(seeds if chance.random() < 0.5 else corpus, chance)
        counters.length, counters.state, counters.started = len(data), RUNNING, time.monotonic()
        board.put(data)
        board.write(counters)
        ending = _decode(data, _ALL if counters.ran % 8 == 0 else _THUMBNAIL, counters, board)
        if ending not in seen and len(corpus) < _CORPUS:
            seen.add(ending)  # a new way to end: worth mutating further
            corpus.append(data)
        counters.ran += 1
        counters.state = IDLE
        counters.peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        board.write(counters)


def _decode(data: bytes, order: TranscodeOrder, counters: Counters, board: Board) -> str:
    try:
        images, unread = dispatch.transcode(memoryview(data), order)
    except Refused as refused:
        counters.refused += 1
        return str(refused)
    except MemoryError:
        counters.out_of_memory += 1
        return "memory"
    except BaseException as error:  # noqa: BLE001 - this is what is looked for
        counters.state = EXCEPTION
        board.put(data, f"{type(error).__module__}.{type(error).__name__}".encode())
        board.write(counters)
        os._exit(3)
    counters.pictures += 1
    first = images[0]
    return f"{first.decoder} {len(first.warnings)} {len(first.renditions)} {len(unread)}"
