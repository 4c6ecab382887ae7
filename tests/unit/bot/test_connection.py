"""Requests that never come to their end, over a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web import connection

HELLO = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def _answer(request: Request) -> PlainTextResponse:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
    return PlainTextResponse(str(size))


@pytest.fixture
async def port() -> AsyncIterator[int]:
    app = Starlette(routes=[Route("/", _answer, methods=["GET", "POST"])])
    config = uvicorn.Config(app, http=connection.Connection, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    running = asyncio.create_task(server._serve([listener]))
    while not server.started:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    await running
    listener.close()


async def _said(port: int, parts: list[bytes]) -> bytes:
    """What is answered until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(20):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("head", [b"X: y\r\n", b"a"], ids=["many headers", "one header"])
async def test_headers_without_end_are_not_kept(port: int, head: bytes) -> None:
    endless = head * (1_000_000 // len(head))
    first = HELLO if head != b"a" else HELLO + b"X: "
    assert await _said(port, [first, *[endless] * 20]) == b""


async def test_whoever_does_not_go_on_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    assert await _said(port, [HELLO + b"X: "]) == b""
    assert await _said(port, []) == b"", "who says nothing at all"
    second = await _said(port, [HELLO + b"\r\n", HELLO + b"X: "])
    assert second.count(b"HTTP/1.1 200") == 1, "a second request is no way around"


async def test_an_ordinary_request_and_a_large_body_pass(port: int) -> None:
    cookie = b"Cookie: " + b"c" * 8000 + b"\r\nConnection: close\r\n\r\n"
    assert (await _said(port, [HELLO + cookie])).startswith(b"HTTP/1.1 200")
    size = 3_000_000
    post = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % size
    assert (await _said(port, [post + b"b" * size])).endswith(str(size).encode())


async def test_one_connection_carries_many_requests(port: int) -> None:
    many = (HELLO + b"X: " + b"y" * 4000 + b"\r\n\r\n") * 60
    last = HELLO + b"Connection: close\r\n\r\n"
    assert (await _said(port, [many, last])).count(b"HTTP/1.1 200") == 61


async def test_a_body_that_does_not_go_on_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BODY_SECONDS", 0.1)
    post = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
    assert await _said(port, [post]) == b""
    assert await _said(port, [post + b"x"]) == b""


async def test_a_body_is_waited_for_while_it_comes(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LEAST_BODY", 10)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    length = b"Connection: close\r\nContent-Length: 1000\r\n\r\n"
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\n" + length)
    for _ in range(9):
        writer.write(b"b" * 100)
        while not (held := [c for c in connection.Connection.waited_for if c._body >= 100]):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
        held[0]._look_at_body()  # the time is over
    writer.write(b"b" * 100)
    async with asyncio.timeout(20):
        assert (await reader.read()).endswith(b"1000")
    writer.close()


async def test_of_too_many_the_one_goes_that_kept_us_waiting_longest(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand open connections left no descriptor for the database and the platforms."""
    monkeypatch.setattr(connection.Connection, "most", connection.Connection.open_ + 3)
    held = []
    for number in range(3):
        held.append(await asyncio.open_connection("127.0.0.1", port))
        held[-1][1].write(HELLO)
        while len(connection.Connection.waited_for) <= number:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
    assert (await _said(port, [HELLO + b"Connection: close\r\n\r\n"])).startswith(b"HTTP/1.1 200")
    async with asyncio.timeout(20):
        assert await held[0][0].read() == b"", "the first had to go"
    for reader, writer in held[1:]:
        writer.write(b"Connection: close\r\n\r\n")
        async with asyncio.timeout(20):
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
        writer.close()
    held[0][1].close()
    while connection.Connection.waited_for:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "line",
    [b"CONNECT x:80 HTTP/1.1", b"OPTIONS * HTTP/1.1", b"GET http://evil.example HTTP/1.1",
     b"GET \xff HTTP/1.1", b"GET //// HTTP/1.1", b"GET /%ff%00 HTTP/1.1", b"PRI * HTTP/2.0",
     b"GET / HTTP/9.9", b"GET  HTTP/1.1"],
)  # fmt: skip
async def test_no_request_line_is_beyond_us(
    port: int, line: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await _said(port, [line + b"\r\nHost: x\r\nConnection: close\r\n\r\n"])
    assert not [record for record in caplog.records if record.exc_info]
