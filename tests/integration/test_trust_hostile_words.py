"""What people write is only ever words, wherever it lands: chats, pages, mails, logs."""

from __future__ import annotations

import io
import json
import os
import unicodedata
from collections.abc import AsyncIterator, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pydicom
import pytest

from adapters.platforms.slack import blocks
from adapters.platforms.telegram import compose as telegram_compose
from bot import letters
from bot.texts import FluentTexts
from core.messages import Outgoing
from tests.integration.house import House, ct, house
from tests.integration.web import signed_in

INVISIBLE = "\u202e\u2066\u200b\u200d\u2060\ufeff\x00\x07\x1b[31m\x85"
FAMILIES: dict[str, list[str]] = {
    "markup": ["<b>x</b>",
               "</title><script>alert(1)</script>", "&lt;b&gt;", "<img src=x onerror=a>",
               "\"><svg onload=alert(1)>", "'-alert(1)-'", "<a href='tg://user?id=1'>x</a>"],
    "mrkdwn": ["<!channel>", "<!here|x>", "<@U123>", "<#C123>", "<http://evil.example|bank>", "*b*",
               "_i_", "`c`", "~s~", "&lt;!everyone&gt;", "<!subteam^S1>", "<!date^1^{date}|x>"],
    "links": ["[x](http://evil.example)", "[x](tg://user?id=1)", "javascript:alert(1)"],
    "formulas": ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"],
    "lines": ["a\r\nBcc: x@evil.example",
              "a\nSET-COOKIE: x", "a\u2028b\u2029c", "{\"level\":\"x\"}\n"],
    "templates": ["{{7*7}}", "${7*7}", "{ $name }", "%s%n", "{0.__class__}"],
    "unseen": [INVISIBLE, "a\u202egnp.exe", "\u2067\u2066x", "e" + "\u0301" * 200],
    "paths": ["../../etc/passwd", "..\\..\\x", "C:\\x", "/abs", "con.txt", "a/b"],
    "long": ["x" * 10_000, "\U0001f600" * 3_000],
    "empty": ["", " ", "\n"],
}  # fmt: skip


def vectors() -> Iterator[str]:
    """Those above, and where there are shared ones those, too."""
    for family in FAMILIES.values():
        yield from family
    shared = Path(os.environ.get("CAREPODS_SHARED", "")) / "hostile" / "vectors.json"
    if os.environ.get("CAREPODS_SHARED") and shared.exists():
        for value in json.loads(shared.read_text(encoding="utf-8")).values():
            yield from (v for v in value if isinstance(v, str))


class Markup(HTMLParser):
    """What a reader of HTML takes for elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, list[str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Markup:
    found = Markup()
    found.feed(page)
    found.close()
    return found


def unseen(text: str) -> list[str]:
    allowed = "\n\u200c\u200d"  # joiners that scripts and emoji need are the adapters' to judge
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c not in allowed]


@pytest.mark.parametrize("text", list(vectors()), ids=repr)
def test_in_telegram_it_is_no_markup(text: str) -> None:
    said = telegram_compose.words(Outgoing(title=text, text=text), telegram_compose.MAX_TEXT)
    found = read(said)
    assert all(element == ("b", []) for element in found.elements)
    assert len(found.elements) <= 1
    assert len(found.text) <= telegram_compose.MAX_TEXT


@pytest.mark.parametrize("text", list(vectors()), ids=repr)
def test_in_slack_it_calls_nobody_and_hides_no_link(text: str) -> None:
    message = Outgoing(title=text, text=text)
    for said in (blocks.text(message), blocks.comment(message)):
        assert "<" not in said and ">" not in said
    for block in blocks.message_blocks(message):
        found = json.dumps(block)
        assert block["type"] in ("header", "section", "rich_text")
        if '"mrkdwn"' in found:
            assert "<" not in block["text"]["text"]
        for element in block.get("elements", [{}])[0].get("elements", []):
            assert element["type"] in ("text", "link")
            assert "text" not in element or element["type"] == "text", "a link shows itself"


@pytest.mark.parametrize("text", list(vectors()), ids=repr)
def test_in_a_mail_it_is_one_line_and_no_markup(text: str) -> None:
    class World:
        texts = FluentTexts()

    world: Any = World()
    arguments = {"inviter": text, "link": "https://pods.example/join/x", "hours": 24}
    payload = {"to": "a@example.org", "template": "invitation", "language": "en",
               "arguments": arguments}  # fmt: skip
    mail = letters.compose(world, payload)
    assert "\n" not in mail.subject and "\r" not in mail.subject
    assert {tag for tag, _ in read(mail.html).elements} <= {"html", "body", "p", "a"}
    assert sum(tag == "a" for tag, _ in read(mail.html).elements) == 1


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


ONE = "<!channel><@U1></script><b>x</b>\u202e{{7*7}}=1+1"
SHOWN = "<!channel><@U1></script><b>x</b>{{7*7}}=1+1"


def named(text: str) -> bytes:
    """A scan whose every free text is `text`."""
    found = pydicom.dcmread(io.BytesIO(ct()))
    found.SpecificCharacterSet = "ISO_IR 192"
    for word in ("StudyDescription", "SeriesDescription", "ProtocolName", "InstitutionName"):
        setattr(found, word, text[:60])
    held = io.BytesIO()
    found.save_as(held)
    return held.getvalue()


async def test_through_the_whole_house(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, home.family, named(ONE), f"{ONE}.dcm", caption=ONE)
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.quiet()
    posted = home.family_pictures()[0]
    assert SHOWN in posted.text and not unseen(posted.text)
    # What looks like a command Telegram underlines by itself; nothing is a link or calls anybody.
    assert {e["type"] for e in posted.entities} <= {"bold", "bot_command"}
    for message in home.in_team():
        if message["is_bot"]:
            assert "<" not in message["text"]
    async with signed_in(home, home.anna) as device:
        for path in (f"/pods/{home.pod}", f"/pods/{home.pod}/1"):
            page = await device.visitor.open(f"{home.parts.addresses.web}{path}")
            assert "</script><b>x</b>" in page.text, "shown as it was written"
