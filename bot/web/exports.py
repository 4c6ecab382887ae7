"""One-time pages that hand out an export, and the certificate of an erasure.

GET and HEAD change nothing: a mail scanner may open the link as often as it likes. A press of the
button takes the files away.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.export.page import Part, say
from bot.export.page import page as readable_page
from bot.web.forms import small_form
from bot.web.headers import HEADERS, page
from bot.web.requests import in_their_language, language_of, refused, world_of
from core.errors import NotFound, Refused
from core.usecases import days, erase, export
from core.usecases.desk import World


async def landing(request: Request) -> Response:
    """GET: what it is, and a button."""
    secret = request.path_params["secret"]
    try:
        await export.check(world_of(request), secret)
    except Refused as refusal:
        return await refused(request, refusal)
    return page("export.html", language_of(request), action=f"/export/{secret}", what="export")


async def download(request: Request) -> Response:
    """POST: the files, once."""
    await small_form(request)
    world = world_of(request)
    try:
        parcel = await export.take(world, request.path_params["secret"])
        first, rest = await _opened(world, parcel)
    except Refused as refusal:
        return await refused(request, refusal)
    return StreamingResponse(
        _all(first, rest),
        media_type="application/zip",
        headers={**HEADERS, "content-disposition": 'attachment; filename="carepods-export.zip"'},
    )


async def _opened(world: World, parcel: export.Parcel) -> tuple[bytes, AsyncIterator[bytes]]:
    """The first piece, and the others. Raises Refused when the files are gone."""
    chunks = world.blobs.get(parcel.pod, parcel.blob)
    try:
        return await anext(chunks, b""), chunks
    except NotFound as error:
        raise Refused("export-over", "deleted meanwhile") from error


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


async def certificate_landing(request: Request) -> Response:
    """GET: what it is, and a button."""
    secret = request.path_params["secret"]
    try:
        await erase.certificate(world_of(request), secret)
    except Refused as refusal:
        return await refused(request, refusal)
    return page(
        "export.html", language_of(request), action=f"/certificate/{secret}", what="certificate"
    )


async def certificate(request: Request) -> Response:
    """POST: the certificate as a page to keep."""
    await small_form(request)
    world = world_of(request)
    try:
        facts = await erase.certificate(world, request.path_params["secret"])
    except Refused as refusal:
        return await refused(request, refusal)
    await erase.record_certificate(world, facts)
    return Response(
        certificate_page(facts, language_of(request)),
        media_type="text/html; charset=utf-8",
        headers={
            **HEADERS,
            "content-disposition": 'attachment; filename="carepods-certificate.html"',
        },
    )


def certificate_page(facts: Mapping[str, object], language: str) -> bytes:
    """What, when, by whom; what stays and why; who looked. In words, from plain values alone."""

    def words(key: str, **given: object) -> str:
        return say(key, language, given)

    looked, stuck = _list(facts["looked"]), _list(facts["not_taken_back"])
    parts = [
        Part(
            words("certificate-what"),
            [
                words("certificate-who", pod=facts["name"], by=facts["by"],
                      when=_when(facts["at"], language)),
                words("certificate-counts", pictures=facts["pictures"], files=facts["files"],
                      chats=facts["chats"], members=facts["members"]),
                words("certificate-key"),
                words("certificate-posts", count=facts["taken_back"]),
                words("certificate-number", pod=facts["pod"]),
            ],
        ),
        Part(
            words("certificate-stuck"),
            [
                words("certificate-stuck-line", number=one["number"], platform=one["platform"],
                      when=_when(one["at"], language))
                for one in stuck
            ] or [words("certificate-stuck-none")],
        ),
        Part(
            words("certificate-stays"),
            [
                words("certificate-stays-audit", count=facts["entries"]),
                words("certificate-head", head=facts["head"]),
                words("certificate-stays-people"),
                words("certificate-stays-notices"),
                words("certificate-stays-copies"),
                words("certificate-stays-backups"),
            ],
        ),
        Part(
            words("certificate-looked"),
            [
                words("certificate-looked-line", number=one["number"], who=one["who"],
                      form=words(f"form-{str(one['form']).replace('_', '-')}"),
                      when=_when(one["last"], language), times=one["times"])
                for one in looked
            ] or [words("certificate-looked-nobody")],
        ),
    ]  # fmt: skip
    return readable_page(language, words("certificate-title"), parts)


def _list(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _when(value: object, language: str) -> str:
    """A moment as people write it; what is none stays away."""
    try:
        said = days.moment(datetime.fromisoformat(str(value)))
    except ValueError:
        return "—"
    return say(said.key, language, said.arguments)


ROUTES = [
    Route("/export/{secret:str}", in_their_language(landing), methods=["GET", "HEAD"]),
    Route("/export/{secret:str}", in_their_language(download), methods=["POST"]),
    Route(
        "/certificate/{secret:str}", in_their_language(certificate_landing), methods=["GET", "HEAD"]
    ),
    Route("/certificate/{secret:str}", in_their_language(certificate), methods=["POST"]),
]
