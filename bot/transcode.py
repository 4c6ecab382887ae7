"""`carepods transcode`: files and folders to pictures, one line of result for each input."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.control import Control
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.segment import ControlType

from adapters.imaging.sandbox.pool import Pool
from adapters.imaging.transcoder import ImagingTranscoder
from bot.texts import DEFAULT, FluentTexts
from core.imaging import Refusal, Rendition, Status, Transcoded, TranscodedImage, TranscodeOrder

_CHUNK = 1 << 20
_UPLOADS_A_DECODER = 32
_MOVING = frozenset({"mp4", "gif"})
_STILL = frozenset({"jpeg", "png", "webp", "avif", "jxl"})
_ENDINGS = {"jpeg": "jpg"}
_NAME_LENGTH = 60
_CLEAR = Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))
_REDRAW_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Input:
    """One file as it was given, and its place in the order of all."""

    number: int
    path: Path


def run(paths: Sequence[Path], out: Path, fmt: str = "jpeg", as_json: bool = False) -> int:
    """Make the pictures of every file, folders with all that is in them, into the folder `out`.

    Prints one line an input: JSON, or words. Returns the exit code: 0 unless this program itself
    could not work; a bad file is a result.
    """
    if fmt not in _STILL | _MOVING:
        sys.stderr.write(f"{fmt} is none of {', '.join(sorted(_STILL | _MOVING))}.\n")
        return 2
    # The pictures go to whoever has the files: there is nobody to hide a painted name from.
    order = TranscodeOrder(find_text=False)
    order = replace(order, cine_format=fmt) if fmt in _MOVING else replace(order, still_format=fmt)
    inputs = [Input(number, path) for number, path in enumerate(_files(paths, out), 1)]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stderr.write(f"{out} cannot be made: {error.strerror}.\n")
        return 1
    return asyncio.run(_all(inputs, out, order, as_json))


def _files(paths: Sequence[Path], out: Path) -> Iterator[Path]:
    """The files in order, without those that an earlier run left in `out`."""
    made = out.resolve()
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = path.resolve() != made
        for one in sorted(path.rglob("*")):
            if one.is_file() and not (inside and made in one.resolve().parents):
                yield one


async def _all(inputs: Sequence[Input], out: Path, order: TranscodeOrder, as_json: bool) -> int:
    workers = os.cpu_count() or 1
    # All inputs are whoever's runs this: one decoder may see many of them (docs/decisions/0008).
    pool = Pool(spares=workers, uploads=_UPLOADS_A_DECODER)
    transcoder = ImagingTranscoder(parallel=workers, pool=pool)
    transcoder.warm()
    waiting: deque[asyncio.Task[dict[str, Any]]] = deque()
    failed = 0
    try:
        with _Bar(len(inputs)) as bar:
            for one in inputs:
                waiting.append(asyncio.create_task(_one(transcoder, one, out, order)))
                if len(waiting) > 2 * workers:
                    failed += bar.over(await waiting.popleft(), as_json)
            while waiting:
                failed += bar.over(await waiting.popleft(), as_json)
    finally:
        transcoder.close()
    # Every input failing on our side means that this program cannot work here.
    return 1 if inputs and failed == len(inputs) else 0


class _Bar:
    """How many inputs are done, on a terminal; the lines of the results go above it."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("Pictures"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            auto_refresh=False,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=total)
        self._same_terminal = console.is_terminal and sys.stdout.isatty()
        self._drawn = 0.0

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def over(self, line: dict[str, Any], as_json: bool) -> bool:
        """Print one line; whether it was our own failure."""
        if self._same_terminal:
            self._progress.console.control(_CLEAR)
        failed = _say(line, as_json)
        self._progress.advance(self._task)
        if self._same_terminal or time.monotonic() - self._drawn > _REDRAW_SECONDS:
            self._progress.refresh()
            self._drawn = time.monotonic()
        return failed


