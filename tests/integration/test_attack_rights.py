"""Consent, exports and erasure turned against the patient: each of these worked once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core import access
from core.errors import Refused
from core.ids import UserRef
from core.model import Form, Hold, Image, ImageState, Member, MemberState, Pod, Privilege, Role
from core.usecases import erase, export, share, windowing
from core.usecases.desk import Choice, Desk
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage

EVERYTHING = frozenset(Privilege)


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "attack") as made:
        await stages.furnish(made, "x")
        yield made


async def member(stage: Stage, name: str) -> Member:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        found = await uow.members.get(stage.pod, stage.people[t.user(stage, name)])
    assert found is not None
    return found


async def save(stage: Stage, changed: Member) -> None:
    async with stage.store.begin(stage.pod) as uow:
        await uow.members.save(changed)


async def pod_of(stage: Stage) -> Pod:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        found = await uow.pods.get(stage.pod)
    assert found is not None
    return found


async def image(stage: Stage, number: int) -> Image:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        found = await uow.images.by_number(stage.pod, number)
    assert found is not None
    return found


async def consented(stage: Stage) -> bool:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        return await Desk(stage.world, uow, "look", "test").consented(stage.pod)


async def does(stage: Stage, name: str, word: str, rest: str = "") -> UserRef:
    who = t.user(stage, name)
    await t.write(stage, who, word, rest)
    await t.work(stage)
    return who


async def the_patient_says_no(stage: Stage) -> None:
    """Gus is the patient here."""
    gus = await member(stage, "gus")
    await save(stage, replace(gus, role=Role.PATIENT, privileges=EVERYTHING))
    await does(stage, "gus", "consent", "no")
    assert not await consented(stage)


# ── a no ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_coordinator_does_not_lift_the_patients_no(stage: Stage) -> None:
    """Whoever opens a pod holds every privilege, consent as well, to hand it on."""
    await t.upload(stage, "ben")
    await t.work(stage)
    await the_patient_says_no(stage)
    await does(stage, "anna", "consent", "yes")
    assert not await consented(stage)
    await does(stage, "gus", "consent", "yes")
    assert await consented(stage)


async def test_a_no_of_somebody_who_left_is_lifted_by_whoever_holds_consent(stage: Stage) -> None:
    await the_patient_says_no(stage)
    await save(stage, replace(await member(stage, "gus"), state=MemberState.LEFT))
    await does(stage, "anna", "consent", "yes")
    assert await consented(stage)


async def test_after_a_no_nobody_takes_the_pictures_away(stage: Stage) -> None:
    """Only whose no it was: the pictures are theirs."""
    await t.upload(stage, "ben")
    await t.work(stage)
    await the_patient_says_no(stage)
    for name, why in (("anna", "no-consent"), ("gus", "")):
        person = stage.people[t.user(stage, name)]
        book = await export.pod_book(stage.world, stage.pod, person, only_mine=False)
        assert [p.why_not for p in book.pictures] == [why]


async def test_after_a_no_nobody_looks_at_what_is_held(stage: Stage) -> None:
    await t.upload(stage, "ben")
    await t.work(stage)
    await t.upload(stage, "ben", "of-B")
    await t.work(stage)
    held = await image(stage, 2)
    assert held.state is ImageState.HELD
    anna, pod = await member(stage, "anna"), await pod_of(stage)
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, "before", "test")
        await desk.require(access.Action.RELEASE, pod, anna, image=held)
    await the_patient_says_no(stage)
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, "after", "test")
        with pytest.raises(Refused, match="denied-no-consent"):
            await desk.require(access.Action.RELEASE, pod, anna, image=held)


# ── exports ─────────────────────────────────────────────────────────────────────────────────────


class Links:
    """The secrets of links to exports, as they are handed out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.secrets: list[str] = []
        choice = Desk.choice

        async def listening(desk: Desk, label: str, action: str, *args: Any, **more: Any) -> Choice:
            made = await choice(desk, label, action, *args, **more)
            if action == export.ACTION:
                self.secrets.append(made.handle)
            return made

        monkeypatch.setattr(Desk, "choice", listening)

    async def exported(self, stage: Stage, name: str, rest: str = "") -> str:
        """The secret of the link that somebody was sent."""
        await does(stage, name, "export", rest)
        return self.secrets[-1]


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> Links:
    return Links(monkeypatch)


async def test_an_export_is_handed_out_while_nothing_has_changed(
    stage: Stage, links: Links
) -> None:
    await t.upload(stage, "ben")
    await t.work(stage)
    secret = await links.exported(stage, "anna")
    await t.upload(stage, "ben")
    await t.work(stage)
    assert (await export.take(stage.world, secret)).pod == stage.pod, "a newer one does not matter"


