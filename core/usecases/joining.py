"""All is proven: the person, the account, the member; who is told, and who says it was not them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core import access, verification
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId, UserRef
from core.model import (
    Identity,
    Invitation,
    Member,
    MemberState,
    Person,
    Privilege,
    UploadState,
)
from core.usecases import binding, due, links, lock, pods, rooms
from core.usecases import upload as uploads
from core.usecases.desk import Desk, Words, World

KNOWN_OTHER = "phone-known-other"


async def complete(desk: Desk, invitation: Invitation) -> Person:
    """All is proven: the person, the account, the member. The knock's image is let in.

    What is granted is decided again: never more than the inviter holds now.
    """
    done = verification.bound(invitation)
    inviter = await desk.uow.members.get(invitation.pod, invitation.inviter)
    if inviter is None or not _may_still_invite(desk, inviter, invitation):
        raise Refused("invitation-over", "the inviter may not invite any more")
    await by_the_known_phone(desk, invitation.email, invitation.phone)
    person = await _person(desk, invitation)
    if invitation.identity is None:
        raise Refused("invitation-out-of-order", "no account")
    fresh = await _bind(desk, person, invitation.identity)
    granted = invitation.privileges & inviter.privileges
    before = await desk.uow.members.get(invitation.pod, person.id)
    if before is not None and before.state is MemberState.ACTIVE:
        granted |= before.privileges
    still_in = before is not None and before.state is MemberState.ACTIVE
    member = Member(
        pod=invitation.pod,
        person=person.id,
        role=before.role if before and still_in else invitation.role,
        privileges=granted,
        joined_at=before.joined_at if before else desk.now,
        expires_at=_longer(before, invitation) if before and still_in else invitation.until,
        invited_by=invitation.inviter,
    )
    await desk.uow.members.save(member)
    await lock.let_in(desk, person.id, invitation.pod)
    await desk.uow.notes.delete(_proven_note(invitation.id))
    await due.plan_member(desk, member)
    await desk.uow.invitations.save(replace(done, person=person.id))
    await desk.audit(
        invitation.pod,
        person.id,
        "joined",
        invitation.id,
        "done",
        f"invited by {invitation.inviter}",
        privileges=" ".join(sorted(granted)),
    )
    await _tell_of_it(desk, done, person, invitation.identity if fresh else None)
    await rooms.plan_reviews(desk, invitation.pod)
    if invitation.knock is not None:
        await _open_knock(desk, done, person)
    return person


def _may_still_invite(desk: Desk, inviter: Member, invitation: Invitation) -> bool:
    return due.is_here(inviter, desk.now, Privilege.INVITE) and access.may_name(
        invitation.role, inviter
    )


def _longer(before: Member, invitation: Invitation) -> datetime | None:
    """A second invitation shortens nobody's stay."""
    if before.expires_at is None or invitation.until is None:
        return None
    return max(before.expires_at, invitation.until)


async def _person(desk: Desk, invitation: Invitation) -> Person:
    known = await desk.uow.people.by_email(invitation.email)
    if known is None:
        pod = await desk.pod(invitation.pod)
        person = Person(
            id=PersonId(desk.id()),
            name=invitation.name or invitation.email.partition("@")[0],
            email=invitation.email,
            phone=invitation.phone,
            # The pod's own is no choice: their chat client may know better.
            language="" if invitation.language == pod.language else invitation.language,
            created_at=desk.now,
        )
        await desk.uow.people.add(person)
        await lock.remember(desk, person.id, "")
        return person
    if known.phone == invitation.phone:
        return known
    # A changed phone is a new binding: what was bound or signed in before ends. They are in no pod.
    changed = replace(known, phone=invitation.phone)
    await desk.uow.people.save(changed)
    await binding.forget_all(desk, known.id)
    await lock.remember(desk, known.id, "")
    await desk.tell_person(known.id, Words("phone-changed", {"digits": invitation.phone[-3:]}))
    return changed


async def by_the_known_phone(desk: Desk, email: str, phone: str) -> None:
    """Whoever is in a pod joins another one by the phone that is known of them. Raises Refused.

    Else a mailbox alone would do to take over what somebody is in: an invitation to any pod, and a
    phone of one's own.
    """
    known = await desk.uow.people.by_email(email)
    if known is None or known.phone == phone:
        return
    members = await desk.uow.members.of_person(known.id)
    if any(m.state is MemberState.ACTIVE for m in members):
        raise Refused(KNOWN_OTHER, "in a pod, by another phone")


