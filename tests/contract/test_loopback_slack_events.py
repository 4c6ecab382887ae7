"""Events over HTTP: handshake, signature, three seconds, retries; and which events there are."""

import json
import time
from typing import Any

from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapters.playground.serving import serving
from adapters.playground.slack import ManualClock, SlackLoopback, Timings
from adapters.playground.slack.delivery import Delivery
from tests.contract.loopback_slack_kit import Rig, over_http, recording_app, rig, socket_mode

AT_ONCE = Timings(retry_delays=(0.0, 0.0, 0.0))


class Endpoint:
    """A request URL that answers as told and keeps what it got."""

    def __init__(self, slack: SlackLoopback, *statuses: int, **headers: str) -> None:
        self.slack = slack
        self.statuses = list(statuses)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.app = Starlette(routes=[Route("/events", self.endpoint, methods=["POST"])])

    async def endpoint(self, request: Request) -> Response:
        """Keep the request; answer with the next status, then with 200."""
        self.got.append((dict(request.headers), await request.body()))
        self.slack.core.feed.tell("heard")
        status = self.statuses.pop(0) if self.statuses else 200
        return PlainTextResponse("", status, self.headers)


async def test_a_request_url_is_verified_by_a_real_bolt_app() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        assert not await here.slack.verify_request_url()
        async with over_http(here, app):
            assert await here.slack.verify_request_url()


async def test_events_reach_a_bolt_app_over_http_rightly_signed() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with over_http(here, app):
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.wait_for(lambda: heard.of("message"))
            await here.slack.settled()
        assert heard.events[0]["text"] == "Hello"
        body = heard.bodies[0]
        assert body["event_id"].startswith("Ev")
        assert body["authorizations"][0]["user_id"] == here.slack.bot.id
        assert all(delivery.acknowledged for delivery in here.slack.deliveries)


async def test_the_signature_covers_the_raw_body() -> None:
    async with rig() as here:
        endpoint = Endpoint(here.slack)
        verifier = SignatureVerifier(here.slack.settings.signing_secret)
        async with serving(endpoint.app) as url:
            here.slack.settings.request_url = f"{url}/events"
            await here.slack.say(here.anna, here.ward, "Grüße")
            await here.slack.settled()
            await here.slack.post_raw(b"\xff\xfe", signature="v0=wrong")
        headers, body = endpoint.got[0]
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
        old = {**headers, "x-slack-request-timestamp": str(int(time.time()) - 301)}
        assert not verifier.is_valid_request(body, old)
        assert endpoint.got[1][0]["x-slack-signature"] == "v0=wrong"


async def test_an_event_is_retried_three_times_with_the_same_id() -> None:
    async with rig(timings=AT_ONCE) as here:
        endpoint = Endpoint(here.slack, 500, 500, 500, 500)
        async with serving(endpoint.app) as url:
            here.slack.settings.request_url = f"{url}/events"
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.settled()
        numbers = [headers.get("x-slack-retry-num") for headers, _ in endpoint.got]
        assert numbers == [None, "1", "2", "3"]
        assert {headers.get("x-slack-retry-reason") for headers, _ in endpoint.got[1:]} == {
            "http_error"
        }
        assert len({json.loads(body)["event_id"] for _, body in endpoint.got}) == 1
        verifier = SignatureVerifier(here.slack.settings.signing_secret)
        assert all(verifier.is_valid_request(body, headers) for headers, body in endpoint.got)
        assert here.slack.deliveries[0].gave_up


async def test_the_retries_come_at_once_after_a_minute_and_after_five() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:
        endpoint = Endpoint(here.slack, 500, 500, 500)
        async with serving(endpoint.app) as url:
            here.slack.settings.request_url = f"{url}/events"
            await here.slack.say(here.anna, here.ward, "Hello")
            (delivery,) = here.slack.deliveries
            for count, wait in ((2, 60.0), (3, 300.0), (4, 0.0)):
                await _attempts(here, delivery, count)
                assert len(endpoint.got) == count
                clock.advance(wait)
            await here.slack.settled()
        assert delivery.acknowledged


async def _attempts(here: Rig, delivery: Delivery, count: int) -> None:
    await here.slack.wait_for(lambda: len(delivery.answers) == count)


async def test_an_app_can_decline_retries() -> None:
    async with rig(timings=AT_ONCE) as here:
        endpoint = Endpoint(here.slack, 500, x_slack_no_retry="1")
        async with serving(endpoint.app) as url:
            here.slack.settings.request_url = f"{url}/events"
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.settled()
        assert len(endpoint.got) == 1


