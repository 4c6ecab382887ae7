"""A member asks to let somebody in; what the newcomer then does is in `verify`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core import access, verification
from core.errors import Refused
from core.ids import InvitationId, PodId, UploadId, UserRef
from core.model import (
    PRESETS,
    Invitation,
    InvitationState,
    Member,
    Pod,
    Privilege,
    Role,
)
from core.usecases import due
from core.usecases.desk import Desk, Words

DAY = 86_400
INVITATIONS_A_DAY = {"inviter": 50, "pod": 100, "address": 5}


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to let in, and as what."""

    email: str
    role: Role
    name: str = ""
    privileges: frozenset[Privilege] | None = None  # None: the role's preset
    knock: UploadId | None = None
    identity: UserRef | None = None
    until: datetime | None = None


async def invite(desk: Desk, pod: Pod, inviter: Member, wish: Wish) -> Invitation:
    """Record the request and plan the mail. Raises Refused.

    The answer to the inviter is the same whether or not the address is known here.
    """
    await desk.require(access.Action.INVITE, pod, inviter)
    if wish.until is not None and wish.role is Role.COORDINATOR:
        raise Refused("until-not-coordinator", "somebody has to look after the pod")
    if not access.may_name(wish.role, inviter):
        await desk.audit(
            pod.id, inviter.person, "invite", pod.id, "refused", f"may not name a {wish.role.value}"
        )
        raise Refused("invite-role-not-yours", wish.role.value)
    wanted = wish.privileges if wish.privileges is not None else PRESETS[wish.role]
    granted = access.grantable(wanted, inviter)
    await _within_budgets(desk, pod.id, inviter, wish.email)
    invitation = Invitation(
        id=InvitationId(desk.id()),
        pod=pod.id,
        inviter=inviter.person,
        email=wish.email,
        role=wish.role,
        privileges=granted,
        state=InvitationState.REQUESTED,
        created_at=desk.now,
        expires_at=desk.now + verification.LINK_LIFE,
        name=wish.name,
        language=pod.language,
        knock=wish.knock,
        identity=wish.identity,
        until=wish.until,
    )
    link = desk.secret(32)
    invitation = verification.link_sent(invitation, verification.digest(link))
    await desk.uow.invitations.add(invitation)
    await due.plan_invitation(desk, invitation)
    await plan_link_mail(desk, invitation, link)
    await desk.audit(
        pod.id,
        inviter.person,
        "invite",
        invitation.id,
        "done",
        "holds invite",
        email=wish.email,
        role=wish.role,
        privileges=" ".join(sorted(granted)),
    )
    return invitation


async def _within_budgets(desk: Desk, pod: PodId, inviter: Member, email: str) -> None:
    spent = {
        "inviter": inviter.person,
        "pod": pod,
        "address": verification.digest(email),
    }
    for name, limit in INVITATIONS_A_DAY.items():
        if not await desk.uow.budgets.take(
            f"invite:{name}:{spent[name]}", window_seconds=DAY, limit=limit
        ):
            raise Refused("invite-enough-today", name)


async def plan_link_mail(desk: Desk, invitation: Invitation, link: str) -> None:
    """The mail names who asks, and nothing of the patient."""
    inviter = await desk.name_of(invitation.inviter)
    await desk.plan(
        "mail",
        {
            "to": invitation.email,
            "template": "invitation",
            "language": invitation.language,
            "arguments": {
                "inviter": inviter,
                "link": f"{desk.world.rules.public_url}/join/{link}",
                "hours": int(verification.LINK_LIFE.total_seconds() // 3600),
            },
        },
        key=f"mail:{invitation.id}:{verification.digest(link)[:16]}",
        pod=invitation.pod,
    )


async def send_again(desk: Desk, pod: Pod, member: Member, invitation: Invitation) -> None:
    """A new link; the old one is dead from here on."""
    await desk.require(access.Action.INVITE, pod, member)
    if invitation.pod != pod.id or invitation.state is not InvitationState.LINK_SENT:
        raise Refused("invitation-over", str(invitation.state))
    await _within_budgets(desk, pod.id, member, invitation.email)
    link = desk.secret(32)
    renewed = replace(
        invitation,
        link_hash=verification.digest(link),
        expires_at=desk.now + verification.LINK_LIFE,
    )
    await desk.uow.invitations.save(renewed)
    await due.plan_invitation(desk, renewed)
    await plan_link_mail(desk, renewed, link)
    await desk.audit(pod.id, member.person, "invite_again", invitation.id, "done", "holds invite")


async def cancel(desk: Desk, pod: Pod, member: Member, invitation: Invitation) -> None:
    """Take an open invitation back: one's own, or with `manage`."""
    if invitation.pod != pod.id or not verification.is_open(invitation, desk.now):
        raise Refused("invitation-over", str(invitation.state))
    if invitation.inviter != member.person:
        await desk.require(access.Action.MANAGE, pod, member)
    await desk.uow.invitations.save(
        replace(
            invitation,
            state=InvitationState.CANCELLED,
            link_hash="",
            page_hash="",
            bind_hash="",
            code_hash="",
        )
    )
    await desk.audit(pod.id, member.person, "invite_cancel", invitation.id, "done", "own")


async def anew(desk: Desk, pod: Pod, member: Member, old: Invitation) -> Invitation:
    """The same wish once more, after nobody took the first one up. Raises Refused."""
    if old.pod != pod.id or verification.is_open(old, desk.now) or old.inviter != member.person:
        raise Refused("invitation-over", str(old.state))
    wish = Wish(
        email=old.email,
        role=old.role,
        name=old.name,
        privileges=old.privileges,
        knock=old.knock,
        identity=old.identity if old.knock else None,
        until=old.until,
    )
    return await invite(desk, pod, member, wish)


def role_words(role: Role) -> Words:
    return Words(f"role-{role.value}")


def privilege_words(privilege: Privilege) -> Words:
    return Words(f"privilege-{privilege.value.replace('_', '-')}")


async def cut_off(desk: Desk, invitation: Invitation) -> None:
    """Whoever asked for it was put out: its new owner is asked whether they want to invite."""
    await over(desk, invitation, "cut off", "inviter-cut-off")


async def over(
    desk: Desk, found: Invitation, why: str = "not taken up", key: str = "inviter-over"
) -> None:
    """Whoever asked for it hears of it, and can ask anew."""
    dead = replace(found, state=InvitationState.EXPIRED, link_hash="", page_hash="",
                   bind_hash="", code_hash="")  # fmt: skip
    await desk.uow.invitations.save(dead)
    await desk.audit(found.pod, "service", "invite_over", found.id, "done", why)
    given = {"invitation": str(found.id), "for": found.inviter}
    anew = await desk.choice("button-invite-anew", "invite-anew", given, pod=found.pod)
    who = found.name or found.email
    await desk.tell_person(found.inviter, Words(key, {"who": who}), buttons=[[anew]], pod=found.pod)
