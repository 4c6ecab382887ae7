"""The HTTP side: `/bot{token}/{method}` and `/file/bot{token}/{path}` as the Bot API has them."""

import asyncio
import hmac
import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from .args import Args, parse_request
from .errors import ApiError, bad_request, not_found
from .faults import Call, Fault, Faults
from .methods import METHODS, NAMES, Handler
from .model import Json
from .spec import Spec
from .updates import Update
from .world import World

# A multipart body is a little longer than the file in it.
_BODY_MARGIN = 64 * 1024


class BotApiServer:
    """Answers requests by the methods, keeps the record of them, and fails when told to."""

    def __init__(self, world: World, token: str, spec: Spec | None, *, strict: bool) -> None:
        self.world = world
        self.faults = Faults()
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self._token = token
        self._spec = spec
        self._strict = strict
        world.webhook.on_method = self._webhook_method
        world.updates.on_made = self._check_update
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
            ],
            exception_handlers={404: _nothing_here, 405: _nothing_here},
        )

    # Methods

    async def _method(self, request: Request) -> Response:
        name = request.path_params["method"]
        name = NAMES.get(name.lower(), name)
        fault = None
        try:
            self._authorize(request)
            fault = self.faults.take(name)
            args = await self._args(request)
        except ApiError as error:
            self._record(name, Args({}, {}), fault).status = error.code
            return JSONResponse(error.body(), error.code)
        call = self._record(name, args, fault)
        return await self._answer(call, args, fault)

    async def _answer(self, call: Call, args: Args, fault: Fault | None) -> Response:
        if fault is not None and fault.hang is not None:
            await asyncio.sleep(fault.hang)
        early = _early(fault)
        if early is not None:
            call.status = early.status_code
            return early
        body = await self.dispatch(call, args)
        self.world.feed.touch()
        if fault is not None and fault.drop == "after":
            return _Dropped()
        return JSONResponse(body, call.status)

    async def dispatch(self, call: Call, args: Args) -> Json:
        """Run a method and write down how it went; the answer's body."""
        try:
            handler = self._handler(call.method)
            if self.world.logged_out and call.method != "logOut":
                raise ApiError(400, "Bad Request: Logged out")
            self._check_request(call.method, args)
            result = await handler(self.world, args)
            self._check_answer(call.method, result)
        except ApiError as error:
            call.status, call.description = error.code, error.description
            return error.body()
        call.status, call.result = 200, result
        return {"ok": True, "result": result}

    def _handler(self, method: str) -> Handler:
        handler = METHODS.get(method.lower())
        if handler is not None:
            return handler
        if self._spec is not None and self._spec.knows(method):
            raise bad_request("this method is in the Bot API, but not on the loopback server")
        raise not_found("method not found")

    async def _webhook_method(self, said: Json) -> None:
        name = NAMES.get(str(said["method"]).lower(), str(said["method"]))
        args = Args({key: value for key, value in said.items() if key != "method"}, {})
        await self.dispatch(self._record(name, args, None), args)

    async def _args(self, request: Request) -> Args:
        most = self.world.limits.upload_bytes + _BODY_MARGIN
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise ApiError(413, "Request Entity Too Large")
        kind = request.headers.get("content-type", "")
        return parse_request(request.url.query, kind, bytes(body))

    def _authorize(self, request: Request) -> None:
        given = request.path_params["token"]
        if ":" not in given:
            raise ApiError(401, "Unauthorized: invalid token specified")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")

    def _record(self, method: str, args: Args, fault: Fault | None) -> Call:
        files = {name: (part.name, len(part.data)) for name, part in args.uploads.items()}
        call = Call(method, _readable(args), files, self.world.clock(), fault=fault)
        self.calls.append(call)
        self.world.feed.touch()
        return call

    # Against the official description

    def _check_request(self, method: str, args: Args) -> None:
        if self._spec is None or not self._spec.knows(method):
            return
        faults = self._spec.check_request(method, args)
        self.violations.extend(faults)
        if faults and self._strict:
            raise ApiError(400, f"Bad Request: not in the Bot API: {'; '.join(faults)}")

    def _check_answer(self, method: str, result: Any) -> None:
        if self._spec is None:
            return
        faults = self._spec.check_answer(method, result)
        self.violations.extend(faults)
        if faults and self._strict:
            raise ApiError(500, f"Internal Server Error: {'; '.join(faults)}")

    def _check_update(self, update: Update) -> None:
        if self._spec is not None:
            self.violations.extend(self._spec.check_update(update.json()))

    # Files

    async def _file(self, request: Request) -> Response:
        fault = None
        path = request.path_params["path"]
        call = self._record("file", Args({"path": path}, {}), None)
        try:
            self._authorize(request)
            fault = self.faults.take("file")
            if fault is not None and fault.hang is not None:
                await asyncio.sleep(fault.hang)
            early = _early(fault)
            data = b"" if early else self.world.files.download(path)
        except ApiError as error:
            call.status, call.description = error.code, error.description
            return JSONResponse(error.body(), error.code)
        call.status = early.status_code if early else 200
        if fault is not None and fault.drop == "after":
            return _Dropped(data[: len(data) // 2])
        return early or Response(data, media_type="application/octet-stream")


class _Dropped(Response):
    """A connection cut in the middle: more bytes are announced than ever come."""

    def __init__(self, sent: bytes = b"") -> None:
        super().__init__(sent)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive  # whatever was asked
        length = str(len(self.body) + 1024).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})


def _early(fault: Fault | None) -> Response | None:
    """The answer of a failure that lets nothing happen."""
    if fault is None:
        return None
    if fault.drop == "before":
        return _Dropped()
    if fault.body is not None:
        return Response(fault.body, fault.status or 200, media_type="application/json")
    error = _ordered_error(fault)
    return JSONResponse(error.body(), error.code) if error else None


def _ordered_error(fault: Fault) -> ApiError | None:
    if fault.retry_after is not None:
        text = f"Too Many Requests: retry after {fault.retry_after}"
        return ApiError(429, text, retry_after=fault.retry_after)
    if fault.kicked:
        return ApiError(403, "Forbidden: bot was kicked from the group chat")
    if fault.status is not None:
        words = {500: "Internal Server Error", 502: "Bad Gateway", 409: "Conflict"}
        return ApiError(fault.status, words.get(fault.status, "Ordered failure"))
    return None


def _readable(args: Args) -> Json:
    """Parameters for the record: JSON texts as objects, numbers as numbers."""
    return {name: _value(value) for name, value in args.values.items()}


def _value(value: Any) -> Any:
    if not isinstance(value, str) or not value or value[0] not in '{["tf-0123456789':
        return value
    try:
        parsed = json.loads(value)
    except ValueError:
        return value
    return parsed if not isinstance(parsed, (str, float)) else value


async def _nothing_here(request: Request, _error: Exception) -> Response:
    return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
