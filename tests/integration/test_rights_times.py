"""What ends by itself, and what is asked about again when its day has come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model import InvitationState, MemberState, Privilege, UploadState
from core.usecases import due, emergency
from core.usecases.desk import Desk
from tests.integration.house import House, ct, house, mr, photo
from tests.integration.rights_kit import Ahead, press, shared, the, told
from tests.integration.web import person_of


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    return Ahead(monkeypatch)


async def join(home: House, email: str, phone: str) -> None:
    """Kim follows the mail to the end."""
    page = await home.open_mail(email)
    page = await home.visitor.submit(page.form("phone"), phone=phone)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(phone))
    await home.parts.telegram.start_bot(home.kim, page.start_payload)
    await the(home, home.kim, "You are in")
    await home.quiet()


async def test_a_guest_is_out_when_their_time_is_over(home: House, later: Ahead) -> None:
    await shared(home)
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    said = await home.write(home.anna, f"/invite kim@example.org guest until {day} Kim")
    assert "mailed" in said
    await join(home, "kim@example.org", "+491713920077")
    await home.write(home.kim, "/show #1")
    await home.until(lambda: home.private_pictures(home.kim))

    await later.go(home, timedelta(days=2, hours=23))
    written = f"{day.day} {day:%B} {day.year}"
    await the(home, home.kim, f"ends on {written}")
    await the(home, home.anna, f"can see “Mia” until {written}")
    await later.go(home, timedelta(days=2))
    await the(home, home.kim, "is over")
    await home.until(lambda: not home.private_pictures(home.kim))
    assert "not in a pod" in await home.write(home.kim, "/show #1")

    await press(home, home.anna, "They see nothing now", "30 days more")
    await the(home, home.kim, "You have more time")
    await home.write(home.kim, "/show #1")
    await home.until(lambda: home.private_pictures(home.kim))


async def test_at_the_very_moment_the_door_is_shut(home: House) -> None:
    """Before anybody has worked on the end, looking is refused already."""
    await shared(home)
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
        assert member is not None
        await uow.members.save(replace(member, expires_at=datetime.now(UTC)))
    assert "time in this pod is over" in await home.write(home.ben, "/show #1")
    assert "time in this pod is over" in await home.write(home.ben, "/images")


@pytest.mark.parametrize("until", ["2020-01-01", "tomorrow", "", "2999-01-01"])
async def test_a_day_that_cannot_be(home: House, until: str) -> None:
    said = await home.write(home.anna, f"/invite kim@example.org guest until {until}")
    assert "Until which day" in said
    assert "look after" in await home.write(
        home.anna,
        f"/invite kim@example.org coordinator until {datetime.now(UTC).date()}",
    )


async def test_an_invitation_that_nobody_took_up(home: House, later: Ahead) -> None:
    await home.write(home.anna, "/invite kim@example.org family Kim")
    letter = await home.parts.letterbox.wait_for("kim@example.org")
    await later.go(home, timedelta(days=1, minutes=1))
    await the(home, home.anna, "Kim did not take up your invitation")
    async with home.parts.service.store.begin(home.pod) as uow:
        every = await uow.invitations.of_pod(home.pod)
    assert [i.state for i in every] == [InvitationState.EXPIRED]
    assert not every[0].link_hash
    before = letter.number
    await press(home, home.anna, "did not take up", "Invite again")
    fresh = await home.parts.letterbox.wait_for("kim@example.org", after=before)
    assert fresh.text != letter.text


async def test_a_knock_that_nobody_answers(home: House, later: Ahead) -> None:
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.send_document(home.kim, telegram.private(home.kim), photo(), "a.jpg")
    await the(home, home.kim, "Whom is it for")
    await home.quiet()
    knocks = [k async for k, _ in home.parts.service.blobs.listed() if k.startswith("knocks/")]
    assert len(knocks) == 1
    await later.go(home, due.KNOCK_LIFE + timedelta(minutes=1))
    await the(home, home.kim, "Nobody took up your picture in 7 days")
    await home.quiet()
    assert not [k async for k, _ in home.parts.service.blobs.listed() if k.startswith("knocks/")]
    async with home.parts.service.store.begin(None) as uow:
        upload = await uow.uploads.get(knocks[0].split("/")[1])  # type: ignore[arg-type]
    assert upload is not None
    assert upload.state is UploadState.REFUSED


async def test_what_is_held_is_asked_about_again_until_it_is_settled(
    home: House, later: Ahead
) -> None:
    await shared(home, ct(), "a.dcm")
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, telegram.private(home.ben), mr(), "b.dcm")
    await the(home, home.anna, "may belong to someone else")
    await home.quiet()
    for asked in (2, 3):
        await later.go(home, timedelta(days=asked - 1, minutes=1))
        questions = told(home, home.anna, "may belong to someone else")
        await home.until(lambda: len(questions()) >= asked)  # noqa: B023
    await press(home, home.anna, "may belong to someone else", "Keep it back")
    await home.quiet()
    count = len(told(home, home.anna, "may belong to someone else")())
    await later.go(home, timedelta(days=5))
    assert len(told(home, home.anna, "may belong to someone else")()) <= count


async def test_an_emergency_is_judged_afterwards(home: House, later: Ahead) -> None:
    await shared(home)
    slack = home.parts.slack
    async with home.parts.service.store.begin(home.pod) as uow:
        dora = await uow.people.by_email("dora@example.org")
        assert dora is not None
        member = await uow.members.get(home.pod, dora.id)
        assert member is not None
        await uow.members.save(replace(member, privileges=member.privileges - {Privilege.VIEW}))
    await slack.dm(home.dora, "emergency patient arrived unconscious")
    await the(home, home.anna, "in an emergency")
    await slack.dm(home.dora, "show #1")
    await home.until(lambda: [m for m in home.direct(home.dora) if m["files"]])
    await later.go(home, emergency.LASTS + timedelta(minutes=1))
    question = await the(home, home.anna, "Was this right?")
    assert "opened one picture" in question.text
    assert "patient arrived unconscious" in question.text
    await press(home, home.anna, "Was this right?", "It was not right")
    await home.until(lambda: any("was not right" in m["words"] for m in home.direct(home.cora)))
    await home.quiet()
    judged = [e for e in await home.audit() if e.action == "emergency_review"]
    assert [e.reason for e in judged] == ["not right"]
    cora = next(m for m in home.direct(home.cora) if "Was this right?" in m["words"])
    await slack.press(home.cora, slack.dm_channel(home.cora), cora["ts"], "It was right")
    await home.quiet()
    judged = [e for e in await home.audit() if e.action == "emergency_review"]
    assert len(judged) == 1, "the first answer counts"


async def test_the_last_who_can_manage_is_not_lost(home: House, later: Ahead) -> None:
    world = home.parts.service.world
    async with world.store.begin(home.pod) as uow:
        desk = Desk(world, uow, "test", "test")
        for member in await uow.members.of_pod(home.pod):
            if Privilege.MANAGE in member.privileges:
                end = desk.now + timedelta(hours=2)
                after = replace(member, expires_at=end)
                await uow.members.save(after)
                await due.plan_member(desk, after)
    await later.go(home, timedelta(hours=3))
    async with world.store.begin(home.pod) as uow:
        managers = [
            m
            for m in await uow.members.of_pod(home.pod)
            if Privilege.MANAGE in m.privileges and m.state is MemberState.ACTIVE
        ]
    assert len(managers) == 1
    assert managers[0].expires_at is not None
    assert managers[0].expires_at > datetime.now(UTC) + timedelta(days=20)
