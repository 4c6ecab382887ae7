"""A Bot API server of the smallest kind, after core.telegram.org/bots/api.

Identifiers are above 32 bits, objects carry their required fields and one that is in no
documentation, what is unknown is 404, and nothing is forgiven that the documentation forbids.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web
from PIL import Image

from tests.integration.foreign.faults import Faults

TOKEN = "7300000001:AAF-foreign_token"  # a token's form, made up
BOT = 7_300_000_001
Args = dict[str, Any]


class Refusal(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Person:
    id: int
    name: str
    language: str | None = None
    started: bool = True

    def json(self) -> Args:
        found = {"id": self.id, "is_bot": self.id == BOT, "first_name": self.name, "x_new": 1}
        return found | ({"language_code": self.language} if self.language else {})


@dataclass
class Group:
    id: int
    title: str
    people: list[Person]
    bot: str = "administrator"  # or member, kicked
    moved_to: int | None = None


@dataclass
class Posted:
    """A message as it stands in a chat. `data` is a picture's or a document's bytes."""

    id: int
    chat: int
    sender: int
    text: str = ""
    kind: str = "text"
    data: bytes = b""
    markup: Args | None = None
    arguments: Args = field(default_factory=dict)
    edits: int = 0


class BotApi:
    """One bot, its chats, and whoever plays the people."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[tuple[int, int], Posted] = {}
        self.deleted: set[tuple[int, int]] = set()
        self.calls: list[tuple[str, Args]] = []
        self.answers: dict[str, str] = {}
        self.commands: list[Args] = []
        self.webhook: Args = {}
        self.members_refused = False
        self.counts_bot = True
        self.url = ""
        self.polling = 0
        self.offsets: list[int] = []
        self.confirmed = 0  # updates that will not be delivered again
        self._updates: dict[int, Args] = {}
        self._wakes = asyncio.Event()
        self._numbers = itertools.count(41_000_001)
        self._update_ids = itertools.count(870_000_001)
        self._files: dict[str, bytes] = {}
        self._queries: dict[str, asyncio.Future[str]] = {}

    # ── people play ─────────────────────────────────────────────────────────────────────────────

    def person(self, name: str, language: str | None = None) -> Person:
        made = Person(6_900_000_000 + len(self.people), name, language)
        self.people[made.id] = made
        return made

    def group(self, title: str, people: list[Person]) -> Group:
        made = Group(-1_002_200_000_000 - len(self.groups), title, people)
        self.groups[made.id] = made
        return made

    def file(self, data: bytes) -> Args:
        number = f"BQAC{len(self._files):08d}"
        self._files[number] = data
        return {"file_id": number, "file_unique_id": f"u{number}"}

    def photo(self, data: bytes) -> list[Args]:
        """Two sizes, the smaller one first; no `file_size`, which is optional."""
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
        with Image.open(io.BytesIO(data)) as opened:
            small = io.BytesIO()
            opened.resize((max(1, width // 4), max(1, height // 4))).convert("RGB").save(
                small, "JPEG"
            )
        half = {"width": width // 4, "height": height // 4} | self.file(small.getvalue())
        return [half, {"width": width, "height": height} | self.file(data)]

    def say(self, sender: Person, chat: Group | Person, **content: Any) -> int:
        """A message of a person; its update's number."""
        number = next(self._numbers)
        where = self._chat(chat)
        kind = next((k for k in ("photo", "document") if k in content), "text")
        self.messages[where["id"], number] = Posted(number, where["id"], sender.id, kind=kind)
        message = {"message_id": number, "date": 1_790_000_000, "chat": where}
        return self.update({"message": message | {"from": sender.json()} | content})

    def membership(self, group: Group, by: Person, status: str) -> int:
        """The bot's own standing in a group changes: `kicked`, `member`, `administrator`."""
        me = Person(BOT, "Carepods").json()
        old, group.bot = group.bot, status
        change = {"chat": self._chat(group), "from": by.json(), "date": 1_790_000_000}
        change["old_chat_member"] = {"user": me, "status": old}
        change["new_chat_member"] = {"user": me, "status": status}
        return self.update({"my_chat_member": change})

    def press(self, sender: Person, message: Posted, handle: str) -> asyncio.Future[str]:
        """A press; the future is what the bot shows at once."""
        query = f"43{next(self._numbers)}"
        self._queries[query] = asyncio.get_running_loop().create_future()
        chat = self.groups.get(message.chat) or self.people[message.chat]
        shown = {"message_id": message.id, "date": 1_790_000_000, "chat": self._chat(chat)}
        body = {"id": query, "from": sender.json(), "message": shown, "data": handle}
        self.update({"callback_query": body | {"chat_instance": "-99"}})
        return self._queries[query]

    def update(self, content: Args) -> int:
        """Put an update in line; the number of it."""
        number = next(self._update_ids)
        self.raw_update(number, {"update_id": number} | content)
        return number

    def raw_update(self, number: int, update: Any) -> None:
        self._updates[number] = update
        self._wakes.set()

    def again(self, number: int, update: Args) -> None:
        """Deliver an update once more, as after a lost confirmation."""
        self.raw_update(number, {"update_id": number} | update)

    async def deliver(self, session: ClientSession, update: Args, secret: str | None) -> int:
        """Push an update to the webhook; the status that the bot answers with."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
            return answer.status

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def standing(self, chat: Group | Person) -> list[Posted]:
        """The bot's messages in a chat that are not deleted, oldest first."""
        return [
            m
            for key, m in self.messages.items()
            if key[0] == chat.id and m.sender == BOT and key not in self.deleted
        ]

    def pictures(self, chat: Group | Person) -> list[Posted]:
        return [m for m in self.standing(chat) if m.data]

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    def _chat(self, chat: Group | Person) -> Args:
        if isinstance(chat, Person):
            return {"id": chat.id, "type": "private", "first_name": chat.name}
        return {"id": chat.id, "type": "supergroup", "title": chat.title}

    # ── the server ──────────────────────────────────────────────────────────────────────────────

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[BotApi]:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self.faults.let_go.set()
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        method = request.match_info["method"]
        found = METHODS.get(method.lower())
        if found is None:
            return _answer(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        arguments = await _arguments(request)

        async def work() -> web.StreamResponse:
            self.calls.append((method, arguments))
            try:
                result = await found(self, arguments)
            except Refusal as refusal:
                body: Args = {
                    "ok": False,
                    "error_code": refusal.code,
                    "description": refusal.description,
                }
                if refusal.parameters:
                    body["parameters"] = refusal.parameters
                return _answer(refusal.code, body)
            return _answer(200, {"ok": True, "result": result})

        return await self.faults.around(method, request, work)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        data = self._files.get(request.match_info["path"].removeprefix("documents/"))
        if request.match_info["token"] != TOKEN or data is None:
            return web.Response(status=404)

        async def work() -> web.StreamResponse:
            return web.Response(body=data)

        return await self.faults.around("download", request, work)

    def _writable(self, arguments: Args) -> Group | Person:
        number = _integer(arguments, "chat_id")
        person = self.people.get(number)
        if person is not None:
            if not person.started:
                raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
            return person
        group = self.groups.get(number)
        if group is None:
            raise Refusal(400, "Bad Request: chat not found")
        if group.moved_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=group.moved_to,
            )
        if group.bot == "kicked":
            raise Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
        return group

    # ── methods ─────────────────────────────────────────────────────────────────────────────────

    async def get_me(self, _arguments: Args) -> Args:
        me = Person(BOT, "Carepods").json() | {"username": "foreign_bot"}
        return me | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    async def get_updates(self, arguments: Args) -> list[Any]:
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.polling:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        offset = int(arguments.get("offset", 0))
        self.offsets.append(offset)
        left = {n: u for n, u in self._updates.items() if n >= offset}
        self.confirmed += len(self._updates) - len(left)
        self._updates = left
        self.polling += 1
        try:
            async with asyncio.timeout(int(arguments.get("timeout", 0))):
                while not self._updates:
                    self._wakes.clear()
                    await self._wakes.wait()
        except TimeoutError:
            return []
        finally:
            self.polling -= 1
        return [self._updates[n] for n in sorted(self._updates)][:100]

    async def delete_webhook(self, _arguments: Args) -> bool:
        self.webhook = {}
        return True

    async def set_webhook(self, arguments: Args) -> bool:
        secret = arguments.get("secret_token", "")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = arguments
        return True

    async def set_my_commands(self, arguments: Args) -> bool:
        commands = _json(arguments, "commands")
        if not isinstance(commands, list) or len(commands) > 100:
            raise Refusal(400, "Bad Request: too many commands")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands.append(arguments)
        return True

    async def send_message(self, arguments: Args) -> Args:
        text = _words(arguments, "text", 4096)
        if not text:
            raise Refusal(400, "Bad Request: message text is empty")
        return self._post(arguments, "text", text, b"")

    async def send_photo(self, arguments: Args) -> Args:
        data = _bytes(arguments, "photo")
        if len(data) > 10 * 2**20:
            raise Refusal(400, "Bad Request: file is too big")
        try:
            with Image.open(io.BytesIO(data)) as opened:
                width, height = opened.size
        except OSError:
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        return self._post(arguments, "photo", _words(arguments, "caption", 1024), data)

    async def send_document(self, arguments: Args) -> Args:
        data = _bytes(arguments, "document")
        return self._post(arguments, "document", _words(arguments, "caption", 1024), data)

    async def send_animation(self, arguments: Args) -> Args:
        data = _bytes(arguments, "animation")
        return self._post(arguments, "animation", _words(arguments, "caption", 1024), data)

    def _post(self, arguments: Args, kind: str, text: str, data: bytes) -> Args:
        chat = self._writable(arguments)
        markup = _json(arguments, "reply_markup") if "reply_markup" in arguments else None
        for row in (markup or {}).get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        number = next(self._numbers)
        posted = Posted(number, chat.id, BOT, text, kind, data, markup, arguments)
        self.messages[chat.id, number] = posted
        return self._message(posted, chat)

    def _message(self, posted: Posted, chat: Group | Person) -> Args:
        found: Args = {
            "message_id": posted.id, "date": 1_790_000_100, "chat": self._chat(chat)
        }  # fmt: skip
        if posted.kind == "photo":
            return found | {"photo": [{"width": 9, "height": 9} | self.file(posted.data)]}
        if posted.kind in ("document", "animation"):
            return found | {"document": self.file(posted.data)}
        return found | {"text": posted.text}

    async def get_file(self, arguments: Args) -> Args:
        number = str(arguments.get("file_id", ""))
        if number not in self._files:
            raise Refusal(400, "Bad Request: invalid file_id")
        if len(self._files[number]) > 20 * 2**20:
            raise Refusal(400, "Bad Request: file is too big")
        found = {"file_id": number, "file_unique_id": f"u{number}"}
        return found | {"file_path": f"documents/{number}"}

    async def answer_callback_query(self, arguments: Args) -> bool:
        query = str(arguments.get("callback_query_id", ""))
        future = self._queries.pop(query, None)
        if future is None:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or "
                               "query ID is invalid")  # fmt: skip
        if len(arguments.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        future.set_result(arguments.get("text", ""))
        return True

    async def edit_message(self, arguments: Args) -> Args:
        chat = self._writable(arguments)
        key = (chat.id, _integer(arguments, "message_id"))
        posted = self.messages.get(key)
        if posted is None or key in self.deleted:
            raise Refusal(400, "Bad Request: message to edit not found")
        if posted.sender != BOT:
            raise Refusal(400, "Bad Request: message can't be edited")
        if "media" in arguments:
            media = _json(arguments, "media")
            posted.text = media.get("caption", "")
            posted.data = _bytes(arguments, media["media"].removeprefix("attach://"))
        else:
            posted.text = _words(arguments, "text" if "text" in arguments else "caption", 4096)
        posted.markup = _json(arguments, "reply_markup") if "reply_markup" in arguments else None
        posted.edits += 1
        return self._message(posted, chat)

    async def delete_message(self, arguments: Args) -> bool:
        chat = self._writable(arguments)
        key = (chat.id, _integer(arguments, "message_id"))
        if key not in self.messages or key in self.deleted:
            raise Refusal(400, "Bad Request: message to delete not found")
        allowed = self.messages[key].sender == BOT or (
            isinstance(chat, Group) and chat.bot == "administrator"
        )
        if not allowed:
            raise Refusal(400, "Bad Request: message can't be deleted")
        self.deleted.add(key)
        return True

    async def get_chat(self, arguments: Args) -> Args:
        """Without `has_visible_history`, which is optional."""
        return self._chat(self._writable(arguments)) | {
            "accent_color_id": 1,
            "max_reaction_count": 1,
        }

    async def get_chat_member_count(self, arguments: Args) -> int:
        chat = self._writable(arguments)
        if isinstance(chat, Person):
            return 2
        return len(chat.people) + (1 if self.counts_bot else 0)

    async def get_chat_administrators(self, arguments: Args) -> list[Args]:
        chat = self._writable(arguments)
        if isinstance(chat, Person):
            raise Refusal(400, "Bad Request: there are no administrators in the private chat")
        return []

    async def get_chat_member(self, arguments: Args) -> Args:
        chat = self._writable(arguments)
        if self.members_refused:
            raise Refusal(400, "Bad Request: CHAT_ADMIN_REQUIRED")
        number = _integer(arguments, "user_id")
        person = self.people.get(number)
        if person is None:
            raise Refusal(400, "Bad Request: PARTICIPANT_ID_INVALID")
        inside = isinstance(chat, Group) and person in chat.people
        return {"user": person.json(), "status": "member" if inside else "left"}

    async def send_chat_action(self, arguments: Args) -> bool:
        self._writable(arguments)
        return True


Method = Callable[[BotApi, Args], Awaitable[Any]]
METHODS: dict[str, Method] = {
    "getme": BotApi.get_me,
    "getupdates": BotApi.get_updates,
    "deletewebhook": BotApi.delete_webhook,
    "setwebhook": BotApi.set_webhook,
    "setmycommands": BotApi.set_my_commands,
    "sendmessage": BotApi.send_message,
    "sendphoto": BotApi.send_photo,
    "senddocument": BotApi.send_document,
    "sendanimation": BotApi.send_animation,
    "getfile": BotApi.get_file,
    "answercallbackquery": BotApi.answer_callback_query,
    "editmessagetext": BotApi.edit_message,
    "editmessagecaption": BotApi.edit_message,
    "editmessagemedia": BotApi.edit_message,
    "editmessagereplymarkup": BotApi.edit_message,
    "deletemessage": BotApi.delete_message,
    "getchat": BotApi.get_chat,
    "getchatmember": BotApi.get_chat_member,
    "getchatmembercount": BotApi.get_chat_member_count,
    "getchatadministrators": BotApi.get_chat_administrators,
    "sendchataction": BotApi.send_chat_action,
}


async def _arguments(request: web.Request) -> Args:
    """From the query, a form, a multipart form or a JSON object, as the documentation lists."""
    found: Args = dict(request.query)
    if request.content_type == "application/json":
        return found | await request.json()
    for name, value in (await request.post()).items():
        found[name] = value.file.read() if isinstance(value, web.FileField) else value
    return found


def _answer(status: int, body: Args) -> web.Response:
    return web.json_response(body, status=status)


def _json(arguments: Args, name: str) -> Any:
    value = arguments.get(name)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise Refusal(400, f"Bad Request: can't parse {name}") from None


def _integer(arguments: Args, name: str) -> int:
    try:
        return int(arguments[name])
    except (KeyError, ValueError, TypeError):
        raise Refusal(400, f"Bad Request: {name} is empty") from None


def _bytes(arguments: Args, name: str) -> bytes:
    value = arguments.get(name)
    if isinstance(value, str) and value.startswith("attach://"):
        value = arguments.get(value.removeprefix("attach://"))
    if not isinstance(value, bytes) or not value:
        raise Refusal(400, f"Bad Request: there is no {name} in the request")
    return value


def _words(arguments: Args, name: str, limit: int) -> str:
    """What is left when HTML's marks are taken away; those that are not closed are refused."""
    text = str(arguments.get(name, ""))
    if arguments.get("parse_mode") == "HTML":
        if re.sub(r"</?(b|i|u|s|a|code|pre|tg-spoiler)(\s[^<>]*)?>", "", text).count("<"):
            raise Refusal(400, "Bad Request: can't parse entities")
        text = re.sub(r"<[^<>]*>", "", text)
    if len(text) > limit:
        raise Refusal(400, "Bad Request: message is too long")
    return text
