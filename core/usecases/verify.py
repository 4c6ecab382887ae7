"""The newcomer's way in: the link's page, the code, the chat account.

Every function here is one unit of work. A wrong answer is counted, so it ends as a value and not as
an exception; only what changes nothing raises `Refused`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core import access, verification
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId, UserRef
from core.model import (
    Identity,
    Invitation,
    InvitationState,
    Member,
    MemberState,
    Person,
    Privilege,
    UploadState,
)
from core.ports import UnitOfWork
from core.usecases import binding, due, links, lock, pods, rooms, texting, totp
from core.usecases import upload as uploads
from core.usecases.desk import Desk, Words, World
from core.words import PHRASE_WORDS

HOUR, DAY = 3_600, 86_400
# Attempts count whether right or wrong: what is bounded is how often anybody may guess.
ANSWERS_A_DAY = {"address": 15, "pod": 60, "inviter": 60, "installation": 1_000}
NUMBERS_NAMED = 5  # that were not the one known of a person
KNOWN_OTHER = "phone-known-other"


class Step(StrEnum):
    """Which page the newcomer is on."""

    NAME_PHONE = "name_phone"
    ENTER_CODE = "enter_code"
    BIND = "bind"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Landing:
    """What the page shows: who asks and for what."""

    step: Step
    inviter: str
    pod: str
    role: Words
    privileges: tuple[Words, ...]
    language: str
    page: str = ""  # the secret that the next form carries
    phone_hint: str = ""  # the last digits
    phrase: str = ""
    tries_left: int = verification.WRONG_ANSWERS
    wait_seconds: int = 0
    code_out: bool = True  # whether a code to that number counts
    app: bool = False  # whether one from the person's app does
    app_link: str = ""  # where an app is set up, for whoever has just proven to be it
    trouble: Words | None = None


async def landing(world: World, link: str) -> Landing:
    """A mailed link was opened: nothing changes, scanners open links too. Raises Refused."""
    async with world.store.begin(None, reading=True) as uow:
        desk = Desk(world, uow, "landing", "page")
        found = await _by_link(desk, link, lock=False)
        return await _landing(desk, found, Step.NAME_PHONE)


async def _by_link(desk: Desk, link: str, *, lock: bool) -> Invitation:
    """One that can be taken up now; every other one is like none. Raises Refused."""
    found = await desk.uow.invitations.by_secret(
        "link", verification.digest(link), lock=lock, open_at=desk.now
    )
    if found is None:
        raise Refused("link-over", "unknown, used or expired")
    return found


async def _landing(desk: Desk, invitation: Invitation, step: Step) -> Landing:
    await desk.uow.enter(invitation.pod)
    pod = await desk.uow.pods.get(invitation.pod)
    wait = 0
    if invitation.resend_at is not None:
        wait = max(0, int((invitation.resend_at - desk.now).total_seconds()))
    return Landing(
        step=step,
        inviter=await desk.name_of(invitation.inviter),
        pod=pod.name if pod else "",
        role=Words(f"role-{invitation.role.value}"),
        privileges=tuple(
            Words(f"privilege-{p.value.replace('_', '-')}") for p in sorted(invitation.privileges)
        ),
        language=invitation.language,
        phone_hint=invitation.phone[-3:],
        tries_left=verification.WRONG_ANSWERS - invitation.code_failures,
        wait_seconds=wait,
        code_out=bool(invitation.code_hash),
        app=await _with_app(desk, invitation) is not None,
    )


async def _with_app(desk: Desk, invitation: Invitation) -> PersonId | None:
    """Who has joined before, by this address and this phone, and has an app since then."""
    known = await desk.uow.people.by_email(invitation.email)
    if known is None or known.phone != invitation.phone:
        return None
    return known.id if await totp.has_app(desk, known.id) else None


async def name_phone(world: World, link: str, written: str, *, language: str = "") -> Landing:
    """The newcomer typed a phone number: the address is proven, the link is dead, a code goes out.

    Raises Refused; then the link still works and the number can be mended.
    """
    return await _counted(world, "link", link, _name_phone(world, link, written, language))


async def _name_phone(world: World, link: str, written: str, language: str) -> Landing:
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"join:{verification.digest(link)[:24]}", "page")
        found = await _by_link(desk, link, lock=True)
        phone = _phone(world, written)
        await _named(desk, found, phone)
        page = desk.secret(32)
        confirmed = verification.confirm_email(found, verification.digest(page), desk.now)
        if language:
            confirmed = replace(confirmed, language=language)
        await uow.enter(found.pod)
        await desk.audit(found.pod, "newcomer", "email_confirmed", found.id, "done", "link used")
        if await _with_app(desk, replace(confirmed, phone=phone)):
            sent = verification.app_asked(confirmed, phone)
            await uow.invitations.save(sent)
            await desk.audit(found.pod, "newcomer", "app_asked", found.id, "done", "known phone")
        else:
            sent = await _send_code(desk, confirmed, phone)
        return replace(await _landing(desk, sent, Step.ENTER_CODE), page=page)


async def send_code_again(world: World, page: str, written: str = "") -> Landing:
    """Another code, to the same number or (the first was wrong) to another one. Raises Refused."""
    return await _counted(world, "page", page, _send_code_again(world, page, written))


async def _send_code_again(world: World, page: str, written: str) -> Landing:
    async with world.store.begin(None) as uow:
        found = await _by_page(uow, page, lock=True)
        desk = Desk(world, uow, f"again:{found.id}:{found.codes_sent}", "page")
        await uow.enter(found.pod)
        phone = _phone(world, written) if written.strip() else found.phone
        await _named(desk, found, phone)
        if phone != found.phone:
            return replace(await _change_number(desk, found, phone), page=page)
        sent = await _send_code(desk, found, phone)
        return replace(await _landing(desk, sent, Step.ENTER_CODE), page=page)


async def _change_number(desk: Desk, invitation: Invitation, phone: str) -> Landing:
    """The code to the old number is dead from now on, also where the next one has to wait."""
    changed = verification.number_changed(invitation, phone, desk.now)
    await desk.uow.invitations.save(changed)
    await desk.audit(
        invitation.pod, "newcomer", "number_changed", invitation.id, "done", "", phone=phone
    )
    try:
        sent = await _send_code(desk, changed, phone)
    except Refused as later:
        waits = later.words == "code-wait"
        trouble = Words("number-changed-wait" if waits else later.words, later.arguments)
        return replace(await _landing(desk, changed, Step.ENTER_CODE), trouble=trouble)
    return await _landing(desk, sent, Step.ENTER_CODE)


def _phone(world: World, written: str) -> str:
    return verification.parse_phone(
        written, region=world.rules.region, countries=world.rules.countries
    )


async def _named(desk: Desk, invitation: Invitation, phone: str) -> None:
    """Whether a code may go to this number. Raises Refused."""
    if await _tried(desk.uow, invitation) >= NUMBERS_NAMED:
        raise Refused("code-enough-today", "numbers named")
    await _by_the_known_phone(desk, invitation.email, phone)


async def _tried(uow: UnitOfWork, invitation: Invitation) -> int:
    return int(await uow.notes.get(f"named:{invitation.id}") or 0)


async def _counted(world: World, kind: str, secret: str, step: Awaitable[Landing]) -> Landing:
    """A step in which a number is named. A wrong one counts although the step is undone, so that
    nobody finds out another's number by trying. Raises Refused."""
    try:
        return await step
    except Refused as refusal:
        if refusal.words == KNOWN_OTHER:
            async with world.store.begin(None) as uow:
                found = await uow.invitations.by_secret(kind, verification.digest(secret))
                if found is not None:
                    tried = await _tried(uow, found)
                    await uow.notes.put(f"named:{found.id}", str(tried + 1))
        raise


