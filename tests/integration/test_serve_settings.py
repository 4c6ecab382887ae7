"""What `serve` refuses to start with, what `doctor` says of each part, what `admin seed` takes."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import admin, compose, doctor
from bot.cli import app
from bot.config import PREFIX, UnsafeSettings, check, load, mistyped, platform_settings
from core import spending
from core.ids import PodId, RoomRef
from core.usecases import texting
from tests.integration.foreign import running
from tests.integration.foreign.bot_api import BotApi
from tests.integration.foreign.faults import Fault
from tests.integration.foreign.slack_api import TEAM, SlackApi
from tests.services.mail import Mailbox

KEY = base64.b64encode(bytes(range(40, 72))).decode()


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of whoever runs the tests, and a folder without a `.env`."""
    for name in [n for n in os.environ if n.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def given(tmp_path: Path, smtp: Mailbox) -> dict[str, str]:
    api = "http://127.0.0.1:9"
    return running.settings(tmp_path, smtp.url) | {
        "TELEGRAM_TOKEN": "12345:AAbb", "TELEGRAM_API_URL": api
    }  # fmt: skip


def complaints(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]) -> list[str]:
    for name, value in given.items():
        monkeypatch.setenv(PREFIX + name, value)
    try:
        check(load(), platform_settings())
    except UnsafeSettings as error:
        return error.sentences
    return []


def test_what_is_needed_is_enough(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    assert complaints(monkeypatch, given) == []


@pytest.mark.parametrize(
    "name",
    ["DATABASE_URL", "BLOBS_URL", "SMTP_URL", "MAIL_FROM", "SMS_URL", "PUBLIC_URL", "MASTER_KEY",
     "PEPPER", "TELEGRAM_TOKEN"],
)  # fmt: skip
def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], name: str
) -> None:
    del given[name]
    (sentence,) = complaints(monkeypatch, given)
    assert PREFIX + name in sentence


ZEROS = base64.b64encode(bytes(32)).decode()
WRONG: Mapping[str, tuple[Mapping[str, str], str]] = {
    "a key of zeros": ({"MASTER_KEY": ZEROS}, "MASTER_KEY is not random"),
    "a key that counts": (
        {"PEPPER": base64.b64encode(bytes(range(32))).decode()}, "PEPPER is not random"
    ),
    "a short key": ({"MASTER_KEY": "c2hvcnQ="}, "MASTER_KEY must be 32 random bytes"),
    "a key that is no base64": ({"PEPPER": "not base64!"}, "PEPPER must be 32 random bytes"),
    "one key for both": ({"MASTER_KEY": KEY, "PEPPER": KEY}, "must differ"),
    "a page address in clear": ({"PUBLIC_URL": "http://pods.example"}, "PUBLIC_URL must begin"),
    "a page address with a query": ({"PUBLIC_URL": "https://pods.example/?a=b"}, "no ? and no #"),
    "nowhere to listen": ({"LISTEN": "nowhere"}, "LISTEN must read HOST:PORT"),
    "an address without brackets": ({"LISTEN": "::1:80"}, "LISTEN must read HOST:PORT"),
    "a port that is none": ({"LISTEN": "127.0.0.1:70000"}, "a port that does not exist"),
    "another database": ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin"),
    "blobs elsewhere": ({"BLOBS_URL": "ftp://x"}, "BLOBS_URL must begin"),
    "mail by nothing": ({"SMTP_URL": "mail.example"}, "SMTP_URL must begin"),
    "redis by nothing": ({"REDIS_URL": "cache:6379"}, "REDIS_URL must begin"),
    "texts by nothing": ({"SMS_URL": "https://x"}, "SMS_URL reads like"),
    "texts in clear": (
        {"SMS_URL": "twilio://a:b@sms.example?from=%2B4915112345678&scheme=http"}, "this machine"
    ),
    "a bot token that is none": ({"TELEGRAM_TOKEN": "hello"}, "TELEGRAM_TOKEN is not"),
    "a secret with a blank": ({"TELEGRAM_WEBHOOK_SECRET": "a b"}, "TELEGRAM_WEBHOOK_SECRET"),
    "an address that is none": ({"TELEGRAM_API_URL": "bots.example"}, "TELEGRAM_API_URL must be"),
    "Slack half set up": ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
    "Slack's client half set up": (
        {"SLACK_CLIENT_ID": "1", "SLACK_SIGNING_SECRET": "s"}, "belong together"
    ),
    "a level that is none": ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL must be"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], name: str
) -> None:
    changes, sentence = WRONG[name]
    told = complaints(monkeypatch, given | changes)
    assert any(sentence in line for line in told), told


@pytest.mark.parametrize(
    "address", ["https://pods.example", "https://pods.example/care", "http://127.0.0.1:80",
                "http://localhost", "http://[::1]:8080"],
)  # fmt: skip
def test_page_addresses_that_will_do(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], address: str
) -> None:
    assert complaints(monkeypatch, given | {"PUBLIC_URL": address}) == []


