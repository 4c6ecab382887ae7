"""What a command or a button works with: the desk, the event, and who did it in which pod."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import messages, plain
from core.errors import Refused
from core.ids import ImageId, InvitationId, PersonId, PodId, RoomRef
from core.model import Image, Invitation, Member, Pod, Room
from core.usecases import view
from core.usecases.desk import Choice, Desk, Who, Words


class WhichPod(Exception):
    """Somebody in several pods has not said which one is meant."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say in return."""

    words: Words
    buttons: Sequence[Sequence[Choice]] = ()


@dataclass(slots=True)
class Context:
    """One event in the hands of the bot."""

    desk: Desk
    event: messages.Event
    who: Who
    room: Room | None
    rest: str = ""
    pod_named: PodId | None = None

    async def pod(self) -> tuple[Pod, Member]:
        """The pod that is meant, and the sender's membership in it.

        The room's; else the one named; else the only one. Raises WhichPod, Refused.
        """
        wanted = self.room.pod if self.room else self.pod_named
        memberships = self.who.memberships
        if wanted is None:
            if not memberships:
                raise Refused("stranger-command", "no pod")
            if len(memberships) > 1:
                raise WhichPod
            wanted = memberships[0].pod
        member = next((m for m in memberships if m.pod == wanted), None)
        pod = await self.desk.pod(wanted)
        if member is None:
            await self.desk.audit(wanted, "unknown", "command", wanted, "refused", "not_a_member")
            raise Refused("denied-not-a-member", "not in this pod")
        return pod, member

    @property
    def language(self) -> str:
        """The person's choice, else their client's."""
        chosen = self.who.person.language if self.who.person else ""
        return chosen or self.event.sender.language

    @property
    def hello(self) -> Words:
        """To somebody who is in no pod, by name where they have one."""
        name = plain.one_line(self.event.sender.name, 80)
        return Words("hello-newcomer", {"name": name}) if name else Words("hello-stranger")

    @property
    def person(self) -> PersonId | None:
        return self.who.identity.person if self.who.identity else None


async def images_named(context: Context, pod: Pod, ids: str) -> list[Image]:
    """The images that a button stands for; those that are gone are left out."""
    found = [await context.desk.uow.images.get(pod.id, ImageId(i)) for i in ids.split()]
    return [image for image in found if image is not None]


async def image_of(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Member, Image]:
    """The one image that a button stands for. Raises WhichPod, Refused."""
    pod, member = await context.pod()
    image = await context.desk.uow.images.get(pod.id, ImageId(arguments["image"]))
    if image is None:
        raise Refused("image-unknown", "gone", args={"written": ""})
    return pod, member, image


async def invitation_of(
    context: Context, arguments: Mapping[str, str]
) -> tuple[Pod, Member, Invitation]:
    """The invitation that a button stands for, locked. Raises WhichPod, Refused."""
    pod, member = await context.pod()
    found = await context.desk.uow.invitations.get(InvitationId(arguments["invitation"]), lock=True)
    if found is None:
        raise Refused("invitation-over", "unknown")
    return pod, member, found


async def member_of(context: Context, arguments: Mapping[str, str]) -> tuple[Pod, Member, Member]:
    """The pod, who pressed, and the member whom a button is about. Raises WhichPod, Refused."""
    pod, member = await context.pod()
    about = await context.desk.uow.members.get(pod.id, PersonId(arguments["person"]))
    if about is None:
        raise Refused("member-unknown", "gone", args={"written": ""})
    return pod, member, about


def in_private(context: Context) -> None:
    """Raises Refused where others read."""
    if not context.event.place.private:
        raise Refused("in-private-please", "others read here")


async def private_room(context: Context) -> RoomRef:
    """Where only the sender reads. Raises Refused when they must write first."""
    if context.event.place.private:
        return context.event.place.room
    return await view.private_chat(context.desk, context.who.identity, context.who.user)