async def _send_code(desk: Desk, invitation: Invitation, phone: str) -> Invitation:
    verification.may_send_code(invitation, desk.now)
    await texting.within_budgets(desk, phone, pod=invitation.pod)
    code = f"{desk.world.entropy.below(10**verification.CODE_DIGITS):0{verification.CODE_DIGITS}d}"
    sealed = await desk.world.codes.seal(code, _context(invitation.id, phone))
    sent = verification.code_sent(invitation, phone, sealed, "", desk.now)
    await desk.uow.invitations.save(sent)
    await desk.plan(
        "text",
        {"phone": phone, "template": "code-text", "language": sent.language, "code": code},
        key=f"text:{invitation.id}:{sent.codes_sent}",
        pod=invitation.pod,
    )
    await desk.audit(
        invitation.pod, "newcomer", "code_sent", invitation.id, "done", "", phone=phone
    )
    return sent


def _context(invitation: InvitationId, phone: str) -> str:
    """Binds a code to its attempt, person and purpose."""
    return f"join:{invitation}:{phone}"


async def _by_page(uow: UnitOfWork, page: str, *, lock: bool) -> Invitation:
    found = await uow.invitations.by_secret("page", verification.digest(page), lock=lock)
    if found is None:
        raise Refused("page-over", "unknown page")
    return found


