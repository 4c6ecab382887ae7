"""How a picture comes into a room, and what follows a failed call."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery import Next, after_failure, choose, form_for, is_cleared, shown_as_file
from core.errors import PlatformError
from core.ids import ImageId, PodId, RoomId, RoomRef, UserRef
from core.imaging import Purpose
from core.messages import Capabilities
from core.model import Audience, Form, Mode, Room, StoredRendition
from core.ports import Presence

CAPABLE = Capabilities(
    lists_members=True,
    ephemeral_text=True,
    ephemeral_picture=True,
    deletes_others=True,
    edits_media=True,
    forms=True,
    home=True,
    finds_posts=True,
    writes_first=True,
    alt_text=True,
    workspaces=False,
    inline=frozenset({"image/jpeg", "video/mp4"}),
    max_picture_bytes=1000,
    max_file_bytes=5000,
    max_fetch_bytes=5000,
    max_picture_side_sum=10_000,
    max_picture_ratio=20,
)
ROOM = Room(
    RoomId("r"), PodId("p"), RoomRef("chat", "", "1"), Audience.FAMILY, Mode.PICTURE, "Family"
)


def rendition(purpose: Purpose, media_type: str = "image/jpeg", **more: int) -> StoredRendition:
    made = StoredRendition(
        image=ImageId("i"),
        pod=PodId("p"),
        purpose=purpose,
        deidentified=True,
        format="jpeg",
        media_type=media_type,
        width=640,
        height=480,
        frames=1,
        bytes=500,
        sha256="",
        blob="",
    )
    return replace(made, **more)  # type: ignore[arg-type]


users = st.sets(st.integers(1, 6).map(lambda n: UserRef("chat", "", str(n))), max_size=6)


@given(users, users, st.integers(0, 7), st.booleans())
def test_a_room_is_cleared_only_when_every_head_has_a_cleared_name(
    inside: set[UserRef], cleared: set[UserRef], count: int, external: bool
) -> None:
    presence = Presence(frozenset(inside), count, external)
    if is_cleared(presence, frozenset(cleared)):
        assert inside <= cleared
        assert len(inside) == count > 0
        assert not external


@pytest.mark.parametrize(
    ("mode", "may_post", "form"),
    [
        (Mode.PICTURE, True, Form.PICTURE),
        (Mode.PICTURE, False, Form.CARD),
        (Mode.IN_PLACE, True, Form.IN_PLACE),
        (Mode.IN_PLACE, False, Form.IN_PLACE),
        (Mode.CARD, True, Form.CARD),
    ],
)
def test_form(mode: Mode, may_post: bool, form: Form) -> None:
    room = replace(ROOM, mode=mode)
    assert form_for(room, may_post=may_post, capabilities=CAPABLE) is form


def test_in_place_falls_back_to_a_card_where_the_platform_cannot() -> None:
    plain = replace(CAPABLE, ephemeral_picture=False)
    room = replace(ROOM, mode=Mode.IN_PLACE)
    assert form_for(room, may_post=True, capabilities=plain) is Form.CARD


def test_films_are_shown_where_they_play() -> None:
    film = rendition(Purpose.CINE, "video/mp4")
    still = rendition(Purpose.PREVIEW)
    assert choose((still, film), CAPABLE) == film
    silent = replace(CAPABLE, inline=frozenset({"image/jpeg"}))
    assert choose((still, film), silent) == still


def test_what_is_too_large_for_the_platform_is_not_chosen() -> None:
    full = rendition(Purpose.FULL, bytes=6000)
    preview = rendition(Purpose.PREVIEW)
    assert choose((full, preview), CAPABLE, full=True) == preview
    assert choose((full,), CAPABLE, full=True) is None


@pytest.mark.parametrize(
    ("change", "as_file"),
    [
        ({}, False),
        ({"bytes": 1001}, True),
        ({"width": 9999, "height": 999}, True),
        ({"width": 2100, "height": 100}, True),
        ({"media_type": "image/tiff"}, True),
    ],
)
def test_what_cannot_be_shown_goes_as_a_file(change: dict[str, int], as_file: bool) -> None:
    assert shown_as_file(rendition(Purpose.FULL, **change), CAPABLE) is as_file


def test_failures() -> None:
    gone = PlatformError("gone", permanent=True)
    assert after_failure(gone, 1, doubles_matter=True).what is Next.GIVE_UP
    slow = PlatformError("slow", retry_after=7)
    again = after_failure(slow, 1, doubles_matter=True)
    assert (again.what, again.delay_seconds) == (Next.AGAIN, 7)
    lost = PlatformError("lost", certain=False)
    assert after_failure(lost, 1, doubles_matter=True).what is Next.ASK
    assert after_failure(lost, 1, doubles_matter=False).what is Next.AGAIN


def test_a_platform_that_is_away_for_a_working_day_gets_its_pictures_a_minute_after() -> None:
    down = PlatformError("down")
    delays: list[float] = []
    while (again := after_failure(down, len(delays) + 1, doubles_matter=True)).what is Next.AGAIN:
        delays.append(again.delay_seconds)
    assert delays == sorted(delays)
    assert delays[0] < 1
    assert max(delays) <= 60
    assert 8 < sum(delays) / 3600 < 10
    assert again.what is Next.GIVE_UP
