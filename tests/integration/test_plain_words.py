"""What people who are new here are told: help, settings, a chat that is linked, a file refused."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.house import House, house


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def test_help_is_what_this_person_may_use_here(home: House) -> None:
    short = await home.write(home.ben, "/help")
    assert "/images" in short
    assert "/help all" in short
    assert "/erase" not in short and "/role" not in short and "/leave" not in short
    assert "/overview" in await home.write(home.anna, "/help")
    everything = await home.write(home.ben, "/help all")
    assert "/leave" in everything and "/help all" not in everything
    assert "/erase" not in everything and "/emergency" not in everything


async def test_help_in_a_group_offers_what_is_done_there(home: House) -> None:
    before = len(home.private(home.anna))
    await home.parts.telegram.say(home.anna, home.family, "/help")
    await home.until(lambda: len(home.private(home.anna)) > before)
    said = home.private(home.anna)[-1].text
    assert "/link" in said
    assert "/me" not in said.split() and "/overview" not in said


async def test_the_menu_offers_the_family_what_it_may_use(home: House) -> None:
    telegram = home.parts.telegram
    await home.until(lambda: telegram.commands_menu(home.ben, telegram.private(home.ben)))
    menu = telegram.commands_menu(home.ben, telegram.private(home.ben))
    words = {entry["command"] for entry in menu}
    assert {"images", "show", "help", "settings"} <= words
    assert not {"erase", "role", "consent", "emergency"} & words


async def test_settings_name_the_rooms_as_people_do(home: House) -> None:
    said = await home.write(home.anna, "/settings")
    assert "Chat “Family”: for the family. Pictures are shown there." in said
    assert "slack" not in said.lower() and "telegram" not in said.lower()


async def test_whoever_may_not_export_the_pod_hears_of_their_own_export(home: House) -> None:
    assert "/export me" in await home.write(home.ben, "/export")


async def test_a_linked_chat_is_told_that_it_is_a_pods_and_not_whose(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.say(home.anna, home.family, "/link family")
    told = "This chat now belongs to a pod."
    await home.until(lambda: any(told in m.text for m in home.in_family()))
    assert not any("Mia" in m.text for m in home.in_family() if told in m.text)


async def test_a_refused_file_is_named_to_its_sender(home: House) -> None:
    telegram = home.parts.telegram
    private = telegram.private(home.ben)
    await telegram.send_document(home.ben, private, b"MZ" + bytes(200), "tri\u202ecks.exe")
    await home.until(lambda: any("“tricks.exe”: " in m.text for m in home.private(home.ben)))
