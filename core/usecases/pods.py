"""The life of a pod: open it, link rooms, members, roles, privileges, leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core import access, messages
from core.errors import Refused
from core.ids import PersonId, PodId, RoomId, RoomRef
from core.model import (
    PRESETS,
    Audience,
    Invitation,
    Member,
    MemberState,
    Mode,
    Person,
    Pod,
    PostState,
    Privilege,
    Role,
    Room,
    RoomState,
)
from core.usecases import invite, retract, rooms
from core.usecases.desk import Desk, Who, Words

LONGEST_NAME = 80
OPENS_PICTURES = frozenset({Privilege.VIEW, Privilege.VIEW_IDENTIFIED, Privilege.RELEASE})
"""By which somebody may have been shown a picture alone."""


async def may_open_pods(desk: Desk, who: Who) -> bool:
    """Coordinators of a pod, and those whom the operator named."""
    if who.person is None:
        return False
    if any(m.role is Role.COORDINATOR for m in who.memberships):
        return True
    return await desk.uow.notes.get(f"coordinator:{who.person.id}") == "yes"


async def open_pod(desk: Desk, who: Who, name: str) -> Pod:
    """A new pod with its opener as coordinator. Raises Refused."""
    clean = " ".join(name.split())[:LONGEST_NAME]
    if who.person is None or not await may_open_pods(desk, who):
        await desk.audit(None, "stranger", "new_pod", "", "refused", "not a coordinator")
        raise Refused("new-not-you", "not a coordinator")
    if not clean:
        raise Refused("new-needs-name", "no name")
    return await create(desk, who.person, clean)


async def create(desk: Desk, opener: Person, name: str) -> Pod:
    """The pod, its key, and its first member."""
    pod = Pod(
        id=PodId(desk.id()),
        name=name,
        language=opener.language or "en",
        created_at=desk.now,
    )
    await desk.uow.pods.add(pod)
    await desk.uow.enter(pod.id)
    await desk.uow.members.save(
        Member(
            pod=pod.id,
            person=opener.id,
            role=Role.COORDINATOR,
            privileges=frozenset(Privilege),
            joined_at=desk.now,
        )
    )
    await desk.audit(pod.id, opener.id, "new_pod", pod.id, "done", "coordinator")
    return pod


async def link_room(
    desk: Desk,
    pod: Pod,
    member: Member | None,
    place: messages.Place,
    audience: Audience,
    mode: Mode = Mode.PICTURE,
) -> Room:
    """Make a chat a room of the pod. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    if place.private:
        raise Refused("link-in-the-room", "private chat")
    known = await desk.uow.rooms.by_ref(place.room)
    if known is not None and known.state is not RoomState.GONE:
        if known.pod != pod.id:
            raise Refused("link-taken", "another pod's room")
        room = replace(known, audience=audience, mode=mode)
        await desk.uow.rooms.save(room)
        if known.audience is not audience:
            await rooms.rehang(desk, room)
    else:
        room = Room(
            id=RoomId(desk.id()),
            pod=pod.id,
            ref=place.room,
            audience=audience,
            mode=mode,
            title=place.title,
        )
        await desk.uow.rooms.add(room)
    by = member.person if member else "unknown"
    await desk.audit(pod.id, by, "link_room", room.id, "done", "holds manage", room=room.title)
    await rooms.plan_review(desk, room)
    return room


