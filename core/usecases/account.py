"""A person's own address, phone and chat accounts: each change is proven, told and ends sessions.

A change waits until its person has proven who they are: by a code texted to the phone that counts
then, or by one from their authenticator app. The chat alone proves nothing here: it may be open on
a phone that lies about. A new number is then proven as well, by a text to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import verification
from core.errors import Refused
from core.ids import PersonId, PodId, RoomRef, UserRef
from core.messages import Style
from core.model import Identity, MemberState, Person, PostState
from core.ports import Work
from core.usecases import lock, retract, rooms, texting, totp, verify
from core.usecases.desk import Choice, Desk, Who, Words, World, user_from, user_json

DAY, HOUR = 86_400, 3_600
ANSWERS_A_DAY = 15
TEXTS_A_DAY = 5
STEPS_LIFE = timedelta(minutes=30)
PHRASE_LIFE = timedelta(minutes=30)


# ── what is known of me ─────────────────────────────────────────────────────────────────────────


async def me(desk: Desk, who: Who) -> tuple[Words, list[list[Choice]]]:
    """`/me`: my addresses and accounts, with a button for each change. Raises Refused."""
    person = _person(who)
    accounts = await desk.uow.people.identities(person.id)
    app = await totp.has_app(desk, person.id)
    lines = [Words("me-account", {"platform": _platform(i.ref)}) for i in accounts]
    words = Words(
        "me",
        {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "lines": lines,
            "proof": Words("me-proof-app" if app else "me-proof-text"),
        },
    )
    mine = {"for": person.id}
    rows = [
        [await desk.choice("button-change-phone", "change-phone", mine, user=who.user)],
        [await desk.choice("button-add-account", "add-account", mine, user=who.user)],
    ]
    for identity in accounts if len(accounts) > 1 else ():
        label = Words("button-remove-account", {"platform": _platform(identity.ref)})
        given = {**mine, "account": json.dumps(_account(identity.ref))}
        style = Style.DANGER
        rows.append([await desk.choice(label, "remove-account", given, user=who.user, style=style)])
    if app:
        rows.append([await desk.choice("button-remove-app", "remove-app", mine, user=who.user)])
    return words, rows


def _person(who: Who) -> Person:
    if who.person is None:
        raise Refused("stranger-command", "nobody here")
    return who.person


def _platform(ref: UserRef) -> str:
    return ref.platform.capitalize()


def _account(ref: UserRef) -> list[str]:
    return [ref.platform, ref.workspace, ref.user]


# ── a change that waits for its proof ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person has begun. `step`: `phone` (a number is to be written) or `code`.

    `what` is the change: add, app, back, new-phone, phone, remove, remove-app; `phone` leads to
    `new-phone`, for which the new number is proven. `phone` is where the code was texted.
    """

    what: str
    step: str
    until: datetime
    phone: str = ""
    code_hash: str = ""
    code_until: datetime | None = None
    failures: int = 0
    texts: int = 0
    account: tuple[str, ...] = ()  # the one to be removed, or to come back
    app: bool = False

    def to_text(self) -> str:
        value = {f: getattr(self, f) for f in self.__slots__}
        value["until"] = self.until.isoformat()
        value["code_until"] = self.code_until.isoformat() if self.code_until else None
        return json.dumps(value)

    @classmethod
    def from_text(cls, text: str) -> Waiting:
        value = json.loads(text)
        value["until"] = datetime.fromisoformat(value["until"])
        if value["code_until"]:
            value["code_until"] = datetime.fromisoformat(value["code_until"])
        value["account"] = tuple(value["account"])
        return cls(**value)


def _note(person: PersonId) -> str:
    return f"change:{person}"


async def _waiting(desk: Desk, person: PersonId) -> Waiting | None:
    noted = await desk.uow.notes.get(_note(person))
    found = Waiting.from_text(noted) if noted else None
    return found if found is not None and found.until > desk.now else None


async def _keep(desk: Desk, person: PersonId, waiting: Waiting | None) -> None:
    if waiting is None:
        await desk.uow.notes.delete(_note(person))
    else:
        await desk.uow.notes.put(_note(person), waiting.to_text())


