"""What every use case works with: the world's ports, and one transaction with its helpers."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core import access
from core.errors import Refused
from core.ids import MessageRef, PersonId, PodId, RoomRef, UserRef, new_id
from core.messages import Event, Style
from core.model import (
    AuditEntry,
    Handle,
    Identity,
    Image,
    Member,
    MemberState,
    Person,
    Pod,
    Privilege,
    Room,
)
from core.ports import (
    BlobStore,
    Clock,
    Codes,
    Entropy,
    Mailer,
    NewWork,
    Platform,
    Store,
    Texter,
    Texts,
    Transcoder,
    UnitOfWork,
)
from core.spending import Spending
from core.verification import digest

BUTTON_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator decides."""

    public_url: str
    region: str = ""  # for phone numbers written without a country
    countries: frozenset[str] = frozenset()  # ISO codes that may be texted; empty: all
    spending: Spending = field(default_factory=Spending)
    max_upload_bytes: int = 512 * 1024 * 1024
    code_lives_seconds: int = 600


def _uncounted(_action: str, _outcome: str) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class World:
    """The ports, wired once at start."""

    store: Store
    blobs: BlobStore
    transcoder: Transcoder
    mailer: Mailer
    texter: Texter
    codes: Codes
    texts: Texts
    clock: Clock
    entropy: Entropy
    platforms: Mapping[str, Platform]
    rules: Rules
    count: Callable[[str, str], None] = _uncounted  # (action, outcome) of each audit entry


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence by its key. Arguments may be words themselves, or lines of words."""

    key: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"say": self.key, "with": {k: jsonable(v) for k, v in self.arguments.items()}}


def jsonable(value: object) -> object:
    """Words become objects, sequences lists; numbers and strings stay."""
    if isinstance(value, Words):
        return value.to_json()
    if isinstance(value, (list, tuple)):
        return [jsonable(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): jsonable(v) for k, v in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that is planned: its symbol is on record already."""

    label: Words
    handle: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    style: Style = Style.PLAIN

    def to_json(self) -> dict[str, object]:
        return {
            "label": self.label.to_json(),
            "handle": self.handle,
            "url": self.url,
            "style": self.style.value,
        }


def ref_json(ref: RoomRef) -> list[str]:
    return [ref.platform, ref.workspace, ref.key]


def user_json(ref: UserRef) -> list[str]:
    return [ref.platform, ref.workspace, ref.user]


def message_json(ref: MessageRef) -> list[object]:
    return [ref_json(ref.room), ref.message, ref.kind]


def room_from(value: object) -> RoomRef:
    if not isinstance(value, list):
        raise TypeError("a room is a list of three")
    return RoomRef(*(str(v) for v in value))


def user_from(value: object) -> UserRef:
    if not isinstance(value, list):
        raise TypeError("a user is a list of three")
    return UserRef(*(str(v) for v in value))


def message_from(value: object) -> MessageRef:
    if not isinstance(value, list):
        raise TypeError("a message is a list of three")
    return MessageRef(room_from(value[0]), str(value[1]), str(value[2]))


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever sent an event, as the pod's books know them."""

    user: UserRef
    identity: Identity | None
    person: Person | None
    memberships: tuple[Member, ...]


