"""The story on the playground's page: slowly, with captions, each scene on the right screens."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from adapters.playground.page import Focus, Stories
from adapters.playground.page import Scene as Shown
from bot.story import cast as casting
from bot.story import opening, telling
from bot.story.parts import Parts
from bot.story.samples import Sample
from bot.story.script import STEPS, Chapter, Scene
from bot.story.stage import Stage
from bot.story.visitor import Show

READ_SECONDS, LOOK_SECONDS, PAGE_SECONDS = 2.6, 3.4, 1.8
SETTING_UP = 0.35  # of the time: what comes before the first step is told faster


async def stories(parts: Parts, samples: Sequence[Sample]) -> Stories:
    """What the page can play, with the first cast already in its seats."""
    theatre = _Theatre(parts, samples)
    await theatre.assemble()
    told = Stories(
        plays={
            "story": ("Play the story", theatre.play_story),
            "ready": ("Start with a ready pod", theatre.play_opening),
        },
        steps=[STEPS[number] for number in sorted(STEPS) if number],
    )
    told.look(theatre.focus_at_start())
    return told


class _Theatre:
    """One cast at a time; a new one when the last has had its story."""

    def __init__(self, parts: Parts, samples: Sequence[Sample]) -> None:
        self._parts, self._samples = parts, samples
        self._numbers = itertools.count(1)
        self._stage: Stage | None = None

    async def assemble(self) -> Stage:
        """The cast that waits, untouched as yet; else a new one."""
        if self._stage is None or not await self._is_untouched(self._stage):
            self._stage = await telling.prepare(self._parts, self._samples, next(self._numbers))
        return self._stage

    async def _is_untouched(self, stage: Stage) -> bool:
        return not await stage.books.pods_of(stage.account(stage.cast.nora))

    def focus_at_start(self) -> Focus:
        return focus(self._parts, self._now.cast, "room", "maria", "nora")

    @property
    def _now(self) -> Stage:
        if self._stage is None:
            raise LookupError("nobody is on stage")
        return self._stage

    async def play_story(self, shown: Stories) -> str:
        stage = await self.assemble()
        stage.show = _slowly(shown)
        good, bad = await telling.readable(self._parts, self._samples)
        await self._play(stage, shown, telling.chapters(good, bad))
        shown.look(focus(self._parts, stage.cast, "room", "maria", "ida"))
        return "That was all of it. The chats are yours now: go on as anybody."

    async def play_opening(self, shown: Stories) -> str:
        stage = await self.assemble()
        stage.show = _slowly(shown)
        pace, shown.pace = shown.pace, 0
        await self._play(stage, shown, [opening.chapter()])
        shown.pace = pace
        shown.look(focus(self._parts, stage.cast, "room", "maria", "ida"))
        return "The pod is ready. Drop a picture into either chat."

    async def _play(self, stage: Stage, shown: Stories, script: Sequence[Chapter]) -> None:
        async for event in telling.tell(stage, script):
            if isinstance(event, Scene):
                shown.begin(_shown(event), scene_focus(self._parts, stage, event))
                await shown.breathe(READ_SECONDS * (1 if event.step else SETTING_UP))
            else:
                shown.end(_shown(event.scene, event.detail, refused=event.refused))
                await shown.breathe(LOOK_SECONDS * (1 if event.scene.step else SETTING_UP))


def _slowly(shown: Stories) -> Show:
    """Each page of the newcomer's browser stays for a while."""

    async def show(url: str, html: str) -> None:
        shown.show(url, html)
        await shown.breathe(PAGE_SECONDS)

    return show


def _shown(scene: Scene, detail: str = "", *, refused: bool = False) -> Shown:
    return Shown(scene.step, scene.name, scene.caption, detail, refused)


def scene_focus(parts: Parts, stage: Stage, scene: Scene) -> Focus:
    """Where to look: the actor's own chat, or both rooms while something is shared."""
    cast = stage.cast
    who = next((w for w in cast.everybody if w.name == scene.actor), None)
    if who is None and scene.where != "room":
        return Focus()  # the service itself is at work: nothing else to look at
    if scene.where == "room" or who is None:
        family = "kurt" if who is cast.kurt and stage.kurt_is_in else "maria"
        return focus(parts, cast, "room", family, "ida")
    key = who.first.lower()
    if scene.platform == "telegram":
        return focus(parts, cast, "private", key, "")
    return focus(parts, cast, "private", "", key)


def focus(parts: Parts, cast: casting.Cast, where: str, telegram: str, slack: str) -> Focus:
    """Somebody's screen on each side: in the rooms, or in their private chats."""
    left: casting.Character | None = getattr(cast, telegram) if telegram else None
    right: casting.Character | None = getattr(cast, slack) if slack else None
    chat = channel = ""
    if left is not None:
        alone = parts.telegram.private(left.on_telegram)
        chat = str((cast.family if where == "room" else alone).id)
    if right is not None:
        channel = (cast.team if where == "room" else parts.slack.dm_channel(right.on_slack)).id
    return Focus(
        str(left.on_telegram.id) if left else "",
        chat,
        right.on_slack.id if right else "",
        channel,
    )