@pytest.mark.parametrize("what", ["no", "withdraw", "wrong", "names"])
async def test_an_export_that_was_gathered_before_is_not_handed_out(
    stage: Stage, links: Links, what: str
) -> None:
    """It lies there for a day: what is not right any more by then stays where it is."""
    await t.upload(stage, "ben")
    await t.work(stage)
    secret = await links.exported(stage, "anna")
    if what == "no":
        await the_patient_says_no(stage)
    elif what == "names":
        anna = await member(stage, "anna")
        less = anna.privileges - {Privilege.VIEW_IDENTIFIED}
        await save(stage, replace(anna, privileges=less))
    else:
        await does(stage, "cora", what, "#1")
    with pytest.raises(Refused, match="export-stale"):
        await export.take(stage.world, secret)


async def test_somebody_who_may_not_look_takes_nothing_away(stage: Stage, links: Links) -> None:
    await t.upload(stage, "ben")
    await t.work(stage)
    secret = await links.exported(stage, "ben", "me")
    await does(stage, "anna", "revoke", "ben-x@example.org view")
    with pytest.raises(Refused):
        await export.take(stage.world, secret)


async def test_what_was_gathered_while_a_pod_was_erased_goes_with_it(stage: Stage) -> None:
    """An export about oneself belongs to no pod, so no erasure waited for it."""
    await t.upload(stage, "ben")
    await t.work(stage)
    ben = t.user(stage, "ben")
    book = await export.pod_book(stage.world, stage.pod, stage.people[ben], only_mine=True)
    pod = await pod_of(stage)
    async with stage.store.begin(stage.pod) as uow:
        await uow.pods.save(replace(pod, erased_at=stage.clock.now()))
    await t.write(stage, ben, "help")
    (work,) = await stage.store.claim(limit=1, lease_seconds=15)
    asked = replace(work, payload={"person": stage.people[ben], "id": "1"})
    assert await export.hand_out(stage.world, asked, ben, "exports/1", [book]) is False


# ── erasure ─────────────────────────────────────────────────────────────────────────────────────


async def test_who_left_before_is_forgotten_as_well(stage: Stage) -> None:
    ben = stage.people[t.user(stage, "ben")]
    gone = replace(await member(stage, "ben"), state=MemberState.LEFT)
    await save(stage, gone)
    anna, pod = await member(stage, "anna"), await pod_of(stage)
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, "erase", "test")
        await erase.begin(desk, pod, anna, t.user(stage, "anna"))
    await t.work(stage)
    stage.clock.moment += erase.CERTIFICATE_LIFE + timedelta(minutes=1)
    await t.work(stage)
    async with stage.store.begin(None, reading=True) as uow:
        assert await uow.people.get(ben) is None


# ── what there is ───────────────────────────────────────────────────────────────────────────────


async def test_who_may_not_look_does_not_learn_that_a_picture_is_there(stage: Stage) -> None:
    await t.upload(stage, "ben", "of-A")
    await t.work(stage)
    await save(stage, replace(await member(stage, "gus"), privileges=frozenset()))
    stage.told.clear()
    await does(stage, "gus", "wrong", "#1")
    await does(stage, "gus", "wrong", "#2")
    said = [words.partition(" ")[0] for words in stage.told]
    assert said == ["denied-lacks-privilege"] * 2, "the same, whether or not it is there"


# ── fit for the family ──────────────────────────────────────────────────────────────────────────


async def test_in_another_window_the_family_gets_what_is_fit_for_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that two people released as the pod's was shown with the patient's name in it."""
    asked: list[bool] = []

    async def rendered(*_args: object, clean: bool) -> None:
        asked.append(clean)

    monkeypatch.setattr(windowing, "for_a_post", rendered)
    await t.upload(stage, "ben")
    await t.work(stage)
    two = tuple(stage.people[t.user(stage, name)] for name in ("anna", "cora"))
    released = replace(await image(stage, 1), hold=Hold.OTHER_PATIENT, released_by=two)
    ben = t.user(stage, "ben")
    async with stage.store.begin(stage.pod) as uow:
        await uow.images.save(released)
        desk = Desk(stage.world, uow, "look", "test")
        await share.plan_post(
            desk, released, t.home(stage, ben).ref, stage.people[ben], form=Form.PRIVATE,
            private_for=stage.people[ben], more={"window": "40/400"},
        )  # fmt: skip
    await t.work(stage)
    assert asked
    assert all(asked)


# ── names ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["4", "dora-x@example.org", "dora-x"])
async def test_nobody_is_taken_for_another_by_a_name_they_chose(stage: Stage, written: str) -> None:
    """Whoever invites gives the name: "4" or an address, and `/grant 4 manage` was theirs."""
    gus = stage.people[t.user(stage, "gus")]
    async with stage.store.begin(stage.pod) as uow:
        known = await uow.people.get(gus)
        assert known is not None
        await uow.people.save(replace(known, name=written))
        # Before all others in the list.
        member_ = await uow.members.get(stage.pod, gus)
        assert member_ is not None
        await uow.members.save(replace(member_, joined_at=member_.joined_at - timedelta(days=1)))
    await does(stage, "anna", "grant", f"{written} manage")
    assert Privilege.MANAGE not in (await member(stage, "gus")).privileges