def test_a_mistyped_name_is_told_and_not_used(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    monkeypatch.setenv("CAREPODS_SLACK_SIGNING_SECRT", "s")
    assert complaints(monkeypatch, given) == []
    assert mistyped() == [
        "CAREPODS_SLACK_SIGNING_SECRT is no setting, and is not used; "
        "CAREPODS_SLACK_SIGNING_SECRET is one."
    ]


def test_the_environment_comes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "export CAREPODS_TELEGRAM_TOKEN=\"1:AA\" # ours\nCAREPODS_MAIL_FROM='A <a@b.cc>'\n"
        "CAREPODS_SLACK_API_URL=http://127.0.0.1:1/api/\n# CAREPODS_LISTEN=1\n"
    )
    assert platform_settings() == {
        "TELEGRAM_TOKEN": "1:AA", "SLACK_API_URL": "http://127.0.0.1:1/api/"
    }  # fmt: skip
    assert load().mail_from == "A <a@b.cc>"
    monkeypatch.setenv("CAREPODS_TELEGRAM_TOKEN", "2:BB")
    assert platform_settings()["TELEGRAM_TOKEN"] == "2:BB"


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["migrate"], ["admin", "seed", "x"]])
def test_commands_refuse_in_sentences(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREPODS_MASTER_KEY", ZEROS)
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "CAREPODS_DATABASE_URL is not set." in result.stderr
    assert ZEROS not in result.output


# ── doctor ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def servers() -> AsyncIterator[tuple[BotApi, SlackApi]]:
    telegram, slack = BotApi(), SlackApi()
    async with telegram.serving(), slack.serving():
        yield telegram, slack


async def findings(
    monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]
) -> dict[str, doctor.Finding]:
    for name, value in given.items():
        monkeypatch.setenv(PREFIX + name, value)
    return {f.part: f for f in await doctor.examine(load(), platform_settings())}


@pytest.fixture
def healthy(
    given: dict[str, str], servers: tuple[BotApi, SlackApi], smtp: Mailbox
) -> dict[str, str]:
    telegram, slack = servers
    port = smtp.url.rpartition(":")[2]  # somebody who listens
    sms = f"twilio://AC1:s@127.0.0.1:{port}?from=%2B15005550006&scheme=http"
    return given | running.telegram(telegram) | running.slack(slack) | {"SMS_URL": sms}


async def test_all_is_well(monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str]) -> None:
    found = await findings(monkeypatch, healthy)
    assert [f for f in found.values() if not f.good] == []
    assert {"settings", "decoder", "redis", "texts", "countries", "money", "database", "blobs",
            "mail", "telegram", "slack"} == set(found)  # fmt: skip


async def test_who_may_be_texted_and_for_how_much_is_said(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str]
) -> None:
    found = await findings(monkeypatch, healthy)
    assert "Every country in the world" in found["countries"].sentence
    assert "no cap in money" in found["money"].sentence
    money = {"PHONE_REGION": "GB", "SMS_PRICE": "0.05", "SMS_DAILY_CAP": "1"}
    found = await findings(monkeypatch, healthy | money)
    assert "these alone: GB" in found["countries"].sentence
    assert "0% of a day's cap" in found["money"].sentence
    async with (
        compose.compose(load(), platform_settings()) as service,
        service.store.begin(None) as uow,
    ):
        assert await uow.budgets.take(
            texting.budget("day"), window_seconds=spending.DAY, limit=10_000, cost=9_600
        )
    found = await findings(monkeypatch, healthy | money)
    assert not found["money"].good
    assert "CAREPODS_SMS_DAILY_CAP" in found["money"].sentence


ILL: Mapping[str, tuple[Mapping[str, str], str, str]] = {
    "no database": (
        {"DATABASE_URL": "postgresql://a:hidden@127.0.0.1:1/x"}, "database", "DATABASE_URL"
    ),
    "no redis": ({"REDIS_URL": "redis://:hidden@127.0.0.1:1"}, "redis", "REDIS_URL"),
    "no mail": ({"SMTP_URL": "smtp://a:hidden@127.0.0.1:1"}, "mail", "SMTP_URL"),
    "no texts": (
        {"SMS_URL": "twilio://a:hidden@127.0.0.1:1?from=%2B15005550006&scheme=http"},
        "texts",
        "SMS_URL",
    ),
    "no blobs": ({"BLOBS_URL": "s3://b?endpoint=http://127.0.0.1:1"}, "blobs", "BLOBS_URL"),
    "no Telegram": ({"TELEGRAM_API_URL": "http://127.0.0.1:1"}, "telegram", "TELEGRAM_API_URL"),
    "an unknown bot": ({"TELEGRAM_TOKEN": "1:hidden"}, "telegram", "token"),
    "no Slack": ({"SLACK_API_URL": "http://127.0.0.1:1/api/"}, "slack", "SLACK_API_URL"),
    "an unknown app": ({"SLACK_BOT_TOKEN": "xoxb-hidden"}, "slack", "token"),
}  # fmt: skip


