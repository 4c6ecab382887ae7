"""The newcomer's steps: in order, once, and never more guesses than there are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import verification as v
from core.errors import Refused
from core.ids import InvitationId, PersonId, PodId, UserRef
from core.model import Invitation, InvitationState, Privilege, Role

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STATES = list(InvitationState)


def invitation(state: InvitationState = InvitationState.LINK_SENT, **changes: object) -> Invitation:
    made = Invitation(
        id=InvitationId("i"),
        pod=PodId("p"),
        inviter=PersonId("anna"),
        email="carl@example.org",
        role=Role.FAMILY,
        privileges=frozenset({Privilege.VIEW}),
        state=state,
        created_at=NOW,
        expires_at=NOW + v.LINK_LIFE,
        link_hash="link",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def with_code(**changes: object) -> Invitation:
    confirmed = v.confirm_email(invitation(), "page", NOW)
    return replace(v.code_sent(confirmed, "+441632960001", "sealed", "", NOW), **changes)  # type: ignore[arg-type]


def test_the_whole_way() -> None:
    sent = with_code()
    assert sent.state is InvitationState.CODE_SENT
    assert sent.link_hash == ""
    known = v.attach_account(sent, UserRef("chat", "", "7"), NOW)
    verified, _ = v.answered(known, right=True, now=NOW)
    assert verified.state is InvitationState.VERIFIED
    done = v.bound(verified)
    assert done.state is InvitationState.BOUND
    assert not any((done.link_hash, done.page_hash, done.bind_hash, done.code_hash))


@pytest.mark.parametrize("state", [s for s in STATES if s is not InvitationState.LINK_SENT])
def test_a_link_counts_once_and_in_its_place(state: InvitationState) -> None:
    with pytest.raises(Refused):
        v.confirm_email(invitation(state), "page", NOW)


@pytest.mark.parametrize("state", [s for s in STATES if s is not InvitationState.CODE_SENT])
def test_a_code_counts_only_after_it_was_sent(state: InvitationState) -> None:
    with pytest.raises(Refused):
        v.answered(invitation(state), right=True, now=NOW)


@pytest.mark.parametrize("state", [s for s in STATES if s is not InvitationState.VERIFIED])
def test_nobody_is_bound_before_all_is_proven(state: InvitationState) -> None:
    with pytest.raises(Refused):
        v.bound(invitation(state))


def test_a_link_is_over_after_a_day() -> None:
    late = NOW + v.LINK_LIFE
    with pytest.raises(Refused):
        v.confirm_email(invitation(), "page", late)


def test_a_code_is_over_after_ten_minutes() -> None:
    with pytest.raises(Refused) as refusal:
        v.answered(with_code(), right=True, now=NOW + v.CODE_LIFE)
    assert refusal.value.words == "code-too-old"


def test_five_wrong_answers_lock() -> None:
    current = with_code()
    for left in (4, 3, 2, 1, 0):
        current, tries = v.answered(current, right=False, now=NOW)
        assert tries == left
    assert current.state is InvitationState.LOCKED
    with pytest.raises(Refused):
        v.answered(current, right=True, now=NOW)


def test_a_new_code_does_not_give_new_tries() -> None:
    current, _ = v.answered(with_code(), right=False, now=NOW)
    later = NOW + timedelta(minutes=2)
    again = v.code_sent(current, "+441632960001", "other", "", later)
    assert again.code_failures == 1
    assert again.code_hash == "other"


def test_codes_are_sent_after_one_two_five_and_ten_minutes() -> None:
    current, now = with_code(), NOW
    for minutes in (1, 2, 5, 10):
        early = now + timedelta(minutes=minutes, seconds=-1)
        with pytest.raises(Refused) as refusal:
            v.may_send_code(current, early)
        assert refusal.value.words == "code-wait"
        now += timedelta(minutes=minutes)
        current = v.code_sent(current, "+441632960001", "sealed", "", now)
    with pytest.raises(Refused) as refusal:
        v.may_send_code(current, now + timedelta(hours=1))
    assert refusal.value.words == "code-enough-today"


def test_a_second_account_cannot_take_an_invitation_over() -> None:
    first = v.attach_account(with_code(), UserRef("chat", "", "7"), NOW)
    with pytest.raises(Refused):
        v.attach_account(first, UserRef("chat", "", "8"), NOW)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("１２３４５６", "123456"),  # full width
        ("١٢٣٤٥٦", "123456"),  # Arabic
        ("۱۲۳۴۵۶", "123456"),  # Persian
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("123\u200b456", None),  # a zero-width space
        ("", None),
        ("1" * 100_000, None),
        ("②②②②②②", None),  # digits, but not decimal ones
    ],
)
def test_pasted_codes(typed: str, meant: str | None) -> None:
    assert v.clean_code(typed) == meant


@given(st.text())
def test_no_answer_breaks_anything(typed: str) -> None:
    cleaned = v.clean_code(typed)
    assert cleaned is None or (len(cleaned) == 6 and cleaned.isascii() and cleaned.isdigit())
    v.clean_phrase(typed)


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+44 7400 123456", "", "+447400123456"),
        ("0044 7400 123456", "GB", "+447400123456"),
        ("07400 123456", "GB", "+447400123456"),
        ("+1 (201) 555-0123", "", "+12015550123"),
        ("\uff0b\uff14\uff14 7400 123456", "", "+447400123456"),
        ("+\u0664\u0664 7400 123456", "", "+447400123456"),
        ("\u202a+44\u200b7400123456\u202c", "", "+447400123456"),
    ],
)
def test_numbers_are_understood(typed: str, region: str, number: str) -> None:
    assert v.parse_phone(typed, region=region, countries=frozenset()) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "07400 123456",  # no country, no region
        "+44 900 123 4567",  # premium rate
        "+870 773 123456",  # satellite
        "+8816 1234 5678",
        "911",
        "+1" + "2" * 100,
        "+44 7400 123456; drop",
        "+44 7400 123456 ext 9",  # behind a switchboard
        "+44 7400 123456,,,9",
        "tel:+447400123456;ext=9",
        "+44 7400 123456#9",
        "+44 7400 123456\n+44 7400 123457",
        "+979 123456789",
        "+44 871 234 5678",  # shared cost
        "*21*+447400123456#",
        "1" * 100_000,
    ],
)
def test_numbers_that_are_not_texted(typed: str) -> None:
    with pytest.raises(Refused):
        v.parse_phone(typed, region="", countries=frozenset())


def test_countries_that_are_not_on_the_list_are_not_texted() -> None:
    with pytest.raises(Refused) as refusal:
        v.parse_phone("+447400123456", region="", countries=frozenset({"DE"}))
    assert refusal.value.words == "phone-country"


def test_phrases_are_understood_however_they_are_written() -> None:
    for typed in ("acorn-amber-anchor-apple-apron-april", "Acorn amber, anchor apple apron APRIL "):
        assert v.clean_phrase(typed) == "acorn-amber-anchor-apple-apron-april"
    assert v.clean_phrase("acorn amber") is None
