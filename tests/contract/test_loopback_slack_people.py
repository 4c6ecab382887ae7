"""Who is who on the loopback Slack: guests, people from elsewhere, several workspaces."""

from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.playground.slack import BOT_SCOPES
from tests.contract.loopback_slack_kit import Rig, recording_app, refused, rig, socket_mode


async def test_guests_bots_and_people_from_elsewhere_can_be_told_apart() -> None:
    async with rig() as here:
        other = here.slack.add_workspace("Partner clinic")
        several = here.slack.add_user("Dora", guest="multi")
        single = here.slack.add_user("Eli", guest="single")
        outside = here.slack.add_user("Cleo", email="cleo@example.net", team=other)
        unknown = here.slack.add_user("Finn", team=other)
        here.slack.add_channel("shared", [here.anna, several, single, outside])
        here.slack.add_channel("theirs", [unknown, here.anna], with_bot=False)

        async def flags(user_id: str) -> tuple[bool, bool, bool | None]:
            user = (await here.client.users_info(user=user_id))["user"]
            return user["is_restricted"], user["is_ultra_restricted"], user.get("is_stranger")

        assert await flags(here.anna.id) == (False, False, None)
        assert await flags(several.id) == (True, False, None)
        assert await flags(single.id) == (True, True, None)
        assert await flags(outside.id) == (False, False, False)
        assert await flags(unknown.id) == (False, False, True)
        them = (await here.client.users_info(user=outside.id))["user"]
        assert them["team_id"] == other.id != here.slack.team.id
        assert "email" not in them["profile"]
        assert (await here.client.users_info(user=here.slack.bot.id))["user"]["is_bot"]
        nowhere = here.slack.add_user("Gus", team=other)
        with refused("user_not_visible"):
            await here.client.users_info(user=nowhere.id)
        with refused("user_not_found"):
            await here.client.users_info(user="U404")


async def test_an_external_channel_says_so_and_lists_its_members() -> None:
    async with rig() as here:
        other = here.slack.add_workspace("Partner clinic")
        cleo = here.slack.add_user("Cleo", team=other)
        info = await here.client.conversations_info(channel=here.ward.id)
        assert info["channel"]["is_ext_shared"] is False
        await here.slack.join(cleo, here.ward)
        info = await here.client.conversations_info(channel=here.ward.id, include_num_members=True)
        assert info["channel"]["is_ext_shared"] is True
        assert info["channel"]["connected_team_ids"] == [other.id]
        assert info["channel"]["num_members"] == 4
        members = await here.client.conversations_members(channel=here.ward.id)
        assert set(members["members"]) == {
            here.anna.id,
            here.ben.id,
            cleo.id,
            here.slack.bot.id,
        }


async def test_everybody_in_a_channel_reads_its_history_and_others_do_not() -> None:
    async with rig() as here:
        other = here.slack.add_workspace("Partner clinic")
        outside = here.slack.add_user("Cleo", team=other)
        guest = here.slack.add_user("Dora", guest="single")
        await here.client.chat_postMessage(channel=here.ward.id, text="Before you came")
        for person in (outside, guest):
            assert here.slack.messages(here.ward, as_seen_by=person) == []
            await here.slack.join(person, here.ward)
            texts = [one["text"] for one in here.slack.messages(here.ward, as_seen_by=person)]
            assert texts[0] == "Before you came"
        colleague = here.slack.add_user("Finn")
        assert here.slack.messages(here.ward, as_seen_by=colleague)


async def test_addresses_need_a_scope_of_their_own() -> None:
    async with rig(scopes=frozenset({"users:read"})) as here:
        user = (await here.client.users_info(user=here.anna.id))["user"]
        assert "email" not in user["profile"]
        with refused("missing_scope"):
            await here.client.users_lookupByEmail(email="anna@example.org")
    async with rig() as here:
        found = await here.client.users_lookupByEmail(email="Anna@example.org")
        assert found["user"]["id"] == here.anna.id
        assert found["user"]["profile"]["email"] == "anna@example.org"
        with refused("users_not_found"):
            await here.client.users_lookupByEmail(email="nobody@example.org")
        everybody = await here.client.users_list()
        assert len(everybody["members"]) == 3


