"""The `export` work: read, decided, written as one ZIP into the sealed store, and handed out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from dataclasses import dataclass, field

from adapters.imaging.deidentify.apart import Unreadable, dicom_files
from adapters.imaging.deidentify.family import family
from adapters.imaging.deidentify.options import Dates, Options
from adapters.imaging.deidentify.record import How
from bot.export import tables
from bot.export.archive import Archive
from bot.export.page import Part, Tile, page, say
from core.errors import NotFound, PlatformError, Refused
from core.ids import PersonId, PodId, UploadId
from core.imaging import Kind, Purpose
from core.model import StoredRendition, Upload
from core.ports import Work
from core.usecases import export as exports
from core.usecases import renditions
from core.usecases.desk import World, user_from
from core.usecases.export import Me, PictureBook, PodBook

LARGEST_SMALL = 64 * 1024  # of a picture that stands in the page itself
TELLS_EVERY = 10
WHERE = "exports"


async def export(world: World, work: Work) -> None:
    """For a pod, or (the work has none) for a person. A try that was cut off begins anew."""
    person = PersonId(str(work.payload["person"]))
    try:
        me, books = await _read(world, work, person)
    except Refused as refusal:
        await exports.refuse(world, work, refusal)
        return
    where = f"pods/{work.pod}/{WHERE}" if work.pod else WHERE
    blob = f"{where}/{work.payload['id']}-{work.attempts}"
    writing = _Writing(world, work, me, books)
    files = exports.Files(str(work.payload.get("files", "")))
    chunks = writing.zip() if files is exports.Files.EVERYTHING else writing.dicom_alone(files)
    await world.blobs.put(work.pod, blob, chunks)
    account = user_from(work.payload["account"])
    if not await exports.hand_out(world, work, account, blob, books):
        await world.blobs.delete(blob)
        raise PlatformError("a pod was erased meanwhile", retry_after=1)


async def _read(world: World, work: Work, person: PersonId) -> tuple[Me | None, list[PodBook]]:
    if work.pod is not None:
        await _in_full(world, work, work.pod, person, only_mine=False)
        return None, [await exports.pod_book(world, work.pod, person, only_mine=False)]
    me, pods = await exports.me_book(world, person)
    books = []
    for pod in pods:
        await _in_full(world, work, pod, person, only_mine=True)
        books.append(await exports.pod_book(world, pod, person, only_mine=True))
    return me, books


async def _in_full(
    world: World, work: Work, pod: PodId, person: PersonId, *, only_mine: bool
) -> None:
    """The full size of what goes in, where nobody has asked for it before."""
    book = await exports.pod_book(world, pod, person, only_mine=only_mine)
    for picture in book.pictures:
        if picture.files and not renditions.has_full(picture.files):
            await renditions.make_full(world, picture.image, f"export-{work.attempts}")


@dataclass(slots=True)
class _Writing:
    """One ZIP on its way."""

    world: World
    work: Work
    me: Me | None
    books: list[PodBook]
    archive: Archive = field(default_factory=Archive)
    parts: list[Part] = field(default_factory=list)
    done: int = 0

    async def zip(self) -> AsyncIterator[bytes]:
        """The bytes, as they come."""
        language = self.language
        for number, book in enumerate(self.books, start=1):
            folder = f"pod-{number}/" if self.me is not None else ""
            async for chunk in self._pod(book, folder, language):
                yield chunk
        if self.me is not None:
            yield self._about_me(self.me, language)
        title = say("export-title-me" if self.me else "export-title", language, {"pod": self.name})
        yield self.archive.write("index.html", page(language, title, self.parts))
        yield self.archive.write("manifest.json", _json(self._manifest()))
        yield self.archive.close()

    async def dicom_alone(self, files: exports.Files) -> AsyncIterator[bytes]:
        """The DICOM files without the patient's identity, whoever asks, and nothing else."""
        dates = Dates.SHIFT if files is exports.Files.DICOM_DATES else Dates.REMOVE
        how = How(options=Options(dates=dates))
        seen: set[UploadId] = set()
        for book in self.books:
            for picture in book.pictures:
                upload = picture.original
                if upload is None or picture.image.kind != Kind.DICOM.value or upload.id in seen:
                    continue
                seen.add(upload.id)
                place = f"{picture.image.number:04d}"
                async for chunk in self._dicom(book, upload, place, how, []):
                    yield chunk
        yield self.archive.write("manifest.json", _json(self._manifest()))
        yield self.archive.close()

    @property
    def language(self) -> str:
        person = self.me.person if self.me else None
        spoken = person.language if person else self.books[0].pod.language
        return self.world.texts.best(spoken)

    @property
    def name(self) -> str:
        return self.books[0].pod.name if self.me is None and self.books else ""

    def _manifest(self) -> Mapping[str, object]:
        """Every file with its size and hash, so that a copy can be checked."""
        return {
            "made": self.world.clock.now().isoformat(),
            "files": {
                path: {"bytes": size, "sha256": digest}
                for path, (size, digest) in sorted(self.archive.listed.items())
            },
        }

    # ── one pod ─────────────────────────────────────────────────────────────────────────────────

    async def _pod(self, book: PodBook, folder: str, language: str) -> AsyncIterator[bytes]:
        tiles = []
        originals: dict[UploadId, list[str]] = {}
        for picture in book.pictures:
            made = _Made()
            async for chunk in self._picture(book, picture, folder, made):
                yield chunk
            async for chunk in self._original(book, picture, folder, originals, made):
                yield chunk
            tiles.append(_tile(picture, made, language))
            self.done += 1
            if self.done % TELLS_EVERY == 0:
                total = sum(len(b.pictures) for b in self.books)
                await exports.progress(self.world, self.work, self.done, total)
        links = []
        for key, path, data in _tables(book, mine=self.me is not None):
            yield self.archive.write(f"{folder}{path}", data)
            links.append((say(key, language), f"{folder}{path}"))
        self.parts.append(
            Part(
                heading=say("export-pod-heading", language, {"pod": book.pod.name}),
                paragraphs=[say("export-pod-text", language, {"count": len(tiles)})],
                links=links,
                tiles=tiles,
            )
        )

    async def _picture(
        self, book: PodBook, picture: PictureBook, folder: str, made: _Made
    ) -> AsyncIterator[bytes]:
        """Its files, its metadata, and the small one for the page."""
        place = f"{folder}pictures/{picture.image.number:04d}"
        for rendition in picture.files:
            path = f"{place}/{_NAMES[rendition.purpose]}.{rendition.format}"
            async for chunk in self._file(path, self._bytes(book.pod.id, rendition.blob)):
                yield chunk
            made.files.append((f"export-file-{_WORDS[rendition.purpose]}", path))
            if rendition.purpose is Purpose.THUMBNAIL and rendition.bytes <= LARGEST_SMALL:
                made.small = await self._small(book.pod.id, rendition)
                made.small_type = rendition.media_type
        if picture.why_not:
            return
        for name, value in _metadata(picture).items():
            path = f"{place}/{name}.json"
            yield self.archive.write(path, _json(value))
            made.files.append(("export-file-metadata", path))

    async def _file(self, path: str, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        async for chunk in self.archive.add(path, chunks):
            if chunk:
                yield chunk

    async def _bytes(self, pod: PodId, blob: str) -> AsyncIterator[bytes]:
        async for chunk in self.world.blobs.get(pod, blob):
            yield chunk

    async def _small(self, pod: PodId, rendition: StoredRendition) -> bytes:
        return b"".join([chunk async for chunk in self._bytes(pod, rendition.blob)])

    async def _original(
        self,
        book: PodBook,
        picture: PictureBook,
        folder: str,
        known: dict[UploadId, list[str]],
        made: _Made,
    ) -> AsyncIterator[bytes]:
        """What was brought, once for all the pictures that came of it."""
        upload = picture.original
        if upload is None:
            return
        if upload.id not in known:
            paths: list[str] = []
            known[upload.id] = paths
            async for chunk in self._originals(book, picture, upload, folder, paths):
                yield chunk
        made.files += [("export-file-original", path) for path in known[upload.id]]

    async def _originals(
        self,
        book: PodBook,
        picture: PictureBook,
        upload: Upload,
        folder: str,
        paths: list[str],
    ) -> AsyncIterator[bytes]:
        place = f"{folder}originals/{picture.image.number:04d}"
        source = self._bytes(book.pod.id, upload.blob)
        if picture.image.kind != Kind.DICOM.value:
            path = f"{place}/original{_ending(picture.image.kind)}"
            async for chunk in self._file(path, source):
                yield chunk
            paths.append(path)
            return
        how = How(picture.identified)
        async for chunk in self._dicom(book, upload, place, how, paths):
            yield chunk

    async def _dicom(
        self, book: PodBook, upload: Upload, place: str, how: How, paths: list[str]
    ) -> AsyncIterator[bytes]:
        source = self._bytes(book.pod.id, upload.blob)
        try:
            async for data in dicom_files(source, book.key, how):
                path = f"{place}/{len(paths) + 1:05d}.dcm"
                async for chunk in self._file(path, _once(data)):
                    yield chunk
                paths.append(path)
        except (Unreadable, NotFound):
            return  # the pictures made of it are there; the page lists no original

    # ── the person ──────────────────────────────────────────────────────────────────────────────

    def _about_me(self, me: Me, language: str) -> bytes:
        person = me.person
        known = {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "language": person.language,
            "since": person.created_at.isoformat() if person.created_at else None,
            "authenticator_app": me.authenticator,
            "pods": [
                {
                    "name": b.pod.name,
                    "role": b.member.role.value,
                    "may": sorted(b.member.privileges),
                    "joined": b.member.joined_at.isoformat(),
                    "until": b.member.expires_at.isoformat() if b.member.expires_at else None,
                }
                for b in self.books
            ],
        }
        data = self.archive.write("me.json", _json(known))
        data += self.archive.write("accounts.csv", tables.accounts(me.identities))
        self.parts.insert(
            0,
            Part(
                heading=say("export-me-heading", language),
                paragraphs=[
                    say("export-me-text", language, {"name": person.name, "email": person.email,
                                                     "phone": person.phone})
                ],
                links=[
                    (say("export-file-me", language), "me.json"),
                    (say("export-file-accounts", language), "accounts.csv"),
                ],
            ),
        )  # fmt: skip
        return data


@dataclass(slots=True)
class _Made:
    """What became of one picture: (key of a label, path), and the small one."""

    files: list[tuple[str, str]] = field(default_factory=list)
    small: bytes = b""
    small_type: str = ""


_NAMES = {
    Purpose.FULL: "picture",
    Purpose.PREVIEW: "picture",
    Purpose.CINE: "film",
    Purpose.THUMBNAIL: "small",
}
_WORDS = {
    Purpose.FULL: "picture",
    Purpose.PREVIEW: "picture",
    Purpose.CINE: "film",
    Purpose.THUMBNAIL: "small",
}
_ENDINGS = {Kind.DOCUMENT.value: ".pdf", Kind.CLIP.value: ".mp4", Kind.PHOTO.value: ".jpg"}


def _ending(kind: str) -> str:
    """By what the content was found to be; programs look into the file anyway."""
    return _ENDINGS.get(kind, ".bin")


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()


def _tables(book: PodBook, *, mine: bool) -> list[tuple[str, str, bytes]]:
    numbers = {str(p.image.id): p.image.number for p in book.pictures}
    found = [
        ("export-file-posts", "posts.csv", tables.posts(book.posts, book)),
        ("export-file-invitations", "invitations.csv",
         tables.invitations(book.invitations, book.names)),
    ]  # fmt: skip
    if not mine:
        found += [
            ("export-file-members", "members.csv", tables.members(book.members)),
            ("export-file-rooms", "chats.csv", tables.rooms(book.rooms)),
            ("export-file-pod", "pod.json", _json(_about(book))),
        ]
    if book.audit:
        found.append(
            ("export-file-audit", "audit.csv", tables.audit(book.audit, book.names, numbers))
        )
    return found


def _about(book: PodBook) -> Mapping[str, object]:
    """The pod itself, and each picture in it, those without files included."""
    patient = book.pod.patient
    names = "view_identified" in book.member.privileges
    return {
        "id": book.pod.id,
        "name": book.pod.name,
        "opened": book.pod.created_at.isoformat(),
        "patient": {
            "name": patient.name,
            "number": patient.patient_id,
            "birth_date": patient.birth_date,
            "sex": patient.sex,
        } if patient and names else None,
        "pictures": [
            {
                "number": p.image.number,
                "kind": p.image.kind,
                "state": p.image.state.value,
                "hold": p.image.hold.value if p.image.hold else None,
                "at": p.image.created_at.isoformat(),
                "by": book.names.get(p.image.uploader, ""),
                "note": p.image.note if not p.why_not else None,
                "files_left_out_because": p.why_not or None,
            }
            for p in book.pictures
        ],
    }  # fmt: skip


def _metadata(picture: PictureBook) -> Mapping[str, object]:
    """The DICOM JSON model, EXIF, and what was done: as much as its reader may see."""
    held = picture.image.metadata
    shown: Mapping[str, object] = held if picture.everything else family(held)
    found: dict[str, object] = {}
    for name in ("dicom", "exif", "transcoding"):
        value = shown.get(name)
        if not isinstance(value, Mapping):
            continue
        # Where a photo was taken is for whoever took it.
        kept = {k: v for k, v in value.items() if k != "GPSInfo" or picture.own}
        found[name] = kept
    return found


def _tile(picture: PictureBook, made: _Made, language: str) -> Tile:
    why = say(f"export-why-{picture.why_not}", language) if picture.why_not else ""
    hidden = bool(picture.why_not)
    return Tile(
        title=picture.caption.title,
        text="" if hidden else picture.caption.text,
        alt="" if hidden else picture.caption.alt,
        small=made.small,
        small_type=made.small_type,
        files=tuple((say(key, language), path) for key, path in made.files),
        why=why,
    )
