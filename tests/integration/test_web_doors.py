"""Every route: the headers it must carry, and junk of every kind, which gets a 4xx and no more."""

import json
import random
from collections.abc import AsyncIterator, Iterator
from itertools import product
from urllib.parse import quote

import httpx2 as httpx
import pytest
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.routing import Mount, Route

from bot.web.headers import HEADERS
from storage.errors import StorageUnavailable
from tests.integration.house import House, house
from tests.integration.web import browser, page_for, person_of, shared, signed_in

JUNK = [
    "", "0", "-1", "1", "x" * 30, "x" * 4000, "\x00", "\n", "..", "../../etc/passwd", "%2e%2e",
    "%00", "é", "\U0001f600", "\u202e", "'\"<script>", "' OR 1=1--", "${7*7}", "{{7*7}}", "NaN",
    "\udcff",
]  # fmt: skip
"""What people and programs put where an id belongs."""

BODIES: list[tuple[str, bytes]] = [
    ("", b""),
    ("application/x-www-form-urlencoded", b""),
    ("application/x-www-form-urlencoded", b"a=b&" * 3000),
    ("application/x-www-form-urlencoded", b"phone=%00%ff&code=%F0%9F&session=%ff&sure=yes&page="),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % i for i in range(50))),
    ("application/x-www-form-urlencoded; charset=utf-7", b"phone=\xff\xfe"),
    ("application/json", b'{"files": [{"id": "\\ud800", "name": "", "folder": 1}], "note": ""}'),
    ("application/json", b"[" * 10_000),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="files"; '
     b'filename="a"\r\n\r\nabc'),
    ("multipart/form-data; boundary=" + "y" * 500, b"junk"),
    ("multipart/form-data; boundary=\"", b"\r\n" * 100),
    ("text/plain", b"\x00" * 100),
    ("\xff", b"\xff" * 100),
]  # fmt: skip

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X")

HEADER_SETS: list[dict[str, str]] = [
    {},
    {"accept-language": "x" * 2000},
    {"accept-language": "\xff,;q=,,,*;q=9"},
    {"cookie": "carepods=" + "y" * 3000},
    {"cookie": "carepods=\xff\xfe; ; =;;carepods"},
    {"range": "bytes=9999999999-1"},
    {"range": "bytes=-"},
    {"origin": "null"},
    {"host": "evil.example:99999"},
    {"content-length": "5"},
]


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def patterns(home: House) -> Iterator[str]:
    for route in home.parts.service.app.routes:
        if isinstance(route, Route):
            yield route.path
        elif isinstance(route, Mount):
            yield f"{route.path}/{{path}}"


def filled(pattern: str, values: list[str]) -> str:
    """An address of a route, with these in the place of its variables."""
    left = iter(values * 3)
    parts = [
        quote(next(left), safe="", errors="surrogateescape") if part.startswith("{") else part
        for part in pattern.split("/")
    ]
    return "/".join(parts)


