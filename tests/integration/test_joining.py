"""Letting somebody in: mailed link, phone, code, chat account; and everything that goes wrong."""

from collections.abc import AsyncIterator

import pytest

from core.model import Privilege
from tests.integration.house import House, house, photo

PHONE = "+491713920077"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def test_an_invited_newcomer_joins_by_page_and_telegram(home: House) -> None:
    telegram = home.parts.telegram
    answer = await home.write(home.anna, "/invite carl@example.org family Carl")
    assert "mailed carl@example.org" in answer
    page = await home.open_mail("carl@example.org")
    assert "Anna invites you" in page.heading
    assert "Mia" in page.text
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    text = home.parts.phone.messages[-1].text if home.parts.phone.messages else ""
    assert "Anna" not in text
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
    await home.until(lambda: any("Carl is in the pod" in m.text for m in home.private(home.anna)))
    await home.quiet()
    letters = [x.subject for x in home.parts.letterbox.letters if x.to == "carl@example.org"]
    assert letters == ["Anna invites you to Carepods", "You are in"]


async def test_whoever_has_joined_sees_the_newest_picture_by_one_press(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_photo(home.anna, home.family, photo())
    await home.until(home.team_pictures)
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
    welcome = next(m for m in home.private(carl) if "You are in" in m.text)
    await home.press(carl, welcome, "Show the newest")
    await home.until(lambda: len(home.private_pictures(carl)) == 1)
    assert "#1" in await home.write(carl, "/images")
    listed = home.private(carl)[-1]
    await home.write(home.anna, "/revoke carl@example.org view")
    assert "You cannot do this here yet" in await home.press(carl, listed, "Show #1")
    await home.quiet()
    assert not home.private_pictures(carl)


async def test_an_invited_colleague_joins_by_page_and_slack_phrase(home: House) -> None:
    slack = home.parts.slack
    await slack.dm(home.cora, "invite eva@example.org clinician Eva")
    page = await home.open_mail("eva@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    assert page.phrase
    eva = slack.add_user("Eva", email="eva@example.org")
    await slack.dm(eva, page.phrase)
    await home.until(lambda: any("You are in" in m["words"] for m in home.direct(eva)))


async def test_the_code_can_be_entered_in_the_chat(home: House) -> None:
    telegram = home.parts.telegram
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    to_chat = next(f for f in page.forms if f.action.endswith("/code/chat"))
    page = await home.visitor.submit(to_chat)
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("write the code" in m.text for m in home.private(carl)))
    assert "4 tries left" in await home.write(carl, "000 000")
    said = await home.write(carl, " ".join(await home.code_for(PHONE)))
    assert "You are in" in said


async def test_a_stranger_comes_first_with_a_picture_and_is_vouched_for(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.send_document(home.kim, telegram.private(home.kim), photo(), "a.jpg")
    await home.until(lambda: any("Whom is it for" in m.text for m in home.private(home.kim)))
    assert "own e-mail" in await home.write(home.kim, "anna@example.org")
    await home.write(home.kim, "kim@example.org")
    await home.until(lambda: any("Do you know them" in m.text for m in home.private(home.anna)))
    await home.quiet()
    assert not home.team_pictures()
    assert not home.family_pictures()

    question = next(m for m in home.private(home.anna) if "Do you know them" in m.text)
    await home.press(home.anna, question, "Yes: Family")
    page = await home.open_mail("kim@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    await telegram.start_bot(home.kim, page.start_payload)
    await home.until(lambda: home.team_pictures() and home.family_pictures())
    await home.until(lambda: any("accepted" in m.text for m in home.private(home.kim)))


async def test_a_stranger_who_names_nobody_here_hears_the_same(home: House) -> None:
    telegram = home.parts.telegram
    words = []
    for address in ("anna@example.org", "nobody@example.org"):
        stranger = telegram.add_user("Kim")
        await telegram.start_bot(stranger)
        await telegram.send_document(stranger, telegram.private(stranger), photo(), "a.jpg")
        await home.until(lambda s=stranger: len(home.private(s)) >= 4)
        words.append((await home.write(stranger, address), await home.write(stranger, "k@x.org")))
    assert words[0] == words[1]


async def test_turning_a_stranger_away_shows_nothing_to_anybody(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.send_document(home.kim, telegram.private(home.kim), photo(), "a.jpg")
    await home.until(lambda: any("Whom is it for" in m.text for m in home.private(home.kim)))
    await home.write(home.kim, "anna@example.org")
    await home.write(home.kim, "kim@example.org")
    await home.until(lambda: any("Do you know them" in m.text for m in home.private(home.anna)))
    question = next(m for m in home.private(home.anna) if "Do you know them" in m.text)
    await home.press(home.anna, question, "I do not know them")
    await home.quiet()
    assert not home.team_pictures()
    assert not home.parts.letterbox.letters


async def test_scanners_change_nothing(home: House) -> None:
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    for _ in range(25):
        again = await home.visitor.open(page.url)
        assert again.status == 200
        pressed = await home.visitor.submit(again.form("phone"), phone="")
        assert pressed.status == 422
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    assert "Enter the code" in page.heading


async def test_a_link_works_once(home: House) -> None:
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    await home.visitor.submit(page.form("phone"), phone=PHONE)
    again = await home.visitor.open(page.url)
    assert again.status == 404
    assert (await home.visitor.submit(page.form("phone"), phone=PHONE)).status == 404


async def test_five_wrong_codes_close_the_invitation(home: House) -> None:
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    right = await home.code_for(PHONE)
    wrong = "000000" if right != "000000" else "000001"
    form = page.form("code")
    for left in ("4 tries", "3 tries", "2 tries", "1 try"):
        page = await home.visitor.submit(form, code=wrong)
        assert left in page.trouble
    await home.visitor.submit(form, code=wrong)
    assert (await home.visitor.submit(form, code=right)).status in (404, 422)
    await home.until(lambda: any("wrong code too often" in m.text for m in home.private(home.anna)))


async def test_a_wrong_number_is_mended_on_the_same_page(home: House) -> None:
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    bad = await home.visitor.submit(page.form("phone"), phone="12")
    assert bad.status == 422
    assert "cannot read that number" in bad.trouble
    page = await home.visitor.submit(bad.form("phone"), phone=PHONE)
    code = await home.code_for(PHONE)
    changed = await home.visitor.submit(page.form("phone"), phone="+491713920078")
    assert "Your number is changed. The old code no longer works." in changed.trouble
    assert "No code is on its way yet to the number that ends in 078" in changed.text
    assert "You are in" not in (await home.visitor.submit(changed.form("code"), code=code)).text


async def test_what_is_not_six_digits_costs_no_try(home: House) -> None:
    telegram = home.parts.telegram
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    for junk in ("abc", "12345", "1" * 30, "１２３\u200b４５６", "12 34 56 7"):
        page = await home.visitor.submit(page.form("code"), code=junk)
        assert "six digits" in page.trouble
    to_chat = next(f for f in page.forms if f.action.endswith("/code/chat"))
    page = await home.visitor.submit(to_chat)
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("write the code" in m.text for m in home.private(carl)))
    assert "six digits" in await home.write(carl, "abc")
    wrong = f"{(int(await home.code_for(PHONE)) + 1) % 1_000_000:06d}"
    assert "4 tries left" in await home.write(carl, wrong)


async def test_an_inviter_grants_no_more_than_they_hold(home: House) -> None:
    telegram = home.parts.telegram
    await home.write(home.anna, "/revoke ben@example.org upload")
    await home.write(home.ben, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
    async with home.parts.service.store.begin(home.pod) as uow:
        person = await uow.people.by_email("carl@example.org")
        assert person is not None
        member = await uow.members.get(home.pod, person.id)
    assert member is not None
    assert Privilege.UPLOAD not in member.privileges
    assert Privilege.VIEW in member.privileges


async def test_this_was_not_me(home: House) -> None:
    telegram = home.parts.telegram
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
    page = await home.open_mail("carl@example.org", after=1)
    page = await home.visitor.submit(page.form("sure"), sure="yes")
    assert "Done" in page.heading
    assert "not in a pod" in await home.write(carl, "/images")


async def test_somebody_elses_account_is_refused_and_ones_own_still_works(home: House) -> None:
    telegram = home.parts.telegram
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    before = len(home.private(home.ben))
    await telegram.start_bot(home.ben, page.start_payload)
    await home.until(lambda: "belongs to somebody else" in home.private(home.ben)[-1].text)
    assert len(home.private(home.ben)) > before
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: any("You are in" in m.text for m in home.private(carl)))