async def enter_code(world: World, page: str, answer: str) -> Landing:
    """The code, typed on the page. Raises Refused where no answer can count.

    Then the work is as much as for an answer that counts, so that the time tells nothing.
    """
    try:
        return await _enter_code(world, page, answer)
    except Refused:
        await _as_much_work(world)
        raise


async def _as_much_work(world: World) -> None:
    """What comparing a code takes, done outside of any transaction."""
    await world.codes.matches("", "nothing", "")


async def _enter_code(world: World, page: str, answer: str) -> Landing:
    async with world.store.begin(None) as uow:
        found = await _by_page(uow, page, lock=True)
        desk = Desk(world, uow, f"code:{found.id}:{found.codes_sent}:{found.code_failures}", "page")
        await uow.enter(found.pod)
        if found.state is InvitationState.VERIFIED:
            # The answer was given in the chat, or the button was pressed twice.
            return await _bind_page(desk, found, page)
        after, left = await _check(desk, found, answer)
        if after.state is InvitationState.VERIFIED:
            return await _bind_page(desk, after, page)
        if after.state is InvitationState.LOCKED:
            raise_after = Words("invitation-locked")
        else:
            raise_after = Words("code-wrong", {"left": left})
        shown = await _landing(desk, after, Step.ENTER_CODE)
        return replace(shown, page=page, trouble=raise_after, tries_left=left)


async def _check(desk: Desk, invitation: Invitation, answer: str) -> tuple[Invitation, int]:
    """Count the answer; VERIFIED when right. The same work is done for every wrong one.

    What is not six digits is no guess: it costs no try. Raises Refused.
    """
    verification.may_answer(invitation, desk.now)
    code = verification.six_digits(answer)
    await _answer_budgets(desk, invitation)
    context = _context(invitation.id, invitation.phone)
    right = await desk.world.codes.matches(code, context, invitation.code_hash)
    known = await _with_app(desk, invitation)
    if not right and known is not None:
        right = await totp.answered(desk, known, code)
    after, left = verification.answered(invitation, right=right, now=desk.now)
    await desk.uow.invitations.save(after)
    outcome = "done" if after.state is InvitationState.VERIFIED else "refused"
    await desk.audit(invitation.pod, "newcomer", "code_entered", invitation.id, outcome, str(left))
    if after.state is InvitationState.LOCKED:
        await desk.tell_person(
            invitation.inviter,
            Words("inviter-locked", {"who": invitation.name or invitation.email}),
            pod=invitation.pod,
        )
    return after, left


async def _answer_budgets(desk: Desk, invitation: Invitation) -> None:
    spent = {
        "address": verification.digest(invitation.email),
        "pod": invitation.pod,
        "inviter": invitation.inviter,
        "installation": "all",
    }
    for name, limit in ANSWERS_A_DAY.items():
        if not await desk.uow.budgets.take(
            f"answer:{name}:{spent[name]}", window_seconds=DAY, limit=limit
        ):
            raise Refused("answers-enough-today", name)


def new_phrase(desk: Desk) -> str:
    """A one-time phrase of six words, typed or carried by a link: 48 bits."""
    below = desk.world.entropy.below
    return "-".join(
        PHRASE_WORDS[below(len(PHRASE_WORDS))] for _ in range(verification.PHRASE_LENGTH)
    )


