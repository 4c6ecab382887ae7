"""Long polls, webhooks, redelivery, the change feed."""

import asyncio
import json
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.error import BadRequest, Conflict

from adapters.playground.serving import serving
from adapters.playground.telegram import QUICK
from tests.contract.loopback_telegram_kit import stage


class Receiver:
    """A bot's webhook that answers as it is told, else 200."""

    def __init__(self) -> None:
        self.updates: list[dict[str, object]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.app = Starlette(routes=[Route("/hook", self._hook, methods=["POST"])])

    async def _hook(self, request: Request) -> Response:
        self.updates.append(json.loads(await request.body()))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else Response()

    def texts(self) -> list[str]:
        return [u["message"]["text"] for u in self.updates]


async def test_updates_are_kept_until_an_offset_confirms_them() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        for text in ("one", "two"):
            await s.tg.say(ada, s.tg.private(ada), text)
        first = await s.updates()
        assert [u.update_id for u in first] == [1001, 1002, 1003]
        assert [u.update_id for u in await s.updates()] == [1001, 1002, 1003]
        assert [u.update_id for u in await s.updates(offset=1002, limit=1)] == [1002]
        assert [u.update_id for u in await s.updates(offset=-1)] == [1003]
        assert await s.updates(offset=1004) == ()


async def test_a_long_poll_ends_when_something_happens() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        polling = asyncio.create_task(s.updates(timeout=30))
        await s.tg.wait_for(lambda: s.tg.calls("getUpdates"))
        await s.tg.start_bot(ada)
        (update,) = await polling
        assert update.message.text == "/start"


async def test_two_pollers_conflict() -> None:
    async with stage() as s:
        first = asyncio.create_task(s.raw("getUpdates", timeout=30))
        await s.tg.wait_for(lambda: s.tg.calls("getUpdates"))
        second = asyncio.create_task(s.raw("getUpdates", timeout=30))
        status, answer = await first
        assert (status, answer["description"]) == (
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        )
        await s.tg.start_bot(s.tg.add_user("Ada"))
        assert len((await second)[1]["result"]) == 1


async def test_updates_wait_for_a_day() -> None:
    async with stage() as s:
        await s.tg.start_bot(s.tg.add_user("Ada"))
        s.clock.advance(24 * 3600 + 1)
        assert await s.updates() == ()


async def test_redelivery_repeats_the_number() -> None:
    async with stage() as s:
        await s.tg.start_bot(s.tg.add_user("Ada"))
        (update,) = await s.updates()
        assert await s.updates(offset=update.update_id + 1) == ()
        s.tg.redeliver(update.update_id)
        (again,) = await s.updates(offset=update.update_id + 1)
        assert again.update_id == update.update_id
        assert await s.updates(offset=update.update_id + 1) == ()
        with pytest.raises(LookupError):
            s.tg.redeliver(5)


async def test_webhook_with_its_secret_in_order_and_again_until_taken() -> None:
    receiver = Receiver()
    async with serving(receiver.app) as hook, stage() as s:
        ada = s.tg.add_user("Ada")
        receiver.answers = [Response(status_code=500), Response(status_code=302), Response()]
        await s.bot.set_webhook(f"{hook}/hook", secret_token="A-z_9", max_connections=5)
        await s.tg.start_bot(ada)
        await s.tg.say(ada, s.tg.private(ada), "second")
        await s.tg.wait_for(lambda: len(receiver.updates) == 4)
        await s.tg.wait_for(lambda: not s.tg.pending_updates())
        assert receiver.texts() == ["/start", "/start", "/start", "second"]
        assert len({u["update_id"] for u in receiver.updates}) == 2
        assert set(receiver.secrets) == {"A-z_9"}
        info = await s.bot.get_webhook_info()
        assert (info.pending_update_count, info.max_connections) == (0, 5)
        assert info.last_error_message.startswith("Wrong response from the webhook: 302")
        s.tg.redeliver()
        await s.tg.wait_for(lambda: len(receiver.updates) == 5)
        assert receiver.updates[-1]["update_id"] == receiver.updates[-2]["update_id"]


async def test_a_webhook_excludes_polling() -> None:
    receiver = Receiver()
    async with serving(receiver.app) as hook, stage() as s:
        polling = asyncio.create_task(s.raw("getUpdates", timeout=30))
        await s.tg.wait_for(lambda: s.tg.calls("getUpdates"))
        await s.bot.set_webhook(f"{hook}/hook")
        assert (await polling)[1]["description"] == ("Conflict: terminated by setWebhook request")
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await s.updates()
        await s.bot.delete_webhook()
        assert await s.updates() == ()


async def test_a_webhook_that_is_not_there_is_tried_again() -> None:
    receiver = Receiver()
    async with serving(receiver.app) as hook:
        address = hook
    async with stage() as s:
        await s.bot.set_webhook(f"{address}/hook")
        await s.tg.start_bot(s.tg.add_user("Ada"))
        await s.tg.wait_for(lambda: s.tg.webhook_info().get("last_error_message"))
        assert s.tg.webhook_info()["last_error_message"] == "Connection refused"
        async with serving(receiver.app, port=int(address.rsplit(":", 1)[1])):
            await s.tg.wait_for(lambda: receiver.updates)


async def test_a_webhook_may_answer_with_a_method() -> None:
    receiver = Receiver()
    async with serving(receiver.app) as hook, stage() as s:
        ada = s.tg.add_user("Ada")
        said = {"method": "sendMessage", "chat_id": ada.id, "text": "by answer"}
        receiver.answers = [JSONResponse(said)]
        await s.bot.set_webhook(f"{hook}/hook")
        await s.tg.start_bot(ada)
        await s.tg.wait_for(lambda: s.tg.calls("sendMessage"))
        await s.tg.wait_for(lambda: s.tg.messages(s.tg.private(ada), ada)[-1].text == "by answer")


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://example.org/hook", "", "An https url must be provided"),
        ("https://example.org/hook", "x" * 257, "secret token is too long"),
        ("https://example.org/hook", "no spaces", "unallowed characters"),
    ],
)
async def test_webhooks_that_cannot_be(url: str, secret: str, reason: str) -> None:
    async with stage() as s:
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await s.bot.set_webhook(url, secret_token=secret or None)


async def test_the_feed_tells_what_changed() -> None:
    async with stage(limits=replace(QUICK, update_seconds=60)) as s:
        ada = s.tg.add_user("Ada")
        async with s.tg.subscribe() as events:
            await s.tg.start_bot(ada)
            message = await s.bot.send_message(ada.id, "hello")
            await message.edit_text("hello there")
            await message.delete()
            kinds = [(await anext(events))["type"] for _ in range(4)]
        assert kinds == ["message", "message", "edited", "deleted"]
        with pytest.raises(TimeoutError):
            await s.tg.wait_for(lambda: False, timeout=0)
