"""Processes tell each other of work; when they cannot, only time is lost."""

from __future__ import annotations

import pytest

from core.ports import NewWork
from storage.limiter import RateLimiter
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.integration.storage.proxy import Proxy, proxied

LONG = 60.0


async def add(store: SqlStore, key: str) -> None:
    async with store.begin(None) as uow:
        await uow.queue.add(NewWork("kind", key, {}))


async def heard(store: SqlStore) -> list[str]:
    """What there is once somebody says that there is something."""
    while True:
        await store.wait(LONG)
        works = await store.claim(limit=10, lease_seconds=LONG)
        if works:
            return [work.key for work in works]


async def test_over_redis(migrated_sqlite_url: str, redis_url: str) -> None:
    async with (
        kit.opened(migrated_sqlite_url, redis_url=redis_url) as one,
        kit.opened(migrated_sqlite_url, redis_url=redis_url) as two,
    ):
        await two.wait(LONG)  # it says so when it has begun to listen
        await two.claim(limit=10, lease_seconds=LONG)
        await add(one, "a")
        assert await heard(two) == ["a"]


async def test_over_postgres_itself(migrated_postgres_url: str) -> None:
    async with (
        kit.opened(migrated_postgres_url) as one,
        kit.opened(migrated_postgres_url) as two,
    ):
        await two.wait(LONG)
        await two.claim(limit=10, lease_seconds=LONG)
        await add(one, "a")
        assert await heard(two) == ["a"]


async def test_without_redis_work_goes_on(migrated_sqlite_url: str) -> None:
    nobody = "redis://127.0.0.1:9/0"
    async with kit.opened(migrated_sqlite_url, redis_url=nobody) as store:
        await add(store, "a")
        assert await heard(store) == ["a"]


async def test_redis_comes_back(migrated_sqlite_url: str, redis_url: str) -> None:
    async with (
        proxied(redis_url) as (url, proxy),
        kit.opened(migrated_sqlite_url, redis_url=redis_url) as one,
        kit.opened(migrated_sqlite_url, redis_url=url) as two,
    ):
        await two.wait(LONG)
        await two.claim(limit=10, lease_seconds=LONG)
        proxy.cut()
        await add(one, "a")
        # Cut off it hears nothing; on its return it looks by itself.
        assert await heard(two) == ["a"]
        await add(one, "b")
        assert await heard(two) == ["b"]


class Hand:
    """Time that the test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


async def test_a_rate_in_memory() -> None:
    time = Hand()
    limiter = RateLimiter(None, time=time)

    async def ask(bucket: str = "a") -> float:
        return round(await limiter.wait(bucket, per_second=2, burst=3), 6)

    assert [await ask() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert await ask("b") == 0
    time.at += 1.0
    assert await ask() == 0.5
    time.at += 1000
    assert [await ask() for _ in range(4)] == [0, 0, 0, 0.5]
    await limiter.close()


async def test_a_rate_shared_over_redis(redis_url: str) -> None:
    one, two = RateLimiter(redis_url), RateLimiter(redis_url)
    asks = [
        limiter.wait("chat", per_second=0.001, burst=5) for limiter in (one, two) for _ in range(10)
    ]
    waits = await kit.both(*asks)
    assert waits.count(0.0) == 5
    assert sorted(round(w / 1000) for w in waits if w) == list(range(1, 16))
    await one.close()
    await two.close()


async def test_a_rate_goes_on_in_memory_without_redis() -> None:
    limiter = RateLimiter("redis://127.0.0.1:9/0")
    waits = [await limiter.wait("a", per_second=0.001, burst=2) for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert waits[2] > 900
    await limiter.close()


async def test_a_silent_redis_holds_nobody_up(redis_url: str) -> None:
    async with proxied(redis_url) as (url, proxy):
        limiter = RateLimiter(url)
        assert await limiter.wait("a", per_second=1, burst=1) == 0
        proxy.freeze()
        assert await limiter.wait("b", per_second=1, burst=1) == 0
        await limiter.close()


@pytest.mark.parametrize("fault", ["cut", "refuse"])
async def test_postgres_comes_back(migrated_postgres_url: str, fault: str) -> None:
    async with proxied(migrated_postgres_url) as (url, proxy), kit.opened(url) as store:
        await add(store, "a")
        await trouble(proxy, store, fault)
        assert await heard(store) == ["a"]
        assert await store.healthy()


async def trouble(proxy: Proxy, store: SqlStore, fault: str) -> None:
    """A lost connection is made anew unseen; while there is none, nothing happens."""
    if fault == "cut":
        proxy.cut()
        await add(store, "b")
        works = await store.claim(limit=10, lease_seconds=LONG)
        assert [w.key for w in works] == ["a", "b"]
        for work in works:
            await store.retry(work.id, delay_seconds=3600 if work.key == "b" else 0)
        return
    proxy.refuse()
    with pytest.raises(ConnectionError):
        await add(store, "never")
    assert not await store.healthy()
    proxy.accept()
    works = await store.claim(limit=10, lease_seconds=LONG)
    assert [w.key for w in works] == ["a"]
    await store.retry(works[0].id, delay_seconds=0)


async def test_a_silent_postgres_is_given_up(
    migrated_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxied(migrated_postgres_url) as (url, proxy), kit.opened(url) as store:
        monkeypatch.setattr("storage.postgres.ANSWER_SECONDS", 0.5)
        await add(store, "a")
        proxy.freeze()
        with pytest.raises(ConnectionError):
            await add(store, "b")
        proxy.cut()
        assert await heard(store) == ["a"]


async def test_a_locked_sqlite_is_given_up(
    migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.BUSY_MS", 50)
    async with kit.opened(migrated_sqlite_url) as store:
        with kit.intruder(migrated_sqlite_url) as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")
            with pytest.raises(ConnectionError):
                await add(store, "a")
            assert await store.healthy(), "reading goes on"
            other.exec_driver_sql("ROLLBACK")
        await add(store, "a")
        assert await heard(store) == ["a"]