async def test_an_acknowledgement_after_three_seconds_is_none() -> None:
    clock = ManualClock()
    async with rig(clock=clock, timings=AT_ONCE) as here:
        app, heard = recording_app(here)

        async def slow(body: dict[str, Any], next_: Any) -> None:
            if len(here.slack.deliveries[0].answers) == 0:
                clock.advance(4)
            await next_()

        app.middleware(_renamed(slow))
        async with over_http(here, app):
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.wait_for(lambda: here.slack.deliveries[0].acknowledged)
            await here.slack.wait_for(lambda: heard.of("message"))
        assert here.slack.deliveries[0].answers[0].problem == "http_timeout"


def _renamed(handler: Any) -> Any:
    async def middleware(body: dict[str, Any], next: Any) -> None:  # noqa: A002  (Bolt's name)
        await handler(body, next)

    return middleware


async def test_an_acknowledged_event_can_come_again() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with over_http(here, app):
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.settled()
            here.slack.redeliver(here.slack.sent_events[0]["event_id"])
            await here.slack.settled()
            await here.slack.wait_for(lambda: len(heard.bodies) == 2)
        assert heard.bodies[0]["event_id"] == heard.bodies[1]["event_id"]


async def told(here: Rig, kind: str, subtype: str | None, heard: Any) -> dict[str, Any]:
    found = await here.slack.wait_for(lambda: heard.of(kind, subtype))
    return dict(found[0])


async def test_every_change_in_a_channel_is_told() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        slack, ward = here.slack, here.ward
        async with socket_mode(here, app):
            cleo = await slack.hire("Cleo", guest="multi")
            joined = await told(here, "team_join", None, heard)
            assert joined["user"]["is_restricted"] and not joined["user"]["is_ultra_restricted"]

            await slack.join(cleo, ward, here.anna)
            event = await told(here, "member_joined_channel", None, heard)
            assert (event["user"], event["inviter"]) == (cleo.id, here.anna.id)
            await told(here, "message", "channel_join", heard)

            message = await slack.say(cleo, ward, f"<@{slack.bot.id}> help")
            assert (await told(here, "app_mention", None, heard))["text"].endswith("help")
            await slack.edit(cleo, ward, message.ts, "never mind")
            changed = await told(here, "message", "message_changed", heard)
            assert changed["message"]["text"] == "never mind"
            assert changed["previous_message"]["text"].endswith("help")
            await slack.delete(cleo, ward, message.ts)
            deleted = await told(here, "message", "message_deleted", heard)
            assert deleted["deleted_ts"] == message.ts

            partner = await slack.make_external(ward, "Partner clinic")
            shared = await told(here, "channel_shared", None, heard)
            assert shared["connected_team_id"] == partner.id
            await slack.end_sharing(ward, partner)
            assert not (await told(here, "channel_unshared", None, heard))["is_ext_shared"]

            await slack.leave(cleo, ward)
            assert (await told(here, "member_left_channel", None, heard))["user"] == cleo.id
            await slack.rename(ward, "ward-7")
            renamed = await told(here, "channel_rename", None, heard)
            assert renamed["channel"]["name"] == "ward-7"
            await slack.change_user(cleo, deleted=True)
            assert (await told(here, "user_change", None, heard))["user"]["deleted"]
            await slack.convert(ward, here.anna, private=True)
            await told(here, "message", "channel_convert_to_private", heard)
            await slack.archive(ward, here.anna)
            await told(here, "group_archive", None, heard)
            await slack.unarchive(ward, here.anna)
            await told(here, "group_unarchive", None, heard)
            await slack.leave(slack.bot, ward)
            await told(here, "group_left", None, heard)


async def test_a_bot_hears_its_own_messages_and_none_where_it_is_not() -> None:
    async with rig() as here:
        elsewhere = here.slack.add_channel("elsewhere", [here.anna], with_bot=False)
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.say(here.anna, elsewhere, "Unheard")
            posted = await here.client.chat_postMessage(channel=here.ward.id, text="Mine")
            event = await told(here, "message", None, heard)
        assert (event["ts"], event["user"]) == (posted["ts"], here.slack.bot.id)
        assert event["bot_id"]


async def test_events_need_a_subscription_and_a_scope() -> None:
    async with rig(events=frozenset({"message.channels"}), scopes=frozenset()) as here:
        await here.slack.say(here.anna, here.ward, "Hello")
        assert here.slack.sent_events == []
    async with rig(events=frozenset(), scopes=frozenset({"channels:history"})) as here:
        await here.slack.say(here.anna, here.ward, "Hello")
        assert here.slack.sent_events == []
