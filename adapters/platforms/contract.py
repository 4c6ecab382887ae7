"""What a platform's room exposes to be found: its settings, and how it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.ports import Limiter, Platform


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, named without the installation's prefix. `secret`: never shown or logged."""

    name: str
    help: str
    secret: bool = False


class Notes(Protocol):
    """Small facts by name that outlive the process; kept sealed by whoever implements it."""

    async def get(self, name: str) -> str | None: ...
    async def put(self, name: str, value: str) -> None: ...


class Unlimited:
    """A `Limiter` for those who need not keep to any rate: simulators without limits."""

    async def wait(self, bucket: str, *, per_second: float, burst: int) -> float:
        return 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A platform that was found. `build` gives None when its settings are absent.

    `build` raises ValueError, with a sentence, when they contradict each other.
    """

    name: str
    settings: Sequence[Setting]
    build: Callable[[Mapping[str, str], Notes, Limiter], Platform | None]
