"""How long work is tried, and that a person whose upload is given up hears of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot import worker
from core import delivery
from core.errors import PlatformError
from core.ids import WorkId
from core.ports import Work, WorkState


class Store:
    """Remembers what became of a work."""

    def __init__(self) -> None:
        self.retried = 0
        self.finished: list[WorkState] = []

    async def retry(self, _work: WorkId, **_more: Any) -> None:
        self.retried += 1

    async def finish(self, _work: WorkId, state: WorkState, **_more: Any) -> None:
        self.finished.append(state)


def work(kind: str, attempts: int) -> Work:
    return Work(WorkId("1.1"), kind, "key", None, "", {}, attempts, False, datetime.now(UTC))


def try_(
    monkeypatch: pytest.MonkeyPatch, error: Exception, attempts: int
) -> tuple[Store, list[str]]:
    given_up: list[str] = []

    async def fail(_world: Any, _work: Work) -> None:
        raise error

    async def give_up(_world: Any, _work: Work) -> None:
        given_up.append(_work.kind)

    monkeypatch.setattr(worker, "KINDS", {"ingest": fail})
    monkeypatch.setattr(worker, "GIVEN_UP", {"ingest": give_up})
    store = Store()
    made = worker.Worker(SimpleNamespace(store=store))  # type: ignore[arg-type]
    asyncio.run(made._try(work("ingest", attempts)))
    return store, given_up


@pytest.mark.parametrize("attempts", [1, 20, 100])
def test_a_platform_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, attempts: int
) -> None:
    store, given_up = try_(monkeypatch, PlatformError("away"), attempts)
    assert (store.retried, store.finished, given_up) == (1, [], [])


def test_limits_are_waited_out_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = try_(monkeypatch, PlatformError("429", retry_after=1), 10_000)
    assert store.retried == 1


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (PlatformError("away"), delivery.ATTEMPTS),
        (PlatformError("refused", permanent=True), 1),
        (ZeroDivisionError(), worker.LAST_ATTEMPT),
    ],
)
def test_what_is_given_up_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception, attempts: int
) -> None:
    store, given_up = try_(monkeypatch, error, attempts)
    assert (store.retried, store.finished, given_up) == (0, [WorkState.DEAD], ["ingest"])
