"""A whole Telegram on this machine: a real bot drives one side, people played by hand the other."""

import os
from collections.abc import Callable
from typing import TypeVar

from starlette.applications import Starlette

from .clock import Clock, wall_clock
from .faults import Call, Faults
from .feed import Subscription
from .groups import Groups
from .limits import Limits
from .methods.bot import commands_for
from .model import Chat, ChatType, Json, User
from .people import People
from .server import BotApiServer
from .spec import load_spec
from .updates import Update
from .view import Seen
from .world import World

T = TypeVar("T")

DEFAULT_TOKEN = "7000000001:LOOPBACK-token-for-this-machine-only"  # noqa: S105 - opens nothing
FIRST_USER = 5_000_001


class TelegramLoopback(People, Groups):
    """The control object: what people do, what they see, and how the platform fails.

    `app` is the Bot API server (ASGI). All numbers and identifiers are the same in every run.
    Where the environment's CAREPODS_SPECS names a folder with the official description, every
    request and answer is held against it: `violations` lists what did not fit, and `strict`
    refuses it.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        bot_username: str = "carepods_bot",
        bot_name: str = "Carepods",
        clock: Clock = wall_clock,
        limits: Limits | None = None,
        privacy: bool = True,
        specs: str | None = None,
        strict: bool = True,
    ) -> None:
        bot = User(int(token.split(":", 1)[0]), bot_name, bot_username, is_bot=True)
        self.world = World(bot, clock, limits or Limits(), privacy=privacy)
        People.__init__(self, self.world)
        Groups.__init__(self, self.world)
        spec = load_spec(specs or os.environ.get("CAREPODS_SPECS"))
        self._server = BotApiServer(self.world, token, spec, strict=strict)
        self.token = token

    @property
    def app(self) -> Starlette:
        return self._server.app

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def faults(self) -> Faults:
        return self._server.faults

    @property
    def log(self) -> list[Call]:
        """Every request, oldest first."""
        return self._server.calls

    @property
    def violations(self) -> list[str]:
        """What was sent, by either side, that the official description does not know."""
        return self._server.violations

    def calls(self, method: str) -> list[Call]:
        """The requests of one method (`file`: downloads), oldest first."""
        return [call for call in self.log if call.method.lower() == method.lower()]

    # Setting up

    def add_user(
        self,
        name: str,
        *,
        language: str | None = "en",
        username: str | None = None,
        phone: str | None = None,
    ) -> User:
        """A person with an account, who has not met the bot yet."""
        number = self.world.count("user", FIRST_USER)
        phone = phone or f"+4915550{number % 100_000:05d}"
        user = User(number, name, username, language, phone=phone)
        self.world.users[number] = user
        self.world.private_chat(user)
        return user

    def add_group(
        self,
        title: str,
        members: list[User],
        *,
        bot_admin: bool | frozenset[str] | None = False,
        kind: ChatType = "supergroup",
        visible_history: bool = True,
        large: bool = False,
    ) -> Chat:
        """A group whose first member owns it.

        `bot_admin`: True gives the bot the usual rights, a set those rights, False makes it a
        plain member, None leaves it out. In a `large` group no service message tells who came
        or went.
        """
        return self.add(
            title,
            members,
            bot_admin=bot_admin,
            kind=kind,
            visible_history=visible_history,
            large=large,
        )

    def private(self, user: User) -> Chat:
        """The private chat of a person with the bot."""
        return self.world.private_chat(user)

    # Looking

    def messages(self, chat: Chat, as_seen_by: User) -> list[Seen]:
        """The chat on somebody's screen now, the oldest first; empty for an outsider."""
        return self.look(chat, as_seen_by)

    def file(self, file_id: str) -> bytes:
        """The bytes behind an identifier, whatever became of its message. Raises KeyError."""
        return self.world.files.get(file_id).data

    def commands_menu(self, user: User, chat: Chat) -> list[Json]:
        """The commands that this person's app offers in this chat."""
        return commands_for(self.world, user, chat)

    def keyboard(self, chat: Chat) -> Json | None:
        """The reply keyboard that is up in a chat."""
        return chat.keyboard

    def action(self, chat: Chat) -> str | None:
        """The "is typing…" that shows now; it fades after 5 s."""
        if chat.action is None or self.world.clock() >= chat.action[1]:
            return None
        return chat.action[0]

    def users(self) -> list[User]:
        return [user for user in self.world.users.values() if not user.is_bot]

    def chats(self) -> list[Chat]:
        return list(self.world.chats.values())

    # Following

    def subscribe(self) -> Subscription:
        """Small JSON events from now on: `async for event in tg.subscribe()`."""
        return self.world.feed.subscribe()

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 10.0) -> T:  # noqa: ASYNC109
        """The predicate's first truthy value, asked after every change. Raises TimeoutError."""
        return await self.world.feed.wait_for(predicate, timeout)

    # Updates

    def updates(self) -> list[Update]:
        """Every update ever made, delivered or not."""
        return self.world.updates.history

    def pending_updates(self) -> list[Update]:
        return self.world.updates.pending()

    def webhook_info(self) -> Json:
        """As `getWebhookInfo` answers it."""
        return self.world.webhook.info()

    def redeliver(self, update_id: int | None = None) -> Update:
        """Deliver an update again under its own number (the newest, unless one is named)."""
        return self.world.updates.repeat(update_id)

    async def aclose(self) -> None:
        """Stop delivering to a webhook."""
        self.world.webhook.unset()
