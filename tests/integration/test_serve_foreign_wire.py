"""`serve` before servers that answer oddly, deliver oddly, and change their minds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.integration.foreign.bot_api import BOT, BotApi, Group
from tests.integration.foreign.faults import Fault
from tests.integration.foreign.running import until
from tests.integration.foreign.slack_api import SlackApi
from tests.integration.house import ct, photo
from tests.integration.test_serve_foreign import town
from tests.services.mail import Mailbox

ODD_ANSWERS = (
    Fault(status=200, body="not json"),
    Fault(status=200, body="<html>sign in to this network</html>"),
    Fault(status=200, body='{"ok":true}'),
    Fault(status=200, body='{"ok":true,"result":{"update_id":1}}'),
    Fault(status=200, body='{"ok":true,"result":null}'),
    Fault(status=200, body="[]"),
    Fault(status=502),
    Fault(status=401, body='{"ok":false,"error_code":401,"description":"Unauthorized"}'),
    Fault(status=404, body="Not Found"),
    Fault(status=429, body="<html>slow down</html>", headers={"Retry-After": "1"}),
    Fault(how="reset"),
)


async def test_polling_outlives_every_answer(tmp_path: Path, smtp: Mailbox) -> None:
    """Nobody is in a hurry here: each trouble in a row is waited out a little longer."""

    def prepare(telegram: BotApi, _slack: SlackApi, _family: Group) -> None:
        telegram.faults.add("getMe", Fault(status=200, body="not json"))
        telegram.faults.add("getMe", Fault(status=502))
        telegram.faults.add("deleteWebhook", Fault(status=200, body="[]"))
        for fault in ODD_ANSWERS[:4]:
            telegram.faults.add("getUpdates", fault)

    async with town(tmp_path, smtp, prepare=prepare) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1, 120)
        for fault in ODD_ANSWERS[4:]:
            t.telegram.faults.add("getUpdates", fault)
            t.telegram.say(t.anna, t.anna, text="/help")
            await until(lambda: not t.telegram.faults.waiting("getUpdates"))
            before = len(t.telegram.standing(t.anna))
            await until(lambda n=before: len(t.telegram.standing(t.anna)) >= n)
        await t.settled()
        assert t.shown() == (1, 1)


async def test_albums_come_in_pieces_and_in_any_order(tmp_path: Path, smtp: Mailbox) -> None:
    """Parts of two albums, mixed, the last first, over several answers; one of them twice."""
    async with town(tmp_path, smtp) as t:
        for turn in range(3):
            for album in ("777", "888"):
                seed = turn + (10 if album == "888" else 0)
                content: dict[str, Any] = {"photo": t.telegram.photo(photo(seed_=seed))}
                if turn == 1:
                    content["caption"] = "three of them"
                t.telegram.say(t.anna, t.anna, media_group_id=album, **content)
            await until(lambda n=2 * (turn + 1): t.telegram.confirmed >= n)
        await t.both(6, 120)
        await t.settled()
        assert t.shown() == (6, 6)
        told = [m for m in t.telegram.standing(t.anna) if "#" in m.text]
        assert len(told) <= 2 + 1, "one message an album that changes, and one of the settling"


async def test_a_group_moves_and_says_so(tmp_path: Path, smtp: Mailbox) -> None:
    """Both service messages, the new one's first, one of them twice; then a refusal as well."""
    async with town(tmp_path, smtp) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)
        new = t.telegram.group("Family", t.family.people)
        t.family.moved_to = new.id
        t.telegram.say(t.anna, new, migrate_from_chat_id=t.family.id)
        number = t.telegram.say(t.anna, t.family, migrate_to_chat_id=new.id)
        await until(lambda: t.telegram.confirmed >= 3)
        t.telegram.again(number, {"message": {"message_id": 1, "date": 0}})
        t.telegram.say(t.ben, new, photo=t.telegram.photo(photo(seed_=2)))
        await until(lambda: len(t.telegram.pictures(new)) == 1 and t.shown()[1] == 2)
        await t.settled()
        assert len(t.telegram.pictures(new)) == 1


async def test_the_bot_is_put_out_and_let_in_again(tmp_path: Path, smtp: Mailbox) -> None:
    """Told by an update: nothing is posted there, and a coordinator hears of it."""
    async with town(tmp_path, smtp) as t:
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo()))
        await t.both(1)
        t.telegram.membership(t.family, t.anna, "kicked")
        await until(lambda: any("Family" in m.text for m in t.telegram.standing(t.anna)))
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(ct()))
        await until(lambda: t.shown()[1] == 2)
        t.telegram.membership(t.family, t.anna, "administrator")
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(photo(seed_=4)))
        await until(lambda: t.shown()[1] == 3)
        await t.settled()