async def _bind_page(desk: Desk, invitation: Invitation, page: str) -> Landing:
    """Verified. If the chat account was proven already all is done; else hand out the phrase.

    An account that knocked is not proven: whose address it named may be somebody else's.
    """
    account = invitation.identity
    if account is not None and await _is_proven(desk, invitation):
        person = await complete(desk, invitation)
        words = await _welcome(desk, invitation)
        await desk.tell_person(person.id, words, pod=invitation.pod)
        link = await _app_offered(desk, person.id, account)
        return replace(await _landing(desk, invitation, Step.DONE), page=page, app_link=link)
    phrase = new_phrase(desk)
    ready = replace(invitation, bind_hash=verification.digest(phrase))
    await desk.uow.invitations.save(ready)
    return replace(await _landing(desk, ready, Step.BIND), page=page, phrase=phrase)


def _proven_note(invitation: InvitationId) -> str:
    return f"proven:{invitation}"


async def _is_proven(desk: Desk, invitation: Invitation) -> bool:
    """Whether the account itself brought the phrase that the page showed."""
    return bool(await desk.uow.notes.get(_proven_note(invitation.id)))


async def chat_link(world: World, page: str) -> str:
    """A fresh phrase for going on in the chat before the code is entered. Raises Refused."""
    async with world.store.begin(None) as uow:
        found = await _by_page(uow, page, lock=True)
        desk = Desk(world, uow, f"chat:{found.id}", "page")
        if found.state not in (InvitationState.CODE_SENT, InvitationState.VERIFIED):
            raise Refused("page-over", str(found.state))
        await uow.enter(found.pod)
        phrase = new_phrase(desk)
        await uow.invitations.save(replace(found, bind_hash=verification.digest(phrase)))
        return phrase


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of a phrase or a code that was given in a chat."""

    words: Words
    joined: bool = False
    pod: PodId | None = None  # which one they are in now
    app_link: str = ""  # where an app is set up, for whoever has just proven to be it


async def phrase_given(desk: Desk, account: UserRef, phrase: str) -> Arrival | None:
    """A phrase came in a private chat. None: it is none of ours. Raises Refused."""
    if not await desk.uow.budgets.take(
        f"phrase:{verification.digest(repr(account))}", window_seconds=HOUR, limit=20
    ):
        raise Refused("answers-enough-today", "phrases")
    found = await desk.uow.invitations.by_secret(
        "bind", verification.digest(phrase), lock=True, open_at=desk.now
    )
    if found is None:
        return None
    await desk.uow.enter(found.pod)
    await _not_somebody_else(desk, account, found.email)
    if found.knock is not None and found.identity != account:
        found = await _not_who_knocked(desk, found)
    known = verification.attach_account(found, account, desk.now)
    await desk.uow.invitations.save(known)
    await desk.uow.notes.put(_proven_note(found.id), "yes")
    await desk.audit(found.pod, "newcomer", "account_attached", found.id, "done", account.platform)
    if known.state is InvitationState.VERIFIED:
        return await _arrived(desk, known, account)
    if await _with_app(desk, known) and not known.code_hash:
        return Arrival(Words("code-please-app"))
    return Arrival(Words("code-please", {"digits": known.phone[-3:]}))


async def _arrived(desk: Desk, invitation: Invitation, account: UserRef) -> Arrival:
    """All is proven, in the chat. Right afterwards the safer way is offered, and said why."""
    person = await complete(desk, invitation)
    words = await _welcome(desk, invitation)
    link = await _app_offered(desk, person.id, account)
    if link:
        words = Words("welcome-app", {"welcome": words})
    return Arrival(words, joined=True, pod=invitation.pod, app_link=link)


async def _app_offered(desk: Desk, person: PersonId, account: UserRef) -> str:
    """The page on which an app is set up, for ten minutes; "" to whoever has one.

    Not the chat alone opens it: link, phone and account were proven in this very sitting.
    """
    return "" if await totp.has_app(desk, person) else await totp.link(desk, person, account)


async def _not_who_knocked(desk: Desk, invitation: Invitation) -> Invitation:
    """Whoever followed the mail has another account than the one that came with the picture: that
    one stays a stranger's, and so does the picture. Raises Refused once an account was proven."""
    if await _is_proven(desk, invitation):
        raise Refused("invitation-other-account", "bound to another account")
    await desk.audit(invitation.pod, "newcomer", "knock", invitation.id, "refused", "not theirs")
    return replace(invitation, knock=None, identity=None)


