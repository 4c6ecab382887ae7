"""`serve` in a process of its own, before platform servers that are not this project's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.integration.foreign import running
from tests.integration.foreign.bot_api import BotApi, Group, Person
from tests.integration.foreign.faults import Fault
from tests.integration.foreign.running import until
from tests.integration.foreign.slack_api import ME, SlackApi
from tests.integration.house import ct, photo
from tests.services.mail import Mailbox

pytestmark = pytest.mark.timeout(240)
SECRET = "webhook-secret_1"


@dataclass
class Town:
    """A family in Telegram, a team in Slack, and `serve` between them."""

    telegram: BotApi
    slack: SlackApi
    anna: Person
    ben: Person
    family: Group
    team: str
    given: Mapping[str, str]
    folder: Path
    program: running.Program
    web: aiohttp.ClientSession

    def shown(self) -> tuple[int, int]:
        """How many pictures stand in the family's group and in the team's channel."""
        return len(self.telegram.pictures(self.family)), len(self.slack.pictures(self.team))

    async def both(self, count: int, seconds: float = 60) -> None:
        try:
            await until(lambda: self.shown() == (count, count), seconds)
        except TimeoutError:
            raise AssertionError((self.shown(), self.program.lines[-5:])) from None

    async def settled(self) -> None:
        """Long enough for a double to show: whatever else is in line has been done after it."""
        before = len(self.telegram.standing(self.anna))
        self.telegram.say(self.anna, self.anna, text="/help")
        await until(lambda: len(self.telegram.standing(self.anna)) > before)


Ways = Callable[..., Any]


@asynccontextmanager
async def town(
    folder: Path,
    smtp: Mailbox,
    *,
    ways: tuple[str, ...] = ("polling", "socket"),
    prepare: Callable[[BotApi, SlackApi, Group], None] = lambda _t, _s, _g: None,
    **changes: str,
) -> AsyncIterator[Town]:
    """`ways`: polling or webhook, socket or http; one of them alone leaves the other out."""
    async with AsyncExitStack() as stack:
        telegram, slack = BotApi(), SlackApi()
        await stack.enter_async_context(telegram.serving())
        await stack.enter_async_context(slack.serving())
        web = await stack.enter_async_context(aiohttp.ClientSession())
        anna, ben = telegram.person("Anna"), telegram.person("Ben", "de")
        family, team = telegram.group("Family", [anna, ben]), slack.channel(["UCORA", "UDORA"])
        given = running.settings(folder, smtp.url, **changes)
        wanted: dict[str, Any] = {}
        if "polling" in ways or "webhook" in ways:
            more = {"TELEGRAM_WEBHOOK_SECRET": SECRET} if "webhook" in ways else {}
            given |= running.telegram(telegram, **more)
            wanted |= {"family": family, "telegram_people": [anna, ben]}
        if "socket" in ways or "http" in ways:
            given |= running.slack(slack, socket="socket" in ways)
            wanted |= {"channel": team, "slack_people": ["UCORA", "UDORA"]}
        await running.seed(given, running.a_pod(**wanted), folder)
        prepare(telegram, slack, family)
        program = await stack.enter_async_context(running.serving(given, folder=folder))
        made = Town(telegram, slack, anna, ben, family, team, given, folder, program, web)
        if "polling" in ways:
            await until(lambda: telegram.polling or telegram.faults.met)
        if "socket" in ways:
            await asyncio.wait_for(slack.opened.wait(), 60)
        yield made


# ── connecting ──────────────────────────────────────────────────────────────────────────────────


async def test_polling_and_a_socket(tmp_path: Path, smtp: Mailbox) -> None:
    async with town(tmp_path, smtp) as t:

        def menus() -> set[tuple[str, str]]:
            """(scope, language) of each menu that was registered."""
            return {
                (json.loads(c["scope"])["type"], c.get("language_code", ""))
                for c in t.telegram.commands
            }

        await until(lambda: {("all_private_chats", ""), ("all_group_chats", "")} <= menus())

        t.telegram.say(t.anna, t.anna, text="/start")
        await until(lambda: t.telegram.standing(t.anna))
        t.telegram.say(t.ben, t.ben, text="/help")
        await until(lambda: "/images" in "".join(m.text for m in t.telegram.standing(t.ben)))

        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(ct()))
        await t.both(2)

        t.slack.acknowledged.clear()
        number = await t.slack.push("slash_commands", t.slack.command("UCORA", t.team, "help"))
        await t.slack.acknowledgement(number)
        await until(lambda: any("/carepods images" in m.get("text", "") for m in t.slack.ephemeral))

        files = [t.slack.file(photo(seed_=n), f"{n}.jpg", download=n > 1) for n in (3, 4)]
        event = t.slack.message_event(
            "UDORA", t.team, text="two", files=files, subtype="file_share"
        )
        await t.slack.acknowledgement(await t.slack.push("events_api", event))
        await t.both(4)
        await t.settled()
        assert t.shown() == (4, 4)
        assert all(m.arguments.get("protect_content") for m in t.telegram.pictures(t.family))
        assert await t.program.terminate() == 0


async def test_webhooks_and_http(tmp_path: Path, smtp: Mailbox) -> None:
    async with town(tmp_path, smtp, ways=("webhook", "http")) as t:
        await until(lambda: t.telegram.webhook)
        assert t.telegram.webhook["secret_token"] == SECRET
        address = f"{t.given['PUBLIC_URL']}/slack/events"
        update = {
            "update_id": 5_000_000_001,
            "message": {
                "message_id": 77,
                "date": 1_790_000_000,
                "chat": {"id": t.family.id, "type": "supergroup", "title": "Family"},
                "from": t.anna.json(),
                "photo": t.telegram.photo(photo()),
            },
        }
        assert await t.telegram.deliver(t.web, update, None) == 401
        assert await t.telegram.deliver(t.web, update, "wrong") == 401
        assert await t.telegram.deliver(t.web, update, SECRET) == 200
        assert await t.telegram.deliver(t.web, update, SECRET) == 200
        await t.both(1)

        event = t.slack.message_event(
            "UDORA", t.team, files=[t.slack.file(photo(seed_=2), "b.jpg")]
        )
        assert await t.slack.post(t.web, address, event, secret="wrong") == 401
        assert await t.slack.post(t.web, address, event, age=301) == 401
        assert await t.slack.post(t.web, address, event) == 200
        assert await t.slack.post(t.web, address, event) == 200
        await t.both(2)

        form = t.slack.command("UCORA", t.team, "images")
        assert await t.slack.post(t.web, address, form, kind="slash_commands") == 200
        await until(lambda: t.slack.ephemeral)
        for body, media in ((b"\xff\xfe", "application/json"), (b"[1]", "application/json")):
            headers = {"Content-Type": media, "X-Slack-Request-Timestamp": "junk"}
            async with t.web.post(address, data=body, headers=headers) as answer:
                assert answer.status == 401
        await asyncio.sleep(0)
        assert t.shown() == (2, 2)


@pytest.mark.parametrize("ways", [("polling",), ("socket",)])
async def test_one_platform_alone(tmp_path: Path, smtp: Mailbox, ways: tuple[str, ...]) -> None:
    async with town(tmp_path, smtp, ways=ways) as t:
        if ways == ("polling",):
            t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
            await until(lambda: t.shown() == (1, 0))
        else:
            event = t.slack.message_event("UDORA", t.team, files=[t.slack.file(photo(), "a.jpg")])
            await t.slack.push("events_api", event)
            await until(lambda: t.shown() == (0, 1))
        assert await t.program.terminate() == 0


# ── what people send ────────────────────────────────────────────────────────────────────────────


async def test_an_album_and_a_private_chat(tmp_path: Path, smtp: Mailbox) -> None:
    async with town(tmp_path, smtp) as t:
        for number in range(3):
            picture = t.telegram.photo(photo(seed_=number))
            t.telegram.say(t.anna, t.family, photo=picture, media_group_id="12345678901")
        await t.both(3)
        direct = t.slack.message_event(
            "UDORA", "DUDORA", text="from home", files=[t.slack.file(photo(seed_=9), "p.jpg")]
        )
        del direct["event"]["channel_type"]
        await t.slack.push("events_api", direct)
        await t.both(4)


async def test_malformed_and_repeated_updates(tmp_path: Path, smtp: Mailbox) -> None:
    async with town(tmp_path, smtp) as t:
        first = t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)
        junk: list[Any] = [
            {"update_id": first + 100},
            {"update_id": first + 101, "message": None},
            {"update_id": first + 102, "message": {"message_id": "x", "chat": 7}},
            {"update_id": first + 103, "a_kind_from_the_future": {"id": 1}},
            {"update_id": first + 104, "message": {"message_id": 5, "date": 0, "photo": [],
             "chat": {"id": t.family.id, "type": "supergroup"}, "from": {"id": 2**52}}},
            {"update_id": first + 105, "callback_query": {"id": "1", "from": t.anna.json()}},
            {"update_id": first + 106, "edited_message": {"message_id": 1}},
        ]  # fmt: skip
        for number, update in enumerate(junk):
            t.telegram.raw_update(first + 100 + number, update)
        chat = {"id": t.anna.id, "type": "private"}
        text = {"message_id": 1, "date": 0, "text": "/help", "chat": chat, "from": t.anna.json()}
        t.telegram.again(first, {"message": text})
        for payload in (
            {},
            {"event": {}},
            {"event": {"type": "message"}},
            {"type": 1, "event": []},
        ):
            await t.slack.push("events_api", payload)
        await t.slack.push("interactive", {"type": "block_actions"})
        await t.slack.push("a_kind_from_the_future", {"x": 1})
        await t.slack.sockets[-1].send_str("not json")

        event = t.slack.message_event(
            "UDORA", t.team, files=[t.slack.file(photo(seed_=2), "b.jpg")]
        )
        number = await t.slack.push("events_api", event)
        await t.slack.push_again(number, "events_api", event)
        await t.slack.push("events_api", event)
        await t.both(2)
        await t.settled()
        assert t.shown() == (2, 2)


async def test_a_card_is_pressed_and_the_picture_comes_alone(tmp_path: Path, smtp: Mailbox) -> None:
    """A stranger is in both rooms: cards, without patient data, and a button."""
    async with town(tmp_path, smtp) as t:
        t.family.people.append(t.telegram.person("Stranger"))
        t.slack.members[t.team].append("USTRANGER")
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(ct()))
        cards = await until(lambda: [m for m in t.telegram.standing(t.family) if m.markup])
        team = await until(lambda: [m for m in t.slack.standing(t.team) if m.buttons()])
        assert t.shown() == (0, 0)
        assert "CompressedSamples" not in cards[0].text + team[0].text

        button = cards[0].markup["inline_keyboard"][0][0]
        await asyncio.wait_for(t.telegram.press(t.ben, cards[0], button["callback_data"]), 60)
        await until(lambda: t.telegram.pictures(t.ben))
        label = next(iter(team[0].buttons()))
        await t.slack.push("interactive", t.slack.press("UDORA", team[0], label))
        await until(lambda: t.slack.pictures("DUDORA"))


# ── trouble ─────────────────────────────────────────────────────────────────────────────────────

TOO_MANY = json.dumps(
    {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
     "parameters": {"retry_after": 1}}
)  # fmt: skip
TELEGRAM_TROUBLE = {
    "429": Fault(status=429, body=TOO_MANY),
    "429 that names no time": Fault(status=429, body='{"ok":false,"error_code":429}'),
    "500": Fault(status=500),
    "503": Fault(status=503, body=""),
}


@pytest.mark.parametrize("name", TELEGRAM_TROUBLE)
async def test_telegram_in_trouble(tmp_path: Path, smtp: Mailbox, name: str) -> None:
    """Whatever is asked for meets the same trouble twice, and is done once in the end."""
    fault = TELEGRAM_TROUBLE[name]

    def prepare(telegram: BotApi, _slack: SlackApi, _family: Group) -> None:
        for call in ("getMe", "deleteWebhook", "setMyCommands", "getUpdates", "getFile", "download",
                     "sendPhoto", "deleteMessage", "getChatMember", "getChatMemberCount",
                     "getChatAdministrators"):  # fmt: skip
            telegram.faults.add(call, fault, 2)

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1, 120)
        await t.settled()
        assert t.shown() == (1, 1)


SLACK_TROUBLE = {
    "429": Fault(
        status=429, body='{"ok":false,"error":"ratelimited"}', headers={"Retry-After": "1"}
    ),
    "429 that names no time": Fault(status=429, body=""),
    "500": Fault(status=500),
    "500 after it took effect": Fault(status=502, after=True),
    "internal_error after it took effect": Fault(
        status=200, body='{"ok":false,"error":"internal_error"}', after=True
    ),
    "reset after it took effect": Fault(how="reset", after=True),
    "reset": Fault(how="reset"),
    "an answer that is no answer": Fault(status=200, body="<html>hello</html>", after=True),
}


@pytest.mark.parametrize("name", SLACK_TROUBLE)
async def test_slack_in_trouble(tmp_path: Path, smtp: Mailbox, name: str) -> None:
    """The step that shows a picture may have worked: it is looked up, and is never there twice."""
    fault = SLACK_TROUBLE[name]

    def prepare(_telegram: BotApi, slack: SlackApi, _family: Group) -> None:
        for call in ("auth.test", "apps.connections.open", "conversations.members", "users.info",
                     "conversations.info", "files.getUploadURLExternal", "upload",
                     "files.info", "files.completeUploadExternal"):  # fmt: skip
            slack.faults.add(call, fault, 1)

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1, 120)
        await t.settled()
        assert t.shown() == (1, 1)


@pytest.mark.parametrize("how", ["reset", "hang", "gateway"])
async def test_where_nobody_knows_a_human_is_asked(tmp_path: Path, smtp: Mailbox, how: str) -> None:
    """Telegram took the picture, and the answer was lost: it is not sent again on a guess."""
    fault = Fault(status=502, after=True) if how == "gateway" else Fault(how="reset", after=True)

    async with town(tmp_path, smtp) as t:
        t.telegram.faults.add("sendPhoto", fault)
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        asked = await until(
            lambda: [m for m in t.telegram.standing(t.anna) if m.markup and "?" in m.text]
        )
        assert t.shown()[0] == 1
        button = asked[-1].markup["inline_keyboard"][0][0]
        await asyncio.wait_for(t.telegram.press(t.anna, asked[-1], button["callback_data"]), 60)
        await t.settled()
        assert t.shown() == (1, 1)


async def test_somebody_else_polls_for_a_while(tmp_path: Path, smtp: Mailbox) -> None:
    conflict = '{"ok":false,"error_code":409,"description":"Conflict: terminated by other"}'

    def prepare(telegram: BotApi, _slack: SlackApi, _family: Group) -> None:
        telegram.faults.add("getUpdates", Fault(status=409, body=conflict), 2)

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)


async def test_a_group_moves(tmp_path: Path, smtp: Mailbox) -> None:
    """Told by a refusal alone: everything follows, and the picture is posted there."""
    async with town(tmp_path, smtp) as t:
        new = t.telegram.group("Family", t.family.people)
        t.family.moved_to = new.id
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(ct()))
        await until(lambda: t.telegram.pictures(new) and t.slack.pictures(t.team))
        t.telegram.say(t.ben, new, photo=t.telegram.photo(photo()))
        await until(lambda: len(t.telegram.pictures(new)) == 2)


async def test_the_bot_is_put_out(tmp_path: Path, smtp: Mailbox) -> None:
    """Each side goes on without the other, and whoever shared is told."""
    async with town(tmp_path, smtp) as t:
        t.family.bot = "kicked"
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(ct()))
        await until(lambda: t.shown() == (0, 1))
        before = len(t.telegram.standing(t.anna))
        await until(lambda: len(t.telegram.standing(t.anna)) >= max(before, 2))
        t.family.bot = "administrator"
        t.slack.kicked.add(t.team)
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(photo()))
        await until(lambda: len(t.telegram.pictures(t.family)) == 1)


# ── servers that know less ──────────────────────────────────────────────────────────────────────


async def test_a_server_that_tells_nothing_of_members(tmp_path: Path, smtp: Mailbox) -> None:
    """Seeded members count as seen in their rooms; the number of heads must come out even."""

    def prepare(telegram: BotApi, _slack: SlackApi, _family: Group) -> None:
        telegram.members_refused = True

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)
        t.family.people.append(t.telegram.person("Stranger"))
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo(seed_=2)))
        await until(lambda: t.shown()[1] == 2)
        await until(lambda: [m for m in t.telegram.standing(t.family) if m.kind == "text"])
        await until(lambda: t.shown()[0] == 0)  # one head too many: notes, for both pictures


async def test_a_server_that_does_not_count_the_bot(tmp_path: Path, smtp: Mailbox) -> None:
    def prepare(telegram: BotApi, _slack: SlackApi, _family: Group) -> None:
        telegram.counts_bot = False

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)


@pytest.mark.parametrize(
    "missing", ["users.info", "conversations.info", "conversations.open", "files.info"]
)
async def test_a_slack_without_a_method(tmp_path: Path, smtp: Mailbox, missing: str) -> None:
    def prepare(_telegram: BotApi, slack: SlackApi, _family: Group) -> None:
        slack.missing.add(missing)

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)
        t.slack.members[t.team].append("USTRANGER")
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo(seed_=2)))
        # Somebody unknown is in the channel: notes stand there, for the picture before as well.
        await until(lambda: t.shown()[1] == 0 and len(t.slack.standing(t.team)) >= 2)


async def test_a_slack_that_never_says_where_a_file_went(tmp_path: Path, smtp: Mailbox) -> None:
    """Not in `files.info`; the channel's history shows it, so it can be taken back."""

    def prepare(_telegram: BotApi, slack: SlackApi, _family: Group) -> None:
        slack.tells_shares = False

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(photo()))
        await t.both(1)
        t.telegram.say(t.anna, t.anna, text="/withdraw #1")
        await t.both(0)
        await until(lambda: t.slack.standing(t.team) == [])


async def test_a_slack_that_can_tell_nothing_afterwards(tmp_path: Path, smtp: Mailbox) -> None:
    """It says that the picture is shared, and that is believed; deleting its file takes it back."""

    def prepare(_telegram: BotApi, slack: SlackApi, _family: Group) -> None:
        slack.missing |= {"files.info", "conversations.history"}

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(photo()))
        await t.both(1)
        await t.settled()
        t.telegram.say(t.anna, t.anna, text="/withdraw #1")
        await t.both(0)
        assert all(m.user == ME for m in t.slack.standing(t.team))
