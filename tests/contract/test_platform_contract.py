"""The promises of `core.ports.Platform`, the same on both platforms, over real sockets."""

from collections.abc import AsyncIterator

import pytest

from core.errors import PlatformError
from core.ids import UserRef
from core.messages import (
    Button,
    ButtonPress,
    Command,
    Joined,
    Left,
    Outgoing,
    Text,
    Upload,
)
from tests.contract.platform_kit import ONE_EACH, WAYS, Stage, at, picture, png, stage

SHOW = Outgoing(text="A picture waits.", buttons=((Button("Show", handle="h-1"),),))


@pytest.fixture(params=WAYS)
async def every(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Each way in which events come."""
    async with stage(request.param) as found:
        yield found


@pytest.fixture(params=ONE_EACH)
async def one(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Each platform once: what goes out does not depend on how events come in."""
    async with stage(request.param) as found:
        yield found


# ── in ──────────────────────────────────────────────────────────────────────────────────────────


async def test_one_file_comes_in_and_its_bytes_can_be_fetched(every: Stage) -> None:
    await every.upload([png()], "from the clinic")
    upload = await every.inbox.next(Upload)
    assert (upload.sender.user, upload.place.room) == (every.member, every.room)
    assert upload.caption == "from the clinic"
    (file,) = upload.files
    data = b"".join([part async for part in every.platform.fetch(file.handle, limit=10**6)])
    assert data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    with pytest.raises(PlatformError) as caught:
        _ = [part async for part in every.platform.fetch(file.handle, limit=10)]
    assert (caught.value.why, caught.value.permanent) == ("too_big", True)


async def test_several_files_belong_together(every: Stage) -> None:
    await every.upload([png(), png(colour=10), png(colour=200)], "three of them")
    files = await every.inbox.until(
        lambda: (
            found
            if len(found := [f for u in every.inbox.of(Upload) for f in u.files]) == 3
            else None
        )
    )
    assert len({file.handle for file in files}) == 3
    uploads = every.inbox.of(Upload)
    assert len(uploads) == 1 or len({upload.album for upload in uploads} - {""}) == 1


async def test_a_private_text_and_a_command_are_told_apart(every: Stage) -> None:
    await every.write_privately("482913")
    text = await every.inbox.next(Text)
    assert (text.text, text.place.private, text.sender.user) == ("482913", True, every.member)
    await every.command("invite anna@example.org")
    command = await every.inbox.next(Command)
    assert (command.word, command.rest) == ("invite", "anna@example.org")
    assert (command.place.room, command.place.private) == (every.room, False)


async def test_a_press_brings_back_the_handle_and_where_it_stood(every: Stage) -> None:
    sent = await every.platform.send(every.room, SHOW)
    await every.press(sent.message.message, "Show")
    press = await every.inbox.next(ButtonPress)
    assert (press.handle, press.sender.user) == ("h-1", every.member)
    assert press.message == sent.message
    await every.platform.answer(press.ticket, "One moment.")
    await every.platform.answer("long ago", "Too late.")


async def test_who_comes_and_goes_is_told(every: Stage) -> None:
    carl = await every.someone_joins()
    others = await every.inbox.until(lambda: [j for j in every.inbox.of(Joined) if not j.me])
    assert {(joined.sender.user, joined.place.room) for joined in others} == {(carl, every.room)}
    await every.remove_bot()
    left = await every.inbox.next(Left)
    assert (left.me, left.place.room) == (True, every.room)


async def test_what_could_not_be_kept_comes_again(every: Stage) -> None:
    every.inbox.refusals = 1
    await every.write_privately("482913")
    await every.inbox.next(Text)
    assert every.inbox.deliveries >= 2
    assert len(every.inbox.of(Text)) == 1


# ── out ─────────────────────────────────────────────────────────────────────────────────────────


async def test_words_are_shown_as_they_are(one: Stage) -> None:
    text = "5 < 6 & *not bold* <b>x</b> <!channel> _a_\u202e"
    await one.platform.send(one.room, Outgoing(title="A <title>", text=text))
    (shown,) = one.shown()
    assert "A <title>" in shown.text
    assert text.removesuffix("\u202e") in shown.text
    assert "\u202e" not in shown.text


async def test_a_picture_stands_with_its_words_and_buttons(one: Stage) -> None:
    message = Outgoing(
        text="healing well", title="Image 7", picture=picture(), buttons=SHOW.buttons
    )
    sent = await one.platform.send(one.room, message)
    shown = at(sent.message, one.shown())
    assert len(shown.pictures) == 1
    assert "Image 7" in shown.text and "healing well" in shown.text
    assert shown.buttons == ("Show",)
    assert len(one.shown()) == 1


async def test_much_text_is_cut_kindly(one: Stage) -> None:
    long = "wordy " * 2000
    sent = await one.platform.send(one.room, Outgoing(text=long, picture=picture()))
    assert at(sent.message, one.shown()).pictures
    await one.platform.send(one.room, Outgoing(text=long))
    assert len(one.shown()) == 2


async def test_an_edit_replaces_text_and_buttons_and_may_be_repeated(one: Stage) -> None:
    sent = await one.platform.send(one.room, SHOW)
    done = Outgoing(text="Done.")
    for _ in range(2):
        changed = await one.platform.edit(sent.message, done)
    shown = at(changed, one.shown())
    assert (shown.text, shown.buttons) == ("Done.", ())


async def test_a_posted_picture_makes_way_for_words(one: Stage) -> None:
    sent = await one.platform.send(one.room, Outgoing(text="secret", picture=picture()))
    before = at(sent.message, one.shown()).pictures
    changed = await one.platform.edit(sent.message, Outgoing(text="This picture was taken back."))
    shown = at(changed, one.shown())
    assert "taken back" in shown.text and "secret" not in shown.text
    assert not set(before) & set(shown.pictures)


async def test_taking_back_is_final_and_may_be_repeated(one: Stage) -> None:
    words = await one.platform.send(one.room, SHOW)
    shown = await one.platform.send(one.room, Outgoing(picture=picture()))
    for message in (words.message, shown.message):
        assert await one.platform.retract(message)
        assert await one.platform.retract(message)
    assert one.shown() == []


async def test_what_somebody_else_deleted_is_gone(one: Stage) -> None:
    sent = await one.platform.send(one.room, SHOW)
    await one.delete_all()
    assert await one.platform.retract(sent.message)
    with pytest.raises(PlatformError) as caught:
        await one.platform.edit(sent.message, Outgoing(text="Done."))
    assert (caught.value.permanent, caught.value.why) == (True, "gone")


# ── trouble ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["text", "picture"])
async def test_asked_to_wait_it_says_how_long_and_sends_nothing(one: Stage, kind: str) -> None:
    one.fail(kind, retry_after=7)
    with pytest.raises(PlatformError) as caught:
        await one.platform.send(one.room, message_of(kind))
    assert (caught.value.retry_after, caught.value.permanent) == (7.0, False)
    assert caught.value.certain
    assert one.shown() == []


@pytest.mark.parametrize("kind", ["text", "picture"])
@pytest.mark.parametrize("status", [500, 502])
async def test_server_trouble_passes(one: Stage, kind: str, status: int) -> None:
    one.fail(kind, status=status)
    with pytest.raises(PlatformError) as caught:
        await one.platform.send(one.room, message_of(kind))
    assert not caught.value.permanent
    assert caught.value.certain == (status == 500)  # a gateway cannot know


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["text", "picture"])
async def test_a_dropped_connection_is_not_repeated(one: Stage, kind: str, when: str) -> None:
    one.fail(kind, drop=when)
    with pytest.raises(PlatformError) as caught:
        await one.platform.send(one.room, message_of(kind))
    assert (caught.value.certain, caught.value.permanent) == (False, False)
    await one.settled()
    assert len(one.shown()) == (1 if when == "after" else 0)