async def _one(
    transcoder: ImagingTranscoder, one: Input, out: Path, order: TranscodeOrder
) -> dict[str, Any]:
    try:
        result = await transcoder.transcode(_chunks(one.path), order)
    except OSError:
        return _line(one, Transcoded(Status.REJECTED), _sentence("unreadable"), [])
    if result.status is Status.FAILED:
        return _line(one, result, _sentence("failed"), [])
    if result.refusal is not None:
        return _line(one, result, _sentence(result.refusal), [])
    return _line(one, result, None, _write(one, result.images, out))


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _sentence(reason: Refusal | str) -> str:
    return FluentTexts().say(f"upload-{reason.replace('_', '-')}", DEFAULT)


def _write(one: Input, images: Sequence[TranscodedImage], out: Path) -> list[list[dict[str, Any]]]:
    """Write every rendition under a name of our own; what was written, an image a list."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", one.path.stem).strip("-")[:_NAME_LENGTH] or "file"
    told: list[list[dict[str, Any]]] = []
    for number, image in enumerate(images, 1):
        parts = [f"{one.number:04d}", stem] + ([f"{number:03d}"] if len(images) > 1 else [])
        seen: dict[str, int] = {}
        lines = []
        for rendition in image.renditions:
            count = seen[rendition.purpose] = seen.get(rendition.purpose, 0) + 1
            page = [f"{count:03d}"] if count > 1 else []
            ending = _ENDINGS.get(rendition.format, rendition.format)
            name = "-".join([*parts, rendition.purpose.value, *page]) + f".{ending}"
            (out / name).write_bytes(rendition.data)
            lines.append(_rendition(rendition, name))
        told.append(lines)
    return told


def _rendition(rendition: Rendition, name: str) -> dict[str, Any]:
    return {
        "purpose": rendition.purpose.value,
        "format": rendition.format,
        "width": rendition.width,
        "height": rendition.height,
        "bytes": len(rendition.data),
        "path": name,
    }


def _line(
    one: Input, result: Transcoded, reason: str | None, written: Sequence[list[dict[str, Any]]]
) -> dict[str, Any]:
    """The object of one input. Of an archive the first picture stands for all; see `images`."""
    first = result.images[0] if result.images else None
    line: dict[str, Any] = {
        "file": str(one.path),
        "status": result.status.value,
        "reason": reason,
        **_image(first),
        "renditions": [rendition for lines in written for rendition in lines],
        "ms": round(result.elapsed_ms, 1),
        "cpu_ms": round(result.cpu_ms, 1),
        "peak_rss_kb": result.peak_rss_kb,
    }
    if result.refusal is not None:
        line["code"] = result.refusal.value
    if len(result.images) > 1:
        line["images"] = [
            {**_image(image), "renditions": lines}
            for image, lines in zip(result.images, written, strict=True)
        ]
    if result.unread:
        line["unread"] = [
            {"name": unread.name, "reason": _sentence(unread.refusal)} for unread in result.unread
        ]
    return line


def _image(image: TranscodedImage | None) -> dict[str, Any]:
    return {
        "kind": image.kind.value if image else None,
        "transfer_syntax": image.transfer_syntax if image else None,
        "frames": image.frames if image else None,
        "width": image.width if image else None,
        "height": image.height if image else None,
        "decoder": image.decoder if image else None,
        "metadata": image.metadata if image else None,
    }


def _say(line: dict[str, Any], as_json: bool) -> bool:
    """Print one line; whether it was our own failure."""
    if as_json:
        text = json.dumps(line, ensure_ascii=False)
    elif line["status"] == Status.OK:
        text = f"{line['file']}: {len(line['renditions'])} pictures"
    else:
        text = f"{line['file']}: {line['reason']}"
    # A file name need not be valid text; a broken one must not end the run.
    data = (text + "\n").encode("utf-8", "surrogateescape" if not as_json else "replace")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return bool(line["status"] == Status.FAILED)


__all__ = ["run"]
