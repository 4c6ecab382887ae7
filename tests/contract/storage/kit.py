"""A store over a real database of either kind, with a clock that the test moves."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import sqlalchemy as sa

from core.ids import (
    ImageId,
    InvitationId,
    MessageRef,
    PersonId,
    PodId,
    PostId,
    RoomId,
    RoomRef,
    UploadId,
    UserRef,
    new_id,
)
from core.imaging import BurnedIn, PatientClues, Purpose
from core.model import (
    PRESETS,
    Audience,
    AuditEntry,
    Form,
    Image,
    ImageState,
    Invitation,
    InvitationState,
    Member,
    Mode,
    Person,
    Pod,
    Post,
    PostState,
    Role,
    Room,
    StoredRendition,
    Upload,
    UploadState,
)
from storage import migrate
from storage.keys import Keys
from storage.store import SqlStore
from tests.services import keeper, postgres

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
FAR = datetime(2999, 1, 1, tzinfo=UTC)
KEYS = Keys(b"master-key-for-the-tests-only-32", b"pepper-for-the-tests-only-32-byt")


class MovedClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Randomness:
    """Never twice the same, in this process or another."""

    def __init__(self) -> None:
        self._random = random.SystemRandom()

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)


RANDOM = Randomness()


def fresh_id(at: datetime = START) -> str:
    return new_id(int(at.timestamp() * 1000), RANDOM.bytes(10))


# ── databases ───────────────────────────────────────────────────────────────────────────────────


@cache
def _migrated_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.sqlite3"
        migrate(f"sqlite:///{path}")
        with sa.create_engine(f"sqlite:///{path}").connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def migrated_sqlite(path: Path) -> str:
    """The address of a migrated file: a copy, since migrating takes most of a second."""
    path.write_bytes(_migrated_file())
    path.chmod(0o600)
    return f"sqlite:///{path}"


@contextmanager
def migrated_template(admin: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    """The name of a migrated database to copy from."""
    with postgres.fresh_database(admin, keeper.ask("postgres")["url"]) as url:
        migrate(url)
        yield str(sa.make_url(url).database)


@contextmanager
def copied_database(admin: psycopg.Connection[tuple[object, ...]], template: str) -> Iterator[str]:
    with postgres.fresh_database(admin, keeper.ask("postgres")["url"], template) as url:
        yield url


@asynccontextmanager
async def opened(url: str, **more: Any) -> AsyncIterator[SqlStore]:
    """A store whose database takes the test's clock for its own, unless told otherwise."""
    arguments: dict[str, Any] = {
        "keys": KEYS,
        "clock": MovedClock(),
        "entropy": RANDOM,
        "database_time": False,
        **more,
    }
    store = await SqlStore.open(url, arguments.pop("keys"), **arguments)
    try:
        yield store
    finally:
        await store.close()


# ── values ──────────────────────────────────────────────────────────────────────────────────────


def a_pod(name: str = "Hand of Ada") -> Pod:
    return Pod(PodId(fresh_id()), name, "de", START, PatientClues("Ada^L", "42", "19151210", "F"))


def a_room(pod: Pod, key: str = "-100", **more: Any) -> Room:
    ref = RoomRef("telegram", "", key)
    values: dict[str, Any] = {"audience": Audience.FAMILY, "mode": Mode.PICTURE, "title": "Family"}
    return Room(RoomId(fresh_id()), pod.id, ref, **{**values, **more})


def a_person(email: str = "ada@example.org", **more: Any) -> Person:
    values: dict[str, Any] = {"name": "Ada", "phone": "+4915112345678", "language": "de"}
    return Person(PersonId(fresh_id()), email=email, created_at=START, **{**values, **more})


def a_user(user: str = "7", platform: str = "telegram") -> UserRef:
    return UserRef(platform, "T1" if platform == "slack" else "", user)


def a_member(pod: Pod, person: PersonId, role: Role = Role.FAMILY, **more: Any) -> Member:
    return Member(pod.id, person, role, PRESETS[role], START, **more)


def an_invitation(pod: Pod, **more: Any) -> Invitation:
    values: dict[str, Any] = {
        "inviter": PersonId(fresh_id()),
        "email": "new@example.org",
        "role": Role.FAMILY,
        "privileges": PRESETS[Role.FAMILY],
        "state": InvitationState.LINK_SENT,
        "created_at": START,
        "expires_at": START + timedelta(hours=24),
    }
    return Invitation(InvitationId(fresh_id()), pod.id, **{**values, **more})


def an_upload(pod: Pod | None, **more: Any) -> Upload:
    values: dict[str, Any] = {
        "state": UploadState.RECEIVED if pod else UploadState.KNOCK,
        "sender": a_user(),
        "person": None,
        "source": MessageRef(RoomRef("telegram", "", "-100"), "5", "file"),
        "place": RoomRef("telegram", "", "-100"),
        "received_at": START,
        "name": "hand.dcm",
        "caption": "left hand",
        "handle": "file-handle",
    }
    return Upload(UploadId(fresh_id()), pod.id if pod else None, **{**values, **more})


