"""python-telegram-bot's HTTP, over aiohttp.

What the library would turn into its own exceptions is told here as it is (`Answered`, `Lost`), so
that one place decides what it means. Nothing of a request or an answer is logged: addresses hold
the bot's token, bodies hold what people wrote.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from adapters import wire

READ_SECONDS = 30.0
WRITE_SECONDS = 600.0  # 50 MB at 100 kB/s, and some
_NOT_OK = re.compile(rb'\s*\{\s*"ok"\s*:\s*false')
# Seconds as the library hands them over: a number, None for ever, or "not given".
_Seconds = DefaultValue[float] | float | DefaultValue[None] | None


class Lost(TelegramError):
    """No answer. `certain`: the request never reached the server."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"no answer ({type(error).__name__})")
        self.certain = wire.nothing_left(error)


class Answered(TelegramError):
    """The server said no. `description` may quote what people wrote: not for logs."""

    def __init__(self, status: int, payload: bytes, retry_after: str | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        answer = _object(payload)
        parameters = answer.get("parameters")
        parameters = parameters if isinstance(parameters, dict) else {}
        self.description = str(answer.get("description", ""))
        wait = parameters.get("retry_after")
        self.retry_after = wire.seconds(str(wait) if wait is not None else retry_after)
        moved = parameters.get("migrate_to_chat_id")
        self.moved_to = str(moved) if isinstance(moved, int) else ""


class AiohttpRequest(BaseRequest):
    """One pool of connections. Opened by `initialize`, closed by `shutdown`."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session; for downloads, which the library would read into memory whole."""
        if self._session is None:
            self._session = wire.new_session()
        return self._session

    async def initialize(self) -> None:
        """Nothing is opened before the first call."""

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: _Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """(status, body) of a 2xx answer; raises `Answered` or `Lost` otherwise."""
        reading, writing = _given(read_timeout, READ_SECONDS), _given(write_timeout, WRITE_SECONDS)
        limits = aiohttp.ClientTimeout(
            total=reading + writing if reading is not None and writing is not None else None,
            connect=_given(pool_timeout, WRITE_SECONDS),
            sock_connect=_given(connect_timeout, wire.CONNECT_SECONDS),
            sock_read=reading,
        )
        return await self._exchange(method, url, _form(request_data), limits)

    async def raw(self, url: str, arguments: Mapping[str, object], *, read_seconds: float) -> Any:
        """A call's `result` as it came, not made into objects of the library."""
        form = aiohttp.FormData()
        for name, value in arguments.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        limits = aiohttp.ClientTimeout(sock_connect=wire.CONNECT_SECONDS, sock_read=read_seconds)
        _, payload = await self._exchange("POST", url, form, limits)
        return self.parse_json_payload(payload)["result"]

    async def _exchange(
        self, method: str, url: str, form: aiohttp.FormData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        headers = {"User-Agent": self.USER_AGENT}
        try:
            async with self.session.request(
                method, url, data=form, timeout=limits, headers=headers, allow_redirects=False
            ) as response:
                payload = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Lost(error) from None
        refusal = _refusal(response.status, payload)
        if refusal is not None:
            raise Answered(refusal, payload, response.headers.get("Retry-After"))
        return response.status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's object; the library's own version logs what it cannot read."""
        answer = _object(payload)
        if answer.get("ok") is not True or "result" not in answer:
            raise TelegramError("an answer that cannot be read")
        return answer


def _object(payload: bytes) -> dict[str, Any]:
    try:
        value = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _refusal(status: int, payload: bytes) -> int | None:
    """The code of an answer that says no; some servers say it with a status of 200."""
    if not 200 <= status < 300:
        return status
    if not _NOT_OK.match(payload):
        return None
    code = _object(payload).get("error_code")
    return code if type(code) is int else HTTPStatus.BAD_REQUEST


def _form(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    if request_data.contains_files:
        for name, (filename, content, media_type) in request_data.multipart_data.items():
            body = io.BytesIO(content) if isinstance(content, bytes) else content
            form.add_field(name, body, filename=filename, content_type=media_type)
    return form


def _given(value: _Seconds, default: float) -> float | None:
    return default if isinstance(value, DefaultValue) else value
