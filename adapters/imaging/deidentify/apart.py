"""The DICOM files of an upload, for an export: read in a fenced process of its own, one at a time.

The upload is handed over as an open file; what comes back is one file after the other with its
length before it. A process that dies or takes too long costs this upload's files.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import mmap
import os
import struct
import sys
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from pathlib import Path

from pydicom import dcmread

from adapters.imaging import sniff, zip_directory
from adapters.imaging.deidentify.options import Options
from adapters.imaging.deidentify.profile import profile
from adapters.imaging.deidentify.pseudonyms import UidMap
from adapters.imaging.dicom import reading
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS
from adapters.imaging.sandbox.fences import Limits, confine
from core.imaging import Kind

ROOT = Path(__file__).resolve().parents[3]
KEY_BYTES = 32
SECONDS = 300.0
MOST_FILES = 20_000
LARGEST_FILE = 1 << 30
MAGIC = b"DICM"
_LENGTH = struct.Struct("=Q")
_CLEAN, _AS_IS = "clean", "as-is"


class Unreadable(Exception):
    """No (further) file came out of the upload."""


async def dicom_files(
    source: AsyncIterable[bytes], key: bytes, *, identified: bool
) -> AsyncIterator[bytes]:
    """Each DICOM file in `source`, which is one or an archive of many.

    `identified`: as it came, but for an empty preamble; else by the Basic Application
    Confidentiality Profile, with new UIDs under `key` (32 bytes). Raises Unreadable.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key is 32 bytes long")
    upload = os.memfd_create("export", os.MFD_CLOEXEC)
    try:
        await _fill(upload, key, source)
        async for file in _apart(upload, _AS_IS if identified else _CLEAN):
            yield file
    finally:
        os.close(upload)


async def _fill(upload: int, key: bytes, source: AsyncIterable[bytes]) -> None:
    os.write(upload, key)
    async for chunk in source:
        view = memoryview(chunk)
        while view:
            view = view[os.write(upload, view) :]
    os.lseek(upload, 0, os.SEEK_SET)


async def _apart(upload: int, how: str) -> AsyncIterator[bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-s", "-m", "adapters.imaging.deidentify.apart", how,
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
                size = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))[0]
                if size == 0:
                    return
                if size > LARGEST_FILE:
                    raise Unreadable("larger than any file")
                yield await process.stdout.readexactly(size)
    except (TimeoutError, asyncio.IncompleteReadError) as error:
        raise Unreadable(type(error).__name__) from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


# ── in the process apart ────────────────────────────────────────────────────────────────────────


def _serve(how: str) -> None:
    """Standard input is the key and the upload; standard output takes the files."""
    size = os.lseek(0, 0, os.SEEK_END)
    whole = memoryview(mmap.mmap(0, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ))
    confine(Limits(cpu_seconds=int(SECONDS)), os.getppid())
    uid_map = UidMap(bytes(whole[:KEY_BYTES]))
    for data in _objects(whole[KEY_BYTES:]):
        with contextlib.suppress(Exception):  # one that cannot be read is left out
            file = _as_it_came(data) if how == _AS_IS else _clean(data, uid_map)
            _write(_LENGTH.pack(len(file)))
            _write(file)
    _write(_LENGTH.pack(0))


def _objects(data: memoryview) -> Iterator[memoryview]:
    found = sniff.sniff(data)
    if found.kind is Kind.DICOM:
        yield data
    if found.kind is not Kind.ARCHIVE:
        return
    left = LIMITS.zip_total_bytes
    for entry in zip_directory.read(data, LIMITS):
        if entry.is_folder or entry.is_link:
            continue
        try:
            content = memoryview(zip_directory.unpack(data, entry, left, LIMITS))
            left -= len(content)
            if sniff.sniff(content).kind is Kind.DICOM:
                yield content
        except Refused:
            continue


def _as_it_came(data: memoryview) -> bytes:
    """Nothing can hide in the preamble any more (CVE-2019-11687)."""
    reading.read(data)  # raises for what is no DICOM object after all
    if bytes(data[128:132]) == MAGIC:
        return bytes(128) + bytes(data[128:])
    return bytes(data)


def _clean(data: memoryview, uid_map: UidMap) -> bytes:
    reading.read(data)
    made = profile(dcmread(io.BytesIO(data), force=True), Options(), uid_map)
    stream = io.BytesIO()
    made.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    _serve(sys.argv[1])
