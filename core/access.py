"""The one door: may this actor do this to that? Default deny.

Every fact that can matter is a required field of `Question`, so that no caller can forget one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model import (
    Hold,
    Image,
    ImageState,
    Member,
    MemberState,
    Pod,
    Privilege,
    Role,
    Room,
    RoomState,
)


class Action(StrEnum):
    """What can be asked for; alphabetical."""

    AUDIT = "audit"
    CONSENT = "consent"
    DOWNLOAD = "download"
    ERASE = "erase"
    EXPORT = "export"  # everything about the pod, as files
    GRANT = "grant"
    INVITE = "invite"
    LEAVE = "leave"
    LIST = "list"
    MANAGE = "manage"
    POST = "post"  # put a picture into a room
    RELEASE = "release"
    REPORT = "report"  # say that a picture is of somebody else
    SHARE = "share"
    UPLOAD = "upload"
    VIEW = "view"
    VIEW_IDENTIFIED = "view_identified"
    WITHDRAW = "withdraw"


NEEDS: dict[Action, Privilege | None] = {
    Action.AUDIT: Privilege.AUDIT,
    Action.CONSENT: Privilege.CONSENT,
    Action.DOWNLOAD: Privilege.DOWNLOAD,
    Action.ERASE: Privilege.ERASE,
    Action.EXPORT: None,  # any of MAY_EXPORT
    Action.GRANT: Privilege.MANAGE,
    Action.INVITE: Privilege.INVITE,
    Action.LEAVE: None,
    Action.LIST: Privilege.VIEW,
    Action.MANAGE: Privilege.MANAGE,
    Action.POST: Privilege.SHARE,
    Action.RELEASE: Privilege.RELEASE,
    Action.REPORT: Privilege.VIEW,
    Action.SHARE: Privilege.SHARE,
    Action.UPLOAD: Privilege.UPLOAD,
    Action.VIEW: Privilege.VIEW,
    Action.VIEW_IDENTIFIED: Privilege.VIEW_IDENTIFIED,
    Action.WITHDRAW: None,  # one's own, or with MANAGE
}

MAY_EXPORT = frozenset({Privilege.CONSENT, Privilege.ERASE, Privilege.MANAGE})
"""Whoever decides for the patient, and whoever answers for the pod."""

ON_AN_IMAGE = frozenset(
    {
        Action.DOWNLOAD,
        Action.POST,
        Action.RELEASE,
        Action.REPORT,
        Action.SHARE,
        Action.VIEW,
        Action.VIEW_IDENTIFIED,
        Action.WITHDRAW,
    }
)


class Reason(StrEnum):
    """Why not; each has a sentence in `bot/texts` under `denied-…`."""

    NOT_A_MEMBER = "not_a_member"
    NOT_YOURS = "not_yours"
    POD_ERASED = "pod_erased"
    EXPIRED = "expired"
    LACKS_PRIVILEGE = "lacks_privilege"
    NO_IMAGE = "no_image"
    IMAGE_HELD = "image_held"
    IMAGE_GONE = "image_gone"
    NO_CONSENT = "no_consent"
    ROOM_LOCKED = "room_locked"
    ROOM_NOT_CLEARED = "room_not_cleared"
    OTHER_POD = "other_pod"


@dataclass(frozen=True, slots=True)
class Question:
    """`cleared` is whether every human in `room` is a verified member who may see the image.

    `consented` is False only where the patient has said no. `emergency_until` is the end of an
    emergency access that was given to this member, with a reason and in the open.
    """

    action: Action
    pod: Pod
    member: Member | None
    image: Image | None
    room: Room | None
    cleared: bool | None
    consented: bool
    emergency_until: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Allow:
    because: str


@dataclass(frozen=True, slots=True)
class Deny:
    reason: Reason


Decision = Allow | Deny


def decide(question: Question) -> Decision:
    """Allow with the reason why, or Deny with the reason why not.

    The privilege comes before the picture: who lacks it does not learn whether there is one.
    """
    stranger = _about_the_actor(question)
    if stranger is not None:
        return Deny(stranger)
    decision = _by_privilege(question)
    if isinstance(decision, Deny):
        return decision
    refusal = _about_the_image(question) or _about_the_room(question)
    return decision if refusal is None else Deny(refusal)


def _about_the_actor(q: Question) -> Reason | None:
    if q.pod.erased_at is not None:
        return Reason.POD_ERASED
    if q.member is None or q.member.state is not MemberState.ACTIVE:
        return Reason.NOT_A_MEMBER
    if q.member.pod != q.pod.id:
        return Reason.OTHER_POD
    if q.member.expires_at is not None and q.member.expires_at <= q.now:
        return Reason.EXPIRED
    return None


def _about_the_image(q: Question) -> Reason | None:
    if q.action not in ON_AN_IMAGE:
        return None
    if q.image is None:
        return Reason.NO_IMAGE
    if q.image.pod != q.pod.id:
        return Reason.OTHER_POD
    if q.image.state is ImageState.HELD:
        if q.action is not Action.RELEASE:
            return Reason.IMAGE_HELD
        return None if q.consented else Reason.NO_CONSENT
    if q.image.state is not ImageState.READY:
        return Reason.IMAGE_GONE
    if not q.consented and q.action not in (Action.WITHDRAW, Action.REPORT):
        return Reason.NO_CONSENT
    return None


def _about_the_room(q: Question) -> Reason | None:
    if q.action is not Action.POST:
        return None
    if q.room is None or q.room.pod != q.pod.id:
        return Reason.OTHER_POD
    if q.room.state is not RoomState.OPEN:
        return Reason.ROOM_LOCKED
    if q.cleared is not True:
        return Reason.ROOM_NOT_CLEARED
    return None


def _by_privilege(q: Question) -> Decision:
    if q.member is None:
        return Deny(Reason.NOT_A_MEMBER)
    held = q.member.privileges
    needed = NEEDS[q.action]
    if q.action is Action.WITHDRAW and q.image is not None:
        if q.image.uploader == q.member.person:
            return Allow("own image")
        needed = Privilege.MANAGE
    if q.action is Action.EXPORT:
        found = sorted(held & MAY_EXPORT)
        return Allow(f"holds {found[0]}") if found else Deny(Reason.LACKS_PRIVILEGE)
    if needed is None:
        return Allow("member")
    if needed in held:
        return Allow(f"holds {needed}")
    if (
        q.action in (Action.VIEW, Action.VIEW_IDENTIFIED)
        and q.emergency_until is not None
        and q.now < q.emergency_until
    ):
        return Allow("emergency")
    return Deny(Reason.LACKS_PRIVILEGE)


def people_needed_to_release(image: Image) -> int:
    """Somebody else's patient is released by two people; painted names by one."""
    return 2 if image.hold in (Hold.OTHER_PATIENT, Hold.TWO_PATIENTS) else 1


def may_name(role: Role, inviter: Member) -> bool:
    """Whether this inviter may let somebody in as this.

    A role is more than its privileges: emergencies are the care team's, a patient's word is the
    patient's. So whoever looks after the pod names them; a clinician or the patient, clinicians.
    """
    if Privilege.MANAGE in inviter.privileges or role in (Role.FAMILY, Role.GUEST):
        return True
    return role is Role.CLINICIAN and inviter.role in (Role.CLINICIAN, Role.PATIENT)


def grantable(asked: frozenset[Privilege], holder: Member) -> frozenset[Privilege]:
    """Nobody grants more than he or she holds."""
    return asked & holder.privileges