async def test_members_come_and_go_by_the_bots_hand() -> None:
    async with rig() as here:
        cleo = here.slack.add_user("Cleo")
        await here.client.conversations_invite(channel=here.ward.id, users=[cleo.id])
        with refused("already_in_channel"):
            await here.client.conversations_invite(channel=here.ward.id, users=[cleo.id])
        await here.client.conversations_kick(channel=here.ward.id, user=cleo.id)
        assert cleo.id not in here.ward.members
        with refused("cant_kick_self"):
            await here.client.conversations_kick(channel=here.ward.id, user=here.slack.bot.id)
        await here.client.conversations_leave(channel=here.ward.id)
        again = await here.client.conversations_leave(channel=here.ward.id)
        assert again["not_in_channel"]
        await here.client.conversations_join(channel=here.ward.id)
        listed = await here.client.conversations_list(types="public_channel")
        assert listed["channels"][0]["is_member"]
        hidden = here.slack.add_channel("hidden", [here.anna], private=True)
        with refused("method_not_supported_for_channel_type"):
            await here.client.conversations_join(channel=hidden.id)


async def authorize(here: Rig, scope: str, team: str, answer: str = "allow") -> dict[str, str]:
    """Go through the authorize page as a browser would; return what the app gets back."""
    query = {
        "client_id": here.slack.settings.client_id,
        "scope": scope,
        "state": "state-1",
        "redirect_uri": "https://app.example.org/back",
    }
    async with aiohttp.ClientSession() as web:
        page = f"{here.url}/oauth/v2/authorize"
        async with web.get(page, params=query) as shown:
            assert shown.status == 200 and "Allow" in await shown.text()
        form = {**query, "team": team, "answer": answer}
        async with web.post(page, data=form, allow_redirects=False) as sent:
            back = parse_qs(urlsplit(sent.headers["location"]).query)
    return {name: values[0] for name, values in back.items()}


async def test_a_second_workspace_installs_the_app_by_oauth() -> None:
    async with rig() as here:
        other = here.slack.add_workspace("Partner clinic")
        back = await authorize(here, ",".join(sorted(BOT_SCOPES)), other.id)
        assert back["state"] == "state-1"
        exchange = {
            "client_id": here.slack.settings.client_id,
            "client_secret": here.slack.settings.client_secret,
            "redirect_uri": "https://app.example.org/back",
        }
        anonymous = here.client_for("")
        with refused("bad_client_secret"):
            await anonymous.oauth_v2_access(
                **{**exchange, "client_secret": "wrong"}, code=back["code"]
            )
        with refused("bad_redirect_uri"):
            await anonymous.oauth_v2_access(
                **{**exchange, "redirect_uri": "https://elsewhere.example.org"}, code=back["code"]
            )
        granted = await anonymous.oauth_v2_access(**exchange, code=back["code"])
        assert granted["team"]["id"] == other.id
        with refused("code_already_used"):
            await anonymous.oauth_v2_access(**exchange, code=back["code"])
        client = here.client_for(granted["access_token"])
        assert (await client.auth_test())["team"] == "Partner clinic"
        with refused("channel_not_found"):
            await client.chat_postMessage(channel=here.ward.id, text="Not mine")
        cleo = here.slack.add_user("Cleo", team=other)
        await client.chat_postMessage(channel=cleo.id, text="Hello")
        seen = here.slack.messages(here.slack.dm_channel(cleo), as_seen_by=cleo)
        assert [one["text"] for one in seen] == ["Hello"]
        refusal = await authorize(here, "chat:write", other.id, "cancel")
        assert refusal["error"] == "access_denied"
        await here.slack.uninstall(other)
        with refused("invalid_auth"):
            await client.auth_test()


async def test_the_app_hears_that_it_was_taken_out() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.wait_for(lambda: heard.of("message"))
            await here.slack.uninstall()
            await here.slack.wait_for(lambda: len(here.slack.sent_events) == 3)
        kinds = [body["event"]["type"] for body in here.slack.sent_events]
        assert kinds == ["message", "tokens_revoked", "app_uninstalled"]
        with refused("invalid_auth"):
            await here.client.auth_test()


async def test_the_app_knows_itself_its_workspace_and_may_react() -> None:
    async with rig() as here:
        assert (await here.client.team_info())["team"]["name"] == "City Hospital"
        bot = (await here.client.bots_info())["bot"]
        assert bot["user_id"] == here.slack.bot.id
        message = await here.slack.say(here.anna, here.ward, "Hello")
        react = {"channel": here.ward.id, "name": "eyes", "timestamp": message.ts}
        await here.client.reactions_add(**react)
        with refused("already_reacted"):
            await here.client.reactions_add(**react)
        (seen,) = here.slack.messages(here.ward, as_seen_by=here.ben)
        assert seen["reactions"] == {"eyes": [here.slack.bot.id]}


async def test_a_person_cannot_write_where_they_are_not() -> None:
    async with rig() as here:
        cleo = here.slack.add_user("Cleo")
        with pytest.raises(PermissionError):
            await here.slack.say(cleo, here.ward, "Hello")
