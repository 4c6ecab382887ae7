"""Everything that waits for a coordinator, in all of their pods, on one screen.

Each pod is read by itself: no transaction sees two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core import access
from core.errors import Refused
from core.ids import PersonId, PodId, RoomRef
from core.model import (
    Hold,
    Image,
    ImageState,
    Invitation,
    Member,
    Pod,
    Post,
    PostState,
    Privilege,
    Role,
)
from core.ports import Work
from core.usecases import due, rooms, share
from core.usecases.desk import Choice, Desk, Who, Words, World, ref_json, room_from

MOST_PODS = 40
PRESSABLE = 20  # buttons on the first screen: the fullest pods
A_KIND = 3  # of each kind that get buttons in one pod's list
UNSEEN_AFTER = timedelta(hours=1)
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tray:
    """What waits in one pod."""

    pod: PodId
    name: str = field(repr=False)
    invitations: tuple[Invitation, ...] = ()
    holds: tuple[Image, ...] = ()
    unknown: tuple[Post, ...] = ()  # nobody knows whether they arrived
    failed: tuple[Image, ...] = ()  # pictures that did not get into a chat
    unseen: tuple[Image, ...] = ()  # nobody of the care team has looked yet

    @property
    def count(self) -> int:
        kinds = (self.invitations, self.holds, self.unknown, self.failed, self.unseen)
        return sum(map(len, kinds))

    def words(self) -> Words:
        """One line."""
        return Words(
            "overview-line",
            {
                "pod": self.name,
                "invitations": len(self.invitations),
                "holds": len(self.holds),
                "posts": len(self.unknown) + len(self.failed),
                "unseen": len(self.unseen),
            },
        )


async def ask(desk: Desk, who: Who, private: RoomRef) -> None:
    """`/overview`: gathered by a worker, pod by pod. Raises Refused."""
    managed = [m for m in who.memberships if due.is_here(m, desk.now, Privilege.MANAGE)]
    if who.person is None or not managed:
        raise Refused("denied-lacks-privilege", "coordinates no pod")
    await desk.plan("overview", {"person": who.person.id, "room": ref_json(private)})


async def show(world: World, work: Work) -> None:
    """The `overview` work: one message in the private chat, a button for each pod that waits."""
    person, room = PersonId(str(work.payload["person"])), room_from(work.payload["room"])
    async with world.store.begin(None, reading=True) as uow:
        members = await uow.members.of_person(person)
    now = world.clock.now()
    managed = [m for m in members if due.is_here(m, now, Privilege.MANAGE)]
    trays = [t for m in managed if (t := await read(world, m.pod)) is not None]
    waiting = sorted((t for t in trays if t.count), key=lambda t: (-t.count, t.name.casefold()))
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, work.key, "service")
        lines = [tray.words() for tray in waiting[:MOST_PODS]]
        quiet = len(trays) - len(waiting)
        words = Words("overview", {"lines": lines, "quiet": quiet, "waiting": len(waiting)})
        rows = [[await _open(desk, tray, person)] for tray in waiting[:PRESSABLE]]
        await desk.tell_room(room, words, buttons=rows, status=f"overview:{work.key}")
        await uow.queue.done(work.id)


async def _open(desk: Desk, tray: Tray, person: PersonId) -> Choice:
    label = Words("button-overview-pod", {"pod": tray.name, "count": tray.count})
    return await desk.choice(label, "overview-pod", {"for": person}, pod=tray.pod, once=False)


async def read(world: World, pod: PodId) -> Tray | None:
    """None: the pod is gone."""
    async with world.store.begin(pod, reading=True) as uow:
        desk = Desk(world, uow, "overview", "service")
        found = await uow.pods.get(pod)
        return None if found is None or found.erased_at else await _tray(desk, found)


async def _tray(desk: Desk, pod: Pod) -> Tray:
    uow = desk.uow
    images = await uow.images.of_pod(pod.id, limit=None)
    posts = await uow.posts.of_pod(pod.id)
    held = (i for i in images if i.state is ImageState.HELD or _waits_for_eyes(i))
    open_ones = await uow.invitations.open_of_pod(pod.id)
    return Tray(
        pod=pod.id,
        name=pod.name,
        invitations=tuple(i for i in open_ones if i.expires_at > desk.now),
        holds=tuple(held),
        unknown=tuple(p for p in posts if p.state is PostState.UNKNOWN),
        failed=_failed(images, posts, desk.now),
        unseen=await _unseen(desk, pod, images, posts),
    )


def _waits_for_eyes(image: Image) -> bool:
    return (
        image.state is ImageState.READY
        and image.hold is Hold.BURNED_IN
        and share.waits_for_eyes(image)
    )


def _failed(images: Sequence[Image], posts: Sequence[Post], now: datetime) -> tuple[Image, ...]:
    """Where the last try for a chat did not succeed."""
    last = {(p.image, p.room): p for p in posts if p.person is None}
    lost = {
        image
        for (image, _), p in last.items()
        if p.state is PostState.FAILED and p.planned_at > now - RECENT
    }
    return tuple(i for i in images if i.id in lost and i.state is ImageState.READY)


async def _unseen(
    desk: Desk, pod: Pod, images: Sequence[Image], posts: Sequence[Post]
) -> tuple[Image, ...]:
    """Pictures of the last days that no clinician was shown for an hour and more."""
    clinicians = {
        m.person
        for m in await desk.uow.members.of_pod(pod.id)
        if m.role is Role.CLINICIAN and due.is_here(m, desk.now, Privilege.VIEW)
    }
    if not clinicians:
        return ()
    found = []
    for image in images:
        age = desk.now - image.created_at
        if image.state is not ImageState.READY or not UNSEEN_AFTER < age < RECENT:
            continue
        seen: set[str] = set()
        for entry in await desk.uow.audit.of_subject(pod.id, image.id):
            if entry.action in ("view", "post") and entry.outcome == "done":
                seen |= set(entry.personal.get("people", "").split())
        if not seen & clinicians:
            found.append(image)
    return tuple(found)


# ── one pod ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Page:
    """Lines to read, and below them buttons that only the member may press."""

    desk: Desk
    pod: Pod
    member: Member
    lines: list[Words] = field(default_factory=list)
    rows: list[list[Choice]] = field(default_factory=list)

    async def button(
        self, label: Words, action: str, arguments: Mapping[str, str], *, once: bool = True
    ) -> Choice:
        given = {"for": str(self.member.person), **arguments}
        return await self.desk.choice(label, action, given, pod=self.pod.id, once=once)


async def pod_page(desk: Desk, pod: Pod, member: Member) -> tuple[Words, list[list[Choice]]]:
    """What waits in one pod, with a button for what can be done about it. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    tray = await _tray(desk, pod)
    page = _Page(desk, pod, member)
    await _invitations(page, tray)
    await _holds(page, tray)
    await _posts(page, tray)
    await _pictures(page, tray)
    lines = page.lines or [Words("overview-nothing")]
    return Words("overview-pod", {"pod": pod.name, "lines": lines}), page.rows[:PRESSABLE]


