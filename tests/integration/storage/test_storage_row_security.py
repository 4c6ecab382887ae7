"""PostgreSQL's own locks hold when ours are forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import sqlalchemy as sa

from core.model import Pod
from storage import statements
from storage.postgres import ROLE
from storage.store import SqlStore
from storage.tables import POD_TABLES, audit, pods, uploads
from tests.contract.storage import kit
from tests.contract.storage.kit import add_pod

ALL = (*POD_TABLES, pods, audit)


async def fill(store: SqlStore, number: int) -> Pod:
    pod = await add_pod(store)
    image = kit.an_image(pod)
    async with store.begin(pod.id) as uow:
        await uow.rooms.add(kit.a_room(pod, f"-{number}"))
        await uow.members.save(kit.a_member(pod, kit.PersonId(f"person-{number}")))
        await uow.invitations.add(kit.an_invitation(pod, link_hash=f"link-{number}"))
        await uow.images.add(image, [kit.a_rendition(image)])
        await uow.posts.add(kit.a_post(image))
        await uow.uploads.add(kit.an_upload(pod))
        await uow.audit.add(kit.an_entry(pod))
    return pod


@pytest.fixture
async def two_pods(migrated_postgres_url: str) -> AsyncIterator[tuple[SqlStore, Pod, Pod]]:
    async with kit.opened(migrated_postgres_url) as store:
        yield store, await fill(store, 1), await fill(store, 2)


@pytest.fixture
def application(
    two_pods: tuple[SqlStore, Pod, Pod], migrated_postgres_url: str
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection such as the application's own, but with nothing between it and the database."""
    with psycopg.connect(migrated_postgres_url, options=f"-c role={ROLE}") as connection:
        yield connection


def enter(connection: psycopg.Connection[tuple[object, ...]], pod: str, lookup: str = "") -> None:
    connection.rollback()
    connection.execute("SELECT set_config('carepods.pod', %s, true)", (pod,))
    connection.execute("SELECT set_config('carepods.lookup', %s, true)", (lookup,))


@pytest.mark.parametrize("table", [t.name for t in ALL])
def test_without_a_where_there_is_one_pod_or_nothing(
    application: psycopg.Connection[tuple[object, ...]],
    two_pods: tuple[SqlStore, Pod, Pod],
    table: str,
) -> None:
    _, one, _ = two_pods
    column = "id" if table == "pods" else "pod"
    query = f"SELECT DISTINCT {column} FROM {table}".encode()
    enter(application, "")
    assert application.execute(query).fetchall() == []
    application.rollback()
    assert application.execute(query).fetchall() == [], "nobody said anything"
    enter(application, one.id)
    assert application.execute(query).fetchall() == [(one.id,)]


async def test_a_repository_that_lost_its_where(
    two_pods: tuple[SqlStore, Pod, Pod], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, one, _ = two_pods
    async with store.begin(one.id) as uow:
        with monkeypatch.context() as patch:
            # Statements are built once: none that was built with its WHERE must be at hand.
            patch.setattr("storage.statements.select", statements.select.__wrapped__)
            patch.setattr(sa.Select, "where", lambda query, *_conditions: query)
            patch.setattr("storage.unit.Unit.box", kit.first_box_of(store, one))
            found = [
                *await uow.rooms.of_pod(one.id),
                *await uow.members.of_pod(one.id),
                *await uow.invitations.open_of_pod(one.id),
                *await uow.images.of_pod(one.id),
                *await uow.images.renditions(one.id, kit.ImageId("any")),
                *await uow.posts.of_image(one.id, kit.ImageId("any")),
                *await uow.audit.of_pod(one.id),
            ]
    assert len(found) == 7
    assert {thing.pod for thing in found} == {one.id}


@pytest.mark.parametrize("table", [t.name for t in (*POD_TABLES, pods)])
def test_another_pods_rows_cannot_be_changed_or_taken(
    application: psycopg.Connection[tuple[object, ...]],
    two_pods: tuple[SqlStore, Pod, Pod],
    table: str,
) -> None:
    _, one, two = two_pods
    column = "id" if table == "pods" else "pod"
    enter(application, one.id)
    update = f"UPDATE {table} SET {column} = %s WHERE {column} = %s".encode()
    assert application.execute(update, (one.id, two.id)).rowcount == 0
    delete = f"DELETE FROM {table} WHERE {column} = %s".encode()
    assert application.execute(delete, (two.id,)).rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute(update, (two.id, one.id))


def test_nothing_can_be_put_into_another_pod(
    application: psycopg.Connection[tuple[object, ...]], two_pods: tuple[SqlStore, Pod, Pod]
) -> None:
    _, one, two = two_pods
    insert = (
        b"INSERT INTO members SELECT %s, 'eve', role, privileges, state, joined_at FROM members"
    )
    enter(application, one.id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute(insert, (two.id,))
    enter(application, "")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute(b"INSERT INTO members VALUES (%s,'e','r','','s',0)", (two.id,))


def test_what_is_looked_for_is_all_that_is_seen(
    application: psycopg.Connection[tuple[object, ...]], two_pods: tuple[SqlStore, Pod, Pod]
) -> None:
    _, one, two = two_pods
    enter(application, one.id, "link-2")
    found = application.execute("SELECT link_hash FROM invitations ORDER BY 1").fetchall()
    assert found == [("link-1",), ("link-2",)]
    assert application.execute("SELECT pod FROM rooms").fetchall() == [(one.id,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute("UPDATE invitations SET inviter = 'me' WHERE link_hash = 'link-2'")
    enter(application, "", two.id)
    assert application.execute("SELECT id FROM pods").fetchall() == [(two.id,)]
    assert application.execute("SELECT pod FROM members").fetchall() == []


def test_a_knock_is_seen_by_all_a_pods_upload_by_its_pod(
    application: psycopg.Connection[tuple[object, ...]], two_pods: tuple[SqlStore, Pod, Pod]
) -> None:
    _, one, _ = two_pods
    enter(application, "")
    assert application.execute(f"SELECT pod FROM {uploads.name}".encode()).fetchall() == []
    enter(application, one.id)
    assert application.execute(f"SELECT pod FROM {uploads.name}".encode()).fetchall() == [(one.id,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'me'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DROP TABLE audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "ALTER TABLE images DISABLE ROW LEVEL SECURITY",
        "DROP POLICY images_of_pod ON images",
        "UPDATE alembic_version SET version_num = '0'",
    ],
)
def test_the_application_may_not(
    application: psycopg.Connection[tuple[object, ...]], statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.encode())


def test_the_owner_is_bound_as_well(
    two_pods: tuple[SqlStore, Pod, Pod], migrated_postgres_url: str
) -> None:
    with psycopg.connect(migrated_postgres_url) as owner:
        assert owner.execute("SELECT count(*) FROM images").fetchall() == [(0,)]
        assert owner.execute("SELECT count(*) FROM audit").fetchall() == [(0,)]


async def test_a_pooled_connection_forgets_its_pod(
    two_pods: tuple[SqlStore, Pod, Pod], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, one, two = two_pods
    async with store.begin(one.id) as uow:
        assert len(await uow.images.of_pod(one.id)) == 1
    for scope in (None, two.id):
        async with store.begin(scope) as uow:
            rows = await uow.images._unit.run(sa.text("SELECT pod FROM images"))
            assert {row[0] for row in rows} == ({scope} if scope else set())
