"""Sealed bytes, the same promises wherever they are kept."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import obstore
import pytest

from core.errors import NotFound
from core.ids import PodId
from storage.blobs import SealedBlobs
from storage.errors import BlobDamaged, BlobExists
from storage.keys import Box
from storage.store import SqlStore
from storage.sweep import sweep
from tests.contract.storage import kit
from tests.contract.storage.kit import RANDOM, add_pod

ONE, TWO = PodId("one"), PodId("two")
MEGABYTE = 1024 * 1024


class FixedBoxes:
    """Keys without a database."""

    def __init__(self) -> None:
        self.boxes = {pod: Box(RANDOM.bytes(32), RANDOM) for pod in (None, ONE, TWO)}

    async def box(self, pod: PodId | None) -> Box:
        if pod not in self.boxes:
            raise NotFound("pod-gone")
        return self.boxes[pod]


@pytest.fixture(params=["file", "memory", "s3"])
def blobs_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        url: str = request.getfixturevalue("s3_url")
        return url
    return f"file://{tmp_path / 'blobs'}" if request.param == "file" else "memory:///"


@pytest.fixture
def boxes() -> FixedBoxes:
    return FixedBoxes()


@pytest.fixture
def blobs(blobs_url: str, boxes: FixedBoxes) -> SealedBlobs:
    return SealedBlobs.open(blobs_url, boxes, RANDOM)


async def chunks(data: bytes, size: int = 300_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def got(blobs: SealedBlobs, pod: PodId | None, key: str, sha256: str = "") -> bytes:
    return b"".join([c async for c in blobs.get(pod, key, sha256=sha256)])


async def keys_of(blobs: SealedBlobs) -> set[str]:
    return {key async for key, _ in blobs.listed()}


@pytest.mark.parametrize("size", [0, 1, 300_000, 20 * MEGABYTE])
async def test_what_is_put_comes_back(blobs: SealedBlobs, size: int) -> None:
    data = RANDOM.bytes(size)
    count, sha256 = await blobs.put(ONE, "pods/one/a", chunks(data))
    assert count == size
    assert await got(blobs, ONE, "pods/one/a", sha256) == data
    assert await keys_of(blobs) == {"pods/one/a"}


@pytest.mark.parametrize("size", [10, 20 * MEGABYTE])
async def test_a_blob_is_never_overwritten(blobs: SealedBlobs, size: int) -> None:
    data = RANDOM.bytes(size)
    await blobs.put(ONE, "pods/one/a", chunks(data))
    with pytest.raises(BlobExists):
        await blobs.put(ONE, "pods/one/a", chunks(RANDOM.bytes(size)))
    assert await got(blobs, ONE, "pods/one/a") == data


@pytest.mark.parametrize("size", [10, 20 * MEGABYTE])
async def test_a_put_that_was_cut_off_leaves_nothing(blobs: SealedBlobs, size: int) -> None:
    async def broken() -> AsyncIterator[bytes]:
        async for chunk in chunks(RANDOM.bytes(size)):
            yield chunk
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await blobs.put(ONE, "pods/one/a", broken())
    with pytest.raises(NotFound):
        await got(blobs, ONE, "pods/one/a")
    assert await keys_of(blobs) == set()
    await blobs.put(ONE, "pods/one/a", chunks(b"now"))
    assert await got(blobs, ONE, "pods/one/a") == b"now"


async def test_a_cancelled_put_leaves_nothing(blobs: SealedBlobs) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield RANDOM.bytes(MEGABYTE)
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(blobs.put(ONE, "pods/one/a", endless()))
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    with pytest.raises(NotFound):
        await got(blobs, ONE, "pods/one/a")
    await blobs.put(ONE, "pods/one/a", chunks(b"now"))


async def test_of_many_puts_at_once_one_wins(blobs: SealedBlobs) -> None:
    puts = [blobs.put(ONE, "pods/one/a", chunks(bytes([n]) * 1000)) for n in range(8)]
    results = await asyncio.gather(*puts, return_exceptions=True)
    assert sum(isinstance(r, BlobExists) for r in results) == 7
    (winner,) = [n for n, r in enumerate(results) if not isinstance(r, BaseException)]
    assert await got(blobs, ONE, "pods/one/a") == bytes([winner]) * 1000


async def test_another_pods_key_does_not_open(blobs: SealedBlobs, boxes: FixedBoxes) -> None:
    await blobs.put(ONE, "pods/one/a", chunks(b"secret"))
    with pytest.raises(BlobDamaged):
        await got(blobs, TWO, "pods/one/a")
    del boxes.boxes[ONE]
    with pytest.raises(NotFound):
        await got(blobs, ONE, "pods/one/a")


async def test_a_blob_in_anothers_place_does_not_open(blobs: SealedBlobs) -> None:
    await blobs.put(ONE, "pods/one/a", chunks(b"secret"))
    await obstore.copy_async(blobs._store, "pods/one/a", "pods/one/b")
    with pytest.raises(BlobDamaged):
        await got(blobs, ONE, "pods/one/b")


async def test_a_thousand_flipped_bits_are_refused(boxes: FixedBoxes) -> None:
    blobs = SealedBlobs.open("memory:///", boxes, RANDOM)
    await blobs.put(ONE, "k", chunks(RANDOM.bytes(2000)))
    whole = bytes(await (await obstore.get_async(blobs._store, "k")).bytes_async())
    dice = random.Random(3)
    for _ in range(1000):
        changed = bytearray(whole)
        changed[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        await obstore.put_async(blobs._store, "k", bytes(changed))
        with pytest.raises(BlobDamaged):
            await got(blobs, ONE, "k")


async def test_the_digest_is_compared(blobs: SealedBlobs) -> None:
    await blobs.put(ONE, "pods/one/a", chunks(b"secret"))
    with pytest.raises(BlobDamaged):
        await got(blobs, ONE, "pods/one/a", "00" * 32)


async def test_a_move_can_be_taken_up_anywhere(blobs: SealedBlobs) -> None:
    await blobs.put(None, "knocks/u/original-1", chunks(b"knock"))
    moved = await blobs.move("knocks/u/original-1", None, ONE)
    assert moved == "pods/one/u/original-1"
    assert await got(blobs, ONE, moved) == b"knock"
    assert await keys_of(blobs) == {moved}
    # Cut off before its caller could note the new key.
    assert await blobs.move("knocks/u/original-1", None, ONE) == moved
    # Cut off before the old one was deleted.
    await blobs.put(None, "knocks/u/original-1", chunks(b"knock"))
    assert await blobs.move("knocks/u/original-1", None, ONE) == moved
    assert await keys_of(blobs) == {moved}
    with pytest.raises(NotFound):
        await blobs.move("knocks/none", None, ONE)


async def test_deleting_twice_is_no_error(blobs: SealedBlobs) -> None:
    await blobs.put(ONE, "pods/one/a", chunks(b"x"))
    await blobs.delete("pods/one/a")
    await blobs.delete("pods/one/a")
    with pytest.raises(NotFound):
        await got(blobs, ONE, "pods/one/a")
    assert await blobs.healthy()


async def test_nothing_clear_is_stored(boxes: FixedBoxes, tmp_path: Path) -> None:
    blobs = SealedBlobs.open(f"file://{tmp_path / 'blobs'}", boxes, RANDOM)
    await blobs.put(ONE, "pods/one/a", chunks(b"canary" * 100_000))
    path = tmp_path / "blobs" / "pods" / "one" / "a"
    assert b"canary" not in await asyncio.to_thread(path.read_bytes)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "blobs").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("key", ["../outside", "pods/../../outside"])
async def test_no_key_leads_outside(boxes: FixedBoxes, tmp_path: Path, key: str) -> None:
    blobs = SealedBlobs.open(f"file://{tmp_path / 'blobs'}", boxes, RANDOM)
    with pytest.raises(ValueError, match="illegal"):
        await blobs.put(ONE, key, chunks(b"x"))
    assert not (tmp_path / "outside").exists()


def test_only_known_places() -> None:
    for url in ("", "http://x", "/tmp/x"):
        with pytest.raises(ValueError, match="blobs live at"):
            SealedBlobs.open(url, FixedBoxes(), RANDOM)


async def test_the_sweep_takes_what_nothing_points_at(
    store: SqlStore, blobs_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sweep.BATCH", 2)
    blobs = SealedBlobs.open(blobs_url, store, RANDOM)
    pod, erased = await add_pod(store), await add_pod(store)
    kept = set()
    for owner in (pod, erased):
        image = kit.an_image(owner)
        upload = kit.an_upload(owner, blob=f"pods/{owner.id}/upload")
        rendition = kit.a_rendition(image)
        async with store.begin(owner.id) as uow:
            await uow.images.add(image, [rendition])
            await uow.uploads.add(upload)
        for key in (upload.blob, rendition.blob, f"pods/{owner.id}/orphan"):
            await blobs.put(owner.id, key, chunks(b"x"))
        kept |= {upload.blob, rendition.blob} if owner is pod else set()
    knock = kit.an_upload(None, blob="knocks/k")
    async with store.begin(None) as uow:
        await uow.uploads.add(knock)
    await blobs.put(None, "knocks/k", chunks(b"x"))
    await blobs.put(None, "knocks/orphan", chunks(b"x"))
    async with store.begin(erased.id) as uow:
        await uow.pods.destroy_key(erased.id)

    now = kit.WallClock().now()
    assert await sweep(store, blobs, stored_before=now - timedelta(hours=1)) == 0
    assert await sweep(store, blobs, stored_before=now + timedelta(hours=1)) == 5
    assert await keys_of(blobs) == kept | {"knocks/k"}


async def test_a_store_that_is_away_says_so(
    boxes: FixedBoxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    blobs = SealedBlobs.open("s3://bucket?endpoint=http://127.0.0.1:9", boxes, RANDOM)
    assert not await blobs.healthy()
    with pytest.raises(ConnectionError):
        await blobs.put(ONE, "a", chunks(b"x"))
    with pytest.raises(ConnectionError):
        await got(blobs, ONE, "a")
