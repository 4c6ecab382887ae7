"""One-time links: looked up without a change, and used up by a press."""

from __future__ import annotations

from core.errors import Refused
from core.model import Handle
from core.usecases.desk import Desk
from core.verification import digest

LONGEST_SECRET = 128


async def live(desk: Desk, secret: str, action: str, over: str) -> Handle:
    """What a link stands for, while it works; `over`: the words when not. Raises Refused."""
    refusal = Refused(over, "unknown, used or expired")
    if len(secret) > LONGEST_SECRET:
        raise refusal
    found = await desk.uow.handles.get(digest(secret))
    if found is None or found.action != action or found.used_at or found.expires_at <= desk.now:
        raise refusal
    return found


async def of_person(desk: Desk, secret: str, action: str, over: str) -> Handle:
    """The same for a link that was given to an account: it must still be the person's.

    Raises Refused.
    """
    found = await live(desk, secret, action, over)
    identity = await desk.uow.people.by_identity(found.user) if found.user else None
    if identity is None or identity.person != found.arguments["person"]:
        raise Refused(over, "given to an account that is not theirs any more")
    return found


async def use(desk: Desk, found: Handle, over: str) -> None:
    """Of two at the same time one gets through. Raises Refused."""
    if not await desk.uow.handles.use(found.hash):
        raise Refused(over, "used just now")
