"""Groups: privacy, members, rights, migration, the door, ephemeral messages."""

import asyncio

import pytest
from telegram import BotCommand, ChatPermissions, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden

from adapters.playground.telegram import NotAllowed
from tests.contract.loopback_telegram_kit import Stage, picture, stage


async def _texts(s: Stage) -> list[str | None]:
    return [u.message.text for u in await s.updates() if u.message and u.message.text]


async def test_privacy_mode_hides_ordinary_messages_from_a_plain_member() -> None:
    async with stage(bot_username="pod_bot") as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada])
        own = await s.bot.send_message(group.id, "hello")
        await s.tg.say(ada, group, "how is she?")
        await s.tg.send_photo(ada, group, picture(30, 30), caption="our dog")
        await s.tg.say(ada, group, "/show 1")
        await s.tg.say(ada, group, "/show@pod_bot 2")
        await s.tg.say(ada, group, "/show@other_bot 3")
        await s.tg.say(ada, group, "thanks", reply_to=own.message_id)
        await s.tg.say(ada, group, "ask @pod_bot")
        expected = ["/show 1", "/show@pod_bot 2", "thanks", "ask @pod_bot"]
        assert await _texts(s) == expected
        await s.drain()
        await s.tg.promote_bot(group)
        await s.tg.say(ada, group, "now it reads this")
        assert await _texts(s) == ["now it reads this"]


async def test_privacy_mode_can_be_off() -> None:
    async with stage(privacy=False) as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada])
        await s.tg.say(ada, group, "anything")
        assert await _texts(s) == ["anything"]
        assert (await s.bot.get_me()).can_read_all_group_messages


async def test_chat_member_comes_to_an_admin_bot_that_asks_and_to_no_other() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        await s.tg.join(bob, group)
        assert not any(u.chat_member for u in await s.updates())
        await s.drain(allowed_updates=["message", "chat_member"])
        await s.tg.leave(bob, group)
        change = next(u.chat_member for u in await s.updates() if u.chat_member)
        assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "left")
        await s.drain()
        await s.tg.demote_bot(group)
        await s.tg.join(eve, group)
        assert not any(u.chat_member for u in await s.updates())


async def test_large_groups_do_not_say_who_came_or_went() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Everybody", [ada], bot_admin=True, large=True)
        await s.drain(allowed_updates=["message", "chat_member"])
        await s.tg.join(bob, group)
        await s.tg.leave(bob, group)
        updates = await s.updates()
        assert [bool(update.chat_member) for update in updates] == [True, True]
        assert await s.bot.get_chat_member_count(group.id) == 2


async def test_allowed_updates_are_remembered_until_said_otherwise() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.updates(allowed_updates=["callback_query"])
        await s.tg.start_bot(ada)
        assert await s.updates() == ()
        await s.updates(allowed_updates=[])
        await s.tg.start_bot(ada)
        assert len(await s.updates()) == 1


async def test_members_are_counted_but_not_listed() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada, bob])
        assert await s.bot.get_chat_member_count(group.id) == 3
        assert (await s.bot.get_chat_member(group.id, s.tg.bot.id)).status == "member"
        with pytest.raises(BadRequest, match=r"(?i)chat_admin_required"):
            await s.bot.get_chat_member(group.id, bob.id)
        await s.tg.promote_bot(group)
        assert (await s.bot.get_chat_member(group.id, bob.id)).status == "member"
        assert (await s.bot.get_chat_member(group.id, eve.id)).status == "left"
        with pytest.raises(BadRequest, match="User not found"):
            await s.bot.get_chat_member(group.id, 42)
        admins = await s.bot.get_chat_administrators(group.id)
        assert {admin.user.id for admin in admins} == {ada.id, s.tg.bot.id}
        assert (await s.raw("getChatMembers", chat_id=group.id))[0] == 404


