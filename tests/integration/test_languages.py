"""Everybody reads their own language: by choice, else their client's, else the pod's."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.playground.telegram import Seen
from adapters.playground.telegram import User as TelegramUser
from bot import letters
from bot.story.visitor import Visitor, WebPage
from bot.texts.bidi import END, FIRST_STRONG
from core.model import Person
from tests.integration.house import House, house
from tests.integration.web import browser, link_of, person_of, shared

PHONE = "+491713920077"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def choose(home: House, user: TelegramUser, name: str) -> str:
    """By /language and the button with the language's own name; what the message becomes."""
    await home.write(user, "/language")
    asked = home.private(user)[-1]
    await home.press(user, asked, name)

    def now() -> Seen:
        return next(m for m in home.private(user) if m.id == asked.id)

    await home.until(lambda: now().text != asked.text)
    return now().text


async def join(home: House, browsers: str, user: TelegramUser) -> list[WebPage]:
    """Carl, by that browser and that Telegram account; the pages on the way."""
    await home.write(home.anna, "/invite carl@example.org family Carl")
    letter = await home.parts.letterbox.wait_for("carl@example.org", after=0)
    link = next(w for w in letter.text.split() if w.startswith("http"))
    async with aiohttp.ClientSession(headers={"accept-language": browsers}) as session:
        visitor = Visitor(session)
        pages = [await visitor.open(link)]
        pages.append(await visitor.submit(pages[-1].form("phone"), phone=PHONE))
        code = await home.code_for(PHONE)
        pages.append(await visitor.submit(pages[-1].form("code"), code=code))
    before = len(home.private(user))
    await home.parts.telegram.start_bot(user, pages[-1].start_payload)
    await home.until(lambda: len([m for m in home.private(user)[before:] if m.sender.is_bot]))
    await home.quiet()
    return pages


async def who(home: House, user: TelegramUser) -> Person:
    known = await person_of(home, user)
    async with home.parts.service.store.begin(None) as uow:
        person = await uow.people.get(known)
        assert person is not None
        return person


async def test_one_event_read_in_german_in_arabic_and_in_english(home: House) -> None:
    assert await choose(home, home.anna, "Deutsch") == (
        "Erledigt. Ich schreibe Ihnen von jetzt an auf Deutsch."
    )
    assert "بالعربية" in await choose(home, home.ben, "العربية")
    await home.parts.slack.dm(home.dora, "emergency patient arrived unconscious")

    def told(user: TelegramUser, words: str) -> bool:
        return any(words in m.text for m in home.private(user))

    await home.until(lambda: told(home.anna, "Dora sieht wegen eines Notfalls Bilder von „Mia“"))
    await home.until(lambda: told(home.ben, f"مشاهدة طارئة لصور «{FIRST_STRONG}Mia{END}»"))
    await home.until(lambda: any("in an emergency" in m["words"] for m in home.direct(home.cora)))


async def test_one_picture_under_german_and_under_arabic_words(home: House) -> None:
    await choose(home, home.anna, "Deutsch")
    await choose(home, home.ben, "العربية")
    await shared(home)
    for user, words in (
        (home.anna, "#1 CT, 19. Januar 2004"),
        (home.ben, f"{FIRST_STRONG}#1{END} {FIRST_STRONG}أشعة مقطعية (CT)، 19 يناير 2004{END}"),
    ):
        await home.parts.telegram.say(user, home.parts.telegram.private(user), "/show #1")
        await home.until(lambda user=user: home.private_pictures(user))
        assert home.private_pictures(user)[-1].text.startswith(words)


async def test_help_in_arabic_names_commands_that_can_be_tapped(home: House) -> None:
    await choose(home, home.ben, "العربية")
    text = await home.write(home.ben, "/help")
    assert f"{FIRST_STRONG}/show #3{END} — " in text
    assert await home.write(home.ben, "/images") == "لا توجد صور بعد. يمكنك إرسال صورة في أي وقت."


