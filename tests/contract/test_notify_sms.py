"""Text messages before a server that answers as Twilio's Messages resource does."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.notify.sms import TwilioTexter
from adapters.playground.serving import serving
from core.errors import PlatformError
from tests.services.processes import free_port

PHONE, WORDS = "+4915112345678", "Your code is 123456."


@dataclass
class Exchange:
    """Answers every POST with `status`; keeps what came."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    path: str = ""
    authorization: str = ""
    forms: list[dict[str, list[str]]] = field(default_factory=list)

    async def endpoint(self, request: Request) -> Response:
        self.path = request.url.path
        self.authorization = request.headers.get("authorization", "")
        self.forms.append(parse_qs((await request.body()).decode()))
        body = {"sid": "SM1"} if self.status == 201 else {"code": 21211, "message": PHONE}
        return JSONResponse(body, self.status, self.headers)


@asynccontextmanager
async def exchange(**facts: object) -> AsyncIterator[tuple[Exchange, TwilioTexter]]:
    found = Exchange(**facts)  # type: ignore[arg-type]
    app = Starlette(routes=[Route("/{path:path}", found.endpoint, methods=["POST"])])
    async with serving(app) as url:
        host = urlsplit(url).netloc
        yield found, TwilioTexter(f"twilio://AC1:to%2Fken@{host}?from=%2B4930123&scheme=http")


async def test_one_post_as_the_messages_resource_wants_it() -> None:
    async with exchange() as (found, texter):
        await texter.send(PHONE, WORDS, key="k")
    assert found.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert base64.b64decode(found.authorization.removeprefix("Basic ")) == b"AC1:to/ken"
    assert found.forms == [{"To": [PHONE], "From": ["+4930123"], "Body": [WORDS]}]


@pytest.mark.parametrize(
    ("status", "permanent", "certain"),
    [
        (400, True, True),
        (401, True, True),
        (429, False, True),
        (500, False, True),
        (503, False, True),
        (502, False, False),
        (504, False, False),
    ],
)
async def test_refusals_tell_whether_it_may_have_gone_out(
    status: int, permanent: bool, certain: bool
) -> None:
    async with exchange(status=status, headers={"Retry-After": "9"}) as (found, texter):
        with pytest.raises(PlatformError) as caught:
            await texter.send(PHONE, WORDS, key="k")
    assert (caught.value.permanent, caught.value.certain) == (permanent, certain)
    assert caught.value.retry_after == (None if status < 429 else 9.0)
    assert PHONE not in caught.value.detail
    assert len(found.forms) == 1


async def test_nobody_there_is_certain() -> None:
    texter = TwilioTexter(f"twilio://AC1:t@127.0.0.1:{free_port()}?from=%2B4930123&scheme=http")
    with pytest.raises(PlatformError) as caught:
        await texter.send(PHONE, WORDS, key="k")
    assert (caught.value.permanent, caught.value.certain) == (False, True)


@pytest.mark.parametrize(
    ("phone", "text"), [("0151", WORDS), ("+49 151", WORDS), ("", WORDS), (PHONE, "")]
)
async def test_what_is_no_message_is_not_sent(phone: str, text: str) -> None:
    async with exchange() as (found, texter):
        with pytest.raises(PlatformError) as caught:
            await texter.send(phone, text, key="k")
    assert caught.value.permanent
    assert found.forms == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://api.twilio.com",
        "twilio://AC1@api.twilio.com?from=%2B49",
        "twilio://AC1:t@api.twilio.com",
        "twilio://AC1:t@api.twilio.com?from=%2B49&scheme=http",
        "twilio://AC1:t@127.0.0.1?from=%2B49&scheme=ftp",
    ],
)
def test_an_address_that_is_unsafe_is_told_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="SMS_URL"):
        TwilioTexter(url)