async def test_a_group_becomes_a_supergroup_of_another_id() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada], kind="group", bot_admin=True)
        old = await s.bot.send_message(group.id, "before")
        await s.drain()
        new = await s.tg.migrate(group)
        messages = [u.message for u in await s.updates() if u.message]
        assert [m.migrate_to_chat_id for m in messages] == [new.id, None]
        assert [m.migrate_from_chat_id for m in messages] == [None, group.id]
        for attempt in (s.bot.send_message(group.id, "after"), old.delete(), old.edit_text("x")):
            with pytest.raises(ChatMigrated) as caught:
                await attempt
            assert caught.value.new_chat_id == new.id
        status, answer = await s.raw("sendMessage", chat_id=group.id, text="x")
        assert (status, answer["description"], answer["parameters"]) == (
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": new.id},
        )
        assert str(new.id).startswith("-100")
        assert (await s.bot.send_message(new.id, "after")).chat.type == "supergroup"


async def test_a_bot_that_was_removed() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        big = s.tg.add_group("Big", [ada])
        small = s.tg.add_group("Small", [ada], kind="group")
        left = s.tg.add_group("Left", [ada])
        await s.drain()
        await s.tg.kick_bot(big)
        await s.tg.kick_bot(small)
        kicked = [u.my_chat_member.new_chat_member.status for u in await s.updates()]
        assert kicked == ["kicked", "kicked"]
        with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
            await s.bot.send_message(big.id, "?")
        with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
            await s.bot.send_message(small.id, "?")
        assert await s.bot.leave_chat(left.id)
        with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
            await s.bot.send_message(left.id, "?")


async def test_banning_restricting_and_unbanning_need_the_right() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        with pytest.raises(BadRequest, match="Not enough rights to restrict"):
            await s.bot.ban_chat_member(group.id, bob.id)
        await s.tg.promote_bot(group)
        await s.bot.restrict_chat_member(group.id, bob.id, ChatPermissions.no_permissions())
        with pytest.raises(NotAllowed):
            await s.tg.say(bob, group, "muted")
        assert (await s.bot.get_chat_member(group.id, bob.id)).status == "restricted"
        await s.bot.ban_chat_member(group.id, bob.id)
        assert s.tg.messages(group, bob) == []
        with pytest.raises(NotAllowed):
            await s.tg.join(bob, group)
        await s.bot.unban_chat_member(group.id, bob.id, only_if_banned=True)
        await s.tg.join(bob, group)
        with pytest.raises(BadRequest, match="Can't remove chat owner"):
            await s.bot.ban_chat_member(group.id, ada.id)
        await s.tg.promote(group, bob)
        with pytest.raises(BadRequest, match="User is an administrator of the chat"):
            await s.bot.ban_chat_member(group.id, bob.id)


async def test_newcomers_read_old_messages_only_where_history_is_visible() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        for visible in (True, False):
            group = s.tg.add_group("Family", [ada], bot_admin=True, visible_history=visible)
            await s.tg.say(ada, group, "before")
            await s.tg.join(bob, group)
            await s.tg.say(ada, group, "after")
            texts = [one.text for one in s.tg.messages(group, bob) if one.kind == "text"]
            assert texts == (["before", "after"] if visible else ["after"])
            told = (await s.bot.get_chat(group.id)).has_visible_history
            assert told is (True if visible else None)


async def test_direct_adds_go_round_the_door_unless_taken_away() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada, bob], bot_admin=True)
        await s.tg.add_member(bob, group, eve)
        service = [u.message for u in await s.updates() if u.message and u.message.new_chat_members]
        assert (service[0].from_user.id, service[0].new_chat_members[0].id) == (bob.id, eve.id)
        await s.tg.leave(eve, group)
        await s.bot.set_chat_permissions(group.id, ChatPermissions(can_send_messages=True))
        with pytest.raises(NotAllowed):
            await s.tg.add_member(bob, group, eve)
        await s.tg.add_member(ada, group, eve)


