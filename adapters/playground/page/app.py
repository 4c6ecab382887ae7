"""The page's server: files, one web socket that tells what is seen, one door for acts."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ..letterbox import Letter, Letterbox
from ..phone import Phone, TextMessage
from ..slack import SlackLoopback
from ..telegram import TelegramLoopback
from . import slack_screen, telegram_screen, window
from .acts import Acts, Files
from .media import Media
from .stories import Stories

Json = dict[str, Any]
STATIC = Path(__file__).parent / "static"
SETTLE_SECONDS = 0.03
LARGEST_FILE = 64 * 1024 * 1024
# What changes nothing that anybody sees.
UNSEEN = frozenset({"delivered", "gave_up", "socket", "commands", "bot"})


class Page:
    """Serve `app` on loopback, inside `following`. `web`: the service's address; `frame`: its
    second door that may be framed. `samples`: names and bytes to drag into a chat, and to whom.
    """

    def __init__(
        self,
        telegram: TelegramLoopback,
        slack: SlackLoopback,
        letterbox: Letterbox,
        phone: Phone,
        *,
        stories: Stories,
        web: str,
        frame: str,
        samples: Mapping[str, tuple[str, bytes]],
    ) -> None:
        self._telegram, self._slack = telegram, slack
        self._letterbox, self._phone = letterbox, phone
        self._web, self._frame, self._samples = web, frame, samples
        self._stories = stories
        self._media = Media()
        self._acts = Acts(telegram, slack)
        self._watchers: set[asyncio.Event] = set()
        stories.changed = self._ring
        self.app = self._application()

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", _index),
                Mount("/static", StaticFiles(directory=STATIC)),
                Route("/media/{digest}", self._media.serve),
                Route("/samples/{name}", self._sample),
                Route("/act/{name}", self._act, methods=["POST"]),
                Route("/play/{word}", self._play, methods=["POST"]),
                Route("/told/{number}", self._told),
                Route("/t.me/{bot}", window.start_link),
                WebSocketRoute("/live", self._live),
            ],
            middleware=[Middleware(_Headers, frame=self._frame, web=self._web)],
        )

    # ── what changes ────────────────────────────────────────────────────────────────────────────

    @contextlib.asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Watch all four sources for as long as the block lasts."""
        self._letterbox.on_change = self._ring
        self._phone.on_change = self._ring
        tasks = [
            asyncio.create_task(self._follow_telegram(), name="page follows Telegram"),
            asyncio.create_task(self._follow_slack(), name="page follows Slack"),
        ]
        try:
            yield
        finally:
            await self._stories.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._letterbox.on_change = self._phone.on_change = None

    async def _follow_telegram(self) -> None:
        async with self._telegram.subscribe() as events:
            async for event in events:
                if event["type"] not in UNSEEN:
                    self._ring()

    async def _follow_slack(self) -> None:
        with self._slack.subscribe() as events:
            async for event in events:
                if event["type"] not in UNSEEN:
                    self._ring()

    def _ring(self, _what: Letter | TextMessage | None = None) -> None:
        for bell in self._watchers:
            bell.set()

    # ── the web socket ──────────────────────────────────────────────────────────────────────────

    async def _live(self, socket: WebSocket) -> None:
        """The browser says whose screens it looks at; it is told what they show, whenever."""
        if socket.headers.get("origin", "").split("://")[-1] != socket.headers.get("host"):
            await socket.close(4403)
            return
        await socket.accept()
        view: Json = {}
        bell = asyncio.Event()
        self._watchers.add(bell)
        bell.set()
        teller = asyncio.create_task(self._tell(socket, bell, view), name="page tells")
        try:
            while True:
                wanted = json.loads(await socket.receive_text())
                view.clear()
                view.update(wanted)
                bell.set()
        except (WebSocketDisconnect, ValueError, RuntimeError):
            pass  # the tab was closed
        finally:
            self._watchers.discard(bell)
            teller.cancel()
            await asyncio.gather(teller, return_exceptions=True)

    async def _tell(self, socket: WebSocket, bell: asyncio.Event, view: Json) -> None:
        """Only the parts that differ from what was told last."""
        told: dict[str, str] = {}
        while True:
            await bell.wait()
            await asyncio.sleep(SETTLE_SECONDS)
            bell.clear()
            parts = {name: json.dumps(part) for name, part in self._parts(view).items()}
            news = {name: part for name, part in parts.items() if told.get(name) != part}
            if news:
                told.update(news)
                body = ",".join(f'"{name}":{part}' for name, part in news.items())
                await socket.send_text(f"{{{body}}}")

    def _parts(self, view: Json) -> Json:
        return {
            "doors": {"web": self._web, "frame": self._frame},
            "telegram": telegram_screen.screen(
                self._telegram, self._media, view.get("telegram", {})
            ),
            "slack": slack_screen.screen(self._slack, self._media, view.get("slack", {})),
            "inbox": [_letter(one, self._web, self._frame) for one in self._letterbox.letters],
            "phone": [
                {"number": m.number, "at": m.at.timestamp(), "to": m.to, "text": m.text}
                for m in self._phone.messages
            ],
            "story": self._stories.state(),
            "samples": [
                {"name": name, "label": label} for name, (label, _) in self._samples.items()
            ],
        }

    # ── doors ───────────────────────────────────────────────────────────────────────────────────

    async def _act(self, request: Request) -> Response:
        given, files = await _given(request)
        for name in given.pop("samples", []):
            files.append((name, self._samples[name][1]))
        try:
            answer = await self._acts.do(request.path_params["name"], given, files)
        except KeyError as error:
            return JSONResponse({"problem": f"There is no {error}."}, status_code=404)
        return JSONResponse(answer)

    async def _play(self, request: Request) -> Response:
        given = json.loads(await request.body() or b"{}")
        try:
            begun = self._stories.start(request.path_params["word"], float(given.get("pace", 1)))
        except KeyError:
            return JSONResponse({"problem": "There is no such story."}, status_code=404)
        return JSONResponse({} if begun else {"problem": "Something is being played already."})

    async def _sample(self, request: Request) -> Response:
        found = self._samples.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("there is no such sample\n", status_code=404)
        return Response(found[1], media_type="application/octet-stream")

    async def _told(self, _request: Request) -> Response:
        return window.told_page(self._stories.page, self._frame)


