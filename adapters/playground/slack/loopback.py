"""The loopback Slack: one object that serves the app and plays the people."""

import json
from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from adapters.playground.slack.acting import Acting
from adapters.playground.slack.checks.schemas import Schemas
from adapters.playground.slack.clock import Clock, SystemClock
from adapters.playground.slack.core import build
from adapters.playground.slack.delivery import Answer, Delivery
from adapters.playground.slack.faults import Faults
from adapters.playground.slack.interactions import Payloads
from adapters.playground.slack.journal import Journal
from adapters.playground.slack.model import Grant, Json, Team
from adapters.playground.slack.pages import Pages
from adapters.playground.slack.settings import (
    BOT_EVENTS,
    BOT_SCOPES,
    AppSettings,
    Limits,
    Timings,
)
from adapters.playground.slack.web_api import WebApi
from adapters.playground.slack.world import UserLike


class SlackLoopback(Acting):
    """A Slack of one's own, kept in memory, with one app and its first workspace.

    Serve `app` with uvicorn itself (dropped connections need its transport), on 127.0.0.1. With
    a `request_url` events and acts go there by HTTP, without one through Socket Mode. Use it as
    an async context, or `close` it.
    """

    def __init__(
        self,
        *,
        bot_token: str = "",
        app_token: str = "",
        signing_secret: str = "",
        client_id: str = "",
        client_secret: str = "",
        request_url: str | None = None,
        redirect_urls: tuple[str, ...] = (),
        scopes: frozenset[str] = BOT_SCOPES,
        events: frozenset[str] = BOT_EVENTS,
        commands: frozenset[str] | None = None,
        workspace: str = "City Hospital",
        bot_name: str = "carepods",
        clock: Clock | None = None,
        limits: Limits | None = None,
        timings: Timings | None = None,
        schemas: Schemas | None = None,
    ) -> None:
        """Make the server. Tokens and secrets that are not given are made up.

        `commands` None: every slash command is the app's. `schemas` None: those that the
        environment's CAREPODS_SPECS names, if it does.
        """
        app = AppSettings(
            app_id="A00000001",
            app_token=app_token or "xapp-1-A00000001-loopback",
            signing_secret=signing_secret or "loopback-signing-key",
            client_id=client_id or "1000.2000",
            client_secret=client_secret or "loopback-client-key",
            request_url=request_url,
            scopes=scopes,
            events=events,
            commands=commands,
            redirect_urls=redirect_urls,
        )
        self.core = build(
            app,
            clock or SystemClock(),
            limits or Limits(),
            timings or Timings(),
            schemas or Schemas.from_environment(),
        )
        self.team: Team = self.core.world.add_team(workspace)
        self.core.world.install(self.team, bot_token or "xoxb-loopback", scopes, bot_name)
        self.payloads = Payloads(self.core)
        self.app = self._routes()

    def _routes(self) -> Starlette:
        api, pages = WebApi(self.core), Pages(self.core)
        answers = [
            Route(f"/{kind}/{{team}}/{{key}}", pages.response_url, methods=["POST"])
            for kind in ("commands", "actions", "app")
        ]
        return Starlette(
            routes=[
                Route("/api/{method}", api.endpoint, methods=["GET", "POST"]),
                Route("/upload/v1/{key}", pages.upload, methods=["POST"]),
                Route("/files-pri/{place}/{name:path}", pages.download),
                Route("/files-pub/{place}", pages.public_download),
                Route("/oauth/v2/authorize", pages.authorize),
                Route("/oauth/v2/authorize", pages.decide, methods=["POST"]),
                WebSocketRoute("/link/", self.core.sockets.serve),
                *answers,
            ]
        )

    # The app's entry -----------------------------------------------------------------------

    @property
    def settings(self) -> AppSettings:
        """The app's tokens and secrets; `request_url` may be set at any time."""
        return self.core.app

    @property
    def bot_token(self) -> str:
        """The bot token of the first workspace."""
        return self._installed(self.team).token

    @property
    def url(self) -> str:
        """The server's root address, known after the first request or when set."""
        return self.core.where.url

    @url.setter
    def url(self, url: str) -> None:
        self.core.where.url = url.rstrip("/")

    def user_token(self, user: UserLike, scopes: frozenset[str] = BOT_SCOPES) -> str:
        """Return a new token with which somebody acts as a person."""
        person = self.user(user)
        token = f"xoxp-{self.core.ids.secret('user token')}"
        self.core.world.grants[token] = Grant("user", scopes, person.team_id, person.id)
        return token

    # What went over the wire ---------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """Faults for the app's next calls."""
        return self.core.faults

    @property
    def journal(self) -> Journal:
        """Every request of the app, without tokens."""
        return self.core.journal

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was handed to the app, with its answers."""
        return self.core.deliverer.log

    @property
    def sent_events(self) -> list[Json]:
        """The envelopes of all events, each once, in order."""
        return self.core.events.sent

    @property
    def open_sockets(self) -> int:
        """How many web sockets take envelopes now."""
        return len(self.core.sockets.ready)

    def redeliver(self, event_id: str, reason: str = "http_timeout") -> None:
        """Send an event once more, as Slack does when an acknowledgement was lost."""
        self.core.events.again(event_id, reason)

    async def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask the app to renew its web sockets (`refresh_requested`, `warning`)."""
        await self.core.sockets.disconnect(reason)

    async def cut_sockets(self) -> None:
        """Close the app's web sockets without a word."""
        await self.core.sockets.cut()

    async def verify_request_url(self) -> bool:
        """Do the handshake of a new request URL: the app has to send the challenge back."""
        challenge = self.core.ids.secret("challenge")
        body = {
            "token": "deprecated-verification-token",
            "challenge": challenge,
            "type": "url_verification",
        }
        answer = await self.post_raw(json.dumps(body).encode())
        got = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
        return answer.acknowledged and got == challenge

    async def post_raw(
        self,
        body: bytes,
        *,
        content_type: str = "application/json",
        timestamp: str | None = None,
        signature: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send any bytes to the request URL, rightly signed unless told otherwise."""
        return await self.core.http.post(
            body, content_type, headers, timestamp=timestamp, signature=signature
        )

    # Its life --------------------------------------------------------------------------------

    async def close(self) -> None:
        """Stop what runs. Raises what failed in the background, if anything did."""
        await self.core.http.close()
        try:
            await self.core.deliveries.close()
        finally:
            await self.core.housework.close()

    async def __aenter__(self) -> Self:
        """Return the server itself."""
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.close()
