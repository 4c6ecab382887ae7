"""What a story is made of: chapters of scenes. A scene is one thing that one person does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.story.stage import Stage

Act = Callable[[Stage], Awaitable[str]]
"""Does it; returns what came of it, in a sentence without anything of the patient."""

STEPS = {
    0: "Setting up",
    1: "Ingest",
    2: "Transcode",
    3: "Metadata",
    4: "Vouch",
    5: "Authenticate",
    6: "Privileges",
    7: "Accept",
    8: "Share",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """`step` is the step of the main job that it belongs to; 0: it has to come before.

    `where` it can be seen: in the actor's `private` chat, or in the `room` of each platform.
    """

    step: int
    actor: str
    platform: str
    caption: str
    act: Act
    where: str = "private"

    @property
    def name(self) -> str:
        return STEPS[self.step]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Scenes that hang together: when one is stopped by a refusal, the rest is left out."""

    title: str
    scenes: tuple[Scene, ...]
