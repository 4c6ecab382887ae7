"""From an upload to the posts: what the scenes of every picture have in common."""

from __future__ import annotations

from collections.abc import Sequence

from bot.story.books import purposes, until
from bot.story.cast import room_names
from bot.story.seats import Marker
from bot.story.stage import Stage
from core import describe
from core.model import Hold, Image, ImageState, Post, PostState
from core.usecases import which

ENOUGH_NAMED = 3


async def transcoded(stage: Stage) -> str:
    """Step 2: what it is, what read it, which pictures were made."""
    lines = []
    for image in stage.images:
        made = await stage.books.renditions(image)
        what = stage.words("picture-what", **describe.of_image(image))
        lines.append(f"#{image.number}: {what}, {_reader(image)}. {purposes(made)}")
    times = [_transcoding(image).get("elapsed_ms") for image in stage.images]
    stage.took_ms = sum(ms for ms in times if isinstance(ms, int | float)) or None
    return _some(lines)


def _reader(image: Image) -> str:
    decoder = _transcoding(image).get("decoder", "")
    return "its pixels lie open" if decoder == "native" else f"read by {decoder}"


async def metadata(stage: Stage) -> str:
    """Step 3: how much is kept. What it says stays under the pod's key."""
    lines = []
    for image in stage.images:
        kept = image.metadata.get("dicom") or image.metadata.get("exif") or {}
        count = len(kept) if isinstance(kept, (dict, list)) else 0
        facts = f"{count} facts" if count else "no facts in it"
        lines.append(f"#{image.number}: {facts}; kept sealed, none of it in the pictures")
    return _some(lines)


def _transcoding(image: Image) -> dict[str, object]:
    kept = image.metadata.get("transcoding")
    return dict(kept) if isinstance(kept, dict) else {}


async def checked(stage: Stage) -> str:
    """Step 7: what is held waits for people, who look and let it go."""
    held = [i for i in stage.images if i.hold is not None]
    if not held:
        return "Nothing to check: it names no other patient, and no name is painted in it."
    label, look = stage.words("button-release"), stage.words("button-look")
    coordinators = [stage.alone(stage.cast.ben), stage.alone(stage.cast.nora, "slack")]
    for seat in coordinators:
        question = await stage.question(seat, held[0].number, label)
        before = Marker(seat)
        await seat.press(question.ref, look)
        await before.answer(lambda s: s.pictures > 0)
        await seat.press(question.ref, label)
        await stage.refresh()
        if all(free(i) for i in stage.images):
            break
    stage.say_progress("released by the coordinators")
    reason = {
        Hold.OTHER_PATIENT: "It may be another patient's: two coordinators looked and agreed.",
        Hold.TWO_PATIENTS: "It names more than one patient: two coordinators looked and agreed.",
        Hold.BURNED_IN: "A name may be painted in it: a coordinator looked before the family did.",
        Hold.CONSENT: "It waited for the patient's yes.",
    }
    return reason[held[0].hold or Hold.CONSENT]


def free(image: Image) -> bool:
    return image.state is ImageState.READY and (image.hold is None or bool(image.released_by))


async def shared(stage: Stage) -> str:
    """Step 8: every post of every image has arrived, or it is said why not."""
    lines = []
    names = room_names(stage.parts, stage.cast)
    await _ask_to_share(stage)
    for image in stage.images:
        posts = [p for p in await stage.books.settled(image) if p.person is None]
        sent = [p for p in posts if p.state is PostState.SENT]
        if not sent:
            raise AssertionError(f"#{image.number} was posted nowhere: {_states(posts)}")
        where = ", ".join(f"{p.form.value} in {names.get(p.room, p.room.platform)}" for p in sent)
        lines.append(f"#{image.number}: {where}")
    return _some(lines)


async def _ask_to_share(stage: Stage) -> None:
    """A long series is shared only when its sender says so; a very long one part by part."""
    unshared = [i for i in stage.images if not await stage.books.posts(i)]
    if not which.asks(unshared):
        return
    label = stage.words("button-share-all")
    seats = stage.seats_of(stage.uploader(unshared[0]))
    for seat in seats:
        shown = next((s for s in reversed(seat.look()) if s.by_bot and label in s.buttons), None)
        if shown is not None:
            await seat.press(shown.ref, label)
            break
    await until(lambda: stage.books.posts(unshared[0]))
    for image in unshared[which.MOST_BY_ONE_PRESS :]:
        await seats[0].command("share", f"#{image.number}")


def _states(posts: Sequence[Post]) -> str:
    return ", ".join(p.state.value for p in posts) or "no post was planned"


def _some(lines: Sequence[str]) -> str:
    """The first few; an archive can hold hundreds."""
    more = len(lines) - ENOUGH_NAMED
    named = "; ".join(lines[:ENOUGH_NAMED])
    return f"{named}; and {more} more" if more > 0 else named
