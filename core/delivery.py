"""How a picture comes into a room, and what to do when it did not. Pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import PlatformError
from core.ids import UserRef
from core.imaging import Purpose
from core.messages import Capabilities
from core.model import Audience, Form, Mode, Room, StoredRendition
from core.ports import Presence


def is_cleared(presence: Presence, cleared: frozenset[UserRef]) -> bool:
    """Whether every human in a room is known and cleared.

    `presence.users` are the accounts known to be in the room, `cleared` those of verified members
    who may see the picture. A head that has no name makes the room uncleared.
    """
    if presence.external or presence.count < 1:
        return False
    inside = presence.users & cleared
    return len(inside) == presence.count and presence.users <= cleared


def form_for(room: Room, *, may_post: bool, capabilities: Capabilities) -> Form:
    """Picture, card, or a card that opens in place."""
    if may_post and room.mode is Mode.PICTURE:
        return Form.PICTURE
    if room.mode is Mode.IN_PLACE and capabilities.ephemeral_picture:
        return Form.IN_PLACE
    return Form.CARD


def wants_deidentified(audience: Audience) -> bool:
    return audience is Audience.FAMILY


MOVING = (Purpose.CINE, Purpose.MARKED, Purpose.PREVIEW)
STILL = (Purpose.PREVIEW, Purpose.FULL)


def choose(
    renditions: tuple[StoredRendition, ...], capabilities: Capabilities, *, full: bool = False
) -> StoredRendition | None:
    """The rendition to show: moving where there are frames and the platform plays it inline."""
    order = (Purpose.FULL, Purpose.PREVIEW) if full else MOVING
    for purpose in (*order, *STILL):
        for rendition in renditions:
            if rendition.purpose is purpose and fits(rendition, capabilities):
                return rendition
    return None


def fits(rendition: StoredRendition, capabilities: Capabilities) -> bool:
    if rendition.purpose is Purpose.CINE and rendition.media_type not in capabilities.inline:
        return False
    return rendition.bytes <= capabilities.max_file_bytes


def shown_as_file(rendition: StoredRendition, capabilities: Capabilities) -> bool:
    """Too large or too long to be shown as a picture: as a document then."""
    wide, high = max(rendition.width, 1), max(rendition.height, 1)
    return (
        rendition.bytes > capabilities.max_picture_bytes
        or wide + high > capabilities.max_picture_side_sum
        or max(wide / high, high / wide) > capabilities.max_picture_ratio
        or rendition.media_type not in capabilities.inline
    )


class Next(StrEnum):
    """What follows a failed call."""

    AGAIN = "again"
    GIVE_UP = "give_up"
    ASK = "ask"  # it may have worked: a human looks


@dataclass(frozen=True, slots=True)
class Retry:
    what: Next
    delay_seconds: float = 0.0


# A try that a dying process broke off counts, too: a long delay would punish the next one for it.
LONGEST_DELAY = 60.0
ATTEMPTS = 540  # some nine hours: a platform may be away for a while, and work waits for it


def after_failure(error: PlatformError, attempts: int, *, doubles_matter: bool) -> Retry:
    """Again after the delay given, give up, or ask.

    `doubles_matter`: the message is a post, so it is not repeated while its fate is unknown.
    """
    if error.permanent:
        return Retry(Next.GIVE_UP)
    if not error.certain and doubles_matter:
        return Retry(Next.ASK)
    if error.retry_after is not None:
        return Retry(Next.AGAIN, error.retry_after)
    if attempts >= ATTEMPTS:
        return Retry(Next.GIVE_UP)
    return Retry(Next.AGAIN, min(LONGEST_DELAY, 0.5 * 2 ** min(attempts - 1, 10)))
