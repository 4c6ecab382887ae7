"""Each real part is there, is the real thing, and is this test's alone."""

import asyncio
import sqlite3
from email.message import EmailMessage
from functools import partial
from urllib.parse import parse_qs, urlsplit

import aiosmtplib
import obstore
import psycopg
import pytest
import redis.asyncio
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store
from playwright.async_api import Page, expect
from sqlalchemy.engine import make_url

from storage.migrations import migrate
from tests.services.mail import Mailbox


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_postgres_as_an_ordinary_role(postgres_url: str, turn: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE pods (id int)")
        found = connection.execute(
            "SELECT rolsuper, current_setting('server_version_num')::int >= 170000"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert found == (False, True)


def test_sqlite_starts_empty(sqlite_url: str) -> None:
    path = make_url(sqlite_url).database
    assert path is not None
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_database_of_each_kind(database_url: str) -> None:
    assert database_url.partition(":")[0] in {"postgresql", "sqlite"}


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_gets_an_empty_valkey(redis_url: str, turn: int) -> None:
    async with redis.asyncio.from_url(redis_url) as client:
        assert await client.dbsize() == 0
        script = "return redis.call('SET', KEYS[1], ARGV[1], 'NX')"
        assert await client.eval(script, 1, "pod", str(turn)) == b"OK"


async def test_s3_keeps_and_never_overwrites(s3_url: str) -> None:
    address = urlsplit(s3_url)
    endpoint = parse_qs(address.query)["endpoint"][0]
    assert address.hostname is not None
    store = S3Store(address.hostname, endpoint=endpoint, client_options={"allow_http": True})
    await obstore.put_async(store, "blob", b"sealed", mode="create")
    with pytest.raises(AlreadyExistsError):
        await obstore.put_async(store, "blob", b"another", mode="create")
    assert bytes(await (await obstore.get_async(store, "blob")).bytes_async()) == b"sealed"


async def test_mail_arrives_or_is_refused(smtp: Mailbox) -> None:
    address = urlsplit(smtp.url)
    smtp.refused.add("nobody@example.org")
    message = EmailMessage()
    message["From"], message["To"] = "pods@example.org", "ann@example.org"
    message["Subject"] = "Bitte bestätigen"
    message.set_content("https://pods.example/…")
    send = partial(aiosmtplib.send, message, hostname=address.hostname, port=address.port)
    await send()
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await send(recipients=["nobody@example.org"])
    assert [kept["Subject"] for kept in smtp.messages] == ["Bitte bestätigen"]
    assert smtp.recipients == [["ann@example.org"]]


async def test_chromium_runs_a_page(browser_page: Page) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b"<p id=p>before</p><script>p.textContent = [1, 2].map(x => x * 2)</script>"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
        writer.write(head + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await browser_page.goto(f"http://127.0.0.1:{port}/")
        await expect(browser_page.locator("#p")).to_have_text("2,4")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_the_newest_schema(migrated_url: str, turn: int) -> None:
    assert migrate(migrated_url) is False, "there is nothing left to migrate"
