"""What people do and a real Bolt app answers: commands, presses, shortcuts, modals, home tab."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.playground.slack import ManualClock
from tests.contract.loopback_slack_kit import (
    PNG,
    TEXT,
    Rig,
    over_http,
    recording_app,
    refused,
    rig,
    socket_mode,
)

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Show"}, "action_id": "show"}
CARD = [{"type": "actions", "elements": [{**BUTTON, "value": "handle-1"}]}]


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "ask",
        "title": TEXT,
        "submit": TEXT,
        "blocks": list(blocks),
        **fields,
    }


def text_input(block_id: str, **fields: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "typed"}
    return {"type": "input", "block_id": block_id, "label": TEXT, "element": element, **fields}


FILE_INPUT = {
    "type": "input",
    "block_id": "files",
    "label": TEXT,
    "element": {"type": "file_input", "action_id": "picked", "max_files": 2},
}


@pytest.fixture(params=["socket", "http"])
def way(request: pytest.FixtureRequest) -> str:
    """Each act goes the same way through Socket Mode and over HTTP."""
    return str(request.param)


def connected(here: Rig, app: AsyncApp, way: str) -> Any:
    return socket_mode(here, app) if way == "socket" else over_http(here, app)


async def test_a_slash_command_is_answered_to_its_sender_alone(way: str) -> None:
    async with rig() as here:
        app, _ = recording_app(here)

        @app.command("/carepods")
        async def command(ack: Any, body: dict[str, Any]) -> None:
            await ack(f"You said {body['text']} in {body['channel_name']}")

        async with connected(here, app, way):
            outcome = await here.slack.slash(here.anna, here.ward, "/carepods", "help")
        assert outcome.acknowledged
        assert outcome.messages[0]["text"] == "You said help in ward"
        assert outcome.messages[0]["ephemeral"]
        assert here.slack.messages(here.ward, as_seen_by=here.ben) == []


async def test_slash_commands_do_not_work_in_threads_and_unknown_ones_nowhere() -> None:
    async with rig(commands=frozenset({"/carepods"})) as here:
        message = await here.slack.say(here.anna, here.ward, "Root")
        before = len(here.slack.deliveries)
        inside = await here.slack.slash(here.anna, here.ward, "/carepods", "help", message.ts)
        assert inside.problem == "/carepods is not supported in threads. Sorry!"
        unknown = await here.slack.slash(here.anna, here.ward, "/other")
        assert "not a valid command" in str(unknown.problem)
        assert len(here.slack.deliveries) == before


async def test_an_app_that_is_away_is_reported_to_the_person() -> None:
    async with rig() as here:
        outcome = await here.slack.slash(here.anna, here.ward, "/carepods", "help")
        assert not outcome.acknowledged
        assert "did not respond" in str(outcome.problem)


async def test_an_app_that_takes_over_three_seconds_is_reported_too() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:
        app, _ = recording_app(here)

        @app.command("/carepods")
        async def command(ack: Any) -> None:
            clock.advance(3)
            await ack("too late")

        async with over_http(here, app):
            outcome = await here.slack.slash(here.anna, here.ward, "/carepods", "help")
        assert not outcome.acknowledged
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []


async def test_a_press_carries_the_buttons_value_and_can_replace_its_message(way: str) -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        pressed: list[dict[str, Any]] = []

        @app.action("show")
        async def show(ack: Any, body: dict[str, Any], respond: Any) -> None:
            pressed.append(body)
            await respond(text="Shown", replace_original=True)
            await ack()

        async with connected(here, app, way):
            card = await here.client.chat_postMessage(
                channel=here.ward.id, text="A picture", blocks=CARD
            )
            (button,) = here.slack.messages(here.ward, as_seen_by=here.ben)[0]["buttons"]
            assert (button["text"], button["value"]) == ("Show", "handle-1")
            outcome = await here.slack.press(here.ben, here.ward, card["ts"], "Show")
        assert outcome.messages[0]["text"] == "Shown"
        (body,) = pressed
        assert body["actions"][0]["value"] == "handle-1"
        assert body["user"]["id"] == here.ben.id
        assert body["message"]["ts"] == card["ts"]
        assert body["container"]["is_ephemeral"] is False


async def test_buttons_of_ephemeral_messages_work_for_the_one_who_sees_them() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        pressed: list[dict[str, Any]] = []

        @app.action("show")
        async def show(ack: Any, body: dict[str, Any], respond: Any) -> None:
            pressed.append(body)
            await ack()
            await respond(delete_original=True)

        async with socket_mode(here, app):
            sent = await here.client.chat_postEphemeral(
                channel=here.ward.id, user=here.anna.id, text="Only you", blocks=CARD
            )
            with pytest.raises(LookupError):
                await here.slack.press(here.ben, here.ward, sent["message_ts"], "show")
            await here.slack.press(here.anna, here.ward, sent["message_ts"], "show")
            await here.slack.wait_for(
                lambda: not here.slack.messages(here.ward, as_seen_by=here.anna)
            )
        assert "message" not in pressed[0]
        assert pressed[0]["container"]["is_ephemeral"] is True


async def response_url_of(here: Rig, app: AsyncApp) -> str:
    """Type a command and return the response URL that the app got."""
    got: list[str] = []

    @app.command("/carepods")
    async def command(ack: Any, body: dict[str, Any]) -> None:
        got.append(body["response_url"])
        await ack()

    async with over_http(here, app):
        await here.slack.slash(here.anna, here.ward, "/carepods", "help")
    return got[0]


async def test_a_response_url_is_good_for_five_answers() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        hook = AsyncWebhookClient(await response_url_of(here, app))
        for number in range(4):
            assert (await hook.send(text=f"Answer {number}")).body == "ok"
        assert (await hook.send(text="For all", response_type="in_channel")).status_code == 200
        assert (await hook.send(text="One too many")).status_code == 404
        assert len(here.slack.messages(here.ward, as_seen_by=here.anna)) == 5
        (public,) = here.slack.messages(here.ward, as_seen_by=here.ben)
        assert public["text"] == "For all"


async def test_a_response_url_is_good_for_half_an_hour() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:
        app, _ = recording_app(here)
        hook = AsyncWebhookClient(await response_url_of(here, app))
        clock.advance(29 * 60)
        assert (await hook.send(text="In time")).status_code == 200
        clock.advance(2 * 60)
        assert (await hook.send(text="Too late")).status_code == 404


async def test_a_modal_is_opened_filled_in_refused_and_closed(way: str) -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        states: list[dict[str, Any]] = []

        @app.shortcut("ask")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            view = modal(text_input("mail"), text_input("note", optional=True))
            await here.client.views_open(trigger_id=shortcut["trigger_id"], view=view)
            await ack()

        @app.view("ask")
        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            states.append(view["state"]["values"])
            if "@" not in view["state"]["values"]["mail"]["typed"]["value"]:
                await ack(response_action="errors", errors={"mail": "Is that an address?"})
            else:
                await ack()

        async with connected(here, app, way):
            opened = await here.slack.global_shortcut(here.anna, "ask")
            assert opened.modal is not None and opened.modal["callback_id"] == "ask"
            empty = await here.slack.submit_view(here.anna)
            assert list(empty.errors) == ["mail"] and states == []
            wrong = await here.slack.submit_view(here.anna, {"mail": "nobody"})
            assert wrong.errors == {"mail": "Is that an address?"}
            right = await here.slack.submit_view(here.anna, {"mail": "a@example.org"})
        assert right.closed
        assert here.slack.modal(here.anna) is None
        assert states[-1]["note"]["typed"]["value"] is None


async def test_a_submitted_modal_can_be_updated_and_pushed_three_deep() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        answers: Iterator[dict[str, Any]] = iter(
            [
                {"response_action": "update", "view": modal(title=TEXT, private_metadata="2")},
                {"response_action": "push", "view": modal(private_metadata="3")},
                {"response_action": "push", "view": modal(private_metadata="4")},
                {"response_action": "push", "view": modal(private_metadata="5")},
                {"response_action": "clear"},
            ]
        )

        @app.shortcut("ask")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            await here.client.views_open(trigger_id=shortcut["trigger_id"], view=modal())
            await ack()

        @app.view("ask")
        async def submitted(ack: Any) -> None:
            await ack(**next(answers))

        async with socket_mode(here, app):
            await here.slack.global_shortcut(here.anna, "ask")
            for expected in ("2", "3", "4"):
                got = await here.slack.submit_view(here.anna)
                assert got.view is not None and got.view["private_metadata"] == expected
            too_deep = await here.slack.submit_view(here.anna)
            assert too_deep.problem
            assert (await here.slack.submit_view(here.anna)).closed


async def test_a_file_input_gives_the_file_to_the_app_alone() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        got: list[dict[str, Any]] = []

        @app.shortcut("share")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            await here.client.views_open(trigger_id=shortcut["trigger_id"], view=modal(FILE_INPUT))
            await ack()

        @app.view("ask")
        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            got.extend(view["state"]["values"]["files"]["picked"]["files"])
            await ack()

        async with socket_mode(here, app):
            message = await here.slack.say(here.anna, here.ward, "See here")
            await here.slack.shortcut(here.anna, here.ward, message.ts, "share")
            big = await here.slack.submit_view(
                here.anna, files={"picked": [("big.dcm", bytes(10 * 2**20 + 1))]}
            )
            assert big.errors == {"files": "This file is larger than 10 MB."}
            many = await here.slack.submit_view(here.anna, files={"files": [("a.png", PNG)] * 3})
            assert list(many.errors) == ["files"] and got == []
            done = await here.slack.submit_view(here.anna, files={"picked": [("a.png", PNG)]})
        assert done.closed
        info = await here.client.files_info(file=got[0]["id"])
        assert info["file"]["shares"] == {}
        seen = here.slack.messages(here.ward, as_seen_by=here.ben)
        assert [one["files"] for one in seen] == [[]]
        ben = here.client_for(here.slack.user_token(here.ben))
        with refused("file_not_found"):
            await ben.files_info(file=got[0]["id"])


async def test_a_trigger_is_good_once_and_for_three_seconds() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:
        app, _ = recording_app(here)
        codes: list[str] = []

        @app.shortcut("ask")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            await ack()
            trigger = shortcut["trigger_id"]
            await here.client.views_open(trigger_id=trigger, view=modal())
            for trigger_id in (trigger, "1.2.wrong"):
                with pytest.raises(SlackApiError) as caught:
                    await here.client.views_open(trigger_id=trigger_id, view=modal())
                codes.append(caught.value.response["error"])
            here.slack.core.feed.tell("heard")

        @app.shortcut("late")
        async def late(ack: Any, shortcut: dict[str, Any]) -> None:
            await ack()
            clock.advance(3.5)
            with pytest.raises(SlackApiError) as caught:
                await here.client.views_open(trigger_id=shortcut["trigger_id"], view=modal())
            codes.append(caught.value.response["error"])
            here.slack.core.feed.tell("heard")

        async with over_http(here, app):
            await here.slack.global_shortcut(here.anna, "ask")
            await here.slack.wait_for(lambda: len(codes) == 2)
            await here.slack.global_shortcut(here.anna, "late")
            await here.slack.wait_for(lambda: len(codes) == 3)
        assert codes == ["exchanged_trigger_id", "invalid_trigger_id", "expired_trigger_id"]


async def test_a_press_inside_a_modal_can_push_and_update() -> None:
    async with rig() as here:
        app, _ = recording_app(here)

        @app.shortcut("ask")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            view = modal(*CARD, external_id="first")
            await here.client.views_open(trigger_id=shortcut["trigger_id"], view=view)
            await ack()

        @app.action("show")
        async def show(ack: Any, body: dict[str, Any]) -> None:
            shown = body["view"]
            await here.client.views_update(
                view_id=shown["id"], hash=shown["hash"], view=modal(private_metadata="changed")
            )
            with refused("hash_conflict"):
                await here.client.views_update(
                    view_id=shown["id"], hash=shown["hash"], view=modal()
                )
            await here.client.views_push(
                trigger_id=body["trigger_id"], view=modal(private_metadata="pushed")
            )
            await ack()

        async with socket_mode(here, app):
            await here.slack.global_shortcut(here.anna, "ask")
            outcome = await here.slack.press_modal(here.anna, "Show")
            assert outcome.modal is not None
            assert outcome.modal["private_metadata"] == "pushed"
            await here.slack.close_view(here.anna)
            below = here.slack.modal(here.anna)
        assert below is not None and below["private_metadata"] == "changed"


async def test_closing_a_modal_is_told_when_asked_for() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        closed: list[dict[str, Any]] = []

        @app.shortcut("ask")
        async def shortcut(ack: Any, shortcut: dict[str, Any]) -> None:
            view = modal(notify_on_close=True)
            await here.client.views_open(trigger_id=shortcut["trigger_id"], view=view)
            await ack()

        @app.view_closed("ask")
        async def view_closed(ack: Any, body: dict[str, Any]) -> None:
            closed.append(body)
            await ack()

        async with socket_mode(here, app):
            await here.slack.global_shortcut(here.anna, "ask")
            await here.slack.close_view(here.anna)
        assert closed[0]["is_cleared"] is False
        assert here.slack.modal(here.anna) is None


async def test_the_home_tab_is_published_when_opened_and_guarded_by_its_hash() -> None:
    async with rig() as here:
        app, _ = recording_app(here)

        async def publish(event: dict[str, Any], **fields: Any) -> Any:
            blocks = [{"type": "section", "text": TEXT, "accessory": BUTTON}]
            view = {"type": "home", "blocks": blocks}
            return await here.client.views_publish(user_id=event["user"], view=view, **fields)

        @app.event("app_home_opened")
        async def opened(event: dict[str, Any]) -> None:
            await publish(event)

        @app.action("show")
        async def show(ack: Any, body: dict[str, Any]) -> None:
            assert body["view"]["type"] == "home"
            await here.client.views_open(trigger_id=body["trigger_id"], view=modal())
            await ack()

        # The recording listener comes first in Bolt's order: a fresh app hears the event itself.
        fresh = AsyncApp(client=here.client, signing_secret=here.slack.settings.signing_secret)
        fresh.event("app_home_opened")(opened)
        fresh.action("show")(show)
        async with socket_mode(here, fresh):
            home = await here.slack.open_home(here.anna)
            assert home is not None and home["words"] == "Words"
            outcome = await here.slack.press_home(here.anna, "Show")
            assert outcome.modal is not None
        with refused("hash_conflict"):
            await publish({"user": here.anna.id}, hash="old")
        await publish({"user": here.anna.id}, hash=home["hash"])


async def test_menus_carry_the_chosen_option() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        got: list[dict[str, Any]] = []

        @app.action("pod")
        async def pod(ack: Any, action: dict[str, Any]) -> None:
            got.append(action)
            await ack()

        options = [
            {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
            for name in ("Blue", "Green")
        ]
        menu = {"type": "static_select", "action_id": "pod", "options": options}
        async with socket_mode(here, app):
            card = await here.client.chat_postMessage(
                channel=here.ward.id,
                text="Which?",
                blocks=[{"type": "section", "text": TEXT, "accessory": menu}],
            )
            await here.slack.press(here.anna, here.ward, card["ts"], "pod", "Green")
        assert got[0]["selected_option"]["value"] == "green"
