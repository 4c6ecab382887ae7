"""One's own phone, chat accounts and authenticator app: proven, told, and never a way around."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from bot.story.visitor import WebPage
from core.model import MemberState
from core.usecases import totp
from tests.integration.house import House, house
from tests.integration.rights_kit import Ahead, allow, press, shared, the, told, url_in
from tests.integration.web import person_of, signed_in

NEW = "+491713920088"
OLD = "+491713920002"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def phone_of(home: House) -> str:
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(None) as uow:
        found = await uow.people.get(person)
        assert found is not None
        return found.phone


async def begin(home: House, button: str) -> None:
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", button)


async def new_code(home: House, phone: str, before: int) -> str:
    """The code that is texted to a phone after so many texts."""
    await home.until(lambda: len(texts_to(home, phone)) > before)
    return next(w for w in texts_to(home, phone)[-1].split() if w.isdigit() and len(w) == 6)


async def proven(home: House) -> None:
    """Ben proves at the phone that counts now that it is him; then a new number is asked for."""
    before = len(texts_to(home, OLD))
    await begin(home, "Change phone")
    await home.write(home.ben, await new_code(home, OLD, before))
    await the(home, home.ben, "Write your new number")


def texts_to(home: House, phone: str) -> list[str]:
    return [m.text for m in home.parts.phone.messages if m.to == phone]


# ── the phone ───────────────────────────────────────────────────────────────────────────────────


async def test_a_new_phone_is_proven_told_and_ends_what_was_signed_in(home: House) -> None:
    async with signed_in(home, home.ben) as browser:
        assert (await browser.read("/pods?all=yes")).status == 200
        await proven(home)
        assert "ends in 088" in await home.write(home.ben, NEW)
        assert await phone_of(home) == OLD, "not before it is proven"
        code = await home.code_for(NEW)
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        assert "does not match" in await home.write(home.ben, wrong)
        assert "is changed" in await home.write(home.ben, code)
        assert await phone_of(home) == NEW
        assert (await browser.read("/pods?all=yes")).status == 404
    await home.quiet()
    assert any("changed to another number" in t for t in texts_to(home, OLD))
    assert not any(NEW[-4:] in t for t in texts_to(home, OLD)), "the old phone is not told which"
    letter = await home.parts.letterbox.wait_for("ben@example.org")
    assert "phone number was changed" in letter.subject.lower()

    page = await home.open_mail("ben@example.org")
    assert "This was not you" in page.heading
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
    assert member is not None
    assert member.state is MemberState.ACTIVE, "opening the mail does nothing"
    await home.visitor.submit(page.form("sure"))
    await the(home, home.anna, "joined by mistake")
    assert "not in a pod" in await home.write(home.ben, "/images")


async def test_a_code_is_no_good_for_another_number_or_after_five_tries(home: House) -> None:
    await proven(home)
    await home.write(home.ben, NEW)
    code = await home.code_for(NEW)
    await proven(home)
    other = "+491713920089"
    await home.write(home.ben, other)
    await home.code_for(other)
    assert "does not match" in await home.write(home.ben, code)
    for _ in range(3):
        await home.write(home.ben, "000001")
    assert "nothing was changed" in await home.write(home.ben, "000001")
    assert await phone_of(home) == OLD
    right = await home.code_for(other)
    await home.write(home.ben, right)
    assert await phone_of(home) == OLD, "the right one comes too late"


async def test_what_is_not_six_digits_costs_no_try(home: House) -> None:
    """As on the newcomer's page: a number of a street is no guess at a code."""
    before = len(texts_to(home, OLD))
    await begin(home, "Change phone")
    code = await new_code(home, OLD, before)
    for written in ("12345", "1234567", "code 123456", "I come at 10", "12345a", code[:5]) * 2:
        assert "You have lost no try" in await home.write(home.ben, written)
    assert "4 tries left" in await home.write(home.ben, f"{(int(code) + 1) % 10**6:06d}")
    assert "Write your new number" in await home.write(home.ben, f" {code[:3]} {code[3:]} ")


@pytest.mark.parametrize("number", ["+1 900 555 0100", "12", "+870 773 110 000"])
async def test_a_number_that_gets_no_texts(home: House, number: str) -> None:
    await proven(home)
    before = len(home.parts.phone.messages)
    await home.write(home.ben, number)
    await home.quiet()
    assert len(home.parts.phone.messages) == before
    assert "ends in 088" in await home.write(home.ben, NEW), "it can be mended at once"


