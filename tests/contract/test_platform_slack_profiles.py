"""Slack's events name nobody: who an account is, and what it reads in, is asked for once."""

import asyncio

import pytest

from adapters.platforms.slack import profiles
from core.ids import UserRef
from core.messages import FormSent
from tests.contract.loopback_slack_kit import rig
from tests.contract.platform_kit import png, slack
from tests.contract.test_platform_slack import FORM, opened


async def test_a_name_and_a_language_are_asked_for_once() -> None:
    async with slack() as here:
        await here.slack.change_user(here.anna, locale="de-DE")
        asked = [await here.platform.profile(here.member) for _ in range(3)]
        assert {(p.name, p.language) for p in asked if p} == {("Anna Berg", "de-DE")}
        assert None not in asked
        assert len(here.slack.journal.of("users.info")) == 1


async def test_several_events_at_once_wait_for_one_answer() -> None:
    async with slack() as here:
        found = await asyncio.gather(*(here.platform.profile(here.member) for _ in range(8)))
        assert {p.name for p in found if p} == {"Anna Berg"}
        assert len(here.slack.journal.of("users.info")) == 1


async def test_what_is_not_told_is_not_asked_for_again_and_again() -> None:
    async with slack() as here:
        here.slack.faults.next("users.info", error="user_not_found")
        assert await here.platform.profile(here.member) is None
        assert await here.platform.profile(here.member) is None
        nobody = UserRef("slack", here.slack.team.id, "UNOBODY")
        assert await here.platform.profile(nobody) is None


async def test_a_slack_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "PATIENCE_SECONDS", 0.05)
    async with slack() as here:
        here.slack.faults.next("users.info", hang=True)
        assert await here.platform.profile(here.member) is None
        assert await here.platform.profile(here.member) is None, "nor is it asked for again at once"


async def test_mistakes_in_a_form_are_told_in_the_readers_language() -> None:
    asked: list[str] = []

    def check(form: str, values: object, language: str) -> dict[str, str]:
        asked.append(language)
        return {}

    async with slack(check=check) as here:
        await here.slack.change_user(here.anna, locale="es-ES")
        assert await here.platform.open_form((await opened(here)).ticket, FORM)
        await here.platform.profile(here.member)
        await here.slack.submit_view(
            here.anna, {"who": "all", "note": "so"}, {"picture": [("scan.png", png())]}
        )
        await here.inbox.next(FormSent)
        assert asked == ["es-ES"]


async def test_the_loopback_server_tells_the_language_only_to_whoever_asks() -> None:
    async with rig() as here:
        plain = await here.client.users_info(user=here.anna.id)
        asked = await here.client.users_info(user=here.anna.id, include_locale=True)
        assert "locale" not in plain["user"]
        assert asked["user"]["locale"] == "en-US"
