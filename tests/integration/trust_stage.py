"""The made-up chats of `tests.properties`, for tests that say what happens step by step."""

from __future__ import annotations

from typing import Any

from core.ids import UserRef
from core.messages import ButtonPress, Command, IncomingFile, Text, Upload
from core.model import AuditEntry
from tests.properties import stage as stages
from tests.properties.chats import Chat, Message
from tests.properties.stage import Stage


def user(stage: Stage, name: str) -> UserRef:
    return next(u for u in stage.accounts if u.user.startswith(f"{name}-"))


def home(stage: Stage, who: UserRef) -> Chat:
    found: Chat = stage.chats[who.platform].private(who)
    return found


async def upload(stage: Stage, name: str, trait: str = "of-A") -> None:
    """Somebody sends a picture in private."""
    who = user(stage, name)
    chat, platform = home(stage, who), stage.chats[who.platform]
    tag = platform.next("pic")
    platform.files[tag] = f"{tag} {trait}".encode()
    file = IncomingFile(handle=tag, name="a.dcm", size=10)
    await stage.happened(chat, Upload(**stage.about(who, chat), files=(file,)))


async def write(stage: Stage, who: UserRef, word: str, rest: str = "") -> None:
    chat = home(stage, who)
    await stage.happened(chat, Command(**stage.about(who, chat), word=word, rest=rest))


async def say(stage: Stage, who: UserRef, text: str) -> None:
    chat = home(stage, who)
    await stage.happened(chat, Text(**stage.about(who, chat), text=text))


async def press(stage: Stage, who: UserRef, chat: Chat, handle: str) -> None:
    await stage.happened(chat, ButtonPress(**stage.about(who, chat), handle=handle))


async def work(stage: Stage) -> None:
    """Do what can be done now; what waits for its time goes on waiting."""
    while await stage.claim() or stage.actors:
        for actor in list(stage.actors):
            if not await actor.step():
                stage.actors.remove(actor)


def pictures(stage: Stage) -> list[Message]:
    """Everything that can be seen as a picture, in every chat."""
    return [m for p in stage.chats.values() for c in p.chats.values() for m in c.pictures()]


async def audit(stage: Stage) -> list[AuditEntry]:
    async with stage.store.begin(stage.pod) as uow:
        return list(await uow.audit.of_pod(stage.pod, limit=1000))


def opened(url: str) -> Any:
    """A context with a stage whose pod is furnished by `stages.furnish`."""
    return stages.world(url, "trust")