async def not_somebody_else(desk: Desk, account: UserRef, email: str) -> None:
    """Raises Refused where a chat account is another person's."""
    bound = await desk.uow.people.by_identity(account)
    owner = await desk.uow.people.get(bound.person) if bound is not None else None
    if owner is not None and owner.email != email:
        raise Refused("account-taken", "bound to another person")


async def _bind(desk: Desk, person: Person, account: UserRef) -> bool:
    """Whether the account is new to the person. Raises Refused."""
    await not_somebody_else(desk, account, person.email)
    known = await desk.uow.people.by_identity(account)
    others = await desk.uow.people.identities(person.id)
    await desk.uow.people.bind(
        Identity(
            ref=account,
            person=person.id,
            bound_at=desk.now,
            private=known.private if known else None,
        )
    )
    fresh = all(o.ref != account for o in others)
    if others and fresh:
        await desk.uow.sessions.end_all(person.id)
    return fresh


async def _open_knock(desk: Desk, invitation: Invitation, person: Person) -> None:
    """Step 7: the image that came first is accepted or refused by the privileges just granted."""
    if invitation.knock is None:
        return
    knock = await desk.uow.uploads.get(invitation.knock, lock=True)
    if knock is None or knock.state is not UploadState.KNOCK:
        return
    await uploads.accept_knock(desk, invitation.pod, knock, person.id)


async def _tell_of_it(
    desk: Desk, invitation: Invitation, person: Person, fresh: UserRef | None
) -> None:
    """The inviter and the proven address are told, with a way to say that it was not them.

    `fresh`: the account that came with it; it goes again with "this was not me".
    """
    given = {"pod": invitation.pod, "person": person.id, "account": binding.account_text(fresh)}
    choice = await desk.choice(
        "button-not-right",
        "not-me",
        given,
        pod=invitation.pod,
        life=verification.BIND_LIFE * 7,
    )
    await desk.tell_person(
        invitation.inviter,
        Words("inviter-joined", {"who": person.name, "role": Words(f"role-{invitation.role}")}),
        buttons=[[choice]],
        pod=invitation.pod,
    )
    mailed = await desk.choice(
        "button-not-right",
        "not-me",
        given,
        pod=invitation.pod,
        life=verification.BIND_LIFE * 7,
    )
    await desk.plan(
        "mail",
        {
            "to": person.email,
            "template": "joined",
            "language": invitation.language,
            "arguments": {"link": f"{desk.world.rules.public_url}/not-me/{mailed.handle}"},
        },
        key=f"mail:joined:{invitation.id}",
        pod=invitation.pod,
    )


async def not_me(world: World, handle: str) -> None:
    """The owner of the address says that it was not them: out at once. Raises Refused."""
    digest = verification.digest(handle)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"not-me:{digest[:24]}", "page")
        found = await links.live(desk, handle, "not-me", "link-over")
        await links.use(desk, found, "link-over")
        pod = await desk.pod(PodId(found.arguments["pod"]))
        target = await uow.members.get(pod.id, PersonId(found.arguments["person"]))
        if target is not None and target.state is MemberState.ACTIVE:
            await pods.undo_joining(desk, pod, target, by=target.person)
            await binding.forget(desk, target.person, found.arguments.get("account", ""))


async def welcome(desk: Desk, invitation: Invitation) -> Words:
    images = await desk.uow.images.of_pod(invitation.pod, limit=100)
    ready = sum(1 for i in images if i.state == "ready")
    pod = await desk.uow.pods.get(invitation.pod)
    return Words("welcome", {"pod": pod.name if pod else "", "count": ready})


async def note_proven(desk: Desk, invitation: InvitationId) -> None:
    """The account itself brought the phrase that the page showed."""
    await desk.uow.notes.put(_proven_note(invitation), "yes")


async def is_proven(desk: Desk, invitation: Invitation) -> bool:
    """Whether the account itself brought the phrase that the page showed."""
    return bool(await desk.uow.notes.get(_proven_note(invitation.id)))


def _proven_note(invitation: InvitationId) -> str:
    return f"proven:{invitation}"
