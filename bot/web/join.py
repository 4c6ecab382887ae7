"""The newcomer's pages: who asks and for what, the phone, the code, the chat. No script needed.

GET and HEAD change nothing: mail scanners open links and press buttons. What counts is a POST that
carries what a person typed.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import small_form
from bot.web.headers import page, sentence
from bot.web.requests import (
    audit_refusal,
    browsers_language,
    in_their_language,
    language_of,
    refused,
    world_of,
)
from core.errors import Refused
from core.usecases import joining, verify
from core.usecases.desk import Words
from core.usecases.tell import worded


def _language(request: Request, landing: verify.Landing | None = None) -> str:
    return language_of(request, landing.language if landing else "")


async def landing(request: Request) -> Response:
    """GET: who asks and for what, and a field for the phone."""
    link = request.path_params["link"]
    try:
        shown = await verify.landing(world_of(request), link)
    except Refused as refusal:
        return await refused(request, refusal)
    return _phone_page(request, shown, link)


def _phone_page(
    request: Request, shown: verify.Landing, link: str, *, typed: str = "", trouble: str = ""
) -> Response:
    language = _language(request, shown)
    return page(
        "join_phone.html",
        language,
        status=422 if trouble else 200,
        shown=shown,
        link=link,
        typed=typed,
        trouble=trouble,
        **_worded(request, shown, language),
    )


def _worded(request: Request, shown: verify.Landing, language: str) -> dict[str, object]:
    world = world_of(request)
    return {
        "role": worded(world, shown.role.to_json(), language),
        "privileges": [worded(world, p.to_json(), language) for p in _plainest_first(shown)],
        "problem": worded(world, shown.trouble.to_json(), language) if shown.trouble else "",
    }


def _plainest_first(shown: verify.Landing) -> list[Words]:
    """What somebody may do: looking comes first, then what people do most."""
    first = ("privilege-view", "privilege-upload", "privilege-share", "privilege-invite")
    order = {key: place for place, key in enumerate(first)}
    return sorted(shown.privileges, key=lambda one: order.get(one.key, len(first)))


async def name_phone(request: Request) -> Response:
    """POST: the phone that a person typed."""
    link = request.path_params["link"]
    form = await small_form(request)
    world = world_of(request)
    try:
        shown = await verify.name_phone(
            world, link, form.get("phone", ""), language=browsers_language(request)
        )
    except Refused as refusal:
        await audit_refusal(request, refusal)
        language = _language(request)
        if refusal.words == "link-over":
            return sentence(refusal.words, language, status=404)
        again = await verify.landing(world, link)
        trouble = world.texts.say(refusal.words, language, refusal.arguments)
        return _phone_page(request, again, link, typed=form.get("phone", ""), trouble=trouble)
    return _code_page(request, shown)


def _code_page(
    request: Request,
    shown: verify.Landing,
    *,
    trouble: str = "",
    again: bool = False,
    typed: str = "",
) -> Response:
    """`again`: the trouble is with another code or number; `typed`: the number, kept."""
    language = _language(request, shown)
    given = _worded(request, shown, language)
    return page(
        "join_code.html",
        language,
        status=422 if trouble or shown.trouble else 200,
        shown=shown,
        trouble=trouble or given["problem"],
        again=again,
        typed=typed,
    )


async def enter_code(request: Request) -> Response:
    """POST: the code from the text message."""
    form = await small_form(request)
    return await _step(request, verify.enter_code, form.get("page", ""), form.get("code", ""))


async def code_again(request: Request) -> Response:
    """POST: another code, or another number."""
    form = await small_form(request)
    return await _step(request, verify.send_code_again, form.get("page", ""), form.get("phone", ""))


async def _step(request: Request, step: verify.PageStep, secret: str, typed: str) -> Response:
    world = world_of(request)
    try:
        shown = await step(world, secret, typed)
    except Refused as refusal:
        await audit_refusal(request, refusal)
        language = _language(request)
        if refusal.words in ("page-over", "invitation-over", "invitation-locked"):
            return sentence(refusal.words, language, status=404)
        trouble = world.texts.say(refusal.words, language, refusal.arguments)
        try:
            shown = await verify.code_page(world, secret)
        except Refused as gone:
            return sentence(gone.words, language, status=404)
        again = step is verify.send_code_again
        return _code_page(
            request, shown, trouble=trouble, again=again, typed=typed if again else ""
        )
    if shown.step is verify.Step.ENTER_CODE:
        return _code_page(request, shown, again=not (shown.code_out or shown.app))
    return _chat_page(request, shown)


def _chat_page(request: Request, shown: verify.Landing) -> Response:
    """The last page: into the chat, by a link or by a phrase."""
    world = world_of(request)
    links = [
        (name, link)
        for name, platform in sorted(world.platforms.items())
        if shown.phrase and (link := platform.bind_link(shown.phrase)) is not None
    ]
    others = [n for n in sorted(world.platforms) if n not in {name for name, _ in links}]
    return page(
        "join_chat.html", _language(request, shown), shown=shown, links=links, others=others
    )


async def to_chat(request: Request) -> Response:
    """POST: go on in the chat before the code is entered; it can be typed there."""
    form = await small_form(request)
    secret = form.get("page", "")
    world = world_of(request)
    try:
        phrase = await verify.chat_link(world, secret)
        shown = await verify.code_page(world, secret)
    except Refused as refusal:
        return await refused(request, refusal)
    return _chat_page(request, verify.with_phrase(shown, phrase))


async def not_me(request: Request) -> Response:
    """GET asks once more; POST undoes."""
    handle = request.path_params["handle"]
    language = _language(request)
    if request.method != "POST":
        return page("not_me.html", language, handle=handle, what="page-not-me-text")
    form = await small_form(request)
    if form.get("sure") != "yes":
        return page("not_me.html", language, handle=handle, what="page-not-me-text")
    try:
        await joining.not_me(world_of(request), handle)
    except Refused as refusal:
        return await refused(request, refusal)
    return sentence("page-not-me-done", language, status=200)


ROUTES = [
    Route("/join/{link:str}", landing, methods=["GET", "HEAD"]),
    Route("/join/{link:str}", name_phone, methods=["POST"]),
    Route("/code", enter_code, methods=["POST"]),
    Route("/code/again", code_again, methods=["POST"]),
    Route("/code/chat", to_chat, methods=["POST"]),
    Route("/not-me/{handle:str}", in_their_language(not_me), methods=["GET", "HEAD", "POST"]),
]
