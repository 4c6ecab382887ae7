"""Before the main job: a coordinator opens a pod, links two chats, and lets the first people in."""

from __future__ import annotations

from bot.story.books import until
from bot.story.cast import Character
from bot.story.script import Chapter, Scene
from bot.story.seats import Marker, TelegramSeat
from bot.story.stage import Stage
from core.ids import PodId

POD = "Rose garden"


async def open_pod(stage: Stage) -> str:
    nora = stage.cast.nora
    seat = stage.alone(nora, "slack")
    known = {m.pod for m in await stage.books.pods_of(stage.account(nora, "slack"))}
    before = Marker(seat)
    await seat.command("new", POD)
    answer = await before.answer()

    async def opened() -> str:
        members = await stage.books.pods_of(stage.account(nora, "slack"))
        return next((m.pod for m in members if m.pod not in known), "")

    stage.books.pod = PodId(await until(opened))
    return answer.text


async def link_chats(stage: Stage) -> str:
    nora = stage.cast.nora
    await TelegramSeat(stage.parts.telegram, nora.on_telegram).start()
    await stage.in_team(nora).command("link", "team")
    await stage.in_family(nora).command("link", "family")
    await until(lambda: stage.rooms_linked(2))
    return "The care team's channel and the family's group are rooms of the pod now."


def joins(whom: str, role: str, platform: str) -> Scene:
    """Nora invites somebody, who comes in by mail, page, phone and code."""

    async def act(stage: Stage) -> str:
        newcomer: Character = getattr(stage.cast, whom)
        await stage.invite(stage.alone(stage.cast.nora, "slack"), newcomer, role)
        await stage.join(newcomer)
        return f"{newcomer.name} is in: by a mailed link, a code by text, and the chat."

    return Scene(
        0, "Nora Lind", platform, f"Nora invites {ROLES[role]}. The link comes by mail.", act
    )


ROLES = {
    "coordinator": "a second coordinator, Ben",
    "clinician": "the doctor, Ida",
    "family": "the family, Maria",
}


async def rooms_clear(stage: Stage) -> str:
    await stage.room_open()
    return "Everybody in both chats is verified: pictures may be shown there."


def chapter() -> Chapter:
    return Chapter(
        "A pod is opened",
        (
            Scene(0, "Nora Lind", "slack", "Nora, a coordinator, opens a pod.", open_pod),
            Scene(0, "Nora Lind", "slack", "She links the team's and the family's chat.",
                  link_chats),
            joins("ben", "coordinator", "slack"),
            joins("ida", "clinician", "slack"),
            joins("maria", "family", "telegram"),
            Scene(0, "Carepods", "slack", "The bot looks who is in each chat.", rooms_clear,
                  "room"),
        ),
    )  # fmt: skip
