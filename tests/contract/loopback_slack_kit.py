"""What the tests of the loopback Slack share: a served server, real clients, a recording app."""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.playground.serving import serving
from adapters.playground.slack import Channel, SlackLoopback, User

TEXT = {"type": "plain_text", "text": "Words"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@dataclass
class Rig:
    """A served loopback Slack with two people, a channel, and the bot's real client."""

    slack: SlackLoopback
    url: str
    client: AsyncWebClient
    anna: User
    ben: User
    ward: Channel

    def client_for(self, token: str) -> AsyncWebClient:
        """Return a real client that uses another token."""
        return AsyncWebClient(token, base_url=f"{self.url}/api/", retry_handlers=[])


@contextlib.asynccontextmanager
async def rig(**options: Any) -> AsyncIterator[Rig]:
    """Serve a loopback Slack on a real socket."""
    async with SlackLoopback(**options) as slack, serving(slack.app) as url:
        slack.url = url
        anna = slack.add_user("Anna Berg", email="anna@example.org")
        ben = slack.add_user("Ben Okafor", email="ben@example.org")
        ward = slack.add_channel("ward", [anna, ben])
        client = AsyncWebClient(slack.bot_token, base_url=f"{url}/api/", retry_handlers=[])
        yield Rig(slack, url, client, anna, ben, ward)


@contextlib.contextmanager
def refused(code: str) -> Any:
    """Expect the Web API to answer with this error; yields a holder of the answer."""
    with pytest.raises(SlackApiError) as caught:
        yield caught
    assert caught.value.response["error"] == code


@dataclass
class Heard:
    """What a Bolt app was told, in order."""

    events: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def of(self, kind: str, subtype: str | None = None) -> list[dict[str, Any]]:
        """Return the events of a type, and of a subtype if one is named."""
        return [
            event
            for event in self.events
            if event["type"] == kind and (subtype is None or event.get("subtype") == subtype)
        ]


def recording_app(here: Rig, **options: Any) -> tuple[AsyncApp, Heard]:
    """Return a Bolt app that hears every event, its own messages too."""
    app = AsyncApp(
        client=here.client,
        signing_secret=here.slack.settings.signing_secret,
        ignoring_self_events_enabled=False,
        **options,
    )
    heard = Heard()

    async def hear(event: dict[str, Any], body: dict[str, Any]) -> None:
        heard.events.append(event)
        heard.bodies.append(body)
        here.slack.core.feed.tell("heard")

    app.event(re.compile(".*"))(hear)
    return app, heard


@contextlib.asynccontextmanager
async def socket_mode(here: Rig, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect a Bolt app by Socket Mode with the real aiohttp client."""
    handler = AsyncSocketModeHandler(app, here.slack.settings.app_token, ping_interval=1)
    before = here.slack.open_sockets
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await here.slack.wait_for(lambda: here.slack.open_sockets > before)
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def over_http(here: Rig, app: AsyncApp) -> AsyncIterator[str]:
    """Serve a Bolt app and make it the request URL."""
    bolt = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await bolt.handle(request)

    site = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    async with serving(site) as url:
        here.slack.settings.request_url = f"{url}/slack/events"
        yield here.slack.settings.request_url
