"""What appeared on the screens, scene by scene: for the page that tells the story afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.story.seats import Seat, Shown
from bot.story.stage import Stage
from core.ids import RoomRef


@dataclass(frozen=True, slots=True)
class Moment:
    """A message that came, changed or went. `room`, `number` lead to the post that it is."""

    platform: str
    chat: str
    room: RoomRef
    number: str
    sender: str
    by_bot: bool
    text: str
    buttons: tuple[str, ...]
    has_picture: bool
    change: str  # new | changed | gone


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail or a text message."""

    kind: str
    to: str
    subject: str
    text: str


@dataclass(slots=True)
class _Screen:
    seat: Seat
    chat: str
    room: RoomRef
    before: dict[str, Shown] = field(default_factory=dict)


class Timeline:
    """Looks at every chat of the story after each scene."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._screens = list(_screens(stage))
        self._mails = self._texts = 0

    def news(self) -> list[Moment]:
        """What is different since the last time."""
        return [m for screen in self._screens for m in _changes(screen)]

    def arrived(self) -> list[Arrived]:
        """Mails and texts since the last time."""
        parts = self._stage.parts
        mails, texts = parts.letterbox.letters[self._mails :], parts.phone.messages[self._texts :]
        self._mails += len(mails)
        self._texts += len(texts)
        return [Arrived("mail", m.to, m.subject, m.text) for m in mails] + [
            Arrived("text", t.to, "", t.text) for t in texts
        ]


def _screens(stage: Stage) -> Iterator[_Screen]:
    parts, cast = stage.parts, stage.cast
    team = parts.slack.team.id
    yield _Screen(
        stage.in_family(cast.maria), cast.family.title, RoomRef("telegram", "", str(cast.family.id))
    )
    yield _Screen(
        stage.in_team(cast.ida), f"#{cast.team.name}", RoomRef("slack", team, cast.team.id)
    )
    for who in cast.everybody:
        if who.telegram is not None:
            key = str(parts.telegram.private(who.telegram).id)
            yield _Screen(stage.alone(who), f"{who.name}, alone", RoomRef("telegram", "", key))
        if who.slack is not None:
            key = parts.slack.dm_channel(who.slack).id
            seat = stage.alone(who, "slack")
            yield _Screen(seat, f"{who.name}, alone", RoomRef("slack", team, key))


def _changes(screen: _Screen) -> Iterator[Moment]:
    now = {shown.number: shown for shown in screen.seat.look()}
    for number, shown in now.items():
        old = screen.before.get(number)
        if old is None:
            yield _moment(screen, shown, "new")
        elif old.version != shown.version:
            yield _moment(screen, shown, "changed")
    for number, shown in screen.before.items():
        if number not in now:
            yield _moment(screen, shown, "gone")
    screen.before = now


def _moment(screen: _Screen, shown: Shown, change: str) -> Moment:
    return Moment(
        platform=screen.seat.platform,
        chat=screen.chat,
        room=screen.room,
        number=shown.number,
        sender=shown.sender,
        by_bot=shown.by_bot,
        text=shown.text,
        buttons=shown.buttons,
        has_picture=shown.pictures > 0,
        change=change,
    )
