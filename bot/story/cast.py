"""The people of the story, and the two chats they meet in."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.playground import slack as slack_side
from adapters.playground import telegram as telegram_side
from bot.story.parts import Parts
from core.ids import RoomRef, UserRef


@dataclass(frozen=True, slots=True)
class Character:
    """One human being. Numbers are of a range that belongs to no one (Bundesnetzagentur)."""

    name: str
    email: str
    phone: str
    telegram: telegram_side.User | None = None
    slack: slack_side.User | None = None

    @property
    def first(self) -> str:
        return self.name.removeprefix("Dr. ").split()[0]

    @property
    def on_telegram(self) -> telegram_side.User:
        if self.telegram is None:
            raise LookupError(f"{self.name} has no Telegram account")
        return self.telegram

    @property
    def on_slack(self) -> slack_side.User:
        if self.slack is None:
            raise LookupError(f"{self.name} has no Slack account")
        return self.slack


@dataclass(frozen=True, slots=True)
class Cast:
    """`nora` and `ben` coordinate, `ida` treats, `maria` is family; `tomas` and `paul` are new.

    `kurt` is a neighbour whom nobody verified.
    """

    nora: Character
    ben: Character
    ida: Character
    maria: Character
    tomas: Character
    paul: Character
    kurt: Character
    family: telegram_side.Chat
    team: slack_side.Channel

    @property
    def everybody(self) -> tuple[Character, ...]:
        return (self.nora, self.ben, self.ida, self.maria, self.tomas, self.paul, self.kurt)


def assemble(parts: Parts, number: int = 1) -> Cast:
    """New people and new chats, so that the story can be told again in the same world."""
    telegram, slack = parts.telegram, parts.slack
    suffix = "" if number == 1 else str(number)

    def character(index: int, name: str, *, chat: bool = False, work: bool = False) -> Character:
        word = name.removeprefix("Dr. ").split()[0].lower()
        email = f"{word}{suffix}@example.org"
        phone = f"+49171392{(number * 10 + index) % 100:04d}"
        return Character(
            name,
            email,
            phone,
            telegram.add_user(name, phone=phone) if chat else None,
            slack.add_user(name, email=email) if work else None,
        )

    nora = character(1, "Nora Lind", chat=True, work=True)
    maria = character(2, "Maria Santos", chat=True)
    tomas = character(3, "Tomas Santos", chat=True)
    kurt = character(4, "Kurt Weber", chat=True)
    ben = character(5, "Ben Aydin", work=True)
    ida = character(6, "Dr. Ida Holm", work=True)
    paul = character(7, "Dr. Paul Renner", work=True)
    family = telegram.add_group(
        f"Family chat {suffix}".strip(), [nora.on_telegram, maria.on_telegram], bot_admin=True
    )
    team = slack.add_channel(
        f"care-team{suffix}", [nora.on_slack, ben.on_slack, ida.on_slack], private=True
    )
    return Cast(nora, ben, ida, maria, tomas, paul, kurt, family, team)


def slack_account(parts: Parts, who: Character) -> UserRef:
    return UserRef("slack", parts.slack.team.id, who.on_slack.id)


def telegram_account(who: Character) -> UserRef:
    return UserRef("telegram", "", str(who.on_telegram.id))


def accounts(parts: Parts, who: Character) -> list[UserRef]:
    """Every account of somebody, as the service addresses it."""
    found = []
    if who.telegram is not None:
        found.append(telegram_account(who))
    if who.slack is not None:
        found.append(slack_account(parts, who))
    return found


def family_room(cast: Cast) -> RoomRef:
    return RoomRef("telegram", "", str(cast.family.id))


def room_names(parts: Parts, cast: Cast) -> dict[RoomRef, str]:
    """What people call each chat of the story."""
    names = {
        family_room(cast): cast.family.title,
        RoomRef("slack", parts.slack.team.id, cast.team.id): f"#{cast.team.name}",
    }
    for who in cast.everybody:
        if who.telegram is not None:
            key = str(parts.telegram.private(who.telegram).id)
            names[RoomRef("telegram", "", key)] = f"{who.first} alone"
        if who.slack is not None:
            key = parts.slack.dm_channel(who.slack).id
            names[RoomRef("slack", parts.slack.team.id, key)] = f"{who.first} alone"
    return names
