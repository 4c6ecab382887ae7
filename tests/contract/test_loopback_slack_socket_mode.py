"""Socket Mode on the loopback Slack, with the real aiohttp client and with a bare web socket."""

import contextlib
from typing import Any

import aiohttp

from adapters.playground.slack import ManualClock, Timings
from tests.contract.loopback_slack_kit import Rig, recording_app, refused, rig, socket_mode


async def bare_socket(here: Rig, web: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """Open a web socket as the protocol says, without the SDK, and read its hello."""
    client = here.client_for(here.slack.settings.app_token)
    opened = await client.apps_connections_open(app_token=here.slack.settings.app_token)
    socket = await web.ws_connect(opened["url"])
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def test_an_event_arrives_in_an_envelope_and_is_acknowledged() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.say(here.anna, here.ward, "Hello")
            await here.slack.wait_for(lambda: heard.of("message"))
            await here.slack.settled()
        assert here.slack.deliveries[0].acknowledged
        assert len(here.slack.deliveries[0].answers) == 1


async def test_an_event_without_acknowledgement_goes_to_another_connection() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here, aiohttp.ClientSession() as web:
        sockets = [await bare_socket(here, web) for _ in range(2)]
        assert here.slack.open_sockets == 2
        await here.slack.say(here.anna, here.ward, "Hello")
        (delivery,) = here.slack.deliveries
        got: list[dict[str, Any]] = []
        for socket in sockets[::-1]:
            got.append(await socket.receive_json())
            clock.advance(3)
            await here.slack.wait_for(lambda: len(delivery.answers) == len(got))
            if len(got) == 2:
                break
        assert got[0]["envelope_id"] != got[1]["envelope_id"]
        assert got[0]["payload"]["event_id"] == got[1]["payload"]["event_id"]
        assert sorted(one["retry_attempt"] for one in got) == [0, 1]
        for socket in sockets:
            await socket.close()


async def test_an_event_in_flight_survives_a_connection_that_dies() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        first = await bare_socket(here, web)
        await here.slack.say(here.anna, here.ward, "Hello")
        lost = await first.receive_json()
        await first.close()
        second = await bare_socket(here, web)
        again = await second.receive_json()
        assert again["payload"]["event_id"] == lost["payload"]["event_id"]
        await second.send_json({"envelope_id": again["envelope_id"]})
        await here.slack.wait_for(lambda: here.slack.deliveries[0].acknowledged)
        await second.close()


async def test_an_event_waits_for_a_connection() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        await here.slack.say(here.anna, here.ward, "Is anybody there?")
        async with socket_mode(here, app):
            await here.slack.wait_for(lambda: heard.of("message"))


async def test_the_client_renews_its_connection_when_asked() -> None:
    async with rig(timings=Timings(socket_close=0.0)) as here:
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.disconnect_sockets("refresh_requested")
            assert here.slack.open_sockets == 0
            await here.slack.wait_for(lambda: here.slack.open_sockets == 1, 30)
            await here.slack.say(here.anna, here.ward, "Still there?")
            await here.slack.wait_for(lambda: heard.of("message"), 30)


async def test_the_client_comes_back_after_a_cut() -> None:
    async with rig() as here:
        app, _ = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.cut_sockets()
            await here.slack.wait_for(lambda: here.slack.open_sockets == 0)
            await here.slack.wait_for(lambda: here.slack.open_sockets == 1, 30)


async def test_an_app_token_and_a_fresh_ticket_are_needed() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        with refused("invalid_auth"):
            await here.client.apps_connections_open(app_token="xapp-wrong")
        opened = await here.client.apps_connections_open(app_token=here.slack.settings.app_token)
        async with web.ws_connect(opened["url"]):
            with contextlib.suppress(aiohttp.WSServerHandshakeError):
                async with web.ws_connect(opened["url"]) as second:
                    assert (await second.receive()).type == aiohttp.WSMsgType.CLOSE
                    raise AssertionError("a ticket was good for two web sockets")
            assert here.slack.open_sockets == 1


async def test_there_are_ten_connections_at_most() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        sockets = [await bare_socket(here, web) for _ in range(10)]
        opened = await here.client.apps_connections_open(app_token=here.slack.settings.app_token)
        async with web.ws_connect(opened["url"]) as extra:
            refusal = await extra.receive_json()
        assert (refusal["type"], refusal["reason"]) == ("disconnect", "too_many_websockets")
        for socket in sockets:
            await socket.close()
