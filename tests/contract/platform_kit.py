"""The two platforms behind one face: a real adapter before a loopback server, and people to play.

What a test says here is said once for both; `Stage` hides how each platform's people do it.
"""

import asyncio
import contextlib
import io
import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters import platforms
from adapters.playground.serving import serving
from adapters.playground.slack import Limits as SlackLimits
from adapters.playground.slack import SlackLoopback, Timings
from adapters.playground.telegram import QUICK, TelegramLoopback
from core.ids import MessageRef, RoomRef, UserRef
from core.messages import Incoming, PictureFile
from core.ports import Platform, RawEvent, RawRequest

WAYS = ("telegram-polling", "telegram-webhook", "slack-socket", "slack-http")
ONE_EACH = ("telegram-polling", "slack-socket")
Found = TypeVar("Found", bound=Incoming)


def png(width: int = 64, height: int = 48, colour: int = 90) -> bytes:
    """A real picture, so that a server that looks at it is content."""
    buffer = io.BytesIO()
    Image.new("L", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def picture(**changes: Any) -> PictureFile:
    facts: dict[str, Any] = {
        "data": png(),
        "name": "picture-7.png",
        "media_type": "image/png",
        "width": 64,
        "height": 48,
        "alt": "X-ray of the left hand",
    }
    return PictureFile(**(facts | changes))


@dataclass
class MemoryNotes:
    """Notes that last as long as the test."""

    values: dict[str, str] = field(default_factory=dict)

    async def get(self, name: str) -> str | None:
        return self.values.get(name)

    async def put(self, name: str, value: str) -> None:
        self.values[name] = value


class Inbox:
    """Keeps events by key, as the real one does, and parses them for the test to look at."""

    def __init__(self) -> None:
        self.platform: Platform | None = None
        self.raw: dict[str, RawEvent] = {}
        self.deliveries = 0
        self.refusals = 0
        self._changed = asyncio.Condition()

    async def receive(self, event: RawEvent) -> bool:
        async with self._changed:
            self.deliveries += 1
            self._changed.notify_all()
            if self.refusals:
                self.refusals -= 1
                raise RuntimeError("the database is away")
            new = event.key not in self.raw
            self.raw.setdefault(event.key, event)
            return new

    @property
    def events(self) -> list[Incoming]:
        assert self.platform is not None
        return [event for raw in self.raw.values() for event in self.platform.parse(raw)]

    def of(self, kind: type[Found]) -> list[Found]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, done: Callable[[], Any], seconds: float = 10.0) -> Any:
        """The first truthy value of `done`, asked after every delivery."""
        async with asyncio.timeout(seconds), self._changed:
            while not (value := done()):
                await self._changed.wait()
            return value

    async def next(self, kind: type[Found], count: int = 1) -> Found:
        """The `count`-th event of a kind."""
        await self.until(lambda: len(self.of(kind)) >= count)
        return self.of(kind)[count - 1]


@dataclass(frozen=True)
class Shown:
    """A message as the member sees it."""

    ref: str
    text: str
    pictures: tuple[bytes, ...]
    buttons: tuple[str, ...]
    thread: str = ""
    only_me: bool = False


class Stage(Protocol):
    """One pod room with two members, an outsider, and the adapter under test."""

    platform: Platform
    inbox: Inbox
    room: RoomRef
    member: UserRef

    def shown(self) -> list[Shown]: ...
    def private_shown(self) -> list[Shown]: ...
    async def upload(self, files: list[bytes], text: str = "") -> None: ...
    async def write_privately(self, text: str) -> None: ...
    async def press(self, ref: str, label: str) -> None: ...
    async def command(self, text: str) -> None: ...
    async def someone_joins(self) -> UserRef: ...
    async def remove_bot(self) -> None: ...
    def fail(self, call: str, **fault: Any) -> None: ...
    async def delete_all(self) -> None: ...
    async def settled(self) -> None: ...


def specs_folder() -> str | None:
    shared = os.environ.get("CAREPODS_SHARED")
    return os.environ.get("CAREPODS_SPECS") or (str(Path(shared) / "specs") if shared else None)


