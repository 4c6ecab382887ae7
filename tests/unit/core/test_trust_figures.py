"""The figures that docs/trust.md promises, held apart from the tests that only use them."""

from __future__ import annotations

from datetime import timedelta

from core import verification
from core.usecases import emergency, invite, lock, sessions, texting, verify


def test_a_link_lives_a_day_at_most() -> None:
    assert timedelta(hours=24) >= verification.LINK_LIFE


def test_a_code_has_six_digits_and_lives_ten_minutes() -> None:
    assert verification.CODE_DIGITS >= 6
    assert timedelta(minutes=10) >= verification.CODE_LIFE


def test_guesses_and_codes_are_few() -> None:
    assert verification.WRONG_ANSWERS <= 5
    assert verification.CODES_A_DAY <= 5
    assert [d.total_seconds() / 60 for d in verification.RESEND_DELAYS] == [1, 2, 5, 10]
    assert verify.ANSWERS_A_DAY["installation"] <= 5_000  # 0.5 % for one hit
    assert set(verify.ANSWERS_A_DAY) == {"address", "pod", "inviter", "installation"}
    assert texting.TEXTS["number"] == (86_400, 5)
    assert set(texting.TEXTS) == {"number", "prefix", "pod", "installation"}
    assert set(invite.INVITATIONS_A_DAY) == {"inviter", "pod", "address"}


def test_a_phrase_cannot_be_guessed() -> None:
    words = len(set(verify.PHRASE_WORDS))
    assert words**verification.PHRASE_LENGTH >= 2**48


def test_signing_in_and_emergencies_end() -> None:
    assert timedelta(minutes=10) >= sessions.LINK_LIFE
    assert timedelta(minutes=15) >= sessions.IDLE
    assert timedelta(hours=8) >= sessions.LONGEST
    assert timedelta(hours=1) >= emergency.LASTS
    assert emergency.OPENED_A_DAY["member"] <= 8
    assert emergency.OPENED_A_DAY["pod"] <= 24
    assert timedelta(days=7) >= lock.BUTTON_LIFE
