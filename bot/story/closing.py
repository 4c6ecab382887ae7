"""Looks in private, a stranger in the chat; and the end: a withdrawal, the audit."""

from __future__ import annotations

from bot.story.books import until
from bot.story.script import Chapter, Scene
from bot.story.seats import Marker
from bot.story.stage import Stage
from core.model import Form, Image, ImageState, PostState


async def full_quality(stage: Stage) -> str:
    """The doctor wants to see it well: one press, alone."""
    seat, alone = stage.in_team(stage.cast.ida), stage.alone(stage.cast.ida)
    label = stage.words("button-full-quality")
    image = await _shown(stage)
    shown = await stage.question(seat, image.number, label)
    before = Marker(alone)
    await seat.press(shown.ref, label)
    await before.answer(lambda s: s.pictures > 0)
    return f"#{image.number} in full quality, in private. The look is on record."


async def stranger_enters(stage: Stage) -> str:
    """Everybody who acts in a chat counts: pictures go, cards stay."""
    cast = stage.cast
    await stage.parts.telegram.add_member(
        cast.maria.on_telegram, cast.family, cast.kurt.on_telegram
    )
    await stage.family_locked()
    await stage.no_pictures_in_family()
    return "The chat is locked. The pictures in it are gone; notes stand in their place."


async def stranger_looks(stage: Stage) -> str:
    seat = stage.in_family(stage.cast.kurt)
    label = stage.words("button-show-me")
    card = await seat.wait(lambda s: label in s.buttons)
    told = await seat.press(card.ref, label)
    stage.refused(seat.who, "presses “Show me” without being in the pod", told)
    return told


async def member_looks(stage: Stage) -> str:
    seat, alone = stage.in_family(stage.cast.maria), stage.alone(stage.cast.maria)
    label = stage.words("button-show-me")
    card = await seat.wait(lambda s: label in s.buttons)
    before = Marker(alone)
    await seat.press(card.ref, label)
    await before.answer(lambda s: s.pictures > 0)
    return "Maria sees it in her private chat; the others see a note."


async def stolen_button(stage: Stage) -> str:
    """Somebody copies the symbol of another one's button."""
    kurt = stage.in_family(stage.cast.kurt)
    card = await kurt.wait(lambda s: stage.words("button-show-me") in s.buttons)
    symbol = await stage.private_symbol(stage.cast.maria)
    told = await kurt.forge(card.ref, symbol)
    stage.refused(kurt.who, "presses a button that is somebody else's", told)
    return told


async def stranger_leaves(stage: Stage) -> str:
    cast = stage.cast
    await stage.parts.telegram.leave(cast.kurt.on_telegram, cast.family)
    await stage.room_open()
    await until(stage.pictures_are_back)
    return "The chat is clear again, and the pictures are back."


async def withdraw(stage: Stage) -> str:
    """The receipt says what could not be taken back."""
    image = await _shown(stage)
    by = stage.uploader(image)
    seat = stage.alone(by)
    before = Marker(seat)
    await seat.command("withdraw", f"#{image.number}")
    begun = stage.words("withdraw-begun", number=image.number)
    receipt = await before.answer(lambda s: f"#{image.number}" in s.text and begun not in s.text)

    async def gone() -> bool:
        posts = await stage.books.posts(image)
        return all(p.state in (PostState.RETRACTED, PostState.STUCK) for p in posts)

    await until(gone)
    return receipt.text


async def audit(stage: Stage) -> str:
    entries, whole = await stage.books.audit()
    if not whole:
        raise AssertionError("the audit chain does not hold")
    return f"{entries} entries, each tied to the one before: all there, in order."


async def _shown(stage: Stage) -> Image:
    """The first image that stands in both chats as a picture."""
    for image in await stage.books.images():
        if image.state is not ImageState.READY:
            continue
        posts = await stage.books.posts(image)
        forms = [p for p in posts if p.state is PostState.SENT and p.form is Form.PICTURE]
        if forms:
            return image
    raise AssertionError("no picture stands in any chat")


def visits() -> Chapter:
    return Chapter(
        "A stranger in the chat",
        (
            Scene(8, "Dr. Ida Holm", "slack", "Ida presses for full quality.", full_quality,
                  "room"),
            Scene(8, "Kurt Weber", "telegram", "Somebody adds a neighbour to the family's group.",
                  stranger_enters, "room"),
            Scene(8, "Kurt Weber", "telegram", "The neighbour presses “Show me”.", stranger_looks,
                  "room"),
            Scene(8, "Maria Santos", "telegram", "Maria presses it.", member_looks),
            Scene(8, "Kurt Weber", "telegram", "The neighbour tries with a copy of her button.",
                  stolen_button, "room"),
            Scene(8, "Kurt Weber", "telegram", "The neighbour leaves.", stranger_leaves, "room"),
        ),
    )  # fmt: skip


def end() -> Chapter:
    return Chapter(
        "The end",
        (
            Scene(8, "Tomas Santos", "telegram", "A picture is taken back, everywhere.", withdraw),
            Scene(8, "Carepods", "slack", "Is the record whole?", audit),
        ),
    )
