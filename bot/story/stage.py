"""What happens on the stage: the verbs that the scenes are written with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from bot.story import cast as casting
from bot.story.books import Books, until
from bot.story.cast import Cast, Character
from bot.story.parts import Parts
from bot.story.samples import Sample
from bot.story.seats import COMMAND, PATIENCE, File, Marker, Seat, Shown, SlackSeat, TelegramSeat
from bot.story.visitor import Show, Visitor, WebPage, visitor
from core.ids import PersonId, UserRef
from core.imaging import Refusal
from core.model import Image, RoomState

LINK = re.compile(r"https?://\S+/join/\S+")
CODE = re.compile(r"\b(\d{6})\b")
LANGUAGE = "en"
UPLOAD_SECONDS = 180.0
SUFFIXES = frozenset(
    {".avif", ".bmp", ".dcm", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".mov", ".mp4", ".pdf"}
    | {".png", ".svg", ".tif", ".tiff", ".webp", ".zip"}
)
REFUSALS = (*(f"upload-{r.value.replace('_', '-')}" for r in Refusal), "upload-gone")


class Stopped(Exception):
    """The rest of this chapter cannot happen, and that is as it should be: a file was refused."""


@dataclass(frozen=True, slots=True)
class ToldNo:
    """Somebody tried something, and was refused."""

    who: str
    what: str
    sentence: str


@dataclass(slots=True)
class Stage:
    """The world, its people, and how far the story has come."""

    parts: Parts
    cast: Cast
    files: Sequence[Sample]
    show: Show | None = None
    progress: Callable[[str], None] | None = None
    books: Books = field(init=False)
    refusals: list[ToldNo] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    all_images: list[Image] = field(default_factory=list)
    link: str = ""
    took_ms: float | None = None  # what a step took, where that is known better than by waiting
    _people: dict[PersonId, Character] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.books = Books(self.parts)

    # ── seats ───────────────────────────────────────────────────────────────────────────────────

    def alone(self, who: Character, platform: str = "") -> Seat:
        """Somebody's private chat with the bot."""
        if platform == "slack" or who.telegram is None:
            return SlackSeat(self.parts.slack, who.on_slack)
        return TelegramSeat(self.parts.telegram, who.on_telegram)

    def in_family(self, who: Character) -> TelegramSeat:
        return TelegramSeat(self.parts.telegram, who.on_telegram, self.cast.family)

    def in_team(self, who: Character) -> SlackSeat:
        return SlackSeat(self.parts.slack, who.on_slack, self.cast.team)

    def seats_of(self, who: Character) -> list[Seat]:
        """Every chat in which somebody may be answered."""
        seats: list[Seat] = []
        if who.telegram is not None:
            seats.append(self.alone(who, "telegram"))
        if who.slack is not None:
            seats += [self.alone(who, "slack"), self.in_team(who)]
        return seats

    def account(self, who: Character, platform: str = "") -> UserRef:
        if platform == "slack" or who.telegram is None:
            return casting.slack_account(self.parts, who)
        return casting.telegram_account(who)

    # ── words ───────────────────────────────────────────────────────────────────────────────────

    def words(self, key: str, **arguments: object) -> str:
        """A sentence of the bot, to find buttons and answers by."""
        return self.parts.service.world.texts.say(key, LANGUAGE, arguments)

    def refused(self, who: str, what: str, sentence: str) -> None:
        self.refusals.append(ToldNo(who, what, sentence))

    def say_progress(self, words: str) -> None:
        if self.progress is not None:
            self.progress(words)

    # ── coming in ───────────────────────────────────────────────────────────────────────────────

    async def invite(self, by: Seat, whom: Character, role: str) -> None:
        """A member's request: the mail with the link is then in the letterbox."""
        box = self.parts.letterbox
        after = len(box.letters)
        await by.command("invite", f"{whom.email} {role} {whom.name}")
        letter = await box.wait_for(whom.email, after=after)
        self.link = _link(letter.text)

    async def mailed_link(self, whom: Character, after: int) -> None:
        letter = await self.parts.letterbox.wait_for(whom.email, after=after)
        self.link = _link(letter.text)

    async def name_phone(self, browser: Visitor, whom: Character) -> tuple[WebPage, str]:
        """Open the link, see who asks, name the phone; (the next page, the code by text)."""
        landing = await browser.open(self.link)
        if landing.status != 200:
            raise AssertionError(landing.text)
        after = len(self.parts.phone.messages)
        page = await browser.submit(landing.form("phone"), phone=whom.phone)
        text = await self.parts.phone.wait_for(whom.phone, after=after)
        found = CODE.search(text.text)
        if found is None:
            raise AssertionError("the text message holds no code")
        return page, found[1]

    async def join(self, whom: Character) -> None:
        """From the mailed link to the bound account, on the page."""
        async with visitor(self.show) as browser:
            page, code = await self.name_phone(browser, whom)
            page = await browser.submit(page.form("code"), code=code)
        await self.bind(whom, page)
        await self.is_member(whom)

    async def bind(self, whom: Character, page: WebPage) -> None:
        """The last page hands over to the chat: a link into Telegram, a phrase for Slack."""
        if whom.telegram is not None:
            await TelegramSeat(self.parts.telegram, whom.on_telegram).start(page.start_payload)
        else:
            await self.alone(whom).say(page.phrase)

    async def is_member(self, whom: Character) -> frozenset[str]:
        """The privileges of somebody, once they are in."""
        member = await until(lambda: self.books.member(self.account(whom)))
        assert member is not None
        self._people[member.person] = whom
        return frozenset(p.value for p in member.privileges)

    # ── pictures ────────────────────────────────────────────────────────────────────────────────

    async def upload(self, seat: Seat, sample: Sample, *, private: Seat | None = None) -> None:
        """Send one file and wait for what comes of it: `images`, or `Stopped` with the sentence.

        `private`: where the sender reads what the bot tells them alone.
        """
        before = await self.books.last()
        markers = [Marker(one) for one in (seat, private) if one is not None]
        await seat.send([wire_file(sample)])
        found = await self._outcome(before, markers)
        self._took(seat.who, sample, found)

    def _took(self, who: str, sample: Sample, found: list[Image] | str) -> None:
        if isinstance(found, str):
            self.images = []
            self.refused(who, f"sends {sample.label}", found)
            raise Stopped(found)
        self.images = found
        self.all_images += found

    async def upload_by_form(self, who: Character, sample: Sample) -> None:
        """By a Slack form: nobody in the channel sees the file, only the app gets it."""
        slack, user = self.parts.slack, who.on_slack
        before = await self.books.last()
        markers = [Marker(self.alone(who, "slack")), Marker(self.in_team(who))]
        await slack.slash(user, self.cast.team, COMMAND, "upload")
        await slack.wait_for(lambda: slack.modal(user), PATIENCE)
        sent = await slack.submit_view(user, files={"files": [wire_file(sample)]})
        if not sent.closed:
            raise AssertionError(f"the form stayed open: {sent.errors or sent.problem}")
        self._took(who.name, sample, await self._outcome(before, markers))

    async def delete_own(self, who: Character) -> None:
        """Do as the bot asks: take away one's own message, now that there is a safe copy."""
        slack, user = self.parts.slack, who.on_slack
        asked = self.words("please-delete-yours")
        await self.in_team(who).wait(lambda s: asked in s.text)
        for message in slack.messages(self.cast.team, as_seen_by=user):
            if message["user"] == user.id and message["files"]:
                await slack.delete(user, self.cast.team, message["ts"])

    async def _outcome(self, before: int, markers: list[Marker]) -> list[Image] | str:
        """The new images, or the sentence of the refusal."""

        async def look() -> list[Image] | str:
            new = await self.books.after(before)
            if new:
                return new
            told = [shown.text for marker in markers for shown in marker.news()]
            return next((text for text in told if self.is_refusal(text)), "")

        return await until(look, UPLOAD_SECONDS)

    def is_refusal(self, text: str) -> bool:
        """Whether the bot says with it that a file was not taken."""
        return any(self.words(key) in text for key in REFUSALS)

    def uploader(self, image: Image) -> Character:
        """Who sent a picture."""
        return self._people[image.uploader]

    async def refresh(self) -> None:
        """The present upload's images as they are now."""
        self.images = [await self.books.image(i.number) for i in self.images]

    async def rooms_linked(self, count: int) -> bool:
        async with self.parts.service.store.begin(self.books.pod, reading=True) as uow:
            return len(await uow.rooms.of_pod(self.books.open_pod)) >= count

    @property
    def kurt_is_in(self) -> bool:
        return self.cast.family.has(self.cast.kurt.on_telegram)

    async def no_pictures_in_family(self) -> None:
        """The group shows notes only, to whoever looks."""
        seat = self.in_family(self.cast.kurt)
        telegram = self.parts.telegram
        await telegram.wait_for(lambda: all(not s.pictures for s in seat.look()), PATIENCE)

    async def pictures_are_back(self) -> bool:
        """Every note in the family's group has made way for its picture again."""
        label = self.words("button-show-me")
        screen = self.in_family(self.cast.maria).look()
        return any(s.pictures for s in screen) and not any(label in s.buttons for s in screen)

    async def private_symbol(self, who: Character) -> str:
        """What a button in somebody's private chat carries, as a thief would copy it."""
        label = self.words("button-full-quality")
        shown = await self.alone(who).wait(lambda s: label in s.buttons)
        return str(shown.ref.button(label).data)

    async def room_open(self) -> None:
        """Every room of the pod is cleared."""
        await self._rooms(RoomState.OPEN)

    async def family_locked(self) -> None:
        await self._rooms(RoomState.LOCKED, only=casting.family_room(self.cast))

    async def _rooms(self, state: RoomState, only: object = None) -> None:
        async def look() -> bool:
            async with self.parts.service.store.begin(self.books.pod, reading=True) as uow:
                rooms = await uow.rooms.of_pod(self.books.open_pod)
            rooms = [r for r in rooms if only is None or r.ref == only]
            return bool(rooms) and all(r.state is state for r in rooms)

        await until(look)

    async def question(self, seat: Seat, number: int, label: str) -> Shown:
        """The bot's message about a picture that has such a button."""
        wanted = re.compile(rf"#{number}\b")
        return await seat.wait(lambda s: bool(wanted.search(s.text)) and label in s.buttons)


def wire_file(sample: Sample) -> File:
    """A file as it is sent: under a name that says nothing but its kind."""
    suffix = PurePath(sample.name).suffix.lower()
    return (f"file{suffix}" if suffix in SUFFIXES else "file", sample.data)


def _link(text: str) -> str:
    found = LINK.search(text)
    if found is None:
        raise AssertionError("the mail holds no link")
    return found[0]