class Desk:
    """One unit of work with the clock stopped, and the things that every use case does.

    `key` is the event's or work's own: every intent planned here derives its key from it, so that
    handling the same thing twice plans nothing twice.
    """

    def __init__(
        self,
        world: World,
        uow: UnitOfWork,
        key: str,
        origin: str,
        *,
        opened: Mapping[UserRef, RoomRef | None] | None = None,
    ) -> None:
        self.world = world
        # Private chats that were asked for before this unit of work began; None: it cannot be had.
        self.opened: Mapping[UserRef, RoomRef | None] = opened or {}
        self.uow = uow
        self.key = key
        self.origin = origin
        self.now = world.clock.now()
        self.refusals = 0  # how many of this desk's audit entries are refusals
        self._planned = 0

    # ── who and what ────────────────────────────────────────────────────────────────────────────

    async def who(self, user: UserRef) -> Who:
        """The person behind an account and the pods they are in."""
        identity = await self.uow.people.by_identity(user)
        if identity is None:
            return Who(user, None, None, ())
        person = await self.uow.people.get(identity.person)
        members = [
            m
            for m in await self.uow.members.of_person(identity.person)
            if m.state is MemberState.ACTIVE
        ]
        return Who(user, identity, person, tuple(members))

    async def pod(self, pod: PodId) -> Pod:
        await self.uow.enter(pod)
        found = await self.uow.pods.get(pod)
        if found is None or found.erased_at is not None:
            raise Refused("pod-gone", "erased or unknown")
        return found

    async def name_of(self, person: PersonId) -> str:
        found = await self.uow.people.get(person)
        return found.name if found else ""

    async def consented(self, pod: PodId) -> bool:
        """False only where the patient has said no."""
        return await self.uow.notes.get(f"consent:{pod}") != "no"

    async def emergency_until(self, pod: PodId, person: PersonId) -> datetime | None:
        value = await self.uow.notes.get(f"emergency:{pod}:{person}")
        return datetime.fromisoformat(value) if value else None

    async def decide(
        self,
        action: access.Action,
        pod: Pod,
        member: Member | None,
        *,
        image: Image | None = None,
        room: Room | None = None,
        cleared: bool | None = None,
    ) -> access.Decision:
        """Gather every fact and ask the one door. A refusal is audited."""
        decision = await self._ask(action, pod, member, image, room, cleared)
        if isinstance(decision, access.Deny):
            await self.audit(
                pod.id,
                member.person if member else "unknown",
                action.value,
                image.id if image else pod.id,
                "refused",
                decision.reason.value,
            )
        return decision

    async def may(self, action: access.Action, pod: Pod, member: Member, image: Image) -> bool:
        """Whether to offer something. Nobody asked for it, so nothing is audited; it is decided
        again when it is asked for."""
        decision = await self._ask(action, pod, member, image, None, None)
        return isinstance(decision, access.Allow)

    async def _ask(
        self,
        action: access.Action,
        pod: Pod,
        member: Member | None,
        image: Image | None,
        room: Room | None,
        cleared: bool | None,
    ) -> access.Decision:
        until = await self.emergency_until(pod.id, member.person) if member else None
        return access.decide(
            access.Question(
                action=action,
                pod=pod,
                member=member,
                image=image,
                room=room,
                cleared=cleared,
                consented=await self.consented(pod.id),
                emergency_until=until,
                now=self.now,
            )
        )

    async def require(
        self,
        action: access.Action,
        pod: Pod,
        member: Member | None,
        *,
        image: Image | None = None,
        room: Room | None = None,
    ) -> str:
        """Why it is allowed; else Refused with the sentence for it.

        The refusal's audit entry must outlive the exception, so whoever catches it commits.
        """
        decision = await self.decide(action, pod, member, image=image, room=room)
        if isinstance(decision, access.Deny):
            raise Refused(f"denied-{decision.reason.value.replace('_', '-')}", decision.reason)
        return decision.because

    async def require_at_all(self, action: access.Action, pod: Pod, member: Member) -> None:
        """Whether the member may do this to any picture. Asked before one is looked for: who may
        not hears the same whether or not it is there, and whom to ask. Raises Refused."""
        decision = await self._ask(action, pod, member, None, None, None)
        if isinstance(decision, access.Allow) or decision.reason is access.Reason.NO_IMAGE:
            return
        why = decision.reason.value
        await self.audit(pod.id, member.person, action.value, pod.id, "refused", why)
        who = await self._looks_after(pod)
        if decision.reason is not access.Reason.LACKS_PRIVILEGE or not who:
            raise Refused(f"denied-{why.replace('_', '-')}", decision.reason)
        looks = action in (access.Action.VIEW, access.Action.LIST)
        raise Refused("denied-ask-to-look" if looks else "denied-ask", why, args={"who": who})

    async def _looks_after(self, pod: Pod) -> str:
        """The name of who has looked after the pod longest."""
        here = [
            m
            for m in await self.uow.members.of_pod(pod.id)
            if m.state is MemberState.ACTIVE and Privilege.MANAGE in m.privileges
        ]
        first = min(here, key=lambda m: (m.joined_at, m.person), default=None)
        return await self.name_of(first.person) if first else ""

    # ── what every step leaves behind ───────────────────────────────────────────────────────────

    async def audit(
        self,
        pod: PodId | None,
        actor: str,
        action: str,
        subject: str,
        outcome: str,
        reason: str,
        **personal: str,
    ) -> None:
        await self.uow.audit.add(
            AuditEntry(
                at=self.now,
                pod=pod,
                actor=actor,
                action=action,
                subject=subject,
                outcome=outcome,
                reason=reason,
                origin=self.origin,
                personal=personal,
            )
        )
        self.refusals += outcome == "refused"
        self.world.count(action, outcome)

    def id(self) -> str:
        """A fresh id that sorts by time."""
        return new_id(int(self.now.timestamp() * 1000), self.world.entropy.bytes(10))

    def secret(self, count: int = 24) -> str:
        """A URL-safe secret of `count` random bytes."""
        return base64.urlsafe_b64encode(self.world.entropy.bytes(count)).rstrip(b"=").decode()

    async def choice(
        self,
        label: str | Words,
        action: str,
        arguments: Mapping[str, str] | None = None,
        *,
        pod: PodId | None = None,
        room: RoomRef | None = None,
        user: UserRef | None = None,
        once: bool = True,
        life: timedelta = BUTTON_LIFE,
        style: Style = Style.PLAIN,
    ) -> Choice:
        """A button with a fresh opaque symbol, on record with what it stands for."""
        symbol = self.secret(18)
        await self.uow.handles.add(
            Handle(
                hash=digest(symbol),
                action=action,
                arguments=dict(arguments or {}),
                room=room,
                user=user,
                once=once,
                expires_at=self.now + life,
                pod=pod,
            )
        )
        words = Words(label) if isinstance(label, str) else label
        return Choice(words, handle=symbol, style=style)

    async def plan(
        self,
        kind: str,
        payload: Mapping[str, object],
        *,
        key: str = "",
        pod: PodId | None = None,
        lane: str = "",
        due: datetime | None = None,
    ) -> bool:
        """One more intent; derived from this desk's key when it has none of its own."""
        self._planned += 1
        return await self.uow.queue.add(
            NewWork(
                kind=kind,
                key=key or f"{kind}:{self.key}:{self._planned}",
                payload=payload,
                pod=pod,
                lane=lane,
                due=due,
            )
        )

    async def tell_room(
        self,
        room: RoomRef,
        words: Words,
        *,
        buttons: Sequence[Sequence[Choice]] = (),
        pod: PodId | None = None,
        status: str = "",
        reply_to: MessageRef | None = None,
        only_for: UserRef | None = None,
        thread: str = "",
        ticket: str = "",
        reader: UserRef | None = None,
        urgent: bool = False,
        language: str = "",
        after: timedelta = timedelta(),
    ) -> None:
        """A notice in a chat, in the language of `reader`.

        With `status` it takes the place of the last one of that name.
        """
        await self._tell(
            {"room": ref_json(room)},
            words,
            buttons,
            pod,
            lane=f"{room.platform}:{room.workspace}:{room.key}",
            status=status,
            reply_to=message_json(reply_to) if reply_to else None,
            only_for=user_json(only_for) if only_for else None,
            thread=thread,
            ticket=ticket,
            reader=user_json(reader) if reader else None,
            urgent=urgent,
            language=language,
            after=after,
        )

    async def tell_person(
        self,
        person: PersonId,
        words: Words,
        *,
        buttons: Sequence[Sequence[Choice]] = (),
        pod: PodId | None = None,
        urgent: bool = False,
    ) -> None:
        """A notice in the person's private chat; by mail when they have none."""
        await self._tell(
            {"person": person}, words, buttons, pod, lane=f"person:{person}", urgent=urgent
        )

    async def reply(
        self,
        event: Event,
        words: Words,
        *,
        buttons: Sequence[Sequence[Choice]] = (),
        pod: PodId | None = None,
        status: str = "",
    ) -> None:
        """Answer whoever did something, where only they can read it."""
        await self.tell_room(
            event.place.room,
            words,
            buttons=buttons,
            pod=pod,
            status=status,
            reply_to=event.message,
            only_for=None if event.place.private else event.sender.user,
            thread=event.place.thread,
            ticket=event.ticket,
            reader=event.sender.user,
            language=event.sender.language,
        )

    async def _tell(
        self,
        to: Mapping[str, object],
        words: Words,
        buttons: Sequence[Sequence[Choice]],
        pod: PodId | None,
        *,
        lane: str,
        after: timedelta = timedelta(),
        **more: object,
    ) -> None:
        payload: dict[str, object] = {
            **to,
            "words": words.to_json(),
            "buttons": [[c.to_json() for c in row] for row in buttons],
        }
        payload.update({k: v for k, v in more.items() if v})
        due = self.now + after if after else None
        await self.plan("tell", payload, pod=pod, lane=f"tell:{lane}", due=due)
