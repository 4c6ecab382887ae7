"""What can be played on the page: handed in from outside, run one at a time, shown as it goes."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Focus:
    """Whose screens to look at; "" leaves a side as it is. Users and chats by their ids."""

    telegram_user: str = ""
    telegram_chat: str = ""
    slack_user: str = ""
    slack_channel: str = ""


@dataclass(frozen=True)
class Scene:
    """What is going on: a step, its name, what happens, and (in the end) what came of it."""

    step: int
    name: str
    caption: str
    detail: str = ""
    refused: bool = False


@dataclass
class Stories:
    """The state of what is being played, and the hands that play it.

    `plays` maps a word to (the button's label, what it does). A play is given these `Stories`, and
    calls `begin`, `show`, `end` and `breathe`.
    """

    plays: Mapping[str, tuple[str, Callable[["Stories"], Awaitable[str]]]]
    steps: Sequence[str] = ()
    changed: Callable[[], None] = lambda: None
    pace: float = 1.0
    playing: str = ""
    scene: Scene | None = None
    done: set[int] = field(default_factory=set)
    outcome: str = ""
    trouble: str = ""
    focus: Focus = field(default_factory=Focus)
    focus_number: int = 0
    page: str = ""
    page_url: str = ""
    page_number: int = 0
    _task: asyncio.Task[None] | None = None

    def start(self, word: str, pace: float) -> bool:
        """Begin to play; False while something is being played. Raises KeyError."""
        _, play = self.plays[word]
        if self.playing:
            return False
        self.playing, self.pace = word, pace
        self.scene, self.outcome, self.trouble, self.done = None, "", "", set()
        self._task = asyncio.create_task(self._run(play), name=f"play {word}")
        self.changed()
        return True

    async def _run(self, play: Callable[["Stories"], Awaitable[str]]) -> None:
        try:
            self.outcome = await play(self)
        except Exception as error:  # noqa: BLE001 - a play that breaks is told, not hidden
            self.trouble = f"The story broke off ({type(error).__name__}: {error})."
        finally:
            self.playing = ""
            self.changed()

    async def stop(self) -> None:
        """Break off what is being played."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # For those who play

    def begin(self, scene: Scene, focus: Focus) -> None:
        """A scene begins; the page looks where it happens."""
        self.scene = scene
        self.look(focus)

    def look(self, focus: Focus) -> None:
        self.focus, self.focus_number = focus, self.focus_number + 1
        self.changed()

    def end(self, scene: Scene) -> None:
        """What came of it."""
        self.scene = scene
        if scene.step and not scene.refused:
            self.done.add(scene.step)
        self.changed()

    def show(self, url: str, html: str) -> None:
        """A page that somebody of the story has in their browser now."""
        self.page, self.page_url, self.page_number = html, url, self.page_number + 1
        self.changed()

    async def breathe(self, seconds: float) -> None:
        """Give the reader time, at the pace that was asked for."""
        await asyncio.sleep(seconds * self.pace)

    def state(self) -> Json:
        """What the page shows of it."""
        scene = self.scene
        return {
            "plays": [{"word": word, "label": label} for word, (label, _) in self.plays.items()],
            "steps": list(self.steps),
            "playing": self.playing,
            "done": sorted(self.done),
            "scene": vars(scene) if scene else None,
            "outcome": self.outcome,
            "trouble": self.trouble,
            "focus": {**vars(self.focus), "number": self.focus_number},
            "window": {"number": self.page_number, "url": self.page_url},
        }
