"""The Web API's door: `/api/{method}`, its tokens, limits and checks, in Slack's order."""

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.playground.slack.checks.arguments import parse_body, typed
from adapters.playground.slack.core import Core
from adapters.playground.slack.errors import ApiError, invalid_arguments
from adapters.playground.slack.faults import Dropped
from adapters.playground.slack.methods import TABLE
from adapters.playground.slack.methods.app import oauth_access
from adapters.playground.slack.methods.base import Call, Method
from adapters.playground.slack.model import Grant, Json


class WebApi:
    """Answers the calls of the Web API."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def endpoint(self, request: Request) -> Response:
        """Answer one call, or spoil it if a fault was ordered."""
        core, name = self._core, request.path_params["method"]
        core.where.url = core.where.url or str(request.base_url).rstrip("/")
        body = await request.body()
        fault = core.faults.take(name)
        arguments: Json = dict(request.query_params)
        if fault and fault.drop != "after":
            core.journal.note(core.clock.now(), name, arguments, status=0, error="fault")
            return fault.response()
        headers: dict[str, str] = {}
        try:
            arguments |= parse_body(request.headers.get("content-type", ""), body)
            answer = self._answer(name, request, arguments, headers)
            status, refusal = 200, None
        except ApiError as error:
            answer, status, refusal = error.body(), error.status, error.code
            headers |= error.headers
        detail = tuple(answer.get("response_metadata", {}).get("messages", ()))
        core.journal.note(
            core.clock.now(), name, arguments, status=status, error=refusal, detail=detail
        )
        return Dropped() if fault else JSONResponse(answer, status, headers)

    def _answer(self, name: str, request: Request, arguments: Json, headers: Json) -> Json:
        headers["x-slack-req-id"] = self._core.ids.secret("request")
        if name == "oauth.v2.access":
            return {"ok": True, **self._oauth(request, arguments)}
        method = TABLE.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        grant = self._grant(method, request, arguments)
        headers["x-oauth-scopes"] = ",".join(sorted(grant.scopes))
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        self._check_scope(method, grant)
        self._core.limiter.method(grant.team_id, name, method.tier)
        arguments = {key: value for key, value in typed(arguments).items() if key != "token"}
        if self._core.schemas:
            problems = self._core.schemas.check_arguments(name, arguments)
            if problems:
                raise invalid_arguments(*problems)
        return {"ok": True, **method.handler(Call(self._core, grant, arguments))}

    def _grant(self, method: Method, request: Request, arguments: Json) -> Grant:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            token = str(arguments.get("token") or "")
        if not token and method.name == "api.test":
            return Grant("user", frozenset())
        if not token:
            raise ApiError("not_authed")
        grant = self._core.world.grants.get(token.strip())
        if grant is None:
            raise ApiError("invalid_auth")
        if grant.kind not in method.tokens:
            raise ApiError("not_allowed_token_type")
        return grant

    def _check_scope(self, method: Method, grant: Grant) -> None:
        if method.scopes and not grant.scopes.intersection(method.scopes):
            provided = ",".join(sorted(grant.scopes))
            raise ApiError("missing_scope", needed=",".join(method.scopes), provided=provided)

    def _oauth(self, request: Request, arguments: Json) -> Json:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        client_id = str(arguments.get("client_id", ""))
        client_secret = str(arguments.get("client_secret", ""))
        if kind.lower() == "basic":
            try:
                decoded = base64.b64decode(given).decode()
            except (binascii.Error, UnicodeDecodeError):
                raise ApiError("invalid_client_id") from None
            client_id, _, client_secret = decoded.partition(":")
        return oauth_access(self._core, client_id, client_secret, arguments)
