"""Codes from an authenticator app (RFC 6238), as the alternative to text messages.

The secret is shown once, on a page that a one-time link opens, and counts only after a first right
code. The step of the last code that was accepted is kept: no code is accepted twice.
Text messages are the weaker way: a number can be moved to another SIM card, and a text be read on a
locked screen (NIST SP 800-63B-4, 3.1.3.3).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core import verification
from core.errors import Refused
from core.ids import PersonId, UserRef
from core.model import Handle
from core.usecases import links
from core.usecases.desk import Desk, Words, World
from core.verification import digest

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1  # steps that a phone's clock may be early or late
SECRET_BYTES = 20  # as long as the hash, RFC 4226 section 4
LINK_LIFE = timedelta(minutes=10)
TRIES = 5
DAY = 86_400
ANSWERS_A_DAY = 20
LINK, CONFIRM, OVER = "totp-link", "totp-confirm", "authenticator-over"


def code_at(secret: bytes, step: int) -> str:
    """The six digits of a step, RFC 4226 section 5.3."""
    mac = hmac.digest(secret, struct.pack(">Q", step), hashlib.sha1)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def accepted(secret: bytes, code: str, now: datetime, last_step: int) -> int | None:
    """The step that a code is right for, later than `last_step`; None where there is none.

    Every step is compared, so that the time tells nothing.
    """
    found = None
    for step in range(step_of(now) - DRIFT, step_of(now) + DRIFT + 1):
        same = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if same and step > last_step:
            found = step
    return found


# ── what is kept ────────────────────────────────────────────────────────────────────────────────


def _note(person: PersonId) -> str:
    return f"totp:{person}"


async def has_app(desk: Desk, person: PersonId, *, before: datetime | None = None) -> bool:
    """`before`: only one that was set up before that moment."""
    kept = await desk.uow.notes.get(_note(person))
    if not kept or before is None:
        return bool(kept)
    since = json.loads(kept).get("since")
    return since is None or datetime.fromisoformat(since) < before


async def answered(desk: Desk, person: PersonId, answer: str) -> bool:
    """Whether a code is right for a person's app; it is used up then. Raises Refused: too often."""
    kept = await desk.uow.notes.get(_note(person))
    code = verification.clean_code(answer)
    if not kept or code is None:
        return False
    if not await desk.uow.budgets.take(f"totp:{person}", window_seconds=DAY, limit=ANSWERS_A_DAY):
        raise Refused("answers-enough-today", "app codes")
    known = json.loads(kept)
    step = accepted(base64.b32decode(known["secret"]), code, desk.now, int(known["last_step"]))
    if step is None:
        return False
    await desk.uow.notes.put(_note(person), json.dumps({**known, "last_step": step}))
    return True


async def _keep(desk: Desk, person: PersonId, secret: str, step: int) -> None:
    fresh = {"secret": secret, "last_step": step, "since": desk.now.isoformat()}
    await desk.uow.notes.put(_note(person), json.dumps(fresh))


async def remove(desk: Desk, person: PersonId) -> Words:
    """No app any more: texts again."""
    await desk.uow.notes.delete(_note(person))
    await desk.audit(None, person, "authenticator_removed", person, "done", "own")
    return Words("authenticator-removed")


# ── setting one up ──────────────────────────────────────────────────────────────────────────────


async def link(desk: Desk, person: PersonId, account: UserRef) -> str:
    """The address of the page, for ten minutes, used up by the press that shows the secret."""
    choice = await desk.choice(
        "button-authenticator", LINK, {"person": person}, user=account, life=LINK_LIFE
    )
    await desk.audit(None, person, "authenticator_link", person, "done", "asked in the chat")
    return f"{desk.world.rules.public_url}/authenticator/{choice.handle}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, once: `secret` in base32, `account` as the app will list it."""

    secret: str = field(repr=False)
    account: str = field(repr=False)
    page: str = field(repr=False)
    trouble: Words | None = None


async def check(world: World, link_secret: str) -> None:
    """Whether the link still works; nothing changes. Raises Refused."""
    async with world.store.begin(None) as uow:
        await links.of_person(Desk(world, uow, "totp", "page"), link_secret, LINK, OVER)


async def show(world: World, link_secret: str) -> Shown:
    """The button was pressed: a fresh secret, shown this once. Raises Refused."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"totp:{digest(link_secret)[:24]}", "page")
        found = await links.of_person(desk, link_secret, LINK, OVER)
        await links.use(desk, found, OVER)
        secret = base64.b32encode(world.entropy.bytes(SECRET_BYTES)).decode()
        return await _page(desk, found, secret, TRIES)


async def _page(
    desk: Desk, found: Handle, secret: str, tries: int, trouble: Words | None = None
) -> Shown:
    """The page's own secret carries what is not kept yet, sealed like every button's."""
    person = PersonId(found.arguments["person"])
    choice = await desk.choice(
        "button-authenticator",
        CONFIRM,
        {"person": person, "secret": secret, "tries": str(tries)},
        user=found.user,
        life=LINK_LIFE,
    )
    known = await desk.uow.people.get(person)
    return Shown(secret, known.email if known else "", choice.handle, trouble)


async def _mail(desk: Desk, person: PersonId) -> None:
    """To the address, with a way to say that it was not them."""
    known = await desk.uow.people.get(person)
    if known is None:
        return
    undo = await desk.choice(
        "button-not-right", "not-me-account", {"person": person}, life=timedelta(days=7)
    )
    link = f"{desk.world.rules.public_url}/not-me/account/{undo.handle}"
    await desk.plan(
        "mail",
        {
            "to": known.email,
            "template": "app-added",
            "language": known.language,
            "arguments": {"link": link},
        },
    )


async def confirm(world: World, page: str, answer: str) -> Shown | None:
    """The first code from the app; None: it was right, and the app counts. Raises Refused."""
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, f"totp:{digest(page)[:24]}", "page")
        found = await links.of_person(desk, page, CONFIRM, OVER)
        await links.use(desk, found, OVER)
        person, secret = PersonId(found.arguments["person"]), found.arguments["secret"]
        tries = int(found.arguments["tries"])
        code = verification.clean_code(answer)
        if code is None:
            return await _page(desk, found, secret, tries, Words(verification.NOT_SIX))
        step = accepted(base64.b32decode(secret), code, desk.now, -1)
        if step is not None:
            await _keep(desk, person, secret, step)
            await desk.audit(None, person, "authenticator_added", person, "done", "first code")
            await desk.tell_person(person, Words("authenticator-added"))
            await _mail(desk, person)
            return None
        left = tries - 1
        await desk.audit(None, person, "authenticator_added", person, "refused", "wrong code")
        if left > 0:
            return await _page(desk, found, secret, left, Words("code-wrong", {"left": left}))
    raise Refused(OVER, "too many wrong codes")