async def _invitations(page: _Page, tray: Tray) -> None:
    for at, invitation in enumerate(tray.invitations):
        who = {"who": invitation.name or invitation.email}
        state = Words(f"invitation-{invitation.state.value.replace('_', '-')}")
        page.lines.append(Words("overview-invitation", {**who, "state": state}))
        if at < A_KIND:
            given = {"invitation": str(invitation.id)}
            again = await page.button(Words("button-invite-again", who), "invite-again", given)
            cancel = await page.button(Words("button-invite-cancel", who), "invite-cancel", given)
            page.rows.append([again, cancel])


async def _holds(page: _Page, tray: Tray) -> None:
    for at, image in enumerate(tray.holds):
        number, given = {"number": image.number}, {"images": str(image.id)}
        page.lines.append(Words("overview-hold", number))
        if at < A_KIND:
            look = await page.button(
                Words("button-look-number", number), "look-held", given, once=False
            )
            show_it = await page.button(Words("button-release-number", number), "release", given)
            keep = await page.button(Words("button-keep-back-number", number), "reject", given)
            page.rows.append([look, show_it, keep])


async def _posts(page: _Page, tray: Tray) -> None:
    for at, post in enumerate(tray.unknown):
        image = await page.desk.uow.images.get(page.pod.id, post.image)
        room = await page.desk.uow.rooms.by_ref(post.room)
        number = {"number": image.number if image else 0}
        page.lines.append(Words("overview-unknown", {**number, "room": rooms.called(room)}))
        if at < PRESSABLE:
            given = {"post": str(post.id)}
            there = await page.button(Words("button-there-number", number), "post-there", given)
            again = await page.button(Words("button-again-number", number), "post-again", given)
            page.rows.append([there, again])


async def _pictures(page: _Page, tray: Tray) -> None:
    for image in tray.failed:
        page.lines.append(Words("overview-failed", {"number": image.number}))
    for image in tray.failed[:A_KIND]:
        label = Words("button-share-number", {"number": image.number})
        page.rows.append([await page.button(label, "share", {"images": str(image.id)})])
    for image in tray.unseen:
        page.lines.append(Words("overview-unseen", {"number": image.number}))
    for image in tray.unseen[:A_KIND]:
        label = Words("button-nudge-number", {"number": image.number})
        page.rows.append([await page.button(label, "overview-nudge", {"image": str(image.id)})])


async def nudge(desk: Desk, pod: Pod, member: Member, image: Image) -> Words:
    """The care team is told, with sound, that a picture waits to be seen. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    who = await desk.name_of(member.person)
    told = 0
    for other in await desk.uow.members.of_pod(pod.id):
        if other.role is Role.CLINICIAN and due.is_here(other, desk.now, Privilege.VIEW):
            look = await desk.choice(
                "button-show-me", "view", {"image": image.id, "for": other.person}, pod=pod.id
            )
            words = Words("nudge", {"who": who, "pod": pod.name, "number": image.number})
            await desk.tell_person(other.person, words, buttons=[[look]], pod=pod.id, urgent=True)
            told += 1
    await desk.audit(pod.id, member.person, "nudge", image.id, "done", f"{told} told")
    return Words("nudged", {"number": image.number, "count": told})
