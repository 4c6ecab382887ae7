"""Rate limits, and failures that were ordered."""

import asyncio
from dataclasses import replace

import pytest
from telegram import InputMediaPhoto
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from adapters.playground.telegram import QUICK, Limits, Rates
from tests.contract.loopback_telegram_kit import Stage, picture, stage


async def _refused(s: Stage, chat_id: int) -> tuple[int, str, int]:
    status, answer = await s.raw("sendMessage", chat_id=chat_id, text="x")
    return status, answer["description"], answer["parameters"]["retry_after"]


def test_rates_are_on_unless_told_otherwise() -> None:
    assert Limits().rates == Rates(1.0, 5, 20, 30)


async def test_about_one_message_a_second_for_each_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with stage(limits=Limits()) as s:
        ada, bob = s.tg.add_user("Ada"), s.tg.add_user("Bob")
        await s.tg.start_bot(ada)
        await s.tg.start_bot(bob)
        for _ in range(5):
            await s.bot.send_message(ada.id, "burst")
        assert await _refused(s, ada.id) == (429, "Too Many Requests: retry after 1", 1)
        with pytest.raises(RetryAfter):
            await s.bot.send_message(ada.id, "still too soon")
        await s.bot.send_message(bob.id, "another chat")
        s.clock.advance(1)
        await s.bot.send_message(ada.id, "now")
        assert len(s.tg.messages(s.tg.private(ada), ada)) == 7


async def test_twenty_a_minute_for_each_group() -> None:
    async with stage(limits=Limits()) as s:
        ada = s.tg.add_user("Ada")
        group = s.tg.add_group("Family", [ada])
        for _ in range(20):
            await s.bot.send_message(group.id, "x")
            s.clock.advance(1)
        assert await _refused(s, group.id) == (429, "Too Many Requests: retry after 40", 40)
        s.clock.advance(40)
        await s.bot.send_message(group.id, "x")


async def test_thirty_a_second_in_all() -> None:
    async with stage(limits=Limits()) as s:
        users = [s.tg.add_user(f"User {number}") for number in range(31)]
        for user in users:
            await s.tg.start_bot(user)
        for user in users[:30]:
            await s.bot.send_message(user.id, "x")
        assert await _refused(s, users[30].id) == (429, "Too Many Requests: retry after 1", 1)


async def test_an_album_counts_each_of_its_messages() -> None:
    async with stage(limits=replace(QUICK, rates=Rates(1.0, 5, 0, 0))) as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.bot.send_media_group(ada.id, [InputMediaPhoto(picture(9, 9))] * 5)
        assert (await _refused(s, ada.id))[0] == 429


async def test_ordered_refusals_leave_nothing_behind_and_end() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        s.tg.faults.next("sendMessage", retry_after=7)
        assert await _refused(s, ada.id) == (429, "Too Many Requests: retry after 7", 7)
        s.tg.faults.next("sendMessage", status=500, times=2)
        for _ in range(2):
            with pytest.raises(NetworkError):
                await s.bot.send_message(ada.id, "x")
        s.tg.faults.next("sendMessage", kicked=True)
        with pytest.raises(Forbidden, match="bot was kicked"):
            await s.bot.send_message(ada.id, "x")
        s.tg.faults.next("sendMessage", body=b"<html>502</html>", status=502)
        with pytest.raises(NetworkError):
            await s.bot.send_message(ada.id, "x")
        assert len(s.tg.messages(s.tg.private(ada), ada)) == 1
        await s.bot.send_message(ada.id, "at last")
        assert [call.status for call in s.tg.calls("sendMessage")] == [429, 500, 500, 403, 502, 200]


async def test_a_connection_cut_before_or_after_the_effect() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        for drop, messages in (("before", 1), ("after", 2)):
            s.tg.faults.next("sendMessage", drop=drop)
            with pytest.raises(NetworkError):
                await s.bot.send_message(ada.id, "did it arrive?")
            assert len(s.tg.messages(s.tg.private(ada), ada)) == messages


async def test_an_answer_that_comes_too_late() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        s.tg.faults.next("getMe", hang=3600)
        hanging = asyncio.create_task(s.raw("getMe"))
        await s.tg.wait_for(lambda: s.tg.calls("getMe")[-1].fault)
        assert not hanging.done()
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        assert (await s.bot.get_me()).id == s.tg.bot.id


async def test_downloads_fail_as_ordered() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        message = await s.bot.send_document(ada.id, b"x" * 1000, filename="a.bin")
        file = await s.bot.get_file(message.document.file_id)
        for order in ({"status": 500}, {"drop": "after"}):
            s.tg.faults.next("file", **order)
            with pytest.raises(NetworkError):
                await file.download_as_bytearray()
        assert await file.download_as_bytearray() == b"x" * 1000


async def test_any_method_can_be_meant() -> None:
    async with stage() as s:
        s.tg.faults.next("*", status=400)
        with pytest.raises(BadRequest):
            await s.bot.get_me()
        assert await s.bot.get_me()
