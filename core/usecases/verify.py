"""The newcomer's way in: the link's page, the code, the chat account.

Every function here is one unit of work. A wrong answer is counted, so it ends as a value and not as
an exception; only what changes nothing raises `Refused`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from core import verification
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId, UserRef
from core.model import (
    Invitation,
    InvitationState,
)
from core.ports import UnitOfWork
from core.usecases import joining, texting, totp
from core.usecases.desk import Desk, Words, World
from core.words import PHRASE_WORDS

HOUR, DAY = 3_600, 86_400
# Attempts count whether right or wrong: what is bounded is how often anybody may guess.
ANSWERS_A_DAY = {"address": 15, "pod": 60, "inviter": 60, "installation": 1_000}
NUMBERS_NAMED = 5  # that were not the one known of a person


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


PageStep = Callable[[World, str, str], Awaitable[Landing]]


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
    await joining.by_the_known_phone(desk, invitation.email, phone)


async def _tried(uow: UnitOfWork, invitation: Invitation) -> int:
    return int(await uow.notes.get(f"named:{invitation.id}") or 0)


async def _counted(world: World, kind: str, secret: str, step: Awaitable[Landing]) -> Landing:
    """A step in which a number is named. A wrong one counts although the step is undone, so that
    nobody finds out another's number by trying. Raises Refused."""
    try:
        return await step
    except Refused as refusal:
        if refusal.words == joining.KNOWN_OTHER:
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
    if account is not None and await joining.is_proven(desk, invitation):
        person = await joining.complete(desk, invitation)
        words = await joining.welcome(desk, invitation)
        await desk.tell_person(person.id, words, pod=invitation.pod)
        link = await _app_offered(desk, person.id, account)
        return replace(await _landing(desk, invitation, Step.DONE), page=page, app_link=link)
    phrase = new_phrase(desk)
    ready = replace(invitation, bind_hash=verification.digest(phrase))
    await desk.uow.invitations.save(ready)
    return replace(await _landing(desk, ready, Step.BIND), page=page, phrase=phrase)


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
    await joining.not_somebody_else(desk, account, found.email)
    if found.knock is not None and found.identity != account:
        found = await _not_who_knocked(desk, found)
    known = verification.attach_account(found, account, desk.now)
    await desk.uow.invitations.save(known)
    await joining.note_proven(desk, found.id)
    await desk.audit(found.pod, "newcomer", "account_attached", found.id, "done", account.platform)
    if known.state is InvitationState.VERIFIED:
        return await _arrived(desk, known, account)
    if await _with_app(desk, known) and not known.code_hash:
        return Arrival(Words("code-please-app"))
    return Arrival(Words("code-please", {"digits": known.phone[-3:]}))


async def _arrived(desk: Desk, invitation: Invitation, account: UserRef) -> Arrival:
    """All is proven, in the chat. Right afterwards the safer way is offered, and said why."""
    person = await joining.complete(desk, invitation)
    words = await joining.welcome(desk, invitation)
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
    if await joining.is_proven(desk, invitation):
        raise Refused("invitation-other-account", "bound to another account")
    await desk.audit(invitation.pod, "newcomer", "knock", invitation.id, "refused", "not theirs")
    return replace(invitation, knock=None, identity=None)


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
            i.state is InvitationState.CODE_SENT and await joining.is_proven(desk, i)
            for i in await desk.uow.invitations.open_for_identity(account)
        ]
    )


async def _none_is_waited_for(desk: Desk, account: UserRef) -> None:
    """As much work as for a wrong code; not for somebody who only wants to keep us busy."""
    if await desk.uow.budgets.take(
        f"code:{verification.digest(repr(account))}", window_seconds=HOUR, limit=20
    ):
        await _as_much_work(desk.world)


async def code_page(world: World, page: str) -> Landing:
    """The page again, after something on it went wrong. Raises Refused."""
    async with world.store.begin(None) as uow:
        found = await _by_page(uow, page, lock=False)
        desk = Desk(world, uow, "page", "page")
        return replace(await _landing(desk, found, Step.ENTER_CODE), page=page)


def with_phrase(shown: Landing, phrase: str) -> Landing:
    return replace(shown, step=Step.BIND, phrase=phrase)
