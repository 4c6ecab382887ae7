"""Tell the story: cast the files, go through the scenes, keep what happened."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import admin
from bot.story import cast as casting
from bot.story import closing, everyday, opening, samples
from bot.story.arrival import Arrival
from bot.story.parts import Parts
from bot.story.samples import Sample
from bot.story.script import Chapter, Scene
from bot.story.stage import Stage, Stopped
from core.imaging import Purpose, Status, TranscodeOrder
from core.model import Role


@dataclass(frozen=True, slots=True)
class Told:
    """A scene that happened. `at`: when it began; `ms`: how long it took."""

    chapter: Chapter
    scene: Scene
    at: datetime
    ms: float
    detail: str
    refused: bool = False


TELEGRAM_BYTES, FORM_BYTES = 20 * 2**20, 10 * 10**6


class NoPicture(Exception):
    """None of the files could become a picture, so that there is nothing to tell."""


async def prepare(parts: Parts, files: Sequence[Sample], number: int = 1) -> Stage:
    """People on their seats; the operator has named Nora as the first coordinator."""
    cast = casting.assemble(parts, number)
    await name_coordinator(parts, cast)
    return Stage(parts, cast, files)


async def name_coordinator(parts: Parts, cast: casting.Cast) -> None:
    nora = cast.nora
    for account in casting.accounts(parts, nora):
        await admin.name_coordinator(parts.service, account, nora.name, nora.email, nora.phone)


async def readable(
    parts: Parts, files: Sequence[Sample], progress: Callable[[int, int], None] | None = None
) -> tuple[list[Sample], list[Sample]]:
    """(those that can become pictures, those that cannot): asked of the decoder itself."""
    order = TranscodeOrder(purposes=frozenset({Purpose.THUMBNAIL}))
    good: list[Sample] = []
    bad: list[Sample] = []
    for number, sample in enumerate(files, start=1):
        if progress is not None:
            progress(number, len(files))

        async def chunks(data: bytes = sample.data) -> AsyncIterator[bytes]:
            yield data

        result = await parts.service.transcoder.transcode(chunks(), order)
        (good if result.status is Status.OK else bad).append(sample)
    return good, bad


def chapters(good: Sequence[Sample], bad: Sequence[Sample]) -> list[Chapter]:
    """The whole story for these files: two newcomers, then the members by turns. Raises NoPicture.

    The first file comes from a private Telegram chat, the second from a private Slack chat; where
    there is but one, it is brought twice.
    """
    if not good:
        raise NoPicture
    first, others = good[0], list(good[1:])
    if len(first.data) > TELEGRAM_BYTES:  # more than a bot can fetch there: Slack takes it
        first, others = samples.small_photo(), list(good)
    second, rest = (others[0], others[1:]) if others else (first, [])
    told = [
        opening.chapter(),
        Arrival("tomas", "maria", Role.FAMILY, "telegram", "page", first).chapter(
            "From Telegram to Slack: Tomas brings a picture"
        ),
        Arrival("paul", "ida", Role.CLINICIAN, "slack", "chat", second).chapter(
            "From Slack to Telegram: Paul brings a picture"
        ),
        closing.visits(),
    ]
    for index, sample in enumerate(rest):
        told.append(_sending(index, sample).chapter())
    told += [everyday.refused_chapter(_sending(index, s)) for index, s in enumerate(bad)]
    return [*told, closing.end()]


def only_refused(bad: Sequence[Sample]) -> list[Chapter]:
    """A pod, and files that are all turned away."""
    return [
        opening.chapter(),
        *(everyday.refused_chapter(everyday.Sending("maria", "telegram", "room", s)) for s in bad),
    ]


def _sending(index: int, sample: Sample) -> everyday.Sending:
    places: Sequence[tuple[str, str, str]] = everyday.PLACES
    if len(sample.data) > FORM_BYTES:
        places = [p for p in places if p[2] != "form"]
    if len(sample.data) > TELEGRAM_BYTES:
        places = [p for p in places if p[1] != "telegram"]
    return everyday.Sending(*places[index % len(places)], sample)


async def tell(stage: Stage, script: Sequence[Chapter]) -> AsyncIterator[Told | Scene]:
    """Each scene as it begins, then as it ended. A failed one raises what went wrong."""
    for chapter in script:
        for scene in chapter.scenes:
            yield scene
            at, began = datetime.now(UTC), time.perf_counter()
            stage.took_ms = None
            try:
                detail, refused = await scene.act(stage), False
            except Stopped as told:
                detail, refused = str(told), True
            waited = (time.perf_counter() - began) * 1000
            ms = waited if stage.took_ms is None else stage.took_ms
            yield Told(chapter, scene, at, ms, detail, refused)
            if refused:
                break
