"""Deliveries over HTTP: verified over the raw body, kept, only then acknowledged."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import structlog

from adapters.platforms.slack.interactions import form_values
from adapters.platforms.slack.shapes import PLATFORM, Unfit, inner, maybe, string
from core.ports import FormCheck, RawEvent, RawRequest, RawResponse, Receive

log = structlog.get_logger(__name__)

PATH = "/slack/events"
MAX_AGE_SECONDS = 300
Envelope = Mapping[str, Any]
Keep = Callable[[Envelope], Awaitable[bool]]
Language = Callable[[str, str], str]
"""The language of an account's client, by workspace and user; "" when it is not known."""
Forget = Callable[[str], Awaitable[None]]
"""Takes the app's token for a workspace out of the notes."""


def signed(request: RawRequest, secret: str, *, now: float | None = None) -> bool:
    """Whether Slack signed this body within the last five minutes. Constant time."""
    stamp = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    if not secret or not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 16):
        return False
    if abs((time.time() if now is None else now) - int(stamp)) > MAX_AGE_SECONDS:
        return False
    base = b"v0:" + stamp.encode() + b":" + request.body
    wanted = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))


def read(request: RawRequest) -> Envelope | None:
    """A verified body as Socket Mode would wrap it; None for what Slack does not send."""
    try:
        if request.headers.get("content-type", "").startswith("application/json"):
            body = json.loads(request.body)
            return {"type": "events_api", "payload": body} if isinstance(body, dict) else None
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        if "payload" in form:
            body = json.loads(form["payload"])
            return {"type": "interactive", "payload": body} if isinstance(body, dict) else None
        if "command" in form or "ssl_check" in form:
            return {"type": "slash_commands", "payload": form}
    except (ValueError, RecursionError):
        return None
    return None


def raw_event(envelope: Envelope, workspace: str) -> RawEvent:
    """A delivery to be kept. Redelivered, it has the same key, over HTTP or a socket."""
    body = {k: v for k, v in envelope["payload"].items() if k != "token"}
    kept = {"type": envelope["type"], "payload": body}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    payload = text.encode("utf-8", "replace")
    name = string(body, "event_id") or string(body, "trigger_id")
    key = f"{kept['type']}:{name or hashlib.sha256(payload).hexdigest()}"
    return RawEvent(PLATFORM, key, _lane(body, workspace), payload)


def _lane(body: Envelope, workspace: str) -> str:
    """The channel it happened in, else the person."""
    event = maybe(body, "event")
    channel = (
        string(event, "channel")
        or string(maybe(event, "channel"), "id")
        or string(body, "channel_id")
        or string(maybe(body, "channel"), "id")
        or string(maybe(body, "container"), "channel_id")
        or string(event, "user")
        or string(maybe(body, "user"), "id")
        or string(body, "user_id")
    )
    return f"{PLATFORM}:{workspace}:{channel or '-'}"


def mistakes(envelope: Envelope, check: FormCheck, language: Language) -> Mapping[str, str]:
    """What must be mended in a filled-in form, by field; empty for everything else."""
    body = envelope["payload"]
    if envelope["type"] != "interactive" or string(body, "type") != "view_submission":
        return {}
    try:
        view = inner(body, "view")
    except Unfit:
        return {}
    values, _ = form_values(view, "")
    user, team = maybe(body, "user"), string(maybe(body, "team"), "id")
    reads = language(team or string(user, "team_id"), string(user, "id"))
    found = check(string(view, "callback_id"), values, reads)
    return {field: sentence for field, sentence in found.items() if field in values}


def form_answer(found: Mapping[str, str]) -> dict[str, Any]:
    """Slack shows each sentence beside its field, and keeps what was filled in."""
    return {"response_action": "errors", "errors": dict(found)}


async def handle(
    request: RawRequest, keep: Keep, check: FormCheck, language: Language
) -> RawResponse:
    """Answer a verified request. Not kept: 503, and Slack sends it again."""
    envelope = read(request)
    if envelope is None:
        return RawResponse(400)
    body = envelope["payload"]
    if body.get("type") == "url_verification":
        return RawResponse(200, string(body, "challenge").encode())
    if "ssl_check" in body:
        return RawResponse(200)
    found = mistakes(envelope, check, language)
    if found:
        return RawResponse(200, json.dumps(form_answer(found)).encode(), "application/json")
    return RawResponse(200 if await keep(envelope) else 503)


async def kept(envelope: Envelope, workspace: str, receive: Receive, forget: Forget) -> bool:
    """Whether a delivery is safe now; whatever hindered it, Slack is to send it again."""
    try:
        await receive(raw_event(envelope, workspace))
        if string(maybe(envelope["payload"], "event"), "type") == "app_uninstalled":
            await forget(string(envelope["payload"], "team_id"))
    except Exception as error:  # noqa: BLE001 - nothing that a store may raise ends the listening
        log.error("a delivery could not be kept", error=type(error).__name__)
        return False
    return True
