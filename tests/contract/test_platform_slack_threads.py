"""A thread whose first message was deleted: what was to go into it comes all the same."""

import pytest

from core.errors import PlatformError
from core.ids import MessageRef
from core.messages import Button, Outgoing
from tests.contract.loopback_slack_kit import refused, rig
from tests.contract.platform_kit import SlackStage, picture, png, slack

BUTTONS = ((Button("Show", handle="h-1"),),)


async def lost_thread(here: SlackStage) -> MessageRef:
    """A message that others answer to, deleted meanwhile."""
    first = await here.platform.send(here.room, Outgoing(text="A picture came."))
    assert await here.platform.retract(first.message)
    return first.message


async def test_words_come_into_the_channel() -> None:
    async with slack() as here:
        gone = await lost_thread(here)
        for message in (
            Outgoing(text="One", reply_to=gone),
            Outgoing(text="Two", thread=gone.message, buttons=BUTTONS),
        ):
            sent = await here.platform.send(here.room, message)
            shown = here.shown()[-1]
            assert (shown.ref, shown.thread) == (sent.message.message, "")
        assert [each.text for each in here.shown()] == ["One", "Two"]


@pytest.mark.parametrize("buttons", [(), BUTTONS])
async def test_a_picture_comes_into_the_channel_once(
    buttons: tuple[tuple[Button, ...], ...],
) -> None:
    async with slack() as here:
        gone = await lost_thread(here)
        message = Outgoing(text="Look.", picture=picture(), buttons=buttons, reply_to=gone)
        sent = await here.platform.send(here.room, message)
        await here.settled()
        (shown,) = here.shown()
        assert (shown.ref, shown.thread) == (sent.message.message, "")
        assert shown.pictures == (png(),)


async def test_a_whisper_comes_into_the_private_chat() -> None:
    async with slack() as here:
        gone = await lost_thread(here)
        message = Outgoing(text="For you alone.", reply_to=gone)
        sent = await here.platform.send(here.room, message, only_for=here.member)
        assert here.shown() == []
        (shown,) = here.private_shown()
        assert (shown.text, shown.ref) == ("For you alone.", sent.message.message)
        assert await here.platform.retract(sent.message)


async def test_a_whisper_where_no_private_chat_opens_is_shown_in_the_channel_to_one() -> None:
    async with slack() as here:
        gone = await lost_thread(here)
        here.slack.faults.next("conversations.open", error="cannot_dm_bot")
        message = Outgoing(text="For you alone.", reply_to=gone)
        await here.platform.send(here.room, message, only_for=here.member)
        (shown,) = here.shown()
        assert (shown.text, shown.only_me, shown.thread) == ("For you alone.", True, "")
        assert here.slack.messages(here.ward, as_seen_by=here.ben) == []


async def test_what_fell_out_of_a_thread_is_found_again() -> None:
    """Its outcome was lost: a second try must not post it twice."""
    async with slack() as here:
        first = await here.platform.send(here.room, Outgoing(text="A picture came."))
        message = Outgoing(text="Card", reply_to=first.message)
        draft = await here.platform.draft(here.room, message)
        assert await here.platform.retract(first.message)
        sent = await here.platform.send(
            here.room, Outgoing(text="Card", reply_to=first.message, draft=draft)
        )
        found = await here.platform.find(here.room, draft)
        assert found is not None
        assert found.message == sent.message.message


@pytest.mark.parametrize(
    "word", ["thread_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"]
)
async def test_whatever_slack_calls_it(word: str) -> None:
    async with slack() as here:
        first = await here.platform.send(here.room, Outgoing(text="A picture came."))
        here.fail("text", error=word)
        await here.platform.send(here.room, Outgoing(text="Reply", reply_to=first.message))
        assert [each.text for each in here.shown()] == ["A picture came.", "Reply"]
        here.fail("text", error=word)
        with pytest.raises(PlatformError):
            await here.platform.send(here.room, Outgoing(text="In no thread"))


async def test_the_loopback_server_refuses_what_goes_into_a_thread_that_is_gone() -> None:
    async with rig() as here:
        root = await here.client.chat_postMessage(channel=here.ward.id, text="Root")
        await here.client.chat_delete(channel=here.ward.id, ts=root["ts"])
        there = {"channel": here.ward.id, "thread_ts": root["ts"]}
        with refused("thread_not_found"):
            await here.client.chat_postMessage(text="Reply", **there)
        with refused("thread_not_found"):
            await here.client.chat_postEphemeral(text="Reply", user=here.anna.id, **there)
        with refused("thread_not_found"):
            await here.client.conversations_replies(channel=here.ward.id, ts=root["ts"])
        with refused("thread_not_found"):
            await here.client.files_upload_v2(
                channel=here.ward.id, thread_ts=root["ts"], content=b"bytes", filename="a.txt"
            )
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []
