"""Nobody knew whether a picture had arrived; somebody looked."""

from __future__ import annotations

from dataclasses import replace

from core import access
from core.errors import Refused
from core.ids import PostId
from core.model import Member, Pod, PostState
from core.usecases import share
from core.usecases.desk import Desk


async def settle(desk: Desk, pod: Pod, member: Member, post: PostId, *, there: bool) -> None:
    """It is there, or it is sent once more. For whoever had it sent, and for who manages the pod.

    Raises Refused where the question is settled, or not theirs.
    """
    found = await desk.uow.posts.get(pod.id, post, lock=True)
    if found is None or found.state is not PostState.UNKNOWN:
        raise Refused("button-over", "settled already")
    if found.planned_by != member.person:
        await desk.require(access.Action.MANAGE, pod, member)
    state = PostState.STUCK if there else PostState.FAILED
    await desk.uow.posts.save(replace(found, state=state))
    outcome = "is there" if there else "is not there"
    await desk.audit(pod.id, member.person, "post_settled", found.image, "done", outcome)
    image = await desk.uow.images.get(pod.id, found.image)
    if image is not None and not there:
        await share.plan_post(
            desk, image, found.room, found.planned_by, form=found.form, private_for=found.person
        )
