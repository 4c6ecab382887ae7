"""A Slack of the smallest kind, after docs.slack.dev: Web API, Socket Mode, signed requests.

It has one workspace and the methods that are named in METHODS; others are `unknown_method`. Which
of the optional ones it has can be chosen. Objects carry their required fields and one that is in no
documentation.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, WSMsgType, web

from tests.integration.foreign.faults import Faults

BOT_TOKEN = "xoxb-foreign"
APP_TOKEN = "xapp-foreign"
SIGNING_SECRET = "foreign-signing-secret"
TEAM, ME = "TFOREIGN1", "UFOREIGNBOT"
Args = dict[str, Any]


class Refusal(Exception):
    pass


@dataclass
class Message:
    ts: str
    channel: str
    user: str
    arguments: Args
    files: list[str] = field(default_factory=list)
    edits: int = 0

    @property
    def text(self) -> str:
        return str(self.arguments.get("text") or self.arguments.get("initial_comment") or "")

    def buttons(self) -> dict[str, Args]:
        """Label → the button."""
        blocks = _json(self.arguments.get("blocks")) or []
        return {
            element["text"]["text"]: element
            for block in blocks
            if block["type"] == "actions"
            for element in block["elements"]
        }


@dataclass
class File:
    id: str
    name: str
    length: int
    data: bytes = b""
    shares: list[tuple[str, str]] = field(default_factory=list)
    deleted: bool = False


class SlackApi:
    """One app in one workspace."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.url = ""
        self.members: dict[str, list[str]] = {}
        self.kicked: set[str] = set()
        self.messages: dict[tuple[str, str], Message] = {}
        self.deleted: set[tuple[str, str]] = set()
        self.ephemeral: list[Args] = []
        self.files: dict[str, File] = {}
        self.views: list[Args] = []
        self.calls: list[tuple[str, Args]] = []
        self.missing: set[str] = set()
        self.tells_shares = True
        self.acknowledged: dict[str, Any] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.opened = asyncio.Event()
        self.pending: dict[str, Args] = {}
        self._sending: set[asyncio.Future[None]] = set()
        self._numbers = itertools.count(1)
        self._acks = asyncio.Condition()

    # ── people play ─────────────────────────────────────────────────────────────────────────────

    def channel(self, users: list[str]) -> str:
        number = f"CFOREIGN{len(self.members)}"
        self.members[number] = [*users, ME]
        return number

    def file(self, data: bytes, name: str, *, download: bool = False) -> Args:
        """A file of somebody's, as a message carries it; mostly without `url_private_download`."""
        made = File(f"F{next(self._numbers):09d}", name, len(data), data)
        self.files[made.id] = made
        found: Args = {"id": made.id, "name": name, "url_private": self._file_url(made), "x_new": 1}
        return found | ({"url_private_download": self._file_url(made)} if download else {})

    def _file_url(self, file: File) -> str:
        return f"{self.url}/files-pri/{file.id}/{file.name}"

    def message_event(self, user: str, channel: str, **content: Any) -> Args:
        """As the Events API words it, without `client_msg_id` and `authorizations`."""
        number = next(self._numbers)
        event = {"type": "message", "user": user, "channel": channel, "ts": self._stamp()}
        event |= {"channel_type": "im" if channel.startswith("D") else "channel"} | content
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "AFOREIGN",
            "event": event,
            "event_id": f"Ev{number:09d}",
            "event_time": int(time.time()),
        }

    def command(self, user: str, channel: str, text: str) -> dict[str, str]:
        number = next(self._numbers)
        return {
            "command": "/carepods",
            "text": text,
            "user_id": user,
            "channel_id": channel,
            "team_id": TEAM,
            "trigger_id": f"{number}.foreign",
            "response_url": f"{self.url}/response/{number}",
        }

    def press(self, user: str, message: Message, label: str) -> Args:
        number = next(self._numbers)
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": message.channel},
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": message.channel,
            },
            "message": {"ts": message.ts, "text": message.text},
            "trigger_id": f"{number}.foreign",
            "response_url": f"{self.url}/response/{number}",
            "actions": [message.buttons()[label]],
        }

    async def push(self, kind: str, payload: Any) -> str:
        """Deliver over the socket; the envelope's id."""
        number = f"envelope-{next(self._numbers)}"
        await self.push_again(number, kind, payload)
        return number

    async def push_again(self, number: str, kind: str, payload: Any) -> None:
        async with asyncio.timeout(20):
            while not self.sockets:
                await self.opened.wait()
        envelope = {"envelope_id": number, "type": kind, "payload": payload}
        await self.sockets[-1].send_str(json.dumps(envelope | {"accepts_response_payload": True}))

    def queue(self, kind: str, payload: Any) -> str:
        """Deliver as soon as a socket is open, and on every new one until it is acknowledged."""
        number = f"envelope-{next(self._numbers)}"
        self.pending[number] = {"envelope_id": number, "type": kind, "payload": payload}
        if self.sockets:
            text = json.dumps(self.pending[number])
            sending = asyncio.ensure_future(self.sockets[-1].send_str(text))
            sending.add_done_callback(lambda sent: sent.exception())  # the next socket gets it
            self._sending.add(sending)
        return number

    async def acknowledgement(self, number: str) -> Any:
        async with asyncio.timeout(20), self._acks:
            await self._acks.wait_for(lambda: number in self.acknowledged)
        return self.acknowledged[number]

    async def post(
        self,
        session: ClientSession,
        address: str,
        payload: Args,
        *,
        kind: str = "events_api",
        secret: str = SIGNING_SECRET,
        age: int = 0,
    ) -> int:
        """A signed request to the app; the status it answers with."""
        status, _ = await self.answer(session, address, payload, kind=kind, secret=secret, age=age)
        return status

    async def answer(
        self,
        session: ClientSession,
        address: str,
        payload: Args,
        *,
        kind: str = "events_api",
        secret: str = SIGNING_SECRET,
        age: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """A signed request, as the Events API and interactivity send them; (status, body)."""
        if kind == "events_api":
            body, media = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, media = urlencode(form).encode(), "application/x-www-form-urlencoded"
        stamp = str(int(time.time()) - age)
        base = b"v0:" + stamp.encode() + b":" + body
        signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        signed = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature,
            "Content-Type": media,
        }
        given = signed | dict(headers or {})
        async with session.post(address, data=body, headers=given) as answer:
            return answer.status, await answer.text()

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def standing(self, channel: str) -> list[Message]:
        """The bot's messages in a channel, oldest first."""
        return [
            m
            for key, m in self.messages.items()
            if key[0] == channel and m.user == ME and key not in self.deleted
        ]

    def pictures(self, channel: str) -> list[Message]:
        return [
            m for m in self.standing(channel) if any(not self.files[f].deleted for f in m.files)
        ]

    def forget(self, message: Message) -> None:
        """Somebody deleted it."""
        self.deleted.add((message.channel, message.ts))

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    def _stamp(self) -> str:
        return f"1790000000.{next(self._numbers):06d}"

    # ── the server ──────────────────────────────────────────────────────────────────────────────

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[SlackApi]:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_post("/api/{method}", self._call)
        app.router.add_get("/link", self._socket)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files-pri/{file}/{name}", self._download)
        app.router.add_post("/response/{number}", self._respond)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self.faults.let_go.set()
            for socket in list(self.sockets):
                await socket.close()
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        found = METHODS.get(method)
        if found is None or method in self.missing:
            return web.json_response({"ok": False, "error": "unknown_method"})
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = token or str(arguments.get("token", ""))
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            error = "invalid_auth" if token else "not_authed"
            return web.json_response({"ok": False, "error": error})

        async def work() -> web.StreamResponse:
            self.calls.append((method, arguments))
            try:
                return web.json_response({"ok": True} | await found(self, arguments))
            except Refusal as refusal:
                return web.json_response({"ok": False, "error": str(refusal)})

        return await self.faults.around(method, request, work)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.sockets.append(socket)
        self.opened.set()
        try:
            for envelope in list(self.pending.values()):
                await socket.send_str(json.dumps(envelope))
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    answer = json.loads(message.data)
                    async with self._acks:
                        self.acknowledged[answer["envelope_id"]] = answer.get("payload")
                        self.pending.pop(answer["envelope_id"], None)
                        self._acks.notify_all()
        finally:
            self.sockets.remove(socket)
            if not self.sockets:
                self.opened.clear()
        return socket

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        file = self.files.get(request.match_info["file"])
        data = await request.read()

        async def work() -> web.StreamResponse:
            if file is None or len(data) != file.length:
                return web.Response(status=400, text="bad length")
            file.data = data
            return web.Response(text=f"OK - {len(data)}")

        return await self.faults.around("upload", request, work)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Whoever brings no token gets a page to sign in on, with 200."""
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        file = self.files.get(request.match_info["file"])

        async def work() -> web.StreamResponse:
            return web.Response(body=file.data) if file else web.Response(status=404)

        return await self.faults.around("download", request, work)

    async def _respond(self, request: web.Request) -> web.Response:
        self.ephemeral.append(await request.json())
        return web.Response(text="ok")

    # ── methods ─────────────────────────────────────────────────────────────────────────────────

    async def auth_test(self, _arguments: Args) -> Args:
        return {"url": self.url, "team": "Foreign", "user": "bot", "team_id": TEAM, "user_id": ME}

    async def connections_open(self, _arguments: Args) -> Args:
        return {"url": self.url.replace("http", "ws", 1) + "/link"}

    def _channel(self, arguments: Args) -> str:
        channel = str(arguments.get("channel") or arguments.get("channel_id") or "")
        if channel in self.kicked:
            raise Refusal("not_in_channel")
        if channel not in self.members and not channel.startswith("D"):
            raise Refusal("channel_not_found")
        return channel

    def _keep(self, channel: str, arguments: Args, files: list[str]) -> Message:
        blocks = _json(arguments.get("blocks")) or []
        if len(blocks) > 50 or any(
            len(b.get("text", {}).get("text", "")) > 3000 for b in blocks if b["type"] == "section"
        ):
            raise Refusal("invalid_blocks")
        message = Message(self._stamp(), channel, ME, arguments, files)
        self.messages[channel, message.ts] = message
        return message

    async def post_message(self, arguments: Args) -> Args:
        if not arguments.get("text") and not arguments.get("blocks"):
            raise Refusal("no_text")
        channel = self._channel(arguments)
        message = self._keep(channel, arguments, [])
        return {"channel": channel, "ts": message.ts, "message": {"text": message.text}}

    async def post_ephemeral(self, arguments: Args) -> Args:
        channel = self._channel(arguments)
        if arguments.get("user") not in self.members.get(channel, ()):
            raise Refusal("user_not_in_channel")
        self.ephemeral.append(arguments)
        return {"message_ts": self._stamp()}

    async def update(self, arguments: Args) -> Args:
        message = self.messages.get((self._channel(arguments), str(arguments.get("ts"))))
        if message is None or message.user != ME:
            raise Refusal("message_not_found")
        message.arguments = arguments
        message.files = _json(arguments.get("file_ids")) or []
        message.edits += 1
        return {"channel": message.channel, "ts": message.ts, "text": message.text}

    async def delete(self, arguments: Args) -> Args:
        key = (self._channel(arguments), str(arguments.get("ts")))
        if key not in self.messages or key in self.deleted:
            raise Refusal("message_not_found")
        self.deleted.add(key)
        return {"channel": key[0], "ts": key[1]}

    async def conversation(self, arguments: Args) -> Args:
        """Hardly a field of the many that are optional."""
        return {"channel": {"id": self._channel(arguments)}}

    async def conversation_members(self, arguments: Args) -> Args:
        """One to a page; the last page has a cursor of "", as the documentation shows it."""
        listed = self.members[self._channel(arguments)]
        at = int(arguments.get("cursor") or 0)
        following = str(at + 1) if at + 1 < len(listed) else ""
        return {"members": listed[at : at + 1], "response_metadata": {"next_cursor": following}}

    async def conversation_open(self, arguments: Args) -> Args:
        return {"channel": {"id": f"D{arguments['users']}"}}

    async def history(self, arguments: Args) -> Args:
        channel = self._channel(arguments)
        found = [
            self._shown(m)
            for key, m in reversed(self.messages.items())
            if key[0] == channel and key not in self.deleted
        ]
        return {"messages": found[: int(arguments.get("limit", 100))], "has_more": False}

    def _shown(self, message: Message) -> Args:
        found: Args = {"type": "message", "user": message.user, "ts": message.ts}
        found["text"] = message.text
        if message.files:
            found["files"] = [{"id": f} for f in message.files]
        if metadata := _json(message.arguments.get("metadata")):
            found["metadata"] = metadata
        return found

    async def user(self, arguments: Args) -> Args:
        return {"user": {"id": arguments["user"], "name": "somebody"}}

    async def upload_address(self, arguments: Args) -> Args:
        length = int(arguments.get("length", 0))
        if not arguments.get("filename") or length <= 0:
            raise Refusal("invalid_arguments")
        made = File(f"F{next(self._numbers):09d}", arguments["filename"], length)
        self.files[made.id] = made
        return {"upload_url": f"{self.url}/upload/{made.id}", "file_id": made.id}

    async def complete_upload(self, arguments: Args) -> Args:
        listed = _json(arguments.get("files")) or []
        numbers = [entry["id"] for entry in listed]
        if any(n not in self.files or not self.files[n].data for n in numbers):
            raise Refusal("file_not_found")
        if arguments.get("channel_id"):
            message = self._keep(self._channel(arguments), arguments, numbers)
            for number in numbers:
                self.files[number].shares.append((message.channel, message.ts))
        return {"files": [{"id": n} for n in numbers]}

    async def file_info(self, arguments: Args) -> Args:
        file = self.files.get(str(arguments.get("file")))
        if file is None or file.deleted:
            raise Refusal("file_not_found")
        found: Args = {"id": file.id, "name": file.name, "url_private": self._file_url(file)}
        if self.tells_shares and file.shares:
            found["shares"] = {"public": {c: [{"ts": ts}] for c, ts in file.shares}}
        return {"file": found}

    async def file_delete(self, arguments: Args) -> Args:
        file = self.files.get(str(arguments.get("file")))
        if file is None or file.deleted:
            raise Refusal("file_not_found")
        file.deleted = True
        return {}

    async def view(self, arguments: Args) -> Args:
        view = _json(arguments.get("view"))
        if not isinstance(view, dict) or view.get("type") not in ("home", "modal"):
            raise Refusal("invalid_arguments")
        self.views.append(view)
        return {"view": {"id": f"V{len(self.views)}"}}


Method = Callable[[SlackApi, Args], Awaitable[Args]]
METHODS: dict[str, Method] = {
    "auth.test": SlackApi.auth_test,
    "apps.connections.open": SlackApi.connections_open,
    "chat.postMessage": SlackApi.post_message,
    "chat.postEphemeral": SlackApi.post_ephemeral,
    "chat.update": SlackApi.update,
    "chat.delete": SlackApi.delete,
    "conversations.info": SlackApi.conversation,
    "conversations.members": SlackApi.conversation_members,
    "conversations.open": SlackApi.conversation_open,
    "conversations.history": SlackApi.history,
    "users.info": SlackApi.user,
    "files.getUploadURLExternal": SlackApi.upload_address,
    "files.completeUploadExternal": SlackApi.complete_upload,
    "files.info": SlackApi.file_info,
    "files.delete": SlackApi.file_delete,
    "views.open": SlackApi.view,
    "views.publish": SlackApi.view,
}


async def _arguments(request: web.Request) -> Args:
    if request.content_type == "application/json":
        found: Args = await request.json()
        return found
    return dict(await request.post())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value