@pytest.fixture
async def direct(home: House) -> AsyncIterator[httpx.AsyncClient]:
    """The application itself, without a server before it that would refuse half of the junk."""
    transport = httpx.ASGITransport(home.parts.service.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def test_junk_of_every_kind_is_refused_and_breaks_nothing(
    home: House, direct: httpx.AsyncClient
) -> None:
    chance = random.Random(20261124)
    asked = 0
    for pattern in patterns(home):
        cases = [(m, j, b, h) for m, j, b, h in product(METHODS, JUNK, BODIES, HEADER_SETS)]
        for method, junk, (kind, body), headers in chance.sample(cases, 60):
            more = {"content-type": kind.encode("latin-1")} if kind else {}
            sent = {k: v.encode("latin-1") for k, v in headers.items()}
            path = filled(pattern, [junk, chance.choice(JUNK), chance.choice(JUNK)])
            query = quote(chance.choice(JUNK), safe="", errors="surrogateescape")
            address = f"{path}?page={query}&file={query}&offset={query}&language={query}"
            answer = await direct.request(method, address, content=body, headers={**sent, **more})
            asked += 1
            assert answer.status_code < 500, (method, address, kind, headers)
            for name in HEADERS:
                assert answer.headers.get(name), (method, path, name)
            assert "traceback" not in answer.text.lower()
    assert asked > 1000
    assert (await direct.get("/health")).status_code == 200


async def test_junk_of_a_member_is_refused_as_well(home: House) -> None:
    await shared(home)
    async with signed_in(home, home.anna) as anna:
        for junk in JUNK:
            safe = quote(junk, safe="", errors="surrogateescape")
            for path in (
                f"/pods/{safe}",
                f"/pods/{home.pod}/{safe}",
                f"/pods/{home.pod}/1/{safe}",
                f"/pods/{home.pod}/1/window?window={safe}",
                f"/pods/{home.pod}/1/window?centre={safe}&width={safe}",
                f"/pods/{home.pod}/1/download?size={safe}",
            ):
                answer = await anna.get(path)
                assert answer.status < 500, path
            for path in (
                f"/pods/{home.pod}?page={safe}",
                f"/pods/{home.pod}/1?size={safe}&play={safe}&centre={safe}&width={safe}",
                f"/pods?all={safe}&language={safe}",
            ):
                answer = await anna.get(path)
                assert answer.status == 200, path
                assert "<script>" not in answer.text.replace('<script src="/static', "")


async def test_junk_for_an_upload_page_that_works(home: House) -> None:
    person = await person_of(home, home.anna)
    async with browser(home) as device:
        for kind, body in BODIES:
            page = await page_for(home, person)
            headers = {"content-type": kind} if kind.isascii() and kind else {}
            for path in (page, f"{page}/parts?file=a&offset=0&size=99999", f"{page}/done"):
                answer = await device.call("POST", path, data=body, headers=headers)
                assert answer.status < 500, (kind, body[:20], path)


async def test_every_page_carries_the_headers(home: House) -> None:
    await shared(home)
    async with signed_in(home, home.anna) as anna:
        here = f"/pods/{home.pod}"
        for path in (
            "/", "/health", "/ready", "/metrics", "/static/pages.css",
            "/static/viewer.js", "/nothing",
            "/static/nothing", "/join/x", "/code", "/upload/x", "/upload/x/parts?file=a", "/v/x",
            "/not-me/x", "/pods?all=yes", here, f"{here}/1", f"{here}/1/seen", f"{here}/1/preview",
            f"{here}/1/download", f"{here}/1/window?window=bone", f"{here}/2",
        ):  # fmt: skip
            answer = await anna.get(path)
            for name, value in HEADERS.items():
                if name == "content-security-policy" and answer.headers["content-type"].startswith(
                    "image"
                ):
                    assert "default-src 'none'" in answer.headers[name]
                    continue
                assert answer.headers.get(name) == value, (path, name)
            if answer.headers["content-type"].startswith("text/html"):
                assert "http://" not in answer.text.replace('href="/', "")
                assert "https://" not in answer.text
                assert "style=" not in answer.text
                assert "onclick" not in answer.text


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = dict(
        part.strip().partition(" ")[::2] for part in HEADERS["content-security-policy"].split(";")
    )
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert all("http" not in value and "unsafe" not in value for value in policy.values())


async def test_a_fault_of_ours_is_said_kindly_and_carries_the_headers(
    home: House, direct: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("Ann Ash, 4711")

    monkeypatch.setattr(type(home.parts.service.store), "begin", broken)
    answer = await direct.get("/pods")
    monkeypatch.undo()
    assert answer.status_code == 500
    assert "Nothing is lost" in answer.text
    assert "Ann Ash" not in answer.text
    assert {n: answer.headers.get(n) for n in HEADERS} == HEADERS


async def test_metrics_and_ready_tell_of_nobody(home: House) -> None:
    await shared(home)
    async with browser(home) as nobody:
        metrics = await nobody.get("/metrics")
        assert metrics.headers["content-type"] == CONTENT_TYPE_LATEST
        told = metrics.text
        assert 'carepods_work_total{kind="deliver",outcome="done"}' in told
        assert 'carepods_acts_total{action="post",outcome="done"}' in told
        assert 'carepods_transcoding_seconds_count{status="ok"}' in told
        assert 'carepods_platform_contact_timestamp_seconds{platform="slack"}' in told
        ready = await nobody.get("/ready")
        assert ready.status == 200
        said = json.loads(ready.body)
        assert said["store"] is True
        assert all(isinstance(s, int) for s in said["seconds_since_contact"].values())
        for secret in (
            home.pod,
            "Mia",
            "Anna",
            "anna@",
            "4917139",
            str(home.anna.id),
            home.dora.id,
        ):
            assert secret not in told + ready.text


async def test_a_store_that_is_away_is_said_kindly(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = home.parts.service.store

    def away(*_: object, **__: object) -> object:
        raise StorageUnavailable("away")

    async with signed_in(home, home.anna) as anna:
        monkeypatch.setattr(type(store), "begin", away)
        answer = await anna.get(f"/pods/{home.pod}")
        monkeypatch.undo()
    assert answer.status == 503
    assert "try again" in answer.text
