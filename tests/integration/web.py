"""Browsers of people in the house: each with cookies of its own, signed in from the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from adapters.playground.telegram import User as TelegramUser
from bot.story.visitor import Visitor, WebPage
from core.ids import PersonId, UserRef
from core.model import AuditEntry, Image
from core.usecases import upload
from core.usecases.desk import Desk
from tests.integration.house import House, ct


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """One device: what it fetches, and what a person reads on its pages."""

    def __init__(self, home: House, session: aiohttp.ClientSession) -> None:
        self.home = home
        self.session = session
        self.visitor = Visitor(session)
        self.root = home.parts.addresses.web

    async def read(self, path: str) -> WebPage:
        return await self.visitor.open(self.root + path)

    async def call(self, method: str, path: str, **more: object) -> Answer:
        async with self.session.request(
            method, self.root + path, allow_redirects=False, **more
        ) as a:
            return Answer(a.status, {k.lower(): v for k, v in a.headers.items()}, await a.read())

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.call("GET", path, headers=headers)

    @property
    def cookie(self) -> str:
        """The session's secret."""
        return next((c.value for c in self.session.cookie_jar), "")


@asynccontextmanager
async def browser(home: House) -> AsyncIterator[Browser]:
    """Not signed in."""
    jar = aiohttp.CookieJar(unsafe=True)  # addresses of this machine are no names
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Browser(home, session)


async def link_of(home: House, user: TelegramUser) -> str:
    """Ask the bot for the viewer in private; where its button leads."""
    await home.write(user, "/open")
    return str(home.private(user)[-1].buttons[0][0].url)


@asynccontextmanager
async def signed_in(home: House, user: TelegramUser) -> AsyncIterator[Browser]:
    """In the viewer, by the link from the chat."""
    async with browser(home) as device:
        landing = await device.visitor.open(await link_of(home, user))
        await device.visitor.submit(landing.forms[0])
        yield device


async def shared(home: House, data: bytes | None = None, name: str = "a.dcm") -> Image:
    """A picture that Anna sent in private and that everybody has been shown."""
    telegram = home.parts.telegram
    before = len(home.team_pictures())
    await telegram.send_document(home.anna, telegram.private(home.anna), data or ct(), name)
    await home.until(lambda: len(home.team_pictures()) > before)
    await home.quiet()
    return (await images(home))[0]


async def images(home: House) -> Sequence[Image]:
    async with home.parts.service.store.begin(home.pod) as uow:
        return await uow.images.of_pod(home.pod)


async def person_of(home: House, user: TelegramUser) -> PersonId:
    async with home.parts.service.store.begin(None) as uow:
        identity = await uow.people.by_identity(UserRef("telegram", "", str(user.id)))
        assert identity is not None
        return identity.person


async def views(home: House, image: Image) -> list[AuditEntry]:
    """Looks at a picture that are on record, refused ones included."""
    async with home.parts.service.store.begin(home.pod) as uow:
        entries = await uow.audit.of_subject(home.pod, image.id)
    return [e for e in entries if e.action == "view" and e.origin == "viewer"]


async def page_for(home: House, person: PersonId) -> str:
    """The path of a fresh upload page."""
    world = home.parts.service.world
    async with world.store.begin(None) as uow:
        link = await upload.upload_link(Desk(world, uow, "test", "test"), home.pod, person)
    return link.removeprefix(home.parts.addresses.web)
