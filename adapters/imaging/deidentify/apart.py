"""The DICOM files of an upload, for an export: read in a fenced process of its own, one at a time.

This is the side that asks; what the process does is in `leaving`.

The upload is handed over as an open file; what comes back is one record after the other: the place
of the entry it came of, what became of it, a length, and the file. A process that dies or takes too
long costs this upload's files.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import asdict
from pathlib import Path

from adapters.imaging.deidentify.record import KEY_BYTES, RECORD, SECONDS, Became, Exported, How

ROOT = Path(__file__).resolve().parents[3]
MOST_FILES = 20_000
LARGEST_FILE = 1 << 30


class Unreadable(Exception):
    """No (further) file came out of the upload."""


async def dicom_files(
    source: AsyncIterable[bytes], key: bytes, how: How | None = None
) -> AsyncIterator[bytes]:
    """Each DICOM file in `source` that may leave, see `exported`. Raises Unreadable."""
    async for one in exported(source, key, how or How()):
        if one.became is Became.FILE:
            yield one.data


async def exported(source: AsyncIterable[bytes], key: bytes, how: How) -> AsyncIterator[Exported]:
    """What becomes of each entry of `source`, which is one file or an archive of many.

    New UIDs are made under `key` (32 bytes): the same key, the same UIDs. Raises Unreadable.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key is 32 bytes long")
    upload = os.memfd_create("export", os.MFD_CLOEXEC)
    try:
        await _fill(upload, key, source)
        async for one in _apart(upload, json.dumps(asdict(how))):
            yield one
    finally:
        os.close(upload)


async def _fill(upload: int, key: bytes, source: AsyncIterable[bytes]) -> None:
    os.write(upload, key)
    async for chunk in source:
        view = memoryview(chunk)
        while view:
            view = view[os.write(upload, view) :]
    os.lseek(upload, 0, os.SEEK_SET)


async def _apart(upload: int, how: str) -> AsyncIterator[Exported]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-s", "-m", "adapters.imaging.deidentify.leaving", how,
        stdin=upload,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if process.stdout is None:
        raise TypeError("a pipe was asked for")
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(MOST_FILES):
                head = await process.stdout.readexactly(RECORD.size)
                place, became, size = RECORD.unpack(head)
                if became == Became.END:
                    return
                if size > LARGEST_FILE:
                    raise Unreadable("larger than any file")
                yield Exported(place, Became(became), await process.stdout.readexactly(size))
    except (TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
        raise Unreadable(type(error).__name__) from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