def _letter(letter: Letter, web: str, frame: str) -> Json:
    """One mail. `link` is what its button opens, `framed` the same through the second door."""
    link = next((w for w in letter.text.split() if w.startswith(f"{web}/")), "")
    return {
        "number": letter.number,
        "at": letter.at.timestamp(),
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "link": link,
        "framed": link.replace(web, frame, 1) if link else "",
    }


async def _given(request: Request) -> tuple[Json, Files]:
    """JSON, or a form with JSON in `given` and any number of `files`."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return json.loads(await request.body()), []
    async with request.form(max_part_size=LARGEST_FILE) as form:
        files: Files = [
            (one.filename or "file", await one.read())
            for one in form.getlist("files")
            if isinstance(one, UploadFile)
        ]
        return json.loads(str(form.get("given", "{}"))), files


async def _index(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"cache-control": "no-cache"})


class _Headers:
    """ASGI middleware: nothing from elsewhere, and only this page acts."""

    def __init__(self, app: ASGIApp, *, frame: str, web: str) -> None:
        self._app = app
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            "img-src 'self' blob: data:; media-src 'self'; connect-src 'self'; "
            f"frame-src 'self' {frame} {web}; base-uri 'none'; form-action 'self'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and not _from_here(scope):
            refusal = PlainTextResponse("not from another page\n", status_code=403)
            await refusal(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", self._policy)
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("referrer-policy", "no-referrer")
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        await self._app(scope, receive, with_headers)


def _from_here(scope: Scope) -> bool:
    """Whether a request comes from this page (or from no page at all: a test, a script)."""
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    origin = headers.get("origin", "")
    return not origin or origin.split("://")[-1] == headers.get("host")