async def set_room(desk: Desk, pod: Pod, member: Member | None, ref: RoomRef, mode: Mode) -> Room:
    """Change how pictures come into a room. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    room = await desk.uow.rooms.by_ref(ref)
    if room is None or room.pod != pod.id:
        raise Refused("room-unknown", "not a room of this pod")
    changed = replace(room, mode=mode)
    await desk.uow.rooms.save(changed)
    by = member.person if member else "unknown"
    await desk.audit(pod.id, by, "room_mode", room.id, "done", mode.value)
    await rooms.plan_review(desk, changed)
    return changed


async def find_member(desk: Desk, pod: Pod, written: str) -> tuple[Member, Person]:
    """A member by the number in the list of members, by e-mail address, or by a name that only one
    has. Raises Refused.

    In this order: a name is what somebody chose, and may be another's address or number.
    """
    listed = await listed_members(desk, pod)
    wanted = written.strip().lower()
    if wanted.isdecimal() and len(wanted) < 7 and 0 < int(wanted) <= len(listed):
        return listed[int(wanted) - 1]
    by_email = [pair for pair in listed if pair[1].email == wanted]
    by_name = [pair for pair in listed if pair[1].name.lower() == wanted]
    found = by_email or by_name
    if len(found) != 1:
        raise Refused("member-unknown", "not in this pod", args={"written": written[:60]})
    return found[0]


async def listed_members(desk: Desk, pod: Pod) -> Sequence[tuple[Member, Person]]:
    """Active members, oldest first: the order of the numbers that people see."""
    found = []
    for member in await desk.uow.members.of_pod(pod.id):
        person = await desk.uow.people.get(member.person)
        if member.state is MemberState.ACTIVE and person is not None:
            found.append((member, person))
    return sorted(found, key=lambda pair: (pair[0].joined_at, pair[1].id))


async def list_members(
    desk: Desk, pod: Pod, member: Member | None, open_invitations: Sequence[Invitation]
) -> Words:
    """Who is in, as what, and who is still on the way. Raises Refused."""
    await desk.require(access.Action.LIST, pod, member)
    lines: list[Words] = []
    for number, (other, person) in enumerate(await listed_members(desk, pod), start=1):
        lines.append(
            Words(
                "members-line",
                {"number": number, "name": person.name, "role": invite.role_words(other.role)},
            )
        )
    for invitation in open_invitations:
        lines.append(
            Words(
                "members-waiting",
                {
                    "name": invitation.name or invitation.email,
                    "state": Words(f"invitation-{invitation.state.value.replace('_', '-')}"),
                },
            )
        )
    return Words("members-list", {"pod": pod.name, "lines": lines})


async def set_role(
    desk: Desk, pod: Pod, member: Member | None, target: Member, role: Role
) -> Words:
    """The new role's preset, but never more than the one who sets it holds. Raises Refused."""
    await desk.require(access.Action.GRANT, pod, member)
    holder = _holder(member)
    privileges = access.grantable(PRESETS[role], holder)
    await _save(desk, pod, replace(target, role=role, privileges=privileges), holder, "role")
    return Words(
        "role-set", {"who": await desk.name_of(target.person), "role": invite.role_words(role)}
    )


async def grant(
    desk: Desk, pod: Pod, member: Member | None, target: Member, privilege: Privilege
) -> Words:
    """One more privilege, if the granter holds it. Raises Refused."""
    await desk.require(access.Action.GRANT, pod, member)
    holder = _holder(member)
    if privilege not in holder.privileges:
        await desk.audit(pod.id, holder.person, "grant", target.person, "refused", privilege)
        raise Refused("grant-not-held", "grants more than held")
    await _save(
        desk, pod, replace(target, privileges=target.privileges | {privilege}), holder, "grant"
    )
    return Words(
        "granted",
        {"who": await desk.name_of(target.person), "privilege": invite.privilege_words(privilege)},
    )


async def revoke(
    desk: Desk, pod: Pod, member: Member | None, target: Member, privilege: Privilege
) -> Words:
    """One privilege less, at once. Raises Refused."""
    await desk.require(access.Action.GRANT, pod, member)
    holder = _holder(member)
    after = replace(target, privileges=target.privileges - {privilege})
    await _keep_a_manager(desk, pod, after)
    await _save(desk, pod, after, holder, "revoke")
    return Words(
        "revoked",
        {"who": await desk.name_of(target.person), "privilege": invite.privilege_words(privilege)},
    )


async def remove(desk: Desk, pod: Pod, member: Member | None, target: Member) -> Words:
    """Put a member out. Raises Refused."""
    await desk.require(access.Action.MANAGE, pod, member)
    holder = _holder(member)
    await _keep_a_manager(desk, pod, replace(target, state=MemberState.REMOVED))
    await _out(desk, pod, target, MemberState.REMOVED, holder.person, trusted=False)
    await desk.tell_person(target.person, Words("removed-you", {"pod": pod.name}), pod=pod.id)
    return Words("removed", {"who": await desk.name_of(target.person)})


async def undo_joining(desk: Desk, pod: Pod, target: Member, *, by: PersonId) -> Words:
    """The inviter, or the owner of the address, says that this was not right: out at once."""
    await _out(desk, pod, target, MemberState.REMOVED, by, trusted=False)
    await rooms.tell_managers(
        desk,
        pod.id,
        Words("not-me-notice", {"who": await desk.name_of(target.person)}),
        urgent=True,
    )
    return Words("not-me-done")


