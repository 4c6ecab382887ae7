"""Installing the app in further workspaces by OAuth v2.

The state lives in a cookie of the browser that began, and nowhere else; the code that Slack hands
out works once. Slack's own page of the app is where a finished installation ends.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode

import structlog

from adapters.platforms.slack import api
from adapters.platforms.slack.workspaces import Workspace, Workspaces
from core.errors import PlatformError
from core.ports import RawRequest, RawResponse

log = structlog.get_logger(__name__)

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
COOKIE_SECONDS = 600
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)


class Installing:
    """Two pages: one sends to Slack, the other is where Slack sends back to."""

    paths = (INSTALL_PATH, REDIRECT_PATH)

    def __init__(
        self, spaces: Workspaces, client_id: str, client_secret: str, public_url: str
    ) -> None:
        self._spaces = spaces
        self._client_id = client_id
        self._client_secret = client_secret
        self._public_url = public_url
        self._secure = public_url.startswith("https://")
        self._cookie = "__Host-slack-install" if self._secure else "slack-install"
        self._site = spaces.base_url.removesuffix("api/")

    async def handle(self, request: RawRequest) -> RawResponse:
        if request.path == INSTALL_PATH:
            return self._begin()
        return await self._finish(request)

    def _begin(self) -> RawResponse:
        state = secrets.token_urlsafe(32)
        query = {
            "client_id": self._client_id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._public_url + REDIRECT_PATH,
            "state": state,
        }
        secure = "; Secure" if self._secure else ""
        cookie = (
            f"{self._cookie}={state}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; "
            f"SameSite=Lax{secure}"
        )
        address = f"{self._site}oauth/v2/authorize?{urlencode(query)}"
        return _to(address, {"Set-Cookie": cookie})

    async def _finish(self, request: RawRequest) -> RawResponse:
        query = parse_qs(request.query)
        state, code = query.get("state", [""])[0], query.get("code", [""])[0]
        begun = self._begun(request)
        if not code or not begun or not hmac.compare_digest(begun.encode(), state.encode()):
            return self._again(400)
        try:
            answer = await api.call(
                self._spaces.client_for(""),
                "oauth.v2.access",
                client_id=self._client_id,
                client_secret=self._client_secret,
                code=code,
                redirect_uri=self._public_url + REDIRECT_PATH,
            )
        except PlatformError as error:
            log.warning("slack installation", detail=error.detail)
            return self._again(400 if error.permanent else 503)
        workspace = _workspace(answer)
        if workspace is None:
            return self._again(400)
        await self._spaces.keep(workspace)
        where = urlencode({"app": str(answer.get("app_id", "")), "team": workspace.team})
        return _to(f"{self._site}app_redirect?{where}", {})

    def _begun(self, request: RawRequest) -> str:
        try:
            cookies = SimpleCookie(request.headers.get("cookie", ""))
        except CookieError:
            return ""
        found = cookies.get(self._cookie)
        return found.value if found else ""

    def _again(self, status: int) -> RawResponse:
        link = self._public_url + INSTALL_PATH
        said = f"Adding the app to Slack did not finish. Please open {link} and try again."
        return RawResponse(status, said.encode(), "text/plain; charset=utf-8", _HEADERS)


_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def _to(address: str, headers: dict[str, str]) -> RawResponse:
    return RawResponse(302, headers={"Location": address, **_HEADERS, **headers})


def _workspace(answer: Any) -> Workspace | None:
    team = answer.get("team")
    number = team.get("id") if isinstance(team, dict) else None
    token, me = answer.get("access_token"), answer.get("bot_user_id")
    if not all(isinstance(value, str) and value for value in (number, token, me)):
        return None
    return Workspace(str(number), str(me), str(token))
