"""Who is in a pod: letting in, what each may do, going."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat import forms
from bot.chat.arguments import one_of, two
from bot.chat.context import (
    Answer,
    Context,
    invitation_of,
    member_of,
)
from core import access, address
from core.errors import Refused
from core.ids import PersonId
from core.model import (
    Invitation,
    Member,
    Pod,
    Privilege,
    Role,
)
from core.usecases import (
    binding,
    due,
    expiry,
    invite,
    knock,
    pods,
)
from core.usecases.desk import Choice, Words


async def invite_(context: Context) -> Answer | None:
    """`/invite anna@example.org family Anna Berg`, `… guest until 2026-12-01`"""
    pod, member = await context.pod()
    words, until = due.until_in(context.rest.split(), context.desk.now)
    if not words:
        if await forms.offer(context, "invite", pod):
            return None
        raise Refused("invite-how", "no address")
    email = address.parse_email(words[0])
    role = one_of([w.lower() for w in words[1:2]], {r.value: r for r in Role})
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
    who, what = two(context.rest, "role-how")
    target, _ = await pods.find_member(context.desk, pod, who)
    wanted = one_of([what], {r.value: r for r in Role})
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
    who, what = two(context.rest, how)
    target, _ = await pods.find_member(context.desk, pod, who)
    privilege = one_of([what], {p.value: p for p in Privilege})
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


async def press_remove(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, target = await member_of(context, arguments)
    return Answer(await pods.remove(context.desk, pod, member, target))


async def press_leave(context: Context, _arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return Answer(await pods.leave(context.desk, pod, member))


async def not_me(context: Context, arguments: Mapping[str, str]) -> Answer:
    """The inviter says that this was not right: the new member is out at once."""
    pod, member = await context.pod()
    target = await context.desk.uow.members.get(pod.id, PersonId(arguments["person"]))
    if target is None or target.invited_by != member.person:
        raise Refused("denied-not-yours", "not the inviter")
    words = await pods.undo_joining(context.desk, pod, target, by=member.person)
    await binding.forget(context.desk, target.person, arguments.get("account", ""))
    return Answer(words)


async def invite_again(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, found = await invitation_of(context, arguments)
    await invite.send_again(context.desk, pod, member, found)
    return _sent(found)


async def invite_cancel(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, found = await invitation_of(context, arguments)
    await invite.cancel(context.desk, pod, member, found)
    return Answer(Words("invite-cancelled"))


async def invite_anew(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, found = await invitation_of(context, arguments)
    fresh = await invite.anew(context.desk, pod, member, found)
    return _sent(fresh)


def _sent(invitation: Invitation) -> Answer:
    role = invite.role_words(invitation.role)
    return Answer(Words("invite-sent", {"email": invitation.email, "role": role}))


async def more_time(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member, target = await member_of(context, arguments)
    kept = frozenset(Privilege(p) for p in arguments["privileges"].split())
    return Answer(await expiry.more_time(context.desk, pod, member, target, kept))


async def vouch(context: Context, arguments: Mapping[str, str]) -> Answer:
    return Answer(await knock.vouch(context.desk, context.who, arguments))


async def turn_away(context: Context, arguments: Mapping[str, str]) -> Answer:
    return Answer(await knock.turn_away(context.desk, context.who, arguments))