async def test_a_draft_tells_what_became_of_a_lost_send(one: Stage) -> None:
    for kind in ("text", "picture"):
        message = message_of(kind)
        draft = await one.platform.draft(one.room, message)
        if not one.platform.capabilities.finds_posts:
            assert draft == ""
            continue
        assert one.shown() == []
        with_draft = Outgoing(text=message.text, picture=message.picture, draft=draft)
        one.fail(kind, drop="before")
        with pytest.raises(PlatformError):
            await one.platform.send(one.room, with_draft)
        assert await one.platform.find(one.room, draft) is None
        one.fail(kind, drop="after")
        with pytest.raises(PlatformError):
            await one.platform.send(one.room, with_draft)
        found = await one.platform.find(one.room, draft)
        assert found is not None
        assert at(found, one.shown())
        assert await one.platform.retract(found)
    assert one.shown() == []


async def test_a_removed_bot_learns_that_it_is_out(one: Stage) -> None:
    await one.remove_bot()
    with pytest.raises(PlatformError) as caught:
        await one.platform.send(one.room, SHOW)
    assert (caught.value.permanent, caught.value.why) == (True, "kicked")
    assert caught.value.certain


async def test_garbage_in_an_answer_is_an_error_of_ours(one: Stage) -> None:
    body: object = b"<html>busy</html>" if one.platform.name == "telegram" else "<html>busy</html>"
    one.fail("text", body=body)
    with pytest.raises(PlatformError) as caught:
        await one.platform.send(one.room, SHOW)
    assert not caught.value.certain


# ── people ──────────────────────────────────────────────────────────────────────────────────────


async def test_presence_counts_people_and_leaves_bots_out(one: Stage) -> None:
    presence = await one.platform.presence(one.room)
    assert (presence.count, presence.external) == (2, False)
    assert presence.users == frozenset() or one.member in presence.users
    stranger = await one.someone_joins()
    assert (await one.platform.presence(one.room)).count == 3
    assert await one.platform.is_in(one.room, stranger) is True
    assert await one.platform.is_in(one.room, one.member) is True


async def test_a_private_chat_is_opened_or_has_to_be(one: Stage) -> None:
    room = await one.platform.private_room(one.member)
    if not one.platform.capabilities.writes_first:
        assert room is None
        await one.write_privately("hello")
        room = await one.platform.private_room(one.member)
    assert room is not None
    await one.platform.send(room, Outgoing(text="Only for you.", picture=picture()))
    (shown,) = [each for each in one.private_shown() if each.pictures]
    assert "Only for you." in shown.text
    presence = await one.platform.presence(room)
    assert (presence.count, presence.users) == (1, frozenset({one.member}))


async def test_junk_is_parsed_to_nothing(one: Stage) -> None:
    await one.write_privately("hello")
    await one.inbox.next(Text)
    (raw, *_) = one.inbox.raw.values()
    for payload in (b"", b"[]", b"7", b"{", b'{"message": 7}', b"\xff\xfe", b"[" * 100_000):
        assert list(one.platform.parse(type(raw)("x", "k", "l", payload))) == []


def message_of(kind: str) -> Outgoing:
    return Outgoing(text="Hello", picture=picture() if kind == "picture" else None)


async def test_somebody_who_never_was_is_in_no_room(one: Stage) -> None:
    nobody = UserRef(one.room.platform, one.room.workspace, "999")
    assert await one.platform.is_in(one.room, nobody) in (False, None)