async def test_messages_that_people_delete_are_missed_by_nobody(
    tmp_path: Path, smtp: Mailbox
) -> None:
    """Their own upload, the bot's progress, and the bot's posts: the rest goes on."""
    async with town(tmp_path, smtp) as t:
        t.telegram.faults.always["deleteMessage"] = Fault(
            status=400,
            body='{"ok":false,"error_code":400,'
            '"description":"Bad Request: message to delete not found"}',
        )
        t.telegram.faults.add(
            "editMessageText",
            Fault(
                status=400,
                body='{"ok":false,"error_code":400,'
                '"description":"Bad Request: message to edit not found"}',
            ),
            4,
        )
        t.telegram.say(t.anna, t.anna, document=t.telegram.file(photo()))
        await t.both(1)
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo(seed_=2)))
        await t.both(2)
        await t.settled()
        t.slack.forget(t.slack.pictures(t.team)[0])
        t.telegram.say(t.anna, t.anna, text="/withdraw #1")
        await until(lambda: any("taken back" in m.text for m in t.telegram.standing(t.anna)))


async def test_sockets_come_and_go(tmp_path: Path, smtp: Mailbox) -> None:
    """Warnings, refreshes, envelopes without a use: each is acknowledged or survived."""
    async with town(tmp_path, smtp) as t:
        for reason in ("warning", "refresh_requested", "link_disabled"):
            old = t.slack.sockets[-1]
            text = {"type": "disconnect", "reason": reason, "debug_info": {"host": "wss-1"}}
            await old.send_str(json.dumps(text))
            await until(lambda o=old: t.slack.sockets and t.slack.sockets[-1] is not o)
        await t.slack.sockets[-1].send_bytes(b"\x00\x01")
        bare = {"envelope_id": "bare-1", "type": "a_kind_from_the_future"}
        await t.slack.sockets[-1].send_str(json.dumps(bare))
        await t.slack.acknowledgement("bare-1")

        event = t.slack.message_event("UDORA", t.team, files=[t.slack.file(photo(), "a.jpg")])
        number = t.slack.queue("events_api", event)
        await t.slack.sockets[-1].close()
        await t.slack.acknowledgement(number)
        again = {"retry_attempt": 1, "retry_reason": "timeout"}
        await t.slack.push("events_api", event | again)
        await t.both(1)
        await t.settled()
        assert t.shown() == (1, 1)


async def test_slack_over_http_verifies_retries_and_hands_on_junk(
    tmp_path: Path, smtp: Mailbox
) -> None:
    async with town(tmp_path, smtp, ways=("polling", "http")) as t:
        address = f"{t.given['PUBLIC_URL']}/slack/events"
        challenge = {"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}
        assert await t.slack.answer(t.web, address, challenge) == (200, "3eZbrw1aB")
        event = t.slack.message_event("UDORA", t.team, files=[t.slack.file(photo(), "a.jpg")])
        for attempt in range(4):
            headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
            given = headers if attempt else {}
            assert (await t.slack.answer(t.web, address, event, headers=given))[0] == 200
        for age in (-301, 301, 86_400):
            assert await t.slack.post(t.web, address, event, age=age) == 401
        odd: list[Any] = [{}, {"type": "event_callback"}, {"type": 7, "event": "x"}, {"event": {}}]
        for payload in odd:
            status, _ = await t.slack.answer(t.web, address, payload)
            assert status in (200, 400)
        for kind in ("interactive", "slash_commands"):
            status, _ = await t.slack.answer(t.web, address, {"type": "odd"}, kind=kind)
            assert status in (200, 400)
        await t.both(1)
        await t.settled()
        assert t.shown() == (1, 1)


async def test_files_that_come_slowly_in_halves_or_from_elsewhere(
    tmp_path: Path, smtp: Mailbox
) -> None:
    async with town(tmp_path, smtp) as t:
        t.slack.faults.add("download", Fault(how="reset"))
        t.slack.faults.add("download", Fault(status=429, body="", headers={"Retry-After": "1"}))
        t.slack.faults.add("download", Fault(status=502))
        t.telegram.faults.add("download", Fault(how="reset"))
        t.telegram.faults.add("getFile", Fault(status=200, body='{"ok":true,"result":{}}'))
        files = [t.slack.file(photo(), "a.jpg")]
        elsewhere = t.slack.file(photo(seed_=3), "b.jpg")
        elsewhere["url_private"] = "http://192.0.2.7/steal"
        files.append(elsewhere)
        event = t.slack.message_event("UDORA", t.team, files=files)
        await t.slack.push("events_api", event)
        t.telegram.say(t.anna, t.family, photo=t.telegram.photo(photo(seed_=5)))
        await t.both(2, 120)
        await t.settled()
        assert t.shown() == (2, 2)
        assert BOT  # the token went nowhere else: the address there is nobody's
