"""What the operator does from the command line."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path

from adapters import platforms
from bot import compose
from bot.config import Settings, is_loopback
from bot.trouble import answered
from core.address import parse_email
from core.errors import CarepodsError, PlatformError
from core.ids import PersonId, UserRef
from core.model import Identity, Person
from core.ports import Platform, RawEvent
from core.usecases import seed as seeding
from core.usecases.desk import Desk
from core.verification import parse_phone
from storage.audit import AuditHead

HOME_SECONDS = 20


def all_loopback(platform: Mapping[str, str]) -> bool:
    """Whether every configured platform is a server on this machine."""
    configured = False
    for entry in platforms.found().values():
        names = [s.name for s in entry.settings]
        if not any(platform.get(name) for name in names):
            continue
        configured = True
        addresses = [platform.get(n, "") for n in names if n.endswith("_API_URL")]
        if not all(is_loopback(a) for a in addresses):
            return False
    return configured


@answered
async def migrate(settings: Settings) -> tuple[int, str]:
    """Bring the database to the newest schema."""
    await compose.migrated(settings)
    return 0, "The database has the newest schema."


@answered
async def seed(settings: Settings, platform: dict[str, str], file: Path) -> tuple[int, str]:
    """(exit code, sentence). Refused unless every platform address is a loopback one."""
    if not all_loopback(platform):
        return 2, "Seeding takes people as verified, so it is for platform servers on this machine."
    try:
        wanted = json.loads(await asyncio.to_thread(file.read_text, "utf-8"))
    except (OSError, ValueError) as error:
        return 2, f"{file} could not be read ({type(error).__name__})."
    await compose.migrated(settings)
    async with compose.compose(settings, platform) as service:
        homes = await _homes(service)
        try:
            async with service.store.begin(None) as uow:
                desk = Desk(service.world, uow, f"seed:{os.urandom(8).hex()}", "operator")
                pod = await seeding.seed(desk, seeding.as_object(wanted), homes)
        except KeyError as error:
            return 2, f"{file} lacks {error}."
        except (CarepodsError, ValueError, TypeError) as error:
            return 2, f"{file} could not be used: {error}."
    return 0, json.dumps({"pod": pod.id})


async def _homes(service: compose.Service) -> dict[str, str]:
    """The workspace of addresses that name none, of each platform where it is known."""
    homes = {}
    for name, platform in service.world.platforms.items():
        home = await _home(platform)
        if home is not None:
            homes[name] = home
    return homes


async def _home(platform: Platform) -> str | None:
    """The bot's own workspace ("" where there are none); None when it cannot be found out."""
    if not platform.capabilities.workspaces:
        return ""

    async def nothing(_event: RawEvent) -> bool:
        return False

    try:
        async with asyncio.timeout(HOME_SECONDS):
            await platform.start(nothing, lambda _form, _values, _language: {}, listen=False)
            return platform.workspace or None
    except (PlatformError, TimeoutError):
        return None
    finally:
        await platform.stop()


@answered
async def coordinator(
    settings: Settings,
    platform: dict[str, str],
    account: UserRef,
    name: str,
    email: str,
    phone: str,
) -> tuple[int, str]:
    """Name the first person who may open pods: the operator vouches for them in person."""
    async with compose.compose(settings, platform) as service:
        try:
            address = parse_email(email)
            number = parse_phone(phone, region=settings.phone_region, countries=settings.countries)
        except CarepodsError as error:
            return 2, service.world.texts.say(error.words, "en", error.arguments)
        if account.platform not in service.world.platforms:
            known = " or ".join(sorted(service.world.platforms))
            return 2, f"{account.platform} is not set up here. After --platform write {known}."
        await name_coordinator(service, account, name, address, number)
    return 0, f"{name} may open pods now: /new NAME, written to the bot in private."


async def name_coordinator(
    service: compose.Service, account: UserRef, name: str, address: str, number: str
) -> None:
    """The person behind an account may open pods; a second account of theirs is added."""
    async with service.store.begin(None) as uow:
        desk = Desk(service.world, uow, f"operator:{os.urandom(8).hex()}", "operator")
        person = await uow.people.by_email(address)
        if person is None:
            person = Person(PersonId(desk.id()), name, address, number, created_at=desk.now)
            await uow.people.add(person)
        await uow.people.bind(Identity(account, person.id, desk.now))
        await uow.notes.put(f"coordinator:{person.id}", "yes")
        await desk.audit(None, "operator", "coordinator", person.id, "done", "by the operator")


@answered
async def verify_audit(settings: Settings, platform: dict[str, str], head: str) -> tuple[int, str]:
    """Whether the chain is whole; with an exported head, whether its end is all there."""
    try:
        exported = AuditHead.from_text(head) if head else None
    except ValueError:
        return 1, "A head reads NUMBER:HASH, as ./carepods admin audit head prints it."
    async with compose.compose(settings, platform) as service:
        report = await service.store.verify_audit(exported)
    if report.whole:
        return 0, f"{report.entries} entries, all in order."
    where = "the end" if report.first_bad is None else f"entry {report.first_bad}"
    return 1, f"{report.entries} entries; {where} does not fit. Somebody has changed the audit."


@answered
async def audit_head(settings: Settings, platform: dict[str, str]) -> tuple[int, str]:
    """The newest entry's number and hash, to be kept somewhere else."""
    async with compose.compose(settings, platform) as service:
        head = await service.store.audit_head()
    return 0, head.to_text()


@answered
async def rotate_keys(settings: Settings, platform: dict[str, str]) -> tuple[int, str]:
    """Wrap every pod's key with the newest master key; nothing has to stop for it."""
    async with compose.compose(settings, platform) as service:
        count = await service.store.rotate()
    return 0, f"{count} keys are wrapped with the newest master key."
