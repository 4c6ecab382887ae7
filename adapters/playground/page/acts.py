"""What the person before the page does, on either side. Refusals of the apps become sentences."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ..slack import SlackLoopback
from ..telegram import NotAllowed, TelegramLoopback
from . import slack_screen, telegram_screen
from .faces import face

Json = dict[str, Any]
Files = list[tuple[str, bytes]]
ALBUM_MOST = 10
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
SLASH = "/carepods"
# What the loopback apps raise where a real app would not let somebody do it.
NOT_SO = (NotAllowed, LookupError, PermissionError, ValueError)


@dataclass
class Acts:
    """Each act takes the page's words, and gives what is shown for it at once."""

    telegram: TelegramLoopback
    slack: SlackLoopback

    async def do(self, name: str, given: Json, files: Files) -> Json:
        """Act. Raises KeyError for an act that there is not."""
        act = ACTS[name]
        try:
            return await act(self, given, files) or {}
        except NOT_SO as error:
            return {"problem": str(error).strip("'")}

    # ── Telegram ────────────────────────────────────────────────────────────────────────────────

    async def telegram_say(self, given: Json, files: Files) -> Json | None:
        """Words, files, or both: one picture, one document, or an album."""
        user = telegram_screen.person(self.telegram, given.get("user"))
        chat = telegram_screen.chat_of(self.telegram, user, given.get("chat"))
        text = str(given.get("text", "")).strip()
        if not chat.is_group and not user.started and not text.startswith("/start"):
            await self.telegram.start_bot(user)
        if not files:
            if text == "/start" or text.startswith("/start "):
                await self.telegram.start_bot(user, text[6:].strip() or None)
            elif text:
                await self.telegram.say(user, chat, text)
            return None
        untouched = bool(given.get("untouched"))
        photos = not untouched and all(name.lower().endswith(PICTURES) for name, _ in files)
        if 2 <= len(files) <= ALBUM_MOST and (photos or untouched):
            await self.telegram.send_album(
                user, chat, [data for _, data in files], as_files=not photos, caption=text
            )
            return None
        for name, data in files:
            if photos:
                await self.telegram.send_photo(user, chat, data, caption=text)
            else:
                await self.telegram.send_document(user, chat, data, name, caption=text)
        return None

    async def telegram_press(self, given: Json, _files: Files) -> Json | None:
        user = telegram_screen.person(self.telegram, given.get("user"))
        chat = telegram_screen.chat_of(self.telegram, user, given.get("chat"))
        wanted = next(
            m for m in self.telegram.messages(chat, user)
            if f"{m.id}/{m.ephemeral_id or ''}" == given["key"]
        )  # fmt: skip
        answer = await self.telegram.press(user, chat, wanted, str(given["button"]))
        if answer is None:
            return {"toast": "The bot did not answer in time."}
        return {"toast": answer.text, "alert": answer.alert, "url": answer.url}

    async def telegram_start(self, given: Json, _files: Files) -> Json | None:
        user = telegram_screen.person(self.telegram, given.get("user"))
        await self.telegram.start_bot(user, str(given.get("payload", "")) or None)
        return {"chat": str(self.telegram.private(user).id)}

    async def telegram_delete(self, given: Json, _files: Files) -> Json | None:
        user = telegram_screen.person(self.telegram, given.get("user"))
        chat = telegram_screen.chat_of(self.telegram, user, given.get("chat"))
        await self.telegram.delete(user, chat, int(given["id"]))
        return None

    async def telegram_add(self, given: Json, _files: Files) -> Json | None:
        """Bring somebody into the group, or a new person onto Telegram."""
        if name := str(given.get("name", "")).strip():
            added = self.telegram.add_user(name[:40])
            return {"person": face(str(added.id), added.name)}
        user = telegram_screen.person(self.telegram, given.get("user"))
        chat = telegram_screen.chat_of(self.telegram, user, given.get("chat"))
        other = telegram_screen.person(self.telegram, given.get("other"))
        await self.telegram.add_member(user, chat, other)
        return None

    async def telegram_leave(self, given: Json, _files: Files) -> Json | None:
        user = telegram_screen.person(self.telegram, given.get("user"))
        chat = telegram_screen.chat_of(self.telegram, user, given.get("chat"))
        await self.telegram.leave(user, chat)
        return None

    # ── Slack ───────────────────────────────────────────────────────────────────────────────────

    async def slack_say(self, given: Json, files: Files) -> Json | None:
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        text = str(given.get("text", "")).strip()
        if files:
            await self.slack.upload(user, channel, files, text)
        elif text.split(" ")[0] == SLASH:
            rest = text.removeprefix(SLASH).strip()
            outcome = await self.slack.slash(user, channel, SLASH, rest)
            return {"problem": outcome.problem} if outcome.problem else None
        elif text:
            await self.slack.say(user, channel, text)
        return None

    async def slack_press(self, given: Json, _files: Files) -> Json | None:
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        outcome = await self.slack.press(user, channel, str(given["key"]), str(given["action"]))
        return {"problem": outcome.problem} if outcome.problem else None

    async def slack_shortcut(self, given: Json, _files: Files) -> Json | None:
        """The message's menu: Share with the pod."""
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        outcome = await self.slack.shortcut(user, channel, str(given["key"]), "share")
        return {"problem": outcome.problem} if outcome.problem else None

    async def slack_delete(self, given: Json, _files: Files) -> Json | None:
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        await self.slack.delete(user, channel, str(given["key"]))
        return None

    async def slack_home(self, given: Json, _files: Files) -> Json | None:
        await self.slack.open_home(slack_screen.person(self.slack, given.get("user")))
        return None

    async def slack_press_home(self, given: Json, _files: Files) -> Json | None:
        user = slack_screen.person(self.slack, given.get("user"))
        outcome = await self.slack.press_home(user, str(given["action"]))
        return {"problem": outcome.problem} if outcome.problem else None

    async def slack_submit(self, given: Json, files: Files) -> Json | None:
        """The open modal, filled in. `values` by block id; files go to the block `files_in`."""
        user = slack_screen.person(self.slack, given.get("user"))
        handed = {str(given["files_in"]): files} if given.get("files_in") else {}
        sent = await self.slack.submit_view(user, dict(given.get("values", {})), handed)
        return {"errors": sent.errors, "problem": sent.problem} if not sent.closed else None

    async def slack_close(self, given: Json, _files: Files) -> Json | None:
        await self.slack.close_view(slack_screen.person(self.slack, given.get("user")))
        return None

    async def slack_add(self, given: Json, _files: Files) -> Json | None:
        """Bring somebody into the channel, or a new person into the workspace."""
        if name := str(given.get("name", "")).strip():
            word = name.removeprefix("Dr. ").split()[0].lower()
            added = await self.slack.hire(name[:40], email=f"{word}@example.org")
            return {"person": face(added.id, added.name)}
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        other = slack_screen.person(self.slack, given.get("other"))
        await self.slack.join(other, channel, inviter=user)
        return None

    async def slack_leave(self, given: Json, _files: Files) -> Json | None:
        user = slack_screen.person(self.slack, given.get("user"))
        channel = slack_screen.channel_of(self.slack, user, given.get("channel"))
        await self.slack.leave(user, channel)
        return None


ACTS: dict[str, Callable[[Acts, Json, Files], Awaitable[Json | None]]] = {
    name: getattr(Acts, name) for name in dir(Acts) if name.startswith(("telegram_", "slack_"))
}
