"""Messages on the loopback Slack, as the real client meets them."""

from typing import Any

import pytest

from tests.contract.loopback_slack_kit import refused, rig


async def test_a_posted_message_is_seen_by_the_members_and_in_the_history() -> None:
    async with rig() as here:
        posted = await here.client.chat_postMessage(
            channel=here.ward.id,
            text="Hello",
            metadata={"event_type": "card", "event_payload": {"post": "7"}},
        )
        (seen,) = here.slack.messages(here.ward, as_seen_by=here.ben)
        assert (seen["ts"], seen["text"], seen["is_bot"]) == (posted["ts"], "Hello", True)
        history = await here.client.conversations_history(
            channel=here.ward.id, include_all_metadata=True
        )
        assert history["messages"][0]["metadata"]["event_payload"] == {"post": "7"}
        plain = await here.client.conversations_history(channel=here.ward.id)
        assert "metadata" not in plain["messages"][0]


async def test_tokens_scopes_and_methods_are_checked_in_slacks_words() -> None:
    async with rig(scopes=frozenset({"chat:write"})) as here:
        with refused("not_authed"):
            await here.client_for("").auth_test()
        with refused("invalid_auth"):
            await here.client_for("xoxb-wrong").auth_test()
        with refused("unknown_method"):
            await here.client.api_call("chat.shout")
        with refused("missing_scope") as caught:
            await here.client.users_info(user=here.anna.id)
        assert caught.value.response["needed"] == "users:read"
        assert caught.value.response["provided"] == "chat:write"
        with refused("not_allowed_token_type"):
            await here.client.apps_connections_open(app_token=here.slack.bot_token)
        answer = await here.client.auth_test()
        assert answer.headers["x-oauth-scopes"] == "chat:write"
        assert answer["bot_id"] and answer["user_id"] == here.slack.bot.id


async def test_a_message_is_refused_where_the_bot_has_no_place() -> None:
    async with rig() as here:
        secret = here.slack.add_channel("secret", [here.anna], private=True, with_bot=False)
        public = here.slack.add_channel("public", [here.anna], with_bot=False)
        with refused("channel_not_found"):
            await here.client.chat_postMessage(channel="C404", text="Hello")
        with refused("channel_not_found"):
            await here.client.chat_postMessage(channel=secret.id, text="Hello")
        with refused("not_in_channel"):
            await here.client.chat_postMessage(channel=public.id, text="Hello")
        await here.slack.archive(here.ward, here.anna)
        with refused("is_archived"):
            await here.client.chat_postMessage(channel=here.ward.id, text="Hello")


async def test_top_level_text_is_needed_even_with_blocks() -> None:
    async with rig() as here:
        with pytest.warns(UserWarning), refused("no_text"):
            await here.client.chat_postMessage(channel=here.ward.id, blocks=[{"type": "divider"}])


@pytest.mark.filterwarnings("ignore::UserWarning")
async def test_only_ones_own_messages_can_be_changed_or_deleted() -> None:
    async with rig() as here:
        theirs = await here.slack.say(here.anna, here.ward, "Mine")
        with refused("cant_update_message"):
            await here.client.chat_update(channel=here.ward.id, ts=theirs.ts, text="Yours")
        with refused("cant_delete_message"):
            await here.client.chat_delete(channel=here.ward.id, ts=theirs.ts)
        with refused("message_not_found"):
            await here.client.chat_update(channel=here.ward.id, ts="1.2", text="Nobody's")
        own = await here.client.chat_postMessage(channel=here.ward.id, text="First")
        await here.client.chat_update(channel=here.ward.id, ts=own["ts"], text="Second")
        seen = here.slack.messages(here.ward, as_seen_by=here.anna)[-1]
        assert (seen["text"], seen["edited"]) == ("Second", True)
        await here.client.chat_delete(channel=here.ward.id, ts=own["ts"])
        assert len(here.slack.messages(here.ward, as_seen_by=here.anna)) == 1


async def test_an_ephemeral_message_is_for_one_member_and_gone_on_reload() -> None:
    async with rig() as here:
        await here.client.chat_postEphemeral(
            channel=here.ward.id, user=here.anna.id, text="For you"
        )
        (seen,) = here.slack.messages(here.ward, as_seen_by=here.anna)
        assert seen["ephemeral"]
        assert here.slack.messages(here.ward, as_seen_by=here.ben) == []
        history = await here.client.conversations_history(channel=here.ward.id)
        assert history["messages"] == []
        with refused("message_not_found"):
            await here.client.chat_delete(channel=here.ward.id, ts=seen["ts"])
        here.slack.reload(here.anna)
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []
        stranger = here.slack.add_user("Cleo")
        with refused("user_not_in_channel"):
            await here.client.chat_postEphemeral(
                channel=here.ward.id, user=stranger.id, text="For you"
            )


async def test_links_unfurl_unless_both_switches_are_off() -> None:
    async with rig() as here:
        link = "Look: https://pod.example.org/v/1"
        await here.client.chat_postMessage(channel=here.ward.id, text=link)
        await here.client.chat_postMessage(
            channel=here.ward.id, text=link, unfurl_links=False, unfurl_media=False
        )
        first, second = here.slack.messages(here.ward, as_seen_by=here.anna)
        assert first["unfurled"] == ["https://pod.example.org/v/1"]
        assert second["unfurled"] == []


async def test_direct_messages_threads_and_permalinks() -> None:
    async with rig() as here:
        opened = await here.client.conversations_open(users=here.anna.id)
        direct = opened["channel"]["id"]
        sent = await here.client.chat_postMessage(channel=here.anna.id, text="In private")
        assert sent["channel"] == direct
        reply = await here.client.chat_postMessage(
            channel=direct, text="More", thread_ts=sent["ts"]
        )
        assert here.slack.messages(direct, as_seen_by=here.ben) == []
        thread = await here.client.conversations_replies(channel=direct, ts=sent["ts"])
        assert [one["ts"] for one in thread["messages"]] == [sent["ts"], reply["ts"]]
        top = await here.client.conversations_history(channel=direct)
        assert [one["ts"] for one in top["messages"]] == [sent["ts"]]
        link = await here.client.chat_getPermalink(channel=direct, message_ts=sent["ts"])
        assert link["permalink"].endswith("/p" + sent["ts"].replace(".", ""))


async def test_lists_come_in_pages() -> None:
    async with rig() as here:
        for number in range(5):
            await here.slack.say(here.anna, here.ward, f"Line {number}")
        texts: list[Any] = []
        async for some in await here.client.conversations_history(channel=here.ward.id, limit=2):
            texts += [one["text"] for one in some["messages"]]
        assert texts == [f"Line {number}" for number in (4, 3, 2, 1, 0)]
        members: list[str] = []
        async for some in await here.client.conversations_members(channel=here.ward.id, limit=1):
            members += some["members"]
        assert members == [here.anna.id, here.ben.id, here.slack.bot.id]
        with refused("invalid_limit"):
            await here.client.conversations_members(channel=here.ward.id, limit=1001)
