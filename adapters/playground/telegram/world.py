"""The simulated Telegram: who there is, what was said, what the bot is told of it."""

import asyncio
from dataclasses import dataclass, field

from .clock import Clock
from .entities import command_of
from .errors import ApiError, bad_request, forbidden
from .feed import Feed
from .files import FileStore
from .limits import Limits
from .model import Chat, Content, Json, Member, Message, User
from .rates import Limiter
from .render import chat_json, member_json, message_json, user_json
from .updates import Updates
from .webhook import Webhook


@dataclass(eq=False)
class Press:
    """A button pressed: a callback query that waits for the bot's answer."""

    id: str
    user: User
    message: Message
    data: str
    at: float
    answer: "asyncio.Future[Json]"


@dataclass
class BotSettings:
    """What the bot said of itself, by language ('' is everybody's)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


class World:
    """All state, in memory, and the rules of who is told what."""

    def __init__(self, bot: User, clock: Clock, limits: Limits, *, privacy: bool) -> None:
        self.bot = bot
        self.clock = clock
        self.limits = limits
        self.privacy = privacy
        self.feed = Feed()
        self.files = FileStore(clock, limits)
        self.updates = Updates(clock, limits)
        self.webhook = Webhook(self.updates, clock, limits, self.feed.touch)
        self.limiter = Limiter(clock, limits.rates)
        self.settings = BotSettings(names={"": bot.name})
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.logged_out = False
        self._counters: dict[str, int] = {}

    def now(self) -> int:
        return int(self.clock())

    def count(self, what: str, start: int = 1) -> int:
        """The next number of a series: the same in every run."""
        self._counters[what] = self._counters.get(what, start - 1) + 1
        return self._counters[what]

    def private_chat(self, user: User) -> Chat:
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", person=user)
        return self.chats[user.id]

    # What happens in a chat

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Content,
        *,
        reply_to: Message | None = None,
        markup: Json | None = None,
        album: str | None = None,
        protected: bool = False,
        silent: bool = False,
        origin: Json | None = None,
    ) -> Message:
        """Put a message into a chat and tell everybody concerned."""
        message = Message(
            id=self._message_id(chat),
            chat=chat,
            sender=sender,
            date=self.now(),
            content=content,
            order=len(chat.messages),
            reply_to=reply_to,
            markup=markup,
            album=album,
            protected=protected,
            silent=silent,
            origin=origin,
        )
        chat.messages.append(message)
        self.feed.emit("message", chat=chat.id, message=message.id, sender=sender.id)
        if (sender is not self.bot or content.is_service) and self.bot_sees(message):
            self.updates.push("message", message_json(message), chat.id)
        return message

    def post_service(self, chat: Chat, actor: User, **fields: object) -> None:
        """A line about what happened; large groups go without those on who came and went."""
        if not (chat.large and fields.keys() & {"new_chat_members", "left_chat_member"}):
            self.post(chat, actor, Content("service", extra=dict(fields)))

    def change(self, message: Message, content: Content, markup: Json | None) -> None:
        """Edit a message; the bot is told of others' edits."""
        message.content = content
        message.markup = markup
        message.edited = self.now()
        self.feed.emit(
            "edited",
            chat=message.chat.id,
            message=message.id,
            ephemeral=message.ephemeral_id,
        )
        if message.sender is not self.bot and self.bot_sees(message):
            self.updates.push("edited_message", message_json(message), message.chat.id)

    def remove(self, message: Message) -> None:
        """Delete a message for everybody. Its files stay."""
        message.deleted = True
        chat = message.chat
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message.id]
        self.feed.emit("deleted", chat=chat.id, message=message.id, ephemeral=message.ephemeral_id)

    def _message_id(self, chat: Chat) -> int:
        # Private chats and basic groups share one series; each supergroup has its own.
        if chat.type != "supergroup":
            return self.count("message")
        chat.last_message_id += 1
        return chat.last_message_id

    # Who is told what

    def bot_is_admin(self, chat: Chat) -> bool:
        member = chat.member(self.bot)
        return member is not None and member.is_admin

    def bot_may(self, chat: Chat, right: str) -> bool:
        member = chat.member(self.bot)
        return member is not None and member.may(right)

    def bot_sees(self, message: Message) -> bool:
        """Privacy mode: a bot that is no admin sees only what is meant for it."""
        chat = message.chat
        if not chat.is_group:
            return message.chat.person is not None and not message.chat.person.blocked_bot
        if not chat.has(self.bot):
            return False
        if not self.privacy or self.bot_is_admin(chat) or message.content.is_service:
            return True
        return self._is_for_bot(message)

    def _is_for_bot(self, message: Message) -> bool:
        content = message.content
        if message.is_ephemeral:
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        command = command_of(content.text) if not content.is_media else None
        name = (self.bot.username or "").lower()
        if command is not None:
            return command[1] is None or command[1].lower() == name
        return any(
            entity["type"] == "mention" and _covered(content.text, entity).lower() == f"@{name}"
            for entity in content.entities
        )

    # Members

    def set_member(
        self,
        chat: Chat,
        actor: User,
        new: Member,
        *,
        link: Json | None = None,
        by_request: bool = False,
    ) -> None:
        """Give somebody a new standing in a chat, and tell the bot what it may know of it."""
        old = chat.member(new.user) or Member(new.user, "left")
        if new.present and not old.present:
            new.since = len(chat.messages)
        elif old.present:
            new.since = old.since
        before = member_json(old)
        chat.members[new.user.id] = new
        self.feed.emit("member", chat=chat.id, user=new.user.id, status=new.status)
        payload: Json = {
            "chat": chat_json(chat),
            "from": user_json(actor),
            "date": self.now(),
            "old_chat_member": before,
            "new_chat_member": member_json(new),
        }
        if link:
            payload["invite_link"] = link
        if by_request:
            payload["via_join_request"] = True
        if new.user is self.bot:
            self.updates.push("my_chat_member", payload, chat.id)
        elif self.bot_is_admin(chat):
            self.updates.push("chat_member", payload, chat.id)

    def knows(self, user: User) -> bool:
        """Whether the bot ever met this person: wrote to it, or shares a group with it."""
        return user.started or any(
            chat.has(user) and chat.has(self.bot) for chat in self.chats.values() if chat.is_group
        )

    # Where the bot may look and write

    def chat_of(self, reference: str) -> Chat:
        """The chat that a bot names by number or @name. Raises ApiError."""
        if not reference:
            raise bad_request("chat_id is empty")
        if reference.startswith("@"):
            named = [
                chat
                for chat in self.chats.values()
                if chat.person and (chat.person.username or "").lower() == reference[1:].lower()
            ]
            chat = named[0] if named else None
        else:
            chat = self.chats.get(int(reference)) if _is_number(reference) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.person is not None and not self._may_contact(chat.person):
            if not self.knows(chat.person):
                raise bad_request("chat not found")
        elif chat.is_group and chat.member(self.bot) is None:
            raise bad_request("chat not found")
        return chat

    def readable_chat(self, reference: str) -> Chat:
        """A chat whose members or messages the bot may look at. Raises ApiError."""
        chat = self.chat_of(reference)
        if chat.type == "supergroup":
            self._must_be_in(chat)
        return chat

    def writable_chat(self, reference: str) -> Chat:
        """A chat the bot may write into. Raises ApiError."""
        chat = self.chat_of(reference)
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.is_group:
            self._must_be_in(chat)
            self._must_be_let_speak(chat)
            return chat
        person = chat.person
        if person is not None and person.deactivated:
            raise forbidden("user is deactivated")
        if person is not None and person.blocked_bot:
            raise forbidden("bot was blocked by the user")
        if person is not None and not self._may_contact(person):
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def _may_contact(self, person: User) -> bool:
        return person.started or self.clock() < person.contact_until

    def _must_be_in(self, chat: Chat) -> None:
        member = chat.member(self.bot)
        what = "supergroup" if chat.type == "supergroup" else "group"
        if member is not None and member.status == "kicked":
            raise forbidden(f"bot was kicked from the {what} chat")
        if member is None or not member.present:
            raise forbidden(f"bot is not a member of the {what} chat")

    def _must_be_let_speak(self, chat: Chat) -> None:
        member = chat.member(self.bot)
        if member is None or member.is_admin:
            return
        if "can_send_messages" not in chat.permissions & member.permissions:
            raise bad_request("not enough rights to send text messages to the chat")


def _covered(text: str, entity: Json) -> str:
    units = text.encode("utf-16-le")
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return units[start * 2 : end * 2].decode("utf-16-le")


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()
