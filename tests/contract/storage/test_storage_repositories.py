"""What is put in comes out the same, in its own pod only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFound
from core.ids import ImageId, MessageRef, PersonId, PodId, RoomRef
from core.imaging import PatientClues, Purpose
from core.model import (
    Handle,
    Hold,
    Identity,
    ImageState,
    InvitationState,
    MemberState,
    PostState,
    Privilege,
    RoomState,
    UploadState,
)
from core.ports import Session
from storage.errors import StorageConflict
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import (
    START,
    a_member,
    a_person,
    a_pod,
    a_post,
    a_rendition,
    a_room,
    a_user,
    add_pod,
    an_image,
    an_invitation,
    an_upload,
)

DAY = timedelta(days=1)


async def test_a_pod(store: SqlStore) -> None:
    pod = await add_pod(store)
    other = await add_pod(store)
    changed = replace(pod, name="Left hand", language="fr", patient=PatientClues(name="Ada"))
    async with store.begin(pod.id) as uow:
        assert await uow.pods.get(pod.id) == pod
        await uow.pods.save(changed)
        assert await uow.pods.get(PodId("nobody")) is None
        with pytest.raises(NotFound):
            await uow.pods.save(other)
    async with store.begin(None) as uow:
        assert await uow.pods.get(pod.id) == changed
        assert await uow.pods.get(other.id) == other


async def test_a_pod_made_in_no_scope_is_entered(store: SqlStore) -> None:
    pod = a_pod()
    async with store.begin(None) as uow:
        await uow.pods.add(pod)
        await uow.members.save(a_member(pod, PersonId("p")))
    async with store.begin(pod.id) as uow:
        assert await uow.members.get(pod.id, PersonId("p")) is not None


async def test_numbers_count_up_in_each_pod(store: SqlStore) -> None:
    one, two = await add_pod(store), await add_pod(store)

    async def take(pod: PodId) -> int:
        async with store.begin(pod) as uow:
            return await uow.pods.next_number(pod)

    assert sorted(await kit.both(*(take(one.id) for _ in range(8)))) == list(range(1, 9))
    assert await take(two.id) == 1


async def test_rooms(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    room = a_room(pod)
    async with store.begin(pod.id) as uow:
        await uow.rooms.add(room)
    changed = replace(room, state=RoomState.LOCKED, locked_because="guest", title="New")
    async with store.begin(None) as uow:
        assert await uow.rooms.by_ref(room.ref) == room
        assert await uow.rooms.get(room.id) is None
        assert await uow.rooms.of_pod(pod.id) == ()
        assert await uow.rooms.by_ref(replace(room.ref, key="-1")) is None
    async with store.begin(pod.id) as uow:
        await uow.rooms.save(changed)
        assert await uow.rooms.get(room.id) == changed
        assert await uow.rooms.of_pod(pod.id) == [changed]
    async with store.begin(other.id) as uow:
        assert await uow.rooms.get(room.id) is None
        assert await uow.rooms.of_pod(pod.id) == ()
        assert await uow.rooms.of_pod(other.id) == []
        assert await uow.rooms.by_ref(room.ref) == changed
        with pytest.raises(NotFound):
            await uow.rooms.save(room)


async def test_a_chat_is_one_room_until_the_bot_is_out(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    room, again = a_room(pod), a_room(other)
    async with store.begin(pod.id) as uow:
        await uow.rooms.add(room)
    with pytest.raises(StorageConflict):
        async with store.begin(other.id) as uow:
            await uow.rooms.add(again)
    async with store.begin(pod.id) as uow:
        await uow.rooms.save(replace(room, state=RoomState.GONE))
        assert await uow.rooms.by_ref(room.ref) == replace(room, state=RoomState.GONE)
    async with store.begin(other.id) as uow:
        await uow.rooms.add(again)
    async with store.begin(None) as uow:
        assert await uow.rooms.by_ref(room.ref) == again


async def test_who_was_seen_in_a_chat(store: SqlStore) -> None:
    here, there = RoomRef("telegram", "", "-1"), RoomRef("telegram", "", "-2")
    async with store.begin(None) as uow:
        for user in (a_user("1"), a_user("2"), a_user("2")):
            await uow.rooms.note_seen(here, user, present=True)
        await uow.rooms.note_seen(there, a_user("1"), present=True)
        await uow.rooms.note_seen(here, a_user("1"), present=False)
        await uow.rooms.note_seen(here, a_user("9"), present=False)
        assert await uow.rooms.seen(here) == {a_user("2")}
        assert await uow.rooms.seen(there) == {a_user("1")}


@pytest.mark.parametrize("entered", [True, False])
async def test_a_chat_that_moved_takes_everything_along(store: SqlStore, entered: bool) -> None:
    pod = await add_pod(store)
    room = a_room(pod)
    new = replace(room.ref, key="-100999")
    image = an_image(pod)
    message = MessageRef(room.ref, "17", "file")
    post = a_post(
        image, state=PostState.SENT, message=message, extra=(replace(message, message="18"),)
    )
    elsewhere = a_post(image, state=PostState.SENT, room=RoomRef("slack", "T1", "C1"))
    async with store.begin(pod.id) as uow:
        await uow.rooms.add(room)
        await uow.posts.add(post)
        await uow.posts.add(elsewhere)
        await uow.rooms.note_seen(room.ref, a_user(), present=True)
    async with store.begin(pod.id if entered else None) as uow:
        await uow.rooms.moved(room.ref, new)
    async with store.begin(pod.id) as uow:
        assert await uow.rooms.by_ref(room.ref) is None
        assert await uow.rooms.by_ref(new) == replace(room, ref=new)
        assert await uow.rooms.seen(room.ref) == frozenset()
        assert await uow.rooms.seen(new) == {a_user()}
        assert await uow.posts.in_room(pod.id, room.ref) == []
        (moved,) = await uow.posts.in_room(pod.id, new)
        assert moved.message == replace(message, room=new)
        assert moved.extra == (MessageRef(new, "18", "file"),)
        assert await uow.posts.get(pod.id, elsewhere.id) == elsewhere


async def test_people_and_their_accounts(store: SqlStore) -> None:
    person, other = a_person(), a_person("")
    telegram = Identity(a_user("7"), person.id, START, RoomRef("telegram", "", "7"))
    slack = Identity(a_user("U7", "slack"), person.id, START + DAY)
    async with store.begin(None) as uow:
        await uow.people.add(person)
        await uow.people.add(other)
        await uow.people.bind(telegram)
        await uow.people.bind(slack)
        assert await uow.people.get(person.id) == person
        assert await uow.people.by_email(" ADA@example.org ") == person
        assert await uow.people.by_email("") is None
        assert await uow.people.by_email("eve@example.org") is None
        assert await uow.people.by_identity(telegram.ref) == telegram
        assert await uow.people.by_identity(a_user("8")) is None
        assert await uow.people.identities(person.id) == [telegram, slack]
        changed = replace(person, email="ada@new.example", phone="+33600000000")
        await uow.people.save(changed)
        assert await uow.people.by_email("ada@example.org") is None
        assert await uow.people.by_email("ada@new.example") == changed
        await uow.people.bind(replace(telegram, private=None, person=other.id))
        await uow.people.unbind(slack.ref)
        assert await uow.people.identities(person.id) == []
        found = await uow.people.by_identity(telegram.ref)
        assert found is not None
        assert (found.person, found.private) == (other.id, None)


async def test_two_people_cannot_have_one_address(store: SqlStore) -> None:
    with pytest.raises(StorageConflict):
        async with store.begin(None) as uow:
            await uow.people.add(a_person("ada@example.org"))
            await uow.people.add(a_person("Ada@Example.org"))


async def test_members(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    ada, bob = PersonId("ada"), PersonId("bob")
    member = a_member(pod, ada, expires_at=START + DAY, invited_by=bob)
    async with store.begin(pod.id) as uow:
        await uow.members.save(member)
        await uow.members.save(a_member(pod, bob))
        with pytest.raises(NotFound):
            await uow.members.save(a_member(other, ada))
    async with store.begin(other.id) as uow:
        await uow.members.save(a_member(other, ada))
        assert await uow.members.get(pod.id, ada) is None
        assert await uow.members.of_pod(pod.id) == ()
        assert {m.pod for m in await uow.members.of_person(ada)} == {pod.id, other.id}
    changed = replace(
        member, state=MemberState.LEFT, privileges=frozenset({Privilege.VIEW}), expires_at=None
    )
    async with store.begin(pod.id) as uow:
        await uow.members.save(changed)
        assert await uow.members.get(pod.id, ada) == changed
        assert {m.person for m in await uow.members.of_pod(pod.id)} == {ada, bob}
    async with store.begin(None) as uow:
        assert await uow.members.get(pod.id, ada) is None
        assert len(await uow.members.of_person(ada)) == 2


async def test_invitations_are_found_by_their_secrets(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    invitation = an_invitation(
        pod, link_hash="l1", name="New", identity=a_user("9"), knock=None, code_hash="sealed"
    )
    async with store.begin(pod.id) as uow:
        await uow.invitations.add(invitation)
        await uow.invitations.add(an_invitation(pod, state=InvitationState.EXPIRED))
    async with store.begin(None) as uow:
        assert await uow.invitations.by_secret("link", "l1", lock=True) == invitation
        assert await uow.invitations.by_secret("page", "l1") is None
        assert await uow.invitations.by_secret("page", "") is None
        end = invitation.expires_at
        moments = {end - timedelta(seconds=1): invitation, end: None, end + 90 * DAY: None}
        for moment, found in moments.items():
            assert await uow.invitations.by_secret("link", "l1", open_at=moment) == found
        assert await uow.invitations.get(invitation.id, lock=True) == invitation
        assert await uow.invitations.open_of_pod(pod.id) == ()
        with pytest.raises(NotFound):
            await uow.invitations.save(invitation)
        await uow.enter(pod.id)
        changed = replace(
            invitation,
            state=InvitationState.CODE_SENT,
            link_hash="",
            page_hash="p1",
            phone="+4915100000000",
            code_expires_at=START + DAY,
            code_failures=2,
            codes_sent=1,
            resend_at=START,
            person=PersonId("p"),
        )
        await uow.invitations.save(changed)
    async with store.begin(other.id) as uow:
        assert await uow.invitations.by_secret("link", "l1") is None
        assert await uow.invitations.by_secret("page", "p1") == changed
        assert await uow.invitations.open_for_identity(a_user("9")) == [changed]
        assert await uow.invitations.open_for_identity(a_user("1")) == []
        assert await uow.invitations.open_of_pod(pod.id) == ()
    async with store.begin(pod.id) as uow:
        assert await uow.invitations.open_of_pod(pod.id) == [changed]
        assert len(await uow.invitations.of_pod(pod.id)) == 2


async def test_a_knock_becomes_a_pods_upload(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    knock = an_upload(None, recipient=PersonId("ada"), size=2**40)
    async with store.begin(None) as uow:
        await uow.uploads.add(knock)
        assert await uow.uploads.get(knock.id, lock=True) == knock
    taken = replace(knock, pod=pod.id, state=UploadState.RECEIVED, person=PersonId("bob"))
    async with store.begin(None) as uow:
        await uow.uploads.save(taken)
    async with store.begin(other.id) as uow:
        assert await uow.uploads.get(knock.id) == taken
        assert await uow.uploads.of_pod(pod.id) == ()
    async with store.begin(pod.id) as uow:
        await uow.uploads.save(replace(taken, source=None, place=None, state=UploadState.DONE))
        (found,) = await uow.uploads.of_pod(pod.id)
        assert (found.source, found.place, found.state) == (None, None, UploadState.DONE)


async def test_images_and_renditions(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    first, second = an_image(pod), an_image(pod, 2, hold=Hold.BURNED_IN, state=ImageState.HELD)
    second = replace(second, upload=first.upload, origin=RoomRef("slack", "T", "C"))
    renditions = [
        a_rendition(first),
        a_rendition(first, deidentified=False, blob="pods/x"),
        a_rendition(first, Purpose.FULL),
    ]
    async with store.begin(pod.id) as uow:
        await uow.images.add(first, renditions)
        await uow.images.add(second, [])
        assert await uow.images.of_pod(pod.id) == [second, first]
        assert await uow.images.of_pod(pod.id, limit=1) == [second]
        assert await uow.images.of_upload(pod.id, first.upload) == [first, second]
        changed = replace(
            second,
            hold=None,
            state=ImageState.READY,
            note="ok",
            released_by=(PersonId("a"), PersonId("b")),
        )
        await uow.images.save(changed)
        assert await uow.images.by_number(pod.id, 2) == changed
        found = await uow.images.renditions(pod.id, first.id)
        assert sorted(found, key=repr) == sorted(renditions, key=repr)
        one = await uow.images.rendition(pod.id, first.id, Purpose.PREVIEW, deidentified=False)
        assert one == renditions[1]
        assert await uow.images.rendition(pod.id, first.id, Purpose.CINE, deidentified=True) is None
    for scope in (other.id, None):
        async with store.begin(scope) as uow:
            assert await uow.images.get(pod.id, first.id) is None
            assert await uow.images.by_number(pod.id, 1) is None
            assert await uow.images.of_pod(pod.id) == []
            assert await uow.images.renditions(pod.id, first.id) == []
            if scope:
                assert await uow.images.get(scope, first.id) is None
            with pytest.raises(NotFound):
                await uow.images.save(first)


async def test_posts(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    image = an_image(pod)
    post = a_post(image)
    private = a_post(image, room=RoomRef("telegram", "", "7"), person=PersonId("ada"))
    async with store.begin(pod.id) as uow:
        await uow.posts.add(post)
        await uow.posts.add(private)
        assert await uow.posts.in_room(pod.id, post.room) == []
        sent = replace(
            post,
            state=PostState.SENT,
            message=MessageRef(post.room, "3"),
            sent_at=START,
            sha256="cd" * 32,
            draft="F1",
        )
        await uow.posts.save(sent)
        assert await uow.posts.get(pod.id, post.id, lock=True) == sent
        assert await uow.posts.in_room(pod.id, post.room) == [sent]
        assert await uow.posts.of_person(pod.id, PersonId("ada")) == []
        await uow.posts.save(replace(private, state=PostState.UNKNOWN))
        assert len(await uow.posts.of_person(pod.id, PersonId("ada"))) == 1
        assert {p.id for p in await uow.posts.of_image(pod.id, image.id)} == {post.id, private.id}
        assert await uow.posts.of_image(pod.id, ImageId("none")) == []
        assert len(await uow.posts.of_pod(pod.id)) == 2
    async with store.begin(other.id) as uow:
        assert await uow.posts.get(pod.id, post.id) is None
        assert await uow.posts.get(other.id, post.id) is None
        assert await uow.posts.in_room(pod.id, post.room) == []


async def test_a_once_only_handle_is_used_once(store: SqlStore, clock: kit.MovedClock) -> None:
    pod = await add_pod(store)
    once = Handle(
        "h1", "show", {"image": "1"}, RoomRef("t", "", "1"), a_user(), True, START, pod.id
    )
    often = replace(once, hash="h2", once=False, pod=None, room=None, user=None)
    async with store.begin(None) as uow:
        await uow.handles.add(once)
        await uow.handles.add(often)

    async def use(digest: str) -> bool:
        async with store.begin(None) as uow:
            return await uow.handles.use(digest)

    assert sorted(await kit.both(*(use("h1") for _ in range(5)))) == [False] * 4 + [True]
    assert await use("h2")
    assert await use("h2")
    assert not await use("h3")
    async with store.begin(None) as uow:
        assert await uow.handles.get("h1") == replace(once, used_at=clock.now())
        assert await uow.handles.get("h2") == often
        assert await uow.handles.get("h3") is None


async def test_sessions(store: SqlStore) -> None:
    ada = PersonId("ada")
    sessions = [Session(f"s{i}", ada if i < 2 else PersonId("bob"), START, START) for i in range(3)]
    async with store.begin(None) as uow:
        for session in sessions:
            await uow.sessions.add(session)
        await uow.sessions.touch("s0", START + DAY)
        assert await uow.sessions.get("s0") == replace(sessions[0], seen_at=START + DAY)
        await uow.sessions.end("s0")
        assert await uow.sessions.get("s0") is None
        await uow.sessions.end_all(ada)
        assert await uow.sessions.get("s1") is None
        assert await uow.sessions.get("s2") == sessions[2]


async def test_notes(store: SqlStore) -> None:
    async with store.begin(None) as uow:
        assert await uow.notes.get("offset") is None
        await uow.notes.put("offset", "1")
        await uow.notes.put("offset", "2")
        assert await uow.notes.get("offset") == "2"


async def test_a_budget_slides(store: SqlStore, clock: kit.MovedClock) -> None:
    async def take(cost: int = 1) -> bool:
        async with store.begin(None) as uow:
            return await uow.budgets.take("codes:+49", window_seconds=600, limit=5, cost=cost)

    assert await take(3)
    clock.move(300)
    assert await take(2)
    assert not await take()
    clock.move(299)
    assert not await take()
    clock.move(20)  # the first three have left the window, the two have not
    assert not await take(4)
    assert await take(3)
    assert not await take()
    clock.move(620)
    assert await take(5)
    async with store.begin(None, reading=True) as uow:
        assert await uow.budgets.used("codes:+49", window_seconds=600) == 5
        assert await uow.budgets.used("codes:+44", window_seconds=600) == 0


async def test_a_budget_holds_when_many_come_at_once(store: SqlStore) -> None:
    async def take(name: str) -> bool:
        async with store.begin(None) as uow:
            return await uow.budgets.take(name, window_seconds=60, limit=5)

    assert sum(await kit.both(*(take("a") for _ in range(12)))) == 5
    assert await take("b")


async def test_what_was_rolled_back_was_not_taken(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.begin(None) as uow:
            assert await uow.budgets.take("a", window_seconds=60, limit=1)
            raise ZeroDivisionError
    async with store.begin(None) as uow:
        assert await uow.budgets.take("a", window_seconds=60, limit=1)


async def test_what_is_over_is_tidied_away(store: SqlStore, clock: kit.MovedClock) -> None:
    old = Handle("old", "show", {}, None, None, True, START)
    kept = replace(old, hash="kept", expires_at=START + 90 * DAY)
    async with store.begin(None) as uow:
        await uow.handles.add(old)
        await uow.handles.add(kept)
        assert await uow.budgets.take("a", window_seconds=60, limit=1)
        assert await uow.budgets.take("b", window_seconds=90 * 86400, limit=1)
        await uow.sessions.add(Session("s", PersonId("p"), START, START))
    assert await store.tidy() == 0
    clock.move(60 * 86400)
    assert await store.tidy() == 3
    async with store.begin(None) as uow:
        assert await uow.handles.get("old") is None
        assert await uow.handles.get("kept") == kept
        assert await uow.sessions.get("s") is None
        assert not await uow.budgets.take("b", window_seconds=90 * 86400, limit=1)
