"""Letting somebody in: pure steps over an invitation.

requested → link_sent → email_confirmed → code_sent → verified → bound, or locked, expired,
cancelled. Each step says what must follow; nothing is sent from here.
Sources: NIST SP 800-63B-4 3.1.3, OWASP ASVS 5.0 6.5 and 2.3.1.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

import phonenumbers

from core.errors import Refused
from core.ids import UserRef
from core.model import Invitation, InvitationState

LINK_LIFE = timedelta(hours=24)
CODE_LIFE = timedelta(minutes=10)
BIND_LIFE = timedelta(hours=24)
CODE_DIGITS = 6
WRONG_ANSWERS = 5
RESEND_DELAYS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10))
CODES_A_DAY = 5
LONGEST_ANSWER = 64
NOT_SIX = "code-not-six"
LONGEST_PHRASE = 128
PHRASE_LENGTH = 6

OPEN = frozenset(
    {
        InvitationState.REQUESTED,
        InvitationState.LINK_SENT,
        InvitationState.EMAIL_CONFIRMED,
        InvitationState.CODE_SENT,
        InvitationState.VERIFIED,
    }
)
REFUSED_TYPES = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.PAGER,
        phonenumbers.PhoneNumberType.VOICEMAIL,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    }
)
# Networks in orbit or at sea cost several euros a text and are where toll fraud goes.
SATELLITE = ("+870", "+881", "+882", "+883", "+878", "+979", "+888")


def digest(secret: str) -> str:
    """What is stored of a secret that is long enough not to need more."""
    return hashlib.sha256(secret.encode()).hexdigest()


def parse_phone(written: str, *, region: str, countries: frozenset[str]) -> str:
    """The E.164 form. `countries`: ISO codes that may be texted; empty: all.

    Raises Refused with words for the person.
    """
    if len(written) > LONGEST_ANSWER:
        raise Refused("phone-not-understood", "too long")
    text = "".join(c for c in written if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException as error:
        raise Refused("phone-not-understood", "no number") from error
    if number.extension:  # a text does not get behind a switchboard
        raise Refused("phone-no-texts", "an extension")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if e164.startswith(SATELLITE) or not phonenumbers.is_valid_number(number):
        raise Refused("phone-not-understood", "not a subscriber's number")
    if phonenumbers.number_type(number) in REFUSED_TYPES:
        raise Refused("phone-no-texts", "number type")
    if countries and phonenumbers.region_code_for_number(number) not in countries:
        raise Refused("phone-country", "country not on the list")
    return e164


def clean_code(answer: str) -> str | None:
    """The digits that a person meant; None when it cannot be a code.

    Spaces and dashes go, full-width and other decimal digits become ASCII. Anything else, or too
    much of it, is no code.
    """
    if len(answer) > LONGEST_ANSWER:
        return None
    digits = []
    for char in answer:
        if char.isspace() or char in "-–—.·":
            continue
        if char.isdecimal():
            digits.append(str(unicodedata.decimal(char)))
        else:
            return None
    return "".join(digits) if len(digits) == CODE_DIGITS else None


def six_digits(answer: str) -> str:
    """The same for an answer that is to be counted: what is no code is no guess. Raises Refused."""
    code = clean_code(answer)
    if code is None:
        raise Refused(NOT_SIX, "not six digits")
    return code


def clean_phrase(text: str) -> str | None:
    """The six words as one, however they were written; None when it cannot be a phrase."""
    if len(text) > LONGEST_PHRASE:
        return None
    words = re.findall(r"[a-z]+", unicodedata.normalize("NFKC", text).lower())
    return "-".join(words) if len(words) == PHRASE_LENGTH else None


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether the invitation can still be taken up."""
    return invitation.state in OPEN and invitation.expires_at > now


def _require(invitation: Invitation, now: datetime, *states: InvitationState) -> None:
    if invitation.state is InvitationState.LOCKED:
        raise Refused("invitation-locked", "locked")
    if not is_open(invitation, now):
        raise Refused("invitation-over", str(invitation.state))
    if invitation.state not in states:
        raise Refused("invitation-out-of-order", str(invitation.state))


def link_sent(invitation: Invitation, link_hash: str) -> Invitation:
    return replace(invitation, state=InvitationState.LINK_SENT, link_hash=link_hash)