def no_mistakes(form: str, values: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {}


@contextlib.asynccontextmanager
async def door(inbox: Inbox) -> AsyncIterator[str]:
    """The public address: hands requests to the platform as the web server does."""

    async def endpoint(request: Request) -> Response:
        assert inbox.platform is not None
        answer = await inbox.platform.webhook(
            RawRequest(
                request.url.path,
                {name.lower(): value for name, value in request.headers.items()},
                await request.body(),
                request.url.query,
            )
        )
        headers = dict(answer.headers)
        return Response(answer.body, answer.status, headers, answer.media_type)

    app = Starlette(routes=[Route("/{path:path}", endpoint, methods=["GET", "POST"])])
    async with serving(app) as url:
        yield url


@contextlib.asynccontextmanager
async def started(
    name: str, settings: dict[str, str], inbox: Inbox, *, check: Any = no_mistakes
) -> AsyncIterator[Platform]:
    """An adapter, built as the program builds it."""
    platform = platforms.build_all(settings, MemoryNotes())[name]
    inbox.platform = platform
    await platform.start(inbox.receive, check, listen=True)
    try:
        yield platform
    finally:
        await platform.stop()


# ── telegram ────────────────────────────────────────────────────────────────────────────────────

# What both platforms can be asked to spoil, by the servers' own names.
TELEGRAM_CALLS = {"text": "sendMessage", "picture": "sendPhoto", "edit": "editMessageText"}
SLACK_CALLS = {
    "text": "chat.postMessage",
    "picture": "files.completeUploadExternal",
    "edit": "chat.update",
}


class TelegramStage:
    def __init__(self, tg: TelegramLoopback, inbox: Inbox, platform: Platform, url: str) -> None:
        self.tg, self.inbox, self.platform, self.url = tg, inbox, platform, url
        self.anna, self.ben = tg.add_user("Anna"), tg.add_user("Ben")
        self.group = tg.add_group("Family", [self.anna, self.ben], bot_admin=True)
        self.room = RoomRef("telegram", "", str(self.group.id))
        self.member = UserRef("telegram", "", str(self.anna.id))

    def shown(self) -> list[Shown]:
        return self._shown(self.group)

    def private_shown(self) -> list[Shown]:
        return self._shown(self.tg.private(self.anna))

    def _shown(self, chat: Any) -> list[Shown]:
        return [
            Shown(
                ref=str(seen.id),
                text=seen.text,
                pictures=tuple(data for data in (seen.image, seen.file) if data is not None),
                buttons=tuple(button.text for row in seen.buttons for button in row),
            )
            for seen in self.tg.messages(chat, self.anna)
            if seen.sender.is_bot
        ]

    async def upload(self, files: list[bytes], text: str = "") -> None:
        if len(files) > 1:
            await self.tg.send_album(self.anna, self.group, files, caption=text)
        else:
            await self.tg.send_photo(self.anna, self.group, files[0], caption=text)

    async def write_privately(self, text: str) -> None:
        await self.tg.start_bot(self.anna)
        await self.tg.say(self.anna, self.tg.private(self.anna), text)

    async def press(self, ref: str, label: str) -> None:
        await self.tg.press(self.anna, self.group, int(ref), label, timeout=0.05)

    async def command(self, text: str) -> None:
        await self.tg.say(self.anna, self.group, f"/{text}")

    async def someone_joins(self) -> UserRef:
        carl = self.tg.add_user("Carl")
        await self.tg.add_member(self.anna, self.group, carl)
        return UserRef("telegram", "", str(carl.id))

    async def remove_bot(self) -> None:
        await self.tg.kick_bot(self.group)

    def fail(self, call: str, **fault: Any) -> None:
        self.tg.faults.next(TELEGRAM_CALLS.get(call, call), **fault)

    async def delete_all(self) -> None:
        for seen in self.tg.messages(self.group, self.anna):
            await self.tg.delete(self.anna, self.group, seen)

    async def settled(self) -> None:
        """Nothing goes on by itself here."""


@contextlib.asynccontextmanager
async def telegram(*, webhook: bool = False, **settings: str) -> AsyncIterator[TelegramStage]:
    inbox = Inbox()
    tg = TelegramLoopback(limits=QUICK, specs=specs_folder())
    async with serving(tg.app) as url, door(inbox) as public:
        given = {"TELEGRAM_TOKEN": tg.token, "TELEGRAM_API_URL": url, "PUBLIC_URL": public}
        if webhook:
            given["TELEGRAM_WEBHOOK_SECRET"] = "a-secret_for-tests"
        async with started("telegram", given | settings, inbox) as platform:
            if webhook:
                await tg.wait_for(lambda: tg.webhook_info()["url"])
            else:
                await tg.wait_for(lambda: tg.calls("getUpdates"))
            yield TelegramStage(tg, inbox, platform, url)
        await tg.aclose()
    assert tg.violations == []


# ── slack ───────────────────────────────────────────────────────────────────────────────────────


class SlackStage:
    def __init__(self, slack: SlackLoopback, inbox: Inbox, platform: Platform) -> None:
        self.slack, self.inbox, self.platform = slack, inbox, platform
        self.anna, self.ben = slack.add_user("Anna Berg"), slack.add_user("Ben Okafor")
        self.ward = slack.add_channel("ward", [self.anna, self.ben])
        self.room = RoomRef("slack", slack.team.id, self.ward.id)
        self.member = UserRef("slack", slack.team.id, self.anna.id)

    def shown(self) -> list[Shown]:
        return self._shown(self.ward)

    def private_shown(self) -> list[Shown]:
        return self._shown(self.slack.dm_channel(self.anna))

    def _shown(self, channel: Any) -> list[Shown]:
        return [
            Shown(
                ref=seen["ts"],
                text=seen["words"],
                pictures=tuple(file["bytes"] for file in seen["files"]),
                buttons=tuple(_label(button) for button in seen["buttons"]),
                thread=seen["thread_ts"] or "",
                only_me=seen["ephemeral"],
            )
            for seen in self.slack.messages(channel, as_seen_by=self.anna)
            if seen["is_bot"]
        ]

    async def upload(self, files: list[bytes], text: str = "") -> None:
        named = [(f"image{number}.png", data) for number, data in enumerate(files)]
        await self.slack.upload(self.anna, self.ward, named, text)

    async def write_privately(self, text: str) -> None:
        await self.slack.dm(self.anna, text)

    async def press(self, ref: str, label: str) -> None:
        await self.slack.press(self.anna, self.ward, ref, label)

    async def command(self, text: str) -> None:
        await self.slack.slash(self.anna, self.ward, "/carepods", text)

    async def someone_joins(self) -> UserRef:
        carl = self.slack.add_user("Carl Lind")
        await self.slack.join(carl, self.ward, self.anna)
        return UserRef("slack", self.slack.team.id, carl.id)

    async def remove_bot(self) -> None:
        await self.slack.leave(self.slack.bot, self.ward)

    def fail(self, call: str, **fault: Any) -> None:
        self.slack.faults.next(SLACK_CALLS.get(call, call), **fault)

    async def delete_all(self) -> None:
        for seen in self.shown():
            self.slack.core.posting.delete(self.slack.core.world.message(self.ward, seen.ref))

    async def settled(self) -> None:
        await self.slack.settled()


def _label(button: Any) -> str:
    return str(button["text"]) if isinstance(button, dict) else str(button)


@contextlib.asynccontextmanager
async def slack(
    *, http: bool = False, check: Any = no_mistakes, **settings: str
) -> AsyncIterator[SlackStage]:
    inbox = Inbox()
    timings = Timings(retry_delays=(0.0, 0.05, 0.05))
    limits = SlackLimits(enabled=False)
    async with (
        SlackLoopback(limits=limits, timings=timings) as server,
        serving(server.app) as url,
        door(inbox) as public,
    ):
        server.url = url
        given = {
            "SLACK_BOT_TOKEN": server.bot_token,
            "SLACK_API_URL": f"{url}/api/",
            "PUBLIC_URL": public,
        }
        if http:
            server.settings.request_url = f"{public}/slack/events"
            given["SLACK_SIGNING_SECRET"] = server.settings.signing_secret
        else:
            given["SLACK_APP_TOKEN"] = server.settings.app_token
        async with started("slack", given | settings, inbox, check=check) as platform:
            if not http:
                await server.wait_for(lambda: server.open_sockets)
            yield SlackStage(server, inbox, platform)
            await server.settled()


@contextlib.asynccontextmanager
async def stage(way: str) -> AsyncIterator[Stage]:
    """Any of `WAYS`."""
    name, how = way.split("-")
    if name == "telegram":
        async with telegram(webhook=how == "webhook") as found:
            yield found
    else:
        async with slack(http=how == "http") as found_slack:
            yield found_slack


def at(message: MessageRef, shown: list[Shown]) -> Shown:
    """The message on the screen."""
    (found,) = [each for each in shown if each.ref == message.message]
    return found
