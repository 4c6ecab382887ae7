"""What a command or a button works with: the desk, the event, and who did it in which pod."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import messages, plain
from core.errors import Refused
from core.ids import ImageId, PersonId, PodId
from core.model import Image, Member, Pod, Room
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
