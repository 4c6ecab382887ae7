"""How Slack hands things to the app: within three seconds, three retries, by HTTP or by socket."""

import hashlib
import hmac
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from adapters.playground.slack.clock import Clock, within
from adapters.playground.slack.feed import Feed
from adapters.playground.slack.model import Json
from adapters.playground.slack.settings import AppSettings, Timings

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Retry:
    """Which retry this is, and why there is one."""

    number: int
    reason: str


@dataclass(frozen=True)
class Answer:
    """What came back from the app. `problem` is Slack's word for why it was none."""

    body: Any = None
    problem: str | None = None
    status: int | None = None
    retry: bool = True

    @property
    def acknowledged(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.problem is None


@dataclass
class Delivery:
    """One thing handed to the app, with the answer to each attempt."""

    kind: Kind
    payload: Json
    answers: list[Answer] = field(default_factory=list)
    gave_up: bool = False

    @property
    def acknowledged(self) -> bool:
        """Whether an attempt was acknowledged."""
        return any(answer.acknowledged for answer in self.answers)


class Transport(Protocol):
    """A way to the app."""

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Answer:
        """Hand over a payload once and return what came back."""


class HttpTransport:
    """Requests to the app's request URL, signed with the app's signing secret."""

    def __init__(self, app: AppSettings, clock: Clock, timings: Timings) -> None:
        self._app = app
        self._clock = clock
        self._timings = timings
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Answer:
        """Send a payload as Slack would: JSON for events, a form for what people do."""
        if kind == "events_api":
            body, content_type = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
        extra = {}
        if retry:
            extra = {"x-slack-retry-num": str(retry.number), "x-slack-retry-reason": retry.reason}
        return await self.post(body, content_type, extra)

    async def post(
        self,
        body: bytes,
        content_type: str,
        headers: dict[str, str] | None = None,
        *,
        timestamp: str | None = None,
        signature: str | None = None,
    ) -> Answer:
        """Send raw bytes; a timestamp or a signature that is given replaces the right one."""
        stamp = str(int(self._clock.now())) if timestamp is None else timestamp
        signed = self.sign(body, stamp) if signature is None else signature
        sent = {
            "content-type": content_type,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signed,
            **(headers or {}),
        }
        try:
            return await within(self._clock, self._timings.acknowledge, self._request(body, sent))
        except TimeoutError:
            return Answer(problem="http_timeout")
        except aiohttp.ClientError:
            return Answer(problem="connection_failed")

    def sign(self, body: bytes, timestamp: str) -> str:
        """Return Slack's signature (version 0) of a raw body."""
        base = b"v0:" + timestamp.encode() + b":" + body
        secret = self._app.signing_secret.encode()
        return "v0=" + hmac.new(secret, base, hashlib.sha256).hexdigest()

    async def _request(self, body: bytes, headers: dict[str, str]) -> Answer:
        if self._app.request_url is None:
            return Answer(problem="connection_failed")
        if self._session is None:
            self._session = aiohttp.ClientSession()
        url = self._app.request_url
        async with self._session.post(url, data=body, headers=headers) as response:
            raw = await response.read()
            content = _content(response.content_type, raw)
            if response.ok:
                return Answer(content, status=response.status)
            again = response.headers.get("x-slack-no-retry") != "1"
            return Answer(content, "http_error", response.status, retry=again)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def _content(content_type: str, raw: bytes) -> Any:
    text = raw.decode(errors="replace")
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


class Deliverer:
    """Hands events over with retries, and what people do without."""

    def __init__(
        self,
        transport: Callable[[], Transport],
        clock: Clock,
        timings: Timings,
        feed: Feed,
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._timings = timings
        self._feed = feed
        self.log: list[Delivery] = []

    def event(self, payload: Json, first: Retry | None = None) -> Coroutine[Any, Any, None]:
        """Hand over an event. Not acknowledged: again at once, then later and later, then never."""
        return self._insist(self._begin("events_api", payload), first)

    async def _insist(self, delivery: Delivery, retry: Retry | None) -> None:
        for delay in (*self._timings.retry_delays, None):
            answer = await self._attempt(delivery, retry)
            if answer.acknowledged or not answer.retry or delay is None:
                break
            await self._clock.sleep(delay)
            retry = Retry((retry.number if retry else 0) + 1, answer.problem or "unknown_error")
        if not delivery.acknowledged:
            delivery.gave_up = True
            self._feed.tell("gave_up", event_id=delivery.payload.get("event_id"))

    async def ask(self, kind: Kind, payload: Json) -> Answer:
        """Hand over what a person did, once, and return the app's answer."""
        return await self._attempt(self._begin(kind, payload), None)

    def _begin(self, kind: Kind, payload: Json) -> Delivery:
        delivery = Delivery(kind, payload)
        self.log.append(delivery)
        return delivery

    async def _attempt(self, delivery: Delivery, retry: Retry | None) -> Answer:
        answer = await self._transport().send(delivery.kind, delivery.payload, retry)
        delivery.answers.append(answer)
        self._feed.tell("delivered", what=delivery.kind, acknowledged=answer.acknowledged)
        return answer