async def _not_somebody_else(desk: Desk, account: UserRef, email: str) -> None:
    """An account that is another person's is refused before anything is kept of it."""
    bound = await desk.uow.people.by_identity(account)
    owner = await desk.uow.people.get(bound.person) if bound is not None else None
    if owner is not None and owner.email != email:
        raise Refused("account-taken", "bound to another person")


async def code_given(desk: Desk, account: UserRef, answer: str) -> Arrival | None:
    """A code was typed in a private chat. None: this account has no open invitation."""
    waiting = [
        i
        for i in await desk.uow.invitations.open_for_identity(account)
        if i.state is InvitationState.CODE_SENT
    ]
    if not waiting:
        await _none_is_waited_for(desk, account)
        return None
    newest = max(waiting, key=lambda i: i.created_at)
    found = await desk.uow.invitations.get(newest.id, lock=True)
    if found is None or found.state is not InvitationState.CODE_SENT:
        return None
    await desk.uow.enter(found.pod)
    after, left = await _check(desk, found, answer)
    if after.state is InvitationState.VERIFIED:
        return await _arrived(desk, after, account)
    if after.state is InvitationState.LOCKED:
        return Arrival(Words("invitation-locked"))
    return Arrival(Words("code-wrong", {"left": left}))


async def awaits_code(desk: Desk, account: UserRef) -> bool:
    """Whether an account that brought its phrase still has to write the code."""
    return any(
        [
            i.state is InvitationState.CODE_SENT and await _is_proven(desk, i)
            for i in await desk.uow.invitations.open_for_identity(account)
        ]
    )


async def _none_is_waited_for(desk: Desk, account: UserRef) -> None:
    """As much work as for a wrong code; not for somebody who only wants to keep us busy."""
    if await desk.uow.budgets.take(
        f"code:{verification.digest(repr(account))}", window_seconds=HOUR, limit=20
    ):
        await _as_much_work(desk.world)


async def _welcome(desk: Desk, invitation: Invitation) -> Words:
    images = await desk.uow.images.of_pod(invitation.pod, limit=100)
    ready = sum(1 for i in images if i.state == "ready")
    pod = await desk.uow.pods.get(invitation.pod)
    return Words("welcome", {"pod": pod.name if pod else "", "count": ready})


async def complete(desk: Desk, invitation: Invitation) -> Person:
    """All is proven: the person, the account, the member. The knock's image is let in.

    What is granted is decided again: never more than the inviter holds now.
    """
    done = verification.bound(invitation)
    inviter = await desk.uow.members.get(invitation.pod, invitation.inviter)
    if inviter is None or not _may_still_invite(desk, inviter, invitation):
        raise Refused("invitation-over", "the inviter may not invite any more")
    await _by_the_known_phone(desk, invitation.email, invitation.phone)
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


async def _by_the_known_phone(desk: Desk, email: str, phone: str) -> None:
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


async def _bind(desk: Desk, person: Person, account: UserRef) -> bool:
    """Whether the account is new to the person. Raises Refused."""
    known = await desk.uow.people.by_identity(account)
    if known is not None and known.person != person.id:
        raise Refused("account-taken", "bound to another person")
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


async def _open_knock(desk: Desk, invitation: Invitation, person: Person) -> None:
    """Step 7: the image that came first is accepted or refused by the privileges just granted."""
    if invitation.knock is None:
        return
    knock = await desk.uow.uploads.get(invitation.knock, lock=True)
    if knock is None or knock.state is not UploadState.KNOCK:
        return
    await uploads.accept_knock(desk, invitation.pod, knock, person.id)


PageStep = Callable[[World, str, str], Awaitable[Landing]]


async def code_page(world: World, page: str) -> Landing:
    """The page again, after something on it went wrong. Raises Refused."""
    async with world.store.begin(None) as uow:
        found = await _by_page(uow, page, lock=False)
        desk = Desk(world, uow, "page", "page")
        return replace(await _landing(desk, found, Step.ENTER_CODE), page=page)


def with_phrase(shown: Landing, phrase: str) -> Landing:
    return replace(shown, step=Step.BIND, phrase=phrase)


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
