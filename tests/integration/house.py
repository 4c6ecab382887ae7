"""A pod that is up and running, with people in both chats: the stage of most integration tests."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
from PIL import Image
from pydicom.data import get_testdata_file

from adapters.playground.slack import Channel
from adapters.playground.slack import User as SlackUser
from adapters.playground.telegram import Chat, Seen
from adapters.playground.telegram import User as TelegramUser
from bot.playground import Parts, playground
from bot.story.visitor import Visitor, WebPage
from core.ids import PodId
from core.model import AuditEntry, Post
from core.usecases import seed
from core.usecases.desk import Desk

PATIENCE = 20.0
SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class House:
    """Anna coordinates and Ben is family, in Telegram; Cora coordinates and Dora treats, in Slack.

    Kim is nobody's member, in either chat.
    """

    parts: Parts
    pod: PodId
    family: Chat
    team: Channel
    anna: TelegramUser
    ben: TelegramUser
    kim: TelegramUser
    cora: SlackUser
    dora: SlackUser
    slack_kim: SlackUser
    visitor: Visitor

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def in_family(self, user: TelegramUser | None = None) -> list[Seen]:
        return self.parts.telegram.messages(self.family, as_seen_by=user or self.ben)

    def in_team(self, user: SlackUser | None = None) -> list[dict[str, Any]]:
        return self.parts.slack.messages(self.team, as_seen_by=user or self.dora)

    def private(self, user: TelegramUser) -> list[Seen]:
        return self.parts.telegram.messages(self.parts.telegram.private(user), as_seen_by=user)

    def direct(self, user: SlackUser) -> list[dict[str, Any]]:
        return self.parts.slack.messages(self.parts.slack.dm_channel(user), as_seen_by=user)

    def family_pictures(self) -> list[Seen]:
        return [m for m in self.in_family() if m.sender.is_bot and (m.image or m.file)]

    def team_pictures(self) -> list[dict[str, Any]]:
        return [m for m in self.in_team() if m["is_bot"] and m["files"]]

    def private_pictures(self, user: TelegramUser) -> list[Seen]:
        return [m for m in self.private(user) if m.sender.is_bot and (m.image or m.file)]

    async def audit(self) -> Sequence[AuditEntry]:
        async with self.parts.service.store.begin(self.pod) as uow:
            return await uow.audit.of_pod(self.pod, limit=1000)

    async def posts(self, number: int = 1) -> Sequence[Post]:
        async with self.parts.service.store.begin(self.pod) as uow:
            image = await uow.images.by_number(self.pod, number)
            return await uow.posts.of_image(self.pod, image.id) if image else ()

    # ── acting ──────────────────────────────────────────────────────────────────────────────────

    async def write(self, user: TelegramUser, text: str) -> str:
        """Write to the bot in private; what it answers."""
        telegram = self.parts.telegram
        before = len(self.private(user))
        await telegram.say(user, telegram.private(user), text)

        def answers() -> list[Seen]:
            return [m for m in self.private(user)[before:] if m.sender.is_bot]

        await self.until(lambda: bool(answers()))
        return answers()[-1].text

    async def press(self, user: TelegramUser, message: Seen, button: str) -> str:
        """Press a button in Telegram; what is shown at once."""
        telegram = self.parts.telegram
        chat = self.family
        if message in self.private(user):
            chat = telegram.private(user)
        answer = await telegram.press(user, chat, message, button, timeout=PATIENCE)
        return answer.text or "" if answer else ""

    async def until(self, true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait for something that will be so. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.02)

    async def quiet(self) -> None:
        """Wait until no work is left that could be done now."""
        store = self.parts.service.store
        async with asyncio.timeout(PATIENCE):
            while (due := await store.next_due()) is not None:
                if due > datetime.now(UTC) + SOON:
                    return  # it waits for its day
                await asyncio.sleep(0.02)

    async def open_mail(self, address: str, *, after: int = 0) -> WebPage:
        """Open the link of the newest mail to an address."""
        letter = await self.parts.letterbox.wait_for(address, after=after)
        link = next(w for w in letter.text.split() if w.startswith("http"))
        return await self.visitor.open(link)

    async def code_for(self, phone: str, *, after: int = 0) -> str:
        message = await self.parts.phone.wait_for(phone, after=after)
        return next(w for w in message.text.split() if w.isdigit() and len(w) == 6)


@asynccontextmanager
async def house(folder: Path | None = None) -> AsyncIterator[House]:
    """The pod, its rooms and members, everything connected. `folder`: where its state is kept."""
    async with playground(folder) as parts, aiohttp.ClientSession() as session:
        telegram, slack = parts.telegram, parts.slack
        anna, ben, kim = (telegram.add_user(n) for n in ("Anna", "Ben", "Kim"))
        cora = slack.add_user("Cora", email="cora@example.org")
        dora = slack.add_user("Dora", email="dora@example.org")
        slack_kim = slack.add_user("Kim", email="kim@example.org")
        family = telegram.add_group("Family", [anna, ben], bot_admin=True)
        team = slack.add_channel("care", [cora, dora])
        pod = await _seed(parts, family, team, anna, ben, cora, dora)
        for user in (anna, ben):
            await telegram.start_bot(user)
        made = House(
            parts, pod, family, team, anna, ben, kim, cora, dora, slack_kim, Visitor(session)
        )
        await made.until(lambda: len(made.private(ben)) > 1 and len(made.private(anna)) > 1)
        await made.quiet()
        yield made


async def _seed(
    parts: Parts,
    family: Chat,
    team: Channel,
    anna: TelegramUser,
    ben: TelegramUser,
    cora: SlackUser,
    dora: SlackUser,
) -> PodId:
    def member(name: str, digit: int, role: str, platform: str, user: object) -> dict[str, object]:
        return {
            "name": name,
            "email": f"{name.lower()}@example.org",
            "phone": f"+4917139200{digit:02d}",
            "role": role,
            "identities": [{"platform": platform, "user": str(user)}],
        }

    wanted = {
        "pod": {"name": "Mia"},
        "rooms": [
            {
                "platform": "telegram",
                "key": str(family.id),
                "audience": "family",
                "mode": "picture",
                "title": "Family",
            },
            {
                "platform": "slack",
                "key": team.id,
                "audience": "care_team",
                "mode": "picture",
                "title": "care",
            },
        ],
        "members": [
            member("Anna", 1, "coordinator", "telegram", anna.id),
            member("Ben", 2, "family", "telegram", ben.id),
            member("Cora", 3, "coordinator", "slack", cora.id),
            member("Dora", 4, "clinician", "slack", dora.id),
        ],
    }
    world = parts.service.world
    homes = {name: platform.workspace for name, platform in world.platforms.items()}
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"seed:{os.urandom(4).hex()}", "test")
        return (await seed.seed(desk, wanted, homes)).id


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def photo(width: int = 640, height: int = 480, seed_: int = 1) -> bytes:
    """A JPEG with something in it, and with a position and a comment that must not get out."""
    noise = np.random.default_rng(seed_).integers(0, 255, (height // 8, width // 8, 3), np.uint8)
    picture = Image.fromarray(noise).resize((width, height))
    exif = Image.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif[0x013B] = "SECRET-ARTIST"
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=90, exif=exif, comment=b"SECRET-COMMENT")
    return held.getvalue()


def ct() -> bytes:
    """A CT that ships with pydicom; its patient is CompressedSamples^CT1."""
    with open(str(get_testdata_file("CT_small.dcm")), "rb") as file:  # noqa: PTH123
        return file.read()


def mr() -> bytes:
    """An MR of another patient: CompressedSamples^MR1."""
    with open(str(get_testdata_file("MR_small.dcm")), "rb") as file:  # noqa: PTH123
        return file.read()
