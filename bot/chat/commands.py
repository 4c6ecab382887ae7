"""The commands: one table of word, arguments, privilege, place and what is done.

Help is written from this table, and so are the menus, so that none can be out of step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.chat import account, emergency, language, overview, people, pictures, pods, rights, sharing
from bot.chat.context import Answer, Context
from core.model import Member, Privilege, Role
from core.usecases import lock
from core.usecases.desk import Words
from core.usecases.emergency import MAY_ASK

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
    shut = await lock.told(context.desk, context.who.user)
    return Answer(*shut) if shut else Answer(context.hello)


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


P = Privilege
TABLE: tuple[Command, ...] = (
    Command("start", start, Scope.PRIVATE),
    Command("help", help_),
    Command("images", pictures.images, privilege=P.VIEW, others=("pictures",), daily=True),
    Command("show", pictures.show, privilege=P.VIEW, arguments=True, daily=True),
    Command("open", pictures.open_, privilege=P.VIEW, others=("viewer",), daily=True),
    Command("share", sharing.share_, privilege=P.SHARE, arguments=True, daily=True),
    Command("withdraw", sharing.withdraw_, privilege=P.UPLOAD, arguments=True),
    Command("upload", pictures.upload_, privilege=P.UPLOAD, daily=True),
    Command("invite", people.invite_, privilege=P.INVITE, arguments=True, daily=True),
    Command("members", people.members, privilege=P.VIEW),
    Command("role", people.role, privilege=P.MANAGE, arguments=True),
    Command("grant", people.grant, privilege=P.MANAGE, arguments=True),
    Command("revoke", people.revoke, privilege=P.MANAGE, arguments=True),
    Command("remove", people.remove, privilege=P.MANAGE, arguments=True),
    Command(
        "whosaw", sharing.who_saw, privilege=P.AUDIT, arguments=True, others=("who-saw", "who_saw")
    ),
    Command("wrong", sharing.wrong_, privilege=P.VIEW, arguments=True, daily=True),
    Command("consent", rights.consent_, privilege=P.CONSENT, arguments=True),
    Command("export", rights.export_, arguments=True),
    Command("erase", rights.erase_, privilege=P.ERASE),
    Command("overview", overview.overview_, Scope.PRIVATE, privilege=P.MANAGE, daily=True),
    Command("me", account.me, Scope.PRIVATE, daily=True),
    Command("authenticator", account.authenticator, Scope.PRIVATE),
    Command(
        "emergency",
        emergency.emergency_,
        privilege=P.UPLOAD,
        arguments=True,
        roles=MAY_ASK,
    ),
    Command("new", pods.new, Scope.PRIVATE, privilege=P.MANAGE, arguments=True),
    Command("link", pods.link, Scope.GROUP, privilege=P.MANAGE, arguments=True, daily=True),
    Command("settings", pods.settings, daily=True),
    Command("language", language.ask, Scope.PRIVATE),
    Command("leave", people.leave, Scope.PRIVATE),
)
BY_WORD: Mapping[str, Command] = {
    spelling: command for command in TABLE for spelling in (command.word, *command.others)
}