async def test_settings_offer_every_language_by_its_own_name(home: House) -> None:
    await home.write(home.ben, "/settings")
    rows = home.private(home.ben)[-1].buttons
    labels = [[button.text for button in row] for row in rows]
    assert labels == [["English", "العربية", "Deutsch"], ["Español", "Français", "Türkçe"]]


async def test_a_stranger_is_answered_in_their_clients_language(home: House) -> None:
    lea = home.parts.telegram.add_user("Léa", language="fr-CA")
    await home.parts.telegram.start_bot(lea)
    await home.until(lambda: "Je partage des images" in home.private(lea)[-1].text)
    assert "Demandez une invitation" in await home.write(lea, "/language")


async def test_who_chose_none_is_written_to_in_their_clients_language(home: House) -> None:
    emine = home.parts.telegram.add_user("Emine", language="tr")
    await join(home, "pl", emine)
    assert any("Katıldınız" in m.text for m in home.private(emine))
    await home.write(emine, "/help")
    assert (await who(home, emine)).language == "tr"
    await home.parts.slack.dm(home.dora, "emergency patient arrived unconscious")
    await home.until(lambda: any("acil bir durum için" in m.text for m in home.private(emine)))


async def test_the_pods_language_where_nothing_else_is_known(home: House) -> None:
    world = home.parts.service.world
    async with world.store.begin(home.pod) as uow:
        pod = await uow.pods.get(home.pod)
        assert pod is not None
        assert pod.language == "en"
    ola = home.parts.telegram.add_user("Ola", language="pl")
    pages = await join(home, "pl", ola)
    assert [page.heading for page in pages[:2]] == ["Anna invites you", "Enter the code"]
    assert any("You are in" in m.text for m in home.private(ola))


async def test_joining_in_arabic_from_the_page_to_the_chat(home: House) -> None:
    amal = home.parts.telegram.add_user("Amal", language="en")
    pages = await join(home, "ar-EG,en;q=0.5", amal)
    for page in pages:
        assert '<html lang="ar" dir="rtl">' in page.html
    assert pages[0].heading == f"دعوة من {FIRST_STRONG}Anna{END}"
    assert "يُرجى" in home.parts.phone.messages[-1].text
    assert len(home.parts.phone.messages[-1].text) <= 70
    joined = next(x for x in home.parts.letterbox.letters if x.subject == "تم الانضمام")
    assert '<html lang="ar" dir="rtl">' in joined.html
    assert (await who(home, amal)).language == "ar"
    assert any("أنت الآن في" in m.text for m in home.private(amal))


async def test_what_is_mailed_names_its_language_and_direction(home: House) -> None:
    world = home.parts.service.world
    for language, direction in (("de", "ltr"), ("ar", "rtl")):
        given = {"language": language, "template": "invitation", "to": "x@example.org"}
        arguments = {"inviter": "Anna", "hours": 48, "link": "https://carepods.example/join/x"}
        mail = letters.compose(world, {**given, "arguments": arguments})
        assert mail.language == language
        assert f'<html lang="{language}" dir="{direction}">' in mail.html


async def test_a_link_of_ones_own_opens_in_ones_own_language(home: House) -> None:
    """Whatever the browser asks for; somebody else's dead link in the browser's."""
    await choose(home, home.ben, "العربية")
    async with browser(home) as device:
        async with device.session.get(
            await link_of(home, home.ben), headers={"accept-language": "de"}
        ) as answer:
            assert '<html lang="ar" dir="rtl">' in await answer.text()
        gone = await device.get("/v/gone", **{"accept-language": "de"})
        assert '<html lang="de" dir="ltr">' in gone.text


async def test_each_clients_menu_is_in_its_language(home: House) -> None:
    telegram = home.parts.telegram
    for language, words in (("de", "Jemanden einladen"), ("ar", "دعوة شخص"), ("pl", "Invite")):
        user = telegram.add_user("Somebody", language=language)

        def menu(user: TelegramUser = user) -> list[str]:
            offered = telegram.commands_menu(user, telegram.private(user))
            return [entry["description"] for entry in offered]

        await home.until(lambda words=words, menu=menu: any(words in said for said in menu()))
