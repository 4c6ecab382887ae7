"""A server that says no with a status of 200 is understood all the same."""

import pytest

from core.errors import PlatformError
from core.messages import Outgoing
from tests.contract.platform_kit import telegram


async def said_no(body: bytes) -> PlatformError:
    async with telegram() as here:
        here.tg.faults.next("sendMessage", body=body)
        with pytest.raises(PlatformError) as caught:
            await here.platform.send(here.room, Outgoing(text="x"))
        assert [each.text for each in here.shown()] == []
        return caught.value


async def test_slow_down() -> None:
    error = await said_no(
        b'{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7",'
        b' "parameters": {"retry_after": 7}}'
    )
    assert (error.retry_after, error.permanent, error.certain) == (7, False, True)


async def test_moved() -> None:
    error = await said_no(
        b'{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded",'
        b'"parameters":{"migrate_to_chat_id":-1001}}'
    )
    assert (error.why, error.moved_to) == ("migrated", "-1001")


@pytest.mark.parametrize("body", [b'{"ok":false}', b' { "ok" : false, "error_code": "x" }'])
async def test_no_and_no_more(body: bytes) -> None:
    error = await said_no(body)
    assert (error.permanent, error.certain, error.why) == (True, True, "refused")
