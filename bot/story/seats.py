"""One person in one chat, whichever the platform: what they see, write, send and press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from adapters.playground import slack as slack_side
from adapters.playground import telegram as telegram_side

PATIENCE = 60.0
PRESS_SECONDS = 10.0
COMMAND = "/carepods"
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on a screen. `ref` finds it again, `number` is the platform's id of it.

    `version` changes when it does.
    """

    ref: Any
    number: str
    sender: str
    by_bot: bool
    text: str
    buttons: tuple[str, ...]
    pictures: int
    version: str


Wanted = Callable[[Shown], bool]


class Seat(Protocol):
    """What the story needs of a chat."""

    platform: str
    who: str

    def look(self) -> list[Shown]: ...
    async def say(self, text: str) -> None: ...
    async def command(self, word: str, rest: str = "") -> None: ...
    async def send(self, files: Sequence[File], caption: str = "") -> None: ...
    async def press(self, ref: Any, label: str) -> str:
        """Press a button; what the app shows for it at once ("" where nothing)."""
        ...

    async def press_used(self, ref: Any, label: str) -> str:
        """Press a button that has gone since; "" where the app does not let that happen."""
        ...

    async def wait(self, wanted: Wanted, seconds: float = PATIENCE) -> Shown:
        """The newest message of the bot that is wanted. Raises TimeoutError."""
        ...


class Marker:
    """What was on a screen before something was done, so that the answer to it is told apart."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._before = {shown.version for shown in seat.look()}

    def news(self) -> list[Shown]:
        """What the bot wrote or changed since."""
        return [s for s in self._seat.look() if s.by_bot and s.version not in self._before]

    async def answer(self, wanted: Wanted | None = None, seconds: float = PATIENCE) -> Shown:
        """The first message of the bot that is new or changed since."""

        def fits(shown: Shown) -> bool:
            return shown.version not in self._before and (wanted is None or wanted(shown))

        return await self._seat.wait(fits, seconds)


def _newest(screen: list[Shown], wanted: Wanted) -> Shown | None:
    return next((s for s in reversed(screen) if s.by_bot and wanted(s)), None)


class TelegramSeat:
    """Somebody in a Telegram chat; in their private chat with the bot when none is named."""

    platform = "telegram"

    def __init__(
        self,
        telegram: telegram_side.TelegramLoopback,
        user: telegram_side.User,
        chat: telegram_side.Chat | None = None,
    ) -> None:
        self._telegram, self._user = telegram, user
        self._chat = chat or telegram.private(user)
        self.who = user.name

    def look(self) -> list[Shown]:
        return [self._shown(seen) for seen in self._telegram.messages(self._chat, self._user)]

    def _shown(self, seen: telegram_side.Seen) -> Shown:
        labels = tuple(button.text for row in seen.buttons for button in row)
        media = seen.image or seen.file or b""
        version = f"{seen.id}/{seen.ephemeral_id} {seen.text} {labels} {len(media)}"
        return Shown(
            seen,
            str(seen.id),
            seen.sender.name,
            seen.sender.is_bot,
            seen.text,
            labels,
            1 if seen.image or seen.kind in ("animation", "video") else 0,
            version,
        )

    async def say(self, text: str) -> None:
        if not self._chat.is_group and not self._user.started:
            await self._telegram.start_bot(self._user)
        await self._telegram.say(self._user, self._chat, text)

    async def command(self, word: str, rest: str = "") -> None:
        await self.say(f"/{word} {rest}".strip())

    async def start(self, payload: str = "") -> None:
        await self._telegram.start_bot(self._user, payload or None)

    async def send(self, files: Sequence[File], caption: str = "") -> None:
        """As files, so that nothing is recompressed on the way; photos as photos."""
        if not self._chat.is_group and not self._user.started:
            await self._telegram.start_bot(self._user)
        for name, data in files:
            if data.startswith(b"\xff\xd8") and name.lower().endswith((".jpg", ".jpeg")):
                await self._telegram.send_photo(self._user, self._chat, data, caption=caption)
            else:
                await self._telegram.send_document(
                    self._user, self._chat, data, name, caption=caption
                )

    async def press(self, ref: Any, label: str) -> str:
        answer = await self._telegram.press(
            self._user, self._chat, ref, label, timeout=PRESS_SECONDS
        )
        return answer.text if answer else ""

    async def press_used(self, ref: Any, label: str) -> str:
        return await self.forge(ref, str(ref.button(label).data))

    async def forge(self, ref: Any, symbol: str) -> str:
        """Send any symbol from under a message, as a doctored app can."""
        answer = await self._telegram.forge_press(
            self._user, self._chat, ref, symbol, timeout=PRESS_SECONDS
        )
        return answer.text if answer else ""

    async def wait(self, wanted: Wanted, seconds: float = PATIENCE) -> Shown:
        found = await self._telegram.wait_for(lambda: _newest(self.look(), wanted), seconds)
        assert found is not None
        return found


class SlackSeat:
    """Somebody in a Slack channel; in their direct messages with the bot when none is named."""

    platform = "slack"

    def __init__(
        self,
        slack: slack_side.SlackLoopback,
        user: slack_side.User,
        channel: slack_side.Channel | None = None,
    ) -> None:
        self._slack, self._user = slack, user
        self._channel = channel or slack.dm_channel(user)
        self.who = user.name

    def look(self) -> list[Shown]:
        screen = self._slack.messages(self._channel, as_seen_by=self._user)
        return [self._shown(message) for message in screen]

    def _shown(self, message: dict[str, Any]) -> Shown:
        labels = tuple(button["text"] for button in message["buttons"])
        pictures = len(message["files"]) + len(message["images"])
        version = f"{message['ts']} {message['words']} {labels} {pictures}"
        return Shown(
            message["ts"],
            message["ts"],
            message["name"],
            message["is_bot"],
            message["words"],
            labels,
            pictures,
            version,
        )

    async def say(self, text: str) -> None:
        await self._slack.say(self._user, self._channel, text)

    async def command(self, word: str, rest: str = "") -> None:
        await self._slack.slash(self._user, self._channel, COMMAND, f"{word} {rest}".strip())

    async def send(self, files: Sequence[File], caption: str = "") -> None:
        await self._slack.upload(self._user, self._channel, list(files), caption)

    async def press(self, ref: Any, label: str) -> str:
        before = Marker(self)
        await self._slack.press(self._user, self._channel, ref, label)
        try:
            return (await before.answer(seconds=PRESS_SECONDS)).text
        except TimeoutError:
            return ""

    async def press_used(self, ref: Any, label: str) -> str:
        return ""

    async def wait(self, wanted: Wanted, seconds: float = PATIENCE) -> Shown:
        found = await self._slack.wait_for(lambda: _newest(self.look(), wanted), seconds)
        assert found is not None
        return found