@pytest.mark.parametrize("name", ILL)
async def test_what_is_ill_is_told(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str], name: str
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    changes, part, word = ILL[name]
    found = await findings(monkeypatch, healthy | changes)
    assert not found[part].good
    assert word in found[part].sentence
    assert not any("hidden" in f.sentence for f in found.values())
    if part not in ("database", "blobs"):
        assert "Error" not in found[part].sentence
    others = set(found) - {part}
    assert all(found[other].good for other in others), found


async def test_a_wrong_key_is_told(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str]
) -> None:
    await findings(monkeypatch, healthy)
    found = await findings(monkeypatch, healthy | {"MASTER_KEY": running.key()})
    assert "CAREPODS_MASTER_KEY" in found["database"].sentence
    assert not found["database"].good


async def test_doctor_goes_by_the_settings_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREPODS_MALI_FROM", "x")
    found = await doctor.examine(load(), {})
    assert all(not f.good and f.part == "settings" for f in found)
    assert "CAREPODS_MAIL_FROM" in found[0].sentence


# ── admin seed ──────────────────────────────────────────────────────────────────────────────────


async def seeded(
    monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str], wanted: Any, folder: Path
) -> tuple[int, str]:
    for name, value in given.items():
        monkeypatch.setenv(PREFIX + name, value)
    file = folder / "seed.json"
    file.write_text(wanted if isinstance(wanted, str) else json.dumps(wanted))
    return await admin.seed(load(), platform_settings(), file)


def a_pod(**changes: Any) -> dict[str, Any]:
    return {
        "pod": {"name": "Mia"},
        "rooms": [{"platform": "slack", "key": "C1", "audience": "care_team", "mode": "card"}],
        "members": [
            {
                "name": "Cora", "email": "cora@example.org", "phone": "+491713920001",
                "role": "clinician", "identities": [{"platform": "slack", "user": "U1"}],
            }
        ],
        **changes,
    }  # fmt: skip


async def test_the_workspace_is_the_bots_own(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str], tmp_path: Path
) -> None:
    code, said = await seeded(monkeypatch, healthy, a_pod(), tmp_path)
    assert code == 0, said
    pod = PodId(json.loads(said)["pod"])
    async with (
        compose.compose(load(), platform_settings()) as service,
        service.store.begin(pod) as uow,
    ):
        room = await uow.rooms.by_ref(RoomRef("slack", TEAM, "C1"))
        done = [entry.action for entry in await uow.audit.of_pod(pod)]
    assert room is not None
    assert "seed" in done


@pytest.mark.parametrize(
    "changes",
    [
        {"SLACK_API_URL": "https://slack.com/api/"},
        {"TELEGRAM_API_URL": "https://api.telegram.org"},
        {"TELEGRAM_API_URL": "http://127.0.0.1.example:80"},
    ],
)
async def test_real_platforms_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    healthy: dict[str, str],
    tmp_path: Path,
    changes: dict[str, str],
) -> None:
    code, said = await seeded(monkeypatch, healthy | changes, a_pod(), tmp_path)
    assert code == 2
    assert "this machine" in said


async def test_an_address_left_out_is_the_real_one(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str], tmp_path: Path
) -> None:
    del healthy["SLACK_API_URL"]
    code, _ = await seeded(monkeypatch, healthy, a_pod(), tmp_path)
    assert code == 2


async def test_a_slack_that_does_not_answer_is_no_workspace(
    monkeypatch: pytest.MonkeyPatch,
    healthy: dict[str, str],
    tmp_path: Path,
    servers: tuple[BotApi, SlackApi],
) -> None:
    servers[1].faults.add("auth.test", Fault(status=500), 1)
    code, said = await seeded(monkeypatch, healthy, a_pod(), tmp_path)
    assert code == 2
    assert "slack" in said


@pytest.mark.parametrize(
    "wanted",
    [
        "not json", "[]", "7", {}, {"pod": {}}, a_pod(pod={"name": ""}), a_pod(rooms=[{}]),
        a_pod(rooms="x"), a_pod(members=[{"name": "A"}]), a_pod(members=[7]),
        a_pod(rooms=[{"platform": "slack", "key": "C1", "audience": "everybody"}]),
        a_pod(rooms=[{"platform": "irc", "key": "C1", "audience": "family"}]),
        a_pod(rooms=[{"platform": "slack", "key": "C1", "audience": "family"}] * 2),
        a_pod(members=[{"name": "A", "email": "nobody", "phone": "+49171", "role": "family"}]),
    ],
)  # fmt: skip
async def test_a_file_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, healthy: dict[str, str], tmp_path: Path, wanted: Any
) -> None:
    code, said = await seeded(monkeypatch, healthy, wanted, tmp_path)
    assert code == 2
    assert "seed.json" in said
