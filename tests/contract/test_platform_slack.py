"""What Slack alone has: modals, the home tab, whispers, threads, workspaces, signatures."""

import asyncio
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters import platforms
from adapters.playground.serving import serving
from adapters.playground.slack import Limits as SlackLimits
from adapters.playground.slack import SlackLoopback
from core.errors import PlatformError
from core.ids import RoomRef, UserRef
from core.messages import (
    Button,
    ButtonPress,
    Command,
    Field,
    Form,
    FormSent,
    HomeOpened,
    Outgoing,
    RoomChange,
    RoomChanged,
    Shortcut,
    Text,
    Upload,
)
from core.ports import RawRequest
from tests.contract.platform_kit import (
    Inbox,
    MemoryNotes,
    SlackStage,
    door,
    no_mistakes,
    picture,
    png,
    slack,
)

PRESS = Outgoing(text="A card.", buttons=((Button("Show", handle="h-1"),),))
FORM = Form(
    name="upload",
    title="Share with the pod",
    submit="Send",
    text="Which picture?",
    context="pod-7",
    fields=(
        Field("picture", "Picture", kind="file"),
        Field("email", "Their e-mail address", kind="email", optional=True),
        Field("who", "Who may see it", kind="choice", choices=(("all", "All"), ("me", "Me"))),
        Field("note", "Note", optional=True, hint="A few words"),
    ),
)


async def opened(here: SlackStage) -> ButtonPress:
    """A fresh press, whose ticket opens a form."""
    sent = await here.platform.send(here.room, PRESS)
    await here.press(sent.message.message, "Show")
    return await here.inbox.next(ButtonPress)


@pytest.mark.parametrize("http", [True, False])
async def test_a_form_comes_back_filled_in_with_its_context(http: bool) -> None:
    async with slack(http=http) as here:
        assert await here.platform.open_form((await opened(here)).ticket, FORM)
        done = await here.slack.submit_view(
            here.anna,
            {"email": "ben@example.org", "who": "me", "note": "healing well"},
            {"picture": [("scan.png", png())]},
        )
        assert done.closed
        sent = await here.inbox.next(FormSent)
        assert (sent.form, sent.context, sent.place.room) == ("upload", "pod-7", here.room)
        assert sent.values == {
            "picture": "1",
            "email": "ben@example.org",
            "who": "me",
            "note": "healing well",
        }
        (file,) = sent.files
        parts = [part async for part in here.platform.fetch(file.handle, limit=10**6)]
        assert b"".join(parts) == png()


@pytest.mark.parametrize("http", [True, False])
async def test_mistakes_stand_beside_the_field_and_nothing_is_kept(http: bool) -> None:
    def check(form: str, values: Mapping[str, str], language: str) -> Mapping[str, str]:
        wrong = form == "upload" and not values["note"]
        return {"note": "Please write a few words."} if wrong else {}

    async with slack(http=http, check=check) as here:
        assert await here.platform.open_form((await opened(here)).ticket, FORM)
        files = {"picture": [("scan.png", png())]}
        again = await here.slack.submit_view(here.anna, {"who": "all"}, files)
        assert (again.closed, again.errors) == (False, {"note": "Please write a few words."})
        assert here.inbox.of(FormSent) == []
        done = await here.slack.submit_view(here.anna, {"who": "all", "note": "so"}, files)
        assert done.closed
        await here.inbox.next(FormSent)


async def test_a_late_trigger_opens_nothing() -> None:
    async with slack() as here:
        ticket = (await opened(here)).ticket
        assert await here.platform.open_form(ticket, FORM)
        assert not await here.platform.open_form(ticket, FORM)
        assert not await here.platform.open_form("junk", FORM)


async def test_a_whisper_is_for_one_person_and_cannot_be_changed() -> None:
    async with slack() as here:
        sent = await here.platform.send(here.room, PRESS, only_for=here.member)
        (shown,) = here.shown()
        assert shown.only_me
        assert here.slack.messages(here.ward, as_seen_by=here.ben) == []
        assert not await here.platform.retract(sent.message)
        with pytest.raises(PlatformError) as caught:
            await here.platform.edit(sent.message, Outgoing(text="x"))
        assert caught.value.permanent
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(here.room, Outgoing(picture=picture()), only_for=here.member)
        assert caught.value.why == "refused"
        await here.press(sent.message.message, "Show")
        press = await here.inbox.next(ButtonPress)
        assert press.message is not None
        assert press.message.kind == "ephemeral"


