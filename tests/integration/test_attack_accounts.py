"""Getting in, or staying in, in somebody else's name: each way in was open once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Refused
from core.ids import PersonId, UserRef
from core.model import MemberState, Privilege, Role
from core.usecases import expiry, invite, pods
from core.usecases.desk import Desk
from tests.integration.house import House, house, photo
from tests.integration.rights_kit import press, shared, the, told
from tests.integration.web import person_of

BENS = "+491713920002"
ATTACKERS = "+491713920077"
KIM = "kim@example.org"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def accounts(home: House, person: PersonId) -> set[str]:
    async with home.parts.service.store.begin(None) as uow:
        return {i.ref.user for i in await uow.people.identities(person)}


async def state_of(home: House, person: PersonId) -> MemberState | None:
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
    return member.state if member else None


async def join(home: House, email: str, phone: str) -> None:
    """Kim follows the mail to the end, with Kim's own account."""
    texts = len(home.parts.phone.messages)
    page = await home.open_mail(email)
    page = await home.visitor.submit(page.form("phone"), phone=phone)
    code = await home.code_for(phone, after=texts)
    page = await home.visitor.submit(page.form("code"), code=code)
    await home.parts.telegram.start_bot(home.kim, page.start_payload)
    await the(home, home.kim, "You are in")
    await home.quiet()


# ── a mailbox alone ─────────────────────────────────────────────────────────────────────────────


async def invited_elsewhere(home: House, email: str) -> None:
    """Anna opens another pod, and invites somebody there who is in the first one already."""
    world, person = home.parts.service.world, await person_of(home, home.anna)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "elsewhere", "test")
        anna = await uow.people.get(person)
        assert anna is not None
        pod = await pods.create(desk, anna, "Elsewhere")
        member = await uow.members.get(pod.id, person)
        assert member is not None
        await invite.invite(desk, pod, member, invite.Wish(email, Role.FAMILY))


async def test_a_stolen_mailbox_and_an_invitation_do_not_take_somebody_over(home: House) -> None:
    """Else whoever reads Ben's mail named a phone of their own, and was Ben in all his pods."""
    await invited_elsewhere(home, "ben@example.org")
    page = await home.open_mail("ben@example.org")
    refused = await home.visitor.submit(page.form("phone"), phone=ATTACKERS)
    assert "in use here with another phone" in refused.trouble
    assert BENS[-3:] not in refused.text, "which phone it is is not told"
    assert not home.parts.phone.messages
    sent = await home.visitor.submit(page.form("phone"), phone=BENS)
    await home.code_for(BENS)
    again = next(f for f in sent.forms if f.action.endswith("/code/again"))
    other = await home.visitor.submit(again, phone=ATTACKERS)
    assert "in use here with another phone" in other.trouble
    assert [m.to for m in home.parts.phone.messages] == [BENS]


async def test_nobodys_number_is_found_by_trying(home: House) -> None:
    await invited_elsewhere(home, "ben@example.org")
    page = await home.open_mail("ben@example.org")
    for last in range(5):
        tried = await home.visitor.submit(page.form("phone"), phone=f"{ATTACKERS[:-1]}{last}")
        assert "in use here" in tried.trouble
    tried = await home.visitor.submit(page.form("phone"), phone=BENS)
    assert tried.status == 422
    assert not home.parts.phone.messages


async def test_whoever_comes_back_with_another_phone_is_bound_anew(home: House) -> None:
    """A mailbox that has changed hands: the accounts of its first owner are nobody's now."""
    ben = await person_of(home, home.ben)
    await home.write(home.ben, "/leave")
    await press(home, home.ben, "Mia", "Leave")
    await home.quiet()
    assert await state_of(home, ben) is MemberState.LEFT
    await home.write(home.anna, "/invite ben@example.org family Ben")
    await join(home, "ben@example.org", ATTACKERS)
    assert await accounts(home, ben) == {str(home.kim.id)}
    assert "not in a pod" in await home.write(home.ben, "/images")


