"""Text, formatting, keyboards, edits, deletions, presses, reactions, pins."""

import asyncio

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatAdministrators,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from adapters.playground.telegram import NotAllowed
from tests.contract.loopback_telegram_kit import Stage, picture, stage


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Look", callback_data=one) for one in data]])


async def test_text_ends_at_4096_and_captions_at_1024() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.bot.send_message(ada.id, "é" * 4096)
        with pytest.raises(BadRequest, match="Message is too long"):
            await s.bot.send_message(ada.id, "e" * 4097)
        with pytest.raises(BadRequest, match="Message text is empty"):
            await s.bot.send_message(ada.id, "   ")
        photo = picture(20, 20)
        await s.bot.send_photo(ada.id, photo, caption="e" * 1024)
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await s.bot.send_photo(ada.id, photo, caption="e" * 1025)
        marked = "<b>" + "e" * 1024 + "</b>"
        await s.bot.send_photo(ada.id, photo, caption=marked, parse_mode="HTML")


async def test_html_becomes_entities_counted_in_utf16() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        html = (
            "👋 <b>bold <i>both</i></b> &amp; <a href='https://example.org/?a=1&amp;b=2'>link</a> "
            '<tg-time unix="1700000000" format="dt">14 Nov</tg-time> <tg-spoiler>x</tg-spoiler>'
        )
        message = await s.bot.send_message(ada.id, html, parse_mode="HTML")
        assert message.text == "👋 bold both & link 14 Nov x"
        found = {entity.type: message.parse_entity(entity) for entity in message.entities}
        assert found["bold"] == "bold both"
        assert found["italic"] == "both"
        assert found["text_link"] == "link"
        assert found["spoiler"] == "x"
        link = next(entity for entity in message.entities if entity.type == "text_link")
        assert link.url == "https://example.org/?a=1&b=2"
        seen = s.tg.messages(s.tg.private(ada), ada)[-1]
        when = next(entity for entity in seen.entities if entity["type"] == "date_time")
        assert (when["unix_time"], when["date_time_format"]) == (1700000000, "dt")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("a <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_bad_html_is_refused_in_the_servers_words(html: str, reason: str) -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        status, answer = await s.raw("sendMessage", chat_id=ada.id, text=html, parse_mode="HTML")
        assert (status, answer["description"]) == (
            400,
            f"Bad Request: can't parse entities: {reason}",
        )


async def test_callback_data_has_1_to_64_bytes() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.bot.send_message(ada.id, "x", reply_markup=keyboard("é" * 32))
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await s.bot.send_message(ada.id, "x", reply_markup=keyboard("é" * 32 + "x"))
        status, answer = await s.raw(
            "sendMessage",
            chat_id=ada.id,
            text="x",
            reply_markup={"inline_keyboard": [[{"text": "Look", "callback_data": ""}]]},
        )
        assert status == 400
        assert "Text buttons are unallowed" in answer["description"]


async def test_buttons_open_addresses_of_the_net_only() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        for url in ("http://127.0.0.1:8000/x", "https://example.org", "tg://user?id=1"):
            markup = InlineKeyboardMarkup([[InlineKeyboardButton("Open", url=url)]])
            await s.bot.send_message(ada.id, "x", reply_markup=markup)
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Open", url="http://localhost/x")]])
        with pytest.raises(BadRequest, match=r"(?i)wrong http url"):
            await s.bot.send_message(ada.id, "x", reply_markup=markup)


async def test_contacts_are_asked_for_in_private_only_and_may_be_somebody_elses() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        await s.tg.start_bot(ada)
        asking = ReplyKeyboardMarkup([[KeyboardButton("My number", request_contact=True)]])
        with pytest.raises(BadRequest, match="private chats only"):
            await s.bot.send_message(group.id, "?", reply_markup=asking)
        await s.bot.send_message(ada.id, "?", reply_markup=asking)
        assert s.tg.keyboard(s.tg.private(ada))
        await s.drain()
        chat = s.tg.private(ada)
        await s.tg.share_contact(ada, chat)
        await s.tg.share_contact(ada, chat, of=bob)
        await s.tg.share_contact(ada, chat, with_user_id=False)
        contacts = [update.message.contact for update in await s.updates()]
        assert [contact.user_id for contact in contacts] == [ada.id, bob.id, None]
        assert contacts[0].phone_number == ada.phone


async def test_start_payload_is_64_of_a_narrow_alphabet() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada, "A-z_0" * 12 + "1234")
        (update,) = await s.updates()
        assert update.message.text == "/start " + "A-z_0" * 12 + "1234"
        assert update.message.entities[0].type == "bot_command"
        for payload in ("x" * 65, "a.b", "ä"):
            with pytest.raises(NotAllowed):
                await s.tg.start_bot(ada, payload)


