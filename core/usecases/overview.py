"""Everything that waits for a coordinator, in all of their pods, on one screen.

Each pod is read by itself: no transaction sees two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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
from core.usecases import due, share
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


async def pod_page(desk: Desk, pod: Pod, member: Member) -> tuple[Words, list[list[Choice]]]:
    """What waits in one pod, with a button for what can be done about it. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    tray = await _tray(desk, pod)
    lines: list[Words] = []
    rows: list[list[Choice]] = []
    mine = {"for": str(member.person)}
    for invitation in tray.invitations:
        who = invitation.name or invitation.email
        state = Words(f"invitation-{invitation.state.value.replace('_', '-')}")
        lines.append(Words("overview-invitation", {"who": who, "state": state}))
    for invitation in tray.invitations[:A_KIND]:
        who = invitation.name or invitation.email
        given = {**mine, "invitation": str(invitation.id)}
        again = Words("button-invite-again", {"who": who})
        cancel = Words("button-invite-cancel", {"who": who})
        rows.append(
            [
                await desk.choice(again, "invite-again", given, pod=pod.id),
                await desk.choice(cancel, "invite-cancel", given, pod=pod.id),
            ]
        )
    await _holds(desk, pod, tray, mine, lines, rows)
    await _posts(desk, pod, tray, mine, lines, rows)
    if not lines:
        lines.append(Words("overview-nothing"))
    return Words("overview-pod", {"pod": pod.name, "lines": lines}), rows


async def _holds(
    desk: Desk,
    pod: Pod,
    tray: Tray,
    mine: dict[str, str],
    lines: list[Words],
    rows: list[list[Choice]],
) -> None:
    for image in tray.holds:
        lines.append(Words("overview-hold", {"number": image.number}))
    for image in tray.holds[:A_KIND]:
        given = {**mine, "images": str(image.id)}
        number = {"number": image.number}
        look = Words("button-look-number", number)
        show_it = Words("button-release-number", number)
        keep = Words("button-keep-back-number", number)
        rows.append(
            [
                await desk.choice(look, "look-held", given, pod=pod.id, once=False),
                await desk.choice(show_it, "release", given, pod=pod.id),
                await desk.choice(keep, "reject", given, pod=pod.id),
            ]
        )


async def _posts(
    desk: Desk,
    pod: Pod,
    tray: Tray,
    mine: dict[str, str],
    lines: list[Words],
    rows: list[list[Choice]],
) -> None:
    for post in tray.unknown:
        image = await desk.uow.images.get(pod.id, post.image)
        room = await desk.uow.rooms.by_ref(post.room)
        words = {
            "number": image.number if image else 0,
            "room": room.title if room else post.room.platform,
        }
        lines.append(Words("overview-unknown", words))
        if len(rows) < PRESSABLE:
            given = {**mine, "post": str(post.id)}
            there = Words("button-there-number", {"number": words["number"]})
            again = Words("button-again-number", {"number": words["number"]})
            rows.append(
                [
                    await desk.choice(there, "overview-there", given, pod=pod.id),
                    await desk.choice(again, "overview-again", given, pod=pod.id),
                ]
            )
    for key, label, images in (
        ("overview-failed", "button-share-number", tray.failed),
        ("overview-unseen", "button-nudge-number", tray.unseen),
    ):
        for image in images:
            lines.append(Words(key, {"number": image.number}))
        for image in images[:A_KIND]:
            given = {**mine, "image": str(image.id)}
            action = "overview-share" if key == "overview-failed" else "overview-nudge"
            choice = await desk.choice(
                Words(label, {"number": image.number}), action, given, pod=pod.id
            )
            rows.append([choice])


async def settle(desk: Desk, pod: Pod, member: Member, post: Post, *, there: bool) -> None:
    """Somebody looked: it is there, or it is sent once more."""
    state = PostState.STUCK if there else PostState.FAILED
    await desk.uow.posts.save(replace(post, state=state))
    outcome = "is there" if there else "is not there"
    await desk.audit(pod.id, member.person, "post_settled", post.image, "done", outcome)
    image = await desk.uow.images.get(pod.id, post.image)
    if image is not None and not there:
        await share.plan_post(
            desk, image, post.room, post.planned_by, form=post.form, private_for=post.person
        )


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
