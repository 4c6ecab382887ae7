"""Somebody with a browser who opens the mailed link: fetches pages, fills in forms. No script."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import aiohttp

Show = Callable[[str, str], Awaitable[None]]


@dataclass(slots=True)
class Form:
    """Where it goes, what it holds already, and what is to be typed."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class WebPage:
    """What a reader gets of one page."""

    url: str
    status: int
    html: str = field(repr=False)
    text: str = ""
    trouble: str = ""
    phrase: str = ""
    heading: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def form(self, field_name: str) -> Form:
        """The first form with that field. Raises LookupError."""
        for form in self.forms:
            if field_name in form.values:
                return form
        raise LookupError(f"no field {field_name!r} on {self.heading!r}")

    @property
    def sentence(self) -> str:
        """What a page of one sentence says, without the name above it."""
        return self.text.splitlines()[-1] if self.text else ""

    @property
    def start_payload(self) -> str:
        """What the link into Telegram carries; "" without one."""
        for link in self.links:
            if urlsplit(link).hostname == "t.me":
                return parse_qs(urlsplit(link).query).get("start", [""])[0]
        return ""


class _Reader(HTMLParser):
    """Words, forms and links of a page."""

    def __init__(self, page: WebPage) -> None:
        super().__init__()
        self._page = page
        self._into: str = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._page.forms.append(Form(urljoin(self._page.url, given.get("action", ""))))
        elif tag == "input" and self._page.forms and "name" in given:
            self._page.forms[-1].values[given["name"]] = given.get("value", "")
        elif tag == "a" and "href" in given:
            self._page.links.append(given["href"])
        if tag in ("style", "script", "title"):
            self._into = "nothing"
        elif "trouble" in given.get("class", "").split():
            self._into = "trouble"
        elif tag == "code":
            self._into = "phrase"
        elif tag == "h1":
            self._into = "heading"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title", "p", "code", "h1"):
            self._into = ""

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or self._into == "nothing":
            return
        if self._into:
            setattr(self._page, self._into, words)
        self._words.append(words)

    def close(self) -> None:
        super().close()
        self._page.text = "\n".join(self._words)


class Visitor:
    """One browser. `show` is told every page, as (address, HTML)."""

    def __init__(self, session: aiohttp.ClientSession, show: Show | None = None) -> None:
        self._session = session
        self._show = show

    async def open(self, url: str) -> WebPage:
        async with self._session.get(url) as answer:
            return await self._read(answer)

    async def submit(self, form: Form, **typed: str) -> WebPage:
        async with self._session.post(form.action, data={**form.values, **typed}) as answer:
            return await self._read(answer)

    async def _read(self, answer: aiohttp.ClientResponse) -> WebPage:
        page = WebPage(str(answer.url), answer.status, await answer.text())
        reader = _Reader(page)
        reader.feed(page.html)
        reader.close()
        if self._show is not None:
            await self._show(page.url, page.html)
        return page


@contextlib.asynccontextmanager
async def visitor(show: Show | None = None) -> AsyncIterator[Visitor]:
    """A browser for as long as the block lasts."""
    async with aiohttp.ClientSession() as session:
        yield Visitor(session, show)