def confirm_email(invitation: Invitation, page_hash: str, now: datetime) -> Invitation:
    """The link was used by somebody who typed a phone number: it is dead from here on."""
    _require(invitation, now, InvitationState.LINK_SENT)
    return replace(
        invitation,
        state=InvitationState.EMAIL_CONFIRMED,
        link_hash="",
        page_hash=page_hash,
    )


def may_send_code(invitation: Invitation, now: datetime) -> None:
    """Raises Refused when a code may not be sent (again) now."""
    _require(invitation, now, InvitationState.EMAIL_CONFIRMED, InvitationState.CODE_SENT)
    if invitation.code_failures >= WRONG_ANSWERS:
        raise Refused("invitation-locked", "too many wrong answers")
    if invitation.codes_sent >= CODES_A_DAY:
        raise Refused("code-enough-today", "codes sent")
    if invitation.resend_at is not None and now < invitation.resend_at:
        wait = int((invitation.resend_at - now).total_seconds()) + 1
        raise Refused("code-wait", "resend delay", args={"seconds": wait})


def code_sent(
    invitation: Invitation, phone: str, code_hash: str, bind_hash: str, now: datetime
) -> Invitation:
    """A new code voids the old one; the count of wrong answers stays."""
    may_send_code(invitation, now)
    delay = RESEND_DELAYS[min(invitation.codes_sent, len(RESEND_DELAYS) - 1)]
    return replace(
        invitation,
        state=InvitationState.CODE_SENT,
        phone=phone,
        code_hash=code_hash,
        bind_hash=bind_hash or invitation.bind_hash,
        code_expires_at=now + CODE_LIFE,
        codes_sent=invitation.codes_sent + 1,
        resend_at=now + delay,
    )


def app_asked(invitation: Invitation, phone: str) -> Invitation:
    """The number is the one known of a person who has an app: it is asked, and nothing is texted.

    An app's code is over in seconds by itself, so this one answer lives as long as the invitation.
    """
    if invitation.state is not InvitationState.EMAIL_CONFIRMED:
        raise Refused("invitation-out-of-order", str(invitation.state))
    return replace(
        invitation,
        state=InvitationState.CODE_SENT,
        phone=phone,
        code_hash="",
        code_expires_at=invitation.expires_at,
    )


def number_changed(invitation: Invitation, phone: str, now: datetime) -> Invitation:
    """Another number: the code to the old one is dead; every count and every wait stays."""
    _require(invitation, now, InvitationState.CODE_SENT)
    return replace(invitation, phone=phone, code_hash="", code_expires_at=None)


def may_answer(invitation: Invitation, now: datetime) -> None:
    """Raises Refused when no answer can count now."""
    _require(invitation, now, InvitationState.CODE_SENT)
    if invitation.code_expires_at is None or invitation.code_expires_at <= now:
        raise Refused("code-too-old", "code expired")


def answered(invitation: Invitation, *, right: bool, now: datetime) -> tuple[Invitation, int]:
    """The invitation after an answer, and how many tries are left."""
    may_answer(invitation, now)
    if right:
        return (
            replace(
                invitation,
                state=InvitationState.VERIFIED,
                code_hash="",
                code_expires_at=None,
                expires_at=max(invitation.expires_at, now + BIND_LIFE),
            ),
            WRONG_ANSWERS,
        )
    failures = invitation.code_failures + 1
    left = max(0, WRONG_ANSWERS - failures)
    state = invitation.state if left else InvitationState.LOCKED
    code_hash = invitation.code_hash if left else ""
    return (
        replace(invitation, code_failures=failures, state=state, code_hash=code_hash),
        left,
    )


def attach_account(invitation: Invitation, account: UserRef, now: datetime) -> Invitation:
    """The chat account that came by the deep link or the phrase; another one may not follow."""
    _require(invitation, now, InvitationState.CODE_SENT, InvitationState.VERIFIED)
    if invitation.identity is not None and invitation.identity != account:
        raise Refused("invitation-other-account", "bound to another account")
    return replace(invitation, identity=account)


def bound(invitation: Invitation) -> Invitation:
    """All is proven; every secret of it is dead."""
    if invitation.state is not InvitationState.VERIFIED:
        raise Refused("invitation-out-of-order", str(invitation.state))
    return replace(
        invitation,
        state=InvitationState.BOUND,
        link_hash="",
        page_hash="",
        bind_hash="",
        code_hash="",
    )
