"""The one door: what is allowed is allowed by a reason, and everything else is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.access import (
    MAY_EXPORT,
    NEEDS,
    Action,
    Allow,
    Decision,
    Deny,
    Question,
    Reason,
    decide,
    grantable,
)
from core.ids import ImageId, PersonId, PodId, RoomId, RoomRef, UploadId
from core.imaging import BurnedIn, PatientClues
from core.model import (
    PRESETS,
    Audience,
    Image,
    ImageState,
    Member,
    MemberState,
    Mode,
    Pod,
    Privilege,
    Role,
    Room,
    RoomState,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
POD = Pod(PodId("pod"), "Mia", "en", NOW)
MEMBER = Member(POD.id, PersonId("anna"), Role.COORDINATOR, frozenset(Privilege), NOW)
IMAGE = Image(
    id=ImageId("image"),
    pod=POD.id,
    number=1,
    upload=UploadId("upload"),
    uploader=PersonId("anna"),
    state=ImageState.READY,
    created_at=NOW,
    kind="dicom",
    frames=1,
    width=1,
    height=1,
    summary={},
    metadata={},
    patient=PatientClues(),
    burned_in=BurnedIn(suspected=False),
)
ROOM = Room(
    RoomId("room"), POD.id, RoomRef("chat", "", "1"), Audience.FAMILY, Mode.PICTURE, "Family"
)


def question(action: Action, **changes: object) -> Question:
    asked = Question(
        action=action,
        pod=POD,
        member=MEMBER,
        image=IMAGE,
        room=ROOM,
        cleared=True,
        consented=True,
        emergency_until=None,
        now=NOW,
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


def reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Deny) else None


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.RELEASE}))
def test_whoever_holds_everything_may_do_everything(action: Action) -> None:
    assert isinstance(decide(question(action)), Allow)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"member": None}, Reason.NOT_A_MEMBER),
        ({"member": replace(MEMBER, state=MemberState.LEFT)}, Reason.NOT_A_MEMBER),
        ({"member": replace(MEMBER, state=MemberState.REMOVED)}, Reason.NOT_A_MEMBER),
        ({"member": replace(MEMBER, pod=PodId("other"))}, Reason.OTHER_POD),
        ({"member": replace(MEMBER, expires_at=NOW)}, Reason.EXPIRED),
        ({"pod": replace(POD, erased_at=NOW)}, Reason.POD_ERASED),
    ],
)
def test_nobody_outside_may_do_anything(
    action: Action, changes: dict[str, object], why: Reason
) -> None:
    assert reason(decide(question(action, **changes))) is why


@pytest.mark.parametrize("action", [Action.VIEW, Action.DOWNLOAD, Action.SHARE, Action.POST])
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"image": None}, Reason.NO_IMAGE),
        ({"image": replace(IMAGE, pod=PodId("other"))}, Reason.OTHER_POD),
        ({"image": replace(IMAGE, state=ImageState.HELD)}, Reason.IMAGE_HELD),
        ({"image": replace(IMAGE, state=ImageState.WITHDRAWN)}, Reason.IMAGE_GONE),
        ({"image": replace(IMAGE, state=ImageState.REJECTED)}, Reason.IMAGE_GONE),
        ({"image": replace(IMAGE, state=ImageState.ERASED)}, Reason.IMAGE_GONE),
        ({"consented": False}, Reason.NO_CONSENT),
    ],
)
def test_only_a_ready_image_of_the_pod_is_shown(
    action: Action, changes: dict[str, object], why: Reason
) -> None:
    assert reason(decide(question(action, **changes))) is why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"cleared": False}, Reason.ROOM_NOT_CLEARED),
        ({"cleared": None}, Reason.ROOM_NOT_CLEARED),
        ({"room": replace(ROOM, state=RoomState.LOCKED)}, Reason.ROOM_LOCKED),
        ({"room": replace(ROOM, state=RoomState.GONE)}, Reason.ROOM_LOCKED),
        ({"room": replace(ROOM, pod=PodId("other"))}, Reason.OTHER_POD),
        ({"room": None}, Reason.OTHER_POD),
    ],
)
def test_a_picture_is_posted_into_a_cleared_open_room_only(
    changes: dict[str, object], why: Reason
) -> None:
    assert reason(decide(question(Action.POST, **changes))) is why


@given(st.sets(st.sampled_from(Privilege)), st.sampled_from(Action))
def test_a_privilege_that_is_not_held_is_not_used(held: set[Privilege], action: Action) -> None:
    member = replace(MEMBER, person=PersonId("ben"), privileges=frozenset(held))
    held_back = replace(IMAGE, state=ImageState.HELD) if action is Action.RELEASE else IMAGE
    decision = decide(question(action, member=member, image=held_back))
    needed = Privilege.MANAGE if action is Action.WITHDRAW else NEEDS[action]
    enough = (
        bool(held & MAY_EXPORT) if action is Action.EXPORT else needed is None or needed in held
    )
    assert isinstance(decision, Allow) == enough


def test_own_images_are_withdrawn_without_any_privilege() -> None:
    member = replace(MEMBER, privileges=frozenset())
    assert isinstance(decide(question(Action.WITHDRAW, member=member)), Allow)


def test_emergency_opens_looking_until_its_end_and_nothing_else() -> None:
    member = replace(MEMBER, privileges=frozenset())
    later = NOW + timedelta(minutes=1)
    looking = question(Action.VIEW, member=member, emergency_until=later)
    assert isinstance(decide(looking), Allow)
    assert isinstance(decide(replace(looking, emergency_until=NOW)), Deny)
    assert isinstance(decide(replace(looking, action=Action.SHARE)), Deny)


@given(st.sampled_from(Role), st.sets(st.sampled_from(Privilege)))
def test_nobody_grants_more_than_they_hold(role: Role, held: set[Privilege]) -> None:
    holder = replace(MEMBER, privileges=frozenset(held))
    assert grantable(PRESETS[role], holder) <= held
