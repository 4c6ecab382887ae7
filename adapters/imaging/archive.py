"""A hospital CD as a ZIP: what is a picture becomes one, the rest is left alone.

Entries are told apart by their content. Viewers, texts and the DICOMDIR are skipped without a word
and counted; a DICOMDIR's paths are never followed. An archive inside the archive is not opened.
What looked like a picture and could not become one is named in `unread`.
"""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from adapters.imaging import companions, progress, zip_directory
from adapters.imaging.budget import Budget
from adapters.imaging.companions import Source
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, MIB, Limits
from adapters.imaging.sniff import Sniffed, sniff
from adapters.imaging.zip_directory import Entry
from core.imaging import Kind, Refusal, TranscodedImage, TranscodeOrder, Unread

TranscodeOne = Callable[[memoryview, Sniffed, TranscodeOrder], Sequence[TranscodedImage]]
DrawOver = Callable[[memoryview, Sequence[Source], TranscodeOrder], Sequence[TranscodedImage]]

# What a CD holds beside pictures: no harm, no picture, no word about it.
_PASSED_OVER = frozenset(
    (Refusal.FORBIDDEN_TYPE, Refusal.UNKNOWN_TYPE, Refusal.DIRECTORY_FILE, Refusal.EMPTY)
)
_NAME_LENGTH = 80


@dataclass(slots=True)
class _Found:
    """What became of the entries so far."""

    spent: Budget
    images: list[TranscodedImage] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    companions: list[tuple[Entry, Sniffed, memoryview]] = field(default_factory=list)
    skipped: int = 0
    unpacked: int = 0
    wasted: float = 0.0
    why: Counter[Refusal] = field(default_factory=Counter)

    def refuse(self, entry: Entry, refusal: Refusal) -> None:
        self.why[refusal] += 1
        self.unread.append(Unread(shown_name(entry.name), refusal))


def transcode(
    data: memoryview,
    order: TranscodeOrder,
    transcode_one: TranscodeOne,
    limits: Limits = LIMITS,
    draw_over: DrawOver = companions.drawn,
) -> tuple[list[TranscodedImage], list[Unread]]:
    """The pictures of an archive and what could not be read.

    `transcode_one` makes the entries of one member, `draw_over` those of one that speaks about
    other pictures, once all of them were read. Every image's metadata carries `archive`: how
    many entries there were, were read, skipped and unread. Raises Refused where no picture came.
    """
    entries = zip_directory.read(data, limits)
    found = _Found(Budget(limits.zip_seconds + limits.zip_seconds_per_mib * len(data) / MIB))
    for number, entry in enumerate(entries):
        _take(data, entry, order, transcode_one, found, limits)
        progress.tell(number + 1, len(entries))
    for companion in found.companions:
        _draw_over(*companion, order, transcode_one, draw_over, found)
    if not found.images:
        raise Refused(_main_reason(found, len(entries)), f"{len(entries)} entries, no picture")
    counts = {
        "entries": len(entries),
        "skipped": found.skipped,
        "unread": len(found.unread),
    }
    images = [
        replace(image, metadata={**image.metadata, "archive": counts}) for image in found.images
    ]
    return images, found.unread


def _take(
    data: memoryview,
    entry: Entry,
    order: TranscodeOrder,
    transcode_one: TranscodeOne,
    found: _Found,
    limits: Limits,
) -> None:
    if entry.is_folder or entry.is_link:
        found.skipped += 1
        return
    if found.wasted > limits.zip_wasted_seconds or (found.images and found.spent.over()):
        found.refuse(entry, Refusal.TOO_SLOW)
        return
    started = time.process_time()
    try:
        content = zip_directory.unpack(data, entry, limits.zip_total_bytes - found.unpacked, limits)
        found.unpacked += len(content)
        sniffed = sniff(memoryview(content))
        if sniffed.kind is Kind.ARCHIVE:
            raise Refused(Refusal.NESTED_ARCHIVE, "an archive inside the archive")
        kept = memoryview(content)
        few = len(found.companions) < companions.MOST and len(content) <= companions.LARGEST
        if sniffed.kind is Kind.DICOM and few and companions.is_one(kept):
            found.companions.append((entry, sniffed, kept))
            return
        made = transcode_one(kept, sniffed, order)
        found.images += made
        again = _again(data, entry, limits)
        found.sources += [one for one in (companions.source(i, again) for i in made) if one]
    except Refused as refused:
        found.wasted += time.process_time() - started
        if refused.refusal in _PASSED_OVER:
            found.skipped += 1
            found.why[refused.refusal] += 1
        else:
            found.refuse(entry, refused.refusal)
    except MemoryError:
        found.wasted += time.process_time() - started
        found.refuse(entry, Refusal.TOO_MUCH_MEMORY)


def _again(data: memoryview, entry: Entry, limits: Limits) -> Callable[[], memoryview]:
    """The bytes of an entry that was unpacked before, not kept meanwhile."""
    return lambda: memoryview(zip_directory.unpack(data, entry, limits.zip_entry_bytes, limits))


def _draw_over(
    entry: Entry,
    sniffed: Sniffed,
    content: memoryview,
    order: TranscodeOrder,
    transcode_one: TranscodeOne,
    draw_over: DrawOver,
    found: _Found,
) -> None:
    """Over its pictures; without them as it is by itself."""
    try:
        found.images += draw_over(content, found.sources, order)
    except Refused:
        try:
            found.images += transcode_one(content, sniffed, order)
        except Refused as refused:
            found.refuse(entry, refused.refusal)
    except MemoryError:
        found.refuse(entry, Refusal.TOO_MUCH_MEMORY)


def _main_reason(found: _Found, entries: int) -> Refusal:
    """The reason that a person can do something about: the commonest of the unread, if any."""
    reasons = Counter({why: n for why, n in found.why.items() if why not in _PASSED_OVER})
    if reasons:
        return reasons.most_common(1)[0][0]
    return Refusal.EMPTY if entries == 0 else Refusal.NO_PICTURE


def shown_name(name: str) -> str:
    """An entry's last path part, fit to be shown: no controls, no direction marks, not long."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return kept if len(kept) <= _NAME_LENGTH else kept[: _NAME_LENGTH - 1] + "…"
