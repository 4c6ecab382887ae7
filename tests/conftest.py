"""Fixtures for the whole suite: every real part by name, each test with its own piece of it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import psycopg
import pytest

from tests.services import keeper, postgres, s3
from tests.services.mail import Mailbox, mailbox

if TYPE_CHECKING:
    from playwright.async_api import Page

_KEEPER = pytest.StashKey[keeper.KeeperProcess]()

hypothesis.settings.register_profile("carepods", deadline=None, print_blob=True)
hypothesis.settings.load_profile("carepods")


def pytest_configure(config: pytest.Config) -> None:
    """Starts the keeper of the run's servers in pytest's main process; workers inherit it."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        folder = Path(tempfile.mkdtemp(prefix="carepods-", dir=_short_temporary()))
        config.stash[_KEEPER] = keeper.KeeperProcess(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the run's servers."""
    if process := config.stash.get(_KEEPER, None):
        process.close()


def _short_temporary() -> str | None:
    """A Unix socket's path holds 107 bytes; somebody's TMPDIR may be longer."""
    return "/tmp" if len(tempfile.gettempdir()) > 60 else None


@pytest.fixture(scope="session")
def postgres_admin() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A superuser's connection to the run's PostgreSQL, one for each worker."""
    with psycopg.connect(keeper.ask("postgres")["admin_url"], autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgres_url(postgres_admin: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    """`postgresql://…` of an empty database, owned by an ordinary role."""
    facts = keeper.ask("postgres")
    with postgres.fresh_database(postgres_admin, facts["url"]) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """`sqlite:///…` of a database file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'carepods.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind in turn: the test runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def postgres_template(postgres_admin: psycopg.Connection[tuple[object, ...]]) -> str:
    """The name of a database with the newest schema and nothing in it; made once for a run."""
    from storage.migrations import migrate  # noqa: PLC0415 - slow, and few tests need it

    return postgres.template(postgres_admin, keeper.ask("postgres")["url"], migrate)


@pytest.fixture
def migrated_postgres_url(
    postgres_admin: psycopg.Connection[tuple[object, ...]], postgres_template: str
) -> Iterator[str]:
    """`postgresql://…` of a database with the newest schema and nothing in it."""
    facts = keeper.ask("postgres")
    with postgres.fresh_database(postgres_admin, facts["url"], postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the newest schema and nothing in it; made once for a worker."""
    from storage.migrations import migrate  # noqa: PLC0415 - slow, and few tests need it

    path = tmp_path_factory.mktemp("template") / "carepods.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def migrated_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """`sqlite:///…` of a database with the newest schema and nothing in it."""
    path = tmp_path / "carepods.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgres"])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """A database with the newest schema and nothing in it, of each kind in turn."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def redis_url() -> str:
    """`redis://…` of an empty Valkey database. Published messages reach the whole server."""
    number = keeper.ask(keeper.COUNTER)[keeper.COUNTER]
    return keeper.ask("valkey")["url"].format(number=number)


@pytest.fixture
def s3_url(monkeypatch: pytest.MonkeyPatch) -> str:
    """`s3://bucket?endpoint=…` of an empty bucket, with credentials in the environment."""
    for name, value in s3.CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    endpoint = keeper.ask("s3")["endpoint"]
    return f"s3://{s3.new_bucket(endpoint)}?endpoint={endpoint}"


@pytest.fixture
def smtp() -> Iterator[Mailbox]:
    """A real SMTP server: `smtp.url`, and `smtp.messages` as they come."""
    with mailbox() as box:
        yield box


@pytest.fixture
async def browser_page() -> "AsyncIterator[Page]":
    """An empty page in a real Chromium that reaches loopback addresses only."""
    from tests.services import chromium  # noqa: PLC0415 - slow, and few tests need it

    async with chromium.page() as page:
        yield page
