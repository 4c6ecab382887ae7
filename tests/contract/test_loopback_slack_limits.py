"""Limits of the loopback Slack: rates, sizes of blocks and views, faults, the feed, the log."""

import asyncio
import os
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from adapters.playground.slack import Limits, ManualClock
from tests.contract.loopback_slack_kit import PNG, TEXT, Rig, refused, rig


def section(length: int) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": [{"type": "button", "text": TEXT, **fields}]}


IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A hand"}
RIGHT = [
    section(3000),
    {"type": "header", "text": {"type": "plain_text", "text": "x" * 150}},
    button(action_id="x" * 255, value="x" * 2000),
    IMAGE,
]
WRONG = {
    "text too long": section(3001),
    "no text": section(0),
    "header too long": {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
    "header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "image without words": {key: IMAGE[key] for key in ("type", "image_url")},
    "image on this machine": {**IMAGE, "image_url": "http://127.0.0.1:8000/a.png"},
    "action id too long": button(action_id="x" * 256),
    "value too long": button(value="x" * 2001),
    "button too long": button(text={"type": "plain_text", "text": "x" * 76}),
    "no such block": {"type": "carousel-of-horses"},
    "empty actions": {"type": "actions", "elements": []},
    "file input in a message": {
        "type": "input",
        "label": TEXT,
        "element": {"type": "file_input"},
    },
}


@pytest.mark.parametrize("name", WRONG)
async def test_blocks_beyond_the_limits_are_refused(name: str) -> None:
    async with rig() as here:
        with refused("invalid_blocks") as caught:
            await here.client.chat_postMessage(
                channel=here.ward.id, text="Hello", blocks=[*RIGHT, WRONG[name]]
            )
        assert "[json-pointer:/blocks/4" in caught.value.response["errors"][0]
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []


async def test_blocks_at_the_limits_are_taken() -> None:
    async with rig() as here:
        post = here.client.chat_postMessage
        await post(channel=here.ward.id, text="Hello", blocks=RIGHT)
        await post(channel=here.ward.id, text="Hello", blocks=[{"type": "divider"}] * 50)
        with refused("invalid_blocks"):
            await post(channel=here.ward.id, text="Hello", blocks=[{"type": "divider"}] * 51)


async def test_a_home_tab_holds_a_hundred_blocks_and_modals_have_short_titles() -> None:
    async with rig() as here:

        async def publish(count: int, **fields: Any) -> None:
            view = {"type": "home", "blocks": [{"type": "divider"}] * count, **fields}
            await here.client.views_publish(user_id=here.anna.id, view=view)

        await publish(100, private_metadata="x" * 3000)
        with refused("invalid_arguments"):
            await publish(101)
        with refused("invalid_arguments"):
            await publish(1, private_metadata="x" * 3001)
        modal = {"type": "modal", "title": TEXT, "blocks": []}
        long = {**modal, "title": {"type": "plain_text", "text": "x" * 25}}
        asking = {
            **modal,
            "blocks": [{"type": "input", "label": TEXT, "element": {"type": "plain_text_input"}}],
        }
        for view in (long, asking):
            with refused("invalid_arguments"):
                await here.client.views_open(trigger_id="1.2.x", view=view)


async def test_a_channel_takes_one_message_a_second_with_some_burst() -> None:
    clock = ManualClock()
    async with rig(clock=clock, limits=Limits(channel_burst=2)) as here:
        other = here.slack.add_channel("other", [here.anna])

        async def post(channel: str) -> None:
            await here.client.chat_postMessage(channel=channel, text="Hello")

        await post(here.ward.id)
        await post(here.ward.id)
        with refused("ratelimited") as caught:
            await post(here.ward.id)
        response = caught.value.response
        assert (response.status_code, response.headers["Retry-After"]) == (429, "1")
        await post(other.id)
        clock.advance(1)
        await post(here.ward.id)


@pytest.mark.parametrize(("tier", "calls"), [(2, 20), (3, 50), (4, 100)])
async def test_methods_have_so_many_calls_a_minute(tier: int, calls: int) -> None:
    clock = ManualClock()
    async with rig(clock=clock, limits=Limits(tier_burst=0)) as here:
        methods: dict[int, Any] = {
            2: here.client.users_list,
            3: lambda: here.client.conversations_info(channel=here.ward.id),
            4: lambda: here.client.users_info(user=here.anna.id),
        }
        for _ in range(calls):
            await methods[tier]()
        with refused("ratelimited") as caught:
            await methods[tier]()
        assert caught.value.response.headers["Retry-After"] == "60"
        clock.advance(60)
        await methods[tier]()


async def test_the_first_tier_has_one_call_a_minute() -> None:
    async with rig(limits=Limits(tier_burst=0)) as here:
        token = here.slack.settings.app_token
        await here.client.apps_connections_open(app_token=token)
        with refused("ratelimited"):
            await here.client.apps_connections_open(app_token=token)


async def test_errors_can_be_ordered() -> None:
    async with rig() as here:
        faults = here.slack.faults
        faults.next("chat.postMessage", error="internal_error")
        with refused("internal_error"):
            await _post(here)
        faults.next("chat.postMessage", retry_after=7)
        with refused("ratelimited") as caught:
            await _post(here)
        assert caught.value.response.headers["Retry-After"] == "7"
        faults.next("*", status=503, times=2)
        for _ in range(2):
            with pytest.raises(SlackApiError):
                await _post(here)
        faults.next("chat.postMessage", body="<html>")
        with pytest.raises((SlackApiError, ValueError)):
            await _post(here)
        await _post(here)
        assert len(here.slack.messages(here.ward, as_seen_by=here.anna)) == 1


async def _post(here: Rig) -> None:
    await here.client.chat_postMessage(channel=here.ward.id, text="Hello")


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_connection_can_drop_before_or_after_the_work(when: Any, posted: int) -> None:
    async with rig() as here:
        here.slack.faults.next("chat.postMessage", drop=when)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await _post(here)
        assert len(here.slack.messages(here.ward, as_seen_by=here.anna)) == posted


async def test_an_answer_can_be_kept_back_for_ever() -> None:
    async with rig() as here:
        here.slack.faults.next("chat.postMessage", hang=True)
        here.client.timeout = 1
        with pytest.raises(TimeoutError):
            await _post(here)
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []


async def test_uploads_and_downloads_can_be_spoiled_too() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        here.slack.faults.next("upload", status=500)
        place = await here.client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
        async with web.post(place["upload_url"], data=PNG) as response:
            assert response.status == 500
        async with web.post(place["upload_url"], data=PNG) as response:
            assert response.status == 200
        message = await here.slack.upload(here.anna, here.ward, [("a.png", PNG)])
        info = await here.client.files_info(file=message.files[0])
        here.slack.faults.next("download", status=503)
        bearer = {"Authorization": f"Bearer {here.slack.bot_token}"}
        async with web.get(info["file"]["url_private"], headers=bearer) as response:
            assert response.status == 503


async def test_the_log_has_every_request_and_no_token() -> None:
    async with rig() as here:
        await here.client.api_call(
            "chat.postMessage",
            data={"token": here.slack.bot_token, "channel": here.ward.id, "text": "Hello"},
        )
        with refused("channel_not_found"):
            await here.client.chat_postMessage(channel="C404", text="Hello")
        assert [call.method for call in here.slack.journal.calls] == ["chat.postMessage"] * 2
        assert [call.error for call in here.slack.journal.refused()] == ["channel_not_found"]
        assert here.slack.bot_token not in repr(here.slack.journal)


async def test_a_watcher_is_told_of_each_change() -> None:
    async with rig() as here:
        with here.slack.subscribe() as changes:
            await _post(here)
            change = await asyncio.wait_for(anext(changes), 5)
        assert (change["type"], change["channel"]) == ("message", here.ward.id)
        with pytest.raises(TimeoutError):
            await here.slack.wait_for(lambda: False, 0.01)


async def test_ids_repeat_from_run_to_run() -> None:
    names = []
    for _ in range(2):
        async with rig(clock=ManualClock(1_700_000_000)) as here:
            posted = await here.client.chat_postMessage(channel=here.ward.id, text="Hello")
            names.append((here.anna.id, here.ward.id, posted["ts"]))
    assert names[0] == names[1]


@pytest.mark.skipif(not os.environ.get("CAREPODS_SPECS"), reason="no folder of schemas named")
async def test_requests_are_checked_against_the_schemas_too() -> None:
    async with rig() as here:
        await here.client.chat_postMessage(channel=here.ward.id, text="Hello", blocks=RIGHT)
        with refused("invalid_arguments"):
            await here.client.chat_postMessage(channel=here.ward.id, text="Hello", colour="red")
        with refused("invalid_blocks"):
            await here.client.chat_postMessage(
                channel=here.ward.id, text="Hello", blocks=[{"type": "divider", "colour": "red"}]
            )
        with refused("invalid_arguments"):
            await here.client.views_open(
                trigger_id="1.2.x",
                view={"type": "modal", "title": TEXT, "blocks": [], "colour": "red"},
            )
