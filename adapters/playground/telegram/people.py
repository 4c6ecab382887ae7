"""What people do in their apps."""

import asyncio
from dataclasses import dataclass, replace

from .entities import command_of, detect
from .errors import NotAllowed
from .markup import button_rows
from .methods.bot import commands_for
from .methods.ephemeral import add_ephemeral
from .model import Chat, Content, Json, Message, StoredFile, User
from .render import chat_json, message_json, user_json
from .view import Seen, may_say, seen, visible
from .world import Press, World


@dataclass(frozen=True)
class Answer:
    """What the app shows after a button was pressed: a toast, an alert, or a page opened."""

    text: str
    alert: bool
    url: str


class People:
    """The actions of people. Each raises NotAllowed where their app would not let them."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def say(
        self, user: User, chat: Chat, text: str, reply_to: "int | Seen | None" = None
    ) -> Seen:
        """Write a message. A command that the bot marked so goes to the bot alone."""
        content = Content("text", text, tuple(detect(text)))
        if self._is_ephemeral_command(user, chat, text):
            return self._say_to_bot(user, chat, content)
        return self._post(user, chat, content, reply_to)

    async def send_photo(
        self,
        user: User,
        chat: Chat,
        data: bytes,
        *,
        caption: str = "",
        spoiler: bool = False,
        reply_to: "int | Seen | None" = None,
    ) -> Seen:
        """Send a picture as a photo: recompressed, scaled, without EXIF."""
        files = await self._world.files.add_photo(data)
        content = Content("photo", caption, tuple(detect(caption)), files, spoiler=spoiler)
        return self._post(user, chat, content, reply_to)

    async def send_document(
        self,
        user: User,
        chat: Chat,
        data: bytes,
        name: str | None = "file",
        *,
        mime: str | None = None,
        size: int | None = None,
        caption: str = "",
        reply_to: "int | Seen | None" = None,
    ) -> Seen:
        """Send a file untouched. `size` claims more bytes than there are, to be too big."""
        stored = self._document(data, name, mime, size)
        content = Content("document", caption, tuple(detect(caption)), (stored,))
        return self._post(user, chat, content, reply_to)

    async def send_album(
        self,
        user: User,
        chat: Chat,
        items: list[bytes],
        *,
        as_files: bool = False,
        caption: str = "",
    ) -> list[Seen]:
        """Send several pictures at once: separate messages that share a `media_group_id`."""
        if not 2 <= len(items) <= self._world.limits.album_most:
            raise NotAllowed("an album holds 2 to 10")
        album = str(self._world.count("album", 13_000_000_001))
        sent = []
        for number, data in enumerate(items):
            words = caption if number == 0 else ""
            if as_files:
                stored = self._document(data, f"file{number + 1}", None, None)
                content = Content("document", words, tuple(detect(words)), (stored,))
            else:
                files = await self._world.files.add_photo(data)
                content = Content("photo", words, tuple(detect(words)), files)
            sent.append(self._post(user, chat, content, None, album))
        return sent

    async def share_contact(
        self, user: User, chat: Chat, *, of: User | None = None, with_user_id: bool = True
    ) -> Seen:
        """Share one's own number, or a card of somebody else's."""
        owner = of or user
        card: Json = {"phone_number": owner.phone or "", "first_name": owner.name}
        if not owner.phone:
            raise NotAllowed(f"{owner.name} has no number")
        if with_user_id:
            card["user_id"] = owner.id
        return self._post(user, chat, Content("contact", extra={"contact": card}), None)

    async def start_bot(self, user: User, payload: str | None = None) -> Seen:
        """Open the private chat and press Start, or follow a `t.me/bot?start=` link."""
        if payload and not (
            len(payload) <= 64
            and payload.replace("-", "_").isascii()
            and payload.replace("-", "").replace("_", "").isalnum()
        ):
            raise NotAllowed("a start payload is at most 64 of A-Z a-z 0-9 _ -")
        if user.blocked_bot:
            await self.unblock_bot(user)
        user.started = True
        chat = self._world.private_chat(user)
        return await self.say(user, chat, f"/start {payload}" if payload else "/start")

    async def edit(self, user: User, chat: Chat, message: "int | Seen", text: str) -> Seen:
        """Change one's own words; the bot gets `edited_message`."""
        found = self._find(user, chat, message)
        if found.sender is not user:
            raise NotAllowed("only one's own messages can be edited")
        content = replace(found.content, text=text, entities=tuple(detect(text)))
        self._world.change(found, content, found.markup)
        return seen(found)

    async def delete(self, user: User, chat: Chat, message: "int | Seen") -> None:
        """Delete a message for everybody. The bot is not told, and its file stays."""
        found = self._find(user, chat, message)
        member = chat.member(user)
        admin = member is not None and member.may("can_delete_messages")
        if found.sender is not user and not admin and chat.is_group:
            raise NotAllowed("only an admin deletes others' messages")
        self._world.remove(found)

    async def forward(self, user: User, chat: Chat, message: "int | Seen", to: Chat) -> Seen:
        """Pass a message on; protected content does not let itself be."""
        found = self._find(user, chat, message)
        self._refuse_protected(found)
        origin = {"type": "user", "date": found.date, "sender_user": user_json(found.sender)}
        may_say(to, user, found.content)
        copy = self._world.post(to, user, found.content, origin=found.origin or origin)
        return seen(copy)

    async def save(self, user: User, chat: Chat, message: "int | Seen") -> bytes:
        """Save a medium to one's own device; protected content does not let itself be."""
        found = self._find(user, chat, message)
        self._refuse_protected(found)
        if not found.content.files:
            raise NotAllowed("there is nothing to save")
        return found.content.files[-1].data

    async def react(self, user: User, chat: Chat, message: "int | Seen", emoji: str | None) -> None:
        """React, or take it back with None; an admin bot that asks is told."""
        found = self._find(user, chat, message)
        old = found.reactions.get(user.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        found.reactions[user.id] = new
        self._world.feed.emit("reaction", chat=chat.id, message=found.id, user=user.id)
        if chat.is_group and not self._world.bot_is_admin(chat):
            return
        payload = {
            "chat": chat_json(chat),
            "message_id": found.id,
            "user": user_json(user),
            "date": self._world.now(),
            "old_reaction": old,
            "new_reaction": new,
        }
        self._world.updates.push("message_reaction", payload, chat.id)

    async def press(
        self,
        user: User,
        chat: Chat,
        message: "int | Seen",
        button: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Answer | None:
        """Press a button by its text or data; the answer shown, or None if none came in time.

        Anybody who sees the message may press. A link or page button returns its address.
        """
        found = self._find(user, chat, message)
        chosen = _button(found, button)
        url = chosen.get("url") or chosen.get("web_app", {}).get("url")
        if url:
            return Answer("", alert=False, url=url)
        return await self._answered(user, found, str(chosen.get("callback_data", "")), timeout)

    async def forge_press(
        self,
        user: User,
        chat: Chat,
        message: "int | Seen",
        data: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Answer | None:
        """What an app of somebody's own making can do: send any data from under any message."""
        return await self._answered(user, self._find(user, chat, message), data, timeout)

    async def _answered(
        self,
        user: User,
        message: Message,
        data: str,
        timeout: float | None,  # noqa: ASYNC109
    ) -> Answer | None:
        press = self._query(user, message, data)
        wait = self._world.limits.callback_seconds if timeout is None else timeout
        try:
            answer = await asyncio.wait_for(asyncio.shield(press.answer), wait)
        except TimeoutError:
            return None
        return Answer(answer["text"], answer["alert"], answer["url"])

    async def block_bot(self, user: User) -> None:
        await self._set_blocked(user, blocked=True)

    async def unblock_bot(self, user: User) -> None:
        await self._set_blocked(user, blocked=False)

    def go_offline(self, user: User) -> None:
        """The app is out of reach: ephemeral messages and their edits never arrive."""
        user.offline = True

    def come_online(self, user: User) -> None:
        user.offline = False

    def restart_app(self, user: User) -> None:
        """Ephemeral messages vanish from the screen."""
        for chat in self._world.chats.values():
            for message in chat.messages:
                if message.receiver is user and message.is_ephemeral and not message.deleted:
                    self._world.remove(message)

    def look(self, chat: Chat, user: User) -> list[Seen]:
        """The chat as this person sees it now, the oldest first."""
        return [seen(message) for message in visible(chat, user)]

    # The parts of it

    def _post(
        self,
        user: User,
        chat: Chat,
        content: Content,
        reply_to: "int | Seen | None",
        album: str | None = None,
    ) -> Seen:
        may_say(chat, user, content)
        if not chat.is_group and not user.started:
            raise NotAllowed(f"{user.name} has to press Start first")
        replied = None if reply_to is None else self._find(user, chat, reply_to)
        message = self._world.post(chat, user, content, reply_to=replied, album=album)
        return seen(message)

    def _document(
        self, data: bytes, name: str | None, mime: str | None, size: int | None
    ) -> StoredFile:
        return self._world.files.add("document", data, name=name, mime=mime, size=size)

    def _find(self, user: User, chat: Chat, wanted: "int | Seen") -> Message:
        number = wanted if isinstance(wanted, int) else wanted.id
        ephemeral = None if isinstance(wanted, int) else wanted.ephemeral_id
        for message in visible(chat, user):
            if (message.id, message.ephemeral_id) == (number, ephemeral):
                return message
        raise LookupError(f"{user.name} sees no message {number} here")

    def _refuse_protected(self, message: Message) -> None:
        if message.protected or message.chat.protected:
            raise NotAllowed("this content is protected")

    def _is_ephemeral_command(self, user: User, chat: Chat, text: str) -> bool:
        command = command_of(text)
        if command is None or not chat.is_group or not chat.has(self._world.bot):
            return False
        return any(
            one.get("is_ephemeral") and one["command"] == command[0]
            for one in commands_for(self._world, user, chat)
        )

    def _say_to_bot(self, user: User, chat: Chat, content: Content) -> Seen:
        may_say(chat, user, content)
        message = add_ephemeral(self._world, chat, user, self._world.bot, content)
        self._world.feed.emit("ephemeral", chat=chat.id, message=message.ephemeral_id)
        self._world.updates.push("message", message_json(message), chat.id)
        return seen(message)

    def _query(self, user: User, message: Message, data: str) -> Press:
        number = self._world.count("press", 4_000_000_001)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        press = Press(str(number), user, message, data, self._world.clock(), future)
        self._world.presses[press.id] = press
        self._world.feed.emit("pressed", chat=message.chat.id, message=message.id, user=user.id)
        payload = {
            "id": press.id,
            "from": user_json(user),
            "message": message_json(message),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        self._world.updates.push("callback_query", payload, message.chat.id)
        return press

    async def _set_blocked(self, user: User, *, blocked: bool) -> None:
        if user.blocked_bot == blocked:
            return
        user.blocked_bot = blocked
        user.started = True
        states = ("member", "kicked") if blocked else ("kicked", "member")
        members = [_bot_standing(self._world.bot, state) for state in states]
        chat = self._world.private_chat(user)
        payload = {
            "chat": chat_json(chat),
            "from": user_json(user),
            "date": self._world.now(),
            "old_chat_member": members[0],
            "new_chat_member": members[1],
        }
        self._world.updates.push("my_chat_member", payload, chat.id)
        self._world.feed.emit("blocked" if blocked else "unblocked", user=user.id)


def _button(message: Message, wanted: str) -> Json:
    for button in (button for row in button_rows(message.markup) for button in row):
        if wanted in (button["text"], button.get("callback_data")):
            return button
    raise LookupError(f"no button {wanted!r} under this message")


def _bot_standing(bot: User, status: str) -> Json:
    standing: Json = {"status": status, "user": user_json(bot)}
    return standing | {"until_date": 0} if status == "kicked" else standing
