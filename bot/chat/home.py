"""The bot's own page inside a platform: my pods, what waits for me, what I can do."""

from __future__ import annotations

from bot.chat.context import Context
from core.messages import Outgoing
from core.model import Privilege
from core.ports import Work, WorkState
from core.usecases.desk import Choice, Words, World, jsonable, user_from, user_json
from core.usecases.tell import rows, worded


async def plan(context: Context) -> None:
    """What the page says now; sent by the `home` work."""
    lines: list[Words] = []
    buttons: list[list[Choice]] = []
    for member in context.who.memberships:
        pod = await context.desk.uow.pods.get(member.pod)
        if pod is None or pod.erased_at is not None:
            continue
        lines.append(
            Words("home-pod", {"pod": pod.name, "role": Words(f"role-{member.role.value}")})
        )
        buttons.append(
            [
                await context.desk.choice(
                    Words("button-home-images", {"pod": pod.name}),
                    "command",
                    {"word": "images", "rest": "", "pod": pod.id},
                    user=context.who.user,
                    once=False,
                ),
                await context.desk.choice(
                    Words("button-home-upload", {"pod": pod.name}),
                    "command",
                    {"word": "upload", "rest": "", "pod": pod.id},
                    user=context.who.user,
                    once=False,
                ),
            ]
        )
    if any(Privilege.MANAGE in m.privileges for m in context.who.memberships) and lines:
        given = {"word": "overview", "rest": "", "pod": ""}
        waiting = await context.desk.choice(
            "button-home-overview", "command", given, user=context.who.user, once=False
        )
        buttons.append([waiting])
    words = Words("home", {"lines": lines}) if lines else context.hello
    await context.desk.plan(
        "home",
        {
            "user": user_json(context.who.user),
            "words": jsonable(words),
            "buttons": [[c.to_json() for c in row] for row in buttons],
            "language": context.language,
        },
    )


async def show(world: World, work: Work) -> None:
    """The `home` work."""
    user = user_from(work.payload["user"])
    language = world.texts.best(str(work.payload["language"]))
    page = Outgoing(
        text=str(worded(world, work.payload["words"], language)),
        buttons=rows(world, work.payload["buttons"], language),
        protect=False,
    )
    await world.platforms[user.platform].show_home(user, page)
    await world.store.finish(work.id, WorkState.DONE)
