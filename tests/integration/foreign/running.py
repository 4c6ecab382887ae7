"""`./carepods serve` as its operator runs it: a process, with its settings in the environment."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.integration.foreign import bot_api, slack_api
from tests.services.processes import die_with_parent, free_port

CHECKOUT = Path(__file__).parents[3]
START_SECONDS = 60
PATIENCE = 60.0
# Nothing of whoever runs the tests gets in.
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def settings(folder: Path, smtp: str, **changes: str | None) -> dict[str, str]:
    """Settings without a platform, by their names without the prefix; None takes one away."""
    port = free_port()
    given: dict[str, str | None] = {
        "DATABASE_URL": f"sqlite:///{folder / 'carepods.sqlite3'}",
        "BLOBS_URL": (folder / "blobs").as_uri(),
        "SMTP_URL": smtp,
        "MAIL_FROM": "Carepods <pods@example.org>",
        "SMS_URL": f"twilio://AC1:secret@127.0.0.1:{free_port()}?from=%2B15005550006&scheme=http",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LISTEN": f"127.0.0.1:{port}",
        "MASTER_KEY": key(),
        "PEPPER": key(),
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


def telegram(api: bot_api.BotApi, **more: str) -> dict[str, str]:
    return {"TELEGRAM_TOKEN": bot_api.TOKEN, "TELEGRAM_API_URL": api.url, **more}


def slack(api: slack_api.SlackApi, *, socket: bool = True) -> dict[str, str]:
    given = {"SLACK_BOT_TOKEN": slack_api.BOT_TOKEN, "SLACK_API_URL": f"{api.url}/api/"}
    if socket:
        return given | {"SLACK_APP_TOKEN": slack_api.APP_TOKEN}
    return given | {"SLACK_SIGNING_SECRET": slack_api.SIGNING_SECRET}


def environment(given: Mapping[str, str], **others: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    ours = {f"CAREPODS_{name}": value for name, value in given.items()}
    return kept | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"} | others | ours


@dataclass
class Program:
    """A running command."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None

    async def read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode(errors="replace").rstrip())

    async def terminate(self) -> int:
        """SIGTERM; the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def ended(self) -> int:
        code = await self.process.wait()
        if self._reading is not None:
            await self._reading
        return code

    def said(self, event: str) -> bool:
        return any(event in line for line in self.lines)


async def start(
    words: Sequence[str],
    given: Mapping[str, str],
    *,
    folder: Path,
    module: str = "bot.cli",
    **others: str,
) -> Program:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *words,
        cwd=folder,
        env=environment(given, **others),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=die_with_parent(signal.SIGKILL),
    )
    program = Program(process)
    program._reading = asyncio.create_task(program.read())
    return program


async def run(
    words: Sequence[str], given: Mapping[str, str], *, folder: Path, **others: str
) -> tuple[int, str, str]:
    """A command that ends by itself: (exit code, standard output, standard error)."""
    program = await start(words, given, folder=folder, **others)
    assert program.process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        out = await program.process.stdout.read()
        code = await program.ended()
    return code, out.decode(), "\n".join(program.lines)


@asynccontextmanager
async def serving(
    given: Mapping[str, str],
    *words: str,
    folder: Path,
    ready: bool = True,
    command: str = "serve",
    module: str = "bot.cli",
    **others: str,
) -> AsyncIterator[Program]:
    """`serve` (or `worker`) until the block ends; killed if need be."""
    program = await start([command, *words], given, folder=folder, module=module, **others)
    try:
        if ready:
            await answers(given, program)
        yield program
    finally:
        await program.kill()


async def answers(given: Mapping[str, str], program: Program) -> None:
    """Wait until the pages are there. Raises AssertionError when it ended instead."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(START_SECONDS):
        while True:
            assert program.process.returncode is None, "\n".join(program.lines)
            try:
                async with session.get(f"{given['PUBLIC_URL']}/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


async def until(true: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What becomes true at last. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not (value := true()):  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.03)
    return value


async def seed(given: Mapping[str, str], wanted: Mapping[str, Any], folder: Path) -> str:
    """`carepods admin seed`; the pod's id."""
    file = folder / "seed.json"
    file.write_text(json.dumps(wanted))
    code, out, err = await run(["admin", "seed", str(file)], given, folder=folder)
    assert code == 0, err
    pod: str = json.loads(out)["pod"]
    return pod


def a_pod(
    *,
    family: bot_api.Group | None = None,
    telegram_people: Sequence[bot_api.Person] = (),
    channel: str = "",
    slack_people: Sequence[str] = (),
) -> dict[str, Any]:
    """A file for `admin seed`: the first person of each platform coordinates."""
    rooms = []
    if family is not None:
        room = {"platform": "telegram", "key": str(family.id)}
        rooms.append(room | {"audience": "family", "mode": "picture"})
    if channel:
        room = {"platform": "slack", "key": channel}
        rooms.append(room | {"audience": "care_team", "mode": "picture"})
    accounts = [("telegram", str(p.id), "family") for p in telegram_people]
    accounts += [("slack", user, "clinician") for user in slack_people]
    members = [
        {
            "name": f"Person {number}",
            "email": f"person{number}@example.org",
            "phone": f"+4917139200{number:02d}",
            "role": "coordinator" if number == 1 else role,
            "identities": [{"platform": platform, "user": user}],
        }
        for number, (platform, user, role) in enumerate(accounts, start=1)
    ]
    return {"pod": {"name": "Mia"}, "rooms": rooms, "members": members}
