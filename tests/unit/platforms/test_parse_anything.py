"""Whatever is delivered, reading it never fails and never invents anything."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.platforms.slack import inbox, people
from adapters.platforms.slack import parse as slack
from adapters.platforms.telegram import listen
from adapters.platforms.telegram import parse as telegram
from core.messages import Joined, Left, RoomChange, RoomChanged, Sender, Text, Upload

ME = telegram.Me(7, "carepods_bot")
ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "language_code": "de"}
GROUP = {"id": -100, "type": "supergroup", "title": "Family"}

_NAMES = st.sampled_from(
    ["message", "callback_query", "chat_member", "chat", "from", "id", "text", "photo", "type",
     "payload", "event", "files", "user", "channel", "team", "view", "state", "values", "actions",
     "update_id", "new_chat_members", "event_callback", "interactive", "block_actions"]
)  # fmt: skip
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=6),
    max_leaves=25,
)


@given(_ANYTHING)
def test_no_update_is_beyond_telegrams_reading(update: Any) -> None:
    raw = listen.raw_event(update, 7)
    telegram.events(raw.key, raw.payload, ME)
    assert raw.key and raw.lane


@given(st.sampled_from(["events_api", "slash_commands", "interactive"]), _ANYTHING)
def test_no_delivery_is_beyond_slacks_reading(kind: str, body: Any) -> None:
    payload = body if isinstance(body, dict) else {"payload": body}
    raw = inbox.raw_event({"type": kind, "payload": payload}, "T1")
    slack.events(raw.key, raw.payload, "T1", "UBOT")
    slack.events(raw.key, raw.payload, "", "")
    assert raw.key and raw.lane


def told(**update: Any) -> list[Any]:
    return list(telegram.events("k", json.dumps({"update_id": 1, **update}).encode(), ME))


def spoken(**content: Any) -> list[Any]:
    return told(message={"message_id": 3, "chat": GROUP, "from": ANNA, "date": 1, **content})


def test_of_a_photos_sizes_the_largest_counts() -> None:
    sizes = [
        {"file_id": "small", "width": 90, "height": 60},
        {"file_id": "large", "width": 1280, "height": 853, "file_size": 99},
        {"file_id": "middle", "width": 320, "height": 213},
    ]
    (upload,) = spoken(photo=sizes, caption="look", media_group_id="13")
    assert isinstance(upload, Upload)
    assert [(f.handle, f.size) for f in upload.files] == [("large", 99)]
    assert (upload.album, upload.caption) == ("13", "look")
    assert upload.sender.language == "de"


def test_an_animation_is_one_file_though_it_is_listed_twice() -> None:
    body = {"file_id": "a", "mime_type": "video/mp4"}
    (upload,) = spoken(animation=body, document=body)
    assert len(upload.files) == 1


def test_a_voice_is_nothing_in_a_group() -> None:
    assert spoken(voice={"file_id": "a"}) == []
    private = {"message_id": 3, "chat": {"id": 5, "type": "private"}, "from": ANNA}
    (upload,) = told(message={**private, "voice": {"file_id": "a"}})
    assert upload.files[0].media_type == "audio/ogg"


def test_an_anonymous_admin_is_nobody_in_particular() -> None:
    (text,) = told(message={"message_id": 3, "chat": GROUP, "sender_chat": GROUP, "text": "x"})
    assert isinstance(text, Text)
    assert text.sender == Sender(telegram.user(-100), bot=True)


@pytest.mark.parametrize(
    "shared",
    [
        {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
        {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
        {"id": 777000, "is_bot": False, "first_name": "Telegram"},  # a linked channel's post
    ],
)
def test_an_account_that_all_of_telegram_shares_is_nobody(shared: dict[str, Any]) -> None:
    channel = {"id": -1009, "type": "channel", "title": "News"}
    (text,) = spoken(**{"from": shared, "sender_chat": channel, "text": "x"})
    assert text.sender == Sender(telegram.user(-1009), bot=True)


@pytest.mark.parametrize(
    ("chat", "is_open"),
    [
        ({}, False),
        ({"title": "Family", "type": "supergroup"}, False),
        ({"username": "rose"}, True),
        ({"active_usernames": ["rose"]}, True),
        ({"active_usernames": []}, False),
        ({"linked_chat_id": -1009}, True),
    ],
)
def test_a_group_that_others_read_is_open(chat: dict[str, Any], is_open: bool) -> None:
    assert telegram.is_open(chat) is is_open


def test_several_newcomers_are_several_events_with_keys_of_their_own() -> None:
    found = spoken(new_chat_members=[{"id": 8}, {"id": 7, "is_bot": True}])
    assert [(type(e), e.me, e.key) for e in found] == [
        (Joined, False, "k#0"),
        (Joined, True, "k#1"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("left", "member", [Joined]),
        ("kicked", "restricted", [Joined]),
        ("member", "administrator", []),
        ("administrator", "left", [Left]),
        ("member", "kicked", [Left]),
        ("left", "kicked", []),
    ],
)
def test_only_coming_and_going_counts(before: str, after: str, kinds: list[type]) -> None:
    change = {
        "chat": GROUP,
        "from": ANNA,
        "old_chat_member": {"status": before, "user": {"id": 8}},
        "new_chat_member": {"status": after, "user": {"id": 8}, "is_member": True},
    }
    assert [type(event) for event in told(chat_member=change)] == kinds


def test_edited_messages_and_unknown_updates_are_nothing() -> None:
    assert told(edited_message={"message_id": 3, "chat": GROUP, "text": "x"}) == []
    assert told(poll={"id": "1"}) == []


# ── slack ───────────────────────────────────────────────────────────────────────────────────────


def happened(**event: Any) -> list[Any]:
    body = {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": "T1",
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "event": event,
    }
    raw = inbox.raw_event({"type": "events_api", "payload": body}, "")
    return list(slack.events(raw.key, raw.payload, "", ""))


SPOKEN = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "ts": "1.2"}


def test_a_file_known_by_its_id_alone_is_asked_for_later() -> None:
    files = [
        {"id": "F1", "file_access": "check_file_info", "url_private": "https://x"},
        {"id": "F2", "mode": "tombstone"},
        {"id": "F3", "url_private": "https://files.slack.com/a", "name": "a.png", "size": 3},
    ]
    (upload,) = happened(**SPOKEN, subtype="file_share", files=files, text="<@UBOT> look")
    assert [json.loads(f.handle)["url"] for f in upload.files] == ["", "https://files.slack.com/a"]
    assert (upload.caption, upload.place.room.workspace) == ("look", "T1")


@pytest.mark.parametrize(
    "event",
    [
        {**SPOKEN, "text": "between people"},
        {**SPOKEN, "subtype": "channel_join", "text": "x", "channel_type": "im"},
        {**SPOKEN, "bot_id": "B1", "text": "x", "channel_type": "im"},
        {**SPOKEN, "user": "UBOT", "text": "x", "channel_type": "im"},
        {**SPOKEN, "subtype": "message_changed", "channel_type": "im"},
        {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"},
        {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "1.2", "files": [{"id": "F"}]},
    ],
)
def test_what_is_not_for_the_bot_is_nothing(event: dict[str, Any]) -> None:
    assert happened(**event) == []


def test_a_bot_that_was_removed_has_left() -> None:
    for kind in ("channel_left", "group_left"):
        (left,) = happened(type=kind, channel="C1", actor_id="U1")
        assert isinstance(left, Left) and left.me
    (left,) = happened(type="member_left_channel", channel="C1", user="U1")
    assert not left.me


def test_a_room_that_changes_tells_how() -> None:
    found = [
        *happened(type="channel_id_changed", old_channel_id="C1", new_channel_id="C2"),
        *happened(type="channel_unshared", channel="C1", is_ext_shared=False),
        *happened(type="channel_unshared", channel="C1", is_ext_shared=True),
        *happened(type="group_rename", channel={"id": "C1", "name": "ward"}),
    ]
    assert [(e.change, e.detail, e.place.room.key) for e in found] == [
        (RoomChange.MOVED, "C2", "C1"),
        (RoomChange.INTERNAL, "", "C1"),
        (RoomChange.EXTERNAL, "", "C1"),
        (RoomChange.RENAMED, "ward", "C1"),
    ]
    assert all(isinstance(e, RoomChanged) for e in found)


@pytest.mark.parametrize("where", ["user_team", "source_team"])
def test_the_same_user_id_in_another_workspace_is_another_person(where: str) -> None:
    """In a channel that is shared, their U5 was taken for ours, and could press and send as U5."""

    def sender(shared: bool, home: str) -> str:
        event = {"type": "message", "user": "U5", "channel": "C1", "ts": "1.1", where: home,
                 "files": [{"id": "F1"}]}  # fmt: skip
        payload = {"team_id": "T1", "is_ext_shared_channel": shared, "event": event}
        body = json.dumps({"type": "events_api", "payload": payload}).encode()
        (upload,) = slack.events("k", body, "T1", "UBOT")
        assert upload.place.room.workspace == "T1"
        return upload.sender.user.workspace

    assert sender(True, "T2") == "T2"
    assert sender(True, "T1") == "T1"
    assert sender(False, "TX") == "T1"  # only where it can be anybody else's


def test_a_press_from_another_workspace_is_not_ours() -> None:
    def sender(home: str) -> str:
        payload = {
            "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U5", "team_id": home},
            "channel": {"id": "C1"}, "container": {"message_ts": "1.1"},
            "actions": [{"action_id": "a", "value": "h"}],
        }  # fmt: skip
        body = json.dumps({"type": "interactive", "payload": payload}).encode()
        (press,) = slack.events("k", body, "T1", "UBOT")
        return press.sender.user.workspace

    assert sender("T2") == "T2"
    assert sender("T1") == "T1"


@pytest.mark.parametrize(
    ("info", "nearby", "read"),
    [
        ({"is_private": True}, False, False),
        ({"is_private": False}, False, True),
        ({"is_private": False}, True, False),
        ({"is_private": True, "is_ext_shared": True}, True, True),
        ({"is_private": True, "is_pending_ext_shared": True}, False, True),
        ({"is_private": False, "is_im": True}, False, False),
        ({}, False, False),
    ],
)
def test_a_public_channel_is_read_by_the_whole_workspace(
    info: dict[str, Any], nearby: bool, read: bool
) -> None:
    assert people.read_outside(info, nearby=nearby) is read