# ── this was not me ─────────────────────────────────────────────────────────────────────────────


async def add_kims_account(home: House) -> None:
    """Somebody at Ben's open phone adds an account of their own."""
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", "Add a chat account")
    await the(home, home.ben, "ends in 002")
    await home.write(home.ben, await home.code_for(BENS))
    said = (await the(home, home.ben, "write these words")).text
    found = re.search(r"there: ([a-z ]+)\.", said)
    assert found
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.say(home.kim, telegram.private(home.kim), found[1])
    await the(home, home.kim, "Hello Ben")


async def test_an_added_account_is_told_where_the_new_one_does_not_read(home: House) -> None:
    await add_kims_account(home)
    await the(home, home.ben, "account was added to yours")
    await home.quiet()
    assert not told(home, home.kim, "account was added to yours")()


async def test_this_was_not_me_unbinds_whatever_was_bound(home: House) -> None:
    """Else the other one's account was still Ben's when Ben was let in again."""
    ben = await person_of(home, home.ben)
    await add_kims_account(home)
    page = await home.open_mail("ben@example.org")
    await home.visitor.submit(page.form("sure"))
    await the(home, home.anna, "joined by mistake")
    await home.quiet()
    assert await state_of(home, ben) is MemberState.REMOVED
    assert await accounts(home, ben) == set()
    assert "not in a pod" in await home.write(home.kim, "/images")


async def test_a_phrase_that_was_handed_out_dies_with_it(home: House) -> None:
    await add_kims_account(home)
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", "Add a chat account")
    await home.until(lambda: len(told(home, home.ben, "ends in 002")()) == 2)
    await home.quiet()
    await home.write(home.ben, await home.code_for(BENS, after=1))
    await home.until(lambda: len(told(home, home.ben, "write these words")()) == 2)
    said = told(home, home.ben, "write these words")()[-1].text
    phrase = re.search(r"there: ([a-z ]+)\.", said)
    assert phrase
    page = await home.open_mail("ben@example.org")
    await home.visitor.submit(page.form("sure"))
    await the(home, home.anna, "joined by mistake")
    telegram = home.parts.telegram
    third = telegram.add_user("Third")
    await telegram.start_bot(third)
    await the(home, third, "Hello")
    assert "Hello Ben" not in await home.write(third, phrase[1])


async def test_the_account_that_joined_by_mistake_is_unbound(home: House) -> None:
    """A stranger knocked in Ben's friend's name; the friend followed the mail in good faith."""
    await home.write(home.anna, f"/invite {KIM} family Kim")
    await join(home, KIM, ATTACKERS)
    kim = await person_of(home, home.kim)
    await press(home, home.anna, "Kim is in the pod", "This is not right")
    await home.quiet()
    assert await state_of(home, kim) is MemberState.REMOVED
    assert await accounts(home, kim) == set()


# ── staying in ──────────────────────────────────────────────────────────────────────────────────


async def test_whom_somebody_invited_who_was_put_out_is_not_let_in(home: House) -> None:
    """Else one invites oneself under another address, and is put out with one of the two."""
    await home.write(home.ben, f"/invite {KIM} family Kim")
    page = await home.open_mail(KIM)
    await home.write(home.anna, "/remove ben@example.org")
    await press(home, home.anna, "Take Ben out", "Take out")
    await the(home, home.anna, "no longer in the pod")
    await home.quiet()
    assert (await home.visitor.open(page.url)).status == 404
    letters = len(home.parts.letterbox.letters)
    await press(home, home.anna, "no longer in the pod", "Invite again")
    fresh = await home.open_mail(KIM, after=letters)
    assert "Anna invites you" in fresh.heading