def an_image(pod: Pod, number: int = 1, **more: Any) -> Image:
    values: dict[str, Any] = {
        "upload": UploadId(fresh_id()),
        "uploader": PersonId(fresh_id()),
        "state": ImageState.READY,
        "created_at": START,
        "kind": "dicom",
        "frames": 1,
        "width": 512,
        "height": 512,
        "summary": {"modality": "CR"},
        "metadata": {"dicom": {"00080060": {"vr": "CS", "Value": ["CR"]}}},
        "patient": PatientClues("Ada^L", "42"),
        "burned_in": BurnedIn(True, "flag", ((1, 2, 3, 4),)),
    }
    return Image(ImageId(fresh_id()), pod.id, number, **{**values, **more})


def a_rendition(image: Image, purpose: Purpose = Purpose.PREVIEW, **more: Any) -> StoredRendition:
    values: dict[str, Any] = {
        "deidentified": True,
        "format": "jpeg",
        "media_type": "image/jpeg",
        "width": 100,
        "height": 80,
        "frames": 1,
        "bytes": 1234,
        "sha256": "ab" * 32,
        "blob": f"pods/{image.pod}/{image.id}/{purpose.value}",
    }
    return StoredRendition(image.id, image.pod, purpose, **{**values, **more})


def a_post(image: Image, **more: Any) -> Post:
    values: dict[str, Any] = {
        "room": RoomRef("telegram", "", "-100"),
        "form": Form.PICTURE,
        "purpose": Purpose.PREVIEW,
        "state": PostState.PLANNED,
        "planned_at": START,
        "planned_by": image.uploader,
    }
    return Post(PostId(fresh_id()), image.pod, image.id, **{**values, **more})


def an_entry(pod: Pod | None, subject: str = "s", **more: Any) -> AuditEntry:
    values: dict[str, Any] = {
        "at": START,
        "actor": "service",
        "action": "view",
        "outcome": "allowed",
        "reason": "member",
        "origin": "telegram",
        "personal": {"name": "Ada"},
    }
    return AuditEntry(pod=pod.id if pod else None, subject=subject, **{**values, **more})


async def add_pod(store: SqlStore, pod: Pod | None = None) -> Pod:
    made = pod or a_pod()
    async with store.begin(made.id) as uow:
        await uow.pods.add(made)
    return made


def copy_of_sqlite(url: str, path: Path) -> str:
    """A copy of a database that nobody has open."""
    source = sa.make_url(url).database
    assert source is not None
    shutil.copy(source, path)
    return f"sqlite:///{path}"


async def both(*coroutines: Any) -> list[Any]:
    """Run at the same time; the first trouble is raised."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(c) for c in coroutines]
    return [task.result() for task in tasks]


async def column(url: str, query: str) -> list[Any]:
    """The first column of what a superuser's query finds, behind the store's back."""
    return await asyncio.to_thread(_column, url, query)


def _column(url: str, query: str) -> list[Any]:
    with intruder(url) as connection:
        return [row[0] for row in connection.execute(sa.text(query))]


@contextmanager
def intruder(url: str) -> Iterator[sa.Connection]:
    """Somebody with full powers over the database but without the keys; each statement commits."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(url)
    else:
        address = sa.make_url(keeper.ask("postgres")["admin_url"])
        address = address.set(database=sa.make_url(url).database, drivername="postgresql+psycopg")
        engine = sa.create_engine(address)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if url.startswith("sqlite"):
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
            yield connection
    finally:
        engine.dispose()


def erased(pod: Pod) -> Pod:
    return replace(pod, erased_at=START)


def rewrite_audit(db: sa.Connection, rows: list[dict[str, Any]], *, move_head: bool) -> None:
    """Put other rows in the audit's place."""
    db.execute(sa.text("DELETE FROM audit"))
    if rows:
        db.execute(sa.insert(sa.table("audit", *map(sa.column, rows[0]))), rows)
    if move_head:
        last = max(rows, key=lambda r: int(r["seq"]), default={"seq": 0, "hash": bytes(32)})
        head = sa.text("UPDATE audit_head SET seq = :seq, hash = :hash")
        db.execute(head, {"seq": last["seq"], "hash": last["hash"]})


def first_box_of(store: SqlStore, pod: Pod) -> Any:
    """In place of `Unit.box`: the keys that were known before, for tests that break statements."""
    boxes = {wrapped.owner: box for wrapped, box in store._boxes._boxes.items()}

    async def box(_unit: object, owner: PodId | None) -> Any:
        return boxes[owner or ""]

    assert pod.id in boxes
    return box