async def test_the_bot_decides_who_joins() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        await s.drain(allowed_updates=["chat_join_request", "chat_member"])
        link = await s.bot.create_chat_invite_link(
            group.id, name="Family door", creates_join_request=True
        )
        with pytest.raises(NotAllowed):
            await s.tg.join(bob, group, link.invite_link)
        asked = await s.tg.request_join(bob, group, link.invite_link)
        (update,) = await s.updates()
        request = update.chat_join_request
        assert (request.from_user.id, request.invite_link.name) == (bob.id, "Family door")
        await s.bot.send_message(request.user_chat_id, "Who are you?")
        s.clock.advance(301)
        with pytest.raises(BadRequest, match="Chat not found"):
            await s.bot.send_message(request.user_chat_id, "Still there?")
        await request.approve()
        assert (asked.state, group.has(bob)) == ("approved", True)
        await s.drain()
        refused = await s.tg.request_join(eve, group, link.invite_link)
        await s.bot.decline_chat_join_request(group.id, eve.id)
        assert (refused.state, group.has(eve)) == ("declined", False)
        with pytest.raises(BadRequest, match=r"(?i)hide_requester_missing"):
            await s.bot.approve_chat_join_request(group.id, eve.id)
        await s.bot.revoke_chat_invite_link(group.id, link.invite_link)
        with pytest.raises(NotAllowed):
            await s.tg.request_join(eve, group, link.invite_link)


async def test_a_guard_bot_shows_a_page_before_the_door_opens() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        s.tg.guard(group)
        await s.drain()
        asked = await s.tg.request_join(bob, group)
        (update,) = await s.updates()
        query = update.chat_join_request.api_kwargs["query_id"]
        params = {"chat_join_request_query_id": query, "web_app_url": "https://pods.example/join"}
        s.clock.advance(9)
        assert await s.bot.do_api_request("sendChatJoinRequestWebApp", params)
        assert asked.web_app_url == "https://pods.example/join"
        s.clock.advance(600)
        params = {"chat_join_request_query_id": query, "result": "approve"}
        assert await s.bot.do_api_request("answerChatJoinRequestQuery", params)
        assert group.has(bob)
        await s.drain()
        await s.tg.request_join(eve, group)
        (update,) = await s.updates()
        params["chat_join_request_query_id"] = update.chat_join_request.api_kwargs["query_id"]
        s.clock.advance(11)
        with pytest.raises(BadRequest, match="Query is too old"):
            await s.bot.do_api_request("answerChatJoinRequestQuery", params)


# Ephemeral messages


def _to(user_id: int, query: str | None = None, *, replace: bool = False) -> dict[str, object]:
    asked: dict[str, object] = {"receiver_user_id": user_id}
    if query:
        asked["callback_query_id"] = query
    if replace:
        asked["replace_callback_query_message"] = True
    return {"ephemeral_message_parameters": asked}


_LOOK = InlineKeyboardMarkup([[InlineKeyboardButton("Look", callback_data="look")]])


async def _tapped(s: Stage, user: object, group: object, message: object) -> str:
    await s.drain()
    await s.tg.press(user, group, message, "Look", timeout=0)
    return next(u.callback_query.id for u in await s.updates() if u.callback_query)


async def test_an_ephemeral_message_takes_the_cards_place_for_the_one_who_tapped() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        card = await s.bot.send_message(group.id, "A picture", reply_markup=_LOOK)
        query = await _tapped(s, ada, group, card.message_id)
        sent = await s.bot.send_photo(
            group.id,
            picture(50, 50),
            protect_content=True,
            reply_markup=_LOOK,
            api_kwargs=_to(ada.id, query, replace=True),
        )
        assert sent.message_id == 0
        assert sent.api_kwargs["receiver_user"]["id"] == ada.id
        assert sent.api_kwargs["ephemeral_message_id"] == 1
        assert [(one.kind, one.replaces) for one in s.tg.messages(group, ada)] == [
            ("photo", card.message_id)
        ]
        assert [one.kind for one in s.tg.messages(group, bob)] == ["text"]


