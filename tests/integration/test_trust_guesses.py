"""Guessing is bounded by the budgets, whatever the attacker does; see also `tests.guessing`."""

from __future__ import annotations

from core import verification
from core.usecases import verify
from tests import guessing


async def test_no_more_answers_count_than_the_installations_budget_allows() -> None:
    result = await guessing.guess(20_000, 1_000)
    assert result.counted <= verify.ANSWERS_A_DAY["installation"] == 1_000
    assert result.bound <= 0.005


async def test_no_more_answers_count_than_each_invitation_allows() -> None:
    result = await guessing.guess(2_000, 100)
    assert result.counted <= 100 * verification.WRONG_ANSWERS


async def test_hits_come_as_often_as_answers_count_and_no_oftener() -> None:
    days = [await guessing.guess(4_000, seed=n, digits=3) for n in range(10)]
    counted, hits = sum(d.counted for d in days), sum(d.hits for d in days)
    expected = counted / 1_000
    assert hits <= expected + 5 * expected**0.5
