"""The viewer: my pods, the pictures of one, one picture, who saw it. No script needed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.headers import TEXTS, page, sentence, wanted_language
from bot.web.requests import language_of, world_of
from bot.web.sessions import IDLE_SECONDS, secret_of
from core.disclosure import Group, Row
from core.errors import Refused
from core.imaging import Purpose
from core.usecases import looking, marks, sessions, windowing
from core.usecases.looking import Sight, Step
from core.usecases.sessions import Viewer
from core.usecases.windowing import Window, Windows

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]

DAY = re.compile(r"[0-9]{8}")
TAG = re.compile(r"[0-9A-F]{8}")
STATUS = {
    "denied-image-held": 403,
    "denied-lacks-privilege": 403,
    "denied-no-consent": 403,
    "viewer-slow-down": 429,
    "viewer-window-not-now": 503,
    "viewer-window-numbers": 422,
}


def refused(request: Request, refusal: Refused) -> Response:
    """What is not theirs is not there; what they may not do yet is said."""
    status = STATUS.get(refusal.words, 404)
    return sentence(refusal.words, language_of(request), status=status, **refusal.arguments)


def guarded(handler: Handler) -> Handler:
    """A refusal becomes a page. It is on record already, see `looking.visit`."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refusal:
            return refused(request, refusal)

    return handle


async def _visit(request: Request, step: Step[T]) -> tuple[Viewer, T]:
    return await looking.visit(world_of(request), secret_of(request), language_of(request), step)


def _page(request: Request, template: str, viewer: Viewer, **values: Any) -> Response:
    """A page of somebody who is signed in, in their language."""
    return page(
        template,
        wanted_language(viewer.person.language, language_of(request)),
        signed_in=viewer.person.name,
        token=sessions.form_token(secret_of(request)),
        idle_seconds=IDLE_SECONDS,
        **values,
    )


def number_of(request: Request, name: str) -> int:
    """A number of the address; 0, which is no picture's, for anything else."""
    written = str(request.path_params.get(name) or request.query_params.get(name, ""))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


@guarded
async def pods(request: Request) -> Response:
    viewer, places = await _visit(request, looking.places)
    if len(places) == 1 and request.query_params.get("all") is None:
        return RedirectResponse(f"/pods/{places[0].pod}", status_code=303)
    return _page(request, "pods.html", viewer, places=places)


@guarded
async def pod(request: Request) -> Response:
    wanted = request.path_params["pod"]
    viewer, shelf = await _visit(
        request, lambda v: looking.shelf(v, wanted, number_of(request, "page"))
    )
    return _page(request, "pod.html", viewer, shelf=shelf)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame of the page holds. `moving`: a film that plays; else a still picture."""

    src: str
    width: int
    height: int
    full: bool
    moving: bool
    media_type: str


@guarded
async def image(request: Request) -> Response:
    wanted, number = request.path_params["pod"], number_of(request, "number")
    viewer, sight = await _visit(request, lambda v: looking.sight(v, wanted, number))
    choices = windowing.windows(sight.image, identified=sight.identified)
    window, trouble = _window(request) if choices else (None, None)
    shown = _shown(request, sight, window)
    return _page(
        request,
        "image.html",
        viewer,
        sight=sight,
        here=f"/pods/{sight.pod}/{sight.image.number}",
        shown=shown,
        marks=marks.marks(sight.image, shown.width) if shown and not shown.moving else None,
        film=sight.sizes.get(Purpose.CINE),
        has_full=sight.full_later or Purpose.FULL in sight.sizes,
        groups=_grouped(sight.rows),
        label=_label(viewer, language_of(request)),
        plain_value=_plain_value,
        choices=choices,
        steps=_steps(choices),
        address=address,
        window=window,
        typed=request.query_params,
        trouble=trouble.words if trouble else "",
    )


def _window(request: Request) -> tuple[Window | None, Refused | None]:
    """The window that the address names, or what is wrong with it."""
    asked = request.query_params
    if not any(asked.get(name) for name in ("window", "centre", "width")):
        return None, None
    try:
        parsed = windowing.parse(*(asked.get(n, "") for n in ("window", "centre", "width")))
    except Refused as refusal:
        return None, refusal
    return parsed, None


def address(window: Window) -> str:
    """A window as the query of an address."""
    if window.preset:
        return f"window={window.preset}"
    return f"centre={window.centre:g}&width={window.width:g}"


def _shown(request: Request, sight: Sight, window: Window | None) -> Shown | None:
    """Preview at once; full, a film in motion or another window on demand."""
    here = f"/pods/{sight.pod}/{sight.image.number}"
    full = request.query_params.get("size") == "full"
    film = sight.sizes.get(Purpose.CINE)
    if film is not None and request.query_params.get("play") == "yes":
        return Shown(f"{here}/cine", film.width, film.height, False, True, film.media_type)
    preview = sight.sizes.get(Purpose.PREVIEW)
    if preview is None:
        return None
    width, height = preview.width, preview.height
    if full:
        width, height = sight.image.width, sight.image.height
    src = f"{here}/full" if full else f"{here}/preview"
    if window is not None:
        src = f"{here}/window?{address(window)}{'&size=full' if full else ''}"
    return Shown(src, width, height, full, False, preview.media_type)


def _grouped(rows: tuple[Row, ...]) -> list[tuple[Group, list[Row]]]:
    return [(group, list(some)) for group, some in groupby(rows, key=lambda row: row.group)]


def _label(viewer: Viewer, language: str) -> Callable[[Row], str]:
    """What a row is called; what we have no word for, by the name that the file gives it."""

    def label(row: Row) -> str:
        if row.group in (Group.REST, Group.PLACE):
            return f"({row.key[:4]},{row.key[4:]})" if TAG.fullmatch(row.key) else row.key
        return TEXTS.say(f"row-{row.key}", wanted_language(viewer.person.language, language))

    return label


def _plain_value(row: Row) -> str:
    """Days and names as people write them."""
    if row.key in ("study-date", "birth-date") and DAY.fullmatch(row.value):
        return f"{row.value[:4]}-{row.value[4:6]}-{row.value[6:]}"
    if row.group in (Group.PATIENT, Group.ORIGIN):
        return " ".join(row.value.replace("^", " ").split())
    return row.value


def _steps(choices: Windows | None) -> list[tuple[str, Window]]:
    """From what is shown now: a bit brighter or darker, a bit more or less contrast."""
    if choices is None or choices.now is None:
        return []
    centre, width = choices.now.centre, choices.now.width
    return [
        ("viewer-brighter", Window(centre - width / 5, width)),
        ("viewer-darker", Window(centre + width / 5, width)),
        ("viewer-more-contrast", Window(centre, max(1, width * 0.6))),
        ("viewer-less-contrast", Window(centre, max(1, width * 1.6))),
    ]


@guarded
async def seen(request: Request) -> Response:
    wanted, number = request.path_params["pod"], number_of(request, "number")
    viewer, looks = await _visit(request, lambda v: looking.looks(v, wanted, number))
    return _page(request, "seen.html", viewer, looks=looks)


ROUTES = [
    Route("/pods", pods),
    Route("/pods/{pod:str}", pod),
    Route("/pods/{pod:str}/{number:str}", image),
    Route("/pods/{pod:str}/{number:str}/seen", seen),
]