async def test_what_is_mine_is_not_shown_in_a_group(home: House) -> None:
    await home.parts.telegram.say(home.ben, home.family, "/me")
    await home.quiet()
    said = " ".join(m.text for m in home.in_family(home.anna))
    assert OLD not in said
    assert "ben@example.org" not in said


# ── chat accounts ───────────────────────────────────────────────────────────────────────────────


async def phrase_for(home: House) -> str:
    await begin(home, "Add a chat account")
    await the(home, home.ben, "ends in 002")
    await home.write(home.ben, await home.code_for(OLD))
    said = (await the(home, home.ben, "write these words")).text
    found = re.search(r"there: ([a-z ]+)\.", said)
    assert found
    return found[1]


async def test_a_second_account_by_a_phrase_and_away_again(home: House) -> None:
    await shared(home)
    phrase = await phrase_for(home)
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.say(home.kim, telegram.private(home.kim), phrase)
    await the(home, home.kim, "Hello Ben")
    await the(home, home.ben, "account was added to yours")
    await home.parts.letterbox.wait_for("ben@example.org")
    assert await person_of(home, home.kim) == await person_of(home, home.ben)
    await home.write(home.kim, "/show #1")
    await home.until(lambda: home.private_pictures(home.kim))
    await home.quiet()

    assert "Hello Ben" not in await home.write(home.kim, phrase), "it works once"

    await home.write(home.ben, "/me")
    message = await the(home, home.ben, "ben@example.org")
    labels = [b.text for row in message.buttons for b in row]
    assert labels.count("Remove Telegram") == 2
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(None) as uow:
        accounts = await uow.people.identities(person)
    kims = [i.ref.user for i in accounts].index(str(home.kim.id))
    row = [r for r in message.buttons if r[0].text == "Remove Telegram"][kims]
    before = len(texts_to(home, OLD))
    await telegram.press(home.ben, telegram.private(home.ben), message, str(row[0].data))
    await home.write(home.ben, await new_code(home, OLD, before))
    await the(home, home.ben, "account is removed")
    await home.until(lambda: not home.private_pictures(home.kim))
    assert "not in a pod" in await home.write(home.kim, "/show #1")


async def test_somebody_elses_account_stays_theirs(home: House) -> None:
    phrase = await phrase_for(home)
    assert "belongs to somebody else" in await home.write(home.anna, phrase)
    assert await person_of(home, home.anna) != await person_of(home, home.ben)


async def test_the_only_account_cannot_be_removed(home: House) -> None:
    await home.write(home.ben, "/me")
    message = await the(home, home.ben, "ben@example.org")
    assert not [b for row in message.buttons for b in row if "Remove" in b.text]


# ── the app ─────────────────────────────────────────────────────────────────────────────────────


async def ask_for_page(home: House) -> None:
    """Ben asks for an app, and proves at his phone that it is him."""
    before = len(texts_to(home, OLD))
    await home.write(home.ben, "/authenticator")
    await home.write(home.ben, await new_code(home, OLD, before))


async def page_of(home: House) -> tuple[WebPage, str]:
    """The page that shows the secret, and the secret."""
    await ask_for_page(home)
    url = await url_in(home, home.ben, "An app on your phone")
    page = await home.visitor.open(url)
    assert "weaker way" in page.text, "the person is told why"
    shown = await home.visitor.submit(page.forms[0])
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", shown.html)
    assert found
    return shown, found[1].replace(" ", "")


async def with_app(home: House) -> tuple[pyotp.TOTP, str]:
    """The app, and the code by which it was set up."""
    page, secret = await page_of(home)
    app = pyotp.TOTP(secret)
    used = app.now()
    done = await home.visitor.submit(page.form("code"), code=used)
    assert "Done." in done.text
    await the(home, home.ben, "From now on your app")
    return app, used


async def test_an_app_is_set_up_on_a_page_that_works_once(home: House) -> None:
    await ask_for_page(home)
    url = await url_in(home, home.ben, "An app on your phone")
    for _ in range(10):
        assert "data:image/svg" not in (await home.visitor.open(url)).html, "looking shows nothing"
    page = await home.visitor.open(url)
    shown = await home.visitor.submit(page.forms[0])
    assert "data:image/svg" in shown.html
    assert (await home.visitor.submit(page.forms[0])).status == 404
    wrong = await home.visitor.submit(shown.form("code"), code="000000")
    assert wrong.status == 422
    assert "does not match" in wrong.text
    for _ in range(6):
        wrong = await home.visitor.submit(wrong.form("code"), code="12345")
        assert "You have lost no try" in wrong.text
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", wrong.html)
    assert found
    app = pyotp.TOTP(found[1].replace(" ", ""))
    done = await home.visitor.submit(wrong.form("code"), code=app.now())
    assert "Done." in done.text
    await the(home, home.ben, "From now on your app")
    assert "with your app" in await home.write(home.ben, "/me")


