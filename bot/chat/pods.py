"""Pods, the chats that belong to one, and what is set there."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat import language
from bot.chat.arguments import one_of
from bot.chat.context import (
    Answer,
    Context,
)
from core.model import (
    Audience,
    Member,
    Mode,
    Pod,
    Privilege,
    Room,
    RoomState,
)
from core.usecases import (
    invite,
    pods,
)
from core.usecases.desk import Words


async def new(context: Context) -> Answer:
    pod = await pods.open_pod(context.desk, context.who, context.rest)
    return Answer(Words("new-done", {"pod": pod.name}))


async def link(context: Context) -> Answer:
    """In a chat: make it a room. The pod is the sender's only one, or asked."""
    words = context.rest.lower().split()
    pod, member = await context.pod()
    audience = one_of(words, {"family": Audience.FAMILY, "team": Audience.CARE_TEAM,
                               "care_team": Audience.CARE_TEAM})  # fmt: skip
    if audience is None:
        buttons = [
            [
                await context.desk.choice(
                    f"audience-{a.value.replace('_', '-')}",
                    "link",
                    {"audience": a.value},
                    pod=pod.id,
                    user=context.who.user,
                )
            ]
            for a in Audience
        ]
        return Answer(Words("link-for-whom", {"pod": pod.name}), buttons)
    return await link_as(context, pod, member, audience)


async def link_as(context: Context, pod: Pod, member: Member, audience: Audience) -> Answer:
    room = await pods.link_room(context.desk, pod, member, context.event.place, audience)
    words = Words(f"audience-{room.audience.value.replace('_', '-')}")
    # Without the pod's name: it may be the patient's, and strangers may read here.
    told = Words("link-told", {"audience": words})
    await context.desk.tell_room(room.ref, told, pod=pod.id)
    return Answer(Words("link-done", {"pod": pod.name, "audience": words}))


async def settings(context: Context) -> Answer:
    """What is set, with a button for each thing that can be changed here."""
    pod, member = await context.pod()
    words = context.rest.lower().split()
    mode = one_of(words, {m.value: m for m in Mode})
    if mode is not None and context.room is not None:
        await pods.set_room(context.desk, pod, member, context.room.ref, mode)
        return Answer(Words("mode-set", {"mode": Words(f"mode-{mode.value.replace('_', '-')}")}))
    return await settings_page(context, pod, member)


async def settings_page(context: Context, pod: Pod, member: Member) -> Answer:
    lines: list[Words] = [Words("settings-pod", {"pod": pod.name})]
    for room in await context.desk.uow.rooms.of_pod(pod.id):
        if room.state is not RoomState.GONE:
            lines.append(
                Words(
                    "settings-room",
                    {
                        "room": _room_name(context, room),
                        "audience": Words(f"audience-{room.audience.value.replace('_', '-')}"),
                        "mode": Words(f"settings-mode-{room.mode.value.replace('_', '-')}"),
                        "state": Words(f"settings-{room.state.value}"),
                    },
                )
            )
    lines.append(
        Words(
            "settings-you",
            {
                "role": invite.role_words(member.role),
                "privileges": [invite.privilege_words(p) for p in sorted(member.privileges)],
            },
        )
    )
    buttons = await language.rows(context)
    if context.room is not None and Privilege.MANAGE in member.privileges:
        buttons.append(
            [
                await context.desk.choice(
                    f"mode-{m.value.replace('_', '-')}",
                    "mode",
                    {"mode": m.value},
                    pod=pod.id,
                    room=context.room.ref,
                )
                for m in Mode
                if m is not context.room.mode
            ]
        )
    return Answer(Words("settings", {"lines": lines}), buttons)


def _room_name(context: Context, room: Room) -> Words:
    """As people call it. A chat may have no title, or none that was ever told."""
    if room.title:
        return Words("settings-room-named", {"title": room.title})
    here = context.room is not None and context.room.id == room.id
    return Words("settings-room-here" if here else "settings-room-nameless")


async def press_link(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return await link_as(context, pod, member, Audience(arguments["audience"]))


async def press_mode(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    chosen = Mode(arguments["mode"])
    await pods.set_room(context.desk, pod, member, context.event.place.room, chosen)
    return Answer(Words("mode-set", {"mode": Words(f"mode-{chosen.value.replace('_', '-')}")}))
