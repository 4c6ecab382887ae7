"""Calls of the Web API, by slack_sdk's client, once each."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters import wire
from adapters.platforms.slack import errors, pace
from core.errors import PlatformError
from core.ports import Limiter

# Bytes go another way, without this limit: calls are short.
CALL_SECONDS = 30
_TAKE_JSON = ("chat.", "views.")


class PacedClient(AsyncWebClient):
    """A client whose calls wait for their turn in the workspace's rates."""

    limiter: Limiter
    team: str = ""


def new_client(
    base_url: str, session: aiohttp.ClientSession, limiter: Limiter, token: str = "", team: str = ""
) -> PacedClient:
    """A client that never repeats a call: its default handler resends after a dropped line."""
    quiet = logging.getLogger("slack_sdk")
    quiet.setLevel(logging.WARNING)  # below, it writes what people wrote
    client = PacedClient(
        token=token or None,
        base_url=base_url,
        session=session,
        timeout=CALL_SECONDS,
        retry_handlers=[],
        logger=quiet,
    )
    client.limiter, client.team = limiter, team
    return client


async def call(client: AsyncWebClient, method: str, /, **arguments: object) -> Mapping[str, Any]:
    """Call a method, its arguments in the body; None is left out. Raises PlatformError.

    Never as a query: addresses end up in logs. Not every method takes JSON; all take a form.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    if isinstance(client, PacedClient):
        await pace.before_call(client.limiter, client.team, method)
    if method.startswith(_TAKE_JSON):
        return await _answer(method, client.api_call(method, json=given))
    form = {name: _plain(value) for name, value in given.items()}
    return await _answer(method, client.api_call(method, data=form))


async def socket_address(client: AsyncWebClient, app_token: str) -> str:
    """A fresh address for Socket Mode. Raises PlatformError."""
    method = "apps.connections.open"
    answer = await _answer(method, client.apps_connections_open(app_token=app_token))
    address = answer.get("url")
    if not isinstance(address, str):
        raise PlatformError(f"{method}: no address")
    return address


async def _answer(method: str, calling: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
    try:
        response = await calling
    except SlackApiError as error:
        raise _from_library(method, error) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise wire.lost(error, method) from None
    except (SlackClientError, ValueError, TypeError, AttributeError) as error:
        detail = f"{method}: an answer that cannot be read ({type(error).__name__})"
        raise PlatformError(detail, certain=False) from None
    body = response.data
    if not isinstance(body, dict):
        raise PlatformError(f"{method}: an answer that cannot be read", certain=False)
    return body


def _from_library(method: str, error: SlackApiError) -> PlatformError:
    response = error.response
    status = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    headers = getattr(response, "headers", None) or {}
    body = getattr(response, "data", None)
    failure = errors.from_answer(method, int(status), body, headers.get("Retry-After"))
    return failure or PlatformError(f"{method}: an answer that cannot be read", certain=False)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
