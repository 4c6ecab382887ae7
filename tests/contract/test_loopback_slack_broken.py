"""Broken payloads: whatever stands where something else should, the answer is a refusal."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from adapters.playground.slack.checks.views import check_view
from tests.contract.loopback_slack_kit import TEXT, rig

OPTIONS = [{"text": TEXT, "value": "a"}]
CONFIRM = {"title": TEXT, "text": TEXT, "confirm": TEXT, "deny": TEXT}
MENU = {"type": "static_select", "options": OPTIONS, "placeholder": TEXT, "confirm": CONFIRM}
GROUPED = {"type": "static_select", "option_groups": [{"label": TEXT, "options": OPTIONS}]}
BUTTON = {"type": "button", "text": TEXT, "value": "v", "style": "primary", "action_id": "b"}
IMAGE = {"type": "image", "alt_text": "A hand", "image_url": "https://example.org/a.png"}
TYPED = {"type": "plain_text_input", "max_length": 3}
FILES = {"type": "file_input", "filetypes": ["png"], "max_files": 2}
BOXES = {"type": "checkboxes", "options": OPTIONS}
VIEW: dict[str, Any] = {
    "type": "modal",
    "title": TEXT,
    "submit": TEXT,
    "close": TEXT,
    "private_metadata": "x",
    "callback_id": "c",
    "blocks": [
        {"type": "section", "text": TEXT, "fields": [TEXT, TEXT], "accessory": MENU},
        {
            "type": "actions",
            "elements": [BUTTON, {"type": "overflow", "options": OPTIONS}, GROUPED],
        },
        {"type": "image", "alt_text": "A hand", "slack_file": {"id": "F1"}},
        IMAGE,
        {"type": "context", "elements": [TEXT, IMAGE]},
        {"type": "header", "text": TEXT, "block_id": "None"},
        *(
            {"type": "input", "label": TEXT, "hint": TEXT, "element": one}
            for one in (TYPED, FILES, BOXES)
        ),
    ],
}
JUNK: list[Any] = [None, 0, -1, 3.5, "", "x" * 4000, [], {}, [None], {"type": []}, "http://[::1"]
Path = tuple[str | int, ...]


def places(held: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything inside, however deep."""
    inside = dict(enumerate(held)) if isinstance(held, list) else held
    for key, value in inside.items() if isinstance(inside, dict) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def broken(path: Path, junk: Any) -> Any:
    """Return the view with something else in one place."""
    view = copy.deepcopy(VIEW)
    held: Any = view
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = junk
    return view


def test_the_view_is_right_as_it_stands() -> None:
    assert check_view(VIEW, "modal", lambda file: file == {"id": "F1"}) == []


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_anywhere_in_a_view_never_crashes_the_checks(junk: Any) -> None:
    for path in places(VIEW):
        check_view(broken(path, junk), "modal", lambda file: file == {"id": "F1"})


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("application/json", b"\xff\xfe", "invalid_json"),
        ("text/csv", b"a,b", "invalid_post_type"),
        ("application/x-www-form-urlencoded", b"\xff\xfe", "invalid_charset"),
        ("application/x-www-form-urlencoded", b"blocks=[", "invalid_blocks_format"),
        ("application/x-www-form-urlencoded", b"limit=many", "invalid_arguments"),
        ("application/json", json.dumps({"channel": [], "text": "a"}).encode(), None),
        ("application/json", json.dumps({"channel": {}, "blocks": 7}).encode(), None),
        ("application/json", json.dumps({"metadata": 7, "text": "a"}).encode(), None),
    ],
)
async def test_broken_requests_are_refused_in_json(
    kind: str, body: bytes, error: str | None
) -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        headers = {"Authorization": f"Bearer {here.slack.bot_token}", "content-type": kind}
        async with web.post(
            f"{here.url}/api/chat.postMessage", data=body, headers=headers
        ) as response:
            answer = await response.json()
        assert response.status == 200 and answer["ok"] is False
        assert error is None or answer["error"] == error
