"""The bot's token and a file's address that somebody else chose."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.platforms.slack import files
from core.errors import PlatformError
from tests.contract.platform_kit import SlackStage, slack

HOME = "https://slack.com/api/"


@pytest.mark.parametrize(
    "address",
    [
        "https://files.slack.com/files-pri/T1-F1/download/scan.dcm",
        "https://files.slack.com/files-pri/T1-F1/download/api/scan%20two.dcm",
        "https://a.slack-edge.com/files-tmb/T1-F1/scan.png",
    ],
)
def test_where_slacks_files_lie(address: str) -> None:
    assert files.checked(address, HOME) == address


@pytest.mark.parametrize(
    "address",
    [
        # A file "elsewhere" is one that an app or a person registered with any address at all. With
        # the bot's token a GET of a method is a command.
        "https://slack.com/api/chat.delete?channel=C1&ts=1.1",
        "https://team.slack.com/api/chat.postMessage?channel=C1&text=x",
        "https://slack.com//api/auth.revoke",
        "https://slack.com/%61pi/auth.revoke",
        "https://slack.com/API/auth.revoke",
        "https://slack.com/./api/auth.revoke",
        "https://slack.com/x/../api/auth.revoke",
        "https://slack.com/x/%2e%2e/api/auth.revoke",
        "https://slack.com/%2561pi/../api/auth.revoke",
        "http://slack.com/files-pri/T1-F1/x",
        "http://files.slack.com/files-pri/T1-F1/x",
        "https://files.slack.com:8443/files-pri/T1-F1/x",
        "https://files.slack.com@evil.example/files-pri/x",
        "https://evil.example\\@files.slack.com/x",
        "https://evil.example#.slack.com/",
        "https://evil.example/?.slack.com",
        "https://evilslack.com/x",
        "https://files.slack.com.evil.example/x",
        "https://user@files.slack.com/files-pri/x",
        "https://127.0.0.1/files-pri/x",
        "https://[::1/x",
        "ftp://files.slack.com/x",
        "//files.slack.com/x",
        "",
    ],
)
def test_where_the_token_does_not_go(address: str) -> None:
    with pytest.raises(PlatformError) as refused:
        files.checked(address, HOME)
    assert refused.value.why == "refused"


@asynccontextmanager
async def elsewhere(location: str) -> AsyncIterator[tuple[str, list[Mapping[str, str]]]]:
    """A server that sends everybody on; its address, and the headers of whoever called."""
    calls: list[Mapping[str, str]] = []

    async def handle(request: web.Request) -> web.Response:
        calls.append(dict(request.headers))
        return web.Response(status=302, headers={"Location": location})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}/f", calls
    finally:
        await runner.cleanup()


async def fetched(here: SlackStage, address: str) -> bytes:
    handle = json.dumps({"team": here.room.workspace, "file": "F1", "url": address})
    return b"".join([part async for part in here.platform.fetch(handle, limit=10**6)])


async def test_a_redirect_leads_nowhere_that_an_address_may_not() -> None:
    away = "http://169.254.169.254/latest/meta-data"
    async with slack() as here, elsewhere(away) as (address, calls):
        with pytest.raises(PlatformError) as refused:
            await fetched(here, address)
        assert refused.value.why == "refused"
        assert len(calls) == 1


async def test_redirects_end() -> None:
    async with slack() as here, elsewhere("/f") as (address, calls):
        with pytest.raises(PlatformError) as refused:
            await fetched(here, address)
        assert refused.value.permanent
        assert len(calls) == files.MAX_REDIRECTS + 1
