"""What people write is only ever words, wherever it lands: chats, pages, mails, logs."""

from __future__ import annotations

import csv
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
import structlog

from adapters.platforms.slack import blocks
from adapters.platforms.telegram import compose as telegram_compose
from bot import letters, logs
from bot.export import page, tables
from bot.texts import FluentTexts
from core.messages import Outgoing
from tests.hostile_inputs.words import BLANK, FAMILIES
from tests.integration.house import House, ct, house
from tests.integration.web import signed_in


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
    hidden = ("Cc", "Cf", "Co", "Cs")
    found = [c for c in text if unicodedata.category(c) in hidden and c not in allowed]
    return found + [c for c in text if c in BLANK]


def longest_pile(text: str) -> int:
    """The most marks in a row on one letter."""
    marks = "".join("m" if unicodedata.category(c) in ("Mn", "Me") else " " for c in text)
    return max(map(len, marks.split(" ")))


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
def test_in_telegram_it_is_no_markup(text: str) -> None:
    said = telegram_compose.words(Outgoing(title=text, text=text), telegram_compose.MAX_TEXT)
    found = read(said)
    assert all(element == ("b", []) for element in found.elements)
    assert len(found.elements) <= 1
    assert len(found.text) <= telegram_compose.MAX_TEXT
    marks = "\u2068\u2069\t"  # in pairs they are the sentences' own
    assert not unseen("".join(c for c in found.text if c not in marks))
    assert found.text.count("\u2068") == found.text.count("\u2069")
    assert longest_pile(found.text) < 10
    said.encode()


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
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


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
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


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
def test_in_a_table_it_is_a_word_of_one_line(text: str) -> None:
    head, row = csv.reader(io.StringIO(tables.table(["a", "b"], [[text, "x"]]).decode("utf-8-sig")))
    assert head == ["a", "b"]
    cell, _ = row
    assert not cell.lstrip().startswith(tables.RISKY)
    assert "\n" not in cell and not unseen(cell) and longest_pile(cell) < 10


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
def test_on_the_page_of_an_export_it_is_no_markup(text: str) -> None:
    assert _elements(text) == _elements("x")


def _elements(text: str) -> set[str]:
    tile = page.Tile(title=text, text=f"{text}.", alt=text, why=f"{text}.", small=b"x")
    made = page.page("en", text, [page.Part(text, [text], [(text, "pictures/1")], [tile])])
    return {f"{tag} {' '.join(names)}" for tag, names in read(made.decode()).elements}


@pytest.mark.parametrize("text", list(vectors()), ids=ascii)
def test_in_a_log_it_is_one_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    structlog.get_logger().info("said", detail=text, name=text)
    (line,) = capsys.readouterr().err.splitlines()
    assert set(json.loads(line)) == {"event", "level", "timestamp", "detail"}
    assert line.isprintable()


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
