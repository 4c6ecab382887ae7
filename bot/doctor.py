"""`carepods doctor`: is everything there? A sentence for each part, and what to do about it."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from adapters.imaging.sandbox import fences
from bot import compose
from bot.config import Settings, UnsafeSettings, check, mistyped
from bot.trouble import plain, sentence
from core.errors import CarepodsError, PlatformError
from core.ports import Platform, RawEvent
from core.spending import MARKS
from core.usecases import texting
from core.usecases.desk import Desk
from storage.errors import BlobDamaged, StorageConflict, StorageUnavailable, WrongKey

SECONDS = 15
_CAPS = {"day": "DAILY", "month": "MONTHLY"}
Step = Callable[[], Awaitable[None]]
_TROUBLE = (
    CarepodsError, OSError, TimeoutError, ValueError, RedisError, BlobDamaged, StorageConflict,
    WrongKey,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    good: bool
    sentence: str


async def examine(settings: Settings, platform: Mapping[str, str]) -> list[Finding]:
    """Every part, also when an earlier one is bad."""
    found = [Finding("settings", False, said) for said in mistyped()]
    try:
        check(settings, platform)
    except UnsafeSettings as error:
        return found + [Finding("settings", False, said) for said in error.sentences]
    found.append(Finding("settings", True, "All that are needed are there."))
    found.append(_fences())
    found.append(await _redis(settings))
    found.append(await _texts(settings))
    found.append(_countries(settings))
    return found + await _wired(settings, platform)


async def _wired(settings: Settings, platform: Mapping[str, str]) -> list[Finding]:
    """What needs the database to be looked at, and the database."""
    found = []
    try:
        async with asyncio.timeout(2 * SECONDS):
            await compose.migrated(settings)
            async with compose.compose(settings, platform) as service:
                found.append(Finding("database", True, "It answers, and has the newest schema."))
                found.append(await _money(service))
                found.append(await _blobs(service))
                found.append(await _mail(service))
                for name, one in service.world.platforms.items():
                    found.append(await _platform(name, one))
    except (StorageUnavailable, WrongKey) as error:
        found.append(Finding("database", False, sentence(error)))
    except TimeoutError:
        found.append(Finding("database", False, f"It did not answer within {2 * SECONDS} s."))
    return found


def _fences() -> Finding:
    missing = [name for name, there in fences.fences().items() if not there]
    if not missing:
        return Finding("decoder", True, "It runs behind every fence.")
    names = ", ".join(missing)
    return Finding("decoder", True, f"It runs fenced; this kernel has no {names}.")


async def _try(part: str, step: Step, good: str, advice: str) -> Finding:
    try:
        async with asyncio.timeout(SECONDS):
            await step()
    except _TROUBLE as error:
        return Finding(part, False, f"It cannot be used ({_detail(error)}). {advice}")
    return Finding(part, True, good)


def _detail(error: BaseException) -> str:
    """What went wrong, in words of ours: a library's own may hold a secret."""
    if isinstance(error, PlatformError):
        return plain(error)
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} s"
    if isinstance(error, socket.gaierror):
        return "its name is not known here, or there is no network"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(error, ConnectionError | RedisConnectionError) and not isinstance(
        error, StorageUnavailable
    ):
        return "nothing answers there"
    return str(error) if isinstance(error, StorageUnavailable) else type(error).__name__


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("redis", True, "Not set; one machine needs none.")

    async def step() -> None:
        client = Redis.from_url(settings.redis_url, socket_connect_timeout=5)
        try:
            await client.ping()
        finally:
            await client.aclose()

    return await _try("redis", step, "It answers.", "Check CAREPODS_REDIS_URL.")


async def _texts(settings: Settings) -> Finding:
    """Whether somebody listens there; nothing is sent, since that costs."""
    parts = urlsplit(settings.sms_url.get_secret_value())
    port = parts.port or (80 if "scheme=http&" in f"{parts.query}&" else 443)

    async def step() -> None:
        _, writer = await asyncio.open_connection(parts.hostname, port)
        writer.close()
        await writer.wait_closed()

    return await _try("texts", step, "The provider can be reached.", "Check CAREPODS_SMS_URL.")


def _countries(settings: Settings) -> Finding:
    """Nothing is broken without a list, but somebody pays for it."""
    if settings.countries:
        listed = ", ".join(sorted(settings.countries))
        return Finding("countries", True, f"Texts go to these alone: {listed}.")
    return Finding(
        "countries",
        True,
        "Every country in the world is texted. Name those that you need in "
        "CAREPODS_PHONE_COUNTRIES: fraud goes where texts cost most.",
    )


async def _money(service: compose.Service) -> Finding:
    """Bad where a cap is reached: then no newcomer gets a code."""
    world = service.world
    spending = world.rules.spending
    async with world.store.begin(None, reading=True) as uow:
        spent = await texting.spent(Desk(world, uow, "doctor", "service"))
    caps = spending.caps()
    full = [name for name, used in spent.items() if spending.mark(used, caps[name][1]) == MARKS[-1]]
    said = [f"{used / caps[name][1]:.0%} of a {name}'s cap is spent." for name, used in
            spent.items()]  # fmt: skip
    said += [
        f"No code is sent any more: raise CAREPODS_SMS_{_CAPS[name]}_CAP, or wait." for name in full
    ]
    if not caps:
        said = [
            "What texts cost has no cap in money, only in counts. Set CAREPODS_SMS_PRICE and "
            "CAREPODS_SMS_DAILY_CAP or CAREPODS_SMS_MONTHLY_CAP."
        ]
    return Finding("money", not full, " ".join(said))


async def _mail(service: compose.Service) -> Finding:
    advice = "Check CAREPODS_SMTP_URL and CAREPODS_MAIL_FROM."
    return await _try("mail", service.world.mailer.check, "The mail server answers.", advice)


async def _blobs(service: compose.Service) -> Finding:
    blobs, key, wanted = service.world.blobs, f"doctor/{secrets.token_hex(8)}", b"carepods"

    async def step() -> None:
        async def chunks() -> AsyncIterator[bytes]:
            yield wanted

        await blobs.put(None, key, chunks())
        back = b"".join([part async for part in blobs.get(None, key)])
        await blobs.delete(key)
        if back != wanted:
            raise BlobDamaged("not what was written")

    return await _try("blobs", step, "Written, read, deleted.", "Check CAREPODS_BLOBS_URL.")


async def _platform(name: str, platform: Platform) -> Finding:
    async def nothing(_event: RawEvent) -> bool:
        return False

    async def step() -> None:
        try:
            await platform.start(nothing, lambda _form, _values, _language: {}, listen=False)
        finally:
            await platform.stop()

    upper = name.upper()
    advice = f"Check the token and, if set, CAREPODS_{upper}_API_URL."
    return await _try(name, step, "It knows the bot.", advice)
