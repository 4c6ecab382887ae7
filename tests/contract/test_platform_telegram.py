"""What Telegram alone has: deep links, migrations, kinds of media, polling that nothing stops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from adapters import platforms
from adapters.playground.telegram import ManualClock
from core.errors import PlatformError
from core.ids import MessageRef, RoomRef, UserRef
from core.messages import (
    Button,
    ButtonPress,
    Command,
    Joined,
    MenuEntry,
    Outgoing,
    RoomChange,
    RoomChanged,
    Started,
    Text,
    Upload,
)
from core.ports import RawRequest
from tests.contract.platform_kit import (
    Inbox,
    MemoryNotes,
    no_mistakes,
    picture,
    png,
    started,
    telegram,
)

SECRET = "a-secret_for-tests"
PATH = "/telegram/webhook"


# ── in ──────────────────────────────────────────────────────────────────────────────────────────


async def test_a_deep_link_brings_its_secret_into_the_private_chat() -> None:
    async with telegram() as here:
        link = here.platform.bind_link("abc_DEF-123")
        assert link == f"https://t.me/{here.tg.bot.username}?start=abc_DEF-123"
        await here.tg.start_bot(here.anna, "abc_DEF-123")
        event = await here.inbox.next(Started)
        assert (event.payload, event.place.private, event.sender.user) == (
            "abc_DEF-123",
            True,
            here.member,
        )
        assert here.platform.bind_link("with space") is None
        assert here.platform.bind_link("x" * 65) is None


async def test_commands_to_others_are_not_ours() -> None:
    async with telegram() as here:
        name = here.tg.bot.username
        await here.tg.say(here.anna, here.group, "/invite@other_bot a@b.example")
        await here.tg.say(here.anna, here.group, f"/Invite@{name}  a@b.example ")
        command = await here.inbox.next(Command)
        assert (command.word, command.rest) == ("invite", "a@b.example")


async def test_a_document_keeps_its_bytes_and_an_edit_changes_nothing() -> None:
    async with telegram() as here:
        await here.tg.send_document(
            here.anna, here.group, b"\0" * 128 + b"DICM", "x.dcm", mime="application/dicom"
        )
        upload = await here.inbox.next(Upload)
        (file,) = upload.files
        assert (file.name, file.media_type, file.size) == ("x.dcm", "application/dicom", 132)
        parts = [part async for part in here.platform.fetch(file.handle, limit=1000)]
        assert b"".join(parts) == b"\0" * 128 + b"DICM"
        said = await here.tg.say(here.anna, here.group, "before")
        await here.tg.edit(here.anna, here.group, said, "after")
        await here.inbox.next(Text)
        assert [text.text for text in here.inbox.of(Text)] == ["before"]


async def test_what_is_too_big_for_the_bot_api_is_told() -> None:
    async with telegram() as here:
        await here.tg.send_document(here.anna, here.group, b"x", size=21 * 2**20)
        (file,) = (await here.inbox.next(Upload)).files
        with pytest.raises(PlatformError) as caught:
            _ = [part async for part in here.platform.fetch(file.handle, limit=10**9)]
        assert (caught.value.why, caught.value.permanent) == ("too_big", True)


async def test_a_group_that_moves_is_told_and_its_old_number_leads_on() -> None:
    async with telegram() as here:
        old = here.tg.add_group("Old", [here.anna], bot_admin=True, kind="group")
        await here.inbox.until(lambda: len(here.inbox.of(Joined)) >= 2)
        new = await here.tg.migrate(old)
        await here.inbox.next(RoomChanged, 2)
        for event in here.inbox.of(RoomChanged):
            assert event.change is RoomChange.MOVED
            assert (event.place.room.key, event.detail) == (str(old.id), str(new.id))
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(RoomRef("telegram", "", str(old.id)), Outgoing(text="x"))
        assert (caught.value.why, caught.value.moved_to) == ("migrated", str(new.id))


async def test_a_redelivered_update_has_the_same_key() -> None:
    async with telegram() as here:
        await here.write_privately("482913")
        await here.inbox.next(Text)
        before = here.inbox.deliveries
        here.tg.redeliver()
        await here.inbox.until(lambda: here.inbox.deliveries > before)
        assert len(here.inbox.of(Text)) == 1


@pytest.mark.parametrize("secret", ["", "wrong", "é", SECRET[:-1], SECRET + "x"])
async def test_a_wrong_secret_gets_401(secret: str) -> None:
    async with telegram(webhook=True) as here:
        headers = {"x-telegram-bot-api-secret-token": secret}
        answer = await here.platform.webhook(RawRequest(PATH, headers, b'{"update_id": 1}'))
        assert answer.status == 401
        assert here.inbox.raw == {} or "1" not in here.inbox.raw


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{", b"\xff", b"{}", b"[" * 100_000])
async def test_junk_with_the_secret_gets_400(body: bytes) -> None:
    async with telegram(webhook=True) as here:
        headers = {"x-telegram-bot-api-secret-token": SECRET}
        answer = await here.platform.webhook(RawRequest(PATH, headers, body))
        assert answer.status == 400


# ── a server of one's own making ────────────────────────────────────────────────────────────────

Answers = list[Any]


@asynccontextmanager
async def scripted(*answers: Any) -> AsyncIterator[tuple[Inbox, list[dict[str, Any]]]]:
    """A poller before a server whose getUpdates answers by script, then holds the line.

    An answer is a list of updates, or a status code.
    """
    waiting, asked, inbox = list(answers), [], Inbox()

    async def method(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name == "getMe":
            me = {"id": 7, "is_bot": True, "first_name": "B", "username": "b_bot"}
            return web.json_response({"ok": True, "result": me})
        if name != "getUpdates":
            return web.json_response({"ok": True, "result": True})
        asked.append(dict(await request.post()))
        if not waiting:
            await asyncio.Event().wait()
        answer = waiting.pop(0)
        if isinstance(answer, int):
            body = {"ok": False, "error_code": answer, "description": "no"}
            return web.json_response(body, status=answer)
        return web.json_response({"ok": True, "result": answer})

    app = web.Application()
    app.router.add_post("/bot7:AA/{name}", method)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        settings = {"TELEGRAM_TOKEN": "7:AA", "TELEGRAM_API_URL": url}
        async with started("telegram", settings, inbox):
            yield inbox, asked
    finally:
        await runner.cleanup()


def said(number: int, text: str) -> dict[str, Any]:
    sender = {"id": 5, "is_bot": False, "first_name": "Anna"}
    chat = {"id": 5, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}


async def test_malformed_updates_never_stop_the_polling() -> None:
    junk = [
        None, 7, "x", [], {}, {"update_id": "9"}, {"update_id": 2}, {"update_id": 3, "message": 7},
        {"update_id": 4, "message": {"chat": {"id": "x"}}}, {"update_id": True},
    ]  # fmt: skip
    async with scripted([*junk, said(5, "one")], [said(6, "two \ud83d")]) as (inbox, asked):
        await inbox.next(Text, 2)
        assert [text.text for text in inbox.of(Text)] == ["one", "two ?"]
        assert [fields.get("offset") for fields in asked[:2]] == [None, "6"]


async def test_polling_outlives_a_rival_and_a_broken_server() -> None:
    async with scripted(500, [{"no": "number"}], [said(1, "one")]) as (inbox, _):
        await inbox.next(Text)


async def test_the_offset_waits_for_what_is_kept() -> None:
    updates = [said(1, "one"), said(2, "two")]
    async with scripted(updates, updates) as (inbox, asked):
        inbox.refusals = 1
        await inbox.next(Text, 2)
        assert [fields.get("offset") for fields in asked[:2]] == [None, None]


async def test_a_rival_poller_is_given_way_to() -> None:
    async with telegram() as here:
        here.tg.faults.next("getUpdates", status=409)
        await here.write_privately("still there")
        await here.inbox.next(Text)


# ── out ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "call"),
    [
        ({}, "sendPhoto"),
        ({"as_file": True}, "sendDocument"),
        ({"width": 6000, "height": 4001}, "sendDocument"),
        ({"width": 2100, "height": 100}, "sendDocument"),
        ({"media_type": "image/webp", "name": "a.webp"}, "sendDocument"),
        ({"media_type": "image/gif", "name": "a.gif", "animated": True}, "sendAnimation"),
        ({"media_type": "video/mp4", "name": "a.mp4", "animated": True}, "sendAnimation"),
        ({"media_type": "video/mp4", "name": "a.mp4"}, "sendVideo"),
    ],
)
async def test_each_picture_goes_as_what_telegram_takes_it_for(
    changes: dict[str, Any], call: str
) -> None:
    async with telegram() as here:
        message = Outgoing(text="note", picture=picture(**changes), spoiler=True)
        await here.platform.send(here.room, message)
        (made,) = here.tg.calls(call)
        assert made.params["protect_content"] in (True, "true")
        shown = here.tg.messages(here.group, here.anna)[-1]
        assert (shown.protected, shown.silent) == (True, True)
        assert shown.spoiler == (call != "sendDocument")
        assert shown.text == "X-ray of the left hand\n\nnote"


async def test_a_file_above_the_limit_is_not_even_tried() -> None:
    async with telegram() as here:
        huge = picture(data=b"x" * 50_000_001, as_file=True)
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(here.room, Outgoing(picture=huge))
        assert caught.value.why == "too_big"
        assert here.tg.calls("sendDocument") == []


async def test_a_reply_stands_under_what_it_answers_and_outlives_it() -> None:
    async with telegram() as here:
        said_before = await here.tg.say(here.anna, here.group, "hello")
        ref = MessageRef(here.room, str(said_before.id))
        await here.platform.send(here.room, Outgoing(text="reply", reply_to=ref, quiet=False))
        shown = here.tg.messages(here.group, here.anna)[-1]
        assert (shown.reply_to, shown.silent) == (said_before.id, False)
        await here.tg.delete(here.anna, here.group, said_before)
        await here.platform.send(here.room, Outgoing(text="again", reply_to=ref))


async def test_after_two_days_a_message_stays_but_can_be_masked() -> None:
    async with telegram_with_clock() as (here, clock):
        sent = await here.platform.send(here.room, Outgoing(picture=picture()))
        clock.advance(49 * 3600)
        assert not await here.platform.retract(sent.message)
        masked = await here.platform.edit(sent.message, Outgoing(text="Taken back."))
        shown = here.tg.messages(here.group, here.anna)[-1]
        assert (shown.text, shown.kind, masked.kind) == ("Taken back.", "photo", "photo")


@asynccontextmanager
async def telegram_with_clock() -> AsyncIterator[tuple[Any, ManualClock]]:
    clock = ManualClock()
    async with telegram() as here:
        here.tg.world.clock = clock
        yield here, clock


async def test_a_members_file_is_deleted_only_with_the_right() -> None:
    async with telegram() as here:
        await here.tg.send_photo(here.anna, here.group, png())
        upload = await here.inbox.next(Upload)
        assert upload.message is not None
        await here.tg.demote_bot(here.group)
        assert not await here.platform.retract(upload.message)
        await here.tg.promote_bot(here.group)
        assert await here.platform.retract(upload.message)
        assert await here.platform.retract(upload.message)


async def test_whoever_stopped_the_bot_must_write_first() -> None:
    async with telegram() as here:
        await here.write_privately("hello")
        room = await here.platform.private_room(here.member)
        assert room is not None
        await here.tg.block_bot(here.anna)
        assert await here.platform.private_room(here.member) is None
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(room, Outgoing(text="x"))
        assert (caught.value.why, caught.value.permanent) == ("cannot_write_first", True)


async def test_a_press_is_answered_with_an_alert() -> None:
    async with telegram() as here:
        card = Outgoing(text="A card.", buttons=((Button("Show", handle="h" * 64),),))
        sent = await here.platform.send(here.room, card)
        pressing = asyncio.create_task(
            here.tg.press(here.anna, here.group, int(sent.message.message), "Show")
        )
        press = await here.inbox.next(ButtonPress)
        assert press.handle == "h" * 64
        await here.platform.answer(press.ticket, "You cannot see this one yet.", alert=True)
        answer = await pressing
        assert (answer.text, answer.alert) == ("You cannot see this one yet.", True)


async def test_a_handle_that_is_too_long_is_an_error_of_ours() -> None:
    async with telegram() as here:
        card = Outgoing(text="x", buttons=((Button("Show", handle="h" * 65),),))
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(here.room, card)
        assert caught.value.permanent


async def test_menus_are_by_scope_and_language() -> None:
    entries = {
        "": [
            MenuEntry("help", "What I can do", "private"),
            MenuEntry("show", "Show", "group"),
            MenuEntry("link", "Use this chat", "admins"),
        ],
        "de": [MenuEntry("help", "Was ich kann", "private")],
    }
    async with telegram() as here:
        await here.platform.register_menus(entries)
        await here.platform.register_menus(entries)
        private = here.tg.private(here.anna)
        assert here.tg.commands_menu(here.anna, private)[0]["description"] == "What I can do"
        assert here.tg.commands_menu(here.ben, here.group)[0]["command"] == "show"
        assert here.tg.commands_menu(here.anna, here.group)[0]["command"] == "link"
        dieter = here.tg.add_user("Dieter", language="de")
        menu = here.tg.commands_menu(dieter, here.tg.private(dieter))
        assert menu[0]["description"] == "Was ich kann"


async def test_an_ephemeral_picture_is_for_one_member_alone() -> None:
    async with telegram(TELEGRAM_EPHEMERAL="1") as here:
        assert here.platform.capabilities.ephemeral_picture
        card = Outgoing(text="A card.", buttons=((Button("Show", handle="h-1"),),))
        sent = await here.platform.send(here.room, card)
        await here.press(sent.message.message, "Show")
        press = await here.inbox.next(ButtonPress)
        shown = await here.platform.send(
            here.room, Outgoing(picture=picture()), only_for=here.member, ticket=press.ticket
        )
        assert shown.message.kind == "ephemeral"
        assert any(m.is_ephemeral for m in here.tg.messages(here.group, here.anna))
        assert not any(m.is_ephemeral for m in here.tg.messages(here.group, here.ben))
        assert len(here.tg.messages(here.group, here.ben)) == 1
        assert not await here.platform.retract(shown.message)


async def test_ephemeral_messages_are_off_unless_set() -> None:
    async with telegram() as here:
        assert not here.platform.capabilities.ephemeral_text
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(here.room, Outgoing(text="x"), only_for=here.member)
        assert caught.value.permanent
        assert here.shown() == []


async def test_a_busy_sign_is_shown_and_no_error_matters() -> None:
    async with telegram() as here:
        await here.platform.busy(here.room)
        assert here.tg.action(here.group) == "upload_photo"
        await here.platform.busy(RoomRef("telegram", "", "-100404"))


async def test_who_is_not_in_the_room_is_known_not_to_be() -> None:
    async with telegram() as here:
        carl = here.tg.add_user("Carl")
        assert await here.platform.is_in(here.room, UserRef("telegram", "", str(carl.id))) is False


@pytest.mark.parametrize(
    "settings",
    [
        {"TELEGRAM_TOKEN": "nonsense"},
        {"TELEGRAM_TOKEN": "7:AA", "TELEGRAM_WEBHOOK_SECRET": "with space"},
        {"TELEGRAM_TOKEN": "7:AA", "TELEGRAM_WEBHOOK_SECRET": "good"},
    ],
)
def test_settings_that_cannot_be_used_are_told_at_once(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="TELEGRAM_"):
        platforms.build_all(settings, MemoryNotes())


async def test_a_wrong_token_is_told_at_start_and_not_repeated() -> None:
    async with telegram() as here:
        given = {"TELEGRAM_TOKEN": "7:wrong", "TELEGRAM_API_URL": here.url}
        wrong = platforms.build_all(given, MemoryNotes())["telegram"]
        with pytest.raises(PlatformError) as caught:
            await wrong.start(Inbox().receive, no_mistakes, listen=True)
        assert caught.value.permanent
        assert "wrong" not in caught.value.detail
        await wrong.stop()


async def test_the_token_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with telegram() as here:
        await here.tg.send_photo(here.anna, here.group, png(), caption="canary-caption")
        (file,) = (await here.inbox.next(Upload)).files
        _ = [part async for part in here.platform.fetch(file.handle, limit=10**6)]
        here.fail("text", body=b"canary-answer")
        with pytest.raises(PlatformError):
            await here.platform.send(here.room, Outgoing(text="canary-text"))
        secret = here.tg.token.split(":", 1)[1]
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("uvicorn")]
    assert not [line for line in ours if secret in line or "canary" in line]


async def test_a_group_that_can_be_read_from_outside_is_external() -> None:
    """An admin gives the group a public name: no update tells of it, and readers do not come in."""
    async with telegram() as here:
        assert not (await here.platform.presence(here.room)).external
        here.group.username = "rose_garden"
        assert (await here.platform.presence(here.room)).external
        here.group.username, here.group.linked_channel = None, -1009
        assert (await here.platform.presence(here.room)).external


async def test_a_server_that_says_nothing_of_chats_is_no_hindrance() -> None:
    async with telegram() as here:
        here.fail("getChat", status=404)
        assert not (await here.platform.presence(here.room)).external


async def test_while_a_chat_cannot_be_asked_nobody_is_cleared() -> None:
    async with telegram() as here:
        here.fail("getChat", status=502)
        with pytest.raises(PlatformError):
            await here.platform.presence(here.room)