async def test_the_app_serves_in_place_of_a_text_and_no_code_twice(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Ahead(monkeypatch)
    app, used = await with_app(home)
    await home.quiet()
    before = len(texts_to(home, OLD))
    await begin(home, "Add a chat account")
    await the(home, home.ben, "your app shows")
    assert "does not match" in await home.write(home.ben, used), "it was used to set the app up"
    await later.go(home, timedelta(seconds=60))
    moment = datetime.now(UTC) + timedelta(seconds=60)
    assert "write these words" in await home.write(home.ben, app.at(moment))
    await home.quiet()
    assert len(texts_to(home, OLD)) == before, "no code went by text"


async def test_an_app_proves_the_person_and_a_text_the_new_number(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Ahead(monkeypatch)
    app, _ = await with_app(home)
    await later.go(home, timedelta(seconds=60))
    await begin(home, "Change phone")
    await the(home, home.ben, "your app shows")
    moment = datetime.now(UTC) + timedelta(seconds=60)
    assert "Write your new number" in await home.write(home.ben, app.at(moment))
    assert "ends in 088" in await home.write(home.ben, NEW)
    await later.go(home, timedelta(seconds=60))
    moment = datetime.now(UTC) + timedelta(seconds=120)
    assert "does not match" in await home.write(home.ben, app.at(moment)), "it is another's phone"
    assert await phone_of(home) == OLD
    assert "is changed" in await home.write(home.ben, await home.code_for(NEW))
    assert await phone_of(home) == NEW


async def test_a_text_can_be_had_instead(home: House) -> None:
    await with_app(home)
    before = len(texts_to(home, OLD))
    await begin(home, "Change phone")
    await press(home, home.ben, "your app shows", "Send me a text instead")
    code = await new_code(home, OLD, before)
    assert "Write your new number" in await home.write(home.ben, code)


async def test_the_chat_alone_sets_up_no_app_and_changes_no_phone(home: House) -> None:
    """Somebody at Ben's open phone cannot make himself the one who proves to be Ben."""
    said = await home.write(home.ben, "/authenticator")
    assert "ends in 002" in said
    await begin(home, "Change phone")
    assert "ends in 002" in (await the(home, home.ben, "First I have sent a code")).text
    await home.write(home.ben, NEW)
    await home.quiet()
    assert not texts_to(home, NEW)
    assert not told(home, home.ben, "Here is the page")()


async def test_an_app_that_was_set_up_is_told_by_mail(home: House) -> None:
    """Where whoever holds the chat does not read it; the mail's button undoes it all."""
    await with_app(home)
    letter = await home.parts.letterbox.wait_for("ben@example.org")
    assert "app now shows your codes" in letter.subject
    page = await home.open_mail("ben@example.org")
    await home.visitor.submit(page.form("sure"))
    await the(home, home.anna, "joined by mistake")
    assert "not in a pod" in await home.write(home.ben, "/images")


async def test_an_app_can_be_taken_away_only_by_a_proof(home: House) -> None:
    await with_app(home)
    await begin(home, "Remove the app")
    await the(home, home.ben, "your app shows")
    before = len(texts_to(home, OLD))
    await press(home, home.ben, "your app shows", "Send me a text instead")
    await home.write(home.ben, await new_code(home, OLD, before))
    await the(home, home.ben, "The app is removed")
    assert "by text message" in await home.write(home.ben, "/me")


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B (SHA-1), cut to six digits; and the same as a library's."""
    secret = b"12345678901234567890"
    for moment, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert totp.code_at(secret, moment // 30) == code
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    step = totp.step_of(now)
    good = totp.code_at(secret, step)
    assert totp.accepted(secret, good, now, step - 1) == step
    assert totp.accepted(secret, good, now, step) is None, "no code twice"
    assert totp.accepted(secret, good, now + timedelta(seconds=30), -1) == step
    assert totp.accepted(secret, good, now + timedelta(seconds=90), -1) is None


async def test_nobody_without_privileges_is_asked(home: House) -> None:
    await allow(home, home.ben)
    await home.parts.telegram.start_bot(home.kim)
    await the(home, home.kim, "Hello")
    assert "not in a pod" in await home.write(home.kim, "/authenticator")
    assert "not in a pod" in await home.write(home.kim, "/me")
