"""Everything beside the Web API: uploads, downloads, answers to acts, the authorize page."""

import html
import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from adapters.playground.slack.checks.arguments import parse_body
from adapters.playground.slack.core import Authorization, Core
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.faults import Dropped
from adapters.playground.slack.model import File
from adapters.playground.slack.responding import respond

LOGIN_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Sign in | Slack</title></head>
<body><h1>Sign in to your workspace</h1><p>You need to sign in to see this page.</p></body></html>
"""


class Pages:
    """The pages and addresses that are no method."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file, raw or as a form."""
        core = self._core
        data = _file_in(request.headers.get("content-type", ""), await request.body())
        fault = core.faults.take("upload")
        arguments = {"bytes": len(data)}
        if fault and fault.drop != "after":
            core.journal.note(core.clock.now(), "upload", arguments, status=0, error="fault")
            return fault.response()
        try:
            file = core.filing.receive(request.path_params["key"], data)
        except ApiError as error:
            core.journal.note(
                core.clock.now(), "upload", arguments, status=error.status, error=error.code
            )
            return PlainTextResponse(error.code, error.status)
        core.journal.note(core.clock.now(), "upload", {**arguments, "file": file.id})
        return Dropped() if fault else PlainTextResponse(f"OK - {len(data)}")

    async def download(self, request: Request) -> Response:
        """Give a file's bytes to whoever has a token for it, and a sign-in page to others."""
        core = self._core
        team_id, _, file_id = request.path_params["place"].partition("-")
        fault = core.faults.take("download")
        if fault:
            core.journal.note(
                core.clock.now(), "download", {"file": file_id}, status=0, error="fault"
            )
            return fault.response()
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        grant = core.world.grants.get(token) if kind.lower() == "bearer" else None
        file = core.world.files.get(file_id)
        seen = (
            grant is not None
            and file is not None
            and "files:read" in grant.scopes
            and core.filing.visible(file, grant)
        )
        error = None if seen else "signed_out"
        core.journal.note(core.clock.now(), "download", {"file": file_id}, error=error)
        if file is None or not seen or file.team_id != team_id:
            return HTMLResponse(LOGIN_PAGE)
        return _bytes_of(file)

    async def public_download(self, request: Request) -> Response:
        """Give a file that was made public to anybody."""
        file = self._core.world.files.get(request.path_params["place"].partition("-")[2])
        if file is None or not file.public:
            return PlainTextResponse("Not found", 404)
        return _bytes_of(file)

    async def response_url(self, request: Request) -> Response:
        """Take an answer to what a person did."""
        core = self._core
        body = await request.body()
        fault = core.faults.take("response_url")
        try:
            content = json.loads(body)
        except ValueError:
            content = None
        arguments = content if isinstance(content, dict) else {}
        if fault and fault.drop != "after":
            core.journal.note(core.clock.now(), "response_url", arguments, status=0, error="fault")
            return fault.response()
        try:
            if not isinstance(content, dict):
                raise ApiError("invalid_payload", status=400)
            respond(core, request.path_params["key"], content)
        except ApiError as error:
            status = error.status if error.status != 200 else 404
            core.journal.note(
                core.clock.now(), "response_url", arguments, status=status, error=error.code
            )
            return JSONResponse({"ok": False, "error": error.code}, status)
        core.journal.note(core.clock.now(), "response_url", arguments)
        return Dropped() if fault else PlainTextResponse("ok")

    async def authorize(self, request: Request) -> Response:
        """Show who asks for what, and a workspace to choose."""
        core, query = self._core, request.query_params
        if query.get("client_id") != core.app.client_id:
            return HTMLResponse("<h1>Invalid client_id parameter</h1>", 400)
        redirect = query.get("redirect_uri")
        known = core.app.redirect_urls
        if known and redirect and not any(redirect.startswith(one) for one in known):
            return HTMLResponse("<h1>redirect_uri did not match any configured URIs</h1>", 400)
        choices = "".join(
            f'<option value="{team.id}">{html.escape(team.name)}</option>'
            for team in core.world.teams.values()
        )
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(query.get(name, ""))}">'
            for name in ("scope", "redirect_uri", "state")
        )
        scopes = html.escape(query.get("scope", "").replace(",", ", "))
        return HTMLResponse(
            f"""<!DOCTYPE html><html lang="en"><title>Allow access</title><h1>An app wants to
            access your workspace</h1><p>It asks for: {scopes}</p><form method="post">{hidden}
            <label>Workspace <select name="team">{choices}</select></label>
            <button name="answer" value="allow">Allow</button>
            <button name="answer" value="cancel">Cancel</button></form></html>"""
        )

    async def decide(self, request: Request) -> Response:
        """Send the person back to the app, with a code or with a refusal."""
        core = self._core
        form = parse_body(request.headers.get("content-type", ""), await request.body())
        redirect = form.get("redirect_uri") or next(iter(core.app.redirect_urls), "")
        team = core.world.teams.get(form.get("team", ""))
        if not redirect or team is None:
            return HTMLResponse("<h1>There is nowhere to send you back to</h1>", 400)
        answer = {"state": form.get("state", "")}
        if form.get("answer") != "allow":
            answer["error"] = "access_denied"
        else:
            asked = frozenset(one.strip() for one in form.get("scope", "").split(",") if one)
            code = core.ids.secret("code")
            named = form.get("redirect_uri") or None
            core.codes[code] = Authorization(team, asked, named, core.clock.now())
            answer["code"] = code
        return RedirectResponse(f"{redirect}?{urlencode(answer)}", 302)


def _file_in(content_type: str, body: bytes) -> bytes:
    """Return the file of a multipart form, or the whole body if it is none."""
    kind, _, rest = content_type.partition("boundary=")
    if "multipart/form-data" not in kind:
        return body
    boundary = rest.partition(";")[0].strip().strip('"')
    for part in body.split(b"--" + boundary.encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content.removesuffix(b"\r\n")
    return b""


def _bytes_of(file: File) -> Response:
    if file.data is None:
        return PlainTextResponse("Not found", 404)
    return Response(file.data, media_type=file.mimetype)