async def begin(desk: Desk, who: Who, what: str, account: tuple[str, ...] = ()) -> Answered:
    """A change that is proven at the number that counts now, or by the app."""
    person = _person(who)
    if what == "remove" and len(await desk.uow.people.identities(person.id)) < 2:
        raise Refused("account-last", "nothing would be left")
    waiting = Waiting(what, "code", desk.now + STEPS_LIFE, phone=person.phone, account=account)
    return await _ask_for_proof(desk, who, person, waiting)


async def begin_back(desk: Desk, who: Who) -> Answered:
    """An account that is shut comes back by a proof. Raises Refused."""
    person = await lock.person_of(desk, who.user)
    if person is None:
        raise Refused("button-over", "not shut, or not any more")
    until, account = desk.now + STEPS_LIFE, tuple(_account(who.user))
    waiting = Waiting("back", "code", until, phone=person.phone, account=account)
    return await _ask_for_proof(desk, who, person, waiting)


async def _whose(desk: Desk, who: Who) -> tuple[Person, Waiting] | None:
    """Who has begun a change that waits here. An account that is shut can only come back itself."""
    person = who.person or await lock.person_of(desk, who.user)
    waiting = await _waiting(desk, person.id) if person is not None else None
    if person is None or waiting is None or (waiting.what == "back") is (who.person is not None):
        return None
    if waiting.what == "back" and waiting.account != tuple(_account(who.user)):
        return None
    return person, waiting


@dataclass(frozen=True, slots=True)
class Answered:
    """What to say, with which buttons."""

    words: Words
    buttons: tuple[tuple[Choice, ...], ...] = ()


async def _ask_for_proof(
    desk: Desk, who: Who, person: Person, waiting: Waiting, *, text: bool = False
) -> Answered:
    """With an app nothing is texted, unless that is asked for."""
    if await totp.has_app(desk, person.id) and not text:
        await _keep(desk, person.id, replace(waiting, step="code", app=True))
        mine = {"for": person.id} if who.person is not None else {}
        instead = await desk.choice("button-text-instead", "text-instead", mine, user=who.user)
        return Answered(Words("prove-by-app"), ((instead,),))
    await _text_code(desk, person, waiting)
    key = "prove-by-old-phone" if waiting.what == "phone" else "prove-by-text"
    return Answered(Words(key, {"digits": waiting.phone[-3:]}))


async def text_instead(desk: Desk, who: Who) -> Words:
    """The app is not at hand."""
    found = await _whose(desk, who)
    if found is None or found[1].step != "code" or not found[1].app:
        raise Refused("change-over", "nothing waits")
    person, waiting = found
    return (await _ask_for_proof(desk, who, person, waiting, text=True)).words


async def _text_code(desk: Desk, person: Person, waiting: Waiting) -> None:
    """A new code voids the old one; the count of wrong answers stays. Raises Refused."""
    if not await desk.uow.budgets.take(
        f"change:{person.id}", window_seconds=DAY, limit=TEXTS_A_DAY
    ):
        raise Refused("code-enough-today", "change")
    await texting.within_budgets(desk, waiting.phone)
    digits = verification.CODE_DIGITS
    code = f"{desk.world.entropy.below(10**digits):0{digits}d}"
    sealed = await desk.world.codes.seal(code, _context(person.id, waiting))
    sent = replace(
        waiting,
        step="code",
        code_hash=sealed,
        code_until=desk.now + verification.CODE_LIFE,
        texts=waiting.texts + 1,
    )
    await _keep(desk, person.id, sent)
    await desk.plan(
        "text",
        {
            "phone": waiting.phone,
            "template": "code-text",
            "language": person.language,
            "code": code,
        },
    )
    await desk.audit(None, person.id, "code_sent", person.id, "done", waiting.what)


def _context(person: PersonId, waiting: Waiting) -> str:
    """Binds a code to its person, purpose and number."""
    return f"change:{waiting.what}:{person}:{waiting.phone}"


async def written(desk: Desk, who: Who, text: str) -> Answered | None:
    """What somebody wrote in private, if a change of theirs waits for it. Raises Refused."""
    found = await _whose(desk, who)
    if found is None:
        return None
    person, waiting = found
    if waiting.step == "phone":
        return await _number_written(desk, person, waiting, text)
    if len(text) > verification.LONGEST_ANSWER or not any(c.isdecimal() for c in text):
        return None
    return await _code_written(desk, who, person, waiting, text)


