"""`carepods doctor`: is everything there? A sentence for each part."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from adapters.imaging.sandbox import fences
from bot import compose
from bot.config import Settings, UnsafeSettings, check
from core.errors import PlatformError
from core.ports import Platform, RawEvent

SECONDS = 15


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    good: bool
    sentence: str


async def examine(settings: Settings, platform: dict[str, str]) -> list[Finding]:
    """Every part, also when an earlier one is bad."""
    try:
        check(settings)
    except UnsafeSettings as error:
        return [Finding("settings", False, s) for s in error.sentences]
    found = [Finding("settings", True, "All settings are there.")]
    found.append(_fences())
    try:
        await compose.migrated(settings)
        async with compose.compose(settings, platform) as service:
            found.append(Finding("database", True, "The database answers."))
            found.append(await _try("blobs", _blobs(service), "Blobs are written and read."))
            found.append(await _try("mail", service.world.mailer.check, "The mail server answers."))
            if not service.world.platforms:
                found.append(Finding("platforms", False, "No chat platform is configured."))
            for name, one in service.world.platforms.items():
                found.append(await _try(name, _platform(one), f"{name} knows the bot."))
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what is asked for
        kind = type(error).__name__
        found.append(Finding("database", False, f"The database cannot be used ({kind})."))
    return found


def _fences() -> Finding:
    on = fences.fences()
    missing = [name for name, there in on.items() if not there]
    if missing:
        return Finding(
            "decoder", True, f"The decoder runs fenced, but without {', '.join(missing)}."
        )
    return Finding("decoder", True, "The decoder runs behind every fence.")


async def _try(part: str, step: Callable[[], Awaitable[object]], good: str) -> Finding:
    try:
        async with asyncio.timeout(SECONDS):
            await step()
    except (PlatformError, OSError, TimeoutError, ValueError) as error:
        detail = error.detail if isinstance(error, PlatformError) else type(error).__name__
        return Finding(part, False, f"{part} cannot be used: {detail}.")
    return Finding(part, True, good)


def _blobs(service: compose.Service) -> Callable[[], Awaitable[object]]:
    async def step() -> None:
        key = f"doctor/{secrets.token_hex(8)}"

        async def chunks() -> AsyncIterator[bytes]:
            yield b"carepods"

        await service.world.blobs.put(None, key, chunks())
        back = b"".join([part async for part in service.world.blobs.get(None, key)])
        await service.world.blobs.delete(key)
        if back != b"carepods":
            raise ValueError("blobs")

    return step


def _platform(platform: Platform) -> Callable[[], Awaitable[object]]:
    async def nothing(_event: RawEvent) -> bool:
        return False

    async def step() -> None:
        try:
            await platform.start(nothing, lambda _form, _values, _language: {}, listen=False)
        finally:
            await platform.stop()

    return step
