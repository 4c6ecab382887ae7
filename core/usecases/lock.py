"""Somebody's mail says "this was not me": their accounts are shut until they prove themselves.

A mailbox alone must not put its owner out for good. So each account may come back, by a code to the
phone that counted a week ago, or from an app as old: what is newer may be another's, and a mail's
button works for a week. Who has only just joined has nothing as old; a coordinator lets them in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.errors import Refused
from core.ids import PersonId, PodId, UserRef
from core.model import Identity, Member, MemberState, Person, Privilege, Role
from core.ports import Work
from core.usecases import binding, links, pods, rooms, totp
from core.usecases.desk import Choice, Desk, Words, World, user_from, user_json
from core.verification import digest

BUTTON_LIFE = timedelta(days=7)  # of "this was not me"
WAY_BACK = timedelta(days=30)
ACTION = "not-me-account"


# ── what proves somebody against what was changed lately ────────────────────────────────────────


def _trusted(person: PersonId) -> str:
    return f"trusted:{person}"


async def remember(desk: Desk, person: PersonId, phone: str) -> None:
    """The phone that counted before a change; "" where there was none. Kept for a week; of several
    changes the oldest counts."""
    if await _remembered(desk, person) is None:
        kept = {"phone": phone, "until": (desk.now + BUTTON_LIFE).isoformat()}
        await desk.uow.notes.put(_trusted(person), json.dumps(kept))


async def _remembered(desk: Desk, person: PersonId) -> str | None:
    noted = await desk.uow.notes.get(_trusted(person))
    known: Mapping[str, str] = json.loads(noted) if noted else {}
    if not known or datetime.fromisoformat(known["until"]) <= desk.now:
        return None
    return known["phone"]


# ── shut ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lock:
    """`accounts` may come back, each by itself; with the first one the `members` are in again."""

    id: str
    until: datetime
    accounts: tuple[UserRef, ...]
    members: tuple[Mapping[str, object], ...]

    def to_text(self) -> str:
        accounts = [user_json(a) for a in self.accounts]
        kept = {"id": self.id, "until": self.until.isoformat(), "accounts": accounts}
        return json.dumps({**kept, "members": list(self.members)})

    @classmethod
    def from_text(cls, text: str) -> Lock:
        known = json.loads(text)
        accounts = tuple(user_from(a) for a in known["accounts"])
        until = datetime.fromisoformat(known["until"])
        return cls(known["id"], until, accounts, tuple(known["members"]))


async def _of(desk: Desk, person: PersonId) -> Lock | None:
    noted = await desk.uow.notes.get(binding.lock_note(person))
    found = Lock.from_text(noted) if noted else None
    return found if found is not None and found.until > desk.now else None


async def not_me(world: World, handle: str) -> bool:
    """The address's owner says so: out of every pod at once, coordinators hear. Raises Refused.

    Whether the person may come back by themselves.
    """
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"not-me:{digest(handle)[:24]}", "page")
        found = await links.live(desk, handle, ACTION, "link-over")
        await links.use(desk, found, "link-over")
        person = await uow.people.get(PersonId(found.arguments["person"]))
        if person is None:
            raise Refused("link-over", "forgotten meanwhile")
        await desk.audit(None, person.id, "not_me", person.id, "done", "said by the address")
        return await _shut(desk, person)


async def _shut(desk: Desk, person: Person) -> bool:
    before, accounts = await _of(desk, person.id), await desk.uow.people.identities(person.id)
    members = [
        m for m in await desk.uow.members.of_person(person.id) if m.state is MemberState.ACTIVE
    ]
    remembered = await _remembered(desk, person.id)
    phone = person.phone if remembered is None else remembered
    old_app = await totp.has_app(desk, person.id, before=desk.now - BUTTON_LIFE)
    # Whichever account is the other one's: each is bound anew, by itself.
    await binding.forget_all(desk, person.id, keep_app=old_app and bool(phone))
    lock = ""
    if phone:
        lock = await _keep(desk, replace(person, phone=phone), before, accounts, members)
    for member in members:
        await desk.plan(
            "freeze",
            {"person": person.id, "lock": lock},
            pod=member.pod,
            lane=_lane(member.pod, person.id),
        )
    return bool(lock)


def _lane(pod: PodId, person: PersonId) -> str:
    """Out and in again happen one after the other."""
    return f"lock:{pod}:{person}"


async def _keep(
    desk: Desk,
    person: Person,
    before: Lock | None,
    accounts: Sequence[Identity],
    members: Sequence[Member],
) -> str:
    """A lock with its way back; what an earlier one held goes on to be held. Its id."""
    await desk.uow.people.save(person)
    held = {str(m["pod"]): m for m in (before.members if before else ())}
    held = {m.pod: _member_json(m) for m in members} | held
    refs = {*(before.accounts if before else ()), *(i.ref for i in accounts)}
    lock = Lock(desk.id(), desk.now + WAY_BACK, tuple(sorted(refs)), tuple(held.values()))
    await desk.uow.notes.put(binding.lock_note(person.id), lock.to_text())
    for ref in lock.accounts:
        await desk.uow.notes.put(binding.locked_note(ref), person.id)
    for identity in accounts:
        if identity.private is not None:
            words, rows = await _question(desk, person, identity.ref)
            await desk.tell_room(
                identity.private, words, buttons=rows, language=person.language, urgent=True
            )
    return lock.id


async def _question(
    desk: Desk, person: Person, account: UserRef
) -> tuple[Words, list[list[Choice]]]:
    back = await desk.choice("button-come-back", "come-back", user=account, life=WAY_BACK)
    return Words("locked", {"digits": person.phone[-3:]}), [[back]]


async def told(desk: Desk, account: UserRef) -> tuple[Words, list[list[Choice]]] | None:
    """What an account that is shut hears when it says hello; None: it is not."""
    person = await person_of(desk, account)
    return None if person is None else await _question(desk, person, account)


async def freeze(world: World, work: Work) -> None:
    """The `freeze` work, one for each pod: out, until they prove themselves or are let in."""
    if work.pod is None:
        raise TypeError("it is done pod by pod")
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        person = PersonId(str(work.payload["person"]))
        pod, member = await uow.pods.get(work.pod), await uow.members.get(work.pod, person)
        lock, meant = await _of(desk, person), work.payload.get("lock")
        over = bool(meant) and (lock is None or not lock.members)
        is_in = member is not None and member.state is MemberState.ACTIVE
        if pod is not None and member is not None and is_in and not over:
            await pods.undo_joining(desk, pod, member, by=person)
        await uow.queue.done(work.id)


# ── and back ────────────────────────────────────────────────────────────────────────────────────


async def person_of(desk: Desk, account: UserRef) -> Person | None:
    """Whose account is shut, and may come back."""
    noted = await desk.uow.notes.get(binding.locked_note(account))
    lock = await _of(desk, PersonId(noted)) if noted else None
    if not noted or lock is None or account not in lock.accounts:
        return None
    if await desk.uow.people.by_identity(account) is not None:
        return None
    return await desk.uow.people.get(PersonId(noted))


async def come_back(desk: Desk, person: Person, account: UserRef) -> Words:
    """They have proven themselves in this account: they are in again. Raises Refused."""
    lock = await _of(desk, person.id)
    if lock is None or account not in lock.accounts:
        raise Refused("change-over", "no lock any more")
    await desk.uow.people.bind(Identity(account, person.id, desk.now))
    await desk.uow.notes.delete(binding.locked_note(account))
    for held in lock.members:
        pod = PodId(str(held["pod"]))
        await desk.plan(
            "thaw", {"person": person.id, "member": held}, pod=pod, lane=_lane(pod, person.id)
        )
    left = tuple(a for a in lock.accounts if a != account)
    after = replace(lock, accounts=left, members=())
    await desk.uow.notes.put(binding.lock_note(person.id), after.to_text())
    await desk.audit(None, person.id, "came_back", person.id, "done", account.platform)
    return Words("came-back", {"name": person.name})


async def let_in(desk: Desk, person: PersonId, pod: PodId) -> None:
    """Somebody has let them into a pod meanwhile: nothing of before comes back there."""
    lock = await _of(desk, person)
    if lock is not None:
        left = tuple(m for m in lock.members if m["pod"] != pod)
        await desk.uow.notes.put(binding.lock_note(person), replace(lock, members=left).to_text())


async def thaw(world: World, work: Work) -> None:
    """The `thaw` work, one for each pod: in again as before, and who looks after it hears."""
    if work.pod is None:
        raise TypeError("it is done pod by pod")
    held = work.payload["member"]
    async with world.store.begin(work.pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        person = PersonId(str(work.payload["person"]))
        pod, now = await uow.pods.get(work.pod), await uow.members.get(work.pod, person)
        is_out = now is not None and now.state is MemberState.REMOVED
        if pod is not None and pod.erased_at is None and is_out and isinstance(held, Mapping):
            await uow.members.save(_member_from(held))
            await desk.audit(pod.id, person, "came_back", person, "done", "proven")
            await rooms.plan_reviews(desk, pod.id)
            given = {"who": await desk.name_of(person), "pod": pod.name}
            await rooms.tell_managers(desk, pod.id, Words("came-back-notice", given))
        await uow.queue.done(work.id)


def _member_json(member: Member) -> Mapping[str, object]:
    return {
        "pod": member.pod,
        "person": member.person,
        "role": member.role.value,
        "privileges": sorted(member.privileges),
        "joined_at": member.joined_at.isoformat(),
        "expires_at": member.expires_at.isoformat() if member.expires_at else None,
        "invited_by": member.invited_by,
    }


def _member_from(held: Mapping[str, object]) -> Member:
    expires, privileges, by = held["expires_at"], held["privileges"], held["invited_by"]
    return Member(
        pod=PodId(str(held["pod"])),
        person=PersonId(str(held["person"])),
        role=Role(str(held["role"])),
        privileges=frozenset(
            Privilege(str(p)) for p in (privileges if isinstance(privileges, list) else ())
        ),
        joined_at=datetime.fromisoformat(str(held["joined_at"])),
        expires_at=datetime.fromisoformat(str(expires)) if expires else None,
        invited_by=PersonId(str(by)) if by else None,
    )
