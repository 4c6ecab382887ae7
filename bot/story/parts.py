"""The world that the story plays in, all of it on this machine.

The production service runs with its own adapters; only what they talk to is played: two chat
platforms, a mail server and a text message provider, all on loopback sockets.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.playground.letterbox import Letterbox, letterbox
from adapters.playground.phone import Phone
from adapters.playground.serving import serving
from adapters.playground.slack import Limits as SlackLimits
from adapters.playground.slack import SlackLoopback
from adapters.playground.telegram import QUICK, TelegramLoopback
from bot import compose
from bot.config import Settings

MAIL_FROM = "Carepods <pods@example.org>"
TEXTS_FROM = "%2B15005550006"
READY_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each part listens."""

    web: str
    telegram_api: str
    slack_api: str
    smtp: str
    sms: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What plays the world, and the service in the middle of it."""

    telegram: TelegramLoopback
    slack: SlackLoopback
    letterbox: Letterbox
    phone: Phone
    service: compose.Service
    settings: Settings
    platform: dict[str, str]
    addresses: Addresses


class Later:
    """An application whose address is needed before it can be made."""

    def __init__(self) -> None:
        self.app: ASGIApp = PlainTextResponse("not yet\n", status_code=503)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@contextlib.asynccontextmanager
async def world(folder: Path | None = None) -> AsyncIterator[Parts]:
    """Everything but the page, connected and at work, until the block ends.

    `folder`: an empty or absent one that keeps the state; a temporary one when None.
    """
    async with contextlib.AsyncExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="carepods-")))
        telegram = TelegramLoopback(limits=QUICK)
        slack = SlackLoopback(limits=SlackLimits(enabled=False))
        phone = Phone(account=f"AC{secrets.token_hex(16)}", secret=secrets.token_hex(16))
        telegram_url = await stack.enter_async_context(serving(telegram.app))
        slack.url = await stack.enter_async_context(serving(slack.app))
        await stack.enter_async_context(slack)
        stack.push_async_callback(telegram.aclose)
        smtp_url, box = await stack.enter_async_context(letterbox())
        sms_url = await stack.enter_async_context(serving(phone.app))
        web = Later()
        web_url = await stack.enter_async_context(serving(web))
        addresses = Addresses(web_url, telegram_url, f"{slack.url}/api/", smtp_url, sms_url)
        settings = _settings(folder, addresses, phone)
        platform = _platform(telegram, slack, addresses)
        await compose.migrated(settings)
        service = await stack.enter_async_context(compose.compose(settings, platform))
        web.app = service.app
        await stack.enter_async_context(compose.running(service))
        parts = Parts(telegram, slack, box, phone, service, settings, platform, addresses)
        await _connected(parts)
        yield parts


def _settings(folder: Path, addresses: Addresses, phone: Phone) -> Settings:
    """Every setting is given, so that nothing of the environment gets in."""
    folder.mkdir(parents=True, exist_ok=True)
    host = addresses.sms.removeprefix("http://")
    return Settings(
        database_url=f"sqlite:///{folder / 'carepods.sqlite3'}",
        redis_url="",
        blobs_url=(folder / "blobs").absolute().as_uri(),
        smtp_url=SecretStr(addresses.smtp),
        mail_from=MAIL_FROM,
        sms_url=SecretStr(
            f"twilio://{phone.account}:{phone.secret}@{host}?from={TEXTS_FROM}&scheme=http"
        ),
        public_url=addresses.web,
        listen=addresses.web.removeprefix("http://"),
        master_key=_new_key(),
        pepper=_new_key(),
        phone_region="",
        phone_countries="",
    )


def _new_key() -> SecretStr:
    return SecretStr(base64.b64encode(os.urandom(32)).decode())


def _platform(
    telegram: TelegramLoopback, slack: SlackLoopback, addresses: Addresses
) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_URL": addresses.telegram_api,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.settings.app_token,
        "SLACK_API_URL": addresses.slack_api,
    }


async def _connected(parts: Parts) -> None:
    """Both platforms are logged in and listening. Raises TimeoutError."""
    telegram = parts.telegram
    await parts.slack.wait_for(lambda: parts.slack.open_sockets, READY_SECONDS)
    await telegram.wait_for(lambda: telegram.calls("setMyCommands"), READY_SECONDS)
