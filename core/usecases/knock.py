"""Somebody outside came with an image: the recipient is asked, and vouches or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from core import access, address, messages
from core.errors import Refused
from core.ids import PersonId, PodId, UploadId, UserRef
from core.model import Member, MemberState, Privilege, Role, Upload, UploadState
from core.ports import Work
from core.usecases.desk import Desk, Who, Words, World
from core.usecases.invite import Wish, invite


def account_key(user: UserRef) -> str:
    """How what is expected of somebody is noted."""
    return "/".join((user.platform, user.workspace, user.user))


async def expected(desk: Desk, user: UserRef) -> Mapping[str, str]:
    """What a stranger was asked last; empty when nothing."""
    noted = await desk.uow.notes.get(f"expect:{account_key(user)}")
    return json.loads(noted) if noted else {}


async def _expect(desk: Desk, user: UserRef, what: Mapping[str, str]) -> None:
    await desk.uow.notes.put(f"expect:{account_key(user)}", json.dumps(what) if what else "")


async def forget(desk: Desk, upload: Upload) -> None:
    """Nothing is asked any more about a knock that is over."""
    if (await expected(desk, upload.sender)).get("upload") == upload.id:
        await _expect(desk, upload.sender, {})


async def answered(desk: Desk, event: messages.Text) -> Words | None:
    """A stranger's answer to what was asked: for whom it is, then their own address.

    The words are the same whether or not the person named is known here.
    """
    waiting = dict(await expected(desk, event.sender.user))
    if not waiting:
        return None
    try:
        email = address.parse_email(event.text)
    except Refused:
        return Words("email-not-understood")
    if waiting["step"] == "recipient":
        waiting["recipient"] = email
        waiting["step"] = "own_email"
        await _expect(desk, event.sender.user, waiting)
        return Words("knock-own-email")
    await _expect(desk, event.sender.user, {})
    # Whether anybody is asked is found out afterwards: here the work is the same for all.
    await desk.plan("vouch", {**waiting, "own_email": email})
    return Words("knock-waits")


async def ask_to_vouch(world: World, work: Work) -> None:
    """The `vouch` work: whoever was named, if they are here, is asked whether they know them."""
    waiting = {k: str(v) for k, v in work.payload.items()}
    async with world.store.begin(None) as uow:
        await _ask_to_vouch(Desk(world, uow, work.key, "service"), waiting)
        await uow.queue.done(work.id)


async def _ask_to_vouch(desk: Desk, waiting: Mapping[str, str]) -> None:
    upload = await desk.uow.uploads.get(UploadId(waiting["upload"]), lock=True)
    if upload is None or upload.state is not UploadState.KNOCK:
        return
    asked = await _who_is_asked(desk, waiting)
    if not asked:
        await desk.audit(None, "stranger", "knock", upload.id, "refused", "no such recipient")
        return
    for member in asked:
        await desk.uow.uploads.save(replace(upload, recipient=member.person))
        await _question(desk, member, upload, waiting.get("name", ""), waiting["own_email"])


async def _who_is_asked(desk: Desk, waiting: Mapping[str, str]) -> list[Member]:
    """The member named, in each pod where they may invite; in a room, the room's pod decides."""
    if "pod" in waiting:
        pod = PodId(waiting["pod"])
        await desk.uow.enter(pod)
        members = [
            m
            for m in await desk.uow.members.of_pod(pod)
            if m.state is MemberState.ACTIVE and Privilege.MANAGE in m.privileges
        ]
        return members[:1]
    person = await desk.uow.people.by_email(waiting.get("recipient", ""))
    if person is None:
        return []
    return [
        m
        for m in await desk.uow.members.of_person(person.id)
        if m.state is MemberState.ACTIVE and Privilege.INVITE in m.privileges
    ]


async def _question(desk: Desk, member: Member, upload: Upload, name: str, own_email: str) -> None:
    """Only the member who is asked hears of it, and only what the stranger said of themselves."""
    pod = await desk.uow.pods.get(member.pod)
    # Not every platform tells what people call themselves.
    name = name or own_email.partition("@")[0]
    arguments = {"upload": upload.id, "email": own_email, "name": name, "pod": member.pod}
    rows = []
    for role in (Role.FAMILY, Role.CLINICIAN):
        if not access.may_name(role, member):
            continue
        choice = await desk.choice(
            Words("button-vouch", {"role": Words(f"role-{role.value}")}),
            "vouch",
            {**arguments, "role": role.value, "for": member.person},
        )
        rows.append([choice])
    rows.append(
        [await desk.choice("button-not-known", "turn-away", {**arguments, "for": member.person})]
    )
    await desk.tell_person(
        member.person,
        Words(
            "knock-vouch",
            {"name": name, "email": own_email, "pod": pod.name if pod else ""},
        ),
        buttons=rows,
    )


async def vouch(desk: Desk, who: Who, arguments: Mapping[str, str]) -> Words:
    """The member knows them: an invitation starts, tied to the knock and its account."""
    member, upload = await _mine(desk, who, arguments)
    pod = await desk.pod(member.pod)
    await invite(
        desk,
        pod,
        member,
        Wish(
            email=arguments["email"],
            role=Role(arguments["role"]),
            name=arguments["name"],
            knock=upload.id,
            identity=upload.sender,
        ),
    )
    await desk.audit(pod.id, member.person, "vouch", upload.id, "allowed", "recipient")
    if upload.place is not None:
        in_room = await desk.uow.rooms.by_ref(upload.place) is not None
        await desk.tell_room(
            upload.place,
            Words("knock-vouched"),
            only_for=upload.sender if in_room else None,
            reader=upload.sender,
        )
    return Words("invite-sent", {"email": arguments["email"]})


async def turn_away(desk: Desk, who: Who, arguments: Mapping[str, str]) -> Words:
    """The member does not know them: the image is let go, and no reason is given."""
    member, upload = await _mine(desk, who, arguments)
    await desk.uow.uploads.save(replace(upload, state=UploadState.REFUSED, refusal="turned_away"))
    await desk.audit(member.pod, member.person, "vouch", upload.id, "refused", "not known")
    if upload.blob:
        await desk.plan("drop_blob", {"blob": upload.blob}, key=f"drop_blob:{upload.blob}")
    return Words("knock-turned-away")


async def _mine(desk: Desk, who: Who, arguments: Mapping[str, str]) -> tuple[Member, Upload]:
    pod = PodId(arguments["pod"])
    member = next((m for m in who.memberships if m.pod == pod), None)
    if member is None or member.person != PersonId(arguments["for"]):
        raise Refused("denied-not-yours", "asked of somebody else")
    found = await desk.pod(pod)
    await desk.require(access.Action.INVITE, found, member)
    upload = await desk.uow.uploads.get(UploadId(arguments["upload"]), lock=True)
    if upload is None or upload.state is not UploadState.KNOCK:
        raise Refused("knock-over", "no longer waiting")
    return member, upload