async def test_a_bot_cannot_write_first() -> None:
    async with stage() as s:
        ada, eve = s.tg.add_user("Ada"), s.tg.add_user("Eve")
        s.tg.add_group("Family", [ada])
        with pytest.raises(BadRequest, match="Chat not found"):
            await s.bot.send_message(eve.id, "hello stranger")
        with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
            await s.bot.send_message(ada.id, "hello")
        await s.tg.start_bot(ada)
        await s.bot.send_message(ada.id, "hello")
        await s.tg.block_bot(ada)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await s.bot.send_message(ada.id, "hello?")
        await s.tg.unblock_bot(ada)
        changes = [u.my_chat_member for u in await s.updates() if u.my_chat_member]
        assert [c.new_chat_member.status for c in changes[-2:]] == ["kicked", "member"]
        ada.deactivated = True
        with pytest.raises(Forbidden, match="user is deactivated"):
            await s.bot.send_message(ada.id, "hello")


async def test_own_messages_can_be_edited_at_any_age() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        text = await s.bot.send_message(ada.id, "received", reply_markup=keyboard("go"))
        photo = await s.bot.send_photo(ada.id, picture(40, 40), caption="scan")
        s.clock.advance(400 * 24 * 3600)
        await text.edit_text("ready")
        placeholder = picture(40, 40)
        edited = await photo.edit_media(InputMediaPhoto(placeholder, caption="taken back"))
        assert edited.caption == "taken back"
        assert edited.edit_date
        seen = s.tg.messages(s.tg.private(ada), ada)
        assert [one.text for one in seen[-2:]] == ["ready", "taken back"]
        assert seen[-2].buttons == ()
        await text.edit_reply_markup(keyboard("again"))
        assert s.tg.messages(s.tg.private(ada), ada)[-2].button("Look").data == "again"


async def test_edits_that_cannot_be() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        theirs = await s.tg.say(ada, s.tg.private(ada), "mine")
        text = await s.bot.send_message(ada.id, "same")
        photo = await s.bot.send_photo(ada.id, picture(40, 40), caption="scan")
        with pytest.raises(BadRequest, match="Message is not modified: specified new message"):
            await text.edit_text("same")
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await s.bot.edit_message_text("x", ada.id, theirs.id)
        with pytest.raises(BadRequest, match="There is no text in the message to edit"):
            await photo.edit_text("x")
        with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
            await text.edit_caption("x")
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await s.bot.edit_message_text("x", ada.id, 9999)
        with pytest.raises(BadRequest, match="Chat not found"):
            await s.bot.edit_message_text("x", 12345, 1)


async def test_messages_are_deleted_within_48_hours() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        chat = s.tg.private(ada)
        theirs = await s.tg.say(ada, chat, "oops")
        own = await s.bot.send_message(ada.id, "own")
        old = await s.bot.send_message(ada.id, "old")
        s.clock.advance(48 * 3600 - 10)
        assert await s.bot.delete_message(ada.id, theirs.id)
        assert await own.delete()
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await own.delete()
        s.clock.advance(11)
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await old.delete()
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await s.bot.delete_messages(ada.id, [old.message_id])
        assert await s.bot.delete_messages(ada.id, [9998, 9999])


async def test_others_messages_need_the_right() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        said = await s.tg.say(bob, group, "a picture of mine")
        own = await s.bot.send_message(group.id, "own")
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await s.bot.delete_message(group.id, said.id)
        assert await own.delete()
        await s.tg.promote_bot(group, frozenset({"can_delete_messages"}))
        assert await s.bot.delete_message(group.id, said.id)
        assert [one.text for one in s.tg.messages(group, bob) if one.kind == "text"] == []


async def _press(s: Stage, *args: object, **answer: object) -> object:
    pressing = asyncio.create_task(s.tg.press(*args))
    await s.tg.wait_for(lambda: any(u.kind == "callback_query" for u in s.tg.pending_updates()))
    query = next(u.callback_query for u in await s.updates() if u.callback_query)
    await query.answer(**answer)
    await s.drain()
    return await pressing


async def test_anybody_in_the_group_can_press() -> None:
    async with stage() as s:
        ada, bob, eve = (s.tg.add_user(name) for name in ("Ada", "Bob", "Eve"))
        group = s.tg.add_group("Family", [ada, bob])
        await s.drain()
        card = await s.bot.send_message(group.id, "For Ada", reply_markup=keyboard("look:1"))
        for user in (ada, bob):
            shown = await _press(s, user, group, card.message_id, "Look", text=f"Hi {user.name}")
            assert shown.text == f"Hi {user.name}"
        alert = await _press(s, bob, group, card.message_id, "look:1", text="No", show_alert=True)
        assert alert.alert
        with pytest.raises(LookupError):
            await s.tg.press(eve, group, card.message_id, "Look")


async def test_a_press_is_answered_once_and_soon() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        card = await s.bot.send_message(ada.id, "x", reply_markup=keyboard("1", "2"))
        assert await s.tg.press(ada, s.tg.private(ada), card.message_id, "1", timeout=0) is None
        (update,) = await s.updates()
        s.clock.advance(16)
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
            await update.callback_query.answer()
        await s.drain()
        assert await s.tg.press(ada, s.tg.private(ada), card.message_id, "2", timeout=0) is None
        (update,) = await s.updates()
        await update.callback_query.answer()
        with pytest.raises(BadRequest, match="Query is too old"):
            await update.callback_query.answer()
        with pytest.raises(BadRequest, match="Query is too old"):
            await s.bot.answer_callback_query("12345")


