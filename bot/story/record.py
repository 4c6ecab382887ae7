"""What is left of a story: the transcript, every posted picture, and the page that shows it all."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.story.cast import room_names
from bot.story.script import STEPS
from bot.story.stage import Stage
from bot.story.telling import Told
from bot.story.timeline import Arrived, Moment
from core.ids import RoomRef
from core.imaging import Purpose
from core.model import Audience, Form, Image, Post, PostState, StoredRendition

PICTURES = "pictures"
POSTED = frozenset({PostState.SENT, PostState.RETRACTED, PostState.STUCK})
Json = dict[str, Any]
POST = (
    "image", "platform", "room", "form", "purpose", "audience", "message_id", "path", "sha256",
    "bytes", "width", "height",
)  # fmt: skip


@dataclass(slots=True)
class Record:
    """Filled while the story goes on, written at its end."""

    stage: Stage
    told: list[tuple[Told, list[Moment], list[Arrived]]] = field(default_factory=list)
    posts: list[Json] = field(default_factory=list)
    audit: tuple[int, bool] = (0, False)
    trouble: str = ""
    _written: set[str] = field(default_factory=set)

    def keep(self, told: Told, moments: list[Moment], arrived: list[Arrived]) -> None:
        self.told.append((told, moments, arrived))

    @property
    def steps_done(self) -> set[int]:
        return {t.scene.step for t, _, _ in self.told if t.scene.step and not t.refused}

    async def write(self, out: Path) -> None:
        """`transcript.json`, `story.html` and `pictures/` into a folder that exists."""
        _forget_last_time(out)
        if self.stage.books.pod is not None:
            self.posts = await self._posts(out)
            self.audit = await self.stage.books.audit()
        (out / "transcript.json").write_text(
            json.dumps(self.transcript(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        (out / "story.html").write_text(self._page(), encoding="utf-8")

    def transcript(self) -> Json:
        parts = self.stage.parts
        entries, whole = self.audit
        return {
            "steps": list(_steps([t for t, _, _ in self.told])),
            "posts": [{name: post[name] for name in POST} for post in self.posts],
            "mails": [
                {"at": m.at.isoformat(), "to": m.to, "subject": m.subject, "text": m.text}
                for m in parts.letterbox.letters
            ],
            "texts": [
                {"at": t.at.isoformat(), "to": t.to, "text": t.text} for t in parts.phone.messages
            ],
            "refusals": [
                {"who": r.who, "what": r.what, "sentence": r.sentence} for r in self.stage.refusals
            ],
            "audit": {"entries": entries, "chain_ok": whole},
        }

    # ── posts ───────────────────────────────────────────────────────────────────────────────────

    async def _posts(self, out: Path) -> list[Json]:
        names = room_names(self.stage.parts, self.stage.cast)
        audiences = await self._audiences()
        found = []
        for image in await self.stage.books.images():
            renditions = await self.stage.books.renditions(image)
            posts = await self.stage.books.posts(image)
            for post in sorted(posts, key=lambda p: (p.planned_at, p.id)):
                if post.state in POSTED and post.message is not None:
                    shown = next((r for r in renditions if r.sha256 == post.sha256), None)
                    path = await self._picture(out, image, shown) if shown else None
                    found.append(_post(post, image, shown, path, names, audiences))
        return found

    async def _audiences(self) -> dict[RoomRef, Audience]:
        async with self.stage.parts.service.store.begin(self.stage.books.pod, reading=True) as uow:
            rooms = await uow.rooms.of_pod(self.stage.books.open_pod)
        return {room.ref: room.audience for room in rooms}

    async def _picture(self, out: Path, image: Image, rendition: StoredRendition) -> str:
        """The very bytes that were handed to the platform; the path is relative to `out`."""
        shown = "" if rendition.deidentified else "-team"
        name = f"{image.number:03d}-{rendition.purpose.value}{shown}.{rendition.format}"
        path = out / PICTURES / name
        if name not in self._written:
            self._written.add(name)
            path.parent.mkdir(exist_ok=True)
            parts = [part async for part in self.stage.books.bytes_of(rendition)]
            path.write_bytes(b"".join(parts))
        return f"{PICTURES}/{name}"

    # ── the page ────────────────────────────────────────────────────────────────────────────────

    def _page(self) -> str:
        paths = {(p["_room"], p["message_id"]): p for p in self.posts if p["path"]}
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=select_autoescape(default=True),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template("story.html.j2").render(
            steps=[(n, name, n in self.steps_done) for n, name in STEPS.items() if n],
            chapters=_by_chapter(self.told),
            picture=lambda m: paths.get((m.room, m.number)),
            refusals=self.stage.refusals,
            posts=self.posts,
            audit=self.audit,
            trouble=self.trouble,
        )


def _forget_last_time(out: Path) -> None:
    """Take away the pictures of an earlier story in the same folder, and nothing else."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        last = json.loads((out / "transcript.json").read_text("utf-8"))
        for name in {str(post["path"]) for post in last["posts"] if post["path"]}:
            folder, _, file = name.partition("/")
            if folder == PICTURES and file and "/" not in file:
                (out / PICTURES / file).unlink(missing_ok=True)


def _steps(told: Sequence[Told]) -> Iterator[Json]:
    """One entry a step that happened: as it went the first time, all scenes of it together.

    The page tells of every time.
    """
    for number, name in STEPS.items():
        mine = [t for t in told if number and t.scene.step == number and not t.refused]
        if mine:
            once = [t for t in mine if t.chapter is mine[0].chapter]
            yield {
                "step": number,
                "name": name,
                "at": once[0].at.isoformat(),
                "ms": round(sum(t.ms for t in once), 1),
                "actor": once[0].scene.actor,
                "platform": once[0].scene.platform,
                "detail": " ".join(t.detail for t in once),
            }


def _post(
    post: Post,
    image: Image,
    shown: StoredRendition | None,
    path: str | None,
    names: dict[RoomRef, str],
    audiences: dict[RoomRef, Audience],
) -> Json:
    audience = audiences.get(post.room)
    if audience is None:  # a private chat: what its owner may see decides
        clean = shown is None or shown.deidentified
        audience = Audience.FAMILY if clean else Audience.CARE_TEAM
    return {
        "image": image.number,
        "platform": post.room.platform,
        "room": names.get(post.room, post.room.key),
        "form": post.form.value,
        "purpose": _purpose(shown) if shown else (Form.CARD.value if not path else ""),
        "audience": audience.value,
        "message_id": post.message.message if post.message else "",
        "path": path,
        "sha256": shown.sha256 if shown else None,
        "bytes": shown.bytes if shown else None,
        "width": shown.width if shown else None,
        "height": shown.height if shown else None,
        "state": post.state.value,
        "_room": post.room,
    }


def _purpose(shown: StoredRendition) -> str:
    """A preview with marks at its edge is a preview all the same."""
    return (Purpose.PREVIEW if shown.purpose is Purpose.MARKED else shown.purpose).value


def _by_chapter(
    told: Sequence[tuple[Told, list[Moment], list[Arrived]]],
) -> list[tuple[str, list[tuple[Told, list[Moment], list[Arrived]]]]]:
    chapters: list[tuple[str, list[tuple[Told, list[Moment], list[Arrived]]]]] = []
    for entry in told:
        title = entry[0].chapter.title
        if not chapters or chapters[-1][0] != title:
            chapters.append((title, []))
        chapters[-1][1].append(entry)
    return chapters