async def _number_written(
    desk: Desk, person: Person, waiting: Waiting, text: str
) -> Answered | None:
    """The new number is proven by a text to it, whatever proved the person."""
    rules = desk.world.rules
    if not any(c.isdecimal() for c in text):
        return None
    phone = verification.parse_phone(text, region=rules.region, countries=rules.countries)
    await _text_code(desk, person, replace(waiting, phone=phone))
    return Answered(Words("prove-by-text", {"digits": phone[-3:]}))


async def _code_written(
    desk: Desk, who: Who, person: Person, waiting: Waiting, answer: str
) -> Answered:
    """Counted, whether right or wrong; what is not six digits is no guess. Raises Refused."""
    code = verification.six_digits(answer)
    if not await desk.uow.budgets.take(
        f"answer:change:{person.id}", window_seconds=DAY, limit=ANSWERS_A_DAY
    ):
        raise Refused("answers-enough-today", "changes")
    live = waiting.code_until is not None and waiting.code_until > desk.now
    sealed = waiting.code_hash if live else ""
    right = await desk.world.codes.matches(code, _context(person.id, waiting), sealed)
    how = "code" if right else ""
    if not how and waiting.app and await totp.answered(desk, person.id, answer):
        how = "app"
    if how:
        await _keep(desk, person.id, None)
        await desk.audit(None, person.id, "proven", person.id, "done", f"{waiting.what}, {how}")
        return await _do(desk, who, person, waiting)
    failures = waiting.failures + 1
    left = max(0, verification.WRONG_ANSWERS - failures)
    await desk.audit(None, person.id, "proven", person.id, "refused", str(left))
    await _keep(desk, person.id, replace(waiting, failures=failures) if left else None)
    return Answered(Words("code-wrong", {"left": left}) if left else Words("change-locked"))


async def _do(desk: Desk, who: Who, person: Person, waiting: Waiting) -> Answered:
    match waiting.what:
        case "phone":
            await _keep(desk, person.id, Waiting("new-phone", "phone", desk.now + STEPS_LIFE))
            return Answered(Words("change-phone-write"))
        case "new-phone":
            return Answered(await _set_phone(desk, person, waiting.phone))
        case "add":
            return Answered(await _hand_out_phrase(desk, person))
        case "app":
            url = await totp.link(desk, person.id, who.user)
            page = Choice(Words("button-authenticator"), url=url)
            return Answered(Words("authenticator-link"), ((page,),))
        case "back":
            return Answered(await lock.come_back(desk, person, who.user))
        case "remove-app":
            return Answered(await totp.remove(desk, person.id))
        case _:
            return Answered(await _remove(desk, person, UserRef(*waiting.account)))


# ── the phone ───────────────────────────────────────────────────────────────────────────────────


async def _set_phone(desk: Desk, person: Person, phone: str) -> Words:
    """The old number and the address hear of it; what was signed in is over."""
    await lock.remember(desk, person.id, person.phone)
    await desk.uow.people.save(replace(person, phone=phone))
    await desk.uow.sessions.end_all(person.id)
    await desk.audit(None, person.id, "phone_changed", person.id, "done", "proven")
    if await texting.affordable(desk, person.phone):
        await desk.plan(
            "text",
            {
                "phone": person.phone,
                "template": "phone-changed-text",
                "language": person.language,
                "code": "",
            },
        )
    await _mail(desk, person, "phone-changed")
    return Words("change-phone-done", {"digits": phone[-3:]})


async def _mail(desk: Desk, person: Person, template: str) -> None:
    """To the address, with a way to say that it was not them."""
    undo = await desk.choice(
        "button-not-right", lock.ACTION, {"person": person.id}, life=lock.BUTTON_LIFE
    )
    await desk.plan(
        "mail",
        {
            "to": person.email,
            "template": template,
            "language": person.language,
            "arguments": {"link": f"{desk.world.rules.public_url}/not-me/account/{undo.handle}"},
        },
    )


# ── chat accounts ───────────────────────────────────────────────────────────────────────────────


async def _hand_out_phrase(desk: Desk, person: Person) -> Words:
    """A new phrase voids the old one."""
    phrase = verify.new_phrase(desk)
    name = f"phrase:{verification.digest(phrase)}"
    noted = {"person": person.id, "until": (desk.now + PHRASE_LIFE).isoformat()}
    old = await desk.uow.notes.get(f"phrase-of:{person.id}")
    if old:
        await desk.uow.notes.delete(old)
    await desk.uow.notes.put(f"phrase-of:{person.id}", name)
    await desk.uow.notes.put(name, json.dumps(noted))
    return Words("add-account-phrase", {"phrase": phrase.replace("-", " ")})