async def test_whoever_may_not_invite_any_more_lets_nobody_in(home: House) -> None:
    await home.write(home.ben, f"/invite {KIM} family Kim")
    page = await home.open_mail(KIM)
    page = await home.visitor.submit(page.form("phone"), phone=ATTACKERS)
    await home.write(home.anna, "/revoke ben@example.org invite")
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(ATTACKERS))
    await home.parts.telegram.start_bot(home.kim, page.start_payload)
    await the(home, home.kim, "invitation is over")
    await home.parts.telegram.say(home.kim, home.parts.telegram.private(home.kim), "/images")
    await the(home, home.kim, "not in a pod")
    await home.quiet()
    assert not told(home, home.kim, "You are in")()


async def test_more_time_is_for_a_stay_that_ended_by_itself(home: House) -> None:
    """An old button of "30 days more" does not bring back somebody who was put out."""
    world = home.parts.service.world
    ben, anna = await person_of(home, home.ben), await person_of(home, home.anna)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "more", "test")
        pod = await desk.pod(home.pod)
        manager, target = await uow.members.get(pod.id, anna), await uow.members.get(pod.id, ben)
        assert manager is not None
        assert target is not None
        short = replace(target, expires_at=desk.now + timedelta(days=1))
        await uow.members.save(short)
        await pods.remove(desk, pod, manager, short)
        out = await uow.members.get(pod.id, ben)
        assert out is not None
        with pytest.raises(Refused):
            await expiry.more_time(desk, pod, manager, out, frozenset({Privilege.VIEW}))
    assert await state_of(home, ben) is MemberState.REMOVED


# ── getting more ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["clinician", "coordinator", "patient"])
async def test_a_family_member_names_nobody_of_the_care_team(home: House, role: str) -> None:
    """Else a second address of one's own became a clinician, and had emergencies."""
    said = await home.write(home.ben, f"/invite {KIM} {role} Kim")
    assert "Only a coordinator" in said
    await home.quiet()
    assert not home.parts.letterbox.letters


async def test_a_familys_guest_has_no_emergencies(home: House) -> None:
    await shared(home)
    await home.write(home.ben, f"/invite {KIM} guest Kim")
    await join(home, KIM, ATTACKERS)
    said = await home.write(home.kim, "/emergency I would really like to see it all")
    assert "care team" in said
    kim = await person_of(home, home.kim)
    async with home.parts.service.store.begin(home.pod) as uow:
        desk = Desk(home.parts.service.world, uow, "look", "test")
        assert await desk.emergency_until(home.pod, kim) is None


async def test_an_account_of_slack_is_no_account_of_telegram(home: House) -> None:
    """The same number on another platform, or in another workspace, is somebody else."""
    async with home.parts.service.store.begin(None) as uow:
        for ref in (
            UserRef("slack", "", str(home.ben.id)),
            UserRef("telegram", "T1", str(home.ben.id)),
            UserRef("slack", "TOTHER", home.dora.id),
        ):
            assert await uow.people.by_identity(ref) is None


# ── a knock in somebody else's name ─────────────────────────────────────────────────────────────


async def test_who_knocks_in_anothers_name_is_not_let_in_as_them(home: House) -> None:
    """The other one, whom Anna expects, follows the mail in good faith: link, phone and code."""
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.send_document(home.kim, telegram.private(home.kim), photo(), "a.jpg")
    await the(home, home.kim, "Whom is it for")
    await home.write(home.kim, "anna@example.org")
    await home.write(home.kim, "carl@example.org")
    await the(home, home.anna, "Do you know them")
    await press(home, home.anna, "Do you know them", "Yes: Family")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=ATTACKERS)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(ATTACKERS))
    await home.quiet()
    assert "not in a pod" in await home.write(home.kim, "/images")
    carl = telegram.add_user("Carl")
    await telegram.start_bot(carl, page.start_payload)
    await the(home, carl, "You are in")
    await home.quiet()
    assert "not in a pod" in await home.write(home.kim, "/images")
    assert not home.team_pictures(), "the stranger's picture stays sealed"
