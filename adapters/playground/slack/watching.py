"""What a person sees now, and what changes: for tests and for a live page."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from adapters.playground.slack.interactions import elements, options
from adapters.playground.slack.model import File, Json, Message, User, View
from adapters.playground.slack.people import People
from adapters.playground.slack.render import view_json
from adapters.playground.slack.world import ChannelLike, UserLike

Found = TypeVar("Found")


class Watching(People):
    """Looks at screens."""

    def messages(self, channel: ChannelLike, as_seen_by: UserLike) -> list[Json]:
        """Return what a person sees in a channel, oldest first: nothing if it is closed to them.

        Each message: `ts`, `user`, `name`, `is_bot`, `text`, `words` (what is read on the screen),
        `blocks`, `files` (with `bytes`), `images` (image blocks, with `bytes`), `buttons`,
        `ephemeral`, `thread_ts`, `edited`, `subtype`, `reactions`, `metadata`, `unfurled`.
        """
        person, place = self.user(as_seen_by), self.channel(channel)
        return [self.picture(message) for message in self._on_screen(person, place)]

    def picture(self, message: Message) -> Json:
        """Return one message as a screen shows it."""
        files = self.core.world.files
        user = self.core.world.users[message.user]
        return {
            "ts": message.ts,
            "channel": message.channel,
            "user": user.id,
            "name": user.name,
            "is_bot": user.is_bot,
            "text": message.text,
            "words": words(message.blocks) if message.blocks else message.text,
            "blocks": message.blocks,
            "files": [_file(files[one]) for one in message.files],
            "images": self._images(message.blocks),
            "buttons": buttons(message.blocks),
            "ephemeral": message.ephemeral_to is not None,
            "thread_ts": message.thread_ts,
            "edited": message.edited_ts is not None,
            "subtype": message.subtype,
            "reactions": dict(message.reactions),
            "metadata": message.metadata,
            "unfurled": list(message.unfurled),
        }

    def modal(self, user: UserLike) -> Json | None:
        """Return the modal on top of a person's screen, if one is open."""
        stack = self.core.world.modals[self.user(user).id]
        return self._view(stack[-1]) if stack else None

    def home(self, user: UserLike) -> Json | None:
        """Return a person's home tab of the app, if one was published."""
        person = self.user(user)
        view = self.core.world.homes.get((person.team_id, person.id))
        return self._view(view) if view else None

    def reload(self, user: UserLike) -> None:
        """Start the person's client anew: ephemeral messages and modals are gone."""
        person = self.user(user)
        self.core.world.ephemerals[person.id].clear()
        self.core.world.modals[person.id].clear()
        self.core.feed.tell("reload", user=person.id)

    def subscribe(self) -> AbstractContextManager[AsyncIterator[Json]]:
        """Return a context that yields an endless iterator over small events for a live page.

        `type` is `message`, `changed`, `deleted`, `ephemeral`, `modal`, `home`, `reload`,
        `channel`, `user`, `processed`, `file_deleted`, `file_public`, `socket`, `delivered` or
        `gave_up`; the rest names what it is about by id.
        """
        return self.core.feed.watching()

    async def wait_for(self, predicate: Callable[[], Found], seconds: float = 5.0) -> Found:
        """Return the first true value of `predicate`. Raises TimeoutError after `seconds`."""
        return await self.core.feed.wait_for(predicate, seconds)

    async def processed(self) -> None:
        """Return once every file that the app uploaded is processed and shared."""
        await self.core.housework.settled()

    async def settled(self) -> None:
        """Return once files are processed and every event is acknowledged or given up.

        Without an app that listens this takes as long as Slack's patience.
        """
        await self.core.housework.settled()
        await self.core.deliveries.settled()

    def _top(self, person: User) -> View:
        stack = self.core.world.modals[person.id]
        if not stack:
            raise LookupError(f"{person.name} has no modal open")
        return stack[-1]

    def _view(self, view: View) -> Json:
        installation = self.core.world.teams[view.team_id].installation
        bot_id = installation.bot_id if installation else ""
        shown = view_json(view, self.core.app.app_id, bot_id)
        blocks = view.body["blocks"]
        return {**shown, "words": words(blocks), "buttons": buttons(blocks)}

    def _images(self, blocks: list[Json]) -> list[Json]:
        images = []
        for block in blocks:
            if block["type"] == "image":
                image: Json = {"alt_text": block["alt_text"], "url": block.get("image_url")}
                reference = block.get("slack_file")
                file = self.core.filing.named(reference) if reference else None
                images.append({**image, **_file(file)} if file else image)
        return images


def _file(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "size": file.size,
        "bytes": file.data,
        "alt_text": file.alt_text,
        "deleted": file.deleted,
        "public": file.public,
    }


def buttons(blocks: list[Json]) -> list[Json]:
    """Return the buttons and menus of some blocks, in reading order."""
    return [
        {
            "type": element["type"],
            "text": _label(element),
            "action_id": element.get("action_id", ""),
            "block_id": block.get("block_id", ""),
            "value": element.get("value"),
            "url": element.get("url"),
            "style": element.get("style"),
            "options": [option["text"]["text"] for option in options(element)],
        }
        for block, element in elements(blocks)
        if block["type"] != "input"
    ]


def _label(element: Json) -> str:
    shown: Json = element.get("text") or element.get("placeholder") or {}
    return str(shown.get("text", ""))


def words(blocks: list[Json]) -> str:
    """Return the words that blocks show, one line each."""
    lines: list[str] = []
    for block in blocks:
        held: list[Any] = [block.get(name) for name in ("text", "title", "label", "hint")]
        held += block.get("fields", [])
        if block["type"] in ("context", "rich_text"):
            held += block.get("elements", [])
        lines.extend(line for one in held if one for line in _lines(one))
    return "\n".join(lines)


def _lines(held: Json | str) -> list[str]:
    if isinstance(held, str):
        return [held]
    if isinstance(held.get("text"), str):
        return [held["text"]]
    inner = [line for one in held.get("elements", []) for line in _lines(one)]
    return ["".join(inner)] if inner else []
