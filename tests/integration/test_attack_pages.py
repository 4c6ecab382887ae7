"""Strangers at the pages: what is the operator's alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from starlette.routing import Route

from storage.floods import IN_FULL
from tests.integration.house import House, house
from tests.integration.web import browser

TOKEN = "prometheus-and-nobody-else-0123"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
        {"Host": "pods.example"},
        {"Host": "127.0.0.1.pods.example"},
        {"Host": "pods.example#@127.0.0.1"},
        {"Host": "[::1"},
    ],
)
async def test_figures_are_not_for_whoever_comes_through_a_proxy(
    home: House, headers: dict[str, str]
) -> None:
    """They stood open on the public port: how much goes on here, and when."""
    async with browser(home) as nobody:
        assert (await nobody.get("/metrics")).status == 200
        answer = await nobody.call("GET", "/metrics", headers=headers)
        assert answer.status in (400, 404)
        assert "carepods_" not in answer.text


async def test_with_a_token_the_figures_are_for_whoever_brings_it(home: House) -> None:
    home.parts.service.app.state.metrics_token = TOKEN
    async with browser(home) as someone:
        for given in ("", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer", "Bearer \xff", TOKEN):
            answer = await someone.get("/metrics", Authorization=given)
            assert answer.status == 404
        right = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}
        answer = await someone.call("GET", "/metrics", headers=right)
        assert answer.status == 200
        assert "carepods_work_total" in answer.text


async def test_whoever_tries_links_without_end_does_not_fill_the_audit(home: House) -> None:
    store = home.parts.service.store
    before = (await store.verify_audit()).entries
    async with browser(home) as nobody:
        for number in range(3 * IN_FULL):
            assert (await nobody.get(f"/join/{number:032}")).status == 404
    report = await store.verify_audit()
    assert report.whole
    assert IN_FULL <= report.entries - before <= 2 * IN_FULL  # a minute may have ended meanwhile


async def test_no_form_of_another_site_is_taken_on_any_route(home: House) -> None:
    """Every route that takes a POST refuses before it looks at anything."""
    app = home.parts.service.app
    hooks = {p for one in home.parts.service.world.platforms.values() for p in one.webhook_paths}
    paths = [
        route.path.replace(":str", "")
        for route in app.routes
        if isinstance(route, Route) and "POST" in (route.methods or ()) and route.path not in hooks
    ]
    assert len(paths) > 10
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browser(home) as nobody:
        for path in paths:
            address = "/".join("x" * 32 if part[:1] == "{" else part for part in path.split("/"))
            address += "?file=a&offset=0&size=1"
            for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"},
                            {"Sec-Fetch-Site": "same-site"}):  # fmt: skip
                answer = await nobody.call(
                    "POST", address, headers={**form, **foreign}, data=b"sure=yes"
                )
                assert answer.status == 403, (path, foreign)


async def test_links_are_made_of_the_settings_and_not_of_what_a_request_says(home: House) -> None:
    """A mailed link, a redirect or a page's own address that led to whoever sent the Host."""
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil"}
    async with browser(home) as nobody:
        for path in (
            "/",
            "/pods",
            "/join/x",
            "/v/x",
            "/upload/x",
            "/export/x",
            "/not-me/x",
            "/static",
            "/pods/",
            "/join/x/",
            "/upload/x/",
        ):
            answer = await nobody.call("GET", path, headers=evil)
            assert "evil" not in answer.text
            assert "evil" not in answer.headers.get("location", "")