async def test_without_a_fresh_tap_only_an_admin_bot_may() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada, bob])
        await s.tg.start_bot(ada)
        card = await s.bot.send_message(group.id, "A picture", reply_markup=_LOOK)
        with pytest.raises(BadRequest, match="Not enough rights to send ephemeral"):
            await s.bot.send_message(group.id, "psst", api_kwargs=_to(ada.id))
        query = await _tapped(s, ada, group, card.message_id)
        with pytest.raises(BadRequest, match="Query is too old"):
            await s.bot.send_message(group.id, "psst", api_kwargs=_to(bob.id, query))
        s.clock.advance(16)
        with pytest.raises(BadRequest, match="Query is too old"):
            await s.bot.send_message(group.id, "psst", api_kwargs=_to(ada.id, query))
        await s.tg.promote_bot(group)
        await s.bot.send_message(group.id, "psst", api_kwargs=_to(ada.id))
        with pytest.raises(BadRequest, match="User not found"):
            await s.bot.send_message(group.id, "psst", api_kwargs=_to(eve.id))
        with pytest.raises(BadRequest, match="groups and supergroups only"):
            await s.bot.send_message(ada.id, "psst", api_kwargs=_to(ada.id))


async def test_ephemeral_messages_may_not_arrive_and_vanish_on_restart() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        s.tg.go_offline(ada)
        await s.bot.send_message(group.id, "never seen", api_kwargs=_to(ada.id))
        s.tg.come_online(ada)
        assert s.tg.messages(group, ada) == []
        await s.bot.send_message(group.id, "seen", api_kwargs=_to(ada.id))
        assert [one.text for one in s.tg.messages(group, ada)] == ["seen"]
        s.tg.restart_app(ada)
        assert s.tg.messages(group, ada) == []


async def test_ephemeral_messages_are_edited_and_deleted_by_their_own_methods() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        first = await s.bot.send_photo(group.id, picture(9, 9), api_kwargs=_to(ada.id))
        other = await s.bot.send_photo(group.id, picture(8, 8))
        which = {"chat_id": group.id, "receiver_user_id": ada.id, "ephemeral_message_id": 1}
        assert await s.bot.do_api_request(
            "editEphemeralMessageCaption", {**which, "caption": "note"}
        )
        media = {"type": "photo", "media": other.photo[-1].file_id, "caption": "other"}
        assert await s.bot.do_api_request("editEphemeralMessageMedia", {**which, "media": media})
        mine = s.tg.messages(group, ada)[0]
        assert (mine.text, mine.width, mine.edited) == ("other", 8, True)
        media["media"] = "attach://new"
        with pytest.raises(BadRequest, match="New files can't be uploaded"):
            await s.bot.do_api_request("editEphemeralMessageMedia", {**which, "media": media})
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await s.bot.edit_message_caption(group.id, first.message_id, caption="x")
        assert await s.bot.do_api_request("deleteEphemeralMessage", which)
        assert all(not one.is_ephemeral for one in s.tg.messages(group, ada))


async def test_an_ephemeral_command_is_for_the_bot_alone() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        await s.drain()
        secret = BotCommand("secret", "For you alone", api_kwargs={"is_ephemeral": True})
        await s.bot.set_my_commands([secret])
        await s.tg.say(ada, group, "/secret")
        assert s.tg.messages(group, bob) == []
        (update,) = await s.updates()
        number = update.message.api_kwargs["ephemeral_message_id"]
        reply = {"reply_parameters": {"ephemeral_message_id": number}}
        params = {"chat_id": group.id, "text": "psst", **reply, **_to(ada.id)}
        assert (await s.raw("sendMessage", **params))[0] == 200
        assert [one.text for one in s.tg.messages(group, ada)] == ["/secret", "psst"]
        s.clock.advance(20)
        status, answer = await s.raw("sendMessage", **params)
        assert status == 400
        assert "too old" in answer["description"]


async def test_a_button_under_an_ephemeral_message_can_be_pressed() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        await s.bot.send_message(group.id, "?", reply_markup=_LOOK, api_kwargs=_to(ada.id))
        await s.drain()
        pressing = asyncio.create_task(s.tg.press(ada, group, s.tg.messages(group, ada)[0], "Look"))
        await s.tg.wait_for(s.tg.pending_updates)
        (update,) = await s.updates()
        assert update.callback_query.message.api_kwargs["ephemeral_message_id"] == 1
        await update.callback_query.answer("here")
        shown = await pressing
        assert shown is not None
        assert shown.text == "here"
