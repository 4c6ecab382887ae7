"""What the service has on record: the pod, its pictures, their posts. For looking only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from bot.story.parts import Parts
from bot.story.seats import PATIENCE
from core.ids import PodId, UserRef
from core.imaging import Purpose
from core.model import Image, Member, MemberState, Post, PostState, StoredRendition

LOOK_AGAIN_SECONDS = 0.03
Found = TypeVar("Found")


async def until(look: Callable[[], Awaitable[Found]], seconds: float = PATIENCE) -> Found:
    """The first true value of `look`. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        found = await look()
        while not found:  # the books tell nobody when they change, so they are looked at again
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            found = await look()
        return found


class Books:
    """Reads what no chat shows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.pod: PodId | None = None

    @property
    def open_pod(self) -> PodId:
        """The story's pod. Raises LookupError before there is one."""
        if self.pod is None:
            raise LookupError("no pod is open yet")
        return self.pod

    async def pods_of(self, account: UserRef) -> Sequence[Member]:
        """Memberships behind an account, oldest first; nothing for a stranger."""
        async with self._parts.service.store.begin(None, reading=True) as uow:
            identity = await uow.people.by_identity(account)
            if identity is None:
                return ()
            members = await uow.members.of_person(identity.person)
            active = [m for m in members if m.state is MemberState.ACTIVE]
            return sorted(active, key=lambda m: m.joined_at)

    async def member(self, account: UserRef) -> Member | None:
        """The account's membership in the story's pod."""
        return next((m for m in await self.pods_of(account) if m.pod == self.open_pod), None)

    async def images(self) -> list[Image]:
        """The pod's images by number."""
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            found = await uow.images.of_pod(self.open_pod, limit=100_000)
        return sorted(found, key=lambda i: i.number)

    async def last(self) -> int:
        """The newest image's number; 0 before there is one."""
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            newest = await uow.images.of_pod(self.open_pod, limit=1)
        return newest[0].number if newest else 0

    async def after(self, number: int) -> list[Image]:
        """The images that came after one, by number."""
        found: list[Image] = []
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            while image := await uow.images.by_number(self.open_pod, number + len(found) + 1):
                found.append(image)
        return found

    async def image(self, number: int) -> Image:
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            found = await uow.images.by_number(self.open_pod, number)
        if found is None:
            raise LookupError(f"there is no picture {number}")
        return found

    async def posts(self, image: Image) -> Sequence[Post]:
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            return await uow.posts.of_image(self.open_pod, image.id)

    async def renditions(self, image: Image) -> Sequence[StoredRendition]:
        async with self._parts.service.store.begin(self.open_pod, reading=True) as uow:
            return await uow.images.renditions(self.open_pod, image.id)

    async def settled(self, image: Image) -> Sequence[Post]:
        """Its posts once none of them is still on the way, and there is one. Raises TimeoutError.

        A post that failed counts: what became of it is looked at by the caller.
        """

        async def look() -> Sequence[Post]:
            posts = await self.posts(image)
            waiting = any(p.state is PostState.PLANNED for p in posts)
            return () if waiting else posts

        return await until(look)

    def bytes_of(self, rendition: StoredRendition) -> AsyncIterator[bytes]:
        return self._parts.service.world.blobs.get(self.open_pod, rendition.blob)

    async def audit(self) -> tuple[int, bool]:
        """(entries, whether the chain is whole)."""
        async with self._parts.service.store.begin(None, reading=True) as uow:
            return await uow.audit.verify()


# In words; what is only laid over a preview is not counted.
NAMES: Mapping[Purpose, str] = {
    Purpose.THUMBNAIL: "a small one for lists",
    Purpose.CINE: "a film",
    Purpose.CONTACT_SHEET: "a sheet of all frames",
    Purpose.FULL: "one in full size",
}


def purposes(renditions: Sequence[StoredRendition]) -> str:
    """In words: which pictures were made, and how large the one for chats is."""
    made = {r.purpose for r in renditions}
    preview = next((r for r in renditions if r.purpose is Purpose.PREVIEW), None)
    parts = []
    if preview:
        parts.append(f"a preview of {preview.width} × {preview.height} ({_size(preview.bytes)})")
    parts += [name for purpose, name in NAMES.items() if purpose in made]
    return f"Made: {', '.join(parts)}"


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"