async def test_protected_content_is_neither_forwarded_nor_copied_nor_saved() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        other = s.tg.add_group("Others", [bob])
        photo = picture(40, 40)
        held = await s.bot.send_photo(group.id, photo, protect_content=True, has_spoiler=True)
        free = await s.bot.send_photo(group.id, photo)
        assert held.has_protected_content
        assert held.has_media_spoiler
        seen = s.tg.messages(group, bob)[-2]
        assert seen.protected
        assert seen.spoiler
        with pytest.raises(BadRequest, match="message can't be forwarded"):
            await held.forward(other.id)
        with pytest.raises(BadRequest, match="message can't be copied"):
            await held.copy(other.id)
        with pytest.raises(NotAllowed):
            await s.tg.forward(bob, group, seen, other)
        with pytest.raises(NotAllowed):
            await s.tg.save(bob, group, seen)
        assert (await free.forward(other.id)).forward_origin
        assert await free.copy(other.id, caption="copied")
        assert await s.tg.save(bob, group, free.message_id)
        await s.tg.forward(bob, group, free.message_id, other)


async def test_replies_reactions_pins_and_actions() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada], bot_admin=True)
        said = await s.tg.say(ada, group, "a scan")
        answer = await s.bot.send_message(
            group.id,
            "reading",
            reply_parameters=ReplyParameters(said.id),
            disable_notification=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        assert answer.reply_to_message.message_id == said.id
        seen = s.tg.messages(group, ada)[-1]
        assert seen.reply_to == said.id
        assert seen.silent
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await s.bot.send_message(group.id, "x", reply_parameters=ReplyParameters(999))
        alone = ReplyParameters(999, allow_sending_without_reply=True)
        assert (await s.bot.send_message(group.id, "x", reply_parameters=alone)).text == "x"
        await s.bot.set_message_reaction(group.id, said.id, "👍")
        assert s.tg.messages(group, ada)[-3].reactions == {"👍": 1}
        with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
            await s.bot.set_message_reaction(group.id, said.id, "🩻")
        await answer.pin()
        chat = await s.bot.get_chat(group.id)
        assert chat.pinned_message.message_id == answer.message_id
        assert await answer.unpin()
        await s.bot.send_chat_action(group.id, "upload_photo")
        assert s.tg.action(group) == "upload_photo"
        s.clock.advance(5)
        assert s.tg.action(group) is None
        with pytest.raises(BadRequest, match="Wrong parameter action in request"):
            await s.bot.send_chat_action(group.id, "juggling")


async def test_menus_by_scope_and_language() -> None:
    async with stage() as s:
        ada, bob = s.tg.add_user("Ada", language="de"), s.tg.add_user("Bob")
        group = s.tg.add_group("Family", [ada, bob])
        await s.bot.set_my_commands([BotCommand("help", "Help")])
        private = BotCommandScopeAllPrivateChats()
        await s.bot.set_my_commands([BotCommand("show", "Show")], private)
        await s.bot.set_my_commands([BotCommand("show", "Zeigen")], private, language_code="de")
        admins = BotCommandScopeChatAdministrators(group.id)
        await s.bot.set_my_commands([BotCommand("settings", "Settings")], admins)

        def menu(user: object, chat: object) -> list[str]:
            return [one["description"] for one in s.tg.commands_menu(user, chat)]

        assert menu(ada, s.tg.private(ada)) == ["Zeigen"]
        assert menu(bob, s.tg.private(bob)) == ["Show"]
        assert menu(ada, group) == ["Settings"]
        assert menu(bob, group) == ["Help"]
        assert [c.command for c in await s.bot.get_my_commands(admins)] == ["settings"]
        await s.bot.delete_my_commands(admins)
        assert menu(ada, group) == ["Help"]
        status, answer = await s.raw(
            "setMyCommands", commands=[{"command": "Bad-Name", "description": "x"}]
        )
        assert (status, answer["description"]) == (400, "Bad Request: BOT_COMMAND_INVALID")


async def test_the_bot_describes_itself() -> None:
    async with stage() as s:
        await s.bot.set_my_name("Pods", language_code="en")
        await s.bot.set_my_description("Shares pictures")
        await s.bot.set_my_short_description("Pictures")
        await s.bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert (await s.bot.get_my_name("en")).name == "Pods"
        assert (await s.bot.get_my_name()).name == "Carepods"
        assert (await s.bot.get_my_description("de")).description == "Shares pictures"
        assert (await s.bot.get_my_short_description()).short_description == "Pictures"
        assert (await s.bot.get_chat_menu_button()).type == "commands"
        with pytest.raises(telegram.error.BadRequest):
            await s.bot.set_my_short_description("x" * 121)