async def end_of_stay(desk: Desk, pod: Pod, target: Member) -> None:
    """Their time is over. Raises Refused for the last who can manage."""
    await _keep_a_manager(desk, pod, replace(target, state=MemberState.REMOVED))
    await _out(desk, pod, target, MemberState.REMOVED, target.person)


async def leave(desk: Desk, pod: Pod, member: Member | None) -> Words:
    """Go of one's own will. Raises Refused for the last who can manage."""
    await desk.require(access.Action.LEAVE, pod, member)
    target = _holder(member)
    await _keep_a_manager(desk, pod, replace(target, state=MemberState.LEFT))
    await _out(desk, pod, target, MemberState.LEFT, target.person)
    return Words("left", {"pod": pod.name})


async def _out(
    desk: Desk,
    pod: Pod,
    target: Member,
    state: MemberState,
    by: PersonId,
    *,
    trusted: bool = True,
) -> None:
    """Next look refused, buttons dead, signed out, unfinished invitations pass on.

    Not `trusted` (put out, or never who they seemed): whom they invited is not let in unless a
    coordinator invites them, and no button gives more time to a stay that did not end by itself.
    """
    after = replace(target, state=state, privileges=frozenset())
    await desk.uow.members.save(after if trusted else replace(after, expires_at=None))
    await desk.audit(pod.id, by, "member_out", target.person, "done", state.value)
    await desk.uow.sessions.end_all(target.person)
    await desk.uow.notes.delete(f"emergency:{pod.id}:{target.person}")
    await take_private_posts(desk, pod, target.person)
    await _pass_on(desk, pod, target.person, by, trusted=trusted)
    await rooms.plan_reviews(desk, pod.id)


async def _pass_on(desk: Desk, pod: Pod, gone: PersonId, by: PersonId, *, trusted: bool) -> None:
    """To whoever put them out, else to another who looks after the pod."""
    managers = [
        m
        for m in await desk.uow.members.of_pod(pod.id)
        if m.state is MemberState.ACTIVE and Privilege.MANAGE in m.privileges
    ]
    heir = next(iter(sorted(managers, key=lambda m: m.person != by)), None)
    for invitation in await desk.uow.invitations.open_of_pod(pod.id):
        if invitation.inviter != gone or heir is None:
            continue
        inherited = replace(invitation, inviter=heir.person)
        if trusted:
            await desk.uow.invitations.save(inherited)
        else:
            await invite.cut_off(desk, inherited)


async def take_private_posts(desk: Desk, pod: Pod, person: PersonId) -> None:
    """What was shown to somebody alone is taken back when they may not look any more."""
    for post in await desk.uow.posts.of_person(pod.id, person):
        if post.state is PostState.SENT:
            await desk.uow.posts.save(replace(post, state=PostState.RETRACTED))
            await retract.plan_message(desk, pod.id, post)


async def _save(desk: Desk, pod: Pod, after: Member, holder: Member, action: str) -> None:
    await _keep_a_manager(desk, pod, after)
    before = await desk.uow.members.get(pod.id, after.person)
    await desk.uow.members.save(after)
    if before is not None and (before.privileges - after.privileges) & OPENS_PICTURES:
        await take_private_posts(desk, pod, after.person)
    await desk.audit(
        pod.id,
        holder.person,
        action,
        after.person,
        "done",
        "holds manage",
        privileges=" ".join(sorted(after.privileges)),
    )
    await rooms.plan_reviews(desk, pod.id)


async def _keep_a_manager(desk: Desk, pod: Pod, after: Member) -> None:
    """A pod without anybody who can manage it would be lost."""
    if after.state is MemberState.ACTIVE and Privilege.MANAGE in after.privileges:
        return
    for other in await desk.uow.members.of_pod(pod.id):
        if (
            other.person != after.person
            and other.state is MemberState.ACTIVE
            and Privilege.MANAGE in other.privileges
        ):
            return
    raise Refused("last-manager", "nobody else can manage")


def _holder(member: Member | None) -> Member:
    if member is None:
        raise Refused("denied-not-a-member", "nobody")
    return member