async def test_an_answer_is_seen_in_the_thread_where_the_person_is() -> None:
    async with slack() as here:
        first = await here.platform.send(here.room, Outgoing(text="A picture came."))
        reply = await here.platform.send(
            here.room, Outgoing(text="Look.", buttons=PRESS.buttons, reply_to=first.message)
        )
        await here.press(reply.message.message, "Show")
        press = await here.inbox.next(ButtonPress)
        assert press.place.thread == first.message.message
        await here.platform.answer(press.ticket, "Only you read this.")
        whisper = here.shown()[-1]
        assert (whisper.text, whisper.only_me) == ("Only you read this.", True)
        assert whisper.thread == first.message.message


async def test_a_command_is_answered_where_the_bot_is_no_member() -> None:
    async with slack() as here:
        away = here.slack.add_channel("away", [here.anna], private=True, with_bot=False)
        await here.slack.slash(here.anna, away, "/carepods", "")
        command = await here.inbox.next(Command)
        assert (command.word, command.rest) == ("help", "")
        sent = await here.platform.send(
            command.place.room,
            Outgoing(text="Bring me in first."),
            only_for=here.member,
            ticket=command.ticket,
        )
        assert sent.message.kind == "ephemeral"
        (seen,) = here.slack.messages(away, as_seen_by=here.anna)
        assert (seen["words"], seen["ephemeral"]) == ("Bring me in first.", True)


async def test_a_mention_is_a_command_and_an_address_is_read_as_typed() -> None:
    async with slack() as here:
        bot = here.slack.bot.id
        await here.slack.say(
            here.anna,
            here.ward,
            f"<@{bot}> Invite <mailto:ben@example.org|ben@example.org> &amp; co",
        )
        command = await here.inbox.next(Command)
        assert (command.word, command.rest) == ("invite", "ben@example.org & co")
        await here.slack.say(here.anna, here.ward, "nothing to do with it")
        await here.slack.dm(here.anna, "/carepods show 3")
        private = await here.inbox.next(Command, 2)
        assert (private.word, private.rest, private.place.private) == ("show", "3", True)
        assert here.inbox.of(Text) == []


async def test_a_shortcut_brings_the_files_of_its_message() -> None:
    async with slack() as here:
        message = await here.slack.upload(here.ben, here.ward, [("scan.png", png())], "look")
        await here.slack.shortcut(here.anna, here.ward, message.ts, "share_with_pod")
        found = await here.inbox.next(Shortcut)
        assert (found.word, len(found.files), found.sender.user) == (
            "share_with_pod",
            1,
            here.member,
        )


async def test_the_home_tab_is_filled_and_pressed() -> None:
    async with slack() as here:
        opening = asyncio.create_task(here.slack.open_home(here.anna))
        event = await here.inbox.next(HomeOpened)
        await here.platform.show_home(event.sender.user, PRESS)
        assert (await opening) is not None
        await here.slack.press_home(here.anna, "Show")
        press = await here.inbox.next(ButtonPress)
        assert (press.handle, press.place.private, press.message) == ("h-1", True, None)
        await here.platform.answer(press.ticket, "Here you are.")
        assert here.private_shown()[-1].text == "Here you are."


async def test_several_files_of_a_direct_message_come_as_one_upload() -> None:
    async with slack() as here:
        await here.slack.dm(here.anna, "three", [(f"{n}.png", png(colour=n)) for n in range(3)])
        upload = await here.inbox.next(Upload)
        assert (len(upload.files), upload.place.private, upload.caption) == (3, True, "three")


async def test_what_happens_to_a_room_is_told() -> None:
    async with slack() as here:
        await here.slack.rename(here.ward, "ward-7")
        await here.slack.make_external(here.ward, "Other hospital")
        await here.slack.archive(here.ward, here.anna)
        await here.inbox.next(RoomChanged, 3)
        changes = [(e.change, e.place.room) for e in here.inbox.of(RoomChanged)]
        assert set(changes) == {
            (RoomChange.RENAMED, here.room),
            (RoomChange.EXTERNAL, here.room),
            (RoomChange.ARCHIVED, here.room),
        }


