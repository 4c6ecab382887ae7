"""The playground as a whole: its one JSON line, its page's doors, and its end."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.playground import playground, with_page
from bot.story import telling

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_headless_prints_its_addresses_and_ends_on_a_signal(number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", "playground", "--headless", "--port", "0",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 90)
        parts = json.loads(line)
        assert {"page", "web", "telegram_api", "slack_api", "smtp", "sms"} <= set(parts)
        async with aiohttp.ClientSession() as session:
            async with session.get(parts["page"]) as answer:
                assert answer.status == 200
                assert "Carepods playground" in await answer.text()
            me = f"{parts['telegram_api']}/bot{parts['telegram_token']}/getMe"
            async with session.get(me) as answer:
                assert (await answer.json())["ok"] is True
            async with session.get(f"{parts['web']}/ready") as answer:
                assert (await answer.json())["store"] is True
    finally:
        process.send_signal(number)
        rest = await asyncio.wait_for(process.stdout.read(), 60)
        assert await asyncio.wait_for(process.wait(), 60) == 0
    assert rest == b""


async def test_a_port_that_is_taken_is_said_in_a_sentence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from bot import playground as play  # noqa: PLC0415

    server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await play.run(port=port, headless=True) == 2
    assert "--port 0 takes a free one" in capfd.readouterr().err


async def test_the_page_keeps_others_out() -> None:
    elsewhere = {"origin": "http://evil.example"}
    async with playground() as parts, with_page(parts) as url, aiohttp.ClientSession() as session:
        say = aiohttp.FormData({"given": "{}"})
        async with session.post(f"{url}/act/telegram_say", data=say, headers=elsewhere) as no:
            assert no.status == 403
        async with session.post(f"{url}/act/fly", data={"given": "{}"}) as no:
            assert no.status == 404
        async with session.post(f"{url}/play/nothing", json={}) as no:
            assert no.status == 404
        async with session.get(url) as page:
            policy = page.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'")
            assert "unsafe" not in policy
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{url}/live", headers=elsewhere)


async def test_what_somebody_writes_is_seen_at_once() -> None:
    async with (
        playground() as parts,
        with_page(parts) as url,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}/live", headers={"origin": url}) as live,
    ):
        first = json.loads((await live.receive()).data)
        people = [one["name"] for one in first["telegram"]["people"]]
        assert people[:2] == ["Nora Lind", "Maria Santos"]
        given = json.dumps({"user": first["telegram"]["me"], "text": "good morning"})
        async with session.post(f"{url}/act/telegram_say", data={"given": given}) as said:
            assert await said.json() == {}
        async with asyncio.timeout(10):
            while "good morning" not in (news := (await live.receive()).data):
                assert news


async def test_the_window_frames_the_service_for_the_page_alone() -> None:
    """Links into Telegram come back to the page; the service itself stays unframed."""
    async with playground() as parts, with_page(parts) as url:
        stage = await telling.prepare(parts, [], number=5)
        await telling.opening.open_pod(stage)
        nora = stage.alone(stage.cast.nora, "slack")
        await stage.invite(nora, stage.cast.maria, "family")
        async with aiohttp.ClientSession() as session:
            async with session.get(stage.link) as page:
                assert page.headers["x-frame-options"] == "DENY"
            async with session.ws_connect(f"{url}/live", headers={"origin": url}) as live:
                inbox = json.loads((await live.receive()).data)["inbox"]
            framed = inbox[-1]["framed"]
            assert urlsplit(framed).path == urlsplit(stage.link).path
            async with session.get(framed) as page:
                assert "x-frame-options" not in page.headers
                assert f"frame-ancestors {url}" in page.headers["content-security-policy"]
