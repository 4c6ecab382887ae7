"""Signing in to the viewer: a one-time link from a chat, then a session that ends by itself.

Of link and session only hashes are kept. A session ends when it is not used, at a set age, when its
person signs out, and with every change of their address, phone or account.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.errors import Refused
from core.ids import PersonId, UserRef
from core.model import Handle, Image, Member, MemberState, Person
from core.ports import Session
from core.usecases import links
from core.usecases.desk import Desk, World
from core.verification import digest

LINK_LIFE = timedelta(minutes=10)
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
SECRET_BYTES = 32
ACTION, OVER = "viewer-link", "viewer-link-over"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`secret` is for the cookie alone; `path` is where the link was meant to lead."""

    secret: str = field(repr=False)
    path: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `ends_at`: at that moment at the latest, whatever they do."""

    person: Person
    memberships: tuple[Member, ...]
    ends_at: datetime


async def link(desk: Desk, person: PersonId, account: UserRef, image: Image | None = None) -> str:
    """The address of a page that signs this person in, once; to one picture when it is named."""
    choice = await desk.choice(
        "button-open-viewer",
        ACTION,
        {"person": person, "path": path_of(image) if image else "/pods"},
        user=account,
        life=LINK_LIFE,
    )
    await desk.audit(None, person, "viewer_link", "viewer", "done", "asked in the chat")
    return f"{desk.world.rules.public_url}/v/{choice.handle}"


def path_of(image: Image) -> str:
    return f"/pods/{image.pod}/{image.number}"


async def check(world: World, secret: str) -> None:
    """Whether the link still works; nothing changes. Raises Refused."""
    async with world.store.begin(None) as uow:
        await _link(Desk(world, uow, "viewer", "viewer"), secret)


async def _link(desk: Desk, secret: str) -> Handle:
    found = await links.of_person(desk, secret, ACTION, OVER)
    identity = await desk.uow.people.by_identity(found.user) if found.user else None
    if identity is None or identity.bound_at > found.expires_at - LINK_LIFE:
        raise Refused(OVER, "bound anew since")
    return found


async def sign_in(world: World, secret: str, *, before: str = "") -> SignedIn:
    """Use the link up. `before`: the secret of a session that ends with it. Raises Refused."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"viewer:{digest(secret)[:24]}", "viewer")
        found = await _link(desk, secret)
        await links.use(desk, found, OVER)
        if before:
            await uow.sessions.end(digest(before))
        person = PersonId(found.arguments["person"])
        cookie = desk.secret(SECRET_BYTES)
        await uow.sessions.add(Session(digest(cookie), person, desk.now, desk.now))
        await desk.audit(None, person, "sign_in", "viewer", "done", "one-time link")
        return SignedIn(cookie, found.arguments["path"])


async def current(desk: Desk, secret: str) -> Viewer | None:
    """Whose session it is, counted as used now; None when there is none."""
    if not secret or len(secret) > links.LONGEST_SECRET:
        return None
    session = await desk.uow.sessions.get(digest(secret))
    if session is None:
        return None
    person = await desk.uow.people.get(session.person)
    late = desk.now - session.seen_at > IDLE or desk.now - session.created_at > LONGEST
    if person is None or late:
        await desk.uow.sessions.end(session.hash)
        return None
    await desk.uow.sessions.touch(session.hash, desk.now)
    members = await desk.uow.members.of_person(person.id)
    active = tuple(m for m in members if m.state is MemberState.ACTIVE)
    return Viewer(person, active, session.created_at + LONGEST)


async def stay(world: World, secret: str) -> bool:
    """More time; whether there was a session to give it to."""
    async with world.store.begin(None) as uow:
        return await current(Desk(world, uow, "viewer", "viewer"), secret) is not None


async def sign_out(world: World, secret: str) -> None:
    """The session is over here, whatever the browser keeps."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "viewer", "viewer")
        viewer = await current(desk, secret)
        if viewer is not None:
            await uow.sessions.end(digest(secret))
            await desk.audit(None, viewer.person.id, "sign_out", "viewer", "done", "asked")


def form_token(secret: str) -> str:
    """What every form of a session carries: only a page that we made can know it."""
    return hashlib.sha256(f"form:{secret}".encode()).hexdigest()