@pytest.mark.parametrize("how", ["guest", "stranger"])
async def test_a_guest_or_a_stranger_makes_a_room_external(how: str) -> None:
    async with slack() as here:
        assert not (await here.platform.presence(here.room)).external
        if how == "guest":
            other = here.slack.add_user("Gia Guest", guest="multi")
        else:
            other = here.slack.add_user("Sam Stranger", team=here.slack.add_workspace("Other"))
        await here.slack.join(other, here.ward)
        presence = await here.platform.presence(here.room)
        assert presence.external
        assert UserRef("slack", here.slack.team.id, other.id) in presence.users


async def test_a_redelivered_event_has_the_same_key() -> None:
    async with slack(http=True) as here:
        await here.slack.dm(here.anna, "482913")
        await here.inbox.next(Text)
        (event,) = [e for e in here.slack.sent_events if e["event"]["type"] == "message"]
        before = here.inbox.deliveries
        here.slack.redeliver(event["event_id"])
        await here.inbox.until(lambda: here.inbox.deliveries > before)
        assert len(here.inbox.of(Text)) == 1


async def test_a_socket_that_ends_is_made_anew() -> None:
    async with slack() as here:
        await here.slack.disconnect_sockets()
        await here.slack.dm(here.anna, "one")
        await here.inbox.next(Text, 1)
        await here.slack.cut_sockets()
        await here.slack.dm(here.anna, "two")
        await here.inbox.next(Text, 2)


