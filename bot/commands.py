"""The commands: one table of word, arguments, privilege, place and what is done.

Help is written from this table, and so are the menus, so that none can be out of step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot import rights, speaking
from bot.context import Answer, Context
from core import access, address
from core.errors import Refused
from core.ids import RoomRef
from core.model import (
    Audience,
    Image,
    Invitation,
    Member,
    Mode,
    Pod,
    Privilege,
    Role,
    Room,
    RoomState,
)
from core.usecases import (
    due,
    emergency,
    invite,
    pods,
    sessions,
    share,
    upload,
    view,
    withdraw,
)
from core.usecases.desk import Choice, Words, ref_json

T = TypeVar("T")
IMAGES_OFFERED = 3  # buttons under the list
Run = Callable[[Context], Awaitable[Answer | None]]


class Scope(StrEnum):
    """Where a command is offered. It works elsewhere too, where that makes sense."""

    PRIVATE = "private"
    GROUP = "group"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Command:
    """`arguments` and the help are words under `command-WORD-arguments` and `command-WORD`.

    `daily`: what people do most, told first. `roles`: whom it is for; empty: everybody.
    """

    word: str
    run: Run
    scope: Scope = Scope.BOTH
    privilege: Privilege | None = None
    arguments: bool = False
    others: tuple[str, ...] = ()  # further spellings
    daily: bool = False
    roles: frozenset[Role] = frozenset()

    def serves(self, member: Member) -> bool:
        """Whether it is of any use to the member. Whether they may is decided when they ask."""
        allowed = self.privilege is None or self.privilege in member.privileges
        return allowed and (not self.roles or member.role in self.roles)

    def offered(self, private: bool) -> bool:
        """Whether it is offered in a chat of this kind."""
        return self.scope is Scope.BOTH or (self.scope is Scope.PRIVATE) is private


# ── hello and help ──────────────────────────────────────────────────────────────────────────────


async def start(context: Context) -> Answer:
    if context.who.memberships:
        return Answer(Words("hello-member", {"name": _name(context)}))
    return Answer(context.hello)


async def help_(context: Context) -> Answer:
    """What the asker may use here, the daily things; with `all`, everything anywhere."""
    if not context.who.memberships:
        return Answer(Words("help-stranger"))
    here = [m for m in context.who.memberships if context.room is None or m.pod == context.room.pod]
    mine = [c for c in TABLE if any(c.serves(member) for member in here)]
    everything = context.rest.strip().lower() == "all"
    shown = [c for c in mine if everything or (c.daily and c.offered(context.event.place.private))]
    lines = [
        Words("help-line", {"usage": _usage(c), "what": Words(f"command-{c.word}")}) for c in shown
    ]
    if len(shown) < len(mine):
        lines.append(Words("help-more"))
    return Answer(Words("help", {"lines": lines}))


def _usage(command: Command) -> Words:
    if command.arguments:
        return Words(
            "usage", {"word": command.word, "rest": Words(f"command-{command.word}-arguments")}
        )
    return Words("usage-bare", {"word": command.word})


def _name(context: Context) -> str:
    return context.who.person.name if context.who.person else ""


# ── pods and rooms ──────────────────────────────────────────────────────────────────────────────


async def new(context: Context) -> Answer:
    pod = await pods.open_pod(context.desk, context.who, context.rest)
    return Answer(Words("new-done", {"pod": pod.name}))


async def link(context: Context) -> Answer:
    """In a chat: make it a room. The pod is the sender's only one, or asked."""
    words = context.rest.lower().split()
    pod, member = await context.pod()
    audience = _one_of(words, {"family": Audience.FAMILY, "team": Audience.CARE_TEAM,
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
    mode = _one_of(words, {m.value: m for m in Mode})
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
    buttons = await speaking.rows(context)
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


# ── people ──────────────────────────────────────────────────────────────────────────────────────


async def invite_(context: Context) -> Answer | None:
    """`/invite anna@example.org family Anna Berg`, `… guest until 2026-12-01`"""
    pod, member = await context.pod()
    words, until = due.until_in(context.rest.split(), context.desk.now)
    if not words:
        if await offer_form(context, "invite", pod):
            return None
        raise Refused("invite-how", "no address")
    email = address.parse_email(words[0])
    role = _one_of([w.lower() for w in words[1:2]], {r.value: r for r in Role})
    name = " ".join(words[2:] if role else words[1:])
    wish = invite.Wish(email=email, role=role or Role.FAMILY, name=name[:80], until=until)
    await invite.invite(context.desk, pod, member, wish)
    return Answer(
        Words("invite-sent", {"email": email, "role": invite.role_words(role or Role.FAMILY)})
    )


async def members(context: Context) -> Answer:
    pod, member = await context.pod()
    waiting = await context.desk.uow.invitations.open_of_pod(pod.id)
    words = await pods.list_members(context.desk, pod, member, waiting)
    buttons = []
    if Privilege.INVITE in member.privileges:
        for invitation in list(waiting)[:3]:
            buttons.append(await _invitation_buttons(context, pod, invitation))
    return Answer(words, buttons)


async def _invitation_buttons(context: Context, pod: Pod, invitation: Invitation) -> list[Choice]:
    who = invitation.name or invitation.email
    given = {"invitation": str(invitation.id)}
    return [
        await context.desk.choice(
            Words("button-invite-again", {"who": who}),
            "invite-again",
            given,
            pod=pod.id,
            user=context.who.user,
        ),
        await context.desk.choice(
            Words("button-invite-cancel", {"who": who}),
            "invite-cancel",
            given,
            pod=pod.id,
            user=context.who.user,
        ),
    ]


async def role(context: Context) -> Answer:
    """`/role 2 clinician`"""
    pod, member = await context.pod()
    who, what = _two(context.rest, "role-how")
    target, _ = await pods.find_member(context.desk, pod, who)
    wanted = _one_of([what], {r.value: r for r in Role})
    if wanted is None:
        raise Refused("role-how", "unknown role")
    return Answer(await pods.set_role(context.desk, pod, member, target, wanted))


async def grant(context: Context) -> Answer:
    """`/grant 2 download`"""
    pod, member = await context.pod()
    target, privilege = await _target(context, pod, "grant-how")
    return Answer(await pods.grant(context.desk, pod, member, target, privilege))


async def revoke(context: Context) -> Answer:
    """`/revoke 2 download`"""
    pod, member = await context.pod()
    target, privilege = await _target(context, pod, "revoke-how")
    return Answer(await pods.revoke(context.desk, pod, member, target, privilege))


async def _target(context: Context, pod: Pod, how: str) -> tuple[Member, Privilege]:
    who, what = _two(context.rest, how)
    target, _ = await pods.find_member(context.desk, pod, who)
    privilege = _one_of([what], {p.value: p for p in Privilege})
    if privilege is None:
        raise Refused(how, "unknown privilege")
    return target, privilege


async def remove(context: Context) -> Answer:
    """`/remove 2`: asked once more."""
    pod, member = await context.pod()
    if not context.rest.strip():
        raise Refused("remove-how", "nobody named")
    target, person = await pods.find_member(context.desk, pod, context.rest)
    await context.desk.require(access.Action.MANAGE, pod, member)
    sure = await context.desk.choice(
        "button-remove", "remove", {"person": target.person}, pod=pod.id, user=context.who.user
    )
    return Answer(Words("remove-sure", {"who": person.name}), [[sure]])


async def leave(context: Context) -> Answer:
    pod, _ = await context.pod()
    sure = await context.desk.choice("button-leave", "leave", {}, pod=pod.id, user=context.who.user)
    return Answer(Words("leave-sure", {"pod": pod.name}), [[sure]])


# ── images ──────────────────────────────────────────────────────────────────────────────────────


async def images(context: Context) -> Answer:
    pod, member = await context.pod()
    words = await view.list_images(context.desk, pod, member)
    row = [
        await _show_button(
            context, pod, image, Words("button-show-number", {"number": image.number})
        )
        for image in await view.newest(context.desk, pod, member, IMAGES_OFFERED)
    ]
    return Answer(words, [row] if row else [])


async def newest_button(context: Context, pod: Pod, member: Member) -> list[list[Choice]]:
    """A button for the newest picture, where there is one that the member may look at."""
    label = Words("button-show-newest")
    images = await view.newest(context.desk, pod, member, 1)
    return [[await _show_button(context, pod, image, label)] for image in images]


async def _show_button(context: Context, pod: Pod, image: Image, label: Words) -> Choice:
    """Works again, like a card's: it is decided at each press."""
    return await context.desk.choice(
        label, "view", {"image": image.id}, pod=pod.id, user=context.who.user, once=False
    )


async def show(context: Context) -> Answer | None:
    """`/show #3`, `/show #3 full`, `/show #3 lung`, `/show #3 straight`: in private."""
    pod, member = await context.pod()
    words = context.rest.split()
    if not words:
        raise Refused("show-how", "no number")
    image = await view.find(context.desk, pod, words[0])
    private = await private_room(context)
    window = [word for word in words[1:] if word != "full"]
    full = "full" in words[1:]
    await view.show(context.desk, pod, member, image, private, full=full, window=window)
    return None if context.event.place.private else Answer(Words("shown-in-private"))


async def private_room(context: Context) -> RoomRef:
    """Where only the sender reads. Raises Refused when they must write first."""
    if context.event.place.private:
        return context.event.place.room
    return await view.private_chat(context.desk, context.who.identity, context.who.user)


async def open_(context: Context) -> Answer:
    """The viewer: a page of one's own, by a link that works once."""
    if context.person is None or not context.who.memberships:
        raise Refused("stranger-command", "no pod")
    url = await sessions.link(context.desk, context.person, context.who.user)
    return Answer(Words("viewer-link"), [[Choice(Words("button-open-viewer"), url=url)]])


async def share_(context: Context) -> Answer:
    """`/share #3`"""
    pod, member = await context.pod()
    image = await view.find(context.desk, pod, _first(context.rest, "share-how"))
    count = await share.share(context.desk, pod, member, image)
    if not count:
        return Answer(Words("share-already", {"number": image.number}))
    return Answer(Words("share-begun", {"number": image.number, "count": count}))


async def withdraw_(context: Context) -> Answer:
    """`/withdraw #3`"""
    pod, member = await context.pod()
    image = await view.find(context.desk, pod, _first(context.rest, "withdraw-how"))
    return Answer(await withdraw.withdraw(context.desk, pod, member, image))


async def who_saw(context: Context) -> Answer:
    """`/whosaw #3`"""
    pod, member = await context.pod()
    image = await view.find(context.desk, pod, _first(context.rest, "who-saw-how"))
    return Answer(await view.who_saw(context.desk, pod, member, image))


async def upload_(context: Context) -> Answer | None:
    """A page (or a form) for what a chat cannot carry."""
    pod, member = await context.pod()
    await context.desk.require(access.Action.UPLOAD, pod, member)
    if await offer_form(context, "upload", pod):
        return None
    url = await upload.upload_link(context.desk, pod.id, member.person)
    return Answer(Words("upload-page"), [[Choice(Words("button-upload"), url=url)]])


async def emergency_(context: Context) -> Answer:
    """`/emergency REASON`: look for an hour, in the open."""
    pod, member = await context.pod()
    return Answer(await emergency.open_access(context.desk, pod, member, context.rest))


# ── helpers ─────────────────────────────────────────────────────────────────────────────────────


async def offer_form(context: Context, form: str, pod: Pod) -> bool:
    """Where the platform has forms and the moment still allows it, one is opened."""
    platform = context.desk.world.platforms[context.event.place.room.platform]
    if not platform.capabilities.forms or not context.event.ticket:
        return False
    await context.desk.plan(
        "form",
        {
            "room": ref_json(context.event.place.room),
            "ticket": context.event.ticket,
            "form": form,
            "context": pod.id,
            "language": context.language,
        },
        pod=pod.id,
    )
    return True


def _one_of(words: list[str], meanings: Mapping[str, T]) -> T | None:
    return next((meanings[w] for w in words if w in meanings), None)


def _first(rest: str, how: str) -> str:
    words = rest.split()
    if not words:
        raise Refused(how, "nothing named")
    return words[0]


def _two(rest: str, how: str) -> tuple[str, str]:
    """Whom, and what; the name may be of several words, the last one is what."""
    words = rest.split()
    if len(words) < 2:
        raise Refused(how, "half a command")
    return " ".join(words[:-1]), words[-1].lower()


P = Privilege
TABLE: tuple[Command, ...] = (
    Command("start", start, Scope.PRIVATE),
    Command("help", help_),
    Command("images", images, privilege=P.VIEW, others=("pictures",), daily=True),
    Command("show", show, privilege=P.VIEW, arguments=True, daily=True),
    Command("open", open_, privilege=P.VIEW, others=("viewer",), daily=True),
    Command("share", share_, privilege=P.SHARE, arguments=True, daily=True),
    Command("withdraw", withdraw_, privilege=P.UPLOAD, arguments=True),
    Command("upload", upload_, privilege=P.UPLOAD, daily=True),
    Command("invite", invite_, privilege=P.INVITE, arguments=True, daily=True),
    Command("members", members, privilege=P.VIEW),
    Command("role", role, privilege=P.MANAGE, arguments=True),
    Command("grant", grant, privilege=P.MANAGE, arguments=True),
    Command("revoke", revoke, privilege=P.MANAGE, arguments=True),
    Command("remove", remove, privilege=P.MANAGE, arguments=True),
    Command("whosaw", who_saw, privilege=P.AUDIT, arguments=True, others=("who-saw", "who_saw")),
    Command("wrong", rights.wrong_, privilege=P.VIEW, arguments=True, daily=True),
    Command("consent", rights.consent_, privilege=P.CONSENT, arguments=True),
    Command("export", rights.export_, arguments=True),
    Command("erase", rights.erase_, privilege=P.ERASE),
    Command("overview", rights.overview_, Scope.PRIVATE, privilege=P.MANAGE, daily=True),
    Command("me", rights.me, Scope.PRIVATE, daily=True),
    Command("authenticator", rights.authenticator, Scope.PRIVATE),
    Command("emergency", emergency_, privilege=P.UPLOAD, arguments=True, roles=emergency.MAY_ASK),
    Command("new", new, Scope.PRIVATE, privilege=P.MANAGE, arguments=True),
    Command("link", link, Scope.GROUP, privilege=P.MANAGE, arguments=True, daily=True),
    Command("settings", settings, daily=True),
    Command("language", speaking.ask, Scope.PRIVATE),
    Command("leave", leave, Scope.PRIVATE),
)
BY_WORD: Mapping[str, Command] = {
    spelling: command for command in TABLE for spelling in (command.word, *command.others)
}
