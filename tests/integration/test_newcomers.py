"""Whoever comes to the bot unasked: greeted by name and in their language; told what was lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.playground.telegram import Seen
from tests.integration.house import House, house, photo


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def dm(home: House, text: str) -> str:
    """Write to the bot in Slack, as Kim; what it answers."""
    before = len(home.direct(home.slack_kim))
    await home.parts.slack.dm(home.slack_kim, text)

    def answers() -> list[str]:
        return [m["words"] for m in home.direct(home.slack_kim)[before:] if m["is_bot"]]

    await home.until(answers)
    return answers()[-1]


async def test_in_slack_by_name_and_in_the_language_of_the_client(home: House) -> None:
    await home.parts.slack.change_user(home.slack_kim, locale="de-DE", name="Kim Sander")
    assert (await dm(home, "hello")).startswith("Hallo Kim Sander.")


async def test_in_telegram_by_name_and_in_the_language_of_the_client(home: House) -> None:
    lea = home.parts.telegram.add_user("Lea", language="de")
    await home.parts.telegram.start_bot(lea)
    assert "Hallo Lea." in await home.write(lea, "hello")


async def test_a_slack_that_tells_nothing_of_people_is_no_hindrance(home: House) -> None:
    home.parts.slack.faults.next("users.info", error="missing_scope")
    assert (await dm(home, "hello")).startswith("Hello. I share")


async def test_a_slack_that_hangs_does_not_hold_the_books(home: House) -> None:
    """Where a private chat is asked for, others are served meanwhile."""
    slack = home.parts.slack
    await home.parts.telegram.send_photo(home.anna, home.family, photo())
    await home.until(home.team_pictures)
    await home.quiet()
    slack.faults.next("conversations.open", hang=True)
    await slack.slash(home.dora, home.team, "/carepods", "show 1")
    await home.until(lambda: not slack.faults.waiting)
    assert "#1" in await home.write(home.ben, "/images")


async def test_a_picture_that_cannot_be_fetched_is_told_to_whoever_brought_it(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    telegram.faults.next("getFile", status=400)
    await telegram.send_photo(home.kim, telegram.private(home.kim), photo())
    await home.until(lambda: any("send it again" in m.text for m in home.private(home.kim)))
    # Nothing is asked about it any more: what is written now is no answer to that.
    assert (await home.write(home.kim, "anna@example.org")).startswith("Hello Kim.")


async def test_that_somebody_is_vouched_for_is_told_to_them_alone(home: House) -> None:
    """They came with a picture into the group: what becomes of it is not for the group to see."""
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.add_member(home.anna, home.family, home.kim)
    await telegram.send_photo(home.kim, home.family, photo())
    await home.until(lambda: any("your own e-mail" in m.text for m in home.private(home.kim)))
    await home.write(home.kim, "kim@example.org")

    slack = home.parts.slack
    chat = slack.dm_channel(home.cora)

    def asked() -> list[Seen]:
        return [m for m in home.private(home.anna) if "kim@example.org" in m.text]

    def asked_in_slack() -> list[str]:
        return [m["ts"] for m in home.direct(home.cora) if "kim@example.org" in m["words"]]

    await home.until(lambda: asked() or asked_in_slack())  # one of the two coordinators
    if asked():
        await home.press(home.anna, asked()[0], "Yes: Family")
    else:
        await slack.press(home.cora, chat, asked_in_slack()[0], "Yes: Family")
    await home.until(lambda: any("They know you" in m.text for m in home.private(home.kim)))
    await home.quiet()
    assert not any("They know you" in m.text for m in home.in_family())