async def test_the_handshake_of_a_request_url_is_answered() -> None:
    async with slack(http=True) as here:
        assert await here.slack.verify_request_url()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"{}"),
        ({"x-slack-request-timestamp": "1e9"}, b"{}"),
        ({"x-slack-request-timestamp": "٣"}, b"{}"),
        ({"x-slack-request-timestamp": "9" * 5000}, b"{}"),
        ({"x-slack-request-timestamp": "1", "x-slack-signature": "v0=é"}, b"\xff\xfe"),
    ],
)
async def test_junk_without_a_signature_gets_401(headers: dict[str, str], body: bytes) -> None:
    async with slack(http=True) as here:
        answer = await here.platform.webhook(RawRequest("/slack/events", headers, body))
        assert answer.status == 401
        assert here.inbox.raw == {}


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[]", b"{", b"7", b"[" * 100_000, b""])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_signed_junk_gets_400(kind: str, body: bytes) -> None:
    async with slack(http=True) as here:
        answer = await here.slack.post_raw(body, content_type=kind)
        assert answer.status == 400


@pytest.mark.parametrize("spoilt", [{"signature": "v0=00"}, {"timestamp": "1000000000"}])
async def test_a_wrong_signature_or_an_old_one_gets_401(spoilt: dict[str, str]) -> None:
    async with slack(http=True) as here:
        answer = await here.slack.post_raw(b"{}", **spoilt)  # type: ignore[arg-type]
        assert answer.status == 401


async def test_a_file_is_fetched_from_slack_only() -> None:
    async with slack() as here:
        handle = json.dumps({"team": "", "file": "F1", "url": "https://evil.example/x"})
        with pytest.raises(PlatformError) as caught:
            _ = [part async for part in here.platform.fetch(handle, limit=10)]
        assert (caught.value.why, caught.value.permanent) == ("refused", True)
        with pytest.raises(PlatformError) as caught:
            _ = [part async for part in here.platform.fetch("junk", limit=10)]
        assert caught.value.permanent


async def test_an_answer_goes_to_slack_only() -> None:
    async with slack() as here:
        ticket = json.dumps({"team": "T", "user": "U", "response_url": "https://evil.example/x"})
        await here.platform.answer(ticket, "Hello")  # nothing is sent, nothing is raised


async def test_a_wrong_token_is_told_at_start() -> None:
    async with SlackLoopback() as server, serving(server.app) as url:
        given = {
            "SLACK_BOT_TOKEN": "xoxb-wrong",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": f"{url}/api/",
        }
        platform = platforms.build_all(given, MemoryNotes())["slack"]
        with pytest.raises(PlatformError) as caught:
            await platform.start(Inbox().receive, no_mistakes, listen=True)
        assert caught.value.permanent
        await platform.stop()


async def test_neither_token_nor_words_are_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with slack() as here:
        message = Outgoing(text="canary-text", picture=picture(alt="canary-alt"))
        await here.platform.send(here.room, message)
        await here.slack.upload(here.anna, here.ward, [("canary-name.png", png())], "canary-words")
        (file,) = (await here.inbox.next(Upload)).files
        _ = [part async for part in here.platform.fetch(file.handle, limit=10**6)]
        here.fail("text", body="canary-answer")
        with pytest.raises(PlatformError):
            await here.platform.send(here.room, Outgoing(text="canary-text"))
        token = here.slack.bot_token
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("uvicorn")]
    assert not [line for line in ours if token in line or "canary" in line]


# ── many workspaces ─────────────────────────────────────────────────────────────────────────────


async def test_a_second_workspace_installs_the_app_and_is_served() -> None:
    inbox = Inbox()
    limits = SlackLimits(enabled=False)
    async with (
        SlackLoopback(limits=limits) as server,
        serving(server.app) as url,
        door(inbox) as public,
    ):
        server.url = url
        server.settings.request_url = f"{public}/slack/events"
        server.settings.redirect_urls = (f"{public}/slack/oauth_redirect",)
        other = server.add_workspace("Second hospital")
        doctor = server.add_user("Dora Second", team=other)
        given = {
            "SLACK_CLIENT_ID": server.settings.client_id,
            "SLACK_CLIENT_SECRET": server.settings.client_secret,
            "SLACK_SIGNING_SECRET": server.settings.signing_secret,
            "SLACK_API_URL": f"{url}/api/",
            "PUBLIC_URL": public,
        }
        notes = MemoryNotes()
        inbox.platform = platforms.build_all(given, notes)["slack"]
        await inbox.platform.start(inbox.receive, no_mistakes, listen=True)
        try:
            await _install(public, other.id)
            assert any(other.id in name for name in notes.values)
            await server.dm(doctor, "hello")
            text = await inbox.next(Text)
            assert text.place.room.workspace == other.id
            await inbox.platform.send(text.place.room, Outgoing(text="Good day."))
            seen = server.messages(server.dm_channel(doctor), as_seen_by=doctor)
            assert seen[-1]["words"] == "Good day."
            with pytest.raises(PlatformError) as caught:
                await inbox.platform.send(RoomRef("slack", "T404", "C1"), Outgoing(text="x"))
            assert caught.value.permanent
        finally:
            await inbox.platform.stop()


async def _install(public: str, team: str) -> None:
    """A browser's way through the installation."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(f"{public}/slack/install", allow_redirects=False) as page:
            assert page.status == 302
            address = page.headers["Location"]
        query = parse_qs(urlsplit(address).query)
        wrong = f"{public}/slack/oauth_redirect?code=x&state=stolen"
        async with browser.get(wrong, allow_redirects=False) as page:
            assert page.status == 400
        async with browser.get(address) as page:
            form = await page.text()
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        fields |= {"team": team, "answer": "allow"}
        action = urlsplit(address)._replace(query="").geturl()
        async with browser.post(action, data=fields, allow_redirects=False) as page:
            assert page.status in (302, 303), await page.text()
            back = page.headers["Location"]
        assert query["state"][0] in back
        async with browser.get(back, allow_redirects=False) as page:
            assert page.status == 302


async def test_a_workspace_that_takes_the_app_out_is_forgotten() -> None:
    notes = MemoryNotes({"slack.install.T2": json.dumps({"me": "U1", "token": "xoxb-2"})})
    given = {
        "SLACK_CLIENT_ID": "1",
        "SLACK_CLIENT_SECRET": "2",
        "SLACK_SIGNING_SECRET": "secret",
        "PUBLIC_URL": "https://care.example",
    }
    inbox = Inbox()
    platform = inbox.platform = platforms.build_all(given, notes)["slack"]
    await platform.start(inbox.receive, no_mistakes, listen=True)
    body = {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": "T2",
        "event": {"type": "app_uninstalled"},
    }
    answer = await platform.webhook(signed(json.dumps(body).encode(), "secret"))
    assert answer.status == 200
    with pytest.raises(PlatformError) as caught:
        await platform.send(RoomRef("slack", "T2", "C1"), Outgoing(text="x"))
    assert (caught.value.permanent, caught.value.why) == (True, "kicked")
    await platform.stop()


def signed(body: bytes, secret: str) -> RawRequest:
    """A request as Slack signs it, now."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
    }
    return RawRequest("/slack/events", headers, body)
