"""The main job through the real clients: from one chat to the other, by the rules."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.house import House, ct, house, mr, photo


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def test_a_scan_dropped_into_the_family_chat_reaches_the_care_team(home: House) -> None:
    sent = await home.parts.telegram.send_document(home.anna, home.family, ct(), "scan.dcm")
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.quiet()

    posted = home.family_pictures()[0]
    assert posted.image is not None
    assert posted.protected
    assert posted.spoiler
    assert posted.image[:2] == b"\xff\xd8"
    assert all(m.id != sent.id for m in home.in_family()), "what was dropped in is taken away"

    there = home.team_pictures()[0]
    assert there["files"][0]["bytes"][:2] == b"\xff\xd8"
    for data in (posted.image, there["files"][0]["bytes"]):
        assert b"CompressedSamples" not in data
        assert b"Exif" not in data
    assert home.parts.telegram.violations == []


async def test_a_photo_sent_in_private_is_shared_and_carries_nothing_along(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(
        home.ben, telegram.private(home.ben), photo(), "SECRET-NAME.jpg", caption="healing well"
    )
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    data = home.team_pictures()[0]["files"][0]["bytes"]
    assert b"SECRET" not in data
    assert "SECRET" not in str(home.team_pictures()[0]["files"][0]["name"])
    assert any("healing well" in m["words"] for m in home.in_team())
    assert "healing well" in home.family_pictures()[0].text
    await home.until(lambda: any("Ready: #1" in m.text for m in home.private(home.ben)))


async def test_a_group_with_a_public_name_shows_no_picture(home: House) -> None:
    """Whoever knows the name reads along and is never counted."""
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, telegram.private(home.anna), photo(), "one.jpg")
    await home.until(lambda: len(home.family_pictures()) == 1)
    home.family.username = "mias_family"  # nobody is told
    await telegram.send_document(home.anna, telegram.private(home.anna), photo(), "two.jpg")
    await home.until(lambda: len(home.team_pictures()) == 2)
    await home.until(lambda: not home.family_pictures())
    await home.quiet()
    assert not home.family_pictures()


async def test_several_files_in_one_slack_message_reach_the_family(home: House) -> None:
    files = [(f"{n}.jpg", photo(seed_=n)) for n in (1, 2, 3)]
    await home.parts.slack.upload(home.dora, home.team, files, "for the family")
    await home.until(lambda: len(home.family_pictures()) == 3)
    await home.until(lambda: len(home.team_pictures()) == 3)
    await home.quiet()
    asked = [m for m in home.in_team(home.dora) if m["ephemeral"]]
    assert any("delete your own" in m["words"] for m in asked)
    assert not [m for m in home.in_team(home.cora) if m["ephemeral"]]


async def test_a_slack_private_message_reaches_the_family(home: House) -> None:
    await home.parts.slack.dm(home.dora, "look", [("ct.dcm", ct())])
    await home.until(lambda: home.family_pictures() and home.team_pictures())


async def test_an_album_becomes_its_pictures(home: House) -> None:
    telegram = home.parts.telegram
    pictures = [photo(seed_=n) for n in (1, 2, 3)]
    await telegram.send_album(home.ben, telegram.private(home.ben), pictures, caption="three")
    await home.until(lambda: len(home.team_pictures()) == 3)


async def test_another_patients_scan_is_held_until_two_people_agree(home: House) -> None:
    telegram, slack = home.parts.telegram, home.parts.slack
    await telegram.send_document(home.anna, home.family, ct(), "a.dcm")
    await home.until(lambda: len(home.team_pictures()) == 1)
    await telegram.send_document(home.anna, home.family, mr(), "b.dcm")
    await home.until(lambda: any(m.buttons for m in home.private(home.anna)))
    await home.quiet()
    assert len(home.team_pictures()) == len(home.family_pictures()) == 1

    question = next(m for m in home.private(home.anna) if m.buttons)
    assert "someone else" in question.text
    await home.press(home.anna, question, "Show it")
    await home.quiet()
    assert len(home.team_pictures()) == 1, "one person is not enough"

    other = next(m for m in home.direct(home.cora) if m["buttons"])
    await slack.press(home.cora, slack.dm_channel(home.cora), other["ts"], "Show it")
    await home.until(lambda: len(home.team_pictures()) == 2 and len(home.family_pictures()) == 2)


async def test_withdrawing_takes_everything_back_and_says_so(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, home.family, photo(), "a.jpg")
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.write(home.ben, "/withdraw #1")
    await home.until(lambda: not home.family_pictures() and not home.team_pictures())
    await home.until(
        lambda: any("is taken back everywhere" in m.text for m in home.private(home.ben))
    )


async def test_somebody_elses_picture_is_not_withdrawn(home: House) -> None:
    await home.parts.telegram.send_document(home.anna, home.family, photo(), "a.jpg")
    await home.until(home.family_pictures)
    assert "cannot do this" in await home.write(home.ben, "/withdraw #1")
    await home.quiet()
    assert home.family_pictures()
    assert any(e.action == "withdraw" and e.outcome == "refused" for e in await home.audit())


async def test_a_stranger_in_the_room_turns_pictures_into_cards_and_back(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, home.family, photo(), "a.jpg")
    await home.until(home.family_pictures)

    await telegram.add_member(home.anna, home.family, home.kim)
    await home.until(lambda: not home.family_pictures())
    await home.until(lambda: any("not verified" in m.text for m in home.in_family()))
    await home.quiet()
    assert not [m for m in home.in_family(home.kim) if m.image or m.file]
    card = next(m for m in reversed(home.in_family()) if m.buttons)

    refused = await telegram.press(home.kim, home.family, card, "Show me", timeout=10)
    assert refused is not None
    assert "not in this pod" in (refused.text or "")
    await home.press(home.ben, card, "Show me")
    await home.until(lambda: home.private_pictures(home.ben))

    await telegram.kick(home.anna, home.family, home.kim)
    await home.until(home.family_pictures)


async def test_a_guest_in_the_slack_channel_sees_cards_only(home: House) -> None:
    slack = home.parts.slack
    guest = slack.add_user("Gus", email="gus@example.org", guest="multi")
    await slack.join(guest, home.team)
    await slack.dm(home.dora, "", [("a.jpg", photo())])
    await home.until(home.family_pictures)
    await home.until(lambda: any("Show me" in str(m["buttons"]) for m in home.in_team()))
    assert not home.team_pictures()


async def test_who_saw_it(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, home.family, photo(), "a.jpg")
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.quiet()
    answer = await home.write(home.anna, "/whosaw #1")
    assert all(name in answer for name in ("Anna", "Ben", "Cora", "Dora"))
    assert "cannot do this" in await home.write(home.ben, "/whosaw #1")


async def test_what_is_no_picture_gets_a_kind_sentence(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, telegram.private(home.ben), b"MZ" + bytes(99), "a.jpg")
    await home.until(lambda: len([m for m in home.private(home.ben) if m.sender.is_bot]) >= 2)
    await home.quiet()
    said = home.private(home.ben)[-1].text
    assert said
    assert not any(word in said.lower() for word in ("invalid", "failed", "error"))
    assert not home.team_pictures()


async def test_too_big_for_the_chat_gets_a_page_in_the_same_answer(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(
        home.ben, telegram.private(home.ben), b"x", "cd.zip", size=30 * 1024 * 1024
    )
    await home.until(lambda: any(m.buttons for m in home.private(home.ben)))
    button = next(m for m in home.private(home.ben) if m.buttons).buttons[0][0]
    assert button.url is not None
    page = await home.visitor.open(button.url)
    assert "Send files" in page.heading


async def test_a_room_of_no_pod_is_told_what_to_do(home: House) -> None:
    telegram = home.parts.telegram
    elsewhere = telegram.add_group("Elsewhere", [home.ben, home.kim], bot_admin=True)
    await telegram.send_document(home.ben, elsewhere, photo(), "a.jpg")
    await home.until(lambda: any("not part of a pod" in m.text for m in home.private(home.ben)))
    await home.quiet()
    assert not home.team_pictures()


async def test_forged_and_foreign_buttons_do_nothing(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, telegram.private(home.ben), photo(), "a.jpg")
    await home.until(lambda: any(m.buttons for m in home.private(home.ben)))
    await home.until(lambda: home.team_pictures() and home.family_pictures())
    mine = next(m for m in home.private(home.ben) if m.buttons)
    await home.press(home.ben, mine, "Take back")
    await home.until(lambda: not home.team_pictures())
