"""`carepods export-dicom`: DICOM files without the patient's identity, one line for each input."""

from __future__ import annotations

import asyncio
import io
import json
import os
import secrets
import sys
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydicom import dcmread

from adapters.imaging.deidentify.apart import Unreadable, exported
from adapters.imaging.deidentify.record import KEY_BYTES, Became, Exported, How

_CHUNK = 1 << 20
# Many small files go to one fenced process together, a larger one has one of its own.
_SMALL, _TOGETHER, _TOGETHER_BYTES = 32 << 20, 200, 128 << 20
_ZIP = b"PK\x03\x04"
_SENTENCES = {
    Became.PAINTED: "A name may be painted into this picture, so it was left out. "
    "With --mask-text, text that is found in a picture is covered.",
    Became.UNREADABLE: "This file could not be read, so it was left out.",
    Became.OTHER: "This is no DICOM file, so it was left out.",
}
_UNFINISHED = "This file took too long or broke the reader, so it was left out."


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs that are read together; `packed`: one archive, else as many files."""

    paths: tuple[Path, ...]
    packed: bool = False


@dataclass(slots=True)
class _Out:
    """The folder that the files go to, and how results are told."""

    folder: Path
    as_json: bool
    written: int = 0
    told: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)

    def take(self, path: Path, one: Exported) -> None:
        if one.became is not Became.FILE:
            self.say(path, None, _SENTENCES[one.became])
            return
        # Named by its new UID: the old name may be the patient's, and a second run finds its own.
        head = dcmread(io.BytesIO(one.data), specific_tags=["SOPInstanceUID"])
        name = self._free(str(head.SOPInstanceUID))
        (self.folder / name).write_bytes(one.data)
        self.written += 1
        self.say(path, name, None)

    def _free(self, uid: str) -> str:
        """A name that no other file of this run has: two copies of an object are two files."""
        self.names[uid] += 1
        count = self.names[uid]
        return f"{uid}-{count}.dcm" if count > 1 else f"{uid}.dcm"

    def say(self, path: Path, name: str | None, reason: str | None) -> None:
        self.told.add(str(path))
        status = "ok" if name else "left_out"
        if self.as_json:
            line = {"file": str(path), "status": status, "path": name, "reason": reason}
            text = json.dumps(line, ensure_ascii=False)
        else:
            text = f"{path}: {name or reason}"
        sys.stdout.buffer.write((text + "\n").encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()


def run(
    paths: Sequence[Path], out: Path, how: How, *, key: Path | None = None, as_json: bool = False
) -> int:
    """Write what may leave of `paths` (files, folders, archives) into the folder `out`.

    `key` is a file of 32 bytes, made where it is not there: the same key gives the same new UIDs
    and names in every run. Without it, files of this run alone belong together. Returns the exit
    code: 0 unless this program itself could not work.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        secret = _key(key)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return asyncio.run(_all(list(_files(paths, out)), _Out(out, as_json), how, secret))


def _key(path: Path | None) -> bytes:
    """The key of the new UIDs. Raises ValueError where the file holds something else."""
    if path is None:
        return secrets.token_bytes(KEY_BYTES)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} is no key: it holds {len(key)} bytes, not {KEY_BYTES}.")
    return key


def _files(paths: Sequence[Path], out: Path) -> Iterator[Path]:
    made = out.resolve()
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        yield from (p for p in inside if made not in p.resolve().parents)


def batches(paths: Sequence[Path]) -> Iterator[Batch]:
    """Small files together, each archive and each large file alone."""
    waiting: list[Path] = []
    size = 0
    for path in paths:
        with path.open("rb") as file:
            packed = file.read(4) == _ZIP
        bytes_ = path.stat().st_size
        if packed or bytes_ > _SMALL:
            yield Batch((path,), packed)
            continue
        if len(waiting) >= _TOGETHER or size + bytes_ > _TOGETHER_BYTES:
            yield Batch(tuple(waiting))
            waiting, size = [], 0
        waiting.append(path)
        size += bytes_
    if waiting:
        yield Batch(tuple(waiting))


async def _all(paths: Sequence[Path], out: _Out, how: How, key: bytes) -> int:
    readable = []
    for path in paths:
        try:
            with path.open("rb"):
                readable.append(path)
        except OSError:
            out.say(path, None, "This file could not be opened.")
    limit = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(batch: Batch) -> None:
        async with limit:
            await _batch(batch, out, how, key)

    await asyncio.gather(*(one(batch) for batch in batches(readable)))
    sys.stderr.write(f"{out.written} files written to {out.folder}.\n")
    return 0


async def _batch(batch: Batch, out: _Out, how: How, key: bytes) -> None:
    alone = len(batch.paths) == 1
    source = _chunks(batch.paths[0]) if alone else _together(batch.paths)
    try:
        async for entry in exported(source, key, how):
            path = batch.paths[0] if alone else batch.paths[entry.place]
            if not batch.packed or entry.became is not Became.OTHER:  # a disc has other files, too
                out.take(path, entry)
    except Unreadable:
        for path in batch.paths:
            if str(path) not in out.told:
                await _again(path, out, how, key, alone=alone)


async def _again(path: Path, out: _Out, how: How, key: bytes, *, alone: bool) -> None:
    """One that was lost with others gets a process of its own."""
    if alone:
        out.say(path, None, _UNFINISHED)
        return
    await _batch(Batch((path,)), out, how, key)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


async def _together(paths: Sequence[Path]) -> AsyncIterator[bytes]:
    """The files as one archive, nothing packed, each under its number."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, path in enumerate(paths):
            archive.writestr(zipfile.ZipInfo(str(number)), path.read_bytes())
    yield made.getvalue()


__all__ = ["How", "run"]