async def phrase_given(desk: Desk, account: UserRef, phrase: str) -> Words | None:
    """A phrase came from another account. None: it is none of ours. Raises Refused."""
    name = f"phrase:{verification.digest(phrase)}"
    noted = await desk.uow.notes.get(name)
    if not noted:
        return None
    known: Mapping[str, str] = json.loads(noted)
    await desk.uow.notes.delete(name)
    person = await desk.uow.people.get(PersonId(known["person"]))
    if person is None or datetime.fromisoformat(known["until"]) <= desk.now:
        raise Refused("change-over", "too old")
    bound = await desk.uow.people.by_identity(account)
    if bound is not None and bound.person != person.id:
        await desk.audit(None, person.id, "account_added", person.id, "refused", "taken")
        raise Refused("account-taken", "bound to another person")
    await _tell_other_accounts(desk, person, account)
    private = bound.private if bound else None
    await desk.uow.people.bind(Identity(account, person.id, desk.now, private))
    await desk.uow.sessions.end_all(person.id)
    await desk.audit(None, person.id, "account_added", person.id, "done", account.platform)
    await _mail(desk, person, "account-added")
    await _plan_looks(desk, person.id, None)
    return Words("account-added", {"name": person.name})


async def _tell_other_accounts(desk: Desk, person: Person, added: UserRef) -> None:
    """In each chat that they had before: the new one may be somebody else's."""
    for identity in await desk.uow.people.identities(person.id):
        if identity.ref != added and identity.private is not None:
            await desk.tell_room(
                identity.private,
                Words("account-added-notice", {"platform": _platform(added)}),
                reader=identity.ref,
                urgent=True,
            )


async def _remove(desk: Desk, person: Person, account: UserRef) -> Words:
    """What was shown to that account alone goes, too."""
    identity = await desk.uow.people.by_identity(account)
    others = [i for i in await desk.uow.people.identities(person.id) if i.ref != account]
    if identity is None or identity.person != person.id or not others:
        raise Refused("account-last", "nothing would be left, or not theirs")
    await desk.uow.people.unbind(account)
    await desk.uow.sessions.end_all(person.id)
    await desk.audit(None, person.id, "account_removed", person.id, "done", account.platform)
    await _plan_looks(desk, person.id, account)
    await _mail(desk, person, "account-removed")
    return Words("account-removed", {"platform": _platform(account)})


async def _plan_looks(desk: Desk, person: PersonId, gone: UserRef | None) -> None:
    """In each pod of theirs: rooms are looked at anew; what an account was shown goes with it."""
    for member in await desk.uow.members.of_person(person):
        if member.state is MemberState.ACTIVE:
            await desk.plan(
                "account_changed",
                {"person": person, "account": user_json(gone) if gone else None},
                pod=member.pod,
            )


async def account_changed(world: World, work: Work) -> None:
    """The `account_changed` work, one for each pod."""
    pod = work.pod
    if pod is None:
        raise TypeError("it is looked at pod by pod")
    async with world.store.begin(pod) as uow:
        desk = Desk(world, uow, work.key, "service")
        if work.payload.get("account"):
            person, account = work.payload["person"], user_from(work.payload["account"])
            await _take(desk, pod, PersonId(str(person)), account)
        await rooms.plan_reviews(desk, pod)
        await uow.queue.done(work.id)


async def _take(desk: Desk, pod: PodId, person: PersonId, account: UserRef) -> None:
    """What was shown where that account reads and no other of theirs does.

    By the platform, not by the chat's name: one chat may have two, its own and the account's.
    """
    kept = await desk.uow.people.identities(person)
    others = {i.private for i in kept} | {
        RoomRef(i.ref.platform, i.ref.workspace, i.ref.user) for i in kept
    }
    home = (account.platform, account.workspace)
    for post in await desk.uow.posts.of_person(pod, person):
        theirs = (post.room.platform, post.room.workspace) == home and post.room not in others
        if theirs and post.state is PostState.SENT:
            await desk.uow.posts.save(replace(post, state=PostState.RETRACTED))
            await retract.plan_message(desk, pod, post)
