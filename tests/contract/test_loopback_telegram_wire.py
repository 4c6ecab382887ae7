"""The Bot API on the wire: addresses, ways to pass parameters, refusals, files, the record."""

from dataclasses import replace

import aiohttp
import pytest
import telegram

from adapters.playground.telegram import QUICK
from tests.contract.loopback_telegram_kit import picture, specs_folder, stage


async def test_the_real_client_learns_who_it_is() -> None:
    async with stage(bot_username="pod_bot") as s:
        me = await s.bot.get_me()
        assert me.username == "pod_bot"
        assert me.can_read_all_group_messages is False


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_come_in_four_ways(way: str) -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        url = f"{s.url}/bot{s.tg.token}/sendMessage"
        params = {"chat_id": str(ada.id), "text": "Grüße & more"}
        if way == "query":
            async with aiohttp.ClientSession() as session, session.get(url, params=params) as got:
                status, answer = got.status, await got.json()
        elif way == "form":
            status, answer = await s.post(url, data=params)
        elif way == "multipart":
            form = aiohttp.FormData(default_to_multipart=True)
            for name, value in params.items():
                form.add_field(name, value)
            status, answer = await s.post(url, data=form)
        else:
            status, answer = await s.post(url, json=params)
        assert (status, answer["result"]["text"]) == (200, "Grüße & more")


async def test_method_names_are_read_without_regard_to_case() -> None:
    async with stage() as s:
        assert (await s.raw("GETME"))[0] == 200


async def test_unknown_method_is_404() -> None:
    async with stage() as s:
        status, answer = await s.raw("sendTelepathy")
        assert (status, answer) == (
            404,
            {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
        )


async def test_wrong_token_is_401_and_never_in_the_record() -> None:
    async with stage() as s:
        status, answer = await s.post(f"{s.url}/bot1:other/getMe")
        assert (status, answer["description"]) == (401, "Unauthorized")
        with pytest.raises(telegram.error.InvalidToken):
            await telegram.Bot("1:other", base_url=f"{s.url}/bot").get_me()
        assert s.tg.token not in repr(s.tg.log)
        assert "1:other" not in repr(s.tg.log)


async def test_too_long_a_body_is_413() -> None:
    limits = replace(QUICK, upload_bytes=1000)
    async with stage(limits=limits) as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        with pytest.raises(telegram.error.NetworkError, match="Request Entity Too Large"):
            await s.bot.send_document(ada.id, b"x" * 200_000)


async def test_the_record_tells_what_was_asked() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.bot.send_photo(ada.id, picture(40, 30), caption="look")
        call = s.tg.calls("sendPhoto")[0]
        assert call.params == {"chat_id": ada.id, "caption": "look"}
        assert call.files["photo"][1] == len(picture(40, 30))
        assert (call.status, call.result["caption"]) == (200, "look")


@pytest.mark.skipif(specs_folder() is None, reason="needs the official description")
async def test_what_the_description_does_not_know_is_refused() -> None:
    async with stage() as s:
        status, answer = await s.raw("getMe", colour="red")
        assert status == 400
        assert "no parameter colour" in answer["description"]
        assert s.tg.violations == ["getMe: no parameter colour"]
        status, answer = await s.raw(
            "sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": [[{"txet": "a"}]]}
        )
        assert status == 400
        s.tg.violations.clear()


@pytest.mark.skipif(specs_folder() is None, reason="needs the official description")
async def test_a_method_of_the_api_that_is_not_here_says_so() -> None:
    async with stage() as s:
        status, answer = await s.raw("sendDice", chat_id=1)
        assert (status, answer["ok"]) == (400, False)
        assert "not on the loopback server" in answer["description"]


async def test_several_servers_run_side_by_side() -> None:
    async with stage(bot_username="first_bot") as one, stage(bot_username="second_bot") as two:
        assert one.url != two.url
        names = [(await s.bot.get_me()).username for s in (one, two)]
        assert names == ["first_bot", "second_bot"]


async def test_identifiers_are_the_same_in_every_run() -> None:
    seen = []
    for _ in range(2):
        async with stage() as s:
            ada = s.tg.add_user("Ada")
            group = s.tg.add_group("Family", [ada], bot_admin=True)
            photo = await s.tg.send_photo(ada, group, picture(50, 50))
            message = await s.bot.send_message(group.id, "hello")
            seen.append((ada.id, group.id, photo.file_id, message.message_id))
    assert seen[0] == seen[1]


async def test_log_out_and_close() -> None:
    async with stage() as s:
        assert (await s.raw("close"))[1] == {"ok": True, "result": True}
        assert (await s.raw("logOut"))[1] == {"ok": True, "result": True}
        assert (await s.raw("getMe"))[1]["description"] == "Bad Request: Logged out"
        s.tg.world.logged_out = False  # the client says good-bye at the end
