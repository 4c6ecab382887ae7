"""How `serve` begins, ends, and shares its work with others of its kind."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.integration.foreign import running
from tests.integration.foreign.bot_api import BotApi, Group, Person
from tests.integration.foreign.faults import Fault
from tests.integration.foreign.running import until
from tests.integration.foreign.slack_api import SlackApi
from tests.integration.house import photo
from tests.services.mail import Mailbox

pytestmark = pytest.mark.timeout(240)
PROMISED_SECONDS = 20  # ten on a machine that does nothing else


@dataclass
class Street:
    """A seeded pod in Telegram and Slack; nothing runs yet."""

    telegram: BotApi
    slack: SlackApi
    anna: Person
    family: Group
    team: str
    given: dict[str, str]
    folder: Path

    def upload(self, seed: int = 1) -> None:
        picture = self.telegram.photo(photo(seed_=seed))
        self.telegram.say(self.anna, self.family, photo=picture)

    def shown(self) -> tuple[int, int]:
        return len(self.telegram.pictures(self.family)), len(self.slack.pictures(self.team))

    def serve(
        self, *words: str, command: str = "serve", ready: bool = True
    ) -> AbstractAsyncContextManager[running.Program]:
        return running.serving(self.given, *words, folder=self.folder, command=command, ready=ready)


@asynccontextmanager
async def street(folder: Path, smtp: Mailbox, **changes: str) -> AsyncIterator[Street]:
    telegram, slack = BotApi(), SlackApi()
    async with telegram.serving(), slack.serving():
        anna, ben = telegram.person("Anna"), telegram.person("Ben")
        family, team = telegram.group("Family", [anna, ben]), slack.channel(["UCORA"])
        given = running.settings(folder, smtp.url, **changes)
        given |= running.telegram(telegram) | running.slack(slack)
        wanted = running.a_pod(
            family=family, telegram_people=[anna, ben], channel=team, slack_people=["UCORA"]
        )
        await running.seed(given, wanted, folder)
        yield Street(telegram, slack, anna, family, team, given, folder)


async def ends_as_promised(program: running.Program) -> None:
    async with asyncio.timeout(PROMISED_SECONDS):
        assert await program.terminate() == 0, "\n".join(program.lines)


# ── ending ──────────────────────────────────────────────────────────────────────────────────────


async def test_it_ends_while_a_long_poll_is_open(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s, s.serve() as program:
        await until(lambda: s.telegram.polling and s.slack.sockets)
        await ends_as_promised(program)


@pytest.mark.parametrize(
    "call",
    ["getMe", "setMyCommands", "getUpdates", "getFile", "download", "getChatMember", "sendPhoto"],
)
async def test_it_ends_while_telegram_hangs(tmp_path: Path, smtp: Mailbox, call: str) -> None:
    async with street(tmp_path, smtp) as s:
        s.telegram.faults.always[call] = Fault(how="hang")
        async with s.serve(ready=False) as program:
            s.upload()
            await until(lambda: call in s.telegram.faults.met)
            await ends_as_promised(program)


SLACK_CALLS = (
    "auth.test",
    "apps.connections.open",
    "upload",
    "conversations.members",
    "files.completeUploadExternal",
)


@pytest.mark.parametrize("call", SLACK_CALLS)
async def test_it_ends_while_slack_hangs(tmp_path: Path, smtp: Mailbox, call: str) -> None:
    async with street(tmp_path, smtp) as s:
        s.slack.faults.always[call] = Fault(how="hang")
        async with s.serve(ready=False) as program:
            s.upload()
            await until(lambda: call in s.slack.faults.met)
            await ends_as_promised(program)


async def test_it_ends_while_it_decodes_and_goes_on_later(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s:
        async with s.serve() as program:
            large = s.telegram.file(photo(6400, 4800))
            s.telegram.say(s.anna, s.family, document=large)
            await until(lambda: s.telegram.count("getFile"))
            await ends_as_promised(program)
        async with s.serve():
            await until(lambda: s.shown() == (1, 1))


async def test_it_ends_while_the_database_is_silent(
    tmp_path: Path, smtp: Mailbox, migrated_postgres_url: str
) -> None:
    async with street(tmp_path, smtp, DATABASE_URL=migrated_postgres_url) as s:
        silent = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        s.given["DATABASE_URL"] = f"postgresql://nobody:x@127.0.0.1:{port}/none"
        async with silent, s.serve(ready=False) as program:
            await asyncio.sleep(2)  # there is nothing to see from outside while it waits
            async with asyncio.timeout(PROMISED_SECONDS):
                await program.terminate()


async def test_ctrl_c_ends_it_too(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s, s.serve() as program:
        program.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PROMISED_SECONDS):
            assert await program.ended() == 0


# ── several ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_one_of_two_polls_and_the_other_takes_over(
    tmp_path: Path, smtp: Mailbox, migrated_url: str, how: signal.Signals
) -> None:
    async with street(tmp_path, smtp, DATABASE_URL=migrated_url) as s, s.serve() as first:
        await until(lambda: s.telegram.polling)
        second_given = s.given | {"LISTEN": "127.0.0.1:0"}
        async with running.serving(second_given, folder=tmp_path, ready=False) as second:
            await until(lambda: second.said("platform_connected"))
            s.upload(1)
            await until(lambda: s.shown() == (1, 1))
            assert not second.said("listening")
            polled = s.telegram.count("getUpdates")
            os.kill(first.process.pid, how)
            await first.ended()
            await until(lambda: second.said("listening"))
            s.upload(2)
            await until(lambda: s.shown() == (2, 2))
            assert s.telegram.count("getUpdates") > polled
            assert s.telegram.faults.met == []


async def test_listening_and_working_apart(
    tmp_path: Path, smtp: Mailbox, migrated_url: str
) -> None:
    async with (
        street(tmp_path, smtp, DATABASE_URL=migrated_url) as s,
        s.serve("--no-worker") as listener,
    ):
        s.upload()
        await until(lambda: s.telegram.offsets and s.telegram.offsets[-1] > 0)
        assert s.telegram.count("getFile") == 0, "kept, and left to the workers"
        async with s.serve(command="worker", ready=False) as worker:
            await until(lambda: s.shown() == (1, 1))
            await ends_as_promised(worker)
        await ends_as_promised(listener)


async def test_after_a_kill_the_work_goes_on_at_once(tmp_path: Path, smtp: Mailbox) -> None:
    """The lease is not waited for: whoever held it has ended on this machine."""
    async with street(tmp_path, smtp) as s:
        s.telegram.faults.add("download", Fault(how="hang"))
        async with s.serve() as first:
            s.upload()
            await until(lambda: "download" in s.telegram.faults.met)
            await first.kill()
        async with s.serve() as second:
            await until(lambda: s.shown() == (1, 1))
            assert second.said("taken_over")


# ── beginning ───────────────────────────────────────────────────────────────────────────────────


async def test_pages_on_ipv6(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s:
        port = running.free_port()
        s.given |= {"LISTEN": f"[::1]:{port}", "PUBLIC_URL": f"http://[::1]:{port}"}
        async with (
            s.serve(),
            aiohttp.ClientSession() as web,
            web.get(f"http://[::1]:{port}/health") as answer,
        ):
            assert answer.status == 200


async def test_settings_from_a_file(tmp_path: Path, smtp: Mailbox) -> None:
    """A `.env` file in the folder one stands in, the platforms' settings too; quotes, comments."""
    async with street(tmp_path, smtp) as s:
        lines = [f"CAREPODS_{name}='{value}'" for name, value in s.given.items()]
        (tmp_path / ".env").write_text("# ours\n" + "\n".join(lines) + "\nexport OTHER=1\n")
        program = await running.start(["serve"], {}, folder=tmp_path)
        try:
            await running.answers(s.given, program)
            s.upload()
            await until(lambda: s.shown() == (1, 1))
        finally:
            await program.kill()


async def test_a_taken_port_is_told(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s, s.serve():
        code, _, said = await running.run(["serve"], s.given, folder=tmp_path)
        assert code == 1
        assert "CAREPODS_LISTEN" in said
        assert "Traceback" not in said


async def test_a_database_that_is_not_there_is_told(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s:
        s.given["DATABASE_URL"] = "postgresql://me:hidden@127.0.0.1:1/none"
        for command in (["serve"], ["worker"], ["migrate"], ["admin", "rotate-keys"]):
            code, _, said = await running.run(command, s.given, folder=tmp_path)
            assert code == 1
            assert "database" in said
            assert "hidden" not in said
            assert "Traceback" not in said


async def test_another_installations_key_is_told(tmp_path: Path, smtp: Mailbox) -> None:
    async with street(tmp_path, smtp) as s:
        s.given["MASTER_KEY"] = running.key()
        code, _, said = await running.run(["serve"], s.given, folder=tmp_path)
        assert code == 1
        assert "CAREPODS_MASTER_KEY" in said
        assert "Traceback" not in said
